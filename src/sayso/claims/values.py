"""On which number or date a claim turns, what each of its statements gives for it, and whether they contradict."""

from __future__ import annotations

import datetime
import functools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import msgspec

from sayso.claims import counted
from sayso.claims.claim import Stance, Value
from sayso.claims.numbers import SCALES
from sayso.claims.occasion import Occasion, may_be_one, occasion, same_place
from sayso.claims.quantities import ARMED, MOST_COMPARED, Quantity, quantities, relation, sameness, total
from sayso.claims.told import Place, Told
from sayso.claims.traits import days_apart
from sayso.claims.words import LONGEST, telling, weighed

MOST_READ = 4_000
"""Characters of a content that are searched for numbers."""
MOST_KINDS = 40
"""Kinds of quantities of a claim among which the one it turns on is chosen: the most frequent ones."""
FEWEST_PAPERS, MOST_OMIT, MOST_OMIT_TOLL = 2, 0.45, 0.6
"""Papers that must give a number for the claim to turn on it, and which part of its papers may give none: more where
the number tells what befell people, which is rarely told by the way."""
TWO_TOLLS, FEWEST_TOLD = 1.5, 3
"""How many times the lower the higher of two tolls with "at least" is if nobody would take them for one, though both
may be so; and from how many on that is held to."""
MOST_OCCASIONS = 60
"""Days and places with which a claim's numbers are told, among which those are looked for that may be one event."""
SHOWN = 4
"""Values that a reason tells."""
LONGEST_SHOWN = 60
SAME_WORDS, FEWEST_WORDS = 0.5, 2
"""The part of the shorter of two contents' telling words, and how many, that are shared if both tell one event."""

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
DATE = re.compile(
    rf"\b(?:(?P<month>{'|'.join(MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.? (?P<day>[0-9]{{1,2}})\b"
    rf"|(?P<first>[0-9]{{1,2}}) (?P<second>{'|'.join(MONTHS)})\b)"
)
YEAR = re.compile(r",?\s(?:19|20)[0-9]{2}\b")
TIME = re.compile(
    r"\b(?:(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9]))?\s?(?P<half>[ap])\.?m\b\.?|noon\b|midnight\b)"
    r"(?:\s\(?(?P<zone>GMT|UTC|local|E[DS]?T|C[DS]?T|P[DS]?T|BST|CET)\b)?",
    re.IGNORECASE,
)
NUMBERED = re.compile("[0-9]|[Nn]oon|[Mm]idnight")
"""Without these there is no time of day and no vote."""
APART = 60.0
"""Minutes from which on two times of a day are not one."""
VOTE = re.compile(
    r"(?<![\w.,-])([0-9]{1,3})\s?(?:-|–|to)\s?([0-9]{1,3})(?![\w,-]|\.[0-9]|\s(?:percent|per cent|%|years?|months?))"
)
VOTING = re.compile(r"\b(?:vot(?:e|es|ed|ing)|approv\w+|pass(?:ed|es)|reject(?:ed|s)|margin|tally)\b", re.IGNORECASE)
SENTENCE = 300
"""Characters of a sentence before and after a content that are searched."""
SENTENCE_END = re.compile(r"[.!?][”’\"']?\s|\n")


class Values(msgspec.Struct, frozen=True):
    """What the members of a claim give for the number or date on which it turns, in their order.

    `against` are the members whose values cannot be so together with another's; `development` tells whether the values
    may be one that changed with time, or that its source corrected; `reason` says which differ, in plain words.
    """

    values: tuple[Value | None, ...]
    against: tuple[int, ...]
    development: bool
    reason: str | None

    @property
    def conflict(self) -> bool:
        """Whether two values cannot both be so."""
        return bool(self.against)


class Given(msgspec.Struct, frozen=True):
    """A quantity that a member gives, and where in the document's text."""

    member: int
    quantity: Quantity
    place: Place
    until: int


def values(members: Sequence[Told], stances: Sequence[Stance]) -> Values:
    """Find what a claim's members give for the number or date on which it turns, and whether they contradict.

    Only members that support the claim can contradict each other by their values; the others deny or ask.
    """
    found = by_number(members, stances)
    if found.against:
        return found
    dates = by_date(members, stances)
    return dates if dates.against else found


