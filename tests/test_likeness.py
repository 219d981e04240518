"""Tests of whether two statements make the same claim, and of what a statement joins."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims import joining, words
from sayso.claims.likeness import FEATURES, features, likeness, load_weights
from sayso.claims.roles import distinct, exchanged
from sayso.claims.told import Paper, Party, Told
from sayso.claims.traits import sentence, traits
from sayso.document import Time

VECTOR = bytes([40, 10] * 32)
OTHER = bytes([10, 200] * 32)


def told(
    text: str,
    number: int = 1,
    *,
    paper: int = 1,
    source: str | None = None,
    vector: bytes | None = VECTOR,
    day: str | None = "2031-04-02",
    content: tuple[int, int] | None = None,
) -> Told:
    chain = (Party(sum(map(ord, source)), source, "person", False, None, None, None),) if source else ()
    at = Paper(paper, paper, f"d{paper}", f"Outlet {paper}", None, None, day, day, None, text, ())
    place = content or (0, len(text))
    return Told(at, number, (), (), (place,), chain, None, None, "assert", None, None, (), (), None, (), vector)


def probability(left: str, right: str, **known: str) -> float:
    return likeness(told(left, **known), told(right, paper=2, **known)).probability


def test_there_is_a_weight_for_each_feature() -> None:
    seen = features(traits(told("The bridge at Orla fell.")), traits(told("A bridge fell.", paper=2)))
    assert len(seen) == len(FEATURES) == len(load_weights().weights)


def test_the_same_words_are_likelier_one_claim_than_others() -> None:
    same = probability("The bridge at Orla fell into the river.", "The bridge at Orla fell into the river.")
    close = probability("The bridge at Orla fell into the river.", "Orla’s bridge collapsed into the river on Monday.")
    far = likeness(
        told("The bridge at Orla fell into the river."), told("Milk prices rose again.", paper=2, vector=OTHER)
    ).probability
    assert same > close > far
    assert far < joining.LEAST


def test_reasons_are_words_of_the_text() -> None:
    left = told("Firefighters rescued 14 hikers near Karsk.", source="Ada Lund")
    found = likeness(left, told("Rescued near Karsk were 14 hikers.", paper=2, source="Ada Lund"))
    assert "hikers" in found.reasons[0]
    assert "same numbers: 14" in found.reasons
    assert "same source: Ada Lund" in found.reasons


def test_other_days_are_less_likely_one_claim() -> None:
    text = "A ferry ran aground near the harbour."
    near = likeness(told(text), told(text, paper=2, day="2031-04-03")).probability
    far = likeness(told(text), told(text, paper=2, day="2031-08-03")).probability
    assert near > far


@pytest.mark.parametrize(
    ("left", "right", "turned"),
    [
        ("Team Arva defeated Team Belto in Ostrow.", "Team Belto defeated Team Arva in Ostrow.", True),
        ("Yesterday Arva defeated Belto.", "Yesterday Belto was defeated by Arva.", False),
        ("Yesterday Arva defeated Belto.", "Last week Arva clearly defeated Belto.", False),
        ("Yesterday Arva was defeated by Belto.", "On Monday Arva defeated Belto.", True),
        ("Yesterday Arva met Belto.", "Yesterday Belto met Arva.", False),
    ],
)
def test_opposite_roles(left: str, right: str, turned: bool) -> None:
    assert exchanged(traits(told(left)), traits(told(right, paper=2))) is turned
    if turned:
        assert joining.join(traits(told(right, paper=2)), [(traits(told(left)), None)], lambda _: []) is None


@pytest.mark.parametrize(
    ("left", "right", "other"),
    [
        ("On Friday Arva won the regional cup.", "On Friday Belto won the regional cup.", True),
        ("A storm flooded the market in Hasava.", "A storm flooded the market in Hasaveh.", False),
        ("A storm flooded the market in Orla.", "A storm flooded Orla and its market.", False),
        ("Minister Lund opened the new Orla bridge.", "In Karsk the mayor closed two schools.", False),
    ],
)
def test_another_name_is_another_claim(left: str, right: str, other: bool) -> None:
    assert distinct(traits(told(left)), traits(told(right, paper=2))) is other


@pytest.mark.parametrize(
    ("left", "right", "day", "other"),
    [
        ("Shells killed 12 people in Karsk.", "Shells killed five people in Karsk.", "2031-04-03", False),
        ("Shells killed 12 people in Karsk.", "Shells killed five people in Karsk.", "2031-04-09", True),
        ("Shells killed 12 people in Karsk.", "Shells in Karsk killed 12.", "2031-04-09", False),
        ("Shells killed 12 people in Karsk.", "Shells killed five people in Karsk.", None, False),
        ("The fund paid for 12 bridges.", "The fund paid for five bridges.", "2031-04-09", False),
    ],
)
def test_another_toll_days_later_is_another_claim(left: str, right: str, day: str | None, other: bool) -> None:
    assert distinct(traits(told(left)), traits(told(right, paper=2, day=day))) is other


def test_another_day_is_another_claim() -> None:
    text = "A storm flooded the market on Friday."
    day = Time(text.index("on"), len(text) - 1, "on Friday", "DATE", "2031-04-04")
    one, same, other = (
        traits(msgspec.structs.replace(each, paper=msgspec.structs.replace(each.paper, times=(time,))))
        for each, time in (
            (told(text), day),
            (told(text, paper=2), day),
            (told(text, paper=3), msgspec.structs.replace(day, value="2031-04-11")),
        )
    )
    assert not distinct(one, same)
    assert distinct(one, other)


def test_a_statement_founds_a_claim_with_the_one_that_is_most_like_it() -> None:
    new = traits(told("The bridge at Orla fell into the river.", paper=3))
    weaker = traits(told("The old bridge at Orla is closed.", paper=1, vector=OTHER))
    same = traits(told("The bridge at Orla fell into the river.", paper=2))
    assert joining.join(new, [(weaker, None), (same, None)], lambda _: []) == joining.Join(None, same.told.key)


def test_a_statement_is_held_against_a_claim_as_a_whole() -> None:
    new = traits(told("The bridge at Orla fell into the river.", paper=9))
    same = traits(told("The bridge at Orla fell into the river.", paper=2))
    others = [traits(told(f"Milk prices rose {n} percent in shops.", paper=3 + n, vector=OTHER)) for n in range(7)]
    assert joining.join(new, [(same, 7)], lambda _: [same]) == joining.Join(7, same.told.key)
    joined = joining.join(new, [(same, 7)], lambda _: [same, *others])
    assert joined is None


def test_members_of_the_same_article_do_not_count() -> None:
    new = traits(told("The bridge at Orla fell into the river.", 2, paper=1))
    own = traits(told("Milk prices rose.", 1, paper=1))
    same = traits(told("The bridge at Orla fell into the river.", paper=2))
    assert joining.join(new, [(same, 7)], lambda _: [own, same]) is not None


def test_claims_are_one_if_their_members_are_alike() -> None:
    left = [traits(told("The bridge at Orla fell into the river.", paper=n)) for n in (1, 2)]
    right = [traits(told("Orla’s bridge fell into the river.", paper=n)) for n in (3, 4)]
    others = [traits(told("Milk prices rose again.", paper=n, vector=OTHER)) for n in (5, 6)]
    assert joining.are_one(left, right)
    assert not joining.are_one(left, others)
    assert not joining.are_one(left[:1], left[:1])


def test_a_sentence_is_found_around_its_content() -> None:
    text = "Nothing here. The mayor said the bridge fell. More follows."
    start = text.index("the bridge")
    begin, end = sentence(text, ((start, start + len("the bridge fell")),))
    assert text[begin:end].strip() == "The mayor said the bridge fell."


@given(st.text(max_size=400), st.text(max_size=400))
def test_anything_can_be_compared_and_both_ways_alike(left: str, right: str) -> None:
    one, other = traits(told(left)), traits(told(right, paper=2))
    assert features(one, other) == pytest.approx(features(other, one))
    assert 0 <= likeness(one.told, other.told).probability <= 1


@given(st.text(max_size=300), st.lists(st.integers(0, 300), min_size=2, max_size=6))
def test_a_sentence_holds_its_places(text: str, cuts: Sequence[int]) -> None:
    places = tuple(zip(sorted(cuts)[::2], sorted(cuts)[1::2], strict=False))
    places = tuple((min(a, len(text)), min(b, len(text))) for a, b in places)
    start, end = sentence(text, places)
    assert 0 <= start <= min(a for a, _ in places)
    assert max(b for _, b in places) <= end <= len(text)


def test_a_very_long_content_is_bounded() -> None:
    long = told("very " * 100_000)
    assert len(traits(long).order) <= words.LONGEST
    assert likeness(long, msgspec.structs.replace(long, paper=told("x", paper=2).paper, content=((0, 1),))).reasons
