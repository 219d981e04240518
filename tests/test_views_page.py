"""The HTML page: it shows each text unchanged, every statement in it and beside it, and nothing in a text can act."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import Document
from sayso.views.page import render
from sayso.views.segments import segments
from views_documents import bridge, documents, marked

VOID = {"meta"}
UNSHOWN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class Tree(HTMLParser):
    """Builds a tree from HTML in which only void elements are left open."""

    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


def tree(page: str) -> Element:
    parser = Tree()
    parser.feed(page)
    parser.close()
    return parser.builder.close()


def words(text: str) -> str:
    """What the page must show of the text: all but white space and control characters, or their placeholders."""
    return "".join(UNSHOWN.sub("", text).replace("\N{REPLACEMENT CHARACTER}", "").split())


def text_of(elements: Iterable[Element]) -> str:
    return "".join("".join(element.itertext()) for element in elements)


def kinds(page: Element) -> set[str]:
    """The names of all elements and attributes."""
    return {name for element in page.iter() for name in (element.tag, *element.attrib)}


def paragraphs_of(article: Element) -> list[Element]:
    """The elements that hold the document's text: the headline too, where the heading is marked text."""
    heading = next(element for element in article.iter() if element.tag in ("h1", "h2"))
    return [heading, *article.findall("p")]


def spans_text(document: Document, number: int) -> str:
    statement = document.statements[number - 1]
    held = {i for span in statement.source + statement.cue + statement.content for i in range(span.start, span.end)}
    return "".join(document.text[i] for i in sorted(held))


@given(documents())
def test_the_article_is_the_text_and_its_marks_are_the_spans(document: Document) -> None:
    page = tree(render([document]))
    article = next(page.iter("article"))
    heading, *texts = paragraphs_of(article)
    if words(text_of(texts)) != words(document.text):
        texts.insert(0, heading)
    assert words(text_of(texts)) == words(document.text)
    for number in range(1, len(document.statements) + 1):
        marks = [mark for mark in article.iter() if f"d1-s{number}" in mark.get("data-of", "").split()]
        assert words(text_of(marks)) == words(spans_text(document, number))


@given(st.lists(documents(), max_size=3))
def test_text_and_list_lead_to_each_other(read: list[Document]) -> None:
    page = tree(render(read))
    ids = [element.get("id", "") for element in page.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    for link in page.iter("a"):
        assert link.get("href", "").startswith(("http:", "https:", "#"))
        assert not link.get("href", "").startswith("#") or link.get("href", "")[1:] in ids
    for n, document in enumerate(read, 1):
        for number in range(1, len(document.statements) + 1):
            assert {f"d{n}-s{number}", f"d{n}-t{number}"} <= set(ids)


@given(st.lists(documents(), max_size=2))
def test_no_document_can_act_on_the_page(read: list[Document]) -> None:
    text = render(read)
    page = tree(text)
    assert kinds(page) <= kinds(tree(render([bridge()]))) | kinds(tree(render([bridge(), bridge()])))
    assert len(list(page.iter("script"))) == len(list(page.iter("style"))) == 1
    assert not UNSHOWN.search(text)
    assert render(read) == text


@pytest.mark.parametrize(
    "hostile",
    ["</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "<!--", "]]>"],
)
def test_hostile_words_stand_as_words(hostile: str) -> None:
    document = marked(
        f"{{1s|{hostile}}} {{1c|{hostile}}} {{1t|{hostile}}}", title=hostile, outlet=hostile, language=hostile
    )
    page = tree(render([document]))
    assert kinds(page) <= kinds(tree(render([bridge()]))) | kinds(tree(render([bridge(), bridge()])))
    assert hostile in text_of(page.iter("title"))
    assert hostile in text_of(page.iter("li"))


