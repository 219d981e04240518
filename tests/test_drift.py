"""How invented claims change on their way from paper to paper."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims.drift import Change, drift
from sayso.claims.told import Told
from sayso.reading.clauses import listed
from told_papers import paper

FIRST = "[Activists] <said> {the army might have shelled the old mill at Marl, wounding 47 people}."


def changes(
    first: str, second: str, *, days: tuple[str | None, str | None] = ("2031-03-01", "2031-03-02")
) -> list[Change]:
    left = paper(1, first, outlet="Courier", day=days[0])
    right = paper(2, second, outlet="Herald", day=days[1])
    return list(drift([*left, *right]))


def one(found: list[Change], kind: str) -> Change:
    (change,) = [each for each in found if each.kind == kind]
    return change


def shown(told: Told, places: tuple[tuple[int, int], ...]) -> list[str]:
    return [told.paper.text[start:end] for start, end in places]


def test_a_hedge_is_lost() -> None:
    change = one(changes(FIRST, "The army shelled the old mill at Marl, wounding 47 people."), "hedge lost")
    assert shown(change.earlier, change.earlier_places) == ["might"]
    assert change.later_places == ()
    assert change.sentence == "Courier has it as possible (“might”), Herald as certain."


def test_a_hedge_is_gained() -> None:
    found = changes("The army shelled the old mill at Marl.", "The army may have shelled the old mill at Marl.")
    assert shown(found[0].later, one(found, "hedge gained").later_places) == ["may"]


def test_a_source_is_lost() -> None:
    change = one(changes(FIRST, "The army might have shelled the old mill at Marl, wounding 47 people."), "source lost")
    assert shown(change.earlier, change.earlier_places) == ["Activists"]
    assert change.sentence == "Courier has it from Activists, Herald says it in its own voice."


def test_the_source_behind_a_relay_is_lost() -> None:
    first = paper(1, FIRST, outlet="Courier", day="2031-03-01")
    second = paper(
        2, FIRST.replace("Activists", "the Courier"), outlet="Herald", day="2031-03-02", chains=[("Courier",)]
    )
    assert one(list(drift([*first, *second])), "source lost").sentence == (
        "Courier has it from Activists, Herald gives Courier alone."
    )


def test_a_description_in_two_papers_is_no_source_lost_or_gained() -> None:
    first = paper(1, FIRST.replace("Activists", "The coastguard"), outlet="Wire", day="2031-03-01")
    second = paper(
        2,
        FIRST.replace("Activists", "the coastguard"),
        outlet="Herald",
        day="2031-03-02",
        chains=[("Wire", "the coastguard")],
    )
    assert drift([*first, *second]) == ()


def test_what_is_questioned_is_no_drift() -> None:
    assert changes("[Ada Lind] <said> {the engine may have failed}.", "It is unclear whether the engine failed.") == []


def test_a_number_is_told_once() -> None:
    found = changes(
        "[Police] <said> {twelve people were hurt in the ferry crash}.",
        "[Police] <said> {fourteen people were hurt in the ferry crash}.",
    )
    assert [each.kind for each in found] == ["number"]


def test_another_source_of_its_own_is_no_loss() -> None:
    assert changes(FIRST, FIRST.replace("Activists", "The mayor")) == []


def test_a_source_is_gained() -> None:
    found = changes(
        "The army shelled the old mill at Marl.", "[The mayor] <said> {the army shelled the old mill at Marl}."
    )
    assert [each.kind for each in found] == ["source gained"]


@pytest.mark.parametrize("number", ["49 people", "about 50 people", "more than 40 people"])
def test_numbers_change(number: str) -> None:
    change = one(changes(FIRST, FIRST.replace("47 people", number)), "number")
    assert shown(change.earlier, change.earlier_places) == ["47"]
    assert shown(change.later, change.later_places) == [number.removesuffix(" people")]


def test_different_words_in_the_same_place() -> None:
    change = one(changes(FIRST, FIRST.replace("army", "regime forces")), "words")
    assert change.sentence == "Where Courier has “army”, Herald has “regime forces”."
    assert shown(change.later, change.later_places) == ["regime forces"]


def test_a_condition_is_lost() -> None:
    found = changes(
        "[The mayor] <said> {the old ferry will sail to Marl if the wind drops}.",
        "[The mayor] <said> {the old ferry will sail to Marl}.",
    )
    change = one(found, "condition lost")
    assert shown(change.earlier, change.earlier_places) == ["if the wind drops"]


def test_what_is_the_same_has_not_changed() -> None:
    assert changes(FIRST, FIRST) == []


def test_a_denial_is_no_change() -> None:
    assert changes("The army shelled the old mill at Marl.", "The army did not shell the old mill at Marl.") == []


def test_the_earlier_paper_is_the_one_of_the_earlier_day() -> None:
    found = changes(FIRST, FIRST.replace("army", "regime forces"), days=("2031-03-05", "2031-03-02"))
    assert one(found, "words").sentence == "Where Herald has “regime forces”, Courier has “army”."


def test_an_undated_paper_comes_only_from_whom_it_names() -> None:
    assert changes(FIRST, FIRST.replace("army", "regime forces"), days=("2031-03-01", None)) == []
    first = paper(1, FIRST, outlet="Courier", day="2031-03-01")
    named = "[the Courier] <reported> {that regime forces might have shelled the old mill at Marl, wounding 47 people}."
    second = paper(2, named, outlet="Herald", chains=[("Courier",)])
    assert {each.kind for each in drift([*first, *second])} == {"source lost", "words"}


TOKENS = sorted(listed("the army rebels may have shelled mill Marl 47 people wounded not if , ."))
TEXTS = st.lists(st.sampled_from(TOKENS), max_size=25).map(" ".join)


@given(st.lists(TEXTS, min_size=1, max_size=6), st.permutations(range(6)))
@settings(max_examples=80, deadline=None)
def test_places_are_in_the_papers_and_order_does_not_matter(texts: list[str], order: list[int]) -> None:
    members = [paper(i, text, outlet=f"outlet {i}", day=f"2031-03-0{1 + i % 3}")[0] for i, text in enumerate(texts)]
    found = drift(members)
    assert drift([members[i] for i in order if i < len(members)]) == found
    for change in found:
        assert change.earlier.paper.article != change.later.paper.article
        for told, places in ((change.earlier, change.earlier_places), (change.later, change.later_places)):
            assert all(0 <= start < end <= len(told.paper.text) for start, end in places)


def test_claims_of_many_and_long_members() -> None:
    long = "The army shelled the old mill at Marl and went away again. " * 3_000
    members = [
        paper(i, f"{FIRST[:-1]} on day {i}. {long if i < 3 else ''}", day="2031-03-01")[0] for i in range(1, 3_000)
    ]
    assert len(drift(members)) < 20_000
