"""Claims where the articles are not what one hopes: repeated without end, circular, undated, corrected, in jest."""

from __future__ import annotations

from pathlib import Path

import pytest

import claim_ledgers
from claim_ledgers import told
from read_articles import add, article, claims_of, found, ledger, stances, with_words
from sayso import Article
from sayso.claims import joining
from sayso.claims.drift import drift
from sayso.claims.traits import Traits
from sayso.ledger import claim_listing
from sayso.ledger.opening import opened, writing
from sayso.ledger.relinking import relink

SOLD = "The old dam at Halvern has been sold to a mining company"


def test_a_claim_that_is_repeated_ten_thousand_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a document costs does not grow with how often it was said before."""
    compared = 0
    alike = joining.alike

    def counted(left: Traits, right: Traits) -> float:
        nonlocal compared
        compared += 1
        return alike(left, right)

    monkeypatch.setattr(joining, "alike", counted)
    line = "Vera Lindqvist said the old dam at Halvern had been sold to a mining company.\n\n"
    documents, times = 20, 500
    needed = []
    with opened(str(tmp_path / "sayso.db"), create=True) as engine:
        for n in range(documents):
            compared = 0
            with writing(engine) as connection:
                claim_ledgers.add(connection, told(f"Paper {n}", line * times, id=f"d{n}"))
            needed.append(compared)
        with writing(engine) as connection:
            (row,) = claim_listing.rows(connection, limit=2).rows
            assert row.statements >= (documents - 1) * times
            assert (row.documents, row.low, row.high) == (documents, 1, 1)
    assert needed[-1] <= needed[2]
    assert max(needed[2:]) <= times * (joining.NEIGHBOURS + joining.HELD_AGAINST)


def test_outlets_that_cite_each_other_in_a_circle(tmp_path: Path) -> None:
    (claim,) = found(
        tmp_path,
        article("Gazette", f"{SOLD}, the Courier reported."),
        article("Courier", "The dam at Halvern was sold to a mining company, according to the Herald."),
        article("Herald", "A mining company has bought the old dam at Halvern, the Gazette reported."),
    )
    assert (claim.origins.low, claim.origins.high) == (1, 1)
    (origin,) = claim.origins.origins
    assert (origin.kind, origin.sure, len(origin.members)) == ("unknown", False, 3)
    assert claim.origins.reason == (
        "3 outlets, 1 origin: Courier, Gazette and Herald cite each other, which shows no origin"
    )


def test_an_article_that_cites_a_later_one(tmp_path: Path) -> None:
    (claim,) = found(
        tmp_path,
        article("Gazette", f"{SOLD}, the Courier reported.", "2031-05-01"),
        article("Courier", f"{SOLD}, Vera Lindqvist said.", "2031-05-04"),
    )
    assert (claim.origins.low, claim.origins.high) == (1, 1)
    assert [origin.name for origin in claim.origins.origins] == ["Vera Lindqvist"]
    assert "Gazette cites Courier, whose article here is of a later day" in claim.origins.reason


def test_a_later_article_in_an_outlets_own_voice_that_is_cited(tmp_path: Path) -> None:
    (claim,) = found(
        tmp_path,
        article("Gazette", f"{SOLD}, the Courier reported.", "2031-05-01"),
        article("Courier", f"{SOLD} for three million crowns.", "2031-05-04"),
    )
    assert (claim.origins.low, claim.origins.high) == (1, 1)
    assert "Gazette cites Courier, whose article here is of a later day" in claim.origins.reason


def test_undated_documents(tmp_path: Path) -> None:
    dam = (
        article("Gazette", f"{SOLD}, Vera Lindqvist said.", None),
        article("Courier", "The old dam at Halvern may have been sold to a mining company, an official said.", None),
    )
    school = tuple(
        article(f"{name} Post", "Pupils at Kestrel will keep bees from autumn on, the school said.", day)
        for name, day in (("North", "2031-05-01"), ("South", "2031-05-02"))
    )
    with ledger(tmp_path, [*dam, *school]) as connection:
        rows = claim_listing.rows(connection, limit=5).rows
        assert [(row.since, row.until) for row in rows] == [("2031-05-01", "2031-05-02"), (None, None)]
        claim = with_words(claims_of(connection), "old dam")
        assert (claim.origins.low, claim.origins.high) == (1, 2)
        assert drift([one.told for one in claim.members]) == ()
        before = {frozenset(stances(each)) for each in claims_of(connection)}
        relink(connection, lambda *_: None)
        assert {frozenset(stances(each)) for each in claims_of(connection)} == before


def test_a_denial_without_the_claim_that_it_denies(tmp_path: Path) -> None:
    denials = (
        article("Gazette", "The Ministry of Water denied that the old dam at Halvern had been sold.", "2031-05-01"),
        article("Courier", "The Ministry of Water denied that it had sold the old dam at Halvern.", "2031-05-02"),
    )
    assert found(tmp_path / "..", denials[0]) == []
    (claim,) = found(tmp_path, *denials)
    assert stances(claim) == {"Gazette.s1": "denies", "Courier.s1": "denies"}
    assert claim.conflict == "denial"
    assert (claim.origins.low, claim.origins.high, claim.origins.origins) == (1, 1, ())
    assert claim.origins.reason == "only denied here, so nothing shows who made the claim"


@pytest.mark.parametrize(
    "correction",
    [
        "An earlier version of this article said that the old dam at Halvern had been sold to a mining company.",
        "Correction: a previous version of this story said the old dam at Halvern had been sold to a mining company.",
        "The Courier has retracted its report that the old dam at Halvern had been sold to a mining company.",
    ],
)
def test_what_is_taken_back_is_denied_and_is_nobodys_say_so(tmp_path: Path, correction: str) -> None:
    (claim,) = found(
        tmp_path,
        article("Gazette", f"{SOLD}, Vera Lindqvist said.", "2031-05-01"),
        article("Courier", correction, "2031-05-02"),
    )
    assert stances(claim) == {"Gazette.s1": "supports", "Courier.s1": "denies"}
    assert (claim.conflict, claim.conflict_reason) == ("denial", "by Courier")
    assert [origin.name for origin in claim.origins.origins] == ["Vera Lindqvist"]


def test_what_a_new_version_no_longer_says_is_no_member(tmp_path: Path) -> None:
    address = "https://courier.example/dam"
    old, new = (
        Article(text, outlet="Courier", published="2031-05-01", url=address)
        for text in (f"{SOLD}. Nobody was hurt.", "The sale of a dam fell through. Nobody was hurt.")
    )
    with ledger(tmp_path, [article("Gazette", f"{SOLD}, Vera Lindqvist said."), old]) as connection:
        assert len(claims_of(connection)) == 1
        add(connection, [new])
        assert [each for each in claims_of(connection) if "sold" in each.text] == []


def test_satire_is_another_own_voice_and_no_origin_of_its_own(tmp_path: Path) -> None:
    story = (
        article("Gazette", "Mayor Ada Renn said the old dam at Halvern had been sold to a mining company."),
        article("Herald", "The old dam at Halvern now belongs to a mining company."),
    )
    jest = article(
        "The Daily Whistle",
        "In a deal that smells of fish, the old dam at Halvern now belongs to a mining company. “I like custard,” "
        "said a trout.",
    )
    sober = with_words(found(tmp_path, *story), "old dam")
    (tmp_path / "with").mkdir()
    claim = with_words(found(tmp_path / "with", *story, jest), "old dam")
    assert "The Daily Whistle.s1" in stances(claim)
    assert claim.origins.low == sober.origins.low == 1
    assert all(origin.kind != "named" for origin in claim.origins.origins if origin.name == "the Daily Whistle")


def pair(left: str, right: str) -> tuple[Article, Article]:
    return article("Gazette", f"Vera Lindqvist said {left}."), article("Courier", f"Otto Brandl said {right}.")


def test_claims_that_differ_in_one_number_are_one_in_conflict(tmp_path: Path) -> None:
    (claim,) = found(
        tmp_path,
        *pair("112 people were killed when the old dam broke", "126 people were killed when the old dam broke"),
    )
    assert (claim.conflict, claim.development) == ("values", False)
    assert [one.value and one.value.low for one in claim.members] == [112, 126]


def test_numbers_in_words_at_the_beginning_are_no_names(tmp_path: Path) -> None:
    (claim,) = found(
        tmp_path,
        article("Gazette", "Forty people were hurt when the old dam at Halvern broke, the coastguard said."),
        article("Courier", "Fourteen people were hurt when the old dam at Halvern broke, the coastguard said."),
    )
    assert claim.conflict == "values"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("the old dam at Halvern had been sold to a miner", "the old dam at Kestrel had been sold to a miner"),
        ("Ada Renn was arrested at the airport", "Tobias Lind was arrested at the airport"),
        ("Ada Renn had beaten Tobias Lind in the race", "Tobias Lind had beaten Ada Renn in the race"),
        ("three were shot on Monday at the market", "three were shot on Friday at the market"),
    ],
)
def test_claims_that_differ_in_one_name_or_day_are_two(tmp_path: Path, left: str, right: str) -> None:
    assert found(tmp_path, *pair(left, right)) == []


def test_claims_that_differ_in_a_not_are_one_that_is_denied(tmp_path: Path) -> None:
    (claim,) = found(tmp_path, *pair("the old dam at Halvern was safe", "the old dam at Halvern was not safe"))
    assert stances(claim) == {"Gazette.s1": "supports", "Courier.s1": "denies"}
    assert claim.conflict == "denial"


def test_articles_of_one_text_that_differ_in_one_number(tmp_path: Path) -> None:
    """A silent edit: what the article said before is no other paper's word."""
    address = "https://gazette.example/toll"
    versions = [
        Article(
            f"{toll} people were killed when the old dam broke, Vera Lindqvist said.", outlet="Gazette", url=address
        )
        for toll in ("112", "126")
    ]
    assert found(tmp_path, *versions) == []
