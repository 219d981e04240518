"""Rules for lengths of time and for times that recur, and how much of a unit words say."""

from __future__ import annotations

from sayso.reading.times import values as v
from sayso.reading.times import words as w
from sayso.reading.times.expressions import Expression, Found, Rule
from sayso.reading.times.units import length
from sayso.reading.times.words import DAYS, MONTHS, NUMBERS, TENS, listed

NUMBER = (
    f"(?:[{w.SMALL}{w.BIG}{w.YEAR}{w.DECIMAL}{w.WORD_NUMBER}](?:{w.HYPHEN}?{w.WORD_NUMBER}|{w.FRACTION})?"
    f"(?:{w.HYPHEN}?{w.AND}{w.HYPHEN}?{w.AN}{w.HYPHEN}?{w.HALF})?)"
)
HEDGE = f"(?:{w.ABOUT}|{w.MORE}{w.THAN})?"
SOME = f"(?:{w.AN}?{w.SOME}{w.OF}?)"
AMOUNT = f"(?P<amount>{SOME}|{w.AN}?{NUMBER}{w.MORE}?|{w.HALF}{w.HYPHEN}?{w.AN}?|{w.AN}{w.HALF}?)"
UNIT = f"(?P<unit>[{w.UNIT}{w.UNITS}{w.SECOND}{w.CENTURY}])"
AMOUNT_AND_UNIT = f"{AMOUNT}{w.HYPHEN}?{w.STRAIGHT}?{UNIT}(?P<and_a_half>{w.AND}{w.AN}{w.HALF})?"

BEFORE_LENGTHS = listed("for in within about over after nearly almost just than took spent lasted lasting take")
BEFORE_MANY = listed("for in within over lasting lasted take took spend spent")
OLD = ("old", "olds")
MULTIPLE_UNITS = {"fortnight": (2, "week"), "quarter": (3, "month")}
"""Units that ISO 8601 has no letter for."""
MULTIPLES = listed("million billion trillion thousand hundred dollars euros pounds times people percent %")
BACK = 4
"""How many words before "a year" are searched for the number of which it gives the rate."""


def measure(found: Found, default: float | None = None) -> tuple[float | None, str]:
    """The number that a group "amount" gives (None for "several", the default for nothing), and the unit's singular."""
    unit = {"centuries": "century"}.get(found["unit"], found["unit"].removesuffix("s"))
    number = amount(found) if found.has("amount") else default
    multiple, unit = MULTIPLE_UNITS.get(unit, (1, unit))
    return number and number * multiple, unit


def amount(found: Found) -> float | None:
    """The number of a group "amount", or None for "several" and "two or three"."""
    words = found["amount"].replace("-", " ").split()
    if any(word in w.KINDS[w.SOME].split() for word in words):
        return None
    total, half = 0.0, found.has("and_a_half")
    for word in words:
        if word in NUMBERS:
            # "Five-six months".
            if total % 10:
                return None
            total += NUMBERS.index(word)
        elif word in TENS:
            total += (TENS.index(word) + 2) * 10
        elif word in ("hundred", "dozen"):
            total = max(total, 1) * (100 if word == "hundred" else 12)
        elif word == "half":
            half = True
        elif "/" in word:
            over, under = (int(part) for part in word.split("/"))
            total += over / under if under else 0
        elif word[0].isdecimal():
            total += float(word.replace(",", ""))
    if total == 0 and words[0] in ("a", "an") and "half" not in words:
        total = 1
    return total + 0.5 * half


def lasting(found: Found) -> Expression | None:
    """Three weeks, two and a half years, half an hour, 50-minute; 15 a year is a rate."""
    words, hyphen = found.words, w.HYPHEN in found.kinds
    number, unit = measure(found)
    # Ages tell about people, not about times.
    after = [words.lower(found.end + i) for i in (0, 1)]
    if after[0] in OLD or (after[0] == "-" and after[1] in OLD) or after == ["of", "age"]:
        return None
    if found["amount"] in ("a", "an", "one") and not hyphen and words.lower(found.first - 1) not in BEFORE_LENGTHS:
        followed = words.kind(found.end) in (w.BEFORE, w.LATER)
        if found["amount"] != "one" and not followed and is_rate(found):
            return found.other(v.fixed("SET", length(number, unit)))
        if unit in ("second", "minute", "day") and not followed:
            return None
    # "The two second places" and "three quarters of it" are none.
    fraction = found["unit"] == "quarters" and after[0] == "of"
    if number == 0 or fraction or (found["unit"] == "second" and not hyphen):
        return None
    first = found.first + (hyphen and words.kinds[found.first] == w.AN)
    return Expression(first, found.end, v.lasting(number, unit))


