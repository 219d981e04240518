"""Who does something to whom: “A attacked B” and “B attacked A” have the same words, and are two claims."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from sayso.claims.traits import Traits

MOST_NAMES = 6
"""Names of both statements whose order is looked at."""
_AUXILIARIES = frozenset(["am", "are", "be", "been", "being", "get", "got", "is", "was", "were"])
REACH = 8
"""Words from one name to the other, at most."""
SHORTEST_ACT = 4
"""Letters of the stem of a word that may say what is done."""


def exchanged(left: Traits, right: Traits) -> bool:
    """Whether two names that both contents have stand the other way round about a word between them that both have.

    A passive (“B was attacked by A”) turns them round without exchanging who does it.
    """
    both = sorted(left.names & right.names)[:MOST_NAMES]
    return any(_turned(left.order, right.order, one, other) for one, other in combinations(both, 2))


def _turned(left: Sequence[str], right: Sequence[str], one: str, other: str) -> bool:
    here, there = _between(left, one, other), _between(right, one, other)
    if here is None or there is None:
        return False
    same_way = here[0] == there[0]
    if not any(len(word) >= SHORTEST_ACT for word in (here[1] & there[1]) - _AUXILIARIES):
        return False
    return same_way == (_is_passive(here[1]) != _is_passive(there[1]))


def _between(words: Sequence[str], one: str, other: str) -> tuple[bool, frozenset[str]] | None:
    """Whether `one` stands first, and the words between; None unless both stand there once, near each other."""
    if words.count(one) != 1 or words.count(other) != 1:
        return None
    first, last = sorted((words.index(one), words.index(other)))
    if not 1 < last - first <= REACH:
        return None
    return words.index(one) == first, frozenset(words[first + 1 : last])


def _is_passive(words: frozenset[str]) -> bool:
    return "by" in words and bool(words & _AUXILIARIES)
