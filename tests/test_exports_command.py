"""`sayso export` on a real ledger: what it writes where, and what it says when it cannot."""

from __future__ import annotations

import csv
import io
import os
import pty
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest
from msgspec.structs import replace
from pyarrow import parquet

import sayso
from exports_kept import gates
from exports_kept import kept as as_kept
from sayso.commands.export import export
from sayso.documents.loading import load
from sayso.ledger.keeping import Kept, kept
from sayso.ledger.opening import opened, reading, writing
from sayso.ledger.storing import store
from sayso.output import opened_for_bytes
from sayso.views.exports import EXPORTS
from views_documents import bridge

SAYSO = (sys.executable, "-m", "sayso")
HARBOUR = "The warden said the weir was sound. “It will hold,” she added. Nobody else was asked.\n"


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*SAYSO, *arguments], capture_output=True, check=False, timeout=120, **options)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("ledger") / "sayso.db")
    documents = [
        sayso.read(HARBOUR, id="weir", outlet="Alder Courier", published="2025-06-15"),
        sayso.read(HARBOUR.replace("warden", "keeper"), id="weir", outlet="Tern", url="https://tern.example/weir"),
        sayso.read("Officials told Kite that the “=1+1” lock was shut.", id="lock", outlet="=Tern"),
    ]
    with opened(place, create=True) as engine:
        for document in documents:
            with writing(engine) as connection:
                store(connection, document, document.outlet)
    return place


def test_the_formats_are_those_of_the_table() -> None:
    (option,) = (parameter for parameter in export.params if parameter.name == "form")
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == list(EXPORTS)


@pytest.mark.parametrize("form", EXPORTS)
def test_a_file_and_standard_output_have_the_same_bytes(form: str, ledger: str, tmp_path: Path) -> None:
    place = tmp_path / "export"
    to_file = run("export", "--format", form, "--ledger", ledger, "-o", str(place))
    to_pipe = run("export", "--format", form, "--ledger", ledger)
    assert (to_file.returncode, to_file.stdout, to_file.stderr) == (0, b"", b"")
    assert (to_pipe.returncode, to_pipe.stderr) == (0, b"")
    assert place.read_bytes() == to_pipe.stdout
    assert os.listdir(tmp_path) == ["export"]
    buffer = io.BytesIO()
    with opened(ledger) as engine, reading(engine) as connection:
        EXPORTS[form](kept(connection), buffer)
    assert buffer.getvalue() == to_pipe.stdout


def test_json_lines_load_again_as_what_was_kept(ledger: str, tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    assert run("export", "--format", "jsonl", "--ledger", ledger, "-o", str(path)).returncode == 0
    articles = [outcome.article for outcome in load(str(path))]
    with opened(ledger) as engine, reading(engine) as connection:
        documents = [each.document for each in kept(connection)]
    assert len(documents) == 3
    assert list(sayso.read_many(articles)) == documents


def test_statements_of_the_ledger_are_rows(ledger: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv", "--ledger", ledger).stdout.decode())))
    table = parquet.read_table(io.BytesIO(run("export", "--format", "parquet", "--ledger", ledger).stdout)).to_pylist()
    assert [(row["document"], row["statement"]) for row in rows] == [
        (str(row["document"]), row["statement"]) for row in table
    ]
    assert {row["outlet"] for row in rows} == {"Alder Courier", "Tern", "'=Tern"}
    numbers = {row["source_entity"]["number"] for row in table if row["source_entity"]}
    assert numbers == {int(row["source_number"]) for row in rows if row["source_number"]}


def test_parquet_is_not_shown_in_a_terminal(ledger: str) -> None:
    leader, follower = pty.openpty()
    command = [*SAYSO, "export", "--format", "parquet", "--ledger", ledger]
    done = subprocess.run(command, stdout=follower, stderr=subprocess.PIPE, check=False, timeout=120)
    os.close(follower)
    os.close(leader)
    assert done.returncode == 2
    assert b"name a file with -o" in done.stderr


def test_without_pyarrow_it_says_what_to_install(ledger: str, tmp_path: Path) -> None:
    (tmp_path / "pyarrow.py").write_text("raise ModuleNotFoundError(name='pyarrow')")
    place = tmp_path / "out.parquet"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = run("export", "--format", "parquet", "--ledger", ledger, "-o", str(place), env=environment)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == "sayso: --format parquet needs pyarrow; run pip install 'sayso[parquet]'\n"
    assert not place.exists()


def test_a_ledger_that_is_not_there_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "out.csv"
    place.write_text("before")
    done = run("export", "--format", "csv", "--ledger", str(tmp_path / "none.db"), "-o", str(place))
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert place.read_text() == "before"
    assert not (tmp_path / "none.db").exists()


def test_the_ledger_itself_is_not_overwritten(ledger: str) -> None:
    before = Path(ledger).read_bytes()
    done = run("export", "--format", "csv", "--ledger", ledger, "-o", ledger)
    assert done.returncode == 2
    assert b"is the ledger itself" in done.stderr
    assert Path(ledger).read_bytes() == before


@pytest.mark.parametrize("form", EXPORTS)
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_full_disk_is_told_in_one_line(form: str, ledger: str) -> None:
    done = run("export", "--format", form, "--ledger", ledger, "-o", "/dev/full")
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1)
    assert b"cannot write /dev/full (No space left on device)" in done.stderr


@pytest.mark.parametrize("form", EXPORTS)
def test_a_reader_that_goes_away_is_no_error(form: str, ledger: str) -> None:
    process = subprocess.Popen(
        [*SAYSO, "export", "--format", form, "--ledger", ledger], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(120) == 1


def test_an_empty_ledger_replaces_what_was_exported_before(tmp_path: Path) -> None:
    place, out = str(tmp_path / "sayso.db"), tmp_path / "out.jsonl"
    with opened(place, create=True):
        out.write_text("before")
    assert run("export", "--format", "jsonl", "--ledger", place, "-o", str(out)).returncode == 0
    assert out.read_bytes() == b""


class Copies(list[int]):
    """A list whose end can be watched, which that of a struct cannot be."""


@pytest.mark.parametrize("form", EXPORTS)
def test_documents_are_let_go_as_soon_as_they_are_written(form: str, tmp_path: Path) -> None:
    watched: list[weakref.ref[Copies]] = []
    alive: list[int] = []

    def documents() -> Iterator[Kept]:
        for number in range(1, 200):
            copies = Copies()
            watched.append(weakref.ref(copies))
            yield as_kept(replace(gates() if number % 2 else bridge(), id=str(number)), number, copies=copies)
            del copies
            alive.append(sum(reference() is not None for reference in watched))

    with opened_for_bytes(str(tmp_path / "out")) as file:
        EXPORTS[form](documents(), file)
    assert max(alive) <= 2


def test_either_kind_of_database_exports_the_same(place: str) -> None:
    document = sayso.read(HARBOUR, id="weir", outlet="Alder Courier", published="2025-06-15")
    with opened(place, create=True) as engine, writing(engine) as connection:
        store(connection, document, "weir.txt")
    done = run("export", "--format", "jsonl", "--ledger", place)
    assert (done.returncode, done.stderr) == (0, b"")
    assert msgspec.json.decode(done.stdout, type=sayso.Document) == document
