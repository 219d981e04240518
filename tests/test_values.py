"""On which number a claim turns, and whether its statements contradict each other, on invented papers."""

from __future__ import annotations

import zlib

import msgspec
import pytest

from sayso.claims.told import Told
from sayso.claims.values import Values, values
from told_papers import paper


def of(*told: Told, denies: tuple[int, ...] = ()) -> Values:
    return values(told, ["denies" if i in denies else "supports" for i in range(len(told))])


def one(number: int, sentence: str, day: str | None = "2031-03-14", outlet: str | None = None) -> Told:
    return paper(number, sentence, outlet=outlet or f"Paper {number}", day=day)[0]


def texts(found: Values) -> list[str | None]:
    return [value and value.text for value in found.values]


MORNING = one(1, "[The coastguard] <said> {the ferry fire killed 112 people}.")
EVENING = one(2, "[State radio] <reported> {126 people were killed in the ferry fire}.")


def test_values_that_cannot_both_be_so() -> None:
    found = of(MORNING, EVENING)
    assert texts(found) == ["112", "126"]
    assert found.conflict
    assert found.against == (0, 1)
    assert not found.development
    assert found.reason == (
        "112 people killed (The coastguard, 14 March 2031) and 126 people killed (State radio, the same day)"
    )
    for value, told in zip(found.values, (MORNING, EVENING), strict=True):
        assert value is not None
        assert told.paper.text[slice(*value.place)] == value.text


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The ferry fire killed more than 120 people.", "The ferry fire killed 126 people."),
        ("The ferry fire killed at least 112 people.", "The ferry fire killed at least 126 people."),
        ("The ferry fire killed about 100 people.", "The ferry fire killed 97 people."),
        ("The ferry fire killed dozens.", "The ferry fire killed 41 people."),
        ("The ferry fire killed 12 people and wounded 40.", "The ferry fire wounded 40 and killed 12 people."),
        ("The ferry fire killed 30 people.", "The ferry fire killed 30 people, including 11 children."),
        ("The ferry fire killed 126 people.", "The ferry fire killed 126, after an earlier toll of 112."),
        ("The deal is worth $1.5 million to the port.", "The deal is worth about $1.5 million to the port."),
        ("The road is 30 miles long.", "The road is 48 km long."),
        ("The wave killed 22 children and six teachers.", "The wave killed 28 people."),
        ("The wave killed 22 children, six teachers and a cook.", "The wave killed 29 people."),
        ("30 soldiers and 39 rebels were killed at Marl.", "39 rebels were killed at Marl."),
        ("The deficit rose 3 percent in May and 5 percent in June.", "The deficit rose 5 percent in June."),
        ("The council voted 12-3 for the bridge.", "The council approved the bridge by 12 to 3."),
        ("The ferry left the port at 9 a.m.", "The ferry left the port at 9:10 a.m."),
        ("The ferry left the port at 9 a.m. local time.", "The ferry left the port at 11 a.m. GMT."),
        ("The party has 51 votes as one member, Berg, is ill.", "The party has 52 members in the senate."),
        ("The ferry fire killed several people.", "The ferry fire killed at least 40 people."),
        ("Fires killed 16 civilians.", "Fires killed 70 fighters."),
        ("A fire in Marl killed 12 people.", "A fire in Ostrava killed 15 people."),
        ("A fire on Tuesday killed 12 people.", "A fire on Friday killed 15 people."),
        ("The mayor earned $20 million from books and speeches.", "The mayor was paid $30 million for a bridge."),
        ("June 18 2031 Ferry fire in the old harbour.", "June 19 2031 Ferry fire in the old harbour."),
        (
            "A ferry burns in the old harbour of Marl June 18 2031.",
            "A ferry burns in the harbour of Marl June 19 2031.",
        ),
        ("The fire killed four sailors aged from 20 to 31.", "The fire killed four sailors, aged between 18 and 31."),
        ("The ferry fire broke out in 2016.", "The ferry fire broke out in 2017, aged 12 or not."),
    ],
)
def test_values_that_can_both_be_so(left: str, right: str) -> None:
    assert not of(one(1, left), one(2, right)).conflict


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("At least 60 people died in the ferry fire.", "Up to 50 people died in the ferry fire."),
        ("The 48-page report tells of the ferry fire.", "The 47-page report tells of the ferry fire."),
        ("The port paid $3 million for the ferry.", "The port paid $4 million for the ferry."),
        ("Hundreds of people were hurt.", "A dozen people were hurt."),
        ("Six air strikes hit the village.", "Two raids hit the village."),
        (
            "The wave hit the school, killing 22 children and six teachers.",
            "The wave killed 35 people, including 22 children.",
        ),
        ("Dozens died in the ferry fire.", "The ferry fire killed 112 people."),
        ("At least 20 people died in the ferry fire.", "At least 40 people died in the ferry fire."),
        ("There were dozens of arrests at the march.", "More than 200 people were arrested at the march."),
        ("The storm claimed five lives.", "Seven people lost their lives in the storm."),
        ("The bridge will cost $40 million.", "The price of the bridge is $55 million."),
        ("Unemployment fell to 7 percent in Marl.", "The unemployment rate in Marl is now 9 percent."),
        ("The wave was 3 metres high.", "A wave of 5 metres hit the school."),
        ("30 soldiers and 39 rebels were killed at Marl.", "45 rebels were killed at Marl."),
        ("The council voted 12-3 for the bridge.", "The council approved the bridge by 11 to 4."),
        ("The ferry left the port of Marl at 9 a.m.", "The ferry left the port of Marl at 11:30 a.m."),
        ("The attack on Marl began at noon.", "The attack on Marl began at 3 p.m."),
        ("The bomb killed 26 displaced people.", "The bomb killed 20 people at a camp where displaced families live."),
        ("Nine sailors were rescued.", "Rescued: eight sailors of the crew were rescued."),
    ],
)
def test_other_conflicts(left: str, right: str) -> None:
    assert of(one(1, left), one(2, right)).conflict


