"""The web client: polite, within limits, and never inside the private network."""

from __future__ import annotations

import gzip
import ssl
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any

import msgspec
import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.outcome import DocumentError, Unchanged
from sayso.documents.web import packing
from sayso.documents.web.addresses import is_public, parse
from sayso.documents.web.client import AGENT, Fetched, Web
from sayso.documents.web.memory import Validators
from web_server import QUICK, Answer, Request, Site, serving

HTML = (("Content-Type", "text/html; charset=utf-8"),)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(QUICK, allow_private=True) as web:
        yield web


def problem(web: Web, address: str) -> str:
    with pytest.raises(DocumentError) as caught:
        web.fetch(address)
    assert caught.value.where == address
    assert "\n" not in caught.value.problem
    return caught.value.problem


def redirect(target: str, status: int = 302) -> Answer:
    return Answer(b"", status, (("Location", target),))


class TestFetching:
    def test_a_page(self, web: Web, site: Site) -> None:
        site.pages["/a"] = Answer(b"<p>Yes</p>")
        assert web.fetch(site.address + "/a") == Fetched(site.address + "/a", "text/html", "utf-8", b"<p>Yes</p>", None)

    def test_says_who_asks_and_sends_no_more_than_it_needs(self, web: Web, site: Site) -> None:
        site.pages["/a"] = Answer(b"x", headers=(*HTML, ("Set-Cookie", "a=b; Path=/")))
        web.fetch(site.address + "/a#part")
        web.fetch(site.address + "/a")
        request = site.requests[-1]
        assert request.path == "/a"
        assert request.headers["User-Agent"] == AGENT
        assert request.headers["Host"] == site.address.removeprefix("http://")
        assert not {"cookie", "authorization", "referer"} & {name.lower() for name in request.headers}

    @pytest.mark.parametrize("coding", ["gzip", "deflate", "raw"])
    def test_unpacks(self, web: Web, site: Site, coding: str) -> None:
        body = b"<p>Yes</p>" * 20_000
        raw = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = {"gzip": gzip.compress(body), "deflate": zlib.compress(body), "raw": raw.compress(body) + raw.flush()}
        name = "gzip" if coding == "gzip" else "deflate"
        site.pages["/a"] = Answer(packed[coding], headers=(*HTML, ("Content-Encoding", name)))
        found = web.fetch(site.address + "/a")
        assert isinstance(found, Fetched)
        assert found.data == body

    @pytest.mark.parametrize(
        ("status", "words"),
        [(404, "is not there (404)"), (410, "is not there"), (403, "may not be fetched"), (500, "cannot be fetched")],
    )
    def test_says_what_the_server_answered(self, web: Web, site: Site, status: int, words: str) -> None:
        site.pages["/a"] = Answer(b"", status)
        assert words in problem(web, site.address + "/a")

    @pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4", "application/octet-stream"])
    def test_leaves_other_types_alone(self, web: Web, site: Site, kind: str) -> None:
        sent: list[int] = []

        def body(write: Any) -> None:
            for _ in range(100):
                sent.append(write(b"x" * 100_000))

        site.pages["/a"] = Answer(body, headers=(("Content-Type", kind),))
        assert f"is of type '{kind}'" in problem(web, site.address + "/a")
        assert len(sent) < 100

    def test_of_no_host(self, web: Web) -> None:
        assert "no such host" in problem(web, "http://nowhere.invalid/a")

    def test_of_a_closed_port(self, web: Web, site: Site) -> None:
        with serving() as other:
            gone = other.address
        assert "no connection to 127.0.0.1" in problem(web, gone + "/a")

    def test_of_what_is_no_http(self, web: Web, site: Site) -> None:
        site.pages["/a"] = Answer(b"", 200, (("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")))
        assert "broke off" in problem(web, site.address + "/a")


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            "ftp://a.example/",
            "file:///etc/passwd",
            "http://",
            "http:///a",
            "javascript:x",
            "http://a b/",
            "//a.example/",
        ],
    )
    def test_that_are_none(self, address: str) -> None:
        with pytest.raises(DocumentError, match="no http or https address"):
            parse(address, "here")

    def test_with_a_password(self) -> None:
        with pytest.raises(DocumentError, match="user name or password"):
            parse("http://ada:secret@a.example/", "here")

    @given(st.text(max_size=300))
    def test_of_any_text(self, text: str) -> None:
        with suppress(DocumentError):
            assert parse(f"http://{text}", "here").scheme == "http"

    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1",
            "127.8.9.1",
            "10.0.0.1",
            "172.16.3.4",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "::",
            "::1",
            "::127.0.0.1",
            "::8.8.8.8",
            "fe80::1",
            "fe80::1%eth0",
            "fc00::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2606:4700::5efe:10.0.0.1",
            "nonsense",
            "",
        ],
    )
    def test_that_are_not_public(self, address: str) -> None:
        assert not is_public(address)

    @pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
    def test_that_are_public(self, address: str) -> None:
        assert is_public(address)


