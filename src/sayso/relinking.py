"""Finds the claims of a ledger anew: looks for what statements mean where nobody did, and links all documents again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec
from sqlalchemy import Engine, func, select

from sayso.ledger import schema
from sayso.ledger.opening import reading, writing
from sayso.ledger.relinking import give_vectors, without_vectors
from sayso.ledger.relinking import relink as link_all

TOGETHER = 20
"""Documents whose vectors are stored at once."""


class Relinked(msgspec.Struct, frozen=True):
    """How many documents were linked, and how many claims there are now."""

    documents: int
    claims: int


def relink(engine: Engine, done: Callable[[str, int, int], None]) -> Relinked:
    """Find all claims anew; `done` is told what is being done, and how much of it is done, of how much.

    What statements mean is stored as it is found, and the claims change all at once, or not at all if this is broken
    off. Raises LedgerError if the ledger fails.
    """
    with reading(engine) as connection:
        missing = without_vectors(connection)
    for begin in range(0, len(missing), TOGETHER):
        # Not imported where there is nothing to look at: the model is heavy.
        from sayso.reading.reader import load_reader, vectors_of

        look = partial(vectors_of, load_reader())
        with writing(engine) as connection:
            give_vectors(connection, missing[begin : begin + TOGETHER], look)
        done("reading", min(begin + TOGETHER, len(missing)), len(missing))
    count = 0

    def linked(so_many: int, of: int) -> None:
        nonlocal count
        count = of
        done("linking", so_many, of)

    with writing(engine) as connection:
        link_all(connection, linked)
        claims = connection.execute(select(func.count()).select_from(schema.claim)).scalar_one()
    return Relinked(count, claims)
