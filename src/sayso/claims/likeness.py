"""Whether two statements of different documents are about the same proposition, and what speaks for it."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from importlib import resources
from operator import mul

import msgspec

from sayso.claims.told import Told
from sayso.claims.traits import Traits, days_apart, traits
from sayso.claims.words import LONGEST, WORD, stems

SHOWN = 6
"""Words and numbers that a reason names."""
UNDATED = 3
"""Days that statements count as apart where one has no date."""


class Likeness(msgspec.Struct, frozen=True):
    """The probability that two statements make the same claim, whatever their stances, and what speaks for it."""

    probability: float
    reasons: tuple[str, ...]


class Weights(msgspec.Struct, frozen=True):
    """A logistic regression over `FEATURES`, as `python -m training.claims` fits it."""

    weights: tuple[float, ...]
    bias: float


def likeness(left: Told, right: Told) -> Likeness:
    """Compare two statements: how likely they make the same claim, and why."""
    one, other = traits(left), traits(right)
    seen = features(one, other)
    return Likeness(probability(seen, load_weights()), reasons(one, other, seen[0]))


def probability(seen: Sequence[float], model: Weights) -> float:
    """The probability, from 0 to 1, that statements of these features make the same claim."""
    score = model.bias + sum(map(mul, model.weights, seen))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def reasons(left: Traits, right: Traits, near: float) -> tuple[str, ...]:
    """What speaks for two statements making the same claim, in plain words."""
    found = []
    if words := _shared(left, right):
        found.append("shared words: " + ", ".join(words))
    if numbers := sorted(left.numbers & right.numbers):
        found.append("same numbers: " + ", ".join(numbers[:SHOWN]))
    if left.told.chain and right.told.chain and left.told.chain[-1].source == right.told.chain[-1].source:
        found.append(f"same source: {left.told.chain[-1].name}")
    found.append(f"similarity of meaning {near:.2f}")
    return tuple(found)


@functools.cache
def load_weights() -> Weights:
    """The weights that are shipped."""
    data = (resources.files("sayso.claims") / "facts" / "likeness.json").read_bytes()
    return msgspec.json.decode(data, type=Weights)


def features(left: Traits, right: Traits) -> list[float]:
    """What likeness is judged by, in the order of `FEATURES`."""
    near = float(left.vector @ right.vector) if left.vector is not None and right.vector is not None else 0.0
    shared = _weight_of_both(left.words, right.words)
    around = _weight_of_both(left.around, right.around)
    titles = _weight_of_both(left.title, right.title)
    (least, most), (around_least, around_most), (titles_least, _) = (
        (one, other) if one < other else (other, one) for one, other in zip(left.weights, right.weights, strict=True)
    )
    run = _run(left.order, right.places)
    lengths = sorted((len(left.words), len(right.words)))
    apart = days_apart(left.told.paper.day, right.told.paper.day)
    both_own = not left.told.chain and not right.told.chain
    one_own = bool(left.told.chain) != bool(right.told.chain)
    same_source = bool(
        left.told.chain and right.told.chain and left.told.chain[-1].source == right.told.chain[-1].source
    )
    return [
        near,
        shared / (least + most - shared + 0.1),
        shared / (least + 0.1),
        math.log1p(shared),
        around / (around_least + around_most - around + 0.1),
        around / (around_least + 0.1),
        math.log1p(around),
        math.log1p(run),
        run / (1 + min(len(left.order), len(right.order))),
        math.log1p(len(left.names & right.names)),
        math.log1p(len(left.names ^ right.names)),
        len(left.names_around & right.names_around) / (1 + len(left.names_around | right.names_around)),
        math.log1p(len(left.numbers & right.numbers)),
        math.log1p(len(left.numbers - right.numbers_around) + len(right.numbers - left.numbers_around)),
        math.log1p(len(left.numbers_around & right.numbers_around)),
        float(same_source or bool(left.speaker & right.speaker)),
        float(both_own),
        float(one_own),
        float(left.told.act == right.told.act and left.told.act is not None),
        float(bool(left.cue & right.cue)),
        math.log1p(lengths[0]),
        math.log1p(lengths[1]),
        float((left.told.inside is None) != (right.told.inside is None)),
        float(left.told.inside is not None and right.told.inside is not None),
        titles / (titles_least + 0.1),
        (UNDATED if apart is None else min(apart, 30)) / 30,
        float(bool(left.days & right.days)),
        float(bool(left.days and right.days) and not left.days & right.days),
        float(bool(left.fates & right.fates)),
        float(bool(left.fates) != bool(right.fates)),
    ]


FEATURES = (
    "meaning",
    "words of both",
    "words of the shorter",
    "weight of words",
    "sentence: words of both",
    "sentence: words of the shorter",
    "sentence: weight of words",
    "words in a row",
    "share in a row",
    "names of both",
    "names of one",
    "sentence: names of both",
    "numbers of both",
    "numbers of one",
    "sentence: numbers of both",
    "same speaker",
    "both own voice",
    "one own voice",
    "same act",
    "same cue",
    "length of the shorter",
    "length of the longer",
    "one inside another",
    "both inside another",
    "titles",
    "days apart",
    "same day named",
    "other days named",
    "number of same fate",
    "number of a fate in one",
)


def _shared(left: Traits, right: Traits) -> list[str]:
    """The most telling words that both contents have, as the left one writes them, the most telling first."""
    both = {word: weight for word, weight in left.words.items() if word in right.words and not word[0].isdigit()}
    chosen = sorted(both, key=lambda word: (-both[word], word))[:SHOWN]
    written: dict[str, str] = {}
    for word in WORD.findall(left.told.words[:LONGEST]):
        written.setdefault(stems(word)[0], word)
    return [written[word] for word in chosen if word in written]


def _weight_of_both(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    return sum([weight for word, weight in left.items() if word in right])


def _run(left: Sequence[str], right: Mapping[str, Sequence[int]]) -> int:
    """The length of the longest run of words that both have; of the right ones is told where they stand."""
    longest = 0
    before: dict[int, int] = {}
    for word in left:
        places = right.get(word, ())
        before = {place: before.get(place - 1, 0) + 1 for place in places} if before else dict.fromkeys(places, 1)
        if before:
            longest = max(longest, max(before.values()))
    return longest
