"""The statements of a text as answers are looked for among them, and who can be answered by whom."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.reading.answers.words import Span, stems_of


@dataclass(frozen=True, slots=True)
class Statement:
    """What is known of a statement when answers are looked for.

    `source` is its source's entity, and `name` that entity's name; both are None where there is no source. `act` and
    `polarity` are those of docs/annotation.md, or None. `start` is where its cue begins, or its sentence if it is in
    the outlet's `own` voice. `inside` is the place in the list of the statement that holds it.
    """

    source: Hashable | None
    name: str | None
    act: str | None
    polarity: str | None
    cue: str
    content: tuple[Span, ...]
    start: int
    own: bool = False
    inside: int | None = None


REACH = 4000
"""Characters between a statement and what it answers by its words, at most."""
MOST = 40
"""Statements that are looked at for one that may be answered."""
FIRST, SOON = 3, 10
"""How many statements at a text's beginning may answer later ones, and how many later ones are looked at."""
DEEPEST = 8
"""Statements around one that are looked at."""


@dataclass(frozen=True, slots=True)
class Statements:
    """A text's statements; their places in the order of the text, and what place each has in it; the stems of each, the
    weight of each stem, and what those of a statement weigh together; and which statements each one holds."""

    text: str
    statements: Sequence[Statement]
    order: Sequence[int]
    rank: Mapping[int, int]
    stems: Sequence[frozenset[str]]
    weight: Mapping[str, float]
    mass: Sequence[float]
    held: Mapping[int, Sequence[int]]


def arranged(text: str, statements: Sequence[Statement]) -> Statements:
    """The statements with what is asked of them often."""
    order = sorted(range(len(statements)), key=lambda i: (statements[i].start, i))
    stems = [stems_of(text, statement.content) for statement in statements]
    counts = Counter(stem for some in stems for stem in some)
    held: dict[int, list[int]] = {}
    for i in order:
        inside = statements[i].inside
        if inside is not None and inside != i:
            held.setdefault(inside, []).append(i)
    weight = {stem: math.log((len(statements) + 1) / count) + 0.1 for stem, count in counts.items()}
    mass = [sum(map(weight.__getitem__, some)) for some in stems]
    return Statements(text, statements, order, {i: k for k, i in enumerate(order)}, stems, weight, mass, held)


def others(document: Statements, i: int, reach: int) -> Iterator[int]:
    """The statements before `i` by somebody else that neither hold it nor stand in it, the nearest first."""
    this = document.statements[i]
    over = set(holders(document, i))
    rank = document.rank[i]
    for j in reversed(document.order[max(0, rank - MOST) : rank]):
        that = document.statements[j]
        if this.start - that.start > reach:
            return
        if j not in over and i not in holders(document, j) and that.content and not same_source(this, that):
            yield j


def holders(document: Statements, i: int) -> Sequence[int]:
    """The statements that hold `i`, the nearest first."""
    found: list[int] = []
    holder = document.statements[i].inside
    while holder is not None and holder != i and holder not in found and len(found) < DEEPEST:
        found.append(holder)
        holder = document.statements[holder].inside
    return found


def later(document: Statements, i: int) -> Iterator[int]:
    """The statements by others soon after `i`, if it is among the first: a headline answers what is told below it."""
    rank = document.rank[i]
    for j in document.order[rank + 1 : rank + SOON] if rank < FIRST else ():
        that = document.statements[j]
        if (
            that.content
            and not that.own
            and i not in holders(document, j)
            and not same_source(document.statements[i], that)
        ):
            yield j


def same_source(one: Statement, other: Statement) -> bool:
    """Whether both are known to be of one source."""
    return one.source is not None and one.source == other.source


def is_quoted(document: Statements, i: int) -> bool:
    """Whether a sentence in the outlet's own voice is a quotation that stands by itself."""
    return document.text[document.statements[i].content[0][0]] in "“\"‘'"


def end_of(document: Statements, i: int) -> int:
    """Where the content of a statement ends."""
    return document.statements[i].content[-1][1]
