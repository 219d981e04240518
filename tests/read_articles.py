"""Articles as the shipped model reads them, for tests of claims that go all the way from words to claims."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from claim_ledgers import numbers
from sayso import Article, Document
from sayso.claims.claim import Claim
from sayso.ledger import near
from sayso.ledger.claiming import claims, settle_all
from sayso.ledger.linking import link
from sayso.ledger.opening import opened, writing
from sayso.ledger.storing import store
from sayso.reading.reader import load_reader

FERRY = Path(__file__).parent.parent / "examples" / "ferry.jsonl"


def ferry() -> list[Article]:
    """The five invented articles of the examples."""
    lines = FERRY.read_text(encoding="utf8").splitlines()
    return [msgspec.json.decode(line, type=Article) for line in lines]


def article(outlet: str, text: str, day: str | None = "2031-05-01") -> Article:
    return Article(text, id=outlet, outlet=outlet, published=day)


@functools.cache
def read(one: Article) -> tuple[Document, tuple[bytes | None, ...]]:
    found = load_reader().read_whole(one)
    return found.document, tuple(found.vectors)


def add(connection: Connection, articles: Iterable[Article]) -> None:
    """Store articles and link them one by one, as `sayso add` does."""
    around = near.opened(connection, None)
    for one in articles:
        document, vectors = read(one)
        store(connection, document, str(one.id), vectors)
        link(connection, around)
        settle_all(connection)


@contextmanager
def ledger(place: Path, articles: Iterable[Article]) -> Iterator[Connection]:
    """A ledger of these articles."""
    with opened(str(place / "sayso.db"), create=True) as engine, writing(engine) as connection:
        add(connection, articles)
        yield connection


def found(place: Path, *articles: Article) -> list[Claim]:
    """The claims in a ledger of these articles."""
    with ledger(place, articles) as connection:
        return claims_of(connection)


def claims_of(connection: Connection) -> list[Claim]:
    return list(claims(connection, numbers(connection)))


def stances(claim: Claim) -> dict[str, str]:
    """The stances of a claim's statements, by article and number: {"wire-1.s2": "supports"}."""
    return {f"{one.told.paper.name}.s{one.told.number}": one.stance for one in claim.members}


def with_words(some: Sequence[Claim], words: str) -> Claim:
    """The one claim of which a statement has these words."""
    (found,) = [claim for claim in some if any(words in one.told.words for one in claim.members)]
    return found
