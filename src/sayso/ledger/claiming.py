"""Works claims out from the rows of their statements, to be shown and to keep in mind what listings filter by.

Linking only counts the statements of a claim and notes that it is to be worked out. That is done when all documents are
linked, once however many of its statements came, and comes to the same whenever it is done; only the stances of the
statements of a claim after the first 500 are told beside those that came together with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, select, text, update

from sayso.claims.assembling import HELD_AGAINST, MOST_WEIGHED, assemble, stances
from sayso.claims.claim import Claim, Stance
from sayso.claims.copied import Copied
from sayso.claims.copying import SAME, Reuse
from sayso.claims.told import Told
from sayso.ledger import schema, telling
from sayso.ledger.claim_judgements import InForce, in_force
from sayso.ledger.reused import explain_pairs

TOGETHER = 100
"""Claims that are worked out at a time."""
AT_ONCE = 5_000
"""Claims that are counted at a time."""
MOST_COMPARED = 60
"""Pairs of a claim's documents that are copies and are held against each other word by word."""
MOST_MEMBERS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Changes:
    """Claims to which something happened: those that statements `joined`, and those to be worked out `anew`, since
    statements left them, or two became one, or a person judged."""

    joined: set[int] = field(default_factory=set)
    anew: set[int] = field(default_factory=set)


def claims(connection: Connection, numbers: Sequence[int]) -> Iterator[Claim]:
    """Give claims with all their statements, in this order; those that are not there are left out."""
    judged = in_force(connection)
    for begin in range(0, len(numbers), TOGETHER):
        some = numbers[begin : begin + TOGETHER]
        rows = _members(connection, some, None)
        near = {row.near_id for of in rows.values() for row in of if row.near_id is not None}
        tolds = telling.tolds(connection, near.union(*([row.statement_id for row in of] for of in rows.values())))
        joined = {
            number: {row.statement_id: row.near_id for row in rows[number] if row.statement_id in tolds}
            for number in some
        }
        copies = _copies(connection, joined, tolds)
        for number, of in joined.items():
            if of:
                beside = {tolds[id_].key: tolds[other] for id_, other in of.items() if other in tolds}
                yield _assembled(number, list(of), tolds, beside, judged, copies[number])


def put_off(connection: Connection, changes: Changes, judged: InForce) -> None:
    """Count the statements of claims that changed, and note that these are to be worked out.

    Claims that are no more of several documents are dissolved, unless people made them.
    """
    numbers = sorted(changes.anew | changes.joined)
    bound = [set(some) for some in judged.same if len(some) > 1]
    for begin in range(0, len(numbers), AT_ONCE):
        some = numbers[begin : begin + AT_ONCE]
        counts = {row.claim_id: row for row in connection.execute(_COUNTS, {"claims": some})}
        alone = [number for number in some if number not in counts or counts[number].documents < 2]
        for number in alone:
            m = schema.member.c
            ids = set(connection.scalars(select(m.statement_id).where(m.claim_id == number)))
            if len(ids) < 2 or not any(ids <= together for together in bound):
                _dissolve(connection, number)
                counts.pop(number, None)
        if counts:
            connection.execute(_COUNTED, [dict(row._mapping) for row in counts.values()])
            connection.execute(_NOTED, {"claims": list(counts)})
            for number in sorted(counts.keys() & changes.anew):
                connection.execute(_DOUBTED, {"claim": number})


def settle(connection: Connection, changes: Changes, judged: InForce) -> None:
    """Work out what changed, however much that is."""
    put_off(connection, changes, judged)
    settle_all(connection)


def settle_all(connection: Connection) -> None:
    """Work out all claims that wait for it."""
    while settle_some(connection):
        pass


def settle_some(connection: Connection) -> bool:
    """Work out some of the claims that wait for it; tell whether any did."""
    u = schema.unsettled.c
    numbers = list(connection.scalars(select(u.claim_id).order_by(u.claim_id).limit(TOGETHER)))
    if numbers:
        _work_out(connection, numbers, in_force(connection))
        connection.execute(delete(schema.unsettled).where(u.claim_id.in_(numbers)))
    return bool(numbers)


