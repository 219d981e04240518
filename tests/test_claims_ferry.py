"""The claims of the example articles, as a reader would expect them, and the same whatever the order of adding."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from read_articles import add, article, claims_of, ferry, ledger, stances, with_words
from sayso import Article
from sayso.claims.claim import Claim
from sayso.claims.drift import drift
from sayso.ledger import reused
from sayso.ledger.opening import opened, writing
from sayso.ledger.relinking import relink

TOLL = {"wire-1.s2": "supports", "courier-1.s2": "supports", "coast-1.s1": "supports", "post-1.s1": "supports"}
PASSENGERS = {"wire-1.s3": "supports", "courier-1.s3": "supports", "coast-1.s2": "supports"}
ENGINE = {
    **{"wire-1.s4": "supports", "courier-1.s4": "supports", "tern-1.s1": "supports"},
    **{"wire-1.s6": "denies", "courier-1.s6": "denies", "coast-1.s4": "denies", "post-1.s4": "questions"},
}
DIVERS = {"wire-1.s5": "supports", "courier-1.s5": "supports"}
OVERHAULED = {"wire-1.s7": "supports", "courier-1.s7": "supports"}
BERTH = {"wire-1.s1": "supports", "courier-1.s1": "supports"}
QUAY = {"courier-1.s8": "supports", "tern-1.s2": "supports", "post-1.s5": "supports"}
TOO_FAST = {"coast-1.s3": "supports", "tern-1.s3": "supports", "post-1.s2": "supports"}


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> list[Claim]:
    with ledger(tmp_path_factory.mktemp("ferry"), ferry()) as connection:
        return claims_of(connection)


def about(claims: list[Claim], statements: dict[str, str]) -> Claim:
    (found,) = [claim for claim in claims if stances(claim).keys() & statements.keys()]
    return found


def test_all_claims_are_found_and_no_others(claims: list[Claim]) -> None:
    expected = [TOLL, PASSENGERS, ENGINE, DIVERS, OVERHAULED, BERTH, QUAY, TOO_FAST]
    assert {frozenset(stances(claim).items()) for claim in claims} == {frozenset(each.items()) for each in expected}


def test_a_toll_that_rises_may_be_a_development(claims: list[Claim]) -> None:
    toll = about(claims, TOLL)
    assert (toll.conflict, toll.development) == ("values", True)
    assert [one.value and one.value.text for one in toll.members] == ["Twelve", "Twelve", "Fourteen", "At least 12"]
    assert toll.conflict_reason == (
        "Twelve people hurt (Alder Coastguard, 4 March 2031) and Fourteen people hurt (Alder Coastguard, 5 March "
        "2031); one source gave both, so that it may have corrected or updated them"
    )


def test_a_denial_is_a_conflict(claims: list[Claim]) -> None:
    engine = about(claims, ENGINE)
    assert (engine.conflict, engine.conflict_reason) == ("denial", "by Halvern Lines")


@pytest.mark.parametrize(
    ("statements", "low", "high", "origins"),
    [
        (TOLL, 1, 1, ["Alder Coastguard"]),
        (PASSENGERS, 1, 1, ["Halvern Lines"]),
        (ENGINE, 1, 2, ["Ines Tovar", "the Daily Tern"]),
        (QUAY, 1, 3, ["Ada Renn", "Alder Courier", "the Daily Tern"]),
        (TOO_FAST, 2, 2, ["two dockworkers", "a member of the crew"]),
    ],
)
def test_origins(claims: list[Claim], statements: dict[str, str], low: int, high: int, origins: list[str]) -> None:
    found = about(claims, statements).origins
    assert (found.low, found.high) == (low, high)
    assert [origin.name for origin in found.origins] == origins


def test_the_reason_tells_of_the_dispatch_and_of_who_cites_whom(claims: list[Claim]) -> None:
    assert about(claims, TOLL).origins.reason == (
        "4 outlets, 1 origin: 2 copy a Northern Wire dispatch, which cites Alder Coastguard; 2 cite Alder Coastguard"
    )
    assert about(claims, TOO_FAST).origins.reason == (
        "3 outlets, 2 origins: 2 cite two dockworkers; the Daily Tern cites a member of the crew"
    )


def test_drift(claims: list[Claim]) -> None:
    found = {
        (change.kind, change.earlier.paper.name, change.later.paper.name)
        for claim in claims
        for change in drift([one.told for one in claim.members])
    }
    assert {
        ("hedge lost", "wire-1", "tern-1"),
        ("source lost", "wire-1", "tern-1"),
        ("source lost", "coast-1", "post-1"),
        ("words", "wire-1", "courier-1"),
        ("number", "wire-1", "coast-1"),
    } <= found
    assert ("source lost", "wire-1", "courier-1") not in found


def test_the_copy_is_found_with_the_agency_that_it_credits(tmp_path: Path) -> None:
    with ledger(tmp_path, ferry()) as connection:
        (copy,) = reused.copies(connection, limit=5).rows
        assert (copy.earlier.outlet, copy.later.outlet) == ("Northern Wire", "Alder Courier")
        assert (copy.kind, copy.agency, copy.credit, copy.first) == ("agency text", "Northern Wire", "credit", 1)
        assert [(change.before, change.after) for change in copy.changes] == [("divers", "experts")]


DAM = "The old dam at Halvern"
OTHERS = (
    article("Gazette", f"{DAM} has been sold to a mining company, Mayor Ada Renn said.", "2031-03-04"),
    article("Herald", f"Mayor Ada Renn said {DAM.lower()} had been sold to a mining company.", "2031-03-05"),
    article("Kite", f"{DAM} may have been sold to a mining company, an official said.", "2031-03-05"),
    article(
        "Mail", f"The Ministry of Water denied that {DAM.lower()} had been sold to a mining company.", "2031-03-06"
    ),
    article("North Post", f"{DAM} now belongs to a mining company.", None),
    article("South Post", "A landslide killed 112 people in Marl on Monday, the police said.", "2031-03-04"),
    article("Star", "The police said the landslide in Marl killed 126 people.", "2031-03-05"),
    article("Sun", "More than 100 people died in the landslide in Marl, according to the Star.", None),
    article("Times", "Pupils at Kestrel will learn bee-keeping from autumn on, the head teacher said.", "2031-03-04"),
    article("Week", "From autumn on pupils at Kestrel will learn bee-keeping, their head teacher said.", "2031-03-04"),
)


def told(claims: list[Claim]) -> list[tuple[object, ...]]:
    """Claims by what is the same in every ledger: articles, words, stances, values, conflict and origins."""
    return sorted(
        (
            (claim.text, claim.conflict or "", claim.development, claim.conflict_reason or ""),
            (claim.origins.low, claim.origins.high, claim.origins.reason),
            tuple(
                sorted((str(one.told.paper.name), one.told.words, one.stance, str(one.value)) for one in claim.members)
            ),
        )
        for claim in claims
    )


def test_ten_orders_of_adding_give_the_same_claims(tmp_path: Path) -> None:
    articles: list[Article] = [*ferry(), *OTHERS]
    found = []
    for order in range(10):
        random.Random(order).shuffle(articles)
        with opened(str(tmp_path / f"{order}.db"), create=True) as engine, writing(engine) as connection:
            add(connection, articles)
            relink(connection, lambda *_: None)
            found.append(told(claims_of(connection)))
    assert all(each == found[0] for each in found)
    assert len(found[0]) >= 10


def test_the_invented_stories_are_not_mixed_up(tmp_path: Path) -> None:
    with ledger(tmp_path, [*ferry(), *OTHERS]) as connection:
        claims = claims_of(connection)
    dam, slide = with_words(claims, "sold to a mining company"), with_words(claims, "112 people")
    assert stances(dam)["Mail.s1"] == "denies"
    assert (slide.conflict, len(slide.members)) == ("values", 3)
    wire = {claim.id for claim in claims if any(one.told.paper.name == "wire-1" for one in claim.members)}
    assert not {dam.id, slide.id} & wire
