"""Rules for dates that the calendar has: days, months, years, seasons, quarters, weekdays."""

from __future__ import annotations

import datetime

from sayso.reading.times import values as v
from sayso.reading.times import words as w
from sayso.reading.times.expressions import Expression, Found, Rule
from sayso.reading.times.licences import COUNTED, is_month, is_weekday, is_year
from sayso.reading.times.units import Unit
from sayso.reading.times.words import DAYS, MONTHS, ORDINALS, listed

MONTH = f"(?P<month>[{w.MONTH}{w.NAME_MONTH}]|{w.SHORT_MONTH}{w.POINT}?)"
A_DAY = f"[{w.SMALL}{w.ORDINAL}]"
DAY = f"(?P<day>{A_DAY})"
MONTHS_AS_ONE = f"[{w.MONTH}{w.NAME_MONTH}{w.SHORT_MONTH}]"
YEAR = f"(?P<year>{w.YEAR})"
DAY_BEFORE = f"(?:(?:{w.WEEKDAY}|{w.SHORT_WEEKDAY}{w.POINT}?){w.COMMA}?)?"
WHICH = f"(?P<which>{w.THIS}?{w.RELATIVE}|{w.SAME}|{w.THIS})"
OF_YEAR = (
    f"(?:(?:[{w.OF}{w.IN}]?{w.THE}?(?P<relative>{w.THIS}?{w.RELATIVE}|{w.THAT}?{w.SAME}|[{w.THIS}{w.THAT}])"
    f"|{w.OF}{w.THE}){w.FISCAL}?(?P<whole>{w.UNIT}))"
)
WHICH_YEAR = f"(?:[{w.COMMA}{w.OF}{w.IN}]?{w.FISCAL}?{YEAR}|{w.COMMA}?{OF_YEAR})"
NUMBERED = f"(?P<number>[{w.ORDINAL}{w.SECOND}]){w.HYPHEN}?{w.FISCAL}?"

OLDEST_OF_LAST_CENTURY = 30
"""Of decades of two figures, those from here on are of the twentieth century; "the 20s" may be of this one."""
SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
NINE_ELEVEN = v.fixed("DATE", "2001-09-11")
"""As a name for what happened on that day, which later expressions do not refer to."""
SEPTEMBER_11 = listed("attack attacks hijackings terror terrorist")


def month_number(name: str) -> int:
    """The number of a month by its name or the beginning of it."""
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def ordinal(word: str) -> int:
    """21 of "21st", 3 of "third"."""
    return ORDINALS.index(word) + 1 if word in ORDINALS else int(word.rstrip("stndrh"))


def named(found: Found, unit: Unit, month: int, day: int = 1) -> Expression | None:
    """A part of a year, with the year that is named, told ("last year"), or neither."""
    date = found.day if unit is Unit.DAY else found.date
    if found.has("year"):
        year = int(found["year"])
        return date(v.absolute(unit, year, month, day), year=year)
    if found.has("whole"):
        return date(v.within_year(unit, month, day, found.last("relative"))) if found["whole"] == "year" else None
    return date(v.yearly(unit, month, day, ""), yearless=True)


def day(found: Found) -> Expression | None:
    """July 21, 2017; 21 July; the 12th of October last year."""
    number, month = ordinal(found["day"]), month_number(found["month"])
    # "The first May" is none; nor is, in "In April 20 people", the twentieth; and 2016 had every day of the year.
    if found["day"] in ORDINALS and w.OF not in found.kinds:
        return None
    if found.words.lower(found.end) in COUNTED or not is_date(2016, month, number):
        return None
    if (month, number) == (9, 11) and not found.has("year") and found.words.lower(found.end) in SEPTEMBER_11:
        return found.other(NINE_ELEVEN)
    return named(found, Unit.DAY, month, number)


def first_day(found: Found) -> Expression | None:
    """The first of "9–11 June" and of "9 and 11 June, 2014"."""
    number, month = ordinal(found["first"]), month_number(found["month"])
    if not is_date(2016, month, number) or number >= ordinal(found["day"]):
        return None
    return named(found, Unit.DAY, month, number)


def last_day(found: Found) -> Expression | None:
    """The last of "June 9–11"."""
    before, number = found.words.lower(found.first - 2), ordinal(found["day"])
    month = month_number(found.words.lower(found.first - 3))
    if before in ORDINALS or ordinal(before) >= number or not is_date(2016, month, number):
        return None
    return named(found, Unit.DAY, month, number)


