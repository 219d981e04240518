"""Tells what documents of the ledger share with others: passages, what kind of copy, which agency, who was first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

import msgspec
from sqlalchemy import Connection, bindparam, or_, select, text

from sayso.claims.agencies import How
from sayso.claims.copying import MOSTLY, Kind, Reuse, Shared, Written, explained, same_outlet, shared
from sayso.claims.reuse import changed, passages
from sayso.claims.told import Place
from sayso.ledger.copies import fetched
from sayso.ledger.filters import Filters, NotFound
from sayso.ledger.listed import Page
from sayso.ledger.naming import check_outlet
from sayso.ledger.rows import restored
from sayso.ledger.schema import copy, document
from sayso.ledger.search import Sought

MOST_AROUND = 16
"""Other documents that share passages with two, which are asked for the agency if those show none."""
LISTED_AT_ONCE = 500
"""Documents that are looked through at a time for such as share passages."""
PAIR = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)

_ALL = Filters()
_LISTED = text("SELECT top, document_id FROM listing WHERE top >= :least AND top < :end ORDER BY top DESC LIMIT :some")
_TOPS = text("SELECT document_id, top FROM listing WHERE document_id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)


class Sharing(msgspec.Struct, frozen=True):
    """One of two documents that share passages: its number, the id it came with, and what is known about it."""

    id: int
    name: str
    outlet: str | None
    title: str | None
    published: str | None
    day: str | None
    url: str | None


class SharedPassage(msgspec.Struct, frozen=True):
    """Words in a row that both documents have, as the earlier one writes them, and where they stand in both texts.

    `quoted` tells that they are just the quotation of a speaker.
    """

    text: str
    words: int
    quoted: bool
    earlier: Place
    later: Place


class Changed(msgspec.Struct, frozen=True):
    """What the later document has in place of words of the earlier one; `kind` is "replaced", "added" or "dropped"."""

    kind: str
    before: str
    after: str
    earlier: Place | None
    later: Place | None


class CopyRow(msgspec.Struct, frozen=True):
    """Two documents that share passages; `id` has both their numbers: 12-7.

    `earlier` was published first, or came into the ledger first if `first` is None: then nobody knows. `agency` is the
    one that explains the passages, by its short name; `credit` tells how it is shown, and `credited` by which document.
    `words`, `longest` and `share` are as in sayso.claims.copying.
    """

    id: str
    kind: Kind
    agency: str | None
    credit: How | None
    credited: int | None
    first: int | None
    words: int
    longest: int
    share: float
    quoted: bool
    earlier: Sharing
    later: Sharing
    shared: tuple[SharedPassage, ...]
    changes: tuple[Changed, ...]


def copies(connection: Connection, filters: Filters = _ALL, *, limit: int, after: str | None = None) -> Page[CopyRow]:
    """List documents that share passages, by pairs, those first of which one is newest; only current versions.

    Left out are pairs that share but quotations of a speaker, and those of one outlet that share less than half of the
    shorter text, which is the outlet's own standing text.
    Of the filters, `outlet` holds of either document, `since` and `until` of the newer one, undated ones being oldest;
    with `document`, all pairs of this one are listed, those first that share most. `after` is a pair's id. Raises
    NotFound if what they name is not there.
    """
    if filters.outlet is not None:
        check_outlet(connection, filters.outlet)
    found = _pairs_of(connection, filters.document, after) if filters.document else _pairs(connection, filters, after)
    wanted = list(islice(found, limit + 1))
    rows = _rows(connection, wanted[:limit])
    return Page(rows, _id(wanted[limit - 1]) if len(wanted) > limit else None)


def explain_pairs(connection: Connection, pairs: Iterable[tuple[int, int]]) -> tuple[Reuse, ...]:
    """What these pairs of documents share, in this order; nothing for those that share no passage.

    The passages are worked out from the texts. An agency that is shown by another document of the group that shares
    passages with them counts as theirs.
    """
    wanted = list(pairs)
    documents = fetched(connection, {number for pair in wanted for number in pair})
    made = []
    for left, right in wanted:
        one, other = documents[left], documents[right]
        what = shared(one, other)
        if what is not None:
            made.append(explained(one, other, what, _group(connection, one, other, what, documents)))
    return tuple(made)


def _group(
    connection: Connection, one: Written, other: Written, what: Shared, documents: dict[int, Written]
) -> Iterator[Written]:
    """Other documents that have some of the words that two share. Nothing is fetched before it is asked for."""
    c = copy.c
    pair = (one.id, other.id)
    linked = connection.execute(
        select(c.document_id, c.other_id)
        .where(or_(c.document_id.in_(pair), c.other_id.in_(pair)))
        .order_by(c.words.desc(), c.other_id, c.document_id)
        .limit(2 * MOST_AROUND)
    )
    numbers = list(dict.fromkeys(number for both in linked for number in both if number not in pair))[:MOST_AROUND]
    documents |= fetched(connection, set(numbers) - documents.keys())
    for number in numbers:
        if all(each.how == "cited" for each in documents[number].shown):
            # It could explain nothing, and comparing takes long.
            continue
        beside = passages(one.words, documents[number].words)
        if any(_overlap(here.left, there.left) for here in what.passages for there in beside):
            yield documents[number]


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _pairs(connection: Connection, filters: Filters, after: str | None) -> Iterator[tuple[int, int]]:
    """The numbers of the newer and the older document of each pair."""
    least, end = Sought(facets=(), since=filters.since, until=filters.until).keys
    begin = None
    if after is not None:
        numbers = _numbers(after)
        tops = _tops(connection, numbers)
        if len(tops) < len(set(numbers)):
            raise NotFound(f"{after} is not listed (any more); begin again without --after")
        begin = max(tops.values()), min(tops.values())
        end = min(end, begin[0] + 1)
    c = copy.c
    while listed := dict(map(tuple, connection.execute(_LISTED, {"least": least, "end": end, "some": LISTED_AT_ONCE}))):
        tops = {number: top for top, number in listed.items()}
        linked = select(c.document_id, c.other_id, c.share).where(~c.quoted)
        linked = linked.where(or_(c.document_id.in_(tops), c.other_id.in_(tops)))
        both = {(later, other): share for later, other, share in connection.execute(linked)}
        linked_numbers = {number for pair in both for number in pair}
        others = _tops(connection, linked_numbers)
        outlets = _outlets(connection, linked_numbers)
        keyed = []
        for pair, share in both.items():
            one, other = (outlets[number] for number in pair)
            if all(number in others for number in pair) and _listed(one, other, share, filters.outlet):
                newer, older = sorted(pair, key=lambda number: others[number], reverse=True)
                if newer in tops and (begin is None or (others[newer], others[older]) < begin):
                    keyed.append((others[newer], others[older], newer, older))
        yield from ((newer, older) for _, _, newer, older in sorted(keyed, reverse=True))
        end = min(listed)


def _pairs_of(connection: Connection, number: int | None, after: str | None) -> Iterator[tuple[int, int]]:
    if connection.execute(select(document.c.id).where(document.c.id == number)).scalar() is None:
        raise NotFound(f"no document has the number {number}; `sayso documents` lists them")
    c = copy.c
    query = select(c.document_id, c.other_id).where(or_(c.document_id == number, c.other_id == number))
    query = query.order_by(c.words.desc(), c.document_id, c.other_id)
    pairs = [(later, other) for later, other in connection.execute(query)]
    if after is None:
        return iter(pairs)
    if (last := _numbers(after)) not in pairs:
        raise NotFound(f"{after} is not listed (any more); begin again without --after")
    return iter(pairs[pairs.index(last) + 1 :])


def _tops(connection: Connection, numbers: Collection[int]) -> dict[int, int]:
    """The keys of documents by which listings order them; old versions have none."""
    return dict(map(tuple, connection.execute(_TOPS, {"ids": sorted(numbers)})))


def _numbers(pair: str) -> tuple[int, int]:
    written = PAIR.fullmatch(pair)
    if written is None:
        raise NotFound(f"{pair!r} is no pair of documents such as 12-7")
    return int(written[1]), int(written[2])


def _outlets(connection: Connection, numbers: Collection[int]) -> dict[int, str | None]:
    d = document.c
    return {id: restored(name) for id, name in connection.execute(select(d.id, d.outlet).where(d.id.in_(numbers)))}


def _listed(one: str | None, other: str | None, share: float, outlet: str | None) -> bool:
    """Whether a pair of these outlets is listed if `outlet` is asked for."""
    if share < MOSTLY and same_outlet(one, other):
        return False
    return outlet is None or same_outlet(one, outlet) or same_outlet(other, outlet)


def _rows(connection: Connection, pairs: Sequence[tuple[int, int]]) -> tuple[CopyRow, ...]:
    d = document.c
    numbers = {number for pair in pairs for number in pair}
    known = {
        row.id: Sharing(row.id, *map(restored, (row.name, row.outlet, row.title, row.published, row.day, row.url)))
        for row in connection.execute(
            select(d.id, d.name, d.outlet, d.title, d.published, d.day, d.url).where(d.id.in_(numbers))
        )
    }
    documents = fetched(connection, numbers)
    found = {(each.left, each.right): each for each in explain_pairs(connection, [_order(pair) for pair in pairs])}
    return tuple(_row(_id(pair), found[_order(pair)], known, documents) for pair in pairs if _order(pair) in found)


def _id(pair: tuple[int, int]) -> str:
    return f"{max(pair)}-{min(pair)}"


def _order(pair: tuple[int, int]) -> tuple[int, int]:
    return min(pair), max(pair)


def _row(id: str, of: Reuse, known: dict[int, Sharing], documents: dict[int, Written]) -> CopyRow:
    swapped = of.first == of.right
    one, other = (documents[number] for number in ((of.right, of.left) if swapped else (of.left, of.right)))
    places = [(each, *((each.right, each.left) if swapped else (each.left, each.right))) for each in of.shared.passages]
    return CopyRow(
        id=id,
        kind=of.kind,
        agency=None if of.agency is None else of.agency.name,
        credit=None if of.agency is None else of.agency.how,
        credited=None if of.agency is None else of.agency.document,
        first=of.first,
        words=of.shared.words,
        longest=of.shared.longest,
        share=round(of.shared.share, 4),
        quoted=of.shared.quoted,
        earlier=known[one.id],
        later=known[other.id],
        shared=tuple(
            SharedPassage(one.text[slice(*here)], each.words, each.quoted, here, there)
            for each, here, there in sorted(places, key=lambda place: place[1:])
        ),
        changes=tuple(
            Changed(each.kind, _words(one, each.left), _words(other, each.right), each.left, each.right)
            for each in changed(one.words, other.words)
        ),
    )


def _words(of: Written, place: Place | None) -> str:
    return "" if place is None else of.text[slice(*place)]
