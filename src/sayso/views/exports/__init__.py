"""What the ledger holds, in the formats of other programs: a function each, from kept documents to a binary file.

Documents pass through one at a time. The same documents in the same order give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.views.exports import claim_graphs, csv, ftm, graphml, json_ld, jsonl, parquet, web_annotations
from sayso.views.exports.tables import TABLES

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

ACROSS: dict[str, dict[str, Callable[[Iterable[Any], BinaryIO], None]]] = {
    "csv": {name: partial(csv.write_table, table) for name, table in TABLES.items()},
    "parquet": {name: partial(parquet.write_table, name, table) for name, table in TABLES.items()},
    "jsonl": {"claims": jsonl.write_claims, "copies": jsonl.write_copies},
    "graphml": {"claims": claim_graphs.write_claims, "copies": claim_graphs.write_copies},
}
"""What is told across documents, by format and name: from claims or, for "copies", pairs of documents to a file."""
