"""How sure a reading is: the network's evidence for one attribution as a calibrated probability (Platt 1999)."""

from __future__ import annotations

import math

import msgspec

from sayso.reading.decoding import Attribution


class Calibration(msgspec.Struct, frozen=True):
    """Weights of a logistic regression over `features`, and the least probability at which a statement is kept."""

    weights: tuple[float, ...]
    bias: float
    least: float


class Calibrations(msgspec.Struct, frozen=True):
    """One calibration for outer attributions, one for those inside another's content."""

    outer: Calibration
    nested: Calibration


def features(attribution: Attribution) -> tuple[float, ...]:
    """What the probability is computed from: logits that the cue is one (by the cue head and by the reader), log
    probabilities of the cue's extent and of the path, and whether there is a source."""
    start, extent, valid, path = attribution.evidence
    start_logit = start - math.log(max(1e-6, -math.expm1(min(start, -1e-6))))
    return (start_logit, extent, valid, path, float(bool(attribution.source)))


def confidence(calibration: Calibration, attribution: Attribution) -> float:
    """The calibrated probability, from 0 to 1, that source and content are right."""
    z = calibration.bias + sum(w * f for w, f in zip(calibration.weights, features(attribution), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
