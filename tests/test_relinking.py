"""Linking everything anew gives the same claims, whatever the order in which documents came."""

from __future__ import annotations

import random
from pathlib import Path

from sqlalchemy import Connection

from claim_ledgers import add, groups, joined_by_vectors, numbers, told, vectors  # noqa: F401
from sayso import Document
from sayso.ledger import schema
from sayso.ledger.claiming import claims
from sayso.ledger.opening import opened, writing
from sayso.ledger.relinking import give_vectors, relink, without_vectors
from sayso.ledger.storing import store

SUBJECTS = ("old harbour of Alder", "ferry to Innis", "stone bridge near Kestrel", "long tunnel under Halm")
ACTIONS = ("would close before winter", "opened again after repairs", "was sold to foreign investors")
SPEAKERS = ("The mayor", "The clerk", "Officials", "Mr Renn", "The union")
DAYS = ("2031-05-01", "2031-05-02", "2031-05-03", None)


def documents(count: int) -> list[Document]:
    dice = random.Random(5)
    made = []
    for number in range(count):
        lines = [
            f"{dice.choice(SPEAKERS)} said the {dice.choice(SUBJECTS)} {dice.choice(ACTIONS)}"
            f"{dice.choice(['', ' this year', ' at last'])}."
            for _ in range(3)
        ]
        lines.append(f"Number {number} stands in no other paper at all.")
        made.append(told(f"Paper {number % 7}", " ".join(lines), dice.choice(DAYS), id=f"d{number}"))
    return made


def again(connection: Connection) -> None:
    relink(connection, lambda *_: None)


def test_any_order_gives_the_same_claims(tmp_path: Path) -> None:
    some = documents(40)
    found = []
    for order in range(5):
        random.Random(order).shuffle(some)
        with opened(str(tmp_path / f"{order}.db"), create=True) as engine, writing(engine) as connection:
            for begin in range(0, len(some), 1 + 3 * order):
                add(connection, *some[begin : begin + 1 + 3 * order])
            again(connection)
            told_of = [
                (claim.text, claim.conflict, claim.origins.low, claim.origins.high, len(claim.members))
                for claim in claims(connection, numbers(connection))
            ]
            found.append((groups(connection), sorted(told_of)))
    assert found[0][0], "there are claims"
    assert all(each == found[0] for each in found)


def test_nearly_all_the_same_texts_are_told_apart_by_their_days(tmp_path: Path) -> None:
    """Of more equally near statements than are compared, the same ones are, whatever their numbers are."""
    some = [
        told(f"Paper {i}", f"The mayor said the harbour would close. {i}.", f"2031-05-{i + 1:02}") for i in range(30)
    ]
    found = []
    for order in range(3):
        random.Random(order).shuffle(some)
        with opened(str(tmp_path / f"{order}.db"), create=True) as engine, writing(engine) as connection:
            add(connection, *some)
            again(connection)
            found.append(groups(connection))
    assert found[0] == found[1] == found[2] != set()


def test_claims_keep_their_numbers(place: str) -> None:
    with opened(place, create=True) as engine, writing(engine) as connection:
        add(connection, *documents(30))
        before = {claim.id: claim for claim in claims(connection, numbers(connection))}
        again(connection)
        first = {claim.id: claim for claim in claims(connection, numbers(connection))}
        again(connection)
        assert numbers(connection) == sorted(first)
        kept = [id_ for id_ in before if id_ in first]
        assert len(kept) > len(before) / 2
        for id_ in kept:
            assert {one.told.key for one in before[id_].members} & {one.told.key for one in first[id_].members}


def test_nothing_is_left_of_claims_that_are_no_more(place: str) -> None:
    with opened(place, create=True) as engine, writing(engine) as connection:
        add(connection, *documents(10))
        again(connection)
        before = groups(connection)
        connection.execute(schema.member.update().values(claim_id=numbers(connection)[0]))
        again(connection)
        assert groups(connection) == before
        m = schema.member.c
        assert len(numbers(connection)) == len({row.claim_id for row in connection.execute(schema.member.select())})
        assert {row.stance for row in connection.execute(schema.member.select().where(m.place == 1))} <= {
            "supports",
            "denies",
            "questions",
        }


def test_documents_that_nobody_looked_at_for_their_meaning(place: str) -> None:
    with opened(place, create=True) as engine, writing(engine) as connection:
        for one in documents(6):
            store(connection, one, one.id)
        assert without_vectors(connection) == [1, 2, 3, 4, 5, 6]
        give_vectors(connection, [1, 2, 3, 4, 5, 6], vectors)
        assert without_vectors(connection) == []
        again(connection)
        found = groups(connection)
        assert found