def is_date(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def month_of_year(found: Found) -> Expression | None:
    """September 2006, March of that year."""
    return named(found, Unit.MONTH, month_number(found["month"]))


def month(found: Found) -> Expression | None:
    """April, last April."""
    if found.has("which"):
        return found.date(v.yearly(Unit.MONTH, month_number(found["month"]), 1, found.last("which")))
    if not is_month(found.words, found.at("month")):
        return None
    return named(found, Unit.MONTH, month_number(found["month"]))


def iso(found: Found) -> Expression | None:
    """2017-07-21, 2017-07-21T10:30Z."""
    text = found.words[found.first]
    try:
        date = datetime.datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return numeric(found, date.year, date.month, date.day, text[11:])


def numeric(found: Found, year: int, month: int, day: int, clock: str = "") -> Expression | None:
    """A day in figures, with its clock if it has one."""
    if not is_date(year, month, day):
        return None
    meaning = v.absolute(Unit.DAY, year, month, day)
    return found.other(v.at(clock, meaning)) if clock else found.day(meaning, year=year)


def slashed(found: Found) -> Expression | None:
    """7/21/2017 with the month first, as in the United States, unless only the other order gives a date."""
    month, day, year = (int(part) for part in found.words[found.first].split("/"))
    if year < 100:
        year += 1900 if year >= 70 else 2000
    return numeric(found, year, month, day) or numeric(found, year, day, month)


def nine_eleven(found: Found) -> Expression | None:
    """9/11."""
    return found.other(NINE_ELEVEN) if found.words[found.first] == "9/11" else None


def weekday(found: Found) -> Expression | None:
    """Saturday, next Saturday, Saturday last week."""
    if not is_weekday(found.words, found.at("day")) or (found.has("whole") and found["whole"] != "week"):
        return None
    number = DAYS.index(found["day"])
    return found.day(v.weekday(number, found.last("which"), found.last("relative")))


def season(found: Found) -> Expression | None:
    """Summer 2010, the fall of last year, last summer, in the winter."""
    month = SEASON_MONTHS[found["season"] or found["fall"]]
    if found.has("that"):
        return found.date(v.within_year(Unit.SEASON, month, 1, "that"))
    if found.has("which"):
        return found.date(v.yearly(Unit.SEASON, month, 1, found.last("which")))
    return named(found, Unit.SEASON, month)


def quarter(found: Found) -> Expression | None:
    """The second quarter of 2008, Q3, the first half of last year."""
    unit, size = (Unit.HALF, 6) if found["half"] == "half" else (Unit.QUARTER, 3)
    number = ordinal(found["number"]) if found.has("number") else int(found["half"][1])
    return named(found, unit, (number - 1) * size + 1) if number * size <= 12 else None


def century(found: Found) -> Expression | None:
    """The 20th century."""
    number = ordinal(found["number"]) + (20 if found["tens"] == "twenty" else 0)
    return found.date(v.absolute(Unit.CENTURY, (number - 1) * 100)) if 2 <= number <= 21 else None


def decade(found: Found) -> Expression | None:
    """The 1990s, the '90s, the nineties."""
    word = found["decade"].lstrip("'’")
    start = (w.TENS.index(word[:-3] + "y") + 2) * 10 if word.endswith("ies") else int(word[:-1])
    if len(word) == len("1990s") and word[0].isdecimal():
        return found.date(v.absolute(Unit.DECADE, start)) if 1000 <= start < 2100 else None
    if not found.has("the") and word == found["decade"] and found.words.kind(found.first - 1) != w.EARLY:
        return None
    if start >= OLDEST_OF_LAST_CENTURY:
        return found.date(v.absolute(Unit.DECADE, 1900 + start))

    def meaning(setting: v.Setting) -> v.Value:
        if setting.today is None:
            return v.dated(None)
        return v.absolute(Unit.DECADE, start + (2000 if 2000 + start <= setting.today.year else 1900))(setting)

    return found.date(meaning)


def possessive_decade(found: Found) -> Expression | None:
    """The 1960's."""
    start = int(found["year"])
    return found.date(v.absolute(Unit.DECADE, start)) if found["s"] in ("'s", "’s") and start % 10 == 0 else None


def year(found: Found) -> Expression | None:
    """1996, the year 2030."""
    if not is_year(found.words, found.at("year")) or (found.has("whole") and found["whole"] != "year"):
        return None
    return found.date(v.absolute(Unit.YEAR, int(found["year"])), year=int(found["year"]))


def fiscal_year(found: Found) -> Expression | None:
    """Fiscal 2009, the 2009 fiscal year: TIMEX3 keeps it apart from the year of the calendar."""
    number = int(found["year"])
    return found.date(v.fixed("DATE", f"FY{number}"), year=number) if found["fiscal"] != "calendar" else None


def year_of_two_figures(found: Found) -> Expression | None:
    """The second of 2015–16."""
    before, after = int(found.words[found.first - 2]), found.words[found.first]
    if len(after) != 2 or not is_year(found.words, found.first - 2) or int(after) <= before % 100:
        return None
    later = before - before % 100 + int(after)
    return found.date(v.absolute(Unit.YEAR, later), year=later)


def era(found: Found) -> Expression | None:
    """347 AD, 44 BC."""
    number = int(found["number"])
    if "b" in found["era"]:
        after = found.at("number") < found.at("era") and number < 10_000
        return found.date(v.fixed("DATE", f"BC{number:04}")) if after else None
    return found.date(v.absolute(Unit.YEAR, number), year=number) if 0 < number < 2100 else None


RULES = (
    Rule(w.ISO, iso),
    Rule(w.SLASHED, slashed),
    Rule(w.FRACTION, nine_eleven),
    Rule(f"{DAY_BEFORE}{MONTH}{DAY}{WHICH_YEAR}?", day),
    Rule(f"{DAY_BEFORE}{w.THE}?{DAY}{w.OF}?{MONTH}{WHICH_YEAR}?", day),
    Rule(f"(?P<first>{A_DAY})(?=[{w.DASH}{w.HYPHEN}{w.TO}{w.AND}]{DAY}{w.OF}?{MONTH}{WHICH_YEAR}?)", first_day),
    Rule(f"(?<={MONTHS_AS_ONE}{A_DAY}[{w.DASH}{w.HYPHEN}]){DAY}{WHICH_YEAR}?", last_day),
    Rule(f"{MONTH}{WHICH_YEAR}", month_of_year),
    Rule(f"(?:{w.THE}?{WHICH})?{MONTH}", month),
    Rule(f"(?:{w.THE}?{WHICH})?(?P<day>{w.WEEKDAY}){OF_YEAR}", weekday),
    Rule(f"(?:{w.THE}?{WHICH})?(?P<day>{w.WEEKDAY})", weekday),
    Rule(f"{w.THE}?(?P<season>[{w.SEASON}{w.FALL}]){WHICH_YEAR}", season),
    Rule(f"(?:{w.THE}?{WHICH}|(?P<that>{w.THAT}{w.SAME}?))(?P<season>[{w.SEASON}{w.FALL}])", season),
    Rule(f"(?<={w.IN})(?:{w.THE}?(?P<season>{w.SEASON})|{w.THE}(?P<fall>{w.FALL})(?!{w.OF}))", season),
    Rule(f"{w.THE}?{NUMBERED}(?P<half>{w.QUARTER})(?:{WHICH_YEAR})?", quarter),
    Rule(f"{w.THE}?{NUMBERED}(?P<half>{w.HALF}){WHICH_YEAR}", quarter),
    Rule(f"(?P<half>{w.NUMBERED_QUARTER}){WHICH_YEAR}?", quarter),
    Rule(f"{w.THE}?(?:(?P<tens>{w.WORD_NUMBER}){w.HYPHEN})?{NUMBERED}{w.CENTURY}", century),
    Rule(f"(?P<the>{w.THE})?(?P<decade>[{w.DECADE}{w.WORD_DECADE}])", decade),
    Rule(f"{w.THE}(?:{w.EARLY}{w.HYPHEN}?)?{YEAR}(?P<s>{w.OTHER})", possessive_decade),
    Rule(f"(?P<number>[{w.SMALL}{w.BIG}{w.YEAR}])(?P<era>{w.ERA})", era),
    Rule(f"(?P<era>{w.ERA})(?P<number>[{w.SMALL}{w.BIG}{w.YEAR}])", era),
    Rule(f"{w.THE}?(?P<fiscal>{w.FISCAL}){w.UNIT}?{YEAR}", fiscal_year),
    Rule(f"{w.THE}?{YEAR}(?P<fiscal>{w.FISCAL}){w.UNIT}", fiscal_year),
    Rule(f"(?:{w.THE}(?P<whole>{w.UNIT}))?{YEAR}", year),
    Rule(f"(?<={w.YEAR}[{w.DASH}{w.HYPHEN}]){w.SMALL}", year_of_two_figures),
)
