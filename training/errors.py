"""What kinds of errors the shipped file makes on PolNeAR dev: `python -m training.errors`.

Statements are paired by overlapping cues. Of the contents that are not exact, it counts those that reach beyond what
the reader sees, those that differ at one end only, and the rest.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from sayso.documents.article import Article
from sayso.reading.decoding import BEFORE
from sayso.reading.reader import open_reader
from sayso.reading.tokens import tokenize
from training import corpus
from training.export import MODEL
from training.measure import ROLES, said, scorer
from training.network import Shape


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path, default=MODEL)
    args = parser.parse_args()
    reader, score = open_reader(args.model, 2), scorer(args.shared)
    counts: Counter[str] = Counter()
    for row in corpus.load(args.shared / "corpora/polnear/dev.jsonl.gz"):
        text = row["text"]
        tokens = tokenize(reader.tokenizer, text)
        read, gold = (
            [{role: score.merge(text, score.trim(text, score.spans(a, role))) for role in ROLES} for a in statements]
            for statements in (said(reader.read(Article(text))), row["annotations"][0]["attributions"])
        )
        paired = set()
        for expected in gold:
            counts["annotated"] += 1
            found = next((i for i, s in enumerate(read) if overlap(s["cue"], expected["cue"])), None)
            if found is None:
                counts["cue missed"] += 1
                continue
            paired.add(found)
            counts["cue found"] += 1
            for role in ROLES:
                counts[f"{role} exact"] += read[found][role] == expected[role]
            if read[found]["content"] != expected["content"]:
                ours, theirs = (set(corpus.covered(tokens, s["content"])) for s in (read[found], expected))
                first = corpus.covered(tokens, expected["cue"])[0]
                counts["content: " + kind(ours, theirs, first)] += 1
        counts["read, not annotated"] += len(read) - len(paired)
    for name, count in sorted(counts.items()):
        print(f"{name:32} {count}")


def overlap(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> bool:
    return any(start < stop and begin < end for start, end in a for begin, stop in b)


def kind(ours: set[int], theirs: set[int], cue: int) -> str:
    if not ours or not theirs:
        return "other"
    if min(theirs) < cue - BEFORE or max(theirs) >= cue + Shape().after:
        return "out of reach"
    if ours < theirs or theirs < ours:
        ends = (min(ours) != min(theirs)) + (max(ours) != max(theirs))
        return "differs at one end" if ends == 1 else "other"
    return "other"


if __name__ == "__main__":
    main()
