"""What an expression of time is: words and their meaning, found by a rule."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from sayso.reading.times.values import Meaning, at
from sayso.reading.times.words import Words


class Expression(msgspec.Struct, frozen=True):
    """Words `first` to before `end` with their meaning.

    `dated` tells that it is a date, and `day` is the meaning of the day that a time of day beside it belongs to;
    `clock` is set for such a time of day. `year` is the year that a date names, and `yearless` tells that it needs one.
    """

    first: int
    end: int
    meaning: Meaning
    dated: bool = False
    day: Meaning | None = None
    clock: str | None = None
    year: int | None = None
    yearless: bool = False


class Found(msgspec.Struct, frozen=True):
    """What a rule's pattern matched in `words`."""

    words: Words
    match: re.Match[str]

    def __getitem__(self, group: str) -> str:
        """The words of a group in lower case, parted by spaces; nothing if it matched none or the rule has none."""
        return " ".join(self.words.slice(*self.match.span(group))) if self.has(group) else ""

    def has(self, group: str) -> bool:
        """Whether the rule has the group and it matched."""
        return group in self.match.re.groupindex and self.match.start(group) >= 0

    def last(self, group: str) -> str:
        """The last word of a group, which of "this past" and "that same" is the telling one, or nothing."""
        return self[group].rpartition(" ")[2]

    @property
    def first(self) -> int:
        """The first word."""
        return self.match.start()

    @property
    def end(self) -> int:
        """The word after the last."""
        return self.match.end()

    @property
    def kinds(self) -> str:
        """The kinds of the words."""
        return self.match[0]

    def at(self, group: str) -> int:
        """The first word of a group."""
        return self.match.start(group)

    def date(self, meaning: Meaning, *, year: int | None = None, yearless: bool = False) -> Expression:
        """A week, month, year or other date with this meaning."""
        return Expression(self.first, self.end, meaning, dated=True, year=year, yearless=yearless)

    def day(self, meaning: Meaning, *, year: int | None = None, yearless: bool = False) -> Expression:
        """A day with this meaning."""
        return msgspec.structs.replace(self.date(meaning, year=year, yearless=yearless), day=meaning)

    def part(self, part: str, day: Meaning) -> Expression:
        """A part of a day, by its TIMEX3 code."""
        return Expression(self.first, self.end, at(part, day), dated=True, day=day)

    def clock(self, time: str) -> Expression:
        """A time of day without its day."""
        return Expression(self.first, self.end, at(time, None), clock=time)

    def other(self, meaning: Meaning) -> Expression:
        """A duration, a set, or a date that no time of day belongs to."""
        return Expression(self.first, self.end, meaning)


class Rule(msgspec.Struct, frozen=True):
    """A regular expression over kinds of words, and a function that reads what it matched or refuses it."""

    pattern: str
    read: Callable[[Found], Expression | None]
