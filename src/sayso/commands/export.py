"""`sayso export`: write the ledger in the formats of other programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from sayso.commands.ends import FAILED, ledger_ends
from sayso.commands.options import ledger_option

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sayso.ledger.listed import Page

AT_ONCE = 20
"""Claims, or pairs of documents, that are fetched at a time."""


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "parquet", "jsonl", "json-ld", "annotations", "ftm", "graphml"]),
    required=True,
    help="csv and parquet have one statement a row; jsonl has whole documents, which `sayso add` takes in again.",
)
@click.option(
    "--of",
    type=click.Choice(["statements", "claims", "stances", "origins", "copies"]),
    default="statements",
    show_default=True,
    help="What to write: csv and parquet have all of these, jsonl and graphml also claims and copies.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, all or nothing, instead of standard output.")
@ledger_option
def export(form: str, of: str, output: str | None, ledger: str) -> int:
    """Write all that the ledger holds in a format that other programs read.

    It is the current version of every article: for spreadsheets (csv), for notebooks and databases (parquet), for Sayso
    (jsonl), as linked data (json-ld), as W3C Web Annotations, as FollowTheMoney entities (ftm), and as a graph of who
    relays whom (graphml). Claims, who takes which stance on them, their origins and copied passages are written instead
    with --of; json-ld has them with the statements.

    Exit code: 0 if all is well; 2 if the command is wrong; 1 if something else failed, such as writing the output.
    """
    from sayso.ledger import claim_listing, reused
    from sayso.ledger.keeping import kept
    from sayso.ledger.opening import opened, reading
    from sayso.output import opened_for_bytes
    from sayso.views.exports import ACROSS, EXPORTS, json_ld

    if of != "statements" and of not in ACROSS.get(form, ()):
        offered = " or ".join(["statements", *ACROSS.get(form, ())])
        raise click.UsageError(f"--format {form} goes with --of {offered} only.")
    if form == "parquet":
        _check_parquet(output)
    if output is not None and os.path.exists(ledger) and os.path.exists(output) and os.path.samefile(ledger, output):
        raise click.UsageError(f"{output} is the ledger itself; name another file with -o.")
    try:
        with (
            ledger_ends(),
            opened(ledger) as engine,
            reading(engine) as connection,
            opened_for_bytes(output) as file,
        ):
            claims, copies = (_all(connection, page) for page in (claim_listing.claims, reused.copies))
            if of != "statements":
                ACROSS[form][of](copies if of == "copies" else claims, file)
            elif form == "json-ld":
                json_ld.write(kept(connection), file, claims, copies)
            else:
                EXPORTS[form](kept(connection), file)
    except BrokenPipeError:
        # Nobody reads on (`| head`), which is nothing to tell anyone.
        return FAILED
    except OSError as error:
        place = output if output is not None else "standard output"
        raise click.ClickException(f"cannot write {place} ({error.strerror}); name another place with -o") from None
    return 0


def _all(connection: Connection, page: Callable[..., Page[Any]]) -> Iterator[Any]:
    """All that a listing finds, of which no more than a page is held at a time."""
    after = None
    while True:
        found = page(connection, limit=AT_ONCE, after=after)
        yield from found.rows
        if found.next is None:
            return
        after = found.next


def _check_parquet(output: str | None) -> None:
    if output is None and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError("Parquet is no text to show in a terminal; name a file with -o.")
    try:
        import pyarrow  # noqa: F401
    except ModuleNotFoundError:
        raise click.ClickException("--format parquet needs pyarrow; run pip install 'sayso[parquet]'") from None
