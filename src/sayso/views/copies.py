"""Documents that share passages, for the terminal: by pairs, or with all passages and what was changed between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.views.details import ADDED, DROPPED
from sayso.views.summary import counted
from sayso.views.tables import UNDATED, WIDEST, clipped, write
from sayso.views.terminal import shown

if TYPE_CHECKING:
    from sayso.ledger.reused import Changed, CopyRow, Sharing

LONGEST_PASSAGE = 240
"""Characters of the longest passage that a listing shows."""
LONGEST_CHANGE = 160
MOST_CHANGES = 40
"""Changes of one document that are shown; the formats for programs have all."""
INDENT = 2
_CREDITS = {
    "credit": "credited in document {number}",
    "staff": "its staff named in document {number}",
    "outlet": "the outlet of document {number}",
    "cited": "cited in document {number}",
}


def listed(rows: Sequence[CopyRow], console: Console) -> None:
    """Print pairs of documents: what they share, whose text it is, who was first, and the longest passage."""
    for row in rows:
        _heading(row, console)
        longest = max(row.shared, key=lambda each: each.words)
        _print(shown(f"“{clipped(longest.text, LONGEST_PASSAGE)}”", "", console), console)
        console.print()


def whole(rows: Sequence[CopyRow], console: Console) -> None:
    """Print pairs of documents with all passages that they share, and what the later one changed between them."""
    for row in rows:
        _heading(row, console)
        for each in row.shared:
            told = f"{counted(each.words, 'word')}{', a quotation' if each.quoted else ''}: "
            _print(Text(told, "dim").append_text(shown(f"“{each.text}”", "", console)), console)
        if row.changes:
            _print(Text("changed" if row.first is not None else "different", "bold"), console)
        for change in row.changes[:MOST_CHANGES]:
            _print(_change(change, console), console)
        if (more := len(row.changes) - MOST_CHANGES) > 0:
            _print(Text(f"and {counted(more, 'change')} more", "dim"), console)
        console.print()


def _heading(row: CopyRow, console: Console) -> None:
    for label, one in (("first ", row.earlier), ("then ", row.later)):
        _print(Text("" if row.first is None else label, "dim").append_text(_document(one, console)), console, 0)
    kind = "shared quotation" if row.quoted else row.kind
    told = [f"{kind}, {counted(row.words, 'word')}, {row.share:.0%} of the shorter text"]
    if row.agency is not None and row.credit is not None:
        told.append(f"{row.agency}, {_CREDITS[row.credit].format(number=row.credited)}")
    if row.first is None:
        told.append("unknown who was first")
    _print(shown(" · ".join(told), "dim", console), console)


def _document(one: Sharing, console: Console) -> Text:
    parts = (one.day or UNDATED, clipped(one.outlet or "", 80), clipped(one.title or "", 160))
    return shown(" ".join((*filter(None, parts), f"({one.id})")), "bold", console)


def _change(change: Changed, console: Console) -> Text:
    line = Text(f"{change.kind} ", "dim")
    if change.before:
        line.append_text(shown(f"− {clipped(change.before, LONGEST_CHANGE)}", DROPPED, console))
    if change.after:
        line.append("  " if change.before else "")
        line.append_text(shown(f"+ {clipped(change.after, LONGEST_CHANGE)}", ADDED, console))
    return line


def _print(line: Text, console: Console, indent: int = INDENT) -> None:
    table = Table.grid()
    table.add_column(width=min(console.width, WIDEST), overflow="fold")
    table.add_row(Padding(line, (0, 0, 0, indent)))
    write(table, console)
