"""Shows the shipped model's measured figures in the documentation (see the Makefile)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cog

ANNOTATORS = {
    "source exact": 0.7913,
    "cue exact": 0.7196,
    "content exact": 0.6948,
    "statement exact": 0.6052,
    "statement soft": 0.7383,
}
NAMES = {
    "source exact": "source, exact span",
    "cue exact": "cue, exact span",
    "content exact": "content, exact span",
    "statement exact": "whole statement, all three exact",
    "statement soft": "whole statement, soft",
}


def figures() -> dict[str, Any]:
    """What `training.measure` wrote beside the model."""
    loaded: dict[str, Any] = json.loads(Path("src/sayso/model/figures.json").read_text(encoding="utf8"))
    return loaded


def table() -> None:
    """F1 on PolNeAR dev beside the annotators' agreement."""
    dev = figures()["dev"]
    cog.outl("\n| F1 | Sayso | annotators |\n|---|---|---|")
    for measure, name in NAMES.items():
        cog.outl(f"| {name} | {dev[measure]:.2f} | {ANNOTATORS[measure]:.2f} |")
    cog.outl()


def robustness() -> None:
    """Whole-statement-soft F1 on disguised texts."""
    measured = figures()
    plain = measured["dev"]["statement soft"]
    cog.outl(f"\n| dev documents | whole statement, soft |\n|---|---|\n| as they are | {plain:.3f} |")
    for name, f1 in measured["robustness"].items():
        cog.outl(f"| {name} | {f1:.3f} |")
    cog.outl()


def calibration() -> None:
    """The expected calibration errors."""
    measured = figures()["calibration error"]
    cog.outl(f"\nExpected calibration error on dev, ten bins of equal width: {measured}.\n")
