"""Which claim a statement joins, or with which other statement it founds one, and which claims are one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from sayso.claims.likeness import features, load_weights, probability
from sayso.claims.roles import exchanged
from sayso.claims.told import Told
from sayso.claims.traits import Traits, traits

NEIGHBOURS = 12
"""Nearest statements of other articles that a new one is compared with."""
LEAST_NEAR = 0.3
"""The cosine that neighbours must have, to be compared."""
LEAST = 0.2
"""The probability of being the same claim from which on statements are joined."""
HELD_AGAINST = 8
"""Members of a claim that a new one is held against, however many there are."""


class Join(msgspec.Struct, frozen=True):
    """What a statement joins: the claim, or None where it founds one with `near`, the statement it is most like."""

    claim: int | None
    near: tuple[int, int]


def join(
    one: Told, neighbours: Sequence[tuple[Told, int | None]], members: Callable[[int], Sequence[Told]]
) -> Join | None:
    """Tell what a statement joins, or None if it stays alone.

    `neighbours` are statements of other articles with the claims that they are members of; `members` gives some of a
    claim's members, those first that speak for it best. With a claim it is compared as a whole: what counts is the
    mean over its members of other articles (average linkage; Sokal and Michener 1958).
    """
    own = traits(one)
    best: tuple[float, tuple[int, int], int | None] | None = None
    seen: set[int] = set()
    for other, claim in neighbours:
        found = alike(own, traits(other))
        if found >= LEAST / 2 and claim is not None and claim not in seen:
            seen.add(claim)
            others = [each for each in members(claim) if each.paper.article != one.paper.article]
            found = _mean([own], [traits(each) for each in others[:HELD_AGAINST]] or [traits(other)])
        if found >= LEAST and (best is None or (found, other.key) > best[:2]):
            best = (found, other.key, claim)
    return None if best is None else Join(best[2], best[1])


def are_one(left: Sequence[Told], right: Sequence[Told]) -> bool:
    """Whether two claims are one, told by some members of each."""
    return _mean([traits(one) for one in left[:HELD_AGAINST]], [traits(one) for one in right[:HELD_AGAINST]]) >= LEAST


def alike(left: Traits, right: Traits) -> float:
    """The probability that two statements make one claim; 0 where they say that two did something to each other the
    other way round."""
    return 0.0 if exchanged(left, right) else probability(features(left, right), load_weights())


def _mean(left: Sequence[Traits], right: Sequence[Traits]) -> float:
    found = [alike(a, b) for a in left for b in right if a.told.paper.article != b.told.paper.article]
    return sum(found) / len(found) if found else 0.0
