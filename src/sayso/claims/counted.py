"""What a number in a text counts: people of a sort, things, and what befell them."""

from __future__ import annotations

import functools
from importlib import resources

import msgspec

from sayso.claims import numbers
from sayso.claims.numbers import Amount, Words
from sayso.reading.times.words import listed

PERSON = "person"
GROUP, PART, THING = "group", "part", "thing"
PASSIVE, OBJECT, WITH = "passive", "object", "with"

UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("%", "percent", "pct"), ("%", 1.0)),
    **dict.fromkeys(("dollar", "dollars"), ("USD", 1.0)),
    **dict.fromkeys(("euro", "euros"), ("EUR", 1.0)),
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers"), ("m", 1_000.0)),
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), ("m", 1.0)),
    **dict.fromkeys(("mile", "miles"), ("m", 1_609.0)),
    **dict.fromkeys(("foot", "feet"), ("m", 0.3048)),
    **dict.fromkeys(("kg", "kilo", "kilos", "kilogram", "kilograms"), ("kg", 1.0)),
    **dict.fromkeys(("ton", "tons", "tonne", "tonnes"), ("kg", 1_000.0)),
    **dict.fromkeys(("second", "seconds"), ("h", 1 / 3600)),
    **dict.fromkeys(("minute", "minutes"), ("h", 1 / 60)),
    **dict.fromkeys(("hour", "hours"), ("h", 1.0)),
    **dict.fromkeys(("day", "days"), ("h", 24.0)),
    **dict.fromkeys(("week", "weeks"), ("h", 168.0)),
    **dict.fromkeys(("month", "months"), ("h", 730.0)),
    **dict.fromkeys(("year", "years"), ("h", 8_766.0)),
    **dict.fromkeys(("decade", "decades"), ("h", 87_660.0)),
}
"""Units with their basic unit and how many of it they are: metres, kilograms, hours, percent, money."""
UNEVEN = {"m": 0.03, "kg": 0.1, "h": 0.1}
"""By which part of it an amount of a unit may be off, because it was rounded or converted."""
IRREGULAR = {
    "people": "person",
    "persons": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "gunmen": "gunman",
    "militiamen": "militiaman",
    "policemen": "policeman",
    "policewomen": "policewoman",
    "servicemen": "serviceman",
    "servicewomen": "servicewoman",
    "lives": "life",
    "wives": "wife",
    "passers-by": "passer-by",
    "feet": "foot",
    "media": "media",
}
PREPOSITIONS = listed(
    "in on at by from with near during after before for into against under outside inside around since as when while "
    "where if because due that which what how through across towards toward between"
)
STOPS = PREPOSITIONS | listed(
    "of to and or but without were was are is be been being have has had will would could may might should do did "
    "does who whom whose the a an this these those it its he she they them his her their our we you i not also "
    "including among said says say told reported left fled hit took carried made gave so than then more less there "
    "here about over such both each most some any all no only just still already currently now ago"
)
"""Words with which the words for what is counted end."""
SAYING = listed("said says say told tells reported reports added according that")
NOUN_WITHIN = 6
"""Words after a number among which what is counted is looked for."""
BEFALLEN = listed("deaths fatalities martyrs injuries arrests")
"""Nouns for what befell those counted, of which as many are told."""
OTHERS = frozenset(["other", "others", "another", "more", "further", "additional"])


class Lexicon(msgspec.Struct, frozen=True):
    """`things` leads from a noun in the singular to its sort and normal form, `fates` from a word to what it tells."""

    things: dict[str, tuple[str, str]]
    fates: dict[str, tuple[str, str]]


@functools.cache
def lexicon() -> Lexicon:
    """The words of facts/counted.tsv."""
    things: dict[str, tuple[str, str]] = {}
    fates: dict[str, tuple[str, str]] = {}
    table = resources.files("sayso.claims").joinpath("facts/counted.tsv").read_text(encoding="utf8")
    for line in table.splitlines():
        if not line or line.startswith("#"):
            continue
        sort, form, listed = line.split("\t")
        for word in listed.split(" | "):
            if sort == "fate":
                name, _, how = form.partition(" (")
                fates[word] = (name, how.rstrip(")") or WITH)
            else:
                things[word] = (sort, form or word)
    return Lexicon(things, fates)


