"""The index by which statements, documents and sources are found: by words, and by everything listings filter by.

Each statement of a current document has an entry of the words of its content and of *facets*: terms of the index's own
for the outlet, the source, the act and so on. So any mixture of filters and words is one query of the full-text index,
which walks what all of its terms have in common, however rare that is. Entries are numbered by *keys* that rise with
the day: that of a document, which has facets alone, is its `listing.top`, and that of its statement n is `top - n`. So
a page, newest first, is the next so many keys below where the last one ended, and a range of days is a range of keys.

Documents' texts and titles have an index of their own (`document_words`), by the documents' ids, which knows where in a
text a word stands; and so have sources' names (`source_words`). These are FTS5 tables without content in SQLite, and
tsvectors under GIN in PostgreSQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import blake2b
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select, text

from sayso.ledger.schema import appearance, document, manner, source, statement
from sayso.ledger.spans import joined, pairs
from sayso.ledger.words import FACET, STEMMER, clean, tokenised

DAY_BITS = 20
"""Room for a million statements a day; the undated have that of all the days before the year 1."""
LONGEST_INDEXED = 400_000
"""Characters of a text in PostgreSQL, whose tsvectors hold a megabyte at most."""
TITLE_WEIGHT, TEXT_WEIGHT, FACET_WEIGHT = 4.0, 1.0, 0.0
"""How much a hit counts for the rank, by the column it is in."""

SQLITE = (
    """CREATE TABLE listing (
        top INTEGER PRIMARY KEY,
        statements INTEGER NOT NULL,
        document_id INTEGER NOT NULL UNIQUE REFERENCES document (id)
    )""",
    f"""CREATE VIRTUAL TABLE statement_words USING fts5(
        words, content='', columnsize=0, detail=none, tokenize='{STEMMER}'
    )""",
    f"CREATE VIRTUAL TABLE document_words USING fts5(text, title, facets, content='', tokenize='{STEMMER}')",
    f"CREATE VIRTUAL TABLE source_words USING fts5(words, content='', columnsize=0, detail=none, tokenize='{STEMMER}')",
    f"""INSERT INTO document_words(document_words, rank)
        VALUES ('rank', 'bm25({TEXT_WEIGHT}, {TITLE_WEIGHT}, {FACET_WEIGHT})')""",
)
POSTGRESQL = (
    "CREATE TEXT SEARCH DICTIONARY sayso (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION sayso (COPY = simple)",
    """ALTER TEXT SEARCH CONFIGURATION sayso
        ALTER MAPPING FOR asciiword, word, numword, int, uint, float, sfloat, version WITH sayso""",
    """CREATE TABLE listing (
        top BIGINT PRIMARY KEY,
        statements INTEGER NOT NULL,
        document_id INTEGER NOT NULL UNIQUE REFERENCES document (id)
    )""",
    "CREATE TABLE statement_words (key BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_statement_words_words ON statement_words USING gin (words)",
    "CREATE TABLE document_words (key BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_document_words_words ON document_words USING gin (words)",
    "CREATE TABLE source_words (key BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_source_words_words ON source_words USING gin (words)",
)
BOTH = (
    # How much each source says in current documents.
    """CREATE TABLE tally (
        source_id INTEGER PRIMARY KEY REFERENCES source (id),
        anonymous BOOLEAN NOT NULL,
        statements INTEGER NOT NULL,
        documents INTEGER NOT NULL
    )""",
    "CREATE INDEX ix_tally_anonymous_statements ON tally (anonymous, statements)",
    "CREATE INDEX ix_source_merged ON source (canonical_id) WHERE canonical_id <> id",
)


class _Entries(msgspec.Struct, frozen=True):
    """What the index holds of one document."""

    day: str | None
    title: str
    text: str
    outlet: str
    """Its facet, or nothing."""
    facets: str
    statements: tuple[tuple[int, str, str], ...]
    """Numbers, falling, with contents and facets."""
    tally: tuple[tuple[int, bool, str, int], ...]
    """Its sources: id, whether unnamed, name, and how many statements here are theirs."""


EVERY_DOCUMENT = f"{FACET}d1"
ATTRIBUTED, OWN_VOICE = f"{FACET}v1", f"{FACET}v0"
NAMED, UNNAMED = f"{FACET}n1", f"{FACET}n0"


def act_facet(act: str) -> str:
    """The facet of statements with this act."""
    return _facet("a", act)


def certainty_facet(certainty: str) -> str:
    """The facet of statements with this certainty."""
    return _facet("c", certainty)


def polarity_facet(polarity: str) -> str:
    """The facet of statements with this polarity."""
    return _facet("p", polarity)


def source_facet(source_id: int) -> str:
    """The facet of statements by this source, and of documents in which it appears."""
    return f"{FACET}s{source_id}"


def outlet_facet(outlet: str) -> str:
    """The facet of an outlet, whatever its capitals."""
    return _facet("o", " ".join(outlet.casefold().split()))


def _facet(letter: str, value: str) -> str:
    # It ends with a digit, so that stemming leaves it alone, and is one word whatever the value is.
    return f"{FACET}{letter}{int.from_bytes(blake2b(value.encode('utf-8', 'replace'), digest_size=6).digest())}"


def key_of(day: str | None) -> int:
    """The least key of a day; 0 for what is undated."""
    try:
        return date.fromisoformat(day or "").toordinal() << DAY_BITS
    except ValueError:
        return 0


def day_of(key: int) -> str | None:
    """The day of what has this key; None if it is undated."""
    days = key >> DAY_BITS
    return date.fromordinal(days).isoformat() if 0 < days <= date.max.toordinal() else None


def tables(dialect: str) -> tuple[str, ...]:
    """What makes the index's tables in a database of this dialect, "sqlite" or "postgresql", after schema.py's."""
    return (*(SQLITE if dialect == "sqlite" else POSTGRESQL), *BOTH)


def index(connection: Connection, document_id: int) -> None:
    """Enter a document that is stored whole, and is its article's current version."""
    entries = _entries(connection, document_id)
    count = max((number for number, _, _ in entries.statements), default=0)
    least = key_of(entries.day)
    query = text("SELECT max(top) FROM listing WHERE top >= :least AND top < :end")
    newest = connection.execute(query, {"least": least, "end": least + (1 << DAY_BITS)}).scalar()
    top = (least if newest is None else newest + 1) + count
    connection.execute(
        text("INSERT INTO listing (top, statements, document_id) VALUES (:top, :count, :document)"),
        {"top": top, "count": count, "document": document_id},
    )
    _enter(connection, document_id, top, entries)
    _count(connection, entries, 1)


