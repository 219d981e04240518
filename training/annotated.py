"""The full account against the project's own annotation: `python -m training.annotated --half final`.

`annotations/` holds 591 statements of 44 documents as offsets and labels; each was read twice, independently, and
settled. Further documents (`--half training`) were read once, to find out by their errors what reading does wrong. The
same measures compare the program with the settled reading, and the two readings with each other.
Attributes are compared over the statements that both sides have: those whose cues overlap and whose contents share at
least half of their words.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sayso.document import Document
from sayso.documents.article import Article
from sayso.reading import actors
from sayso.reading.reader import Reader, open_reader
from training import gum
from training.export import MODEL
from training.measure import scorer
from training.relays import OUTLETS

ANNOTATIONS = Path("annotations")
Statement = dict[str, Any]
Spans = list[list[int]]


def rows(name: str, half: str) -> list[dict[str, Any]]:
    """The documents of one reading (first, second or statements: the settled one) in one half (choose, final, both), or
    those that were read only once, to learn from (training)."""
    file = half if half == "training" else name
    lines = (ANNOTATIONS / f"{file}.jsonl").read_text(encoding="utf8").splitlines()
    return [row for row in map(json.loads, lines) if half in ("both", row["half"])]


def articles(shared: Path) -> dict[str, Article]:
    """Every document that is annotated or could be, whole, by its id."""
    found = {}
    with gzip.open(shared / "corpora/polnear/dev.jsonl.gz", "rt", encoding="utf8") as lines:
        for row in map(json.loads, lines):
            found[row["id"]] = Article(
                row["text"], id=row["id"], outlet=OUTLETS[row["outlet"]], author=credit(row), published=row["published"]
            )
    for document in gum.load(shared / "corpora/gum"):
        outlet = "Wikinews" if document.genre in ("news", "interview") else None
        found[document.id] = Article(document.text, id=document.id, outlet=outlet, published=document.created)
    return found


def credit(row: dict[str, Any]) -> str | None:
    """The agency that PolNeAR says a document came from."""
    named = [row[key] for key in ("wire", "credit") if row[key] not in (None, "None")]
    return named[0] if named else None


def as_annotated(document: Document) -> list[Statement]:
    """What the program read, in the annotation's form."""
    sources = {s.id: s for s in document.sources or ()}

    def places(spans: Iterable[Any] | None) -> Spans:
        return [[s.start, s.end] for s in spans or ()]

    made = []
    for s in document.statements:
        source = sources.get(s.source_id or "")
        made.append(
            {
                "id": s.id,
                "inside": s.inside,
                "source": places(s.source),
                "cue": places(s.cue),
                "content": places(s.content),
                "name": source.name if source else None,
                "kind": source.kind if source else None,
                "anonymous": source.anonymous if source else None,
                "chain": [sources[link].name for link in s.chain or ()],
                "quotation": s.quotation,
                "act": s.act,
                "certainty": s.certainty,
                "polarity": s.polarity,
                "hedges": places(s.hedges),
                "conditions": places(s.conditions),
                "said": document.times[s.said].value if s.said is not None and document.times else None,
                "answers": [{"statement": a.statement, "relation": a.relation} for a in s.answers or ()],
            }
        )
    return made


def plain(name: str | None) -> str:
    """A name as it is compared: without article, quotation marks and capitals, and as the facts have it, so that NATO
    is its full name and the government of a country is the country."""
    if name and (known := actors.organisation(name)):
        return known.name.casefold()
    if name and (place := actors.government(name)):
        return place.casefold()
    low = re.sub(r"^(?:the|an?)\s+|[\"“”‘’'.,]|['’]s\b", "", (name or "").casefold())
    return " ".join(low.split())


def matched(text: str, ours: list[Statement], gold: list[Statement], score: Any) -> list[tuple[Statement, Statement]]:
    """Pairs whose cues overlap and whose contents share half of their words, best first."""
    words = {
        id(s): score.tokens(text, score.merge(text, score.trim(text, score.spans(s, "content"))))
        for s in [*ours, *gold]
    }
    pairs = []
    for i, a in enumerate(ours):
        for j, b in enumerate(gold):
            if any(p[0] < q[1] and q[0] < p[1] for p in a["cue"] for q in b["cue"]):
                union = words[id(a)] | words[id(b)]
                shared = len(words[id(a)] & words[id(b)]) / len(union) if union else 0.0
                if shared >= 1 / 2:
                    pairs.append((shared, i, j))
    chosen, left, right = [], set(), set()
    for _, i, j in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            chosen.append((ours[i], gold[j]))
    return chosen


def target(answer: dict[str, Any]) -> str:
    """What an answer answers: a statement's id, or the place of a sentence in the outlet's own voice."""
    return answer["statement"] if "statement" in answer else "{}-{}".format(*answer["sentence"])


def f1(right: int, ours: int, gold: int) -> float:
    return 2 * right / (ours + gold) if ours + gold else 1.0


def macro(pairs: list[tuple[str, str]]) -> float:
    """Mean F1 over the labels that the gold has."""
    hits, ours, gold = (
        Counter(b for a, b in pairs if a == b),
        Counter(a for a, _ in pairs),
        Counter(b for _, b in pairs),
    )
    return sum(f1(hits[k], ours[k], gold[k]) for k in gold) / len(gold)


