"""The ledger's tables, one definition for SQLite and PostgreSQL; docs/ledger.md tells what they hold.

Spans stand in their columns as JSON lists of pairs, `[[12, 20], [31, 40]]`: Unicode code points into `document.text`,
end exclusive. Their text is a slice of the document's and is not kept twice; the views (`statements`, …) show it.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

article = Table(
    "article",
    metadata,
    Column("id", Integer, primary_key=True),
    # The newest version. Not a foreign key: it and document.article_id would point at each other.
    Column("current_id", Integer, nullable=False),
)
"""What stands at an address, through all its versions."""

address = Table(
    "address",
    metadata,
    Column("place", Text, primary_key=True),
    Column("article_id", ForeignKey("article.id"), nullable=False, index=True),
    # What the server said to be asked again with, if it was a web address.
    Column("etag", Text),
    Column("last_modified", Text),
    Column("fetched", Text),
)
"""A web address, path or given id under which an article was met; an article may have several."""

document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("article.id"), nullable=False),
    Column("version", Integer, nullable=False),
    # The id it came with: `Document.id`.
    Column("name", Text, nullable=False),
    Column("outlet", Text),
    Column("title", Text),
    Column("author", Text),
    # As given, an ISO 8601 date or time.
    Column("published", Text),
    # Its UTC day, for sorting and filtering; unknown is null.
    Column("day", String(10)),
    Column("url", Text),
    Column("language", String(8)),
    Column("text", Text, nullable=False),
    # SHA-256 of outlet and text, in hexadecimal.
    Column("digest", String(64), nullable=False, unique=True),
    # When it came into the ledger, ISO 8601 in UTC.
    Column("added", Text, nullable=False),
    UniqueConstraint("article_id", "version"),
    Index(None, "day"),
    Index(None, "outlet", "day"),
)
"""One version of an article's text, with what is known about it."""

source = Table(
    "source",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    # What names are compared by; see identity.py. Unnamed sources have none and are never found by name.
    Column("key", Text, index=True),
    Column("kind", String(16)),
    Column("anonymous", Boolean, nullable=False),
    Column("affiliation", Text),
    Column("role", Text),
    # The source that judgements make it one with; itself if there are none.
    Column("canonical_id", Integer, nullable=False, index=True),
)
"""Someone whom statements in one or many documents are ascribed to or came through."""

appearance = Table(
    "appearance",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    # Its id in the document: 1 for e1.
    Column("number", Integer, nullable=False),
    Column("source_id", ForeignKey("source.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", String(16)),
    Column("anonymous", Boolean),
    Column("count", Integer),
    Column("affiliation", Text),
    Column("role", Text),
    Column("mentions", Text, nullable=False),
    UniqueConstraint("document_id", "number"),
)
"""A source as one document has it (`Document.sources`)."""

statement = Table(
    "statement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    # Its id in the document: 1 for s1.
    Column("number", Integer, nullable=False),
    # `Statement.source_id`; null where the text gives no source, as in the outlet's own voice.
    Column("appearance_id", ForeignKey("appearance.id")),
    # The number of the statement that holds it.
    Column("inside", Integer),
    Column("source", Text),
    Column("cue", Text),
    Column("content", Text, nullable=False),
    Column("quotation", String(8)),
    Column("act", String(8)),
    Column("certainty", String(8)),
    Column("polarity", String(8)),
    Column("hedges", Text),
    Column("conditions", Text),
    # The number of the time at which it was said.
    Column("said", Integer),
    Column("confidence", Float),
    UniqueConstraint("document_id", "number"),
)
"""Who says what, in one document (`Document.statements`)."""

link = Table(
    "link",
    metadata,
    Column("statement_id", ForeignKey("statement.id"), primary_key=True),
    # From the outermost relay, 1, to the origin.
    Column("place", Integer, primary_key=True),
    Column("appearance_id", ForeignKey("appearance.id"), nullable=False),
    sqlite_with_rowid=False,
)
"""The chains: everyone that a statement passed through."""

answer = Table(
    "answer",
    metadata,
    Column("statement_id", ForeignKey("statement.id"), primary_key=True),
    Column("answered_id", ForeignKey("statement.id"), primary_key=True),
    Column("relation", String(8), nullable=False),
    sqlite_with_rowid=False,
)
"""That a statement confirms, denies, repeats or corrects another one of its document."""

moment = Table(
    "moment",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    # Its place in `Document.times`, from 0.
    Column("number", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("type", String(8), nullable=False),
    Column("value", Text),
    sqlite_with_rowid=False,
)
"""The expressions of time in a document (`Document.times`)."""

change = Table(
    "change",
    metadata,
    Column("id", Integer, primary_key=True),
    # The later version.
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("kind", String(8), nullable=False),
    # In the version before; null if added.
    Column("before_id", ForeignKey("statement.id")),
    # In the later version; null if dropped.
    Column("after_id", ForeignKey("statement.id")),
    CheckConstraint("kind IN ('added', 'dropped', 'altered')", name="kind"),
)
"""What a new version of an article did to its statements."""

copy = Table(
    "copy",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    Column("other_id", ForeignKey("document.id"), primary_key=True),
    # The share of word sequences that both have, 0 to 1, as MinHash estimates it.
    Column("similarity", Float, nullable=False),
    sqlite_with_rowid=False,
)
"""Documents of different articles that are nearly the same text, each pair once: the later one first."""

band = Table(
    "band",
    metadata,
    Column("hash", Integer, primary_key=True),
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    sqlite_with_rowid=False,
)
"""Where nearly the same text is found by: documents that share a band of MinHash are compared."""

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("left_id", ForeignKey("source.id"), nullable=False, index=True),
    Column("right_id", ForeignKey("source.id"), nullable=False, index=True),
    # "same" or "different".
    Column("verdict", String(9), nullable=False),
    Column("judge", Text, nullable=False),
    Column("judged", Text, nullable=False),
    # When it was taken back; such a judgement has no force, but stays as a record.
    Column("undone", Text),
    CheckConstraint("verdict IN ('same', 'different')", name="verdict"),
)
"""What a person decided on two sources."""

failure = Table(
    "failure",
    metadata,
    Column("place", Text, primary_key=True),
    Column("problem", Text, nullable=False),
    Column("tried", Text, nullable=False),
)
"""Documents that could not be read when they were last tried."""
