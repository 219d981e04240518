"""Kills `sayso add` at random moments and runs it again: `python -m benchmarks.killed --documents 500 --kills 200`.

After every kill the ledger is checked, and each ledger is completed in the end and compared with one that was made
undisturbed. Half of the kills come when something is just being written.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import msgspec

PLACES = ["pier", "pool", "park", "bridge", "tower", "school", "tram", "market", "library", "harbour"]
NAMES = ["Ada Brook", "Tobias Renn", "Ida Sorrel", "Lena Holt", "Karl Voss", "Mara Quill", "Otto Finch"]

TIMES = {"added", "fetched", "tried", "judged"}
"""Columns that tell when something was done, which differ from run to run."""


class Outcome(msgspec.Struct, frozen=True):
    """What came of it: kills, those of them after something was stored, and in the middle of a transaction, ledgers,
    and problems found."""

    kills: int
    storing: int
    writing: int
    ledgers: int
    problems: tuple[str, ...]


def story(number: int) -> str:
    """A short article, different from all others."""
    place, name = PLACES[number % len(PLACES)], NAMES[number % len(NAMES)]
    return (
        f"The {place} will close for {number + 2} days, {name} said on Monday. “Nobody warned us,” said the head of "
        f"the board, who denied that report {number} was late. Two officials expected {number % 50 + 3} visitors a day."
    )


def measure(folder: Path, documents: int, kills: int, seed: int, jobs: int) -> Outcome:
    """Kill adding `documents` to ledgers in `folder` that many times."""
    chance = random.Random(seed)
    articles = folder / "articles.jsonl"
    lines = (msgspec.json.encode({"id": f"d{n}", "text": story(n)}) for n in range(documents))
    articles.write_bytes(b"\n".join(lines))
    undisturbed = folder / "undisturbed.db"
    begun = time.monotonic()
    _finish(articles, undisturbed, jobs)
    whole = time.monotonic() - begun
    expected = content(undisturbed)
    problems: list[str] = []
    done, storing, writing, ledgers = 0, 0, 0, 0
    while done < kills:
        ledgers += 1
        ledger = folder / f"{ledgers}.db"
        while done < kills and (before := _count(ledger)) < documents:
            # Starting takes as long as reading some dozens does.
            if _kill(articles, ledger, jobs, chance, min(10.0, 3 + whole / 20)):
                done += 1
                writing += _left_unfinished(ledger)
                storing += _count(ledger) > before
                problems += (f"after kill {done}: {problem}" for problem in damage(ledger))
        _finish(articles, ledger, jobs)
        problems += (f"ledger {ledgers}: {problem}" for problem in damage(ledger))
        problems += (f"ledger {ledgers}: {name} differs" for name in differing(content(ledger), expected))
        for file in folder.glob(f"{ledgers}.db*"):
            file.unlink()
    return Outcome(done, storing, writing, ledgers, tuple(problems))


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a ledger's tables, but for when they came there."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        found = {}
        for name in names:
            # The indexes of words merge their parts when they like; what they hold follows from the tables.
            if "_words" in name:
                continue
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")') if row[1] not in TIMES]
            listed = ", ".join(f'"{column}"' for column in columns)
            found[name] = sorted(connection.execute(f'SELECT {listed} FROM "{name}"').fetchall(), key=repr)
        return found


def differing(found: dict[str, list[tuple[object, ...]]], expected: dict[str, list[tuple[object, ...]]]) -> list[str]:
    """The tables that are not the same."""
    return [name for name in sorted({*found, *expected}) if found.get(name) != expected.get(name)]


def damage(path: Path) -> Iterable[str]:
    """What is wrong with the file, if anything is."""
    if not path.exists():
        return
    with closing(sqlite3.connect(path)) as connection:
        for (line,) in connection.execute("PRAGMA integrity_check"):
            if line != "ok":
                yield line
        yield from (f"foreign key {row}" for row in connection.execute("PRAGMA foreign_key_check"))
        if _has_documents(connection):
            bare = "SELECT count(*) FROM document WHERE id NOT IN (SELECT document_id FROM statement)"
            twice = "SELECT count(*) - count(DISTINCT name) FROM document"
            for query, problem in ((bare, "documents without statements"), (twice, "documents twice")):
                if number := connection.execute(query).fetchone()[0]:
                    yield f"{number} {problem}"


def _has_documents(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'document'").fetchone())


def _count(path: Path) -> int:
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT count(*) FROM document").fetchone()[0] if _has_documents(connection) else 0


def _left_unfinished(path: Path) -> bool:
    """Whether the log ends in pages of a transaction that was not committed, or was being copied back."""
    log = path.with_name(path.name + "-wal")
    if not log.exists() or log.stat().st_size <= 32:
        return False
    data = log.read_bytes()
    size = 24 + int.from_bytes(data[8:12], "big")
    salt, commits = data[16:24], []
    for at in range(32, len(data) - size + 1, size):
        if data[at + 8 : at + 16] != salt:
            break
        commits.append(data[at + 4 : at + 8] != bytes(4))
    return (bool(commits) and not commits[-1]) or (len(data) - 32) % size != 0


def _command(articles: Path, ledger: Path, jobs: int) -> list[str]:
    return [sys.executable, "-m", "sayso", "add", str(articles), "--ledger", str(ledger), "--jobs", str(jobs)]


def _finish(articles: Path, ledger: Path, jobs: int) -> None:
    subprocess.run(_command(articles, ledger, jobs), check=True, stdout=subprocess.DEVNULL)


def _kill(articles: Path, ledger: Path, jobs: int, chance: random.Random, longest: float) -> bool:
    """Run it and kill it at a random moment, or soon after it writes; False if it was done before."""
    delay, at_writing, late = chance.uniform(0, longest), chance.random() < 0.5, chance.uniform(0, 0.03)
    log = ledger.with_name(ledger.name + "-wal")
    quiet = subprocess.DEVNULL
    with subprocess.Popen(_command(articles, ledger, jobs), stdout=quiet, stderr=quiet) as child:
        if at_writing:
            before = _size(log)
            until = time.monotonic() + 60
            while _size(log) in (before, 0) and child.poll() is None and time.monotonic() < until:
                time.sleep(0.0005)
            time.sleep(late)
        else:
            time.sleep(delay)
        os.kill(child.pid, signal.SIGKILL)
        return child.wait() == -signal.SIGKILL


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def main() -> int:
    """Measure, say what was found, and return 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), given.documents, given.kills, given.seed, given.jobs)
    print(f"{found.kills} kills of adding {given.documents} documents, in {found.ledgers} ledgers;")
    print(f"{found.storing} after something was stored, {found.writing} in the middle of a transaction:")
    print(f"{len(found.problems)} problems")
    for problem in found.problems:
        print(f"  {problem}")
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.exit(main())
