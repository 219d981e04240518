"""Lists statements, documents, sources and days of the ledger, narrowed down, a page at a time.

Only current versions are listed, the newest first; what is undated comes last. A page tells after what the next one
begins, and stays true when documents come in between.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import islice

from sqlalchemy import Connection, bindparam, func, select, text

from sayso.ledger import indexing
from sayso.ledger.copies import NEARLY
from sayso.ledger.filters import Filters, NotFound
from sayso.ledger.listed import Day, DocumentRow, Link, Page, SourceRow, StatementRow, Voice
from sayso.ledger.naming import canonical, check_outlet, members
from sayso.ledger.rows import restored
from sayso.ledger.schema import appearance, copy, document, link, manner, moment, source, statement
from sayso.ledger.search import Sought, condition, contents, count, document_keys, oldest_dated, places, statement_keys
from sayso.ledger.spans import joined, pairs
from sayso.ledger.words import Words, holding, parsed

STATEMENT = re.compile(r"(\d{1,9})\.s(\d{1,9})", re.ASCII)
MOST_COUNTED = 10_000
"""Statements on a page of the timeline, unless its first day has more: so many are looked through in a moment."""
MOST_VOICES = 3
BEGINNING = 200
"""Characters of a text without title that are shown for it."""

_ALL = Filters()


def statements(
    connection: Connection, filters: Filters = _ALL, *, limit: int, after: str | None = None
) -> Page[StatementRow]:
    """List statements; those of one document are in the order of its text. `after` is a statement's id, 12.s3.

    Raises NotFound if `filters` or `after` name what is not there.
    """
    sought = _sought(connection, filters)
    if filters.document is not None:
        return _of_document(connection, filters, sought, limit, after)
    below = None if after is None else _key_of_statement(connection, after)
    keys = statement_keys(connection, sought, below=below, limit=limit + 1)
    found = statement_rows(connection, places(connection, keys[:limit]))
    return Page(found, found[-1].id if len(keys) > limit else None)


def documents(
    connection: Connection, filters: Filters = _ALL, *, limit: int, after: str | None = None
) -> Page[DocumentRow]:
    """List documents, of the filters by `source`, `outlet`, `since`, `until` and `words`. `after` is a number.

    Raises NotFound if `filters` or `after` name what is not there.
    """
    sought = _sought_documents(connection, filters)
    below = None if after is None else indexing.top_of(connection, listed_document(connection, after))
    keys = document_keys(connection, sought, below=below, limit=limit + 1)
    found = document_rows(connection, [id for id, _ in places(connection, keys[:limit])])
    return Page(found, str(found[-1].id) if len(keys) > limit else None)


def sources(
    connection: Connection, filters: Filters = _ALL, *, limit: int, after: str | None = None
) -> Page[SourceRow]:
    """List sources, those with the most statements first, of the filters by `words` (in their names) and `anonymous`.

    `after` is a source's number. Raises NotFound if that is not there.
    """
    groups = _groups(connection)
    begin: tuple[int, int] | None = None
    if after is not None:
        last = canonical(connection, _number(after, "source"))
        begin = (_statements_of(connection, groups.get(last, [last])), last)
    words = parsed(filters.words) if filters.words else Words(())
    ids = list(islice(_source_ids(connection, groups, words, filters.anonymous, begin, limit + 1), limit + 1))
    found = source_rows(connection, ids[:limit])
    return Page(found, str(ids[limit - 1]) if len(ids) > limit else None)


def timeline(connection: Connection, filters: Filters = _ALL, *, limit: int, after: str | None = None) -> Page[Day]:
    """Count statements by day: `limit` days at most, and fewer where there are very many. `after` is a day.

    Raises NotFound if `filters` name what is not there, or if `after` is no day.
    """
    sought = _sought(connection, filters)
    lowest, below = sought.keys
    if after is not None:
        if not (least := indexing.key_of(after)):
            raise NotFound(f"{after!r} is no day such as 2025-06-15")
        below = min(below, least)
    found: list[Day] = []
    counted = 0
    while newest := statement_keys(connection, sought, below=below, limit=1):
        least = max(newest[0] >> indexing.DAY_BITS << indexing.DAY_BITS, lowest)
        day = indexing.day_of(newest[0])
        number = count(connection, sought, least if day else 0, newest[0] + 1)
        counted += number
        if len(found) == limit or (found and counted > MOST_COUNTED):
            return Page(tuple(found), found[-1].day)
        keys = statement_keys(connection, sought, below=below, limit=min(number, MOST_COUNTED))
        found.append(_day(connection, day, number, places(connection, keys)))
        if day is None:
            break
        below = least
    return Page(tuple(found), None)


def statement_rows(connection: Connection, where: Sequence[tuple[int, int]]) -> tuple[StatementRow, ...]:
    """The statements with these documents' ids and numbers, in this order."""
    texts = _texts(connection, {document_id for document_id, _ in where})
    main, own = source.alias(), source.alias()
    s, d = statement.c, document.c
    query = (
        select(
            *(s.id, s.document_id, s.number, s.inside, s.source, s.cue, s.content, s.confidence),
            *(manner.c.quotation, manner.c.act, manner.c.certainty, manner.c.polarity),
            *(d.outlet, d.title, d.published, d.day, d.url, moment.c.value.label("said")),
            *(main.c.id.label("speaker"), main.c.name, main.c.anonymous),
        )
        .join_from(statement, document, d.id == s.document_id)
        .join(manner, manner.c.id == s.manner_id)
        .outerjoin(appearance, appearance.c.id == s.appearance_id)
        .outerjoin(own, own.c.id == appearance.c.source_id)
        .outerjoin(main, main.c.id == own.c.canonical_id)
        .outerjoin(moment, (moment.c.document_id == s.document_id) & (moment.c.number == s.said))
        .where(s.id.in_(_statement_ids(connection, where)))
    )
    rows = connection.execute(query).all()
    chains = _chains(connection, [row.id for row in rows])
    found = {
        (row.document_id, row.number): StatementRow(
            id=f"{row.document_id}.s{row.number}",
            document=row.document_id,
            outlet=restored(row.outlet),
            title=restored(row.title),
            published=restored(row.published),
            day=row.day,
            url=restored(row.url),
            speaker=None if row.speaker is None else Link(row.speaker, restored(row.name), row.anonymous),
            source=joined(texts[row.document_id], pairs(row.source)),
            cue=joined(texts[row.document_id], pairs(row.cue)),
            content=joined(texts[row.document_id], pairs(row.content)),
            chain=chains[row.id],
            inside=None if row.inside is None else f"{row.document_id}.s{row.inside}",
            quotation=restored(row.quotation),
            act=restored(row.act),
            certainty=restored(row.certainty),
            polarity=restored(row.polarity),
            said=restored(row.said),
            confidence=row.confidence,
        )
        for row in rows
    }
    return tuple(found[place] for place in where)


