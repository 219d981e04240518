"""Quantities in statements: how many, from where to where, of what; and whether two of them can both be so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from sayso.claims import befalling, counted, numbers, uncounted
from sayso.claims.counted import Counted
from sayso.claims.numbers import Amount, Words
from sayso.claims.told import Place

Relation = Literal["equal", "compatible", "conflicting"]
Sameness = Literal["same", "perhaps"]

MOST_COMPARED = 16
"""Quantities of a statement that are compared, however many it has."""
NEAR = 5
"""Words on each side of a quantity that tell what it is about."""
STEM = 5
AMONG = 6
"""Words after those counted within which it may be said that they are among others."""

JOINT = re.compile(r"\s*(?:,|,?\s*(?:and|including|among them|(?:were|was|are|is) among(?: the)?))\s*", re.IGNORECASE)
LONGEST_JOINT = 30
LIST_JOINT = re.compile(r"\s*(?:,|,?\s*and)\s*", re.IGNORECASE)
MORE_BEFORE = re.compile(r"\b(?:an?|one|another)\s+\w+(?:\s+\w+)?\s*(?:,|and)\s*$", re.IGNORECASE)
MORE_AFTER = re.compile(
    r"\s*(?:,\s*)?(?:and|plus|with|as well as)\s+(?:\w+\s+)?(?:an?|another|others?|more|several)\b", re.IGNORECASE
)
"""What shows that a list of people goes on with some that no number is told of."""
ARMED = {"fighter", "soldier"}
"""Sorts of people that one outlet calls the one and another the other."""
EARLIER = frozenset(["earlier", "previous", "previously", "initial", "initially", "prior", "former"])


class Quantity(msgspec.Struct, frozen=True):
    """A number in a text with what it counts.

    `place` holds its bound, currency and percent sign too; `until` is where the words for what it counts end. `low` and
    `high` are what it allows, both included, in the basic unit (see `counted.UNITS`); None is no limit. `slack` is by
    how much either may be off, as large numbers are rounded. `unit` is "" for what is counted, and a currency, "%",
    "m", "kg" or "h". `sort` tells people ("person", "group", "part") from things; `thing` and `fate` are normal forms,
    and "" if the text does not tell. `subset` tells that it is given as a part of a number, `earlier` that it is told
    as what was so before. `near` are the beginnings of the words around it.
    """

    place: Place
    until: int
    low: float | None
    high: float | None
    slack: float
    unit: str
    sort: str
    thing: str
    fate: str
    subset: bool
    earlier: bool
    near: frozenset[str]


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of a text, in its order; years, dates, times of day, ages, ordinals and names are none."""
    words = numbers.split(text)
    found = [
        one
        for one in numbers.amounts(words)
        if not (uncounted.is_date(words, one) or uncounted.is_age(words, one) or uncounted.is_name(words, one))
    ]
    made: list[Quantity] = []
    last = End(0, 0, 0)
    for i, one in enumerate(found):
        # A share of those counted ("more than half of them") does not part them from what befell them.
        following = next((other.first for other in found[i + 1 : i + 3] if other.kind != "part"), len(words.lower))
        what = counted.noun(words, one)
        # "An attack killed 20 displaced people."
        fate = (
            (what.fate if what.fate != "displaced" else "")
            or befalling.after(words, what.end, following)
            or befalling.before(words, one, last.number, last.tolled)
            or what.fate
            or (made[-1].fate if made and befalling.follows(words, last.noun, one.first) else "")
        )
        if fate and words.at(one.first - 1) != "from":
            last = msgspec.structs.replace(last, tolled=one.end)
        elif (
            not (fate or what.unit or what.thing)
            and made
            and words.at(one.first - 1) == "and"
            and one.kind == "figures"
        ):
            # "5,000 people left one town and 2,200 another."
            what = msgspec.structs.replace(what, sort=made[-1].sort, thing=made[-1].thing)
        if quantity := read(words, one, what, fate, last.number):
            made.append(quantity)
        last = End(one.end, what.end, last.tolled)
    return with_fates_of_lists(text, made)


