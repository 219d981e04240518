"""The CSV export: what a spreadsheet reads, and that it computes nothing."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports_kept import kept, two, wild, written
from sayso.views.exports.csv import COLUMNS, neutral, write
from sayso.views.wording import without_controls
from views_documents import marked

# As docs/export.md says.
UNDO = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


def test_a_statement_is_a_row_in_words() -> None:
    table = rows(written(write, two()))
    assert [row["statement"] for row in table][:3] == ["s1", "s2", "s3"]
    assert {row["document"] for row in table} == {"3", "5"}
    row = table[3]
    assert row == {
        "document": "3",
        "outlet": "Kestrel Post",
        "title": "Gates open at Orra as the dam’s keepers fall out",
        "published": "2025-06-15",
        "url": "https://kestrel.example/orra?part=1",
        "statement": "s4",
        "source": "an inspector’s note",
        "source_number": "13",
        "source_name": "an inspector’s note",
        "source_kind": "document",
        "anonymous": "false",
        "chain": "Meridian ← two engineers ← an inspector’s note",
        "cue": "had warned",
        "content": "that the repair which the builders had promised to finish by March might never come "
        "if money ran short",
        "act": "warn",
        "certainty": "possible",
        "polarity": "positive",
        "quotation": "",
        "hedges": "might",
        "conditions": "if money ran short",
        "said": "",
        "inside": "s3",
        "answers": "",
        "confidence": "0.9",
        "start": row["start"],
        "end": row["end"],
    }
    text = two()[0].document.text
    assert text[int(row["start"]) : int(row["end"])] == row["content"]
    assert table[6]["answers"] == "denies s3"
    assert table[10]["said"] == "2025-06-14TEV"


def test_the_outlets_own_voice_has_no_source() -> None:
    row = rows(written(write, two()))[0]
    assert (row["source"], row["source_number"], row["cue"], row["chain"]) == ("", "", "", "")
    assert row["content"].startswith("All four gates")


def test_an_empty_ledger_has_the_columns_alone() -> None:
    assert written(write, []) == ",".join(COLUMNS).encode() + b"\r\n"


@pytest.mark.parametrize("start", FORMULA)
def test_formulas_are_neutralised(start: str) -> None:
    document = marked("{1s|=cmd} {1c|said} {1t|+1}", outlet=f"{start}1+1", title=f"'{start}x")
    row = rows(written(write, [kept(document)]))[0]
    assert row["outlet"].startswith("'")
    assert row["title"].startswith("''")
    assert (row["source"], row["content"]) == ("'=cmd", "'+1")


@given(st.text(st.sampled_from("'=+-@\t\r\n\0a“,\"")) | st.text())
def test_taking_the_apostrophe_away_gives_the_cell_back(cell: str) -> None:
    shown = neutral(cell)
    assert not shown.startswith(FORMULA)
    assert (shown[1:] if UNDO.match(shown) else shown) == without_controls(cell)


@settings(deadline=None)
@given(wild())
def test_any_ledger_gives_rows_of_one_shape_and_no_formula(ledger: list) -> None:
    data = written(write, ledger)
    table = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    assert {len(row) for row in table} == {len(COLUMNS)}
    assert len(table) == 1 + sum(len(each.document.statements) for each in ledger)
    assert not any(cell.startswith(FORMULA) for row in table for cell in row)
    assert data == written(write, ledger)
