"""Finds expressions of time: applies the rules, and puts together what belongs together."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from msgspec.structs import replace

from sayso.reading.times import amounts, dates, deictics, holidays
from sayso.reading.times import words as w
from sayso.reading.times.expressions import Expression, Found, Rule
from sayso.reading.times.values import PARTS, at
from sayso.reading.times.words import Words

RULES = (*holidays.RULES, *dates.RULES, *deictics.RULES, *amounts.RULES)
"""In the order in which they are tried; longer forms come before what they contain."""
LEAD = (
    f"(?:{w.THE}?{w.END}{w.OF}|{w.THE}?{w.EARLY}{w.HYPHEN}?|{w.LATER}|[{w.EARLY}{w.LATER}]{w.IN}"
    f"|(?P<part>{w.THE}?{w.EARLY}?{w.PART}){w.OF})$"
)
"""What belongs to a date that follows it."""
LATE = frozenset(("afternoon", "evening", "night", "tonight"))
LONGEST_LEAD = 4
BETWEEN_DAY_AND_CLOCK = f"{w.COMMA}?{w.IN}?"


@functools.cache
def grammar() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], Rule], ...]]:
    """A pattern for where any rule matches, and each rule's own."""
    alike = "|".join(re.sub(r"\(\?P<\w+>", "(?:", rule.pattern) for rule in RULES)
    return re.compile(alike), tuple((re.compile(rule.pattern), rule) for rule in RULES)


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled when it is first needed."""
    return re.compile(pattern)


def expressions(words: Words) -> list[Expression]:
    """The expressions of time, in order and apart from each other."""
    found: list[Expression] = []
    for expression in matched(words):
        whole = extended(words, expression, found[-1].end if found else 0)
        if found and (both := joined(words, found[-1], whole)):
            found[-1] = both
        else:
            found.append(whole)
    return found


def matched(words: Words) -> Iterator[Expression]:
    """What the rules read, from left to right; the first rule that does not refuse counts."""
    anywhere, rules = grammar()
    place = 0
    while found := anywhere.search(words.kinds, place):
        place = found.start() + 1
        for pattern, rule in rules:
            match = pattern.match(words.kinds, found.start())
            if match and (expression := rule.read(Found(words, match))):
                yield expression
                place = expression.end
                break


def extended(words: Words, expression: Expression, since: int) -> Expression:
    """With "early", "the end of" or "the morning of" before it, but none before word `since`, and "night" after it."""
    if not expression.dated:
        return expression
    start = max(since, expression.first - LONGEST_LEAD)
    if lead := compiled(LEAD).search(words.kinds[start : expression.first]):
        expression = replace(expression, first=start + lead.start())
        if lead["part"] and expression.day:
            part = PARTS[words.lower(start + lead.end("part") - 1)]
            return replace(expression, meaning=at(part, expression.day))
    if expression.day and words.kind(expression.end) == w.PART:
        part = PARTS[words.lower(expression.end)]
        return replace(expression, end=expression.end + 1, meaning=at(part, expression.day))
    return expression


def joined(words: Words, left: Expression, right: Expression) -> Expression | None:
    """A day and a time of day in one expression, "Thursday at 10:30" or "noon on Thursday", if these two are."""
    if not compiled(BETWEEN_DAY_AND_CLOCK).fullmatch(words.kinds, left.end, right.first):
        return None
    time, date = (left, right) if left.clock else (right, left)
    if not (time.clock and date.day):
        return None
    clock = time.clock
    hour = int(clock[:2]) if clock[0].isdecimal() else 24
    if hour < 12 and words.lower(date.end - 1) in LATE and w.MERIDIEM not in words.kinds[time.first : time.end]:
        clock = f"{hour + 12}{clock[2:]}"
    return replace(date, first=left.first, end=right.end, meaning=at(clock, date.day), day=None)
