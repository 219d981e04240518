"""One document, statement or source of a ledger for the terminal, with all that belongs to it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.ledger.showing import ShownDocument, ShownSource, ShownStatement
from sayso.views import tables, terminal
from sayso.views.segments import segments
from sayso.views.summary import counted
from sayso.views.terminal import safe, shown
from sayso.views.wording import NO_SOURCE, OWN_VOICE, passive

if TYPE_CHECKING:
    from sayso.ledger.listed import StatementRow
    from sayso.ledger.showing import Changed, Copy

STYLES = {"source": "bold cyan", "cue": "italic magenta", "content": ""}
ADDED, DROPPED = "green", "red"
LONGEST_WORDS = 160
"""Characters of a statement that is told of beside another."""
MOST_WORDS, AROUND = 40, 8
"""Words that are shown of a changed statement, and those of them at least before and after what changed."""


def render(found: ShownDocument | ShownStatement | ShownSource, console: Console) -> None:
    """Print what was asked for. Nothing in it can act on the terminal."""
    if isinstance(found, ShownDocument):
        document(found, console)
    elif isinstance(found, ShownStatement):
        statement(found, console)
    else:
        source(found, console)


def document(found: ShownDocument, console: Console) -> None:
    """Print the document as `sayso read` does, with its versions and copies before, and its changes after that."""
    kept = found.kept
    told = f"document {kept.id}"
    if len(found.versions) > 1:
        others = ", ".join(str(each.document) for each in found.versions if each.document != kept.id)
        told += f" · version {kept.version} of {len(found.versions)}{'' if kept.current else ', not the current one'}"
        told += f"; the others are {others}" if len(found.versions) > 2 else f"; the other is {others}"
    _line(f"{told} · added {kept.added[:10]}", "dim", console)
    _copies(found.copies, console)
    terminal.render(kept.document, console)
    _changes(found.changes, f"Changes since version {kept.version - 1}", console)


def statement(found: ShownStatement, console: Console) -> None:
    """Print where the statement stands, the words around it with its own marked, and what is linked to it."""
    row = found.statement
    where = [row.day or tables.UNDATED, row.outlet, row.title]
    _line(" · ".join(each for each in where if each), "bold", console)
    console.print()
    console.print(_context(found, console), width=min(console.width, terminal.WIDEST))
    console.print()
    speaker = row.speaker
    if not row.cue:
        who = f"({OWN_VOICE})"
    elif speaker is None:
        who = row.source or NO_SOURCE
    else:
        who = f"{speaker.name}{' (unnamed)' if speaker.unnamed else ''}, source {speaker.source}"
    known = [
        ("who", who),
        ("through", tables.chain(row.chain, row.outlet) if row.chain else ""),
        ("how", " · ".join(each for each in (row.act, row.certainty, row.polarity, row.quotation) if each)),
        ("said", row.said or ""),
        ("inside", row.inside or ""),
        ("confidence", "" if row.confidence is None else f"{row.confidence:.2f}"),
    ]
    known += [(each.relation, _said(each.statement)) for each in found.answers]
    known += [(passive(each.relation), _said(each.statement)) for each in found.answered]
    table = Table.grid(padding=(0, 2, 0, 0))
    for label, words in known:
        if words:
            table.add_row(Text(label, "dim"), shown(words, "", console))
    tables.write(table, console)
    _copies(found.copies, console)
    _changes(found.changes, "Changes", console)


def source(found: ShownSource, console: Console) -> None:
    """Print the source as listings do, and its newest documents."""
    tables.sources([found.source], console)
    console.print()
    tables.documents(found.documents.rows, console)
    if found.documents.next is not None:
        more = f"sayso documents --source {found.source.id} --after {found.documents.next}"
        _line(f"There are more documents: {more}", "dim", console)


def _context(found: ShownStatement, console: Console) -> Text:
    """The words around the statement, dim, and its own as everywhere."""
    spans = [(a, b, label) for label in STYLES for a, b in getattr(found, label)]
    written = Text()
    for begin, end, labels in segments(spans, {0, len(found.context)}):
        words = safe(found.context[begin:end], console)
        written.append(words, " ".join(STYLES[label] for label in labels) if labels else "dim")
    return written


def _copies(copies: Sequence[Copy], console: Console) -> None:
    for copy in copies:
        where = " · ".join(each for each in (copy.document.day, copy.document.outlet, copy.document.title) if each)
        _line(
            f"shares {counted(copy.words, 'word')} ({copy.share:.0%}): document {copy.document.id} · {where}",
            "dim",
            console,
        )


def _changes(changes: Sequence[Changed], heading: str, console: Console) -> None:
    if not changes:
        return
    console.print()
    _line(heading, "bold", console)
    for each in changes:
        if each.before is not None:
            _changed("−", each.before, each.after, DROPPED, console)
        if each.after is not None:
            _changed("+", each.after, each.before, ADDED, console)


def _changed(mark: str, row: StatementRow, other: StatementRow | None, style: str, console: Console) -> None:
    """Print one side of a change. What the other side does not have stands out, and is never cut away."""
    words = row.content.split()
    begin, end = (0, 0) if other is None else _differing(words, other.content.split())
    first = 0 if len(words) <= MOST_WORDS else max(0, begin - AROUND)
    last = max(end + AROUND, first + MOST_WORDS)
    line = shown(f"{mark} {row.id}  {_who(row)}:", style, console)
    if first:
        line.append(" …", style)
    for at, word in enumerate(words[first:last], first):
        line.append(" ", style)
        line.append(safe(word, console), f"{style} bold underline" if begin <= at < end else style)
    if last < len(words):
        line.append(" …", style)
    console.print(line, width=min(console.width, terminal.WIDEST))


def _differing(words: Sequence[str], others: Sequence[str]) -> tuple[int, int]:
    """Where in `words` begins and ends what the others do not have there."""
    begin = _alike(words, others)
    end = len(words) - _alike(words[begin:][::-1], others[begin:][::-1])
    return begin, end


def _alike(words: Sequence[str], others: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = zip(words, others, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _said(row: StatementRow) -> str:
    words = row.content if len(row.content) <= LONGEST_WORDS else row.content[:LONGEST_WORDS].rpartition(" ")[0] + "…"
    return f"{_who(row)}: {words}"


def _who(row: StatementRow) -> str:
    return f"({OWN_VOICE})" if not row.cue else row.source or NO_SOURCE


def _line(words: str, style: str, console: Console) -> None:
    console.print(shown(words, style, console), width=min(console.width, terminal.WIDEST))
