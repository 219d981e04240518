"""Lists of addresses in XML, OPML lists of feeds and sitemaps, read by lxml, which fetches and expands nothing."""

from __future__ import annotations

import re
from typing import Any, Literal

from sayso.documents.outcome import DocumentError
from sayso.documents.text import without_surrogates

MOST = 50_000
"""Addresses that are taken from one list: as many as a sitemap may have."""

XmlKind = Literal["feed", "opml", "sitemap", "sitemap index"]

_HEAD = 64 * 1024  # bytes in which the root element has to begin
_BEFORE_ROOT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\])?\s*>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z]+)[\s/>]")
_KINDS: dict[str, XmlKind] = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "opml": "opml",
    "urlset": "sitemap",
    "sitemapindex": "sitemap index",
}


def xml_kind(data: bytes) -> XmlKind | None:
    """Judge by its root element what kind of list this is; None if it is none."""
    head = data[:_HEAD]
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = head.decode(encoding, "replace")
    at = 0
    while found := _BEFORE_ROOT.match(text, at):
        at = found.end()
    root = _ROOT.match(text, at)
    return _KINDS.get(root[1].lower()) if root else None


def feeds_in(data: bytes, where: str) -> list[str]:
    """Give the addresses of the feeds in an OPML list, in its order. Raises DocumentError if there are none."""
    outlines = (element for element in _root(data, where).iter("outline", "OUTLINE"))
    found = (outline.get("xmlUrl") or outline.get("xmlurl") or outline.get("XMLURL") for outline in outlines)
    return _some(found, where, "lists no feeds (outlines with an xmlUrl); check the file")


def pages_in(data: bytes, where: str) -> list[str]:
    """Give the addresses in a sitemap or a sitemap index, in its order. Raises DocumentError if there are none."""
    locations = _root(data, where).iterfind("{*}*/{*}loc")
    return _some((location.text for location in locations), where, "lists no pages; check the file")


def _root(data: bytes, where: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise DocumentError(where, "is XML that cannot be read; check the file")
    return root


def _some(found: Any, where: str, problem: str) -> list[str]:
    addresses = (without_surrogates(address.strip()) for address in found if address and address.strip())
    unique = dict.fromkeys(addresses)
    if not unique:
        raise DocumentError(where, problem)
    return list(unique)[:MOST]
