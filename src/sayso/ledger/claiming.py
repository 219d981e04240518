"""Works claims out from the rows of their statements, to be shown and to keep in mind what listings filter by.

A claim is worked out again when statements come to it or go, once for all that are linked together. With more than
`SMALL` statements it waits until they are an eighth more, unless a new one does not support it; until then it is only
counted on. So a claim that is told ten thousand times costs no more each time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, select, text, update

from sayso.claims.assembling import HELD_AGAINST, MOST_WEIGHED, assemble, stances
from sayso.claims.claim import Claim, Stance
from sayso.claims.copied import Copied
from sayso.claims.copying import SAME, Reuse
from sayso.claims.told import Place, Told
from sayso.ledger import schema, telling
from sayso.ledger.claim_judgements import InForce, in_force
from sayso.ledger.reused import explain_pairs

Pair = tuple[int, int]
SMALL = 32
"""Statements of a claim up to which it is worked out again with each."""
GROWTH = 8
"""Of larger ones, a claim is worked out again when it has grown by one part in so many."""
TOGETHER = 100
"""Claims that are worked out at a time."""
MOST_COMPARED = 60
"""Pairs of a claim's documents that are copies and are held against each other word by word."""
MOST_MEMBERS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened to claims: which statements `joined`, in this order, and which are to be worked out `anew`."""

    joined: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    anew: set[int] = field(default_factory=set)


def claims(connection: Connection, numbers: Sequence[int]) -> Iterator[Claim]:
    """Give claims with all their statements, in this order; those that are not there are left out."""
    judged = in_force(connection)
    copies: dict[Pair, Copied | None] = {}
    for begin in range(0, len(numbers), TOGETHER):
        some = numbers[begin : begin + TOGETHER]
        rows = _members(connection, some, None)
        near = {row.near_id for of in rows.values() for row in of if row.near_id is not None}
        tolds = telling.tolds(connection, near.union(*([row.statement_id for row in of] for of in rows.values())))
        for number in some:
            joined = {row.statement_id: row.near_id for row in rows[number] if row.statement_id in tolds}
            if joined:
                beside = {tolds[id_].key: tolds[other] for id_, other in joined.items() if other in tolds}
                yield _assembled(connection, number, list(joined), tolds, beside, judged, copies)


def settle(connection: Connection, changes: Changes, judged: InForce) -> None:
    """Work out what changed, and dissolve claims that are no more of several documents, unless people made them."""
    touched = sorted(changes.anew | changes.joined.keys())
    bound = {id_ for some in judged.same if len(some) > 1 for id_ in some}
    for begin in range(0, len(touched), TOGETHER):
        some = touched[begin : begin + TOGETHER]
        c = schema.claim.c
        known = {row.id: row for row in connection.execute(select(schema.claim).where(c.id.in_(some)))}
        counted = [
            row
            for number, row in known.items()
            if number not in changes.anew and _waits(row, len(changes.joined[number]))
        ]
        anew = known.keys() - {row.id for row in counted}
        anew |= _count_on(connection, counted, changes, judged)
        _work_out(connection, sorted(anew), changes, judged, bound)


def _waits(row: Row[Any], new: int) -> bool:
    """Whether a claim to which so many statements came is not worked out again yet."""
    if not row.weighed or row.weighed + new <= SMALL:
        return False
    whole = row.statements + new
    return bool(row.weighed >= MOST_WEIGHED or whole * GROWTH < row.weighed * (GROWTH + 1))


def _count_on(connection: Connection, rows: Sequence[Row[Any]], changes: Changes, judged: InForce) -> set[int]:
    """Count what joined these claims; give those that are to be worked out all the same."""
    anew = set()
    firsts = _members(connection, [row.id for row in rows], HELD_AGAINST)
    ids = {row.statement_id for of in firsts.values() for row in of}
    tolds = telling.tolds(connection, ids.union(*(changes.joined[row.id] for row in rows)))
    for row in rows:
        joined = [id_ for id_ in changes.joined[row.id] if id_ in tolds]
        stances = _stances(connection, [each.statement_id for each in firsts[row.id]], joined, tolds, judged)
        new = [tolds[id_] for id_ in joined]
        values = {
            "statements": row.statements + len(joined),
            "documents": row.documents + len({one.paper.id for one in new}),
            **_days([row.first_day, row.last_day, *(one.paper.day for one in new)]),
        }
        if "denies" in stances:
            values["conflict"] = "denial"
        connection.execute(update(schema.claim).where(schema.claim.c.id == row.id).values(values))
        if row.weighed < MOST_WEIGHED and set(stances) - {"supports"}:
            anew.add(row.id)
    return anew


def _work_out(
    connection: Connection, numbers: Sequence[int], changes: Changes, judged: InForce, bound: Collection[int]
) -> None:
    """Work claims out from the statements that joined them first."""
    counts = {row.claim_id: row for row in connection.execute(_COUNTS, {"claims": list(numbers)})}
    weighed = _members(connection, numbers, MOST_WEIGHED)
    ids = {row.statement_id for of in weighed.values() for row in of}
    tolds = telling.tolds(connection, ids)
    copies: dict[Pair, Copied | None] = {}
    _explain_all(
        connection,
        [{tolds[row.statement_id].paper.id for row in of if row.statement_id in tolds} for of in weighed.values()],
        copies,
    )
    for number in numbers:
        own = {row.statement_id: row.stance for row in weighed[number]}
        known = [id_ for id_ in own if id_ in tolds]
        if not known or (counts[number].documents < 2 and not (len(own) > 1 and bound & own.keys() == own.keys())):
            _dissolve(connection, number)
            continue
        claim = _assembled(connection, number, known, tolds, {}, judged, copies)
        stances = {id_: each.stance for id_, each in zip(known, claim.members, strict=True)}
        _write_stances(connection, {id_: stance for id_, stance in stances.items() if own[id_] != stance})
        beyond = [id_ for id_ in changes.joined.get(number, ()) if id_ not in own]
        denied = "denies" in _beyond(connection, known[:HELD_AGAINST], beyond, tolds, judged)
        values = {
            "wording_id": next(id_ for id_ in known if tolds[id_].key == claim.wording),
            "conflict": "denial" if denied else claim.conflict,
            "development": claim.development,
            "low": claim.origins.low,
            "high": claim.origins.high,
            "statements": counts[number].statements,
            "documents": counts[number].documents,
            "weighed": counts[number].statements,
            **_days([counts[number].first_day, counts[number].last_day]),
        }
        connection.execute(update(schema.claim).where(schema.claim.c.id == number).values(values))


def _beyond(
    connection: Connection, first: Sequence[int], joined: Sequence[int], tolds: Mapping[int, Told], judged: InForce
) -> set[Stance]:
    """Write the stances of statements that joined a very large claim late; tell which there are."""
    found: set[Stance] = set()
    for begin in range(0, len(joined), TOGETHER):
        some = joined[begin : begin + TOGETHER]
        more = telling.tolds(connection, some)
        known = [id_ for id_ in some if id_ in more]
        found.update(_stances(connection, first, known, {**tolds, **more}, judged))
    return found


def _stances(
    connection: Connection, first: Sequence[int], joined: Sequence[int], tolds: Mapping[int, Told], judged: InForce
) -> list[Stance]:
    """Write the stances of statements that joined a claim, as they stand beside its first; give them."""
    beside = [id_ for id_ in first if id_ in tolds and id_ not in joined]
    together = [*beside, *joined]
    said = {tolds[id_].key: judged.stances[id_] for id_ in together if id_ in judged.stances}
    found = [stance for stance, _ in stances([tolds[id_] for id_ in together], said)][len(beside) :]
    _write_stances(connection, dict(zip(joined, found, strict=True)))
    return found


def _write_stances(connection: Connection, stances: Mapping[int, Stance]) -> None:
    m = schema.member
    if stances:
        rows = [{"id": id_, "new": stance} for id_, stance in stances.items()]
        connection.execute(update(m).where(m.c.statement_id == bindparam("id")).values(stance=bindparam("new")), rows)


def _dissolve(connection: Connection, number: int) -> None:
    connection.execute(delete(schema.member).where(schema.member.c.claim_id == number))
    connection.execute(delete(schema.claim).where(schema.claim.c.id == number))


def _assembled(
    connection: Connection,
    number: int,
    ids: Sequence[int],
    tolds: Mapping[int, Told],
    near: Mapping[tuple[int, int], Told],
    judged: InForce,
    copies: dict[Pair, Copied | None],
) -> Claim:
    said = {tolds[id_].key: judged.stances[id_] for id_ in ids if id_ in judged.stances}
    ones = [tolds[id_] for id_ in ids]
    found = copied(connection, {one.paper.id for one in ones[:MOST_WEIGHED]}, copies)
    return assemble(number, ones, near, said, found)


def copied(connection: Connection, documents: Collection[int], known: dict[Pair, Copied | None]) -> tuple[Copied, ...]:
    """Which of these documents are copies of others of them; `known` is what was found before, and is added to.

    Of very many, only the first are held against each other; of the others those count that are nearly the same text.
    """
    c = schema.copy.c
    query = select(c.other_id, c.document_id, c.share).where(c.document_id.in_(documents), c.other_id.in_(documents))
    rows = connection.execute(query.order_by(c.document_id, c.other_id)).all()
    pairs = [(row.other_id, row.document_id) for row in rows]
    compared = pairs[:MOST_COMPARED]
    _explain(connection, compared, known)
    alike = [Copied(pair, "same text", None, ()) for pair, row in zip(pairs, rows, strict=True) if row.share >= SAME]
    beyond = [each for each in alike if each.documents not in set(compared)]
    return (*(found for pair in compared if (found := known[pair]) is not None), *beyond)


def _explain(connection: Connection, pairs: Iterable[Pair], known: dict[Pair, Copied | None]) -> None:
    """Add what these pairs of documents share to what is known."""
    new = [pair for pair in dict.fromkeys(pairs) if pair not in known]
    known |= dict.fromkeys(new)
    for each in explain_pairs(connection, new) if new else ():
        agency = None if each.agency is None else each.agency.name
        known[each.left, each.right] = Copied((each.left, each.right), each.kind, agency, _places(each))


def _explain_all(connection: Connection, groups: Sequence[Collection[int]], known: dict[Pair, Copied | None]) -> None:
    """Do that for the documents of several claims at once, so that each text is taken apart once."""
    c = schema.copy.c
    documents = set().union(*groups)
    query = select(c.other_id, c.document_id).where(c.document_id.in_(documents), c.other_id.in_(documents))
    pairs = [(left, right) for left, right in connection.execute(query.order_by(c.document_id, c.other_id))]
    together = ([pair for pair in pairs if group >= set(pair)][:MOST_COMPARED] for group in map(set, groups))
    _explain(connection, [pair for some in together for pair in some], known)


def _places(each: Reuse) -> tuple[tuple[Place, Place], ...]:
    return tuple((passage.left, passage.right) for passage in each.shared.passages)


def _members(connection: Connection, numbers: Collection[int], most: int | None) -> dict[int, list[Row[Any]]]:
    """The members of claims, those first that joined first; of each claim so many at most."""
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(
        _MEMBERS, {"claims": list(numbers), "last": MOST_MEMBERS if most is None else most - 1}
    ):
        found[row.claim_id].append(row)
    return found


def _days(days: Iterable[str | None]) -> dict[str, str | None]:
    known = [day for day in days if day is not None]
    return {"first_day": min(known, default=None), "last_day": max(known, default=None)}


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
