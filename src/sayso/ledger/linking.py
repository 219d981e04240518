"""Links documents: holds each statement against its nearest neighbours in other articles, and tells its claim.

Documents that are stored wait in the table `unlinked` and are linked in the order in which they came. What a document
costs does not grow with the ledger: so many neighbours of each statement are looked at, and of their claims the
statements that joined first. Claims that changed are worked out afterwards (claiming.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, text, update

from sayso.claims.joining import HELD_AGAINST, LEAST_NEAR, NEIGHBOURS, are_one, join, may_be_one
from sayso.claims.stance import answering
from sayso.claims.told import Told
from sayso.claims.traits import Traits, traits
from sayso.claims.words import LONGEST, WORD
from sayso.ledger import schema, telling
from sayso.ledger.claim_judgements import InForce, in_force
from sayso.ledger.claiming import Changes, put_off

ASIDE = re.compile(
    r"\b(?:not (?:to )?be (?:named|identified|quoted)|anonymity"
    r"|(?:could|can) ?not(?: be| immediately| independently)+ (?:verified|confirmed))",
    re.IGNORECASE,
)
MOST_OF_ASIDE = 12
"""Words of a statement that may only say that its source is not to be named, or that nobody could verify what it says,
which are no claims."""
ADVERTISED = re.compile(
    r"\bsubscribe\b.{0,40}\b(?:channel|newsletter|youtube|facebook|twitter)\b"
    r"|\bcopyright\b\W{0,6}(?:19|20)\d\d\b|\ball rights reserved\b",
    re.IGNORECASE,
)
"""What invites to more of an outlet, or tells whose the page is, which is no claim either."""
LISTED, CAPITALS, SHORTEST = 20, 0.75, 4
"""A sentence in an outlet's own voice of so many words at least, of so many letters each, of which this part begins
with a capital, is a list of headlines or the menu of a page."""
FEWEST_WORDS = 3
"""Words that a sentence in an outlet's own voice must have to be held against others; a content has its sentence."""
MOST_KEPT = 20_000
"""Statements that are kept with what they are compared by, while documents are linked."""


class Nearest(Protocol):
    """Finds statements, by their row ids, whose meaning is like another's: near.py's `Near`, or what acts like it."""

    def search(
        self, vectors: Sequence[bytes], count: int, wanted: Callable[[Collection[int]], Collection[int]] | None = None
    ) -> list[list[tuple[int, float]]]:
        """Give so many statements at most for each vector, with the cosine, the nearest first."""
        ...

    def add(self, first: int, vectors: Sequence[bytes | None]) -> None:
        """Make the statements of a document findable, whose row ids count up from `first`."""
        ...


def link(connection: Connection, nearest: Nearest) -> None:
    """Link all documents that wait for it, in the caller's transaction; claims that change are to be settled."""
    waiting = list(connection.scalars(select(schema.unlinked.c.document_id).order_by(schema.unlinked.c.document_id)))
    if not waiting:
        return
    judged = in_force(connection)
    changes = Changes()
    compared: dict[int, Traits] = {}
    for document_id in waiting:
        link_document(connection, nearest, document_id, judged, changes, compared)
    connection.execute(delete(schema.unlinked).where(schema.unlinked.c.document_id.in_(waiting)))
    bind(connection, judged, changes)
    put_off(connection, changes, judged)


def link_document(
    connection: Connection,
    nearest: Nearest,
    document_id: int,
    judged: InForce,
    changes: Changes,
    compared: dict[int, Traits],
) -> None:
    """Join the statements of a current document to claims, and take those of its article's other versions out.

    `compared` has statements that documents linked before were held against, and is added to.
    """
    _leave(connection, document_id, changes)
    tolds = telling.of_document(connection, document_id)
    if any(one.vector is not None for one in tolds.values()):
        join_all(connection, nearest, tolds, judged, changes, compared)
        nearest.add(min(tolds), [one.vector for one in tolds.values()])


def is_comparable(one: Told) -> bool:
    """Whether a statement says enough to be held against others, and its meaning is known."""
    if one.vector is None:
        return False
    words = one.words
    if ADVERTISED.search(words[:LONGEST]) or (ASIDE.search(words) and len(WORD.findall(words)) <= MOST_OF_ASIDE):
        return False
    return bool(one.cue) or (len(WORD.findall(words)) >= FEWEST_WORDS and not is_listing(words))


