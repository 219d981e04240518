"""Writes readings in each of the output formats, to standard output or to a file that appears whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, TextIO, TypeVar

import msgspec

from sayso.document import Document

Readings = Iterator[Document | None]
"""Documents in the order of the input, with None in the place of each that could not be read."""

File = TypeVar("File", TextIO, BinaryIO)


def opened(path: str | None) -> AbstractContextManager[TextIO]:
    """Open the file, or standard output if `path` is None, for UTF-8 text. Raises OSError if it cannot be written.

    A file is put in its place when the context ends without an exception and something was written; else whatever
    was there before stays.
    """
    if path is None:
        return _standard_output()
    if _is_stream(path):
        return open(path, "w", encoding="utf-8", newline="\n")
    return _replacing(Path(os.path.realpath(path)), lambda made: open(made, "x", encoding="utf-8", newline="\n"))


def opened_for_bytes(path: str | None) -> AbstractContextManager[BinaryIO]:
    """Open the file, or standard output if `path` is None, for bytes. Raises OSError if it cannot be written.

    A file is put in its place, be it empty, when the context ends without an exception; else whatever was there before
    stays.
    """
    if path is None:
        return _standard_output_for_bytes()
    if _is_stream(path):
        return open(path, "wb")
    return _replacing(Path(os.path.realpath(path)), lambda made: open(made, "xb"), even_empty=True)


def _is_stream(path: str) -> bool:
    """Whether it is to be written to, not to be replaced: a pipe, a device, or whatever file /dev/stdout leads to."""
    return path.startswith("/dev/") or (os.path.exists(path) and not os.path.isfile(path))


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    # Python has no such object if the process was started without the file descriptor.
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        yield sys.stdout
        sys.stdout.flush()
    except OSError:
        # At its end Python would try once more to write what is left, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise


@contextmanager
def _standard_output_for_bytes() -> Iterator[BinaryIO]:
    with _standard_output() as file:
        yield file.buffer
        file.buffer.flush()


@contextmanager
def _replacing(path: Path, create: Callable[[Path], File], *, even_empty: bool = False) -> Iterator[File]:
    # To replace a file takes a permission on its folder only; whoever protected the file meant it.
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    temporary = path.with_name(f".sayso-{os.getpid()}.tmp")
    try:
        file = create(temporary)
        with file:
            yield file
            written = even_empty or file.tell() > 0
        if written:
            if path.exists():
                shutil.copymode(path, temporary)
            os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(readings: Readings, file: TextIO) -> None:
    """Write each document for people to read, in colour if `file` is a terminal; under its id if there are several."""
    from rich.console import Console
    from rich.text import Text

    from sayso.views.terminal import render
    from sayso.views.wording import without_controls

    console = Console(file=file)
    several, documents = _look_ahead(readings)
    for number, document in enumerate(documents):
        if number:
            console.print()
        if several:
            console.print(Text(without_controls(document.id), "bold underline"), soft_wrap=True)
        render(document, console)
        file.flush()


def write_jsonl(readings: Readings, file: TextIO) -> None:
    """Write each document as it comes, as a JSON object on a line of its own."""
    for document in filter(None, readings):
        file.write(msgspec.json.encode(document).decode() + "\n")
        file.flush()


def write_json(readings: Readings, file: TextIO) -> None:
    """Write one object if there is one document, and a list if there are several, be it that only one can be read."""
    several, documents = _look_ahead(readings)
    objects = (msgspec.json.format(msgspec.json.encode(document)).decode() for document in documents)
    if not several:
        file.writelines(f"{single}\n" for single in objects)
        return
    mark = "["
    for item in objects:
        file.write(f"{mark}\n  " + item.replace("\n", "\n  "))
        mark = ","
    if mark == ",":
        file.write("\n]\n")


def write_html(readings: Readings, file: TextIO) -> None:
    """Write one page with all documents."""
    from sayso.views.page import render

    documents = list(filter(None, readings))
    if documents:
        file.write(render(documents))


def _look_ahead(readings: Readings) -> tuple[bool, Iterator[Document]]:
    """Tell whether there are several documents, counting those that cannot be read, and give those that can be."""
    first = list(islice(readings, 2))
    return len(first) > 1, filter(None, chain(first, readings))


WRITERS: dict[str, Callable[[Readings, TextIO], None]] = {
    "text": write_text,
    "json": write_json,
    "jsonl": write_jsonl,
    "html": write_html,
}
