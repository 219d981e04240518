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
from msgspec.structs import replace

from sayso import Document, Statement
from sayso.document import Answer
from sayso.views.page import render
from sayso.views.segments import segments
from sayso.views.wording import LONGEST_QUOTE, quoted
from views_documents import bridge, dam, documents, entity, marked, plain

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


KNOWN = kinds(tree(render([bridge(), dam()]))) | kinds(tree(render([bridge()])))


def entry(page: Element, key: str) -> Element:
    """The entry of a statement ("s4") or a source ("e2")."""
    return next(element for element in page.iter("li") if element.get("id") == f"d1-{key}")


def notes(page: Element, number: int) -> list[str]:
    """The lines under the statement."""
    lines = entry(page, f"s{number}").findall("p")[1:]
    return [" ".join(text_of([line]).split()) for line in lines]


def paragraphs_of(article: Element) -> list[Element]:
    """The elements that hold the document's text: the headline too, where the heading is marked text."""
    heading = next(element for element in article.iter() if element.tag in ("h1", "h2"))
    return [heading, *article.findall("p")]


def spans_text(document: Document, number: int) -> str:
    statement = document.statements[number - 1]
    named = (statement.hedges or ()) + (statement.conditions or ())
    spans = statement.source + statement.cue + statement.content + named
    held = {i for span in spans for i in range(span.start, span.end)}
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
    assert kinds(page) <= KNOWN
    assert len(list(page.iter("script"))) == len(list(page.iter("style"))) == 1
    assert not UNSHOWN.search(text)
    assert render(read) == text


@pytest.mark.parametrize(
    "hostile",
    ["</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "<!--", "]]>"],
)
def test_hostile_words_stand_as_words(hostile: str) -> None:
    document = marked(
        f"{{1s|{hostile}}} {{1c|{hostile}}} {{1t|{hostile}}} {{1w|{hostile}}}",
        title=hostile,
        outlet=hostile,
        language=hostile,
        sources=(entity(1, hostile, hostile, anonymous=True, role=hostile, affiliation=hostile),),
        times=(hostile,),
        fields={
            1: plain(
                hostile, hostile, hostile, source_id="e1", chain=("e1",), said=0, answers=(Answer("s1", f"{hostile}!"),)
            )
        },
    )
    page = tree(render([document]))
    assert kinds(page) <= KNOWN
    assert hostile in text_of(page.iter("title"))
    assert hostile in text_of(page.iter("li"))
    assert f"{hostile} ← {hostile} (unnamed)" in notes(page, 1)
    assert f"{hostile} · {hostile} · {hostile} · said “{hostile}”" in notes(page, 1)
    assert any(note.startswith(f"{hostile}! statement 1: ") for note in notes(page, 1))


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


def test_the_summary_tells_how_many_and_what_is_disputed() -> None:
    header = next(tree(render([dam()])).iter("header"))
    shown = " ".join(text_of([header]).split())
    assert "11 statements attributed to 6 sources (2 unnamed), 1 with no source given, 3 inside another; " in shown
    assert "Disputed: Ida Vance denies what two engineers (unnamed) said: “that an inspector’s note had" in shown
    assert [link.get("href") for item in header.iter("li") for link in item.iter("a")] == ["#d1-s7", "#d1-s3"]


def test_each_statement_tells_its_chain_how_and_when_it_was_said_and_what_it_answers() -> None:
    page = tree(render([dam()]))
    assert {number: notes(page, number) for number in range(1, 14)} == {
        1: [],
        2: [],
        3: [
            "Kestrel Post ← Meridian ← two engineers (unnamed)",
            "said 2025-06-14 · within statement 2",
            "denied by statement 7: Ida Vance",
        ],
        4: [
            "Kestrel Post ← Meridian ← two engineers (unnamed) ← an inspector’s note",
            "warns · possible · within statement 3",
        ],
        5: [
            "Kestrel Post ← Meridian ← two engineers (unnamed) ← an inspector’s note ← Dale & Sons",
            "promises · within statement 4",
            "corrected by statement 12: Dale & Sons",
        ],
        6: [],
        7: [
            "Kestrel Post ← Ida Vance",
            "denies statement 3: “that an inspector’s note had warned that the repair which…”",
        ],
        8: ["Kestrel Post ← forecasters (unnamed)", "predicts"],
        9: ["requests"],
        10: [],
        11: ["said 2025-06-14, evening"],
        12: ["confirms", "corrects statement 5: “to finish by March”"],
        13: ["Kestrel Post ← Dale & Sons", "doubts · possible"],
    }
    assert [link.get("href") for link in entry(page, "s3").findall("p/a")] == [
        "#d1-t3",
        "#d1-e1",
        "#d1-e2",
        "#d1-s2",
        "#d1-s7",
    ]


def test_the_page_does_not_tell_what_is_not_known() -> None:
    document = replace(
        dam(),
        sources=None,
        times=None,
        statements=tuple(
            Statement(each.id, each.source, each.cue, each.content, confidence=each.confidence)
            for each in dam().statements
        ),
    )
    page = tree(render([document]))
    assert [notes(page, number) for number in range(1, 14)] == [[]] * 13
    assert not list(page.iter("time"))
    assert "Sources" not in text_of(page.iter("section"))
    assert {mark.get("class") for mark in page.iter("mark")}.isdisjoint({"hedge", "condition"})


