"""JSON lines: the documents as `sayso read --format jsonl` writes them, which `sayso add` takes in again.

Claims and copies are as their listings write them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from sayso.claims.claim import Claim
from sayso.views.claims import line

if TYPE_CHECKING:
    from sayso.ledger.keeping import Kept
    from sayso.ledger.reused import CopyRow


def write(kept: Iterable[Kept], file: BinaryIO) -> None:
    """Write each document as a JSON object on a line of its own."""
    _write((each.document for each in kept), file)


def write_claims(claims: Iterable[Claim], file: BinaryIO) -> None:
    """Write each claim as `sayso claims --format jsonl` does."""
    _write(map(line, claims), file)


def write_copies(copies: Iterable[CopyRow], file: BinaryIO) -> None:
    """Write each pair of documents as `sayso copies --format jsonl` does."""
    _write(copies, file)


def _write(rows: Iterable[msgspec.Struct], file: BinaryIO) -> None:
    for row in rows:
        # JSON lets DEL stand as it is, but a line with many of them would be taken for a binary file.
        file.write(msgspec.json.encode(row).replace(b"\x7f", rb"\u007f") + b"\n")
