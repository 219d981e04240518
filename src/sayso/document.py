"""What a reading consists of: a document, its statements, sources and times, as plain immutable values.

Field names, their order and their meaning are the output format's: see docs/format.md. Offsets are Unicode code
points into `Document.text`, end exclusive. Unknown is None, none is an empty tuple.
"""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True):
    """A piece of the document: `text` equals `document.text[start:end]`."""

    start: int
    end: int
    text: str


class Source(msgspec.Struct, frozen=True):
    """Someone or something that statements are ascribed to or came through.

    `mentions` are the places where it is a source, a relay or credited with the text; an agency that only the author's
    field names has none.
    """

    id: str
    name: str
    kind: str | None
    anonymous: bool | None
    count: int | None
    affiliation: str | None
    role: str | None
    mentions: tuple[Span, ...]


class Answer(msgspec.Struct, frozen=True):
    """That a statement confirms, denies, repeats or corrects another one (`statement` is its id)."""

    statement: str
    relation: str


class Time(msgspec.Struct, frozen=True):
    """An expression of time with its TIMEX3 type and value."""

    start: int
    end: int
    text: str
    type: str
    value: str | None


class Statement(msgspec.Struct, frozen=True):
    """One attribution, or one sentence in the outlet's own voice (then `source`, `cue` and `chain` are empty).

    `confidence` is the calibrated probability, from 0 to 1, that source and content are right.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_id: str | None = None
    chain: tuple[str, ...] | None = None
    inside: str | None = None
    quotation: str | None = None
    act: str | None = None
    certainty: str | None = None
    polarity: str | None = None
    hedges: tuple[Span, ...] | None = None
    conditions: tuple[Span, ...] | None = None
    said: int | None = None
    answers: tuple[Answer, ...] | None = None
    confidence: float | None = None

    @property
    def attributed(self) -> bool:
        """Whether the text ascribes this to someone, rather than saying it in the outlet's own voice."""
        return bool(self.cue)


class Document(msgspec.Struct, frozen=True):
    """A text, what is known about it, and what was read in it. `language` is an ISO 639-1 code."""

    id: str
    outlet: str | None
    title: str | None
    author: str | None
    published: str | None
    url: str | None
    language: str | None
    text: str
    sources: tuple[Source, ...] | None
    statements: tuple[Statement, ...]
    times: tuple[Time, ...] | None
