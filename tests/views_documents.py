"""Documents for the views' tests, made from marked-up strings, and some that try to do harm."""

from __future__ import annotations

import re
from collections import defaultdict

from hypothesis import strategies as st

from sayso import Document, Span, Statement

MARK = re.compile(r"\{([\d\w,]+)\||\}")
HOSTILE = "\n\n \r\t\x1b\x9b\x00<>&\"'[]/\u202e\u2066א漢"
ROLES = {"s": "source", "c": "cue", "t": "content"}


def marked(
    markup: str,
    *,
    outlet: str | None = None,
    title: str | None = None,
    author: str | None = None,
    published: str | None = None,
    url: str | None = None,
    language: str | None = "en",
    inside: dict[int, int] | None = None,
    confidence: dict[int, float] | None = None,
) -> Document:
    """The document that `markup` shows: "{1s|Ann} {1c|said} {1t|she {2c|knew} {2t|it}}" marks source, cue and text.

    A passage marked for several statements names them all: "{1s,2s|Ann}". A statement of text only is in the outlet's
    own voice.
    """
    text = ""
    spans: defaultdict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    opened: list[tuple[int, list[str]]] = []
    end = 0
    for mark in MARK.finditer(markup):
        text += markup[end : mark.start()]
        end = mark.end()
        if mark[1]:
            opened.append((len(text), mark[1].split(",")))
        else:
            start, labels = opened.pop()
            for label in labels:
                spans[int(label[:-1]), ROLES[label[-1]]].append((start, len(text)))
    text += markup[end:]

    def of(number: int, role: str) -> tuple[Span, ...]:
        return tuple(Span(start, end, text[start:end]) for start, end in sorted(spans[number, role]))

    statements = tuple(
        Statement(
            f"s{number}",
            of(number, "source"),
            of(number, "cue"),
            of(number, "content"),
            inside=f"s{inside[number]}" if inside and number in inside else None,
            confidence=(confidence or {}).get(number, 0.9),
        )
        for number in sorted({number for number, _ in spans})
    )
    return Document("d", outlet, title, author, published, url, language, text, None, statements, None)


def bridge() -> Document:
    """An article with all that a view must show: pieces, nesting, a shared source, none, own voice, a doubtful one."""
    return marked(
        "{1t|The old bridge at Harl has been closed since Monday.}\n"
        "{2t|“Every bolt will be checked,”} {2s,3s|Ann Ortiz, the mayor,} {2c|told reporters}. "
        "{2t|“Until then nobody crosses.”} She also {3c|announced} {3t|a ferry for schoolchildren, free of charge}.\n"
        "{4t|{5t|The steel was already cracked in March}, {5s|an engineer’s report} {5c|found}}, "
        "{4c|according to} {4s|two members of the council}. {6t|Nobody answered the phone at the works.}\n"
        "It {7c|is said} {7t|that the town had been warned twice,\n\n"
        "and that the second letter was lost}. {8t|That it was lost is less likely}, {8s|some} {8c|believe}, "
        "{8t|than that it was never sent}.",
        title="Harl bridge stays shut “until every bolt is checked”",
        outlet="The Lorne Valley Echo",
        author="Mina Dace",
        published="2025-06-15",
        url="https://echo.example/harl-bridge?page=1&from=front",
        inside={5: 4},
        confidence={8: 0.31},
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any text with any statements on it, their spans overlapping as they may."""
    text = draw(st.text(st.characters() | st.sampled_from(HOSTILE), max_size=200))
    offsets = st.integers(0, len(text))

    def spans(least: int) -> st.SearchStrategy[tuple[Span, ...]]:
        pairs = st.lists(st.tuples(offsets, offsets).map(sorted), min_size=least, max_size=3)
        return pairs.map(lambda found: tuple(Span(a, b, text[a:b]) for a, b in sorted(found)))

    attributed = st.tuples(spans(0), spans(1), spans(0))
    own = st.tuples(st.just(()), st.just(()), spans(1))
    parts = draw(st.lists(attributed | own, max_size=6))
    names = st.none() | st.text(max_size=20)
    return Document(
        draw(st.text(max_size=5)),
        draw(names),
        draw(names),
        draw(names),
        draw(names),
        draw(names),
        draw(st.sampled_from(["en", "ar", None])),
        text,
        None,
        tuple(
            Statement(
                f"s{number}",
                *spans,
                inside=draw(st.none() | st.sampled_from(["s1", "s2", "?"])),
                confidence=draw(st.none() | st.floats(0, 1)),
            )
            for number, spans in enumerate(parts, 1)
        ),
        None,
    )
