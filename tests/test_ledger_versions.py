"""What a new version of an article did to its statements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from sqlalchemy import Engine, text

from ledger_documents import article, documents, reading
from sayso import Document
from sayso.ledger.opening import opened, writing
from sayso.ledger.opening import reading as reads
from sayso.ledger.storing import store
from sayso.ledger.versions import Change, changes, resembles

BEFORE = "The mayor said the bridge was safe. The clerk denied that money was missing. It opened in 1931. It rained."


@pytest.fixture
def engine(place: str) -> Iterator[Engine]:
    with opened(place, create=True) as engine:
        yield engine


def told(before: str, after: str) -> set[tuple[str, str | None, str | None]]:
    """The changes, each with the contents of its statements."""
    old, new = reading(before), reading(after)

    def content(document: Document, place: int | None) -> str | None:
        return None if place is None else document.statements[place].content[0].text

    return {(one.kind, content(old, one.before), content(new, one.after)) for one in changes(old, new)}


def test_nothing_changed() -> None:
    assert told(BEFORE, BEFORE) == set()
    assert told(BEFORE, "  " + BEFORE.replace(". ", ".\n\n")) == set()


def test_a_moved_statement_is_the_same() -> None:
    assert told(BEFORE, "It rained. " + BEFORE.removesuffix(" It rained.")) == set()


def test_added_dropped_and_altered() -> None:
    after = "The mayor said the bridge was not safe. It opened in 1931. It rained. The ferry is late."
    assert told(BEFORE, after) == {
        ("altered", "the bridge was safe", "the bridge was not safe"),
        ("dropped", "that money was missing", None),
        ("added", None, "The ferry is late."),
    }


def test_words_that_lose_their_source_are_altered() -> None:
    assert told("The mayor said the old bridge was quite safe.", "the old bridge was quite safe.") == {
        ("altered", "the old bridge was quite safe", "the old bridge was quite safe.")
    }


def test_repeated_statements_are_counted() -> None:
    assert told("It rained. It rained. It rained.", "It rained. It rained.") == {("dropped", "It rained.", None)}
    assert told("It rained.", "It rained. It rained. It rained.") == {("added", None, "It rained.")}


def test_the_most_alike_are_taken_together() -> None:
    before = "The mayor said the bridge was safe on Monday. The mayor said the bridge was safe on Friday evening."
    after = "The mayor said the bridge was safe on Friday night. The mayor said the bridge was unsafe on Monday."
    assert told(before, after) == {
        ("altered", "the bridge was safe on Friday evening", "the bridge was safe on Friday night"),
        ("altered", "the bridge was safe on Monday", "the bridge was unsafe on Monday"),
    }


@settings(max_examples=60, deadline=None)
@given(documents(), documents())
def test_every_statement_is_accounted_for(before: Document, after: Document) -> None:
    found = changes(before, after)
    old = [one.before for one in found if one.before is not None]
    new = [one.after for one in found if one.after is not None]
    assert len(set(old)) == len(old)
    assert len(set(new)) == len(new)
    assert len(before.statements) - len(old) == len(after.statements) - len(new)
    assert all(
        (one.before is None, one.after is None)
        == {"added": (True, False), "dropped": (False, True)}.get(one.kind, (False, False))
        for one in found
    )


def test_a_long_article_rewritten_altogether() -> None:
    before, after = reading(article("harbour", 3000)), reading(article("museum", 3000))
    found = changes(before, after)
    assert {one.kind for one in found} == {"altered"}
    assert Change("altered", 1500, 1500) in found


def test_what_may_be_versions_of_one_article() -> None:
    assert resembles("The mayor said the bridge was safe.", "The mayor said the bridge was not safe.")
    assert resembles(article("harbour"), article("harbour") + " It rained." * 30)
    assert not resembles("The mayor said the bridge was safe.", "A painting is missing from the museum.")
    assert resembles("", "It rained.")


def test_the_ledger_keeps_the_changes(engine: Engine) -> None:
    texts = [BEFORE, BEFORE.replace("safe", "quite safe"), BEFORE.replace(" It rained.", "")]
    about: dict[str, Any] = {"outlet": "Courier", "url": "https://courier.example/bridge"}
    with writing(engine) as connection:
        for body in texts:
            store(connection, reading(body, **about), about["url"])
    query = """SELECT change.document_id, change.kind, b.document_id, b.number, a.document_id, a.number FROM change
        LEFT JOIN statement b ON b.id = before_id LEFT JOIN statement a ON a.id = after_id ORDER BY change.id"""
    with reads(engine) as connection:
        rows = [tuple(row) for row in connection.execute(text(query))]
    assert rows == [
        (2, "altered", 1, 1, 2, 1),
        (3, "altered", 2, 1, 3, 1),
        (3, "dropped", 2, 4, None, None),
    ]
