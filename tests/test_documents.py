"""Loading articles: from every kind of file, and from files that are not what one hopes."""

from __future__ import annotations

import codecs
import io
import json
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sayso.documents.article import Article
from sayso.documents.loading import load
from sayso.documents.outcome import DocumentError, Loaded
from sayso.documents.text import decode, without_surrogates

Write = Callable[[str, str | bytes], str]

BODY = """
<p>The harbour board of Innis said on Monday that the east pier would close for a month.</p>
<p>“We found cracks in nine of its forty posts,” Ada Brook, the board’s engineer, told reporters.</p>
<p>Two fishermen said that nobody had warned them. The board denied this in a letter to the paper.</p>
"""


def page(head: str = "", body: str = "") -> str:
    return (
        f"<!doctype html><html><head>{head}</head><body><article><h1>Pier shut</h1>{body}{BODY}</article></body></html>"
    )


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a file into an empty folder, in which the test then runs, and returns its relative path."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, content: str | bytes) -> str:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    return write


def only(path: str) -> Loaded:
    (loaded,) = load(path)
    assert isinstance(loaded, Loaded), loaded
    return loaded


def problem(path: str) -> str:
    (error,) = load(path)
    assert isinstance(error, DocumentError), error
    assert "\n" not in str(error)
    assert str(error) == f"{error.where}: {error.problem}"
    return str(error)


def pipe(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


class TestText:
    def test_is_unchanged(self, write: Write) -> None:
        text = "  First line.\r\n\r\nSecond\u200f line,\rthird \u2028 \x0c\t👩‍👩‍👧 e\u0301\ufeff.\n\n"
        assert only(write("a.txt", text)) == Loaded(Article(text, id="a.txt"), "a.txt")

    def test_is_named_by_the_path_as_given(self, write: Write) -> None:
        write("a.txt", "She said so.")
        assert only("./a.txt").article.id == "./a.txt"

    def test_of_an_unknown_suffix(self, write: Write) -> None:
        assert only(write("story.md", "# She said so.")).article.text == "# She said so."

    @pytest.mark.parametrize("start", ["{ She said so. }", "[Update] She said so.", "<b>She</b> said so.", "3"])
    def test_that_only_begins_like_something_else(self, write: Write, start: str) -> None:
        assert only(write("a", start)).article.text == start

    def test_is_not_guessed_where_the_suffix_tells(self, write: Write) -> None:
        assert only(write("a.txt", '{"text": "no"}')).article.text == '{"text": "no"}'

    def test_keeps_a_few_nul_bytes(self, write: Write) -> None:
        assert only(write("a.txt", "She\0 said\0 so.")).article.text == "She\0 said\0 so."

    def test_of_two_million_words_on_one_line(self, write: Write) -> None:
        text = "The mayor said no. " * 500_000
        assert only(write("a.txt", text)).article.text == text

    @pytest.mark.parametrize("blank", ["", " ", "\n\t\r\n ", "\ufeff", "\u2003\n"])
    @pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.jsonl", "a"])
    def test_that_is_blank(self, write: Write, name: str, blank: str) -> None:
        assert problem(write(name, blank)).endswith("is empty; there is nothing to read")

    @pytest.mark.parametrize(
        "data",
        [
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89",
            b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj",
            bytes(range(256)) * 20,
            "She said so. ".encode("utf-16-le") * 10,
        ],
    )
    @pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a"])
    def test_that_is_binary(self, write: Write, name: str, data: bytes) -> None:
        assert "is a binary file" in problem(write(name, data))


class TestDecoding:
    @given(st.text(st.characters(exclude_categories=["Cc", "Cs"])), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    def test_of_unicode_gives_the_text_back(self, text: str, encoding: str) -> None:
        assume(text.strip() and not text.startswith(("\ufeff", "%PDF-")))
        assert decode(text.encode(encoding), "") == (text, None)

    @given(
        st.sampled_from(["utf-16-le", "utf-16-be"]), st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1)
    )
    def test_of_either_byte_order(self, encoding: str, text: str) -> None:
        assume(text.strip())
        mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else codecs.BOM_UTF16_BE
        assert decode(mark + text.encode(encoding), "") == (text, None)

    @given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), min_size=1))
    def test_of_windows_1252_is_remarked_on(self, text: str) -> None:
        data = f"“{text}”".encode("cp1252")
        decoded, remark = decode(data, "")
        assert decoded == f"“{text}”"
        assert remark is not None
        assert "Windows-1252" in remark

    @given(st.binary())
    def test_never_fails_otherwise_than_by_saying_so(self, data: bytes) -> None:
        with suppress(DocumentError):
            decode(data, "a.txt")[0].encode()

    def test_takes_what_a_page_declares(self) -> None:
        text = '<html><head><meta charset="windows-1251"></head><body>Мэр сказал нет.</body></html>'
        assert decode(text.encode("cp1251"), "") == (text, None)

    @pytest.mark.parametrize("charset", ["utf-8", "unicode_escape", "punycode", "zip", "no-such"])
    def test_takes_no_encoding_that_browsers_do_not(self, charset: str) -> None:
        text = f'<html><meta charset="{charset}"><body>caf\xe9 \\x41 owner</body></html>'
        decoded, remark = decode(text.encode("cp1252"), "")
        assert decoded == text
        assert remark is not None

    def test_takes_latin_1_for_windows_1252_as_browsers_do(self) -> None:
        text = "<meta charset=iso-8859-1><p>“No,” she said.</p>"
        assert decode(text.encode("cp1252"), "") == (text, None)

    @given(st.text(st.characters()))
    def test_of_broken_surrogates(self, text: str) -> None:
        whole = without_surrogates(text)
        whole.encode()
        assert whole == text or any("\ud800" <= c <= "\udfff" for c in text)


