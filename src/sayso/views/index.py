"""What the ids in a document lead to: its sources, and which statement holds or answers which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from sayso.document import Document, Source, Statement, Time


class Exchange(NamedTuple):
    """That one statement (`by`) answers another one (`to`); `relation` is the format's word, such as "denies"."""

    by: Statement
    relation: str
    to: Statement


class Index:
    """A document with what its ids lead to. An id that leads nowhere is left out.

    `numbers` counts the statements and `source_numbers` the sources, both from 1. `exchanges` are in the order of the
    statements that answer; `answers` and `answered` give those of the statement that answers, and that is answered.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sources = {source.id: source for source in document.sources or ()}
        self.statements = {statement.id: statement for statement in document.statements}
        self.numbers = {statement.id: number for number, statement in enumerate(document.statements, 1)}
        self.source_numbers = {source: number for number, source in enumerate(self.sources, 1)}
        self.answers: defaultdict[str, list[Exchange]] = defaultdict(list)
        self.answered: defaultdict[str, list[Exchange]] = defaultdict(list)
        self.exchanges = [
            Exchange(statement, answer.relation, self.statements[answer.statement])
            for statement in document.statements
            for answer in statement.answers or ()
            if answer.statement in self.statements
        ]
        for exchange in self.exchanges:
            self.answers[exchange.by.id].append(exchange)
            self.answered[exchange.to.id].append(exchange)

    def source(self, statement: Statement) -> Source | None:
        """The source entity whose statement it is, if it is known."""
        return self.sources.get(statement.source_id or "")

    def chain(self, statement: Statement) -> list[Source]:
        """The source entities through whom the statement came, from the outermost to its origin."""
        return [self.sources[link] for link in statement.chain or () if link in self.sources]

    def holder(self, statement: Statement) -> Statement | None:
        """The statement whose content holds this one, if any."""
        return self.statements.get(statement.inside or "")

    def said(self, statement: Statement) -> Time | None:
        """When the source spoke, if it is known."""
        times = self.document.times or ()
        return times[statement.said] if statement.said is not None and 0 <= statement.said < len(times) else None


def outline(statements: Sequence[Statement]) -> list[tuple[Statement, int]]:
    """The statements with their depth, in order, but that those inside another follow it directly."""
    ids = {statement.id for statement in statements}
    held: defaultdict[str | None, list[Statement]] = defaultdict(list)
    for statement in statements:
        held[statement.inside if statement.inside in ids else None].append(statement)
    found: list[tuple[Statement, int]] = []
    waiting = [(statement, 0) for statement in reversed(held[None])]
    while waiting:
        statement, depth = waiting.pop()
        found.append((statement, depth))
        waiting += [(inner, depth + 1) for inner in reversed(held[statement.id])]
    # What is left would hold itself, which no text does; but it must not be lost.
    reached = {statement.id for statement, _ in found}
    return found + [(statement, 0) for statement in statements if statement.id not in reached]
