"""`sayso drift`: how a claim changed on its way from document to document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sayso.commands.listing import run
from sayso.commands.options import ledger_option

if TYPE_CHECKING:
    from sqlalchemy import Connection


@click.command()
@click.argument("claim", metavar="CLAIM", type=click.IntRange(min=1))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="jsonl is one change a line.",
)
@ledger_option
def drift(claim: int, form: str, ledger: str) -> int:
    """Show how a claim changed on its way: hedges, conditions and sources lost or gained, numbers and words changed.

    Each statement is held against the earlier one that it plausibly came from, and each change is told in a sentence,
    with both wordings and the numbers of both statements: `sayso show 12.s3` shows one in its context. CLAIM is a
    claim's number, as `sayso claims` lists it.
    """
    from rich.console import Console

    from sayso.claims.drift import drift as changes_of
    from sayso.ledger import claim_listing
    from sayso.output import opened
    from sayso.views import drift as view
    from sayso.views.listings import write_jsonl

    def work(connection: Connection) -> None:
        found = claim_listing.one(connection, claim)
        changes = changes_of([member.told for member in found.members])
        with opened(None) as file:
            if form == "jsonl":
                write_jsonl(map(view.line, changes), file)
            else:
                view.render(found, changes, Console(file=file))

    return run(ledger, work)
