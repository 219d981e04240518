"""What two texts share word for word: passages, what was changed between them, and who was first.

Words are compared without case, punctuation and kinds of quotation marks. Documents that may share a passage are found
by fingerprints: hashes of six words in a row. Of a text that is kept, one in fifteen is kept, so that every passage of
twenty words holds one; of a new text, all are looked up (as BLAT does with genomes, Kent 2002). Winnowing (Schleimer,
Wilkerson and Aiken 2003) gives the same guarantee with twice as many kept, and libraries for it or for MinHash do not
promise the same hashes in their next version, which would part new documents from those that are there.
"""

from __future__ import annotations

import functools
import re
import zlib
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.claims.told import Place

LEAST = 20
"""Words in a row that make a passage."""
WIDTH = 6
"""Words in a fingerprint."""
STEP = LEAST - WIDTH + 1
"""Of so many fingerprints in a row, one is kept."""
LONGEST = 400_000
"""Characters of a text that are looked at."""
LONGEST_WORD = 40
"""Characters of a word whose form is remembered."""
LONGEST_KEPT, MOST_KEPT = 20_000, 64
"""Characters of a text that is remembered as it was taken apart, and how many texts are: one is met again and again."""
MOST_PLACES = 8
"""Places in the other text that a passage is looked for at, where its first words stand more often."""
WORK = 40
"""Words that are compared for each word of two texts; of texts that repeat themselves endlessly, some is left out."""
LEAST_OWN = 8
"""Words of a passage that stand outside of direct quotations, or it is just a quotation."""
MOST_RUNS = 500
"""Passages between which is told what was changed."""
WIDEST_GAP = 80
"""Words between two passages that are compared one by one; longer ones are other text."""

Hashes = npt.NDArray[np.uint64]

_NONE = np.zeros(1, dtype=np.uint64)
_FACTOR = 0x9E37_79B9_7F4A_7C15
_WORD = re.compile(
    r"([^\W\d_]\.[^\W\d_]\.(?:[^\W\d_]\.)*"  # U.S.
    r"|[^\W_]+(?:['’‘`´][^\W_]+|(?<=\d),(?=\d{3}(?!\d))\d{3})*)"  # mayor's, 12,000
)
_MARKS = re.compile(r"[\W_]")


class Passage(msgspec.Struct, frozen=True):
    """Words in a row that stand in both texts, where, and how many; `quoted` tells that they are just a quotation."""

    left: Place
    right: Place
    words: int
    quoted: bool = False


class Change(msgspec.Struct, frozen=True):
    """Where words of the left text are others in the right one; those "added" or "dropped" stand in one alone."""

    kind: Literal["replaced", "added", "dropped"]
    left: Place | None
    right: Place | None


@dataclass(frozen=True)
class Worded:
    """A text as words in the form in which they are compared, and their hashes.

    `ends` are where what is before a word and the word end, by turns.
    """

    words: list[str]
    ends: list[int]
    hashes: Hashes

    def place(self, begin: int, end: int) -> Place:
        """Where the words from `begin` to before `end` stand."""
        return self.ends[2 * begin], self.ends[2 * end - 1]

    @cached_property
    def sums(self) -> tuple[Hashes, Hashes]:
        """The sums of the hashes up to each word, weighted by their places, and what takes these weights back."""
        powers, inverses = (
            np.full(len(self.words) + 1, factor, dtype=np.uint64).cumprod(dtype=np.uint64)
            for factor in (_FACTOR, pow(_FACTOR, -1, 1 << 64))
        )
        return np.concatenate((_NONE, np.cumsum(_mixed(self.hashes) * powers[:-1]))), inverses


@dataclass(frozen=True, slots=True)
class _Run:
    """`size` words in a row that are the same from the word `left` and the word `right` on."""

    left: int
    right: int
    size: int


def worded(text: str) -> Worded:
    """Take a text apart into words; of a very long one, its beginning."""
    return _worded(text) if len(text) <= LONGEST_KEPT else _worded.__wrapped__(text)


@functools.lru_cache(maxsize=MOST_KEPT)
def _worded(text: str) -> Worded:
    # Words and what stands between them by turns: much faster than to ask each word for its place.
    pieces = _WORD.split(text[:LONGEST])
    sizes = list(map(len, pieces))
    # Endless words are not remembered.
    form = _form if max(sizes[1::2], default=0) <= LONGEST_WORD else _form.__wrapped__
    forms = list(map(form, pieces[1::2]))
    hashes = np.array([each for _, each in forms], dtype=np.uint64)
    return Worded([word for word, _ in forms], list(accumulate(sizes)), hashes)


@functools.lru_cache(maxsize=50_000)
def _form(written: str) -> tuple[str, int]:
    """A word in the form in which it is compared, and its hash."""
    word = (written if written.isalnum() else _MARKS.sub("", written)).casefold()
    return word, zlib.crc32(word.encode("utf-8", "replace"))


