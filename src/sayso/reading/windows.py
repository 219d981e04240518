"""Windows over a long text: each with a core, whose cues are read there, and context on both sides for their sources
and contents."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

LEFT = 72
RIGHT = 104
SIZE = 510
"""Tokens in a window, context included and special tokens not."""


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens `begin` to `end` are seen; a cue that begins in `core_begin` to `core_end` is read here (ends
    exclusive)."""

    begin: int
    end: int
    core_begin: int
    core_end: int


def plan(tokens: int, size: int = SIZE) -> list[Window]:
    """Cover `tokens` tokens with windows of at most `size`, their cores side by side and of like length.

    Raises ValueError if `size` leaves no room for a core.
    """
    if size <= LEFT + RIGHT:
        raise ValueError(f"a window of {size} tokens has no room beside {LEFT + RIGHT} tokens of context")
    if tokens <= size:
        return [Window(0, tokens, 0, tokens)]
    count = -(-(tokens - LEFT - RIGHT) // (size - LEFT - RIGHT))
    cuts = [LEFT + i * (tokens - LEFT - RIGHT) // count for i in range(count + 1)]
    cuts[0], cuts[-1] = 0, tokens
    return [Window(max(0, core - LEFT), min(tokens, end + RIGHT), core, end) for core, end in itertools.pairwise(cuts)]
