"""The sentence around a cue, its content masked, in which relays are looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.reading.relays.media import MASK, past_space
from sayso.reading.relays.places import Span, Spans

NEAR = 500
"""Characters on either side of a cue in which its sentence is looked for."""
END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[“\"‘'(\x00]{0,2}[A-Z0-9\x00])|\n")
ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Reps?|Sens?|Govs?|Gen|Lt|Col|Maj|Capt|Sgt|Rev|Hon|St|Jr|Sr|Jan|Feb|Aug|Sept?|Oct|Nov"
    r"|Dec|No|vs|Inc|Corp|Co|Ltd)|\b[A-Z])\.\s*\Z"
)
FINISHED = re.compile(r"[.!?][”\"’)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement's sentence in a piece of text, `text`, that begins at character `offset` of the document.

    The sentence is `begin` to `end` of the piece, the statement's content being masked out. `source` is where the
    source lies, if it has one; `cue` where the cue does; `anchors` are where those and the pieces of the content do.
    """

    text: str
    offset: int
    begin: int
    end: int
    source: Span | None
    cue: Span
    anchors: tuple[Span, ...]


def sentence_of(text: str, source: Spans, cue: Spans, content: Spans) -> Sentence | None:
    """The sentence of a statement's cue; None where there is no cue."""
    if not cue:
        return None
    first = min(a for a, _ in cue)
    last = min(max(b for _, b in cue), first + NEAR)
    low, high = max(0, first - NEAR), min(len(text), last + NEAR)
    near = [(a - low, b - low) for a, b in source if low <= a and b <= high]
    place = (first - low, last - low)
    starts = {a for a, _ in (*near, place)}
    pieces = [(max(a, low) - low, min(b, high) - low) for a, b in content if a < high and b > low]
    piece = text[low:high]
    for a, b in pieces:
        masked = MASK * (b - a)
        # A content that ends with a full stop ends the sentence, if what follows is not who said it.
        if FINISHED.search(piece[a:b][-4:]) and past_space(piece, b) not in starts:
            masked = masked[1:] + "\n"
        piece = piece[:a] + masked + piece[b:]
    begin, end = 0, len(piece)
    for match in END.finditer(piece):
        if ABBREVIATED.search(piece, max(0, match.start() - 6), match.end()):
            continue
        if match.end() <= place[0]:
            begin = match.end()
        elif match.start() >= place[1]:
            end = match.start() + 1
            break
    return Sentence(piece, low, begin, end, near[0] if near else None, place, tuple(sorted([*near, place, *pieces])))
