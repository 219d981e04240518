"""`sayso read`: read articles and print who says what in them; nothing is kept."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

import click

from sayso.commands.ends import BAD_INPUT, FAILED, say

if TYPE_CHECKING:
    from sayso.document import Document
    from sayso.documents.outcome import Outcome
    from sayso.reading.reader import Reader


def iso_8601(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Check an option's date or time. Raises click.BadParameter if it is not written as ISO 8601 has it."""
    from sayso.documents.dates import is_iso_8601

    if value is not None and not is_iso_8601(value):
        raise click.BadParameter(f"{value!r} is no ISO 8601 date or time such as 2025-06-15 or 2025-06-15T08:30:00Z.")
    return value


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--outlet", help="Who published it, where the file does not say.")
@click.option("--published", metavar="DATE", callback=iso_8601, help="When (ISO 8601), where the file does not say.")
@click.option("--title", help="Its headline, where the file does not say.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "html"]),
    default="text",
    show_default=True,
    help="json is an object, or a list of them if there are several documents; jsonl is one object a line.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, all or nothing, instead of standard output.")
def read(
    paths: tuple[str, ...],
    outlet: str | None,
    published: str | None,
    title: str | None,
    form: str,
    output: str | None,
) -> int:
    """Read articles and list who says what in them.

    PATH is a plain text, HTML, JSON or JSON lines file, or - for standard input. JSON objects have the article's
    "text" and, where known, its "id", "title", "outlet", "author", "published" and "url".

    Exit code: 0 if all is well; 2 if a document could not be read (the others are) or the command is wrong; 1 if
    something else failed, such as writing the output. Messages go to standard error, one line each.
    """
    from sayso.documents.loading import load
    from sayso.documents.text import without_surrogates
    from sayso.output import WRITERS, opened

    given = {"outlet": outlet, "published": published, "title": title}
    # Arguments that are not UTF-8 come as surrogates.
    known = {key: without_surrogates(value) for key, value in given.items() if value}
    failures: set[int] = set()
    outcomes: Iterator[Outcome] = chain.from_iterable(map(load, paths))
    if _is_terminal(sys.stderr) and (output is not None or not _is_terminal(sys.stdout)):
        outcomes = _counted(outcomes)
    try:
        with opened(output) as file:
            WRITERS[form](_readings(outcomes, known, failures), file)
    except BrokenPipeError:
        # Nobody reads on (`| head`), which is nothing to tell anyone.
        return FAILED
    except OSError as error:
        place = output if output is not None else "standard output"
        raise click.ClickException(f"cannot write {place} ({error.strerror}); name another place with -o") from None
    return min(failures, default=0)


def _readings(outcomes: Iterable[Outcome], known: dict[str, str], failures: set[int]) -> Iterator[Document | None]:
    """Read what was loaded, with what is `known` filled in where the file does not say it.

    Of a document that cannot be read, say why, yield None, and add the exit code that this calls for to `failures`.
    """
    from msgspec.structs import replace

    from sayso.documents.outcome import DocumentError

    for outcome in outcomes:
        if isinstance(outcome, DocumentError):
            say(str(outcome))
            failures.add(BAD_INPUT)
            yield None
            continue
        where, article = outcome.where, outcome.article
        for remark in outcome.remarks:
            say(f"{where}: {remark}")
        unsaid = {key: value for key, value in known.items() if getattr(article, key) is None}
        reader = _reader()
        try:
            document = reader.read(replace(article, **unsaid))
        except Exception as error:
            say(f"{where}: unexpected error ({type(error).__name__}: {error}); please report it with the document")
            failures.add(FAILED)
            yield None
            continue
        if document.language not in (None, "en"):
            say(f"{where}: looks like another language ({document.language}); Sayso reads English, so expect little")
        yield document


def _reader() -> Reader:
    try:
        from sayso.reading.reader import load_reader

        return load_reader()
    # onnxruntime has exceptions of its own for a damaged model, and a broken installation may raise anything.
    except Exception as error:
        raise click.ClickException(f"cannot load the model ({error}); install Sayso again") from None


def _counted(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Pass the outcomes on and, from the second on, show on standard error how many there have been."""
    yield from islice(outcomes, 1)
    second = list(islice(outcomes, 1))
    if not second:
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f} documents"), TimeElapsedColumn())
    # Standard output is no terminal here and must get the output as it is.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("", total=None, completed=1)
        for outcome in chain(second, outcomes):
            yield outcome
            progress.advance(task)


def _is_terminal(stream: object) -> bool:
    return bool(getattr(stream, "isatty", bool)())
