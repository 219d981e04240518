"""The project's annotation of claims across documents: `python -m training.claims_annotated --readings`.

`annotations/claims/` holds the claims of 25 events as offsets and labels; each event was read twice, independently, and
settled. `load` gives one reading; the measures compare two of them, the program's with the settled one or the two
readings with each other. `--show EVENT` prints the claims of an event in the words of the corpus.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

CLAIMS = Path("annotations/claims")
CORPORA = ("politics", "syria")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Member:
    """A statement that is about a claim."""

    document: str
    content: tuple[Span, ...]
    stance: str
    value: Span | None
    chain: tuple[str, ...]

    @property
    def place(self) -> tuple[str, tuple[Span, ...]]:
        """What tells it from the other statements of the event."""
        return self.document, self.content


@dataclass(frozen=True, slots=True)
class Claim:
    members: tuple[Member, ...]
    conflict: str | None
    low: int
    high: int

    @property
    def places(self) -> set[tuple[str, tuple[Span, ...]]]:
        return {m.place for m in self.members}


@dataclass(frozen=True, slots=True)
class Copies:
    documents: tuple[str, ...]
    kind: str
    agency: str | None


@dataclass(frozen=True, slots=True)
class Event:
    event: str
    corpus: str
    half: str
    documents: tuple[str, ...]
    claims: tuple[Claim, ...]
    copies: tuple[Copies, ...]


def load(path: Path) -> list[Event]:
    """The events of one file: first.jsonl, second.jsonl or settled.jsonl."""
    return [event(json.loads(line)) for line in path.read_text(encoding="utf8").splitlines()]


def load_training(path: Path) -> list[Event]:
    """The events of training.jsonl, where members have stances only; `half` is "training"."""
    made = []
    for row in map(json.loads, path.read_text(encoding="utf8").splitlines()):
        claims = []
        for claim in row["claims"]:
            members = tuple(member({**m, "value": None, "chain": ()}) for m in claim["members"])
            denied = any(m.stance == "denies" for m in members)
            claims.append(Claim(members, "denial" if denied else None, 0, 0))
        made.append(Event(row["event"], row["corpus"], "training", tuple(row["documents"]), tuple(claims), ()))
    return made


def event(row: dict[str, Any]) -> Event:
    return Event(
        row["event"],
        row["corpus"],
        row["half"],
        tuple(row["documents"]),
        tuple(
            Claim(tuple(map(member, c["members"])), c["conflict"], c["origins"]["low"], c["origins"]["high"])
            for c in row["claims"]
        ),
        tuple(Copies(tuple(c["documents"]), c["kind"], c["agency"]) for c in row["copies"]),
    )


def member(row: dict[str, Any]) -> Member:
    return Member(
        row["document"],
        tuple((start, end) for start, end in row["content"]),
        row["stance"],
        (row["value"][0], row["value"][1]) if row["value"] else None,
        tuple(row["chain"]),
    )


def texts(shared: Path) -> dict[str, str]:
    """The text of every document of the two corpora, by its id."""
    found = {}
    for corpus in CORPORA:
        with gzip.open(shared / f"corpora/coverage/{corpus}.jsonl.gz", "rt", encoding="utf8") as lines:
            for row in map(json.loads, lines):
                found[row["id"]] = row["text"]
    return found


def plain(name: str) -> str:
    """A name as it is compared: without article, quotation marks and capitals, and without the mark of the unnamed."""
    low = re.sub(r"^(?:the|an?)\s+|[\"“”‘’'.,]|\(unnamed\)", "", name.casefold())
    return " ".join(low.split())


def alike(ours: tuple[str, ...], gold: tuple[str, ...]) -> bool:
    """Whether two chains are the same if a title or an office after a comma counts for nothing."""
    return len(ours) == len(gold) and all(
        plain(a) == plain(b) or plain(a.split(", ")[0]) == plain(b.split(", ")[0])
        for a, b in zip(ours, gold, strict=True)
    )


def pairs(claims: tuple[Claim, ...]) -> dict[frozenset[Any], tuple[str, ...]]:
    """Pairs of statements of different documents that are in one claim, with their stances in the order of place."""
    made: dict[frozenset[Any], tuple[str, ...]] = {}
    for claim in claims:
        ordered = sorted(claim.members, key=lambda m: m.place)
        for a, b in combinations(ordered, 2):
            if a.document != b.document:
                made.setdefault(frozenset((a.place, b.place)), (a.stance, b.stance))
    return made


def matched(ours: tuple[Claim, ...], gold: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim]]:
    """Claims that share the largest part of their members, one to one, best first."""
    found = []
    for i, a in enumerate(ours):
        for j, b in enumerate(gold):
            if both := len(a.places & b.places):
                found.append((both / len(a.places | b.places), i, j))
    left, right = set(), set()
    for _, i, j in sorted(found, key=lambda f: (-f[0], f[1], f[2])):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            yield ours[i], gold[j]


def copied(of: Event) -> dict[frozenset[str], str]:
    return {frozenset(pair): c.kind for c in of.copies for pair in combinations(sorted(c.documents), 2)}


def f1(right: int, ours: int, gold: int) -> float:
    return 2 * right / (ours + gold) if ours + gold else 1.0


def measures(events: list[tuple[Event, Event]]) -> dict[str, float]:
    """Every measure over events of one reading with those of another, which is taken as gold."""
    count = Counter[str]()
    for ours, gold in events:
        here, there = pairs(ours.claims), pairs(gold.claims)
        same = here.keys() & there.keys()
        count.update(pairs=len(same), our_pairs=len(here), gold_pairs=len(there))
        count["stances"] += sum(here[p] == there[p] for p in same)
        against = [{p for p, s in side.items() if s.count("denies") == 1} for side in (here, there)]
        count.update(against=len(against[0] & against[1]), our_against=len(against[0]), gold_against=len(against[1]))
        for side, claims in (("our", ours.claims), ("gold", gold.claims)):
            count[f"{side}_claims"] += len(claims)
            count.update(f"{side}_{c.conflict}" for c in claims if c.conflict)
        for a, b in matched(ours.claims, gold.claims):
            count["claims"] += 1
            if a.conflict and a.conflict == b.conflict:
                count[a.conflict] += 1
            count["low"] += a.low == b.low
            count["high"] += a.high == b.high
            count["origins"] += (a.low, a.high) == (b.low, b.high)
            theirs = {m.place: m for m in b.members}
            for m in a.members:
                if other := theirs.get(m.place):
                    count["members"] += 1
                    count["chains"] += [*map(plain, m.chain)] == [*map(plain, other.chain)]
                    count["alike"] += alike(m.chain, other.chain)
        our_copies, gold_copies = copied(ours), copied(gold)
        both = our_copies.keys() & gold_copies.keys()
        count.update(copies=len(both), our_copies=len(our_copies), gold_copies=len(gold_copies))
        count["copy_kinds"] += sum(our_copies[p] == gold_copies[p] for p in both)

    def found(name: str, plural: str | None = None) -> float:
        return f1(count[name], count[f"our_{plural or name}"], count[f"gold_{plural or name}"])

    def share(name: str, of: str) -> float:
        return count[name] / count[of] if count[of] else 1.0

    return {
        "pairs in one claim, F1": found("pairs"),
        "claims matched, F1": found("claims"),
        "stances of shared pairs": share("stances", "pairs"),
        "pairs set against, F1": found("against"),
        "denials, F1": found("denial"),
        "conflicts of values, F1": found("values"),
        "origins, both": share("origins", "claims"),
        "origins, lowest": share("low", "claims"),
        "origins, highest": share("high", "claims"),
        "chain": share("chains", "members"),
        "chain, titles aside": share("alike", "members"),
        "copies, F1": found("copies"),
        "kind of copies": share("copy_kinds", "copies"),
    }


def counts(events: list[Event]) -> dict[str, int]:
    claims = [c for e in events for c in e.claims]
    return {
        "events": len(events),
        "documents": sum(len(e.documents) for e in events),
        "claims": len(claims),
        "members": sum(len(c.members) for c in claims),
        "pairs": sum(len(pairs(e.claims)) for e in events),
        "denied claims": sum(c.conflict == "denial" for c in claims),
        "claims with conflicting values": sum(c.conflict == "values" for c in claims),
        "copies": sum(len(e.copies) for e in events),
    }


def show(of: Event, known: dict[str, str]) -> None:
    for number, claim in enumerate(of.claims, 1):
        print(f"{number}. conflict {claim.conflict}, origins {claim.low} to {claim.high}")
        for m in claim.members:
            text = known[m.document]
            words = " … ".join(" ".join(text[start:end].split()) for start, end in m.content)
            value = f" [{text[m.value[0] : m.value[1]]}]" if m.value else ""
            print(f"   {m.document} {m.stance}{value} ({' > '.join(m.chain) or 'own voice'}): {words}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--half", choices=("choose", "final", "both"), default="both")
    parser.add_argument("--readings", action="store_true", help="compare the two readings with each other")
    parser.add_argument("--show", metavar="EVENT", help="print the settled claims of this event")
    args = parser.parse_args()
    known = texts(args.shared)
    first, second, settled = (
        [e for e in load(CLAIMS / f"{name}.jsonl") if args.half in ("both", e.half)]
        for name in ("first", "second", "settled")
    )
    for m in (m for e in (*first, *second, *settled) for c in e.claims for m in c.members):
        if max(end for _, end in (*m.content, m.value or (0, 0))) > len(known[m.document]):
            raise SystemExit(f"{m.document} is shorter than its annotation")
    if args.show:
        for found in settled:
            if found.event == args.show:
                show(found, known)
        return
    for name, number in counts(settled).items():
        print(f"{name:32} {number}")
    if args.readings:
        for name, value in measures(list(zip(first, second, strict=True))).items():
            print(f"{name:32} {value:.3f}")


if __name__ == "__main__":
    main()
