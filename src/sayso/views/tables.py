"""Listings of a ledger for the terminal: statements under their documents, documents, sources, days, search results.

Nothing in them can act on the terminal. Hits of a search are marked by style alone: what is copied are the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.document import Time
from sayso.views.chains import FROM
from sayso.views.manner import manner
from sayso.views.moments import moment
from sayso.views.summary import counted
from sayso.views.terminal import safe, shown
from sayso.views.wording import DOUBTFUL_BELOW, NO_SOURCE, OWN_VOICE

if TYPE_CHECKING:
    from sayso.ledger.finding import Hit, Marks, Passage
    from sayso.ledger.listed import Day, DocumentRow, Link, SourceRow, StatementRow

WIDEST = 120
NARROWEST_WITH_COLUMNS = 60
LONGEST_CONTENT = 400
"""Characters of a content that are shown; the formats for programs have all."""
LONGEST_NAME = 80
WIDEST_BAR = 12
HIT = "bold yellow"
INDENT = (0, 0, 0, 2)
UNDATED = "undated"


def statements(rows: Sequence[StatementRow], console: Console) -> None:
    """Print statements, each run of them that is of one document under that."""
    numbers = _widest((row.id for row in rows), console)
    for _, group in groupby(rows, key=lambda row: row.document):
        of_document = list(group)
        first = of_document[0]
        _heading([first.day or UNDATED, first.outlet, first.title], console)
        table = _grid(console, numbers)
        for row in of_document:
            _statement(table, row, console)
        write(table, console)
        console.print()


def documents(rows: Sequence[DocumentRow], console: Console) -> None:
    """Print documents: number, day, outlet and title, and how many statements are in them."""
    numbers = _widest((row.id for row in rows), console)
    width = width_of(console)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=numbers, justify="right", no_wrap=True)
    table.add_column(width=10, no_wrap=True)
    table.add_column(
        width=min(max((len(row.outlet or "") for row in rows), default=1) or 1, width // 4), overflow="fold"
    )
    table.add_column(ratio=1, overflow="fold")
    for row in rows:
        told = shown(clipped(row.title or row.begins, LONGEST_CONTENT), "bold", console)
        told.append("  ").append_text(shown(" · ".join(_particulars(row)), "dim", console))
        outlet = shown(clipped(row.outlet or "", LONGEST_NAME), "", console)
        table.add_row(Text(str(row.id), "dim"), Text(row.day or UNDATED), outlet, told)
    table.width = width
    write(table, console)


def sources(rows: Sequence[SourceRow], console: Console) -> None:
    """Print sources: number, name and kind, how much they say, and when they were in the news."""
    numbers = _widest((row.id for row in rows), console)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=numbers, justify="right", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_row("", "", Text("said", "dim"), Text("articles", "dim"), Text("from – to", "dim"))
    for row in rows:
        who = _name(row.name, row.unnamed, console)
        details = [row.kind if not row.unnamed else None, row.role, row.affiliation]
        told = " · ".join(
            dict.fromkeys(each for each in details if each and each.casefold() not in row.name.casefold())
        )
        if told:
            who.append("  ").append_text(shown(clipped(told, LONGEST_NAME), "dim", console))
        if row.others:
            others = clipped(", ".join(row.others), LONGEST_NAME)
            who.append("  ").append_text(shown(f"also {others}", "dim", console))
        days = " – ".join(dict.fromkeys(day for day in (row.since, row.until) if day)) or UNDATED
        table.add_row(Text(str(row.id), "dim"), who, f"{row.statements:,}", f"{row.documents:,}", Text(days, "dim"))
    table.width = width_of(console)
    write(table, console)


def timeline(rows: Sequence[Day], console: Console) -> None:
    """Print days: how many statements, as a number and as a bar, and who says most."""
    most = max((row.statements for row in rows), default=1)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=10, no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(width=WIDEST_BAR, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for row in rows:
        who = Text()
        for voice in row.voices:
            who.append(" · " if who else "").append_text(_name(voice.name, voice.unnamed, console))
            who.append(f" {voice.statements:,}", "dim")
        if (others := row.sources - len(row.voices)) > 0:
            who.append(f" · {others:,} more", "dim")
        bar = safe("█" * max(round(WIDEST_BAR * row.statements / most), 1), console)
        table.add_row(Text(row.day or UNDATED), f"{row.statements:,}", Text(bar, "cyan"), who)
    table.width = width_of(console)
    write(table, console)


def hits(found: Sequence[Hit], console: Console) -> None:
    """Print the documents that a search found, each with some of its passages, and the hits in colour."""
    numbers = _widest((passage.statement.id for hit in found for passage in hit.passages if passage.statement), console)
    for hit in found:
        row = hit.document
        title = _marked(row.title, hit.title_marks, "bold", console) if row.title else None
        _heading([row.day or UNDATED, row.outlet, title or row.begins, f"({row.id})"], console)
        table = _grid(console, numbers)
        for passage in hit.passages:
            _passage(table, passage, console)
        write(table, console)
        console.print()


def _heading(parts: Iterable[str | Text | None], console: Console) -> None:
    line = Text()
    for part in parts:
        if part:
            known = part if isinstance(part, Text) else shown(clipped(part, 2 * LONGEST_NAME), "bold", console)
            line.append("  " if line else "").append_text(known)
    console.print(line, width=width_of(console))


def _statement(table: Table, row: StatementRow, console: Console) -> None:
    number = Text(row.id, "dim")
    if row.confidence is not None and row.confidence < DOUBTFUL_BELOW:
        number.append(" ?", "bold yellow")
    content = shown(clipped(row.content, LONGEST_CONTENT), "" if row.cue else "dim", console)
    _add(
        table, number, _speaker(row, console), shown(row.cue, "italic magenta", console), content, _notes(row, console)
    )


def _passage(table: Table, passage: Passage, console: Console) -> None:
    row = passage.statement
    words = _window(passage.text, passage.marks, console)
    if row is None:
        _add(table, Text(), Text(), Text(), words, [])
        return
    who = _speaker(row, console)
    if row.speaker and passage.speaker_marks:
        who = _marked(row.speaker.name, passage.speaker_marks, "bold cyan", console)
    _add(table, Text(row.id, "dim"), who, shown(row.cue, "italic magenta", console), words, [])


def _speaker(row: StatementRow, console: Console) -> Text:
    if not row.cue:
        return Text(f"({OWN_VOICE})", "dim")
    if row.speaker is None:
        return shown(clipped(row.source, LONGEST_NAME) or NO_SOURCE, "bold cyan" if row.source else "dim", console)
    return _name(row.speaker.name, row.speaker.unnamed, console)


def _name(name: str, unnamed: bool, console: Console) -> Text:
    """The source's name or description, and that it is unnamed if it is."""
    written = shown(clipped(name, LONGEST_NAME), "bold cyan", console)
    return written.append_text(Text(" (unnamed)", "dim")) if unnamed else written


