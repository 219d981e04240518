"""Readings of the coverage corpora's documents, made once and kept, for what is measured of claims."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from sayso.documents.article import Article
from sayso.reading.meaning import Reading
from sayso.reading.reader import open_reader
from training import claims_annotated

MODEL = Path("src/sayso/model")
CACHE = Path("runs/claims")
"""Where readings are kept. It is to be emptied when reading has changed."""


def readings(shared: Path, cache: Path, wanted: Iterable[str]) -> dict[str, Reading]:
    """The readings of these documents of the coverage corpora, by their ids."""
    cache.mkdir(parents=True, exist_ok=True)
    found: dict[str, Reading] = {}
    missing = {}
    for row in rows(shared):
        if row["id"] in wanted:
            kept = cache / f"{row['id']}.msgpack"
            if kept.exists():
                found[row["id"]] = msgspec.msgpack.decode(kept.read_bytes(), type=Reading)
            else:
                missing[row["id"]] = row
    if missing:
        reader = open_reader(MODEL, 2)
        for name, row in missing.items():
            known = {key: row.get(key) for key in ("id", "title", "outlet", "published", "url")}
            found[name] = reader.read_whole(Article(row["text"], **known))
            (cache / f"{name}.msgpack").write_bytes(msgspec.msgpack.encode(found[name]))
    return found


def rows(shared: Path) -> Iterator[dict[str, Any]]:
    for corpus in claims_annotated.CORPORA:
        with gzip.open(shared / f"corpora/coverage/{corpus}.jsonl.gz", "rt", encoding="utf8") as lines:
            yield from map(json.loads, lines)
