"""Scores of a PyTorch network on annotated documents, read by the graph that is exported and the package's decoding."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from sayso.reading import decoding, selection, windows
from sayso.reading.network import CUES, inputs
from sayso.reading.tokens import Tokens, tokenize
from training.export import WindowReader
from training.measure import as_spans, scorer
from training.network import Network

THRESHOLDS = (0.35, 0.45)


def read(graph: WindowReader, tokens: Tokens) -> list[decoding.Attribution]:
    found = []
    for window in windows.plan(len(tokens)):
        given = {name: torch.from_numpy(value) for name, value in inputs(tokens, window).items()}
        outputs = [value.numpy() for value in graph(**given)[: len(CUES)]]
        found += decoding.attributions(
            decoding.Candidates(*outputs), window.begin, window.end - window.begin, graph.net.shape.before
        )
    return found


def validity(a: decoding.Attribution) -> float:
    return 1 / (1 + math.exp(-a.evidence[2]))


def judge(net: Network, tokenizer: Tokenizer, rows: list[dict[str, Any]], shared: Path) -> dict[str, Any]:
    """F1 of every measure at the validity threshold that is best for whole statements, exact plus soft."""
    graph = WindowReader(net.eval())
    score = scorer(shared)
    documents = []
    with torch.no_grad():
        for row in rows:
            tokens = tokenize(tokenizer, row["text"])
            documents.append((row, tokens, read(graph, tokens)))
    best: dict[str, Any] = {}
    for threshold in THRESHOLDS:
        tally = score.Tally()
        for row, tokens, found in documents:
            kept = selection.select([a for a in found if not a.nested], validity, threshold)
            predicted = [as_spans(tokens, a) for a, _ in kept]
            score.score(row["text"], predicted, row["annotations"][0]["attributions"], tally)
        f1 = tally.f1()
        if not best or f1["statement exact"] + f1["statement soft"] > best["statement exact"] + best["statement soft"]:
            best = {"threshold": threshold, **f1}
    return best
