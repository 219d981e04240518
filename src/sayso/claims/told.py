"""A statement as it is held against those of other documents: its words, who says it, how, and in which document."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from sayso.document import Document, Time

Place = tuple[int, int]
"""Where words stand in a document's text: Unicode code points, end exclusive."""


class Party(msgspec.Struct, frozen=True):
    """Someone in a chain. Those of one `source` number are the same one in all documents."""

    source: int
    name: str
    kind: str | None
    anonymous: bool
    count: int | None
    affiliation: str | None
    role: str | None


class Paper(msgspec.Struct, frozen=True):
    """The document that a statement stands in.

    `id` is its number in the ledger, and `article` that of the article that it is a version of; `name` is the id it
    came with, and `day` the UTC day of its publication; `times` are at least those of its times that are a day or a
    month.
    """

    id: int
    article: int
    name: str
    outlet: str | None
    title: str | None
    author: str | None
    published: str | None
    day: str | None
    url: str | None
    text: str
    times: tuple[Time, ...]


class Told(msgspec.Struct, frozen=True):
    """One statement of a paper; `number` is 3 for s3, `inside` and those in `answers` (with the relation) likewise.

    `chain` is empty for the outlet's own voice, and its last link is the origin. `said` is the value of the time at
    which the source spoke. `vector` is the meaning of its content as `sayso.reading.meaning` gives it; None if nobody
    looked, or if the content has no words.
    """

    paper: Paper
    number: int
    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]
    chain: tuple[Party, ...]
    inside: int | None
    quotation: str | None
    act: str | None
    certainty: str | None
    polarity: str | None
    hedges: tuple[Place, ...]
    conditions: tuple[Place, ...]
    said: str | None
    answers: tuple[tuple[int, str], ...]
    vector: bytes | None

    @property
    def words(self) -> str:
        """The content in the paper's words; pieces are joined by an ellipsis."""
        return " … ".join(self.paper.text[start:end] for start, end in self.content)

    @property
    def key(self) -> tuple[int, int]:
        """The numbers of its paper and its own, which no other statement has."""
        return self.paper.id, self.number


def told(
    document: Document,
    id: int,
    article: int,
    day: str | None,
    sources: Mapping[str, int],
    vectors: tuple[bytes | None, ...] | None,
) -> tuple[Told, ...]:
    """Give the statements of a document, in its order; `sources` leads from its sources' ids to their numbers."""
    paper = Paper(
        id,
        article,
        document.id,
        document.outlet,
        document.title,
        document.author,
        document.published,
        day,
        document.url,
        document.text,
        document.times or (),
    )
    parties = {
        one.id: Party(sources[one.id], one.name, one.kind, bool(one.anonymous), one.count, one.affiliation, one.role)
        for one in document.sources or ()
    }

    def number(statement: str) -> int:
        return int(statement[1:])

    made = []
    for i, one in enumerate(document.statements):
        source, cue, content, hedges, conditions = (
            tuple((span.start, span.end) for span in spans or ())
            for spans in (one.source, one.cue, one.content, one.hedges, one.conditions)
        )
        made.append(
            Told(
                paper,
                number(one.id),
                source,
                cue,
                content,
                tuple(parties[link] for link in one.chain or ()),
                None if one.inside is None else number(one.inside),
                one.quotation,
                one.act,
                one.certainty,
                one.polarity,
                hedges,
                conditions,
                None if one.said is None or document.times is None else document.times[one.said].value,
                tuple((number(answer.statement), answer.relation) for answer in one.answers or ()),
                vectors[i] if vectors else None,
            )
        )
    return tuple(made)
