"""WARC files: whole, compressed, and broken in every place."""

from __future__ import annotations

import gzip
import io
import time
import zlib

import pytest
from fastwarc.stream_io import BrotliWriter, GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.documents.outcome import DocumentError
from sayso.documents.warc import Record, is_warc, records

HTML = "text/html; charset=utf-8"


def written(
    body: bytes,
    number: int,
    status: str = "200 OK",
    headers: tuple[tuple[str, str], ...] = (("Content-Type", HTML),),
    kind: str = "response",
    packed: bool = False,
    site: str = "http://www.example.com",
) -> bytes:
    """A record as a crawler writes it."""
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    content = f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body if kind == "response" else body
    record = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"WARC-Date: 2025-06-15T08:30:00Z\r\nWARC-Target-URI: {site}/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(content)}\r\n\r\n"
    ).encode()
    record += content + b"\r\n\r\n"
    return gzip.compress(record, mtime=0) if packed else record


def several(packed: bool, count: int = 5) -> list[bytes]:
    info = written(b"", 0, kind="warcinfo", packed=packed)
    return [info, *(written(f"<p>{n}</p>".encode() * 300, n, packed=packed) for n in range(1, count + 1))]


def read(data: bytes) -> tuple[list[Record], list[DocumentError]]:
    found = list(records(io.BytesIO(data), "crawl.warc"))
    for one in found:
        if isinstance(one, DocumentError):
            assert str(one).startswith("crawl.warc@")
    good = [one for one in found if isinstance(one, Record)]
    return good, [one for one in found if isinstance(one, DocumentError)]


def numbers(good: list[Record]) -> list[int]:
    return [int(record.url.rpartition("/")[2]) for record in good]


@pytest.mark.parametrize("packed", [False, True])
class TestRecords:
    def test_are_the_pages(self, packed: bool) -> None:
        parts = several(packed)
        good, bad = read(b"".join(parts))
        assert numbers(good) == [1, 2, 3, 4, 5]
        assert bad == []
        assert good[1] == Record(
            where=f"crawl.warc@{len(parts[0] + parts[1])}",
            position=len(parts[0] + parts[1]),
            url="http://www.example.com/2",
            type="text/html",
            charset="utf-8",
            data=b"<p>2</p>" * 300,
        )

    def test_of_other_kinds_are_passed_over(self, packed: bool) -> None:
        image = (("Content-Type", "image/png"),)
        data = (
            written(b"gone", 1, "404 Not Found", packed=packed)
            + written(b"\x89PNG", 2, headers=image, packed=packed)
            + written(b"GET", 3, kind="request", packed=packed)
            + written(b"x", 4, headers=(), packed=packed)
            + written(b"text", 5, headers=(("Content-Type", "text/plain"),), packed=packed)
        )
        good, bad = read(data)
        assert (numbers(good), bad) == ([5], [])

    def test_that_lost_their_beginning(self, packed: bool) -> None:
        parts = several(packed)
        parts[3] = parts[3][15:]
        good, bad = read(b"".join(parts))
        assert numbers(good) == [1, 2, 4, 5]
        assert len(bad) == 1

    def test_with_something_between_them(self, packed: bool) -> None:
        parts = several(packed)
        parts.insert(3, b"what is this?\r\n\r\n" * 9)
        good, bad = read(b"".join(parts))
        assert numbers(good) == [1, 2, 3, 4, 5]
        assert len(bad) == 1

    @pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
    def test_of_which_the_last_breaks_off(self, packed: bool, share: float) -> None:
        parts = several(packed)
        parts[-1] = parts[-1][: int(len(parts[-1]) * share)]
        good, bad = read(b"".join(parts))
        assert numbers(good) == [1, 2, 3, 4]
        assert len(bad) == 1

    def test_of_which_two_in_a_row_are_broken(self, packed: bool) -> None:
        parts = several(packed)
        for n in (2, 3):
            parts[n] = parts[n][:20] + b"\xff\xff\xff\xff" + parts[n][24:] if packed else parts[n][15:]
        good, _ = read(b"".join(parts))
        assert numbers(good) == [1, 4, 5]

    def test_in_pieces_and_packed(self, packed: bool) -> None:
        body = gzip.compress(b"<p>Yes</p>")
        chunked = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (body[:9], body[9:])) + b"0\r\n\r\n"
        headers = (("Content-Type", HTML), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
        good, bad = read(written(chunked, 1, headers=headers, packed=packed))
        assert [record.data for record in good] == [b"<p>Yes</p>"]
        assert bad == []

    def test_packed_by_brotli(self, packed: bool) -> None:
        out = io.BytesIO()
        with BrotliWriter(out) as writer:
            writer.write(b"<p>Yes</p>")
        headers = (("Content-Type", HTML), ("Content-Encoding", "br"))
        good, _ = read(written(out.getvalue(), 1, headers=headers, packed=packed))
        assert [record.data for record in good] == [b"<p>Yes</p>"]

    def test_whose_headers_say_packed_and_whose_content_is_not(self, packed: bool) -> None:
        headers = (("Content-Type", HTML), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
        good, bad = read(written(b"<p>Yes</p>", 1, headers=headers, packed=packed))
        assert [record.data for record in good] == [b"<p>Yes</p>"]
        assert bad == []

    @pytest.mark.parametrize("coding", ["gzip", "deflate"])
    def test_that_unpack_to_too_much(self, packed: bool, coding: str) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31 if coding == "gzip" else 15)
        bomb = b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(40)), packer.flush()])
        headers = (("Content-Type", HTML), ("Content-Encoding", coding))
        parts = several(packed)
        parts.insert(2, written(bomb, 9, headers=headers, packed=packed))
        good, bad = read(b"".join(parts))
        assert numbers(good) == [1, 2, 3, 4, 5]
        assert [error.problem.partition(";")[0] for error in bad] == ["is too large for an article"]

    def test_that_are_too_large(self, packed: bool) -> None:
        parts = several(packed)
        parts.insert(2, written(b"x" * 21_000_000, 9, packed=packed))
        good, bad = read(b"".join(parts))
        assert numbers(good) == [1, 2, 3, 4, 5]
        assert [error.problem.partition(";")[0] for error in bad] == ["is too large for an article"]


