"""What a relative pronoun goes back to, and whose a description is, as far as the words around them tell."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.reading import actors

Place = tuple[int, int]

RELATIVE = frozenset(["who", "that", "which"])
FARTHEST = 250
"""Characters from the beginning of what a relative pronoun means to the pronoun."""
NEAREST = 60
"""Mentions that are looked at before a relative pronoun."""
PERSONS = frozenset(["person", "group", "unnamed"])
CLAUSE = re.compile(r"\b(?:who|that|which|said|says|told)\b", re.IGNORECASE)
"""What stands between a relative pronoun and a mention that it does not mean."""
OWNED = re.compile(r"((?:[\w-]+ ){0,4}?of )?(my|our|his|her|its|their) (?=\w)", re.IGNORECASE)
NAMED_OWNER = re.compile(r"((?:[A-Z][\w.-]*\s){0,4}[A-Z][\w-]*)['’]s?\s(?=\w)")


class Owned(NamedTuple):
    """A description by whose it is: the words before the owner ("many of "), the owner, what is owned."""

    before: str
    owner: str
    owned: str

    def by(self, name: str) -> str:
        """The description with this name for the owner."""
        return f"{self.before}{name}'{'' if name.endswith('s') else 's'} {self.owned}"


def antecedents(text: str, start: int, places: Sequence[Place]) -> Iterator[tuple[int, Place]]:
    """What the relative pronoun at `start` may mean, the likeliest first: the mentions that it is a part of, then those
    that end right before it; each by its index, with its place up to the pronoun. `places` are those of all mentions,
    sorted."""
    of_people = text[start : start + 3].casefold() == "who"
    near = max(0, start - 9)
    end = near + len(text[near:start].rstrip(" ,\n"))
    at = bisect.bisect_left(places, (start,))
    before = [i for i in range(at - 1, max(0, at - NEAREST) - 1, -1) if start - FARTHEST < places[i][0] < end]
    over = [i for i in before if places[i][1] > start]
    ending = [i for i in before if end <= places[i][1] <= start]
    for i in (*over, *ending[::-1]):
        words = text[places[i][0] : end]
        kind = actors.kind(words)
        if kind is not None and (kind in PERSONS) == of_people and not CLAUSE.search(words):
            yield i, (places[i][0], end)


def owned(words: str) -> Owned | None:
    """A description that a possessive pronoun, or a name in the possessive, begins or follows "of" in."""
    if found := OWNED.match(words):
        return Owned(found[1] or "", found[2].casefold(), words[found.end() :])
    if found := NAMED_OWNER.match(words):
        return Owned("", found[1], words[found.end() :])
    return None
