"""Gives statements as they are held against those of other documents, in few queries however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, func, select

from sayso.claims.told import Paper, Party, Told
from sayso.document import Time
from sayso.ledger import schema
from sayso.ledger.rows import restored, with_nul
from sayso.ledger.spans import pairs

WIDTH = 64
"""Bytes of a vector: a whole number of eight bits each, signed."""
LONGEST_TEXT = 400_000
"""Characters of a text that are looked at; statements that go beyond are not told."""
AT_ONCE = 5_000
"""Rows that a query asks for by their numbers."""

_NONE = bytes(WIDTH)
_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)
_S, _D, _M, _P = schema.statement.c, schema.document.c, schema.moment.c, schema.manner.c
_SPOKEN = schema.moment.alias("spoken")
_SAID = (
    select(
        *(_S.id, _S.document_id, _S.number, _S.source, _S.cue, _S.content, _S.hedges, _S.conditions),
        *(_S.inside, _P.quotation, _P.act, _P.certainty, _P.polarity, _SPOKEN.c.value.label("said")),
    )
    .join_from(schema.statement, schema.manner, _P.id == _S.manner_id)
    .outerjoin(_SPOKEN, (_SPOKEN.c.document_id == _S.document_id) & (_SPOKEN.c.number == _S.said))
    .where(_S.id.in_(_IDS))
    .order_by(_S.id)
)
_DOCUMENTS = select(
    *(_D.id, _D.article_id, _D.name, _D.outlet, _D.title, _D.author, _D.published, _D.day, _D.url, _D.nuls),
    func.substr(_D.text, 1, LONGEST_TEXT).label("text"),
).where(_D.id.in_(_IDS))
# Most times are no days, such as "now"; nothing is compared by those.
_TIMES = select(_M.document_id, _M.start, _M.end, _M.type, _M.value)
_TIMES = _TIMES.where(_M.document_id.in_(_IDS), _M.value.like("____-__%")).order_by(_M.document_id, _M.number)
_MEANINGS = select(schema.meaning).where(schema.meaning.c.document_id.in_(_IDS))
_A, _L = schema.appearance.c, schema.link.c
_CHAINS = (
    select(
        *(_L.statement_id, schema.source.c.canonical_id, _A.name, _A.kind, _A.anonymous),
        *(_A["count"], _A.affiliation, _A.role),
    )
    .join_from(schema.link, schema.appearance, _A.id == _L.appearance_id)
    .join(schema.source, schema.source.c.id == _A.source_id)
    .where(_L.statement_id.in_(_IDS))
    .order_by(_L.statement_id, _L.place)
)
_ANSWERS = (
    select(schema.answer.c.statement_id, schema.answer.c.relation, _S.number)
    .join_from(schema.answer, schema.statement, _S.id == schema.answer.c.answered_id)
    .where(schema.answer.c.statement_id.in_(_IDS))
    .order_by(schema.answer.c.statement_id, schema.answer.c.place)
)


def tolds(connection: Connection, ids: Collection[int]) -> dict[int, Told]:
    """The statements with these row ids; those that are not there, or lie too far back in a long text, are left out."""
    wanted = sorted(set(ids))
    found: dict[int, Told] = {}
    for begin in range(0, len(wanted), AT_ONCE):
        some = wanted[begin : begin + AT_ONCE]
        found |= _tolds(connection, some)
    return found


def of_document(connection: Connection, document_id: int) -> dict[int, Told]:
    """The statements of one document by their row ids, in the order of its text."""
    s = schema.statement.c
    return tolds(connection, list(connection.scalars(select(s.id).where(s.document_id == document_id))))


def packed(vectors: Sequence[bytes | None]) -> bytes:
    """The vectors of a document's statements as the ledger keeps them."""
    return b"".join(_NONE if vector is None else vector for vector in vectors)


def vectors(kept: bytes) -> tuple[bytes | None, ...]:
    """What `packed` made."""
    found = (kept[begin : begin + WIDTH] for begin in range(0, len(kept), WIDTH))
    return tuple(None if vector == _NONE else vector for vector in found)


def _tolds(connection: Connection, ids: Sequence[int]) -> dict[int, Told]:
    said = _rows(connection, _SAID, ids)
    documents = sorted({row.document_id for row in said})
    papers = _papers(connection, documents)
    meanings = {row.document_id: bytes(row.vectors) for row in _rows(connection, _MEANINGS, documents)}
    chains: defaultdict[int, list[Party]] = defaultdict(list)
    for row in _rows(connection, _CHAINS, ids):
        chains[row.statement_id].append(
            Party(
                row.canonical_id,
                restored(row.name),
                restored(row.kind),
                bool(row.anonymous),
                row._mapping["count"],
                restored(row.affiliation),
                restored(row.role),
            )
        )
    answers: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in _rows(connection, _ANSWERS, ids):
        answers[row.statement_id].append((row.number, restored(row.relation)))
    found = {}
    for row in said:
        paper = papers[row.document_id]
        content = pairs(row.content)
        source, cue, hedges, conditions = map(pairs, (row.source, row.cue, row.hedges, row.conditions))
        if any(end > LONGEST_TEXT for _, end in (*content, *source, *cue)):
            continue
        begin = WIDTH * (row.number - 1)
        vector = meanings.get(row.document_id, b"")[begin : begin + WIDTH]
        found[row.id] = Told(
            paper=paper,
            number=row.number,
            source=source,
            cue=cue,
            content=content,
            chain=tuple(chains[row.id]),
            inside=row.inside,
            quotation=restored(row.quotation),
            act=restored(row.act),
            certainty=restored(row.certainty),
            polarity=restored(row.polarity),
            hedges=hedges,
            conditions=conditions,
            said=restored(row.said),
            answers=tuple(answers[row.id]),
            vector=vector if vector and vector != _NONE else None,
        )
    return found


def _papers(connection: Connection, documents: Sequence[int]) -> dict[int, Paper]:
    rows = _rows(connection, _DOCUMENTS, documents)
    bodies = {row.id: with_nul(row.text, row.nuls) for row in rows}
    times: defaultdict[int, list[Time]] = defaultdict(list)
    for number, start, end, type_, value in map(tuple, _rows(connection, _TIMES, documents)):
        times[number].append(Time(start, end, bodies[number][start:end], restored(type_), restored(value)))
    found = {}
    for row in rows:
        found[row.id] = Paper(
            id=row.id,
            article=row.article_id,
            name=restored(row.name),
            outlet=restored(row.outlet),
            title=restored(row.title),
            author=restored(row.author),
            published=restored(row.published),
            day=row.day,
            url=restored(row.url),
            text=bodies[row.id],
            times=tuple(times[row.id]),
        )
    return found


def _rows(connection: Connection, query: Select[Any], ids: Iterable[int]) -> Sequence[Row[Any]]:
    return connection.execute(query, {"ids": list(ids)}).all()
