"""What people decide on claims: that some are one, that statements are about something else, what stance one has.

Judgements are kept as they were made, with who and when; what is taken back stays as a record without force. They speak
of statements, not of claims, which come and go; and what is said of a statement holds for the statement of the same
words in later versions of its article. A judgement that speaks against one in force is refused, with what was said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, insert, select, update

from sayso.claims.claim import Stance
from sayso.ledger import schema
from sayso.ledger.errors import LedgerError
from sayso.ledger.filters import NotFound
from sayso.ledger.rows import escaped, restored
from sayso.ledger.spans import joined, pairs

Verdict = Literal["same", "different", "stance"]

MOST_OTHERS = 8
"""Statements that those taken out of a claim are said to differ from: the claim's first."""
WORD = re.compile(r"\w+")


class ClaimJudgement(msgspec.Struct, frozen=True):
    """What one person said of statements, and when (ISO 8601, UTC).

    All of `statements` are about the same; or none of them is about the same as one of the `others`; or the only one
    has the `stance`. They are row ids. `undone` is when it was taken back, None while it is in force.
    """

    id: int
    verdict: Verdict
    statements: tuple[int, ...]
    others: tuple[int, ...]
    stance: Stance | None
    judge: str
    judged: str
    undone: str | None


class InForce(msgspec.Struct, frozen=True):
    """What judgements in force say of statements of current documents, by their row ids."""

    same: tuple[tuple[int, ...], ...]
    apart: Mapping[int, frozenset[int]]
    stances: Mapping[int, Stance]


def in_force(connection: Connection) -> InForce:
    """Give what counts now. It costs one query if nobody ever judged."""
    made = _judgements(connection, schema.claim_judgement.c.undone.is_(None))
    if not made:
        return InForce((), {}, {})
    now = standing(connection, {id_ for each in made for id_ in (*each.statements, *each.others)})
    same: list[tuple[int, ...]] = []
    apart: defaultdict[int, set[int]] = defaultdict(set)
    stances: dict[int, Stance] = {}
    for each in made:
        ones = [now[id_] for id_ in each.statements if id_ in now]
        others = [now[id_] for id_ in each.others if id_ in now]
        if each.verdict == "same":
            same.append(tuple(dict.fromkeys(ones)))
        elif each.verdict == "different":
            for one in ones:
                apart[one].update(others)
            for other in others:
                apart[other].update(ones)
        elif each.stance is not None:
            stances.update(dict.fromkeys(ones, each.stance))
    return InForce(tuple(same), {id_: frozenset(some) for id_, some in apart.items()}, stances)


def standing(connection: Connection, ids: Collection[int]) -> dict[int, int]:
    """For each of these statements the one that stands for it now: itself, or that of the same words in the current
    version of its article; those that have none are left out."""
    s, d, a = schema.statement.c, schema.document.c, schema.article.c
    query = (
        select(s.id, s.document_id, s.content, d.text, a.current_id)
        .join_from(schema.statement, schema.document, d.id == s.document_id)
        .join(schema.article, a.id == d.article_id)
    )
    found: dict[int, int] = {}
    former: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in connection.execute(query.where(s.id.in_(list(ids)))):
        if row.document_id == row.current_id:
            found[row.id] = row.id
        else:
            former[row.current_id].append((row.id, _words(row.text, row.content)))
    for row in connection.execute(query.where(s.document_id.in_(list(former))).order_by(s.id.desc())):
        words = _words(row.text, row.content)
        found |= {id_: row.id for id_, its in former[row.document_id] if its == words}
    return found


def record(
    connection: Connection,
    verdict: Verdict,
    statements: Sequence[int],
    others: Sequence[int],
    stance: Stance | None,
    judge: str,
    when: str,
) -> ClaimJudgement:
    """Write a judgement down."""
    j = schema.claim_judgement
    values = {"verdict": verdict, "stance": stance, "judge": escaped(judge), "judged": when}
    number = connection.execute(insert(j).values(values).returning(j.c.id)).scalar_one()
    rows = [{"judgement_id": number, "statement_id": id_, "side": 1} for id_ in dict.fromkeys(statements)]
    rows += [{"judgement_id": number, "statement_id": id_, "side": 2} for id_ in dict.fromkeys(others)]
    connection.execute(insert(schema.judged_statement), rows)
    return ClaimJudgement(number, verdict, tuple(statements), tuple(others), stance, judge, when, None)


