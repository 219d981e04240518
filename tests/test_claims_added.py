"""What is added is read with its meaning, and linked, by the command and from Python."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from sayso import Article, Ledger, cli, read
from sayso.ledger import schema
from sayso.ledger.opening import opened, reading, writing
from sayso.ledger.storing import store

FIRST = (
    "The harbour master of Alder, Ida Sorrel, said on Monday that three cranes fell into the old dock during the storm."
)
SECOND = "Three cranes fell into the old dock of Alder during the storm, the harbour master Ida Sorrel said on Monday."
OTHER = "The school at Kestrel will teach bee-keeping from autumn on, its head teacher Tobias Renn told reporters."


def articles() -> list[Article]:
    some = (("Courier", FIRST), ("Post", OTHER), ("Herald", SECOND))
    return [Article(text, id=outlet, outlet=outlet, published="2031-05-05") for outlet, text in some]


def papers(ledger: Ledger) -> list[set[str | None]]:
    return [{member.told.paper.outlet for member in claim.members} for claim in ledger.claims()]


def test_texts_and_readings_are_linked(tmp_path: Path) -> None:
    with Ledger(str(tmp_path / "a.db")) as ledger:
        for one in articles():
            ledger.add(one)
        assert papers(ledger) == [{"Courier", "Herald"}]
    with Ledger(str(tmp_path / "b.db")) as ledger:
        for one in articles():
            ledger.add(read(one.text, id=one.id, outlet=one.outlet, published=one.published))
        assert papers(ledger) == [{"Courier", "Herald"}]


def test_the_command_links_and_relinks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(tmp_path / "a.db")
    for one in articles():
        (tmp_path / f"{one.id}.txt").write_text(one.text)
        arguments = ["add", str(tmp_path / f"{one.id}.txt"), "--outlet", str(one.outlet), "--ledger", place]
        monkeypatch.setattr("sys.argv", ["sayso", *arguments, "--jobs", "1"])
        assert cli.main() == 0
    with Ledger(place) as ledger:
        assert papers(ledger) == [{"Courier", "Herald"}]


def test_a_ledger_that_knew_no_meanings_is_filled(tmp_path: Path) -> None:
    place = str(tmp_path / "a.db")
    with opened(place, create=True) as engine, writing(engine) as connection:
        for one in articles():
            document = read(one.text, id=one.id, outlet=one.outlet, published=one.published)
            store(connection, document, str(one.id))
    with Ledger(place) as ledger:
        assert papers(ledger) == []
        ledger.relink()
        assert papers(ledger) == [{"Courier", "Herald"}]
    with opened(place) as engine, reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(schema.meaning)) == 3
