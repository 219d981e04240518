"""Sets documents of the ledger side by side: which words each has for the same sources, claims and events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, select

from sayso.claims.wording import Row, compared
from sayso.ledger import telling
from sayso.ledger.filters import NotFound
from sayso.ledger.rows import restored
from sayso.ledger.schema import document, member, statement

MOST = 50
"""Documents that are compared at once."""


class ComparedDocument(msgspec.Struct, frozen=True):
    """One of the documents that are compared."""

    id: int
    name: str
    outlet: str | None
    title: str | None
    published: str | None
    day: str | None
    url: str | None


class Comparison(msgspec.Struct, frozen=True):
    """Documents, and what they have in common with each one's words for it; `same` of a claim is its number."""

    documents: tuple[ComparedDocument, ...]
    rows: tuple[Row, ...]


def compare(connection: Connection, numbers: Sequence[int]) -> Comparison:
    """Compare documents, in this order. Raises NotFound if there are fewer than two or too many, or one is unknown."""
    wanted = list(dict.fromkeys(numbers))
    if not 2 <= len(wanted) <= MOST:
        raise NotFound(f"two to {MOST} different documents can be compared, not {len(wanted)}")
    documents = _documents(connection, wanted)
    claims = _claims(connection, wanted)
    papers = [tuple(telling.of_document(connection, number).values()) for number in wanted]
    rows = compared(papers, [keys for _, keys in claims])
    return Comparison(
        documents,
        tuple(replace(row, same=str(claims[int(row.same) - 1][0])) if row.kind == "claim" else row for row in rows),
    )


def _documents(connection: Connection, numbers: Sequence[int]) -> tuple[ComparedDocument, ...]:
    d = document.c
    query = select(d.id, d.name, d.outlet, d.title, d.published, d.day, d.url).where(d.id.in_(numbers))
    found = {row.id: ComparedDocument(row.id, *map(restored, row[1:])) for row in connection.execute(query)}
    for number in numbers:
        if number not in found:
            raise NotFound(f"no document has the number {number}; `sayso documents` lists them")
    return tuple(found[number] for number in numbers)


def _claims(connection: Connection, numbers: Sequence[int]) -> list[tuple[int, frozenset[tuple[int, int]]]]:
    """The claims that several of the documents share, each with the keys of its statements in these."""
    s, m = statement.c, member.c
    query = select(m.claim_id, s.document_id, s.number).join_from(statement, member, m.statement_id == s.id)
    found: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for claim, of, number in connection.execute(query.where(s.document_id.in_(numbers))):
        found[claim].add((of, number))
    shared = {claim: keys for claim, keys in found.items() if len({of for of, _ in keys}) > 1}
    return [(claim, frozenset(keys)) for claim, keys in sorted(shared.items())]
