"""The client: fetches one address after another, politely, within limits, and only what may be asked for."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

import httpcore2
import msgspec
from httpx2 import URL, Headers, InvalidURL

from sayso import __version__
from sayso.documents.outcome import DocumentError, Unchanged
from sayso.documents.web import addresses, packing, robots
from sayso.documents.web.connecting import CheckedBackend, Deadline, RefusedError
from sayso.documents.web.memory import Memory, Validators

AGENT = f"Sayso/{__version__}"

TYPES = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "application/json",
    "application/x-ndjson",
    "application/jsonl",
    "application/xml",
    "text/xml",
    "text/x-opml",
    "application/gzip",
    "application/x-gzip",
)
"""Types of content that may be an article or lead to some, with all application/…+xml; the rest is not downloaded."""

_HEADERS: dict[bytes | str, bytes | str] = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en;q=1.0,*;q=0.5",
}
_MOVED = (301, 302, 303, 307, 308)
_LATER = (429, 503)


class Limits(msgspec.Struct, frozen=True):
    """How long, how much and how often. Times are in seconds, sizes in bytes.

    `whole` is for one request with its answer, `packed` for what is sent, `unpacked` for what it decompresses to;
    `pause` is between two requests to one host, and `longest_pause` the longest that a site may ask for, in its
    robots.txt or by `Retry-After`.
    """

    connect: float = 10
    read: float = 20
    whole: float = 60
    packed: int = 20_000_000
    unpacked: int = 60_000_000
    redirects: int = 5
    attempts: int = 2
    pause: float = 1
    longest_pause: float = 60


class Fetched(msgspec.Struct, frozen=True):
    """What was fetched: the address it came from in the end, its type of content and character set, and its bytes."""

    url: str
    type: str | None
    charset: str | None
    data: bytes
    validators: Validators | None


class _Answer(msgspec.Struct, frozen=True):
    status: int
    headers: Headers
    data: bytes


class _FailedError(Exception):
    """A request without a usable answer: what was wrong and what to do, as in a DocumentError."""


class Web:
    """Fetches pages one at a time, with a pause between two requests to one host.

    A context manager. Keeps nothing but robots.txt files and when each host was last asked: no cookies, no passwords;
    no proxies are taken from the environment. `trust` is for other certificates than the system's.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        allow_private: bool = False,
        memory: Memory | None = None,
        resolve: addresses.Resolve = addresses.resolve,
        trust: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limits = limits or Limits()
        self._memory = memory
        self._sleep = sleep
        self._deadline = Deadline()
        self._rules: dict[str, robots.Rules] = {}
        self._free: dict[str, float] = {}
        self._pool = httpcore2.ConnectionPool(
            ssl_context=trust,
            max_keepalive_connections=0,
            network_backend=CheckedBackend(resolve, self._deadline, allow_private=allow_private),
        )

    def __enter__(self) -> Self:  # noqa: D105
        return self

    def __exit__(self, *_: object) -> None:  # noqa: D105
        self._pool.close()

    def fetch(self, address: str) -> Fetched | Unchanged:
        """Fetch what stands at an address, after redirects. Raises DocumentError, named by the address."""
        try:
            return self._fetch(addresses.parse(address, address), address)
        except _FailedError as failed:
            raise DocumentError(address, str(failed)) from None

    def _fetch(self, url: URL, where: str) -> Fetched | Unchanged:
        for _ in range(self.limits.redirects + 1):
            rules = self._rules_for(url)
            if rules.problem is not None:
                raise _FailedError(rules.problem)
            if not rules.allow(str(url), AGENT):
                raise _FailedError(f"may not be fetched, says the robots.txt of {url.host}; save the page yourself")
            validators = self._memory.validators(str(url)) if self._memory is not None else None
            answer = self._patiently(url, rules.pause(AGENT), validators)
            if answer.status == 304 and validators is not None:
                return Unchanged(where)
            if answer.status in _MOVED and (target := answer.headers.get("location")):
                url = _joined(url, target, where)
                continue
            if answer.status not in (200, 203):
                raise _FailedError(_refusal(answer.status))
            kind, charset = _content_type(answer.headers)
            etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
            met = Validators(str(url), etag, modified) if etag or modified else None
            return Fetched(str(url), kind, charset, answer.data, met)
        raise _FailedError(f"redirects more than {self.limits.redirects} times; check the address")

    def _rules_for(self, url: URL) -> robots.Rules:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in self._rules:
            self._rules[origin] = self._read_rules(URL(f"{origin}/robots.txt"))
        return self._rules[origin]

    def _read_rules(self, url: URL) -> robots.Rules:
        try:
            for _ in range(self.limits.redirects + 1):
                answer = self._patiently(url, 0, None, robots.LARGEST)
                if answer.status in _MOVED and (target := answer.headers.get("location")):
                    url = _joined(url, target, str(url))
                    continue
                if answer.status == 200:
                    return robots.read(answer.data)
                # As RFC 9309 has it: no robots.txt allows everything, a server in trouble nothing.
                if answer.status < 500 and answer.status != 429:
                    return robots.ALL
                return robots.Rules(
                    None, f"may not be fetched: its robots.txt is not to be had ({answer.status}); later"
                )
        except (_FailedError, DocumentError) as failed:
            problem = failed.problem if isinstance(failed, DocumentError) else str(failed)
            return robots.Rules(None, problem)
        return robots.ALL

    def _patiently(self, url: URL, pause: float, validators: Validators | None, cut: int | None = None) -> _Answer:
        """Ask when the host may be asked, and again if it says to come back soon."""
        pause = max(pause, self.limits.pause)
        if pause > self.limits.longest_pause:
            raise _FailedError(
                f"may be asked only every {pause:,.0f} seconds, says its robots.txt; save the page yourself"
            )
        for attempt in range(self.limits.attempts):
            wait = self._free.get(url.host, 0) - time.monotonic()
            if wait > 0:
                self._sleep(wait)
            try:
                answer = self._ask(url, validators, cut)
            finally:
                self._free[url.host] = time.monotonic() + pause
            if answer.status not in _LATER or attempt + 1 == self.limits.attempts:
                break
            again = _retry_after(answer.headers)
            if again > self.limits.longest_pause:
                break
            self._free[url.host] = time.monotonic() + max(pause, again)
        return answer

    def _ask(self, url: URL, validators: Validators | None, cut: int | None) -> _Answer:
        headers = {**_HEADERS, "Host": url.netloc.decode("ascii")}
        if validators is not None and validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators is not None and validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        limits = self.limits
        self._deadline.start(limits.whole)
        timeout = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.connect}
        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        with (
            self._explained(url.host),
            self._pool.stream("GET", target, headers=headers, extensions={"timeout": timeout}) as response,
        ):
            got = Headers(response.headers)
            if response.status in (200, 203):
                return _Answer(response.status, got, self._body(response, got, cut))
            return _Answer(response.status, got, b"")

    def _body(self, response: httpcore2.Response, headers: Headers, cut: int | None) -> bytes:
        kind, _ = _content_type(headers)
        if cut is None and kind is not None and kind not in TYPES and not _is_xml(kind):
            raise _FailedError(f"is of type {kind[:60]!r}, not a page, a feed or text; name the article’s own page")
        codings = [c for c in headers.get("content-encoding", "").lower().replace(" ", "").split(",") if c]
        codings = [c.removeprefix("x-") for c in codings if c != "identity"]
        if len(codings) > 1 or not {"gzip", "deflate"}.issuperset(codings):
            raise _FailedError("is compressed in a way that was not asked for; save the page yourself")
        chunks: Iterator[bytes] = response.iter_stream()
        if cut is not None:
            # Of a robots.txt the beginning counts, however long it is.
            return _beginning(packing.unpacked(chunks, codings[0]) if codings else chunks, cut)
        chunks = packing.within(chunks, self.limits.packed)
        if codings:
            chunks = packing.within(packing.unpacked(chunks, codings[0]), self.limits.unpacked)
        return b"".join(chunks)

    @contextmanager
    def _explained(self, host: str) -> Iterator[None]:
        try:
            yield
        except RefusedError as refused:
            raise _FailedError(
                f"is not on the public internet ({refused}); allow it with --allow-private if you trust where it leads"
            ) from None
        except packing.TooLargeError as error:
            raise _FailedError(f"is {error}, too large for an article; save the part you want as plain text") from None
        except packing.DamagedError:
            raise _FailedError("is damaged: it cannot be decompressed; try again later") from None
        except httpcore2.TimeoutException:
            raise _FailedError(f"cannot be fetched: {host} takes too long to answer; try again later") from None
        except httpcore2.ConnectError as error:
            raise _FailedError(
                f"cannot be fetched: no connection to {host} ({_reason(error)}); check the address"
            ) from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise _FailedError(f"cannot be fetched: {host} broke off ({_reason(error)}); try again later") from None
        except (ValueError, LookupError, OSError) as error:
            # What no server should make the libraries under this raise, and some may.
            raise _FailedError(f"cannot be fetched ({type(error).__name__}); save the page yourself") from None


