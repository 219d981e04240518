"""From places to articles: files and folders, feeds, lists of feeds, sitemaps, archives and addresses."""

from __future__ import annotations

import gzip
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from sayso.documents.article import Article
from sayso.documents.feeds import parse_feed
from sayso.documents.outcome import DocumentError, LeftOut, Loaded, Met, Unchanged
from sayso.documents.places import articles
from sayso.documents.taking_apart import Apart, Here
from sayso.documents.web.client import Web
from sayso.documents.web.memory import Validators
from sayso.documents.xml_lists import feeds_in, pages_in, xml_kind
from test_warc import written
from web_server import QUICK, Answer, Site, serving

XML = (("Content-Type", "application/xml"),)


def page(subject: str, head: str = "") -> bytes:
    return f"""<!doctype html><html><head>{head}</head><body><article><h1>{subject}</h1>
<p>The harbour board of Innis said on Monday that {subject} would close for a month.</p>
<p>“We found cracks in nine of its forty posts,” Ada Brook, the board’s engineer, told reporters.</p>
<p>Two fishermen said that nobody had warned them. The board denied this in a letter to the paper.</p>
</article></body></html>""".encode()


def rss(*items: str, title: str = "Alder Courier") -> bytes:
    channel = f"<channel><title>{title}</title>{''.join(items)}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode()


def item(link: str, more: str = "") -> str:
    return f"<item><link>{link}</link>{more}</item>"


def sitemap(*addresses: str, of: str = "urlset") -> bytes:
    inner = "sitemap" if of == "sitemapindex" else "url"
    locations = "".join(f"<{inner}><loc>{address}</loc></{inner}>" for address in addresses)
    return f'<{of} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locations}</{of}>'.encode()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(QUICK, allow_private=True) as web:
        yield web


class Count:
    """What `more` was told, summed up."""

    def __init__(self) -> None:
        self.expected = 1.0

    def __call__(self, by: float) -> None:
        self.expected += by


def met(place: str, web: Web) -> list[Met]:
    """What is met at a place; in the end as many were expected."""
    count = Count()
    found = list(articles(place, web, Here(), count))
    assert count.expected == pytest.approx(sum(not isinstance(one, LeftOut) for one in found))
    return found


def loaded(place: str, web: Web) -> list[Article]:
    found = met(place, web)
    assert all(isinstance(one, Loaded) for one in found), found
    return [one.article for one in found if isinstance(one, Loaded)]


def problems(found: list[Met]) -> list[str]:
    return [str(one) for one in found if isinstance(one, DocumentError)]


