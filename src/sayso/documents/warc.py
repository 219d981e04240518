"""Pages in WARC files as crawlers write them, read by FastWARC; after a broken record the next one is looked for."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from sayso.documents.outcome import DocumentError
from sayso.documents.web.packing import DamagedError, TooLargeError, unpacked, within

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

LARGEST = 20_000_000
"""Bytes of one page, packed or unpacked."""
LONGEST_ADDRESS = 2048
"""Characters of an address; longer ones are no address of an article."""

_TYPES = ("text/html", "application/xhtml+xml", "text/plain")

_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f].{4}[\x00\x02\x04].", re.DOTALL)
_RECORD = re.compile(rb"(?<=\n)WARC/[01]\.\d+\r?\n")
_BLOCK = 1 << 20


class Record(msgspec.Struct, frozen=True):
    """A page that was answered with status 200: its address, type of content, character set and bytes.

    `where` names the file and the byte at which the record begins, `position`.
    """

    where: str
    position: int
    url: str
    type: str
    charset: str | None
    data: bytes


def is_warc(start: bytes) -> bool:
    """Whether a file that begins like this is a WARC file, or one compressed by gzip."""
    return start.startswith(b"WARC/") or _unpacks_to_record(start)


def records(file: BinaryIO, name: str) -> Iterator[Record | DocumentError]:
    """Give the pages in a WARC file, which `name` stands for, and a DocumentError for each record that is broken.

    Other records, and answers of other types or with another status than 200, are passed over. Raises OSError if the
    file cannot be read.
    """
    packed = file.read(2) == b"\x1f\x8b"
    start: int | None = 0
    while start is not None:
        last, told, broken = None, False, False
        file.seek(start)
        run = _iterate(file)
        while not broken:
            try:
                record = next(run)
            except StopIteration:
                return
            except (OSError, ValueError):
                break
            last, told = record.stream_pos, False
            try:
                page = _page(record, f"{name}@{last}", last)
            except _BrokenError as error:
                yield DocumentError(f"{name}@{last}", f"{error}; the rest of the file is read")
                told, broken = True, error.skip
                continue
            if page is not None:
                yield page
        following = _next_start(file, start + 1 if last is None else last + 1, packed=packed)
        if last is None:
            yield DocumentError(f"{name}@{start}", "is a broken record; the rest of the file is read")
        elif not told and (following is None or not _begins_broken(file, following)):
            yield DocumentError(f"{name}@{last}", "is followed by something broken; the rest of the file is read")
        start = following


class _BrokenError(Exception):
    """A record that is broken: what is wrong. `skip` is set if it is better not to read on to its end."""

    def __init__(self, problem: str, *, skip: bool = False) -> None:
        super().__init__(problem)
        self.skip = skip


def _iterate(file: BinaryIO) -> Iterator[WarcRecord]:
    from fastwarc.warc import ArchiveIterator

    return iter(ArchiveIterator(file, parse_http=False))


def _begins_broken(file: BinaryIO, start: int) -> bool:
    file.seek(start)
    try:
        return next(_iterate(file)).record_id is None
    except (StopIteration, OSError, ValueError):
        return True


def _page(record: WarcRecord, where: str, position: int) -> Record | None:
    """The page in a record, if there is one. Raises _BrokenError."""
    from fastwarc.warc import WarcRecordType

    if record.record_id is None or "Content-Length" not in record.headers:
        raise _BrokenError("breaks off in the middle of a record")
    if record.record_type != WarcRecordType.response:
        return None
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if not url or not url.isprintable() or len(url) > LONGEST_ADDRESS:
        raise _BrokenError("does not say in a readable way where its page comes from")
    if not url.lower().startswith(("http://", "https://")):
        return None
    try:
        record.parse_http()
        headers = record.http_headers
        # A record whose own type of content is not HTTP has none.
        status = None if headers is None else headers.status_code
    except (OSError, ValueError, TypeError):
        status = None
    if status is None:
        raise _BrokenError("has no HTTP headers that can be read")
    kind = (headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if status != 200 or kind not in _TYPES:
        return None
    if record.content_length > LARGEST:
        raise _BrokenError("is too large for an article", skip=True)
    try:
        data = record.reader.read(record.content_length)
    except OSError:
        raise _BrokenError("is a damaged record", skip=True) from None
    if len(data) < record.content_length:
        raise _BrokenError("breaks off in the middle of a record")
    return Record(where, position, url, kind, record.http_charset, _decoded(data, headers))


def _decoded(data: bytes, headers: Any) -> bytes:
    """The content without the encodings it was sent in. Raises _BrokenError."""
    from fastwarc.stream_io import BrotliReader, ChunkedReader

    codings = [c for c in (headers.get("Content-Encoding") or "").lower().replace(" ", "").split(",") if c]
    codings = [c.removeprefix("x-") for c in codings if c != "identity"]
    if len(codings) > 1:
        raise _BrokenError("is compressed more than once, which pages are not")
    try:
        if (headers.get("Transfer-Encoding") or "").lower() == "chunked" and re.match(rb"[0-9a-fA-F]+[ ;\r]", data):
            data = ChunkedReader(io.BytesIO(data)).read(LARGEST)
        # Crawlers have been seen to unpack the content and to leave the header.
        if codings in (["gzip"], ["deflate"]) and (codings == ["deflate"] or data.startswith(b"\x1f\x8b")):
            data = b"".join(within(unpacked([data], codings[0]), LARGEST))
        elif codings == ["br"]:
            data = BrotliReader(io.BytesIO(data)).read(LARGEST + 1)
            if len(data) > LARGEST:
                raise TooLargeError(LARGEST)
    except TooLargeError:
        raise _BrokenError("is too large for an article") from None
    except (DamagedError, OSError, ValueError):
        raise _BrokenError("is a damaged record") from None
    return data


def _next_start(file: BinaryIO, start: int, *, packed: bool) -> int | None:
    """The byte, from `start` on, at which a record seems to begin; None if there is none."""
    pattern = _MEMBER if packed else _RECORD
    file.seek(max(start - 1, 0))
    at, block = max(start - 1, 0), b""
    while new := file.read(_BLOCK):
        block += new
        for found in pattern.finditer(block):
            here = at + found.start()
            if here >= start and (not packed or _unpacks_to_record(block[found.start() : found.start() + 4096])):
                return here
        keep = min(len(block), 4096)
        at += len(block) - keep
        block = block[-keep:]
    return None


def _unpacks_to_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, 5) == b"WARC/"
    except zlib.error:
        return False
