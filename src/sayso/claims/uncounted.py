"""Numbers that count nothing: years and dates, times of day, ages, names that hold numbers, and pronouns."""

from __future__ import annotations

from sayso.claims import counted, numbers
from sayso.claims.counted import STOPS
from sayso.claims.numbers import Amount, Words
from sayso.reading.times.words import listed

MONTHS = listed(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec"
)
NAMED = listed(
    "route article resolution no nos number page channel section chapter phase room highway flight line level version "
    "unit district ward act title rule group apollo windows amendment proposition class grade form aged age gate "
    "terminal platform runway stage"
)
"""Nouns that a number after them names instead of being counted, and words for ages."""


def is_date(words: Words, one: Amount) -> bool:
    """Whether a number is part of a date, a year or a time of day."""
    if one.kind in ("vague", "part") or one.currency:
        return False
    # The apostrophe is that of '98.
    i, before, after = one.bare, words.at(one.first - 1), words.at(one.end)
    if one.kind == "figures":
        if words.glued(one.end) and (after in ("am", "pm", "st", "nd", "rd", "th", "s", "gmt") or after in (":", "/")):
            return True
        if words.glued(i) and before in (":", "/"):
            return True
        if after in ("a.m.", "p.m.", "am", "pm", "o'clock", "gmt", "utc") or before in ("’", "'"):
            return True
    # "March 14", "14 March", "Aug. 6", "Sunday 17"; but "may 20 people" and "on Sunday 17 people were".
    month = words.at(i - 2) if before == "." else before
    calendar = one.kind == "figures" and not one.bound and one.high is not None and one.high <= 31
    if calendar and words.capital(one.first - (2 if before == "." else 1)) and month in MONTHS:
        return True
    if calendar and after.rstrip(".") in MONTHS and words.capital(one.end):
        return True
    year = one.high or one.low or 0
    if one.kind != "figures" or not 1_800 <= year < 2_100 or year % 1 or "," in words.words[i]:
        return False
    if before[:1].isdigit() or (before == "," and words.at(one.first - 2)[:1].isdigit()):
        # "March 14, 2017".
        return True
    counting = counted.thing_of(after) or counted.fate_of(after) or after in counted.UNITS
    if one.bound and one.bound != numbers.ABOUT:
        return False
    if one.end > i + 1 and words.lower[one.end - 1][:1].isalpha() and not words.lower[one.end - 1].isdigit():
        return False
    # "In 2016 people", "20 June 2016 people": the word before tells.
    return not counting or before in MONTHS or before in ("in", "since", "by", "until", "early", "late", "mid")


def is_age(words: Words, one: Amount) -> bool:
    """Whether a number is somebody's age: a 10-year-old, aged 34, Jane Roe, 34, said."""
    after = words.lower[one.end : one.end + 5]
    after = tuple(word for word in after if word not in numbers.DASHES)
    if after[:2] in (("year", "old"), ("month", "old"), ("years", "old"), ("months", "old"), ("years", "of")):
        return True
    before = words.at(one.first - 1)
    if before in ("aged", "age", "ages") or (before in ("and", ",") and words.at(one.first - 3) == "aged"):
        return True
    # "Aged from four to 10", "aged between 18 and 30".
    if before in ("from", "between", "to", "and") and "aged" in words.lower[max(0, one.first - 4) : one.first]:
        return True
    if before in ("is", "was", "turned") and words.at(one.first - 2) in ("he", "she"):
        return not after or not after[0].isalpha()
    return (
        one.kind == "figures"
        and before == ","
        and after[:1] == (",",)
        and words.capital(one.first - 2)
        and (one.high or 0) < 120
    )


def is_name(words: Words, one: Amount) -> bool:
    """Whether a number is part of a name: F-16, B12, Route 66, the Six Day War, 3.5.2."""
    i = one.bare
    before = words.at(i - 1)
    if one.currency:
        return False
    if one.kind == "figures":
        glued = words.glued(i) and i == one.first
        if glued and (before.isalnum() or before == "_" or (before in "-.:/\\#@" and words.glued(i - 1))):
            return True
        after = words.at(one.end)
        if words.glued(one.end) and after.isalpha() and after not in counted.UNITS:
            return True
        if words.glued(one.end) and after in (".", ":", "/", "_", "@") and words.glued(one.end + 1):
            return True
        # The number of a line in a list.
        if after in (".", ")") and (i == 0 or "\n" in words.text[words.places[i - 1][1] : words.places[i][0]]):
            return True
        named = words.at(i - 2) if before == "." else before
        return i == one.first and named in NAMED and not counted.thing_of(after)
    # "The Six Day War", "the Big Four".
    return (
        one.kind == "words"
        and one.end == i + 1
        and words.capital(i)
        and (before in ("the", "big", "group") or (before == "of" and words.at(i - 2) == "group"))
        and (before != "the" or words.capital(i + 1))
    )


def is_label(words: Words, one: Amount, thing: str) -> bool:
    """Whether a number without anything that it counts follows a name, as in Boeing 737 and Guccifer 2.0."""
    before = one.first - 1
    bare = one.kind == "figures" and one.first == one.bare and not thing
    return bare and words.capital(before) and words.at(before) not in STOPS


def is_idle(words: Words, one: Amount, sort: str, thing: str, end: int) -> bool:
    """Whether a word for a number is none: "one" that is no number of people, "the two could"."""
    alone = not thing and (one.kind == "vague" or (one.kind == "words" and not one.bound))
    # "One member, Jane Roe, was ill."
    named = words.at(end) == ","
    return alone or (words.lower[one.bare : one.end] == ("one",) and (sort in ("", counted.THING) or named))
