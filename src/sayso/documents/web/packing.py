"""Unpacking gzip and deflate as it comes, and no further than a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

_PIECE = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS


class TooLargeError(Exception):
    """More bytes than the limit, which is given in the message."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most / 1e6:,.0f} MB")


class DamagedError(Exception):
    """Bytes that are not packed as they should be."""


def within(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Pass chunks on. Raises TooLargeError when there are more than `most` bytes of them."""
    count = 0
    for chunk in chunks:
        count += len(chunk)
        if count > most:
            raise TooLargeError(most)
        yield chunk


def unpacked(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Unpack `gzip` (of any number of members) or `deflate`, in pieces of at most 64 KiB. Raises DamagedError."""
    unpacker = zlib.decompressobj(_GZIP if coding == "gzip" else zlib.MAX_WBITS)
    begun = False
    for chunk in chunks:
        rest = chunk
        while rest:
            if unpacker.eof:
                # Another member, or zeros that fill the last block up.
                rest = rest.lstrip(b"\0") if coding == "gzip" else b""
                if not rest:
                    break
                unpacker = zlib.decompressobj(_GZIP)
            try:
                piece = unpacker.decompress(rest, _PIECE)
            except zlib.error:
                if begun or coding == "gzip":
                    raise DamagedError from None
                # Some servers send deflate without the wrapping that the standard asks for.
                unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
                begun = True
                continue
            begun = True
            rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            if piece:
                yield piece
    while begun and not unpacker.eof:
        # What a full piece left inside.
        try:
            piece = unpacker.decompress(b"", _PIECE)
        except zlib.error:
            raise DamagedError from None
        if not piece:
            break
        yield piece
    if begun and not unpacker.eof:
        raise DamagedError