def take_back(connection: Connection, ids: Iterable[int], when: str) -> tuple[ClaimJudgement, ...]:
    """Mark judgements as taken back. Raises NotFound if there is no such one, LedgerError if one was before."""
    wanted = sorted(set(ids))
    j = schema.claim_judgement.c
    taken = _judgements(connection, j.id.in_(wanted))
    for id_ in wanted:
        if id_ not in {each.id for each in taken}:
            raise NotFound(f"no judgement on claims has the number {id_}; `sayso claims judgements` lists them")
    for each in taken:
        if each.undone:
            raise LedgerError(f"judgement {each.id}", f"was taken back on {each.undone[:10]} already")
    connection.execute(update(schema.claim_judgement).where(j.id.in_(wanted)).values(undone=when))
    return tuple(msgspec.structs.replace(each, undone=when) for each in taken)


def judgements(
    connection: Connection, *, limit: int, statements: Collection[int] | None = None
) -> tuple[ClaimJudgement, ...]:
    """The latest judgements, the newest first; with `statements`, those that speak of one of them."""
    j, s = schema.claim_judgement.c, schema.judged_statement.c
    about = j.id > 0
    if statements is not None:
        about = j.id.in_(select(s.judgement_id).where(s.statement_id.in_(list(statements))))
    return _judgements(connection, about, limit)


def quoted(said: ClaimJudgement) -> str:
    """A judgement in words, for messages."""
    what = {
        "same": "claims are the same",
        "different": "statements are about something else",
        "stance": f"a statement {said.stance} the claim",
    }
    undoing = f"take that back first: sayso claims undo {said.id}"
    return f"{said.judge} said on {said.judged[:10]} that {what[said.verdict]} (judgement {said.id}); {undoing}"


def speaking_against(
    connection: Connection, verdict: Verdict, ones: Collection[int], others: Collection[int]
) -> ClaimJudgement | None:
    """The judgement in force that says the contrary of one of the `ones` and one of the `others`."""
    contrary = "different" if verdict == "same" else "same"
    c = schema.claim_judgement.c
    made = _judgements(connection, c.undone.is_(None) & (c.verdict == contrary))
    now = standing(connection, {id_ for each in made for id_ in (*each.statements, *each.others)})
    left, right = set(ones), set(others)
    for each in made:
        some = {now[id_] for id_ in each.statements if id_ in now}
        rest = {now[id_] for id_ in each.others if id_ in now} if contrary == "different" else some
        if (some & left and rest & right) or (some & right and rest & left):
            return each
    return None


def _judgements(
    connection: Connection, where: ColumnElement[bool], limit: int | None = None
) -> tuple[ClaimJudgement, ...]:
    """Judgements by number; with a limit, the latest, backwards."""
    j, s = schema.claim_judgement.c, schema.judged_statement.c
    query = select(schema.claim_judgement).where(where).order_by(j.id.desc() if limit else j.id).limit(limit)
    rows = connection.execute(query).all()
    if not rows:
        return ()
    sides: dict[tuple[int, int], list[int]] = defaultdict(list)
    of = select(s.judgement_id, s.side, s.statement_id).where(s.judgement_id.in_([row.id for row in rows]))
    for judgement, side, statement in connection.execute(of.order_by(s.statement_id)):
        sides[judgement, side].append(statement)
    return tuple(
        ClaimJudgement(
            row.id,
            row.verdict,
            tuple(sides[row.id, 1]),
            tuple(sides[row.id, 2]),
            row.stance,
            restored(row.judge),
            row.judged,
            row.undone,
        )
        for row in rows
    )


def _words(body: str, content: str | None) -> str:
    return " ".join(WORD.findall(joined(body, pairs(content)).casefold()))
