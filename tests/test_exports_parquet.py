"""The Parquet export: types, spans and values as they are."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from pyarrow import parquet

from exports_kept import gates, kept, two, wild, written
from sayso.views.exports.parquet import schema, write


def table(ledger: list) -> pa.Table:
    return parquet.read_table(io.BytesIO(written(write, ledger)))


def test_the_schema_is_the_documented_one() -> None:
    found = table(two())
    found.validate(full=True)
    assert found.schema == schema()
    assert found.schema.metadata == schema().metadata
    assert found.schema.metadata[b"sayso.schema"] == b"1"
    assert found.schema.field("published_day").type == pa.date32()
    assert found.schema.field("published_time").type == pa.timestamp("us", "UTC")
    assert not found.schema.field("statement").nullable


def test_rows_hold_what_the_documents_do() -> None:
    found = table(two()).to_pylist()
    statements = [(each, statement) for each in two() for statement in each.document.statements]
    assert len(found) == len(statements)
    for row, (each, statement) in zip(found, statements, strict=True):
        assert (row["document"], row["statement"], row["copies"]) == (each.id, statement.id, list(each.copies))
        assert row["added"] == datetime(2025, 6, 16, 7, tzinfo=UTC)
        for role in ("source", "cue", "content"):
            spans = [(span["start"], span["end"], span["text"]) for span in row[role]]
            assert spans == [(span.start, span.end, span.text) for span in getattr(statement, role)]
            assert all(each.document.text[start:end] == text for start, end, text in spans)
        assert row["act"] == statement.act
        assert row["confidence"] == statement.confidence


def test_sources_are_structs_with_their_numbers() -> None:
    row = table(two()).to_pylist()[3]
    assert [link["number"] for link in row["chain"]] == [11, 12, 13]
    assert row["source_entity"] == row["chain"][-1]
    assert row["chain"][1] == {
        "number": 12,
        "id": "e2",
        "name": "two engineers",
        "kind": "group",
        "anonymous": True,
        "count": 2,
        "affiliation": None,
        "role": "engineer",
    }


def test_times_tell_their_day_where_they_have_one() -> None:
    found = table([kept(gates())]).to_pylist()
    assert (found[2]["said"]["value"], found[2]["said"]["day"]) == ("2025-06-14", date(2025, 6, 14))
    assert found[0]["said"] is None


@pytest.mark.parametrize(
    ("published", "day", "time"),
    [
        ("2025-06-15", date(2025, 6, 15), None),
        ("2025-06-15T23:30:00-02:00", date(2025, 6, 16), datetime(2025, 6, 16, 1, 30, tzinfo=UTC)),
        ("2025-06-15T23:30:00", date(2025, 6, 15), None),
        ("0001-01-01T00:00:00+05:00", None, None),
        (None, None, None),
    ],
)
def test_publication_is_a_day_and_a_moment_as_far_as_it_is_told(
    published: str | None, day: date | None, time: datetime | None
) -> None:
    row = table([kept(replace(gates(), published=published))]).to_pylist()[0]
    assert (row["published"], row["published_day"], row["published_time"]) == (published, day, time)


def test_an_empty_ledger_is_a_table_without_rows() -> None:
    found = table([])
    assert (found.num_rows, found.schema) == (0, schema())


@settings(deadline=None, max_examples=40)
@given(wild())
def test_any_ledger_is_written_whole_and_alike(ledger: list) -> None:
    found = table(ledger)
    found.validate(full=True)
    contents = [[span["text"] for span in row["content"]] for row in found.to_pylist()]
    assert contents == [[span.text for span in s.content] for each in ledger for s in each.document.statements]
    assert written(write, ledger) == written(write, ledger)