class TestPrivateAddresses:
    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0"]
    )
    def test_are_refused(self, site: Site, host: str) -> None:
        with Web(QUICK) as web:
            assert "is not on the public internet" in problem(web, f"http://{host}:{site.port}/a")
        assert not site.requests

    def test_are_refused_after_a_redirect(self, site: Site) -> None:
        # The first host is public as far as the resolver says; the server is the same.
        answers = {"news.example": ["127.0.0.1"], "127.0.0.1": ["127.0.0.1"]}
        site.pages["/a"] = redirect(f"http://127.0.0.1:{site.port}/secret")
        with Web(QUICK, resolve=lambda host, _: answers[host]) as web, pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                "sayso.documents.web.connecting.is_public",
                _all_public_once_for(["127.0.0.1", "127.0.0.1"]),
            )
            assert "is not on the public internet" in problem(web, f"http://news.example:{site.port}/a")
        assert "/secret" not in site.asked()
        assert site.asked() == ["/a"]

    def test_are_refused_if_only_one_of_several_is_private(self, site: Site) -> None:
        with Web(QUICK, resolve=lambda *_: ["8.8.8.8", "127.0.0.1"]) as web:
            assert "is not on the public internet" in problem(web, f"http://news.example:{site.port}/a")
        assert not site.requests

    def test_that_a_name_leads_to_later_are_refused(self, site: Site) -> None:
        """A name server gives a public address first, and the loopback one when it is asked again."""
        given: list[str] = []

        def rebinding(_host: str, _port: int) -> list[str]:
            given.append("192.88.99.1" if not given else "127.0.0.1")
            return [given[-1]]

        with Web(replace_limits(connect=0.3), resolve=rebinding) as web:
            first = problem(web, f"http://news.example:{site.port}/a")
            assert "is not on the public internet" not in first
            with pytest.raises(DocumentError):
                web.fetch(f"http://news.example:{site.port}/b")
        # Whatever the name server says, nothing of this machine was asked.
        assert not site.requests

    def test_looks_a_host_up_once_for_each_connection(self, site: Site) -> None:
        looked: list[str] = []

        def resolve(host: str, _port: int) -> list[str]:
            looked.append(host)
            return ["127.0.0.1"]

        site.pages["/a"] = Answer(b"x")
        with Web(QUICK, allow_private=True, resolve=resolve) as web:
            web.fetch(f"http://news.example:{site.port}/a")
        assert looked == ["news.example"] * len(site.requests)
        assert site.requests[-1].headers["Host"] == f"news.example:{site.port}"

    def test_take_no_proxy_from_the_environment(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, site.address)
        with Web(QUICK, resolve=lambda *_: ["127.0.0.1"]) as web:
            problem(web, "http://news.example/a")
        assert not site.requests


def replace_limits(**changes: float) -> Any:
    return msgspec.structs.replace(QUICK, **changes)


