"""A small ledger of every kind of thing that listings tell apart, for their tests."""

from __future__ import annotations

import random

from msgspec.structs import replace
from sqlalchemy import Engine

from ledger_documents import reading
from sayso import Document
from sayso.ledger.opening import writing
from sayso.ledger.storing import store

OUTLETS = ("Alder Courier", "Radio Innis", "Kestrel Post", None)
SPEAKERS = ("Ida Sorrel", "Tobias Renn", "Mina Dace", "Officials", "Halvern")
THINGS = ("harbour", "ferry", "old town", "town hall", "bridge", "library", "market", "Café", "9/11 inquiry")
DAYS = ("2025-06-15", "2025-06-15T23:30:00-05:00", "2025-06-14", "2024-02-29", None)
ACTS = ("assert", "deny", "warn", "promise")


def generated(number: int) -> Document:
    """The document of this number."""
    dice = random.Random(number)
    lines = []
    for _ in range(dice.randint(1, 7)):
        thing, other = dice.sample(THINGS, 2)
        who = dice.choice([*SPEAKERS, "Nobody was at"])
        said = f"{who.split()[-1]} said the {thing} would follow the {other} in {number}"
        lines.append(f"{said}." if who != "Nobody was at" else f"Nobody was at the {thing} before the {other}.")
    document = reading(
        " ".join(lines),
        outlet=dice.choice(OUTLETS),
        published=dice.choice(DAYS),
        title=dice.choice([None, f"The {dice.choice(THINGS)} again"]),
        url=f"https://courier.example/{number}",
    )
    names = {speaker.split()[-1]: speaker for speaker in SPEAKERS}
    sources = tuple(
        replace(each, name=names.get(each.name, each.name), kind=kind, anonymous=kind == "unnamed")
        for each in document.sources or ()
        for kind in ["unnamed" if each.name == "Officials" else "person"]
    )
    statements = tuple(
        replace(each, act=dice.choice(ACTS), certainty=dice.choice(["certain", "possible"])) if each.cue else each
        for each in document.statements
    )
    return replace(document, sources=sources, statements=statements)


def fill(engine: Engine, count: int) -> None:
    """Store so many documents, and a new version of every fifth."""
    with writing(engine) as connection:
        for number in range(count):
            store(connection, generated(number), f"{number}.txt")
        for number in range(0, count, 5):
            document = generated(number)
            changed = replace(generated(number + 10_000), url=document.url, outlet=document.outlet)
            store(connection, changed, f"{number}.txt")
