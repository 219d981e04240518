"""The snippets in the documentation do what they show."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

import sayso

ROOT = Path(__file__).parent.parent


def test_snippets_of_the_api_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert doctest.testfile(str(ROOT / "docs/api.md"), module_relative=False).failed == 0


def test_snippets_of_the_package() -> None:
    assert doctest.testmod(sayso).failed == 0
