"""Measure the shipped file on PolNeAR dev: `python -m training.measure`.

Prints the scores of `../shared/tools/score.py`, the same on disguised texts, and the calibration error, and writes
them to figures.json beside the model.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from sayso.document import Document
from sayso.documents.article import Article
from sayso.reading.decoding import Attribution
from sayso.reading.reader import Reader, open_reader
from sayso.reading.spans import pieces
from sayso.reading.tokens import Tokens
from training import corpus
from training.export import MODEL

ROLES = ("source", "cue", "content")


def scorer(shared: Path) -> ModuleType:
    """The shared scoring tool as a module."""
    spec = importlib.util.spec_from_file_location("score", shared / "tools/score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"there is no tools/score.py in {shared}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_spans(tokens: Tokens, a: Attribution) -> dict[str, list[tuple[int, int]]]:
    return {
        "source": pieces(tokens, a.source),
        "cue": pieces(tokens, range(a.first, a.last + 1)),
        "content": pieces(tokens, a.content),
    }


def said(document: Document) -> list[dict[str, list[tuple[int, int]]]]:
    return [
        {role: [(span.start, span.end) for span in getattr(s, role)] for role in ROLES}
        for s in document.statements
        if s.cue and s.inside is None
    ]


def matched(
    text: str, predicted: list[dict[str, list[tuple[int, int]]]], gold: list[dict[str, Any]], shared: Path
) -> list[bool]:
    """Which of the predicted statements the scoring tool's soft matching pairs with a gold one."""
    score = scorer(shared)

    def sets(readings: list[Any]) -> list[tuple[set[int], set[int]]]:
        made = []
        for a in readings:
            source, content = (score.merge(text, score.trim(text, score.spans(a, r))) for r in ("source", "content"))
            made.append((score.tokens(text, source), score.tokens(text, content)))
        return made

    def overlap(a: set[int], b: set[int]) -> float:
        return len(a & b) / len(a | b) if a | b else 1.0

    ours, theirs = sets(predicted), sets(gold)
    pairs = sorted(
        (
            (overlap(p[1], g[1]), i, j)
            for i, p in enumerate(ours)
            for j, g in enumerate(theirs)
            if p[1] & g[1] and overlap(p[1], g[1]) >= 0.5 and (not p[0] | g[0] or overlap(p[0], g[0]) >= 0.5)
        ),
        reverse=True,
    )
    right, used = [False] * len(ours), set()
    for _, i, j in pairs:
        if not right[i] and j not in used:
            right[i] = True
            used.add(j)
    return right


def scores(reader: Reader, documents: list[tuple[str, list[dict[str, Any]]]], shared: Path) -> dict[str, float]:
    """F1 of every measure over (text, gold attributions)."""
    score = scorer(shared)
    tally = score.Tally()
    for text, gold in documents:
        score.score(text, said(reader.read(Article(text))), gold, tally)
    f1: dict[str, float] = tally.f1()
    return f1


def disguises(rows: list[dict[str, Any]]) -> dict[str, list[tuple[str, list[dict[str, Any]]]]]:
    """The documents with their texts changed in the ways that the robustness figures name."""
    made: dict[str, list[tuple[str, list[dict[str, Any]]]]] = {}
    for name in ("no commas", "no quotation marks", "straight marks"):
        made[name] = []
        for row in rows:
            text, readings = corpus.rewrite(row["text"], corpus.annotations_of(row)[:1], corpus.VARIANTS[name])
            made[name].append((text, readings[0]))
    made["capitals"] = [
        ("".join(c.upper() if len(c.upper()) == 1 else c for c in row["text"]), corpus.annotations_of(row)[0])
        for row in rows
    ]
    return made


def calibration_error(reader: Reader, rows: list[dict[str, Any]], shared: Path) -> float:
    from training.calibrate import expected_calibration_error

    pairs = []
    for row in rows:
        document = reader.read(Article(row["text"]))
        right = matched(row["text"], said(document), row["annotations"][0]["attributions"], shared)
        sure = [s.confidence for s in document.statements if s.confidence is not None and s.inside is None]
        pairs += list(zip(sure, right, strict=True))
    return expected_calibration_error(pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path, default=MODEL)
    args = parser.parse_args()
    reader = open_reader(args.model, 2)
    rows = corpus.load(args.shared / "corpora/polnear/dev.jsonl.gz")
    dev = [(row["text"], row["annotations"][0]["attributions"]) for row in rows]
    figures: dict[str, Any] = {"dev": scores(reader, dev, args.shared)}
    figures["robustness"] = {
        name: scores(reader, documents, args.shared)["statement soft"] for name, documents in disguises(rows).items()
    }
    figures["calibration error"] = round(calibration_error(reader, rows, args.shared), 4)
    (args.model / "figures.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf8")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