class TestFolders:
    def test_are_walked_in_sorted_order(self, folder: Path, web: Web) -> None:
        for name in ("b.txt", "a/z.txt", "a/b/c.txt", "10.txt", "9.txt", "c/d.JSONL"):
            (folder / "news" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "news" / name).write_text('{"text": "She said so."}')
        names = [article.id for article in loaded("news/", web)]
        assert names == [
            "news/10.txt",
            "news/9.txt",
            "news/b.txt",
            "news/a/z.txt",
            "news/a/b/c.txt",
            "news/c/d.JSONL:1",
        ]
        assert [article.id for article in loaded(".", web)] == names

    def test_without_what_is_hidden_or_a_link_or_of_another_kind(self, folder: Path, web: Web) -> None:
        (folder / "secret").mkdir()
        (folder / "secret" / "s.txt").write_text("He said so.")
        (folder / "in" / ".git").mkdir(parents=True)
        for name in ("a.txt", ".hidden.txt", ".git/b.txt", "photo.jpg", "style.css"):
            (folder / "in" / name).write_text("She said so.")
        os.symlink(folder / "secret", folder / "in" / "folder")
        os.symlink(folder / "secret" / "s.txt", folder / "in" / "link.txt")
        os.mkfifo(folder / "in" / "pipe.txt")
        found = met("in", web)
        assert [one.article.id for one in found if isinstance(one, Loaded)] == ["in/a.txt"]
        (left,) = (one for one in found if isinstance(one, LeftOut))
        assert left == LeftOut("in", "4 files of other kinds are left out (link.txt); name a file to have it read")

    def test_go_on_after_what_cannot_be_read(self, folder: Path, web: Web) -> None:
        (folder / "a.txt").write_bytes(b"%PDF-1.7")
        (folder / "b.txt").write_text("She said so.")
        (folder / "c.html").write_text("<html>menu</html>")
        (folder / "d.warc").write_bytes(b"WARC/ no")
        (folder / "e.xml").write_text("<rss><channel><item><link>http://[</link></item></channel></rss>")
        found = met(".", web)
        assert [type(one) for one in found] == [DocumentError, Loaded, DocumentError, DocumentError, DocumentError]

    @pytest.mark.parametrize(
        "name", ["line\nbreak.txt", "bell\x07\x1b[31m.txt", "“quoted”.txt", os.fsdecode(b"\xff.txt")]
    )
    def test_with_names_that_are_not_plain(self, folder: Path, web: Web, name: str) -> None:
        (folder / name).write_text("She said so.")
        (article,) = loaded(".", web)
        assert article.id == os.fsencode(name).decode("utf-8", "replace")

    def test_that_are_empty_or_missing(self, folder: Path, web: Web) -> None:
        assert met(".", web) == []
        assert problems(met("nowhere", web)) == ["nowhere: does not exist; check the path"]


class TestFiles:
    def test_packed_by_gzip(self, folder: Path, web: Web) -> None:
        (folder / "a.txt.gz").write_bytes(gzip.compress(b'{"text": "no"}'))
        (folder / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "She said so."}\n{"text": "He did."}'))
        (folder / "c").write_bytes(gzip.compress(page("the pier")))
        assert [article.text for article in loaded("a.txt.gz", web)] == ['{"text": "no"}']
        assert [article.text for article in loaded("b.jsonl.gz", web)] == ["She said so.", "He did."]
        assert "cracks" in loaded("c", web)[0].text

    def test_that_unpack_to_too_much(self, folder: Path, web: Web) -> None:
        with gzip.open(folder / "a.txt.gz", "wb", compresslevel=9) as file:
            for _ in range(100):
                file.write(bytes(1 << 20))
        assert "unpacks to more than 60 MB" in problems(met("a.txt.gz", web))[0]

    def test_of_archives(self, folder: Path, web: Web) -> None:
        own = '<link rel="canonical" href="http://news.example.com/own">'
        other = '<link rel="canonical" href="http://victim.example/story">'
        cp1252 = (("Content-Type", "text/plain; charset=windows-1252"),)
        records = [
            written(page("the pier"), 1, packed=True),
            written(page("the pool", own), 2, packed=True),
            written(page("the park", other), 3, packed=True),
            written(b"<p>menu", 4, packed=True),
            written(
                "Die Brücke, sagte sie.".encode("cp1252"),
                5,
                headers=cp1252,
            ),
        ]
        (folder / "crawl").write_bytes(b"".join(records[:4]))
        found = met("crawl", web)
        good = [one.article for one in found if isinstance(one, Loaded)]
        # A page may name another address for itself, but not one of somebody else's site.
        assert [article.url for article in good] == [
            "http://www.example.com/1",
            "http://news.example.com/own",
            "http://www.example.com/3",
        ]
        (bad,) = problems(found)
        assert bad.startswith(f"crawl@{len(b''.join(records[:3]))}: http://www.example.com/4 has no article")
        (folder / "plain.warc").write_bytes(records[4])
        assert [article.text for article in loaded("plain.warc", web)] == ["Die Brücke, sagte sie."]