def by_number(members: Sequence[Told], stances: Sequence[Stance]) -> Values:
    """The numbers that members give, if the claim turns on one."""
    given = turning(members)
    made: list[Value | None] = [None] * len(members)
    for one in given:
        made[one.member] = value(members[one.member], one)
    supporting = [one for one in given if stances[one.member] == "supports"]
    occasions = {one.member: occasion(members[one.member]) for one in supporting}
    against = conflicting(members, supporting, occasions)
    if not against:
        return Values(tuple(made), (), False, None)
    development, why = developed(members, against, occasions)
    told = reason(members, against) + why
    return Values(tuple(made), tuple(sorted(one.member for one in against)), development, told)


def value(of: Told, given: Given) -> Value:
    """A member's quantity as claims show it."""
    start, end = given.place
    return Value(given.place, of.paper.text[start:end], given.quantity.low, given.quantity.high)


def turning(members: Sequence[Told]) -> list[Given]:
    """The quantities on which a claim turns: of those of one kind, which most papers give and give first.

    A member has one at most.
    """
    read = given_by(members, [one.content for one in members])
    beside = given_by(members, [around(one) for one in members])
    all_papers = len({one.paper.article for one in members})
    kinds: dict[tuple[str, str, str, bool], Quantity] = {}
    sole = set[tuple[str, str, str, bool]]()
    often = Counter[tuple[str, str, str, bool]]()
    for every in read:
        for one in every:
            quantity = one.quantity
            kind = (quantity.unit, quantity.thing, quantity.fate, quantity.subset)
            if quantity.unit or not quantity.thing:
                # What money and lengths are of, only their value and the words around them tell.
                kind = (quantity.unit, f"{quantity.low} {quantity.high}", quantity.fate, quantity.subset)
            kinds.setdefault(kind, quantity)
            if is_sole(quantity, every):
                sole.add(kind)
            often[kind] += 1
    best: list[Given] = []
    best_score: tuple[float, ...] = ()
    for kind, _ in often.most_common(MOST_KINDS):
        found = [
            given
            for every, outside in zip(read, beside, strict=True)
            if (given := suiting(kinds[kind], every, kind in sole) or beside_content(kinds[kind], outside))
        ]
        papers = {members[one.member].paper.article for one in found}
        omit = 1 - len(papers) / all_papers
        if len(papers) < FEWEST_PAPERS or omit > (MOST_OMIT_TOLL if kind[2] else MOST_OMIT):
            continue
        inside = [one for one in found if one in read[one.member]]
        first = sum(1 / (1 + read[one.member].index(one)) for one in inside) / len(found)
        score = (
            len(papers) + len(found) / len(members),
            fit(kinds[kind], found),
            first + (not kinds[kind].subset) * 0.1,
            bool(kind[2]),
        )
        if score > best_score:
            best, best_score = found, score
    return best


def around(one: Told) -> tuple[Place, ...]:
    """What stands before and after a content in its sentence: the 48-page report says that …"""
    text = one.paper.text
    found = []
    for start, end in one.content[:1]:
        before = text[max(0, start - SENTENCE) : start]
        begin = start - len(before) + max((match.end() for match in SENTENCE_END.finditer(before)), default=0)
        found.append((begin, start))
        stop = SENTENCE_END.search(text, end, min(len(text), end + SENTENCE))
        found.append((end, stop.start() if stop else end))
    return tuple((start, end) for start, end in found if start < end)


def given_by(members: Sequence[Told], places: Sequence[Sequence[Place]]) -> list[list[Given]]:
    """The quantities in places of each member's text, in their order, the first 16."""
    known: dict[str, tuple[Quantity, ...]] = {}
    made = []
    for number, one in enumerate(members):
        every: list[Given] = []
        for start, end in places[number]:
            piece = one.paper.text[start : min(end, start + MOST_READ)]
            if piece not in known:
                read = quantities(piece)
                listed_people = total(piece, read)
                known[piece] = read if listed_people is None else (*read, listed_people)
            every += (
                Given(number, found, (start + found.place[0], start + found.place[1]), start + found.until)
                for found in known[piece]
            )
        made.append(every[:MOST_COMPARED])
    return made


