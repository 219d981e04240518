"""Rules for holidays that are dated by their name, as the United States and Western churches keep them."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable

from dateutil.easter import easter
from dateutil.relativedelta import MO, TH, relativedelta, weekday

from sayso.reading.times import values as v
from sayso.reading.times import words as w
from sayso.reading.times.expressions import Expression, Found, Rule
from sayso.reading.times.units import Unit
from sayso.reading.times.words import listed

DayIn = Callable[[int], datetime.date | None]


def after_easter(days: int, year: int) -> datetime.date:
    """So many days after the Western churches' Easter Sunday."""
    return easter(year) + datetime.timedelta(days=days)


def nth(month: int, day: weekday, year: int) -> datetime.date:
    """A weekday such as the fourth Thursday of a month, or its last Monday."""
    return datetime.date(year, month, 1) + relativedelta(day=31 if day.n < 0 else 1, weekday=day)


def on(month: int, day: int) -> DayIn:
    """The same day of every year."""
    return functools.partial(v.occurrence, month, day)


HOLIDAYS: dict[str, DayIn] = {
    "christmas": on(12, 25),
    "christmas day": on(12, 25),
    "christmas eve": on(12, 24),
    "boxing day": on(12, 26),
    "new year's eve": on(12, 31),
    "new year's day": on(1, 1),
    "valentine's day": on(2, 14),
    "halloween": on(10, 31),
    "independence day": on(7, 4),
    "veterans day": on(11, 11),
    "memorial day": functools.partial(nth, 5, MO(-1)),
    "labor day": functools.partial(nth, 9, MO(1)),
    "columbus day": functools.partial(nth, 10, MO(2)),
    "thanksgiving": functools.partial(nth, 11, TH(4)),
    "thanksgiving day": functools.partial(nth, 11, TH(4)),
    "easter": functools.partial(after_easter, 0),
    "easter sunday": functools.partial(after_easter, 0),
    "easter monday": functools.partial(after_easter, 1),
    "good friday": functools.partial(after_easter, -2),
}
AFTER = listed("with by and but is was as when he she they it we i the that who which will would has had 's ’s")
"""Words that a bare "Christmas" may stand before; most others make it a part of a longer name: "Christmas shopping"."""
WHICH = f"(?:{w.THE}?(?P<which>{w.THIS}?{w.RELATIVE}|{w.THIS}))?"
NAME = (
    f"(?P<name>{w.HOLIDAY}[{w.OTHER}{w.UNIT}{w.WEEKDAY}]|{w.OTHER}{w.UNIT}{w.OTHER}[{w.UNIT}{w.OTHER}]"
    f"|{w.OTHER}{{1,2}}{w.UNIT}|{w.OTHER}{w.WEEKDAY})"
)
YEAR = f"(?:{w.COMMA}?(?P<year>{w.YEAR}))?"


def holiday(found: Found) -> Expression | None:
    """Christmas Eve, last Labor Day, Easter Sunday 2015."""
    name = found["name"].replace("’", "'").replace(" 's", "'s")
    if name not in HOLIDAYS or not found.words.is_capitalised(found.match.end("name") - 1):
        return None
    return dated(found, HOLIDAYS[name])


def bare(found: Found) -> Expression | None:
    """Christmas, Thanksgiving; but no Christmas tree, and nobody of that name."""
    words, at = found.words, found.at("name")
    called = words.is_surname(at) and words.lower(at - 1) not in ("by", "for")
    longer = words.kind(found.end) == w.OTHER and words[found.end][0].isalpha() and words.lower(found.end) not in AFTER
    if called or longer or words.kind(found.end) == w.HYPHEN:
        return None
    return dated(found, HOLIDAYS[found["name"]])


def dated(found: Found, day_in: DayIn) -> Expression:
    """The holiday in the year that is named with it, or else the one that is meant."""
    if found.has("year"):
        year = int(found["year"])
        return found.day(lambda setting: v.dated(v.named(Unit.DAY, day_in(year))), year=year)
    return found.day(v.recurring(Unit.DAY, day_in, found.last("which")))


RULES = (
    Rule(f"{WHICH}{NAME}{YEAR}", holiday),
    Rule(f"{WHICH}(?P<name>{w.HOLIDAY}){YEAR}", bare),
)
