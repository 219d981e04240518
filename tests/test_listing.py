"""Listings: what filters leave, in which order, page by page, as going through all documents would have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from ledger_documents import reading
from listing_ledgers import fill, generated
from sayso.document import Statement
from sayso.ledger import finding, listing
from sayso.ledger.filters import Filters, NotFound
from sayso.ledger.keeping import Kept, kept
from sayso.ledger.listed import Page
from sayso.ledger.naming import canonical
from sayso.ledger.opening import opened, writing
from sayso.ledger.opening import reading as reads
from sayso.ledger.storing import store
from sayso.ledger.words import holding, parsed
from sayso.views.wording import joined


@pytest.fixture
def engine(place: str) -> Iterator[Engine]:
    with opened(place, create=True) as engine:
        fill(engine, 30)
        yield engine


def day(one: Kept, connection: Connection) -> str:
    return connection.execute(text("SELECT day FROM document WHERE id = :id"), {"id": one.id}).scalar() or ""


def in_order(connection: Connection) -> list[Kept]:
    """All current documents, the newest first, and of one day the one that came last first."""
    return sorted(kept(connection), key=lambda one: (day(one, connection), one.id), reverse=True)


def fits(one: Kept, statement: Statement, filters: Filters, day: str) -> bool:
    sources = {source.id: source for source in one.document.sources or ()}
    source = sources.get(statement.source_id or "")
    return (
        statement.attributed is not filters.own_voice
        and filters.outlet in (None, one.document.outlet)
        and filters.act in (None, statement.act)
        and filters.certainty in (None, statement.certainty)
        and filters.anonymous in (None, source and source.anonymous)
        and (filters.source is None or bool(source and one.sources[source.id] == filters.source))
        and (filters.since is None or day >= filters.since)
        and (filters.until is None or "" < day <= filters.until)
        and (filters.words is None or holding([joined(one.document, statement.content)], parsed(filters.words))[0])
    )


def pages(fetch: Callable[..., Page[Any]], connection: Connection, filters: Filters, limit: int) -> list[Any]:
    rows: list[Any] = []
    after = None
    while True:
        page = fetch(connection, filters, limit=limit, after=after)
        assert len(page.rows) <= limit
        rows += page.rows
        after = page.next
        if after is None:
            return rows


def test_every_mixture_of_filters_lists_what_going_through_all_documents_finds(engine: Engine) -> None:
    with reads(engine) as connection:
        documents = [(one, day(one, connection)) for one in in_order(connection)]
        number = canonical(connection, "Ida Sorrel")
        words = [None, '"old town" -bridge', "follow librar*", '-"town hall"']
        choices = product([None, "deny"], [None, number], [None, "Radio Innis"], [None, True], words)
        for act, source, outlet, anonymous, some in choices:
            filters = Filters(act=act, source=source, outlet=outlet, anonymous=anonymous, words=some)
            expected = [
                f"{one.id}.{statement.id}"
                for one, when in documents
                for statement in one.document.statements
                if fits(one, statement, filters, when)
            ]
            found = [row.id for row in pages(listing.statements, connection, filters, 17)]
            assert found == expected, filters


@pytest.mark.parametrize(
    "filters",
    [
        Filters(since="2025-06-15"),
        Filters(until="2024-12-31"),
        Filters(since="2024-01-01", until="2025-06-14", certainty="possible"),
        Filters(own_voice=True, words="nobody -bridge"),
    ],
)
def test_days_certainty_and_own_voice(engine: Engine, filters: Filters) -> None:
    with reads(engine) as connection:
        expected = [
            f"{one.id}.{statement.id}"
            for one in in_order(connection)
            for statement in one.document.statements
            if fits(one, statement, filters, day(one, connection))
        ]
        assert expected
        assert [row.id for row in pages(listing.statements, connection, filters, 4)] == expected


def test_rows_say_what_the_documents_say(engine: Engine) -> None:
    with reads(engine) as connection:
        documents = {one.id: one for one in kept(connection)}
        for row in pages(listing.statements, connection, Filters(), 50):
            one = documents[row.document]
            document = one.document
            (statement,) = [each for each in document.statements if row.id == f"{one.id}.{each.id}"]
            (source,) = [each for each in document.sources or () if each.id == statement.source_id]
            assert row.content == joined(document, statement.content)
            assert (row.cue, row.act, row.outlet) == (statement.cue[0].text, statement.act, document.outlet)
            assert row.speaker is not None
            assert (row.speaker.source, row.speaker.unnamed) == (one.sources[source.id], source.anonymous)
            assert row.chain == (row.speaker,)


def test_documents_and_their_filters(engine: Engine) -> None:
    with reads(engine) as connection:
        documents = in_order(connection)
        assert [row.id for row in pages(listing.documents, connection, Filters(), 7)] == [one.id for one in documents]
        for words in ["ferry", '"old town" -bridge', "again", "-ferry"]:
            expected = [
                one.id
                for one in documents
                if holding([f"{one.document.text}\n{one.document.title or ''}"], parsed(words))[0]
            ]
            found = pages(listing.documents, connection, Filters(words=words), 5)
            assert [row.id for row in found] == expected, words
        number = canonical(connection, "Mina Dace")
        expected = [
            one.id for one in documents if number in one.sources.values() and one.document.outlet == "Kestrel Post"
        ]
        filters = Filters(source=number, outlet="KESTREL  post")
        assert [row.id for row in pages(listing.documents, connection, filters, 2)] == expected


def test_sources_are_counted_over_current_versions(engine: Engine) -> None:
    with reads(engine) as connection:
        said: Counter[int] = Counter()
        places: Counter[int] = Counter()
        for one in kept(connection):
            said.update(one.sources[each.source_id] for each in one.document.statements if each.source_id)
            places.update(set(one.sources.values()))
        rows = pages(listing.sources, connection, Filters(), 9)
        assert {row.id: (row.statements, row.documents) for row in rows} == {
            id: (said[id], places[id]) for id in places
        }
        assert [row.statements for row in rows] == sorted((row.statements for row in rows), reverse=True)
        unnamed = pages(listing.sources, connection, Filters(anonymous=True), 9)
        assert [row.id for row in unnamed] == [row.id for row in rows if row.unnamed]
        (found,) = pages(listing.sources, connection, Filters(words="sorrel -tobias"), 9)
        assert (found.name, found.since, found.until) == ("Ida Sorrel", "2024-02-29", "2025-06-16")


def test_the_timeline_counts_what_is_listed(engine: Engine) -> None:
    with reads(engine) as connection:
        for filters in [Filters(), Filters(act="deny"), Filters(words='"old town"'), Filters(since="2025-01-01")]:
            listed = Counter(row.day for row in pages(listing.statements, connection, filters, 50))
            days = pages(listing.timeline, connection, filters, 2)
            assert {row.day: row.statements for row in days} == listed
            assert [row.day or "" for row in days] == sorted((row.day or "" for row in days), reverse=True)
            speakers = Counter(
                row.speaker.source
                for row in pages(listing.statements, connection, filters, 50)
                if row.day == days[0].day
            )
            assert days[0].voices[0].statements == max(speakers.values())


def test_a_page_goes_on_where_the_last_one_ended_whatever_came_in_between(engine: Engine) -> None:
    with reads(engine) as connection:
        first = listing.statements(connection, limit=10)
        rest = [row.id for row in pages(listing.statements, connection, Filters(), 1000)][10:]
    with writing(engine) as connection:
        store(connection, reading("The mayor said the newest thing.", published="2025-06-20"), "new.txt")
    with reads(engine) as connection:
        second = listing.statements(connection, limit=10, after=first.next)
        assert [row.id for row in second.rows] == rest[:10]


def test_an_old_version_is_listed_by_its_number_alone(engine: Engine) -> None:
    with reads(engine) as connection:
        old = connection.execute(
            text("SELECT min(d.id) FROM document d JOIN article a ON a.id = d.article_id WHERE a.current_id <> d.id")
        ).scalar_one()
        (one,) = kept(connection, [old])
        expected = [f"{old}.{each.id}" for each in one.document.statements if each.attributed]
        assert [row.id for row in pages(listing.statements, connection, Filters(document=old), 2)] == expected
        assert old not in {row.document for row in pages(listing.statements, connection, Filters(), 50)}
        assert old not in {row.id for row in pages(listing.documents, connection, Filters(), 50)}


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        (Filters(outlet="Alder Currier"), "did you mean Alder Courier"),
        (Filters(outlet="Zzz"), "there are"),
        (Filters(source="Nobody Else"), "no named source"),
        (Filters(source=99_999), "no source has the number"),
        (Filters(document=99_999), "no document has the number"),
    ],
)
def test_what_is_not_there_is_told(engine: Engine, filters: Filters, told: str) -> None:
    with reads(engine) as connection, pytest.raises(NotFound, match=told):
        listing.statements(connection, filters, limit=1)


def test_a_name_that_several_have_is_asked_back(engine: Engine) -> None:
    with writing(engine) as connection:
        store(connection, reading("The mayor said no. The mayor of Innis said yes.", url="https://x.example/1"), "1")
        store(connection, generated(77_777), "2")
    with reads(engine) as connection:
        assert canonical(connection, "renn") == canonical(connection, "TOBIAS RENN")


def test_search_ranks_marks_and_pages(engine: Engine) -> None:
    with reads(engine) as connection:
        for words in ["ferry", '"old town" ferry', "harbour -bridge"]:
            expected = {row.id for row in pages(listing.documents, connection, Filters(words=words), 50)}
            hits = pages(finding.search, connection, Filters(words=words), 4)
            assert {hit.document.id for hit in hits} == expected
            assert len(hits) == len(expected)
            for hit in hits:
                marked = [passage.text[a:b].casefold() for passage in hit.passages for a, b in passage.marks]
                assert marked or hit.title_marks
                assert not {"bridge"} & set(marked)
        with pytest.raises(NotFound, match="no word to find"):
            finding.search(connection, Filters(words="-ferry"), limit=1)


def test_search_puts_the_documents_with_most_of_the_words_first(engine: Engine) -> None:
    with writing(engine) as connection:
        store(connection, reading("The mayor said the lighthouse and the lighthouse keeper were there.", id="a"), "a")
        long = "The mayor said the lighthouse was there. " + "Nobody was at the market before the bridge. " * 20
        store(connection, reading(long, id="b"), "b")
    with reads(engine) as connection:
        hits = finding.search(connection, Filters(words="lighthouse"), limit=5).rows
        assert [hit.document.statements for hit in hits] == [1, 1]
        assert "keeper" in hits[0].passages[0].text


def test_nothing_is_lost_of_the_index_when_versions_change_and_change_back(engine: Engine) -> None:
    first = reading("The mayor said the zeppelin was late.", url="https://z.example/1", outlet="Radio Innis")
    second = reading("The mayor said the zeppelin was early.", url="https://z.example/1", outlet="Radio Innis")
    for document, words in [(first, "late"), (second, "early"), (first, "late"), (second, "early")]:
        with writing(engine) as connection:
            store(connection, document, "z")
        with reads(engine) as connection:
            rows = listing.statements(connection, Filters(words="zeppelin"), limit=9).rows
            assert [row.content.split()[-1] for row in rows] == [words]
            assert len(finding.search(connection, Filters(words="zeppelin"), limit=9).rows) == 1