def test_who_denies_or_asks_gives_no_conflict() -> None:
    found = of(MORNING, EVENING, denies=(1,))
    assert texts(found) == ["112", "126"]
    assert not found.conflict
    assert found.reason is None


def test_a_toll_that_rises_may_be_a_development() -> None:
    next_day = one(2, "[State radio] <reported> {126 people were killed in the ferry fire}.", "2031-03-15")
    found = of(MORNING, next_day)
    assert found.conflict
    assert found.development
    assert found.reason == (
        "112 people killed (The coastguard, 14 March 2031) and 126 people killed (State radio, 15 March 2031); "
        "the higher number came later, so that it may have risen"
    )


def test_a_toll_that_falls_is_a_conflict_unless_its_source_corrects_it() -> None:
    fewer = "<said> {the ferry fire killed 98 people}."
    found = of(MORNING, one(2, f"[State radio] {fewer}", "2031-03-15"))
    assert found.conflict
    assert not found.development
    same = of(MORNING, one(2, f"[The coastguard] {fewer}", "2031-03-15"))
    assert same.conflict
    assert same.development
    assert same.reason
    assert same.reason.endswith("; one source gave both, so that it may have corrected or updated them")


def test_what_does_not_grow_is_no_development() -> None:
    left = one(1, "The port paid $3 million for the ferry.")
    assert not of(left, one(2, "The port paid $4 million for the ferry.", "2031-03-15")).development


def test_one_later_higher_number_does_not_explain_an_earlier_higher_one() -> None:
    first = one(3, "[A rescuer] <said> {the ferry fire killed 300 people}.", "2031-03-13")
    later = one(2, "[State radio] <reported> {126 people were killed in the ferry fire}.", "2031-03-15")
    assert not of(first, MORNING, later).development


def test_the_time_of_speaking_counts_before_that_of_publishing() -> None:
    early = msgspec.structs.replace(EVENING, said="2031-03-13")
    assert not of(MORNING, early).development
    late = msgspec.structs.replace(EVENING, said="2031-03-15TEV")
    assert of(MORNING, late).development


def test_hours_of_publishing_tell_on_one_day() -> None:
    def at(told: Told, published: str) -> Told:
        return msgspec.structs.replace(told, paper=msgspec.structs.replace(told.paper, published=published))

    assert of(at(MORNING, "2031-03-14T08:00:00+00:00"), at(EVENING, "2031-03-14T20:00:00+02:00")).development
    assert not of(at(MORNING, "2031-03-14T08:00:00+00:00"), at(EVENING, "2031-03-14T09:30:00+02:00")).development
    assert not of(at(MORNING, "T"), at(EVENING, "2031-03-14T")).development


def test_the_claim_turns_on_what_most_papers_count() -> None:
    wounded = of(
        one(1, "The fire killed 12 people and wounded 40."),
        one(2, "The fire wounded dozens of people."),
        one(3, "Several people were wounded in the fire."),
    )
    assert texts(wounded) == ["40", "dozens", "Several"]
    assert not wounded.conflict
    alone = of(one(1, "The fire killed 12 people."), one(2, "The fire was put out."), one(3, "The fire is out."))
    assert texts(alone) == [None, None, None]


