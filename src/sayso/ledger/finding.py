"""Full-text search: the documents that hold the words, best first, with the statements in which they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, select

from sayso.ledger.filters import Filters, NotFound
from sayso.ledger.indexing import outlet_facet
from sayso.ledger.listed import DocumentRow, Page, StatementRow
from sayso.ledger.listing import document_rows, listed_document, statement_rows
from sayso.ledger.naming import check_outlet
from sayso.ledger.rows import restored
from sayso.ledger.schema import appearance, document, source, statement
from sayso.ledger.search import Sought, ranked
from sayso.ledger.spans import joined, pairs
from sayso.ledger.words import Words, marks, parsed

MOST_PASSAGES = 3
AROUND = 80
"""Characters of the text on either side of a hit that is in no statement."""

Marks = tuple[tuple[int, int], ...]
"""Where words that were searched for stand: offsets in code points, end exclusive."""


class Passage(msgspec.Struct, frozen=True):
    """Words with hits in them: a statement's, whose source may hold some too, or a stretch of the document's text."""

    statement: StatementRow | None
    text: str
    marks: Marks
    speaker_marks: Marks


class Hit(msgspec.Struct, frozen=True):
    """A document that was found, and some of its passages: those that have most of the words, in their order."""

    document: DocumentRow
    title_marks: Marks
    passages: tuple[Passage, ...]


def search(connection: Connection, filters: Filters, *, limit: int, after: str | None = None) -> Page[Hit]:
    """Find current documents by `words`, of the filters also by `outlet`, `since` and `until`.

    `after` is a document's number. Raises NotFound if there is no word to find, or if `filters` or `after` name what is
    not there.
    """
    words = parsed(filters.words or "")
    if not words.wanted:
        raise NotFound("there is no word to find; give some that documents should hold")
    facets: tuple[tuple[str, ...], ...] = ()
    if filters.outlet is not None:
        check_outlet(connection, filters.outlet)
        facets = ((outlet_facet(filters.outlet),),)
    sought = Sought(facets=facets, words=words, since=filters.since, until=filters.until)
    last = None if after is None else listed_document(connection, after)
    ids = ranked(connection, sought, after=last, limit=limit + 1)
    found = _hits(connection, ids[:limit], words)
    return Page(found, str(ids[limit - 1]) if len(ids) > limit else None)


def _hits(connection: Connection, ids: Sequence[int], words: Words) -> tuple[Hit, ...]:
    documents = document_rows(connection, ids)
    query = select(document.c.id, document.c.text).where(document.c.id.in_(ids))
    texts = {row.id: row.text for row in connection.execute(query)}
    places, contents, speakers = _statements(connection, ids, texts)
    marked = marks([*(one.title or "" for one in documents), *contents, *speakers], words)
    titles, marked = marked[: len(documents)], marked[len(documents) :]
    of_contents, of_speakers = marked[: len(places)], marked[len(places) :]
    chosen: defaultdict[int, list[int]] = defaultdict(list)
    for row, (id, _) in enumerate(places):
        if of_contents[row] or of_speakers[row]:
            chosen[id].append(row)
    for id, rows in chosen.items():
        # Those with the most different words first; then those that have them in what is said, not in who says it.
        rows.sort(key=lambda row: (-_different(contents[row], of_contents[row]), not of_contents[row]))
        chosen[id] = sorted(rows[:MOST_PASSAGES])
    wanted = [row for id in ids for row in chosen[id]]
    shown = dict(zip(wanted, statement_rows(connection, [places[row] for row in wanted]), strict=True))
    return tuple(
        Hit(
            one,
            title_marks,
            tuple(Passage(shown[row], contents[row], of_contents[row], of_speakers[row]) for row in chosen[one.id])
            or _elsewhere(texts[one.id], words),
        )
        for one, title_marks in zip(documents, titles, strict=True)
    )


def _statements(
    connection: Connection, ids: Sequence[int], texts: dict[int, str]
) -> tuple[list[tuple[int, int]], list[str], list[str]]:
    """The documents' statements: their places, contents and sources' names."""
    s = statement.c
    main, own = source.alias(), source.alias()
    query = (
        select(s.document_id, s.number, s.content, main.c.name)
        .outerjoin(appearance, appearance.c.id == s.appearance_id)
        .outerjoin(own, own.c.id == appearance.c.source_id)
        .outerjoin(main, main.c.id == own.c.canonical_id)
        .where(s.document_id.in_(ids))
        .order_by(s.document_id, s.number)
    )
    rows = connection.execute(query).all()
    contents = [joined(texts[row.document_id], pairs(row.content)) for row in rows]
    return [(row.document_id, row.number) for row in rows], contents, [restored(row.name) or "" for row in rows]


def _different(text: str, hits: Marks) -> int:
    return len({text[start:end].casefold() for start, end in hits})


def _elsewhere(text: str, words: Words) -> tuple[Passage, ...]:
    """The stretch around the first hit in the text, where none is in a statement."""
    (hits,) = marks([text], words)
    if not hits:
        return ()
    begin, end = max(hits[0][0] - AROUND, 0), min(hits[0][1] + AROUND, len(text))
    begin = 0 if begin == 0 else max(text.find(" ", begin, hits[0][0]) + 1, begin)
    end = len(text) if end == len(text) else max(text.rfind(" ", hits[0][1], end), hits[0][1])
    return (Passage(None, text[begin:end], tuple((a - begin, b - begin) for a, b in hits if b <= end), ()),)
