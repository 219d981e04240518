"""Spans as the ledger keeps them, JSON lists of pairs, and their words."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

Pairs = Sequence[tuple[int, int]]
_DECODER = msgspec.json.Decoder(tuple[tuple[int, int], ...])


def pairs(kept: str | None) -> tuple[tuple[int, int], ...]:
    """What a column of spans holds; nothing if it is null."""
    return _DECODER.decode(kept) if kept else ()


def joined(text: str, spans: Pairs) -> str:
    """The words of the spans on one line, with "…" where the text says something else between them."""
    words = ""
    end: int | None = None
    for start, stop in spans:
        if end is not None:
            words += " … " if text[end:start].strip() else " "
        words += text[start:stop]
        end = stop
    return " ".join(words.split())
