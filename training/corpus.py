"""PolNeAR as training windows: token ids, surface codes and the tokens of every annotated span."""

from __future__ import annotations

import gzip
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


def example(tokenizer: Tokenizer, text: str, annotations: list[list[dict[str, Any]]]) -> Example:
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


def annotations_of(row: dict[str, Any]) -> list[list[dict[str, Any]]]:
    return [a["attributions"] for a in row["annotations"]]


def rewrite(
    text: str, annotations: list[list[dict[str, Any]]], replace: dict[str, str]
) -> tuple[str, list[list[dict[str, Any]]]]:
    """Replace single characters (by nothing, too) and move every span along."""
    pieces = []
    place = [0]
    for c in text:
        new = replace.get(c, c)
        pieces.append(new)
        place.append(place[-1] + len(new))
    moved = [
        [
            {r: [(place[s], place[e]) for s, e in a[r] if place[e] > place[s]] for r in ("source", "cue", "content")}
            for a in reading
        ]
        for reading in annotations
    ]
    return "".join(pieces), moved


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


def disguised(row: dict[str, Any], draw: random.Random, share: float) -> tuple[str, list[list[dict[str, Any]]]]:
    """The row's text and annotations, with probability `share` in one of the `VARIANTS` or in capitals."""
    text, annotations = row["text"], annotations_of(row)
    if draw.random() >= share:
        return text, annotations
    name = draw.choice([*VARIANTS, "capitals", "small letters"])
    if name == "capitals":
        upper = "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
        return upper, annotations
    if name == "small letters":
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in text), annotations
    return rewrite(text, annotations, VARIANTS[name])


def epoch(rows: list[dict[str, Any]], tokenizer: Tokenizer, draw: random.Random, share: float) -> Iterator[Example]:
    """Every document once, in one annotator's reading, drawn anew each time: soft labels over the epochs."""
    order = list(rows)
    draw.shuffle(order)
    for row in order:
        text, annotations = disguised(row, draw, share)
        yield example(tokenizer, text, [draw.choice(annotations)])
