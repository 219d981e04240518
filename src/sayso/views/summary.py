"""What stands at the top of every view: how much is said by how many, and what is disputed inside the article."""

from __future__ import annotations

from sayso.document import Document
from sayso.views.index import Exchange, Index
from sayso.views.wording import outlet, source


def summary(document: Document) -> str:
    """One sentence that counts the statements, their sources, and the outlet's own sentences.

    Where sources are not resolved, the wordings for them are counted.
    """
    attributed = [statement for statement in document.statements if statement.attributed]
    own = len(document.statements) - len(attributed)
    words = [source(document, statement).casefold() for statement in attributed]
    nested = sum(statement.inside is not None for statement in attributed)
    said = f"{counted(len(attributed), 'statement')} attributed{_sources(document, set(filter(None, words)))}"
    if unsourced := words.count(""):
        said += f", {unsourced} with no source given"
    if nested:
        said += f", {nested} inside another"
    return f"{said}; {counted(own, 'sentence')} in {outlet(document)}’s own voice"


def _sources(document: Document, wordings: set[str]) -> str:
    if document.sources is None:
        return f" to {counted(len(wordings), 'source')} (counted by wording)" if wordings else ""
    if not document.sources:
        return ""
    known = [entity.anonymous for entity in document.sources if entity.anonymous is not None]
    unnamed = f" ({sum(known) or 'none'} unnamed)" if known else ""
    return f" to {counted(len(document.sources), 'source')}{unnamed}"


def disputes(index: Index) -> list[Exchange]:
    """Every denial of something that the same article tells."""
    return [exchange for exchange in index.exchanges if exchange.relation == "denies"]


def counted(count: int, noun: str) -> str:
    """The number and the noun: "no sources", "1 source", "2 sources"."""
    return f"{count or 'no'} {noun}{'s' * (count != 1)}"
