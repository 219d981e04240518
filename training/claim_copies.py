"""Measures what is found of copied passages: `python -m training.claim_copies`.

First, all documents of both coverage corpora are put into a ledger, and the passages of twenty words that it finds are
held against all that any two of them share, which a comparison of each with each finds (`--recall`). Then the copies of
the annotated events are compared with those of `annotations/claims/settled.jsonl`: pairs of documents, their kind, and
the agency.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from sayso.claims import agencies, reuse
from sayso.document import Document
from sayso.ledger import schema
from sayso.ledger.opening import opened, reading, writing
from sayso.ledger.reused import explain
from sayso.ledger.storing import store
from training.claim_readings import CACHE, readings, rows
from training.claims_annotated import CLAIMS, Event, copied, f1, load, plain


def unread(row: dict[str, Any]) -> Document:
    """A document of the corpus without statements, which finding passages does not need."""
    known = (row.get(name) for name in ("outlet", "title", "author", "published", "url"))
    return Document(row["id"], *known, "en", row["text"], None, (), None)


def exhaustive(texts: Sequence[list[str]]) -> dict[tuple[int, int], list[tuple[int, int, int]]]:
    """All maximal passages of each pair of texts: where they begin in both, and how many words they have.

    Every sequence of twenty words stands in one dictionary, so that each text is compared with each.
    """
    where = defaultdict(list)
    for number, words in enumerate(texts):
        for i in range(len(words) - reuse.LEAST + 1):
            where[tuple(words[i : i + reuse.LEAST])].append((number, i))
    found: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for places in where.values():
        for (one, i), (other, j) in combinations(places, 2):
            if one != other:
                found[one, other].add((i, j))
    return {pair: list(maximal(starts)) for pair, starts in found.items()}


def maximal(starts: set[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    for i, j in starts:
        if (i - 1, j - 1) not in starts:
            size = reuse.LEAST
            while (i + size - reuse.LEAST + 1, j + size - reuse.LEAST + 1) in starts:
                size += 1
            yield i, j, size


def recall(connection: Connection) -> dict[str, float]:
    """How much of what an exhaustive comparison finds the ledger has: pairs of documents, and their passages."""
    d, c = schema.document.c, schema.copy.c
    rows = connection.execute(select(d.id, d.article_id, d.text).order_by(d.id)).all()
    texts = [reuse.worded(row.text) for row in rows]
    linked = {tuple(sorted(pair)) for pair in connection.execute(select(c.document_id, c.other_id))}
    count = Counter[str]()
    for (one, other), wanted in exhaustive([text.words for text in texts]).items():
        if rows[one].article_id == rows[other].article_id:
            continue
        here = (rows[one].id, rows[other].id) in linked
        passages = reuse.passages(texts[one], texts[other]) if here else ()
        count.update(pairs=1, pairs_found=here, passages=len(wanted))
        for i, j, size in wanted:
            left = texts[one].place(i, i + size)
            right = texts[other].place(j, j + size)
            count["passages_found"] += inside(left, [each.left for each in passages]) and inside(
                right, [each.right for each in passages]
            )
    return {
        "documents": len(rows),
        "pairs that share a passage": count["pairs"],
        "passages": count["passages"],
        "pairs, recall": count["pairs_found"] / count["pairs"],
        "passages, recall": count["passages_found"] / count["passages"],
    }


def inside(place: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(begin <= place[0] and place[1] <= end for begin, end in others)


def compared(events: Sequence[Event], known: dict[str, Document], show: bool) -> dict[str, float]:
    """The copies that are found in the events, against those that were annotated."""
    count = Counter[str]()
    for event in events:
        ours = _found(event, known)
        gold = copied(event)
        named = {
            frozenset(pair): copies.agency for copies in event.copies for pair in combinations(copies.documents, 2)
        }
        both = ours.keys() & gold.keys()
        count.update(ours=len(ours), gold=len(gold), both=len(both))
        count["kinds"] += sum(ours[pair][0] == gold[pair] for pair in both)
        for pair, agency in named.items():
            if agency:
                count["agencies"] += 1
                count["agencies_named"] += plain((pair in ours and ours[pair][1]) or "") == plain(agency)
        if show:
            for pair in sorted(ours.keys() | gold.keys(), key=sorted):
                print(event.event, *sorted(pair), "ours", ours.get(pair), "gold", gold.get(pair), named.get(pair))
    return {
        "annotated pairs": count["gold"],
        "pairs, F1": f1(count["both"], count["ours"], count["gold"]),
        "kind, of pairs that both have": count["kinds"] / count["both"] if count["both"] else 1.0,
        "agency named, of pairs with one": count["agencies_named"] / count["agencies"] if count["agencies"] else 1.0,
    }


def _found(event: Event, known: dict[str, Document]) -> dict[frozenset[str], tuple[str, str | None]]:
    """Pairs of an event's documents with what they are; those that a ledger keeps once are the same text."""
    ids: dict[int, list[str]] = defaultdict(list)
    found: dict[frozenset[str], tuple[str, str | None]] = {}
    with tempfile.TemporaryDirectory() as folder, opened(f"{folder}/sayso.db", create=True) as engine:
        with writing(engine) as connection:
            for id in event.documents:
                ids[store(connection, known[id], id).document_id].append(id)
        for same in ids.values():
            one = known[same[0]]
            shown = agencies.best(agencies.near(agencies.shown(one.text, one.outlet, one.author), [(0, len(one.text))]))
            found |= {frozenset(pair): ("same text", shown and shown.name) for pair in combinations(same, 2)}
        with reading(engine) as connection:
            for each in explain(connection, ids):
                if not each.shared.quoted:
                    told = (each.kind, each.agency and each.agency.name)
                    found |= {frozenset((a, b)): told for a in ids[each.left] for b in ids[each.right]}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--half", choices=("choose", "final"), default="choose")
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--recall", action="store_true", help="only recall of passages, which needs no readings")
    parser.add_argument("--show", action="store_true", help="print the pairs; never for the half final")
    args = parser.parse_args()
    if args.show and args.half == "final":
        raise SystemExit("the half final is for totals only")
    with tempfile.TemporaryDirectory() as folder, opened(f"{folder}/sayso.db", create=True) as engine:
        with writing(engine) as connection:
            for number, row in enumerate(rows(args.shared)):
                store(connection, unread(row), str(number))
        with reading(engine) as connection:
            measured = recall(connection)
    if not args.recall:
        events = [each for each in load(CLAIMS / "settled.jsonl") if each.half == args.half]
        known = readings(args.shared, args.cache, {name for event in events for name in event.documents})
        read = {name: one.document for name, one in known.items()}
        measured |= compared(events, read, args.show)
    for name, value in measured.items():
        print(f"{name:34} {value if isinstance(value, int) else round(value, 3)}")


if __name__ == "__main__":
    main()