def is_sole(one: Quantity, every: Sequence[Given]) -> bool:
    """Whether an amount, of something other than time, is the only one of its unit that a member gives."""
    return one.unit not in ("", "h") and sum(each.quantity.unit == one.unit for each in every) == 1


def fit(kind: Quantity, found: Sequence[Given]) -> float:
    """How well quantities fit to a kind: an amount of money is that which others give too, soldiers are no rebels, a
    part is not the whole."""
    if kind.unit:
        return sum(relation(kind, one.quantity) == "equal" for one in found) / len(found)
    others = ({kind.thing, one.quantity.thing} == ARMED or one.quantity.subset != kind.subset for one in found)
    return -sum(others) / len(found)


def suiting(kind: Quantity, every: Sequence[Given], sole: bool = False) -> Given | None:
    """Of a member's quantities the one that counts what another does, best one first.

    With `sole`, an amount of a unit of which both have no other is so if one word around them is the same.
    """
    ranked = [
        (
            same == "perhaps",
            one.quantity.earlier,
            one.quantity.subset != kind.subset,
            relation(kind, one.quantity) == "conflicting",
            abs(math.log((1 + size(one.quantity)) / (1 + size(kind)))),
            i,
        )
        for i, one in enumerate(every)
        if (same := sameness(kind, one.quantity) or (sole and alone(kind, one.quantity, every) and "perhaps"))
    ]
    return every[min(ranked)[-1]] if ranked else None


def alone(kind: Quantity, one: Quantity, every: Sequence[Given]) -> bool:
    """Whether the only amount of a unit is of what another is, by a word around both."""
    return one.unit == kind.unit and is_sole(one, every) and bool(one.near & kind.near)


def beside_content(kind: Quantity, every: Sequence[Given]) -> Given | None:
    """The same of the quantities that stand beside a content: of things only, as tolls there are of other claims."""
    return suiting(kind, every) if kind.thing and not kind.sort else None


def conflicting(members: Sequence[Told], given: Sequence[Given], occasions: Mapping[int, Occasion]) -> list[Given]:
    """Those whose value cannot be so together with that of another voice, where both may tell of one event."""
    by_occasion: dict[Occasion, list[Given]] = {}
    for one in given:
        by_occasion.setdefault(occasions[one.member], []).append(one)
    several = dict(list(by_occasion.items())[:MOST_OCCASIONS])
    against = set[int]()
    for when, some in several.items():
        pool = [one for other, more in several.items() if may_be_one(when, other, is_toll(given)) for one in more]
        ends = extremes(members, pool)
        for one, end in product(some, ends):
            if (
                differ(one.quantity, end.quantity)
                and voice(members, one) != voice(members, end)
                and one_matter(members, one, end)
            ):
                against |= {one.member, end.member}
    return [one for one in given if one.member in against]


def is_toll(given: Sequence[Given]) -> bool:
    """Whether most of the numbers tell what befell those counted, or count strikes, shells and the like."""
    return 2 * sum(bool(one.quantity.fate) or one.quantity.sort == counted.THING for one in given) > len(given)


def voice(members: Sequence[Told], one: Given) -> tuple[int, int | None]:
    """In which article and by whom a quantity is given: what one voice tells in one article are parts, or one event
    after the other."""
    told = members[one.member]
    return told.paper.article, told.chain[-1].source if told.chain else None


def extremes(members: Sequence[Told], given: Sequence[Given]) -> list[Given]:
    """The quantities that end first and begin last, those also of lower bounds, each with that of the next voice.

    Of ranges on a line, one that is apart from any other is apart from that which ends first or begins last.
    """
    least = [one for one in given if is_lower_bound(one.quantity)]
    ends = []
    for some, order in ((given, last_so), (given, first_so), (least, size), (least, greatest)):
        for _ in range(2):
            if not some:
                break
            end = min(some, key=lambda one: order(one.quantity))
            ends.append(end)
            some = [one for one in some if voice(members, one) != voice(members, end)]
    return ends


