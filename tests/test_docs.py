"""The snippets in the documentation do what they show."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

import sayso

ROOT = Path(__file__).parent.parent


def test_snippets_of_the_api_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # Snippets read the examples and make a ledger.
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    assert doctest.testfile(str(ROOT / "docs/api.md"), module_relative=False).failed == 0


def test_snippets_of_the_package() -> None:
    assert doctest.testmod(sayso).failed == 0