def document_rows(connection: Connection, ids: Sequence[int]) -> tuple[DocumentRow, ...]:
    """The documents with these numbers, in this order; numbers that are not there are left out."""
    d, s = document.c, statement.c
    attributed = select(func.count()).where(s.document_id == d.id, s.cue.is_not(None)).scalar_subquery()
    linked = (copy.c.document_id == d.id) | (copy.c.other_id == d.id)
    copies = select(func.count()).where(linked, copy.c.share >= NEARLY).scalar_subquery()
    columns = (d.id, d.outlet, d.title, d.author, d.published, d.day, d.url, d.version)
    begins = func.substr(d.text, 1, BEGINNING).label("begins")
    query = select(*columns, begins, attributed.label("statements"), copies.label("copies")).where(d.id.in_(ids))
    found = {
        row.id: DocumentRow(
            id=row.id,
            outlet=restored(row.outlet),
            title=restored(row.title),
            author=restored(row.author),
            published=restored(row.published),
            day=row.day,
            url=restored(row.url),
            begins=next((line for line in map(str.strip, row.begins.splitlines()) if line), ""),
            statements=row.statements,
            version=row.version,
            copies=row.copies,
        )
        for row in connection.execute(query)
    }
    return tuple(found[id] for id in ids if id in found)


def source_rows(connection: Connection, ids: Sequence[int]) -> tuple[SourceRow, ...]:
    """The sources with these canonical numbers, in this order."""
    main = source.alias()
    query = (
        select(source.c.id.label("member"), source.c.name.label("other"), main)
        .join_from(source, main, main.c.id == source.c.canonical_id)
        .where(main.c.id.in_(ids))
        .order_by(source.c.id)
    )
    rows = connection.execute(query).all()
    groups: defaultdict[int, list[int]] = defaultdict(list)
    others: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        groups[row.id].append(row.member)
        if row.member != row.id and row.other != row.name:
            others[row.id].append(restored(row.other))
    tallies = _tallies(connection, [row.member for row in rows])
    found = {}
    for row in rows:
        group = groups[row.id]
        sought = Sought(facets=(tuple(map(indexing.source_facet, group)),))
        newest = document_keys(connection, sought, below=None, limit=1)
        oldest = oldest_dated(connection, sought)
        found[row.id] = SourceRow(
            id=row.id,
            name=restored(row.name),
            kind=restored(row.kind),
            unnamed=row.anonymous,
            affiliation=restored(row.affiliation),
            role=restored(row.role),
            statements=sum(tallies[id][0] for id in group),
            documents=sum(tallies[id][1] for id in group),
            since=None if oldest is None else indexing.day_of(oldest),
            until=indexing.day_of(newest[0]) if newest else None,
            others=tuple(dict.fromkeys(others[row.id])),
        )
    return tuple(found[id] for id in ids if id in found)


