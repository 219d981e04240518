"""The article on the HTML page: its text unchanged, each statement's parts marked, its number beside its cue."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from sayso.document import Document, Span, Statement, Time
from sayso.views.markup import text
from sayso.views.moments import datetime, moment
from sayso.views.segments import segments
from sayso.views.wording import doubtful

Places = Sequence[tuple[int, int]]
"""Where the paragraphs are (start, end)."""
NAMED = ("hedge", "condition")
"""Roles whose name is read aloud before the words. Style writes it, to keep the text what it was."""


class Part(NamedTuple):
    """A span from `start` on, and what it is to a statement, given by its number."""

    number: int
    role: str
    start: int


def key_to_marks(document: Document) -> str:
    """What the marks mean; hedges and conditions only where there are some."""
    marks = '<mark class="source">source</mark>, <mark class="cue">cue</mark> and <mark class="content">content</mark>'
    named = []
    if any(statement.hedges for statement in document.statements):
        named.append('<mark class="hedge">hedges</mark>')
    if any(statement.conditions for statement in document.statements):
        named.append('<mark class="condition">conditions</mark>')
    more = f", with {' and '.join(named)}" if named else ""
    return f'<p lang="en">Marked are {marks}{more}; the rest is the outlet’s own voice.</p>'


def anchor(statement: Statement, places: Places) -> int:
    """Where the statement's number stands in the text: after its cue or, in the outlet's own voice, after its words."""
    end = max((span.end for span in statement.cue or statement.content), default=0)
    start_of_paragraph, end_of_paragraph = places[paragraph(end, places)]
    return min(max(end, start_of_paragraph), end_of_paragraph)


def paragraph(end: int, places: Places) -> int:
    """Which paragraph holds the character before `end`, or is the last one before it."""
    return max(bisect_left(places, (end, 0)) - 1, 0)


def marked_paragraphs(document: Document, key: str, places: Places, anchors: Sequence[int]) -> list[str]:
    """What the paragraphs hold, with every stretch that is part of a statement marked, and the statements' numbers."""
    numbers: defaultdict[int, str] = defaultdict(str)
    for number, statement in enumerate(document.statements, 1):
        numbers[anchors[number - 1]] += _number(statement, key, number)
    parts: list[tuple[int, int, Part | Time]] = [
        (span.start, span.end, Part(number, role, span.start))
        for number, statement in enumerate(document.statements, 1)
        for role, spans in _roles(statement)
        for span in spans
    ]
    parts += [(time.start, time.end, time) for time in document.times or () if datetime(time)]
    written = [numbers[start] for start, _ in places]
    for start, end, held in segments(parts, {*chain.from_iterable(places), *anchors}):
        place = paragraph(start + 1, places)
        if places[place][0] <= start < places[place][1]:
            written[place] += _marked(text(document.text[start:end]), start, held, key) + numbers[end]
    return written


def _roles(statement: Statement) -> list[tuple[str, Sequence[Span]]]:
    """The statement's spans by what they are to it."""
    named = [("hedge", statement.hedges or ()), ("condition", statement.conditions or ())]
    if not statement.attributed:
        return [("own", statement.content), *named]
    return [("source", statement.source), ("cue", statement.cue), ("content", statement.content), *named]


def _marked(words: str, start: int, held: Sequence[Part | Time], key: str) -> str:
    parts = [each for each in held if isinstance(each, Part)]
    for time in held:
        if isinstance(time, Time):
            words = f'<time datetime="{datetime(time)}" title="{moment(time)}">{words}</time>'
            break
    if not parts:
        return words
    roles = dict.fromkeys(part.role for part in parts)
    contents = {part.number for part in parts if part.role == "content"}
    classes = " ".join([*roles, "deep"] if len(contents) > 1 else roles)
    # A span that others cut into pieces is named once.
    names = " ".join(role for role in NAMED if any(part.role == role and part.start == start for part in parts))
    name = f' data-name="{names}"' if names else ""
    statements = " ".join(dict.fromkeys(f"{key}-s{part.number}" for part in parts))
    tag = "span" if list(roles) == ["own"] else "mark"
    return f'<{tag} class="{classes}"{name} data-of="{statements}">{words}</{tag}>'


def _number(statement: Statement, key: str, number: int) -> str:
    """The statement's number in the text, which leads to the list. Style writes it, to keep the text what it was."""
    sign = f"{number}?" if doubtful(statement) else number
    return (
        f'<a class="number" id="{key}-t{number}" href="#{key}-s{number}" data-of="{key}-s{number}"'
        f' data-number="{sign}" aria-label="Statement {number}" lang="en"></a>'
    )
