"""How common stems are in news: `python -m training.claim_words` writes src/sayso/claims/facts/frequencies.json.

Counted are the documents of PolNeAR's training part and those of the coverage corpora that no event of
annotations/claims is made of.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sayso.claims.words import LONGEST, Frequencies, stems
from training.claims_annotated import CLAIMS, load

FACTS = Path("src/sayso/claims/facts/frequencies.json")
LEAST = 3
"""Documents in which a stem stands, to be listed."""


def texts(shared: Path) -> Iterator[str]:
    left_out = {document for event in load(CLAIMS / "settled.jsonl") for document in event.documents}
    for name in ("polnear/train", "coverage/politics", "coverage/syria"):
        with gzip.open(shared / f"corpora/{name}.jsonl.gz", "rt", encoding="utf8") as lines:
            for row in map(json.loads, lines):
                if row["id"] not in left_out:
                    yield row["text"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    counted = Counter[str]()
    documents = 0
    for text in texts(args.shared):
        documents += 1
        counted.update(
            {stem for begin in range(0, len(text), LONGEST) for stem in stems(text[begin : begin + LONGEST])}
        )
    kept = {stem: number for stem, number in sorted(counted.items()) if number >= LEAST and not stem[0].isdigit()}
    FACTS.write_bytes(msgspec.json.encode(Frequencies(documents, 1, kept)) + b"\n")
    print(f"{documents} documents, {len(kept)} stems")


if __name__ == "__main__":
    main()
