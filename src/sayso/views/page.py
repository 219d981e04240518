"""Readings as one self-contained HTML page: each article with its statements marked, and listed in its margin."""

from __future__ import annotations

import re
from base64 import b64encode
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from sayso.document import Document, Span, Statement
from sayso.paragraphs import paragraphs
from sayso.views.segments import segments
from sayso.views.wording import (
    NO_SOURCE,
    OWN_VOICE,
    doubtful,
    headline,
    joined,
    name,
    particulars,
    source,
    summary,
    without_controls,
)

WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
KEY = """<p lang="en">Marked are <mark class="source">source</mark>, <mark class="cue">cue</mark> and \
<mark class="content">content</mark>; the rest is the outlet’s own voice.</p>"""


class Part(NamedTuple):
    """What a stretch of text is to a statement, given by its number: source, cue, content, or own voice."""

    number: int
    role: str


def render(documents: Sequence[Document]) -> str:
    """One HTML page that asks for nothing else, and runs nothing that stands in a document.

    It can be read without scripts: theirs is only to light up what belongs together.
    """
    style, script = _resource("page.css"), _resource("page.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    alone = len(documents) == 1
    title = _text(name(documents[0])) if alone else f"{len(documents) or 'No'} articles"
    readings = [_reading(document, f"d{n}", 1 if alone else 2) for n, document in enumerate(documents, 1)]
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title} – who says what</title>
<style>{style}</style>
</head>
<body>
{"" if alone else _overview(documents, title)}
<main>
{"".join(readings)}
</main>
<script>{script}</script>
</body>
</html>
"""


def _overview(documents: Sequence[Document], title: str) -> str:
    entries = (
        f'<li><a href="#d{n}" dir="auto"{_language(document)}>{_text(name(document))}</a>\n{_about(document)}</li>\n'
        for n, document in enumerate(documents, 1)
    )
    return f'<header>\n<h1>{title}</h1>\n<nav aria-label="Articles">\n<ol>\n{"".join(entries)}</ol>\n</nav>\n</header>'


def _reading(document: Document, key: str, level: int) -> str:
    """The article and its statements.

    Style lays the n-th list beside the n-th paragraph. The first of both stand in the headings if the text brings its
    own headline.
    """
    places = list(paragraphs(document.text)) or [(0, len(document.text))]
    anchors = [_anchor(statement, places) for statement in document.statements]
    texts, lists = _marked_paragraphs(document, key, places, anchors), _lists(document, key, places, anchors)
    title, beside_title = (texts.pop(0), lists.pop(0)) if headline(document) else (_text(name(document)), "")
    text = "".join(f'<p dir="auto">{paragraph}</p>\n' for paragraph in texts)
    language = _language(document)
    return f"""<section class="reading" aria-labelledby="{key}">
<article{language}>
<header>
<h{level} id="{key}" dir="auto">{title}</h{level}>
{_about(document)}
{KEY}
<p lang="en" class="skip"><a href="#{key}-statements">Skip to the statements</a></p>
</header>
{text}</article>
<aside role="region" aria-labelledby="{key}-statements {key}"{language}>
<div>
<h{level + 1} id="{key}-statements" lang="en">Statements</h{level + 1}>
{beside_title}</div>
{"".join(lists)}</aside>
</section>
"""


def _about(document: Document) -> str:
    known = [f"<bdi>{_text(particular)}</bdi>" for particular in particulars(document)]
    if document.url and WEB_ADDRESS.fullmatch(document.url):
        known.append(f'<a href="{_text(document.url)}" rel="noreferrer">original</a>')
    line = f'<p lang="en">{" · ".join(known)}</p>\n' if known else ""
    return f'{line}<p lang="en">{_text(summary(document))}.</p>'


def _anchor(statement: Statement, places: Sequence[tuple[int, int]]) -> int:
    """Where the statement's number stands in the text: after its cue or, in the outlet's own voice, after its words."""
    end = max((span.end for span in statement.cue or statement.content), default=0)
    start_of_paragraph, end_of_paragraph = places[_paragraph(end, places)]
    return min(max(end, start_of_paragraph), end_of_paragraph)


def _paragraph(end: int, places: Sequence[tuple[int, int]]) -> int:
    """Which paragraph holds the character before `end`, or is the last one before it."""
    return max(bisect_left(places, (end, 0)) - 1, 0)


def _marked_paragraphs(
    document: Document, key: str, places: Sequence[tuple[int, int]], anchors: Sequence[int]
) -> list[str]:
    """What the paragraphs hold, with every stretch that is part of a statement marked, and the statements' numbers."""
    numbers: defaultdict[int, str] = defaultdict(str)
    for number, statement in enumerate(document.statements, 1):
        numbers[anchors[number - 1]] += _number(statement, key, number)
    parts = (
        (span.start, span.end, Part(number, role))
        for number, statement in enumerate(document.statements, 1)
        for role, spans in _roles(statement)
        for span in spans
    )
    written = [numbers[start] for start, _ in places]
    for start, end, held in segments(parts, {*chain.from_iterable(places), *anchors}):
        place = _paragraph(start + 1, places)
        if places[place][0] <= start < places[place][1]:
            written[place] += _marked(document.text[start:end], held, key) + numbers[end]
    return written


