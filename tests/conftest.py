"""Fixtures that several modules of tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from postgres import postgres, postgresql  # noqa: F401


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger may be made: of either kind of database, one after the other."""
    if request.param == "postgresql":
        address: str = request.getfixturevalue("postgresql")
        return address
    return str(tmp_path / "sayso.db")
