"""Readings as one self-contained HTML page: each article with its statements marked, and listed in its margin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.document import Document
from sayso.paragraphs import paragraphs
from sayso.views import article, margin, sources
from sayso.views.answers import quote, speaker, what_is_denied
from sayso.views.index import Index
from sayso.views.markup import language, statement_link, text
from sayso.views.standalone import standalone
from sayso.views.summary import disputes, summary
from sayso.views.wording import headline, name, particulars

WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f]+", re.IGNORECASE)


def render(documents: Sequence[Document]) -> str:
    """One HTML page that asks for nothing else, and runs nothing that stands in a document.

    It can be read without scripts: theirs is only to light up what belongs together.
    """
    alone = len(documents) == 1
    title = text(name(documents[0])) if alone else f"{len(documents) or 'No'} articles"
    readings = [_reading(document, f"d{n}", 1 if alone else 2) for n, document in enumerate(documents, 1)]
    body = f"{'' if alone else _overview(documents, title)}\n<main>\n{''.join(readings)}\n</main>"
    return standalone(f"{title} – who says what", ["page.css"], "page.js", body)


def _overview(documents: Sequence[Document], title: str) -> str:
    entries = (
        f'<li><a href="#d{n}" dir="auto"{language(document)}>{text(name(document))}</a>\n{_about(document)}</li>\n'
        for n, document in enumerate(documents, 1)
    )
    return f'<header>\n<h1>{title}</h1>\n<nav aria-label="Articles">\n<ol>\n{"".join(entries)}</ol>\n</nav>\n</header>'


def _reading(document: Document, key: str, level: int) -> str:
    """The article, its statements and its sources.

    Style lays the n-th list beside the n-th paragraph. The first of both stand in the headings if the text brings its
    own headline.
    """
    index = Index(document)
    places = list(paragraphs(document.text)) or [(0, len(document.text))]
    anchors = [article.anchor(statement, places) for statement in document.statements]
    texts = article.marked_paragraphs(document, key, places, anchors)
    lists = margin.lists(index, key, places, anchors)
    title, beside_title = (texts.pop(0), lists.pop(0)) if headline(document) else (text(name(document)), "")
    body = "".join(f'<p dir="auto">{paragraph}</p>\n' for paragraph in texts)
    spoken = language(document)
    to_sources = f' <a href="#{key}-sources">Sources</a>' if index.sources else ""
    return f"""<section class="reading" aria-labelledby="{key}">
<article{spoken}>
<header>
<h{level} id="{key}" dir="auto">{title}</h{level}>
{_about(document, to_sources)}
{_disputes(index, key)}{article.key_to_marks(document)}
<p lang="en" class="skip"><a href="#{key}-statements">Skip to the statements</a></p>
</header>
{body}</article>
<aside role="region" aria-labelledby="{key}-statements {key}"{spoken}>
<div>
<h{level + 1} id="{key}-statements" lang="en">Statements</h{level + 1}>
{beside_title}</div>
{"".join(lists)}</aside>
{sources.listed(index, key, level + 1)}</section>
"""


def _about(document: Document, more: str = "") -> str:
    known = [f"<bdi>{text(particular)}</bdi>" for particular in particulars(document)]
    if document.url and WEB_ADDRESS.fullmatch(document.url):
        known.append(f'<a href="{text(document.url)}" rel="noreferrer">original</a>')
    line = f'<p lang="en">{" · ".join(known)}</p>\n' if known else ""
    return f'{line}<p lang="en">{text(summary(document))}.{more}</p>'


def _disputes(index: Index, key: str) -> str:
    """For every denial of something in the article, who denies what, with links to both statements."""
    found = []
    for by, relation, to in disputes(index):
        who = statement_link(by, key, index, f"<bdi>{text(speaker(by, index))}</bdi> {relation}")
        what = statement_link(to, key, index, f"<bdi>{text(what_is_denied(to, index))}</bdi>")
        found.append(f"<li>Disputed: {who} {what}: <bdi>{text(quote(to, index))}</bdi></li>\n")
    return f'<ul class="disputes" lang="en">\n{"".join(found)}</ul>\n' if found else ""
