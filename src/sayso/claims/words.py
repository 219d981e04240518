"""The words of a statement as statements are compared by them: stems, how telling each is, and names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from importlib import resources

import msgspec
import snowballstemmer

WORD = re.compile(r"[^\W\d_]++(?:['’][^\W\d_]++)?+|\d(?:[\d,.]*\d)?")
LONGEST = 1_500
"""Characters of a text that are looked at; a longer one is compared by its beginning."""

_OWNED = re.compile(r"['’]s?$")
# What stands before is looked at last, so that only capitals are looked at.
_NAME = re.compile(r"[A-Z](?<!\w[A-Z])(?<![.!?:“\"]\s[A-Z])(?<!\n[A-Z])(?<!^[A-Z])[\w'’.-]*\w")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        """a about after all also am an and any are as at be been before being but by can could did do does doing for
        from had has have having he her here him his i if in into is it its last like may me might more must my no nor
        not of on one or other our out over s said say says shall she should so some such t than that the their them
        then there these they this those to told two under up us was we were what when where which while who will with
        would you your""",
    )
)

_stemmer = snowballstemmer.stemmer("english")
stem = functools.lru_cache(maxsize=50_000)(_stemmer.stemWord)


class Frequencies(msgspec.Struct, frozen=True):
    """In how many of `documents` a stem stands; those that are left out stand in `least` at most."""

    documents: int
    least: int
    stems: dict[str, int]


def stems(text: str) -> list[str]:
    """The stems of a text's words in their order, numbers as they are written."""
    return [stem for stem, _ in weighed(text)]


def weighed(text: str) -> list[tuple[str, float | None]]:
    """The stems of a text's words in their order, each with how telling it is; None of those that say nothing."""
    return list(map(_weighed, WORD.findall(text[:LONGEST])))


@functools.lru_cache(maxsize=50_000)
def _weighed(written: str) -> tuple[str, float | None]:
    found: str = stem(_OWNED.sub("", written.casefold()))
    return found, rarity(found) if found not in _SMALL and (len(found) > 1 or found.isdigit()) else None


def telling(words: Iterable[tuple[str, float | None]]) -> dict[str, float]:
    """Those words of `weighed` that say something, with how telling each is: the natural logarithm of its rarity
    (Spärck Jones 1972), from 0 for one that all documents have."""
    return {word: weight for word, weight in words if weight is not None}


@functools.lru_cache(maxsize=50_000)
def rarity(word: str) -> float:
    """How telling a stem is; see `telling`."""
    import math

    known = frequencies()
    return math.log((known.documents + 1) / (known.stems.get(word, known.least) + 1))


def names(text: str) -> frozenset[str]:
    """The stems of words with a capital that do not begin a sentence."""
    return frozenset([name for word in _NAME.findall(text[:LONGEST]) if (name := _name(word)) is not None])


@functools.lru_cache(maxsize=50_000)
def _name(written: str) -> str | None:
    word = written.casefold().strip(".")
    return None if word in _SMALL else stem(_OWNED.sub("", word))


@functools.cache
def frequencies() -> Frequencies:
    """How common stems are in news; claims/facts/SOURCES.md tells where the figures are from."""
    data = (resources.files("sayso.claims") / "facts" / "frequencies.json").read_bytes()
    return msgspec.json.decode(data, type=Frequencies)
