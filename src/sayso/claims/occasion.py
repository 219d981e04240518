"""Whether statements that give numbers may tell of one event, as the days and places that they name allow it."""

from __future__ import annotations

import bisect
import datetime
import functools
import re
from collections.abc import Iterator
from operator import attrgetter

import msgspec

from sayso.claims.counted import fate_of, thing_of
from sayso.claims.told import Told
from sayso.claims.traits import sentence
from sayso.claims.words import LONGEST
from sayso.reading.actors import country_of
from sayso.reading.times.words import listed

MOST_NAMED = 16
"""Places that a statement names of which no more are looked at."""
NAMED_APART, TOLD_APART = 1, 2
"""Days that events told with a number may be apart and still be one: if both statements name a day, or if one is known
only by when it was published."""
WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
CALENDAR = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep "
    "sept oct nov dec"
)
WIDE = listed(
    "north south east west northern southern eastern western central old new greater rural city town province district "
    "state states"
)
"""Parts of names that many places have."""
CAPITAL = r"(?:[Aa]l[- ])?[A-Z][\w'’-]*"
NAMED = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]round|[Aa]cross|[Ii]nside|[Oo]n|hit|hits|hitting|struck|targeting"
    r"|(?:(?:town|village|district|neighbou?rhood|area|region|suburb|part)s?|city|province|outskirts|countryside) of)"
    r"\s(?:the\s)?(?:(?:[a-z]+-[a-z]+|[a-z]+ern|central|nearby|rural|downtown)\s){0,2}"
    rf"(?P<names>{CAPITAL}(?:,?\s(?:and\s)?{CAPITAL}){{0,7}})"
)
"""Names that follow words of place."""
NAME = re.compile(CAPITAL)
PERIOD = re.compile(
    r"\b[Ss]ince (?:[A-Z0-9]|early|mid|late|then|last|the|an?\b|it\b|\w+ing\b)"
    r"|\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin|[Ff]or) (?:the |these )?(?:past|last|previous|recent)\b"
    r"|\b[Ll]ast (?:month|year)\b|\b(?:[Ii]n|[Ww]ithin|[Oo]ver) (?:24|48|72) hours\b"
    r"|\b(?:[Ii]n|[Ww]ithin|[Oo]ver) (?:[0-9]+|two|three|four|five|six|seven|ten) (?:day|week|month|year)s\b"
)
"""What shows that a number is of a while in which much may have happened."""
ARTICLE = re.compile(r"^[Aa]l[- ]|['’]s?$")
TWICE = re.compile(r"(.)\1+")
SOFT = re.compile(r"[^a-z]|(?<!^)[aeiouyhw]")
FEWEST_SOUNDS = 3
DATE = re.compile(r"(\d{4}-\d\d)(-\d\d)?(?!\d)")
LONGEST_MONTH = 31


class Occasion(msgspec.Struct, frozen=True):
    """When and where something is said to have happened.

    `days` (ordinals) and `weekdays` are those that the content names, `told` the day of the paper, and `lasting`
    tells that it is of a while; `places` are the places that the content names, by the consonants of their names, and
    `around` all names of the sentence and title.
    """

    days: frozenset[int]
    weekdays: frozenset[str]
    told: int | None
    lasting: bool
    places: frozenset[str]
    around: frozenset[str]


def occasion(one: Told) -> Occasion:
    """What a statement says of when and where something happened."""
    content = one.words[:LONGEST]
    start, end = sentence(one.paper.text, one.content)
    near = f"{one.paper.text[start:end][:LONGEST]} {(one.paper.title or '')[:LONGEST]}"
    return Occasion(
        frozenset(days(one)),
        frozenset(WEEKDAY.findall(content)),
        datetime.date.fromisoformat(one.paper.day).toordinal() if one.paper.day else None,
        PERIOD.search(content) is not None,
        frozenset(places(content, one.paper.text)),
        frozenset(sounds(word) for word in NAME.findall(near)),
    )


def may_be_one(left: Occasion, right: Occasion, toll: bool) -> bool:
    """Whether two occasions may be one. With `toll`, time counts: tolls are soon told, other numbers hold for long."""
    return (not toll or (left.lasting == right.lasting and same_time(left, right))) and same_place(left, right)


def same_time(left: Occasion, right: Occasion) -> bool:
    """Whether the days that are named, or else those of the papers, are near each other."""
    if left.weekdays and right.weekdays and not left.weekdays & right.weekdays:
        return False
    first, second = (each.days or ({each.told} if each.told is not None else frozenset()) for each in (left, right))
    if not first or not second:
        return True
    most = NAMED_APART if left.days and right.days else TOLD_APART
    return min(abs(one - other) for one in first for other in second) <= most


def same_place(left: Occasion, right: Occasion) -> bool:
    """Whether not each names a place that the other one does not name."""
    return left.places <= (right.places | right.around) or right.places <= (left.places | left.around)


def days(one: Told) -> Iterator[int]:
    """The days that a content names, those of a month too, as far as the reading tells which they are."""
    times = one.paper.times
    for start, end in one.content:
        for time in times[bisect.bisect_left(times, start, key=attrgetter("start")) :]:
            if time.start >= end:
                break
            found = DATE.match(time.value or "") if time.type in ("DATE", "TIME") else None
            if found:
                try:
                    first = datetime.date.fromisoformat(f"{found[1]}{found[2] or '-01'}").toordinal()
                except ValueError:
                    continue
                yield from range(first, first + (1 if found[2] else LONGEST_MONTH))


def places(content: str, text: str) -> Iterator[str]:
    """The names that follow words of place, without countries and days."""
    found = 0
    for match in NAMED.finditer(content):
        if country(match["names"]):
            continue
        for name in NAME.findall(match["names"]):
            found += 1
            if found > MOST_NAMED:
                return
            bare = ARTICLE.sub("", name)
            low = bare.casefold()
            if not (low in CALENDAR or low in WIDE or country(bare) or is_common(low) or has_word(text, low)):
                yield sounds(name)


@functools.lru_cache(maxsize=5_000)
def country(name: str) -> bool:
    """Whether a name stands for a country; some texts lose the apostrophe of "Norway's"."""
    return country_of(name) is not None or (name.endswith("s") and country_of(name[:-1]) is not None)


def is_common(word: str) -> bool:
    """Whether a word is known to be none of a name's: what is counted, or what befell it."""
    return thing_of(word) is not None or fate_of(word) is not None


def has_word(text: str, word: str) -> bool:
    """Whether a word stands in a text in small letters, so that it is no name though a headline begins it with a
    capital."""
    return f" {word} " in text


def sounds(name: str) -> str:
    """The consonants of a name, by which its spellings are alike (Kobane and Kobani); all of it if these are few."""
    bare = TWICE.sub(r"\1", ARTICLE.sub("", name).casefold())
    kept = TWICE.sub(r"\1", SOFT.sub("", bare))
    return kept if len(kept) >= FEWEST_SOUNDS else bare
