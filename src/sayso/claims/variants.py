"""Different words in the same place of two statements that otherwise say the same: "the army", "regime forces"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

import msgspec

from sayso.claims.told import Place, Told
from sayso.claims.words import stem
from sayso.reading.answers.words import COMMON
from sayso.reading.clauses import Word, listed, words

MOST = 120
"""Words of a statement that are aligned."""
LEAST_SHARED = 3
"""Words that two statements must share, so that what stands between them is the same place."""
LEAST_PART = 0.4
"""The part of the words of the shorter statement that the other must have."""
LONGEST = 3
"""Words that stand for others, at most; more are another statement, not another wording."""
BETWEEN = re.compile(r"[ \n](?:(?:of|the|a|an|and|in|for|to|his|her|its|their) ){0,2}|-")
"""What may stand between two of these words."""
NOT_WORDING = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december today yesterday tomorrow week month year morning evening night noon last late early "
    "later earlier ago least most more about nearly almost around dozen dozens several many few"
)
"""Words for when, which differ with the day of writing, and for how many."""


class Variant(msgspec.Struct, frozen=True):
    """The places of two wordings, in the left and in the right statement's paper."""

    left: Place
    right: Place


@dataclass(frozen=True, slots=True)
class Token:
    """A word that is aligned, and the piece of the content in which it stands."""

    word: Word
    stem: str
    piece: int


def variants(left: Told, right: Told) -> tuple[Variant, ...]:
    """Give the wordings in which two statements differ where the words around them are the same.

    Numbers and times are none. What the other statement has in another place is none either.
    """
    one, other = _tokens(left), _tokens(right)
    left_stems, right_stems = [token.stem for token in one], [token.stem for token in other]
    shared = set(left_stems) & set(right_stems)
    if len(shared) < max(LEAST_SHARED, LEAST_PART * min(len(set(left_stems)), len(set(right_stems)))):
        return ()
    made = []
    for kind, a, b, c, d in SequenceMatcher(None, left_stems, right_stems, autojunk=False).get_opcodes():
        edge = min(a, c) == 0 or b == len(one) or d == len(other)
        alike = abs((b - a) - (d - c)) <= 1 and (not edge or max(b - a, d - c) < LONGEST)
        if kind == "replace" and alike and shared.isdisjoint((*left_stems[a:b], *right_stems[c:d])):
            here, there = _place(left, one[a:b]), _place(right, other[c:d])
            if here is not None and there is not None:
                made.append(Variant(here, there))
    return tuple(made)


def stems_of(told: Told) -> frozenset[str]:
    """The stems of the words of a statement's content, as far as they are aligned."""
    return frozenset(token.stem for token in _tokens(told))


def _tokens(told: Told) -> list[Token]:
    made: list[Token] = []
    for piece, (start, end) in enumerate(told.content):
        for word in words(told.paper.text, start, min(end, start + 20 * MOST)):
            if not word.is_mark and word.lower not in COMMON:
                made.append(Token(word, stem(word.lower.removesuffix("'s")), piece))
        if len(made) >= MOST:
            break
    return made[:MOST]


def _place(told: Told, tokens: Sequence[Token]) -> Place | None:
    """Where the words stand, if they are few, close together, and no numbers or times."""
    text = told.paper.text
    plain = all(not any(c.isdigit() for c in t.word.lower) and t.word.lower not in NOT_WORDING for t in tokens)
    together = all(
        a.piece == b.piece and BETWEEN.fullmatch(text, a.word.end, b.word.start) for a, b in pairwise(tokens)
    )
    if len(tokens) > LONGEST or not plain or not together:
        return None
    return tokens[0].word.start, tokens[-1].word.end
