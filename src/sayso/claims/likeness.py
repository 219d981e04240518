"""Whether two statements of different documents are about the same proposition."""

from __future__ import annotations

import msgspec
import numpy as np

from sayso.claims.told import Told


class Likeness(msgspec.Struct, frozen=True):
    """The probability that two statements make the same claim, whatever their stances, and what speaks for it."""

    probability: float
    reasons: tuple[str, ...]


def likeness(left: Told, right: Told) -> Likeness:
    """Compare two statements."""
    near = cosine(left, right)
    return Likeness(max(0.0, near), (f"meaning {near:.2f}",))


def cosine(left: Told, right: Told) -> float:
    """The cosine of two statements' vectors, 0 if one has none."""
    if left.vector is None or right.vector is None:
        return 0.0
    one, other = (np.frombuffer(each.vector, dtype=np.int8).astype(np.float32) for each in (left, right))
    return float(one @ other / max(1e-6, float(np.linalg.norm(one) * np.linalg.norm(other))))
