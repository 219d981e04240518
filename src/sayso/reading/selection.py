"""Which of the candidate attributions stand: the surest first, none whose cue overlaps one already taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sayso.reading.decoding import Attribution


def select(
    found: Iterable[Attribution], confidence: Callable[[Attribution], float], least: float
) -> list[tuple[Attribution, float]]:
    """The attributions of at least `least` confidence with that confidence, in the order of their cues."""
    ranked = sorted(((confidence(a), a) for a in found if a.content), key=lambda pair: (-pair[0], pair[1].first))
    taken: set[int] = set()
    kept = []
    for sure, attribution in ranked:
        if sure < least:
            break
        cue = range(attribution.first, attribution.last + 1)
        if taken.isdisjoint(cue):
            taken.update(cue)
            kept.append((attribution, sure))
    return sorted(kept, key=lambda pair: pair[0].first)
