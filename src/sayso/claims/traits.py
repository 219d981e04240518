"""What a statement is compared by, worked out once for all its comparisons."""

from __future__ import annotations

import bisect
import functools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from sayso.claims.counted import lexicon
from sayso.claims.numbers import SMALL as NUMBERS
from sayso.claims.numbers import VAGUE
from sayso.claims.told import Place, Told
from sayso.claims.words import LONGEST, WORD, names, stems, telling, weighed

REACH = 300
"""Characters before and after a statement in which its sentence is looked for."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_COUNTING = NUMBERS.keys() | VAGUE.keys()
_END = re.compile(r"[.!?\n](?:(?<=\n)|(?<!\n)['\"”’)]*\s)")


@dataclass(frozen=True, slots=True)
class Traits:
    """A statement with its words and those of its sentence.

    `order` are the stems of its content in their order, `words` and `around` those of content and sentence that say
    something, with how telling they are; `names` and `names_around` those with a capital; `speaker` the words of its
    origin's name and `cue` of its cue; `days` the days that its sentence names, `fates` what its content
    says befell a number of people, `title` the words of its paper's title;
    `vector` its meaning, of length 1, or None. `places` leads from the stems of `order` to where they stand there;
    `weights` are the sums of `words`, `around` and `title`.
    """

    told: Told
    order: tuple[str, ...]
    words: dict[str, float]
    around: dict[str, float]
    names: frozenset[str]
    names_around: frozenset[str]
    numbers: frozenset[str]
    numbers_around: frozenset[str]
    speaker: frozenset[str]
    cue: frozenset[str]
    days: frozenset[str]
    fates: frozenset[str]
    title: dict[str, float]
    vector: npt.NDArray[np.float32] | None
    places: dict[str, list[int]]
    weights: tuple[float, float, float]


def traits(told: Told) -> Traits:
    """Work out what a statement is compared by."""
    text = told.paper.text
    start, end = sentence(text, (*told.source, *told.cue, *told.content))
    words = told.words
    # After a space even the first word may be a name.
    own, whole = f" {words}"[:LONGEST], text[start : min(end, start + LONGEST)]
    content, around, title = (_wording(piece.strip()) for piece in (own, whole, (told.paper.title or "")[:LONGEST]))
    places: dict[str, list[int]] = {}
    for place, word in enumerate(content.order):
        places.setdefault(word, []).append(place)
    return Traits(
        told,
        content.order,
        content.words,
        around.words,
        names(own),
        names(whole),
        content.numbers,
        around.numbers,
        frozenset(_wording(told.chain[-1].name[:LONGEST]).words) if told.chain else frozenset(),
        frozenset(stem for start, end in told.cue for stem in stems(text[start:end])),
        frozenset(_days(told, start, end)),
        _fates(words[:LONGEST]),
        title.words,
        _direction(told.vector),
        places,
        (content.weight, around.weight, title.weight),
    )


@dataclass(frozen=True, slots=True)
class _Wording:
    """The words of a content, a sentence, a title or a name, as `Traits` has them."""

    order: tuple[str, ...]
    words: dict[str, float]
    numbers: frozenset[str]
    weight: float


@functools.lru_cache(maxsize=2_000)
def _wording(text: str) -> _Wording:
    found = weighed(text)
    words = telling(found)
    numbers = frozenset([word for word in words if word[0].isdigit()])
    return _Wording(tuple([word for word, _ in found]), words, numbers, sum(words.values()))


def days_apart(left: str | None, right: str | None) -> int | None:
    """How many days are between two (ISO 8601); None if one is not known."""
    if left is None or right is None:
        return None
    return abs(_number(left) - _number(right))


@functools.lru_cache(maxsize=10_000)
def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def sentence(text: str, places: tuple[Place, ...]) -> Place:
    """From where the sentence of the first of these places begins to where that of the last one ends."""
    if not places:
        return 0, 0
    first, last = min(start for start, _ in places), max(end for _, end in places)
    low = max(0, first - REACH)
    before = [found.end() for found in _END.finditer(text, low, first)]
    after = _END.search(text, max(first, last - 1), min(len(text), last + REACH))
    return (before[-1] if before else low), (after.end() if after else min(len(text), last + REACH))


def _days(told: Told, start: int, end: int) -> Iterator[str]:
    """The days that are named from `start` to `end`, of times as of dates."""
    times = told.paper.times
    for time in times[bisect.bisect_left(times, start, key=attrgetter("start")) :]:
        if time.start >= end:
            return
        if time.value is not None and time.type in ("DATE", "TIME") and _DAY.match(time.value):
            yield time.value[:10]


@functools.lru_cache(maxsize=2_000)
def _fates(content: str) -> frozenset[str]:
    words = set(WORD.findall(content.casefold()))
    fates = lexicon().fates
    fated = fates.keys() & words
    if not fated or (_COUNTING.isdisjoint(words) and not any(word[0].isdigit() for word in words)):
        return frozenset()
    return frozenset(fates[word][0] for word in fated)


def _direction(vector: bytes | None) -> npt.NDArray[np.float32] | None:
    if vector is None:
        return None
    values = np.frombuffer(vector, dtype=np.int8).astype(np.float32)
    length = math.sqrt(values @ values)
    return values / np.float32(length) if length else None