class TestAddresses:
    def test_of_a_page(self, site: Site, web: Web) -> None:
        site.pages |= {
            "/to": Answer(b"", 302, (("Location", "/pier"),)),
            "/pier": Answer(page("the pier"), headers=(("Content-Type", "text/html"), ("ETag", '"v1"'))),
        }
        (one,) = met(site.address + "/to", web)
        assert isinstance(one, Loaded)
        assert one.where == one.article.id == site.address + "/to"
        assert one.article.url == site.address + "/pier"
        assert one.validators == Validators(site.address + "/pier", '"v1"')

    def test_of_a_page_that_claims_another_address(self, site: Site, web: Web) -> None:
        site.pages["/a"] = Answer(page("the pier", '<link rel="canonical" href="https://victim.example/story">'))
        assert loaded(site.address + "/a", web)[0].url == site.address + "/a"

    def test_of_text_in_another_character_set(self, site: Site, web: Web) -> None:
        headers = (("Content-Type", "text/plain; charset=ISO-8859-2"),)
        site.pages["/a.txt"] = Answer(
            "Powiedział: „tak”.".replace("„", '"').replace("”", '"').encode("iso-8859-2"), headers=headers
        )
        assert loaded(site.address + "/a.txt", web)[0].text == 'Powiedział: "tak".'

    def test_of_json(self, site: Site, web: Web) -> None:
        site.pages["/a"] = Answer(
            b'[{"text": "She said so.", "url": "https://gazette.example/1"}, {"text": 3}]',
            headers=(("Content-Type", "application/json"),),
        )
        good, bad = met(site.address + "/a", web)
        assert isinstance(good, Loaded)
        assert good.article.url == "https://gazette.example/1"
        assert isinstance(bad, DocumentError)

    def test_of_nothing(self, site: Site, web: Web) -> None:
        assert problems(met(site.address + "/no", web)) == [f"{site.address}/no: is not there (404); check the address"]

    def test_of_what_has_not_changed(self, site: Site) -> None:
        site.pages["/a"] = lambda request: Answer(b"", 304 if request.headers.get("If-None-Match") == '"v1"' else 500)

        class Kept:
            def validators(self, url: str) -> Validators | None:
                return Validators(url, '"v1"')

        with Web(QUICK, allow_private=True, memory=Kept()) as web:
            assert met(site.address + "/a", web) == [Unchanged(site.address + "/a")]

    def test_within_the_private_network(self, folder: Path, site: Site) -> None:
        """Also not by way of a list that is public, or a file."""
        (folder / "feed.xml").write_bytes(rss(item(site.address + "/a"), item("file:///etc/passwd")))
        with Web(QUICK) as web:
            found = problems(met("feed.xml", web))
        assert "not on the public internet" in found[0]
        assert "no http or https address" in found[1]
        assert site.requests == []