def unindex(connection: Connection, document_id: int) -> None:
    """Take out a document, as when a newer version comes; nothing happens if it is not in the index."""
    if (top := top_of(connection, document_id)) is None:
        return
    entries = _entries(connection, document_id)
    _remove(connection, document_id, top, entries)
    _count(connection, entries, -1)
    connection.execute(text("DELETE FROM listing WHERE top = :top"), {"top": top})


@contextmanager
def reindexing(connection: Connection, document_ids: Iterable[int]) -> Iterator[None]:
    """Keep the index true while the context gives appearances in these documents another source."""
    tops = {id: top for id in sorted(set(document_ids)) if (top := top_of(connection, id)) is not None}
    for document_id, top in tops.items():
        entries = _entries(connection, document_id)
        _remove(connection, document_id, top, entries)
        _count(connection, entries, -1)
    yield
    for document_id, top in tops.items():
        entries = _entries(connection, document_id)
        _enter(connection, document_id, top, entries)
        _count(connection, entries, 1)


def top_of(connection: Connection, document_id: int) -> int | None:
    """The key of a document; None if it is not in the index, as old versions are not."""
    query = text("SELECT top FROM listing WHERE document_id = :document")
    top: int | None = connection.execute(query, {"document": document_id}).scalar()
    return top


def is_sqlite(connection: Connection) -> bool:
    """Whether the ledger is a SQLite file; else it is in PostgreSQL."""
    return connection.dialect.name == "sqlite"


def key_column(connection: Connection) -> str:
    """What the index's tables call the key."""
    return "rowid" if is_sqlite(connection) else "key"


def _entries(connection: Connection, document_id: int) -> _Entries:
    known = document.c
    query = select(known.outlet, known.title, known.text, known.day).where(known.id == document_id)
    outlet, title, whole, day = connection.execute(query).one()
    sources = {
        id: (source_id, anonymous, name)
        for id, source_id, anonymous, name in connection.execute(
            select(appearance.c.id, appearance.c.source_id, source.c.anonymous, source.c.name)
            .join_from(appearance, source, appearance.c.source_id == source.c.id)
            .where(appearance.c.document_id == document_id)
        )
    }
    outlets = [outlet_facet(outlet)] if outlet else []
    said: Counter[int] = Counter()
    statements = []
    columns = statement.c
    for number, appearance_id, cue, content, act, certainty, polarity in connection.execute(
        select(
            columns.number,
            columns.appearance_id,
            columns.cue,
            columns.content,
            manner.c.act,
            manner.c.certainty,
            manner.c.polarity,
        )
        .join_from(statement, manner, manner.c.id == columns.manner_id)
        .where(columns.document_id == document_id)
        .order_by(columns.number.desc())
    ):
        facets = [ATTRIBUTED if pairs(cue) else OWN_VOICE, *outlets]
        if appearance_id is not None:
            source_id, anonymous, _ = sources[appearance_id]
            said[source_id] += 1
            facets += [source_facet(source_id), UNNAMED if anonymous else NAMED]
        facets += [
            facet(value)
            for facet, value in ((act_facet, act), (certainty_facet, certainty), (polarity_facet, polarity))
            if value is not None
        ]
        statements.append((number, joined(whole, pairs(content)), " ".join(facets)))
    distinct = sorted(set(sources.values()))
    return _Entries(
        day,
        title or "",
        whole,
        " ".join(outlets),
        " ".join([EVERY_DOCUMENT, *outlets, *(source_facet(source_id) for source_id, _, _ in distinct)]),
        tuple(statements),
        tuple((source_id, anonymous, name, said[source_id]) for source_id, anonymous, name in distinct),
    )


