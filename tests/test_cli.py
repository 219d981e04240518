"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import functools
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

import sayso
from sayso.cli import main
from sayso.documents.article import Article

TEXT = "The mayor of Innis said on Monday that the east pier would close. Nobody was hurt.\n"
GERMAN = "Die Bürgermeisterin sagte am Montag, die Brücke werde für einen Monat gesperrt. Niemand wurde verletzt.\n"

Sayso = Callable[..., "subprocess.CompletedProcess[str]"]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with one article, a.txt, in which the test runs."""
    # So that a relative PYTHONPATH still leads to the package from there.
    monkeypatch.setenv("PYTHONPATH", str(Path(sayso.__file__).parent.parent))
    # That would hide what happens to output that is still in a buffer when it cannot be written.
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process; gives its exit code and what it wrote."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["sayso", *arguments])
        return main(), *capfd.readouterr()

    return run


def process(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own."""
    command = [sys.executable, "-m", "sayso", *arguments]
    settings = {"capture_output": True, "encoding": "utf-8", "check": False, "timeout": 60} | options
    return subprocess.run(command, **settings)  # type: ignore[call-overload, no-any-return]


def reading(monkeypatch: pytest.MonkeyPatch, read: Callable[[Article], sayso.Document]) -> None:
    monkeypatch.setattr("sayso.reading.reader.load_reader", lambda: SimpleNamespace(read=read))


def lines(written: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.splitlines()]


