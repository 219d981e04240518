"""What the ledger's tests run in processes of their own."""

from __future__ import annotations

import sys
import time
from multiprocessing.queues import Queue
from typing import Any

from ledger_documents import article, reading
from sayso import Document
from sayso.ledger.keeping import kept
from sayso.ledger.opening import opened, writing
from sayso.ledger.opening import reading as reads
from sayso.ledger.storing import store


def documents(name: str, count: int) -> list[Document]:
    """Documents of one's own, with sources that others have too."""
    return [
        reading(article(f"{name}{i}"), outlet=name, url=f"https://{name}.example/{i}", published="2025-06-15")
        for i in range(count)
    ]


def add(place: str, name: str, count: int, outcomes: Queue[Any]) -> None:
    """Store documents of one's own and some that all adders have, one a transaction, and tell what came of them."""
    try:
        found = []
        with opened(place, create=True) as engine:
            for document in [*documents("common", count), *documents(name, count)]:
                with writing(engine) as connection:
                    found.append(store(connection, document, document.url or "").outcome)
        outcomes.put(found)
    except Exception as error:
        outcomes.put(repr(error))


def look(place: str, outcomes: Queue[Any]) -> None:
    """Read the whole ledger again and again; each time it must be whole, and no smaller than before."""
    try:
        sizes = [0]
        until = time.monotonic() + 2
        with opened(place) as engine:
            while time.monotonic() < until:
                with reads(engine) as connection:
                    everything = list(kept(connection))
                assert all(len(one.document.statements) == 12 for one in everything)
                sizes.append(len(everything))
        outcomes.put(sizes == sorted(sizes))
    except Exception as error:
        outcomes.put(repr(error))


if __name__ == "__main__":
    # To be killed: stores its documents, two a transaction, and tells of each transaction that is done.
    mine = documents("killed", 200)
    with opened(sys.argv[1], create=True) as engine:
        for i in range(0, len(mine), 2):
            with writing(engine) as connection:
                for document in mine[i : i + 2]:
                    store(connection, document, document.url or "")
            print(i + 2, flush=True)
