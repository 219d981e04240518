"""PolNeAR as training windows: token ids, surface codes and the tokens of every annotated span."""

from __future__ import annotations

import gzip
import itertools
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from sayso.reading.tokens import Tokens, tokenize

Spans = list[tuple[int, int]]
Annotations = list[list[dict[str, Any]]]
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One annotated attribution as token indices: the cue's first and last, and the source's and content's sets; and
    how sure it is, which is certain for what an annotator marked."""

    cue_first: int
    cue_last: int
    source: tuple[int, ...]
    content: tuple[int, ...]

    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """One reading of a text: what the annotator marked, and what stands `inside` it by the lights of `nesting`."""

    tokens: Tokens
    outer: tuple[Attribution, ...]
    inside: tuple[Attribution, ...]


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


def example(tokenizer: Tokenizer, text: str, reading: list[dict[str, Any]]) -> Example:
    tokens = tokenize(tokenizer, text)
    outer: list[Attribution] = []
    inside: dict[int, Attribution] = {}
    for a in reading:
        cue = covered(tokens, a["cue"])
        if not cue:
            continue
        taken = set(cue)
        source = tuple(t for t in covered(tokens, a["source"]) if t not in taken)
        taken |= set(source)
        content = tuple(t for t in covered(tokens, a["content"]) if t not in taken)
        sure = a.get("confidence", 1.0)
        made = Attribution(cue[0], cue[-1], source, content, sure)
        if "confidence" not in a:
            outer.append(made)
        elif cue[0] not in inside or inside[cue[0]].sure < sure:
            inside[cue[0]] = made
    cued = {t for a in outer for t in range(a.cue_first, a.cue_last + 1)}
    nested = (a for a in inside.values() if cued.isdisjoint(range(a.cue_first, a.cue_last + 1)))
    return Example(tokens, tuple(outer), tuple(nested))


def annotations_of(row: dict[str, Any]) -> Annotations:
    """Each annotator's attributions; those that `nesting` found inside them, if any, follow with their confidence."""
    nested = row.get("nested", [[]] * len(row["annotations"]))
    return [[*a["attributions"], *found] for a, found in zip(row["annotations"], nested, strict=True)]


def with_nested(rows: list[dict[str, Any]], path: Path) -> list[dict[str, Any]]:
    """The rows with what `nesting` wrote to `path` for them."""
    with path.open(encoding="utf8") as lines:
        found = {line["id"]: line["readings"] for line in map(json.loads, lines)}
    return [{**row, "nested": found[row["id"]]} for row in rows]


def rewrite(text: str, annotations: Annotations, replace: dict[str, str]) -> tuple[str, Annotations]:
    """Replace single characters (by nothing, too) and move every span along."""
    return put_together([replace.get(c, c) for c in text], annotations)


def put_together(pieces: list[str], annotations: Annotations) -> tuple[str, Annotations]:
    """The text in which each character is replaced by its piece, and every span moved along."""
    place = [0, *itertools.accumulate(map(len, pieces))]
    moved = [
        [{**a, **{r: [(place[s], place[e]) for s, e in a[r] if place[e] > place[s]] for r in ROLES}} for a in reading]
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


@dataclass(frozen=True, slots=True)
class Verbs:
    """Cues of one word by the frame they stand in, with the square roots of their counts: what may be exchanged."""

    frames: dict[tuple[str, str], tuple[list[str], list[float]]]


def frame_of(text: str, attribution: dict[str, Any]) -> tuple[str, str, str] | None:
    """What stands right before a cue of one lower-case word, that word, and what stands right after it."""
    if len(attribution["cue"]) != 1:
        return None
    start, end = attribution["cue"][0]
    word = text[start:end]
    if not (word.isalpha() and word.islower()):
        return None
    nearest = {"before": "other", "after": "other"}
    for role in ("source", "content"):
        for begin, finish in attribution[role]:
            if begin >= end and not text[end:begin].strip(' ,:"“'):
                that = text[begin:].startswith(("that ", "to "))
                nearest["after"] = role + (text[begin:].split(" ", 1)[0] if that else "")
            if finish <= start and not text[finish:start].strip(' ,"”'):
                nearest["before"] = role
    return nearest["before"], word, nearest["after"]


def verbs_of(rows: list[dict[str, Any]], least: int = 8) -> Verbs:
    """The cues of one word that stand at least `least` times in their frame in the first readings of `rows`."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        for attribution in annotations_of(row)[0]:
            if frame := frame_of(row["text"], attribution):
                before, word, after = frame
                counts.setdefault((before, after), Counter())[word] += 1
    clausal = counts[("source", "contentthat")]
    frames = {}
    for key, words in sorted(counts.items()):
        # Before a content without "that", "said" and "attacked" look alike; only those that also take "that" are.
        fit = {w: c for w, c in words.items() if key != ("source", "content") or clausal[w] >= least}
        common = sorted((word, count) for word, count in fit.items() if count >= least)
        if "other" not in key and len(common) > 1:
            frames[key] = ([word for word, _ in common], [count**0.5 for _, count in common])
    return Verbs(frames)


def exchanged(
    text: str, annotations: Annotations, verbs: Verbs, draw: random.Random, share: float
) -> tuple[str, Annotations]:
    """The text with a `share` of its cues of one word exchanged for others that stand in the same frame."""
    pieces = list(text)
    for attribution in annotations[0]:
        frame = None if "confidence" in attribution else frame_of(text, attribution)
        if frame is None or (frame[0], frame[2]) not in verbs.frames or draw.random() >= share:
            continue
        words, weights = verbs.frames[frame[0], frame[2]]
        start, end = attribution["cue"][0]
        if frame[1] in words:
            pieces[start:end] = [draw.choices(words, weights)[0], *[""] * (end - start - 1)]
    return put_together(pieces, annotations)


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
    rows: list[dict[str, Any]],
    tokenizer: Tokenizer,
    draw: random.Random,
    share: float,
    layouts: bool,
    verbs: Verbs,
    exchange: float,
) -> Iterator[Example]:
    """Every document once, in one annotator's reading, drawn anew each time: soft labels over the epochs."""
    order = list(rows)
    draw.shuffle(order)
    for row in order:
        text, annotations = disguised(row, draw, share, layouts)
        if exchange:
            text, annotations = exchanged(text, annotations, verbs, draw, exchange)
        yield example(tokenizer, text, draw.choice(annotations))
