"""Sayso reads news the way a sceptical editor does: who says what, exactly.

>>> import sayso
>>> document = sayso.read("The mayor said the bridge was safe.", outlet="The Gazette")
>>> document.statements[0].cue[0].text
'said'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sayso.document import Answer, Document, Source, Span, Statement, Time
from sayso.documents.article import Article

if TYPE_CHECKING:
    from sayso.ledger.ledger import Ledger

__version__ = "0.1.0"

__all__ = ["Answer", "Article", "Document", "Ledger", "Source", "Span", "Statement", "Time", "read", "read_many"]


def __getattr__(name: str) -> Any:
    """Import the ledger, which is heavy, when it is asked for."""
    if name == "Ledger":
        from sayso.ledger.ledger import Ledger

        return Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def read(
    text: str,
    *,
    id: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
    author: str | None = None,
    url: str | None = None,
) -> Document:
    """Read one text: its statements, with every span exact.

    `published` is an ISO 8601 date or time, from which times such as "on Friday" are worked out. The `outlet` itself is
    left out of chains; an agency that `author` names is put into them. Without `id` the document is named by a hash of
    its text. The model is loaded at the first call and kept. The text is not changed and may be of any length.
    Raises ValueError if it holds half a surrogate pair, which is no character.
    """
    article = Article(text, id=id, title=title, outlet=outlet, author=author, published=published, url=url)
    return next(read_many([article]))


def read_many(articles: Iterable[Article | str]) -> Iterator[Document]:
    """Read texts or articles one after another as they come, holding no more than one in memory.

    A document's reading does not depend on those before it or after it.
    """
    from sayso.reading.reader import load_reader

    reader = load_reader()
    for article in articles:
        yield reader.read(Article(article) if isinstance(article, str) else article)
