"""Rules for times that are told from publication, or from what the text last mentioned, and for times of day."""

from __future__ import annotations

from sayso.reading.times import values as v
from sayso.reading.times import words as w
from sayso.reading.times.amounts import AMOUNT_AND_UNIT, HEDGE, measure
from sayso.reading.times.expressions import Expression, Found, Rule
from sayso.reading.times.units import LENGTHS, Unit
from sayso.reading.times.words import listed

WHICH = f"(?P<the>{w.THE})?(?P<which>{w.THIS}?{w.RELATIVE}|{w.THAT}?{w.SAME}|[{w.THIS}{w.THAT}{w.CURRENT}])"
FROM_TODAY = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
OVER = listed("over within for during throughout in")
CLOSING = frozenset((*",.;:!?)\"”'’", "", "and", "but", "when"))
"""What may follow "two days before" if it means before what was last mentioned."""
BEFORE_CLOCKS = listed("at by until till from around about before after since past to - – and")
ENDING = listed("end ended ending ends close closed closing finish finished during throughout over")
BALANCED = listed("on for")
"""After these the unit is the one that what is told adds up over: "down three percent on the day"."""
ADJECTIVES = {"current": "PRESENT_REF", "recent": "PAST_REF", "future": "FUTURE_REF"}
VERBS = listed("is was are were has had of and or in on")
PRESENT = listed("now nowadays presently currently")


def ago(found: Found) -> Expression | None:
    """Two years ago, a week from now."""
    number, unit = measure(found)
    if found.has("from"):
        known = number and found.words.lower(found.end - 1) in ("now", "today")
        return of_unit(found, unit, v.ago(-number, unit)) if number and known else None
    return of_unit(found, unit, v.ago(number, unit))


def of_unit(found: Found, unit: str, meaning: v.Meaning) -> Expression:
    """A date of this unit."""
    return found.day(meaning) if unit == "day" else found.date(meaning)


def later(found: Found) -> Expression | None:
    """Three days later, a year earlier, two days before."""
    which = found["later"]
    if which in ("before", "after") and found.words.lower(found.end) not in CLOSING:
        return None
    number, unit = measure(found)
    sign = -1 if which in ("before", "earlier") else 1
    return of_unit(found, unit, v.from_mentioned(number and sign * number, unit))


def day_before(found: Found) -> Expression | None:
    """The day before, the night before, the year after; the day after tomorrow."""
    sign = -1 if found["later"] == "before" else 1
    if found.has("day"):
        return found.day(v.ago(-sign - FROM_TODAY[found["day"]], "day")) if found["unit"] == "day" else None
    unit = "day" if found.has("part") else found["unit"]
    if unit not in v.CALENDAR:
        return None
    closed = found.words.lower(found.end) in CLOSING or not found.words[found.end].isalnum()
    meaning = v.from_mentioned(sign if closed else None, unit)
    if found.has("part"):
        return found.part(v.PARTS[found["part"]], meaning)
    return of_unit(found, unit, meaning)


def calendar_unit(found: Found) -> Expression | None:
    """Last week, this year, that day, the following month, the past year."""
    relative, unit = found.last("which"), found["unit"]
    before = found.words.lower(found.first - 1)
    long = found.has("the") and (relative in ("past", "last") or (relative == "next" and before in OVER))
    # The last day is that of something, and last minutes are for agreements.
    of_something = unit in ("day", "minute") or found.words.kind(found.end) == w.OF
    if relative == "recent" or (relative == "last" and of_something):
        return None
    if long and unit in LENGTHS:
        return found.other(v.lasting(1, unit))
    if unit not in v.CALENDAR:
        return None
    if unit == "weekend":
        return found.date(v.weekend(relative))
    if found.has("the") and relative == "next":
        relative = "following"
    return of_unit(found, unit, v.calendar_unit(v.CALENDAR[unit], relative))


def weekend(found: Found) -> Expression | None:
    """The weekend."""
    return found.date(v.weekend(""))


def part_of_unit(found: Found) -> Expression | None:
    """The end of the year, early in the week, the year's end."""
    unit = found["unit"]
    if unit not in v.CALENDAR or (found.has("s") and found["s"] not in ("'s", "’s")):
        return None
    if unit == "weekend":
        return found.date(v.weekend(""))
    return of_unit(found, unit, v.calendar_unit(v.CALENDAR[unit], "same" if unit == "day" else "this"))


