"""Where the paragraphs of a text are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

ENDS_SENTENCE = re.compile(r"[.!?:;”’\"')\]]\s*$")
WRAPPED_WIDTH = 100
LINE = re.compile(r"[^\n]+")
BLOCK = re.compile(r"[^\n]+(?:\n(?![^\S\n]*(?:\n|$))[^\n]+)*")


def is_wrapped(text: str) -> bool:
    """Whether the text's lines are broken at a fixed width, as in mail, so that a line break ends no sentence.

    That is so if no line is longer than `WRAPPED_WIDTH` characters and most of those that another line follows
    directly break off in mid-sentence.
    """
    lines = text.split("\n")
    if max(map(len, lines)) > WRAPPED_WIDTH:
        return False
    inner = [line for line, after in pairwise(lines) if line.strip() and after.strip()]
    return len(inner) >= 2 and 2 * sum(not ENDS_SENTENCE.search(line) for line in inner) > len(inner)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Offsets (start, end) of the paragraphs, without the white space around them; blank ones are left out.

    A line is a paragraph, or, where lines are wrapped, all lines up to a blank one.
    """
    for block in (BLOCK if is_wrapped(text) else LINE).finditer(text):
        words = block.group().strip()
        if words:
            start = block.start() + block.group().index(words)
            yield start, start + len(words)
