"""Ledgers with claims for tests: documents as ledger_documents.py reads them, with vectors made from their words."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Connection

from ledger_documents import reading
from sayso import Document
from sayso.claims.joining import HELD_AGAINST, Join
from sayso.claims.traits import Traits
from sayso.ledger import linking, near
from sayso.ledger.claiming import settle_all
from sayso.ledger.linking import link
from sayso.ledger.storing import store

Members = Callable[[int], Sequence[Traits]]
WORD = re.compile(r"\w+")
SMALL = frozenset(
    ["the", "a", "of", "in", "to", "and", "that", "had", "has", "was", "were", "is", "be", "by", "on", "at", "it"]
)


@functools.cache
def direction(word: str) -> tuple[float, ...]:
    dice = random.Random(word)
    return tuple(dice.gauss(0, 1) for _ in range(near.BYTES))


def vector(words: str) -> bytes | None:
    """What words mean: texts that share most words point the same way."""
    known = sorted({word for word in WORD.findall(words.casefold()) if word not in SMALL})
    if not known:
        return None
    whole = [sum(values) for values in zip(*map(direction, known), strict=True)]
    most = max(map(abs, whole))
    return bytes(round(127 * value / most) % 256 for value in whole)


def vectors(document: Document) -> tuple[bytes | None, ...]:
    return tuple(vector(" ".join(span.text for span in one.content)) for one in document.statements)


def cosine(left: bytes | None, right: bytes | None) -> float:
    one, other = (np.frombuffer(each or bytes(near.BYTES), dtype=np.int8).astype(float) for each in (left, right))
    return float(one @ other / max(1e-6, np.linalg.norm(one) * np.linalg.norm(other)))


def join(one: Traits, neighbours: Sequence[tuple[Traits, int | None]], members: Members) -> Join | None:
    """Join what is nearest, if that is near."""
    found = [(cosine(one.told.vector, other.told.vector), other, claim) for other, claim in neighbours]
    best = max(found, key=lambda each: each[0], default=None)
    if best is None or best[0] < 0.6:
        return None
    assert best[2] is None or 0 < len(members(best[2])) <= HELD_AGAINST
    return Join(best[2], best[1].told.key)


@pytest.fixture(autouse=True)
def joined_by_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that these tests do not depend on what likeness was learned from."""
    monkeypatch.setattr(linking, "join", join)
    monkeypatch.setattr(linking, "may_be_one", lambda one, other: False)


def told(outlet: str, text: str, published: str | None = "2031-05-02", **known: Any) -> Document:
    """A document that an outlet published."""
    given = {"id": f"{outlet}-{published}-{len(text)}", "url": None} | known
    return reading(text, outlet=outlet, published=published, **given)


def add(connection: Connection, *documents: Document) -> list[int]:
    """Store documents and link them, together; give their numbers."""
    around = near.opened(connection, None)
    stored = [store(connection, one, f"{one.id}.txt", vectors(one)).document_id for one in documents]
    link(connection, around)
    settle_all(connection)
    return stored


def groups(connection: Connection) -> set[frozenset[str]]:
    """The claims, each as its statements' documents (by the ids they came with) and numbers: "a.s1"."""
    from sayso.ledger.claiming import claims

    return {frozenset(names(claim.members)) for claim in claims(connection, numbers(connection))}


def names(members: Sequence[Any]) -> list[str]:
    return [f"{one.told.paper.name}.s{one.told.number}" for one in members]


def numbers(connection: Connection) -> list[int]:
    from sqlalchemy import select

    from sayso.ledger.schema import claim

    return list(connection.scalars(select(claim.c.id).order_by(claim.c.id)))
