"""A document comes back from the ledger as it went in, to the byte."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine

from ledger_documents import article, documents, reading
from sayso import Document
from sayso.ledger.keeping import kept
from sayso.ledger.opening import opened, writing
from sayso.ledger.opening import reading as reads
from sayso.ledger.storing import store


@pytest.fixture
def engine(place: str) -> Iterator[Engine]:
    with opened(place, create=True) as engine:
        yield engine


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_any_document_comes_back_to_the_byte(document: Document, engine: Engine) -> None:
    # What is not committed is undone when the connection closes, so that each document is the first one.
    with engine.connect().execution_options(writing=True) as connection:
        stored = store(connection, document, "a.json")
        (back,) = kept(connection, [stored.document_id])
    assert msgspec.json.encode(back.document) == msgspec.json.encode(document)


def test_many_come_back_in_order_and_only_current_ones(engine: Engine) -> None:
    read = [reading(article(f"t{i}"), outlet="Courier", url=f"https://courier.example/{i}") for i in range(230)]
    later = reading(article("t7").replace("winter", "spring"), outlet="Courier", url="https://courier.example/7")
    with writing(engine) as connection:
        for document in [*read, later]:
            store(connection, document, document.url or "")
    with reads(engine) as connection:
        all_kept = list(kept(connection))
        some = list(kept(connection, [9, 3, 9, 999]))
    assert [one.id for one in all_kept] == [*range(1, 8), *range(9, 232)]
    assert [one.document for one in all_kept] == [*read[:7], *read[8:], later]
    assert all(one.current for one in all_kept)
    assert [one.id for one in some] == [3, 9]


def test_what_the_ledger_adds(engine: Engine) -> None:
    document = reading("The mayor said the bridge was safe. The clerk denied it.", outlet="Courier")
    with writing(engine) as connection:
        store(connection, document, "a.txt")
    with reads(engine) as connection:
        (back,) = kept(connection)
        sources = connection.exec_driver_sql("SELECT id FROM source").scalars().all()
    assert (back.id, back.article, back.version, back.current, back.copies) == (1, 1, 1, True, ())
    assert set(back.sources) == {"e1", "e2"}
    assert set(back.sources.values()) <= set(sources)
    assert back.added.endswith("Z")