def last_so(one: Quantity) -> float:
    """Up to where a quantity may be."""
    return float("inf") if one.high is None else one.high + one.slack


def first_so(one: Quantity) -> float:
    """From where on it may be, the highest first."""
    return float("inf") if one.low is None else one.slack - one.low


def greatest(one: Quantity) -> float:
    """Its size, the greatest first."""
    return -size(one)


def differ(one: Quantity, other: Quantity) -> bool:
    """Whether two values cannot both be so, or are two tolls: "at least 20 dead" and "at least 30 dead".

    Civilians are no fighters.
    """
    things = {one.thing, other.thing}
    if len(things) > 1 and counted.PERSON not in things and things != ARMED:
        return False
    if is_lower_bound(one) and is_lower_bound(other):
        return max(size(one), size(other)) >= TWO_TOLLS * min(size(one), size(other))
    return relation(one, other) == "conflicting"


def one_matter(members: Sequence[Told], one: Given, other: Given) -> bool:
    """Whether two amounts of money, lengths and the like are of one thing, as far as their words tell."""
    if not one.quantity.unit:
        return True
    words = [stated(members[each.member].words[:LONGEST]) for each in (one, other)]
    return len(words[0] & words[1]) >= SAME_WORDS * min(map(len, words))


@functools.lru_cache(maxsize=1_000)
def stated(content: str) -> frozenset[str]:
    """The stems of a content's words that say something, without numbers."""
    return frozenset(word for word in telling(weighed(content)) if not word[0].isdigit() and word not in SCALES)


def is_lower_bound(one: Quantity) -> bool:
    """Whether it is told of how many it befell at least; "several" and "at least two" say too little."""
    return bool(one.fate) and one.high is None and one.low is not None and one.low >= FEWEST_TOLD


def developed(members: Sequence[Told], against: Sequence[Given], occasions: Mapping[int, Occasion]) -> tuple[bool, str]:
    """Whether values that cannot both be so may have followed each other, and why."""
    distinct = {
        (one.quantity.low, one.quantity.high, speaker(members[one.member]), moment(members[one.member])): one
        for one in against
    }
    later = same_source = False
    for one, other in product(list(distinct.values())[:MOST_KINDS], repeat=2):
        if not differ(one.quantity, other.quantity) or size(one.quantity) >= size(other.quantity):
            continue
        if not may_be_one(occasions[one.member], occasions[other.member], is_toll(against)):
            continue
        if (who := speaker(members[one.member])) is not None and who == speaker(members[other.member]):
            same_source = True
        elif one.quantity.fate and comes_before(members[one.member], members[other.member]):
            later = True
        else:
            return False, ""
    if later:
        return True, "; the higher number came later, so that it may have risen"
    return same_source, "; one source gave both, so that it may have corrected or updated them" if same_source else ""


def size(one: Quantity) -> float:
    """What a value is ordered by."""
    return one.low if one.low is not None else one.high or 0.0


def speaker(one: Told) -> int | None:
    """The number of the source from which a statement comes, None if it is the outlet's own or nobody's by name."""
    return one.chain[-1].source if one.chain and not one.chain[-1].anonymous else None


def moment(one: Told) -> str | None:
    """When it was said, or else published: a day, with a time of day if that is known and in UTC."""
    if one.said and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", one.said[:10]):
        return one.said[:10]
    if one.paper.published and "T" in one.paper.published:
        try:
            at = datetime.datetime.fromisoformat(one.paper.published)
        except ValueError:
            return one.paper.day
        if at.tzinfo is not None:
            return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return one.paper.day


def comes_before(one: Told, other: Told) -> bool:
    """Whether a statement is known to be earlier than another one."""
    first, second = moment(one), moment(other)
    if first is None or second is None:
        return False
    length = min(len(first), len(second))
    return first[:length] < second[:length]


