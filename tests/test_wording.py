"""Invented papers side by side: the words of each for the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims.told import Told
from sayso.claims.wording import Row, compared
from told_papers import paper

COURIER = paper(
    1,
    "[Activists] <said> {the army shelled the old mill at Marl on Monday}.",
    "[Mayor Olund] <said> {the ferry would sail to the island every morning}.",
    "Rain fell all day.",
    outlet="Courier",
    chains=[("Activists",), ("Olund",), ()],
)
HERALD = paper(
    2,
    "[The opposition activists] <claimed> {that regime forces shelled the old mill at Marl}.",
    "[The mayor of Marl] <said> {the boat would sail to the island every morning}.",
    "[She] <left> {early}.",
    outlet="Herald",
    chains=[("Activists",), ("Olund",), ("Olund",)],
)
GAZETTE = paper(3, "Rebels shelled the old mill at Marl.", outlet="Gazette")


def rows(kind: str, *papers: tuple[Told, ...]) -> list[tuple[str, ...]]:
    claim = {COURIER[0].key, HERALD[0].key, GAZETTE[0].key}
    return [tuple(w.words for w in row.wordings) for row in compared(papers, [claim]) if row.kind == kind]


def test_sources_as_each_paper_names_them() -> None:
    assert rows("source", COURIER, HERALD) == [
        ("Activists", "The opposition activists"),
        ("Mayor Olund", "The mayor of Marl"),
    ]


def test_claims_side_by_side() -> None:
    assert rows("claim", COURIER, HERALD, GAZETTE) == [
        (
            "the army shelled the old mill at Marl on Monday",
            "that regime forces shelled the old mill at Marl",
            "Rebels shelled the old mill at Marl.",
        )
    ]


def test_how_a_source_is_quoted() -> None:
    assert rows("cue", COURIER, HERALD) == [("said", "claimed")]


def test_words_that_differ_in_claims_and_in_other_sentences() -> None:
    assert rows("words", COURIER, HERALD, GAZETTE) == [("army", "regime forces", "Rebels"), ("ferry", "boat")]


def test_the_words_around_are_shown_as_what_is_the_same() -> None:
    (row,) = [row for row in compared([COURIER, GAZETTE], [{COURIER[0].key, GAZETTE[0].key}]) if row.kind == "words"]
    assert row.same == "Activists said the … shelled the old mill at Marl on Monday."


def test_papers_that_share_nothing() -> None:
    assert compared([COURIER, paper(4, "The council met in Sallow.")], []) == ()
    assert compared([], []) == compared([COURIER], [{COURIER[0].key}]) == ()


TOKENS = ["the", "army", "rebels", "shelled", "mill", "Marl", "bridge", "closed", "old", "stone", "\n", ".", "“", "”"]
TEXTS = st.lists(st.lists(st.sampled_from(TOKENS), max_size=15).map(" ".join), min_size=1, max_size=4)


def checked(found: tuple[Row, ...]) -> None:
    for row in found:
        assert len(row.wordings) > 1
        for each in row.wordings:
            start, end = each.place
            assert 0 <= each.begin <= start < end <= each.end <= len(each.told.paper.text)
            assert each.words == each.told.paper.text[start:end]


@given(st.lists(TEXTS, max_size=4))
@settings(max_examples=80, deadline=None)
def test_all_that_is_shown_are_slices_of_the_papers(texts: list[list[str]]) -> None:
    papers = [paper(i, *sentences) for i, sentences in enumerate(texts, 1)]
    checked(compared(papers, [{one.key for one in each} for each in zip(*papers, strict=False)]))


def test_long_papers() -> None:
    papers = [paper(i, *[f"The army shelled the old mill at Marl {j} times." for j in range(1_500)]) for i in (1, 2, 3)]
    checked(compared(papers, [{each[0].key for each in papers}]))
