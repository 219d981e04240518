"""The words that people search by: what they mean, what holds them, and where they stand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger.words import Term, Words, holding, marks, parsed, tokenised

TEXTS = ["He denied that the old town was on fire", "Fires in the town, old and new", "Café closed — the U.S. said so"]


def found(written: str) -> list[bool]:
    return holding(TEXTS, parsed(written))


def test_all_words_must_be_there_in_any_order() -> None:
    assert found("town fire") == [True, True, False]
    assert found("town closed") == [False, False, False]


def test_inflections_capitals_and_accents_do_not_count() -> None:
    assert found("DENIES") == [True, False, False]
    assert found("cafe") == found("CAFÉ") == [False, False, True]


def test_a_phrase_is_found_as_it_is_written() -> None:
    assert found('"old town"') == [True, False, False]
    assert found('"town old"') == [False, True, False]


def test_what_looks_like_one_word_and_is_several_is_a_phrase() -> None:
    assert parsed("U.S.").wanted == (Term(("u", "s")),)
    assert found("U.S.") == [False, False, True]


def test_minus_leaves_out_and_a_star_goes_on() -> None:
    assert found("town -denied") == [False, True, False]
    assert found('-"old town"') == [False, True, True]
    assert found("clos*") == [False, False, True]


def test_a_star_after_a_letter_or_two_is_not_taken_for_all_that_begins_so() -> None:
    assert parsed("th*").wanted == (Term(("th",)),)


def test_nothing_else_is_syntax() -> None:
    assert parsed("fire AND NOT ( ^ : text:town {a} + OR").unwanted == ()
    assert [term.words for term in parsed("fire OR town").wanted] == [("fire",), ("or",), ("town",)]
    assert parsed('" -- - * "').wanted == ()


def test_hits_are_marked_where_they_stand() -> None:
    text = "😀 The ferries left; “ferry,” he said"
    ((first, second),) = marks([text], parsed("ferry"))
    assert [text[a:b] for a, b in (first, second)] == ["ferries", "ferry"]
    assert marks(["nothing here", text], parsed("left -ferry")) == [(), ((14, 18),)]


def test_words_of_texts_are_told_apart() -> None:
    assert tokenised(["One, two", "", "Zwölf"]) == [["one", "two"], [], ["zwolf"]]


@given(st.text() | st.text(st.sampled_from('"*-():^+{}ab \x00\ue000\ufdd0')))
@settings(deadline=None)
def test_whatever_is_written_is_taken_literally(written: str) -> None:
    words = parsed(written)
    assert holding([written, ""], Words(words.wanted))[0]
    for begin, end in marks([written], words)[0]:
        assert tokenised([written[begin:end]])[0]