def singular(noun: str) -> str:
    """An English noun in the singular, as well as its letters tell; it must be in lower case."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if len(noun) < 4 or not noun.endswith("s") or noun.endswith(("ss", "us", "is")):
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return noun[:-2]
    return noun[:-1]


@functools.lru_cache(maxsize=20_000)
def thing_of(noun: str) -> tuple[str, str] | None:
    """The sort and the normal form of a known noun in lower case, in singular or plural, else None."""
    things = lexicon().things
    return things.get(noun) or things.get(singular(noun))


def is_plural(noun: str) -> bool:
    """Whether a word looks like a noun in the plural."""
    return noun in IRREGULAR or singular(noun) != noun


def fate_of(word: str) -> tuple[str, str] | None:
    """What a word says befell somebody, and where those stand: "killed" and "passive", "object" or "with"."""
    return lexicon().fates.get(word)


class Counted(msgspec.Struct, frozen=True):
    """What a number is of: before which word the words for it end, unit or thing, and its fate if the noun tells it.

    `factor` is how many basic units the unit is; the other fields are those of a quantity.
    """

    end: int
    unit: str
    factor: float
    sort: str
    thing: str
    fate: str


def noun(words: Words, one: Amount) -> Counted:
    """What an amount is of: where its words end, the unit and its factor, the sort and thing, and what befell it."""
    i = one.end
    if one.currency:
        return Counted(i + (words.at(i) in ("dollars", "us")), one.currency, 1.0, "", "", "")
    hyphen = words.at(i) in numbers.DASHES and words.glued(i)
    i += hyphen
    if words.at(i) == "square" and words.at(i + 1) in UNITS:
        unit, factor = UNITS[words.at(i + 1)]
        return Counted(i + 2, unit + "2", factor * factor, "", "", "")
    per_cent = words.at(i) == "per" and words.at(i + 1) == "cent"
    if words.at(i) in ("percentage",) and words.at(i + 1) in ("points", "point"):
        return Counted(i + 2, "points", 1.0, "", "", "")
    if words.at(i) in ("straight", "consecutive", "more", "full", "whole") and words.at(i + 1) in UNITS:
        i += 1
    if words.at(i) == "of" and one.kind == "vague" and words.at(i + 1) in UNITS:
        i += 1
    if (per_cent or words.at(i) in UNITS) and not (words.at(i) == "m" and not words.glued(i)):
        unit, factor = ("%", 1.0) if per_cent else UNITS[words.at(i)]
        return Counted(i + 1 + per_cent, unit, factor, "", "", "")
    if one.kind == "part":
        return Counted(one.end, "%", 1.0, "", "", "")
    if hyphen:
        if words.at(i) == "strong":
            return Counted(i + 1, "", 1.0, PERSON, PERSON, "")
        if not words.at(i).isalpha():
            return Counted(one.end, "", 1.0, "", "", "")
        sort, thing = thing_of(words.at(i)) or ("", singular(words.at(i)))
        return Counted(i + 1, "", 1.0, sort, thing, "")
    return counted_noun(words, i, one)


def counted_noun(words: Words, i: int, one: Amount) -> Counted:
    """The noun from word `i` on that says what is counted; the rest of what `noun` gives."""
    befallen = ""
    if words.at(i) == "of":
        i += 1
        i += words.at(i) in ("the", "those", "these", "them", "our", "his", "their", "its")
    if words.lower[i : i + 3] == ("the", "number", "of"):
        i += 3
    end, single = i, one.low == one.high == 1
    first_noun = ""
    for j in range(i, min(i + NOUN_WITHIN, len(words.lower))):
        word = words.lower[j]
        if word in OTHERS:
            end = j + 1
            if word == "others":
                return Counted(end, "", 1.0, PERSON, PERSON, befallen)
            continue
        if word in STOPS or not (word[0].isalpha() or word in ("'", '"', "“", "”", "‘")) or (word in SAYING and j > i):
            break
        known = thing_of(word)
        fate = fate_of(word)
        if word in ("dead", "wounded", "injured", "missing", "displaced"):
            befallen = fate[0] if fate else "displaced"
            end = j + 1
            if words.at(j + 1) == "were" and (those := thing_of(words.at(j + 2))):
                return Counted(end, "", 1.0, *those, befallen)
            following = thing_of(words.at(j + 1))
            if not following or words.at(j + 1) == "dead":
                return Counted(end, "", 1.0, PERSON, PERSON, befallen)
            continue
        if fate:
            if fate[0] == "casualty" or word in BEFALLEN:
                return Counted(j + 1, "", 1.0, PERSON, PERSON, fate[0])
            break
        if known:
            # "Police officers", "rocket shells": the last of the nouns that are known one after the other.
            if words.at(j + 1) not in ("dead", "other", "others") and (after := thing_of(words.at(j + 1))):
                return Counted(j + 2, "", 1.0, *after, befallen)
            if is_plural(words.at(j + 1)) and not is_plural(word) and word != "police":
                continue
            return Counted(j + 1, "", 1.0, *known, befallen)
        if is_plural(word) and word.isalpha() and words.at(j - 1) not in ("'", "’"):
            if not words.capital(j) or words.capital(one.bare) or j + 1 >= len(words.lower):
                return Counted(j + 1, "", 1.0, "", singular(word), befallen)
            first_noun = first_noun or word
        elif single and j == i:
            first_noun, end = word, j + 1
    if first_noun and (single or is_plural(first_noun)):
        return Counted(max(end, i), "", 1.0, "", singular(first_noun), befallen)
    return Counted(max(one.end, end if end > i else one.end), "", 1.0, "", "", befallen)


def number_end(words: Words, one: Amount, what: Counted) -> int:
    """Before which word a quantity's number ends: signs, percent, money and lengths of time belong to it."""
    unit = words.at(what.end - 1)
    whole = unit in ("%", "percent", "cent", "dollars", "euros") or UNITS.get(unit, ("",))[0] == "h"
    return what.end if what.unit and what.end > one.end and whole else one.end
