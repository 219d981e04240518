"""`sayso statements`, `sources`, `documents`, `timeline`, `search`, `show`: what is in a ledger, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from sayso.commands.ends import BAD_INPUT, FAILED, ledger_ends, say
from sayso.commands.options import (
    ledger_option,
    outlet_option,
    page_options,
    since_option,
    source_option,
    statement_options,
    unnamed_option,
    until_option,
)

if TYPE_CHECKING:
    from rich.console import Console
    from sqlalchemy import Connection

    from sayso.ledger.filters import Filters
    from sayso.ledger.listed import Page

    Fetch = Callable[[Connection, int, str | None], Page[Any]]
    """Gives so many rows, those after what the string names."""

PAGE = 50
AT_ONCE = 500
"""Rows that are fetched at a time, however many are asked for."""
NUMBER = re.compile(r"(?P<document>\d{1,9})(\.s(?P<statement>\d{1,9}))?|source:(?P<source>.+)", re.ASCII | re.DOTALL)


@click.command()
@statement_options
@page_options(PAGE, "12.s3")
@ledger_option
def statements(form: str, limit: int, after: str | None, ledger: str, **given: Any) -> int:
    """List statements, the newest first: who says what, in which words, through whom.

    Several filters narrow down together. What stands before a statement is its number: `sayso show 12.s3` shows it in
    its context.
    """
    from sayso.ledger import listing
    from sayso.views import tables

    return list_pages(ledger, form, limit, after, pages_of(listing.statements, filters_of(given)), tables.statements)


@click.command()
@source_option
@outlet_option
@since_option
@until_option
@click.option("--words", help='Words in the text or title: fire "old town" -drill batter*.')
@page_options(PAGE, "12")
@ledger_option
def documents(form: str, limit: int, after: str | None, ledger: str, **given: Any) -> int:
    """List documents, the newest first: the current versions of all articles.

    What stands before a document is its number: `sayso show 12` shows it with all its statements.
    """
    from sayso.ledger import listing
    from sayso.views import tables

    return list_pages(ledger, form, limit, after, pages_of(listing.documents, filters_of(given)), tables.documents)


@click.group(invoke_without_command=True)
@click.option("--words", help="Words in the name.")
@unnamed_option
@page_options(PAGE, "7")
@ledger_option
@click.pass_context
def sources(context: click.Context, /, form: str, limit: int, after: str | None, ledger: str, **given: Any) -> int:
    """List sources, those who say most first, or judge which of them are the same.

    What stands before a source is its number: `sayso show source:7` shows it, `sayso statements --source 7` lists what
    it says.
    """
    if context.invoked_subcommand is not None:
        # `sayso sources --ledger FILE merge …` means that ledger.
        context.default_map = {context.invoked_subcommand: {"ledger": ledger}}
        return 0
    from sayso.ledger import listing
    from sayso.views import tables

    return list_pages(ledger, form, limit, after, pages_of(listing.sources, filters_of(given)), tables.sources)


@click.command()
@statement_options
@page_options(20, "DAY")
@ledger_option
def timeline(form: str, limit: int, after: str | None, ledger: str, **given: Any) -> int:
    """Count statements by day, the newest first, and tell who says most of them."""
    from sayso.ledger import listing
    from sayso.views import tables

    return list_pages(ledger, form, limit, after, pages_of(listing.timeline, filters_of(given)), tables.timeline)


@click.command()
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@outlet_option
@since_option
@until_option
@page_options(10, "12")
@ledger_option
def search(words: tuple[str, ...], form: str, limit: int, after: str | None, ledger: str, **given: Any) -> int:
    """Find documents by words in their text or title, the best first, with the statements that hold them.

    All words must be there; inflections and accents do not count. A "phrase" in quotation marks is found as it is
    written, batter* finds what begins so, and -word leaves documents out (put -- before WORDS if such a one is first).
    """
    from sayso.ledger import finding
    from sayso.views import tables

    given["words"] = " ".join(words)
    return list_pages(ledger, form, limit, after, pages_of(finding.search, filters_of(given)), tables.hits)


@click.command()
@click.argument("id", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@ledger_option
def show(id: str, form: str, ledger: str) -> int:
    """Show one document (12), statement (12.s3) or source (source:7, or source:NAME) with all that belongs to it.

    A document comes with its statements, versions and near copies; a statement with the words around it, its chain and
    what it answers; a source with its documents.
    """
    import msgspec
    from rich.console import Console

    from sayso.ledger import showing
    from sayso.output import opened
    from sayso.views import details

    number = NUMBER.fullmatch(id)
    if number is None:
        say(f"sayso: {id!r} is no number such as 12 (a document), 12.s3 (a statement) or source:7")
        return BAD_INPUT

    def work(connection: Connection) -> None:
        found: showing.ShownDocument | showing.ShownStatement | showing.ShownSource
        if number["source"] is not None:
            found = showing.show_source(connection, _source(number["source"]), limit=PAGE)
        elif number["statement"] is not None:
            found = showing.show_statement(connection, int(number["statement"]), int(number["document"]))
        else:
            found = showing.show_document(connection, int(number["document"]))
        with opened(None) as file:
            if form == "json":
                file.write(msgspec.json.format(msgspec.json.encode(found)).decode() + "\n")
            else:
                details.render(found, Console(file=file))

    return run(ledger, work)


def pages_of(function: Callable[..., Page[Any]], filters: Filters) -> Fetch:
    """Give what fetches pages of what a listing finds."""
    return lambda connection, limit, after: function(connection, filters, limit=limit, after=after)


def list_pages(
    ledger: str,
    form: str,
    limit: int,
    after: str | None,
    fetch: Fetch,
    table: Callable[[Sequence[Any], Console], None],
) -> int:
    """Write `limit` rows at most, and tell on standard error how to go on, or why there are none."""
    from rich.console import Console

    from sayso.output import opened
    from sayso.views.listings import WRITERS

    def work(connection: Connection) -> None:
        pages = _Pages(connection, fetch, limit, after)
        with opened(None) as file:
            if form == "table":
                console = Console(file=file)
                for rows in pages:
                    table(rows, console)
            else:
                WRITERS[form](chain.from_iterable(pages), file)
        if not pages.written:
            say(f"sayso: {_why_nothing(connection, ledger, after)}")
        elif pages.next is not None:
            say(f"There is more: go on with --after {pages.next}, or ask for more at once with --limit.")

    return run(ledger, work)


class _Pages:
    """Rows that are fetched as they are written: `limit` at most, from `after` on."""

    def __init__(self, connection: Connection, fetch: Fetch, limit: int, after: str | None) -> None:
        self._connection, self._fetch, self._limit = connection, fetch, limit
        self.written = 0
        self.next = after

    def __iter__(self) -> Iterator[Sequence[Any]]:
        while self.written < self._limit:
            page = self._fetch(self._connection, min(self._limit - self.written, AT_ONCE), self.next)
            self.written += len(page.rows)
            self.next = page.next
            if page.rows:
                yield page.rows
            if page.next is None:
                return


def _why_nothing(connection: Connection, ledger: str, after: str | None) -> str:
    from sqlalchemy import select

    from sayso.ledger.opening import name_of
    from sayso.ledger.schema import document

    if connection.execute(select(document.c.id).limit(1)).scalar() is None:
        return f"{name_of(connection.engine)} holds no documents yet; add some with `sayso add PATH`"
    return "nothing more" if after is not None else "nothing found; try fewer filters, or other words"


def filters_of(given: dict[str, Any]) -> Filters:
    """Give the filters that options stand for."""
    from sayso.documents.text import without_surrogates
    from sayso.ledger.filters import Filters

    # Arguments that are not UTF-8 come as surrogates.
    known: dict[str, Any] = {
        name: without_surrogates(value) if isinstance(value, str) else value for name, value in given.items()
    }
    if "unnamed" in known:
        known["anonymous"] = known.pop("unnamed")
    if known.get("source") is not None:
        known["source"] = _source(known["source"])
    return Filters(**known)


def _source(written: str) -> int | str:
    """A source's number, or else its name."""
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else written


def run(ledger: str, work: Callable[[Connection], None]) -> int:
    """Open the ledger for reading, do the work, and give the exit code."""
    from sayso.ledger.opening import opened, reading

    try:
        with ledger_ends(), opened(ledger) as engine, reading(engine) as connection:
            work(connection)
    except BrokenPipeError:
        # Nobody reads on (`| head`), which is nothing to tell anyone.
        return FAILED
    except OSError as error:
        raise click.ClickException(f"cannot write standard output ({error.strerror})") from None
    return 0