class End(msgspec.Struct, frozen=True):
    """Before which words the last number, its noun, and the last one with a fate end."""

    number: int
    noun: int
    tolled: int


def read(words: Words, one: Amount, what: Counted, fate: str, start: int) -> Quantity | None:
    """Make a quantity of a number and what it counts, or None if the number is none after all."""
    sort, thing = what.sort, what.thing
    if what.unit or sort == counted.THING:
        fate = fate if fate == "destroyed" and not what.unit else ""
    elif thing and not sort and fate == "arrested":
        # Villages are captured too.
        fate = ""
    elif not thing and fate and fate != "destroyed":
        sort = thing = counted.PERSON
    if (
        not what.unit
        and not fate
        and (uncounted.is_idle(words, one, sort, thing, what.end) or uncounted.is_label(words, one, thing))
    ):
        return None
    factor = 1.0 if one.kind == "part" else what.factor
    low, high = (None if limit is None else limit * factor for limit in (one.low, one.high))
    until = max(what.end, one.end)
    return Quantity(
        place=(words.places[one.first][0], words.places[counted.number_end(words, one, what) - 1][1]),
        until=words.places[until - 1][1],
        low=low,
        high=high,
        slack=max(one.slack * factor, counted.UNEVEN.get(what.unit, 0.0) * (high or low or 0.0)),
        unit=what.unit,
        sort=sort,
        thing=thing,
        fate=fate,
        subset=is_subset(words, one, what.end),
        earlier=is_earlier(words, one, start),
        near=frozenset() if sort and fate else near(words, one.first, until),
    )


def with_fates_of_lists(text: str, made: list[Quantity]) -> tuple[Quantity, ...]:
    """Give the first ones of a list what befell the last one: 12 sailors and 3 guards were killed."""
    for i in range(len(made) - 2, -1, -1):
        one, following = made[i], made[i + 1]
        people = one.sort not in ("", counted.THING) or (one.thing and not one.sort and following.subset)
        if following.fate and not one.fate and people:
            between = text[one.until : min(following.place[0], one.until + LONGEST_JOINT)]
            if one.until + len(between) == following.place[0] and JOINT.fullmatch(between):
                made[i] = msgspec.structs.replace(one, fate=following.fate)
    return tuple(made)


def total(text: str, found: Sequence[Quantity]) -> Quantity | None:
    """How many the first list of people in a text has, if it does not tell itself: 22 children and six teachers."""
    for i, one in enumerate(found):
        run = [one]
        for other in found[i + 1 : MOST_COMPARED]:
            if not joined(text, run[-1], other):
                break
            run.append(other)
        if len(run) < 2 or not all(listed_alone(each) for each in run):
            continue
        whole = any(each.thing == counted.PERSON and each.fate == one.fate and not each.earlier for each in found)
        begin, end = one.place[0], run[-1].until
        if whole or MORE_BEFORE.search(text, max(0, begin - LONGEST_JOINT), begin) or MORE_AFTER.match(text, end):
            return None
        many = sum(each.low or 0.0 for each in run)
        person = counted.PERSON
        return Quantity((begin, end), end, many, many, 0.0, "", person, person, one.fate, False, False, frozenset())
    return None


def joined(text: str, left: Quantity, right: Quantity) -> bool:
    """Whether two quantities follow each other in a list of whom the same befell."""
    between = text[left.until : min(right.place[0], left.until + LONGEST_JOINT)]
    return left.fate == right.fate and left.thing != right.thing and LIST_JOINT.fullmatch(between) is not None


def listed_alone(one: Quantity) -> bool:
    """Whether a quantity is an exact number of people of a sort."""
    people = one.sort not in ("", counted.THING) and one.thing != counted.PERSON
    return people and bool(one.fate) and one.low == one.high and not one.subset and not one.earlier


