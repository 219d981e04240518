"""Whether a word that could be a year, a month or a day of the week is one where it stands."""

from __future__ import annotations

from sayso.reading.times import words as w
from sayso.reading.times.words import Words, listed

BEFORE_MONTHS = listed("in since until till during throughout early late mid last next this between every each")
BEFORE_SURE_MONTHS = BEFORE_MONTHS | listed("by from to through of for and or before after around about")
"""These stand before people as well: "by May", "for April and June"."""
DETERMINERS = listed("the a an its his her their our 's ’s")
NOT_NOUNS = listed("on in at for of to from through by and or with over past across")

BEFORE_DAYS = listed("super black bloody ash good cyber ruby joe giving freaky palm maundy holy")
AFTER_DAYS = listed(
    "times telegraph mirror mail express herald post star world independent people sun tribune age mercury review "
    "business magazine football live"
)
PAPERS_ON_SUNDAY = listed("mail independent scotland wales sport")

BEFORE_YEARS = listed(
    "in since by until till during before after year early late mid circa c ca summer winter spring autumn fall"
)
"""Words after which a number of four figures before 1900 is a year."""
OWNERS = ("the", "'s", "’s", ",")
"""After these it is one if it is large enough: "the 1815 treaty"."""
BEFORE_COUNTS = listed(
    "some nearly over than almost approximately least most roughly about exactly another no rule section article room "
    "flight route page resolution model boeing airbus"
)
"""Words after which such a number counts or numbers something."""
COUNTED = listed(
    "people men women children girls boys employees workers jobs staff students pupils troops soldiers officers "
    "police protesters demonstrators members voters residents passengers patients cases deaths victims refugees "
    "migrants homes houses buildings cars vehicles planes flights seats votes copies units points pages words times "
    "feet foot ft meters metres km kilometers kilometres miles yards acres hectares kg tons tonnes pounds barrels "
    "gallons degrees dollars euros yen percent per million billion trillion thousand bn mph kph watts megawatts "
    "square cubic hours"
)
"""Words before which a number of four figures counts something."""


def is_month(words: Words, i: int) -> bool:
    """Whether word `i`, a month's name without day and year, is the month and no person, verb or place."""
    kind = words.kind(i)
    before = words.lower(i - 2 if words.kind(i - 1) == w.HYPHEN else i - 1)
    if before in DETERMINERS and words.kind(i + 1) == w.OTHER and kind != w.SHORT_MONTH:
        after = words[i + 1]
        return after[:1].islower() and after not in NOT_NOUNS
    if words.is_surname(i):
        return False
    if kind == w.MONTH:
        return True
    if before in BEFORE_MONTHS:
        return True
    near = words.kinds[max(0, i - 3) : i] + words.kinds[i + 1 : i + 4]
    paired = any(month in near for month in (w.MONTH, w.NAME_MONTH, w.SHORT_MONTH))
    return before in BEFORE_SURE_MONTHS and (paired or kind == w.SHORT_MONTH or not is_person(words, i))


def is_person(words: Words, i: int) -> bool:
    """Whether the text has word `i` as a name elsewhere, or it is followed by one."""
    return (words.kind(i + 1) == w.OTHER and words.is_capitalised(i + 1)) or words[i] in words.names


def is_weekday(words: Words, i: int) -> bool:
    """Whether word `i`, a day of the week, is one and not part of a paper's or an event's name."""
    before, after = words.lower(i - 1), words.lower(i + 1)
    if words.is_capitalised(i + 1) and (
        after in AFTER_DAYS or (words.kind(i + 1) == w.PART and words.is_capitalised(i + 2))
    ):
        return False
    # "On a Monday" is any.
    if before == "a" and words.lower(i - 2) == "on" and not words[i + 1][:1].islower():
        return False
    if words.is_capitalised(i - 1) and before in BEFORE_DAYS:
        return False
    return not (before == "on" and words.lower(i - 2) in PAPERS_ON_SUNDAY and words.is_capitalised(i - 2))


def is_year(words: Words, i: int) -> bool:
    """Whether word `i`, a number from 1000 to 2099, is a year."""
    before, after = words.lower(i - 1), words.lower(i + 1)
    if is_part(words, i):
        return False
    if words.is_glued(i) and words.kind(i - 1) == w.HYPHEN and words.is_glued(i - 1):
        # "post-2015" and "2014-2015", but no part of a product's name.
        return words.lower(i - 2) in ("post", "pre", "mid", "early", "late", "end") or words.kind(i - 2) == w.YEAR
    if (
        (after in COUNTED and words[i - 1] != "In")
        or words.kind(i + 1) in (w.UNIT, w.UNITS, w.ZONE)
        or after in ("%", "°")
    ):
        return False
    if before in BEFORE_COUNTS or before in ("#", "№", "+"):
        return False
    # "$1990 to 2000", "2000 or 3000".
    joints = (w.TO, w.AND, w.DASH, w.HYPHEN)
    if words.kind(i - 1) in joints and words.kind(i - 3) == w.CURRENCY:
        return False
    if words.kind(i + 1) in joints and words.kind(i + 2) == w.BIG and len(words[i + 2]) == 4:
        return False
    return int(words[i]) >= 1900 or is_old_year(words, i)


def is_part(words: Words, i: int) -> bool:
    """Whether word `i` is a part of a longer number or name in figures."""
    before, after = words.lower(i - 1), words.lower(i + 1)
    if words.is_glued(i) and (before in (".", ",", "/", ":", "#", "_", "+", "\\", "@", "=") or before.isdecimal()):
        return True
    return words.is_glued(i + 1) and after in (",", ".", ":") and words.is_glued(i + 2) and words[i + 2].isdecimal()


def is_old_year(words: Words, i: int) -> bool:
    """Whether a number before 1900, which is more often a count, is a year by what is beside it."""
    before = words.lower(i - 2 if words.kind(i - 1) == w.POINT else i - 1)
    dashed = words.kind(i + 1) in (w.DASH, w.HYPHEN) and words.kind(i + 2) == w.SMALL
    paired = dashed or w.YEAR in (words.kind(i - 2), words.kind(i + 2))
    bracketed = before == "(" or words[i + 1] == ")"
    named = before == "of" and words.is_capitalised(i - 2)
    return before in BEFORE_YEARS or paired or bracketed or named or (words[i] >= "1500" and before in OWNERS)
