"""Which claim a statement joins, or with which other statement it founds one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from sayso.claims.likeness import likeness
from sayso.claims.told import Told

NEIGHBOURS = 12
"""Nearest statements of other articles that a new one is compared with."""
LEAST_NEAR = 0.5
"""The cosine that neighbours must have, to be compared."""
LEAST = 0.6
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
    claim's members, those first that speak for it best.
    """
    scored = [(likeness(one, other).probability, other.key, claim) for other, claim in neighbours]
    best = max(scored, key=lambda each: (each[0], each[1]), default=None)
    if best is None or best[0] < LEAST:
        return None
    return Join(best[2], best[1])