def _joined(url: URL, target: str, where: str) -> URL:
    try:
        return addresses.parse(str(url.join(target)), where)
    except (InvalidURL, ValueError, TypeError):
        raise _FailedError("redirects to something that is no web address; check the address") from None


def _beginning(chunks: Iterator[bytes], most: int) -> bytes:
    data = b""
    try:
        for chunk in chunks:
            data += chunk
            if len(data) >= most:
                break
    except packing.DamagedError:
        pass
    return data[:most]


def _content_type(headers: Headers) -> tuple[str | None, str | None]:
    """The type of content and the character set that the headers give, in lower case."""
    kind, *parameters = headers.get("content-type", "").lower().split(";")
    pairs = (parameter.strip().partition("=") for parameter in parameters)
    charset = next((value.strip("\"' ") for key, _, value in pairs if key == "charset"), None)
    return kind.strip() or None, charset or None


def _is_xml(kind: str) -> bool:
    return kind.startswith("application/") and kind.endswith("+xml")


def _retry_after(headers: Headers) -> float:
    """Seconds until the server wants to be asked again; 5 if it does not say."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 5.0


def _refusal(status: int) -> str:
    match status:
        case 404 | 410:
            return f"is not there ({status}); check the address"
        case 401 | 402 | 403 | 407 | 451:
            return f"may not be fetched (the server answers {status}); save the page yourself"
        case 429 | 503:
            return f"is not to be had now (the server answers {status}); try again later"
        case _:
            return f"cannot be fetched (the server answers {status}); try again later"


def _reason(error: Exception) -> str:
    return str(error).partition("\n")[0][:100] or type(error).__name__
