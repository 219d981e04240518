"""Documents are linked as they come: statements join claims, and claims change with what comes and goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, text

from claim_ledgers import add, groups, joined_by_vectors, numbers, told, vectors  # noqa: F401
from sayso.ledger import near, schema
from sayso.ledger.claiming import claims, settle_all
from sayso.ledger.linking import link
from sayso.ledger.opening import opened, writing
from sayso.ledger.storing import meet, store

HARBOUR = "The mayor said the old harbour of Alder would close before winter."
HARBOUR_TOO = "Alder radio said the old harbour of Alder would close before winter."
FERRY = "The clerk said nine ferries sank near Innis during the great storm."
FERRY_TOO = "Officials said nine ferries sank near Innis during the great storm."
OTHER = "Nobody likes marmalade sandwiches."


@pytest.fixture
def connection(place: str) -> Iterator[Connection]:
    with opened(place, create=True) as engine, writing(engine) as made:
        yield made


def test_what_two_articles_say_becomes_a_claim(connection: Connection) -> None:
    add(connection, told("Courier", f"{HARBOUR} {OTHER}", id="a"))
    assert groups(connection) == set()
    add(connection, told("Post", f"{FERRY} {HARBOUR_TOO}", id="b"))
    assert groups(connection) == {frozenset({"a.s1", "b.s2"})}
    add(connection, told("Herald", f"{HARBOUR_TOO} {FERRY_TOO}", id="c"))
    assert groups(connection) == {frozenset({"a.s1", "b.s2", "c.s1"}), frozenset({"b.s1", "c.s2"})}


def test_documents_that_are_stored_together_are_linked_to_each_other(connection: Connection) -> None:
    add(connection, told("Courier", HARBOUR, id="a"), told("Post", HARBOUR_TOO, id="b"))
    assert groups(connection) == {frozenset({"a.s1", "b.s1"})}
    (claim,) = claims(connection, numbers(connection))
    assert claim.text == "the old harbour of Alder would close before winter"
    assert all(member.why for member in claim.members)


def test_an_article_does_not_bear_itself_out(connection: Connection) -> None:
    add(connection, told("Courier", f"{HARBOUR} {HARBOUR_TOO}", id="a"))
    assert groups(connection) == set()


def test_a_claim_row_tells_what_listings_filter_by(connection: Connection) -> None:
    add(connection, told("Courier", HARBOUR, "2031-05-04", id="a"), told("Post", HARBOUR_TOO, "2031-05-02", id="b"))
    add(connection, told("Herald", HARBOUR_TOO, None, id="c"))
    row = connection.execute(select(schema.claim)).one()
    assert (row.statements, row.documents, row.first_day, row.last_day) == (3, 3, "2031-05-02", "2031-05-04")
    assert 1 <= row.low <= row.high


def test_a_new_version_takes_the_place_of_the_old_one(connection: Connection) -> None:
    page = "https://courier.example/harbour"
    add(connection, told("Courier", HARBOUR, id="a", url=page), told("Post", HARBOUR_TOO, id="b"))
    before = numbers(connection)
    first = told("Courier", f"{HARBOUR} It rained.", id="a", url=page)
    add(connection, first)
    assert numbers(connection) == before, "the claim keeps its number"
    (claim,) = claims(connection, before)
    assert {member.told.paper.id for member in claim.members} == {2, 3}
    add(connection, told("Courier", OTHER, id="a", url=page))
    assert groups(connection) == set()
    assert connection.scalar(select(func.count()).select_from(schema.member)) == 0
    assert meet(connection, first, "somewhere.txt") is not None
    link(connection, near.opened(connection, None))
    settle_all(connection)
    assert groups(connection) == {frozenset({"a.s1", "b.s1"})}
    assert add(connection, told("Herald", FERRY, id="d"))
    assert numbers(connection) > before, "no number is used twice"


def test_what_was_stored_but_not_linked_is_linked_by_the_next(connection: Connection) -> None:
    for name, words in (("a", HARBOUR), ("b", HARBOUR_TOO)):
        document = told(name, words, id=name)
        store(connection, document, f"{name}.txt", vectors(document))
    assert groups(connection) == set()
    add(connection, told("Herald", FERRY, id="c"))
    assert groups(connection) == {frozenset({"a.s1", "b.s1"})}
    assert connection.scalar(select(func.count()).select_from(schema.unlinked)) == 0


def test_without_vectors_nothing_is_linked(connection: Connection) -> None:
    for name, words in (("a", HARBOUR), ("b", HARBOUR_TOO)):
        store(connection, told(name, words, id=name), f"{name}.txt")
    add(connection, told("Herald", HARBOUR, id="c"))
    assert groups(connection) == set()


def test_short_sentences_are_not_linked(connection: Connection) -> None:
    add(connection, told("Courier", "It rained.", id="a"), told("Post", "It rained.", id="b"))
    assert groups(connection) == set()


def test_that_a_source_is_not_to_be_named_is_no_claim(connection: Connection) -> None:
    words = "The clerk asked that she not be named in the report."
    add(connection, told("Courier", words, id="a"), told("Post", words, id="b"))
    assert groups(connection) == set()


@pytest.mark.parametrize(
    "words",
    [
        "The numbers given by the clerk could not be independently verified.",
        "Related Ferry Hits Bridge Near Marl Mayor Sees Damage Sallow Bridge Closed Until Monday Harbour Office Opens "
        "Inquiry Olund Wins Sallow Cup Berg Loses Marl Cup Rain Falls Over Marl Again Watch Live Careers Press",
        "Like and follow us: copyright © 2031 Alder Courier, with more about harbours and ferries on our pages.",
        "Subscribe to our channel for the latest reporting from the harbours of Alder, Innis, Kestrel and Orla.",
    ],
)
def test_what_is_said_beside_the_story_is_no_claim(connection: Connection, words: str) -> None:
    add(connection, told("Courier", words, id="a"), told("Post", words, id="b"))
    assert groups(connection) == set()


def test_a_claim_that_is_told_very_often(connection: Connection) -> None:
    for number in range(6):
        some = range(100 * number, 100 * number + 100)
        add(
            connection,
            *(told(f"Paper {i}", f"{HARBOUR_TOO[:-1]} {i}.", f"2031-05-{1 + i % 28:02}", id=f"d{i}") for i in some),
        )
    (row,) = connection.execute(select(schema.claim))
    assert (row.statements, row.documents) == (600, 600)
    (whole,) = claims(connection, [row.id])
    assert (row.low, row.high, row.conflict) == (whole.origins.low, whole.origins.high, whole.conflict)
    assert not connection.scalar(text("SELECT count(*) FROM member WHERE stance IS NULL"))
    assert not connection.scalar(select(func.count()).select_from(schema.unsettled))
    assert (row.first_day, row.last_day) == ("2031-05-01", "2031-05-28")
    places = list(connection.scalars(text("SELECT place FROM member ORDER BY place")))
    assert places == list(range(1, 601))


def test_what_is_linked_in_parts_is_worked_out_as_if_at_once(connection: Connection, tmp_path: Path) -> None:
    some = [told(f"Paper {i}", f"{HARBOUR_TOO[:-1]} {i}.", "2031-05-02", id=f"d{i}") for i in range(40)]
    some.append(told("Ledger", "The harbour will not be closed in June, the mayor said.", "2031-05-03", id="not"))
    add(connection, *some)
    columns = [column for column in schema.claim.c if column.name != "id"]
    at_once = connection.execute(select(*columns)).all()
    with opened(str(tmp_path / "parts.db"), create=True) as engine, writing(engine) as parts:
        for one in some:
            around = near.opened(parts, None)
            store(parts, one, one.id, vectors(one))
            link(parts, around)
        settle_all(parts)
        assert parts.execute(select(*columns)).all() == at_once


def test_claims_and_stances_have_plain_views(connection: Connection) -> None:
    add(connection, told("Courier", HARBOUR, id="a"), told("Post", HARBOUR_TOO, id="b"))
    (claim,) = connection.execute(text("SELECT * FROM claims")).mappings()
    assert claim["text"] in HARBOUR + HARBOUR_TOO
    assert (claim["statements"], claim["documents"], claim["conflict"]) == (2, 2, None)
    rows = connection.execute(text("SELECT * FROM stances ORDER BY statement")).mappings().all()
    assert [(row["claim"], row["outlet"], row["stance"]) for row in rows] == [
        (claim["claim"], "Courier", "supports"),
        (claim["claim"], "Post", "supports"),
    ]
    assert claim["wording"] in {row["statement"] for row in rows}
