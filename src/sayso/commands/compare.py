"""`sayso compare`: documents side by side, in the words of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sayso.commands.listing import run
from sayso.commands.options import ledger_option

if TYPE_CHECKING:
    from sqlalchemy import Connection


@click.command()
@click.argument("documents", metavar="DOCUMENT DOCUMENT...", nargs=-1, required=True, type=click.IntRange(min=1))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="jsonl has what they have in common, one thing a line.",
)
@ledger_option
def compare(documents: tuple[int, ...], form: str, ledger: str) -> int:
    """Set the words of documents for the same actors, acts and places side by side, in their context.

    First come the sources that they name differently; then the claims that they share, each with the cues (said,
    claimed) and the words in which they differ; then words that differ in other sentences that are alike. DOCUMENT is a
    document's number, as `sayso documents` lists it.
    """
    from rich.console import Console

    from sayso.ledger import comparing
    from sayso.output import opened
    from sayso.views import comparison
    from sayso.views.listings import write_jsonl

    def work(connection: Connection) -> None:
        found = comparing.compare(connection, documents)
        with opened(None) as file:
            if form == "jsonl":
                write_jsonl(map(comparison.line, found.rows), file)
            else:
                comparison.render(found, Console(file=file))

    return run(ledger, work)