def reason(members: Sequence[Told], against: Sequence[Given]) -> str:
    """The values that differ, from the lowest to the highest, each with who gave it first and when."""
    firsts: dict[tuple[float | None, float | None], Given] = {}
    for one in sorted(
        against, key=lambda each: (size(each.quantity), moment(members[each.member]) or "9", each.member)
    ):
        firsts.setdefault((one.quantity.low, one.quantity.high), one)
    shown = list(firsts.values())
    if len(shown) > SHOWN:
        shown = [*shown[: SHOWN - 1], shown[-1]]
    days = [(moment(members[one.member]) or "")[:10] for one in shown]
    told = []
    for i, one in enumerate(shown):
        told.append(
            f"{phrase(members[one.member], one)} ({by(members[one.member], days[i], days[i - 1] if i else '')})"
        )
    return listed(told)


def listed(told: Sequence[str]) -> str:
    """What is told as one enumeration."""
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def phrase(of: Told, one: Given) -> str:
    """The number with the words for what it counts, and what befell those, as the text says it."""
    words = " ".join(of.paper.text[one.place[0] : one.until].split())[:LONGEST_SHOWN]
    fate = one.quantity.fate
    if not fate or fate == "casualty" or any(counted.fate_of(word) for word in words.lower().split()):
        return words
    told = (word.strip(".,;:") for word in of.words[: LONGEST_SHOWN * 10].lower().split())
    return f"{words} {next((word for word in told if (counted.fate_of(word) or ('',))[0] == fate), fate)}"


def by(one: Told, day: str, before: str) -> str:
    """Who said it, and on which day; the day before it in the list is not told again."""
    name = one.chain[-1].name if one.chain else one.paper.outlet or one.paper.name
    if not day:
        return f"{name}, undated"
    if day == before:
        return f"{name}, the same day"
    at = datetime.date.fromisoformat(day)
    return f"{name}, {at.day} {MONTHS[at.month - 1]} {at.year}"


class Dated(msgspec.Struct, frozen=True):
    """The only day, time of day or outcome of a vote that a member names, and the words of its content.

    `kind` is "weekday", "date", "vote", or "time" with its zone; `day` is a normal form, `at` its number if it has one.
    """

    member: int
    place: Place
    kind: str
    day: str
    at: float | None
    words: frozenset[str]


def by_date(members: Sequence[Told], stances: Sequence[Stance]) -> Values:
    """The days, times or votes that members give who tell one event in much the same words, if these differ."""
    told_by = [(number, each) for number, each in enumerate(members) if stances[number] == "supports"]
    given = [
        one for number, each in told_by for one in (*dated(number, each), *timed(number, each), *voted(number, each))
    ]
    kinds = {one.kind for one in given}
    made: list[Value | None] = [None] * len(members)
    against: dict[int, Dated] = {}
    for kind in sorted(kinds):
        firsts: dict[str, Dated] = {}
        for one in given:
            if one.kind == kind and len(firsts) < MOST_KINDS:
                firsts.setdefault(one.day, one)
        where = {one.member: occasion(members[one.member]) for one in firsts.values()} if len(firsts) > 1 else {}
        for one, other in product(firsts.values(), repeat=2):
            if (
                one.day != other.day
                and apart(one, other)
                and same_place(where[one.member], where[other.member])
                and differ_in_day(members, one, other)
            ):
                against[one.member], against[other.member] = one, other
    for one in against.values():
        text = members[one.member].paper.text[slice(*one.place)]
        at = ordinal(members[one.member], one.place) if one.at is None else one.at
        made[one.member] = Value(one.place, text, at, at)
    if not against:
        return Values(tuple(made), (), False, None)
    told = []
    for one in sorted(against.values(), key=lambda each: each.member)[:SHOWN]:
        text = members[one.member].paper.text[slice(*one.place)]
        told.append(f"{text} ({by(members[one.member], (moment(members[one.member]) or '')[:10], '')})")
    return Values(tuple(made), tuple(sorted(against)), False, listed(told))


