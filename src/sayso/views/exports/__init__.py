"""What the ledger holds, in the formats of other programs: a function each, from kept documents to a binary file.

Documents pass through one at a time. The same documents in the same order give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, BinaryIO

from sayso.views.exports import csv, ftm, graphml, json_ld, jsonl, parquet, web_annotations

if TYPE_CHECKING:
    from sayso.ledger.keeping import Kept

EXPORTS: dict[str, Callable[[Iterable[Kept], BinaryIO], None]] = {
    "csv": csv.write,
    "parquet": parquet.write,
    "jsonl": jsonl.write,
    "json-ld": json_ld.write,
    "annotations": web_annotations.write,
    "ftm": ftm.write,
    "graphml": graphml.write,
}
"""The formats by their names on the command line; docs/export.md describes them."""
