"""Articles in web pages, found by trafilatura; nothing that a page names is ever fetched."""

from __future__ import annotations

import re
from typing import Any

from sayso.documents.article import Article
from sayso.documents.dates import is_iso_8601
from sayso.documents.outcome import DocumentError

_LONG_ENOUGH = 250  # characters: what trafilatura holds to be an article
_LARGEST = 10_000_000  # characters of a page
_MOST_ATTRIBUTES = 1000  # of one tag; the time that a parser takes grows with their square
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{5000,}>")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_SENTENCE_END = re.compile(r"[.!?…؟۔।。！？][\"'”’»)\]]*\s*$", re.MULTILINE)


def load_page(page: str, where: str) -> Article:
    """Find the article in a page, with its title, outlet, author, date and address where the page gives them.

    `text` is the extracted text, one paragraph a line. Raises DocumentError if no article is found.
    """
    if len(page) > _LARGEST:
        raise DocumentError(where, f"is HTML of {len(page) / 1e6:,.0f} MB; save the article in it as plain text")
    if any(len(_QUOTED.sub("", tag[0]).split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(page)):
        raise DocumentError(where, "is HTML made to be slow to read; save the article in it as plain text")
    try:
        found = _extract(page)
    # Hostile pages make lxml, trafilatura and the libraries under it raise anything, RecursionError included.
    except Exception as error:
        reason = type(error).__name__
        raise DocumentError(where, f"is HTML that cannot be read ({reason}); save the article as plain text") from None
    # A page without an article still has words: a menu, a button. An article has a sentence, or is long.
    if found is None or not (len(found.text) >= _LONG_ENOUGH or _SENTENCE_END.search(found.text)):
        raise DocumentError(where, "has no article in its HTML; check the page, or save the article as plain text")
    return Article(
        found.text,
        id=where,
        title=found.title,
        # Where a page does not name its outlet, trafilatura gives the address's host, which `url` tells already.
        outlet=None if found.sitename and found.sitename in (found.url or "") else found.sitename,
        author=found.author,
        published=found.date,
        url=found.url,
    )


def _extract(page: str) -> Any:
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    config = use_config()
    # Else a page with less than this gives all its text, menus included, where there is no article.
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "0"
    found: Any = bare_extraction(page, include_comments=False, with_metadata=True, config=config)
    if found is not None:
        found.date = _published(page)
    return found


def _published(page: str) -> str | None:
    """Give the date in the page's head, its JSON-LD or its address, else of the first <time> in an <article>.

    Dates elsewhere are for the most part those of the events told, of other articles, or of the day of the visit.
    """
    from trafilatura import extract_metadata, load_html

    tree = load_html(page)
    if tree is None:
        return None
    times = tree.xpath("//article//time/@datetime")
    kept = tree.xpath("//body//script[@type='application/ld+json']")
    for element in tree.xpath("//title | //body"):
        element.clear()
    for body in tree.xpath("//body"):
        body.extend(kept)
    date: str | None = extract_metadata(tree, extensive=False).date
    return date or next((str(time) for time in times[:1] if is_iso_8601(time)), None)
