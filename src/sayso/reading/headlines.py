"""Sources in headlines, where common nouns have capitals and descriptions are cut short."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from sayso.reading import actors
from sayso.reading.naming import Who
from sayso.reading.people import title_lines

Place = tuple[int, int]

HEADLINE = 300
"""Characters at the beginning of a text in which its headline ends."""


def in_small_letters(text: str, sources: Sequence[Place]) -> str:
    """The text with small letters for the sources in headlines that are common nouns: "Hedge Funds Support"."""
    lines = title_lines(text)
    kept = []
    last = 0
    for start, end in sorted(set(sources)) if lines else ():
        line = bisect.bisect_right(lines, (start, len(text)))
        words = text[start:end]
        if line and last <= start < lines[line - 1][1] and words.isascii() and common(words):
            kept += [text[last:start], lowered(words)]
            last = end
    return "".join([*kept, text[last:]])


def common(words: str) -> bool:
    """Whether words that look like a person's name are common nouns if they are written in small letters."""
    if actors.kind(words) != "person" or any(actors.given(word) for word in words.split()):
        return False
    return actors.kind(lowered(words)) not in (None, "person") and not actors.leaders(words.split()[-1])


def lowered(words: str) -> str:
    """The words, with small letters for those that begin with a capital and are common nouns."""
    return " ".join(
        word.lower() if word.istitle() and actors.noun_classes(word.lower()) else word for word in words.split(" ")
    )


def headline(text: str, place: Place, one: Who) -> str | None:
    """The words of a description that stands in the first line of the text."""
    end = text.find("\n", 0, HEADLINE)
    return text[slice(*place)] if place[1] <= end and one.key[0] in ("description", "group") else None


def spelt_out(words: str, others: Sequence[tuple[str, Who]]) -> Who | None:
    """The first of the others whose words or name have all the words of a headline's: "top dock workers" for "Dock
    Workers"."""
    short = {word for word in actors.key(words).split() if word not in ("the", "a", "an")}
    kind = actors.kind(words)
    return next((one for told, one in others if one.kind == kind and len(short) > 1 and has(told, one, short)), None)


def has(words: str, one: Who, short: set[str]) -> bool:
    """Whether someone's words or name have all of these words."""
    return short <= set(actors.key(words).split()) or short <= set(actors.key(one.name).split())