def is_listing(words: str) -> bool:
    """Whether words are a list of headlines, or a menu, that a page has beside its article."""
    long = [word for word in WORD.findall(words[:LONGEST]) if len(word) >= SHORTEST]
    return len(long) >= LISTED and sum(word[0].isupper() or word[0].isdigit() for word in long) >= CAPITALS * len(long)


def join_all(
    connection: Connection,
    nearest: Nearest,
    tolds: Mapping[int, Told],
    judged: InForce,
    changes: Changes,
    compared: dict[int, Traits],
) -> None:
    """Join statements that are in no claim, by their row ids, to claims or with others to new ones, one by one.

    Then claims are made one that a statement brought together, and statements join that do nothing but answer one.
    """
    comparable = {id_: one for id_, one in tolds.items() if is_comparable(one)}
    around = _around(connection, nearest, comparable, judged, compared)
    for id_ in comparable:
        # Another statement of these may have founded a claim with it.
        if id_ not in around.claims:
            _join_one(connection, id_, around, judged, changes)
    _add_members(connection, around)
    for id_ in comparable:
        _unite(connection, id_, around, judged, changes)
    _add_answers(tolds, around, judged, changes)
    _add_members(connection, around)


@dataclass(frozen=True, slots=True)
class _Around:
    """What statements that are joined are held against.

    `neighbours` leads from each of them to others, the nearest first; `claims` from statements to their claims, `held`
    from claims to the statements that speak for them, `places` to the last place there; `compared` has what statements
    are compared by, as far as somebody asked, `apart` the pairs of claims that were found not to be one, and `joined`
    the rows of members that are still to be added.
    """

    neighbours: Mapping[int, Sequence[int]]
    tolds: Mapping[int, Told]
    ids: Mapping[tuple[int, int], int]
    claims: dict[int, int]
    held: dict[int, list[int]]
    places: dict[int, int]
    compared: dict[int, Traits]
    apart: set[frozenset[int]]
    joined: list[dict[str, object]]

    def traits(self, id_: int) -> Traits:
        found = self.compared.get(id_)
        if found is None:
            found = self.compared[id_] = traits(self.tolds[id_])
        return found

    def members(self, claim: int) -> Sequence[Traits]:
        return [self.traits(id_) for id_ in self.held[claim] if id_ in self.tolds]


def _join_one(connection: Connection, id_: int, around: _Around, judged: InForce, changes: Changes) -> None:
    barred = judged.apart.get(id_, frozenset())
    closed = {around.claims.get(other) for other in barred} - {None}
    neighbours = [
        (around.traits(other), around.claims.get(other))
        for other in around.neighbours[id_]
        if other not in barred and around.claims.get(other) not in closed
    ]
    joined = join(around.traits(id_), neighbours, around.members)
    if joined is not None:
        near = around.ids[joined.near]
        claim = joined.claim if joined.claim is not None else _found_claim(connection, near, id_, around, changes)
        _join(claim, id_, near, around, changes)


def _unite(connection: Connection, id_: int, around: _Around, judged: InForce, changes: Changes) -> None:
    """Make the claim of a statement one with those of its neighbours, where they are one."""
    for other in around.neighbours[id_]:
        own, its = around.claims.get(id_), around.claims.get(other)
        if own is None or its is None or own == its:
            continue
        both = frozenset((own, its))
        if both in around.apart or not may_be_one(around.traits(id_), around.traits(other)):
            continue
        if not are_one(around.members(own), around.members(its)):
            around.apart.add(both)
            continue
        kept = make_one(connection, [id_, other], around.claims, judged, changes)
        if kept is not None:
            gone = own if kept == its else its
            around.held[kept] = (around.held[kept] + around.held.pop(gone))[:HELD_AGAINST]
            around.places[kept] += around.places.pop(gone)
            around.apart.clear()


