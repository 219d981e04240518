"""Documents side by side, for the terminal and for programs: each one's words for the same, in their context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.claims.wording import Kind, Row, Wording
from sayso.document import Span
from sayso.views.drift import paragraph, statement_number
from sayso.views.excerpts import excerpt
from sayso.views.tables import (
    LONGEST_CONTENT,
    LONGEST_NAME,
    NARROWEST_WITH_COLUMNS,
    UNDATED,
    clipped,
    width_of,
    write,
)
from sayso.views.terminal import safe, shown

if TYPE_CHECKING:
    from sayso.ledger.comparing import ComparedDocument, Comparison

MOST_SHOWN = 400
"""Things that documents have in common that are shown; the format for programs has all."""
MOST_WORDS = 6
"""Documents whose words stand in a heading."""
HEADINGS: Mapping[Kind, str] = {
    "source": "source",
    "claim": "claim",
    "cue": "how it is said by",
    "words": "words",
}


class WordingLine(msgspec.Struct, frozen=True):
    """What one document has: `statement` is 12.s3, `before` and `after` are the words around."""

    document: int
    statement: str
    outlet: str | None
    before: str
    words: Span
    after: str


class RowLine(msgspec.Struct, frozen=True):
    """What documents have in common, as programs are given it; `same` of a claim is its number."""

    kind: Kind
    same: str
    wordings: tuple[WordingLine, ...]


def line(row: Row) -> RowLine:
    """The row as programs are given it."""
    return RowLine(row.kind, row.same, tuple(map(_line, row.wordings)))


def render(found: Comparison, console: Console) -> None:
    """Print the documents, then what they have in common, each with the documents' words under each other."""
    widest = max(len(str(each.id)) for each in found.documents)
    _table([(each.id, Text(each.day or UNDATED), _title(each, console)) for each in found.documents], widest, console)
    outlets = {each.id: clipped(each.outlet or each.name, LONGEST_NAME) for each in found.documents}
    for row in found.rows[:MOST_SHOWN]:
        console.print()
        heading = Text(f"{HEADINGS[row.kind]} ", "dim")
        paragraph(heading.append_text(shown(_same(row), "bold", console)), console)
        words = [
            (each.told.paper.id, shown(outlets[each.told.paper.id], "cyan", console), _words(each, row.kind, console))
            for each in row.wordings
        ]
        _table(words, widest, console)
    console.print()
    if not found.rows:
        paragraph(Text("Nothing was found that they have in common."), console)
    elif (more := len(found.rows) - MOST_SHOWN) > 0:
        paragraph(Text(f"and {more:,} more; --format jsonl has all", "dim"), console)


def _table(rows: Sequence[tuple[int, Text, Text]], widest: int, console: Console) -> None:
    """Print a number, what it is, and words in three columns, or under each other where it is too narrow for them."""
    width = width_of(console)
    if width < NARROWEST_WITH_COLUMNS:
        for number, what, words in rows:
            paragraph(Text(f"{number}  ", "dim").append_text(what), console)
            paragraph(words, console, 2)
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=widest, justify="right", no_wrap=True)
    table.add_column(max_width=width // 4, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    for number, what, words in rows:
        table.add_row(Text(str(number), "dim"), what, words)
    table.width = width
    write(table, console)


def _line(of: Wording) -> WordingLine:
    text, (start, end) = of.told.paper.text, of.place
    return WordingLine(
        of.told.paper.id,
        statement_number(of.told),
        of.told.paper.outlet,
        text[of.begin : start],
        Span(start, end, of.words),
        text[end : of.end],
    )


def _same(row: Row) -> str:
    """What the documents have in common; of words that differ, these."""
    if row.kind != "words":
        return clipped(row.same, LONGEST_NAME)
    return " · ".join(dict.fromkeys(clipped(each.words, LONGEST_NAME) for each in row.wordings[:MOST_WORDS]))


def _title(of: ComparedDocument, console: Console) -> Text:
    parts = (clipped(part, 2 * LONGEST_NAME) for part in (of.outlet, of.title or of.name) if part)
    return shown("  ".join(parts), "bold", console)


def _words(of: Wording, kind: Kind, console: Console) -> Text:
    written = Text()
    marks = [(*of.place, kind)]
    for words, labels in excerpt(of.told.paper.text, (of.begin, of.end), marks, LONGEST_CONTENT):
        style = "dim" if not labels else "" if kind == "claim" else "bold"
        written.append(safe(words, console), style)
    return written.append(f"  {statement_number(of.told)}", "dim")
