"""Fit the confidence of the shipped file on PolNeAR dev: `python -m training.calibrate`.

Writes calibration.json: a logistic regression on every candidate attribution, and the least confidence at which whole
statements score best (exact plus soft).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression

from sayso.reading import selection
from sayso.reading.confidence import Calibration, confidence, features
from sayso.reading.decoding import Attribution
from sayso.reading.reader import open_reader
from sayso.reading.tokens import Tokens, tokenize
from training import corpus
from training.export import MODEL
from training.measure import as_spans, matched, scorer

RANKING = Calibration((0.0, 0.0, 1.0, 0.0, 0.0), 0.0, 0.0)
THRESHOLDS = [i / 100 for i in range(24, 57, 4)]


def fit(found: list[list[tuple[Attribution, bool]]]) -> Calibration:
    """A regression of whether an attribution is right on its features; `found` is by document."""
    pairs = [pair for document in found for pair in document]
    x = np.array([features(a) for a, _ in pairs])
    y = np.array([right for _, right in pairs])
    model = LogisticRegression(C=10.0).fit(x, y)
    weights = tuple(round(float(w), 5) for w in model.coef_[0])
    return Calibration(weights, round(float(model.intercept_[0]), 5), 0.0)


def expected_calibration_error(pairs: list[tuple[float, bool]], bins: int = 10) -> float:
    """ECE over equal-width bins (Guo et al. 2017)."""
    sure, right = np.array([p for p, _ in pairs]), np.array([r for _, r in pairs], dtype=float)
    which = np.minimum((sure * bins).astype(int), bins - 1)
    return float(
        sum(abs(sure[which == b].sum() - right[which == b].sum()) for b in range(bins) if (which == b).any())
        / len(sure)
    )


def cross_validated(found: list[list[tuple[Attribution, bool]]], least: float, folds: int = 5) -> float:
    """ECE of the kept statements' confidence, each document judged by a calibration fitted without it."""
    pairs = []
    for fold in range(folds):
        calibration = fit([d for i, d in enumerate(found) if i % folds != fold])
        for document in found[fold::folds]:
            judged = [(confidence(calibration, a), right) for a, right in document]
            pairs += [(sure, right) for sure, right in judged if sure >= least]
    return expected_calibration_error(pairs)


def best_threshold(
    calibration: Calibration, documents: list[tuple[dict, Tokens, list[Attribution]]], shared: Path
) -> float:
    score = scorer(shared)
    best, chosen = 0.0, 0.0
    for least in THRESHOLDS:
        tally = score.Tally()
        for row, tokens, found in documents:
            kept = selection.select(found, lambda a: confidence(calibration, a), least)
            gold = row["annotations"][0]["attributions"]
            score.score(row["text"], [as_spans(tokens, a) for a, _ in kept], gold, tally)
        f1 = tally.f1()
        if (total := f1["statement exact"] + f1["statement soft"]) > best:
            best, chosen = total, least
    return chosen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path, default=MODEL)
    args = parser.parse_args()
    target = args.model / "calibration.json"
    if not target.exists():
        target.write_bytes(msgspec.json.encode(RANKING))
    reader = open_reader(args.model, 2)
    documents, judged = [], []
    for row in corpus.load(args.shared / "corpora/polnear/dev.jsonl.gz"):
        tokens = tokenize(reader.tokenizer, row["text"])
        found = reader.attributions(tokens)
        documents.append((row, tokens, found))
        kept = [a for a, _ in selection.select(found, lambda a: confidence(RANKING, a), 0.0)]
        gold = row["annotations"][0]["attributions"]
        judged.append(
            list(zip(kept, matched(row["text"], [as_spans(tokens, a) for a in kept], gold, args.shared), strict=True))
        )
    calibration = fit(judged)
    least = best_threshold(calibration, documents, args.shared)
    calibration = msgspec.structs.replace(calibration, least=least)
    target.write_bytes(msgspec.json.encode(calibration) + b"\n")
    print(f"least confidence {least}; calibration error, cross-validated {cross_validated(judged, least):.4f}")


if __name__ == "__main__":
    main()
