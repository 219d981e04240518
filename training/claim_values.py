"""Measure values and their conflicts on annotated claims: `python -m training.claim_values --half choose [--errors]`.

The claims, their members, stances and chains are the annotators'. A value counts as found if its place overlaps with
the annotated one, and as found exactly if it is the same. Of `final`, only totals are printed.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any, cast

from sayso.claims.claim import Stance
from sayso.claims.told import Paper, Party, Told
from sayso.claims.values import Values, values
from training.claims_annotated import CLAIMS, CORPORA, Claim, Member, f1, load, plain


def papers(shared: Path) -> dict[str, Paper]:
    """The documents of the two corpora, by their ids."""
    made: dict[str, Paper] = {}
    for corpus in CORPORA:
        with gzip.open(shared / f"corpora/coverage/{corpus}.jsonl.gz", "rt", encoding="utf8") as lines:
            for row in map(json.loads, lines):
                made[row["id"]] = paper(len(made), row)
    return made


def paper(number: int, row: dict[str, Any]) -> Paper:
    return Paper(
        number, number, row["id"], row["outlet"], row["title"], None, row["published"], row["published"], None,
        row["text"], (),
    )  # fmt: skip


def told(member: Member, number: int, known: dict[str, Paper], sources: dict[str, int]) -> Told:
    """A member as the program holds statements, of the annotators' spans and chain."""
    chain = tuple(
        Party(sources.setdefault(plain(name), len(sources)), name, None, "(unnamed)" in name, None, None, None)
        for name in member.chain
    )
    return Told(
        known[member.document], number, (), (), member.content, chain, None, None, None, None, None, (), (), None, (),
        None,
    )  # fmt: skip


def found_in(claim: Claim, known: dict[str, Paper], sources: dict[str, int]) -> tuple[list[Told], Values]:
    members = [told(member, number, known, sources) for number, member in enumerate(claim.members)]
    return members, values(members, [cast(Stance, member.stance) for member in claim.members])


def compare(claim: Claim, found: Values) -> Counter[str]:
    count = Counter[str](claims=1)
    # An annotated denial hides a conflict of values.
    ours, gold = found.conflict and claim.conflict != "denial", claim.conflict == "values"
    count.update(conflict=ours and gold, our_conflict=ours, gold_conflict=gold, development=ours and found.development)
    for member, value in zip(claim.members, found.values, strict=True):
        count.update(our_value=value is not None, gold_value=member.value is not None)
        if value and member.value:
            count["value"] += value.place[0] < member.value[1] and member.value[0] < value.place[1]
            count["exact"] += value.place == member.value
    return count


def show(claim: Claim, members: list[Told], found: Values) -> None:
    print(f"annotated {claim.conflict}, found {found.conflict} {found.development}: {found.reason}")
    for member, one, value in zip(claim.members, members, found.values, strict=True):
        gold = one.paper.text[slice(*member.value)] if member.value else None
        mark = " " if (value and value.text) == gold else "*"
        print(f"  {mark} [{gold}] [{value and value.text}] {' '.join(one.words.split())[:300]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--half", choices=("choose", "final"), default="choose")
    parser.add_argument("--errors", action="store_true", help="print the claims of choose with numbers")
    args = parser.parse_args()
    known, count = papers(args.shared), Counter[str]()
    sources: dict[str, int] = {}
    for event in load(CLAIMS / "settled.jsonl"):
        if event.half != args.half:
            continue
        for claim in event.claims:
            members, found = found_in(claim, known, sources)
            count.update(compare(claim, found))
            if args.errors and args.half == "choose" and any((*found.values, *(m.value for m in claim.members))):
                show(claim, members, found)
    for what, ours, gold in (
        ("conflicts of values", "our_conflict", "gold_conflict"),
        ("values found", "our_value", "gold_value"),
        ("values found, same place", "our_value", "gold_value"),
    ):
        right = {"conflicts of values": "conflict", "values found": "value"}.get(what, "exact")
        score = f1(count[right], count[ours], count[gold])
        print(f"{what:28} F1 {score:.3f}: {count[right]} right of {count[ours]} found, {count[gold]} annotated")
    print(f"{'may be a development':28} {count['development']} of the conflicts found; {count['claims']} claims")


if __name__ == "__main__":
    main()
