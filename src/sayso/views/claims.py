"""Claims for the terminal and for programs: listings, disputes, and on how many origins one rests, as a tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from sayso.claims.claim import Claim, Conflict, Member, Stance, Value
from sayso.document import Span
from sayso.views.chains import FROM
from sayso.views.summary import counted
from sayso.views.tables import (
    LONGEST_CONTENT,
    LONGEST_NAME,
    UNDATED,
    clipped,
    width_of,
    write,
)
from sayso.views.terminal import shown
from sayso.views.wording import OWN_VOICE

if TYPE_CHECKING:
    from sayso.ledger.claim_listing import ClaimRow

MOST_SHOWN = 8
"""Statements of a disputed claim that are listed; `sayso origins` has all."""
MOST_OF_ORIGIN = 200
"""Statements that are listed under one origin."""
DISPUTED = {"denial": "denied", "values": "values differ"}
STYLES = {"supports": "", "denies": "red", "questions": "yellow"}


class OriginCount(msgspec.Struct, frozen=True):
    """On how many say-sos a claim rests, at least and at most, and why."""

    low: int
    high: int
    reason: str


class ValueSpan(msgspec.Struct, frozen=True):
    """Where the number or date stands on which a claim turns, and the lowest and highest that it allows."""

    start: int
    end: int
    text: str
    low: float | None
    high: float | None


class Line(msgspec.Struct, frozen=True):
    """A statement of a claim, as programs are given it: `document` is the id that its document came with."""

    document: str
    statement: str
    content: tuple[Span, ...]
    stance: Stance
    chain: tuple[str, ...]
    value: ValueSpan | None
    why: str


class ClaimLine(msgspec.Struct, frozen=True):
    """A claim as programs are given it."""

    id: int
    text: str
    conflict: Conflict | None
    origins: OriginCount
    statements: tuple[Line, ...]


def line(claim: Claim) -> ClaimLine:
    """The claim as programs are given it."""
    counts = OriginCount(claim.origins.low, claim.origins.high, claim.origins.reason)
    return ClaimLine(claim.id, one_line(claim.text), claim.conflict, counts, tuple(map(_line, claim.members)))


def _line(member: Member) -> Line:
    told = member.told
    return Line(
        document=told.paper.name,
        statement=f"s{told.number}",
        content=tuple(Span(start, end, told.paper.text[start:end]) for start, end in told.content),
        stance=member.stance,
        chain=tuple(party.name for party in told.chain),
        value=None if member.value is None else _value(member.value),
        why=member.why,
    )


def _value(value: Value) -> ValueSpan:
    return ValueSpan(*value.place, value.text, value.low, value.high)


def one_line(words: str) -> str:
    """Words without line breaks."""
    return " ".join(words.split())


class OriginLine(msgspec.Struct, frozen=True):
    """An origin as programs are given it; `statements` are by the numbers of their documents: 12.s3."""

    name: str
    kind: str
    sure: bool
    note: str
    statements: tuple[str, ...]


class WithOrigins(msgspec.Struct, frozen=True):
    """A claim with its origins, and why it is disputed if it is."""

    claim: ClaimLine
    development: bool
    conflict_reason: str | None
    origins: tuple[OriginLine, ...]


def with_origins(claim: Claim) -> WithOrigins:
    """The claim with its origins, as programs are given it."""
    found = tuple(
        OriginLine(each.name, each.kind, each.sure, each.note, tuple(map(number, each.members)))
        for each in claim.origins.origins
    )
    return WithOrigins(line(claim), claim.development, claim.conflict_reason, found)


def number(member: Member) -> str:
    """The statement's number in the ledger: 12.s3."""
    return f"{member.told.paper.id}.s{member.told.number}"


