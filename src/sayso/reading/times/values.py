"""What expressions of time mean: a meaning gives, in the setting of its text, a TIMEX3 type and value.

Meanings may raise ValueError or OverflowError where a value would leave the calendar's years 1 to 9999.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterator

import msgspec
from dateutil.relativedelta import relativedelta

from sayso.reading.times.units import Period, Unit, containing, is_within, length
from sayso.reading.times.wording import Direction

AHEAD_AT_MOST = {Unit.DAY: 31, Unit.QUARTER: 100, Unit.HALF: 100}
"""Days that such a part of a year may lie ahead of publication where nothing tells past from future; others may not."""
YEARS_AROUND = 8
"""Years within which every day of the year occurs, 29 February too, but for the turn of some centuries."""

PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
BACKWARD = frozenset(("last", "past", "previous", "preceding", "recent"))
FORWARD = frozenset(("next", "coming", "upcoming", "following"))
FROM_TEXT = frozenset(("previous", "preceding", "following", "that", "those", "same"))
"""Words that refer to the time last mentioned, and not to publication."""
CALENDAR = {"day": Unit.DAY, "week": Unit.WEEK, "month": Unit.MONTH, "year": Unit.YEAR, "decade": Unit.DECADE}
CALENDAR |= {unit: Unit(unit) for unit in ("weekend", "quarter", "century")}
HALVES = {"hour": (30, "minute"), "year": (6, "month"), "decade": (5, "year"), "century": (50, "year")}


class Value(msgspec.Struct, frozen=True):
    """A TIMEX3 type and value (None: unknown), and the period of the calendar that later expressions may refer to."""

    type: str
    value: str | None
    period: Period | None = None


class Setting(msgspec.Struct, frozen=True):
    """What an expression is understood by.

    `published` is when the text was, its clock being midnight if only the day is known (`has_clock` tells); `mentioned`
    are the periods mentioned before, the last one first, `year` the one that a neighbouring date gives or that the text
    as a history is in, and `since` the beginning of the range that the expression ends. `direction` tells whether past
    or coming things are told; it is only asked where that is needed.
    """

    published: datetime.datetime | None
    has_clock: bool
    mentioned: tuple[Period, ...]
    year: int | None
    since: Period | None
    direction: Callable[[], Direction]

    @property
    def today(self) -> datetime.date | None:
        """The day of publication."""
        return self.published.date() if self.published else None

    def last(self, unit: Unit) -> Period | None:
        """The `unit` that was last mentioned, or that holds what was; if none is known, that of publication."""
        periods = self.mentioned or ((Period(Unit.DAY, self.today),) if self.today else ())
        return next((containing(unit, p.first) for p in periods if is_within(p.unit, unit)), None)

    def now(self, unit: Unit, relative: str) -> Period | None:
        """The `unit` that a relative word is told from: of what was last mentioned ("that"), or of publication."""
        if relative in FROM_TEXT and (period := self.last(unit)):
            return period
        return None if relative in ("that", "those") or not self.today else containing(unit, self.today)


Meaning = Callable[[Setting], Value]


def dated(period: Period | None) -> Value:
    """A date, unknown if there is no period."""
    return Value("DATE", period.value if period else None, period)


def named(unit: Unit, first: datetime.date | None) -> Period | None:
    """The period with this first day, if there is such a day."""
    return Period(unit, first) if first else None


def fixed(kind: str, value: str | None) -> Meaning:
    """The same wherever it stands."""
    return lambda setting: Value(kind, value)


def absolute(unit: Unit, year: int, month: int = 1, day: int = 1) -> Meaning:
    """A period of the calendar that is named in full."""
    return lambda setting: dated(Period(unit, datetime.date(year, month, day)))


def lasting(amount: float | None, unit: str) -> Meaning:
    """A length of time."""
    if amount == 0.5 and unit in HALVES:
        amount, unit = HALVES[unit]
    return fixed("DURATION", length(amount, unit))


def weekday(number: int, relative: str, week: str) -> Meaning:
    """A day of the week, Monday being 0: the nearest in its direction, past if nothing tells; or that of a `week`."""

    def meaning(setting: Setting) -> Value:
        base = setting.now(Unit.DAY, relative)
        if base is None:
            return dated(None)
        day = base.first
        if week:
            weeks = (week in FORWARD) - (week in BACKWARD)
            return dated(Period(Unit.DAY, day + datetime.timedelta(days=number - day.weekday() + 7 * weeks)))
        if towards(setting, relative) is Direction.FUTURE:
            day += datetime.timedelta(days=relative in FORWARD)
            return dated(Period(Unit.DAY, day + datetime.timedelta(days=(number - day.weekday()) % 7)))
        day -= datetime.timedelta(days=relative in BACKWARD)
        return dated(Period(Unit.DAY, day - datetime.timedelta(days=(day.weekday() - number) % 7)))

    return meaning


def towards(setting: Setting, relative: str) -> Direction:
    """The direction that "last" or "next" gives, or else the wording around."""
    if relative in BACKWARD:
        return Direction.PAST
    return Direction.FUTURE if relative in FORWARD else setting.direction()


def yearly(unit: Unit, month: int, day: int, relative: str) -> Meaning:
    """What comes once a year (a day, month, quarter or season, by its first day) and is named without the year."""
    return recurring(unit, functools.partial(occurrence, month, day), relative)


def recurring(unit: Unit, day_in: Callable[[int], datetime.date | None], relative: str) -> Meaning:
    """What comes once a year, by its first day in each year that has it, and is named without the year."""

    def meaning(setting: Setting) -> Value:
        if setting.since and not relative:
            start = containing(unit, setting.since.first).first
            return dated(Period(unit, min(first for first in occurrences(start.year, day_in) if first >= start)))
        if setting.year is not None and not relative:
            return dated(named(unit, day_in(setting.year)))
        base = setting.now(unit, relative)
        if base is None:
            return dated(None)
        for period in setting.mentioned:
            if not relative and period.unit is unit and period.first == day_in(period.first.year):
                return dated(period)
        now, way = base.first, towards(setting, relative)
        days = list(occurrences(now.year, day_in))
        # "Last May" and "next May" are never the running one.
        before = max(first for first in days if first < now or (first == now and relative not in BACKWARD))
        after = min(first for first in days if first > now or (first == now and relative not in FORWARD))
        if way is Direction.UNKNOWN and before < now and (after - now).days <= AHEAD_AT_MOST.get(unit, 0):
            way = Direction.FUTURE
        return dated(Period(unit, after if way is Direction.FUTURE else before))

    return meaning


def occurrence(month: int, day: int, year: int) -> datetime.date | None:
    """The day of this month and number in a year; few years have a 29 February, and none a 31 June."""
    last = datetime.date(year, month, 1) + relativedelta(day=31)
    return datetime.date(year, month, day) if day <= last.day else None


def occurrences(year: int, day_in: Callable[[int], datetime.date | None]) -> Iterator[datetime.date]:
    """Its days in the years around `year`."""
    for other in range(year - YEARS_AROUND, year + YEARS_AROUND + 1):
        if (day := day_in(other)) is not None:
            yield day


def within_year(unit: Unit, month: int, day: int, relative: str) -> Meaning:
    """What comes once a year, in "that year" or "last year"."""

    def meaning(setting: Setting) -> Value:
        year = calendar_unit(Unit.YEAR, relative)(setting).period
        return dated(Period(unit, datetime.date(year.first.year, month, day)) if year else None)

    return meaning


def calendar_unit(unit: Unit, relative: str) -> Meaning:
    """This, last, next, that, the previous or the following day, week, … as TIMEX3 dates it: 2016-W37, 2016-09, …"""

    def meaning(setting: Setting) -> Value:
        base = setting.now(unit, relative)
        return dated(base.shifted((relative in FORWARD) - (relative in BACKWARD)) if base else None)

    return meaning


def mentioned() -> Meaning:
    """The date that was last mentioned."""
    return lambda setting: dated(setting.mentioned[0] if setting.mentioned else None)


def weekend(relative: str) -> Meaning:
    """A weekend: the nearest in the direction of what is told; on its own days, the running one."""

    def meaning(setting: Setting) -> Value:
        if setting.today is None:
            return dated(None)
        this = containing(Unit.WEEKEND, setting.today)
        if relative in FORWARD:
            return dated(this.shifted(setting.today >= this.first))
        # On Monday to Friday, the last weekend is the one before that of this week.
        over = relative in BACKWARD or (this.first > setting.today and setting.direction() is not Direction.FUTURE)
        return dated(this.shifted(-1) if over else this)

    return meaning


def ago(amount: float | None, unit: str) -> Meaning:
    """So long before publication, to the day, week, month or year that the expression names."""

    def meaning(setting: Setting) -> Value:
        if amount is None:
            return Value("DATE", "PAST_REF")
        if setting.published is None:
            return Value("DATE" if unit in CALENDAR else "TIME", None)
        if unit in CALENDAR:
            return dated(away(setting.published.date(), -amount, CALENDAR[unit]))
        if not setting.has_clock:
            return Value("TIME", None)
        then = setting.published - datetime.timedelta(**{f"{unit}s": amount})
        return Value("TIME", then.replace(tzinfo=None).isoformat(timespec=f"{unit}s"))

    return meaning


def from_mentioned(amount: float | None, unit: str) -> Meaning:
    """So long after (or, if negative, before) what was last mentioned."""

    def meaning(setting: Setting) -> Value:
        if unit not in CALENDAR:
            return Value("TIME", None)
        # Half a year is counted from the month.
        exact = Unit.MONTH if amount and amount % 1 and unit == "year" else CALENDAR[unit]
        last = setting.last(exact)
        return dated(away(last.first, amount, CALENDAR[unit]) if amount and last else None)

    return meaning


def away(day: datetime.date, amount: float, unit: Unit) -> Period:
    """The `unit` so many units from `day`; halves of a year are counted in months, and of others cut off."""
    if unit is Unit.YEAR and amount % 1:
        return containing(Unit.MONTH, day).shifted(round(amount * 12))
    return containing(unit, day).shifted(int(amount))


def at(clock: str, day: Meaning | None) -> Meaning:
    """A time of day, such as 10:30 or EV, on the `day` that is named with it, or else on the one last mentioned."""

    def meaning(setting: Setting) -> Value:
        # "In the morning" may be said of any day, unless one is mentioned.
        unsaid = clock.isalpha() and not day and not setting.mentioned
        period = day(setting).period if day else None if unsaid else setting.last(Unit.DAY)
        if period is None or period.unit is not Unit.DAY:
            return Value("TIME", None)
        # Where no day is named, none is mentioned either.
        return Value("TIME", f"{period.value}T{clock}", period if day else None)

    return meaning
