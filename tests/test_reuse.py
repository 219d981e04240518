"""Passages that two texts share: all of them, and exactly; what was changed between them; who was first."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.reuse import (
    LEAST,
    STEP,
    Passage,
    changed,
    fingerprints,
    first,
    kept,
    marked,
    passages,
    shared,
    worded,
)

BODY = "The mayor said the bridge of Port Alder was safe, and the ferry would go on until the council had met again."
# Of that text, as ledgers keep them.
PRINTS = [
    -1045818521,
    -1546615788,
    1292917070,
    3988693,
    -1116988300,
    1634063852,
    -1739426623,
    -963919300,
    492399490,
    245587129,
    1866669914,
    1109233334,
    -1852269,
    123620475,
    -386670047,
    -1289851404,
    -1731547553,
]
FEW = st.lists(st.sampled_from(["a", "b", "c", "the"]), max_size=80)


def some_words(seed: int, count: int, letter: str) -> list[str]:
    dice = random.Random(seed)
    return [f"{letter}{dice.randrange(10**6)}" for _ in range(count)]


@given(st.integers(0, 10**6), st.integers(0, 60), st.integers(0, 60), st.integers(LEAST, 60))
def test_a_planted_passage_is_found_where_it_stands(seed: int, before: int, after: int, size: int) -> None:
    planted = some_words(seed, size, "p")
    left = [*some_words(seed + 1, before, "l"), *planted, *some_words(seed + 2, after, "l")]
    right = [*some_words(seed + 3, after, "r"), *planted, *some_words(seed + 4, before, "r")]
    one, other = " ".join(left), ", ".join(right).upper()
    (found,) = passages(one, other)
    assert found.words == size
    assert one[slice(*found.left)] == " ".join(planted)
    assert other[slice(*found.right)] == ", ".join(planted).upper()
    kept_of_one = set(kept(fingerprints(worded(one)), (), ()))
    assert kept_of_one & set(fingerprints(worded(other)))


@given(FEW, FEW)
def test_every_passage_is_within_one_that_is_found(left: list[str], right: list[str]) -> None:
    one, other = " ".join(left), " ".join(right)
    found = passages(one, other)
    for each in found:
        here, there = (text[slice(*place)].split() for text, place in ((one, each.left), (other, each.right)))
        assert here == there
        assert len(here) == each.words
    ours, theirs = ([" ".join(words[i : i + LEAST]) for i in range(len(words) - LEAST + 1)] for words in (left, right))
    whole = worded(one)
    for i in [i for i, gram in enumerate(ours) if gram in theirs]:
        begin, end = whole.place(i, i + LEAST)
        assert any(each.left[0] <= begin and end <= each.left[1] for each in found)


@given(st.text(), st.text())
def test_any_text(left: str, right: str) -> None:
    one, other = worded(left), worded(right)
    found = passages(one, other)
    words, share = shared(found, one, other)
    assert 0 <= share <= 1
    assert words <= min(len(one.words), len(other.words))
    changed(one, other)
    assert bool(passages(left, left)) == bool(one.words)


@pytest.mark.parametrize(
    "written",
    [
        "the U.S. mayor's 12,000 ferries",
        "The US mayor’s 12000 ferries!",
        "THE “U.S.” MAYORS 12,000 'ferries'",
        "the us — mayors, 12000 ferries …",
    ],
)
def test_words_are_compared_without_case_and_punctuation(written: str) -> None:
    assert worded(written).words == ["the", "us", "mayors", "12000", "ferries"]


def test_other_numbers_are_other_words() -> None:
    assert worded("12.5 and 1,2 and 1,2345").words == ["12", "5", "and", "1", "2", "and", "1", "2345"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("word " * 60_000, "word " * 60_000),
        ("a b " * 30_000, "a b c " * 20_000),
        ("a b " * 30_000, "b a " * 30_000),
        (("x " * 30 + "y ") * 2_000, ("x " * 29 + "y ") * 2_000),
        ("x" * 1_000_000, "x" * 1_000_000),
    ],
)
def test_texts_that_repeat_themselves_are_compared_in_bounded_work(left: str, right: str) -> None:
    one, other = worded(left), worded(right)
    found = passages(one, other)
    assert len(found) <= max(1, (len(one.words) + len(other.words)) / 10)
    changed(one, other)


def test_a_passage_that_stands_twice_is_found_twice() -> None:
    planted = " ".join(some_words(1, 25, "p"))
    found = passages(f"{planted} and {planted} or", planted)
    assert [each.left[0] for each in found] == [0, len(planted) + 5]
    assert {each.right for each in found} == {(0, len(planted))}


def test_one_of_so_many_fingerprints_is_kept_whatever_is_known() -> None:
    prints = list(range(200))
    chosen = kept(prints, (), ())
    assert all(set(prints[i : i + STEP]) & set(chosen) for i in range(len(prints) - STEP + 1))
    # What an earlier version has kept is not kept again.
    later = [*range(1000, 1010), *prints]
    assert len(kept(later, chosen, ())) <= 1
    # Others are taken instead of those that many texts have, and nothing of what all have.
    again = kept(prints, (), set(chosen))
    assert not set(again) & set(chosen)
    assert all(set(prints[i : i + STEP]) & set(again) for i in range(len(prints) - STEP + 1))
    assert kept(prints, (), set(prints)) == []


def test_fingerprints_are_the_same_in_every_process() -> None:
    assert fingerprints(worded(BODY)) == PRINTS
    program = f"from sayso.claims.reuse import *; print(fingerprints(worded({BODY!r})))"
    for seed in ("0", "7"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent.parent / "src")}
        ran = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        assert ran.stdout.strip() == str(PRINTS)


def test_what_was_changed_between_passages() -> None:
    one, two, three = (" ".join(some_words(seed, 22, "p")) for seed in (1, 2, 3))
    left = f"Alone here {one} The rebels fled {two} early on Monday {three} end"
    right = f"{one} the terrorists fled {two} {three} Written by nobody"
    found = changed(worded(left), worded(right))
    told = [
        (each.kind, each.left and left[slice(*each.left)], each.right and right[slice(*each.right)]) for each in found
    ]
    assert told == [("replaced", "rebels", "terrorists"), ("dropped", "early on Monday", None)]
    assert [each.kind for each in changed(worded(right), worded(left))] == ["replaced", "added"]


def test_other_text_between_passages_is_no_change() -> None:
    one, two = (" ".join(some_words(seed, 22, "p")) for seed in (1, 2))
    left, right = (f"{one} {' '.join(some_words(3, 300, letter))} {two}" for letter in "lr")
    assert changed(worded(left), worded(right)) == ()


@pytest.mark.parametrize(
    ("left", "right", "earlier"),
    [
        ("2025-06-15", "2025-06-16", 0),
        ("2025-06-16", "2025-06-15T10:00:00Z", 1),
        ("2025-06-15", "2025-06-15T10:00:00Z", None),
        ("2025-06-15T10:00:00Z", "2025-06-15T11:30:00+02:00", 1),
        ("2025-06-15T10:00:00Z", "2025-06-15T12:00:00+02:00", None),
        (None, "2025-06-15", None),
        ("yesterday", "2025-06-15", None),
        ("0001-01-01T00:00:00+14:00", "2025-06-15", None),
    ],
)
def test_who_was_first(left: str | None, right: str | None, earlier: int | None) -> None:
    assert first(left, right) == earlier


def test_a_passage_that_is_just_a_quotation() -> None:
    passage = Passage((0, 100), (50, 150), 20)
    (whole,) = marked([passage], [(0, 90)], [])
    (part,) = marked([passage], [(0, 30)], [(60, 80)])
    (in_pieces,) = marked([passage], [], [(40, 70), (60, 160)])
    assert (whole.quoted, part.quoted, in_pieces.quoted) == (True, False, True)