def is_subset(words: Words, one: Amount, end: int) -> bool:
    """Whether a number is given as a part of another: including 8 children, 11 of the dead, 68 were among them."""
    before = tuple(words.lower[max(0, one.first - 3) : one.first])
    if any(word in ("including", "includes", "included", "include") for word in before[-2:]):
        return True
    if before[-2:] in (("among", "them"), ("of", "whom"), ("of", "them"), ("of", "which")):
        return True
    if words.at(one.end) == "of" and words.at(one.end + 1) in ("the", "them", "those", "whom", "these"):
        return True
    return among(words, end)


def among(words: Words, end: int) -> bool:
    """Whether those counted up to word `end` are said to be among others: five children were among the dead."""
    return any(words.at(i) == "among" and words.at(i + 1) not in ("them", "whom") for i in range(end, end + AMONG))


def is_earlier(words: Words, one: Amount, start: int) -> bool:
    """Whether a number is told as what was so before: an earlier toll of 112, up from 112."""
    before = words.lower[max(start, one.first - 6) : one.first]
    if before[-2:] in (("up", "from"), ("down", "from")):
        return True
    if before[-1:] == ("from",) and words.at(one.first - 2) in numbers.CHANGES:
        return True
    return "toll" in before and any(word in EARLIER for word in before)


def near(words: Words, first: int, end: int) -> frozenset[str]:
    """The beginnings of the longer words around a quantity."""
    around = (*words.lower[max(0, first - NEAR) : first], *words.lower[end : end + NEAR])
    return frozenset(word[:STEM] for word in around if len(word) > 3 and word not in counted.STOPS and word.isalpha())


def sameness(left: Quantity, right: Quantity) -> Sameness | None:
    """Whether two quantities count the same: surely, perhaps (people and civilians), or not.

    Children are not civilians, and a part of a number is not the whole.
    """
    if left.unit != right.unit:
        return None
    if left.unit:
        return related(left, right)
    if left.fate != right.fate and left.fate and right.fate:
        return None
    if left.subset != right.subset and left.thing != right.thing:
        return None
    same_fate = left.fate == right.fate
    if left.thing == right.thing:
        if not left.thing:
            return related(left, right)
        if left.thing == counted.PERSON and left.subset != right.subset:
            # "15 of the wounded" are not all of them.
            return "perhaps" if same_fate and relation(left, right) == "equal" else None
        if left.fate and same_fate:
            return "same"
        shared = relation(left, right) != "conflicting" or left.near & right.near
        return ("same" if same_fate else "perhaps") if shared else None
    sorts = {left.sort, right.sort}
    if same_fate and {left.thing, right.thing} == ARMED:
        return "perhaps"
    if not same_fate or counted.PERSON not in sorts:
        return None
    if sorts == {counted.PERSON, counted.GROUP}:
        return "perhaps"
    # "Two sisters were killed" may tell of a part of those killed.
    unknown = sorts == {counted.PERSON, ""} and left.fate
    return "perhaps" if unknown and relation(left, right) != "conflicting" else None


def related(left: Quantity, right: Quantity) -> Sameness | None:
    """Whether two amounts of a unit are of the same thing, of which only the words around them tell."""
    how = relation(left, right)
    shared = len(left.near & right.near)
    if how == "equal" and left.unit:
        return "same"
    if shared >= 2 and shared >= min(len(left.near), len(right.near)) / 2:
        return "same"
    return "perhaps" if shared and how != "conflicting" else None


def relation(left: Quantity, right: Quantity) -> Relation:
    """Whether the values of two quantities of the same thing are equal, can both be so, or cannot."""
    if (left.low, left.high) == (right.low, right.high):
        return "equal"
    slack = max(left.slack, right.slack)
    if left.low is not None and right.high is not None and left.low > right.high + slack:
        return "conflicting"
    if right.low is not None and left.high is not None and right.low > left.high + slack:
        return "conflicting"
    return "compatible"