def day(found: Found) -> Expression | None:
    """Yesterday, tomorrow night, tonight."""
    word = found["day"]
    if word == "today" and found.words.lower(found.first - 1) == "usa":
        return None
    meaning = v.ago(-FROM_TODAY[word], "day")
    if word == "tonight":
        return found.part("NI", meaning)
    return found.day(meaning)


def part_of_day(found: Found) -> Expression | None:
    """This morning, last night, that evening, the next morning."""
    words, i = found.words, found.first
    # A programme's name.
    if i and words.is_capitalised(i) and words.is_capitalised(i - 1):
        return None
    relative, part = found.last("which"), v.PARTS[found["part"]]
    if relative == "this":
        return found.part(part, v.ago(0, "day"))
    if relative == "last":
        return found.part(part, v.ago(1, "day"))
    if relative == "next":
        relative = "following"
    return found.part(part, v.calendar_unit(Unit.DAY, relative)) if relative in v.FROM_TEXT else None


def clock(found: Found) -> Expression | None:
    """10:30 a.m. ET, 8pm, 18:00, eight o'clock, 0930 GMT."""
    word, half = found["time"], found["half"].replace(".", "")
    if found.has("hundreds"):
        hours, minutes = word[:-2], word[-2:]
        if len(word) != 4:
            return None
    else:
        hours, _, minutes = word.replace(".", ":").partition(":")
    hour = w.NUMBERS.index(hours) if hours in w.NUMBERS else int(hours) if hours.isdecimal() else 24
    minute = minutes[:2] or "00"
    if hour > 23 or len(minute) != 2 or int(minute) > 59:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half == "pm")
    elif found.has("part"):
        hour = hour % 12 + 12 * (found["part"] != "morning")
    elif not found.has("o_clock") and not found.has("zone") and found.words.lower(found.first - 1) not in BEFORE_CLOCKS:
        return None
    return found.clock(f"{hour:02}:{minute}" + "Z" * (found["zone"] in ("utc", "gmt")))


def noon(found: Found) -> Expression | None:
    """Noon, midnight; the latter ends the day that it is said of, as in ISO 8601."""
    words, i = found.words, found.first
    # A name: Chimes at Midnight.
    if words.is_capitalised(i) and i and not words.ends_sentence(i - 1):
        return None
    return found.clock("24:00" if found["noon"] == "midnight" else "12:00")


def now(found: Found) -> Expression | None:
    """Now, currently, recently; the "now" of "now-closed" belongs to that word."""
    if found.words.kind(found.end) == w.HYPHEN:
        return None
    return found.other(v.fixed("DATE", "PRESENT_REF" if found["now"] in PRESENT else "PAST_REF"))


def at_present(found: Found) -> Expression | None:
    """At present, at the moment."""
    at = found.words.lower(found.first - 1) == "at" and found.has("the") == (found["now"] == "moment")
    return found.other(v.fixed("DATE", "PRESENT_REF")) if at else None


def future(found: Found) -> Expression | None:
    """In the future, the near future, the near term."""
    near = found["near"] in ("near", "foreseeable") or (not found.has("near") and is_after(found, "in"))
    if not near or (found["future"] == "term" and found["near"] != "near"):
        return None
    return found.other(v.fixed("DATE", "FUTURE_REF"))


def is_after(found: Found, *words: str) -> bool:
    """Whether one of the words is before the expression."""
    return found.words.lower(found.first - 1) in words


def these_days(found: Found) -> Expression | None:
    """These days."""
    return found.other(v.fixed("DATE", "PRESENT_REF")) if found["days"] == "days" else None


def adjective(found: Found) -> Expression | None:
    """Current losses, recent losses, future losses; but not the most recent ones."""
    noun = found.words[found.end].isalpha() and found.words.lower(found.end) not in VERBS
    if not noun or found["now"] not in ADJECTIVES or is_after(found, "most", "more"):
        return None
    return found.other(v.fixed("DATE", ADJECTIVES[found["now"]]))


def the_day(found: Found) -> Expression | None:
    """The day, where things end with it or are added up over it; and so the week, month, quarter or year."""
    unit = found["unit"]
    closed = is_after(found, *BALANCED) and found.words.lower(found.end) in CLOSING
    if unit not in v.CALENDAR or not (closed or (unit == "day" and is_after(found, *ENDING))):
        return None
    return of_unit(found, unit, v.calendar_unit(v.CALENDAR[unit], "same" if unit == "day" else "this"))


