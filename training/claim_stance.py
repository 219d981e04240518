"""Measure stances on annotated claims: `python -m training.claim_stance --half choose [--errors]`.

The claims are the annotators', their statements the program's. `--nli FILE` gives instead, of pairs of sentences
(premise, hypothesis, label as CSV), how many that contradict each other are called opposed, and how many others.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sayso.claims.stance import opposed, stances
from sayso.claims.told import Told, told
from sayso.document import Document, Span, Statement
from sayso.reading.meaning import Reading
from training.claim_readings import CACHE, readings
from training.claims_annotated import CLAIMS, Event, Member, f1, load, load_training, plain

DENIED = frozenset(("denies", "questions"))


def papers(found: Mapping[str, Reading]) -> dict[str, tuple[Told, ...]]:
    """The statements of each document that was read, by its id."""
    made: dict[str, tuple[Told, ...]] = {}
    known: dict[str, int] = {}
    for number, (name, reading) in enumerate(found.items(), 1):
        document = reading.document
        sources = {one.id: known.setdefault(plain(one.name), len(known)) for one in document.sources or ()}
        made[name] = told(document, number, number, document.published, sources, None)
    return made


def nearest(member: Member, statements: Sequence[Told]) -> Told | None:
    """The statement that shares most of its characters with an annotated one."""

    def share(one: Told) -> float:
        common = sum(max(0, min(b, d) - max(a, c)) for a, b in member.content for c, d in one.content)
        return common / (sum(b - a for a, b in (*member.content, *one.content)) - common)

    best = max(statements, key=share, default=None)
    return best if best is not None and share(best) > 0 else None


def measure(events: Iterable[Event], read: dict[str, tuple[Told, ...]], *, errors: bool) -> Counter[str]:
    count = Counter[str]()
    for event in events:
        for claim in event.claims:
            found = [(m, one) for m in claim.members if (one := nearest(m, read.get(m.document, ()))) is not None]
            count["lost"] += len(claim.members) - len(found)
            for (member, one), (stance, why) in zip(found, stances([one for _, one in found]), strict=True):
                count.update(members=1, right=member.stance == stance)
                for kind in ("denies", "questions"):
                    count[f"our {kind}"] += stance == kind
                    count[f"gold {kind}"] += member.stance == kind
                    count[kind] += stance == kind == member.stance
                if errors and (member.stance != stance or stance in DENIED):
                    mark = "right" if member.stance == stance else "WRONG"
                    print(f"{mark} {stance} for {member.stance}: {why} | {one.act} | {one.words[:160]}")
            count["denied claims"] += claim.conflict == "denial"
    return count


def sentence(text: str, number: int) -> Told:
    """A sentence in an outlet's own voice, in a document of its own."""
    span = Span(0, len(text), text)
    one = Statement("s1", (), (), (span,), chain=(), act="assert", certainty="certain", polarity="positive")
    document = Document(str(number), None, None, None, None, None, "en", text, (), (one,), ())
    return told(document, number, number, None, {}, None)[0]


def pairs(file: Path, *, errors: bool) -> None:
    found, every = Counter[str](), Counter[str]()
    with gzip.open(file, "rt", encoding="utf8") as lines:
        for row in csv.DictReader(lines):
            why = opposed(sentence(row["premise"], 1), sentence(row["hypothesis"], 2))
            every[row["label"]] += 1
            found[row["label"]] += why is not None
            if errors and why is not None:
                print(f"{row['label']}: {why} | {row['premise'][:150]} | {row['hypothesis'][:150]}")
    for label, number in every.items():
        print(f"{label}: {found[label]} of {number} opposed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--half", choices=("training", "choose", "final"), default="choose")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--nli", type=Path)
    args = parser.parse_args()
    if args.nli:
        pairs(args.nli, errors=args.errors)
        return
    annotated = [*load_training(CLAIMS / "training.jsonl"), *load(CLAIMS / "settled.jsonl")]
    events = [event for event in annotated if event.half == args.half]
    names = {name for event in events for name in event.documents}
    count = measure(
        events, papers(readings(args.shared, args.cache, names)), errors=args.errors and args.half != "final"
    )
    print(
        f"stance: accuracy {count['right'] / max(1, count['members']):.3f} of {count['members']}, {count['lost']} lost"
    )
    for kind in ("denies", "questions"):
        ours, gold = count[f"our {kind}"], count[f"gold {kind}"]
        print(f"{kind}: F1 {f1(count[kind], ours, gold):.3f}; {count[kind]} of {ours} found right, {gold} there")


if __name__ == "__main__":
    main()
