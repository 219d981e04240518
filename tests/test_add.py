"""`sayso add`: what is kept, what is passed over, and what happens when something goes wrong."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import sayso
from sayso.adding import Tally, add
from sayso.cli import main
from sayso.documents.outcome import DocumentError, Loaded, Met
from sayso.ledger import schema
from sayso.ledger.opening import opened, reading
from sayso.workers import Worker
from web_server import Answer, Request, Site, serving

Run = Callable[..., tuple[int, str, str]]

TIMES = {"added", "fetched", "tried", "judged"}
PLACES = ["pier", "pool", "park", "bridge", "tower", "school", "tram", "market", "library", "harbour"]
NAMES = ["Ada Brook", "Tobias Renn", "Ida Sorrel", "Lena Holt", "Karl Voss", "Mara Quill", "Otto Finch"]


def story(number: int, more: str = "") -> str:
    """A short article, different from all others."""
    place, name = PLACES[number % len(PLACES)], NAMES[number % len(NAMES)]
    return (
        f"The {place} will close for {number + 2} days, {name} said on Monday. “Nobody warned us,” said the head of "
        f"the board, who denied that report {number} was late.{more}"
    )


def content(place: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that a ledger holds, but for when it came there."""
    with opened(place) as engine, reading(engine) as connection:
        tables = {
            table.name: [column for column in table.columns if column.name not in TIMES]
            for table in schema.metadata.sorted_tables
        }
        rows = {name: connection.execute(select(*columns)).all() for name, columns in tables.items()}
    return {name: sorted((tuple(row) for row in found), key=repr) for name, found in rows.items()}


def names(place: str) -> list[str]:
    with opened(place) as engine, reading(engine) as connection:
        return list(connection.execute(select(schema.document.c.name).order_by(schema.document.c.id)).scalars())


def failures(place: str) -> dict[str, str]:
    with opened(place) as engine, reading(engine) as connection:
        f = schema.failure.c
        return {row.place: row.problem for row in connection.execute(select(f.place, f.problem))}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the test runs."""
    # So that a relative PYTHONPATH still leads to the package from there.
    monkeypatch.setenv("PYTHONPATH", str(Path(sayso.__file__).parent.parent))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process; gives its exit code and what it wrote."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["sayso", *arguments])
        return main(), *capfd.readouterr()

    return run


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def write(folder: Path, count: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(story(number))


def process(*arguments: str, **options: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sayso", *arguments]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True, **options
    )


def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every reading in this process fail from here on."""

    def load_reader(_threads: int | None = None) -> None:
        raise AssertionError("something was read")

    monkeypatch.setattr("sayso.reading.reader.load_reader", load_reader)


