"""`sayso export`: write the ledger in the formats of other programs."""

from __future__ import annotations

import os
import sys

import click

from sayso.commands.ends import FAILED, ledger_ends
from sayso.commands.options import ledger_option


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "parquet", "jsonl", "json-ld", "annotations", "ftm", "graphml"]),
    required=True,
    help="csv and parquet have one statement a row; jsonl has whole documents, which `sayso add` takes in again.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, all or nothing, instead of standard output.")
@ledger_option
def export(form: str, output: str | None, ledger: str) -> int:
    """Write all that the ledger holds in a format that other programs read.

    It is the current version of every article: for spreadsheets (csv), for notebooks and databases (parquet), for Sayso
    (jsonl), as linked data (json-ld), as W3C Web Annotations, as FollowTheMoney entities (ftm), and as a graph of who
    relays whom (graphml).

    Exit code: 0 if all is well; 2 if the command is wrong; 1 if something else failed, such as writing the output.
    """
    from sayso.ledger.keeping import kept
    from sayso.ledger.opening import opened, reading
    from sayso.output import opened_for_bytes
    from sayso.views.exports import EXPORTS

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
            EXPORTS[form](kept(connection), file)
    except BrokenPipeError:
        # Nobody reads on (`| head`), which is nothing to tell anyone.
        return FAILED
    except OSError as error:
        place = output if output is not None else "standard output"
        raise click.ClickException(f"cannot write {place} ({error.strerror}); name another place with -o") from None
    return 0


def _check_parquet(output: str | None) -> None:
    if output is None and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError("Parquet is no text to show in a terminal; name a file with -o.")
    try:
        import pyarrow  # noqa: F401
    except ModuleNotFoundError:
        raise click.ClickException("--format parquet needs pyarrow; run pip install 'sayso[parquet]'") from None
