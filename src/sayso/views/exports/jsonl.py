"""JSON lines: the documents as `sayso read --format jsonl` writes them, which `sayso add` takes in again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

import msgspec

if TYPE_CHECKING:
    from sayso.ledger.keeping import Kept


def write(kept: Iterable[Kept], file: BinaryIO) -> None:
    """Write each document as a JSON object on a line of its own."""
    for each in kept:
        # JSON lets DEL stand as it is, but a line with many of them would be taken for a binary file.
        file.write(msgspec.json.encode(each.document).replace(b"\x7f", rb"\u007f") + b"\n")
