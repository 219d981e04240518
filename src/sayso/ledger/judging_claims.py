"""Carries out what people decide on claims: merges them, takes statements out, sets stances, and takes that back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, select

from sayso.claims.claim import Stance
from sayso.ledger import schema
from sayso.ledger.claim_judgements import (
    MOST_OTHERS,
    ClaimJudgement,
    in_force,
    quoted,
    record,
    speaking_against,
    standing,
    take_back,
)
from sayso.ledger.claiming import Changes, settle
from sayso.ledger.errors import LedgerError
from sayso.ledger.filters import NotFound
from sayso.ledger.linking import add_member, make_one, new_claim
from sayso.ledger.listing import STATEMENT
from sayso.ledger.relinking import link_again

Meant = int | str
"""A claim's number, or a statement such as 12.s3."""


def merge(connection: Connection, meant: Sequence[Meant], judge: str, when: str) -> tuple[ClaimJudgement, int]:
    """Say that claims are the same, and that statements which are in none belong to them; give the claim's number.

    The oldest of the claims stays. Raises NotFound if one is not there, and LedgerError if they are one already or were
    said to be about something else.
    """
    ids = list(dict.fromkeys(_representative(connection, each) for each in meant))
    claims = _claims_of(connection, ids)
    place = " and ".join(str(each) for each in meant)
    if len(ids) < 2 or (len(claims) == len(ids) and len(set(claims.values())) == 1):
        raise LedgerError(place, "are one claim already")
    sets = [_with(connection, id_, claims) for id_ in ids]
    for i, one in enumerate(sets):
        for other in sets[i + 1 :]:
            if said := speaking_against(connection, "same", one, other):
                raise LedgerError(place, f"cannot be one, since {quoted(said)}")
    made = record(connection, "same", ids, [], None, judge, when)
    judged = in_force(connection)
    changes = Changes()
    kept = make_one(connection, ids, claims, judged, changes)
    assert kept is not None
    settle(connection, changes, judged)
    return made, kept


def split(
    connection: Connection, claim: int, statements: Collection[str], judge: str, when: str
) -> tuple[ClaimJudgement, int | None]:
    """Say that statements of a claim are about something else than its others.

    Together they are a claim of their own if they stand in several documents; give the number of that. Raises NotFound
    if the claim or a statement of it is not there, and LedgerError if nothing would be left of it, or if they were said
    to be about the same.
    """
    members = members_of(connection, claim)
    out = [id_ for id_ in members if id_ in {_statement(connection, each) for each in statements}]
    for each in statements:
        if _statement(connection, each) not in out:
            raise NotFound(f"statement {each} is not of claim {claim}; `sayso origins {claim}` lists those that are")
    rest = [id_ for id_ in members if id_ not in out]
    if not rest:
        raise LedgerError(f"claim {claim}", "would have no statement left; name fewer")
    if said := speaking_against(connection, "different", out, rest):
        raise LedgerError(f"claim {claim}", f"cannot be taken apart so, since {quoted(said)}")
    made = record(connection, "different", out, rest[:MOST_OTHERS], None, judge, when)
    m = schema.member.c
    near = dict(map(tuple, connection.execute(select(m.statement_id, m.near_id).where(m.statement_id.in_(out)))))
    connection.execute(schema.member.delete().where(m.statement_id.in_(out)))
    own = new_claim(connection, out[0])
    for place, id_ in enumerate(out, 1):
        add_member(connection, own, id_, place, near[id_] if near[id_] in out else None)
    settle(connection, Changes(anew={claim, own}), in_force(connection))
    there = connection.scalar(select(schema.claim.c.id).where(schema.claim.c.id == own))
    return made, there


def set_stance(connection: Connection, statement: str, stance: Stance, judge: str, when: str) -> ClaimJudgement:
    """Say what stance a statement has to its claim. Raises NotFound if it is not there or in no claim."""
    id_ = _statement(connection, statement)
    claims = _claims_of(connection, [id_])
    if not claims:
        raise NotFound(f"statement {statement} is in no claim; `sayso claims` lists claims")
    made = record(connection, "stance", [id_], [], stance, judge, when)
    settle(connection, Changes(anew=set(claims.values())), in_force(connection))
    return made


def undo(connection: Connection, ids: Iterable[int], when: str) -> tuple[ClaimJudgement, ...]:
    """Take judgements back: what they speak of is linked again, as if they had never been made.

    Raises NotFound if there is no such judgement, and LedgerError if one was taken back before.
    """
    taken = take_back(connection, ids, when)
    stances = [id_ for each in taken if each.verdict == "stance" for id_ in each.statements]
    others = [id_ for each in taken if each.verdict != "stance" for id_ in (*each.statements, *each.others)]
    now = standing(connection, {*stances, *others})
    again = {now[id_] for id_ in others if id_ in now}
    if again:
        link_again(connection, again)
    claims = _claims_of(connection, [now[id_] for id_ in stances if id_ in now])
    settle(connection, Changes(anew=set(claims.values())), in_force(connection))
    return taken


def members_of(connection: Connection, claim: int) -> list[int]:
    """The row ids of a claim's statements, as they joined it. Raises NotFound if there is no such claim."""
    m = schema.member.c
    found = list(connection.scalars(select(m.statement_id).where(m.claim_id == claim).order_by(m.place)))
    if not found:
        raise NotFound(f"no claim has the number {claim}; `sayso claims` lists them")
    return found


def _representative(connection: Connection, meant: Meant) -> int:
    """The statement that stands for what is meant: the one itself, or that with the claim's wording."""
    if isinstance(meant, str):
        return _statement(connection, meant)
    members_of(connection, meant)
    query = select(schema.claim.c.wording_id).where(schema.claim.c.id == meant)
    return int(connection.execute(query).scalar_one())


def _statement(connection: Connection, written: str) -> int:
    """The row id of a statement of a current document, as people write it. Raises NotFound if there is none."""
    found = STATEMENT.fullmatch(written)
    if found is None:
        raise NotFound(f"{written!r} is no statement's number such as 12.s3")
    s, a = schema.statement.c, schema.article.c
    query = select(s.id).join(schema.article, a.current_id == s.document_id)
    id_: int | None = connection.scalar(query.where(s.document_id == int(found[1]), s.number == int(found[2])))
    if id_ is None:
        raise NotFound(
            f"no statement of a current document has the number {written}; `sayso show {found[1]}` lists them"
        )
    return id_


def _claims_of(connection: Connection, ids: Collection[int]) -> dict[int, int]:
    m = schema.member.c
    query = select(m.statement_id, m.claim_id).where(m.statement_id.in_(list(ids)))
    return {row.statement_id: row.claim_id for row in connection.execute(query)}


def _with(connection: Connection, id_: int, claims: dict[int, int]) -> list[int]:
    """The statement and all that are in its claim."""
    return members_of(connection, claims[id_]) if id_ in claims else [id_]
