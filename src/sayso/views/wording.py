"""What all views say in the same words: a document's name, its count of statements, the text of spans."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.document import Document, Span, Statement
from sayso.paragraphs import paragraphs

NO_SOURCE = "(no source given)"
OWN_VOICE = "own voice"
DOUBTFUL_BELOW = 0.5
LONGEST_HEADLINE = 120
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def without_controls(text: str) -> str:
    """The text with each control character and lone surrogate as "\N{REPLACEMENT CHARACTER}"; lengths stay."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def joined(document: Document, spans: Sequence[Span]) -> str:
    """The words of the spans on one line, with "…" where the text says something else between them."""
    words = ""
    end = None
    for span in spans:
        if end is not None:
            words += " … " if document.text[end : span.start].strip() else " "
        words += span.text
        end = span.end
    return " ".join(words.split())


def source(document: Document, statement: Statement) -> str:
    """The words for the source, without the comma that often closes them in the text; "" where the text gives none."""
    return joined(document, statement.source).rstrip(", ")


def headline(document: Document) -> str | None:
    """The text's first paragraph, if it is the title or, where no title is known, looks like one."""
    first = next((document.text[start:end] for start, end in paragraphs(document.text)), "")
    if document.title is not None:
        return first if first.split() == document.title.split() else None
    return first if 0 < len(first) <= LONGEST_HEADLINE and not first.endswith(".") else None


def name(document: Document) -> str:
    """What to call the document: its title or headline, or else where it is from."""
    return document.title or headline(document) or f"An article from {document.outlet or 'an unnamed outlet'}"


def particulars(document: Document) -> list[str]:
    """Outlet, author and time, those that are known."""
    return [known for known in (document.outlet, document.author, document.published) if known]


def doubtful(statement: Statement) -> bool:
    """Whether the statement is more likely misread than not."""
    return statement.confidence is not None and statement.confidence < DOUBTFUL_BELOW


def summary(document: Document) -> str:
    """One sentence that counts the statements, the wordings of their sources, and the outlet's own sentences."""
    attributed = [statement for statement in document.statements if statement.attributed]
    sources = [source(document, statement).casefold() for statement in attributed]
    wordings = set(filter(None, sources))
    unsourced = sources.count("")
    own = len(document.statements) - len(attributed)
    outlet = document.outlet or "the outlet"
    said = f"{_number(len(attributed), 'statement')} attributed"
    if wordings:
        said += f" to {_number(len(wordings), 'source')} (counted by wording)"
    if unsourced:
        said += f", {unsourced} with no source given"
    return f"{said}; {_number(own, 'sentence')} in {outlet}’s own voice"


def _number(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'s' * (count != 1)}"
