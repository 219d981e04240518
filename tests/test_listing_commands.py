"""The listing commands: their formats, pages, exit codes, and what they tell when there is nothing."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from ledger_documents import reading
from listing_ledgers import fill
from sayso.cli import main
from sayso.ledger.opening import opened, writing
from sayso.ledger.storing import store

Run = Callable[..., tuple[int, str, str]]
LISTINGS = ("statements", "documents", "sources", "timeline", "search ferry")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs the command line in a folder with a ledger; gives its exit code and what it wrote."""
    monkeypatch.chdir(tmp_path)
    with opened("sayso.db", create=True) as engine:
        fill(engine, 12)

    def run(line: str, *more: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["sayso", *line.split(), *more])
        return main(), *capfd.readouterr()

    return run


def keep(text: str, **known: str) -> None:
    with opened("sayso.db") as engine, writing(engine) as connection:
        document = reading(text, **known)
        sources = tuple(replace(each, name=known.get("name", each.name)) for each in document.sources or ())
        store(connection, replace(document, sources=sources), "added.txt")


@pytest.mark.parametrize("listing", LISTINGS)
def test_every_format_has_the_same_rows(run: Run, listing: str) -> None:
    code, lines, told = run(f"{listing} --format jsonl --limit 3")
    rows = [json.loads(line) for line in lines.splitlines()]
    assert (code, len(rows)) == (0, 3)
    assert told.startswith("There is more: go on with --after ")
    assert json.loads(run(f"{listing} --format json --limit 3")[1]) == rows
    cells = list(csv.DictReader(io.StringIO(run(f"{listing} --format csv --limit 3")[1])))
    assert len(cells) >= 3
    assert None not in cells[0]
    assert run(f"{listing} --limit 3")[1]


@pytest.mark.parametrize("listing", LISTINGS)
def test_the_last_line_says_how_to_go_on(run: Run, listing: str) -> None:
    everything = run(f"{listing} --format jsonl --limit 1000")
    assert everything[2] == ""
    rows, more = [], ""
    while True:
        _, lines, told = run(f"{listing} --format jsonl --limit 4{more}")
        rows += lines.splitlines()
        if not told:
            break
        more = f" --after {told.split('--after ')[1].split(',')[0]}"
    assert rows == everything[1].splitlines()


@pytest.mark.parametrize("command", [*LISTINGS, "show 1"])
def test_a_ledger_that_is_not_there(run: Run, command: str) -> None:
    code, written, told = run(f"{command} --ledger other.db")
    assert (code, written, told.count("\n")) == (2, "", 1)
    assert "sayso add" in told
    assert not Path("other.db").exists()


@pytest.mark.parametrize("listing", LISTINGS)
def test_an_empty_ledger(run: Run, listing: str) -> None:
    with opened("empty.db", create=True):
        pass
    code, written, told = run(f"{listing} --ledger empty.db")
    assert (code, written, told.count("\n")) == (0, "", 1)
    assert "sayso add" in told


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("statements --words nowhere", 0, "nothing found"),
        ("statements --outlet Nowhere", 2, "Alder Courier"),
        ("statements --source 999", 2, "no source has the number 999"),
        ("statements --document 999", 2, "no document has the number 999"),
        ("statements --after 999.s1", 2, "begin again without --after"),
        ("statements --after x", 2, "12.s3"),
        ("documents --after x", 2, "12"),
        ("statements --since yesterday", 2, "2025-06-15"),
        ("show 999", 2, "no document has the number 999"),
        ("show 1.s999", 2, "no statement has the number 1.s999"),
        ("show source:999", 2, "no source has the number 999"),
        ("show nonsense", 2, "12.s3"),
        ("search -- -ferry", 2, "no word to find"),
    ],
)
def test_what_is_not_there_is_told(run: Run, line: str, code: int, told: str) -> None:
    ended, written, error = run(line)
    assert (ended, written) == (code, "")
    assert told in error
    assert "Traceback" not in error


def test_nothing_in_a_ledger_acts_on_the_terminal_or_the_spreadsheet(run: Run) -> None:
    keep("The mayor said \x1b[31m=cmd() it was so.", outlet="=HYPERLINK(1)", title="\x1b]0;x\x07", name="@SUM(1)")
    for line in ("statements", "documents", "sources", "timeline", "search cmd", "show 13", "show 13.s1"):
        assert "\x1b" not in run(line)[1]
        assert "\x07" not in run(line)[1]
    rows = list(csv.DictReader(io.StringIO(run("statements --format csv --outlet", "=HYPERLINK(1)")[1])))
    assert [row["outlet"] for row in rows] == ["'=HYPERLINK(1)"]
    assert rows[0]["speaker"] == "'@SUM(1)"


@pytest.mark.parametrize("columns", ["30", "80", "120"])
def test_tables_keep_to_the_width(run: Run, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for line in LISTINGS:
        assert all(len(each) <= int(columns) for each in run(line)[1].splitlines())


def test_show_tells_all_of_a_document_a_statement_and_a_source(run: Run) -> None:
    document = json.loads(run("show 1 --format json")[1])
    assert len(document["versions"]) == 2
    assert document["changes"] == []
    later = document["versions"][1]["document"]
    assert {each["kind"] for each in json.loads(run(f"show {later} --format json")[1])["changes"]}
    assert "version 2 of 2" in run(f"show {later}")[1]
    row = json.loads(run("statements --limit 1 --format jsonl")[1])
    shown = json.loads(run(f"show {row['id']} --format json")[1])
    (content,) = shown["content"]
    assert shown["context"][slice(*content)] == row["content"]
    assert shown["statement"] == row
    by_name = run("show", "source:Ida Sorrel")[1]
    number = json.loads(run("sources --words sorrel --format jsonl")[1])["id"]
    assert by_name == run(f"show source:{number}")[1]
    assert "Ida Sorrel" in by_name


def test_what_changed_in_a_long_sentence_is_shown(run: Run) -> None:
    long = "The ferry " + "and the tug " * 40
    for number in ("nine", "eleven"):
        keep(f"{long}took {number} days.", url="https://gazette.example/ferry", id="ferry")
    found = json.loads(run("documents --words tug --format json")[1])
    lines = run(f"show {found[0]['id']}")[1].partition("Changes since version 1")[2]
    assert "took nine days." in lines
    assert "took eleven days." in lines
