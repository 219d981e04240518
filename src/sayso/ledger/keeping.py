"""Gives documents back from the ledger, as they were read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, Table, and_, select

from sayso.document import Document
from sayso.ledger import rows, schema
from sayso.ledger.copies import NEARLY

_TOGETHER = 100  # documents that are fetched at a time


class Kept(msgspec.Struct, frozen=True):
    """A document as the ledger has it.

    `id` is its number in the ledger and `article` that of the article of which it is the `version`, counted from 1;
    `current` tells whether that version stands there now, and `added` when it came in (ISO 8601, UTC). `sources` leads
    from the ids of the document's sources to their numbers in the ledger. `copies` are the numbers of documents of
    other articles that are nearly the same text: one has at least six in ten of the other's words in shared passages.
    """

    id: int
    article: int
    version: int
    current: bool
    added: str
    document: Document
    sources: dict[str, int]
    copies: tuple[int, ...]


def kept(connection: Connection, ids: Iterable[int] | None = None) -> Iterator[Kept]:
    """Give documents by their numbers, or the current version of every article, in the order of their numbers.

    No more than a hundred are held at a time. Numbers that are not in the ledger are left out.
    """
    wanted = None if ids is None else sorted(set(ids))
    batch: list[int]
    last = 0
    while wanted is None or wanted:
        if wanted is None:
            batch = [row.id for row in connection.execute(_current(last))]
        else:
            batch, wanted = wanted[:_TOGETHER], wanted[_TOGETHER:]
        if not batch:
            return
        yield from _fetched(connection, batch)
        last = batch[-1]


def _current(after: int) -> Select[tuple[int]]:
    d, a = schema.document.c, schema.article.c
    current = select(d.id).join(schema.article, and_(a.id == d.article_id, a.current_id == d.id))
    return current.where(d.id > after).order_by(d.id).limit(_TOGETHER)


def _fetched(connection: Connection, ids: Sequence[int]) -> Iterator[Kept]:
    d, a, s = schema.document, schema.appearance, schema.statement
    current = schema.article.c.current_id
    appearances = _grouped(
        connection,
        select(a, schema.source.c.canonical_id).join(schema.source).where(a.c.document_id.in_(ids)).order_by(a.c.id),
    )
    said = select(s, schema.manner).join(schema.manner, schema.manner.c.id == s.c.manner_id)
    statements = _grouped(connection, said.where(s.c.document_id.in_(ids)).order_by(s.c.id))
    links = _grouped(connection, _of_statements(schema.link, ids))
    answers = _grouped(connection, _of_statements(schema.answer, ids))
    m = schema.moment
    moments = _grouped(connection, select(m).where(m.c.document_id.in_(ids)).order_by(m.c.document_id, m.c.number))
    copies = _copies(connection, ids)
    found = select(d, current).join(schema.article, schema.article.c.id == d.c.article_id)
    for row in connection.execute(found.where(d.c.id.in_(ids)).order_by(d.c.id)).mappings().all():
        number = row["id"]
        yield Kept(
            id=number,
            article=row["article_id"],
            version=row["version"],
            current=row["current_id"] == number,
            added=row["added"],
            document=rows.document(
                row, appearances[number], statements[number], links[number], answers[number], moments[number]
            ),
            sources={f"e{one['number']}": one["canonical_id"] for one in appearances[number]},
            copies=copies[number],
        )


def _of_statements(table: Table, ids: Sequence[int]) -> Select[Any]:
    s = schema.statement
    joined = select(s.c.document_id, table).join(s, s.c.id == table.c.statement_id)
    return joined.where(s.c.document_id.in_(ids)).order_by(table.c.statement_id, table.c.place)


def _grouped(connection: Connection, query: Select[Any]) -> dict[int, list[RowMapping]]:
    """The rows that a query finds, by their document."""
    groups: dict[int, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        groups[row["document_id"]].append(row)
    return groups


def _copies(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    c = schema.copy
    nearly = c.c.share >= NEARLY
    later = select(c.c.document_id, c.c.other_id).where(c.c.document_id.in_(ids), nearly)
    earlier = select(c.c.other_id, c.c.document_id).where(c.c.other_id.in_(ids), nearly)
    groups: dict[int, list[int]] = defaultdict(list)
    for query in (later, earlier):
        for document, other in connection.execute(query):
            groups[document].append(other)
    return defaultdict(tuple, {document: tuple(sorted(others)) for document, others in groups.items()})