def is_rate(found: Found) -> bool:
    """Whether "a year" follows a number of something."""
    before = found.words.slice(max(0, found.first - BACK), found.first)
    return any(word[0].isdecimal() or word in MULTIPLES for word in before)


def many(found: Found) -> Expression | None:
    """In minutes, over the years, months of talks, hours after the fire."""
    before, after = found.words.lower(found.first - 1), found.words.kind(found.end)
    if before in ("just", "mere", "only"):
        before = found.words.lower(found.first - 2)
    # "The days of the week", "years of age" and "quarters of" something are no lengths.
    whole = after == w.OF and found["unit"] != "quarters" and found.words.lower(found.end + 1) not in ("the", "age")
    known = before in BEFORE_MANY or (before != "the" and not found.has("the") and (whole or after == w.BEFORE))
    return found.other(v.lasting(*measure(found))) if known else None


def running(found: Found) -> Expression | None:
    """The past three years, the next few weeks, recent years."""
    if not found.has("amount") and found["relative"] in ("recent", "previous"):
        return found.other(v.fixed("DATE", "PAST_REF"))
    return found.other(v.lasting(*measure(found)))


def every(found: Found) -> Expression | None:
    """Every day, every two weeks, each Monday, every morning, every April."""
    if found.has("unit"):
        return found.other(v.fixed("SET", length(*measure(found, 1))))
    if found.has("day"):
        return found.other(v.fixed("SET", recurring_day(found["day"])))
    if found.has("part"):
        return found.other(v.fixed("SET", f"XXXX-XX-XXT{v.PARTS[found['part']]}"))
    return found.other(v.fixed("SET", f"XXXX-{MONTHS.index(found['month']) + 1:02}"))


def recurring_day(name: str) -> str:
    """The value of every such weekday or weekend."""
    name = name.removesuffix("s")
    return "XXXX-WXX-" + ("WE" if name == "weekend" else f"{DAYS.index(name) + 1}")


def weekdays(found: Found) -> Expression | None:
    """Mondays, weekends."""
    return found.other(v.fixed("SET", recurring_day(found["day"])))


def per(found: Found) -> Expression | None:
    """Per year, once a week; speeds per hour are none."""
    number, unit = measure(found, 1)
    if not found.has("times") and unit in ("minute", "hour"):
        return None
    return found.other(v.fixed("SET", length(number, unit)))


def often(found: Found) -> Expression | None:
    """Daily, annually; no names of papers."""
    words, i = found.words, found.first
    if words.is_capitalised(i) and (words.is_capitalised(i + 1) or words.is_capitalised(i - 1)):
        return None
    return found.other(v.fixed("SET", OFTEN[found["often"]]))


OFTEN = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "annually": "P1Y",
    "yearly": "P1Y",
}
RECURRING = f"(?P<day>[{w.WEEKDAY}{w.WEEKEND}])|(?P<part>{w.PART})|(?P<month>[{w.MONTH}{w.NAME_MONTH}])"
RULES = (
    Rule(
        f"{w.EVERY}(?:(?P<amount>{NUMBER}|{SOME})?(?P<unit>[{w.UNIT}{w.UNITS}{w.CENTURY}{w.QUARTER}])|{RECURRING})",
        every,
    ),
    Rule(f"(?P<day>{w.WEEKDAYS})", weekdays),
    Rule(f"(?P<times>(?:{NUMBER}|{SOME})?{w.TIMES}){w.AN}(?P<unit>{w.UNIT})", per),
    Rule(f"{w.PER}(?P<unit>{w.UNIT})", per),
    Rule(f"(?P<often>{w.OFTEN})", often),
    Rule(f"{w.THE}?(?P<relative>{w.RELATIVE})(?P<amount>{NUMBER}|{SOME})?(?P<unit>{w.UNITS})", running),
    Rule(f"{HEDGE}{AMOUNT_AND_UNIT}", lasting),
    Rule(f"(?P<the>{w.THE})?(?P<unit>{w.UNITS})", many),
)
