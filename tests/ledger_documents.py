"""Documents for the ledger's tests: readings made by hand and by Hypothesis, without the model."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from sayso import Answer, Document, Source, Span, Statement, Time

SENTENCE = re.compile(r"[^.]+\.")
SAID = re.compile(r"(?P<source>(?:The |Mr )?\w+) (?P<cue>said|denied) (?P<content>[^.]+)")


def reading(text: str, **known: Any) -> Document:
    """Read a text of sentences such as "The mayor said the bridge was safe."; others are in the outlet's own voice."""
    names: dict[str, list[Span]] = {}
    statements = []
    for match in SENTENCE.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        said = SAID.match(text, start, match.end())
        identity = f"s{len(statements) + 1}"
        if said is None:
            whole = Span(start, match.end(), text[start : match.end()])
            statements.append(
                Statement(
                    identity,
                    (),
                    (),
                    (whole,),
                    chain=(),
                    act="assert",
                    certainty="certain",
                    polarity="positive",
                    hedges=(),
                    conditions=(),
                    answers=(),
                )
            )
            continue
        source, cue, content = (Span(*said.span(part), said[part]) for part in ("source", "cue", "content"))
        names.setdefault(source.text, []).append(source)
        entity = f"e{[*names].index(source.text) + 1}"
        statements.append(
            Statement(
                identity,
                (source,),
                (cue,),
                (content,),
                source_id=entity,
                chain=(entity,),
                quotation="indirect",
                act="deny" if cue.text == "denied" else "assert",
                certainty="certain",
                polarity="negative" if cue.text == "denied" else "positive",
                hedges=(),
                conditions=(),
                answers=(),
                confidence=0.875,
            )
        )
    sources = tuple(
        Source(f"e{number}", name, "person", False, None, None, None, tuple(mentions))
        for number, (name, mentions) in enumerate(names.items(), 1)
    )
    return Document(
        id=known.get("id", "given"),
        outlet=known.get("outlet"),
        title=known.get("title"),
        author=known.get("author"),
        published=known.get("published"),
        url=known.get("url"),
        language="en",
        text=text,
        sources=sources,
        statements=tuple(statements),
        times=(),
    )


def article(topic: str, sentences: int = 12) -> str:
    """A text of its own for each topic, of about ten words a sentence."""
    things = ["harbour", "council", "ferry", "school", "budget", "road", "library", "clinic", "market", "bridge"]
    lines = []
    for number in range(sentences):
        thing, other = things[number % 10], things[(number * 7 + 3) % 10]
        lines.append(f"The {topic} said the {thing} of {topic} {number} would follow the {other} before winter.")
    return " ".join(lines)


def copied(topic: str, change: int) -> str:
    """The article of a topic with one of its words exchanged, as a copy in another outlet may have it."""
    words = article(topic, 20).split(" ")
    words[change] = "reportedly"
    return " ".join(words)


characters = st.characters(exclude_categories=["Cs"])
words = st.text(characters | st.sampled_from("\0é\u0301👩\u200d🚀\ufdef\ufffd'\"\\"), max_size=12)
unknown = st.none()


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    return Span(start, end, text[start:end])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document that docs/format.md allows, and every mixture of what is null and what is empty."""
    text = draw(st.text(characters | st.sampled_from("\0\n👩\u200d🚀é\u0301"), max_size=60))
    pieces = st.lists(spans(text), max_size=3).map(tuple)
    count, statement_count, times = (draw(st.integers(0, most)) for most in (3, 4, 3))
    entities = st.sampled_from([f"e{i + 1}" for i in range(count)]) if count else unknown
    others = st.sampled_from([f"s{i + 1}" for i in range(statement_count)]) if statement_count else unknown
    chains = st.lists(entities, unique=True, max_size=3).map(tuple) if count else st.just(())
    source = st.builds(
        Source,
        id=st.just(""),
        name=words,
        kind=unknown | words,
        anonymous=unknown | st.booleans(),
        count=unknown | st.integers(0, 2**40),
        affiliation=unknown | words,
        role=unknown | words,
        mentions=pieces,
    )
    statement = st.builds(
        Statement,
        id=st.just(""),
        source=pieces,
        cue=pieces,
        content=pieces,
        source_id=unknown | entities,
        chain=unknown | chains,
        inside=unknown | others,
        quotation=unknown | words,
        act=unknown | words,
        certainty=unknown | words,
        polarity=unknown | words,
        hedges=unknown | pieces,
        conditions=unknown | pieces,
        said=unknown | st.integers(0, times - 1) if times else unknown,
        answers=unknown | st.lists(st.builds(Answer, others, words), max_size=2).map(tuple),
        confidence=unknown | st.floats(0, 1),
    )
    moments = st.builds(
        lambda span, kind, value: Time(span.start, span.end, span.text, kind, value),
        spans(text),
        words,
        unknown | words,
    )
    sources = draw(st.lists(source, min_size=count, max_size=count))
    statements = draw(st.lists(statement, min_size=statement_count, max_size=statement_count))
    return Document(
        id=draw(words),
        outlet=draw(unknown | words),
        title=draw(unknown | words),
        author=draw(unknown | words),
        published=draw(unknown | words | st.sampled_from(["2025-06-15", "2025-06-15T23:30:00-05:00", "2025-W24"])),
        url=draw(unknown | words | st.just("https://courier.example/a?utm_source=x")),
        language=draw(unknown | words),
        text=text,
        sources=tuple(replace(one, id=f"e{i}") for i, one in enumerate(sources, 1))
        or draw(st.sampled_from([None, ()])),
        statements=tuple(replace(one, id=f"s{i}") for i, one in enumerate(statements, 1)),
        times=tuple(draw(st.lists(moments, min_size=times, max_size=times))) or draw(st.sampled_from([None, ()])),
    )