def _sought_documents(connection: Connection, filters: Filters) -> Sought:
    facets = [(indexing.EVERY_DOCUMENT,), *_shared_facets(connection, filters)]
    words = parsed(filters.words) if filters.words else Words(())
    return Sought(facets=tuple(facets), words=words, since=filters.since, until=filters.until)


def listed_document(connection: Connection, number: str) -> int:
    """The number of a document that is listed, as somebody wrote it. Raises NotFound if none is."""
    id = _number(number, "document")
    if indexing.top_of(connection, id) is None:
        raise NotFound(f"document {number} is not listed (any more); begin again without --after")
    return id


def _sought(connection: Connection, filters: Filters) -> Sought:
    facets: list[tuple[str, ...]] = [(indexing.OWN_VOICE if filters.own_voice else indexing.ATTRIBUTED,)]
    facets += _shared_facets(connection, filters)
    if filters.anonymous is not None:
        facets.append((indexing.UNNAMED if filters.anonymous else indexing.NAMED,))
    facets += [
        (facet(value),)
        for facet, value in (
            (indexing.act_facet, filters.act),
            (indexing.certainty_facet, filters.certainty),
            (indexing.polarity_facet, filters.polarity),
        )
        if value is not None
    ]
    words = parsed(filters.words) if filters.words else Words(())
    return Sought(facets=tuple(facets), words=words, since=filters.since, until=filters.until)


def _shared_facets(connection: Connection, filters: Filters) -> list[tuple[str, ...]]:
    """Those that documents and statements have."""
    facets: list[tuple[str, ...]] = []
    if filters.outlet is not None:
        check_outlet(connection, filters.outlet)
        facets.append((indexing.outlet_facet(filters.outlet),))
    if filters.source is not None:
        same = members(connection, canonical(connection, filters.source))
        facets.append(tuple(map(indexing.source_facet, same)))
    return facets


