"""Compares the statements of two versions of an article: which were added, dropped or altered."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from sayso.document import Document, Statement

_ALIKE = 0.5  # of the words of two statements: what makes one an altered form of the other
_MOST_PAIRS = 200_000  # that are compared; of longer documents, each statement with those at about its place
_RESEMBLING = (
    0.3  # of the shorter text's pairs of words: what an article keeps when it is edited, and others do not have
)
_SAME = 0.6  # of the sequences of _IN_A_ROW words of two texts together: what nearly the same texts have in common
_IN_A_ROW = 5
_WORD = re.compile(r"\w+")


class Change(msgspec.Struct, frozen=True):
    """What became of one statement; `before` and `after` are places in the `statements` of the two versions."""

    kind: Literal["added", "dropped", "altered"]
    before: int | None
    after: int | None


def changes(before: Document, after: Document) -> list[Change]:
    """Say which statements the later version added, dropped or altered, in its order, the dropped ones last.

    A statement is the same if its source, cue and content have the same words, wherever it now stands. Of the others,
    those that share most words are one that was altered, if they share at least half.
    """
    old = [_wording(statement) for statement in before.statements]
    new = [_wording(statement) for statement in after.statements]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in reversed(range(len(old))):
        places[old[i]].append(i)
    same = {j: places[wording].pop() for j, wording in enumerate(new) if places[wording]}
    left = sorted(set(range(len(old))) - set(same.values()))
    right = [j for j in range(len(new)) if j not in same]
    altered = _altered([old[i] for i in left], [new[j] for j in right])
    former = {right[j]: left[i] for j, i in altered.items()}
    found = [Change("altered", former[j], j) if j in former else Change("added", None, j) for j in right]
    kept = set(former.values())
    return found + [Change("dropped", i, None) for i in left if i not in kept]


def resembles(left: str, right: str) -> bool:
    """Whether two texts may be versions of one article rather than two articles, by the pairs of words they share."""
    pairs = [_pairs(left), _pairs(right)]
    shorter = min(map(len, pairs))
    return shorter == 0 or len(pairs[0] & pairs[1]) >= _RESEMBLING * shorter


def alike(left: str, right: str) -> bool:
    """Whether two texts are nearly the same, by the sequences of five words that they share."""
    one, other = (_sequences(text) for text in (left, right))
    return bool(one | other) and len(one & other) >= _SAME * len(one | other)


def _sequences(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    width = min(_IN_A_ROW, len(words))
    return {tuple(words[i : i + width]) for i in range(len(words) - width + 1)} if words else set()


def _pairs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return set(pairwise(words))


def _wording(statement: Statement) -> tuple[str, ...]:
    return tuple("\n".join(s.text for s in spans) for spans in (statement.source, statement.cue, statement.content))


def _altered(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> dict[int, int]:
    """Which statement of `old` each of `new` is an altered form of, as places in both; the most alike first."""
    bags = [Counter(_WORD.findall(" ".join(wording).casefold())) for wording in old]
    reach = max(1, _MOST_PAIRS // max(1, len(old)) // 2)
    alike = []
    for j, wording in enumerate(new):
        bag = Counter(_WORD.findall(" ".join(wording).casefold()))
        middle = j * len(old) // len(new)
        for i in range(max(0, middle - reach), min(len(old), middle + reach + 1)):
            total = bag.total() + bags[i].total()
            share = 2 * (bag & bags[i]).total() / total if total else 0.0
            if share >= _ALIKE:
                alike.append((-share, abs(middle - i), j, i))
    former: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, j, i in sorted(alike):
        if j not in former and i not in taken:
            former[j] = i
            taken.add(i)
    return former
