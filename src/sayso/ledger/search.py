"""Finds statements, documents and sources in the index: by words, and by facets such as the outlet or the act.

indexing.py tells what the index is. What is found is told by its key; newest first is the greatest first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select, text

from sayso.ledger.indexing import DAY_BITS, is_sqlite, key_column, key_of
from sayso.ledger.schema import document, statement
from sayso.ledger.spans import joined, pairs
from sayso.ledger.words import Term, Words, fts5, holding

KEYS_AT_ONCE = 1_000
LISTED_AT_ONCE = 20
VERIFIED_AT_ONCE, MOST_KEYS_AT_ONCE = 200, 20_000
"""Of statements with the words of a phrase: how many texts are looked at in one go, and how many keys are taken."""


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """What the index is asked for: of each of the `facets` groups one, the words, and days from `since` to `until`."""

    facets: tuple[tuple[str, ...], ...]
    words: Words = Words(())
    since: str | None = None
    until: str | None = None

    @property
    def keys(self) -> tuple[int, int]:
        """The range of keys in which it can be, end exclusive."""
        if self.since is None and self.until is None:
            return 0, 1 << 63 - 1
        return key_of(self.since or "0001-01-01"), key_of(self.until or "9999-12-31") + (1 << DAY_BITS)


def statement_keys(connection: Connection, sought: Sought, *, below: int | None, limit: int) -> list[int]:
    """The newest statements that are sought, of keys less than `below` if that is given."""
    lowest, end = sought.keys
    end = end if below is None else min(end, below)
    if is_sqlite(connection) and sought.words.phrases:
        return _verified(connection, sought, lowest, end, limit)
    return _keys(connection, "statement_words", sought, lowest, end, limit)


def document_keys(connection: Connection, sought: Sought, *, below: int | None, limit: int) -> list[int]:
    """The newest documents that are sought, of keys less than `below` if that is given."""
    lowest, end = sought.keys
    end = end if below is None else min(end, below)
    facets = Sought(facets=sought.facets)
    if not (sought.words.wanted or sought.words.unwanted):
        return _keys(connection, "statement_words", facets, lowest, end, limit)
    holding_words = _documents_holding(connection, sought.words)
    query = text("SELECT top, document_id FROM listing WHERE top IN :keys")
    query = query.bindparams(bindparam("keys", expanding=True))
    found: list[int] = []
    while len(found) < limit:
        keys = _keys(connection, "statement_words", facets, lowest, end, KEYS_AT_ONCE)
        ids = {row.top: row.document_id for row in connection.execute(query, {"keys": keys})}
        found += [key for key in keys if ids[key] in holding_words]
        if len(keys) < KEYS_AT_ONCE:
            break
        end = keys[-1]
    return found[:limit]


def oldest_dated(connection: Connection, sought: Sought) -> int | None:
    """The key of the oldest document that is sought, of those that have a day; None if there is none."""
    lowest, end = sought.keys
    matching, values = condition(connection, "statement_words", sought)
    key = key_column(connection)
    query = f"""SELECT {key} FROM statement_words WHERE {matching} AND {key} >= :lowest AND {key} < :end
        ORDER BY {key} LIMIT 1"""
    values |= {"lowest": max(lowest, 1 << DAY_BITS), "end": end}
    found: int | None = connection.execute(text(query), values).scalar()
    return found


def source_ids(connection: Connection, sought: Sought, *, limit: int) -> list[int]:
    """Sources that are sought by words in their names, those that came last first."""
    return _keys(connection, "source_words", sought, *sought.keys, limit)


def count(connection: Connection, sought: Sought, lowest: int, end: int) -> int:
    """How many statements are sought of those with keys from `lowest` to before `end`."""
    if is_sqlite(connection) and sought.words.phrases:
        return len(_verified(connection, sought, lowest, end, end - lowest))
    matching, values = condition(connection, "statement_words", sought)
    key = key_column(connection)
    query = f"SELECT count(*) FROM statement_words WHERE {matching} AND {key} >= :lowest AND {key} < :end"
    return int(connection.execute(text(query), values | {"lowest": lowest, "end": end}).scalar_one())


def ranked(connection: Connection, sought: Sought, *, after: int | None, limit: int) -> list[int]:
    """The numbers of the documents that are sought, those that have most of the words first; equals, the latest first.

    They follow the one with the number `after`, if that is given.
    """
    matching, values = condition(connection, "document_words", sought)
    id = f"document_words.{key_column(connection)}"
    # As a double, in which it can be given back to be compared with.
    ranked_by = f"CAST(-ts_rank(words, {matching.removeprefix('words @@ ')}) AS double precision)"
    rank = "rank" if is_sqlite(connection) else ranked_by
    tables, where = "document_words", f"WHERE {matching}"
    if sought.since is not None or sought.until is not None:
        tables += f" JOIN listing ON listing.document_id = {id}"
        where += " AND listing.top >= :lowest AND listing.top < :end"
        values |= dict(zip(("lowest", "end"), sought.keys, strict=True))
    if after is not None:
        query = f"SELECT {rank} FROM {tables} {where} AND {id} = :after"
        last = connection.execute(text(query), values | {"after": after}).scalar()
        if last is None:
            return []
        values |= {"last": last, "after": after}
        where += f" AND ({rank} > :last OR ({rank} = :last AND {id} < :after))"
    query = f"SELECT {id} FROM {tables} {where} ORDER BY {rank}, {id} DESC LIMIT :limit"
    return list(connection.execute(text(query), values | {"limit": limit}).scalars())


def places(connection: Connection, keys: Sequence[int]) -> list[tuple[int, int]]:
    """The documents' ids and the statements' numbers that the keys stand for; number 0 stands for the document."""
    query = text("SELECT top, document_id FROM listing WHERE top >= :key ORDER BY top LIMIT :some")
    found: dict[int, tuple[int, int]] = {}
    tops: list[tuple[int, int]] = []
    for key in sorted(set(keys)):
        place = bisect_left(tops, key, key=itemgetter(0))
        if place == len(tops):
            # Some more, which hold the keys that follow if these lie close together.
            tops = [(top, id) for top, id in connection.execute(query, {"key": key, "some": LISTED_AT_ONCE})]
            place = 0
        top, id = tops[place]
        found[key] = (id, top - key)
    return [found[key] for key in keys]


def contents(connection: Connection, places: Sequence[tuple[int, int]]) -> list[str]:
    """The words of the statements' contents; `places` are documents' ids and statements' numbers."""
    found: dict[tuple[int, int], str] = {}
    numbers: dict[int, list[int]] = {}
    for document_id, number in places:
        numbers.setdefault(document_id, []).append(number)
    for document_id, some in numbers.items():
        query = select(statement.c.number, statement.c.content, document.c.text).join_from(statement, document)
        of = (statement.c.document_id == document_id) & statement.c.number.in_(some)
        for number, content, whole in connection.execute(query.where(of)):
            found[document_id, number] = joined(whole, pairs(content))
    return [found.get(place, "") for place in places]


