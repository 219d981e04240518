"""Finds documents of other articles that share a passage with a new one, without comparing each with each.

A document is found by fingerprints, hashes of six words in a row; see sayso.claims.reuse, which says why every passage
of twenty words has one. Those that share one are compared in full. Sixteen documents at most are kept for a
fingerprint, the first ones, and a new document is linked to sixteen at most. So what stands in ten thousand documents,
such as a copyright line, is linked to the first of them, and these are what the others have in common; that two of the
later ones share it is not kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import islice

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select

from sayso.claims import reuse
from sayso.claims.copying import Written, shared
from sayso.claims.told import Place
from sayso.ledger import schema
from sayso.ledger.rows import restored
from sayso.ledger.spans import pairs

NEARLY = 0.6
"""The share of the shorter text from which on documents are nearly the same."""
FULL = 16
"""Documents that are kept for a fingerprint."""
MOST = 16
"""Documents that a new one is linked to: those that share most and the rarest fingerprints, of these the earliest."""
MOST_COMPARED = 32
"""Documents that a new one is compared with: those that share the rarest fingerprints."""
AT_ONCE = 400
"""Fingerprints that are looked up by one query."""

_D, _S, _B = schema.document.c, schema.statement.c, schema.band.c
_HASHES: BindParameter[int] = bindparam("hashes", expanding=True)
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_SHARING = (
    select(_B.hash, _B.document_id, _D.article_id, schema.article.c.current_id)
    .join_from(schema.band, schema.document, _D.id == _B.document_id)
    .join(schema.article, schema.article.c.id == _D.article_id)
    .where(_B.hash.in_(_HASHES))
)
_QUOTATIONS = (
    select(_S.document_id, _S.content)
    .join_from(schema.statement, schema.manner, schema.manner.c.id == _S.manner_id)
    .where(_S.document_id.in_(_IDS), schema.manner.c.quotation == "direct")
)
_WRITTEN = select(_D.id, _D.text, _D.outlet, _D.author, _D.published).where(_D.id.in_(_IDS))


def find(connection: Connection, document_id: int, article_id: int, body: str) -> None:
    """Link a new document to earlier ones of other articles that share a passage with it, and make it findable.

    `body` is its text. Versions of one article are not linked to each other. What they have in common is kept once, and
    leads to the one that has it first and to the current one.
    """
    prints = reuse.fingerprints(reuse.worded(body))
    sharing: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    unique = sorted(set(prints))
    for begin in range(0, len(unique), AT_ONCE):
        for each, *found in connection.execute(_SHARING, {"hashes": unique[begin : begin + AT_ONCE]}):
            sharing[each].append((found[0], found[1], found[2]))
    weights: defaultdict[int, float] = defaultdict(float)
    known = set()
    for each, some in sharing.items():
        for number, article, current in some:
            if article == article_id:
                known.add(each)
                continue
            for version in {number, current}:
                weights[version] += 1 / len(some)
    if weights:
        _link(connection, document_id, sorted(weights, key=lambda number: (-weights[number], number))[:MOST_COMPARED])
    full = {each for each, some in sharing.items() if len(some) >= FULL}
    new = [{"hash": each, "document_id": document_id} for each in reuse.kept(prints, known, full)]
    if new:
        connection.execute(insert(schema.band), new)


def find_again(connection: Connection) -> None:
    """Forget which documents share passages, and find it anew for all of them in the order of their numbers."""
    connection.execute(delete(schema.copy))
    connection.execute(delete(schema.band))
    for number in list(connection.scalars(select(_D.id).order_by(_D.id))):
        article, body = connection.execute(select(_D.article_id, _D.text).where(_D.id == number)).one()
        find(connection, number, article, body)


def fetched(connection: Connection, numbers: Collection[int]) -> dict[int, Written]:
    """Documents with what tells whether they are copies, by their numbers; those that are not there are left out."""
    if not numbers:
        return {}
    quotations: defaultdict[int, list[Place]] = defaultdict(list)
    for number, content in connection.execute(_QUOTATIONS, {"ids": sorted(numbers)}):
        quotations[number] += pairs(content)
    return {
        row.id: Written(
            row.id,
            row.text,
            restored(row.outlet),
            restored(row.author),
            restored(row.published),
            tuple(quotations[row.id]),
        )
        for row in connection.execute(_WRITTEN, {"ids": sorted(numbers)})
    }


def _link(connection: Connection, document_id: int, numbers: Sequence[int]) -> None:
    """Compare a document with others, and keep with which of them it shares passages, until these are MOST."""
    documents = fetched(connection, {document_id, *numbers})
    own = documents[document_id]
    sharing = ((number, what) for number in numbers if (what := shared(documents[number], own)) is not None)
    links = [
        {
            "document_id": document_id,
            "other_id": number,
            "words": what.words,
            "longest": what.longest,
            "share": round(what.share, 4),
            "quoted": what.quoted,
        }
        for number, what in islice(sharing, MOST)
    ]
    if links:
        connection.execute(insert(schema.copy), links)
