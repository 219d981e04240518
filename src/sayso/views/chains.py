"""Through whom a statement came to the outlet: shown where the source's own words do not tell it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.document import Source, Statement
from sayso.views.index import Index
from sayso.views.wording import entity, joined, outlet

FROM = "←"
WORD = re.compile(r"\w+")
POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’]")
ARTICLES = {"a", "an", "the"}


def chain(statement: Statement, index: Index) -> list[Source]:
    """The links to show of the statement's chain, from the outermost inward.

    They are all of them if there is a relay, if the origin is unnamed, or if the words for it in the text are not those
    of its name ("he", "the company"); else none.
    """
    links = index.chain(statement)
    if len(links) == 1 and not links[0].anonymous and _is_named(links[0], joined(index.document, statement.source)):
        return []
    return links


def line(links: Sequence[Source], index: Index) -> str:
    """The links after the outlet: "RT ← Axios ← two Israeli officials (unnamed)"."""
    return f" {FROM} ".join([outlet(index.document), *map(entity, links)])


def _is_named(source: Source, mention: str) -> bool:
    """Whether the mention names the source: by its name, a part of that or more than that, or by a person's surname."""
    words, name = _words(mention), _words(source.name)
    surname = name[-1:] if source.kind == "person" else []
    return bool(words) and (set(words) <= set(name) or set(name) <= set(words) or not set(surname).isdisjoint(words))


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(POSSESSIVE.sub("", text.casefold())) if word not in ARTICLES]
