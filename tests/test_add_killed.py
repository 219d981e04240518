"""`sayso add` killed at random moments, and run again: nothing is lost, doubled or broken.

`python -m benchmarks.killed` does the same with more documents and kills.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import sayso

ROOT = Path(__file__).parent.parent


def test_killed_at_random_moments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT)
    # So that a relative PYTHONPATH still leads to the package.
    monkeypatch.setenv("PYTHONPATH", str(Path(sayso.__file__).parent.parent))
    from benchmarks.killed import measure

    kills = int(os.environ.get("SAYSO_KILLS", "8"))
    found = measure(tmp_path, documents=60, kills=kills, seed=7, jobs=1)
    assert found.problems == ()
    assert found.kills == kills
