"""Takes pages and feeds apart in a process of its own, since what is made to harm can take any time and memory."""

from __future__ import annotations

from typing import Literal, Protocol, Self

import msgspec

from sayso.documents.article import Article
from sayso.documents.feeds import Feed, parse_feed
from sayso.documents.html import load_page
from sayso.documents.outcome import DocumentError
from sayso.workers import DiedError, FailedError, LateError, Worker

SECONDS = 30.0
"""More than any page that people read needs: a megabyte takes about two."""
MEMORY = 3_000_000_000
"""Bytes of address space."""


class Parsers(Protocol):
    """What takes pages and feeds apart."""

    def page(self, page: str, where: str) -> Article:
        """Find the article in a page, as html.load_page. Raises DocumentError."""
        ...

    def feed(self, data: bytes, base: str, where: str) -> Feed:
        """Find the entries of a feed, as feeds.parse_feed. Raises DocumentError."""
        ...


class Here:
    """Takes pages and feeds apart in this process, for files that one trusts."""

    def page(self, page: str, where: str) -> Article:
        """Find the article in a page. Raises DocumentError."""
        return load_page(page, where)

    def feed(self, data: bytes, base: str, where: str) -> Feed:
        """Find the entries of a feed. Raises DocumentError."""
        return parse_feed(data, base, where)


class Apart:
    """Takes pages and feeds apart in a process of its own, which is started at the first and again where one ended it.

    A context manager. What takes longer than `seconds` or more than MEMORY is a DocumentError.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._worker: Worker | None = None

    def __enter__(self) -> Self:  # noqa: D105
        return self

    def __exit__(self, *_: object) -> None:  # noqa: D105
        if self._worker is not None:
            self._worker.close()

    def page(self, page: str, where: str) -> Article:
        """Find the article in a page. Raises DocumentError."""
        return msgspec.msgpack.decode(self._asked(_Request("page", where, page.encode(), "")), type=Article)

    def feed(self, data: bytes, base: str, where: str) -> Feed:
        """Find the entries of a feed. Raises DocumentError."""
        return msgspec.msgpack.decode(self._asked(_Request("feed", where, data, base)), type=Feed)

    def _asked(self, request: _Request) -> bytes:
        where = request.where
        if self._worker is None:
            self._worker = Worker("sayso.documents.taking_apart:answer", MEMORY)
        try:
            self._worker.ask(msgspec.msgpack.encode(request))
            reply = msgspec.msgpack.decode(self._worker.answer(self._seconds), type=_Reply)
        except (DiedError, LateError) as error:
            self._worker = None
            reason = f"more than {self._seconds:.0f} seconds" if isinstance(error, LateError) else "too much"
            raise DocumentError(where, f"takes {reason} to take apart; save the article as plain text") from None
        except FailedError as error:
            raise DocumentError(where, f"cannot be taken apart ({error}); save the article as plain text") from None
        if reply.problem is not None:
            raise DocumentError(where, reply.problem)
        return reply.found


class _Request(msgspec.Struct, frozen=True):
    kind: Literal["page", "feed"]
    where: str
    data: bytes
    base: str


class _Reply(msgspec.Struct, frozen=True):
    found: bytes = b""
    problem: str | None = None


def answer(request: bytes) -> bytes:
    """Take apart what another process asks for."""
    asked = msgspec.msgpack.decode(request, type=_Request)
    try:
        found: Article | Feed
        if asked.kind == "page":
            found = load_page(asked.data.decode(), asked.where)
        else:
            found = parse_feed(asked.data, asked.base, asked.where)
    except DocumentError as error:
        return msgspec.msgpack.encode(_Reply(problem=error.problem))
    return msgspec.msgpack.encode(_Reply(msgspec.msgpack.encode(found)))
