"""Killed, crowded, full or damaged: a ledger keeps what it has, and says what is wrong."""

from __future__ import annotations

import multiprocessing
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from ledger_documents import article, reading
from ledger_processes import add, documents, look
from sayso.ledger.errors import LedgerError
from sayso.ledger.keeping import Kept, kept
from sayso.ledger.opening import opened, writing
from sayso.ledger.opening import reading as reads
from sayso.ledger.storing import store

SCRIPT = Path(__file__).parent / "ledger_processes.py"


def everything(place: str) -> list[Kept]:
    with opened(place) as engine, reads(engine) as connection:
        return list(kept(connection))


def filled(place: str, count: int) -> None:
    with opened(place, create=True) as engine, writing(engine) as connection:
        for document in documents("filled", count):
            store(connection, document, document.url or "")


def check(place: str) -> None:
    with closing(sqlite3.connect(place)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """As on a disk with no more room: no file may grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("at", [0, 1, 2, 5, 9])
def test_killed_while_it_stores(tmp_path: Path, at: int) -> None:
    place = str(tmp_path / "a.db")
    done = 0
    with subprocess.Popen([sys.executable, str(SCRIPT), place], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        if at:
            done = next(int(line) for line in process.stdout if int(line) >= 2 * at)
        else:
            while not Path(place).exists() and process.poll() is None:
                pass
        process.kill()
    if at:
        check(place)
        found = everything(place)
        assert len(found) >= done
        assert len(found) % 2 == 0
        assert [one.document for one in found] == documents("killed", len(found))
    filled(place, 1)
    check(place)
    assert len(everything(place)) == (len(found) if at else 0) + 1


@pytest.mark.parametrize("writers", [2, 8])
def test_many_at_once(place: str, writers: int) -> None:
    if place.startswith("postgresql") != (writers == 8):
        pytest.skip("two writers are for SQLite, eight for PostgreSQL")
    count = 8
    filled(place, 2)
    context = multiprocessing.get_context("spawn")
    outcomes: Any = context.Queue()
    added = [context.Process(target=add, args=(place, f"w{i}", count, outcomes)) for i in range(writers)]
    readers = [context.Process(target=look, args=(place, outcomes)) for _ in range(3)]
    for process in [*added, *readers]:
        process.start()
    results = [outcomes.get(timeout=240) for _ in [*added, *readers]]
    for process in [*added, *readers]:
        process.join()
    assert [result for result in results if isinstance(result, str)] == []
    assert [result for result in results if isinstance(result, bool)] == [True] * 3
    told = [result for result in results if isinstance(result, list)]
    for i in range(count):
        assert sorted(outcome[i] for outcome in told) == sorted(["new"] + ["same"] * (writers - 1))
    assert all(outcome[count:] == ["new"] * count for outcome in told)
    found = everything(place)
    assert len(found) == 2 + count + writers * count
    assert len({one.document.url for one in found}) == len(found)
    if not place.startswith("postgresql"):
        check(place)


def test_a_full_disk(tmp_path: Path) -> None:
    place = str(tmp_path / "a.db")
    filled(place, 4)
    long = reading(article("harbour", 2000), outlet="Courier")
    with opened(place) as engine:
        with files_of_at_most(60_000), pytest.raises(LedgerError) as error, writing(engine) as connection:
            store(connection, long, "long.txt")
        assert str(error.value).startswith(f"{place}: ")
        assert "disk" in str(error.value)
        assert len(everything(place)) == 4
        with writing(engine) as connection:
            assert store(connection, long, "long.txt").outcome == "new"
    check(place)
    assert everything(place)[4].document == long


def test_no_room_to_make_one(tmp_path: Path) -> None:
    place = str(tmp_path / "a.db")
    with files_of_at_most(20_000), pytest.raises(LedgerError, match="disk"):
        filled(place, 1)
    filled(place, 1)
    check(place)


@pytest.mark.parametrize("table", ["statement", "document", "sqlite_autoindex_document_2"])
def test_a_damaged_page(tmp_path: Path, table: str) -> None:
    place = tmp_path / "a.db"
    filled(str(place), 60)
    with closing(sqlite3.connect(place)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with open(place, "r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
    with pytest.raises(LedgerError, match="is damaged; put a backup in its place"):
        filled(str(place), 61)


def test_a_damaged_beginning(tmp_path: Path) -> None:
    place = tmp_path / "a.db"
    filled(str(place), 3)
    data = bytearray(place.read_bytes())
    data[100:2000] = b"\xa5" * 1900
    place.write_bytes(data)
    with pytest.raises(LedgerError, match="is damaged"):
        everything(str(place))


def test_a_file_that_was_cut_off(tmp_path: Path) -> None:
    place = tmp_path / "a.db"
    filled(str(place), 30)
    place.write_bytes(place.read_bytes()[:40_000])
    with pytest.raises(LedgerError, match="is damaged"):
        everything(str(place))
