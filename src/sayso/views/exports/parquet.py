"""Parquet: one statement a row, with real types and with every span; needs pyarrow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso import __version__
from sayso.document import Source, Span, Statement
from sayso.views.exports.naming import day, instant
from sayso.views.index import Index

if TYPE_CHECKING:
    import pyarrow as pa

    from sayso.ledger.keeping import Kept
    from sayso.views.exports.tables import Table

SCHEMA_VERSION = "1"
ROWS_AT_ONCE = 8192
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

Row = dict[str, Any]


def schema() -> pa.Schema:
    """The columns with their types; docs/export.md says what they hold. The metadata tell the schema's version."""
    import pyarrow as pa

    def required(name: str, kind: pa.DataType) -> pa.Field:
        return pa.field(name, kind, nullable=False)

    span = pa.struct([required("start", pa.int32()), required("end", pa.int32()), required("text", pa.string())])
    source = pa.struct(
        [
            required("number", pa.int64()),
            required("id", pa.string()),
            required("name", pa.string()),
            ("kind", pa.string()),
            ("anonymous", pa.bool_()),
            ("count", pa.int64()),
            ("affiliation", pa.string()),
            ("role", pa.string()),
        ]
    )
    time = pa.struct(
        [
            required("start", pa.int32()),
            required("end", pa.int32()),
            required("text", pa.string()),
            required("type", pa.string()),
            ("value", pa.string()),
            ("day", pa.date32()),
        ]
    )
    answer = pa.struct([required("statement", pa.string()), required("relation", pa.string())])
    return pa.schema(
        [
            required("document", pa.int64()),
            required("article", pa.int64()),
            required("version", pa.int32()),
            required("current", pa.bool_()),
            ("added", pa.timestamp("us", "UTC")),
            ("copies", pa.list_(pa.int64())),
            required("id", pa.string()),
            ("outlet", pa.string()),
            ("title", pa.string()),
            ("author", pa.string()),
            ("published", pa.string()),
            ("published_day", pa.date32()),
            ("published_time", pa.timestamp("us", "UTC")),
            ("url", pa.string()),
            ("language", pa.string()),
            required("statement", pa.string()),
            ("source", pa.list_(span)),
            ("cue", pa.list_(span)),
            ("content", pa.list_(span)),
            ("source_entity", source),
            ("chain", pa.list_(source)),
            ("inside", pa.string()),
            ("quotation", pa.string()),
            ("act", pa.string()),
            ("certainty", pa.string()),
            ("polarity", pa.string()),
            ("hedges", pa.list_(span)),
            ("conditions", pa.list_(span)),
            ("said", time),
            ("answers", pa.list_(answer)),
            ("confidence", pa.float64()),
        ],
        metadata=_metadata("statements"),
    )


def write(kept: Iterable[Kept], file: BinaryIO) -> None:
    """Write the statements. Raises ModuleNotFoundError if pyarrow is not installed."""
    rows = (_row(each, statement, index) for each, index in _indexed(kept) for statement in each.document.statements)
    _write(schema(), rows, file)


def write_table(name: str, table: Table, claims_or_copies: Iterable[Any], file: BinaryIO) -> None:
    """Write the rows of a table. Raises ModuleNotFoundError if pyarrow is not installed."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "strings": pa.list_(pa.string()),
    }
    columns = pa.schema(
        [pa.field(field, kinds[column.kind], nullable=not column.always) for field, column in table.columns.items()],
        metadata=_metadata(name),
    )
    _write(
        columns,
        (dict(zip(table.columns, row, strict=True)) for each in claims_or_copies for row in table.rows(each)),
        file,
    )


def _write(columns: pa.Schema, rows: Iterator[Row], file: BinaryIO) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    with parquet.ParquetWriter(_Counted(file), columns, compression="zstd") as writer:
        while some := list(islice(rows, ROWS_AT_ONCE)):
            writer.write_batch(pa.RecordBatch.from_pylist(some, columns), ROWS_AT_ONCE)


def _metadata(table: str) -> dict[str, str]:
    return {"sayso.table": table, "sayso.schema": SCHEMA_VERSION, "sayso.version": __version__}


class _Counted:
    """A file that knows how much was written to it, which pyarrow asks for and a pipe does not tell."""

    closed = False

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.position = 0

    def write(self, data: bytes) -> int:
        self.file.write(data)
        self.position += len(data)
        return len(data)

    def tell(self) -> int:
        return self.position

    def flush(self) -> None:
        self.file.flush()

    def writable(self) -> bool:
        return True

    def close(self) -> None:
        self.flush()


def _indexed(kept: Iterable[Kept]) -> Iterator[tuple[Kept, Index]]:
    for each in kept:
        yield each, Index(each.document)


def _row(kept: Kept, statement: Statement, index: Index) -> Row:
    document, source = kept.document, index.source(statement)
    return {
        "document": kept.id,
        "article": kept.article,
        "version": kept.version,
        "current": kept.current,
        "added": instant(kept.added),
        "copies": list(kept.copies),
        "id": document.id,
        "outlet": document.outlet,
        "title": document.title,
        "author": document.author,
        "published": document.published,
        "published_day": day(document.published),
        "published_time": instant(document.published),
        "url": document.url,
        "language": document.language,
        "statement": statement.id,
        "source": _spans(statement.source),
        "cue": _spans(statement.cue),
        "content": _spans(statement.content),
        "source_entity": _source(kept, source) if source else None,
        "chain": None if statement.chain is None else [_source(kept, link) for link in index.chain(statement)],
        "inside": statement.inside,
        "quotation": statement.quotation,
        "act": statement.act,
        "certainty": statement.certainty,
        "polarity": statement.polarity,
        "hedges": _spans(statement.hedges),
        "conditions": _spans(statement.conditions),
        "said": _said(statement, index),
        "answers": None
        if statement.answers is None
        else [{"statement": answer.statement, "relation": answer.relation} for answer in statement.answers],
        "confidence": statement.confidence,
    }


def _spans(spans: Iterable[Span] | None) -> list[Row] | None:
    return None if spans is None else [{"start": span.start, "end": span.end, "text": span.text} for span in spans]


def _source(kept: Kept, source: Source) -> Row:
    return {
        "number": kept.sources[source.id],
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "anonymous": source.anonymous,
        "count": source.count,
        "affiliation": source.affiliation,
        "role": source.role,
    }


def _said(statement: Statement, index: Index) -> Row | None:
    if (time := index.said(statement)) is None:
        return None
    return {
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "type": time.type,
        "value": time.value,
        "day": _day(time.value),
    }


def _day(value: str | None) -> date | None:
    """The day that a TIMEX3 value tells, if it tells one."""
    found = _DAY.match(value or "")
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
