"""`sayso claims merge`, `split`, `stance`, `undo`, `judgements`: what is one claim, as a person judges it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Literal

import click

from sayso.commands.options import ledger_option
from sayso.commands.sources_judging import (
    LONGEST_NUMBER,
    clean,
    judge_name,
    judge_option,
    place_of,
    reading_ledger,
    writing_ledger,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sayso.ledger.claim_judgements import ClaimJudgement

LONGEST_WORDS = 60
MOST_TOLD = 4
"""Statements of a judgement that are told of."""


@click.command()
@click.argument("claims", metavar="CLAIM CLAIM...", nargs=-1, required=True)
@judge_option
@ledger_option
def merge(claims: tuple[str, ...], judge: str | None, ledger: str) -> None:
    """Say that claims are the same; from now on they are one.

    CLAIM is a claim's number, or that of a statement (12.s3) that is in none.
    """
    from sayso.ledger import judging_claims
    from sayso.ledger.rows import now

    if len(set(claims)) < 2:
        raise click.UsageError("one claim alone cannot be merged; name two or more")
    who = judge_name(judge)
    with writing_ledger(ledger) as connection:
        made, kept = judging_claims.merge(connection, [_meant(each) for each in claims], who, now())
    click.echo(f"One claim now, {kept}.")
    _tell_how_to_undo(made, ledger)


@click.command()
@click.argument("claim", metavar="CLAIM", type=click.IntRange(min=1))
@click.argument("statements", metavar="STATEMENT...", nargs=-1, required=True)
@judge_option
@ledger_option
def split(claim: int, statements: tuple[str, ...], judge: str | None, ledger: str) -> None:
    """Say that statements (12.s3) of a claim are about something else than its others.

    Together they are a claim of their own, if they stand in several documents.
    """
    from sayso.ledger import judging_claims
    from sayso.ledger.rows import now

    who = judge_name(judge)
    with writing_ledger(ledger) as connection:
        made, own = judging_claims.split(connection, claim, statements, who, now())
    told = "are in no claim now" if own is None else f"are claim {own} now"
    click.echo(f"{', '.join(statements)} {told if len(statements) > 1 else told.replace('are', 'is', 1)}.")
    _tell_how_to_undo(made, ledger)


@click.command()
@click.argument("statement", metavar="STATEMENT")
@click.argument("stance", type=click.Choice(["supports", "denies", "questions"]))
@judge_option
@ledger_option
def stance(statement: str, stance: Literal["supports", "denies", "questions"], judge: str | None, ledger: str) -> None:
    """Say whether a statement (12.s3) supports, denies or questions its claim."""
    from sayso.ledger import judging_claims
    from sayso.ledger.rows import now

    who = judge_name(judge)
    with writing_ledger(ledger) as connection:
        made = judging_claims.set_stance(connection, statement, stance, who, now())
    click.echo(f"{statement} {stance} its claim.")
    _tell_how_to_undo(made, ledger)


@click.command()
@click.argument("numbers", metavar="JUDGEMENT...", nargs=-1, required=True, type=click.IntRange(min=1))
@ledger_option
def undo(numbers: tuple[int, ...], ledger: str) -> None:
    """Take judgements back; `sayso claims judgements` lists them."""
    from sayso.ledger import judging_claims
    from sayso.ledger.rows import now

    with writing_ledger(ledger) as connection:
        for each in judging_claims.undo(connection, numbers, now()):
            click.echo(f"Taken back, judgement {each.id}: {_said(connection, each)}.")


@click.command("judgements")
@click.argument("claim", metavar="[CLAIM]", required=False, type=click.IntRange(min=1))
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Judgements at most.")
@ledger_option
def list_judgements(claim: int | None, limit: int, ledger: str) -> None:
    """List what was judged, the latest first: of all claims, or of the statements that are in one now."""
    from sayso.ledger.claim_judgements import judgements
    from sayso.ledger.judging_claims import members_of

    with reading_ledger(ledger) as connection:
        about = None if claim is None else members_of(connection, claim)
        made = judgements(connection, limit=limit, statements=about)
        for each in made:
            back = f" (taken back on {each.undone[:10]})" if each.undone else ""
            click.echo(f"{each.id}  {each.judged[:10]}  {clean(each.judge)}: {_said(connection, each)}{back}")
    if not made:
        click.echo("Nothing was judged.")


JUDGING = (merge, split, stance, undo, list_judgements)
"""The commands of the group `sayso claims`."""


def _meant(written: str) -> int | str:
    is_number = written.isdecimal() and written.isascii() and len(written) < LONGEST_NUMBER
    return int(written) if is_number else written


def _said(connection: Connection, each: ClaimJudgement) -> str:
    told = _told(connection, each.statements)
    if each.verdict == "stance":
        return f"{told} {each.stance} its claim"
    if each.verdict == "same":
        return f"the same claim: {told}"
    return f"{told} not of one claim with {_told(connection, each.others)}"


def _told(connection: Connection, ids: Collection[int]) -> str:
    """Statements by their numbers, with the words of the first of them."""
    from sayso.ledger.telling import tolds

    found = [*tolds(connection, list(ids)[:MOST_TOLD]).values()]
    names = [f"{one.paper.id}.s{one.number}" for one in found]
    more = ", …" if len(ids) > MOST_TOLD else ""
    if not found:
        return f"{len(ids)} statements"
    words = " ".join(found[0].words.split())
    short = words if len(words) <= LONGEST_WORDS else words[:LONGEST_WORDS].rpartition(" ")[0] + "…"
    return f"{', '.join(names)}{more} (“{clean(short)}”)"


def _tell_how_to_undo(made: ClaimJudgement, ledger: str) -> None:
    click.echo(f"Take it back with: sayso claims undo {made.id}{place_of(ledger)}")
