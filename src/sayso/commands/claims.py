"""`sayso claims`, `disputes`, `origins`, `relink`: what documents say the same about, and on whose say-so."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from sayso.commands.ends import INTERRUPTED, ledger_ends, say, writing_to
from sayso.commands.listing import PAGE, filters_of, list_pages, pages_of, run
from sayso.commands.options import (
    ledger_option,
    outlet_option,
    page_options,
    since_option,
    source_option,
    until_option,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sayso.ledger.filters import Filters

_claim_options = (
    source_option,
    outlet_option,
    since_option,
    until_option,
    click.option("--disputed", is_flag=True, help="That someone denies, or whose values differ."),
    click.option("--single-origin", is_flag=True, help="That may rest on one origin at most."),
)


def claim_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options by which claims are narrowed down."""
    for option in reversed(_claim_options):
        command = option(command)
    return command


class _WordsOrCommand(click.Group):
    """A group whose first argument may be a word to list by, where it is no command's name."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            return "list", self.commands["list"], args
        return super().resolve_command(ctx, args)


@click.group(cls=_WordsOrCommand, invoke_without_command=True, subcommand_metavar="[WORDS]... | COMMAND [ARGS]...")
@claim_options
@page_options(PAGE, "7")
@ledger_option
@click.pass_context
def claims(context: click.Context, /, **given: Any) -> int:
    """List claims, the newest first: what statements of several documents are about; or judge them.

    What stands before a claim is its number: `sayso origins 7` shows on how many say-sos it rests. With WORDS (fire
    "old town" -drill), claims that have a statement with them; several filters hold of the same statement.
    """
    if context.invoked_subcommand is not None:
        # `sayso claims --ledger FILE merge …` means that ledger, `sayso claims --disputed fire` all options.
        passed = given if context.invoked_subcommand == "list" else {"ledger": given["ledger"]}
        context.default_map = {context.invoked_subcommand: passed}
        return 0
    return _list(**given)


@claims.command("list")
@click.argument("words", metavar="[WORDS]...", nargs=-1)
@claim_options
@page_options(PAGE, "7")
@ledger_option
def list_claims(words: tuple[str, ...], **given: Any) -> int:
    """List claims, as `sayso claims` does; here every one of WORDS is a word."""
    return _list(**given, words=" ".join(words) or None)


def _list(form: str, limit: int, after: str | None, ledger: str, **given: Any) -> int:
    from sayso.ledger import claim_listing
    from sayso.views import claims as view

    filters = filters_of(given)
    if form in ("json", "jsonl"):
        return list_pages(ledger, form, limit, after, _lines(filters), view.listing)
    return list_pages(ledger, form, limit, after, pages_of(claim_listing.rows, filters), view.listing)


def _lines(filters: Filters) -> Callable[[Connection, int, str | None], Any]:
    """Pages of whole claims, as programs are given them."""
    from sayso.ledger import claim_listing
    from sayso.ledger.listed import Page
    from sayso.views.claims import line

    def fetch(connection: Connection, limit: int, after: str | None) -> Any:
        found = claim_listing.claims(connection, filters, limit=limit, after=after)
        return Page(tuple(map(line, found.rows)), found.next)

    return fetch


@click.command()
@click.argument("words", metavar="[WORDS]...", nargs=-1)
@source_option
@outlet_option
@since_option
@until_option
@page_options(20, "7")
@ledger_option
def disputes(words: tuple[str, ...], form: str, limit: int, after: str | None, ledger: str, **given: Any) -> int:
    """List claims that someone denies, or whose values cannot all be so, and who says which.

    Where numbers differ, it tells whether that may be a development, such as a toll that rises with time.
    """
    from sayso.ledger import claim_listing
    from sayso.views import claims as view

    filters = filters_of({**given, "words": " ".join(words) or None, "disputed": True})
    if form in ("json", "jsonl"):
        return list_pages(ledger, form, limit, after, _lines(filters), view.disputes)
    listed = claim_listing.rows if form == "csv" else claim_listing.claims
    return list_pages(ledger, form, limit, after, pages_of(listed, filters), view.disputes)


@click.command()
@click.argument("claim", metavar="CLAIM", type=click.IntRange(min=1))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="html is a page of its own, with how the claim changed.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, all or nothing, instead of standard output.")
@ledger_option
def origins(claim: int, form: str, output: str | None, ledger: str) -> int:
    """Show on how many say-sos a claim rests: its origins, and under each the statements that carry it.

    Relays and copies count once; what an outlet says in its own voice, and unnamed sources, may or may not be further
    origins, so there is a lowest and a highest number. CLAIM is a claim's number, as `sayso claims` lists it.
    """
    import msgspec
    from rich.console import Console

    from sayso.claims.drift import drift
    from sayso.ledger import claim_listing
    from sayso.output import opened
    from sayso.views import claim_page
    from sayso.views import claims as view

    def work(connection: Connection) -> None:
        found = claim_listing.one(connection, claim)
        with writing_to(output), opened(output) as file:
            if form == "json":
                file.write(msgspec.json.format(msgspec.json.encode(view.with_origins(found))).decode() + "\n")
            elif form == "html":
                file.write(claim_page.render(found, drift([member.told for member in found.members])))
            else:
                view.origins(found, Console(file=file))

    return run(ledger, work)


@click.command()
@ledger_option
def relink(ledger: str) -> int:
    """Find the claims of all documents anew, whatever the order in which they were added.

    What people judged stays. Documents that were added before Sayso knew claims are looked at once more. Stopped on the
    way, it leaves the claims as they were.
    """
    from sayso.ledger.opening import opened
    from sayso.relinking import relink

    try:
        with ledger_ends(), opened(ledger) as engine, _progress() as done:
            told = relink(engine, done)
    except KeyboardInterrupt:
        say("sayso: stopped; claims are as they were")
        return INTERRUPTED
    click.echo(f"{told.documents:,} documents linked, {told.claims:,} claims")
    return 0


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show on standard error what is being done, and how far it is, if that is a terminal."""
    if not bool(getattr(sys.stderr, "isatty", bool)()):
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bars: dict[str, Any] = {}

        def done(what: str, so_many: int, of: int) -> None:
            if what not in bars:
                bars[what] = progress.add_task(what, total=of)
            progress.update(bars[what], completed=so_many, total=of)

        yield done


COMMANDS = (claims, disputes, origins, relink)