def that_time(found: Found) -> Expression | None:
    """By that time, since that time: what was last mentioned."""
    known = found["time"] == "time" and is_after(found, "by", "since", "until", "till")
    return found.other(v.mentioned()) if known else None


def session(found: Found) -> Expression | None:
    """Morning trading, mid-afternoon trading: on the day that is told of."""
    return found.part(v.PARTS[found["part"]], v.calendar_unit(Unit.DAY, "same")) if found["of"] == "trading" else None


def in_the_morning(found: Found) -> Expression | None:
    """In the morning, during the night."""
    return found.clock(v.PARTS[found["part"]]) if is_after(found, "in") else None


RULES = (
    Rule(f"{HEDGE}{AMOUNT_AND_UNIT}(?:{w.AGO}|(?P<from>{w.FROM})(?:{w.NOW}|{w.TODAY}))", ago),
    Rule(f"(?P<unit>{w.UNITS}){w.AGO}", ago),
    Rule(f"{HEDGE}{AMOUNT_AND_UNIT}(?P<later>[{w.LATER}{w.BEFORE}])", later),
    Rule(f"(?P<unit>{w.UNITS})(?P<later>[{w.LATER}{w.BEFORE}])", later),
    Rule(f"{w.THE}(?:(?P<unit>{w.UNIT})|(?P<part>{w.PART}))(?P<later>{w.BEFORE})(?P<day>{w.TODAY})?", day_before),
    Rule(f"{WHICH}(?P<part>{w.PART})", part_of_day),
    Rule(f"{WHICH}{w.FISCAL}?(?P<unit>[{w.UNIT}{w.CENTURY}{w.QUARTER}{w.WEEKEND}])", calendar_unit),
    Rule(
        f"(?:{w.THE}?{w.END}{w.OF}|[{w.EARLY}{w.LATER}]{w.IN}){w.THE}{w.FISCAL}?(?P<unit>[{w.UNIT}{w.WEEKEND}{w.CENTURY}])",
        part_of_unit,
    ),
    Rule(f"{w.THE}?(?P<unit>{w.UNIT})(?P<s>{w.OTHER}){w.END}", part_of_unit),
    Rule(f"{w.THE}{w.WEEKEND}", weekend),
    Rule(f"(?P<day>{w.TODAY})", day),
    Rule(f"(?P<time>[{w.CLOCK}{w.SMALL}{w.DECIMAL}{w.WORD_NUMBER}])(?P<half>{w.MERIDIEM})(?P<zone>{w.ZONE})?", clock),
    Rule(f"(?P<time>[{w.SMALL}{w.WORD_NUMBER}])(?P<o_clock>{w.O_CLOCK})(?:{w.IN}{w.THE}(?P<part>{w.PART}))?", clock),
    Rule(f"(?P<time>{w.CLOCK})(?P<zone>{w.ZONE})?", clock),
    Rule(f"(?P<time>(?P<hundreds>[{w.BIG}{w.YEAR}]))(?P<zone>{w.ZONE})", clock),
    Rule(f"(?P<noon>{w.NOON}){w.ZONE}?", noon),
    Rule(f"(?P<now>{w.NOW})", now),
    Rule(f"(?P<the>{w.THE})?(?P<now>{w.MOMENT})", at_present),
    Rule(f"{w.THE}(?P<near>{w.OTHER})?(?P<future>{w.FUTURE})", future),
    Rule(f"{w.THIS}(?P<days>{w.UNITS})", these_days),
    Rule(f"(?P<now>[{w.CURRENT}{w.RELATIVE}{w.FUTURE}])(?=[{w.OTHER}{w.FISCAL}])", adjective),
    Rule(f"{w.THE}(?P<unit>[{w.UNIT}{w.QUARTER}])", the_day),
    Rule(f"{w.THAT}(?P<time>{w.OTHER})", that_time),
    Rule(f"(?:{w.EARLY}{w.HYPHEN}?)?(?P<part>{w.PART})(?=(?P<of>{w.STRAIGHT}))", session),
    Rule(f"(?<={w.IN}){w.THE}(?P<part>{w.PART})(?!{w.OF})", in_the_morning),
)