def test_control_characters_are_shown_as_placeholders() -> None:
    page = tree(render([marked("{1s|A\x00n\x1bn} {1c|said} {1t|\ud800\x9b}.", title="\x07")]))
    assert text_of(next(page.iter("article")).findall("p")) == "A�n�n said ��."
    assert text_of(page.iter("h1")) == "�"


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://echo.example/a?b=1&c=\"2'", True),
        ("HTTP://echo.example", True),
        ("javascript:alert(1)//http://", False),
        (" https://echo.example", False),
        ("https://echo.example\n", False),
        ("data:text/html,x", False),
        ("//echo.example", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_web_addresses_are_linked(url: str, linked: bool) -> None:
    page = tree(render([marked("Text.", url=url)]))
    links = [link.get("href") for link in page.iter("a") if not link.get("href", "").startswith("#")]
    assert links == ([url] if linked else [])


def test_the_policy_lets_only_the_pages_own_style_and_script_run() -> None:
    page = tree(render([bridge()]))
    policy = next(meta.get("content", "") for meta in page.iter("meta") if "http-equiv" in meta.attrib)
    for tag in ("style", "script"):
        digest = b64encode(sha256(text_of(page.iter(tag)).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_overlapping_parts_are_marked_as_all_that_they_are() -> None:
    page = tree(render([bridge()]))
    shown = [(mark.tag, mark.get("class"), mark.get("data-of"), text_of([mark])) for mark in page.iter("mark")]
    assert ("mark", "source", "d1-s2 d1-s3", "Ann Ortiz, the mayor,") in shown
    assert ("mark", "content deep", "d1-s4 d1-s5", "The steel was already cracked in March") in shown
    assert ("mark", "content source", "d1-s4 d1-s5", "an engineer’s report") in shown
    assert ("mark", "content cue", "d1-s4 d1-s5", "found") in shown


def test_the_list_tells_each_statement_in_full() -> None:
    page = tree(render([bridge()]))
    entries = [" ".join(text_of([entry]).split()) for entry in page.iter("li")]
    assert entries == [
        "own voice The old bridge at Harl has been closed since Monday.",
        "Ann Ortiz, the mayor told reporters “Every bolt will be checked,” … “Until then nobody crosses.”",
        "Ann Ortiz, the mayor announced a ferry for schoolchildren, free of charge",
        "two members of the council according to The steel was already cracked in March, an engineer’s report found",
        "an engineer’s report found The steel was already cracked in March within statement 4",
        "own voice Nobody answered the phone at the works.",
        "(no source given) is said that the town had been warned twice, and that the second letter was lost",
        "some believe That it was lost is less likely … than that it was never sent more likely misread than not",
    ]


def test_each_list_stands_beside_the_paragraph_in_which_its_statements_have_their_cues() -> None:
    page = tree(render([bridge()]))
    article, aside = next(page.iter("article")), next(page.iter("aside"))
    assert len(article) == len(aside) == 6
    assert [len(list(beside.iter("li"))) for beside in aside] == [0, 1, 2, 3, 1, 1]


def test_a_headline_in_the_text_is_the_heading() -> None:
    page = tree(render([marked("{1s|Mayor} {1c|sees} {1t|no danger}\n\n{2t|It rained.}")]))
    article = next(page.iter("article"))
    assert text_of(page.iter("h1")) == "Mayor sees no danger"
    assert text_of(article.findall("p")) == "It rained."
    assert text_of(page.iter("title")).startswith("Mayor sees no danger")


def test_the_article_tells_its_language_and_direction() -> None:
    page = tree(render([marked("{1s|العمدة} {1c|قال} {1t|لا خطر}.", language="ar")]))
    article, aside = next(page.iter("article")), next(page.iter("aside"))
    assert article.get("lang") == aside.get("lang") == "ar"
    assert [paragraph.get("dir") for paragraph in article.findall("p")] == ["auto"]


def test_wrapped_lines_are_one_paragraph_and_single_lines_are_one_each() -> None:
    wrapped = tree(render([marked("One line that breaks\noff in the middle\nof it.\n\nAnother that does so\ntoo.")]))
    assert len(next(wrapped.iter("article")).findall("p")) == 2
    single = tree(render([marked("One line.\nAnother line.\n\n\r\n  A third.")]))
    assert len(next(single.iter("article")).findall("p")) == 3


def test_several_articles_have_a_table_of_contents() -> None:
    page = tree(render([bridge(), marked("Nothing.", outlet="Rival"), bridge()]))
    assert text_of(page.iter("h1")) == "3 articles"
    assert [link.get("href") for entry in next(page.iter("nav")).iter("li") for link in entry.findall("a")] == [
        "#d1",
        "#d2",
        "#d3",
    ]
    assert text_of(page.iter("nav")).count("in Rival’s own voice") == 1
    assert len(list(page.iter("article"))) == 3


def test_no_article_is_a_page_that_says_so() -> None:
    assert text_of(tree(render([])).iter("h1")) == "No articles"


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted), max_size=8))
def test_segments_hold_what_holds_their_characters(spans: list[list[int]]) -> None:
    labelled = [(start, end, label) for label, (start, end) in enumerate(spans)]
    found = list(segments(labelled, [0, 30]))
    assert [start for start, _, _ in found] == [0, *(end for _, end, _ in found)][:-1]
    assert found[-1][1] == 30
    for start, end, labels in found:
        for i in range(start, end):
            assert set(labels) == {label for label, (first, last) in enumerate(spans) if first <= i < last}
