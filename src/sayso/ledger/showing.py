"""All that the ledger has of one document, one statement or one source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from sayso.ledger.filters import Filters, NotFound
from sayso.ledger.keeping import Kept, kept
from sayso.ledger.listed import DocumentRow, Page, SourceRow, StatementRow
from sayso.ledger.listing import document_rows, documents, source_rows, statement_rows
from sayso.ledger.naming import canonical
from sayso.ledger.rows import restored
from sayso.ledger.schema import answer, article, change, copy, document, statement
from sayso.ledger.spans import pairs
from sayso.paragraphs import paragraphs

Offsets = tuple[tuple[int, int], ...]
LONGEST_CONTEXT = 2_000
"""Characters; of longer paragraphs, those around the statement."""


class Version(msgspec.Struct, frozen=True):
    """One version of an article: the document that it is, and when it came into the ledger (ISO 8601, UTC)."""

    document: int
    version: int
    current: bool
    added: str


class Copy(msgspec.Struct, frozen=True):
    """A document of another article that shares passages: how many words of the shorter text, of which share of it,
    and how many the longest passage has."""

    document: DocumentRow
    words: int
    share: float
    longest: int


class Changed(msgspec.Struct, frozen=True):
    """What a version did to a statement: "added", "dropped" or "altered"; `before` and `after` say what it was."""

    kind: str
    before: StatementRow | None
    after: StatementRow | None


class Answering(msgspec.Struct, frozen=True):
    """A statement that this one answers, or is answered by; `relation` is the format's word, such as "denies"."""

    relation: str
    statement: StatementRow


class ShownDocument(msgspec.Struct, frozen=True):
    """A document with its article's versions, what it changed of the one before, and its copies."""

    kept: Kept
    versions: tuple[Version, ...]
    changes: tuple[Changed, ...]
    copies: tuple[Copy, ...]


class ShownStatement(msgspec.Struct, frozen=True):
    """A statement in its context: the paragraphs around its words, and where these stand there (end exclusive)."""

    statement: StatementRow
    context: str
    source: Offsets
    cue: Offsets
    content: Offsets
    answers: tuple[Answering, ...]
    answered: tuple[Answering, ...]
    changes: tuple[Changed, ...]
    copies: tuple[Copy, ...]


class ShownSource(msgspec.Struct, frozen=True):
    """A source, and the newest documents in which it appears."""

    source: SourceRow
    documents: Page[DocumentRow]


def show_document(connection: Connection, number: int) -> ShownDocument:
    """Raises NotFound if no document has the number."""
    found = next(kept(connection, [number]), None)
    if found is None:
        raise NotFound(f"no document has the number {number}; `sayso documents` lists them")
    d = document.c
    columns = (d.id, d.version, d.added)
    rows = connection.execute(select(*columns).where(d.article_id == found.article).order_by(d.version)).all()
    current = connection.execute(select(article.c.current_id).where(article.c.id == found.article)).scalar()
    versions = tuple(Version(id, version, id == current, added) for id, version, added in rows)
    changes = _changes(connection, select(change).where(change.c.document_id == number).order_by(change.c.id))
    return ShownDocument(found, versions, changes, _copies(connection, number))


def show_statement(connection: Connection, number: int, of_document: int) -> ShownStatement:
    """Raises NotFound if the document has no statement of this number, or is not there."""
    s = statement.c
    columns = (s.id, s.source, s.cue, s.content, document.c.text)
    query = select(*columns).join_from(statement, document).where(s.document_id == of_document, s.number == number)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound(
            f"no statement has the number {of_document}.s{number}; `sayso show {of_document}` lists those there"
        )
    parts = [pairs(row.source), pairs(row.cue), pairs(row.content)]
    begin, end = _around(row.text, [span for part in parts for span in part])

    def within(spans: Offsets) -> Offsets:
        clipped = [(max(a, begin) - begin, min(b, end) - begin) for a, b in spans]
        return tuple((a, b) for a, b in clipped if a < b)

    (shown,) = statement_rows(connection, [(of_document, number)])
    c = change.c
    changed = select(change).where((c.before_id == row.id) | (c.after_id == row.id)).order_by(c.id)
    return ShownStatement(
        statement=shown,
        context=row.text[begin:end],
        source=within(parts[0]),
        cue=within(parts[1]),
        content=within(parts[2]),
        answers=_answers(connection, row.id, forward=True),
        answered=_answers(connection, row.id, forward=False),
        changes=_changes(connection, changed),
        copies=_copies(connection, of_document),
    )


def show_source(connection: Connection, meant: int | str, *, limit: int) -> ShownSource:
    """Raises NotFound if there is no such source, or if several could be meant."""
    number = canonical(connection, meant)
    (row,) = source_rows(connection, [number])
    return ShownSource(row, documents(connection, Filters(source=number), limit=limit))


def _around(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Where the paragraphs begin and end that hold the spans."""
    first, last = min((a for a, _ in spans), default=0), max((b for _, b in spans), default=0)
    holding = [(a, b) for a, b in paragraphs(text) if a < last and b > first]
    begin = min((a for a, _ in holding), default=first)
    end = max((b for _, b in holding), default=last)
    if end - begin > LONGEST_CONTEXT:
        begin = max(begin, first - LONGEST_CONTEXT // 4)
        end = min(end, begin + LONGEST_CONTEXT)
    return begin, end


def _answers(connection: Connection, id: int, *, forward: bool) -> tuple[Answering, ...]:
    a, s = answer.c, statement.c
    own, other = (a.statement_id, a.answered_id) if forward else (a.answered_id, a.statement_id)
    query = select(a.relation, s.document_id, s.number).join_from(answer, statement, s.id == other).where(own == id)
    rows = connection.execute(query.order_by(s.number)).all()
    shown = statement_rows(connection, [(row.document_id, row.number) for row in rows])
    return tuple(Answering(restored(row.relation), one) for row, one in zip(rows, shown, strict=True))


def _changes(connection: Connection, query: Select[Any]) -> tuple[Changed, ...]:
    rows = connection.execute(query).all()
    ids = [id for row in rows for id in (row.before_id, row.after_id) if id is not None]
    s = statement.c
    places = connection.execute(select(s.id, s.document_id, s.number).where(s.id.in_(ids))).all()
    shown = statement_rows(connection, [(place.document_id, place.number) for place in places])
    known = {place.id: one for place, one in zip(places, shown, strict=True)}
    return tuple(Changed(row.kind, known.get(row.before_id), known.get(row.after_id)) for row in rows)


def _copies(connection: Connection, number: int) -> tuple[Copy, ...]:
    c = copy.c
    found: dict[int, tuple[int, float, int]] = {}
    for own, other in ((c.document_id, c.other_id), (c.other_id, c.document_id)):
        query = select(other.label("other"), c.words, c.share, c.longest).where(own == number, ~c.quoted)
        found |= {row.other: (row.words, row.share, row.longest) for row in connection.execute(query)}
    rows = document_rows(connection, sorted(found))
    return tuple(sorted((Copy(one, *found[one.id]) for one in rows), key=lambda each: -each.words))
