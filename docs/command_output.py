"""Shows the output of commands in the documentation, so that it is what they really print (see the Makefile)."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import cog

WIDTH = "100"
EXAMPLES = Path(__file__).parent.parent / "examples"


def show(command: str, *, first: int | None = None) -> None:
    """Write the command and what it prints, or the `first` lines of that, as a block. A failing command is an error."""
    _write(command, _output(command, "."), first)


def show_in_ledger(command: str, *, first: int | None = None) -> None:
    """The same in a folder with a ledger, sayso.db, that holds the example article."""
    _write(command, _output(command, _folder_with_ledger().name), first)


def show_of_claims(command: str, words: str = "", *, first: int | None = None) -> None:
    """The same in a folder whose ledger holds the example articles on one event.

    CLAIM in the command is the number of the claim that has a statement with these words.
    """
    folder = _folder_with_claims().name
    if words:
        found = _output(f"sayso claims --format jsonl {words}", folder)
        command = command.replace("CLAIM", str(json.loads(found.splitlines()[0])["id"]))
    _write(command, _output(command, folder), first)


@functools.cache
def _folder_with_ledger() -> tempfile.TemporaryDirectory[str]:
    return _ledger_of("harbour.txt", "--outlet 'Kestrel Post' --published 2025-06-15")


@functools.cache
def _folder_with_claims() -> tempfile.TemporaryDirectory[str]:
    return _ledger_of("ferry.jsonl", "")


def _ledger_of(example: str, options: str) -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory()
    shutil.copy(EXAMPLES / example, folder.name)
    _output(f"sayso add {example} {options}", folder.name)
    return folder


def _output(command: str, folder: str) -> str:
    bin_folder = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([bin_folder, os.environ["PATH"]]),
        "COLUMNS": WIDTH,
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf8",
    }
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, encoding="utf8", check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr}")
    return done.stdout


def _write(command: str, output: str, first: int | None) -> None:
    lines = output.rstrip().splitlines()
    if first is not None and len(lines) > first:
        lines = [*lines[:first], "…"]
    cog.outl("\n```console")
    cog.outl(f"$ {command}")
    for line in lines:
        cog.outl(line.rstrip())
    cog.outl("```\n")
