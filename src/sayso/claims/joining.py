"""Which claim a statement joins, or with which other statement it founds one, and which claims are one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from sayso.claims.likeness import features, load_weights, probability
from sayso.claims.roles import distinct
from sayso.claims.traits import Traits

NEIGHBOURS = 8
"""Nearest statements of other articles that a new one is compared with."""
LEAST_NEAR = 0.68
"""The cosine that neighbours must have, to be compared."""
LEAST = 0.2
"""The probability of being the same claim from which on a statement joins one, as the mean over its members."""
LEAST_ONE, NEAREST_ONE = 0.25, 0.4
"""The same of claims that are made one, and that of the two members that are most alike."""
HELD_AGAINST = 8
"""Members of a claim that a new one is held against, however many there are."""


class Join(msgspec.Struct, frozen=True):
    """What a statement joins: the claim, or None where it founds one with `near`, the statement it is most like."""

    claim: int | None
    near: tuple[int, int]


def join(
    one: Traits, neighbours: Sequence[tuple[Traits, int | None]], members: Callable[[int], Sequence[Traits]]
) -> Join | None:
    """Tell what a statement joins, or None if it stays alone.

    `neighbours` are statements of other articles, the nearest first, with the claims that they are members of;
    `members` gives some of a claim's members, those that joined it first. With a claim it is compared as a whole: what
    counts is the mean over its members of other articles (average linkage; Sokal and Michener 1958).
    """
    best: tuple[float, Join] | None = None
    seen: set[int] = set()
    for other, claim in neighbours:
        if claim in seen:
            continue
        found = [alike(one, other)]
        if claim is not None and found[0] >= LEAST / 2:
            seen.add(claim)
            found = compared([one], members(claim)[:HELD_AGAINST]) or found
        suits = sum(found) / len(found)
        if suits >= LEAST and (best is None or suits > best[0]):
            best = (suits, Join(claim, other.told.key))
    return None if best is None else best[1]


def may_be_one(one: Traits, other: Traits) -> bool:
    """Whether the claims of two statements are worth comparing."""
    return alike(one, other) >= LEAST_ONE / 2


def are_one(left: Sequence[Traits], right: Sequence[Traits]) -> bool:
    """Whether two claims are one, told by some members of each."""
    found = compared(left[:HELD_AGAINST], right[:HELD_AGAINST])
    return bool(found) and sum(found) / len(found) >= LEAST_ONE and max(found) >= NEAREST_ONE


def alike(left: Traits, right: Traits) -> float:
    """The probability that two statements make one claim; 0 where nearly the same words are of others."""
    return 0.0 if distinct(left, right) else probability(features(left, right), load_weights())


def compared(left: Sequence[Traits], right: Sequence[Traits]) -> list[float]:
    """The probabilities of all pairs of statements of different articles."""
    return [alike(a, b) for a in left for b in right if a.told.paper.article != b.told.paper.article]
