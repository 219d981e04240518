"""Measure relays on the annotations: `python -m training.relays --shared ../shared --half choose [--errors]`.

Spans, names and nesting are the annotators'; what is measured is whether the relays that are found make their chains: a
statement's chain is its holder's, its relays, its source. A relay counts as named right if the words found for it and
the annotators' name are the same outlet or agency by the facts, or the same words, or if one's words are part of the
other's ("Meet the Press", "NBC’s Meet the Press").
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.paragraphs import paragraphs
from sayso.reading import actors, relays
from training import gum

OUTLETS = {
    "breitbart": "Breitbart",
    "huff-post": "HuffPost",
    "nyt": "The New York Times",
    "politico": "Politico",
    "usa-today": "USA Today",
    "wash-post": "The Washington Post",
    "west-journal": "Western Journalism",
}
"""The outlets of PolNeAR by the names that it has for them."""


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated document: its text as far as it was annotated, what is known about it, its statements."""

    id: str
    text: str
    outlet: str | None
    credits: tuple[str, ...]
    statements: list[dict[str, Any]]


def articles(shared: Path, half: str, folder: Path = Path("annotations")) -> Iterator[Article]:
    """The annotated documents of one half, in the order of the file."""
    with gzip.open(shared / "corpora/polnear/dev.jsonl.gz", "rt", encoding="utf8") as lines:
        polnear = {row["id"]: row for row in map(json.loads, lines)}
    name = "training" if half == "training" else "statements"
    with (folder / f"{name}.jsonl").open(encoding="utf8") as lines:
        for document in map(json.loads, lines):
            if document["half"] != half:
                continue
            if document["corpus"] == "gum":
                path = shared / f"corpora/gum/{document['id']}.conllu"
                text, outlet, fields = gum.parse(path).text, None, ()
            else:
                row = polnear[document["id"]]
                text, outlet, fields = row["text"], OUTLETS[row["outlet"]], (row["wire"], row["credit"])
            yield Article(document["id"], text[: document["end"]], outlet, fields, document["statements"])


def places(spans: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in spans]


def entity(name: str) -> str:
    """What a name is compared by: the facts' name for an outlet or agency, else its words."""
    known = actors.organisation(name)
    key = actors.key(known.name if known else name)
    return key.removeprefix("the ")


def compose(article: Article) -> dict[str, list[str]]:
    """The chain of every statement, by its id, as entities."""
    text, statements = article.text, article.statements
    by_id = {s["id"]: s for s in statements}
    order = sorted(statements, key=lambda s: min(a for a, _ in s["cue"] or s["content"] or [[0, 0]]))
    under = [entity(name) for name in relays.credited(article.credits, article.outlet)]
    under += [entity(text[r.start : r.end]) for r in relays.credits(text, article.outlet)]
    breaks = [start for start, _ in paragraphs(text)]

    own: dict[str, list[str]] = {}
    latest: str | None = None
    told = []
    for s in order:
        spans = [places(s[role]) for role in ("source", "cue", "content")]
        found = []
        within = places(by_id[s["inside"]]["content"]) if s["inside"] else None
        for relay in relays.relays(text, *spans, article.outlet, within):
            words = text[relay.start : relay.end]
            named = actors.organisation(words) is not None or any(c.isupper() for c in words[4:])
            found.append(entity(words) if named or latest is None else latest)
            latest = found[-1]
        own[s["id"]] = found
        passing = s["kind"] in relays.PASSING_ON
        if passing:
            latest = entity(s["name"])
        holders = list(lineage(s, by_id))
        given = [entity(h["name"]) for h in reversed(holders) if h["kind"] in relays.PASSING_ON]
        at = min((a for a, _ in s["cue"]), default=0)
        told.append(
            relays.told(
                text,
                (spans[0], spans[1], spans[2]),
                entity(s["name"]) if s["name"] else None,
                (*given, *found, *([entity(s["name"])] if passing else [])),
                sum(b <= at for b in breaks),
                article.outlet,
                document=s["kind"] == "document",
                nested=s["inside"] is not None,
            )
        )
    for s, giver in zip(order, relays.carried(told), strict=True):
        if giver is not None:
            own[s["id"]] = list(told[giver].relays)

    chains: dict[str, list[str]] = {}

    def chain(s: dict[str, Any]) -> list[str]:
        if s["id"] not in chains:
            held = chain(by_id[s["inside"]]) if s["inside"] else under
            if s["inside"] and s["name"] and entity(s["name"]) in own[s["inside"]]:
                held = held[: held.index(entity(s["name"])) + 1]
            links = [*held, *own[s["id"]], *([entity(s["name"])] if s["name"] else [])]
            chains[s["id"]] = [x for i, x in enumerate(links) if x not in links[:i]]
        return chains[s["id"]]

    for s in statements:
        chain(s)
        if not s["name"] and not s["inside"]:
            chains[s["id"]] = []
    return chains


def lineage(s: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The statements that hold this one, the nearest first."""
    while s["inside"]:
        s = by_id[s["inside"]]
        yield s


def alike(found: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two chains are the same, relays compared leniently."""
    if len(found) != len(right) or found[-1:] != right[-1:]:
        return False
    return all(
        set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()) for a, b in zip(found, right, strict=True)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--half", choices=["choose", "training", "final"], default="choose")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    counts = {"with a relay": [0, 0], "all": [0, 0]}
    for article in articles(args.shared, args.half):
        chains = compose(article)
        for s in article.statements:
            right = [entity(name) for name in s["chain"]]
            good = alike(chains[s["id"]], right)
            for key in counts if len(right) > 1 else ["all"]:
                counts[key][0] += good
                counts[key][1] += 1
            if args.errors and not good:
                print(article.id, s["id"], "found", chains[s["id"]], "right", right)
    for key, (good, total) in counts.items():
        print(f"chains exactly right, {key}: {good} of {total}, {good / max(1, total):.3f}")


if __name__ == "__main__":
    main()
