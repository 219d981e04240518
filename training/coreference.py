"""Coreference on held-out GUM documents: `python -m training.coreference`.

CoNLL F1 is the mean of MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998) and CEAF-e (Luo 2005) over all mentions,
those that are alone with their entity included, which GUM marks. A source that is a pronoun or a description is
resolved right when what the program puts it with names the entity that GUM says.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from sayso.reading import coreference
from sayso.reading.mentions import form_of
from sayso.reading.reader import Reader, open_reader
from sayso.reading.tokens import Tokens, tokenize
from training import gum
from training.entities import mentions_of
from training.export import MODEL

Span = tuple[int, int]
Clusters = list[set[Span]]
Counts = tuple[float, float, float, float]
"""Right and all for precision, right and all for recall."""
SOURCE = re.compile(r"attribution_source-([\d,-]+)")


def muc(ours: Clusters, gold: Clusters) -> Counts:
    def links(clusters: Clusters, others: Clusters) -> tuple[float, float]:
        of = {m: i for i, c in enumerate(others) for m in c}
        right = total = 0
        for cluster in clusters:
            parts = {of[m] for m in cluster if m in of}
            right += len(cluster) - len(parts) - sum(m not in of for m in cluster)
            total += len(cluster) - 1
        return right, total

    return (*links(ours, gold), *links(gold, ours))


def b_cubed(ours: Clusters, gold: Clusters) -> Counts:
    def shares(clusters: Clusters, others: Clusters) -> tuple[float, float]:
        of = {m: c for c in others for m in c}
        right = sum(len(c & of[m]) / len(c) for c in clusters for m in c if m in of)
        return right, sum(map(len, clusters))

    return (*shares(ours, gold), *shares(gold, ours))


def ceaf(ours: Clusters, gold: Clusters) -> Counts:
    of = {m: j for j, c in enumerate(gold) for m in c}
    alike = np.zeros((len(ours), len(gold)))
    for i, cluster in enumerate(ours):
        for j in {of[m] for m in cluster if m in of}:
            alike[i, j] = 2 * len(cluster & gold[j]) / (len(cluster) + len(gold[j]))
    total = alike[linear_sum_assignment(-alike)].sum()
    return total, len(ours), total, len(gold)


def f1(counts: np.ndarray) -> float:
    precision, recall = counts[0] / max(counts[1], 1), counts[2] / max(counts[3], 1)
    return float(2 * precision * recall / max(precision + recall, 1e-9))


def linked(reader: Reader, text: str) -> tuple[Tokens, list[Span], list[int]]:
    """The mentions that the program finds, as token spans, and the entity of each."""
    tokens = tokenize(reader.tokenizer, text)
    sight = reader.look(tokens)
    spans = sorted(set(sight.mentions))
    forms = [form_of(text[tokens.starts[a] : tokens.ends[b]]) for a, b in spans]
    return tokens, spans, coreference.link(reader.pairs, sight.values, forms, spans).tolist()


def sources_of(folder: Path, document: gum.Document) -> list[Span]:
    """Character spans of the sources that GUM's eRST annotation marks in the document."""
    found = []
    for line in (folder / f"{document.id}.rsd").read_text(encoding="utf8").splitlines():
        for numbers in SOURCE.findall(line):
            at = [int(n) for part in numbers.split(",") for n in part.split("-") if n]
            if at and max(at) <= len(document.tokens):
                found.append((document.tokens[min(at) - 1].start, document.tokens[max(at) - 1].end))
    return sorted(set(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path, default=MODEL)
    args = parser.parse_args()
    reader = open_reader(args.model, 2)
    folder = args.shared / "corpora/gum"
    counts = {name: np.zeros(4) for name in ("MUC", "B3", "CEAFe", "mentions")}
    right = asked = 0
    for document in gum.load(folder):
        if document.id not in gum.HELD_OUT:
            continue
        tokens, spans, entities = linked(reader, document.text)
        marked = mentions_of(document, tokens)
        ours, gold = clusters(spans, entities), clusters(list(marked), [entity for entity, _ in marked.values()])
        counts["MUC"] += muc(ours, gold)
        counts["B3"] += b_cubed(ours, gold)
        counts["CEAFe"] += ceaf(ours, gold)
        both = len(set(spans) & set(marked))
        counts["mentions"] += (both, len(spans), both, len(marked))
        hits, total = resolved(document, tokens, spans, entities, marked, sources_of(folder, document))
        right, asked = right + hits, asked + total
    scores = {name: f1(c) for name, c in counts.items()}
    conll = (scores["MUC"] + scores["B3"] + scores["CEAFe"]) / 3
    print(" ".join(f"{name} {score:.3f}" for name, score in scores.items()), f"CoNLL {conll:.3f}")
    print(f"sources that are pronouns or descriptions: {right} of {asked} resolved, {right / max(asked, 1):.3f}")


def clusters(spans: list[Span], entities: list[int] | list[str]) -> Clusters:
    made: dict[int | str, set[Span]] = {}
    for span, entity in zip(spans, entities, strict=True):
        made.setdefault(entity, set()).add(span)
    return list(made.values())


def resolved(
    document: gum.Document,
    tokens: Tokens,
    spans: list[Span],
    entities: list[int],
    marked: dict[Span, tuple[str, int]],
    sources: list[Span],
) -> tuple[int, int]:
    """How many of the sources without a capital that GUM links to another mention the program links to one of the same
    entity, and of how many."""
    right = total = 0
    ends = {int(tokens.ends[last]): (first, last) for first, last in sorted(marked, reverse=True)}
    for start, end in sources:
        span = next((s for s in marked if tokens.starts[s[0]] == start and tokens.ends[s[1]] == end), ends.get(end))
        words = document.text[start:end]
        if span is None or any(
            w[:1].isupper() and w not in ("I", "He", "She", "They", "We", "It", "The") for w in words.split()
        ):
            continue
        same = {s for s, (entity, _) in marked.items() if entity == marked[span][0] and s != span}
        if not same:
            continue
        total += 1
        if span in spans:
            number = entities[spans.index(span)]
            others = [s for s, e in zip(spans, entities, strict=True) if e == number and s != span]
            nearest = min(others, key=lambda s: (abs(s[0] - span[0]), s), default=None)
            right += nearest in same
    return right, total


if __name__ == "__main__":
    main()
