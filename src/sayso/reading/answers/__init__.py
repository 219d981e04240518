"""Which statements answer others in the same text: confirm, deny, repeat or correct what somebody else said.

What counts is settled in docs/annotation.md. An answer shows in what the source does (denies, confirms, agrees, echoes:
FactBank's source-introducing predicates, Saurí and Pustejovsky 2009), and in how its content points to what it answers:
by a pronoun ("rejected it"), by a noun for something said ("denied this claim"), by a statement that it holds ("denied
claims that …"), by a name ("agrees with Olund"), or by having its words.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.reading.answers.statements import Statement, Statements, arranged
from sayso.reading.answers.ways import WAYS, Answer
from sayso.reading.answers.wording import HEAD, THAT

__all__ = ["Answer", "Statement", "answers"]


def answers(text: str, statements: Sequence[Statement]) -> tuple[tuple[Answer, ...], ...]:
    """What each statement answers, in the order in which they are given; at most one other statement each."""
    document = arranged(text, statements)
    return tuple(_answer(document, i) for i in range(len(statements)))


def _answer(document: Statements, i: int) -> tuple[Answer, ...]:
    statement = document.statements[i]
    if statement.own or not statement.content:
        return ()
    first, last = statement.content[0][0], statement.content[-1][1]
    head = document.text[first : min(last, first + HEAD)]
    head = THAT.sub("", head, count=1) if THAT.match(head) else head
    for way in WAYS:
        found = way(document, i, head)
        if found is not None:
            return (found,)
    return ()