def test_days_count_only_where_one_event_is_told() -> None:
    left = one(1, "The harbour master signed the lease with the shipping company on Tuesday.")
    right = one(2, "The harbour master signed the lease with the shipping company on Wednesday.")
    found = of(left, right)
    assert texts(found) == ["Tuesday", "Wednesday"]
    assert found.conflict
    assert found.reason
    assert found.reason.startswith("Tuesday (Paper 1, 14 March 2031) and Wednesday (Paper 2")
    assert not of(left, one(2, "The mayor said nothing of a lease on Wednesday.")).conflict
    assert not of(left, one(2, "The harbour master signed the lease with the company on 5 May.")).conflict
    assert not of(
        left, paper(1, "x.", "The harbour master signed the lease with the shipping company on Friday.")[1]
    ).conflict


def test_a_number_of_things_may_stand_beside_the_content() -> None:
    left = one(1, "The 48-page report says that the ferry was never inspected.")
    right = one(2, "[The 47-page report] <finds> {that nobody inspected the ferry}.")
    found = of(left, right)
    assert texts(found) == ["48", "47"]
    assert found.conflict
    tolls = (
        one(1, "As 12 people died, [she] <said> {it burns}."),
        one(2, "As 15 people died, [he] <said> {it burns}."),
    )
    assert texts(of(*tolls)) == [None, None]


def test_days_count_beside_numbers_that_agree() -> None:
    left = one(1, "The ferry fire in the old harbour killed 12 people on Tuesday.")
    right = one(2, "The ferry fire in the old harbour killed 12 people on Wednesday.")
    assert of(left, right).conflict


def test_undated_papers_and_papers_without_outlet() -> None:
    found = of(one(1, "The fire killed 12 people.", None), one(2, "The fire killed 15 people.", None))
    assert found.conflict
    assert not found.development
    assert found.reason == "12 people killed (Paper 1, undated) and 15 people killed (Paper 2, undated)"
    assert of() == Values((), (), False, None)


def test_a_claim_repeated_ten_thousand_times() -> None:
    sentence = "[The coastguard] <said> {the ferry fire killed 112 people and wounded 40 in six hours}."
    found = of(*(one(number, sentence) for number in range(10_000)), EVENING)
    assert len(found.against) == 10_001
    assert found.reason
    assert len(found.reason) < 400


def test_very_many_values() -> None:
    members = [one(number, f"The ferry fire killed {number + 2} people.") for number in range(700)]
    found = of(*members)
    assert len(found.against) == 700
    assert found.reason
    assert found.reason.startswith("2 people killed (Paper 0, 14 March 2031), ")
    assert "701 people killed" in found.reason


def test_unnamed_sources_are_not_one() -> None:
    def unnamed(told: Told) -> Told:
        party = told.chain[0]
        return msgspec.structs.replace(
            told, chain=(msgspec.structs.replace(party, source=zlib.crc32(b"an official"), anonymous=True),)
        )

    assert not of(unnamed(MORNING), unnamed(EVENING)).development


def test_what_one_voice_tells_in_one_article_are_parts() -> None:
    told = paper(
        1,
        "[The coastguard] <said> {the ferry fire killed two people}.",
        "[The coastguard] <said> {fires on ferries killed 40 people}.",
        "[The mayor] <said> {the ferry fire killed nine people}.",
        day="2031-03-14",
    )
    other = one(2, "[State radio] <reported> {the ferry fire burnt all night}.")
    assert not of(*told[:2], other).conflict
    assert of(told[0], told[2], one(2, "[State radio] <reported> {the ferry fire killed two people}.")).against == (
        0,
        1,
        2,
    )


def test_a_value_is_held_against_the_next_voice_where_the_furthest_is_its_own() -> None:
    own = paper(
        1,
        "[The coastguard] <said> {the ferry fire killed three people}.",
        "[The coastguard] <said> {the ferry fire killed 20 people}.",
        day="2031-03-14",
    )
    found = of(*own, one(2, "[State radio] <reported> {the ferry fire killed nine people}."))
    assert found.against == (0, 1, 2)


def test_tolls_of_events_told_days_apart_do_not_contradict() -> None:
    found = of(MORNING, one(2, "[State radio] <reported> {126 people were killed in a ferry fire}.", "2031-03-24"))
    assert texts(found) == ["112", "126"]
    assert not found.conflict
    pages = one(1, "The 48-page report tells of the ferry fire.")
    assert of(pages, one(2, "The 47-page report tells of the ferry fire.", "2031-03-24")).conflict


def test_other_days_with_other_numbers_are_other_events() -> None:
    left = one(1, "The ferry fire in the old harbour hurt 9 sailors badly on Tuesday.")
    right = one(2, "The ferry fire in the old harbour hurt dozens of tourists badly on Wednesday.")
    assert not of(left, right).conflict
