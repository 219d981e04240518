"""Forgets all claims and links all documents again, so that claims do not depend on the order in which they came.

Documents are linked in the order of their days, and of one day in that of their digests; undated ones come last. What
people judged stays, and a claim keeps its number where most of its statements are still together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select, text

from sayso.claims.traits import Traits
from sayso.document import Document
from sayso.ledger import schema
from sayso.ledger.claim_judgements import in_force
from sayso.ledger.claiming import Changes, settle
from sayso.ledger.keeping import kept
from sayso.ledger.linking import bind, join_all, link_document
from sayso.ledger.near import Near
from sayso.ledger.telling import packed, tolds


def relink(connection: Connection, done: Callable[[int, int], None]) -> None:
    """Link all current documents again, in the caller's transaction.

    `done` is told how many documents are linked, and of how many.
    """
    nearest = _Counted()
    m = schema.member.c
    former = {row.statement_id: row.claim_id for row in connection.execute(select(m.statement_id, m.claim_id))}
    for table in (schema.member, schema.unsettled, schema.claim):
        connection.execute(delete(table))
    d, a = schema.document.c, schema.article.c
    query = select(d.id).join(schema.article, a.current_id == d.id).order_by(d.day.is_(None), d.day, d.digest)
    documents = list(connection.scalars(query))
    judged = in_force(connection)
    changes = Changes()
    compared: dict[int, Traits] = {}
    for number, document_id in enumerate(documents, 1):
        link_document(connection, nearest, document_id, judged, changes, compared)
        done(number, len(documents))
    connection.execute(delete(schema.unlinked))
    bind(connection, judged, changes)
    settle(connection, keep_numbers(connection, former, changes), judged)


def link_again(connection: Connection, statements: Collection[int]) -> None:
    """Take these statements, and all that are in claims with them, out of their claims and link them again.

    They are held against each other only, in the order of `relink` and as judgements in force have it.
    """
    m = schema.member.c
    claims = list(connection.scalars(select(m.claim_id).where(m.statement_id.in_(list(statements))).distinct()))
    query = select(m.statement_id, m.claim_id).where(m.claim_id.in_(claims))
    former = {row.statement_id: row.claim_id for row in connection.execute(query)}
    connection.execute(delete(schema.member).where(m.claim_id.in_(claims)))
    found = tolds(connection, {*statements, *former})
    d, s = schema.document.c, schema.statement.c
    order = select(s.id).join(schema.document, d.id == s.document_id).where(s.id.in_(list(found)))
    order = order.order_by(d.day.is_(None), d.day, d.digest, s.number)
    together = {id_: found[id_] for id_ in connection.scalars(order)}
    judged = in_force(connection)
    changes = Changes(anew=set(claims))
    among = _Counted()
    for id_, one in together.items():
        among.add(id_, [one.vector])
    join_all(connection, among, together, judged, changes, {})
    bind(connection, judged, changes)
    settle(connection, keep_numbers(connection, former, changes), judged)


def keep_numbers(connection: Connection, former: Mapping[int, int], changes: Changes) -> Changes:
    """Give claims the numbers of those that they share most statements with; `former` told statements' claims."""
    m = schema.member.c
    rows = connection.execute(
        select(m.statement_id, m.claim_id).where(m.claim_id.in_([*changes.anew, *changes.joined]))
    )
    shared = Counter((former[id_], claim) for id_, claim in rows if id_ in former)
    kept: dict[int, int] = {}
    taken: set[int] = set()
    for (before, claim), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if claim not in kept and before not in taken:
            kept[claim] = before
            taken.add(before)
    moved = {claim: before for claim, before in kept.items() if claim != before}
    if moved:
        known = set(connection.scalars(select(schema.claim.c.id).where(schema.claim.c.id.in_(list(taken)))))
        pairs = [{"new": claim, "old": before} for claim, before in moved.items()]
        if made := [pair for pair in pairs if pair["old"] not in known]:
            connection.execute(_MADE, made)
        connection.execute(_MOVED, pairs)
        gone = list(moved)
        connection.execute(delete(schema.unsettled).where(schema.unsettled.c.claim_id.in_(gone)))
        connection.execute(delete(schema.claim).where(schema.claim.c.id.in_(gone)))
    joined, anew = ({moved.get(claim, claim) for claim in some} for some in (changes.joined, changes.anew))
    return Changes(joined, anew)


_MADE = text("""INSERT INTO claim
    (id, wording_id, conflict, development, low, high, statements, documents, first_day, last_day)
    SELECT :old, wording_id, conflict, development, low, high, statements, documents, first_day, last_day
    FROM claim WHERE id = :new""")
_MOVED = text("UPDATE member SET claim_id = :old WHERE claim_id = :new")


class _Counted:
    """Finds neighbours as `Near` does, among statements that are told apart by when they were added.

    So, of equally near ones, those come first that were added first, whatever their row ids are.
    """

    def __init__(self) -> None:
        self._near = Near()
        self._ids: list[int] = []

    def add(self, first: int, vectors: Sequence[bytes | None]) -> None:
        self._near.add(len(self._ids), vectors)
        self._ids += range(first, first + len(vectors))

    def search(
        self, vectors: Sequence[bytes], count: int, wanted: Callable[[Collection[int]], Collection[int]] | None = None
    ) -> list[list[tuple[int, float]]]:
        def is_wanted(places: Collection[int]) -> Collection[int]:
            known = {self._ids[place]: place for place in places}
            return [known[id_] for id_ in (known if wanted is None else wanted(known))]

        found = self._near.search(vectors, count, is_wanted)
        return [[(self._ids[place], cosine) for place, cosine in some] for some in found]


def without_vectors(connection: Connection) -> list[int]:
    """The numbers of current documents of whose statements nobody looked for the meaning."""
    d, a, m = schema.document.c, schema.article.c, schema.meaning.c
    query = select(d.id).join(schema.article, a.current_id == d.id)
    query = query.outerjoin(schema.meaning, m.document_id == d.id).where(m.document_id.is_(None))
    return list(connection.scalars(query.order_by(d.id)))


def give_vectors(
    connection: Connection,
    documents: Collection[int],
    vectors_of: Callable[[Document], Sequence[bytes | None]],
) -> None:
    """Keep what the statements of these documents mean."""
    rows = [{"document_id": one.id, "vectors": packed(vectors_of(one.document))} for one in kept(connection, documents)]
    if rows:
        connection.execute(insert(schema.meaning), rows)
