"""`sayso sources merge`, `split`, `differ`, `undo`, `offers`, `judgements`: who is who, as a person judges it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from sayso.commands.ends import ledger_ends
from sayso.commands.options import ledger_option

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sayso.ledger.judgements import Judgement

LONGEST_JUDGE = 200
LONGEST_NUMBER = 10
"""Digits that databases take for a row's number."""

source_argument = click.argument("source", metavar="SOURCE")
judge_option = click.option(
    "--as", "--judge", "judge", metavar="NAME", help="Who judges.  [default: your user name on this machine]"
)


@click.command()
@click.argument("sources", metavar="SOURCE SOURCE...", nargs=-1, required=True)
@judge_option
@ledger_option
def merge(sources: tuple[str, ...], judge: str | None, ledger: str) -> None:
    """Say that sources are the same; from now on they are listed as one.

    SOURCE is a source's number, or a name that only one source has.
    """
    from sayso.ledger import judgements
    from sayso.ledger.rows import now

    who = judge_name(judge)
    with writing_ledger(ledger) as connection:
        first, *others = _several(connection, sources)
        if not others:
            raise click.ClickException(f"these are one source already, number {first}")
        made = [judgements.merge(connection, first, other, who, now()) for other in others]
        main, *rest = _one(connection, first)
        told = _names(connection, [main, *rest])
        click.echo(f"One source now, {told[main]}, with {', '.join(told[id_] for id_ in rest)}.")
        _tell_how_to_undo(made, ledger)


@click.command()
@click.argument("sources", metavar="SOURCE SOURCE...", nargs=-1, required=True)
@judge_option
@ledger_option
def differ(sources: tuple[str, ...], judge: str | None, ledger: str) -> None:
    """Say that sources are not the same, each of them: they are no longer offered, and cannot be merged.

    SOURCE is a source's number, or a name that only one source has.
    """
    from itertools import combinations

    from sayso.ledger import judgements
    from sayso.ledger.rows import now

    who = judge_name(judge)
    with writing_ledger(ledger) as connection:
        ids = _several(connection, sources)
        if len(ids) < 2:
            raise click.ClickException(f"these are one source, number {ids[0]}; `sayso sources split` takes one apart")
        made = [judgements.differ(connection, *pair, who, now()) for pair in combinations(ids, 2)]
        told = _names(connection, ids)
        click.echo(f"Not the same: {', '.join(told[id_] for id_ in ids)}.")
        _tell_how_to_undo(made, ledger)


@click.command()
@source_argument
@click.argument("documents", metavar="[DOCUMENT]...", nargs=-1, type=click.IntRange(min=1))
@judge_option
@ledger_option
def split(source: str, documents: tuple[int, ...], judge: str | None, ledger: str) -> None:
    """Say that a source is several.

    Without documents, all that was merged into it is apart again. With the numbers of documents, whoever appears there
    under its name is somebody else, and gets a number of its own.

    SOURCE is a source's number, or a name that only one source has.
    """
    from sayso.ledger import judgements
    from sayso.ledger.rows import now

    who = judge_name(judge)
    with writing_ledger(ledger) as connection:
        (id_,) = _several(connection, [source])
        made = judgements.split(connection, id_, documents, who, now())
        ids = sorted({id_ for each in made for id_ in (each.left, each.right)})
        told = _names(connection, ids)
        click.echo(f"Apart now: {', '.join(told[id_] for id_ in ids)}.")
        for each in made:
            if each.document is not None:
                click.echo(f"In document {each.document} it is {told[each.right]}.")
        _tell_how_to_undo(made, ledger)


@click.command()
@click.argument("numbers", metavar="JUDGEMENT...", nargs=-1, required=True, type=click.IntRange(min=1))
@ledger_option
def undo(numbers: tuple[int, ...], ledger: str) -> None:
    """Take judgements back; `sayso sources judgements` lists them."""
    from sayso.ledger import judgements
    from sayso.ledger.rows import now

    with writing_ledger(ledger) as connection:
        for each in judgements.undo(connection, numbers, now()):
            told = _names(connection, [each.left, each.right])
            click.echo(f"Taken back, judgement {each.id}: {_said(each, told)}.")


