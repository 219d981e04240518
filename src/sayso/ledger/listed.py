"""What listings show of statements, documents, sources and days, and pages of them."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

Row = TypeVar("Row")


class Page(msgspec.Struct, Generic[Row], frozen=True):
    """Some of what was asked for, and after what (`after`) the next page begins; None if there is no more."""

    rows: tuple[Row, ...]
    next: str | None


class Link(msgspec.Struct, frozen=True):
    """Someone a statement came through, by its number in the ledger and its name."""

    source: int
    name: str
    unnamed: bool


class StatementRow(msgspec.Struct, frozen=True):
    """A statement as listings show it: words in place of spans, and where it stands.

    `id` is the document's number and the statement's id in it: 12.s3. `speaker` is the last link of the chain, its
    origin; None where the text gives no source, as in the outlet's own voice.
    """

    id: str
    document: int
    outlet: str | None
    title: str | None
    published: str | None
    day: str | None
    url: str | None
    speaker: Link | None
    source: str
    cue: str
    content: str
    chain: tuple[Link, ...]
    inside: str | None
    quotation: str | None
    act: str | None
    certainty: str | None
    polarity: str | None
    said: str | None
    confidence: float | None


class DocumentRow(msgspec.Struct, frozen=True):
    """A document as listings show it; `id` is its number, `statements` how many it attributes to someone."""

    id: int
    outlet: str | None
    title: str | None
    author: str | None
    published: str | None
    day: str | None
    url: str | None
    begins: str
    statements: int
    version: int
    copies: int


class SourceRow(msgspec.Struct, frozen=True):
    """A source as listings show it; `id` is its number.

    `statements` and `documents` count those it is the source of and those it appears in; `since` and `until` are the
    first and the last day of these. `others` are names of sources that were judged to be the same.
    """

    id: int
    name: str
    kind: str | None
    unnamed: bool
    affiliation: str | None
    role: str | None
    statements: int
    documents: int
    since: str | None
    until: str | None
    others: tuple[str, ...]


class Voice(msgspec.Struct, frozen=True):
    """A source, and how many statements of a day are its."""

    source: int
    name: str
    unnamed: bool
    statements: int


class Day(msgspec.Struct, frozen=True):
    """How many statements there are of a day, and who says most of them; `day` is None for what is undated."""

    day: str | None
    statements: int
    sources: int
    voices: tuple[Voice, ...]
