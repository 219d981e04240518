"""Numbers in statements, what they count, and whether two of them can both be so, on invented sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims.numbers import SMALL, TENS
from sayso.claims.quantities import quantities, relation, sameness

ONES = {number: word for word, number in SMALL.items()}
DECADES = {number: word for word, number in TENS.items()}


def found(text: str) -> list[tuple[str, float | None, float | None, str]]:
    """Of each quantity its words, its bounds, and its unit or what is counted, with what befell those."""
    return [
        (text[slice(*one.place)], one.low, one.high, one.unit or f"{one.thing} {one.fate}".strip())
        for one in quantities(text)
    ]


def written(number: int) -> str:
    """A number up to 999,999,999 in English words."""
    for scale, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = f" and {written(number % scale)}" if 0 < number % scale < 100 else f" {written(number % scale)}"
            return f"{written(number // scale)} {name}" + (rest if number % scale else "")
    if number >= 20:
        return DECADES[number // 10 * 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


BOUNDS = {
    "At least 20 people died.": ("At least 20", 20, None),
    "More than 120 people died.": ("More than 120", 120, None),
    "Up to 50 people died.": ("Up to 50", None, 50),
    "No fewer than seven people died.": ("No fewer than seven", 7, None),
    "As many as 33 people died.": ("As many as 33", None, 33),
    "20 to 30 people died.": ("20 to 30", 20, 30),
    "Between 20 and 30 people died.": ("Between 20 and 30", 20, 30),
    "20–30 people died.": ("20–30", 20, 30),
    "Two or three people died.": ("Two or three", 2, 3),
    "About 40 people died.": ("About 40", 36, 44),
    "Nearly 100 people died.": ("Nearly 100", 90, 100),
    "20+ people died.": ("20+", 20, None),
    "Six or more people died.": ("Six or more", 6, None),
    "Dozens of people died.": ("Dozens", 20, 100),
    "Several people died.": ("Several", 2, None),
    "Several hundred people died.": ("Several hundred", 200, 1000),
    "Tens of thousands of people died.": ("Tens of thousands", 20_000, 100_000),
    "A dozen people died.": ("A dozen", 12, 12),
    "Half a dozen people died.": ("Half a dozen", 6, 6),
    "Two dozen people died.": ("Two dozen", 24, 24),
    "Twenty-three people died.": ("Twenty-three", 23, 23),
    "1,200 people died.": ("1,200", 1200, 1200),
    "1.5 million people died.": ("1.5 million", 1.5e6, 1.5e6),
    "At least two hundred and five people died.": ("At least two hundred and five", 205, None),
    "One person died.": ("One", 1, 1),
    "Many hundreds of people died.": ("Many hundreds", 200, 2000),
    "Two and a half million people died.": ("Two and a half million", 2.5e6, 2.5e6),
    "1.5m people died.": ("1.5m", 1.5e6, 1.5e6),
    "50-plus people died.": ("50-plus", 50, None),
}


@pytest.mark.parametrize("text", BOUNDS)
def test_bounds(text: str) -> None:
    assert found(text) == [(*BOUNDS[text], "person killed")]


COUNTED = {
    "A ferry sank, killing at least 23 sailors and injuring 40 others.": ["sailor killed", "person wounded"],
    "23 dead, dozens hurt as ferry sinks": ["person killed", "person wounded"],
    "The fire claimed the lives of three residents.": ["civilian killed"],
    "The death toll from the fire in the old harbour reached at least 112.": ["person killed"],
    "The death toll rose from 112 to 126.": ["person killed", "person killed"],
    "The blast took to 89 the number of villagers killed in the hills.": ["civilian killed"],
    "12 militants and 3 soldiers were killed.": ["fighter killed", "soldier killed"],
    "Another 27 sailors, including 6 cooks, have been killed.": ["sailor killed", "cook killed"],
    "Another 27 villagers including 6 boys have been killed.": ["civilian killed", "child killed"],
    "They killed 12 militants and 3 soldiers.": ["fighter killed", "soldier killed"],
    "Two gunmen killed five people.": ["fighter", "person killed"],
    "4 sailors killed 6 wounded in storm": ["sailor killed", "person wounded"],
    "15 patients were killed in four air strikes.": ["patient killed", "strike"],
    "At least 9 of the dead were evacuees.": ["evacuee killed"],
    "Police arrested nobody, but 12 people were detained.": ["person arrested"],
    "It cost $3bn, or about €2.8 billion.": ["USD", "EUR"],
    "It cost five million dollars.": ["USD"],
    "40% of them and 3 per cent of us agreed, and a third of the rest.": ["%", "%", "%"],
    "The 48-page report has six maps.": ["page", "map"],
    "The road is 30 miles (48 km) long.": ["m", "m"],
    "The search took more than an hour and the trial two years.": ["h", "h"],
}


@pytest.mark.parametrize("text", COUNTED)
def test_what_is_counted(text: str) -> None:
    assert [one[-1] for one in found(text)] == COUNTED[text]


@pytest.mark.parametrize(
    "text",
    [
        "It began in 2016, on 12 May 2015 and March 14, 2017, and ended on Aug. 6.",
        "Mon 20 Jun 2016 Fire in the harbour",
        "They met at 5pm, at 10:30, at 6 p.m. and at 0800 GMT.",
        "The girls, aged 5 and 9, went home.",
        "The boy, aged 9, his sister, a 10-year-old, and Jane Roe, 34, left.",
        "An F-16 followed Route 66 to the G20 with vitamin B12 and an AK-47.",
        "It was the third time, in a sixth round, in the 21st century.",
        "The vote was 50-48.",
        "The Six Day War was no matter for the Group of Seven.",
        "See Article 5 and Resolution 2254.",
        "One of course never knows, and the two could not agree.",
        "How many, and why so many?",
        "1. The harbour\n2. The bridge",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert found(text) == []


def test_a_number_like_a_year_counts_people() -> None:
    assert [one[:2] for one in found("More than 2000 people left the town in 2000.")] == [("More than 2000", 2000)]
    assert [one[0] for one in found("About 5,000 people left the coast and 2200 left the hills.")] == [
        "About 5,000",
        "2200",
    ]


def test_parts_and_earlier_numbers() -> None:
    parts = quantities("At least 26 people were killed, including 8 children; 5 women were among the 31 people hurt.")
    assert [one.subset for one in parts] == [False, True, True, False]
    assert [one.fate for one in parts] == ["killed", "killed", "wounded", "wounded"]
    assert [one.earlier for one in quantities("It put the toll at 126, after an earlier toll of 112.")] == [False, True]
    assert [one.earlier for one in quantities("The toll rose from 112 to 126.")] == [True, False]


def both(left: str, right: str) -> tuple[str | None, str]:
    (one,), (other,) = quantities(left), quantities(right)
    assert sameness(one, other) == sameness(other, one)
    assert relation(one, other) == relation(other, one)
    return sameness(one, other), relation(one, other)


HELD = [
    ("23 militants killed", "killed at least 23 fighters", "same", "compatible"),
    ("23 people were killed", "23 dead", "same", "equal"),
    ("more than 120 dead", "126 people died", "same", "compatible"),
    ("about 100 people were hurt", "97 injured", "same", "compatible"),
    ("112 people were killed", "126 people were killed", "same", "conflicting"),
    ("up to 50 people were killed", "at least 60 people were killed", "same", "conflicting"),
    ("dozens were wounded", "40 people were wounded", "same", "compatible"),
    ("dozens were wounded", "hundreds were wounded", "same", "conflicting"),
    ("several people were wounded", "40 people were wounded", "same", "compatible"),
    ("26 civilians were killed", "35 people were killed", "perhaps", "conflicting"),
    ("26 civilians were killed", "35 soldiers were killed", None, "conflicting"),
    ("11 children were killed", "35 people were killed", None, "conflicting"),
    ("23 rebels were killed", "25 troops were killed", "perhaps", "conflicting"),
    ("15 of the wounded were treated", "dozens were wounded", None, "conflicting"),
    ("two sisters were killed", "35 people were killed", None, "conflicting"),
    ("at least 30 sailors were killed", "35 people were killed", "perhaps", "compatible"),
    ("26 people were killed", "26 people were wounded", None, "equal"),
    ("six air strikes hit the village", "at least six raids hit the village", "same", "compatible"),
    ("30 miles of road are closed", "48 km of road are closed", "same", "compatible"),
    ("$250,000 of funds were lost", "€250,000 of funds were lost", None, "equal"),
    ("It sold shares for $300 million", "The mayor owes $200 to a bank", None, "conflicting"),
    ("280,000 people have been killed", "about 300,000 people have been killed", "same", "compatible"),
]


@pytest.mark.parametrize(("left", "right", "same", "how"), HELD)
def test_two_quantities(left: str, right: str, same: str | None, how: str) -> None:
    assert both(left, right) == (same, how)


@given(st.integers(2, 999_999_999))
def test_words_are_read_back(number: int) -> None:
    assert found(f"{written(number).capitalize()} ships sank.") == [
        (written(number).capitalize(), number, number, "ship")
    ]


@given(st.integers(2, 10**14), st.booleans())
def test_figures_are_read_back(number: int, commas: bool) -> None:
    figures = f"{number:,}" if commas or 1800 <= number < 2100 else str(number)
    assert found(f"They saw {figures} ships.") == (
        [(figures, number, number, "ship")] if number < 1800 or number >= 2100 or "," in figures else []
    )


@given(st.integers(0, 10**6), st.sampled_from(["at least", "more than", "up to", "about", "nearly", "over", "under"]))
def test_a_bound_allows_its_number(number: int, bound: str) -> None:
    (one,) = quantities(f"They saw {bound} {number:,} ships.")
    (bare,) = quantities(f"They saw {number:,} ships.")
    assert one.low is None or one.low <= number
    assert one.high is None or number <= one.high
    assert relation(one, bare) != "conflicting"


WORDS = [
    "20",
    "5.5",
    "1,200",
    "2016",
    "hundred",
    "thousand",
    "million",
    "dozen",
    "a",
    "half",
    "of",
    "the",
    "them",
    "to",
    "and",
    "or",
    "-",
    "–",
    "+",
    "$",
    "%",
    "€",
    "km",
    ".",
    ",",
    "at",
    "least",
    "more",
    "than",
    "about",
    "dozens",
    "several",
    "killed",
    "wounded",
    "toll",
    "people",
    "civilians",
    "including",
    "among",
    "was",
    "from",
    "rose",
    "March",
    "third",
    "quarters",
    "years",
    "old",
    "one",
    "in",
    "9",
    "99999999999999999999",
]
PIECES = st.sampled_from([*SMALL, *TENS, *WORDS])


@settings(max_examples=300)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_is_read(text: str) -> None:
    made = quantities(text)
    end = 0
    for one in made:
        assert end <= one.place[0] < one.place[1] <= one.until <= len(text)
        assert text[slice(*one.place)].strip() == text[slice(*one.place)]
        assert one.low is None or one.high is None or one.low <= one.high
        end = one.place[1]
    for one in made[:5]:
        for other in made[:5]:
            assert relation(one, other) == relation(other, one)
            assert sameness(one, other) == sameness(other, one)


def test_a_page_of_numbers_is_read() -> None:
    assert len(quantities("At least 20 people were killed and 30 wounded. " * 2_000)) == 4_000