def _work_out(connection: Connection, numbers: Sequence[int], judged: InForce) -> None:
    """Work claims out from the statements that joined them first, if one of these is new; tell the stances of all."""
    weighed = _members(connection, numbers, MOST_WEIGHED)
    anew = {number for number in numbers if any(row.stance is None for row in weighed[number])}
    firsts = {number: of if number in anew else of[:HELD_AGAINST] for number, of in weighed.items()}
    tolds = telling.tolds(connection, {row.statement_id for of in firsts.values() for row in of})
    known = {number: [row.statement_id for row in firsts[number] if row.statement_id in tolds] for number in numbers}
    found = {number: known[number] for number in numbers if number in anew and known[number]}
    copies = _copies(connection, found, tolds)
    told: dict[int, Stance] = {}
    rows: list[dict[str, object]] = []
    for number, ids in found.items():
        claim = _assembled(number, ids, tolds, {}, judged, copies[number])
        before = {row.statement_id: row.stance for row in firsts[number]}
        told |= {id_: each.stance for id_, each in zip(ids, claim.members, strict=True) if before[id_] != each.stance}
        rows.append(
            {
                "claim": number,
                "wording": next(id_ for id_ in ids if tolds[id_].key == claim.wording),
                "conflict": claim.conflict,
                "development": claim.development,
                "low": claim.origins.low,
                "high": claim.origins.high,
            }
        )
    _write_stances(connection, told)
    if rows:
        connection.execute(_WORKED_OUT, rows)
    for number in numbers:
        if len(weighed[number]) == MOST_WEIGHED:
            _tell_beyond(connection, number, known[number][:HELD_AGAINST], tolds, judged)
            connection.execute(_DENIED, {"claim": number})


def _tell_beyond(
    connection: Connection, number: int, first: Sequence[int], tolds: Mapping[int, Told], judged: InForce
) -> None:
    """Write the stances of statements that joined a very large claim late, as they stand beside its first."""
    m = schema.member.c
    query = select(m.statement_id).where(m.claim_id == number, m.stance.is_(None)).order_by(m.place)
    joined = list(connection.scalars(query))
    for begin in range(0, len(joined), TOGETHER):
        more = telling.tolds(connection, joined[begin : begin + TOGETHER])
        new = [id_ for id_ in joined[begin : begin + TOGETHER] if id_ in more]
        said = {one.key: judged.stances[id_] for id_, one in {**tolds, **more}.items() if id_ in judged.stances}
        found = stances([*(tolds[id_] for id_ in first), *(more[id_] for id_ in new)], said)[len(first) :]
        _write_stances(connection, {id_: stance for id_, (stance, _) in zip(new, found, strict=True)})


def _write_stances(connection: Connection, stances: Mapping[int, Stance]) -> None:
    m = schema.member
    if stances:
        rows = [{"id": id_, "new": stance} for id_, stance in stances.items()]
        connection.execute(update(m).where(m.c.statement_id == bindparam("id")).values(stance=bindparam("new")), rows)


def _dissolve(connection: Connection, number: int) -> None:
    connection.execute(delete(schema.member).where(schema.member.c.claim_id == number))
    connection.execute(delete(schema.unsettled).where(schema.unsettled.c.claim_id == number))
    connection.execute(delete(schema.claim).where(schema.claim.c.id == number))


def _assembled(
    number: int,
    ids: Sequence[int],
    tolds: Mapping[int, Told],
    near: Mapping[tuple[int, int], Told],
    judged: InForce,
    copies: Collection[Copied],
) -> Claim:
    said = {tolds[id_].key: judged.stances[id_] for id_ in ids if id_ in judged.stances}
    return assemble(number, [tolds[id_] for id_ in ids], near, said, copies)


