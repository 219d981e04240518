"""Cuts a text wherever a span begins or ends, so that spans may overlap and still be written one after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

Label = TypeVar("Label")


def segments(
    spans: Iterable[tuple[int, int, Label]], cuts: Iterable[int]
) -> Iterator[tuple[int, int, tuple[Label, ...]]]:
    """The stretches (start, end, labels of the spans that hold it) between neighbouring boundaries, in order.

    Boundaries are the spans' starts and ends and the `cuts`. Empty spans hold nothing. Labels stand in the order in
    which their spans begin, those that begin together in the order given.
    """
    opening: defaultdict[int, list[int]] = defaultdict(list)
    closing: defaultdict[int, list[int]] = defaultdict(list)
    labels: list[Label] = []
    boundaries = set(cuts)
    for start, end, label in spans:
        if start < end:
            opening[start].append(len(labels))
            closing[end].append(len(labels))
            labels.append(label)
            boundaries |= {start, end}
    holding: dict[int, Label] = {}
    before = None
    for here in sorted(boundaries):
        if before is not None:
            yield before, here, tuple(holding.values())
        for i in closing[here]:
            del holding[i]
        for i in opening[here]:
            holding[i] = labels[i]
        before = here
