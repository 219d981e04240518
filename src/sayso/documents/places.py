"""From a place to its articles, one after another: a file, a folder, a web address, or a list of any of these."""

from __future__ import annotations

import functools
import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from sayso.documents import loading, warc
from sayso.documents.feeds import Entry
from sayso.documents.outcome import DocumentError, LeftOut, Loaded, Met, Outcome, Unchanged
from sayso.documents.taking_apart import Here, Parsers
from sayso.documents.text import recode
from sayso.documents.xml_lists import feeds_in, pages_in, xml_kind

if TYPE_CHECKING:
    from tldextract import TLDExtract

    from sayso.documents.article import Article
    from sayso.documents.web.client import Fetched, Web

SUFFIXES = (*loading.KINDS, ".warc", ".gz", ".xml", ".rss", ".atom", ".opml")
"""Of the files in a folder, those that are taken."""

_START = 64 * 1024  # bytes by which a file is judged
_GZIP = b"\x1f\x8b"
_UNPACKED = 60_000_000  # bytes that a gzip file may unpack to, if it is no WARC file
_DEEPEST = 3  # sitemap indexes inside one another
_WEB_KINDS: dict[str | None, loading.Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/x-ndjson": "json lines",
    "application/jsonl": "json lines",
}


def articles(
    place: str, web: Web, parsers: Parsers | None = None, more: Callable[[float], None] = lambda _: None
) -> Iterator[Met]:
    """Load the articles at a place: a path, or a web address, which `web` fetches.

    A file may be text, HTML, JSON, JSON lines, a WARC file, a feed, an OPML list of feeds or a sitemap, or one of these
    packed by gzip; a folder is walked in sorted order. The pages that feeds and sitemaps lead to are fetched. What
    cannot be read becomes a DocumentError in its place, and the rest goes on. `parsers` takes pages and feeds apart,
    by default in this process. `more` is told by how much the number of outcomes that are to come, 1 at the beginning,
    has grown or shrunk; where it is not known it is estimated.
    """
    tools = _Tools(web, parsers or Here(), more)
    if _is_address(place):
        yield from _at_address(place, tools)
    elif place != "-" and os.path.isdir(place):
        yield from _in_folder(place, tools)
    else:
        yield from _in_file(place, tools)


class _Tools(msgspec.Struct, frozen=True):
    web: Web
    parsers: Parsers
    more: Callable[[float], None]


def _is_address(place: str) -> bool:
    return place.lower().startswith(("http://", "https://"))


def _name(path: str) -> str:
    """The path as text: it need not be UTF-8, but an id must be."""
    return os.fsencode(path).decode("utf-8", "replace")


def _in_folder(folder: str, tools: _Tools) -> Iterator[Met]:
    problems: list[DocumentError] = []
    others: list[str] = []
    paths = list(_walk(folder, problems, others))
    tools.more(len(paths) + len(problems) - 1)
    for path in paths:
        yield from _in_file(path, tools)
    yield from problems
    if others:
        example = _name(os.path.relpath(others[0], folder))
        count = f"{len(others)} files of other kinds are" if len(others) > 1 else "a file of another kind is"
        yield LeftOut(_name(folder), f"{count} left out ({example}); name a file to have it read")


def _walk(folder: str, problems: list[DocumentError], others: list[str]) -> Iterator[str]:
    """The files in a folder that are taken; hidden ones and links are not. Adds what cannot be listed and what is of
    another kind to the two lists."""

    def problem(error: OSError) -> None:
        problems.append(loading.unreadable(error, _name(error.filename)))

    for at, folders, files in os.walk(folder, onerror=problem):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.normpath(os.path.join(at, name))
            if name.startswith("."):
                continue
            try:
                regular = stat.S_ISREG(os.lstat(path).st_mode)
            except OSError as error:
                problem(error)
                continue
            if regular and Path(name).suffix.lower() in SUFFIXES:
                yield path
            else:
                others.append(path)


def _in_file(path: str, tools: _Tools) -> Iterator[Met]:
    name = _name(path)
    try:
        with loading.open_binary(path) as file:
            size = os.fstat(file.fileno()).st_size if path != "-" else 0
            yield from _in_open(file, path, name, size, tools)
    except DocumentError as error:
        yield error
    except OSError as error:
        yield loading.unreadable(error, name)


