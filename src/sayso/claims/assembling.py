"""From statements that make one claim to the claim: its best wording, stances, values, conflict and origins."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from sayso.claims.claim import Claim, Conflict, Member, Stance, Value
from sayso.claims.copied import Copied
from sayso.claims.likeness import likeness
from sayso.claims.origins import origins
from sayso.claims.parties import origin
from sayso.claims.stance import stances as read_stances
from sayso.claims.told import Told
from sayso.claims.values import values

Key = tuple[int, int]
"""A statement, as `Told.key` gives it."""

MOST_WEIGHED = 500
"""Statements of a claim from which values, conflict and origins are worked out: those that joined it first."""
MOST_WORDINGS = 40
"""Statements of a claim of which one is its wording: those that joined it first."""
FEWEST_WORDS, MOST_WORDS = 5, 40
"""Words of a good wording."""
MOST_NAMED = 3
"""Of those who deny a claim, how many the reason names."""
HELD_AGAINST = 8
"""Statements with which those beyond `MOST_WEIGHED` are taken together for their stance."""


def assemble(
    number: int,
    tolds: Sequence[Told],
    near: Mapping[Key, Told],
    judged: Mapping[Key, Stance],
    copied: Collection[Copied],
) -> Claim:
    """Work out a claim from its statements, in the order in which they joined it; there must be one at least.

    `near` has the statement to which each was joined, `judged` the stances that people gave. Of very many statements
    the first 500 count for conflict and origins.
    """
    known = stances(tolds, judged)
    told = values(tolds[:MOST_WEIGHED], [stance for stance, _ in known[:MOST_WEIGHED]])
    members = tuple(
        Member(one, stance, value, _why(one, near.get(one.key), stance, why))
        for one, (stance, why), value in zip(tolds, known, _padded(told.values, len(tolds)), strict=True)
    )
    denying = [member for member in members if member.stance == "denies"]
    conflict: Conflict | None = "denial" if denying else "values" if told.conflict else None
    weighed = members[:MOST_WEIGHED]
    wording = best_wording(weighed)
    return Claim(
        id=number,
        text=wording.words,
        wording=wording.key,
        conflict=conflict,
        development=conflict == "values" and told.development,
        conflict_reason=_denied_by(denying) if denying else told.reason if told.conflict else None,
        origins=origins(weighed, copied),
        members=members,
    )


def stances(tolds: Sequence[Told], judged: Mapping[Key, Stance]) -> tuple[tuple[Stance, str], ...]:
    """The stances of a claim's statements, and why: as people judged them, else as they read."""
    found = list(read_stances(tolds[:MOST_WEIGHED]))
    first = tolds[:HELD_AGAINST]
    for begin in range(MOST_WEIGHED, len(tolds), MOST_WEIGHED):
        found += read_stances([*first, *tolds[begin : begin + MOST_WEIGHED]])[len(first) :]
    return tuple(
        (judged[one.key], "a person said so") if one.key in judged else each
        for one, each in zip(tolds, found, strict=True)
    )


def best_wording(members: Sequence[Member]) -> Told:
    """The statement that says best what all of them are about: of those that support it one that is most like the
    others, neither a fragment nor a whole paragraph."""
    supporting = [each.told for each in members if each.stance == "supports"] or [each.told for each in members]
    possible = supporting[:MOST_WORDINGS]
    lengths = [len(one.words.split()) for one in possible]
    directions = np.array([_direction(one) for one in possible])
    central = directions @ directions.sum(axis=0)
    ranked = sorted(
        range(len(possible)),
        key=lambda i: (not FEWEST_WORDS <= lengths[i] <= MOST_WORDS, -round(float(central[i]), 3), lengths[i], i),
    )
    return possible[ranked[0]]


def _direction(one: Told) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    vector = np.frombuffer(one.vector or bytes(64), dtype=np.int8).astype(np.float32)
    return vector / max(1e-6, float(np.linalg.norm(vector)))


def _why(one: Told, near: Told | None, stance: Stance, because: str) -> str:
    told = [] if near is None else list(likeness(one, near).reasons)
    if because and stance != "supports":
        told.append(because)
    return "; ".join(told)


def _padded(found: Sequence[Value | None], length: int) -> Sequence[Value | None]:
    return [*found, *[None] * (length - len(found))]


def _denied_by(members: Sequence[Member]) -> str:
    """Who denies it, in plain words."""
    names = dict.fromkeys(
        party.name if (party := origin(one.told.chain)) else one.told.paper.outlet or "an outlet" for one in members
    )
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"by {', '.join([*names][:MOST_NAMED])}{more}"
