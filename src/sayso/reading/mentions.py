"""What the words of a mention tell about who it may be: pronoun or not, its head, its content words; and how two
mentions compare. What coreference is decided from, beside the network's numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.reading import actors

PRONOUNS = (
    "i me my mine myself",
    "we us our ours ourselves",
    "you your yours yourself yourselves",
    "he him his himself",
    "she her hers herself",
    "it its itself",
    "they them their theirs themselves",
    "this that these those",
    "who whom whose which",
)
PRONOUN = {word: i for i, words in enumerate(PRONOUNS, 1) for word in words.split()}
GENDERED = frozenset((PRONOUN["he"], PRONOUN["she"]))
CLASSES = len(PRONOUNS) + 1
COMPARISONS = 9
DISTANCES = 11
DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "their",
        "its",
        "our",
        "my",
        "your",
        "some",
        "any",
    ]
)
AFTER_HEAD = re.compile(r"\b(?:of|who|which|that|in|from|at|on|for|to|with|by|and)\b|[,(;:]")
POSSESSIVE = re.compile(r"'s? ")
WORD = re.compile(r"\w[\w.&-]*")
SHORTEST = 3
LONGEST = 300
"""Characters of a mention that are looked at: no head stands further on."""


@dataclass(frozen=True, slots=True)
class Form:
    """The words of one mention: its class of pronoun (0 if it is none), its words without determiners, its head noun,
    its content words, whether it holds a capital, and whether "he" or "she" is said of who it means (the class of that
    pronoun, 0 if the words do not tell)."""

    pronoun: int
    words: str
    head: str
    content: frozenset[str]
    capital: bool
    said: int = 0


def form_of(text: str) -> Form:
    """The form of a mention that reads `text`."""
    lower = text[:LONGEST].lower().replace("’", "'").strip(" \"“”'")
    lower = re.sub(r"'s?$", "", lower)
    if lower in PRONOUN:
        number = PRONOUN[lower]
        return Form(number, lower, lower, frozenset(), text[:1].isupper(), number if number in GENDERED else 0)
    words = WORD.findall(lower)
    while len(words) > 1 and words[0] in DETERMINERS:
        words = words[1:]
    after = AFTER_HEAD.search(lower)
    heads = WORD.findall(lower[: after.start()]) if after and after.start() else words
    content = frozenset(w for w in words if w not in DETERMINERS and len(w) >= SHORTEST)
    capital = any(c.isupper() for c in text[:LONGEST])
    return Form(0, " ".join(words), (heads or words or [""])[-1], content, capital, said_of(text))


def said_of(text: str) -> int:
    """The class of the pronoun that is said of whom a name or a description means, 0 if it does not tell."""
    owned = POSSESSIVE.split(text[:LONGEST].replace("’", "'"))[-1]
    after = AFTER_HEAD.search(owned)
    words = WORD.findall(owned[: after.start()] if after and after.start() else owned)
    return PRONOUN.get(actors.pronoun(words) or "", 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every mention of a stretch (rows) with every other (columns): `alike` [n, n, COMPARISONS] of 0 and 1, `classes`
    [n, n] the pair of pronoun classes, `apart` and `between` [n, n] the distance in tokens and in mentions in powers of
    two."""

    alike: npt.NDArray[np.float32]
    classes: npt.NDArray[np.int64]
    apart: npt.NDArray[np.int64]
    between: npt.NDArray[np.int64]


def compare(forms: Sequence[Form], spans: Sequence[tuple[int, int]]) -> Comparison:
    """Compare the mentions of `forms` that stand at the token `spans` (first, last)."""
    n = len(forms)
    classes = np.array([f.pronoun for f in forms], dtype=np.int64)
    named = (classes == 0)[:, None] & (classes == 0)
    words = np.unique([f.words for f in forms], return_inverse=True)[1]
    heads = np.unique([f.head for f in forms], return_inverse=True)[1]
    vocabulary = {word: i for i, word in enumerate(sorted({w for f in forms for w in f.content}))}
    present = np.zeros((n, len(vocabulary)), dtype=np.float32)
    for i, form in enumerate(forms):
        present[i, [vocabulary[w] for w in form.content]] = 1
    shared = present @ present.T
    sizes = present.sum(1)
    first, last = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    capital = np.broadcast_to([f.capital for f in forms], (n, n))
    said = np.array([f.said for f in forms], dtype=np.int64)
    told = (said > 0)[:, None] & (said > 0)
    alike = [
        (words[:, None] == words) & named,
        (heads[:, None] == heads) & named,
        (shared > 0) & (shared >= np.minimum(sizes[:, None], sizes)),
        shared > 0,
        (first[:, None] <= last) & (first <= last[:, None]),
        capital.T,
        capital,
        told & (said[:, None] == said),
        told & (said[:, None] != said),
    ]
    order = np.arange(n)
    return Comparison(
        np.stack(alike, -1).astype(np.float32),
        classes[:, None] * CLASSES + classes,
        _power(first[:, None] - first),
        _power(order[:, None] - order),
    )


def _power(distance: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.clip(np.floor(np.log2(np.maximum(1, distance))), 0, DISTANCES - 1).astype(np.int64)