def _all_public_once_for(allowed: list[str]) -> Any:
    left = list(allowed)

    def is_public_for_a_while(address: str) -> bool:
        if address in left:
            left.remove(address)
            return True
        return is_public(address)

    return is_public_for_a_while


class TestTls:
    @pytest.fixture
    def authority(self) -> trustme.CA:
        return trustme.CA()

    def test_asks_by_the_name_at_the_address_that_was_checked(self, authority: trustme.CA) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("news.example").configure_cert(context)
        names: list[str | None] = []
        context.sni_callback = lambda _socket, name, _context: names.append(name)
        trust = ssl.create_default_context()
        authority.configure_trust(trust)
        with serving(context) as site:
            site.pages["/a"] = Answer(b"x")
            with Web(QUICK, allow_private=True, resolve=lambda *_: ["127.0.0.1"], trust=trust) as web:
                assert isinstance(web.fetch(f"https://news.example:{site.port}/a"), Fetched)
                # A certificate for another name is not taken.
                assert "no connection" in problem(web, f"https://other.example:{site.port}/a")
        assert names[0] == "news.example"

    def test_does_not_trust_any_certificate(self, authority: trustme.CA) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        with serving(context) as site, Web(QUICK, allow_private=True) as web:
            assert "CERTIFICATE_VERIFY_FAILED" in problem(web, site.address + "/a")


class TestRedirects:
    def test_are_followed(self, web: Web, site: Site) -> None:
        site.pages |= {"/a": redirect("b/c?d=e", 301), "/b/c?d=e": redirect("/f", 308), "/f": Answer(b"x")}
        found = web.fetch(site.address + "/a")
        assert isinstance(found, Fetched)
        assert found.url == site.address + "/f"

    def test_that_never_end_do(self, web: Web, site: Site) -> None:
        site.pages |= {"/a": redirect("/b"), "/b": redirect("/a")}
        assert "redirects more than 5 times" in problem(web, site.address + "/a")
        assert len(site.asked()) == 6

    @pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://[", "\x7f", "gopher:x"])
    def test_to_what_is_no_web_address(self, web: Web, site: Site, target: str) -> None:
        site.pages["/a"] = redirect(target)
        problem(web, site.address + "/a")

    def test_with_a_password_are_not_followed(self, web: Web, site: Site) -> None:
        site.pages["/a"] = redirect(f"http://ada:secret@127.0.0.1:{site.port}/b")
        assert "password" in problem(web, site.address + "/a")
        assert site.asked() == ["/a"]