def _add_answers(tolds: Mapping[int, Told], around: _Around, judged: InForce, changes: Changes) -> None:
    """Join statements that only answer a member of their document (“the ministry denied this”) to its claim."""
    if not any(one.answers for one in tolds.values()):
        return
    ids = {one.key: id_ for id_, one in tolds.items()}
    members = {one.key for id_, one in tolds.items() if id_ in around.claims}
    for one in answering(tolds.values(), members):
        answered = next(ids[one.paper.id, number] for number, _ in one.answers if (one.paper.id, number) in members)
        if not judged.apart.get(ids[one.key]):
            _join(around.claims[answered], ids[one.key], answered, around, changes)


def _around(
    connection: Connection,
    nearest: Nearest,
    tolds: Mapping[int, Told],
    judged: InForce,
    compared: dict[int, Traits],
) -> _Around:
    own = {one.paper.article for one in tolds.values()}
    standing: dict[int, tuple[int, int | None]] = {}

    def wanted(ids: Collection[int]) -> Collection[int]:
        standing.update(_standing(connection, set(ids) - standing.keys()))
        # Of several articles, what is wanted depends on which one asks.
        return [id_ for id_ in ids if id_ in standing and (len(own) > 1 or standing[id_][0] not in own)]

    found = nearest.search([one.vector or b"" for one in tolds.values()], NEIGHBOURS, wanted)
    near = {
        id_: [other for other, cosine in some if cosine >= LEAST_NEAR and standing[other][0] != one.paper.article]
        for (id_, one), some in zip(tolds.items(), found, strict=True)
    }
    chosen = {other for some in near.values() for other in some}
    claims = {other: claim for other in chosen if (claim := standing[other][1]) is not None}
    barred = {other for id_ in tolds for other in judged.apart.get(id_, ())}
    claims |= {other: claim for other, (_, claim) in _standing(connection, barred).items() if claim is not None}
    held: defaultdict[int, list[int]] = defaultdict(list)
    for claim, member in connection.execute(_FIRST, {"claims": list(set(claims.values()))}):
        held[claim].append(member)
    places = {row.id: row.place for row in connection.execute(_LAST, {"claims": list(held)})}
    if len(compared) > MOST_KEPT:
        compared.clear()
    beside = chosen.union(*held.values())
    known = {id_: compared[id_].told for id_ in beside & compared.keys()}
    known |= {**telling.tolds(connection, beside - known.keys()), **tolds}
    comparable = {id_ for id_ in chosen & known.keys() if is_comparable(known[id_])}
    neighbours = {
        # A document that waited for its links may have been known to the index already, and be found twice.
        id_: [other for other in dict.fromkeys(some) if other in comparable]
        for id_, some in near.items()
    }
    return _Around(
        neighbours, known, {one.key: id_ for id_, one in known.items()}, claims, held, places, compared, set(), []
    )


_S, _D, _A, _M = schema.statement.c, schema.document.c, schema.article.c, schema.member.c
_STANDING = (
    select(_S.id, _A.id, _M.claim_id)
    .join_from(schema.statement, schema.document, _D.id == _S.document_id)
    .join(schema.article, (_A.id == _D.article_id) & (_A.current_id == _D.id))
    .outerjoin(schema.member, _M.statement_id == _S.id)
    .where(_S.id.in_(bindparam("ids", expanding=True)))
)
_CLAIMS: BindParameter[list[int]] = bindparam("claims", expanding=True)
_FIRST = text(f"""SELECT claim.id, member.statement_id FROM claim JOIN member ON member.claim_id = claim.id
    AND member.place <= COALESCE((SELECT other.place FROM member AS other WHERE other.claim_id = claim.id
        ORDER BY other.place LIMIT 1 OFFSET {HELD_AGAINST - 1}), 2147483647)
    WHERE claim.id IN :claims ORDER BY claim.id, member.place""").bindparams(_CLAIMS)
_JOINED = text("""SELECT member.statement_id, member.claim_id FROM document AS own
    JOIN document ON document.article_id = own.article_id JOIN statement ON statement.document_id = document.id
    JOIN member ON member.statement_id = statement.id WHERE own.id = :document""")
_NEW_MEMBER = insert(schema.member)
_NEW_CLAIM = insert(schema.claim).returning(schema.claim.c.id)
_LAST = text("""SELECT claim.id, (SELECT member.place FROM member WHERE member.claim_id = claim.id
    ORDER BY member.place DESC LIMIT 1) AS place FROM claim WHERE claim.id IN :claims""").bindparams(_CLAIMS)