class TestPaths:
    def test_of_a_directory(self, write: Write, tmp_path: Path) -> None:
        (tmp_path / "news").mkdir()
        assert problem("news/") == "news/: is a directory; name the files in it, such as news/*.txt"

    def test_of_a_missing_file(self, write: Write) -> None:
        assert problem("none.txt") == "none.txt: does not exist; check the path"

    def test_through_a_file(self, write: Write) -> None:
        write("a.txt", "x")
        assert "cannot be read (Not a directory)" in problem("a.txt/b.txt")

    def test_without_permission(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        # The tests may run as root, who may read everything.
        def refuse(*_: object) -> None:
            raise PermissionError

        monkeypatch.setattr("builtins.open", refuse)
        assert "may not be read" in problem("a.txt")

    def test_that_is_not_utf_8(self, write: Write) -> None:
        Path(os.fsdecode(b"caf\xe9.txt")).write_text("She said so.")
        assert only(os.fsdecode(b"caf\xe9.txt")).article.id == "caf\ufffd.txt"

    def test_of_a_pipe(self, write: Write) -> None:
        out, into = os.pipe()
        os.write(into, b"<!DOCTYPE html>" + page().encode())
        os.close(into)
        assert only(f"/dev/fd/{out}").article.title == "Pier shut"
        os.close(out)


class TestStandardInput:
    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            ("She said so.", "She said so."),
            ('{"text": "She said so."}', "She said so."),
            ('{\n"text":\n"She said so."}\n', "She said so."),
            ('{"text"\n', '{"text"\n'),
        ],
    )
    def test_is_known_by_its_content(self, monkeypatch: pytest.MonkeyPatch, data: str, expected: str) -> None:
        pipe(monkeypatch, data.encode())
        assert only("-").article.text == expected

    @pytest.mark.parametrize("start", ["<!DOCTYPE html>", "\n<HTML>", '<?xml version="1.0"?>\n<!doctype html>'])
    def test_of_a_page(self, monkeypatch: pytest.MonkeyPatch, start: str) -> None:
        pipe(monkeypatch, (start + page()).encode())
        loaded = only("-")
        assert loaded.article.id == "-"
        assert loaded.article.text.startswith("Pier shut\nThe harbour board")

    def test_of_a_list(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pipe(monkeypatch, b'[{"text": "She said so."}, {"text": "He did not.", "id": "b"}]')
        assert [outcome.article.id for outcome in load("-") if isinstance(outcome, Loaded)] == ["-#1", "b"]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("broken", [0, 1])
    def test_of_lines(self, monkeypatch: pytest.MonkeyPatch, broken: int, encoding: str) -> None:
        lines = ['{"text": "Ça va, she said. ℊ"}', '{"text": "Ja, he said."}']
        lines.insert(broken, '{"text": "half')
        pipe(monkeypatch, "\n".join(lines).encode(encoding))
        outcomes = list(load("-"))
        assert [isinstance(outcome, Loaded) for outcome in outcomes] == [n != broken for n in range(3)]
        assert [outcome.where for outcome in outcomes] == ["-:1", "-:2", "-:3"]

    def test_of_lines_is_read_as_it_comes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        out, into = os.pipe()
        with open(out) as stdin:
            monkeypatch.setattr(sys, "stdin", stdin)
            os.write(into, b'{"text": "She said so."}\n')
            outcomes = load("-")
            first = next(outcomes)
            os.close(into)
            assert isinstance(first, Loaded)
            assert list(outcomes) == []

    def test_that_is_closed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", None)
        assert problem("-") == "-: standard input is closed; name a file instead"


class TestJson:
    def test_carries_what_is_known(self, write: Write) -> None:
        known = {
            "text": "She said so.\r\n",
            "id": "n1",
            "title": "So",
            "outlet": "Innis Post",
            "author": "Mia Bell",
            "published": "2025-06-15T08:30:00Z",
            "url": "https://post.example/n1",
        }
        assert only(write("a.json", json.dumps(known | {"section": ["x"]}))).article == Article(**known)

    def test_null_and_blank_are_unknown(self, write: Write) -> None:
        path = write("a.json", '{"text": "So.", "id": null, "title": "", "outlet": " ", "published": null}')
        assert only(path).article == Article("So.", id="a.json")

    @pytest.mark.parametrize(("number", "id"), [("7", "7"), ("7.5", "7.5"), ("-0", "0")])
    def test_numbers_become_ids(self, write: Write, number: str, id: str) -> None:
        assert only(write("a.json", f'{{"text": "So.", "id": {number}}}')).article.id == id

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_with_a_byte_order_mark(self, write: Write, encoding: str) -> None:
        assert only(write("a.json", '{"text": "Ça."}'.encode(encoding))).article.text == "Ça."

    def test_lists_go_on_after_an_error(self, write: Write) -> None:
        good, bad, other = load(write("a.json", '[{"text": "So."}, {"title": "So"}, {"text": "No.", "id": "x"}]'))
        assert isinstance(good, Loaded)
        assert good.article.id == "a.json#1"
        assert str(bad) == 'a.json#2: has no "text"; put the article\'s text under that key'
        assert isinstance(other, Loaded)
        assert other.article.id == "x"

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ('{"text": "So."', "a.json: is not valid JSON (Expecting ',' delimiter, column 15)"),
            ('{"text": "So."\n "id": 1}', "a.json: is not valid JSON (Expecting ',' delimiter, line 2, column 2)"),
            ("[]", "is an empty list"),
            ("7", "is a number, not an object"),
            ("null", "is null, not an object"),
            ('"So."', "is a string, not an object"),
            ("[[]]", "a.json#1: is a list, not an object"),
            ('{"text": " "}', '"text" is empty'),
            ('{"text": null}', '"text" is empty'),
            ('{"text": ["So."]}', '"text" is a list, not a string'),
            ('{"text": "So.", "title": {}}', '"title" is an object, not a string'),
            ('{"text": "So.", "id": true}', '"id" is true or false, not a string'),
            ('{"text": "So.", "published": 1750000000}', '"published" is a number, not a string'),
            ("[" * 100_000, "nested too deeply"),
            ('{"text": "So.", "id": ' + "9" * 10_000 + "}", "a number too long"),
        ],
    )
    def test_that_is_wrong(self, write: Write, content: str, said: str) -> None:
        assert said in problem(write("a.json", content))

    def test_dates_that_are_none_are_left_out(self, write: Write) -> None:
        loaded = only(write("a.json", '{"text": "So.", "published": "last\\nweek"}'))
        assert loaded.article.published is None
        assert loaded.remarks == (
            "\"published\" is 'last\\nweek', left out because it is no ISO 8601 date such as 2025-06-15",
        )

    def test_broken_surrogates_are_replaced(self, write: Write) -> None:
        loaded = only(write("a.json", r'{"text": "So \ud800 \ud83d\ude00.", "id": "\udfff", "title": "\ud800T"}'))
        assert loaded.article == Article("So \ufffd 😀.", id="\ufffd", title="\ufffdT")
        assert len(loaded.remarks) == 1


