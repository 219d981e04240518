"""Fit the confidence of the shipped file: `python -m training.calibrate`.

Writes calibration.json: for outer attributions, a logistic regression on every candidate in PolNeAR's development
documents and the least confidence at which whole statements score best (exact plus soft); for those inside another's
content, the same on the half of the project's own annotation that is there to choose by.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression

from sayso.reading import nesting, selection
from sayso.reading.confidence import Calibration, Calibrations, confidence, features
from sayso.reading.decoding import Attribution
from sayso.reading.reader import Reader, open_reader
from sayso.reading.tokens import Tokens, tokenize
from training import annotated, corpus
from training.export import MODEL
from training.measure import as_spans, matched, scorer

RANKING = Calibration((0.0, 0.0, 1.0, 0.0, 0.0), 0.0, 0.0)
THRESHOLDS = [i / 100 for i in range(24, 57, 4)]
NESTED_THRESHOLDS = [i / 100 for i in range(12, 69, 4)]


def fit(found: list[list[tuple[Attribution, bool]]], strength: float = 10.0) -> Calibration:
    """A regression of whether an attribution is right on its features; `found` is by document. The less `strength`, the
    smaller the weights."""
    pairs = [pair for document in found for pair in document]
    x = np.array([features(a) for a, _ in pairs])
    y = np.array([right for _, right in pairs])
    model = LogisticRegression(C=strength).fit(x, y)
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


def fit_nested(reader: Reader, outer: Calibration, shared: Path) -> Calibration:
    """The calibration of nested attributions, on what stands inside the outer ones that are kept."""
    known = annotated.articles(shared)
    documents, judged = [], []
    for row in annotated.rows("statements", "choose"):
        text = known[row["id"]].text[: row["end"]]
        tokens = tokenize(reader.tokenizer, text)
        found = reader.look(tokens).attributions
        kept = selection.select((a for a in found if not a.nested), lambda a: confidence(outer, a), outer.least)
        candidates = [a for a in found if a.nested]
        placed = nesting.nest(kept, candidates, lambda a: confidence(RANKING, a), 0.0)
        inside = [p.attribution for p in placed if p.attribution.nested]
        gold = [s for s in row["statements"] if s["inside"]]
        right = matched(text, [as_spans(tokens, a) for a in inside], gold, shared)
        judged.append(list(zip(inside, right, strict=True)))
        documents.append((text, tokens, kept, candidates, gold))
    calibration = fit(judged, 0.3)
    score = scorer(shared)
    best, chosen = -1.0, 0.0
    for least in NESTED_THRESHOLDS:
        tally = score.Tally()
        for text, tokens, kept, candidates, gold in documents:
            placed = nesting.nest(kept, candidates, lambda a: confidence(calibration, a), least)
            score.score(text, [as_spans(tokens, p.attribution) for p in placed if p.inside is not None], gold, tally)
        if (soft := tally.f1()["statement soft"]) > best:
            best, chosen = soft, least
    print(f"nested: least confidence {chosen}, soft F1 {best:.3f} on what it was chosen on")
    return msgspec.structs.replace(calibration, least=chosen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path, default=MODEL)
    args = parser.parse_args()
    target = args.model / "calibration.json"
    if not target.exists():
        target.write_bytes(msgspec.json.encode(Calibrations(RANKING, RANKING)))
    reader = open_reader(args.model, 2)
    documents, judged = [], []
    for row in corpus.load(args.shared / "corpora/polnear/dev.jsonl.gz"):
        tokens = tokenize(reader.tokenizer, row["text"])
        found = [a for a in reader.look(tokens).attributions if not a.nested]
        documents.append((row, tokens, found))
        kept = [a for a, _ in selection.select(found, lambda a: confidence(RANKING, a), 0.0)]
        gold = row["annotations"][0]["attributions"]
        judged.append(
            list(zip(kept, matched(row["text"], [as_spans(tokens, a) for a in kept], gold, args.shared), strict=True))
        )
    calibration = fit(judged)
    least = best_threshold(calibration, documents, args.shared)
    calibration = msgspec.structs.replace(calibration, least=least)
    nested = fit_nested(reader, calibration, args.shared)
    target.write_bytes(msgspec.json.encode(Calibrations(calibration, nested)) + b"\n")
    print(f"least confidence {least}; calibration error, cross-validated {cross_validated(judged, least):.4f}")


if __name__ == "__main__":
    main()
