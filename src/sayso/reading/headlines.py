"""Sources in headlines, where common nouns have capitals and descriptions are cut short."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.reading import actors
from sayso.reading.naming import Who
from sayso.reading.people import INSTITUTIONS, OWNER, People, past, title_lines

Place = tuple[int, int]

INDEFINITE = re.compile(r"(?:an?|one|the)\b", re.IGNORECASE)
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


OPENING = 700
"""Characters from the beginning of a text in which somebody is described whom it names only afterwards."""
SOON = 800
"""Characters after such a description in which the name must come."""
FIRST = 6
"""Sources after such a description that are looked at."""
WHO_HE_IS = re.compile(r"(?: \([^()]*\))?, (?!who\b|whose\b|said\b|told\b)")
TELLING = 5
"""Letters of a word that tells which union or company is meant."""


@dataclass(frozen=True, slots=True)
class Told:
    """A source by its place, its words, and who it is."""

    place: Place
    words: str
    one: Who


def named_afterwards(text: str, told: Told, others: Sequence[Told], people: People) -> Who | None:
    """Whom a description at the beginning of a text means: "A union of dockers" whose name follows with words of it, "A
    harbour master" whom the next sentences call so, or whose bare name they give, since they have told who he is."""
    if told.one.key[0] != "description" or told.place[0] > OPENING:
        return None
    line = text.find("\n", 0, HEADLINE)
    if told.place[1] > line and not INDEFINITE.match(told.words) and not OWNER.match(told.words):
        return None
    near = [other for other in others[:FIRST] if other.place[0] < told.place[1] + SOON]
    kind = actors.kind(told.words)
    if kind in INSTITUTIONS:
        bodies = (other for other in near if other.one.kind in INSTITUTIONS)
        return next((other.one for other in bodies if called_like(told.words, other)), None)
    if kind == "poll":
        return next((other.one for other in near if other.one.key[0] == "poll"), None)
    if kind == "document":
        head = actors.noun(told.words)[0]
        same = (other.one for other in near if other.one.kind == kind and actors.noun(other.words)[0] == head)
        return next(same, None) if told.place[1] <= line else None
    described = actors.describe(told.words)
    if kind not in ("person", "unnamed") or described.role is None or described.plural:
        return None
    gone = past(actors.key(told.words).split())
    held = people.in_office(described.role, actors.noun(told.words)[1], told.place[1], gone)
    said = actors.pronoun(told.words.split())
    for other in near:
        if other.one.key[0] != "person" or (said and people.pronoun(other.one.name) not in (None, said)):
            continue
        if (held and held.endswith(other.one.name.split()[-1])) or (not held and is_bare(text, other)):
            return other.one
    return None


def called_like(words: str, other: Told) -> bool:
    """Whether the name of another source, which is not described, has the telling words of a description."""
    telling = {word for word in re.split(r"\W+", actors.key(words)) if len(word) >= TELLING} - {actors.noun(words)[0]}
    shared = telling & set(actors.key(other.one.name).split())
    return other.one.key[0] != "description" and bool(shared) and (len(shared) > 1 or shared == telling)


def is_bare(text: str, other: Told) -> bool:
    """Whether a full name stands in the text for the first time there, and nothing beside it tells who that is."""
    name = other.one.name
    start = other.place[0]
    if " " not in name or not other.words.startswith(name) or actors.leaders(name):
        return False
    first = text.find(name.split()[-1])
    return first >= start and not WHO_HE_IS.match(text, start + len(name))
