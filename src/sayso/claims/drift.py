"""How a claim changed on its way: what later statements lost, gained or reworded of those that they came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from sayso.claims.quantities import MOST_COMPARED, Quantity, quantities, relation, sameness
from sayso.claims.stance import opposed, stances
from sayso.claims.told import Place, Told
from sayso.claims.variants import stems_of, variants
from sayso.reading.commitment import SCALE

Kind = Literal["hedge lost", "hedge gained", "condition lost", "source lost", "source gained", "number", "words"]

MOST = 2_000
"""Statements of a claim that are looked at, the earliest first."""
WORDINGS = 40
"""Different earlier wordings from which a statement may have come, at most."""
LEAST = 0.5
"""The part of the words of the shorter statement that the other must have, for one to come from the other."""
LEAST_WORDS = 3
"""Words that both must have."""
LONGEST = 4_000
"""Characters of a piece of content in which numbers are looked for."""
ARTICLE = re.compile(r"(?:the|an?) ")


class Change(msgspec.Struct, frozen=True):
    """What differs between a statement and the earlier one that it plausibly came from.

    The places are in the papers of each; there are none where something is simply not said. `sentence` tells the change
    in plain words, and does not judge it.
    """

    kind: Kind
    earlier: Told
    later: Told
    earlier_places: tuple[Place, ...]
    later_places: tuple[Place, ...]
    sentence: str


def drift(members: Sequence[Told]) -> tuple[Change, ...]:
    """Tell how a claim changed from its earliest statements to later ones.

    Each statement is held against one earlier one of another article: that of the outlet that it names as a source, or
    else the one with most words in common. An undated statement is held only against the outlet that it names. Of very
    many statements the earliest 2,000 are looked at.
    """
    made: list[Change] = []
    first: dict[str, tuple[Told, frozenset[str]]] = {}
    outlets: dict[str, Told] = {}
    for one in sorted(members, key=_age)[:MOST]:
        earlier = _came_from(one, first, outlets)
        if earlier is not None and _says_the_same(earlier, one):
            made += _changes(earlier, one)
        if len(first) < WORDINGS and one.paper.day is not None:
            first.setdefault(" ".join(one.words.casefold().split()), (one, stems_of(one)))
        if one.paper.outlet is not None:
            outlets.setdefault(one.paper.outlet.casefold(), one)
    return tuple(made)


def _age(one: Told) -> tuple[bool, str, str, int, int]:
    """Undated ones last."""
    day = one.paper.day or ""
    return not day, day, one.paper.published or "", one.paper.id, one.number


def _came_from(one: Told, first: Mapping[str, tuple[Told, frozenset[str]]], outlets: Mapping[str, Told]) -> Told | None:
    for party in one.chain:
        relayed = outlets.get(party.name.casefold())
        if relayed is not None and relayed.paper.article != one.paper.article:
            return relayed
    if one.paper.day is None:
        return None
    own = stems_of(one)
    best: tuple[float, Told] | None = None
    for other, theirs in first.values():
        if other.paper.article == one.paper.article:
            continue
        both = len(own & theirs)
        share = both / max(1, min(len(own), len(theirs)))
        if both >= LEAST_WORDS and share >= LEAST and (best is None or share > best[0]):
            best = (share, other)
    return best[1] if best else None


def _says_the_same(earlier: Told, later: Told) -> bool:
    """Whether neither of two denies, or leaves open, what the other says."""
    return opposed(earlier, later) is None and all(stance != "questions" for stance, _ in stances((earlier, later)))


def _changes(earlier: Told, later: Told) -> Iterator[Change]:
    yield from _certainty(earlier, later)
    yield from _conditions(earlier, later)
    yield from _sources(earlier, later)
    numbers = list(_numbers(earlier, later))
    yield from numbers
    told = {place for each in numbers for place in each.earlier_places}
    for each in variants(earlier, later):
        if not any(start < each.left[1] and each.left[0] < end for start, end in told):
            yield _instead("words", earlier, later, each.left, each.right)


def _certainty(earlier: Told, later: Told) -> Iterator[Change]:
    before, after = (one.certainty if one.certainty in SCALE else None for one in (earlier, later))
    if before is None or after is None or before == after:
        return
    kind: Kind = "hedge lost" if SCALE.index(before) < SCALE.index(after) else "hedge gained"
    places, later_places = (() if one.certainty == "certain" else one.hedges or one.cue for one in (earlier, later))
    how, how_later = (_listed(one, places) for one, places in ((earlier, places), (later, later_places)))
    sentence = f"{_name(earlier)} has it as {before}{how}, {_name(later)} as {after}{how_later}."
    yield Change(kind, earlier, later, places, later_places, sentence)


def _conditions(earlier: Told, later: Told) -> Iterator[Change]:
    if earlier.conditions and not later.conditions:
        sentence = (
            f"{_name(earlier)} gives a condition{_listed(earlier, earlier.conditions)}, {_name(later)} gives none."
        )
        yield Change("condition lost", earlier, later, earlier.conditions, (), sentence)


def _sources(earlier: Told, later: Told) -> Iterator[Change]:
    # The ledger does not take descriptions in two documents for one, but of one statement they are.
    known = {_plain(party.name): party.source for party in earlier.chain}
    chain = [known.get(_plain(party.name), party.source) for party in later.chain]
    before, after = set(known.values()), set(chain)
    told_by = (earlier.paper.outlet or "").casefold()
    relays = any(party.name.casefold() == told_by for party in later.chain)
    if earlier.chain and earlier.chain[-1].source not in after and (after <= before or relays):
        whom = earlier.chain[-1].name
        voice = f"gives {later.chain[-1].name} alone" if later.chain else "says it in its own voice"
        sentence = f"{_name(earlier)} has it from {whom}, {_name(later)} {voice}."
        yield Change("source lost", earlier, later, earlier.source, later.source, sentence)
    elif chain and not relays and chain[-1] not in before and before <= after:
        whom = later.chain[-1].name
        voice = f"from {earlier.chain[-1].name} alone" if earlier.chain else "in its own voice"
        sentence = f"{_name(earlier)} has it {voice}, {_name(later)} from {whom}."
        yield Change("source gained", earlier, later, earlier.source, later.source, sentence)


def _plain(name: str) -> str:
    """A name without capitals and article."""
    return ARTICLE.sub("", " ".join(name.casefold().split()))


def _numbers(earlier: Told, later: Told) -> Iterator[Change]:
    theirs = _quantities(later)
    for place, one in _quantities(earlier):
        for at, (other_place, other) in enumerate(theirs):
            if sameness(one, other) != "same":
                continue
            if (one.low, one.high) != (other.low, other.high) and relation(one, other) != "equal":
                yield _instead("number", earlier, later, place, other_place)
            del theirs[at]
            break


def _quantities(one: Told) -> list[tuple[Place, Quantity]]:
    """The numbers of a statement with their places in its paper."""
    made = []
    for start, end in one.content:
        for each in quantities(one.paper.text[start : min(end, start + LONGEST)]):
            made.append(((start + each.place[0], start + each.place[1]), each))
    return made[:MOST_COMPARED]


def _instead(kind: Kind, earlier: Told, later: Told, place: Place, other: Place) -> Change:
    sentence = f"Where {_name(earlier)} has {_shown(earlier, place)}, {_name(later)} has {_shown(later, other)}."
    return Change(kind, earlier, later, (place,), (other,), sentence)


def _name(one: Told) -> str:
    return one.paper.outlet or one.paper.name


def _shown(one: Told, place: Place) -> str:
    return f"“{' '.join(one.paper.text[place[0] : place[1]].split())}”"


def _listed(one: Told, places: Sequence[Place]) -> str:
    return f" ({', '.join(_shown(one, place) for place in places)})" if places else ""