def _of_document(
    connection: Connection, filters: Filters, sought: Sought, limit: int, after: str | None
) -> Page[StatementRow]:
    """The statements of one document, which may be an old version, so that the index does not have it."""
    number = filters.document
    s, d = statement.c, document.c
    day = connection.execute(select(d.day, d.outlet).where(d.id == number)).one_or_none()
    if day is None:
        raise NotFound(f"no document has the number {number}; `sayso documents` lists them")
    own = source.alias()
    query = select(s.document_id, s.number).outerjoin(appearance, appearance.c.id == s.appearance_id)
    query = query.outerjoin(own, own.c.id == appearance.c.source_id).where(s.document_id == number)
    query = query.where(s.cue.is_(None) if filters.own_voice else s.cue.is_not(None)).order_by(s.number)
    m = manner.c
    query = query.join(manner, m.id == s.manner_id)
    for column, value in ((m.act, filters.act), (m.certainty, filters.certainty), (m.polarity, filters.polarity)):
        if value is not None:
            query = query.where(column == value)
    if filters.anonymous is not None:
        query = query.where(own.c.anonymous == filters.anonymous)
    if filters.source is not None:
        query = query.where(own.c.canonical_id == canonical(connection, filters.source))
    if filters.outlet is not None:
        query = query.join(document, d.id == s.document_id).where(func.lower(d.outlet) == filters.outlet.lower())
    if after is not None:
        query = query.where(s.number > _place(after)[1])
    where = [(document_id, number) for document_id, number in connection.execute(query)]
    least, end = sought.keys
    if not least <= indexing.key_of(day[0]) < end:
        where = []
    if filters.words:
        held = holding(contents(connection, where), sought.words)
        where = [place for place, holds in zip(where, held, strict=True) if holds]
    found = statement_rows(connection, where[:limit])
    return Page(found, found[-1].id if len(where) > limit else None)


def _place(id: str) -> tuple[int, int]:
    written = STATEMENT.fullmatch(id)
    if not written:
        raise NotFound(f"{id!r} is no statement's number such as 12.s3")
    return int(written[1]), int(written[2])


