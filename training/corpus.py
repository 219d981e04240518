"""PolNeAR as training windows: token ids, surface codes and the tokens of every annotated span."""

from __future__ import annotations

import gzip
import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from sayso.reading.tokens import Tokens, tokenize

Spans = list[tuple[int, int]]
Annotations = list[list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One annotated attribution as token indices: the cue's first and last, and the source's and content's sets."""

    cue_first: int
    cue_last: int
    source: tuple[int, ...]
    content: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Example:
    tokens: Tokens
    readings: tuple[tuple[Attribution, ...], ...]


def load(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def covered(tokens: Tokens, spans: Spans) -> tuple[int, ...]:
    """Indices of the tokens that any of the character spans touches."""
    found: set[int] = set()
    for start, end in spans:
        first = int(np.searchsorted(tokens.ends, start, side="right"))
        last = int(np.searchsorted(tokens.starts, end, side="left"))
        found.update(range(first, last))
    return tuple(sorted(found))


def example(tokenizer: Tokenizer, text: str, annotations: Annotations) -> Example:
    tokens = tokenize(tokenizer, text)
    readings = []
    for attributions in annotations:
        reading = []
        for a in attributions:
            cue = covered(tokens, a["cue"])
            if cue:
                taken = set(cue)
                source = tuple(t for t in covered(tokens, a["source"]) if t not in taken)
                taken |= set(source)
                content = tuple(t for t in covered(tokens, a["content"]) if t not in taken)
                reading.append(Attribution(cue[0], cue[-1], source, content))
        readings.append(tuple(reading))
    return Example(tokens, tuple(readings))


def annotations_of(row: dict[str, Any]) -> Annotations:
    return [a["attributions"] for a in row["annotations"]]


def rewrite(text: str, annotations: Annotations, replace: dict[str, str]) -> tuple[str, Annotations]:
    """Replace single characters (by nothing, too) and move every span along."""
    return put_together([replace.get(c, c) for c in text], annotations)


def put_together(pieces: list[str], annotations: Annotations) -> tuple[str, Annotations]:
    """The text in which each character is replaced by its piece, and every span moved along."""
    place = [0, *itertools.accumulate(map(len, pieces))]
    moved = [
        [
            {r: [(place[s], place[e]) for s, e in a[r] if place[e] > place[s]] for r in ("source", "cue", "content")}
            for a in reading
        ]
        for reading in annotations
    ]
    return "".join(pieces), moved


def laid_out(text: str, annotations: Annotations, draw: random.Random) -> tuple[str, Annotations]:
    """The text as other outlets would set it: in PolNeAR every headline ends in a full stop, and paragraphs are parted
    by blank lines. Half of the time the headline's stop goes, one time in six the blank lines do."""
    pieces = list(text)
    headline = text.find("\n")
    if headline > 0 and text[headline - 1] == "." and draw.random() < 1 / 2:
        pieces[headline - 1] = ""
    if draw.random() < 1 / 6:
        pieces = ["" if c == before == "\n" else c for before, c in itertools.pairwise(["", *pieces])]
    return put_together(pieces, annotations)


QUOTATION_MARKS = '"“”«»„'
STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
VARIANTS: dict[str, dict[str, str]] = {
    "no commas": {",": ""},
    "no quotation marks": dict.fromkeys(QUOTATION_MARKS, ""),
    "straight marks": STRAIGHT,
    "single marks": {"“": "‘", "”": "’", '"': "'"},
    "no opening marks": {"“": ""},
    "no commas, no quotation marks": {",": "", **dict.fromkeys(QUOTATION_MARKS, "")},
}


def disguised(row: dict[str, Any], draw: random.Random, share: float, layouts: bool) -> tuple[str, Annotations]:
    """The row's text and annotations, with probability `share` in one of the `VARIANTS` or in capitals, and if so
    wished in the `layouts` of other outlets."""
    text, annotations = row["text"], annotations_of(row)
    if layouts:
        text, annotations = laid_out(text, annotations, draw)
    if draw.random() >= share:
        return text, annotations
    name = draw.choice([*VARIANTS, "capitals", "small letters"])
    if name == "capitals":
        upper = "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
        return upper, annotations
    if name == "small letters":
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in text), annotations
    return rewrite(text, annotations, VARIANTS[name])


def epoch(
    rows: list[dict[str, Any]], tokenizer: Tokenizer, draw: random.Random, share: float, layouts: bool
) -> Iterator[Example]:
    """Every document once, in one annotator's reading, drawn anew each time: soft labels over the epochs."""
    order = list(rows)
    draw.shuffle(order)
    for row in order:
        text, annotations = disguised(row, draw, share, layouts)
        yield example(tokenizer, text, [draw.choice(annotations)])
