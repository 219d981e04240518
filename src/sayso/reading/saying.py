"""When a source spoke: the expression of time that stands beside the cue, and not in what was said."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from sayso.document import Time

NEAR = 28
"""Characters at most between cue and time of speaking, the source not counted: "said in a statement on Thursday"."""
FAR = 200
"""Characters at most with the source."""
BREAK = re.compile(r"[.;:!?\n“”\"]|\b(?:who|which|that|whether|because|as|when|while|if)\b")
OF_CONTENT = re.compile(
    r"\b(?:until|since|from|by|before|after|through|between)\s+\W*$|\b(?:who|which|that)\s[^,.;:]*$", re.I
)
"""What stands before a time that bounds what is told or belongs to a relative clause, and does not date the telling."""
CLAUSE = 40
MOST = 200
"""Times around a cue that are looked at."""


def said(
    text: str,
    source: Sequence[tuple[int, int]],
    cue: tuple[int, int],
    content: Sequence[tuple[int, int]],
    times: Sequence[Time],
) -> int | None:
    """The index in `times`, which are sorted, of when the source spoke; None if the text does not tell.

    A date or a time of day counts that stands near the cue, in no part of source or content and with none of the
    content, and no end of a sentence, between it and the cue.
    """
    best: tuple[int, int] | None = None
    first = bisect.bisect_left(times, cue[0] - FAR, key=lambda time: time.end)
    for i, time in enumerate(times[first : first + MOST], first):
        if time.start > cue[1] + FAR:
            break
        if not dated(time) or OF_CONTENT.search(text, max(0, time.start - CLAUSE), time.start):
            continue
        if any(start < time.end and time.start < end for start, end in content):
            continue
        gap = (cue[1], time.start) if time.start >= cue[1] else (time.end, cue[0])
        if any(start < gap[1] and gap[0] < end for start, end in content):
            continue
        distance = gap[1] - gap[0]
        between = text[gap[0] : gap[1]]
        for start, end in source:
            if gap[0] <= start and end <= gap[1]:
                distance -= end - start
                between = text[gap[0] : start] + text[end : gap[1]]
        if not BREAK.search(between) and distance <= NEAR and (best is None or distance < best[0]):
            best = (distance, i)
    return None if best is None else best[1]


def dated(time: Time) -> bool:
    """Whether the time is a day, a month or a time of day, and not a mere "now" or "recently"."""
    return time.type in ("DATE", "TIME") and (time.value is None or time.value[:1].isdigit())