def _standing(connection: Connection, ids: Collection[int]) -> dict[int, tuple[int, int | None]]:
    """The articles and the claims of those of these statements that are in current documents."""
    found = connection.execute(_STANDING, {"ids": list(ids)}) if ids else ()
    return {id_: (article, claim) for id_, article, claim in found}


def _leave(connection: Connection, document_id: int, changes: Changes) -> None:
    """Take the statements of all versions of a document's article out of their claims."""
    left = dict(map(tuple, connection.execute(_JOINED, {"document": document_id})))
    if left:
        connection.execute(delete(schema.member).where(_M.statement_id.in_(list(left))))
        changes.anew.update(left.values())


def _found_claim(connection: Connection, first: int, second: int, around: _Around, changes: Changes) -> int:
    claim = new_claim(connection, first)
    around.held[claim] = []
    around.places[claim] = 0
    _join(claim, first, second, around, changes)
    return claim


def _join(claim: int, id_: int, near: int, around: _Around, changes: Changes) -> None:
    around.claims[id_] = claim
    around.places[claim] += 1
    if len(around.held[claim]) < HELD_AGAINST:
        around.held[claim].append(id_)
    around.joined.append(_member(claim, id_, around.places[claim], near))
    changes.joined.add(claim)


def _add_members(connection: Connection, around: _Around) -> None:
    if around.joined:
        connection.execute(_NEW_MEMBER, around.joined)
        around.joined.clear()


def new_claim(connection: Connection, wording: int) -> int:
    """Make a claim, which is worked out when it is settled; give its number."""
    empty = {"wording_id": wording, "development": False, "low": 0, "high": 0}
    empty |= {"statements": 0, "documents": 0}
    return int(connection.execute(_NEW_CLAIM, empty).scalar_one())


def add_member(connection: Connection, claim: int, statement: int, place: int, near: int | None) -> None:
    """Make a statement a member of a claim; its stance is worked out when that is settled."""
    connection.execute(_NEW_MEMBER, _member(claim, statement, place, near))


def _member(claim: int, statement: int, place: int, near: int | None) -> dict[str, object]:
    return {"statement_id": statement, "claim_id": claim, "place": place, "near_id": near, "stance": None}


def bind(connection: Connection, judged: InForce, changes: Changes) -> None:
    """Make one claim of those whose statements people said to be about the same."""
    standing = _standing(connection, {id_ for some in judged.same for id_ in some})
    claims = {id_: claim for id_, (_, claim) in standing.items() if claim is not None}
    for some in judged.same:
        if len(some) > 1:
            make_one(connection, some, claims, judged, changes)


def make_one(
    connection: Connection, ids: Sequence[int], claims: dict[int, int], judged: InForce, changes: Changes
) -> int | None:
    """Put statements and all that are in claims with them into the oldest of these claims, or in a new one; give it.

    `claims` tells the claims of statements, and is kept true for these. Nothing happens, and None is given, if people
    said of some of them that they are not about the same.
    """
    together = sorted({claims[id_] for id_ in ids if id_ in claims})
    alone = [id_ for id_ in ids if id_ not in claims]
    if len(together) == 1 and not alone:
        return together[0]
    m = schema.member
    members = list(
        connection.execute(
            select(m.c.statement_id, m.c.claim_id).where(m.c.claim_id.in_(together)).order_by(m.c.claim_id, m.c.place)
        )
    )
    whole = {*alone, *(id_ for id_, _ in members)}
    if any(whole & judged.apart.get(id_, frozenset()) for id_ in whole & judged.apart.keys()):
        return None
    kept = together[0] if together else new_claim(connection, alone[0])
    place = connection.execute(_LAST, {"claims": [kept]}).one()[1] or 0
    for id_, claim in members:
        if claim != kept:
            place += 1
            values = {"claim_id": kept, "place": place}
            connection.execute(update(m).where(m.c.statement_id == id_).values(values))
    for id_ in alone:
        place += 1
        add_member(connection, kept, id_, place, None)
    for id_, claim in claims.items():
        if claim in together:
            claims[id_] = kept
    claims.update(dict.fromkeys(alone, kept))
    changes.anew.update(together, [kept])
    return kept
