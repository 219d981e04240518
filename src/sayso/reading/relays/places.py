"""What every part of relays speaks of: places in a text, and relays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]
Spans = Sequence[Span]

PASSING_ON = frozenset(["outlet", "agency"])
"""The kinds of source that pass on others' words by trade."""


@dataclass(frozen=True, slots=True)
class Relay:
    """Characters `start` to `end` name or describe someone who passed words on. `how` is what the text says of it:
    told, interview, on, in, asked by, cited by and the like; or credit or byline, for what stands over or under a
    document."""

    start: int
    end: int
    how: str


def frame_of(pattern: str) -> re.Pattern[str]:
    """Words that tell of a relay, in capitals or not."""
    return re.compile(pattern, re.IGNORECASE)
