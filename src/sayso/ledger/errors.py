"""What goes wrong with a ledger, as people are told."""

from __future__ import annotations


class LedgerError(Exception):
    """A ledger that cannot be opened, read or written, or a document that it cannot take.

    `place` names the ledger or the document; `problem` says what is wrong and what to do. As a string it is one line,
    `place: problem`.
    """

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem


class NoLedgerError(LedgerError):
    """There is no ledger at the place."""
