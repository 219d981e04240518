"""Options that several commands have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

Command = Callable[..., Any]

_ACTS = (
    *("assert", "confirm", "deny", "request", "promise", "threaten", "warn", "predict", "believe", "doubt", "intend"),
    *("agree", "refuse", "ask", "order"),
)

ledger_option = click.option(
    "--ledger",
    default="sayso.db",
    show_default=True,
    metavar="FILE|URL",
    help="The ledger: a SQLite file, or the address of a PostgreSQL database (postgresql://…).",
)


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    from datetime import date

    try:
        return value and date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day such as 2025-06-15.") from None


source_option = click.option(
    "--source", metavar="SOURCE", help="By this source: its number, or a name that no other source has."
)
outlet_option = click.option("--outlet", help="In this outlet.")
since_option = click.option("--since", metavar="DAY", callback=_day, help="Published on this day or later: 2025-06-15.")
until_option = click.option("--until", metavar="DAY", callback=_day, help="Published on this day or before.")
unnamed_option = click.option(
    "--unnamed/--named", "unnamed", default=None, help="By sources without a name, or with one."
)

_STATEMENT_OPTIONS = (
    source_option,
    outlet_option,
    click.option(
        "--act",
        type=click.Choice(_ACTS),
        metavar="ACT",
        help="What the source does: assert, deny, promise, warn, …",
    ),
    click.option("--certainty", type=click.Choice(["certain", "probable", "possible", "unknown"])),
    click.option("--polarity", type=click.Choice(["positive", "negative"]), help="negative: holds it not so."),
    unnamed_option,
    since_option,
    until_option,
    click.option("--words", help='Words in the content: fire "old town" -drill batter*.'),
    click.option("--document", type=click.IntRange(min=1), metavar="NUMBER", help="In this document or old version."),
    click.option("--own-voice", is_flag=True, help="The outlets' own sentences, instead of what they attribute."),
)


def statement_options(command: Command) -> Command:
    """Give a command all options by which statements are narrowed down."""
    for option in reversed(_STATEMENT_OPTIONS):
        command = option(command)
    return command


def page_options(most: int, cursor: str) -> Callable[[Command], Command]:
    """Give a command its output format, the size of a page, `most` by default, and after what (`cursor`) it begins."""

    def decorate(command: Command) -> Command:
        form = click.option(
            "--format",
            "form",
            type=click.Choice(["table", "json", "jsonl", "csv"]),
            default="table",
            show_default=True,
            help="table is for reading; json is a list; jsonl is one object a line.",
        )
        limit = click.option("--limit", type=click.IntRange(min=1), default=most, show_default=True, help="How many.")
        after = click.option("--after", metavar=cursor, help="Go on after this one, as the last page's end says.")
        return form(limit(after(command)))

    return decorate