class TestFormats:
    def test_text_shows_every_statement(self, run: Run) -> None:
        code, out, err = run("read", "a.txt")
        assert (code, err) == (0, "")
        assert "Nobody was hurt." in " ".join(out.split())

    def test_text_has_no_colour_outside_a_terminal(self, run: Run) -> None:
        assert "\x1b" not in run("read", "a.txt")[1]

    def test_text_names_the_documents_if_there_are_several(self, run: Run, folder: Path) -> None:
        (folder / "b.txt").write_text(TEXT)
        assert "a.txt" not in run("read", "a.txt")[1]
        out = run("read", "a.txt", "b.txt")[1].splitlines()
        assert out[0] == "a.txt"
        assert out[out.index("b.txt") - 1] == ""

    def test_json_of_one_document_is_an_object(self, run: Run) -> None:
        code, out, err = run("read", "--format", "json", "a.txt")
        assert (code, err) == (0, "")
        assert out == msgspec.json.format(msgspec.json.encode(sayso.read(TEXT, id="a.txt"))).decode() + "\n"
        assert list(json.loads(out)) == list(sayso.Document.__struct_fields__)

    def test_json_of_several_is_a_list(self, run: Run) -> None:
        code, out, _ = run("read", "--format", "json", "a.txt", "a.txt")
        assert code == 0
        assert msgspec.json.decode(out, type=list[sayso.Document]) == [sayso.read(TEXT, id="a.txt")] * 2
        assert out.splitlines()[:3] == ["[", "  {", '    "id": "a.txt",']

    def test_json_is_a_list_even_if_all_but_one_fail(self, run: Run) -> None:
        code, out, _ = run("read", "--format", "json", "none.txt", "a.txt", "none.txt")
        assert code == 2
        assert [document["id"] for document in json.loads(out)] == ["a.txt"]

    def test_jsonl_is_an_object_a_line(self, run: Run, folder: Path) -> None:
        texts = ["One \u2028 said.", "Two\nsaid.", "Three 😀 said."]
        (folder / "a.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
        code, out, _ = run("read", "--format", "jsonl", "a.jsonl")
        assert code == 0
        assert [json.loads(line)["text"] for line in out.split("\n")[:-1]] == texts

    def test_html_is_one_page(self, run: Run) -> None:
        code, out, err = run("read", "--format", "html", "a.txt", "a.txt")
        assert (code, err) == (0, "")
        assert out.lower().startswith("<!doctype html>")
        assert out.count("</html>") == 1

    @pytest.mark.parametrize("form", ["text", "json", "jsonl", "html"])
    def test_nothing_is_written_if_nothing_is_read(self, run: Run, folder: Path, form: str) -> None:
        (folder / "out").write_text("before")
        assert run("read", "--format", form, "none.txt", "no.txt")[:2] == (2, "")
        assert run("read", "--format", form, "none.txt", "-o", "out")[:2] == (2, "")
        assert (folder / "out").read_text() == "before"

    def test_output_is_utf_8_whatever_the_locale(self, folder: Path) -> None:
        (folder / "a.txt").write_text("“Ça va 😀,” she said.")
        environment = os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
        for form in ("text", "json", "jsonl", "html"):
            done = process("read", "--format", form, "a.txt", env=environment)
            assert (done.returncode, done.stderr) == (0, "")
            assert "Ça va 😀" in done.stdout

    def test_spans_count_from_the_start_of_the_file(self, run: Run, folder: Path) -> None:
        text = "\u200f👩‍👩‍👧 e\u0301\r\n\r\nThe mayor said that the pier would close.\0\r\n"
        (folder / "a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
        document = msgspec.json.decode(run("read", "--format", "jsonl", "a.txt")[1], type=sayso.Document)
        assert document.text == text
        spans = [span for s in document.statements for role in (s.source, s.cue, s.content) for span in role]
        assert spans
        assert all(span.text == text[span.start : span.end] for span in spans)


class TestOptions:
    def test_fill_in_what_the_file_does_not_say(self, run: Run) -> None:
        given = {"outlet": "Innis Post", "published": "2025-06-15", "title": "Pier shut"}
        options = [word for key, value in given.items() for word in (f"--{key}", value)]
        (document,) = lines(run("read", "--format", "jsonl", *options, "a.txt")[1])
        assert {key: document[key] for key in given} == given

    def test_do_not_override_what_it_says(self, run: Run, folder: Path) -> None:
        (folder / "a.json").write_text('{"text": "She said so.", "outlet": "Innis Post", "title": ""}')
        (document,) = lines(run("read", "--format", "jsonl", "--outlet", "X", "--title", "So", "a.json")[1])
        assert (document["outlet"], document["title"]) == ("Innis Post", "So")

    def test_that_are_not_utf_8(self, run: Run) -> None:
        (document,) = lines(run("read", "--format", "jsonl", "--title", os.fsdecode(b"caf\xe9"), "a.txt")[1])
        assert document["title"] == "caf\ufffd"

    @pytest.mark.parametrize("given", ["2025-06-15", "2025-06-15T08:30", "2025-06-15 08:30:00+02:00", "20250615T0830Z"])
    def test_published_is_a_date_or_time(self, run: Run, given: str) -> None:
        (document,) = lines(run("read", "--format", "jsonl", "--published", given, "a.txt")[1])
        assert document["published"] == given

    @pytest.mark.parametrize("given", ["yesterday", "15/06/2025", "2025-13-01", "2025", ""])
    def test_published_is_nothing_else(self, run: Run, given: str) -> None:
        code, out, err = run("read", "--published", given, "a.txt")
        assert (code, out) == (2, "")
        assert f"{given!r} is no ISO 8601 date or time such as 2025-06-15" in err

    @pytest.mark.parametrize("arguments", [["read"], ["read", "--format", "xml", "a.txt"], ["write"], ["read", "--x"]])
    def test_that_are_wrong(self, run: Run, arguments: list[str]) -> None:
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert "Error: " in err

    def test_help_and_version(self, run: Run) -> None:
        assert run("--version") == (0, f"sayso {sayso.__version__}\n", "")
        assert run("read", "--help")[0] == 0


class TestInputThatIsNotWhatOneHopes:
    def test_in_a_batch_the_others_are_read(self, run: Run, folder: Path) -> None:
        (folder / "empty.txt").touch()
        (folder / "blank.txt").write_text(" \n")
        (folder / "photo.png").write_bytes(b"\x89PNG" + bytes(range(256)) * 4)
        (folder / "news").mkdir()
        (folder / "menu.html").write_text("<html><body><nav><a href=/>Home</a></nav></body></html>")
        (folder / "b.jsonl").write_text('{"text": "She said so."}\n{broken\n{"title": "So"}\n')
        (folder / "c.txt").write_bytes("The café is shut, “Lou” said.".encode("cp1252"))
        (folder / "d.txt").write_text("The pier is shut, Ada said.", encoding="utf-16")
        paths = ["empty.txt", "blank.txt", "photo.png", "news", "menu.html", "b.jsonl", "none.txt", "c.txt", "d.txt"]
        code, out, err = run("read", "--format", "jsonl", *paths, "a.txt")
        assert code == 2
        assert [document["id"] for document in lines(out)] == ["b.jsonl:1", "c.txt", "d.txt", "a.txt"]
        assert [line.split(": ")[0] for line in err.splitlines()] == [
            "empty.txt",
            "blank.txt",
            "photo.png",
            "news",
            "menu.html",
            "b.jsonl:2",
            "b.jsonl:3",
            "none.txt",
            "c.txt",
        ]

    def test_another_language_is_remarked_on_and_read(self, run: Run, folder: Path) -> None:
        (folder / "de.txt").write_text(GERMAN)
        code, out, err = run("read", "--format", "jsonl", "de.txt")
        assert code == 0
        assert lines(out)[0]["language"] == "de"
        assert err == "de.txt: looks like another language (de); Sayso reads English, so expect little\n"

    @pytest.mark.parametrize(
        "text",
        [
            "“She said “so",
            "“‘“No,” he said,’ she said,” they said.",
            "The mayor said " + "no and " * 300 + "yes.",
            "\u202eThe mayor said no.\u202c \u0627\u0644",
            "\0\0",
            "!",
        ],
    )
    @pytest.mark.parametrize("form", ["text", "jsonl", "html"])
    def test_odd_texts_are_read(self, run: Run, folder: Path, form: str, text: str) -> None:
        (folder / "a.txt").write_text(text)
        code, out, err = run("read", "--format", form, "a.txt")
        assert code == 0
        assert out
        assert all(line.startswith("a.txt: ") for line in err.splitlines())

    def test_messages_are_one_harmless_line(self, run: Run, folder: Path) -> None:
        (folder / "a.json").write_text('{"text": "She said so.", "published": "\\u001b[2J\\nsayso: all is well"}')
        code, _, err = run("read", "a.json", "no\n\x1b[2Jne.txt")
        assert code == 2
        assert len(err.splitlines()) == 2
        assert "\x1b" not in err

    def test_standard_input(self) -> None:
        done = process("read", "-", "--format", "jsonl", input='{"text": "She said so."}\n{"text": 1}\n')
        assert done.returncode == 2
        assert [document["id"] for document in lines(done.stdout)] == ["-:1"]
        assert done.stderr.startswith('-:2: "text" is a number')

    def test_html_says_nothing_on_standard_error(self, folder: Path) -> None:
        (folder / "a.html").write_text("<html><body><article><p>“No,” the mayor said.</p></article></body></html>")
        done = process("read", "a.html")
        assert (done.returncode, done.stderr) == (0, "")


class TestFailures:
    def test_in_reading_one_document_leave_the_others(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def read(article: Article) -> sayso.Document:
            if article.text == "bad":
                raise RuntimeError("no\nway")
            return sayso.Document(article.id or "", *[None] * 6, article.text, None, (), None)

        reading(monkeypatch, read)
        Path("a.jsonl").write_text('{"text": "bad"}\n{}\n{"text": "good"}\n')
        code, out, err = run("read", "--format", "jsonl", "a.jsonl")
        assert code == 1
        assert [document["text"] for document in lines(out)] == ["good"]
        first, _ = err.splitlines()
        assert first.startswith("a.jsonl:1: unexpected error (RuntimeError: no\ufffdway)")

    def test_in_loading_the_model(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def load_reader() -> None:
            raise FileNotFoundError("reader.onnx is missing")

        monkeypatch.setattr("sayso.reading.reader.load_reader", load_reader)
        assert run("read", "a.txt") == (
            1,
            "",
            "sayso: cannot load the model (reader.onnx is missing); install Sayso again\n",
        )

    def test_unexpected_ones_show_no_traceback(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sayso.documents.loading.load", lambda _: 1 / 0)
        code, out, err = run("read", "a.txt")
        assert (code, out) == (1, "")
        assert err.startswith("sayso: unexpected error (ZeroDivisionError: division by zero)")
        assert err.count("\n") == 1

    @pytest.mark.parametrize("form", ["text", "json", "jsonl", "html"])
    def test_standard_output_is_full(self, form: str) -> None:
        with open("/dev/full", "w") as full:
            done = process("read", "--format", form, "a.txt", stdout=full, stderr=subprocess.PIPE, capture_output=False)
        assert done.returncode == 1
        assert done.stderr == (
            "sayso: cannot write standard output (No space left on device); name another place with -o\n"
        )

    @pytest.mark.parametrize("form", ["text", "json", "jsonl", "html"])
    def test_nobody_reads_the_output(self, form: str) -> None:
        out, into = os.pipe()
        os.close(out)
        done = process("read", "--format", form, "a.txt", stdout=into, stderr=subprocess.PIPE, capture_output=False)
        os.close(into)
        assert (done.returncode, done.stderr) == (1, "")

    def test_interrupt(self) -> None:
        command = [sys.executable, "-m", "sayso", "read", "-", "--format", "jsonl", "-o", "out.jsonl"]
        # A shell that runs the tests in the background has them, and what they start, ignore interrupts.
        heed = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        running = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heed)
        assert running.stdin is not None
        running.stdin.write(b'{"text": "She said so."}\n')
        running.stdin.flush()
        while not any(path.stat().st_size for path in Path().glob(".sayso-*")):
            assert running.poll() is None
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
        assert running.returncode == 130
        assert b"Traceback" not in err
        assert [path.name for path in Path().iterdir()] == ["a.txt"]


class TestOutputFile:
    def test_is_written(self, run: Run, folder: Path) -> None:
        assert run("read", "--format", "json", "a.txt", "-o", "out.json") == (0, "", "")
        assert json.loads((folder / "out.json").read_bytes())["id"] == "a.txt"
        assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "out.json"]

    def test_keeps_its_permissions_and_its_link(self, run: Run, folder: Path) -> None:
        (folder / "real").write_text("before")
        (folder / "real").chmod(0o640)
        (folder / "link").symlink_to("real")
        assert run("read", "a.txt", "-o", "link")[0] == 0
        assert (folder / "link").is_symlink()
        assert (folder / "real").stat().st_mode & 0o777 == 0o640
        assert "Nobody was hurt." in (folder / "real").read_text()

    def test_stays_as_it_was_if_writing_fails(self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (folder / "out").write_text("before")
        monkeypatch.setattr(
            "sayso.views.terminal.render", lambda document, console: console.print(document.id) or 1 / 0
        )
        assert run("read", "a.txt", "-o", "out")[0] == 1
        assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "out"]
        assert (folder / "out").read_text() == "before"

    def test_may_be_the_input(self, run: Run, folder: Path) -> None:
        assert run("read", "--format", "jsonl", "a.txt", "-o", "a.txt")[0] == 0
        assert lines((folder / "a.txt").read_text())[0]["text"] == TEXT

    def test_may_be_a_device(self, folder: Path) -> None:
        arguments = ["read", "--format", "jsonl", "a.txt", "-o", "/dev/stdout"]
        assert lines(process(*arguments).stdout)[0]["id"] == "a.txt"
        with open(folder / "out", "w+") as out:
            process(*arguments, stdout=out, capture_output=False)
            assert lines(out.read())[0]["id"] == "a.txt"
        assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "out"]
        assert Path("/dev/stdout").is_symlink()

    def test_may_be_a_named_pipe(self, folder: Path) -> None:
        os.mkfifo(folder / "pipe")
        with subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE, encoding="utf-8") as cat:
            assert process("read", "--format", "jsonl", "a.txt", "-o", "pipe").returncode == 0
            assert lines(cat.communicate(timeout=60)[0])[0]["id"] == "a.txt"
        assert (folder / "pipe").is_fifo()

    @pytest.mark.parametrize(
        ("path", "reason"),
        [("none/out", "No such file or directory"), (".", "Is a directory"), ("a.txt/b", "Not a dir")],
    )
    def test_cannot_be_written(self, run: Run, path: str, reason: str) -> None:
        code, out, err = run("read", "a.txt", "-o", path)
        assert (code, out) == (1, "")
        assert err.startswith(f"sayso: cannot write {path} ({reason}")
        assert err.count("\n") == 1

    def test_without_permission(self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (folder / "out").write_text("before")
        # The tests may run as root, who may write everything.
        monkeypatch.setattr(os, "access", lambda *_: False)
        code, _, err = run("read", "a.txt", "-o", "out")
        assert (code, err) == (1, "sayso: cannot write out (Permission denied); name another place with -o\n")
        assert (folder / "out").read_text() == "before"


class TestTerminal:
    @staticmethod
    def shown(*arguments: str, both: bool) -> str:
        """What the command shows on a terminal that is its standard error or, with `both`, also its standard output."""
        here, there = pty.openpty()
        environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
        running = subprocess.Popen(
            [sys.executable, "-m", "sayso", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=there if both else subprocess.DEVNULL,
            stderr=there,
            env=environment | {"TERM": "xterm-256color", "COLUMNS": "100"},
        )
        os.close(there)
        shown = b""
        while select.select([here], [], [], 60)[0]:
            try:
                shown += os.read(here, 65536)
            except OSError:
                break
        os.close(here)
        assert running.wait(60) == 0
        return shown.decode()

    def test_has_colour(self) -> None:
        assert "\x1b[" in self.shown("read", "a.txt", both=True)

    def test_shows_progress_of_several_documents(self) -> None:
        assert "documents" in self.shown("read", "a.txt", "a.txt", both=False)

    def test_shows_none_of_one(self) -> None:
        assert self.shown("read", "a.txt", both=False) == ""

    def test_shows_none_amid_the_output(self) -> None:
        assert "documents" not in self.shown("read", "a.txt", "a.txt", both=True)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["read", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = f"import sys; sys.argv = ['sayso', *{arguments}]; from sayso.cli import main; main(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    heavy = {"numpy", "onnxruntime", "rich", "tokenizers", "trafilatura", "lxml", "py3langid", "json"}
    assert heavy.isdisjoint(done.stdout.splitlines()[-1].split())
