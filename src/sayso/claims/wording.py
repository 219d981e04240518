"""Documents side by side: in which words each tells of the same sources, and of the same claims and events."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from sayso.claims.told import Place, Told
from sayso.claims.variants import stems_of, variants
from sayso.reading.answers.words import COMMON

Kind = Literal["source", "claim", "cue", "words"]
Stems = Mapping[tuple[int, int], frozenset[str]]
"""The words of statements, as `stems_of` gives them, by the statements' keys."""

CONTEXT = 40
"""Characters of context on each side, at most."""
MOST = 400
"""Statements of a document that are compared, its first ones."""
LEAST = 0.6
"""The part of the words of the shorter statement that the other must have, to be about the same thing."""
LEAST_WORDS = 4
"""Words that both must have."""
COMMONEST = 25
"""Statements of a document that have a word, from which on the word leads to none of them."""
WORD = re.compile(r"\S+")


class Wording(msgspec.Struct, frozen=True):
    """What one document has: the words at `place` of a statement's paper, from `begin` to `end` with their context."""

    told: Told
    place: Place
    begin: int
    end: int

    @property
    def words(self) -> str:
        """The words themselves."""
        return self.told.paper.text[self.place[0] : self.place[1]]


class Row(msgspec.Struct, frozen=True):
    """What documents have in common, and each one's words for it, in the order of the documents.

    `kind` tells what is the same: a "source" of the name `same`, a "claim" (its place among the claims, from 1, is
    `same`), the "cue" by which the source `same` is quoted for it, or the "words" around those that differ, in `same`.
    """

    kind: Kind
    same: str
    wordings: tuple[Wording, ...]


def compared(papers: Sequence[Sequence[Told]], claims: Sequence[Collection[tuple[int, int]]]) -> tuple[Row, ...]:
    """Set the words of documents side by side.

    `papers` are the statements of each document, and `claims` the keys of the members of each claim. First come the
    sources that are named differently; then each claim that two of the documents share, with the words that differ in
    it; then the words that differ in other sentences that are alike. The first 400 statements of each are compared.
    """
    papers = [paper[:MOST] for paper in papers]
    rows = [*_sources(papers)]
    joined: set[tuple[int, int]] = set()
    for number, keys in enumerate(claims, 1):
        having = [told for paper in papers if (told := _member(paper, keys)) is not None]
        if len(having) > 1:
            joined.update(keys)
            rows.append(Row("claim", str(number), tuple(_wording(one, _longest(one)) for one in having)))
            rows += _cues(having)
            rows += _words(having)
    for having in _alike([[one for one in paper if one.key not in joined] for paper in papers]):
        rows += _words(having)
    return tuple(_once(rows))


def _member(paper: Sequence[Told], keys: Collection[tuple[int, int]]) -> Told | None:
    """The first statement of a document that is of the claim."""
    return next((one for one in paper if one.key in keys and any(start < end for start, end in one.content)), None)


def _longest(one: Told) -> Place:
    return max(one.content, key=lambda piece: piece[1] - piece[0])


def _sources(papers: Sequence[Sequence[Told]]) -> Iterator[Row]:
    """The sources that several documents have, as each mostly calls them; pronouns are no wording."""
    mentions: dict[int, dict[int, list[tuple[Told, Place]]]] = {}
    names: dict[int, str] = {}
    for i, paper in enumerate(papers):
        for one in paper:
            if one.chain and len(one.source) == 1 and _names(one, one.source[0]):
                # The source is the last link: what is told through others is ascribed to it.
                mentions.setdefault(one.chain[-1].source, {}).setdefault(i, []).append((one, one.source[0]))
                names.setdefault(one.chain[-1].source, one.chain[-1].name)
    for source, by_paper in mentions.items():
        wordings = tuple(_wording(*_most_usual(by_paper[i])) for i in sorted(by_paper))
        if len({wording.words.casefold() for wording in wordings}) > 1:
            yield Row("source", names[source], wordings)


def _names(one: Told, place: Place) -> bool:
    return any(word.casefold() not in COMMON for word in WORD.findall(one.paper.text[place[0] : place[1]]))


