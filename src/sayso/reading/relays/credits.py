"""The agencies and outlets that what stands over and under a document credits with its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sayso.reading import actors
from sayso.reading.relays.media import is_own
from sayso.reading.relays.places import PASSING_ON, Relay, Span

AGENCIES = frozenset(["agency"])
HEAD = 1500
TAIL = 600
"""Characters at a document's ends in which credits stand."""
DASH = r"\s*[-‐–—―−]{1,2}\s"
NAMED = r"((?:[Tt]he\s)?[A-Z](?:(?!via\b)[\w.&!’' ]){1,40}?)"
DATELINES = (
    # WASHINGTON, June 10 (UPI) —
    re.compile(rf"^(?:[A-Z][\w.,’'/ -]{{0,60}}?\s*)?\({NAMED}\)(?:{DASH}|(?<=[A-Z]\))\s+(?=[A-Z]))", re.MULTILINE),
)
CREDITS = (
    # Reuters —
    re.compile(rf"^{NAMED}{DASH}", re.MULTILINE),
    # REUTERS/Ada Lind
    re.compile(r"^([A-Z]{2,10})/(?!Getty|Pool)[A-Z][\w. ’'-]{1,40}$", re.MULTILINE),
    # AFP, Monday 13 Nov 2017
    re.compile(
        r"\b([A-Z][A-Za-z]{1,12}),?\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s\d{1,2}\s[A-Z][a-z]{2,8}\s\d{4}"
    ),
    # Associated Press Writer
    re.compile(rf"^{NAMED}(?:\s+(?:Staff\s+)?(?:Writers?|Correspondents?))?[ \t]*$", re.MULTILINE),
)
CLOSING = (
    re.compile(
        rf"(?:©|\([cC]\)|\bCopyright\b)\s*(?:\d{{4}}\s*)?(?:by\s+)?{NAMED}(?=[.,;]|\s*$|\s+All\b)", re.MULTILINE
    ),
    re.compile(rf"\(\s*(?:Source:\s*)?{NAMED}\s*\)\s*\Z"),
    re.compile(rf"(?:\bSource:|[—–―]|--)\s*{NAMED}\s*\Z"),
)
BYLINE = re.compile(r"^(?:Written\s+by|By|BY)\s+(\S[^\n]{1,120})$", re.MULTILINE)
BYLINE_PART = re.compile(r"(?:(?!\s+-\s|\b(?:of|for|with|and|in)\s)[^,|/(–—])+")
PLEASANTRY = re.compile(r"\s*h/t\b", re.IGNORECASE)


def credits(text: str, outlet: str | None = None) -> tuple[Relay, ...]:
    """The agencies, and other outlets than the document's own `outlet`, that a dateline, a byline or a line at the
    document's end names as where its text comes from; they relay every statement in it.

    Sentences that tell what an agency reported, or that one contributed to the text, are none of this.
    """
    head, tail = min(len(text), HEAD), max(0, len(text) - TAIL)
    places = [
        *((match.span(1), "credit", PASSING_ON) for p in DATELINES for match in p.finditer(text, 0, head)),
        *((match.span(1), "credit", AGENCIES) for p in CREDITS for match in p.finditer(text, 0, head)),
        *((match.span(1), "credit", AGENCIES) for p in (*CLOSING, *CREDITS[1:]) for match in p.finditer(text, tail)),
        *((place, "byline", PASSING_ON) for line in BYLINE.finditer(text, 0, head) for place in _parts(text, line)),
    ]
    found: dict[str, Relay] = {}
    for (start, end), how, kinds in places:
        name = text[start:end]
        if actors.kind(name) in kinds and not is_own(name, outlet):
            known = actors.organisation(name)
            found.setdefault(known.name if known else name, Relay(start, end, how))
    return tuple(found.values())


def credited(fields: Iterable[str], outlet: str | None = None) -> tuple[str, ...]:
    """The agencies and other outlets that what is known about a document beside its text, such as its author or its
    credit line, names as where the text comes from."""
    found: dict[str, None] = {}
    for field in fields:
        if PLEASANTRY.match(field):
            continue
        line = field.strip()
        for part in BYLINE_PART.findall(re.sub(r"^By\s+", "", line)[:HEAD]):
            name = part.strip(" .)")
            known = actors.organisation(name) or actors.organisation(name.title())
            if known and known.kind in PASSING_ON and not is_own(known.name, outlet):
                found.setdefault(known.name)
    return tuple(found)


def _parts(text: str, line: re.Match[str]) -> Iterator[Span]:
    """The parts of a byline: "Ada Lind", "Associated Press"."""
    for part in BYLINE_PART.finditer(text, *line.span(1)):
        name = part.group().strip(" .)")
        if name:
            start = part.start() + part.group().index(name)
            yield start, start + len(name)
