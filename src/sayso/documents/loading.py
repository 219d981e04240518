"""From a path to its articles, one after another; what cannot be read becomes an error in its place."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal

from sayso.documents.article import Article
from sayso.documents.html import load_page
from sayso.documents.outcome import DocumentError, Loaded, Outcome
from sayso.documents.records import load_record, parse_json
from sayso.documents.text import UTF_16_MARKS, decode

Kind = Literal["text", "html", "json", "json lines"]

KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "json lines",
    ".ndjson": "json lines",
}
LARGEST = 200_000_000
"""Bytes of a file that is read as a whole, or of one line of JSON lines."""

_HTML_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)


def load(path: str) -> Iterator[Outcome]:
    """Load the articles of a text, HTML, JSON or JSON lines file, or of standard input (`-`), as they come.

    The suffix tells the kind of file; for another suffix, or none, the content does. Yields a DocumentError for each
    document that cannot be read, and goes on to the next. Articles without an id of their own are named by the path
    as given, in JSON lines with the line (`news.jsonl:3`), in a JSON list with the position (`news.json#3`).
    """
    # A path need not be UTF-8, but an id must be.
    name = os.fsencode(path).decode("utf-8", "replace")
    try:
        with open_binary(path) as file:
            yield from outcomes(file, name, KINDS.get(Path(path).suffix.lower()))
    except DocumentError as error:
        yield error
    except OSError as error:
        yield unreadable(error, name)


def unreadable(error: OSError, name: str) -> DocumentError:
    """Say why a file cannot be read, and what to do."""
    match error:
        case IsADirectoryError():
            return DocumentError(name, f"is a directory; name the files in it, such as {name.rstrip('/')}/*.txt")
        case FileNotFoundError():
            return DocumentError(name, "does not exist; check the path")
        case PermissionError():
            return DocumentError(name, "may not be read; ask for permission, or copy it to where you may")
        case _:
            return DocumentError(name, f"cannot be read ({error.strerror}); check the path and the disk")


def open_binary(path: str) -> AbstractContextManager[BinaryIO]:
    """Open a file, or standard input for `-`. Raises OSError, or DocumentError if there is no standard input."""
    if path != "-":
        return open(path, "rb")
    # Python has no such object if the process was started without the file descriptor.
    if sys.stdin is None:
        raise DocumentError(path, "standard input is closed; name a file instead")
    return nullcontext(sys.stdin.buffer)


def outcomes(
    file: BinaryIO, name: str, kind: Kind | None, page: Callable[[str, str], Article] = load_page
) -> Iterator[Outcome]:
    """Load the articles in an open file, which `name` stands for; `page` finds the article in HTML, as load_page.

    Without `kind` the content tells what it is. Raises OSError if the file cannot be read.
    """
    try:
        yield from _outcomes(file, name, kind, page)
    except DocumentError as error:
        yield error


def _outcomes(file: BinaryIO, name: str, kind: Kind | None, page: Callable[[str, str], Article]) -> Iterator[Outcome]:
    # Of an unknown kind, the first line may tell that these are JSON lines, so that a pipe is read as it flows.
    lines = _lines(file, name)
    start = b"" if kind else next(lines, b"")
    if kind == "json lines" or _is_record(start):
        yield from _load_lines(chain([start] if start else [], lines), name)
        return
    data = start + file.read(LARGEST + 1)
    _check_size(data, name)
    text, remark = decode(data, name)
    remarks = (remark,) if remark else ()
    match kind or _kind(text):
        case "text":
            yield Loaded(Article(text, id=name), name, remarks)
        case "html":
            yield Loaded(page(text, name), name, remarks)
        case "json":
            yield from _load_json(text, name, remarks)
        case "json lines":
            yield from _load_lines(data.splitlines(keepends=True), name)


def _lines(file: BinaryIO, name: str) -> Iterator[bytes]:
    while line := file.readline(LARGEST + 1):
        _check_size(line, name)
        yield line


def _check_size(data: bytes, name: str) -> None:
    if len(data) > LARGEST:
        size = f"{LARGEST // 1_000_000} MB"
        raise DocumentError(name, f"has more than {size} in one piece; split it, or write its articles as JSON lines")


def _kind(text: str) -> Kind:
    """Judge the kind of a file by its content. JSON that does not parse is text, unless some line of it does."""
    if _HTML_START.match(text):
        return "html"
    begin = text.lstrip()[:1]
    if begin in "{[" and _parses(text):
        return "json"
    if begin == "{" and any(_is_record(line) for line in text.split("\n")):
        return "json lines"
    return "text"


def _is_record(line: bytes | str) -> bool:
    """Whether this is a whole JSON object."""
    try:
        text = decode(line, "")[0] if isinstance(line, bytes) else line
    except DocumentError:
        return False
    return text.lstrip().startswith("{") and _parses(text)


def _parses(text: str) -> bool:
    try:
        parse_json(text, "")
    except DocumentError:
        return False
    return True


def _load_json(text: str, name: str, remarks: tuple[str, ...]) -> Iterator[Outcome]:
    parsed = parse_json(text, name)
    if not isinstance(parsed, list):
        yield load_record(parsed, name, remarks)
    elif not parsed:
        raise DocumentError(name, "is an empty list; there is nothing to read")
    else:
        for position, record in enumerate(parsed, 1):
            yield _attempt(record, f"{name}#{position}", remarks if position == 1 else ())


def _load_lines(lines: Iterable[bytes], name: str) -> Iterator[Outcome]:
    lines = iter(lines)
    first = next(lines, b"")
    if first.startswith(UTF_16_MARKS):
        # Its line breaks are two bytes, and its characters may hold the byte of one.
        text, _ = decode(first + b"".join(lines), name)
        lines = iter(text.encode("utf-8").split(b"\n"))
    else:
        lines = chain([first], lines)
    empty, guessed = True, False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        empty, where = False, f"{name}:{number}"
        try:
            text, remark = decode(line, where)
            # Of a whole file in another encoding, one remark is enough.
            remarks = (remark,) if remark and not guessed else ()
            guessed = guessed or remark is not None
            yield load_record(parse_json(text, where), where, remarks)
        except DocumentError as error:
            yield error
    if empty:
        raise DocumentError(name, "is empty; there is nothing to read")


def _attempt(record: object, where: str, remarks: tuple[str, ...]) -> Outcome:
    try:
        return load_record(record, where, remarks)
    except DocumentError as error:
        return error
