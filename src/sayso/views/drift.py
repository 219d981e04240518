"""How a claim changed on its way, for the terminal and for programs: each change in a sentence, with both wordings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.claims.claim import Claim
from sayso.claims.drift import Change, Kind
from sayso.claims.told import Place, Told
from sayso.document import Span
from sayso.views.details import ADDED, DROPPED
from sayso.views.excerpts import around, excerpt
from sayso.views.summary import counted
from sayso.views.tables import LONGEST_CONTENT, LONGEST_NAME, UNDATED, clipped, width_of, write
from sayso.views.terminal import safe, shown

MOST_SHOWN = 400
"""Changes that are shown; the format for programs has all."""
CHANGED = "changed"


class Side(msgspec.Struct, frozen=True):
    """What one of two statements has: `id` is its number in the ledger, 12.s3; `document` the id its document came
    with. There are no `places` where something is not said."""

    id: str
    document: str
    outlet: str | None
    published: str | None
    url: str | None
    content: tuple[Span, ...]
    places: tuple[Span, ...]


class ChangeLine(msgspec.Struct, frozen=True):
    """A change as programs are given it."""

    kind: Kind
    sentence: str
    earlier: Side
    later: Side


def line(change: Change) -> ChangeLine:
    """The change as programs are given it."""
    return ChangeLine(
        change.kind,
        change.sentence,
        _side(change.earlier, change.earlier_places),
        _side(change.later, change.later_places),
    )


def statement_number(one: Told) -> str:
    """The statement's number in the ledger: 12.s3."""
    return f"{one.paper.id}.s{one.number}"


def pairs(changes: Sequence[Change]) -> list[list[Change]]:
    """The changes, those between the same two statements together."""
    return [list(group) for _, group in groupby(changes, key=lambda each: (each.earlier.key, each.later.key))]


def render(claim: Claim, changes: Sequence[Change], console: Console) -> None:
    """Print what changed between each two statements of a claim, with what changed marked in the words of both."""
    words = shown(clipped(" ".join(claim.text.split()), LONGEST_CONTENT), "bold", console)
    paragraph(Text(f"{claim.id}  ", "dim").append_text(words), console)
    if not changes:
        paragraph(Text(f"No change was found in {counted(len(claim.members), 'statement')}."), console)
    for together in pairs(changes[:MOST_SHOWN]):
        earlier, later = together[0].earlier, together[0].later
        console.print()
        paragraph(Text.assemble(_where(earlier, console), " → ", _where(later, console)), console)
        for each in together:
            told = Text(f"{each.kind}: ", "dim").append_text(shown(_shorter(each.sentence), "", console))
            paragraph(told, console, 2)
        before = [place for each in together for place in each.earlier_places]
        after = [place for each in together for place in each.later_places]
        paragraph(_words("−", earlier, before, DROPPED, console), console, 2)
        paragraph(_words("+", later, after, ADDED, console), console, 2)
    if (more := len(changes) - MOST_SHOWN) > 0:
        console.print()
        paragraph(Text(f"and {counted(more, 'more change')}; --format jsonl has all", "dim"), console)


def _side(one: Told, places: Sequence[Place]) -> Side:
    content, changed = (
        tuple(Span(start, end, one.paper.text[start:end]) for start, end in spans) for spans in (one.content, places)
    )
    paper = one.paper
    return Side(statement_number(one), paper.name, paper.outlet, paper.published, paper.url, content, changed)


def _where(one: Told, console: Console) -> Text:
    told = [one.paper.day or UNDATED, clipped(one.paper.outlet or one.paper.name, LONGEST_NAME)]
    return shown("  ".join(told), "bold", console).append(f"  {statement_number(one)}", "dim")


def _words(mark: str, one: Told, places: Sequence[Place], style: str, console: Console) -> Text:
    marks = [(start, end, CHANGED) for start, end in places]
    written = Text(f"{mark} ", style)
    for words, labels in excerpt(one.paper.text, around(one, places), marks, LONGEST_CONTENT):
        written.append(safe(words, console), f"{style} bold underline" if labels else style)
    return written


def _shorter(sentence: str) -> str:
    return clipped(sentence, 2 * LONGEST_CONTENT)


def paragraph(told: Text, console: Console, indent: int = 0) -> None:
    """Print words that may be long, folded where no blank allows a new line."""
    table = Table.grid()
    table.add_column(width=width_of(console), overflow="fold")
    table.add_row(Padding(told, (0, 0, 0, indent)))
    write(table, console)