class TestPoliteness:
    def test_keeps_to_robots_txt(self, web: Web, site: Site) -> None:
        site.pages |= {
            "/robots.txt": Answer(b"User-agent: *\nDisallow: /\n\nUser-agent: Sayso\nDisallow: /no\n"),
            "/yes": Answer(b"x"),
            "/no/a": Answer(b"x"),
            "/to": redirect("/no/a"),
        }
        assert isinstance(web.fetch(site.address + "/yes"), Fetched)
        assert "says the robots.txt of 127.0.0.1" in problem(web, site.address + "/no/a")
        assert "says the robots.txt" in problem(web, site.address + "/to")
        assert site.asked() == ["/yes", "/to"]
        assert [request.path for request in site.requests].count("/robots.txt") == 1

    def test_asks_nothing_of_a_site_whose_robots_txt_is_not_to_be_had(self, web: Web, site: Site) -> None:
        site.pages |= {"/robots.txt": Answer(b"", 500), "/a": Answer(b"x")}
        assert "robots.txt" in problem(web, site.address + "/a")
        assert site.asked() == []

    def test_reads_the_beginning_of_an_endless_robots_txt(self, web: Web, site: Site) -> None:
        def body(write: Any) -> None:
            write(b"User-agent: *\nDisallow: /no\n")
            for _ in range(2000):
                write(b"#" * 10_000 + b"\n")

        site.pages |= {"/robots.txt": Answer(body), "/a": Answer(b"x")}
        assert isinstance(web.fetch(site.address + "/a"), Fetched)
        assert "robots.txt" in problem(web, site.address + "/no")

    def test_waits_between_two_requests(self, site: Site) -> None:
        site.pages |= {"/a": Answer(b"x"), "/b": Answer(b"x")}
        with Web(replace_limits(pause=0.2), allow_private=True) as web:
            web.fetch(site.address + "/a")
            web.fetch(site.address + "/b")
        times = [request.at for request in site.requests]
        assert len(times) == 3
        assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))

    def test_waits_as_long_as_robots_txt_says(self, site: Site) -> None:
        site.pages |= {"/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 1.5\n"), "/a": Answer(b"x")}
        slept: list[float] = []
        with Web(QUICK, allow_private=True, sleep=slept.append) as web:
            web.fetch(site.address + "/a")
            web.fetch(site.address + "/a")
        assert 1.0 < max(slept) <= 1.5

    def test_does_not_wait_for_ever(self, web: Web, site: Site) -> None:
        site.pages |= {"/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 86400\n"), "/a": Answer(b"x")}
        assert "only every 86,400 seconds" in problem(web, site.address + "/a")

    def test_comes_back_when_it_is_told_to(self, site: Site) -> None:
        answers = [Answer(b"", 429, (("Retry-After", "1"),)), Answer(b"x")]
        site.pages["/a"] = lambda _: answers.pop(0)
        slept: list[float] = []
        with Web(QUICK, allow_private=True, sleep=slept.append) as web:
            assert isinstance(web.fetch(site.address + "/a"), Fetched)
        assert 0.5 < max(slept) <= 1

    @pytest.mark.parametrize("later", ["3600", "Fri, 01 Jan 2100 00:00:00 GMT"])
    def test_does_not_come_back_hours_later(self, web: Web, site: Site, later: str) -> None:
        site.pages["/a"] = Answer(b"", 503, (("Retry-After", later),))
        assert "try again later" in problem(web, site.address + "/a")
        assert site.asked() == ["/a"]

    def test_does_not_come_back_often(self, web: Web, site: Site) -> None:
        site.pages["/a"] = Answer(b"", 429, (("Retry-After", "0"),))
        assert "try again later" in problem(web, site.address + "/a")
        assert site.asked() == ["/a", "/a"]


class Kept:
    def __init__(self, *validators: Validators) -> None:
        self.kept = {one.url: one for one in validators}

    def validators(self, url: str) -> Validators | None:
        return self.kept.get(url)


class TestAskingAgain:
    def test_gives_what_came_with_a_page(self, web: Web, site: Site) -> None:
        dates = (("ETag", '"v1"'), ("Last-Modified", "Sun, 15 Jun 2025 08:00:00 GMT"))
        site.pages |= {"/a": Answer(b"x", headers=(*HTML, *dates)), "/to": redirect("/a")}
        found = web.fetch(site.address + "/to")
        assert isinstance(found, Fetched)
        assert found.validators == Validators(site.address + "/a", '"v1"', "Sun, 15 Jun 2025 08:00:00 GMT")

    def test_tells_what_has_not_changed(self, site: Site) -> None:
        def page(request: Request) -> Answer:
            assert request.headers["If-Modified-Since"] == "Sun, 15 Jun 2025 08:00:00 GMT"
            return Answer(b"", 304) if request.headers["If-None-Match"] == '"v1"' else Answer(b"x")

        site.pages |= {"/a": page, "/to": redirect("/a")}
        kept = Validators(site.address + "/a", '"v1"', "Sun, 15 Jun 2025 08:00:00 GMT")
        with Web(QUICK, allow_private=True, memory=Kept(kept)) as web:
            assert web.fetch(site.address + "/to") == Unchanged(site.address + "/to")

    def test_does_not_believe_that_nothing_has_changed_from_nothing(self, web: Web, site: Site) -> None:
        site.pages["/a"] = Answer(b"", 304)
        assert "304" in problem(web, site.address + "/a")