def fingerprints(text: Worded) -> list[int]:
    """The fingerprints of a text as signed numbers of 32 bits, one for each word with which one begins.

    A text of less than twenty words has but one, of all its words: it is shared as a whole or not at all.
    """
    if not text.words:
        return []
    grams = _grams(text, WIDTH if len(text.words) >= LEAST else len(text.words))
    return [int(each) for each in (grams >> np.uint64(32)).astype(np.uint32).view(np.int32)]


def kept(prints: Sequence[int], known: Collection[int], full: Collection[int]) -> list[int]:
    """Those of a text's fingerprints by which it is to be found later, each once.

    Of fifteen in a row there is one, so that one is in every passage; `known` are such as need not be kept again, and
    `full` those that are kept for too many texts already. A passage of nothing but these is kept no more.
    """
    chosen: list[int] = []
    last = -1
    step = min(STEP, len(prints))
    for i, each in enumerate(prints):
        if each in known:
            last = i
        elif i - last == step:
            last = next((m for m in range(i, i - step, -1) if prints[m] not in full), i)
            if prints[last] not in full:
                chosen.append(prints[last])
    return list(dict.fromkeys(chosen))


def passages(left: str | Worded, right: str | Worded, least: int = LEAST) -> tuple[Passage, ...]:
    """All passages of `least` words that two texts share, each as long as can be, in the order of the left text.

    A text of fewer words is a passage if the other consists of the same words. Words that are within one passage in
    both texts are not given again as parts of others. The time grows with the length of the texts, whatever they are.
    """
    one, other = (each if isinstance(each, Worded) else worded(each) for each in (left, right))
    return tuple(_placed(run, one, other) for run in _runs(one, other, least))


def marked(found: Sequence[Passage], left: Sequence[Place], right: Sequence[Place]) -> tuple[Passage, ...]:
    """The passages with those `quoted` that are no more than a direct quotation in one of the texts.

    `left` and `right` are where direct quotations stand in the texts. What an outlet has from a speaker it need not
    have from another outlet.
    """
    ours, theirs = _merged(left), _merged(right)
    return tuple(msgspec.structs.replace(each, quoted=_quoted(each, ours, theirs)) for each in found)


def shared(found: Sequence[Passage], left: Worded, right: Worded) -> tuple[int, float]:
    """How many words of the shorter text are in passages, and which share of it that is, from 0 to 1."""
    of_left = len(left.words) <= len(right.words)
    shorter = left if of_left else right
    ends = shorter.ends[1::2]
    covered = np.zeros(len(ends), dtype=bool)
    for each in found:
        start, end = each.left if of_left else each.right
        covered[bisect_left(ends, start + 1) : bisect_left(ends, end) + 1] = True
    words = int(covered.sum())
    return words, words / max(1, len(ends))


def changed(left: Worded, right: Worded) -> tuple[Change, ...]:
    """Tell what the right text changed of the left one, between the passages that follow each other in both.

    Words between two passages are compared one by one if they are few; what is longer is other text and no change.
    """
    made: list[Change] = []
    before: _Run | None = None
    for run in _in_order(_runs(left, right, LEAST)):
        if before is not None:
            begin, end = before.left + before.size, run.left
            start, stop = before.right + before.size, run.right
            if max(end - begin, stop - start) <= WIDEST_GAP:
                made += _differences(left, right, (begin, end), (start, stop))
        before = run
    return tuple(made)


def first(left: str | None, right: str | None) -> int | None:
    """Tell which of two times of publication (ISO 8601) is the earlier one, 0 or 1; None if that is not known.

    A day alone is compared by the day: of two on one day, it is not known which came first.
    """
    ours, theirs = _moment(left), _moment(right)
    if ours is None or theirs is None:
        return None
    (one, one_has_time), (other, other_has_time) = ours, theirs
    if not (one_has_time and other_has_time):
        one, other = (each.replace(hour=0, minute=0, second=0, microsecond=0) for each in (one, other))
    return None if one == other else int(other < one)


def _moment(published: str | None) -> tuple[datetime, bool] | None:
    """When that is, in UTC, and whether the time of the day is known."""
    try:
        moment = datetime.fromisoformat(published or "")
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return moment, ":" in (published or "") or "T" in (published or "")


def _grams(text: Worded, width: int) -> Hashes:
    """The hashes of all sequences of so many words."""
    size = len(text.words) - width + 1
    together = np.zeros(max(0, size), dtype=np.uint64)
    for place in range(width if size > 0 else 0):
        together = _mixed(together + text.hashes[place : place + size])
    return together


def _sums(text: Worded, width: int) -> Hashes:
    """A number for each sequence of so many words, the same for the same words (Karp and Rabin 1987)."""
    sums, inverses = text.sums
    found: Hashes = (sums[width:] - sums[:-width]) * inverses[: len(sums) - width]
    return found


