"""Copies of documents, and which statements of a claim are one because one was copied from the other."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import partial
from typing import Literal

import msgspec

from sayso.claims.told import Place, Told

Kind = Literal["same text", "shared passage", "agency text"]
Passage = tuple[Place, Place]

LEAST_WITHIN = 0.5
"""The share of a statement's characters that must lie in a shared passage for it to be copied with it."""
LEAST_ALIKE = 0.5
"""The share of the shorter statement's words that two statements in one passage must have in common."""
NEARLY = 0.8
"""The same, where nothing but the words tells that a statement of a copied document was copied."""
FEWEST = 8
"""Words from which on a whole statement that two articles have is no chance."""
RUN = 10
"""Words in a row from which on a part of it is none."""
MOST_OF_ONE = 30
"""Statements of one document that are held against those of another."""
LONGEST = 4000
"""Characters of a statement that are compared."""
WORD = re.compile(r"\w+")


class Copied(msgspec.Struct, frozen=True):
    """Two documents of which one was copied from the other, or both from a third.

    `documents` are their numbers in the ledger; `passages` is where the words stand that they share, in the first and
    in the second of them. A "same text" without passages is shared from beginning to end. `agency` is who is shown to
    have written it, None where nothing shows. `quoted` tells that nothing is shared but quotations, which both may have
    from the speaker.
    """

    documents: tuple[int, int]
    kind: Kind
    agency: str | None
    passages: tuple[Passage, ...]
    quoted: bool = False


def copied_statements(statements: Sequence[Told], copied: Collection[Copied]) -> list[tuple[int, int]]:
    """Give the pairs of statements, by their place in `statements`, of which one is the other copied, or both a third.

    Statements are that if they have ten words in a row in common, or are the same words, eight at least if they stand
    in two articles. In documents that are known to be copies it is enough that both lie in one shared passage and have
    half of the words of the shorter one. Not all pairs are given, but enough to put together all that are one.
    """
    words = [words_of(one) for one in statements]
    pairs: list[tuple[int, int]] = []
    first: dict[tuple[str, ...], int] = {}
    by_paper: dict[int, list[int]] = {}
    for i, one in enumerate(statements):
        by_paper.setdefault(one.paper.id, []).append(i)
        # Inside one article, a few words are enough to be the same again.
        few = str(one.paper.article) if len(words[i]) < FEWEST else ""
        telling = _runs(words[i]) or [(few, *words[i])]
        pairs += [(other, i) for other in dict.fromkeys(first.setdefault(run, i) for run in telling) if other != i]
    for each in copied:
        left, right = (by_paper.get(number, [])[:MOST_OF_ONE] for number in each.documents)
        # From both sides, or one that stands twice in a document would be left over in the other.
        for some, others in ((left, right), (right, left)):
            for i in some if others else ():
                j = max(others, key=partial(_counterpart, statements, words, i))
                here, there = (i, j) if some is left else (j, i)
                if i != j and _one(each, statements[here], statements[there], words[here], words[there]):
                    pairs.append((here, there))
    return pairs


def words_of(one: Told) -> tuple[str, ...]:
    """The words of a statement's content, without capitals and punctuation."""
    return tuple(WORD.findall(one.words[:LONGEST].casefold()))


def _counterpart(
    statements: Sequence[Told], words: Sequence[tuple[str, ...]], i: int, j: int
) -> tuple[bool, float, bool, int, int]:
    """How well statement `j` suits as what `i` was copied from: in words, in who says it, and in its place."""
    one, other = statements[i], statements[j]
    said_by = [each.chain[-1].name if each.chain else None for each in (one, other)]
    return (
        words[i] == words[j],
        _alike(words[i], words[j]),
        said_by[0] == said_by[1],
        -abs(one.number - other.number),
        -j,
    )


def _one(of: Copied, left: Told, right: Told, words: Sequence[str], others: Sequence[str]) -> bool:
    share = _alike(words, others)
    if share >= NEARLY and min(len(words), len(others)) >= FEWEST and not of.quoted:
        return True
    if share < LEAST_ALIKE:
        return False
    if of.kind == "same text" and not of.passages:
        return True
    return any(_within(left, here) and _within(right, there) for here, there in of.passages)


def _alike(words: Sequence[str], others: Sequence[str]) -> float:
    """The share of the words of the shorter one that both have."""
    one, other = set(words), set(others)
    return len(one & other) / max(1, min(len(one), len(other)))


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def _within(one: Told, place: Place) -> bool:
    inside = sum(max(0, min(end, place[1]) - max(start, place[0])) for start, end in one.content)
    return inside > 0 and inside >= LEAST_WITHIN * sum(end - start for start, end in one.content)
