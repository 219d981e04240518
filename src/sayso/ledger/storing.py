"""Takes documents into the ledger: a new one, one that is there already, or a new version of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Table, delete, false, func, insert, or_, select, update

from sayso.document import Document
from sayso.documents.article import Article
from sayso.ledger import addresses, copies, indexing, rows, schema, versions
from sayso.ledger.identity import identify
from sayso.ledger.keeping import kept
from sayso.ledger.telling import packed

Outcome = Literal["new", "same", "version"]


class Stored(msgspec.Struct, frozen=True):
    """What became of a document: its number in the ledger, and what it was there.

    "new" is the first version of an article. "version" is another text of one that is there, or an earlier text that
    stands at its address again. "same" is one that is there, and changed nothing but where it was met.
    """

    document_id: int
    outcome: Outcome


class _Version(msgspec.Struct, frozen=True):
    """A document that is in the ledger."""

    id: int
    article: int


def known(connection: Connection, article: Article) -> int | None:
    """Give the number of the document that this article is, without reading it; None if it is not in the ledger.

    Whoever does not read it for that should tell the ledger where it was met again, by `meet`.
    """
    found = _found(connection, article, article.id or "")
    return None if found is None else found.id


def meet(connection: Connection, article: Article | Document, place: str) -> Stored | None:
    """Note that an article that is in the ledger was met at `place`; give None, and note nothing, if it is not there.

    If another version of it stood at its address before, this one is set back to be the current one.
    """
    found = _found(connection, article, place)
    if found is None:
        return None
    here, there = addresses.at(place), addresses.key(article, place)
    # A place that has what it had before tells nothing new: it may be an old copy of a page that has changed since.
    if _standing(connection, here) == found:
        return Stored(found.id, "same")
    before = _standing(connection, there)
    _note(connection, {here, there}, found.id)
    if before is None or before == found or before.article != found.article:
        return Stored(found.id, "same")
    _set_current(connection, found)
    return Stored(found.id, "version")


def store(
    connection: Connection, document: Document, place: str, vectors: Sequence[bytes | None] | None = None
) -> Stored:
    """Take one document into the ledger, whole, in the caller's transaction; `place` is where it was loaded from.

    `vectors` tell what its statements mean, if somebody looked; linking.py is to be called to link what was stored.

    It is the same as one that is there if the text and the outlet are the same (or, of documents without one, the
    domain of the address). Else it is a new version of the article that stood at its address, or of one that has the
    same id or place and resembles it. Else it is new. Raises LedgerError if it is no reading as docs/format.md
    describes it.
    """
    rows.check(document, place)
    if stored := meet(connection, document, place):
        return stored
    before = _earlier(connection, document, place)
    ids = _next(connection)
    if before is None:
        connection.execute(insert(schema.article), {"id": ids.article, "current_id": ids.document})
    else:
        ids = replace(ids, article=before.article)
    _insert(connection, document, ids, None if before is None else before.id)
    if vectors is not None:
        connection.execute(insert(schema.meaning), {"document_id": ids.document, "vectors": packed(vectors)})
    if before is None:
        indexing.index(connection, ids.document)
        connection.execute(insert(schema.unlinked), {"document_id": ids.document})
    else:
        former = next(kept(connection, [before.id])).document
        _set_current(connection, _Version(ids.document, ids.article))
        _note_changes(connection, former, document, before, ids)
    copies.find(connection, ids.document, ids.article, rows.without_nul(document.text))
    _note(connection, {addresses.at(place), addresses.key(document, place)}, ids.document)
    return Stored(ids.document, "new" if before is None else "version")


def _found(connection: Connection, article: Article | Document, place: str) -> _Version | None:
    """The document with this publisher and text, or with this text at its address."""
    d = schema.document.c
    query = select(d.id, d.article_id).where(d.digest == addresses.digest(article))
    if row := connection.execute(query).one_or_none():
        return _Version(*row)
    standing = _standing(connection, addresses.key(article, place))
    if standing is None or not _has_text(connection, standing.id, article.text):
        return None
    return standing


def _has_text(connection: Connection, number: int, text: str) -> bool:
    d = schema.document.c
    body, nuls = connection.execute(select(d.text, d.nuls).where(d.id == number)).one()
    return bool(body == rows.without_nul(text) and nuls == rows.nuls(text))


def _earlier(connection: Connection, document: Document, place: str) -> _Version | None:
    """The version of the article at a document's address that stands there now, if it is an earlier version of it."""
    standing = _standing(connection, addresses.key(document, place))
    if standing is None:
        return None
    d, a = schema.document.c, schema.article.c
    query = select(d.id, d.outlet, d.url, d.text).join(schema.article, a.current_id == d.id)
    current = connection.execute(query.where(a.id == standing.article)).one()
    version = _Version(current.id, standing.article)
    if addresses.page(document.url) and not _at_several_pages(connection, current.id):
        return version
    # Ids, positions and the addresses of one text that many pages showed may pass to another article.
    publishers = {publisher for one in (document, current) if (publisher := addresses.publisher(one.outlet, one.url))}
    if len(publishers) > 1:
        return None
    if addresses.is_position(document, place):
        return version if versions.alike(current.text, document.text) else None
    return version if versions.resembles(current.text, document.text) else None


