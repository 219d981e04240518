"""Documents for the views' tests, made from marked-up strings, and some that try to do harm."""

from __future__ import annotations

import re
from collections import defaultdict

from hypothesis import strategies as st
from msgspec.structs import replace

from sayso import Document, Span, Statement
from sayso.document import Answer, Source, Time

MARK = re.compile(r"\{([\d\w,]+)\||\}")
HOSTILE = "\n\n \r\t\x1b\x9b\x00<>&\"'[]/\u202e\u2066א漢"
TIME = "w"
Fields = dict[str, object]


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
    sources: tuple[Source, ...] | None = None,
    times: tuple[str | None, ...] | None = None,
    fields: dict[int, Fields] | None = None,
) -> Document:
    """The document that `markup` shows: "{1s|Ann} {1c|said} {1t|she {2c|knew} {2t|it}}" marks source, cue and text.

    A passage marked for several statements names them all: "{1s,2s|Ann}". A statement of text only is in the outlet's
    own voice. Hedges ("{1h|might}") and conditions ("{1i|if it rains}") are unknown for statements that have neither.
    `times` gives the values of the expressions of time ("{1w|on Friday}"), `fields` the statements' other fields.
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
                spans[int(label[:-1]), label[-1]].append((start, len(text)))
    text += markup[end:]

    def of(number: int, role: str) -> tuple[Span, ...]:
        return tuple(Span(start, end, text[start:end]) for start, end in sorted(spans[number, role]))

    def time(number: int, value: str | None) -> Time:
        (span,) = of(number, TIME)
        return Time(span.start, span.end, span.text, "DATE", value)

    statements = tuple(
        Statement(
            f"s{number}",
            of(number, "s"),
            of(number, "c"),
            of(number, "t"),
            inside=f"s{inside[number]}" if inside and number in inside else None,
            hedges=of(number, "h") or None,
            conditions=of(number, "i") or None,
            confidence=(confidence or {}).get(number, 0.9),
        )
        for number in sorted({number for number, role in spans if role != TIME})
    )
    return Document(
        "d",
        outlet,
        title,
        author,
        published,
        url,
        language,
        text,
        sources,
        tuple(replace(statement, **(fields or {}).get(n, {})) for n, statement in enumerate(statements, 1)),
        tuple(time(number, value) for number, value in enumerate(times, 1)) if times is not None else None,
    )


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


def entity(
    number: int,
    name: str,
    kind: str | None,
    *,
    anonymous: bool | None = False,
    count: int | None = None,
    affiliation: str | None = None,
    role: str | None = None,
) -> Source:
    """A source entity, e1 and so on; views show no mentions."""
    return Source(f"e{number}", name, kind, anonymous, count, affiliation, role, ())


def plain(act: str, certainty: str = "certain", polarity: str = "positive", **others: object) -> Fields:
    """The fields of a statement that tell how it is put forward, and others."""
    return {"act": act, "certainty": certainty, "polarity": polarity, **others}


def dam() -> Document:
    """A full account: a relay, nesting to depth 3, an unnamed source, a denial, hedges, conditions and times."""
    return marked(
        "{1t|All four gates of the Orra dam were opened {1w|on Friday}.}\n"
        "{2s|The Meridian agency} {2c|reported} {2t|that {3s|two engineers} {3c|had told it} {2w|on Saturday} "
        "{3t|that {4s|an inspector’s note} {4c|had warned} {4t|that the repair which {5s|the builders} "
        "{5c|had promised} {5t|to finish {3w|by March}} {4h|might} never come {4i|if money ran short}}}}.\n"
        "{6t|“There is no crack,”} {6s|Ida Vance, who heads the water board,} {6c|said}. "
        "{7s|She} {7c|denied} {7t|that any note had been written}.\n"
        "{8t|The river will {8h|probably} reach the lower meadows by {4w|Tuesday}}, {8s|forecasters} {8c|expect}. "
        "{9t|Residents} {9c|were asked} {9t|to keep away from the banks}.\n"
        "{10t|{10h|Apparently} nobody has seen the note since.} "
        "{11t|“{11i|If the council wants the papers}, it can have them,”} {11s|Vance} {11c|added} "
        "{5w|on Saturday evening}.\n"
        "{12s|A spokesman for Dale & Sons} {12c|confirmed} {12t|that the work was late}. "
        "{13s|The company} {13c|doubts} {13t|it will be ready this year}.",
        title="Gates open at Orra as the dam’s keepers fall out",
        outlet="Kestrel Post",
        published="2025-06-15",
        inside={3: 2, 4: 3, 5: 4},
        sources=(
            entity(1, "Meridian", "outlet"),
            entity(2, "two engineers", "group", anonymous=True, count=2, role="engineer"),
            entity(3, "an inspector’s note", "document", anonymous=False),
            entity(4, "Dale & Sons", "organisation"),
            entity(5, "Ida Vance", "person", affiliation="Orra water board", role="head"),
            entity(6, "forecasters", "group", anonymous=True),
        ),
        times=("2025-06-13", "2025-06-14", None, "2025-06-17", "2025-06-14TEV"),
        fields={
            1: {"chain": ()},
            2: plain("assert", source_id="e1", chain=("e1",)),
            3: plain("assert", source_id="e2", chain=("e1", "e2"), said=1),
            4: plain("warn", "possible", source_id="e3", chain=("e1", "e2", "e3")),
            5: plain("promise", "unknown", source_id="e4", chain=("e1", "e2", "e3", "e4")),
            6: plain("assert", quotation="direct", source_id="e5", chain=("e5",)),
            7: plain("deny", polarity="negative", source_id="e5", chain=("e5",), answers=(Answer("s3", "denies"),)),
            8: plain("predict", "probable", source_id="e6", chain=("e6",)),
            9: plain("request", "unknown", chain=()),
            10: {"chain": ()},
            11: plain("assert", quotation="direct", source_id="e5", chain=("e5",), said=4),
            12: plain("confirm", source_id="e4", chain=("e4",), answers=(Answer("s5", "corrects"),)),
            13: plain("doubt", "possible", "negative", source_id="e4", chain=("e4",)),
        },
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any text with any statements on it, their spans overlapping and their ids leading where they may."""
    text = draw(st.text(st.characters() | st.sampled_from(HOSTILE), max_size=200))
    offsets = st.integers(0, len(text))

    def spans(least: int) -> st.SearchStrategy[tuple[Span, ...]]:
        pairs = st.lists(st.tuples(offsets, offsets).map(sorted), min_size=least, max_size=3)
        return pairs.map(lambda found: tuple(Span(a, b, text[a:b]) for a, b in sorted(found)))

    attributed = st.tuples(spans(0), spans(1), spans(0))
    own = st.tuples(st.just(()), st.just(()), spans(1))
    parts = draw(st.lists(attributed | own, max_size=6))
    names = st.none() | st.text(max_size=20)
    entities = st.sampled_from(["e1", "e2", "?"])
    words = st.none() | st.sampled_from(["assert", "deny", "unknown", "positive", "negative"]) | st.text(max_size=9)
    answers = st.builds(Answer, st.sampled_from(["s1", "s2", "?"]), st.sampled_from(["denies", "repeats", "<"]))
    values = st.none() | st.sampled_from(["2025-06-14", "2025-W24", "2025-06-14TEV", "2025-06-14T08:30", '"<'])
    pieces = st.none() | spans(0)
    return Document(
        draw(st.text(max_size=5)),
        draw(names),
        draw(names),
        draw(names),
        draw(names),
        draw(names),
        draw(st.sampled_from(["en", "ar", None])),
        text,
        draw(
            st.none()
            | st.lists(st.tuples(st.text(max_size=9), names, st.none() | st.booleans(), names), max_size=2).map(
                lambda found: tuple(
                    entity(n, name, kind, anonymous=anonymous, role=role)
                    for n, (name, kind, anonymous, role) in enumerate(found, 1)
                )
            )
        ),
        tuple(
            Statement(
                f"s{number}",
                *spans,
                source_id=draw(st.none() | entities),
                chain=draw(st.none() | st.lists(entities, max_size=3).map(tuple)),
                inside=draw(st.none() | st.sampled_from(["s1", "s2", "s3", "?"])),
                act=draw(words),
                certainty=draw(words),
                polarity=draw(words),
                hedges=draw(pieces),
                conditions=draw(pieces),
                said=draw(st.none() | st.integers(0, 2)),
                answers=draw(st.none() | st.lists(answers, max_size=2).map(tuple)),
                confidence=draw(st.none() | st.floats(0, 1)),
            )
            for number, spans in enumerate(parts, 1)
        ),
        draw(
            st.none()
            | st.tuples(spans(0), values).map(
                lambda found: tuple(Time(span.start, span.end, span.text, "DATE", found[1]) for span in found[0])
            )
        ),
    )
