"""Lists claims, narrowed down, a page at a time.

Claims are listed by their newest statement, the newest first, and undated ones last; where statements are asked for, by
the newest of these. So a page stays true when documents come in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec
from sqlalchemy import ColumnElement, Connection, select, true

from sayso.claims.claim import Claim, Conflict
from sayso.ledger import claiming, indexing
from sayso.ledger.filters import Filters, NotFound
from sayso.ledger.listed import Page
from sayso.ledger.naming import canonical, check_outlet, members
from sayso.ledger.schema import claim, document, member, statement
from sayso.ledger.search import Sought, places, statement_keys
from sayso.ledger.spans import joined, pairs
from sayso.ledger.words import Words, parsed

FEWEST_AT_ONCE, MOST_AT_ONCE = 1_000, 20_000
"""Statements that are looked through in one go."""

_ALL = Filters()


class ClaimRow(msgspec.Struct, frozen=True):
    """A claim as listings show it; `since` and `until` are the first and the last day of its documents.

    `low` and `high` are how many origins it has at least and at most; `wording` is the statement whose words these are.
    """

    id: int
    text: str
    wording: str
    conflict: Conflict | None
    development: bool
    low: int
    high: int
    statements: int
    documents: int
    since: str | None
    until: str | None


def rows(connection: Connection, filters: Filters = _ALL, *, limit: int, after: str | None = None) -> Page[ClaimRow]:
    """List claims, of the filters by `disputed`, `single_origin`, and by having a statement that fulfils `words`,
    `source`, `outlet`, `since` and `until`. `after` is a claim's number.

    Raises NotFound if `filters` or `after` name what is not there.
    """
    found = _numbers(connection, filters, limit, after)
    return Page(_rows(connection, found.rows), found.next)


def claims(connection: Connection, filters: Filters = _ALL, *, limit: int, after: str | None = None) -> Page[Claim]:
    """List claims as `rows` does, with all their statements."""
    found = _numbers(connection, filters, limit, after)
    return Page(tuple(claiming.claims(connection, found.rows)), found.next)


def one(connection: Connection, number: int) -> Claim:
    """Give the claim with this number. Raises NotFound if there is none."""
    for found in claiming.claims(connection, [number]):
        return found
    raise NotFound(f"no claim has the number {number}; `sayso claims` lists them")


def _numbers(connection: Connection, filters: Filters, limit: int, after: str | None) -> Page[int]:
    last = None if after is None else _number(after)
    of_statements = (filters.words, filters.source, filters.outlet, filters.since, filters.until)
    if any(value is not None for value in of_statements):
        found = list(islice(_by_statements(connection, filters, last), limit + 1))
    else:
        found = _by_days(connection, filters, last, limit + 1)
    return Page(tuple(found[:limit]), str(found[limit - 1]) if len(found) > limit else None)


def _by_days(connection: Connection, filters: Filters, after: int | None, limit: int) -> list[int]:
    c = claim.c
    dated: ColumnElement[bool] = c.last_day.is_not(None)
    undated: ColumnElement[bool] = c.last_day.is_(None)
    if after is not None:
        row = connection.execute(select(c.id, c.last_day).where(c.id == after)).one_or_none()
        if row is None:
            raise NotFound(_not_listed(after))
        if row.last_day is None:
            dated, undated = ~true(), undated & (c.id < row.id)
        else:
            dated = (c.last_day < row.last_day) | ((c.last_day == row.last_day) & (c.id < row.id))
    query = select(c.id).where(_wanted(filters)).order_by(c.last_day.desc(), c.id.desc())
    found = list(connection.scalars(query.where(dated).limit(limit)))
    # Databases do not agree on where null stands.
    return found + list(connection.scalars(query.where(undated).limit(limit - len(found))))


def _by_statements(connection: Connection, filters: Filters, after: int | None) -> Iterator[int]:
    sought = _sought(connection, filters)
    seen: set[int] = set()
    below: int | None = None
    size = FEWEST_AT_ONCE
    waiting = after is not None
    while keys := statement_keys(connection, sought, below=below, limit=size):
        for number in _claims_of(connection, filters, keys):
            if number not in seen:
                seen.add(number)
                if not waiting:
                    yield number
                waiting = waiting and number != after
        if len(keys) < size:
            break
        below, size = keys[-1], min(4 * size, MOST_AT_ONCE)
    if waiting and after is not None:
        raise NotFound(_not_listed(after))


def _claims_of(connection: Connection, filters: Filters, keys: Sequence[int]) -> list[int]:
    """The claims of the statements with these keys, in their order."""
    where = places(connection, keys)
    of = {document_id for document_id, _ in where}
    query = (
        select(statement.c.document_id, statement.c.number, claim.c.id)
        .join_from(statement, member, member.c.statement_id == statement.c.id)
        .join(claim, claim.c.id == member.c.claim_id)
        .where(statement.c.document_id.in_(of), _wanted(filters))
    )
    found = {(document_id, number): id_ for document_id, number, id_ in connection.execute(query)}
    return [found[place] for place in where if place in found]


def _sought(connection: Connection, filters: Filters) -> Sought:
    facets: list[tuple[str, ...]] = [(indexing.ATTRIBUTED, indexing.OWN_VOICE)]
    if filters.outlet is not None:
        check_outlet(connection, filters.outlet)
        facets.append((indexing.outlet_facet(filters.outlet),))
    if filters.source is not None:
        same = members(connection, canonical(connection, filters.source))
        facets.append(tuple(map(indexing.source_facet, same)))
    words = parsed(filters.words) if filters.words else Words(())
    return Sought(facets=tuple(facets), words=words, since=filters.since, until=filters.until)


def _wanted(filters: Filters) -> ColumnElement[bool]:
    wanted: ColumnElement[bool] = true()
    if filters.disputed:
        wanted &= claim.c.conflict.is_not(None)
    if filters.single_origin:
        wanted &= claim.c.high == 1
    return wanted


def _rows(connection: Connection, numbers: Sequence[int]) -> tuple[ClaimRow, ...]:
    query = (
        select(claim, statement.c.document_id, statement.c.number, statement.c.content, document.c.text)
        .join_from(claim, statement, statement.c.id == claim.c.wording_id)
        .join(document, document.c.id == statement.c.document_id)
        .where(claim.c.id.in_(numbers))
    )
    found = {
        row.id: ClaimRow(
            id=row.id,
            text=joined(row.text, pairs(row.content)),
            wording=f"{row.document_id}.s{row.number}",
            conflict=row.conflict,
            development=row.development,
            low=row.low,
            high=row.high,
            statements=row.statements,
            documents=row.documents,
            since=row.first_day,
            until=row.last_day,
        )
        for row in connection.execute(query)
    }
    return tuple(found[number] for number in numbers if number in found)


def _number(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise NotFound(f"{written!r} is no claim's number such as 12")
    return int(written)


def _not_listed(number: int) -> str:
    return f"claim {number} is not listed (any more); begin again without --after"
