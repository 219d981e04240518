"""Which news agency a text shows as where its words come from, and by which words it does."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from sayso.claims.told import Place
from sayso.reading import actors
from sayso.reading.relays.credits import HEAD, TAIL, credited, credits
from sayso.reading.relays.media import is_own

How = Literal["credit", "staff", "outlet", "cited"]
STRENGTH: dict[str, int] = {"credit": 0, "staff": 1, "outlet": 2, "cited": 3}
"""How well each shows whose text it is, the best first."""
LONGEST = 400_000
"""Characters of a text that are looked at."""
MOST = 200
"""Places of a text where agencies are shown; the best are taken."""
NEAR = 100
"""Characters around shared words in which an agency that is cited counts for them."""

_NAME = r"(?:\b[Tt]he\s{1,3})?(?P<name>(?<![\w.&])[A-Z][\w.&]{0,30}(?:[ -][A-Z][\w.&]{0,30}){0,3})"
_STAFF = r"(?:correspondents?|reporters?|journalists?|photographers?|stringers?|news\s+teams?|crews?|bureau)"
_CREDITS = (
    # … the buses. Afp - The death toll …
    re.compile(rf"(?:\A|[.!?”\"]\s+|\n){_NAME}(?:\s+News)?\s*[-–—―−]{{1,2}}\s"),
    # BERLIN (AFP) -
    re.compile(rf"\({_NAME}\)\s*[-–—―−]{{1,2}}\s"),
)
_CLOSING = (
    # --Reuters
    re.compile(rf"[-–—―−]{{1,2}}\s*{_NAME}\W*\Z"),
    re.compile(rf"[.!?”\"]\s+[(\[]?(?:Source:\s*)?{_NAME}[)\]]?\W*\Z"),
    re.compile(rf"\b(?:[Ww]ith\s+(?:(?:inputs?|reporting|files|material)\s+from\s+)?|[Ss]ources?:\s*){_NAME}\W*\Z"),
)
_TELLING = re.compile(r"\b(?:told|tells|telling|informed)\s+(?:the\s+)?\Z", re.IGNORECASE)
_AT_WORK = re.compile(rf"(?:['’]s?)?\s+(?:news\s+agency\s+)?{_STAFF}\b")
_SOURCE = re.compile(r"\bSource:?\s+\Z")
_HEAD = 200
"""Characters in which an agency stands between a headline and the text, where these are run together."""
_RUN_ON = re.compile(r"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[A-Z])")
_NO_HEADLINE = re.compile(r"\b(?:an?|the|by|to|with|told|and|of|in)\s+\Z", re.IGNORECASE)
_BEFORE = 24
"""Characters before a name that are looked at."""


class Shown(msgspec.Struct, frozen=True):
    """An agency, by its short name, as the text shows it; `place` is where, None if that is not in the text.

    `how` is "credit" (a dateline, a byline, a line at the end), "staff" (somebody told the agency, or its correspondent
    saw), "outlet" (the outlet is the agency) or "cited" (the text names it).
    """

    name: str
    how: How
    place: Place | None


def shown(text: str, outlet: str | None, author: str | None = None) -> tuple[Shown, ...]:
    """All agencies that a text, or what is known beside it, shows, the best first; one may be shown several times."""
    text = text[:LONGEST]
    found: dict[tuple[str, Place | None], Shown] = {}
    for name, how, place in _all(text, outlet, author):
        agency = _agency(name)
        if agency is not None and (how == "outlet" or not is_own(agency, outlet)):
            where = place and (place[0], place[0] + len(name.rstrip(".")))
            found.setdefault((agency, where), Shown(agency, how, where))
    return tuple(sorted(found.values(), key=lambda each: (STRENGTH[each.how], each.place or (0, 0))))[:MOST]


def best(some: Iterable[Shown]) -> Shown | None:
    """The agency that is shown best, and of those the one that is shown most often."""
    all_shown = list(some)
    times: dict[tuple[str, str], int] = {}
    for each in all_shown:
        times[each.how, each.name] = times.get((each.how, each.name), 0) + 1
    return min(all_shown, key=lambda each: (STRENGTH[each.how], -times[each.how, each.name]), default=None)


def near(some: Iterable[Shown], places: Iterable[Place]) -> tuple[Shown, ...]:
    """Those that speak for shared words at these places: whatever credits the text, and what is cited close by."""
    around = [(start - NEAR, end + NEAR) for start, end in places]
    return tuple(
        each
        for each in some
        if each.how != "cited"
        or (each.place is not None and any(a <= each.place[0] and each.place[1] <= b for a, b in around))
    )


def _all(text: str, outlet: str | None, author: str | None) -> Iterator[tuple[str, How, Place | None]]:
    for relay in credits(text, outlet):
        yield text[relay.start : relay.end], "credit", (relay.start, relay.end)
    for name in credited([author] if author else [], outlet):
        yield name, "credit", None
    for pattern in _CREDITS:
        yield from ((match["name"], "credit", match.span("name")) for match in pattern.finditer(text, 0, HEAD))
    for pattern in _CLOSING:
        match = pattern.search(text, max(0, len(text) - TAIL))
        if match:
            yield match["name"], "credit", match.span("name")
    if outlet:
        yield outlet, "outlet", None
    for match in _names().finditer(text):
        yield match.group(), _how(text, *match.span()), match.span()


def _how(text: str, start: int, end: int) -> How:
    """What the words around an agency's name tell of it."""
    before = text[max(0, start - _BEFORE) : start]
    if _TELLING.search(before) or _AT_WORK.match(text, end):
        return "staff"
    if _SOURCE.search(before):
        return "credit"
    if 0 < start < _HEAD and _RUN_ON.match(text, end) and before.endswith(" ") and not _NO_HEADLINE.search(before):
        return "credit"
    return "cited"


@functools.cache
def _names() -> re.Pattern[str]:
    """The names of all agencies that are known, as they are written."""
    facts = actors.facts()
    names = {form for each in facts.organisations if each.kind == "agency" for form in (each.name, each.short)}
    for key, number in facts.organisation_names.items():
        if facts.organisations[number].kind == "agency":
            names.add(key[1:] if key.startswith("=") else key.title())
    # What stands before is looked at after the first letter, so that only such letters are looked at.
    begun: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        begun[re.escape(name[0])].append(re.escape(name[1:]))
    written = "|".join(rf"{first}(?<!\w{first})(?:{'|'.join(rest)})" for first, rest in begun.items())
    return re.compile(rf"(?:{written})(?!\w)")


def _agency(name: str) -> str | None:
    """The short name of the agency of this name, whatever its capitals if it is an acronym."""
    words = name.rstrip(".").removesuffix("’s").removesuffix("'s")
    for form in (words, words.upper()):
        found = actors.organisation(form)
        if found is not None:
            return found.short if found.kind == "agency" else None
    return None
