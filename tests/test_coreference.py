"""Mentions and what links them, with weights that the tests choose."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading import coreference
from sayso.reading.mentions import CLASSES, COMPARISONS, DISTANCES, PRONOUN, compare, form_of

INNER, WIDTH = 4, 6


def pairs(alike: tuple[float, ...] = (5.0,), bias: float = -1.0) -> coreference.Pairs:
    """Weights that look at nothing but how the words compare: the first comparison is that they are the same."""
    weights = {
        "anaphor_weight": np.zeros((2 * INNER, 2 * WIDTH)),
        "anaphor_bias": np.zeros(2 * INNER),
        "antecedent_weight": np.zeros((2 * INNER, 2 * WIDTH)),
        "antecedent_bias": np.zeros(2 * INNER),
        "alike_weight": np.zeros((INNER, COMPARISONS)),
        "classes_weight": np.zeros((CLASSES * CLASSES, INNER)),
        "apart_weight": np.zeros((DISTANCES, INNER)),
        "between_weight": np.zeros((DISTANCES, INNER)),
        "score_weight": np.ones((1, INNER)),
        "score_bias": np.full(1, bias),
    }
    weights["alike_weight"][0, : len(alike)] = alike
    return coreference.Pairs({name: value.astype(np.float32) for name, value in weights.items()})


def linked(words: list[str]) -> list[int]:
    spans = [(3 * i, 3 * i + 1) for i in range(len(words))]
    values = coreference.Values(
        np.arange(0, 3 * len(words) + 1, 3), np.zeros((len(words) + 1, WIDTH), dtype=np.float16)
    )
    return coreference.link(pairs(), values, [form_of(w) for w in words], spans).tolist()


def test_values_are_of_the_nearest_token_before() -> None:
    values = coreference.Values(np.array([2, 5]), np.array([[1.0], [2.0]], dtype=np.float16))
    assert values.at(np.array([0, 2, 4, 5, 9]))[:, 0].tolist() == [1, 1, 1, 2, 2]


def test_the_same_words_are_one() -> None:
    assert linked(["Vera Lindqvist", "the harbour", "the mayor", "Vera Lindqvist", "a harbour"]) == [0, 1, 2, 0, 1]


def test_a_name_is_found_again_however_far_back() -> None:
    words = ["Vera Lindqvist", *(f"thing {i}" for i in range(5 * coreference.BLOCK)), "Vera Lindqvist"]
    assert linked(words)[-1] == 0


def test_no_mentions_no_entities() -> None:
    assert linked([]) == []


@given(st.lists(st.sampled_from(["he", "Vera", "the mayor", "x" * 400, "", "of", "’s"]), max_size=40))
def test_every_mention_has_an_entity_no_later_than_itself(words: list[str]) -> None:
    entities = linked(words)
    assert all(0 <= e <= i for i, e in enumerate(entities))
    assert set(entities) == set(range(len(set(entities))))


@pytest.mark.parametrize(
    ("text", "pronoun", "words", "head"),
    [
        ("He", 4, "he", "he"),
        ("the mayor of Lund", 0, "mayor of lund", "mayor"),
        ("the ministry’s", 0, "ministry", "ministry"),
        ("“Vera Lindqvist”", 0, "vera lindqvist", "lindqvist"),
        ("", 0, "", ""),
        ("of", 0, "of", "of"),
    ],
)
def test_form(text: str, pronoun: int, words: str, head: str) -> None:
    form = form_of(text)
    assert (form.pronoun, form.words, form.head) == (pronoun, words, head)


@given(st.text(max_size=500))
def test_any_text_has_a_form(text: str) -> None:
    assert form_of(text) == form_of(text)


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("Ms. Olund", "she"),
        ("Peter Lind of Harne", "he"),
        ("Peter", None),
        ("Peter Lind’s wife", "she"),
        ("Anna Lind’s lawyer", None),
        ("a spokeswoman for Mr. Lind", "she"),
        ("Kelly Lind", None),
        ("him", "he"),
        ("they", None),
    ],
)
def test_he_or_she(text: str, pronoun: str | None) -> None:
    assert form_of(text).said == (PRONOUN[pronoun] if pronoun else 0)


def test_nobody_is_both_he_and_she() -> None:
    spans = [(3 * i, 3 * i) for i in range(3)]
    values = coreference.Values(np.arange(9), np.zeros((9, WIDTH), dtype=np.float16))
    forms = [form_of(words) for words in ("Anna Lind", "he", "she")]
    assert coreference.link(pairs(bias=1.0), values, forms, spans).tolist() == [0, 1, 0]


def test_comparisons_are_of_row_with_column() -> None:
    forms = [form_of(t) for t in ("Vera Lindqvist", "Lindqvist", "she")]
    seen = compare(forms, [(0, 1), (5, 5), (9, 9)])
    assert seen.alike[1, 0, 2] == 1  # Lindqvist's words are among Vera Lindqvist's.
    assert seen.alike[2, 0].tolist()[:4] == [0, 0, 0, 0]
    assert seen.classes[2, 0] == form_of("she").pronoun * CLASSES
    assert seen.apart[2, 0] == 3
