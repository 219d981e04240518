"""From tokens to characters."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.reading.tokens import GAPS, QUOTES, Tokens

NEW_PARAGRAPH = 2


def pieces(tokens: Tokens, indices: Sequence[int]) -> list[tuple[int, int]]:
    """Character spans (start, end) of sorted token `indices`: one for each unbroken run within a paragraph."""
    spans: list[tuple[int, int]] = []
    before = None
    for i in indices:
        gap = int(tokens.surface[i]) // QUOTES % GAPS
        if before is not None and i == before + 1 and gap < NEW_PARAGRAPH:
            spans[-1] = (spans[-1][0], int(tokens.ends[i]))
        else:
            spans.append((int(tokens.starts[i]), int(tokens.ends[i])))
        before = i
    return spans
