"""Whether two statements make the same claim, learned and measured: `python -m training.claims`.

Without `--half`, fits the weights of `sayso.claims.likeness` on the events of annotations/claims/training.jsonl, which
are none of those that are measured on, and writes src/sayso/claims/facts/likeness.json. With `--half choose` or
`--half final`, puts the documents of that half into a ledger, which links them, and compares the claims that come out
with the settled annotation. Readings are kept in the folder `--cache` and used again.
"""

from __future__ import annotations

import argparse
import tempfile
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from sayso.claims.claim import Claim
from sayso.claims.joining import LEAST_NEAR
from sayso.claims.likeness import FEATURES, Weights, features
from sayso.claims.told import Told, told
from sayso.claims.traits import Traits, traits
from sayso.ledger import schema
from sayso.ledger.claiming import claims, settle_all
from sayso.ledger.linking import link
from sayso.ledger.near import Near
from sayso.ledger.opening import opened, reading, writing
from sayso.ledger.rows import _day
from sayso.ledger.storing import store
from sayso.reading.meaning import SIZE, Reading
from training import claims_annotated
from training.claim_readings import CACHE, readings
from training.claims_annotated import CLAIMS, Event, Member, load, load_training, measures

WEIGHTS = Path("src/sayso/claims/facts/likeness.json")
SEED = 5
EASY = 0.15
"""Of pairs that have hardly a word in common, the share that is learned from."""
ACROSS = 4
"""Statements of other events that each statement is held against: those most like it, which linking meets."""


def statements(found: Reading, number: int, sources: dict[str, int]) -> list[Told]:
    """The statements of a document; sources of one name are one."""
    document = found.document
    numbers = {one.id: sources.setdefault(one.name.casefold(), len(sources)) for one in document.sources or ()}
    return list(told(document, number, number, _day(document.published), numbers, found.vectors))