def _at_several_pages(connection: Connection, number: int) -> bool:
    a = schema.address.c
    query = select(a.place).where(a.document_id == number, a.place.like("http%")).limit(2)
    return len(connection.execute(query).all()) > 1


def _next(connection: Connection) -> rows.Ids:
    """The ids that come next. No other transaction takes them, since one writes at a time."""
    tables = (schema.document, schema.article, schema.statement, schema.appearance)
    last = connection.execute(select(*(select(func.max(t.c.id)).scalar_subquery() for t in tables))).one()
    return rows.Ids(*(1 + (number or 0) for number in last))


def _insert(connection: Connection, document: Document, ids: rows.Ids, before: int | None) -> None:
    d = schema.document.c
    last = connection.scalar(select(func.max(d.version)).where(d.article_id == ids.article))
    manners = _manners(connection, document)
    made = rows.rows(document, ids, 1 + (last or 0), manners, addresses.digest(document), rows.now())
    _add(connection, schema.document, [made.document])
    sources = identify(connection, document.sources or (), document, before=before)
    appearances = [row | {"source_id": source} for row, source in zip(made.appearances, sources, strict=True)]
    _add(connection, schema.appearance, appearances)
    _add(connection, schema.statement, made.statements)
    _add(connection, schema.link, made.links)
    _add(connection, schema.answer, made.answers)
    _add(connection, schema.moment, made.moments)


def _manners(connection: Connection, document: Document) -> dict[rows.Manner, int]:
    """The ids of the manners of a document's statements; those that the ledger has not seen are added."""
    wanted = dict.fromkeys(rows.manner(statement) for statement in document.statements)
    m = schema.manner.c
    acts = {manner.act for manner in wanted}
    query = select(m.id, m.quotation, m.act, m.certainty, m.polarity).where(
        or_(m.act.in_(acts - {None}), m.act.is_(None) if None in acts else false())
    )
    known = {rows.Manner(*found): number for number, *found in connection.execute(query)}
    missing = [manner for manner in wanted if manner not in known]
    if missing:
        last = connection.scalar(select(func.max(m.id))) or 0
        known |= {manner: number for number, manner in enumerate(missing, last + 1)}
        _add(connection, schema.manner, [manner._asdict() | {"id": known[manner]} for manner in missing])
    return known


def _note_changes(
    connection: Connection, former: Document, document: Document, before: _Version, ids: rows.Ids
) -> None:
    s = schema.statement.c
    numbers = list(connection.scalars(select(s.id).where(s.document_id == before.id).order_by(s.id)))
    found = versions.changes(former, document)
    _add(
        connection,
        schema.change,
        [
            {
                "document_id": ids.document,
                "kind": change.kind,
                "before_id": None if change.before is None else numbers[change.before],
                "after_id": None if change.after is None else ids.statement + change.after,
            }
            for change in found
        ],
    )


def _set_current(connection: Connection, version: _Version) -> None:
    a = schema.article
    former = connection.execute(select(a.c.current_id).where(a.c.id == version.article)).scalar_one()
    indexing.unindex(connection, former)
    connection.execute(update(a).where(a.c.id == version.article).values(current_id=version.id))
    indexing.index(connection, version.id)
    connection.execute(delete(schema.unlinked).where(schema.unlinked.c.document_id.in_([former, version.id])))
    connection.execute(insert(schema.unlinked), {"document_id": version.id})


def _standing(connection: Connection, address: str) -> _Version | None:
    """The document that stood at an address when it was last met."""
    d, a = schema.document.c, schema.address.c
    query = select(d.id, d.article_id).join(schema.address, a.document_id == d.id).where(a.place == address)
    row = connection.execute(query).one_or_none()
    return None if row is None else _Version(*row)


def _note(connection: Connection, at: set[str], number: int) -> None:
    a = schema.address
    for place in sorted(at):
        changed = connection.execute(update(a).where(a.c.place == place).values(document_id=number))
        if not changed.rowcount:
            connection.execute(insert(a), {"place": place, "document_id": number})


def _add(connection: Connection, table: Table, new: Sequence[rows.Row]) -> None:
    if new:
        connection.execute(insert(table), new)