def _counted(outcomes: Iterable[Met], tools: _Tools, file: BinaryIO | None = None, size: int = 0) -> Iterator[Met]:
    """Pass outcomes on, and tell how many there will be, estimated from how much of the file's `size` is read."""
    count, expected = 0, 1.0
    for outcome in outcomes:
        count += 1
        if count > 1:
            position = _position(file) if file is not None else 0
            estimate = max(count, count * size / position if position else 0.0)
            tools.more(estimate - expected)
            expected = estimate
        yield outcome
    tools.more(count - expected)


def _position(file: BinaryIO) -> int:
    try:
        return file.tell()
    except OSError:
        return 0


def _in_open(file: BinaryIO, path: str, name: str, size: int, tools: _Tools) -> Iterator[Met]:
    kind = loading.KINDS.get(Path(path).suffix.lower())
    start = b"" if kind or not isinstance(file, io.BufferedReader) else file.peek(_START)
    if kind is None and warc.is_warc(start):
        yield from _counted(_in_warc(file, name, tools), tools, file, size)
    elif kind is None and start.startswith(_GZIP):
        data = _unpacked(file, name)
        inner = loading.KINDS.get(Path(Path(path).stem).suffix.lower())
        yield from _in_data(data, inner, name, tools)
    elif kind is None and xml_kind(start):
        yield from _in_data(file.read(_UNPACKED + 1), None, name, tools)
    else:
        yield from _counted(loading.outcomes(file, name, kind, tools.parsers.page), tools, file, size)


def _unpacked(file: BinaryIO | io.BytesIO, where: str) -> bytes:
    from sayso.documents.web.packing import DamagedError, TooLargeError, unpacked, within

    try:
        return b"".join(within(unpacked(iter(lambda: file.read(_START), b""), "gzip"), _UNPACKED))
    except TooLargeError as error:
        raise DocumentError(where, f"unpacks to {error}; unpack it, and split it") from None
    except DamagedError:
        raise DocumentError(where, "is a damaged gzip file; get it anew") from None


def _in_warc(file: BinaryIO, name: str, tools: _Tools) -> Iterator[Outcome]:
    if not file.seekable():
        raise DocumentError(name, "is a WARC file that comes through a pipe; save it to a file, and name that")
    for record in warc.records(file, name):
        if isinstance(record, DocumentError):
            yield record
            continue
        kind = _WEB_KINDS[record.type]
        data = io.BytesIO(recode(record.data, record.charset))
        for outcome in loading.outcomes(data, record.where, kind, tools.parsers.page):
            if isinstance(outcome, DocumentError):
                yield DocumentError(record.where, f"{_shown(record.url)} {outcome.problem}")
            else:
                yield _placed(outcome, record.url, record.url)


def _in_data(data: bytes, kind: loading.Kind | None, name: str, tools: _Tools, base: str = "") -> Iterator[Met]:
    """Load what stands in a file, or at the address `base`: articles, or a list that leads to some."""
    if len(data) > _UNPACKED:
        raise DocumentError(name, f"is XML of more than {_UNPACKED / 1e6:.0f} MB; split it")
    match xml_kind(data) if kind in (None, "html", "text") else None:
        case "feed":
            yield from _in_feed(data, name, tools, base)
        case "opml":
            feeds = feeds_in(data, name)
            tools.more(len(feeds) - 1)
            for feed in feeds:
                yield from _feed_at(feed, tools)
        case "sitemap":
            yield from _pages(pages_in(data, name), tools)
        case "sitemap index":
            yield from _in_sitemaps(pages_in(data, name), tools, 1)
        case _:
            yield from _counted(loading.outcomes(io.BytesIO(data), name, kind, tools.parsers.page), tools)


def _in_feed(data: bytes, name: str, tools: _Tools, base: str) -> Iterator[Met]:
    feed = tools.parsers.feed(data, base, name)
    tools.more(len(feed.entries) - 1)
    for entry in feed.entries:
        yield _page(entry, tools, feed.title)


def _feed_at(address: str, tools: _Tools) -> Iterator[Met]:
    try:
        fetched = tools.web.fetch(address)
        if isinstance(fetched, Unchanged):
            yield fetched
        elif xml_kind(data := _plain(fetched)) == "feed":
            yield from _in_feed(data, address, tools, fetched.url)
        else:
            yield DocumentError(address, "is no RSS or Atom feed; correct the list")
    except DocumentError as error:
        yield error