def listing(rows: Sequence[ClaimRow], console: Console) -> None:
    """Print claims: number, last day, wording, and how many documents, statements and origins."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(width=10, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for row in rows:
        told = shown(clipped(row.text, LONGEST_CONTENT), "bold", console)
        known = [counted(row.documents, "document"), origin_count(row.low, row.high)]
        if row.since != row.until and row.since is not None:
            known.append(f"since {row.since}")
        told.append("  ").append_text(shown(" · ".join(known), "dim", console))
        if row.conflict is not None:
            may = ", which may be a development" if row.development else ""
            told.append(f" · {DISPUTED[row.conflict]}{may}", "red")
        table.add_row(Text(str(row.id), "dim"), Text(row.until or UNDATED), told)
    table.width = width_of(console)
    write(table, console)


def disputes(claims: Sequence[Claim], console: Console) -> None:
    """Print disputed claims, each with what is disputed and who says which."""
    for claim in claims:
        _heading(claim, console)
        _print(dispute(claim), "red", console)
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold", max_width=width_of(console) // 4)
        table.add_column(ratio=1, overflow="fold")
        members = sorted(claim.members, key=_interest)
        for member in members[:MOST_SHOWN]:
            what = member.value.text if claim.conflict == "values" and member.value else member.stance
            table.add_row(Text("  "), shown(what, STYLES[member.stance], console), _told(member, console))
        table.width = width_of(console)
        write(table, console)
        if len(members) > MOST_SHOWN:
            _print(f"  and {counted(len(members) - MOST_SHOWN, 'more statement')}", "dim", console)
        console.print()


def origins(claim: Claim, console: Console) -> None:
    """Print a claim as a tree: its origins, and under each the statements that carry it."""
    _heading(claim, console)
    _print(claim.origins.reason, "", console)
    if claim.conflict is not None:
        _print(dispute(claim), "red", console)
    tree = Tree("", hide_root=True, guide_style="dim")
    placed: set[tuple[int, int]] = set()
    for origin in claim.origins.origins:
        label = shown(clipped(origin.name, LONGEST_NAME), "bold cyan", console)
        kind = "" if origin.kind == "named" else f"({origin.kind})"
        for more in filter(None, (kind, origin.note and f"· {origin.note}")):
            label.append(" ").append_text(shown(more, "dim", console))
        placed.update(member.told.key for member in origin.members)
        _branch(tree, label, origin.members, console)
    left = [member for member in claim.members if member.told.key not in placed]
    for stance in ("supports", "denies", "questions"):
        some = [member for member in left if member.stance == stance]
        if some:
            _branch(tree, Text(stance, STYLES[stance] or "bold"), some, console)
    for rendered in console.render_lines(tree, console.options.update_width(width_of(console))):
        text = Text.assemble(*((segment.text, segment.style or "") for segment in rendered if not segment.control))
        text.rstrip()
        console.print(text, no_wrap=True, overflow="ignore", crop=False)


def origin_count(low: int, high: int) -> str:
    """How many origins: "1 origin", "2 to 4 origins"; both are 0 where nobody has counted yet."""
    if high == 0:
        return "origins not counted yet"
    return counted(high, "origin") if low == high else f"{low:,} to {counted(high, 'origin')}"


def _branch(tree: Tree, label: Text, members: Sequence[Member], console: Console) -> None:
    branch = tree.add(label)
    for member in members[:MOST_OF_ORIGIN]:
        told = _told(member, console)
        chain = member.told.chain
        if len(chain) > 1:
            names = [f"{party.name} (unnamed)" if party.anonymous else party.name for party in chain]
            path = f" {FROM} ".join(clipped(name, LONGEST_NAME) for name in (_outlet(member), *names))
            told.append("\n").append_text(shown(path, "dim", console))
        if member.told.paper.url:
            told.append("\n").append_text(shown(member.told.paper.url, "dim", console))
        branch.add(told)
    if len(members) > MOST_OF_ORIGIN:
        branch.add(Text(f"and {counted(len(members) - MOST_OF_ORIGIN, 'more statement')}", "dim"))


def _told(member: Member, console: Console) -> Text:
    """When, in which outlet, who, and in which words."""
    one = member.told
    where = f"{one.paper.day or UNDATED}  {clipped(_outlet(member), LONGEST_NAME)}  "
    told = Text().append_text(shown(where, "", console)).append(f"  {number(member)}  ", "dim")
    if one.chain:
        told.append_text(shown(clipped(one.chain[-1].name, LONGEST_NAME), "cyan", console))
        told.append(" (unnamed): " if one.chain[-1].anonymous else ": ", "dim")
    else:
        told.append(f"({OWN_VOICE}) ", "dim")
    return told.append_text(shown(clipped(one_line(one.words), LONGEST_CONTENT), STYLES[member.stance], console))


def _outlet(member: Member) -> str:
    return member.told.paper.outlet or "the outlet"


def _interest(member: Member) -> tuple[bool, str, int]:
    """Those that deny or ask first, then those with a value, the oldest first."""
    value = "" if member.value is None else member.value.text
    return member.stance == "supports", value, member.told.paper.id


def dispute(claim: Claim) -> str:
    """In what a disputed claim is disputed, and by whom or in which values."""
    told = DISPUTED[claim.conflict or "denial"]
    if claim.conflict == "values":
        told += ", which may be a development" if claim.development else ": a conflict"
    return f"{told}: {claim.conflict_reason}" if claim.conflict_reason else told


def _heading(claim: Claim, console: Console) -> None:
    words = shown(clipped(one_line(claim.text), LONGEST_CONTENT), "bold", console)
    console.print(Text(f"{claim.id}  ", "dim").append_text(words), width=width_of(console))


def _print(words: str, style: str, console: Console) -> None:
    # Blanks at the beginning are kept.
    lead = words[: len(words) - len(words.lstrip())]
    console.print(Text(lead).append_text(shown(words, style, console)), width=width_of(console))
