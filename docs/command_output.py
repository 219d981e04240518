"""Shows the output of commands in the documentation, so that it is what they really print (see the Makefile)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import cog

WIDTH = "100"


def show(command: str, *, first: int | None = None) -> None:
    """Write the command and what it prints, or the `first` lines of that, as a block. A failing command is an error."""
    bin_folder = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([bin_folder, os.environ["PATH"]]),
        "COLUMNS": WIDTH,
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf8",
    }
    done = subprocess.run(command, shell=True, env=environment, capture_output=True, encoding="utf8", check=False)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr}")
    lines = done.stdout.rstrip().splitlines()
    if first is not None and len(lines) > first:
        lines = [*lines[:first], "…"]
    cog.outl("\n```console")
    cog.outl(f"$ {command}")
    for line in lines:
        cog.outl(line.rstrip())
    cog.outl("```\n")