def _mixed(values: Hashes) -> Hashes:
    """Spread the bits of each number over all of its 64 (the last steps of SplitMix64, Steele et al. 2014)."""
    values = values + np.uint64(0x9E37_79B9_7F4A_7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58_476D_1CE4_E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D0_49BB_1331_11EB)
    return values ^ (values >> np.uint64(31))


def _runs(left: Worded, right: Worded, least: int) -> list[_Run]:
    sizes = len(left.words), len(right.words)
    if min(sizes) < least:
        return [_Run(0, 0, sizes[0])] if left.words and left.words == right.words else []
    ours, theirs = _sums(left, least), _sums(right, least)
    common = _within(theirs, ours)
    if not len(common):
        return []
    where: dict[int, list[int]] = {}
    for j, each in zip(common.tolist(), theirs[common].tolist(), strict=True):
        places = where.setdefault(each, [])
        if len(places) < MOST_PLACES:
            places.append(j)
    found: list[_Run] = []
    reach = 0  # how far the left text is within passages
    taken = np.zeros(len(theirs), dtype=bool)  # where the right text is
    done: dict[int, int] = {}  # by diagonals, up to where they were looked at
    work = WORK * sum(sizes)
    common = _within(ours, theirs[common])
    for i, each in zip(common.tolist(), ours[common].tolist(), strict=True):
        for j in where[each]:
            if (i + least <= reach and taken[j]) or done.get(j - i, 0) > i or work <= 0:
                continue
            run = _whole(left.words, right.words, i, j)
            work -= run.size
            done[j - i] = run.left + run.size
            if run.size >= least:
                found.append(run)
                reach = max(reach, run.left + run.size)
                taken[run.right : run.right + run.size - least + 1] = True
    return sorted(found, key=lambda run: (run.left, run.right))


def _within(some: Hashes, others: Hashes) -> npt.NDArray[np.intp]:
    """The places of those that are among the others, of which there must be one."""
    ordered = np.sort(others)
    return np.flatnonzero(ordered[np.searchsorted(ordered[:-1], some)] == some)


def _whole(left: Sequence[str], right: Sequence[str], i: int, j: int) -> _Run:
    """The run that goes through word `i` of the one and word `j` of the other, as far as it goes to both sides."""
    begin, end = 0, 0
    while begin < min(i, j) and left[i - begin - 1] == right[j - begin - 1]:
        begin += 1
    longest = min(len(left) - i, len(right) - j)
    while end < longest and left[i + end] == right[j + end]:
        end += 1
    return _Run(i - begin, j - begin, begin + end)


def _placed(run: _Run, left: Worded, right: Worded) -> Passage:
    here, there = (text.place(begin, begin + run.size) for text, begin in ((left, run.left), (right, run.right)))
    return Passage(here, there, run.size)


def _in_order(runs: Sequence[_Run]) -> Iterator[_Run]:
    """Those runs that follow each other in both texts, the longer ones preferred; of very many, the longest."""
    chosen: list[_Run] = []
    for run in sorted(runs, key=lambda run: (-run.size, run.left))[:MOST_RUNS]:
        at = bisect_left([each.left for each in chosen], run.left)
        before, after = chosen[:at][-1:], chosen[at : at + 1]
        if all(_follows(each, run) for each in before) and all(_follows(run, each) for each in after):
            chosen.insert(at, run)
    return iter(chosen)


def _follows(one: _Run, other: _Run) -> bool:
    return one.left + one.size <= other.left and one.right + one.size <= other.right


def _differences(left: Worded, right: Worded, ours: Place, theirs: Place) -> Iterator[Change]:
    one, other = left.words[slice(*ours)], right.words[slice(*theirs)]
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        here = left.place(ours[0] + a, ours[0] + b) if a < b else None
        there = right.place(theirs[0] + c, theirs[0] + d) if c < d else None
        if tag == "replace":
            yield Change("replaced", here, there)
        elif tag != "equal":
            yield Change("dropped" if tag == "delete" else "added", here, there)


def _quoted(passage: Passage, left: Sequence[Place], right: Sequence[Place]) -> bool:
    """Whether too few of a passage's words stand outside of the quotations of one of the texts."""
    outside = min(
        1 - _covered(place, quotations) / max(1, place[1] - place[0])
        for place, quotations in ((passage.left, left), (passage.right, right))
    )
    return outside * passage.words < min(LEAST_OWN, passage.words)


def _merged(quotations: Sequence[Place]) -> list[Place]:
    """The same places in their order, those that overlap as one."""
    made: list[Place] = []
    for begin, end in sorted(quotations):
        if made and begin <= made[-1][1]:
            made[-1] = made[-1][0], max(end, made[-1][1])
        else:
            made.append((begin, end))
    return made


def _covered(place: Place, quotations: Sequence[Place]) -> int:
    """How many characters of a place are within quotations."""
    covered = 0
    for begin, end in quotations[bisect_left(quotations, place[0], key=lambda each: each[1]) :]:
        if begin >= place[1]:
            break
        covered += max(0, min(end, place[1]) - max(begin, place[0]))
    return covered
