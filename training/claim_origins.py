"""How well origins are counted: `python -m training.claim_origins`.

The claims of annotations/claims/ are given with their stances and copies; the passages that copies share are found in
the texts. The chains are those of the annotation, and then the program's own: a member has the one of the statement
whose content overlaps most with its own.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec

from sayso.claims.claim import Member, Origins
from sayso.claims.copied import Copied
from sayso.claims.origins import origins
from sayso.claims.reuse import passages
from sayso.claims.told import Paper, Party, Place, Told, told
from sayso.ledger.names import identity
from sayso.reading import actors
from sayso.reading.meaning import Reading
from training import claims_annotated as annotated
from training.claim_readings import CACHE, readings

UNNAMED = " (unnamed)"
Rows = Mapping[str, dict[str, Any]]


def rows(shared: Path) -> Rows:
    """The corpora's documents by their ids."""
    found = {}
    for corpus in annotated.CORPORA:
        with gzip.open(shared / f"corpora/coverage/{corpus}.jsonl.gz", "rt", encoding="utf8") as lines:
            found |= {row["id"]: row for row in map(json.loads, lines)}
    return found


def paper(row: Mapping[str, Any], number: int) -> Paper:
    day = row.get("published")
    return Paper(
        number, number, row["id"], row.get("outlet"), row.get("title"), None, day, (day or "")[:10] or None, None,
        row["text"], (),
    )  # fmt: skip


def party(name: str, numbers: dict[str, int]) -> Party:
    """A name of the annotation as a party."""
    bare = name.removesuffix(UNNAMED)
    kind = actors.kind(bare)
    unnamed = bare != name or kind == "unnamed"
    read = actors.describe(bare)
    number = numbers.setdefault(f"{name} {len(numbers)}" if unnamed else annotated.plain(name), len(numbers))
    if not unnamed:
        return Party(number, bare, kind, False, None, None, None)
    return Party(number, bare, "unnamed", True, read.count, read.affiliation, read.role)


def given(claim: annotated.Claim, papers: Mapping[str, Paper], numbers: dict[str, int]) -> list[Member]:
    """The members of a claim with the annotation's chains."""
    made = []
    for number, each in enumerate(claim.members, 1):
        chain = tuple(party(name, numbers) for name in each.chain)
        one = Told(
            papers[each.document], number, (), (), each.content, chain, None, None, None, None, None, (), (), None, (),
            None,
        )  # fmt: skip
        made.append(Member(one, each.stance, None, ""))  # type: ignore[arg-type]
    return made


def read(claim: annotated.Claim, papers: Mapping[str, Paper], statements: Mapping[str, Sequence[Told]]) -> list[Member]:
    """The members of a claim with the program's chains."""
    made = []
    for number, each in enumerate(claim.members, 1):
        nearest = max(statements[each.document], key=lambda one: overlap(one.content, each.content))
        one = msgspec.structs.replace(nearest, paper=papers[each.document], number=number, content=each.content)
        made.append(Member(one, each.stance, None, ""))  # type: ignore[arg-type]
    return made


def overlap(one: Sequence[Place], other: Sequence[Place]) -> float:
    """The share of the characters of both that both have."""
    left, right = ({at for start, end in each for at in range(start, end)} for each in (one, other))
    return len(left & right) / max(1, len(left | right))


def statements_of(found: Mapping[str, Reading]) -> dict[str, tuple[Told, ...]]:
    """The statements of documents that were read; sources are one across documents as in the ledger."""
    made: dict[str, tuple[Told, ...]] = {}
    numbers: dict[str, int] = {}
    for name, reading in found.items():
        document = reading.document
        sources = {}
        for source in document.sources or ():
            known = identity(source, document)
            sources[source.id] = numbers.setdefault(known.key if known else f"{name} {source.id}", len(numbers))
        made[name] = told(document, 0, 0, None, sources, None)
    return made


def copied(event: annotated.Event, papers: Mapping[str, Paper]) -> list[Copied]:
    made = []
    for each in event.copies:
        for left, right in combinations(each.documents, 2):
            one, other = papers[left], papers[right]
            shared = tuple((found.left, found.right) for found in passages(one.text, other.text))
            made.append(Copied((one.id, other.id), each.kind, each.agency, shared))  # type: ignore[arg-type]
    return made


def score(found: Sequence[tuple[Origins, annotated.Claim]]) -> dict[str, float]:
    count = Counter[str]()
    for ours, gold in found:
        low, high = ours.low == gold.low, ours.high == gold.high
        count.update(low=low, high=high, both=low and high, inside=ours.low <= gold.low and gold.high <= ours.high)
        count["width"] += ours.high - ours.low
    return {
        name: count[key] / max(1, len(found))
        for name, key in (
            ("lowest and highest both right", "both"),
            ("lowest right", "low"),
            ("highest right", "high"),
            ("true range inside the given one", "inside"),
            ("mean width of the given range", "width"),
        )
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--half", choices=("choose", "final"), default="choose")
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--errors", action="store_true", help="print what is wrong; not for the half final")
    args = parser.parse_args()
    if args.errors and args.half == "final":
        raise SystemExit("errors of the half final are not to be looked at")
    known = rows(args.shared)
    events = [event for event in annotated.load(annotated.CLAIMS / "settled.jsonl") if event.half == args.half]
    names = {name for event in events for name in event.documents}
    statements = statements_of(readings(args.shared, args.cache, names))
    numbers: dict[str, int] = {}
    by_gold, by_own = [], []
    for event in events:
        papers = {id: paper(known[id], number) for number, id in enumerate(event.documents, 1)}
        copies = copied(event, papers)
        for at, claim in enumerate(event.claims, 1):
            sides = (
                ("annotated", by_gold, given(claim, papers, numbers)),
                ("read", by_own, read(claim, papers, statements)),
            )
            for side, results, members in sides:
                result = origins(members, copies)
                results.append((result, claim))
                if args.errors and (result.low, result.high) != (claim.low, claim.high):
                    print(f"{side}: {event.event} {at}: {result.low}-{result.high}, not {claim.low}-{claim.high}")
                    print(f"   {result.reason}")
                    for each, gold in zip(members, claim.members, strict=True):
                        chain = " > ".join(link.name for link in each.told.chain)
                        true = " > ".join(gold.chain)
                        print(f"   {gold.document} {each.stance} ({chain}) gold ({true}): {each.told.words[:70]!r}")
    for side, results in (("annotated chains", by_gold), ("the program's chains", by_own)):
        print(f"{side}, {len(results)} claims")
        for name, value in score(results).items():
            print(f"  {name:34} {value:.3f}")


if __name__ == "__main__":
    main()
