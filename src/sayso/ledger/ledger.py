"""The ledger for Python: what is public of it, on one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from sayso.claims.claim import Claim
from sayso.claims.drift import Change, drift
from sayso.document import Document
from sayso.documents.article import Article
from sayso.ledger import claim_listing, finding, listing, near, reused, storing
from sayso.ledger.claiming import settle_all
from sayso.ledger.comparing import Comparison, compare
from sayso.ledger.filters import Filters, NotFound
from sayso.ledger.keeping import Kept, kept
from sayso.ledger.linking import link
from sayso.ledger.listed import DocumentRow, Page, SourceRow, StatementRow
from sayso.ledger.opening import opened, reading, writing
from sayso.ledger.reused import CopyRow
from sayso.ledger.storing import Stored

if TYPE_CHECKING:
    import pandas
    import polars

_ROWS = 500  # that are fetched at a time
_COLUMNS = {
    "id": str,
    "document": int,
    "outlet": str,
    "title": str,
    "published": str,
    "day": str,
    "url": str,
    "speaker": str,
    "speaker_number": int,
    "unnamed": bool,
    "source": str,
    "cue": str,
    "content": str,
    "chain": str,
    "inside": str,
    "quotation": str,
    "act": str,
    "certainty": str,
    "polarity": str,
    "said": str,
    "confidence": float,
}

_Row = TypeVar("_Row")


class Ledger:
    """A file or database that keeps documents and their statements; use it in a `with` statement.

    Filters are those of `sayso statements`, with "_" for "-": `source`, `outlet`, `act`, `certainty`, `polarity`,
    `anonymous`, `own_voice`, `since`, `until`, `words`, `document`. All methods raise LedgerError if the database
    fails, and NotFound if a filter names what is not there.
    """

    def __init__(self, place: str) -> None:
        """Open the ledger at `place`, a path or a `postgresql://` address, and make it if there is none."""
        self._open = ExitStack()
        self._engine = self._open.enter_context(opened(place, create=True))

    def __enter__(self) -> Ledger:
        """Give the ledger itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the ledger."""
        self.close()

    def close(self) -> None:
        """Close the ledger; it cannot be used after that."""
        self._open.close()

    def add(self, one: Document | Article | str, *, place: str | None = None) -> Stored:
        """Keep a document, or an article or a text, which is read if the ledger does not have it.

        `place` is where it is from, if not from its own address: a path, for example. Tells the document's number, and
        whether it is "new", a new "version" of one, or the "same" as one that is there.
        """
        article = Article(one) if isinstance(one, str) else one
        where = place or article.url or article.id or "-"
        with writing(self._engine) as connection:
            nearest = near.opened(connection, near.place_of(self._engine))
            met = storing.meet(connection, article, where)
            link(connection, nearest)
            settle_all(connection)
        if met is not None:
            return met
        document, vectors = _read(article)
        with writing(self._engine) as connection:
            nearest = near.opened(connection, near.place_of(self._engine))
            stored = storing.store(connection, document, where, vectors)
            link(connection, nearest)
            settle_all(connection)
        return stored

    def kept(self, numbers: Iterable[int] | None = None) -> Iterator[Kept]:
        """Give the documents of these numbers as they were read, or the current version of every one."""
        with reading(self._engine) as connection:
            yield from kept(connection, numbers)

    def document(self, number: int) -> Kept:
        """Give one document as it was read, with what the ledger adds to it. Raises NotFound if there is none."""
        for one in self.kept([number]):
            return one
        raise NotFound(f"no document has the number {number}")

    def documents(self, **filters: Any) -> Iterator[DocumentRow]:
        """Give the current documents, the newest first."""
        return self._rows(listing.documents, filters)

    def statements(self, **filters: Any) -> Iterator[StatementRow]:
        """Give the statements of current documents, the newest documents' first."""
        return self._rows(listing.statements, filters)

    def sources(self, **filters: Any) -> Iterator[SourceRow]:
        """Give the sources, those that say most first."""
        return self._rows(listing.sources, filters)

    def search(self, words: str, **filters: Any) -> Iterator[finding.Hit]:
        """Give the documents that hold the words, the best first."""
        return self._rows(finding.search, filters | {"words": words})

    def claims(self, **filters: Any) -> Iterator[Claim]:
        """Give what statements of several documents are about, the newest first.

        Filters are `disputed`, `single_origin`, and `source`, `outlet`, `since`, `until`, `words` of one statement.
        """
        return self._rows(claim_listing.claims, filters)

    def disputes(self, **filters: Any) -> Iterator[Claim]:
        """Give the claims that someone denies, or whose values cannot all be so."""
        return self.claims(**filters | {"disputed": True})

    def claim(self, number: int) -> Claim:
        """Give one claim. Raises NotFound if there is none with this number."""
        with reading(self._engine) as connection:
            return claim_listing.one(connection, number)

    def drift(self, number: int) -> tuple[Change, ...]:
        """Tell how a claim changed on its way, statement by statement. Raises NotFound if there is none."""
        return drift([member.told for member in self.claim(number).members])

    def compare(self, *numbers: int) -> Comparison:
        """Set documents side by side: the words of each for the same. Raises NotFound if one is not there."""
        with reading(self._engine) as connection:
            return compare(connection, numbers)

    def relink(self) -> None:
        """Find the claims of all documents anew, whatever the order in which they were added."""
        from sayso.relinking import relink

        relink(self._engine, lambda *_: None)

    def copies(self, **filters: Any) -> Iterator[CopyRow]:
        """Give documents that share passages, by pairs, the newest first, with what was changed.

        Filters are `outlet`, `since`, `until` and `document`.
        """
        return self._rows(reused.copies, filters)

    def to_polars(self, **filters: Any) -> polars.DataFrame:
        """Give the statements as a data frame of polars. Raises ImportError if polars is not installed."""
        try:
            import polars
        except ImportError:
            raise ImportError("polars is not installed; run `pip install 'sayso[polars]'`") from None
        types = {str: polars.String, int: polars.Int64, bool: polars.Boolean, float: polars.Float64}
        schema = {name: types[kind] for name, kind in _COLUMNS.items()}
        return polars.DataFrame(self._columns(filters), schema=schema)

    def to_pandas(self, **filters: Any) -> pandas.DataFrame:
        """Give the statements as a data frame of pandas. Raises ImportError if pandas is not installed."""
        try:
            import pandas
        except ImportError:
            raise ImportError("pandas is not installed; run `pip install 'sayso[pandas]'`") from None
        types = {str: "string", int: "Int64", bool: "boolean", float: "Float64"}
        columns = self._columns(filters)
        return pandas.DataFrame({name: pandas.array(columns[name], types[kind]) for name, kind in _COLUMNS.items()})

    def _rows(self, page: Callable[..., Page[_Row]], given: dict[str, Any]) -> Iterator[_Row]:
        filters = Filters(**given)
        after = None
        while True:
            with reading(self._engine) as connection:
                found = page(connection, filters, limit=_ROWS, after=after)
            yield from found.rows
            if found.next is None:
                return
            after = found.next

    def _columns(self, filters: dict[str, Any]) -> dict[str, list[Any]]:
        columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
        for row in self.statements(**filters):
            own = {
                "speaker": row.speaker and row.speaker.name,
                "speaker_number": row.speaker and row.speaker.source,
                "unnamed": row.speaker and row.speaker.unnamed,
                "chain": " ← ".join(link.name for link in row.chain) or None,
            }
            for name, values in columns.items():
                values.append(own[name] if name in own else getattr(row, name))
        return columns


def _read(article: Article | Document) -> tuple[Document, Sequence[bytes | None]]:
    """Read what is not read yet, and tell what its statements mean."""
    from sayso.reading.reader import load_reader, vectors_of

    if isinstance(article, Document):
        return article, vectors_of(load_reader(), article)
    found = load_reader().read_whole(article)
    return found.document, found.vectors
