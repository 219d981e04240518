"""The ledger's tables, one definition for SQLite and PostgreSQL; docs/ledger.md tells what they hold.

Spans stand in their columns as JSON lists of pairs, `[[12, 20], [31, 40]]`: Unicode code points into `document.text`,
end exclusive. Their text is a slice of the document's and is not kept twice; the views (`statements`, …) show it.
What is null in the format, where none would be an empty list, is named in the column `unread`.

Ids are counted up by storing.py, except those of `source`, `change`, `claim` and judgements, which the database counts.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "3"
"""The revision of the newest migration, which makes a ledger what this module says."""

APPLICATION_ID = 0x5361_7973
"""What marks a SQLite file as a ledger, in its header: the letters `Says`."""

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
    Column("id", Integer, primary_key=True, autoincrement=False),
    # The version that stands there now. Not a foreign key: it and document.article_id would point at each other.
    Column("current_id", Integer, nullable=False),
)
"""What stands at an address, through all its versions."""

address = Table(
    "address",
    metadata,
    # As `addresses.key` gives it.
    Column("place", Text, primary_key=True),
    # What stood there last; null where no document does, as at a feed's address.
    Column("document_id", ForeignKey("document.id"), index=True),
    # What the server said to be asked again with, if it was a web address.
    Column("etag", Text),
    Column("last_modified", Text),
    # When it was last asked, ISO 8601 in UTC.
    Column("fetched", Text),
    sqlite_with_rowid=False,
)
"""A web address, path or given id at which an article was met; an article may have several."""

document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
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
    Column("day", Text),
    Column("url", Text),
    Column("language", Text),
    # With U+FFFD in place of NUL, which databases cannot hold.
    Column("text", Text, nullable=False),
    # Where NUL stands in the text, a JSON list of offsets; null if nowhere.
    Column("nuls", Text),
    # Which of "sources" and "times" nobody looked for, a JSON list; null if none.
    Column("unread", Text),
    # Of outlet and text; see `addresses.digest`.
    Column("digest", Text, nullable=False, unique=True),
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
    # What it is found by across documents; see names.py. Whom a name alone does not tell apart has none, and is found
    # in no other document.
    Column("key", Text, unique=True),
    Column("kind", Text),
    Column("anonymous", Boolean, nullable=False),
    Column("affiliation", Text),
    Column("role", Text),
    # The source that judgements make it one with; itself if there are none.
    Column("canonical_id", Integer, nullable=False, index=True),
)
"""Someone whom statements in one or many documents are ascribed to or came through."""

likeness = Table(
    "likeness",
    metadata,
    # A surname, an acronym or the like, as `names.forms` gives them.
    Column("form", Text, primary_key=True),
    Column("source_id", ForeignKey("source.id"), primary_key=True),
    sqlite_with_rowid=False,
)
"""By what sources are found that may be the same, to be offered to a person."""

appearance = Table(
    "appearance",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    # Its id in the document: 1 for e1.
    Column("number", Integer, nullable=False),
    Column("source_id", ForeignKey("source.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", Text),
    Column("anonymous", Boolean),
    Column("count", BigInteger),
    Column("affiliation", Text),
    Column("role", Text),
    Column("mentions", Text, nullable=False),
    UniqueConstraint("document_id", "number"),
)
"""A source as one document has it (`Document.sources`)."""

manner = Table(
    "manner",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("quotation", Text),
    Column("act", Text),
    Column("certainty", Text),
    Column("polarity", Text),
    UniqueConstraint("act", "certainty", "polarity", "quotation"),
)
"""How something is said. Few manners serve all statements, so each is kept once."""

statement = Table(
    "statement",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    # Its id in the document: 1 for s1.
    Column("number", Integer, nullable=False),
    # `Statement.source_id`; null where the text gives no source, as in the outlet's own voice.
    Column("appearance_id", ForeignKey("appearance.id")),
    # The number of the statement that holds it.
    Column("inside", Integer),
    # Spans; null if none.
    Column("source", Text),
    Column("cue", Text),
    Column("content", Text),
    Column("manner_id", ForeignKey("manner.id"), nullable=False),
    # Spans; null if none.
    Column("hedges", Text),
    Column("conditions", Text),
    # The number of the time at which it was said.
    Column("said", Integer),
    Column("confidence", Float),
    # Which of "chain", "hedges", "conditions" and "answers" nobody looked for, a JSON list; null if none.
    Column("unread", Text),
    UniqueConstraint("document_id", "number"),
)
"""Who says what, in one document (`Document.statements`)."""

link = Table(
    "link",
    metadata,
    Column("statement_id", ForeignKey("statement.id"), primary_key=True),
    # From the outermost relay, 1, to the origin.
    Column("place", SmallInteger, primary_key=True, autoincrement=False),
    Column("appearance_id", ForeignKey("appearance.id"), nullable=False),
    sqlite_with_rowid=False,
)
"""The chains: everyone that a statement passed through."""

answer = Table(
    "answer",
    metadata,
    Column("statement_id", ForeignKey("statement.id"), primary_key=True),
    # Its place in `Statement.answers`, from 1.
    Column("place", SmallInteger, primary_key=True, autoincrement=False),
    Column("answered_id", ForeignKey("statement.id"), nullable=False),
    Column("relation", Text, nullable=False),
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
    Column("type", Text, nullable=False),
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
    Column("kind", Text, nullable=False),
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
    Column("other_id", ForeignKey("document.id"), primary_key=True, index=True),
    # How many words of the shorter text are in passages that both have; see copying.py.
    Column("words", Integer, nullable=False),
    # How many the longest of the passages has.
    Column("longest", Integer, nullable=False),
    # `words` ÷ the words of the shorter text, 0 to 1.
    Column("share", Float, nullable=False),
    # Whether the passages are just quotations of speakers.
    Column("quoted", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""Documents of different articles that share passages: the later one in the ledger, and some of those before it."""