def _keys(connection: Connection, table: str, sought: Sought, lowest: int, end: int, limit: int) -> list[int]:
    matching, values = condition(connection, table, sought)
    key = key_column(connection)
    query = f"""SELECT {key} FROM {table} WHERE {matching} AND {key} >= :lowest AND {key} < :end
        ORDER BY {key} DESC LIMIT :limit"""
    return list(connection.execute(text(query), values | {"lowest": lowest, "end": end, "limit": limit}).scalars())


def condition(connection: Connection, table: str, sought: Sought) -> tuple[str, dict[str, Any]]:
    """What a row of the table has to fulfil, as SQL, with the values for its parameters."""
    if is_sqlite(connection):
        return f"{table} MATCH :match", {"match": _fts5(sought, detailed=table == "document_words")}
    values: dict[str, Any] = {}
    terms = []
    for group in sought.facets:
        values[name := f"t{len(values)}"] = " | ".join(f"'{facet}'" for facet in group)
        terms.append(f"CAST(:{name} AS tsquery)")
    for sign, some in (("", sought.words.wanted), ("!! ", sought.words.unwanted)):
        for term in some:
            words = [f"'{word}'" for word in term.words]
            values[name := f"t{len(values)}"] = " <-> ".join(words) + ":*" * term.prefix
            terms.append(f"{sign}to_tsquery('sayso', :{name})")
    return f"words @@ ({' && '.join(terms)})", values


