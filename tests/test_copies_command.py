"""`sayso copies`: its listing, one document's passages, its formats, and what it says when there is nothing."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger_documents import article, copied, reading
from sayso.cli import main
from sayso.ledger.opening import opened, writing
from sayso.ledger.storing import store

Run = Callable[[str], tuple[int, str, str]]
OUTLETS = (("Alder Courier", "2025-06-15"), ("Kestrel Post", "2025-06-16"), ("Radio Innis", None))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    with opened("sayso.db", create=True) as engine, writing(engine) as connection:
        for number, (outlet, day) in enumerate(OUTLETS):
            body = (article("harbour", 20), copied("harbour", 30), copied("harbour", 60))[number]
            title = "Fire \x1b[31min the\u202e harbour"
            store(connection, reading(body, outlet=outlet, published=day, title=title, id=outlet), outlet)

    def run(line: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["sayso", *line.split()])
        return main(), *capfd.readouterr()

    return run


def test_a_listing_for_people(run: Run) -> None:
    code, told, _ = run("copies")
    assert code == 0
    assert "first 2025-06-15 Alder Courier" in told
    assert "then 2025-06-16 Kestrel Post" in told
    assert "same text, " in told
    assert told.count("unknown who was first") == 2
    assert not any(line.endswith(" ") for line in told.splitlines())
    assert "\x1b[31m" not in told
    assert "\u202e" not in told


def test_one_document_with_what_was_changed(run: Run) -> None:
    code, told, _ = run("copies 2")
    assert code == 0
    assert told.count("same text, ") == 2
    assert "replaced − " in told
    assert "+ reportedly" in told


def test_formats_and_pages(run: Run) -> None:
    code, lines, told = run("copies --format jsonl --limit 2")
    rows = [json.loads(line) for line in lines.splitlines()]
    assert (code, len(rows)) == (0, 2)
    assert told.startswith("There is more: go on with --after ")
    assert {
        "id",
        "kind",
        "agency",
        "first",
        "words",
        "longest",
        "share",
        "earlier",
        "later",
        "shared",
        "changes",
    } <= set(rows[0])
    (last,) = (json.loads(line) for line in run(f"copies --format jsonl --after {rows[-1]['id']}")[1].splitlines())
    assert last["id"] not in {row["id"] for row in rows}
    assert json.loads(run("copies --format json --limit 2")[1]) == rows
    cells = list(csv.DictReader(io.StringIO(run("copies --format csv")[1])))
    assert [cell["earlier_outlet"] for cell in cells] == [row["earlier"]["outlet"] for row in [*rows, last]]
    assert json.loads(cells[0]["shared"]) == rows[0]["shared"]


def test_filters_and_mistakes(run: Run) -> None:
    assert len(run("copies --outlet innis --format jsonl")[1].splitlines()) == 0
    code, lines, _ = run("copies --since 2025-06-16 --format jsonl")
    assert code == 0
    assert {json.loads(line)["id"] for line in lines.splitlines()} == {"2-1", "3-2"}
    assert run("copies --until 2020-01-01")[1:] == ("", "sayso: nothing found; try fewer filters, or other words\n")
    for line, why in (
        ("copies 99", "no document has the number 99"),
        ("copies --after x", "'x' is no pair of documents"),
        ("copies --after 9-8", "not listed"),
        ("copies zero", "not a valid integer"),
    ):
        code, told, problem = run(line)
        assert (code != 0, told) == (True, "")
        assert why in problem
