"""How commands end and what they say on standard error: exit codes, and messages of one line each."""

from __future__ import annotations

import click

FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130


def say(line: str) -> None:
    """Print one line on standard error. What stands in a file cannot break it or act on the terminal."""
    click.echo("".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line), err=True)