band = Table(
    "band",
    metadata,
    # A fingerprint, 32 bits, signed; see sayso.claims.reuse.
    Column("hash", Integer, primary_key=True, autoincrement=False),
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    sqlite_with_rowid=False,
)
"""Where shared passages are found by: words in a row that documents have, of every twenty some."""

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("left_id", ForeignKey("source.id"), nullable=False, index=True),
    Column("right_id", ForeignKey("source.id"), nullable=False, index=True),
    # The document, with its other versions, whose appearance was taken out of `left` and given to `right`; else null.
    Column("document_id", ForeignKey("document.id")),
    # "same" or "different".
    Column("verdict", Text, nullable=False),
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

meaning = Table(
    "meaning",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True),
    # A vector for each of its statements, in their order, one after another; see near.py.
    Column("vectors", LargeBinary, nullable=False),
)
"""What the statements of a document mean, as vectors: of like meaning are those that point the same way."""

unlinked = Table(
    "unlinked",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True, autoincrement=False),
)
"""Current documents whose statements are still to be held against those of others; see linking.py."""

claim = Table(
    "claim",
    metadata,
    Column("id", Integer, primary_key=True),
    # The member with its best wording; until it is worked out, any.
    Column("wording_id", ForeignKey("statement.id"), nullable=False),
    # "denial", "values" or null.
    Column("conflict", Text),
    # Whether the values that differ may be one that changed with time.
    Column("development", Boolean, nullable=False),
    # How many origins it has at least and at most; 0 until that is worked out.
    Column("low", Integer, nullable=False),
    Column("high", Integer, nullable=False),
    # How many members it has, and in how many documents.
    Column("statements", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    # The days of its first and last document; null if none is dated.
    Column("first_day", Text),
    Column("last_day", Text),
    Index(None, "last_day", "id"),
    # No number is given to another claim after its own is gone.
    sqlite_autoincrement=True,
)
"""A proposition that statements of several documents are about."""

member = Table(
    "member",
    metadata,
    Column("statement_id", ForeignKey("statement.id"), primary_key=True),
    Column("claim_id", ForeignKey("claim.id"), nullable=False),
    # Rises in the order in which the members joined it.
    Column("place", Integer, nullable=False),
    # The statement that it was joined to; null where only a judgement joins it.
    Column("near_id", ForeignKey("statement.id")),
    # Null until the claim is worked out.
    Column("stance", Text),
    Index(None, "claim_id", "place"),
    sqlite_with_rowid=False,
)
"""That a statement of a current document is about a claim."""

unsettled = Table(
    "unsettled",
    metadata,
    Column("claim_id", ForeignKey("claim.id"), primary_key=True, autoincrement=False),
)
"""Claims whose statements have changed since they were worked out; see claiming.py."""

claim_judgement = Table(
    "claim_judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    # "same", "different" or "stance".
    Column("verdict", Text, nullable=False),
    Column("stance", Text),
    Column("judge", Text, nullable=False),
    Column("judged", Text, nullable=False),
    # When it was taken back; such a judgement has no force, but stays as a record.
    Column("undone", Text),
    CheckConstraint("verdict IN ('same', 'different', 'stance')", name="verdict"),
)
"""What a person decided on claims: that statements are about the same, or those of one side not about the same as those
of the other, or what stance one has. It holds for statements of the same words in later versions of their articles."""

judged_statement = Table(
    "judged_statement",
    metadata,
    Column("judgement_id", ForeignKey("claim_judgement.id"), primary_key=True),
    Column("statement_id", ForeignKey("statement.id"), primary_key=True),
    # 2 for those that the others are different from, else 1.
    Column("side", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""A statement that a judgement speaks of."""