class TestJsonLines:
    def test_go_on_after_an_error(self, write: Write) -> None:
        lines = ['{"text": "One."}', "{broken", "", '{"title": "x"}', "[]", '{"text": "\u2028Two.", "id": 2}']
        outcomes = list(load(write("a.jsonl", "\r\n".join(lines))))
        assert [outcome.where for outcome in outcomes] == [
            "a.jsonl:1",
            "a.jsonl:2",
            "a.jsonl:4",
            "a.jsonl:5",
            "a.jsonl:6",
        ]
        assert [o.article.id for o in outcomes if isinstance(o, Loaded)] == ["a.jsonl:1", "2"]
        assert "is not valid JSON" in str(outcomes[1])

    def test_in_another_encoding_are_remarked_on_once(self, write: Write) -> None:
        lines = '{"text": "café"}\n{"text": "plain"}\n{"text": "naïve"}\n'
        outcomes = [o for o in load(write("a.ndjson", lines.encode("cp1252"))) if isinstance(o, Loaded)]
        assert [o.article.text for o in outcomes] == ["café", "plain", "naïve"]
        assert [len(o.remarks) for o in outcomes] == [1, 0, 0]

    def test_in_utf_16_whose_characters_hold_the_byte_of_a_line_break(self, write: Write) -> None:
        outcomes = list(load(write("a.jsonl", '{"text": "ਊ"}\n{"text": "Ċ"}\n'.encode("utf-16"))))
        assert [o.article.text for o in outcomes if isinstance(o, Loaded)] == ["ਊ", "Ċ"]

    def test_are_known_by_their_first_line(self, write: Write) -> None:
        outcomes = list(load(write("dump", '{"text": "One."}\n\n{"text": "Two."}')))
        assert [o.where for o in outcomes] == ["dump:1", "dump:3"]

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.text(st.characters(), min_size=1).filter(str.strip), min_size=1))
    def test_give_every_text_back(self, write: Write, texts: list[str]) -> None:
        path = write("a.jsonl", "\n".join(json.dumps({"text": text}) for text in texts))
        outcomes = list(load(path))
        assert [o.article.text for o in outcomes if isinstance(o, Loaded)] == list(map(without_surrogates, texts))


