"""`sayso add`: read articles from files, folders and the web, and keep them in a ledger."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

import click

from sayso.commands.ends import BAD_INPUT, FAILED, INTERRUPTED, say
from sayso.commands.options import ledger_option
from sayso.commands.read import iso_8601

if TYPE_CHECKING:
    from sayso.adding import Course, Tally


@click.command()
@click.argument("places", metavar="PATH|URL...", nargs=-1, required=True)
@ledger_option
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="N",
    help="How many processes read; by default as many as there are processors.",
)
@click.option("--outlet", help="Who published it, where the document does not say.")
@click.option(
    "--published", metavar="DATE", callback=iso_8601, help="When (ISO 8601), where the document does not say."
)
@click.option(
    "--allow-private",
    is_flag=True,
    help="Also fetch from this machine and the private network; only for addresses and lists that you trust.",
)
def add(
    places: tuple[str, ...],
    ledger: str,
    jobs: int | None,
    outlet: str | None,
    published: str | None,
    allow_private: bool,
) -> int:
    """Read articles and keep them, with who says what in them, in a ledger.

    A place is a file (text, HTML, JSON, JSON lines, WARC, an RSS or Atom feed, an OPML list of feeds, a sitemap; any
    but WARC also packed by gzip), a folder of such files, - for standard input, or an http or https address of a page
    or of any of these but WARC. The pages that feeds and sitemaps lead to are fetched.

    What is in the ledger already is passed over, so that adding the same again costs little, and goes on where it was
    broken off. An article that has changed becomes a new version.

    Exit code: 0 if all is well; 2 if a document could not be read (the others are) or the command is wrong; 1 if
    something else failed, such as writing the ledger; 130 after Ctrl-C. Messages go to standard error, one line each.
    """
    from sayso.adding import ModelError
    from sayso.documents.text import without_surrogates
    from sayso.ledger.errors import LedgerError

    given = {"outlet": outlet, "published": published}
    # Arguments that are not UTF-8 come as surrogates.
    said = {key: without_surrogates(value) for key, value in given.items() if value}
    try:
        tally = _add(places, ledger, jobs, said, allow_private=allow_private)
    except LedgerError as error:
        say(str(error))
        return FAILED
    except ModelError as error:
        raise click.ClickException(f"cannot load the model ({error}); install Sayso again") from None
    except KeyboardInterrupt:
        say("sayso: stopped; what was stored stays, and the same command goes on from there")
        return INTERRUPTED
    click.echo(
        f"{tally.new:,} new, {tally.changed:,} changed, {tally.known:,} known, {tally.failed:,} could not be read"
    )
    return BAD_INPUT if tally.failed else 0


def _add(places: tuple[str, ...], ledger: str, jobs: int | None, said: dict[str, str], *, allow_private: bool) -> Tally:
    from sayso.adding import Remembered, add, filled
    from sayso.documents.places import articles
    from sayso.documents.taking_apart import Apart
    from sayso.documents.web.client import Web
    from sayso.ledger.opening import opened

    with (
        opened(ledger, create=True) as engine,
        Web(allow_private=allow_private, memory=Remembered(engine)) as web,
        Apart() as parsers,
        _progress(len(places)) as (course, more),
    ):
        met = (one for place in places for one in articles(place, web, parsers, more))
        return add(engine, filled(met, said), jobs=jobs, tell=say, course=course)


def _progress(count: int) -> AbstractContextManager[tuple[Course | None, Callable[[float], None]]]:
    if not bool(getattr(sys.stderr, "isatty", bool)()):
        return nullcontext((None, lambda _: None))
    return _bar(count)


@contextmanager
def _bar(count: int) -> Iterator[tuple[Course, Callable[[float], None]]]:
    """Show on standard error how far adding is, and how long it will take."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f} documents/s" if task.speed else "")

    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    out = getattr(sys.stdout, "isatty", bool)()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=bool(out)) as progress:
        bar = progress.add_task("", total=count)
        expected = float(count)

        def more(by: float) -> None:
            nonlocal expected
            expected += by
            progress.update(bar, total=round(expected))

        class Shown:
            def done(self) -> None:
                progress.advance(bar)

        yield Shown(), more
