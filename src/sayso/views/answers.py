"""Whose statement answers whose, in words."""

from __future__ import annotations

from sayso.document import Statement
from sayso.views.index import Index
from sayso.views.wording import NO_SOURCE, entity, joined, outlet, quoted, source


def speaker(statement: Statement, index: Index) -> str:
    """Whose statement it is: the source entity, where that is not known the words for it, or the outlet."""
    if not statement.attributed:
        return outlet(index.document)
    known = index.source(statement)
    return entity(known) if known else source(index.document, statement) or NO_SOURCE


def what_is_denied(statement: Statement, index: Index) -> str:
    """The statement as the object of a denial: "what two officials (unnamed) said"."""
    if not statement.attributed:
        return f"what {outlet(index.document)} says"
    who = speaker(statement, index)
    return "what is said" if who == NO_SOURCE else f"what {who} said"


def quote(statement: Statement, index: Index) -> str:
    """The beginning of what is said, in quotation marks."""
    return quoted(joined(index.document, statement.content))
