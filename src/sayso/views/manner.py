"""How a source puts its statement forward: the act, the certainty and the polarity, in words."""

from __future__ import annotations

from typing import Protocol

ACTS = {
    "assert": "asserts",
    "confirm": "confirms",
    "deny": "denies",
    "request": "requests",
    "promise": "promises",
    "threaten": "threatens",
    "warn": "warns",
    "predict": "predicts",
    "believe": "believes",
    "doubt": "doubts",
    "intend": "intends",
    "agree": "agrees",
    "refuse": "refuses",
    "ask": "asks",
    "order": "orders",
}
CERTAINTIES = {"unknown": "certainty unknown"}
POLARITIES = {"positive": "holds it so", "negative": "holds it not so"}
PLAIN = ("certain", "positive")
UNDECIDED = ("unknown", "positive")
IMPLIED = {
    "deny": ("certain", "negative"),
    "believe": ("probable", "positive"),
    "predict": ("probable", "positive"),
    "doubt": ("probable", "negative"),
    "refuse": ("unknown", "negative"),
    **dict.fromkeys(("request", "promise", "threaten", "intend", "ask", "order"), UNDECIDED),
}
"""The certainty and polarity that an act has unless something else is said; for all others it is `PLAIN`."""


class Said(Protocol):
    """What tells its manner: a statement, as the format has it or as the ledger lists it."""

    @property
    def act(self) -> str | None: ...  # noqa: D102

    @property
    def certainty(self) -> str | None: ...  # noqa: D102

    @property
    def polarity(self) -> str | None: ...  # noqa: D102


def manner(statement: Said) -> list[str]:
    """What the source does with the content and how sure it is of it, as far as that is not the plain case.

    Plain is to assert something as certainly so, and to be as sure as the act implies: who promises leaves open what
    will be, and who denies holds it not so.
    """
    certainty, polarity = IMPLIED.get(statement.act or "", PLAIN)
    told = []
    if statement.act not in (None, "assert"):
        told.append(ACTS.get(statement.act, statement.act))
    if statement.certainty not in (None, certainty):
        told.append(CERTAINTIES.get(statement.certainty, statement.certainty))
    if statement.polarity not in (None, polarity):
        told.append(POLARITIES.get(statement.polarity, statement.polarity))
    return told