@click.command()
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Pairs at most.")
@ledger_option
def offers(limit: int, ledger: str) -> None:
    """List pairs of sources that may be the same, the likeliest first, and why."""
    from sayso.ledger.offers import offers

    with reading_ledger(ledger) as connection:
        found = offers(connection, limit)
    for each in found:
        click.echo(f"{each.left} {clean(each.left_name)}  =  {each.right} {clean(each.right_name)}?")
        click.echo(f"    {clean(each.reason)}")
    if not found:
        click.echo("No sources seem to be the same.")
        return
    pair = f"{found[0].left} {found[0].right}"
    click.echo(f"The same: sayso sources merge {pair}{place_of(ledger)}")
    click.echo(f"Not the same: sayso sources differ {pair}{place_of(ledger)}")


@click.command("judgements")
@click.argument("source", metavar="[SOURCE]", required=False)
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Judgements at most.")
@ledger_option
def list_judgements(source: str | None, limit: int, ledger: str) -> None:
    """List what was judged, the latest first: of all sources, or of one and those that it is one with."""
    from sayso.ledger.judgements import judgements

    with reading_ledger(ledger) as connection:
        id_ = _several(connection, [source])[0] if source is not None else None
        made = judgements(connection, limit=limit, source=id_)
        told = _names(connection, [id_ for each in made for id_ in (each.left, each.right)])
    for each in made:
        back = f" (taken back on {each.undone[:10]})" if each.undone else ""
        click.echo(f"{each.id}  {each.judged[:10]}  {clean(each.judge)}: {_said(each, told)}{back}")
    if not made:
        click.echo("Nothing was judged.")


JUDGING = (merge, differ, split, undo, offers, list_judgements)
"""The commands of the group `sayso sources`."""


@contextmanager
def writing_ledger(ledger: str) -> Iterator[Connection]:
    """Open a ledger and begin a transaction that writes; what fails ends the command."""
    from sayso.ledger.opening import opened, writing

    with ledger_ends(), opened(ledger) as engine, writing(engine) as connection:
        yield connection


@contextmanager
def reading_ledger(ledger: str) -> Iterator[Connection]:
    """Open a ledger and begin a transaction that reads; what fails ends the command."""
    from sayso.ledger.opening import opened, reading

    with ledger_ends(), opened(ledger) as engine, reading(engine) as connection:
        yield connection


def judge_name(given: str | None) -> str:
    """Who judges: as given, else the user of this machine."""
    from getpass import getuser

    if given is None:
        try:
            given = getuser()
        except (ImportError, KeyError, OSError):
            given = ""
    name = " ".join(given.split())[:LONGEST_JUDGE]
    if not name:
        raise click.UsageError("who judges is not known; say it with --as NAME")
    return name


def _several(connection: Connection, written: Sequence[str]) -> list[int]:
    """The numbers under which sources are listed, each once, of numbers and names as people write them."""
    from sayso.ledger.naming import canonical

    words = [one.removeprefix("source:") for one in written]
    meant = [int(one) if one.isdecimal() and one.isascii() and len(one) < LONGEST_NUMBER else one for one in words]
    return list(dict.fromkeys(canonical(connection, one) for one in meant))


def _one(connection: Connection, id_: int) -> list[int]:
    """The number under which a source is listed, and those of all others that it is one with."""
    from sayso.ledger.naming import canonical, members

    main = canonical(connection, id_)
    return [main, *(other for other in members(connection, main) if other != main)]


def _names(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Numbers with names, as they are shown."""
    from sqlalchemy import select

    from sayso.ledger.rows import restored
    from sayso.ledger.schema import source

    rows = connection.execute(select(source.c.id, source.c.name).where(source.c.id.in_(set(ids))))
    return {id_: f"{id_} {clean(restored(name))}" for id_, name in rows}


def _said(each: Judgement, told: dict[int, str]) -> str:
    if each.document is not None:
        return f"in document {each.document} it is {told[each.right]}, not {told[each.left]}"
    return f"{told[each.left]} and {told[each.right]} {'are the same' if each.verdict == 'same' else 'differ'}"


def _tell_how_to_undo(made: Sequence[Judgement], ledger: str) -> None:
    click.echo(f"Take it back with: sayso sources undo {' '.join(str(each.id) for each in made)}{place_of(ledger)}")


def place_of(ledger: str) -> str:
    """How to name the ledger in a command; an address may hold a password and is left to the user."""
    if ledger == "sayso.db":
        return ""
    return f" --ledger {'…' if '://' in ledger else shlex.quote(ledger)}"


def clean(words: str) -> str:
    """Words that cannot act on a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in words)