class TestHtml:
    def test_gives_the_article_and_what_the_page_says_of_it(self, write: Write) -> None:
        head = """<title>Pier shut | Innis Post</title>
            <meta property="og:site_name" content="Innis Post"><meta name="author" content="Mia Bell">
            <meta property="article:published_time" content="2025-03-04T23:30:00Z">
            <link rel="canonical" href="https://post.example/pier">"""
        menu = "<nav><ul><li><a href=/>Home</a></li><li><a href=/sport>Sport</a></li></ul></nav>"
        article = only(write("a.html", page(head).replace("<body>", f"<body>{menu}"))).article
        assert article.text.splitlines()[:2] == [
            "Pier shut",
            "The harbour board of Innis said on Monday that the east pier would close for a month.",
        ]
        assert "Sport" not in article.text
        assert article.id == "a.html"
        assert article.title == "Pier shut"
        assert article.outlet == "Innis Post"
        assert article.author == "Mia Bell"
        assert article.published == "2025-03-04"
        assert article.url == "https://post.example/pier"

    def test_what_the_page_does_not_say_is_unknown(self, write: Write) -> None:
        article = only(write("a.html", page())).article
        assert (article.outlet, article.author, article.published, article.url) == (None, None, None, None)

    def test_the_address_does_not_name_the_outlet(self, write: Write) -> None:
        assert (
            only(write("a.htm", page('<link rel=canonical href="https://post.example/pier">'))).article.outlet is None
        )

    @pytest.mark.parametrize(
        ("head", "body", "published"),
        [
            ("", "<p>It was built on 3 March 2012, the board said.</p>", None),
            ("", "<p>The log of 2012-03-04 10:30:00 tells of cracks.</p>", None),
            ("", f"<p>{date.today():%d %B %Y}</p><p>© {date.today():%Y} Innis Post</p>", None),
            ("<title>Pier shut on 3 March 2012</title>", "", None),
            ('<link rel=canonical href="https://post.example/2025/03/04/pier">', "", "2025-03-04"),
            ("", '<time datetime="2025-03-04T23:30:00+01:00">yesterday</time>', "2025-03-04T23:30:00+01:00"),
            ("", '<time datetime="PT2M">two minutes</time>', None),
            (
                "",
                '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-03-04"}</script>',
                "2025-03-04",
            ),
        ],
    )
    def test_dates_are_those_of_publication(self, write: Write, head: str, body: str, published: str | None) -> None:
        assert only(write("a.html", page(head, body))).article.published == published

    def test_short_articles_come_without_the_menu(self, write: Write) -> None:
        menu = "<nav><ul>" + "<li><a href=/x>News and sport</a></li>" * 20 + "</ul></nav>"
        path = write("a.html", f"<html><body>{menu}<article><p>“No,” the mayor said.</p></article></body></html>")
        assert only(path).article.text == "“No,” the mayor said."

    @pytest.mark.parametrize(
        "body",
        [
            "",
            "<nav><a href=/>Home</a></nav>",
            "<a href=/>Home</a>",
            "<form><input name=q><button>Search</button></form>",
            "<div id=app></div><noscript>You need to enable JavaScript.</noscript><script>start()</script>",
            "<ul>" + "<li><a href=/x>News and sport</a></li>" * 20 + "</ul>",
        ],
    )
    def test_without_an_article(self, write: Write, body: str) -> None:
        path = write("a.html", f"<!doctype html><html><head><title>Post</title></head><body>{body}</body></html>")
        assert problem(path).startswith("a.html: has no article in its HTML; ")

    @pytest.mark.parametrize(
        "content",
        [
            "<html>" + "<div>" * 100_000 + BODY,
            "<html><body>" + "<b><i>" * 5_000 + BODY,
            "<html><frameset><frame src=x></frameset></html>",
            "<html" + " a=b" * 3,
            "not a page",
            "<!doctype html>",
        ],
    )
    def test_that_is_hostile_or_broken(self, write: Write, content: str) -> None:
        assert "HTML" in problem(write("a.html", content))

    def test_that_makes_the_parser_fail(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise RecursionError("maximum recursion depth exceeded")

        monkeypatch.setattr("trafilatura.bare_extraction", fail)
        assert "cannot be read (RecursionError)" in problem(write("a.html", page()))

    def test_fetches_nothing(self, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("the network was used")

        monkeypatch.setattr(socket.socket, "connect", refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        (tmp_path / "secret").write_text("the secret")
        names = """<base href="http://127.0.0.1:9/"><link rel=stylesheet href="http://127.0.0.1:9/a.css">
            <meta http-equiv=refresh content="0;url=http://127.0.0.1:9/"><script src="http://127.0.0.1:9/a.js"></script>"""
        doctype = f'<!DOCTYPE html [<!ENTITY s SYSTEM "file://{tmp_path}/secret">]>'
        text = page(
            names, '<img src="http://127.0.0.1:9/a.png"><iframe src="http://127.0.0.1:9/"></iframe><p>&s; So.</p>'
        )
        assert "the secret" not in only(write("a.html", text.replace("<!doctype html>", doctype))).article.text

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_in_any_encoding(self, write: Write, encoding: str) -> None:
        declared = '<meta charset="windows-1252">' if encoding == "cp1252" else ""
        loaded = only(write("a.html", page(declared).encode(encoding)))
        assert "“We found cracks in nine of its forty posts,” Ada Brook, the board’s engineer" in loaded.article.text
        assert loaded.remarks == ()