def _notes(row: StatementRow, console: Console) -> list[Text]:
    lines = []
    if len(row.chain) > 1:
        lines.append(chain(row.chain, row.outlet))
    how = manner(row)
    if row.said:
        how.append(f"said {moment(Time(0, 0, row.said, 'DATE', row.said))}")
    if row.inside:
        how.append(f"inside {row.inside}")
    if how:
        lines.append(" · ".join(how))
    return [shown(line, "dim", console) for line in lines]


def chain(links: Sequence[Link], outlet: str | None) -> str:
    """The links after the outlet: "RT ← Axios ← two Israeli officials (unnamed)"."""
    names = [f"{link.name} (unnamed)" if link.unnamed else link.name for link in links]
    return f" {FROM} ".join(clipped(name, LONGEST_NAME) for name in (outlet or "the outlet", *names))


def _particulars(row: DocumentRow) -> list[str]:
    told = [counted(row.statements, "statement")]
    if row.version > 1:
        told.append(f"version {row.version}")
    if row.copies:
        told.append("1 near copy" if row.copies == 1 else f"{row.copies} near copies")
    return told


def _grid(console: Console, numbers: int) -> Table:
    """A table for statements, whose columns stand under each other in all tables of a listing."""
    width = width_of(console)
    table = Table.grid(padding=(0, 2, 0, 0))
    if width < NARROWEST_WITH_COLUMNS:
        table.add_column(width=width, overflow="fold")
    else:
        table.add_column(width=numbers + 2, overflow="fold")
        table.add_column(width=width // 4, overflow="fold")
        table.add_column(width=width // 8, overflow="fold")
        table.add_column(ratio=1, overflow="fold")
    table.width = width
    return table


def _add(table: Table, number: Text, who: Text, cue: Text, content: Text, notes: Sequence[Text]) -> None:
    if len(table.columns) > 1:
        table.add_row(number, who, cue, Group(content, *(Padding(note, INDENT) for note in notes)))
        return
    table.add_row(Text(" ").join(part for part in (number, who, cue) if part))
    for line in (content, *notes):
        table.add_row(Padding(line, INDENT))


def _marked(text: str, marks: Marks, style: str, console: Console) -> Text:
    written = Text(style=style)
    end = 0
    for begin, stop in marks:
        written.append(safe(text[end:begin], console)).append(safe(text[begin:stop], console), HIT)
        end = stop
    return written.append(safe(text[end:], console))


def _window(text: str, marks: Marks, console: Console) -> Text:
    """The text with its hits; of a long one, what stands around the first of them."""
    begin = 0
    if len(text) > LONGEST_CONTENT and marks and marks[0][0] > LONGEST_CONTENT // 2:
        begin = text.rfind(" ", 0, marks[0][0] - LONGEST_CONTENT // 4) + 1
    end = len(text)
    if end - begin > LONGEST_CONTENT:
        end = max(text.rfind(" ", begin, begin + LONGEST_CONTENT), marks[0][1] if marks else begin + LONGEST_CONTENT)
    inside = tuple((a - begin, b - begin) for a, b in marks if begin <= a and b <= end)
    line = " ".join(text[begin:end].split(" "))
    written = Text("…" if begin else "")
    written.append_text(_marked(line.translate(SPACES), inside, "", console))
    return written.append("…" if end < len(text) else "")


SPACES = str.maketrans("\n\r\t\v\f", "     ")


def clipped(text: str, longest: int) -> str:
    """The text, or the words at its beginning that so many characters hold."""
    if len(text) <= longest:
        return text
    return (text[: longest + 1].rpartition(" ")[0] or text[:longest]).rstrip(" ,;:–—") + "…"


def _widest(numbers: Iterable[object], console: Console) -> int:
    return min(max((len(str(number)) for number in numbers), default=1), console.width // 4)


def width_of(console: Console) -> int:
    """How wide a listing is."""
    return min(console.width, WIDEST)


def write(table: Table, console: Console) -> None:
    """Print a table without blanks at the ends of its lines."""
    for segments in console.render_lines(table):
        line = Text.assemble(*((segment.text, segment.style or "") for segment in segments if not segment.control))
        line.rstrip()
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