def examples(shared: Path, cache: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features of pairs of statements, whether they make one claim, and how much each pair counts."""
    events = load_training(CLAIMS / "training.jsonl")
    known = readings(shared, cache, {name for event in events for name in event.documents})
    dice = np.random.default_rng(SEED)
    sources: dict[str, int] = {}
    seen: list[list[float]] = []
    same: list[bool] = []
    weights: list[float] = []
    everyone: list[Traits] = []
    of_event: list[int] = []
    number = 0
    for place, event in enumerate(events):
        ones: list[Traits] = []
        for name in event.documents:
            number += 1
            ones += map(traits, statements(known[name], number, sources))
        at = {(one.told.paper.name, one.told.content): i for i, one in enumerate(ones)}
        joined = set()
        for claim in event.claims:
            keys = [member.place for member in claim.members]
            joined |= {frozenset(pair) for pair in combinations([at[key] for key in keys if key in at], 2)}
        for i, j in combinations(range(len(ones)), 2):
            if ones[i].told.paper.id == ones[j].told.paper.id:
                continue
            row = features(ones[i], ones[j])
            is_same = frozenset((i, j)) in joined
            easy = not is_same and row[FEATURES.index("words of both")] < 0.1
            if easy and dice.random() > EASY:
                continue
            seen.append(row)
            same.append(is_same)
            weights.append(1 / EASY if easy else 1.0)
        everyone += ones
        of_event += [place] * len(ones)
    directions = np.array([np.zeros(SIZE) if one.vector is None else one.vector for one in everyone])
    cosines = directions @ directions.T
    cosines[np.equal.outer(of_event, of_event)] = -1
    for i, row in enumerate(cosines):
        for j in np.argsort(-row, kind="stable")[:ACROSS].tolist():
            if row[j] >= LEAST_NEAR and (i < j or i not in np.argsort(-cosines[j], kind="stable")[:ACROSS]):
                seen.append(features(everyone[i], everyone[j]))
                same.append(False)
                weights.append(1.0)
    return np.array(seen), np.array(same), np.array(weights)


def fit(shared: Path, cache: Path) -> Weights:
    """Weights for features as they are, without scaling."""
    seen, same, weights = examples(shared, cache)
    print(f"{len(same)} pairs, {int(same.sum())} of one claim")
    scaler = StandardScaler().fit(seen)
    model = LogisticRegression(C=0.1, max_iter=2000).fit(scaler.transform(seen), same, weights)
    plain = model.coef_[0] / scaler.scale_
    bias = model.intercept_[0] - float(plain @ scaler.mean_)
    for weight, name in sorted(zip(model.coef_[0], FEATURES, strict=True)):
        print(f"{weight:7.3f}  {name}")
    return Weights(tuple(round(float(w), 6) for w in plain), round(float(bias), 6))


def linked(events: list[Event], known: dict[str, Reading]) -> tuple[list[Claim], dict[str, list[str]]]:
    """The claims of a ledger that is given these events' documents in the order of their days, and under which names it
    was given each document: an outlet's text that the corpus has twice is one document."""
    with tempfile.TemporaryDirectory() as folder, opened(f"{folder}/ledger.sayso", create=True) as engine:
        given: dict[int, list[str]] = {}
        names = [name for event in events for name in event.documents]
        for name in sorted(names, key=lambda name: (known[name].document.published or "", name)):
            with writing(engine) as connection:
                stored = store(connection, known[name].document, name, known[name].vectors)
            given.setdefault(stored.document_id, []).append(name)
        with writing(engine) as connection:
            link(connection, Near())
            settle_all(connection)
        with reading(engine) as connection:
            numbers = [row.id for row in connection.execute(schema.claim.select().order_by(schema.claim.c.id))]
            return list(claims(connection, numbers)), {of[0]: of for of in given.values()}


def as_annotated(found: list[Claim], event: Event, names: dict[str, list[str]]) -> Event:
    """What a ledger's claims are within the documents of an event."""
    made = []
    for claim in found:
        members = tuple(
            Member(
                name,
                one.told.content,
                one.stance,
                None if one.value is None else one.value.place,
                tuple(f"{link.name} (unnamed)" if link.anonymous else link.name for link in one.told.chain),
            )
            for one in claim.members
            for name in names[one.told.paper.name]
            if name in event.documents
        )
        if len({member.document for member in members}) > 1:
            made.append(claims_annotated.Claim(members, claim.conflict, claim.origins.low, claim.origins.high))
    return Event(event.event, event.corpus, event.half, event.documents, tuple(made), ())


def pair_scores(ours: list[Event], gold: list[Event]) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs of statements of different documents that are in one claim."""
    both = mine = theirs = 0
    for one, other in zip(ours, gold, strict=True):
        here, there = claims_annotated.pairs(one.claims).keys(), claims_annotated.pairs(other.claims).keys()
        both, mine, theirs = both + len(here & there), mine + len(here), theirs + len(there)
    return both / max(1, mine), both / max(1, theirs), claims_annotated.f1(both, mine, theirs)


def within(ours: list[Event], gold: list[Event]) -> float:
    """Of matched claims, the share whose true range of origins lies within the one that is given."""
    found = [
        a.low <= b.low and b.high <= a.high
        for one, other in zip(ours, gold, strict=True)
        for a, b in claims_annotated.matched(one.claims, other.claims)
    ]
    return sum(found) / max(1, len(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--half", choices=("choose", "final"))
    args = parser.parse_args()
    if args.half is None:
        WEIGHTS.write_bytes(msgspec.json.encode(fit(args.shared, args.cache)) + b"\n")
        return
    gold = [event for event in load(CLAIMS / "settled.jsonl") if event.half == args.half]
    known = readings(args.shared, args.cache, {name for event in gold for name in event.documents})
    found, names = linked(gold, known)
    ours = [as_annotated(found, event, names) for event in gold]
    print(f"{len(found)} claims, {sum(len(claim.members) for claim in found)} members")
    for name, value in zip(("precision", "recall", "F1"), pair_scores(ours, gold), strict=True):
        print(f"{'pairs in one claim, ' + name:40} {value:.3f}")
    for name, value in measures(list(zip(ours, gold, strict=True))).items():
        if "cop" not in name:
            print(f"{name:40} {value:.3f}")
    print(f"{'origins, true range within':40} {within(ours, gold):.3f}")


if __name__ == "__main__":
    main()
