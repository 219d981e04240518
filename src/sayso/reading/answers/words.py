"""The words of contents, by which one may be seen to take up another."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from sayso.reading import actors
from sayso.reading.clauses import listed

Span = tuple[int, int]

WORD = re.compile(r"[A-Za-z][\w’'-]+|\d[\d.,]*")
COMMON = listed(
    """a about after all also am an and any are as at be because been before being but by can could did do does doing
    down for from had has have having he her here hers him his how i if in into is it its just like may me might more
    most mr mrs ms much must my no nor not of off on one only or other our out over own said say says she should so
    some such than that the their them then there these they this those through to told too under up us very was we
    were what when where which while who whom why will with would you your it's that's he's she's they're don't doesn't
    didn't"""
)
ENDING = re.compile(r"(?:['’]s|['’]|ations?|ions?|ments?|ings?|edly|ed|ies|ly|es|s|al|e)\Z")
ALIKE_WORDS = dict.fromkeys(("ask", "request", "seek", "sought", "demand"), "=ask")
"""Stems that mean the same, where one is often put for the other."""


@functools.lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its ending, in small letters."""
    low = word.lower().strip("'’-").replace("’", "'")
    stem = ENDING.sub("", low)
    return ALIKE_WORDS.get(stem, stem if len(stem) > 2 else low)


@functools.lru_cache(maxsize=4096)
def _country(words: str) -> str | None:
    return "United States" if words == "White House" else actors.country_of(words)


def stems_of(text: str, spans: Sequence[Span]) -> frozenset[str]:
    """The stems of the content words of a content; of a very long one, of what it begins with. A country counts as one
    by whatever name: "Washington", "the White House" and "American" are one."""
    found: set[str] = set()
    for start, end in spans:
        words = [match.group() for match in WORD.finditer(text, start, min(end, start + LONGEST))]
        whole = False
        for word, after in itertools.zip_longest(words, words[1:], fillvalue=""):
            of_two = None if whole or not word[0].isupper() else _country(f"{word} {after}")
            country = of_two or (None if whole or not word[0].isupper() else _country(word))
            if country is not None:
                found.add(country)
            elif not whole and word.lower().replace("’", "'") not in COMMON:
                found.add(stem(word))
            whole = of_two is not None
    return frozenset(found)


LONGEST = 1500
"""Characters of a piece of content whose words are compared."""
