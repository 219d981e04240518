"""What is told of a statement beside its source, cue and content, in all views."""

from __future__ import annotations

from typing import NamedTuple

from sayso.document import Source, Statement, Time
from sayso.views.chains import chain
from sayso.views.index import Exchange, Index
from sayso.views.manner import manner


class Notes(NamedTuple):
    """What there is to tell, each of it empty or None if there is nothing, or nothing but the plain case."""

    chain: list[Source]
    manner: list[str]
    said: Time | None
    answers: list[Exchange]
    answered: list[Exchange]


def notes(statement: Statement, index: Index) -> Notes:
    """The statement's notes. That it denies or confirms is not told again where it is told what."""
    answers = index.answers[statement.id]
    relations = {exchange.relation for exchange in answers}
    told = [word for word in manner(statement) if word not in relations]
    return Notes(chain(statement, index), told, index.said(statement), answers, index.answered[statement.id])
