"""Units of the calendar and lengths of time, and their TIMEX3 values."""

from __future__ import annotations

import datetime
from enum import StrEnum

import msgspec
from dateutil.relativedelta import relativedelta


class Unit(StrEnum):
    """What a date can be given to. The order is from short to long."""

    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


STEPS = {
    Unit.DAY: relativedelta(days=1),
    Unit.WEEKEND: relativedelta(weeks=1),
    Unit.WEEK: relativedelta(weeks=1),
    Unit.MONTH: relativedelta(months=1),
    Unit.SEASON: relativedelta(months=3),
    Unit.QUARTER: relativedelta(months=3),
    Unit.HALF: relativedelta(months=6),
    Unit.YEAR: relativedelta(years=1),
    Unit.DECADE: relativedelta(years=10),
    Unit.CENTURY: relativedelta(years=100),
}
ORDER = list(Unit)
SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}

LENGTHS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
}
"""ISO 8601 designators; for an unknown number of decades and centuries, as TIMEX2 adds them (Ferro et al. 2005)."""
YEARS = {"decade": 10, "century": 100}


class Period(msgspec.Struct, frozen=True):
    """One day, week, … of the proleptic Gregorian calendar, by its first day. Winter has the year that it begins in."""

    unit: Unit
    first: datetime.date

    @property
    def value(self) -> str:
        """The TIMEX3 value: 2016-09-15, 2016-W37, 2016-W37-WE, 2016-09, 2016-SU, 2016-Q3, 2016-H2, 2016, 201, 20."""
        day, year = self.first, f"{self.first.year:04}"
        match self.unit:
            case Unit.DAY:
                return day.isoformat()
            case Unit.WEEK | Unit.WEEKEND:
                iso_year, week, _ = day.isocalendar()
                return f"{iso_year:04}-W{week:02}" + ("-WE" if self.unit is Unit.WEEKEND else "")
            case Unit.MONTH:
                return f"{year}-{day.month:02}"
            case Unit.SEASON:
                return f"{year}-{SEASONS[day.month]}"
            case Unit.QUARTER:
                return f"{year}-Q{day.month // 3 + 1}"
            case Unit.HALF:
                return f"{year}-H{day.month // 6 + 1}"
            case Unit.YEAR:
                return year
            case Unit.DECADE:
                return year[:3]
            case Unit.CENTURY:
                return year[:2]

    def shifted(self, count: int) -> Period:
        """The period `count` units later. Raises ValueError or OverflowError outside the years 1 to 9999."""
        return Period(self.unit, self.first + STEPS[self.unit] * count)


def containing(unit: Unit, day: datetime.date) -> Period:
    """The `unit` that `day` is in; a weekday's weekend is that of its week. Raises ValueError before the year 1."""
    match unit:
        case Unit.DAY:
            first = day
        case Unit.WEEK:
            first = day - relativedelta(days=day.weekday())
        case Unit.WEEKEND:
            first = day + relativedelta(days=5 - day.weekday())
        case Unit.SEASON:
            first = day.replace(day=1) - relativedelta(months=day.month % 3)
        case Unit.MONTH | Unit.QUARTER | Unit.HALF:
            length = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6}[unit]
            first = day.replace(month=day.month - (day.month - 1) % length, day=1)
        case Unit.YEAR | Unit.DECADE | Unit.CENTURY:
            length = {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}[unit]
            # The calendar has no year 0, in which the first decade and century would begin.
            first = datetime.date(max(1, day.year - day.year % length), 1, 1)
    return Period(unit, first)


def is_within(unit: Unit, other: Unit) -> bool:
    """Whether a `unit` is in one `other`, so that naming it tells the other."""
    return ORDER.index(unit) <= ORDER.index(other)


def length(amount: float | None, unit: str) -> str:
    """The TIMEX3 value of a duration: P3D, PT2H, P2.5Y, P10Y for a decade, and PXD where there is no number."""
    if amount is not None and unit in YEARS:
        amount, unit = amount * YEARS[unit], "year"
    number = "X" if amount is None else f"{amount:.3f}".rstrip("0").rstrip(".")
    designator = LENGTHS[unit]
    return f"PT{number}{designator[1]}" if designator[0] == "T" else f"P{number}{designator}"
