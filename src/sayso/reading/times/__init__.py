"""Expressions of time in a text and their values, as TIMEX3 of TimeML 1.2.1 has them (Pustejovsky et al. 2003).

Ages are left out: they describe people. Of relations between times, only "later", "before" and the like are read.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator

from sayso.document import Time
from sayso.reading.times import words as w
from sayso.reading.times.expressions import Expression
from sayso.reading.times.finding import compiled, expressions
from sayso.reading.times.units import Period
from sayso.reading.times.values import Setting, Value
from sayso.reading.times.wording import Direction, direction
from sayso.reading.times.words import Words, split

RANGE = f"[{w.DASH}{w.HYPHEN}{w.TO}]"
PAIR = f"[{w.DASH}{w.HYPHEN}{w.TO}{w.AND}{w.COMMA}]"
"""What stands between two times that belong together."""
REMEMBERED = 8
"""How many of the periods mentioned are kept to refer to."""
NEAR = 40
"""How many words back a day is looked for that a time of day belongs to, within its sentence."""
FEWEST_YEARS = 5
SHARE_OF_YEARS = 0.7
"""A text with so many dates that name their year, and so large a share of them, is a history."""


def times(text: str, published: str | None) -> tuple[Time, ...]:
    """The expressions of time in `text`, in its order; none overlap.

    `published` is an ISO 8601 date or date and time; one that is not is like None. Without it, only those times have a
    value that the text dates in full or tells from such a date.
    """
    words = split(text)
    found = []
    for expression, value in valued(words, expressions(words), published):
        start, end = words.starts[expression.first], words.ends[expression.end - 1]
        found.append(Time(start, end, text[start:end], value.type, value.value))
    return tuple(found)


def valued(words: Words, found: list[Expression], published: str | None) -> Iterator[tuple[Expression, Value]]:
    """Each expression with its value, given what was mentioned before it."""
    moment, has_clock = parsed(published)
    mentioned: tuple[Period, ...] = ()
    after, with_year, dated = 0, 0, 0
    for i, expression in enumerate(found):
        near = is_near(words, after, expression.first)
        history = moment and mentioned and with_year >= FEWEST_YEARS and with_year >= SHARE_OF_YEARS * dated
        ranged = i and found[i - 1].end == after and is_joined(RANGE, words, found[i - 1], expression)
        setting = Setting(
            moment,
            has_clock,
            mentioned if near or not expression.clock else (),
            neighbouring_year(words, found, i) or (mentioned[0].first.year if history else None),
            mentioned[0] if ranged else None,
            functools.partial(told, words, expression, moment, mentioned[0] if near and mentioned else None),
        )
        try:
            value = expression.meaning(setting)
        except (ValueError, OverflowError):
            value = Value("DATE", None)
        if value.period:
            mentioned, after = (value.period, *mentioned[: REMEMBERED - 1]), expression.end
        with_year += expression.year is not None
        dated += expression.year is not None or expression.yearless
        yield expression, value


def told(words: Words, expression: Expression, moment: datetime.datetime | None, near: Period | None) -> Direction:
    """The direction that the wording tells, or else, if it is coming, that of what was mentioned `near` by."""
    way = direction(words, expression.first, expression.end)
    if way is Direction.UNKNOWN and moment and near and near.first > moment.date():
        return Direction.FUTURE
    return way


def parsed(published: str | None) -> tuple[datetime.datetime | None, bool]:
    """The moment of publication and whether it has a clock; None for what is no ISO 8601 date."""
    try:
        moment = datetime.datetime.fromisoformat(published or "")
    except ValueError:
        return None, False
    return moment, ":" in (published or "")


def neighbouring_year(words: Words, found: list[Expression], i: int) -> int | None:
    """The year of the other end, for one end of "January 23 – March 9, 2014" or "3 May and 4 June, 2014"."""
    if not found[i].yearless:
        return None
    for other in (i + 1, i - 1):
        if 0 <= other < len(found) and (year := found[other].year):
            left, right = sorted((i, other))
            if is_joined(PAIR, words, found[left], found[right]):
                return year
    return None


def is_joined(pattern: str, words: Words, left: Expression, right: Expression) -> bool:
    """Whether the pattern matches the kinds of what is between the two."""
    return compiled(pattern).fullmatch(words.kinds, left.end, right.first) is not None


def is_near(words: Words, mentioned: int, first: int) -> bool:
    """Whether word `first` is in the sentence of what was mentioned up to the word `mentioned`."""
    return first - mentioned <= NEAR and not any(words.ends_sentence(i) for i in range(mentioned, first))