class TestHostileFiles:
    def test_of_one_gzip_member(self) -> None:
        good, bad = read(gzip.compress(b"".join(several(False))))
        assert (numbers(good), bad) == ([1, 2, 3, 4, 5], [])

    @pytest.mark.parametrize("length", [b"x", b"-5", b"99999999999999999999", b""])
    def test_with_a_wrong_length(self, length: bytes) -> None:
        parts = several(False)
        start = parts[2].index(b"Content-Length: ") + 16
        parts[2] = parts[2][:start] + length + parts[2][parts[2].index(b"\r\n", start) :]
        good, _ = read(b"".join(parts))
        assert set(numbers(good)) >= {1}

    def test_with_a_record_that_is_no_http(self) -> None:
        parts = several(False)
        assert b"application/http" in parts[2]
        parts[2] = parts[2].replace(b"application/http", b"application/hxtp", 1)
        good, bad = read(b"".join(parts))
        assert numbers(good) == [1, 3, 4, 5]
        assert [error.problem for error in bad] == [
            "has no HTTP headers that can be read; the rest of the file is read"
        ]

    def test_with_headers_that_do_not_end(self) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        bomb = packer.compress(b"WARC/1.0\r\nWARC-Type: ")
        bomb += b"".join([*(packer.compress(b"x" * (1 << 20)) for _ in range(50)), packer.flush()])
        parts = several(True)
        parts.insert(2, bomb)
        begun = time.monotonic()
        good, bad = read(b"".join(parts))
        assert numbers(good) == [1, 2, 3, 4, 5]
        assert len(bad) == 1
        assert time.monotonic() - begun < 30

    def test_that_are_none(self) -> None:
        good, bad = read(b"WARC/ is a format for web archives.\n")
        assert good == []
        assert len(bad) == 1

    @settings(max_examples=60, deadline=None)
    @given(st.data(), st.booleans())
    def test_with_bytes_changed(self, data: st.DataObject, packed: bool) -> None:
        """Whatever is broken, what stands before it is read, and reading ends."""
        parts = several(packed, 4)
        whole = bytearray(b"".join(parts))
        at = data.draw(st.integers(len(b"".join(parts[:3])), len(whole) - 1))
        change = data.draw(st.binary(min_size=1, max_size=30))
        whole[at : at + len(change)] = change
        good, _ = read(bytes(whole))
        assert numbers(good[:2]) == [1, 2]


def test_are_told_by_their_content() -> None:
    assert is_warc(b"WARC/1.0\r\n")
    assert is_warc(several(True)[0])
    assert not is_warc(gzip.compress(b"<html>"))
    assert not is_warc(b"<html>")
    assert not is_warc(b"")


def test_as_fastwarc_writes_them() -> None:
    out = io.BytesIO()
    for number in range(3):
        record = WarcRecord()
        record.init_headers(WarcRecordType.response)
        record.headers["WARC-Target-URI"] = f"http://www.example.com/{number}"
        record.is_http = True
        record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Yes</p>")
        writer = GzipWriter(out)
        record.write(writer)
        writer.finish()
    good, bad = read(out.getvalue())
    assert (numbers(good), bad) == ([0, 1, 2], [])
