"""Whether statements with numbers may tell of one event, by the days and places that they name, on invented papers."""

from __future__ import annotations

import msgspec
import pytest

from sayso.claims.occasion import Occasion, may_be_one, occasion, sounds
from sayso.claims.told import Told
from sayso.document import Time
from told_papers import paper


def one(number: int, sentence: str, day: str | None = "2031-03-14") -> Told:
    return paper(number, sentence, outlet=f"Paper {number}", day=day)[0]


def of(sentence: str, day: str | None = "2031-03-14") -> Occasion:
    return occasion(one(1, sentence, day))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("A fire in Marl killed 12.", "A fire in Ostrava killed 15."),
        ("A fire in the town of Brin in Marl killed 12.", "A fire in the village of Dorn in Marl killed 15."),
        ("A fire on Tuesday killed 12.", "A fire on Friday killed 15."),
        ("Fires have killed 200 people since March.", "A fire killed 15 people."),
        ("Fires killed 20 people in three days.", "A fire killed 15 people."),
    ],
)
def test_other_days_or_places(left: str, right: str) -> None:
    assert not may_be_one(of(left), of(right), True)
    assert not may_be_one(of(right), of(left), True)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("A fire in Marl killed 12.", "The fire killed 15."),
        ("A fire in Marl killed 12.", "A fire in the village of Dorn in Marl killed 15."),
        ("A fire in Kobane killed 12.", "A fire in Kobani killed 15."),
        ("A fire in Norway killed 12.", "A fire in the port of Marl killed 15."),
        ("A fire in Marl killed 12.", "Marl mourns: a fire in Dorn killed 15."),
        ("A fire on Tuesday killed 12.", "The fire killed 15 on Tuesday night."),
        ("12 people died since nobody had locked the door.", "15 people died."),
        ("Fires In Harbour Sheds Kill 12. The sheds stood in harbour mud.", "A fire in Marl killed 15."),
    ],
)
def test_what_may_be_one(left: str, right: str) -> None:
    assert may_be_one(of(left), of(right), True)
    assert may_be_one(of(right), of(left), True)


def test_tolls_told_days_apart_are_of_other_events_unless_both_name_the_day() -> None:
    early, late = of("A fire killed 12."), of("A fire killed 15.", "2031-03-17")
    assert not may_be_one(early, late, True)
    assert may_be_one(early, late, False)
    assert may_be_one(early, of("A fire killed 15.", "2031-03-16"), True)
    assert may_be_one(early, of("A fire killed 15.", None), True)
    named = msgspec.structs.replace(late, days=frozenset({early.told or 0}))
    assert may_be_one(early, named, True)


@pytest.mark.parametrize(
    ("value", "told"), [("2031-03-01", 1), ("2031-03", 31), ("2031", 0), ("2031-13-01", 0), (None, 0)]
)
def test_the_days_of_a_content(value: str | None, told: int) -> None:
    on = one(1, "A fire in March killed 12.")
    at = on.paper.text.index("March")
    times = (Time(0, 0, "", "DATE", None), Time(at, at + 5, "March", "DATE", value))
    found = occasion(msgspec.structs.replace(on, paper=msgspec.structs.replace(on.paper, times=times)))
    assert len(found.days) == told


def test_spellings_of_a_name_sound_alike() -> None:
    assert sounds("Kobane") == sounds("Kobani")
    assert sounds("al-Raqqa") == sounds("Raqa")
    assert sounds("Deir") != sounds("Daraa")


def test_a_long_content_with_very_many_places() -> None:
    found = of("A fire " + "in Marlby " * 50_000 + "killed 12.")
    assert found.places == {"mrlb"}
