"""Find the statements inside contents, which PolNeAR does not mark: `python -m training.nesting --out FILE`.

A content read as a text of its own has outer statements, and those the shipped model can read; seen from the article
they are nested ones. What it finds is written beside the annotators' readings as data to train the nested layers on
(self-training; Yarowsky 1995), with its confidence, so that what is doubtful can be left out of the loss.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from sayso.reading import confidence, selection, spans
from sayso.reading.reader import Reader, open_reader
from sayso.reading.tokens import tokenize
from training import corpus
from training.export import MODEL

LEAST = 0.1
DEEPEST = 3
LEAD = re.compile(r"(?:that|to|[“\"‘'])\s*", re.IGNORECASE)
WORDS = 4
"""Contents of fewer words hold no statement."""


def standing_alone(text: str, content: corpus.Spans) -> tuple[str, list[int]]:
    """The content as a text that begins like a sentence, and for each of its characters the place in the article."""
    pieces: list[str] = []
    places: list[int] = []
    for start, end in content:
        if not pieces and (lead := LEAD.match(text, start, end)):
            start = lead.end()
        if pieces:
            pieces.append(" ")
            places.append(start)
        pieces.append(text[start:end])
        places.extend(range(start, end))
    alone = "".join(pieces)
    return alone[:1].upper() + alone[1:] if len(alone[:1].upper()) == 1 else alone, places


def inside(reader: Reader, text: str, content: corpus.Spans, depth: int = 1) -> list[dict[str, Any]]:
    """The statements inside a content, and those inside theirs, as character spans of `text` with a confidence."""
    alone, places = standing_alone(text, content)
    if len(alone.split()) < WORDS:
        return []
    tokens = tokenize(reader.tokenizer, alone)
    candidates = [a for a in reader.look(tokens).attributions if not a.nested]
    kept = selection.select(candidates, lambda a: confidence.confidence(reader.calibrations.outer, a), LEAST)
    found = []
    for attribution, sure in kept:
        roles = {
            "source": attribution.source,
            "cue": range(attribution.first, attribution.last + 1),
            "content": attribution.content,
        }
        inner: dict[str, Any] = {
            role: [(places[s], places[e - 1] + 1) for s, e in spans.pieces(tokens, at)] for role, at in roles.items()
        }
        inner["confidence"] = round(sure, 3)
        found.append(inner)
        if depth < DEEPEST and sure >= 1 / 2:
            found += inside(reader, text, inner["content"], depth + 1)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    reader = open_reader(MODEL, args.threads)
    with args.out.open("w", encoding="utf8") as out:
        for i, row in enumerate(corpus.load(args.shared / "corpora/polnear/train.jsonl.gz"), 1):
            readings = [
                [inner for a in reading if a["cue"] for inner in inside(reader, row["text"], a["content"])]
                for reading in corpus.annotations_of(row)
            ]
            out.write(json.dumps({"id": row["id"], "readings": readings}) + "\n")
            if i % 20 == 0:
                print(f"{i} documents", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
