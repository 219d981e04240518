"""What makes two claims of nearly the same words: roles exchanged (“A attacked B”, “B attacked A”), another name,
another day, or another toll."""

from __future__ import annotations

from collections.abc import Sequence, Set
from difflib import SequenceMatcher
from itertools import combinations

from sayso.claims.numbers import SCALES, SMALL, TENS, VAGUE
from sayso.claims.traits import Traits, days_apart
from sayso.claims.words import stem

MOST_NAMES = 6
"""Names of both statements whose order is looked at."""
_AUXILIARIES = frozenset(["am", "are", "be", "been", "being", "get", "got", "is", "was", "were"])
REACH = 8
"""Words from one name to the other, at most."""
SAME_WORDS = 0.8
"""The share of their other words that two contents have in common which are one sentence."""
ALIKE = 0.7
"""The share of letters that spellings of one name have in common."""
DAYS = frozenset(
    stem(day)
    for day in (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("today", "yesterday", "tomorrow"),
    )
)
NUMBERS = frozenset(stem(word) for word in (*SMALL, *TENS, *SCALES, *VAGUE))
"""With a capital at a sentence's beginning."""
LONGEST_COUNT = 5
"""Days after which the toll of an event is not expected to change."""
SHORTEST_ACT = 4
"""Letters of the stem of a word that may say what is done."""


def distinct(left: Traits, right: Traits) -> bool:
    """Whether two contents are of other people, places or days for all that they have in common."""
    return exchanged(left, right) or renamed(left, right) or redated(left, right) or recounted(left, right)


def renamed(left: Traits, right: Traits) -> bool:
    """Whether two contents are one sentence with a name exchanged: “Arva won the cup”, “Belto won the cup”.

    Spellings of one name (“Hasaka”, “Hasakeh”) are none, nor is a name that the other's sentence has elsewhere.
    """
    here = {name for name in left.names if name not in right.around and name not in NUMBERS}
    there = {name for name in right.names if name not in left.around and name not in NUMBERS}
    if not here or not there:
        return False
    # Spellings are compared last: it takes long.
    if _in_common(left.words.keys() - left.names, right.words.keys() - right.names) < SAME_WORDS:
        return False
    return not any(_spelled_alike(one, other) for one in here for other in there)


def redated(left: Traits, right: Traits) -> bool:
    """Whether two contents are one sentence of other days."""
    if not left.days or not right.days or left.days & right.days:
        return False
    return _in_common(left.words.keys() - DAYS, right.words.keys() - DAYS) >= SAME_WORDS


def recounted(left: Traits, right: Traits) -> bool:
    """Whether two contents give numbers of people whom something befell, other numbers at other times.

    The toll of one event changes for a few days; the papers of a week later tell of another event.
    """
    if not left.fates or not right.fates or left.numbers & right.numbers or left.days & right.days:
        return False
    apart = days_apart(left.told.paper.day, right.told.paper.day)
    return apart is not None and apart >= LONGEST_COUNT


def _in_common(left: Set[str], right: Set[str]) -> float:
    return len(left & right) / len(left | right) if left and right else 0.0


def _spelled_alike(one: str, other: str) -> bool:
    return one[:3] == other[:3] or SequenceMatcher(None, one, other).ratio() >= ALIKE


def exchanged(left: Traits, right: Traits) -> bool:
    """Whether two names that both contents have stand the other way round about a word between them that both have.

    A passive (“B was attacked by A”) turns them round without exchanging who does it.
    """
    both = left.names & right.names
    pairs = combinations(sorted(both)[:MOST_NAMES], 2) if len(both) > 1 else ()
    return any(_turned(left.order, right.order, one, other) for one, other in pairs)


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