class TestAdding:
    def test_keeps_what_is_there_and_passes_over_what_is_known(
        self, run: Run, folder: Path, place: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(folder / "news", 3)
        assert run("add", "news", "--ledger", place) == (0, "3 new, 0 changed, 0 known, 0 could not be read\n", "")
        assert names(place) == ["news/000.txt", "news/001.txt", "news/002.txt"]
        before = content(place)
        assert len(before["statement"]) >= 6
        unread(monkeypatch)
        assert run("add", "news", "--ledger", place) == (0, "0 new, 0 changed, 3 known, 0 could not be read\n", "")
        assert content(place) == before

    def test_makes_a_version_of_what_has_changed(self, run: Run, folder: Path) -> None:
        write(folder / "news", 2)
        run("add", "news")
        (folder / "news/001.txt").write_text(story(1, " A fisherman said the tide was to blame."))
        assert run("add", "news")[1] == "0 new, 1 changed, 1 known, 0 could not be read\n"

    def test_fills_in_what_is_said_by_hand(self, run: Run, folder: Path) -> None:
        (folder / "a.jsonl").write_text(
            json.dumps({"text": story(1), "outlet": "Radio Innis"}) + "\n" + json.dumps({"text": story(2)})
        )
        run("add", "a.jsonl", "--outlet", "Alder Courier", "--published", "2025-06-15")
        kept = content("sayso.db")["document"]
        columns = [c.name for c in schema.document.columns if c.name not in TIMES]
        rows = [dict(zip(columns, row, strict=True)) for row in kept]
        assert {row["outlet"] for row in rows} == {"Radio Innis", "Alder Courier"}
        assert {row["day"] for row in rows} == {"2025-06-15"}

    def test_gives_the_same_with_any_number_of_jobs(self, folder: Path, run: Run, place: str) -> None:
        write(folder / "news", 22)
        (folder / "news/010.txt").write_text(story(3))
        (folder / "news/020.txt").write_bytes(b"%PDF-1.7")
        assert run("add", "news", "--jobs", "1", "--ledger", "one.db")[0] == 2
        code, out, err = run("add", "news", "--jobs", "3", "--ledger", place)
        assert (code, out) == (2, "20 new, 0 changed, 1 known, 1 could not be read\n")
        assert err == "news/020.txt: is a binary file, not text; convert it to plain text, HTML or JSON\n"
        assert content(place) == content("one.db")

    def test_goes_on_after_what_cannot_be_read(self, run: Run, folder: Path, place: str) -> None:
        write(folder / "news", 2)
        (folder / "news/000b.txt").write_bytes(bytes(range(256)))
        (folder / "news/000c.html").write_text("<html><body>menu</body></html>")
        code, out, err = run("add", "news", "nowhere", "--ledger", place)
        assert (code, out) == (2, "2 new, 0 changed, 0 known, 3 could not be read\n")
        assert len(err.splitlines()) == 3
        assert set(failures(place)) == {"news/000b.txt", "news/000c.html", "nowhere"}
        (folder / "news/000b.txt").write_text(story(9))
        (folder / "nowhere").write_text(story(8))
        assert run("add", "news", "nowhere", "--ledger", place)[0] == 2
        assert set(failures(place)) == {"news/000c.html"}

    @pytest.mark.parametrize(
        "record",
        [
            {"text": story(1) + "\0\x07\x1b[31m", "title": "a\0b", "outlet": "x\0"},
            {"text": story(1), "title": "\x1b]0;evil\x07", "author": "\u202egnirts", "url": "http://a.example/\0"},
            {"text": story(1), "id": "x" * 100_000, "url": "https://a.example/" + "y" * 100_000},
            {"text": story(1) + " \ud800", "title": "\udfff"},
            {"text": "=HYPERLINK(1) said the mayor." * 3, "outlet": "=1+1", "id": -1},
            {"text": "x " * 5_000 + story(1)},
            {"text": "\U0010ffff\ufffe\uffff " + story(1), "published": "9999-12-31"},
            {"text": story(1), "published": "0001-01-01T00:00:00+14:00"},
        ],
    )
    def test_takes_or_refuses_any_text_and_goes_on(
        self, run: Run, folder: Path, place: str, record: dict[str, Any]
    ) -> None:
        (folder / "a.jsonl").write_text(json.dumps(record) + "\n" + json.dumps({"text": story(5), "id": "last"}))
        code, _, err = run("add", "a.jsonl", "--ledger", place)
        assert code in (0, 2)
        assert names(place)[-1] == "last"
        assert "Traceback" not in err
        assert not set("\0\x07\x1b\u202e") & set(err)

    def test_needs_a_ledger_that_can_be_made(self, run: Run, folder: Path) -> None:
        write(folder / "news", 1)
        code, out, err = run("add", "news", "--ledger", "no/such/sayso.db")
        assert (code, out) == (1, "")
        assert err.startswith("no/such/sayso.db: ")
        assert len(err.splitlines()) == 1

    def test_says_when_the_model_is_missing(self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(folder / "news", 1)

        def load_reader(_threads: int | None = None) -> None:
            raise FileNotFoundError("reader.onnx")

        monkeypatch.setattr("sayso.reading.reader.load_reader", load_reader)
        code, out, err = run("add", "news", "--jobs", "1")
        assert (code, out) == (1, "")
        assert "cannot load the model" in err

    def test_shows_how_far_it_is_on_a_terminal_only(self, folder: Path) -> None:
        write(folder / "news", 6)
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [sys.executable, "-m", "sayso", "add", "news"], stdout=subprocess.PIPE, stderr=theirs, encoding="utf-8"
        ) as child:
            os.close(theirs)
            shown = b""
            try:
                while piece := os.read(ours, 10_000):
                    shown += piece
            except OSError:
                pass
            assert child.stdout is not None
            assert child.stdout.read() == "6 new, 0 changed, 0 known, 0 could not be read\n"
        os.close(ours)
        assert b"6/6" in shown
        assert "documents/s" in shown.decode()


class TestTheWeb:
    def test_is_asked_only_for_what_has_changed(self, run: Run, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        versions = {"/one": 1, "/two": 1}

        def page(request: Request) -> Answer:
            tag = f'"{request.path}-{versions[request.path]}"'
            if request.headers.get("If-None-Match") == tag:
                return Answer(b"", 304)
            text = story(versions[request.path] * 3 + len(request.path) + ord(request.path[1]))
            html = f"<html><body><article><h1>News</h1><p>{text}</p><p>{text[::-1]}</p></article></body></html>"
            return Answer(html.encode(), headers=(("Content-Type", "text/html"), ("ETag", tag)))

        items = "".join(f"<item><link>{path}</link></item>" for path in versions)
        feed = f"<rss><channel><title>Alder Courier</title>{items}</channel></rss>".encode()
        site.pages |= {"/feed": Answer(feed, headers=(("Content-Type", "text/xml"),)), "/one": page, "/two": page}
        place = site.address + "/feed"
        assert run("add", place, "--allow-private")[:2] == (0, "2 new, 0 changed, 0 known, 0 could not be read\n")
        assert run("add", place, "--allow-private")[1] == "0 new, 0 changed, 2 known, 0 could not be read\n"
        assert [r.headers.get("If-None-Match") for r in site.requests if r.path == "/two"] == [None, '"/two-1"']
        versions["/two"] = 2
        assert run("add", place, "--allow-private")[1] == "0 new, 1 changed, 1 known, 0 could not be read\n"
        unread(monkeypatch)
        assert run("add", place, "--allow-private")[1] == "0 new, 0 changed, 2 known, 0 could not be read\n"

    def test_is_not_asked_within_the_private_network(self, run: Run, site: Site) -> None:
        code, out, err = run("add", site.address + "/a")
        assert (code, out) == (2, "0 new, 0 changed, 0 known, 1 could not be read\n")
        assert "--allow-private" in err
        assert site.requests == []


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that were started to read, as they are."""
    pids: list[int] = []

    class Noted(Worker):
        def __init__(self, answer: str) -> None:
            super().__init__(answer)
            pids.append(self.pid)

    monkeypatch.setattr("sayso.adding.Worker", Noted)
    return pids


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class TestProcesses:
    def test_may_be_killed(self, folder: Path, started: list[int]) -> None:
        """Only what a process was reading is lost; whoever adds it again gets it."""
        long = Loaded(sayso.Article(" ".join(map(story, range(150))), id="long"), "long")
        short = [Loaded(sayso.Article(story(n), id=f"s{n}"), f"s{n}") for n in range(12)]
        told: list[str] = []

        def met() -> Iterator[Met]:
            yield long
            yield from short[:6]
            # By now the first of them reads the long one.
            for pid in started:
                os.kill(pid, signal.SIGKILL)
            yield from short[6:]

        with opened("sayso.db", create=True) as engine:
            tally = add(engine, met(), jobs=2, tell=told.append)
            assert tally.new + tally.failed == 13
            assert 1 <= tally.failed <= 2
            assert any(line.startswith("long: cannot be read: the process that read it was ended") for line in told)
            assert names("sayso.db")[-6:] == [f"s{n}" for n in range(6, 12)]
            assert add(engine, short, jobs=1, tell=told.append).known >= 11
        assert started
        assert not any(map(runs, started))

    def test_end_with_an_error_in_what_is_met(self, folder: Path, started: list[int]) -> None:
        def met() -> Iterator[Met]:
            for n in range(8):
                yield Loaded(sayso.Article(story(n), id=f"s{n}"), f"s{n}")
            raise RuntimeError

        with opened("sayso.db", create=True) as engine, pytest.raises(RuntimeError):
            add(engine, met(), jobs=2, tell=print)
        assert started
        assert not any(map(runs, started))

    def test_tell_in_the_order_of_the_input(self, folder: Path) -> None:
        met: list[Met] = []
        for n in range(20):
            met.append(Loaded(sayso.Article(story(n), id=f"s{n}"), f"s{n}"))
            met.append(DocumentError(f"bad{n}", "is bad"))
        with opened("sayso.db", create=True) as engine:
            assert add(engine, met, jobs=2, tell=lambda _: None) == Tally(new=20, failed=20)
        assert names("sayso.db") == [f"s{n}" for n in range(20)]


class TestInterrupting:
    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_keeps_what_was_read_and_goes_on_from_there(self, folder: Path, jobs: str) -> None:
        """Articles come one by one over a pipe until some are stored; then Ctrl-C comes."""
        lines = [json.dumps({"text": story(n)}) + "\n" for n in range(40)]
        child = process("add", "-", "--jobs", jobs, stdin=subprocess.PIPE)
        assert child.stdin is not None
        for line in lines[:-5]:
            child.stdin.write(line)
            child.stdin.flush()
            time.sleep(0.2)
            if _stored("sayso.db"):
                break
        until = time.monotonic() + 60
        while not _stored("sayso.db") and time.monotonic() < until:
            time.sleep(0.05)
        # As a terminal does it: to the whole group.
        os.killpg(child.pid, signal.SIGINT)
        out, err = child.communicate(timeout=30)
        assert (child.returncode, out) == (130, ""), err
        assert "Traceback" not in err
        assert err.splitlines()[-1] == "sayso: stopped; what was stored stays, and the same command goes on from there"
        stored = names("sayso.db")
        assert stored == [f"-:{n}" for n in range(1, len(stored) + 1)]
        assert 0 < len(stored) < 40
        again, _ = process("add", "-", "--jobs", jobs, stdin=subprocess.PIPE).communicate("".join(lines), timeout=120)
        assert again == f"{40 - len(stored)} new, 0 changed, {len(stored)} known, 0 could not be read\n"
        undisturbed = process("add", "-", "--ledger", "undisturbed.db", stdin=subprocess.PIPE)
        undisturbed.communicate("".join(lines), timeout=120)
        assert content("sayso.db") == content("undisturbed.db")


def _stored(path: str) -> bool:
    try:
        return bool(names(path))
    except Exception:
        return False


class TestAtOnce:
    def test_two_add_and_three_look_into_one_file(self, folder: Path) -> None:
        write(folder / "a", 25)
        write(folder / "b", 35)
        looking = (
            "import sys, time\n"
            "from sayso.ledger.opening import opened, reading\n"
            "from sayso.ledger.keeping import kept\n"
            "while not open('stop').read():\n"
            "    with opened('sayso.db') as engine, reading(engine) as connection:\n"
            "        for one in kept(connection):\n"
            "            assert all(s.content for s in one.document.statements)\n"
        )
        (folder / "stop").write_text("")
        (folder / "first").mkdir()
        (folder / "first/a.txt").write_text(story(99))
        assert process("add", "first").wait(60) == 0
        readers = [
            subprocess.Popen([sys.executable, "-c", looking], stderr=subprocess.PIPE, encoding="utf-8")
            for _ in range(3)
        ]
        adding = [process("add", name, "--jobs", "1") for name in ("a", "b")]
        for child in adding:
            out, err = child.communicate(timeout=120)
            assert (child.returncode, err) == (0, "")
            assert out.endswith("0 could not be read\n")
        (folder / "stop").write_text("yes")
        for reader in readers:
            assert reader.communicate(timeout=60)[1] == ""
        check(folder / "sayso.db")
        assert len(names("sayso.db")) == 36

    def test_eight_add_to_one_server(self, folder: Path, postgresql: str) -> None:
        for part in range(8):
            (folder / f"p{part}").mkdir()
            # Each with four of its own and four that others have too.
            for number in (*range(part * 4, part * 4 + 4), *range(100, 104)):
                (folder / f"p{part}" / f"{number}.txt").write_text(story(number))
        adding = [process("add", f"p{part}", "--jobs", "1", "--ledger", postgresql) for part in range(8)]
        counts = []
        for child in adding:
            out, err = child.communicate(timeout=240)
            assert (child.returncode, err) == (0, "")
            counts.append([int(word) for word in out.split() if word.isdecimal()])
        assert [sum(column) for column in zip(*counts, strict=True)] == [36, 0, 28, 0]
        assert len(names(postgresql)) == 36


def check(path: Path) -> None:
    """The file is whole."""
    import sqlite3

    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
