"""What people decide on claims holds from then on, whatever comes, until it is taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from claim_ledgers import add, groups, joined_by_vectors, numbers, told  # noqa: F401
from sayso.ledger import judging_claims as judging
from sayso.ledger.claim_judgements import judgements
from sayso.ledger.claiming import claims
from sayso.ledger.errors import LedgerError
from sayso.ledger.filters import NotFound
from sayso.ledger.opening import opened, writing
from sayso.ledger.relinking import relink

WHEN, LATER = "2031-06-01T10:00:00Z", "2031-06-02T10:00:00Z"
HARBOUR = "The mayor said the old harbour of Alder would close before winter."
FERRY = "The clerk said nine ferries sank near Innis during the great storm."


@pytest.fixture
def connection(place: str) -> Iterator[Connection]:
    """Claim 1 is of a.s1, b.s1 and c.s1, claim 2 of a.s2 and b.s2; c.s2 is in none."""
    with opened(place, create=True) as engine, writing(engine) as made:
        for name in "ab":
            add(made, told(name, f"{HARBOUR} {FERRY} {name.upper()}.", id=name, url=f"https://{name}.example/1"))
        add(made, told("c", f"{HARBOUR} Marmalade is made of bitter oranges.", id="c", url="https://c.example/1"))
        yield made


BEFORE = {frozenset({"a.s1", "b.s1", "c.s1"}), frozenset({"a.s2", "b.s2"})}
MERGED = {frozenset({"a.s1", "b.s1", "c.s1", "a.s2", "b.s2"})}
SPLIT = {frozenset({"a.s1", "b.s1"}), frozenset({"a.s2", "b.s2"})}


def again(connection: Connection) -> None:
    relink(connection, lambda *_: None)


def stances(connection: Connection, number: int = 1) -> dict[str, str]:
    (claim,) = claims(connection, [number])
    return {f"{one.told.paper.name}.s{one.told.number}": one.stance for one in claim.members}


def test_merged_claims_are_one_until_that_is_taken_back(connection: Connection) -> None:
    assert groups(connection) == BEFORE
    made, kept = judging.merge(connection, [2, 1], "anna", WHEN)
    assert (kept, numbers(connection)) == (1, [1])
    assert groups(connection) == MERGED
    again(connection)
    assert (groups(connection), numbers(connection)) == (MERGED, [1])
    judging.undo(connection, [made.id], LATER)
    assert groups(connection) == BEFORE
    (kept_as_record,) = judgements(connection, limit=9)
    assert (kept_as_record.judge, kept_as_record.judged, kept_as_record.undone) == ("anna", WHEN, LATER)
    again(connection)
    assert groups(connection) == BEFORE


def test_a_statement_that_is_in_no_claim_can_be_put_into_one(connection: Connection) -> None:
    made, kept = judging.merge(connection, [2, "3.s2"], "anna", WHEN)
    assert kept == 2
    assert frozenset({"a.s2", "b.s2", "c.s2"}) in groups(connection)
    again(connection)
    assert frozenset({"a.s2", "b.s2", "c.s2"}) in groups(connection)
    judging.undo(connection, [made.id], LATER)
    assert groups(connection) == BEFORE


def test_statements_of_one_document_are_a_claim_if_a_person_says_so(connection: Connection) -> None:
    add(connection, told("d", "Herons nest beneath the chapel roof. Many birds live near that church.", id="d"))
    made, _ = judging.merge(connection, ["4.s1", "4.s2"], "anna", WHEN)
    again(connection)
    assert groups(connection) == {*BEFORE, frozenset({"d.s1", "d.s2"})}
    judging.undo(connection, [made.id], LATER)
    assert groups(connection) == BEFORE


def test_what_was_taken_out_stays_out_until_that_is_taken_back(connection: Connection) -> None:
    made, own = judging.split(connection, 1, ["3.s1"], "anna", WHEN)
    assert own is None
    assert groups(connection) == SPLIT
    again(connection)
    assert groups(connection) == SPLIT
    judging.undo(connection, [made.id], LATER)
    assert groups(connection) == BEFORE


def test_statements_of_several_documents_that_are_taken_out_are_a_claim(connection: Connection) -> None:
    made, own = judging.split(connection, 1, ["3.s1", "2.s1"], "anna", WHEN)
    assert groups(connection) == {frozenset({"b.s1", "c.s1"}), frozenset({"a.s2", "b.s2"})}
    (claim,) = claims(connection, [own or 0])
    assert len(claim.members) == 2
    again(connection)
    assert groups(connection) == {frozenset({"b.s1", "c.s1"}), frozenset({"a.s2", "b.s2"})}
    judging.undo(connection, [made.id], LATER)
    assert groups(connection) == BEFORE


def test_new_versions_inherit_what_was_judged(connection: Connection) -> None:
    judging.split(connection, 1, ["3.s1"], "anna", WHEN)
    judging.merge(connection, [2, "3.s2"], "anna", WHEN)
    add(
        connection,
        told(
            "c", f"It rained again. {HARBOUR} Marmalade is made of bitter oranges.", id="c", url="https://c.example/1"
        ),
    )
    expected = {frozenset({"a.s1", "b.s1"}), frozenset({"a.s2", "b.s2", "c.s3"})}
    assert groups(connection) == expected
    again(connection)
    assert groups(connection) == expected


def test_a_stance_is_the_persons_until_that_is_taken_back(connection: Connection) -> None:
    assert set(stances(connection).values()) == {"supports"}
    made = judging.set_stance(connection, "3.s1", "denies", "anna", WHEN)
    assert stances(connection) == {"a.s1": "supports", "b.s1": "supports", "c.s1": "denies"}
    (claim,) = claims(connection, [1])
    assert claim.conflict == "denial"
    again(connection)
    assert stances(connection)["c.s1"] == "denies"
    add(connection, told("c", f"{HARBOUR} Nothing else happened.", id="c", url="https://c.example/1"))
    assert stances(connection)["c.s1"] == "denies"
    later = judging.set_stance(connection, "4.s1", "questions", "berta", LATER)
    assert stances(connection)["c.s1"] == "questions"
    judging.undo(connection, [later.id], LATER)
    assert stances(connection)["c.s1"] == "denies"
    judging.undo(connection, [made.id], LATER)
    assert stances(connection)["c.s1"] == "supports"


def test_what_speaks_against_a_judgement_is_refused(connection: Connection) -> None:
    made, _ = judging.split(connection, 1, ["3.s1"], "anna", WHEN)
    with pytest.raises(LedgerError, match=rf"anna said .*sayso claims undo {made.id}"):
        judging.merge(connection, [1, "3.s1"], "berta", LATER)
    merged, _ = judging.merge(connection, [1, 2], "berta", LATER)
    with pytest.raises(LedgerError, match=rf"berta said .*sayso claims undo {merged.id}"):
        judging.split(connection, 1, ["1.s2", "2.s2"], "anna", LATER)
    judging.undo(connection, [made.id], LATER)
    assert groups(connection) == MERGED


def test_what_cannot_be_judged(connection: Connection) -> None:
    for meant in ([1, 99], ["9.s9", 1], ["nothing", 1]):
        with pytest.raises(NotFound):
            judging.merge(connection, meant, "anna", WHEN)
    with pytest.raises(LedgerError, match="one claim already"):
        judging.merge(connection, [1, "1.s1"], "anna", WHEN)
    with pytest.raises(NotFound, match="not of claim 1"):
        judging.split(connection, 1, ["1.s2"], "anna", WHEN)
    with pytest.raises(LedgerError, match="no statement left"):
        judging.split(connection, 1, ["1.s1", "2.s1", "3.s1"], "anna", WHEN)
    with pytest.raises(NotFound, match="in no claim"):
        judging.set_stance(connection, "3.s2", "denies", "anna", WHEN)
    with pytest.raises(NotFound, match="no judgement on claims"):
        judging.undo(connection, [5], WHEN)
    made = judging.set_stance(connection, "3.s1", "denies", "anna", WHEN)
    judging.undo(connection, [made.id], WHEN)
    with pytest.raises(LedgerError, match="already"):
        judging.undo(connection, [made.id], WHEN)
    assert groups(connection) == BEFORE