def _roles(statement: Statement) -> list[tuple[str, tuple[Span, ...]]]:
    if not statement.attributed:
        return [("own", statement.content)]
    return [("source", statement.source), ("cue", statement.cue), ("content", statement.content)]


def _marked(text: str, held: Sequence[Part], key: str) -> str:
    if not held:
        return _text(text)
    roles = dict.fromkeys(part.role for part in held)
    contents = {part.number for part in held if part.role == "content"}
    classes = " ".join([*roles, "deep"] if len(contents) > 1 else roles)
    statements = " ".join(dict.fromkeys(f"{key}-s{part.number}" for part in held))
    tag = "span" if list(roles) == ["own"] else "mark"
    return f'<{tag} class="{classes}" data-of="{statements}">{_text(text)}</{tag}>'


def _number(statement: Statement, key: str, number: int) -> str:
    """The statement's number in the text, which leads to the list. Style writes it, to keep the text what it was."""
    sign = f"{number}?" if doubtful(statement) else number
    return (
        f'<a class="number" id="{key}-t{number}" href="#{key}-s{number}" data-of="{key}-s{number}"'
        f' data-number="{sign}" aria-label="Statement {number}" lang="en"></a>'
    )


def _lists(document: Document, key: str, places: Sequence[tuple[int, int]], anchors: Sequence[int]) -> list[str]:
    """The statements, in one list for each paragraph, which is an empty box where a paragraph has none."""
    numbers = {statement.id: number for number, statement in enumerate(document.statements, 1)}
    entries = ["" for _ in places]
    for number, (statement, anchor) in enumerate(zip(document.statements, anchors, strict=True), 1):
        outer = numbers.get(statement.inside) if statement.inside else None
        entries[_paragraph(anchor, places)] += _entry(document, statement, key, number, outer)
    return [f"<ol>\n{entry}</ol>\n" if entry else "<div></div>\n" for entry in entries]


def _entry(document: Document, statement: Statement, key: str, number: int, outer: int | None) -> str:
    content = _text(joined(document, statement.content))
    if statement.attributed:
        named = _text(source(document, statement))
        who = f'<bdi class="source">{named}</bdi>' if named else f'<span lang="en">{NO_SOURCE}</span>'
        label = f'{who} <bdi class="cue">{_text(joined(document, statement.cue))}</bdi>'
    else:
        label = f'<span lang="en">{OWN_VOICE}</span>'
    classes = [] if statement.attributed else ["own"]
    notes = []
    if outer:
        classes.append("nested")
        notes.append(f'within <a href="#{key}-s{outer}">statement {outer}</a>')
    if doubtful(statement):
        notes.append("more likely misread than not")
    note = f' <small lang="en">{", ".join(notes)}</small>' if notes else ""
    return (
        f'<li id="{key}-s{number}" value="{number}" data-of="{key}-s{number}" class="{" ".join(classes)}">'
        f'<p><a href="#{key}-t{number}">{label}</a> <bdi>{content}</bdi></p>{note}</li>\n'
    )


def _language(document: Document) -> str:
    return f' lang="{_text(document.language)}"' if document.language else ""


def _text(text: str) -> str:
    return escape(without_controls(text))


def _resource(file: str) -> str:
    return files("sayso.views").joinpath(file).read_text(encoding="utf-8")


def _hash(inline: str) -> str:
    return f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'"
