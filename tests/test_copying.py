"""What kind of copy two documents are, which agency explains it, and that hostile texts do no harm."""

from __future__ import annotations

import random

import pytest

from sayso.claims.agencies import best, near, shown
from sayso.claims.copying import Reuse, Written, explained, shared


def words(seed: int, count: int) -> str:
    dice = random.Random(seed)
    return " ".join(f"{dice.choice('bdfgklmnprst')}{dice.choice('aeiou')}{dice.randrange(10**5)}" for _ in range(count))


def document(id: int, text: str, outlet: str | None = None, direct: tuple[tuple[int, int], ...] = ()) -> Written:
    return Written(id, text, outlet or f"Outlet {id}", None, f"2025-06-{10 + id}", direct)


def compared(left: Written, right: Written, *group: Written) -> Reuse | None:
    what = shared(left, right)
    return None if what is None else explained(left, right, what, group)


def test_the_same_text() -> None:
    body = words(1, 200)
    found = compared(document(1, body), document(2, f"{body} {words(2, 10)}"))
    assert found is not None
    assert (found.kind, found.agency, found.first) == ("same text", None, 1)
    assert (found.shared.words, found.shared.longest, found.shared.share, found.shared.quoted) == (200, 200, 1, False)


def test_a_shared_passage_and_none() -> None:
    passage = words(1, 30)
    left, right = (document(n, f"{words(n + 1, 100)}. {passage}. {words(n + 5, 100)}") for n in (1, 2))
    found = compared(left, right)
    assert found is not None
    assert (found.kind, found.shared.words) == ("shared passage", 30)
    assert left.text[slice(*found.shared.passages[0].left)] == passage
    assert compared(left, document(3, words(9, 300))) is None


def test_an_agency_text_is_named_by_the_one_that_credits_it() -> None:
    body = words(1, 120)
    bare = document(1, f"{body}. {words(2, 60)}.")
    credited = document(2, f"{body}. {words(3, 50)}. --Reuters")
    found = compared(bare, credited)
    assert found is not None
    assert found.agency is not None
    assert (found.kind, found.agency.name, found.agency.how, found.agency.document) == (
        "agency text",
        "Reuters",
        "credit",
        2,
    )
    place = found.agency.place
    assert place is not None
    assert credited.text[slice(*place)] == "Reuters"
    third = document(3, f"{words(4, 40)}. {body}.")
    alone = compared(bare, third)
    assert alone is not None
    assert alone.agency is None
    in_group = compared(bare, third, credited)
    assert in_group is not None
    assert (in_group.kind, in_group.agency) == ("agency text", found.agency)


def test_one_agency_with_shorter_passages() -> None:
    one, two = words(1, 18), words(2, 16)
    left = document(1, f"Afp - {words(3, 40)} {one} {words(4, 40)} {two} {words(5, 30)}")
    right = document(2, f"{words(6, 40)} {one} {words(7, 40)} {two}, she told AFP by telephone.")
    found = compared(left, right)
    assert found is not None
    assert (found.kind, found.agency and found.agency.name) == ("agency text", "AFP")
    assert compared(left, document(3, right.text.replace("AFP", "her aunt"))) is None


def test_an_outlet_that_repeats_itself_has_it_from_no_agency() -> None:
    footer = words(1, 30)
    left = document(1, f"{words(2, 50)}, he told AFP. {footer}", "Courier")
    right = document(2, f"{words(3, 50)}. {footer}", "courier ")
    found = compared(left, right)
    assert found is not None
    assert (found.kind, found.agency) == ("shared passage", None)


@pytest.mark.parametrize("marks", ["“{}”", '"{}"'])
def test_what_two_outlets_quote_is_no_copy(marks: str) -> None:
    said = marks.format(words(1, 40))
    left, right = (document(n, f"{words(n + 1, 50)}. {said} she said. {words(n + 5, 50)}") for n in (1, 2))
    found = compared(left, right)
    assert found is not None
    assert found.shared.quoted


def test_what_was_read_as_a_direct_quotation_is_no_copy() -> None:
    said = words(1, 40)
    left, right = (document(n, f"{words(n + 1, 50)}. {said}") for n in (1, 2))
    begin = left.text.index(said)
    found = compared(left, document(2, right.text, direct=()))
    assert found is not None
    assert not found.shared.quoted
    found = compared(document(1, left.text, direct=((begin, len(left.text)),)), right)
    assert found is not None
    assert found.shared.quoted


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("PORT ALDER (Reuters) - The bridge was shut.", "Reuters", "credit"),
        ("The bridge was shut. Afp - The mayor had warned.", "AFP", "credit"),
        ("The bridge was shut. --Reuters", "Reuters", "credit"),
        ("The bridge was shut, the mayor told AFP.", "AFP", "staff"),
        ("The bridge was shut, an AP photographer saw.", "AP", "staff"),
        ("The bridge was shut, according to Xinhua.", "Xinhua", "cited"),
    ],
)
def test_how_an_agency_is_shown(text: str, name: str, how: str) -> None:
    found = best(shown(text, "Courier"))
    assert found is not None
    assert (found.name, found.how) == (name, how)
    assert found.place is not None
    assert text[slice(*found.place)].upper() == name.upper()


def test_what_shows_no_agency() -> None:
    assert shown("The bridge was shut, the mayor told the Courier. The Water Agency knew.", "Courier") == ()
    (own,) = (each for each in shown("The bridge was shut.", "Reuters") if each.how == "outlet")
    assert own.name == "Reuters"
    assert best(shown("The bridge was shut.", "Courier", "Ada Lind, AFP")) is not None


def test_an_agency_that_is_cited_counts_near_the_words() -> None:
    text = f"The bridge was shut, Xinhua said. {words(1, 100)}"
    some = shown(text, "Courier")
    assert near(some, [(0, 20)])
    assert not near(some, [(len(text) - 20, len(text))])


@pytest.mark.parametrize("piece", ["A", "A ", "The AFP ", "AFP.", ". ", "\n", "(AFP) - ", '"a" ', "“", "told ", "- "])
def test_hostile_texts(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    left, right = document(1, text), document(2, f"{text} more")
    compared(left, right)


def test_an_outlet_that_the_other_one_credits_is_its_agency_and_was_first() -> None:
    body = words(1, 120)
    day = "2031-03-04"
    here = Written(1, f"{words(2, 40)} {body}", "Alder Wire", None, day, ())
    there = Written(2, f"PORT ALDER, 4 March (Alder Wire) — {body} {words(3, 40)}", "Courier", None, day, ())
    for left, right in ((here, there), (there, here)):
        found = compared(left, right)
        assert found is not None
        assert found.agency is not None
        assert (found.kind, found.first) == ("agency text", 1)
        assert (found.agency.name, found.agency.how, found.agency.document) == ("Alder Wire", "credit", 2)
