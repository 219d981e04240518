"""Sentences, headlines included."""

from __future__ import annotations

import re

from sentencex import get_sentence_boundaries

from sayso.paragraphs import paragraphs

WORD = re.compile(r"\w")
PIECE = 20_000


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences, without the white space around them; what holds no word is left out."""
    found = []
    for begin, end in paragraphs(text):
        # The library's time grows with what it is given at once.
        for offset in range(begin, end, PIECE):
            for cut in get_sentence_boundaries("en", text[offset : min(end, offset + PIECE)]):
                sentence = text[offset + cut["start_index"] : offset + cut["end_index"]]
                if WORD.search(sentence):
                    start = offset + cut["start_index"] + len(sentence) - len(sentence.lstrip())
                    found.append((start, start + len(sentence.strip())))
    return found
