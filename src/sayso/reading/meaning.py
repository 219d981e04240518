"""What contents mean, as vectors: of like meaning are those that point the same way.

A vector is a weighted mean of the network's values for the content's tokens, projected to 64 numbers of a byte each. It
is learned so that the cosine between two keeps the similarity that all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang et
al. 2020) sees between the words; see `training/meaning.py`. A part of what the whole text is about is added, so that
of statements in the same words those of the same matter are nearer.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.document import Document
from sayso.reading.sentences import sentences
from sayso.reading.tokens import Tokens

Place = tuple[int, int]

SIZE = 64
"""Numbers in a vector, and its bytes."""
HEAVIEST = 8.0
"""The weight of a token is between e to the power of −8 and of 8."""
LONGEST = 512
"""Tokens of a content that count, from its beginning."""
SENTENCE = 0.6
"""How much the sentence that a content stands in counts beside it, so that “the bill” is told from another one."""
CONTEXT = 0.5
"""How much the whole text counts beside the content."""
BEGINNING = 4096
"""Tokens at the beginning of a text that stand for the whole."""


class Reading(msgspec.Struct, frozen=True):
    """A document with the vectors of its statements, in their order; None for a content without words."""

    document: Document
    vectors: tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The weights of the map: `weights` [width, SIZE + 1] and `bias` [SIZE + 1], whose last gives a token's weight."""

    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    def values(self, hidden: npt.NDArray[np.float32]) -> npt.NDArray[np.float16]:
        """What is kept of the network's values [tokens, width]: SIZE + 1 numbers a token.

        The projection of a mean is the mean of the projections, so the whole values need not be kept.
        """
        return (hidden @ self.weights + self.bias).astype(np.float16)


def load_meaning(path: Path) -> Meaning:
    """The weights in the file at `path`. Raises FileNotFoundError if it is not there."""
    with np.load(path, allow_pickle=False) as arrays:
        return Meaning(arrays["weights"].astype(np.float32), arrays["bias"].astype(np.float32))


def vectors(
    text: str,
    tokens: Tokens,
    values: npt.NDArray[np.float16],
    statements: Sequence[tuple[Sequence[Place], Sequence[Place]]],
) -> tuple[bytes | None, ...]:
    """The vector of each statement, given by the places of its content and those of its source and cue; `values` are
    those of all the text's tokens."""
    cuts = sentences(text)
    about = context(values)
    found = []
    for content, said in statements:
        at = tokens_of(tokens, content)
        around = tokens_of(tokens, [spanned(cuts, [*content, *said])]) if len(at) else at
        found.append(vector(values[at], values[around], about) if len(at) else None)
    return tuple(found)


def spanned(cuts: Sequence[Place], places: Sequence[Place]) -> Place:
    """From where the sentence of the first of these places begins to where that of the last ends; `cuts` are all
    sentences of the text in order."""
    first, last = min(start for start, _ in places), max(end for _, end in places)
    begin = bisect.bisect_right(cuts, first, key=itemgetter(0)) - 1
    end = bisect.bisect_left(cuts, last, key=itemgetter(1))
    return (
        min(first, cuts[begin][0]) if begin >= 0 else first,
        max(last, cuts[end][1]) if end < len(cuts) else last,
    )


def tokens_of(tokens: Tokens, content: Sequence[tuple[int, int]]) -> npt.NDArray[np.int64]:
    """The tokens that a content covers, sorted, `LONGEST` at most."""
    ranges = []
    for start, end in sorted(content):
        first = int(np.searchsorted(tokens.ends, start, side="right"))
        last = int(np.searchsorted(tokens.starts, end, side="left"))
        ranges.append(np.arange(first, max(first, min(last, first + LONGEST)), dtype=np.int64))
    return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *ranges]))[:LONGEST]


def context(values: npt.NDArray[np.float16]) -> npt.NDArray[np.float64]:
    """What a text is about, from the values of its tokens, as it is added to the vectors of its contents."""
    return CONTEXT * _direction(values[:BEGINNING]) if len(values) else np.zeros(SIZE)


def vector(
    content: npt.NDArray[np.float16], sentence: npt.NDArray[np.float16], about: npt.NDArray[np.float64]
) -> bytes:
    """The vector of a statement from the values of its content's tokens and its sentence's, one or more each, and what
    the text is about.

    Its largest number is 127 or −127.
    """
    whole = _direction(content) + SENTENCE * _direction(sentence) + about
    found: npt.NDArray[np.float64] = np.round(whole * 127 / max(float(np.abs(whole).max()), 1e-9))
    return found.astype(np.int8).tobytes()


def _direction(values: npt.NDArray[np.float16]) -> npt.NDArray[np.float64]:
    """The weighted mean of the values, of length 1."""
    known = values.astype(np.float64)
    weight = np.exp(np.clip(known[:, SIZE], -HEAVIEST, HEAVIEST))
    mean: npt.NDArray[np.float64] = weight @ known[:, :SIZE] / weight.sum()
    return mean / max(float(np.linalg.norm(mean)), 1e-9)