def _fts5(sought: Sought, detailed: bool) -> str:
    """The query in FTS5's language. Without details the index knows no phrases: their words count, in any order."""
    wanted: list[str] = [" OR ".join(f'"{facet}"' for facet in group) for group in sought.facets]
    unwanted: list[str] = []
    for term in sought.words.wanted:
        wanted += [fts5(term)] if detailed else [fts5(word) for word in _single(term)]
    for term in sought.words.unwanted:
        if detailed or len(term.words) == 1:
            unwanted.append(fts5(term))
    query = " AND ".join(f"({term})" for term in wanted)
    return f"({query}) NOT ({' OR '.join(unwanted)})" if unwanted else query


def _single(term: Term) -> list[Term]:
    *others, last = term.words
    return [*(Term((word,)) for word in others), Term((last,), term.prefix)]


def _verified(connection: Connection, sought: Sought, lowest: int, end: int, limit: int) -> list[int]:
    """What `_keys` gives of statements, where the order of words counts.

    Those documents come in question that hold the wanted phrases somewhere; of their statements that have the words,
    the texts are looked at.
    """
    spans: list[tuple[int, int]] | None = None
    if any(len(term.words) > 1 for term in sought.words.wanted):
        whole = Sought(facets=(), words=Words(sought.words.wanted))
        query = """SELECT top - statements, top FROM document_words JOIN listing ON document_id = document_words.rowid
            WHERE document_words MATCH :match ORDER BY top"""
        rows = connection.execute(text(query), {"match": _fts5(whole, detailed=True)})
        spans = [(least, top) for least, top in rows]
    found: list[int] = []
    size = VERIFIED_AT_ONCE
    while len(found) < limit:
        keys = _keys(connection, "statement_words", sought, lowest, end, size)
        possible = keys if spans is None else [key for key in keys if _within(key, spans)]
        for begin in range(0, len(possible), VERIFIED_AT_ONCE):
            some = possible[begin : begin + VERIFIED_AT_ONCE]
            held = holding(contents(connection, places(connection, some)), sought.words)
            found += [key for key, holds in zip(some, held, strict=True) if holds]
            if len(found) >= limit:
                break
        if len(keys) < size:
            break
        end = keys[-1]
        size = min(size * 4, MOST_KEYS_AT_ONCE)
    return found[:limit]


def _documents_holding(connection: Connection, words: Words) -> set[int]:
    """The numbers of the documents that hold what is wanted, and nothing that is not, in their text or title."""
    key = key_column(connection)
    if words.wanted:
        matching, values = condition(connection, "document_words", Sought(facets=(), words=words))
        return set(connection.execute(text(f"SELECT {key} FROM document_words WHERE {matching}"), values).scalars())
    without = _documents_holding(connection, Words(words.unwanted[:1]))
    for term in words.unwanted[1:]:
        without |= _documents_holding(connection, Words((term,)))
    return set(connection.execute(text("SELECT document_id FROM listing")).scalars()) - without


def _within(key: int, spans: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(spans, key, key=itemgetter(0)) - 1
    return place >= 0 and spans[place][0] <= key < spans[place][1]