def dated(number: int, one: Told) -> Iterator[Dated]:
    """The day that a member names, if it is the only one."""
    found = []
    for start, end in one.content:
        piece = one.paper.text[start : min(end, start + MOST_READ)]
        found += [(start, match, match[0]) for match in DAY.finditer(piece)]
        found += [
            (start, match, f"{int(match['day'] or match['first'])} {(match['month'] or match['second'])[:3]}")
            for match in DATE.finditer(piece)
            if not is_dateline(piece, match)
        ]
    if len(found) == 1:
        start, match, day = found[0]
        kind = "weekday" if day.isalpha() else "date"
        yield Dated(number, (start + match.start(), start + match.end()), kind, day, None, beside(one, match))


def is_dateline(piece: str, match: re.Match[str]) -> bool:
    """Whether a date with its year tells when a text or picture was made: it begins the words or follows a name."""
    before = piece[: match.start()].split()[-1:]
    return YEAR.match(piece, match.end()) is not None and (not before or before[0][0].isupper())


def timed(number: int, one: Told) -> Iterator[Dated]:
    """The time of day that a member names, if it is the only one."""
    found = matches(TIME, one)
    if len(found) == 1:
        start, match = found[0]
        hour = int(match["hour"] or 0) % 12 + 12 * (match["half"] in ("p", "P") or match[0].lower() == "noon")
        zone = (match["zone"] or "").lower()
        minutes = 60 * hour + int(match["minute"] or 0)
        place = (start + match.start(), start + match.end())
        yield Dated(number, place, f"time {zone}", str(minutes), float(minutes), beside(one, match))


def voted(number: int, one: Told) -> Iterator[Dated]:
    """The outcome of a vote that a member tells, if it is the only one."""
    found = matches(VOTE, one)
    if len(found) == 1 and VOTING.search(one.words[:MOST_READ]):
        start, match = found[0]
        most, fewest = sorted((int(match[1]), int(match[2])), reverse=True)
        place = (start + match.start(), start + match.end())
        yield Dated(number, place, "vote", f"{most}-{fewest}", float(most), beside(one, match))


def matches(pattern: re.Pattern[str], one: Told) -> list[tuple[int, re.Match[str]]]:
    """Where a pattern is found in a member's content, with where the piece of it begins."""
    return [
        (start, match)
        for start, end in one.content
        if NUMBERED.search(piece := one.paper.text[start : min(end, start + MOST_READ)])
        for match in pattern.finditer(piece)
    ]


def beside(one: Told, match: re.Match[str]) -> frozenset[str]:
    """The stems of a content's words that say something, without those that matched and numbers."""
    return stated(one.words[:MOST_READ].replace(match[0], " "))


def apart(one: Dated, other: Dated) -> bool:
    """Whether two times of a day are so far from each other that neither is the other one rounded."""
    if not one.kind.startswith("time") or one.at is None or other.at is None:
        return True
    return abs(one.at - other.at) >= APART


def differ_in_day(members: Sequence[Told], one: Dated, other: Dated) -> bool:
    """Whether two members of different papers tell in the same words what they put on different days."""
    left, right = members[one.member], members[other.member]
    shared = len(one.words & other.words)
    if (
        left.paper.article == right.paper.article
        or shared < FEWEST_WORDS
        or shared < SAME_WORDS * min(len(one.words), len(other.words))
    ):
        return False
    # What is told on other days with other numbers are other events.
    soon = (days_apart(left.paper.day, right.paper.day) or 0) <= 1
    return one.kind != "weekday" or (soon and not other_numbers(left, right))


def other_numbers(left: Told, right: Told) -> bool:
    """Whether two statements tell numbers of which none is the same."""
    one, other = ({(each.low, each.high) for each in quantities(told.words[:MOST_READ])} for told in (left, right))
    return bool(one and other) and not one & other


def ordinal(of: Told, place: Place) -> float | None:
    """The number of a day as `datetime.date` counts them, if the reading tells which day the words mean."""
    for time in of.paper.times:
        if time.start <= place[0] and place[1] <= time.end and time.value and len(time.value) == len("2000-01-01"):
            try:
                return float(datetime.date.fromisoformat(time.value).toordinal())
            except ValueError:
                return None
    return None
