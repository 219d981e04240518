"""Claims, stances, origins and copies as tables: their columns and rows, which CSV and Parquet have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from sayso.claims.claim import Claim, Member
from sayso.views.chains import FROM
from sayso.views.claims import number, one_line

if TYPE_CHECKING:
    from sayso.ledger.reused import CopyRow

Cell = str | int | float | bool | tuple[str, ...] | None


class Column(NamedTuple):
    """The type of a column, "string", "int", "float", "bool" or "strings", and whether every row has a value."""

    kind: str
    always: bool = False


class Table(NamedTuple):
    """A table: its columns by their names, and the rows of one claim or copy, with cells in the columns' order."""

    columns: Mapping[str, Column]
    rows: Callable[[Any], Iterator[tuple[Cell, ...]]]


def _claim(claim: Claim) -> Iterator[tuple[Cell, ...]]:
    papers = {member.told.paper.id: member.told.paper for member in claim.members}
    days = sorted(paper.day for paper in papers.values() if paper.day is not None)
    yield (
        claim.id,
        one_line(claim.text),
        f"{claim.wording[0]}.s{claim.wording[1]}",
        claim.conflict,
        claim.development,
        claim.conflict_reason,
        claim.origins.low,
        claim.origins.high,
        claim.origins.reason,
        len(claim.members),
        len(papers),
        days[0] if days else None,
        days[-1] if days else None,
    )


def _stances(claim: Claim) -> Iterator[tuple[Cell, ...]]:
    for member in claim.members:
        yield _stance(claim, member)


def _stance(claim: Claim, member: Member) -> tuple[Cell, ...]:
    one, value = member.told, member.value
    source = one.chain[-1] if one.chain else None
    return (
        claim.id,
        one.paper.id,
        f"s{one.number}",
        one.paper.outlet,
        one.paper.title,
        one.paper.published,
        one.paper.url,
        member.stance,
        one_line(one.words),
        min((start for start, _ in one.content), default=None),
        max((end for _, end in one.content), default=None),
        value.text if value else None,
        _rounded(value.low) if value else None,
        _rounded(value.high) if value else None,
        source.source if source else None,
        source.name if source else None,
        source.anonymous if source else None,
        f" {FROM} ".join(party.name for party in one.chain),
        one.certainty,
        tuple(one_line(one.paper.text[start:end]) for start, end in one.hedges),
        member.why,
    )


def _rounded(limit: float | None) -> float | None:
    return None if limit is None else round(limit, 6)


def _origins(claim: Claim) -> Iterator[tuple[Cell, ...]]:
    for place, each in enumerate(claim.origins.origins, 1):
        yield claim.id, place, each.name, each.kind, each.sure, each.note, tuple(map(number, each.members))


def _copy(row: CopyRow) -> Iterator[tuple[Cell, ...]]:
    longest = max(row.shared, key=lambda each: each.words, default=None)
    yield (
        row.id,
        row.kind,
        row.earlier.id,
        row.earlier.outlet,
        row.earlier.published,
        row.later.id,
        row.later.outlet,
        row.later.published,
        row.first,
        row.agency,
        row.credit,
        row.credited,
        row.words,
        row.longest,
        row.share,
        row.quoted,
        len(row.shared),
        one_line(longest.text) if longest else None,
        len(row.changes),
    )


_STRING, _INT, _FLOAT, _BOOL = map(Column, ("string", "int", "float", "bool"))
_NUMBER, _NAME, _FLAG, _LIST = (Column(kind, always=True) for kind in ("int", "string", "bool", "strings"))

TABLES: dict[str, Table] = {
    "claims": Table(
        {
            "claim": _NUMBER,
            "text": _NAME,
            "wording": _NAME,
            "conflict": _STRING,
            "development": _FLAG,
            "conflict_reason": _STRING,
            "lowest": _NUMBER,
            "highest": _NUMBER,
            "reason": _NAME,
            "statements": _NUMBER,
            "documents": _NUMBER,
            "first_day": _STRING,
            "last_day": _STRING,
        },
        _claim,
    ),
    "stances": Table(
        {
            "claim": _NUMBER,
            "document": _NUMBER,
            "statement": _NAME,
            "outlet": _STRING,
            "title": _STRING,
            "published": _STRING,
            "url": _STRING,
            "stance": _NAME,
            "content": _NAME,
            "start": _INT,
            "end": _INT,
            "value": _STRING,
            "value_low": _FLOAT,
            "value_high": _FLOAT,
            "source_number": _INT,
            "source_name": _STRING,
            "anonymous": _BOOL,
            "chain": _NAME,
            "certainty": _STRING,
            "hedges": _LIST,
            "why": _NAME,
        },
        _stances,
    ),
    "origins": Table(
        {
            "claim": _NUMBER,
            "origin": _NUMBER,
            "name": _NAME,
            "kind": _NAME,
            "sure": _FLAG,
            "note": _NAME,
            "statements": _LIST,
        },
        _origins,
    ),
    "copies": Table(
        {
            "copy": _NAME,
            "kind": _NAME,
            "earlier": _NUMBER,
            "earlier_outlet": _STRING,
            "earlier_published": _STRING,
            "later": _NUMBER,
            "later_outlet": _STRING,
            "later_published": _STRING,
            "first": _INT,
            "agency": _STRING,
            "credit": _STRING,
            "credited": _INT,
            "words": _NUMBER,
            "longest": _NUMBER,
            "share": Column("float", always=True),
            "quoted": _FLAG,
            "passages": _NUMBER,
            "text": _STRING,
            "changes": _NUMBER,
        },
        _copy,
    ),
}
"""The tables by their names on the command line; docs/export.md says what the columns hold."""
