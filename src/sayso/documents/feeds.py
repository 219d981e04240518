"""The entries of RSS and Atom feeds, found by feedparser, which is given the bytes and fetches nothing."""

from __future__ import annotations

import calendar
import io
import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import msgspec

from sayso.documents.outcome import DocumentError
from sayso.documents.text import without_surrogates

MOST = 10_000
"""Entries that are taken from one feed."""
_LONGEST = 1000  # characters of a title or a name

_TAG = re.compile(r"<[^<>]{0,1000}>")


class Entry(msgspec.Struct, frozen=True):
    """The address of an item's page, with what the feed says about it; unknown is None. `published` is ISO 8601."""

    link: str
    title: str | None = None
    author: str | None = None
    published: str | None = None


class Feed(msgspec.Struct, frozen=True):
    """A feed's own title and its entries, in the feed's order, each address once."""

    title: str | None
    entries: tuple[Entry, ...]


def parse_feed(data: bytes, base: str, where: str) -> Feed:
    """Find the entries of a feed; `base` is the address that relative links start from, "" if there is none.

    Entries without a link are left out. Raises DocumentError if this is no feed.
    """
    import feedparser

    try:
        # As a stream: a string might be taken for an address or a file's name.
        found: Any = feedparser.parse(io.BytesIO(data), response_headers={"content-location": base} if base else {})
    # What is made to harm makes the parsers under it raise anything, RecursionError included.
    except Exception as error:
        raise DocumentError(where, f"is a feed that cannot be read ({type(error).__name__}); name its pages") from None
    if not found.version and not found.entries:
        raise DocumentError(where, "is no RSS or Atom feed; check the address")
    entries: dict[str, Entry] = {}
    for entry in filter(None, map(_entry, found.entries[:MOST])):
        entries.setdefault(entry.link, entry)
    return Feed(_plain(found.feed.get("title")), tuple(entries.values()))


def _entry(entry: Any) -> Entry | None:
    link = entry.get("link")
    if not isinstance(link, str) or not link.strip():
        return None
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return Entry(
        without_surrogates(link.strip()), _plain(entry.get("title")), _plain(entry.get("author")), _date(moment)
    )


def _plain(text: object) -> str | None:
    """The text without its markup, in one line; None if none is left."""
    if not isinstance(text, str):
        return None
    words = unescape(_TAG.sub("", text[: 10 * _LONGEST])).split()
    return without_surrogates(" ".join(words))[:_LONGEST] or None


def _date(moment: Any) -> str | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC).isoformat().replace("+00:00", "Z")
    except (TypeError, ValueError, OverflowError, OSError):
        return None