def measures(documents: list[tuple[str, list[Statement], list[Statement]]], score: Any) -> dict[str, float]:
    """Every measure over (text, statements of one reading, of the other), the other taken as gold."""
    nested = score.Tally()
    pairs: list[tuple[Statement, Statement]] = []
    answers = Counter[str]()
    for text, ours, gold in documents:
        attributed = [s for s in ours if s["cue"]]
        score.score(text, [s for s in attributed if s["inside"]], [s for s in gold if s["inside"]], nested)
        found = matched(text, attributed, gold, score)
        pairs += found
        same = {a["id"]: b["id"] for a, b in found}
        own = {s["id"]: s["content"] for s in ours if not s["cue"]}
        own |= {target(x): [x["sentence"]] for s in ours for x in s["answers"] if "sentence" in x}
        for x in (x for s in gold for x in s["answers"] if "sentence" in x):
            begin, end = x["sentence"]
            same |= {i: f"{begin}-{end}" for i, spans in own.items() if any(p < end and begin < q for p, q in spans)}
        theirs = {(s["id"], target(x), x["relation"]) for s in gold for x in s["answers"]}
        here = {
            (same.get(s["id"], s["id"] + "?"), same.get(target(x), target(x) + "?"), x["relation"])
            for s in attributed
            for x in s["answers"]
        }
        answers.update(right=len(here & theirs), ours=len(here), gold=len(theirs))
    named = [(a, b) for a, b in pairs if b["kind"]]
    relayed = [(a, b) for a, b in pairs if len(b["chain"]) > 1]

    def links(s: Statement) -> list[str]:
        return [plain(n) for n in s["chain"]]

    def share(hits: list[bool]) -> float:
        return sum(hits) / len(hits) if hits else 1.0

    def spans_f1(key: str) -> float:
        hits = sum(any(p[0] < q[1] and q[0] < p[1] for q in b[key]) for a, b in pairs for p in a[key])
        return f1(hits, sum(len(a[key]) for a, _ in pairs), sum(len(b[key]) for _, b in pairs))

    return {
        "statements compared": len(pairs),
        "nested, soft F1": nested.f1().get("statement soft", 1.0),
        "name": share([plain(a["name"]) == plain(b["name"]) for a, b in named]),
        "kind": share([a["kind"] == b["kind"] for a, b in named]),
        "unnamed or not": share([bool(a["anonymous"]) == bool(b["anonymous"]) for a, b in named]),
        "chain, with a relay": share([links(a) == links(b) for a, b in relayed]),
        "chain, all": share([links(a) == links(b) for a, b in pairs]),
        "act": share([a["act"] == b["act"] for a, b in pairs]),
        "act, macro F1": macro([(str(a["act"]), b["act"]) for a, b in pairs]),
        "certainty and polarity": share(
            [(a["certainty"], a["polarity"]) == (b["certainty"], b["polarity"]) for a, b in pairs]
        ),
        "quotation": share([a["quotation"] == b["quotation"] for a, b in pairs]),
        "hedges, F1": spans_f1("hedges"),
        "conditions, F1": spans_f1("conditions"),
        "time of speaking": share([a["said"] == b["said"] for a, b in pairs]),
        "answers, F1": f1(answers["right"], answers["ours"], answers["gold"]),
    }


def program(reader: Reader, half: str, known: dict[str, Article]) -> list[tuple[str, list[Statement], list[Statement]]]:
    made = []
    for row in rows("statements", half):
        article = known[row["id"]]
        text = article.text[: row["end"]]
        excerpt = Article(
            text, id=article.id, outlet=article.outlet, author=article.author, published=article.published
        )
        made.append((text, as_annotated(reader.read(excerpt)), row["statements"]))
    return made


def readings(half: str, known: dict[str, Article]) -> list[tuple[str, list[Statement], list[Statement]]]:
    second = {row["id"]: row for row in rows("second", half)}
    return [
        (known[row["id"]].text[: row["end"]], row["statements"], second[row["id"]]["statements"])
        for row in rows("first", half)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--half", choices=("training", "choose", "final", "both"), default="choose")
    parser.add_argument("--readings", action="store_true", help="compare the two readings instead of the program")
    parser.add_argument("--errors", help="show the pairs that differ in this field")
    args = parser.parse_args()
    known = articles(args.shared)
    documents = readings(args.half, known) if args.readings else program(open_reader(args.model, 2), args.half, known)
    score = scorer(args.shared)
    if args.errors:
        for text, ours, gold in documents:
            for a, b in matched(text, [s for s in ours if s["cue"]], gold, score):
                if a[args.errors] != b[args.errors]:
                    begin = min(p[0] for k in ("source", "cue", "content") for p in b[k])
                    print(a[args.errors], "| gold:", b[args.errors], "|", text[begin : begin + 220].replace("\n", " "))
    for name, value in measures(documents, score).items():
        print(f"{name:28} {value:.3f}" if isinstance(value, float) else f"{name:28} {value}")


if __name__ == "__main__":
    main()
