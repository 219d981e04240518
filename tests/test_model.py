"""The shipped file reads as well as its card says. Needs the corpus beside the repository."""

from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path

import pytest

import sayso

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
DEV = SHARED / "corpora/polnear/dev.jsonl.gz"
SLACK = 0.003
"""Matrix libraries of other machines round differently."""


@pytest.mark.skipif(not DEV.exists(), reason="the PolNeAR corpus is not in ../shared")
def test_dev_scores_are_those_of_the_card() -> None:
    figures = json.loads((ROOT / "src/sayso/model/figures.json").read_text(encoding="utf8"))
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools/score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    tally = score.Tally()
    with gzip.open(DEV, "rt", encoding="utf8") as lines:
        for row in map(json.loads, lines):
            statements = sayso.read(row["text"]).statements
            said = [
                {role: [(span.start, span.end) for span in getattr(s, role)] for role in ("source", "cue", "content")}
                for s in statements
                if s.attributed and s.inside is None
            ]
            score.score(row["text"], said, row["annotations"][0]["attributions"], tally)
    measured = tally.f1()
    for measure, f1 in figures["dev"].items():
        assert measured[measure] >= f1 - SLACK, measure