class TestFeeds:
    def test_lead_to_pages(self, site: Site, web: Web) -> None:
        told = "<title>The &lt;b&gt;pier&lt;/b&gt; &amp;amp; more</title><author>ada@x.example (Ada Brook)</author>"
        site.pages |= {
            "/feed": Answer(
                rss(
                    item("/news/1?a=1&amp;b=2", told + "<pubDate>Sun, 15 Jun 2025 10:30:00 +0200</pubDate>"),
                    item("/news/2"),
                    item("/news/1?a=1&amp;b=2"),
                    item("/gone"),
                    "<item><title>No link</title></item>",
                ),
                headers=XML,
            ),
            "/news/1?a=1&b=2": Answer(page("the pier")),
            "/news/2": Answer(page("the pool", "<title>The pool shut</title>")),
        }
        first, second, gone = met(site.address + "/feed", web)
        assert isinstance(first, Loaded)
        assert isinstance(second, Loaded)
        assert first.where == site.address + "/news/1?a=1&b=2"
        assert (first.article.outlet, second.article.outlet) == ("Alder Courier", "Alder Courier")
        assert first.article.published == "2025-06-15T08:30:00Z"
        assert first.article.author
        assert "Ada Brook" in first.article.author
        assert second.article.published is None
        assert isinstance(gone, DocumentError)

    def test_of_atom_with_relative_links(self, site: Site, web: Web) -> None:
        feed = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/blog/"><title>Radio Innis</title>
        <entry><title>One</title><link href="one"/><updated>2025-06-15T08:30:00Z</updated></entry></feed>"""
        site.pages |= {
            "/atom": Answer(feed, headers=(("Content-Type", "text/html"),)),
            "/blog/one": Answer(page("the pier")),
        }
        (article,) = loaded(site.address + "/atom", web)
        assert (article.url, article.outlet) == (site.address + "/blog/one", "Radio Innis")

    def test_in_a_file(self, folder: Path, site: Site, web: Web) -> None:
        site.pages["/a"] = Answer(page("the pier"))
        (folder / "feed").write_bytes(b"\xef\xbb\xbf\n<!-- x -->" + rss(item(site.address + "/a"), item("/relative")))
        good, bad = met("feed", web)
        assert isinstance(good, Loaded)
        assert "no http or https address" in str(bad)

    def test_do_not_lead_to_feeds(self, site: Site, web: Web) -> None:
        """Else a feed could lead to itself for ever."""
        site.pages["/feed"] = Answer(rss(item("/feed")), headers=XML)
        assert "is a list of pages" in problems(met(site.address + "/feed", web))[0]

    def test_that_redirect_for_ever(self, site: Site, web: Web) -> None:
        site.pages["/feed"] = Answer(b"", 302, (("Location", "/feed"),))
        assert "redirects more than 5 times" in problems(met(site.address + "/feed", web))[0]

    @pytest.mark.parametrize(
        "data",
        [
            b"<rss><channel><item><link>http://a.example/1</link><title>x</item>",
            b"<rss><!DOCTYPE x><channel>" + b"<item>" * 20_000,
            b"<rss>" + b"<a>" * 50_000,
            b"<feed><entry><link href='http://a.example/\xff\xfe'/></entry>",
            b"<rss" + b" a='b'" * 5_000 + b">",
        ],
    )
    def test_that_are_broken(self, data: bytes) -> None:
        begun = time.monotonic()
        with suppress(DocumentError):
            parse_feed(data, "http://a.example/", "feed")
        assert time.monotonic() - begun < 60

    def test_with_a_bomb_of_entities(self) -> None:
        entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 30))
        feed = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]><rss><channel><title>&e29;</title></channel></rss>'
        begun = time.monotonic()
        with suppress(DocumentError):
            assert len(parse_feed(feed.encode(), "", "feed").title or "") < 2000
        assert time.monotonic() - begun < 60

    def test_do_not_open_files(self, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("secret words")
        feed = f'<!DOCTYPE r [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>' + rss(title="&e;").decode()
        with suppress(DocumentError):
            assert "secret words" not in repr(parse_feed(feed.encode(), "", "feed"))


class TestLists:
    def test_of_feeds(self, folder: Path, site: Site, web: Web) -> None:
        site.pages |= {
            "/one": Answer(rss(item("/a"), item("/b"))),
            "/two": Answer(b"<html>no feed</html>"),
            "/a": Answer(page("the pier")),
            "/b": Answer(page("the pool")),
        }
        outlines = "".join(f'<outline xmlUrl="{site.address}{path}"/>' for path in ("/one", "/two", "/gone", "/one"))
        (folder / "feeds.opml").write_text(f"<opml><body><outline text='x'>{outlines}</outline></body></opml>")
        found = met("feeds.opml", web)
        assert [type(one) for one in found] == [Loaded, Loaded, DocumentError, DocumentError]

    def test_of_pages(self, site: Site, web: Web) -> None:
        lists = [site.address + "/1.xml.gz", site.address + "/no.xml"]
        site.pages |= {
            "/index.xml": Answer(sitemap(*lists, of="sitemapindex"), headers=XML),
            "/1.xml.gz": Answer(
                gzip.compress(sitemap(site.address + "/a", site.address + "/b")),
                headers=(("Content-Type", "application/x-gzip"),),
            ),
            "/a": Answer(page("the pier")),
            "/b": Answer(page("the pool")),
        }
        found = met(site.address + "/index.xml", web)
        assert [type(one) for one in found] == [Loaded, Loaded, DocumentError]
        assert len(loaded(site.address + "/1.xml.gz", web)) == 2

    def test_of_lists_that_lead_to_themselves(self, site: Site, web: Web) -> None:
        site.pages["/index.xml"] = Answer(sitemap(site.address + "/index.xml", of="sitemapindex"), headers=XML)
        assert "is no sitemap" in problems(met(site.address + "/index.xml", web))[0]
        assert len(site.asked()) <= 5

    def test_with_entities(self, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("http://secret.example/")
        entities = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY e SYSTEM "file://{tmp_path}/secret">]>'
        bomb = entities + sitemap("http://a.example/1", "&e;", "http://a.example/&a;").decode()
        assert "secret" not in repr(pages_in(bomb.encode(), "x"))
        with pytest.raises(DocumentError):
            feeds_in(b"<opml/>", "x")

    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (b"<?xml version='1.0'?>\n<!-- <rss> --><!DOCTYPE rss [<!ENTITY a 'b'>]>\n<rss version='2.0'>", "feed"),
            (b"<rdf:RDF xmlns:rdf='x'>", "feed"),
            ("<feed>".encode("utf-16"), "feed"),
            (b"<html><body><rss>", None),
            (b"<opml>", "opml"),
            (b"<s:urlset xmlns:s='x'>", "sitemap"),
            (b"<sitemapindex/>", "sitemap index"),
            (b"rss", None),
            (b"<!--" * 30_000, None),
            (b"", None),
        ],
    )
    def test_are_told_by_their_root(self, data: bytes, kind: str | None) -> None:
        assert xml_kind(data) == kind


class TestTakingApart:
    """Pages made to take any time or memory stop at a limit, and the next one is read."""

    @pytest.fixture
    def apart(self) -> Iterator[Apart]:
        with Apart(seconds=4) as apart:
            yield apart

    def test_gives_what_is_given_here(self, apart: Apart) -> None:
        html = page("the pier", "<title>Pier</title>").decode()
        assert apart.page(html, "x") == Here().page(html, "x")
        feed = rss(item("/a", "<title>A</title>"))
        assert apart.feed(feed, "http://a.example/", "x") == Here().feed(feed, "http://a.example/", "x")

    @pytest.mark.parametrize(
        "html",
        [
            # Attributes that the quick look before does not see, behind a ">" in quotation marks.
            "<div a='>' " + " ".join(f"a{n}=1" for n in range(60_000)) + ">",
            "<div>" * 200_000,
            "<b><i>" * 50_000,
            "<p>x</p>" * 500_000,
            "<table><tr><td>" * 5_000,
            "x" * 11_000_000,
            "<a " * 500_000,
        ],
        ids=["attributes", "deep", "unclosed", "many", "tables", "large", "tags"],
    )
    def test_has_limits(self, apart: Apart, html: str) -> None:
        begun = time.monotonic()
        with suppress(DocumentError):
            apart.page(f"<!doctype html><html><body><article>{html}", "x")
        assert time.monotonic() - begun < 20
        assert "cracks" in apart.page(page("the pier").decode(), "y").text

    def test_goes_on_after_its_process_was_killed(self, apart: Apart) -> None:
        apart.page(page("the pier").decode(), "x")
        assert apart._worker is not None
        os.kill(apart._worker.pid, 9)
        with pytest.raises(DocumentError):
            apart.page(page("the pier").decode(), "x")
        assert "cracks" in apart.page(page("the pier").decode(), "x").text