def _rows(top: int, entries: _Entries) -> list[dict[str, Any]]:
    """A document's rows of `statement_words`, in rising order, in which FTS5 takes them most cheaply."""
    rows = [{"key": top - number, "words": f"{clean(words)} {facets}"} for number, words, facets in entries.statements]
    return [*rows, {"key": top, "words": entries.facets}]


def _whole(id: int, entries: _Entries) -> dict[str, Any]:
    """A document's row of `document_words`."""
    return {"id": id, "title": clean(entries.title), "text": clean(entries.text), "facets": entries.outlet}


def _enter(connection: Connection, id: int, top: int, entries: _Entries) -> None:
    if is_sqlite(connection):
        # FTS5 takes rows most cheaply in rising order.
        _many(connection, "INSERT INTO statement_words (rowid, words) VALUES (:key, :words)", _rows(top, entries))
        query = "INSERT INTO document_words (rowid, title, text, facets) VALUES (:id, :title, :text, :facets)"
        _many(connection, query, [_whole(id, entries)])
        return
    title, body, *said = tokenised(
        [entries.title, entries.text[:LONGEST_INDEXED], *(words for _, words, _ in entries.statements)]
    )
    vectors = [
        {"key": top - number, "words": " ".join(words)[:LONGEST_INDEXED], "facets": facets.split()}
        for (number, _, facets), words in zip(entries.statements, said, strict=True)
    ]
    vectors.append({"key": top, "words": "", "facets": entries.facets.split()})
    query = """INSERT INTO statement_words (key, words)
        VALUES (:key, to_tsvector('sayso', :words) || array_to_tsvector(CAST(:facets AS TEXT[])))"""
    _many(connection, query, vectors)
    query = """INSERT INTO document_words (key, words) VALUES (:id, setweight(to_tsvector('sayso', :title), 'A')
        || to_tsvector('sayso', :text) || array_to_tsvector(CAST(:facets AS TEXT[])))"""
    whole = {"id": id, "title": " ".join(title), "text": " ".join(body)[:LONGEST_INDEXED]}
    _many(connection, query, [whole | {"facets": entries.outlet.split()}])


def _remove(connection: Connection, id: int, top: int, entries: _Entries) -> None:
    if not is_sqlite(connection):
        values = {"least": top - max((number for number, _, _ in entries.statements), default=0), "top": top}
        connection.execute(text("DELETE FROM statement_words WHERE key >= :least AND key <= :top"), values)
        connection.execute(text("DELETE FROM document_words WHERE key = :id"), {"id": id})
        return
    # A table without content must be told what it holds.
    query = "INSERT INTO statement_words (statement_words, rowid, words) VALUES ('delete', :key, :words)"
    _many(connection, query, _rows(top, entries))
    query = """INSERT INTO document_words (document_words, rowid, title, text, facets)
        VALUES ('delete', :id, :title, :text, :facets)"""
    _many(connection, query, [_whole(id, entries)])


def _count(connection: Connection, entries: _Entries, sign: int) -> None:
    """Add to the tally of the sources, or take from it, and enter the names of those that are new there."""
    ids = [source_id for source_id, _, _, _ in entries.tally]
    query = text("SELECT source_id FROM tally WHERE source_id IN :ids").bindparams(bindparam("ids", expanding=True))
    known = set(connection.execute(query, {"ids": ids}).scalars())
    new = [(id, anonymous, name) for id, anonymous, name, _ in entries.tally if id not in known]
    upsert = """INSERT INTO tally (source_id, anonymous, statements, documents)
        VALUES (:source, :anonymous, :statements, :documents)
        ON CONFLICT (source_id) DO UPDATE
        SET statements = tally.statements + excluded.statements, documents = tally.documents + excluded.documents"""
    rows = [
        {"source": id, "anonymous": anonymous, "statements": sign * said, "documents": sign}
        for id, anonymous, _, said in entries.tally
    ]
    _many(connection, upsert, rows)
    facets = [UNNAMED if anonymous else NAMED for _, anonymous, _ in new]
    if is_sqlite(connection):
        names = [
            {"key": id, "words": f"{clean(name)} {facet}"} for (id, _, name), facet in zip(new, facets, strict=True)
        ]
        _many(connection, "INSERT INTO source_words (rowid, words) VALUES (:key, :words)", names)
        return
    words = tokenised([name for _, _, name in new])
    vectors = [
        {"key": id, "words": " ".join(some), "facets": [facet]}
        for (id, _, _), some, facet in zip(new, words, facets, strict=True)
    ]
    insert = """INSERT INTO source_words (key, words)
        VALUES (:key, to_tsvector('sayso', :words) || array_to_tsvector(CAST(:facets AS TEXT[])))"""
    _many(connection, insert, vectors)


def _many(connection: Connection, query: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(text(query), rows)
