"""Excerpts are the document's words, marked where they were to be, and never longer than asked for."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sayso.views.excerpts import around, excerpt
from told_papers import paper


def shown(text: str, whole: tuple[int, int], marks: list[tuple[int, int, str]], longest: int) -> str:
    pieces = excerpt(text, whole, marks, longest)
    return "".join(f"[{words}]" if labels else words for words, labels in pieces)


def test_marks_stand_where_they_were() -> None:
    text = "The old\n mill was shelled."
    assert shown(text, (4, 25), [(9, 13, "a"), (0, 7, "b"), (90, 99, "c")], 90) == "[old] [mill] was shelled"


def test_of_long_words_those_around_the_first_mark_are_given() -> None:
    text = f"{'before ' * 100}HERE {'after ' * 100}"
    found = shown(text, (0, len(text)), [(700, 704, "a")], 60)
    assert re.fullmatch(r"… (before )+\[HERE\]( after)+ …", found)


@given(st.text(), st.data())
def test_nothing_is_invented_and_little_is_shown(text: str, data: st.DataObject) -> None:
    def place() -> tuple[int, int]:
        return tuple(sorted(data.draw(st.tuples(*2 * [st.integers(0, len(text))]))))

    whole, marks = place(), [(*place(), "a") for _ in range(data.draw(st.integers(0, 3)))]
    longest = data.draw(st.integers(4, 40))
    pieces = list(excerpt(text, whole, marks, longest))
    words = "".join(words for words, _ in pieces if words not in ("… ", " …") or words in text)
    assert "".join(words.split()) in "".join(text[slice(*whole)].split()) or "…" in text
    assert sum(len(words) for words, _ in pieces) <= longest + 4
    begins = [start for start, end, _ in marks if max(start, whole[0]) < min(end, whole[1])]
    if begins and min(begins) >= whole[0]:
        assert any(labels for _, labels in pieces)


def test_five_megabytes_without_a_blank_are_cut() -> None:
    text = "x" * 5_000_000
    assert len(shown(text, (0, len(text)), [(4_000_000, 4_000_001, "a")], 400)) < 420


def test_around_a_statement_is_its_content_and_more() -> None:
    (one,) = paper(1, "[The mayor] <said> {it fell} and {it rose}.")
    assert one.paper.text[slice(*around(one, []))] == "it fell and it rose"
    assert one.paper.text[slice(*around(one, one.source))] == "The mayor said it fell and it rose"
