"""What all parts of the HTML page are written with: text that is safe to stand in it, and where its links lead.

A statement's entry in the margin has the id "d1-s4", its number in the text "d1-t4", and a source entity "d1-e2", where
"d1" is the article's key.
"""

from __future__ import annotations

from html import escape

from sayso.document import Document, Source, Statement
from sayso.views.index import Index
from sayso.views.wording import entity, without_controls


def text(words: str) -> str:
    """The words, escaped for HTML text and attributes."""
    return escape(without_controls(words))


def language(document: Document) -> str:
    """The attribute that tells the document's language, if it is known."""
    return f' lang="{text(document.language)}"' if document.language else ""


def entry_id(statement: Statement, key: str, index: Index) -> str:
    """The id of the statement's entry in the margin, by which its parts in the text are known too."""
    return f"{key}-s{index.numbers[statement.id]}"


def source_id(source: Source, key: str, index: Index) -> str:
    """The id of the source's entry in the list of sources."""
    return f"{key}-e{index.source_numbers[source.id]}"


def statement_link(statement: Statement, key: str, index: Index, words: str) -> str:
    """A link to the statement's entry in the margin; `words` are HTML."""
    return f'<a href="#{entry_id(statement, key, index)}">{words}</a>'


def numbered_link(statement: Statement, key: str, index: Index) -> str:
    """The same in the words "statement 4"."""
    return statement_link(statement, key, index, f"statement {index.numbers[statement.id]}")


def source_link(source: Source, key: str, index: Index) -> str:
    """The source's name, and that it is unnamed if it is, as a link to its entry."""
    return f'<a href="#{source_id(source, key, index)}"><bdi>{text(entity(source))}</bdi></a>'
