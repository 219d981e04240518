"""The ledger as Python programs use it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import sayso
from ledger_documents import article, reading
from sayso.ledger.errors import LedgerError
from sayso.ledger.filters import NotFound

TEXT = "The mayor said the bridge was safe. The clerk denied that money was missing. It opened in 1931."


def test_what_is_added_is_there(place: str) -> None:
    with sayso.Ledger(place) as ledger:
        assert ledger.add(reading(TEXT, outlet="Courier", published="2025-06-15")).outcome == "new"
        assert ledger.add(sayso.Article(TEXT, outlet="Courier")).outcome == "same"
        assert ledger.add("The ferry is late, the operator said.").outcome == "new"
        assert ledger.add("The ferry is late, the operator said.").outcome == "same"
    with sayso.Ledger(place) as ledger:
        assert [one.id for one in ledger.documents()] == [1, 2]
        assert [one.content for one in ledger.statements(act="deny")] == ["that money was missing"]
        assert [one.name for one in ledger.sources(words="mayor")] == ["The mayor"]
        assert [hit.document.id for hit in ledger.search("ferry")] == [2]
        assert ledger.document(1).document == reading(TEXT, outlet="Courier", published="2025-06-15")
        assert [one.id for one in ledger.kept([2])] == [2]


def test_more_than_is_fetched_at_a_time(tmp_path: Path) -> None:
    with sayso.Ledger(str(tmp_path / "a.db")) as ledger:
        ledger.add(reading(article("harbour", 1200), outlet="Courier"))
        assert len({one.id for one in ledger.statements()}) == 1200


def test_frames(tmp_path: Path) -> None:
    with sayso.Ledger(str(tmp_path / "a.db")) as ledger:
        ledger.add(reading(TEXT, outlet="Courier", published="2025-06-15"))
        polars, pandas = ledger.to_polars(), ledger.to_pandas()
        empty, own = ledger.to_polars(act="promise"), ledger.to_pandas(own_voice=True)
    assert polars["content"].to_list() == ["the bridge was safe", "that money was missing"]
    assert polars["speaker"].to_list() == ["The mayor", "The clerk"]
    assert pandas["content"].tolist() == polars["content"].to_list()
    assert pandas["confidence"].tolist() == [0.875, 0.875]
    assert str(pandas["unnamed"].dtype) == "boolean"
    assert (empty.shape[0], empty.schema) == (0, polars.schema)
    assert own["cue"].tolist() == [""]
    assert own["speaker_number"].isna().all()


@pytest.mark.parametrize("extra", ["polars", "pandas"])
def test_frames_without_their_library(tmp_path: Path, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, extra, None)
    with sayso.Ledger(str(tmp_path / "a.db")) as ledger, pytest.raises(ImportError, match=rf"sayso\[{extra}\]"):
        getattr(ledger, f"to_{extra}")()


def test_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is a directory"):
        sayso.Ledger(str(tmp_path))
    with sayso.Ledger(str(tmp_path / "a.db")) as ledger:
        with pytest.raises(NotFound, match="number 7"):
            ledger.document(7)
        with pytest.raises(TypeError):
            next(ledger.statements(actt="deny"))
    with pytest.raises(AttributeError):
        _ = sayso.Ledgers  # type: ignore[attr-defined]
