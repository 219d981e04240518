"""How well the manner of statements is read, on the project's own annotations, with their spans given.

    python -m training.manner --shared ../shared --half choose [--errors]

The half `choose` is what rules are made on; `final` is for the figure that is reported.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.reading.clauses import words
from sayso.reading.cues import WEAK, read_cue
from sayso.reading.manner import Manner, manner
from training import gum

ANNOTATIONS = Path(__file__).parents[1] / "annotations" / "statements.jsonl"
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A statement as it was annotated (`gold`), in its text, and how it is read."""

    document: str
    text: str
    gold: dict[str, Any]
    read: Manner


def documents(shared: Path, half: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Each annotated document of the half, with as much of its text as was annotated."""
    texts = {d.id: d.text for d in gum.load(shared / "corpora" / "gum")}
    with gzip.open(shared / "corpora" / "polnear" / "dev.jsonl.gz", "rt", encoding="utf8") as lines:
        texts |= {row["id"]: row["text"] for row in map(json.loads, lines)}
    for line in ANNOTATIONS.read_text("utf8").splitlines():
        document = json.loads(line)
        if document["half"] == half:
            yield document, texts[document["id"]][: document["end"]]


def spans(found: Iterable[Iterable[int]]) -> Spans:
    return [(start, end) for start, end in found]


def annotated(shared: Path, half: str) -> Iterator[Annotated]:
    for document, text in documents(shared, half):
        for gold in document["statements"]:
            inner = [spans(s["cue"])[0] for s in document["statements"] if s["inside"] == gold["id"]]
            source, cue, content = (spans(gold[part]) for part in ("source", "cue", "content"))
            read = manner(text, source, cue, content, inner=inner, nested=gold["inside"] is not None)
            yield Annotated(document["id"], text, gold, read)


def macro_f1(pairs: Iterable[tuple[str, str]]) -> tuple[float, dict[str, tuple[float, int]]]:
    """The mean F1 of the gold's classes, and of each its F1 and how often it occurs, from pairs of gold and read."""
    both = list(pairs)
    gold, read = Counter(g for g, _ in both), Counter(r for _, r in both)
    right = Counter(g for g, r in both if g == r)
    each = {act: (2 * right[act] / (gold[act] + read[act]), gold[act]) for act in sorted(gold)}
    return sum(f1 for f1, _ in each.values()) / len(each), each


def span_f1(statements: Iterable[Annotated], part: str) -> tuple[float, int, int, int]:
    """F1 of exact spans, and how many are right, read and annotated."""
    right = read = gold = 0
    for statement in statements:
        found, true = set(getattr(statement.read, part)), set(spans(statement.gold[part]))
        right, read, gold = right + len(found & true), read + len(found), gold + len(true)
    return 2 * right / max(1, read + gold), right, read, gold


def differences(statement: Annotated) -> list[str]:
    """What is read otherwise than it was annotated, as "field: annotated / read"."""
    text, gold, read = statement.text, statement.gold, statement.read
    made = []
    for field in ("act", "certainty", "polarity", "quotation"):
        if gold[field] != getattr(read, field):
            made.append(f"{field}: {gold[field]} / {getattr(read, field)}")
    for field in ("hedges", "conditions"):
        true, found = ([text[s:e] for s, e in some] for some in (sorted(spans(gold[field])), getattr(read, field)))
        if true != found:
            made.append(f"{field}: {true} / {found}")
    return made


def coverage(shared: Path) -> tuple[float, float]:
    """The shares of the cues in PolNeAR's training documents that the list of acts knows, and knows by more than a
    preposition or a mark."""
    known: Counter[str] = Counter()
    with gzip.open(shared / "corpora" / "polnear" / "train.jsonl.gz", "rt", encoding="utf8") as lines:
        for row in map(json.loads, lines):
            for attribution in row["annotations"][0]["attributions"]:
                cue = [word for start, end in attribution["cue"] for word in words(row["text"], start, end)]
                found = read_cue(cue, []) if cue else None
                known["all"] += bool(cue)
                known["listed"] += found is not None
                known["more"] += found is not None and found.sense.strength < WEAK
    return known["listed"] / known["all"], known["more"] / known["all"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, required=True, help="the folder that holds the corpora")
    parser.add_argument("--half", choices=("choose", "final"), required=True)
    parser.add_argument("--errors", action="store_true", help="print what is read otherwise than it was annotated")
    options = parser.parse_args()
    found = list(annotated(options.shared, options.half))
    if options.errors:
        for statement in found:
            wrong = differences(statement)
            if wrong:
                parts = (statement.gold[part] for part in ("source", "cue", "content"))
                shown = " | ".join(" … ".join(statement.text[s:e] for s, e in part) for part in parts)
                print(f"{statement.document} {statement.gold['id']}: {shown}\n    " + "\n    ".join(wrong))
    total = len(found)
    mean, each = macro_f1((s.gold["act"], s.read.act) for s in found)
    acts = sum(s.gold["act"] == s.read.act for s in found) / total
    committed = sum((s.gold["certainty"], s.gold["polarity"]) == (s.read.certainty, s.read.polarity) for s in found)
    quoted = sum(s.gold["quotation"] == s.read.quotation for s in found)
    print(f"{total} statements")
    print(f"act                   {acts:.3f} accuracy, {mean:.3f} macro F1")
    print("                      " + ", ".join(f"{act} {f1:.2f} ({n})" for act, (f1, n) in each.items()))
    print(f"certainty × polarity  {committed / total:.3f} accuracy")
    print(f"quotation             {quoted / total:.3f} accuracy")
    for part in ("hedges", "conditions"):
        f1, right, read, gold = span_f1(found, part)
        print(f"{part:<22}{f1:.3f} F1 of exact spans ({right} right, {read} read, {gold} annotated)")
    listed, more = coverage(options.shared)
    print(f"cues of PolNeAR train  {listed:.3f} in the list of acts, {more:.3f} without prepositions and marks")


if __name__ == "__main__":
    main()