def _most_usual(mentions: Sequence[tuple[Told, Place]]) -> tuple[Told, Place]:
    """The mention in the words that the document has most often; of several, the first."""
    often = Counter(one.paper.text[a:b].casefold() for one, (a, b) in mentions)
    return max(mentions, key=lambda each: often[each[0].paper.text[each[1][0] : each[1][1]].casefold()])


def _cues(having: Sequence[Told]) -> Iterator[Row]:
    """How a source is quoted that several have for the same: “said”, “claimed”."""
    by_source: dict[int, list[Told]] = {}
    for one in having:
        if one.chain and one.cue:
            by_source.setdefault(one.chain[-1].source, []).append(one)
    for each in by_source.values():
        wordings = tuple(_wording(one, one.cue[0]) for one in each)
        if len({wording.words.casefold() for wording in wordings}) > 1:
            yield Row("cue", each[0].chain[-1].name, wordings)


def _words(having: Sequence[Told]) -> Iterator[Row]:
    """Where the statements differ from the first in words, though the words around are the same."""
    first, *others = having
    rows: dict[Place, list[Wording]] = {}
    for other in others:
        for each in variants(first, other):
            rows.setdefault(each.left, [_wording(first, each.left)]).append(_wording(other, each.right))
    for place, wordings in sorted(rows.items()):
        left, right = first.paper.text[wordings[0].begin : place[0]], first.paper.text[place[1] : wordings[0].end]
        yield Row("words", f"{left.strip()} … {right.strip()}", tuple(wordings))


def _alike(papers: Sequence[Sequence[Told]]) -> Iterator[list[Told]]:
    """Statements of different documents with mostly the same words: each of one document with one of each later one."""
    stems = {one.key: stems_of(one) for paper in papers for one in paper}
    indexes = [_index(paper, stems) for paper in papers]
    taken: set[tuple[int, int]] = set()
    for i, paper in enumerate(papers):
        for one in paper:
            if one.key in taken:
                continue
            found = [one]
            for index in indexes[i + 1 :]:
                other = _most_alike(one, index, stems, taken)
                if other is not None:
                    found.append(other)
                    taken.add(other.key)
            if len(found) > 1:
                yield found


def _index(paper: Iterable[Told], stems: Stems) -> dict[str, list[Told]]:
    """The statements of a document by their words, without words that lead to too many."""
    made: dict[str, list[Told]] = {}
    for one in paper:
        for stem in stems[one.key]:
            made.setdefault(stem, []).append(one)
    return {stem: having for stem, having in made.items() if len(having) < COMMONEST}


def _most_alike(
    one: Told, index: Mapping[str, Sequence[Told]], stems: Stems, taken: Collection[tuple[int, int]]
) -> Told | None:
    own = stems[one.key]
    near = {other.number: other for stem in own for other in index.get(stem, ())}
    shared = Counter(other.number for stem in own for other in index.get(stem, ()))
    found = [
        (len(own & stems[near[number].key]) / min(len(own), len(stems[near[number].key])), -number)
        for number, count in shared.items()
        if count >= LEAST_WORDS and near[number].key not in taken
    ]
    best = max(found, default=(0.0, 0))
    return near[-best[1]] if best[0] >= LEAST else None


def _once(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows without those whose words were shown before."""
    shown = set()
    for row in rows:
        key = (row.kind, row.same if row.kind == "claim" else "", *(w.words.casefold() for w in row.wordings))
        if key not in shown:
            shown.add(key)
            yield row


def _wording(one: Told, place: Place) -> Wording:
    """The words at a place with the whole words around them, in the same line."""
    text = one.paper.text
    begin, end = max(0, place[0] - CONTEXT), min(len(text), place[1] + CONTEXT)
    before = max(text.rfind("\n", begin, place[0]) + 1, begin)
    if before == begin > 0 and not text[begin - 1].isspace():
        space = text.find(" ", begin, place[0])
        before = space + 1 if space >= 0 else place[0]
    line = text.find("\n", place[1], end)
    after = line if line >= 0 else end
    if after == end < len(text) and not text[end].isspace():
        space = text.rfind(" ", place[1], end)
        after = space if space >= 0 else place[1]
    return Wording(one, place, before, after)