def test_what_is_nested_stands_under_its_holder_and_further_in() -> None:
    text = "{1t|{2s|A note} {2c|says} {2t|{3s|Bo} {3c|fell}}}, {1s|Ann} {1c|said}."
    page = tree(render([dam()]))
    assert [item.get("class") for item in next(page.iter("aside")).findall("ol")[1]] == [
        "",
        "nested",
        "nested deeper",
        "nested deepest",
    ]
    turned = tree(render([marked(text.replace("1", "4"), inside={2: 4, 3: 2})]))
    assert [item.get("id") for item in next(turned.iter("aside")).iter("li")] == ["d1-s3", "d1-s1", "d1-s2"]


def test_hedges_and_conditions_are_marked_in_the_text_and_named() -> None:
    page = tree(render([dam()]))
    article = next(page.iter("article"))
    named = [(mark.get("data-name"), text_of([mark])) for mark in article.iter("mark") if mark.get("data-name")]
    assert named == [
        ("hedge", "might"),
        ("condition", "if money ran short"),
        ("hedge", "probably"),
        ("hedge", "Apparently"),
        ("condition", "If the council wants the papers"),
    ]
    cut = tree(render([marked("{1s|Ann} {1c|said} {1t|it will hold {1i|if {2s|Bo} {2c|swears} {2t|to help}}}.")]))
    pieces = [mark for mark in next(cut.iter("article")).findall("p/mark") if "condition" in mark.get("class", "")]
    assert text_of(pieces) == "if Bo swears to help"
    assert [mark.get("data-name") for mark in pieces] == ["condition", *[None] * 5]


def test_times_stand_as_html_writes_them_where_they_can() -> None:
    page = tree(render([dam()]))
    article, aside = next(page.iter("article")), next(page.iter("aside"))
    assert [(time.get("datetime"), time.get("title"), text_of([time])) for time in article.iter("time")] == [
        ("2025-06-13", "2025-06-13", "on Friday"),
        ("2025-06-14", "2025-06-14", "on Saturday"),
        ("2025-06-17", "2025-06-17", "Tuesday"),
        ("2025-06-14", "2025-06-14, evening", "on Saturday evening"),
    ]
    assert [time.get("datetime") for time in aside.iter("time")] == ["2025-06-14", "2025-06-14"]


@pytest.mark.parametrize(
    ("value", "datetime", "words"),
    [
        ("2025", "2025", "2025"),
        ("2025-06", "2025-06", "2025-06"),
        ("2025-06-14T08:30", "2025-06-14T08:30", "2025-06-14 08:30"),
        ("2025-06-14TMO", "2025-06-14", "2025-06-14, morning"),
        ("2025-W24", None, "“last week”"),
        ("2025-13", None, "“last week”"),
        ("PRESENT_REF", None, "“last week”"),
        (None, None, "“last week”"),
    ],
)
def test_a_time_of_speaking_is_its_date_or_else_its_words(value: str | None, datetime: str | None, words: str) -> None:
    page = tree(
        render([marked("{1s|Ann} {1c|said} {1w|last  week} {1t|it fell}.", times=(value,), fields={1: {"said": 0}})])
    )
    assert notes(page, 1) == [f"said {words}"]
    assert [time.get("datetime") for time in page.iter("time")] == ([datetime] * 2 if datetime else [])


def test_the_sources_are_listed_with_their_statements() -> None:
    page = tree(render([dam()]))
    listed = next(element for element in page.iter("section") if element.get("class") == "sources")
    assert [" ".join(text_of([item]).split()) for item in listed.iter("li")] == [
        "Meridian outlet · 1 statement: 2 · relays 3, 4, 5",
        "two engineers group · unnamed · 1 statement: 3 · relays 4, 5",
        "an inspector’s note document · 1 statement: 4 · relays 5",
        "Dale & Sons organisation · 3 statements: 5, 12, 13",
        "Ida Vance person · head, Orra water board · 3 statements: 6, 7, 11",
        "forecasters group · unnamed · 1 statement: 8",
    ]
    assert [link.get("href") for link in entry(page, "e5").iter("a")] == ["#d1-s6", "#d1-s7", "#d1-s11"]
    assert entry(page, "e5").get("data-of") == "d1-s6 d1-s7 d1-s11"


@given(st.text(st.characters() | st.sampled_from("“”\"' ,"), max_size=90))
def test_a_quotation_is_short_and_in_one_pair_of_marks(words: str) -> None:
    shown = quoted(words)
    assert len(shown) <= LONGEST_QUOTE + 6
    assert (shown[0], shown[-1]) in {("“", "”"), ('"', '"'), ("'", "'")}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("that it fell", "“that it fell”"),
        ("“It fell,”", "“It fell,”"),
        ("“It fell,” … “and broke.”", "“‘It fell,’ … ‘and broke.’”"),
        (
            "that “it fell and " + "broke again and " * 4,
            "“that ‘it fell and broke again and broke again and broke…’”",
        ),
        ('"It fell and ' + "broke again and " * 4, '"It fell and broke again and broke again and broke again and…"'),
        ("漢" * 70, "“" + "漢" * 60 + "…”"),
    ],
)
def test_a_quotation_is_cut_after_a_word_and_closed(words: str, shown: str) -> None:
    assert quoted(words) == shown


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted), max_size=8))
def test_segments_hold_what_holds_their_characters(spans: list[list[int]]) -> None:
    labelled = [(start, end, label) for label, (start, end) in enumerate(spans)]
    found = list(segments(labelled, [0, 30]))
    assert [start for start, _, _ in found] == [0, *(end for _, end, _ in found)][:-1]
    assert found[-1][1] == 30
    for start, end, labels in found:
        for i in range(start, end):
            assert set(labels) == {label for label, (first, last) in enumerate(spans) if first <= i < last}
