"""Which statement stands inside which: nested statements are read where a cue stands in another statement's content.

PARC 3.0 (Pareti 2016) nests attributions to any depth; PolNeAR marks the outermost layer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace

from sayso.reading.decoding import Attribution


@dataclass(frozen=True, slots=True)
class Placed:
    """An attribution that stands, how sure it is, and the place in the list of the one whose content holds it."""

    attribution: Attribution
    sure: float
    inside: int | None


def nest(
    outer: Sequence[tuple[Attribution, float]],
    candidates: Sequence[Attribution],
    confidence: Callable[[Attribution], float],
    least: float,
) -> list[Placed]:
    """The outer attributions and those of the nested `candidates` of at least `least` confidence that stand inside one.

    No two cues overlap; the surest stand. A nested statement's source and content are kept within its holder's content.
    """
    standing = list(outer)
    taken = {t for a, _ in standing for t in range(a.first, a.last + 1)}
    ranked = sorted(((confidence(a), a) for a in candidates if a.content), key=lambda pair: (-pair[0], pair[1].first))
    over: dict[int, list[frozenset[int]]] = {}
    for a, _ in outer:
        content = frozenset(a.content)
        for token in content:
            over.setdefault(token, []).append(content)
    for sure, attribution in ranked:
        if sure < least:
            break
        cue = range(attribution.first, attribution.last + 1)
        holders = [content for content in over.get(attribution.first, ()) if content.issuperset(cue)]
        if holders and taken.isdisjoint(cue):
            taken.update(cue)
            standing.append((kept_within(attribution, min(holders, key=len)), sure))
    return _placed(standing, len(outer))


def kept_within(attribution: Attribution, content: Set[int]) -> Attribution:
    """The attribution as far as its source and content stand in this content."""
    return replace(
        attribution,
        source=tuple(t for t in attribution.source if t in content),
        content=tuple(t for t in attribution.content if t in content),
    )


def _placed(standing: Sequence[tuple[Attribution, float]], outer: int) -> list[Placed]:
    contents = [set(a.content) for a, _ in standing]
    # A statement can only be held by a larger one, so that nothing holds itself in a circle.
    order = sorted(range(len(standing)), key=lambda i: (-len(contents[i]), standing[i][0].first))
    over: dict[int, list[int]] = {}
    places: dict[int, int] = {}
    made: list[Placed] = []
    for i in order:
        attribution, sure = standing[i]
        cue = range(attribution.first, attribution.last + 1)
        holders = [j for j in over.get(attribution.first, ()) if contents[j].issuperset(cue)]
        if not holders:
            if i >= outer:
                continue
            inside = None
        else:
            nearest = min(holders, key=lambda j: (len(contents[j]), standing[j][0].first))
            if i >= outer:
                attribution = kept_within(attribution, contents[nearest])
            if not attribution.content:
                continue
            inside = places[nearest]
            contents[i] = set(attribution.content)
        places[i] = len(made)
        for token in contents[i]:
            over.setdefault(token, []).append(i)
        made.append(Placed(attribution, sure, inside))
    return made
