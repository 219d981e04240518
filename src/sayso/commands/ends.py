"""How commands end and what they say on standard error: exit codes, and messages of one line each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130


def say(line: str) -> None:
    """Print one line on standard error. What stands in a file cannot break it or act on the terminal."""
    click.echo("".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line), err=True)


@contextmanager
def ledger_ends() -> Iterator[None]:
    """Turn what a ledger refuses into how commands end: bad input if what was asked for is not there."""
    from sayso.ledger.errors import LedgerError, NoLedgerError
    from sayso.ledger.filters import NotFound

    try:
        yield
    except (NotFound, NoLedgerError) as error:
        say(f"sayso: {error}")
        raise click.exceptions.Exit(BAD_INPUT) from None
    except LedgerError as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def writing_to(output: str | None) -> Iterator[None]:
    """Tell which file cannot be written; without one, leave it to others to say that standard output cannot be."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if output is None:
            raise
        raise click.ClickException(f"cannot write {output} ({error.strerror}); name another place with -o") from None