def _in_sitemaps(addresses: list[str], tools: _Tools, depth: int) -> Iterator[Met]:
    tools.more(len(addresses) - 1)
    for address in addresses:
        try:
            fetched = tools.web.fetch(address)
            if isinstance(fetched, Unchanged):
                yield fetched
                continue
            data = _plain(fetched)
            match xml_kind(data):
                case "sitemap":
                    yield from _pages(pages_in(data, address), tools)
                case "sitemap index" if depth < _DEEPEST:
                    yield from _in_sitemaps(pages_in(data, address), tools, depth + 1)
                case _:
                    yield DocumentError(address, "is no sitemap; correct the list")
        except DocumentError as error:
            yield error


def _pages(addresses: list[str], tools: _Tools) -> Iterator[Met]:
    tools.more(len(addresses) - 1)
    for address in addresses:
        yield _page(Entry(address), tools, None)


def _page(entry: Entry, tools: _Tools, outlet: str | None) -> Met:
    """The one article behind a link, with what the list that it stands in says where the page does not."""
    where = entry.link
    try:
        fetched = tools.web.fetch(where)
        if isinstance(fetched, Unchanged):
            return fetched
        data = _plain(fetched)
        if xml_kind(data):
            return DocumentError(where, "is a list of pages, not a page; name it by itself")
        kind = _WEB_KINDS.get(fetched.type, "html")
        (outcome,) = loading.outcomes(io.BytesIO(data), where, kind, tools.parsers.page)
    except DocumentError as error:
        return error
    except ValueError:
        return DocumentError(where, "holds more than one article; name it by itself")
    if isinstance(outcome, DocumentError):
        return outcome
    said = {"title": entry.title, "author": entry.author, "published": entry.published, "outlet": outlet}
    unsaid = {key: value for key, value in said.items() if getattr(outcome.article, key) is None}
    return _fetched(replace(outcome, article=replace(outcome.article, **unsaid)), fetched)


def _at_address(address: str, tools: _Tools) -> Iterator[Met]:
    try:
        fetched = tools.web.fetch(address)
        if isinstance(fetched, Unchanged):
            yield fetched
            return
        kind = _WEB_KINDS.get(fetched.type)
        for outcome in _in_data(_plain(fetched), kind, address, tools, fetched.url):
            if isinstance(outcome, Loaded) and outcome.where == address:
                yield _fetched(outcome, fetched)
            else:
                # Of a list, the articles in it: they are at addresses of their own, or have ids.
                yield outcome
    except DocumentError as error:
        yield error


def _plain(fetched: Fetched) -> bytes:
    """The bytes that were fetched, unpacked if they are a gzip file."""
    if fetched.data.startswith(_GZIP):
        return _unpacked(io.BytesIO(fetched.data), fetched.url)
    return recode(fetched.data, fetched.charset)


def _fetched(outcome: Loaded, fetched: Fetched) -> Loaded:
    return replace(_placed(outcome, fetched.url, outcome.where), validators=fetched.validators)


def _placed(outcome: Loaded, url: str, name: str) -> Loaded:
    """The article with the address that it came from; a page may name another one of its own site."""
    article: Article = outcome.article
    own = article.url
    return replace(outcome, article=replace(article, id=name, url=own if own and _same_site(own, url) else url))


def _same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one registered domain, so that the one may speak for the other."""
    try:
        hosts = [urlsplit(address).hostname for address in (one, other) if _is_address(address)]
    except ValueError:
        return False
    if len(hosts) < 2 or None in hosts:
        return False
    if hosts[0] == hosts[1]:
        return True
    domains = [_domains()(host or "").top_domain_under_public_suffix for host in hosts]
    return domains[0] != "" and domains[0] == domains[1]


@functools.cache
def _domains() -> TLDExtract:
    from tldextract import TLDExtract

    # Only the list that comes with the package: nothing is fetched, and nothing is written. Private domains are those
    # under which anyone may have a site, as on a blogging platform.
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def _shown(url: str) -> str:
    return url if len(url) <= 100 else url[:99] + "…"