def _number(written: str, what: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise NotFound(f"{written!r} is no {what}'s number such as 12")
    return int(written)


def _key_of_statement(connection: Connection, id: str) -> int:
    document_id, number = _place(id)
    key = indexing.top_of(connection, document_id)
    if key is None:
        raise NotFound(f"{id} is not listed (any more); begin again without --after")
    return key - number


def _texts(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    query = select(document.c.id, document.c.text).where(document.c.id.in_(list(ids)))
    return {row.id: row.text for row in connection.execute(query)}


def _statement_ids(connection: Connection, where: Sequence[tuple[int, int]]) -> list[int]:
    """The row ids of the statements with these documents' ids and numbers."""
    s = statement.c
    # SQLite finds no index for pairs; each half alone is found by one, and leaves few that are not wanted.
    query = select(s.id, s.document_id, s.number).where(
        s.document_id.in_({document_id for document_id, _ in where}), s.number.in_({number for _, number in where})
    )
    chosen = set(where)
    return [row.id for row in connection.execute(query) if (row.document_id, row.number) in chosen]


def _chains(connection: Connection, ids: Sequence[int]) -> defaultdict[int, tuple[Link, ...]]:
    """The links of these statements' chains, by the statements' row ids."""
    main, own = source.alias(), source.alias()
    query = (
        select(link.c.statement_id, main.c.id, main.c.name, main.c.anonymous)
        .join_from(link, appearance, appearance.c.id == link.c.appearance_id)
        .join(own, own.c.id == appearance.c.source_id)
        .join(main, main.c.id == own.c.canonical_id)
        .where(link.c.statement_id.in_(ids))
        .order_by(link.c.statement_id, link.c.place)
    )
    found: defaultdict[int, tuple[Link, ...]] = defaultdict(tuple)
    for statement_id, id, name, anonymous in connection.execute(query):
        found[statement_id] += (Link(id, restored(name), anonymous),)
    return found


def _day(connection: Connection, day: str | None, number: int, where: Sequence[tuple[int, int]]) -> Day:
    chosen = set(where)
    main, own = source.alias(), source.alias()
    s = statement.c
    query = (
        select(s.document_id, s.number, main.c.id, main.c.name, main.c.anonymous)
        .join_from(statement, appearance, appearance.c.id == s.appearance_id)
        .join(own, own.c.id == appearance.c.source_id)
        .join(main, main.c.id == own.c.canonical_id)
        .where(s.document_id.in_({document_id for document_id, _ in where}))
    )
    said = Counter(
        (id, name, bool(anonymous))
        for document_id, number, id, name, anonymous in connection.execute(query)
        if (document_id, number) in chosen
    )
    voices = sorted(said.items(), key=lambda item: (-item[1], item[0][2], item[0][1]))[:MOST_VOICES]
    told = tuple(Voice(id, restored(name), unnamed, times) for (id, name, unnamed), times in voices)
    return Day(day, number, len(said), told)


def _groups(connection: Connection) -> dict[int, list[int]]:
    """The sources that judgements make one, by the number under which they are listed."""
    query = text("SELECT canonical_id, id FROM source WHERE canonical_id <> id ORDER BY canonical_id, id")
    groups: dict[int, list[int]] = {}
    for canonical_id, id in connection.execute(query):
        groups.setdefault(canonical_id, [canonical_id]).append(id)
    return groups


def _tallies(connection: Connection, ids: Sequence[int]) -> defaultdict[int, tuple[int, int]]:
    """How many statements and documents each of the sources has."""
    query = text("SELECT source_id, statements, documents FROM tally WHERE source_id IN :ids")
    rows = connection.execute(query.bindparams(bindparam("ids", expanding=True)), {"ids": list(ids)})
    found: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    found.update((id, (statements, documents)) for id, statements, documents in rows)
    return found


def _statements_of(connection: Connection, ids: Sequence[int]) -> int:
    return sum(statements for statements, _ in _tallies(connection, ids).values())


def _source_ids(
    connection: Connection,
    groups: dict[int, list[int]],
    words: Words,
    anonymous: bool | None,
    begin: tuple[int, int] | None,
    limit: int,
) -> Iterator[int]:
    """The numbers of sources, those with the most statements first; equals, the latest number first."""
    together = {id for group in groups.values() for id in group}
    wanted = [False, True] if anonymous is None else [anonymous]
    singles = [
        _single_sources(connection, words, unnamed, begin, limit + len(together), together) for unnamed in wanted
    ]
    grouped = _grouped_sources(connection, groups, words, wanted, begin)
    for _, id in merge(*singles, grouped, reverse=True):
        yield id


def _single_sources(
    connection: Connection,
    words: Words,
    anonymous: bool,
    begin: tuple[int, int] | None,
    limit: int,
    leave_out: set[int],
) -> list[tuple[int, int]]:
    """Statements and numbers of the sources that no judgement joins to others, as many as there may be on a page."""
    where = "tally.anonymous = :anonymous AND documents > 0"
    values: dict[str, object] = {"anonymous": anonymous, "limit": limit}
    tables = "tally"
    if words.wanted or words.unwanted:
        facet = indexing.UNNAMED if anonymous else indexing.NAMED
        matching, matched = condition(connection, "source_words", Sought(facets=((facet,),), words=words))
        # SQLite takes the tables of a cross join in their order; by itself it would ask the index for each source.
        tables = "source_words CROSS JOIN tally"
        where += f" AND tally.source_id = source_words.{indexing.key_column(connection)} AND {matching}"
        values |= matched
    if begin is not None:
        where += " AND (statements < :statements OR (statements = :statements AND source_id < :after))"
        values |= {"statements": begin[0], "after": begin[1]}
    query = f"""SELECT statements, source_id FROM {tables} WHERE {where}
        ORDER BY statements DESC, source_id DESC LIMIT :limit"""
    return [(said, id) for said, id in connection.execute(text(query), values) if id not in leave_out]


def _grouped_sources(
    connection: Connection,
    groups: dict[int, list[int]],
    words: Words,
    wanted: Sequence[bool],
    begin: tuple[int, int] | None,
) -> list[tuple[int, int]]:
    """Statements and numbers of the sources that judgements made of several."""
    ids = [id for group in groups.values() for id in group]
    query = select(source.c.id, source.c.canonical_id, source.c.name, source.c.anonymous).where(source.c.id.in_(ids))
    rows = connection.execute(query).all() if ids else []
    held = holding([restored(row.name) for row in rows], words)
    matching = {row.canonical_id for row, holds in zip(rows, held, strict=True) if holds}
    unnamed = {row.id: bool(row.anonymous) for row in rows}
    tallies = _tallies(connection, ids)
    found = [
        (sum(tallies[id][0] for id in groups[main]), main)
        for main in matching
        if unnamed[main] in wanted and any(tallies[id][1] for id in groups[main])
    ]
    return sorted((each for each in found if begin is None or each < begin), reverse=True)