class TestLimits:
    def test_of_size(self, web: Web, site: Site) -> None:
        sent: list[int] = []

        def body(write: Any) -> None:
            for _ in range(2000):
                sent.append(write(b"x" * 100_000))

        site.pages["/a"] = Answer(body)
        assert "too large" in problem(web, site.address + "/a")
        assert len(sent) < 200

    @pytest.mark.parametrize("coding", ["gzip", "deflate"])
    def test_of_what_is_unpacked(self, web: Web, site: Site, coding: str) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31 if coding == "gzip" else 15)
        packed = b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(50)), packer.flush()])
        assert len(packed) < QUICK.packed
        site.pages["/a"] = Answer(packed, headers=(*HTML, ("Content-Encoding", coding)))
        assert "is more than 1 MB" in problem(web, site.address + "/a")

    @pytest.mark.parametrize(
        "codings",
        [["gzip, gzip"], ["gzip", "gzip"], ["gzip,deflate"], ["br"], ["x-gzip, GZIP"], ["identity, gzip,gzip"]],
    )
    def test_of_how_often_it_is_packed(self, web: Web, site: Site, codings: list[str]) -> None:
        body = gzip.compress(gzip.compress(b"x"))
        headers = tuple(("Content-Encoding", coding) for coding in codings)
        site.pages["/a"] = Answer(body, headers=(*HTML, *headers))
        assert "compressed in a way that was not asked for" in problem(web, site.address + "/a")

    @pytest.mark.parametrize(
        "body", [b"no gzip", gzip.compress(b"x" * 1000)[:-20], gzip.compress(b"x") + b"\x1f\x8b\x08no"]
    )
    def test_of_damage(self, web: Web, site: Site, body: bytes) -> None:
        site.pages["/a"] = Answer(body, headers=(*HTML, ("Content-Encoding", "gzip")))
        assert "is damaged" in problem(web, site.address + "/a")

    @pytest.mark.parametrize("body", ["headers", "body", "silence"])
    def test_of_time(self, web: Web, site: Site, body: str) -> None:
        """A server that sends a byte now and then, so that no single read takes long."""

        def drip(write: Any) -> None:
            while True:
                write(b"x: y\r\n" if body == "headers" else b"x")
                time.sleep(0.05 if body != "silence" else 60)

        site.pages["/a"] = Answer(drip)
        begun = time.monotonic()
        assert "takes too long" in problem(web, site.address + "/a")
        assert time.monotonic() - begun < 3 * QUICK.whole

    def test_of_headers(self, web: Web, site: Site) -> None:
        site.pages["/a"] = Answer(b"x", headers=tuple((f"X-{n}", "y" * 1000) for n in range(95)))
        assert isinstance(web.fetch(site.address + "/a"), Fetched)
        site.pages["/b"] = Answer(b"x", headers=tuple((f"X-{n}", "y" * 60_000) for n in range(95)))
        assert "broke off" in problem(web, site.address + "/b")


class TestUnpacking:
    @given(st.lists(st.binary(max_size=2000), max_size=4), st.integers(1, 500))
    def test_gives_members_back_however_they_are_cut(self, members: list[bytes], size: int) -> None:
        packed = b"".join(map(gzip.compress, members))
        chunks = [packed[i : i + size] for i in range(0, len(packed), size)]
        assert b"".join(packing.unpacked(chunks, "gzip")) == b"".join(members)

    @given(st.binary(max_size=500))
    def test_of_anything(self, data: bytes) -> None:
        for coding in ("gzip", "deflate"):
            with suppress(packing.DamagedError, packing.TooLargeError):
                b"".join(packing.within(packing.unpacked([data], coding), 10_000))

    def test_stops_early(self) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        bomb = b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(50)), packer.flush()])
        count = 0
        with suppress(packing.TooLargeError):
            for piece in packing.within(packing.unpacked([bomb], "gzip"), 1_000_000):
                count += len(piece)
        assert 900_000 < count <= 1_000_000