def _copies(
    connection: Connection, claims: Mapping[int, Iterable[int]], tolds: Mapping[int, Told]
) -> dict[int, tuple[Copied, ...]]:
    """Which documents of each claim are copies of others of it; all are asked for at once, as claims have many in
    common. `claims` are the statements of each.

    Of very many, only the first are held against each other; of the others those count that are nearly the same text.
    """
    groups = {number: {tolds[id_].paper.id for id_ in islice(ids, MOST_WEIGHED)} for number, ids in claims.items()}
    documents = set().union(*groups.values())
    c = schema.copy.c
    query = select(c.other_id, c.document_id, c.share).where(c.document_id.in_(documents), c.other_id.in_(documents))
    shares = {
        (row.other_id, row.document_id): row.share
        for row in connection.execute(query.order_by(c.document_id, c.other_id))
    }
    pairs = {number: [pair for pair in shares if group.issuperset(pair)] for number, group in groups.items()}
    compared = dict.fromkeys(pair for some in pairs.values() for pair in some[:MOST_COMPARED])
    known = {(each.left, each.right): _copied(each) for each in explain_pairs(connection, compared)}
    return {
        number: (
            *(known[pair] for pair in some[:MOST_COMPARED] if pair in known),
            *(Copied(pair, "same text", None, ()) for pair in some[MOST_COMPARED:] if shares[pair] >= SAME),
        )
        for number, some in pairs.items()
    }


def _copied(each: Reuse) -> Copied:
    passages = tuple((passage.left, passage.right) for passage in each.shared.passages)
    agency = None if each.agency is None else each.agency.name
    return Copied((each.left, each.right), each.kind, agency, passages, each.shared.quoted)


def _members(connection: Connection, numbers: Collection[int], most: int | None) -> dict[int, list[Row[Any]]]:
    """The members of claims, those first that joined first; of each claim so many at most."""
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(
        _MEMBERS, {"claims": list(numbers), "last": MOST_MEMBERS if most is None else most - 1}
    ):
        found[row.claim_id].append(row)
    return found


_CLAIMS: BindParameter[list[int]] = bindparam("claims", expanding=True)
_MEMBERS = text("""SELECT member.claim_id, member.statement_id, member.near_id, member.stance
    FROM claim JOIN member ON member.claim_id = claim.id
    AND member.place <= COALESCE((SELECT other.place FROM member AS other WHERE other.claim_id = claim.id
        ORDER BY other.place LIMIT 1 OFFSET :last), 2147483647)
    WHERE claim.id IN :claims ORDER BY claim.id, member.place""").bindparams(_CLAIMS)
_COUNTS = text("""SELECT member.claim_id, count(*) AS statements, count(DISTINCT statement.document_id) AS documents,
    min(document.day) AS first_day, max(document.day) AS last_day
    FROM member JOIN statement ON statement.id = member.statement_id
    JOIN document ON document.id = statement.document_id
    WHERE member.claim_id IN :claims GROUP BY member.claim_id""").bindparams(_CLAIMS)
_COUNTED = text("""UPDATE claim SET statements = :statements, documents = :documents, first_day = :first_day,
    last_day = :last_day WHERE id = :claim_id""")
_NOTED = text("""INSERT INTO unsettled (claim_id) SELECT id FROM claim
    WHERE id IN :claims AND id NOT IN (SELECT claim_id FROM unsettled)""").bindparams(_CLAIMS)
# That one of its first statements has no stance tells that a claim is to be worked out from them.
_DOUBTED = text("""UPDATE member SET stance = NULL WHERE statement_id = (SELECT other.statement_id FROM member AS other
    WHERE other.claim_id = :claim ORDER BY other.place LIMIT 1)""")
_WORKED_OUT = text("""UPDATE claim SET wording_id = :wording, conflict = :conflict, development = :development,
    low = :low, high = :high WHERE id = :claim""")
_DENIED = text("""UPDATE claim SET conflict = 'denial' WHERE id = :claim
    AND EXISTS (SELECT 1 FROM member WHERE claim_id = :claim AND stance = 'denies')""")
