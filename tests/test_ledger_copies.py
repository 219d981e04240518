"""Passages that stand in other articles too are found, whatever their places, and however often they are there."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine, func, select, text

from ledger_documents import article, copied, reading
from sayso import Ledger
from sayso.ledger import migrating
from sayso.ledger.copies import FULL, MOST, NEARLY, find_again
from sayso.ledger.filters import Filters, NotFound
from sayso.ledger.keeping import kept
from sayso.ledger.opening import REVISION_TABLE, opened, writing
from sayso.ledger.reused import CopyRow, explain_pairs
from sayso.ledger.reused import copies as listed
from sayso.ledger.schema import APPLICATION_ID, band, copy
from sayso.ledger.storing import store


@pytest.fixture
def engine(place: str) -> Iterator[Engine]:
    with opened(place, create=True) as engine:
        yield engine


def stored(engine: Engine, body: str, outlet: str, url: str | None = None) -> int:
    with writing(engine) as connection:
        return store(connection, reading(body, outlet=outlet, url=url), f"{outlet}.txt").document_id


def copies(engine: Engine) -> dict[int, tuple[int, ...]]:
    with writing(engine) as connection:
        return {one.id: one.copies for one in kept(connection)}


def test_copies_know_each_other(engine: Engine) -> None:
    stored(engine, article("harbour", 20), "Courier")
    stored(engine, "A painting is missing. The museum said thieves came by night, and left by the garden.", "Courier")
    stored(engine, copied("harbour", 30).upper(), "Other Post")
    stored(engine, copied("harbour", 90), "Radio Innis")
    assert copies(engine) == {1: (3, 4), 2: (), 3: (1, 4), 4: (1, 3)}
    with writing(engine) as connection:
        rows = connection.execute(text("SELECT words, longest, share FROM copy ORDER BY document_id, other_id")).all()
    assert all(NEARLY <= row.share < 1 for row in rows)
    count = len(article("harbour", 20).split())
    # One word of the later one is another, so that what is before it and what is after it is shared.
    assert rows[0] == (count - 1, count - 31, pytest.approx(1 - 1 / count, abs=1e-4))


def test_versions_of_an_article_are_no_copies_of_it_but_of_others(engine: Engine) -> None:
    url = "https://courier.example/harbour"
    stored(engine, article("harbour", 20), "Courier", url)
    stored(engine, copied("harbour", 30), "Courier", url)
    assert copies(engine) == {2: ()}
    stored(engine, copied("harbour", 30) + " It rained.", "Other Post")
    assert copies(engine)[3] == (1, 2) or 2 in copies(engine)[3]


def test_a_version_that_became_a_copy_is_found(engine: Engine) -> None:
    url = "https://courier.example/harbour"
    stored(engine, article("museum", 20), "Courier", url)
    stored(engine, article("harbour", 20), "Courier", url)
    stored(engine, copied("harbour", 30), "Other Post")
    assert copies(engine) == {2: (3,), 3: (2,)}


def test_a_text_that_is_everywhere_is_linked_to_a_few(engine: Engine) -> None:
    number = 60
    for i in range(number):
        stored(engine, article("harbour", 20), f"Outlet {i}")
    linked = copies(engine)
    with writing(engine) as connection:
        rows = connection.execute(text("SELECT document_id, other_id FROM copy")).all()
        kept_for = select(func.count()).select_from(band).group_by(band.c.hash)
        assert max(connection.execute(kept_for).scalars()) <= FULL
    assert len(rows) <= MOST * number
    assert {other for document, other in rows if document == number} == set(range(1, MOST + 1))
    assert all(linked.values())


def test_texts_of_few_words(engine: Engine) -> None:
    for i, body in enumerate(["It rained.", "It rained.", "It", "", "…", "It rained. It"]):
        stored(engine, body, f"Outlet {i}")
    assert copies(engine) == {1: (2,), 2: (1,), 3: (), 4: (), 5: (), 6: ()}


def words(seed: int, count: int) -> str:
    dice = random.Random(seed)
    return " ".join(f"{dice.choice('bdfgklmnprst')}{dice.choice('aeiou')}{dice.randrange(10**5)}" for _ in range(count))


def rows(engine: Engine, **filters: Any) -> list[CopyRow]:
    with writing(engine) as connection:
        return list(listed(connection, Filters(**filters), limit=1000).rows)


def test_a_passage_of_twenty_words_is_found_in_either_order(place: str) -> None:
    passage = words(1, 20)
    texts = [f"{words(2, 300)}. {passage}. {words(3, 77)}", f"{words(4, 11)} {passage}"]
    with opened(place, create=True) as engine:
        for number, body in enumerate([*texts, words(5, 300), texts[0] + " end"]):
            stored(engine, body, f"Outlet {number}")
        with writing(engine) as connection:
            found = {(each.left, each.right): each for each in explain_pairs(connection, combinations([1, 2, 3, 4], 2))}
            query = select(copy.c.document_id, copy.c.other_id, copy.c.words)
            assert set(map(tuple, connection.execute(query))) == {(2, 1, 20), (4, 1, 397), (4, 2, 20)}
        assert list(found) == [(1, 2), (1, 4), (2, 4)]
        assert [each.words for each in found[1, 2].shared.passages] == [20]
        assert found[1, 4].kind == "same text"


def test_boilerplate_in_a_thousand_documents_stays_bounded(tmp_path: Path) -> None:
    footer = words(1, 60)
    number = 1_000
    passage = words(2, 40)
    with opened(str(tmp_path / "sayso.db"), create=True) as engine:
        with writing(engine) as connection:
            for i in range(number):
                body = f"{words(i + 10, 30)} {passage if i in (0, number - 1) else ''} {words(i + 9_000, 5)}. {footer}"
                store(connection, reading(body, outlet=f"Outlet {i}"), str(i))
        with writing(engine) as connection:
            links = connection.execute(select(copy.c.document_id, copy.c.other_id, copy.c.words)).all()
            assert len(links) <= MOST * number
            kept_for = select(func.count()).select_from(band).group_by(band.c.hash)
            assert max(connection.execute(kept_for).scalars()) <= FULL
            # What two of them share besides is found all the same.
            assert (number, 1, 100) in set(map(tuple, links))


def test_copies_are_found_anew_as_they_were(engine: Engine) -> None:
    for i in range(20):
        stored(engine, f"{words(i % 7, 40)} {words(i, 40)}", f"Outlet {i}")
    tables = (copy, band)
    with writing(engine) as connection:
        before = [set(map(tuple, connection.execute(select(table)))) for table in tables]
        find_again(connection)
        assert [set(map(tuple, connection.execute(select(table)))) for table in tables] == before
    assert before[0]


def known(engine: Engine, body: str, outlet: str, published: str | None, title: str | None = None) -> int:
    with writing(engine) as connection:
        document = reading(body, outlet=outlet, published=published, title=title, id=f"{outlet}-{published}")
        return store(connection, document, f"{outlet}-{published}.txt").document_id


def test_a_listing_tells_who_was_first_and_what_was_changed(engine: Engine) -> None:
    one, two = words(1, 30), words(2, 25)
    known(engine, f"{one} the terrorists fled {two}", "Kestrel Post", "2025-06-16")
    known(engine, f"{one} rebels fled early {two}. --Reuters", "Alder Courier", "2025-06-15T10:00:00Z")
    (row,) = rows(engine)
    assert (row.id, row.first, row.earlier.id, row.later.id) == ("2-1", 2, 2, 1)
    assert (row.kind, row.agency, row.credit, row.credited) == ("same text", "Reuters", "credit", 2)
    assert [each.text for each in row.shared] == [one, two]
    assert [(each.kind, each.before, each.after) for each in row.changes] == [
        ("replaced", "rebels", "the terrorists"),
        ("dropped", "early", ""),
    ]
    assert row.earlier.name == "Alder Courier-2025-06-15T10:00:00Z"
    assert rows(engine, outlet="alder courier") == [row]
    assert rows(engine, since="2025-06-16") == [row]
    assert rows(engine, until="2025-06-15") == []
    assert rows(engine, document=1) == [row]
    with pytest.raises(NotFound, match="no document has the number 9"):
        rows(engine, document=9)
    with pytest.raises(NotFound, match="Harbour News"):
        rows(engine, outlet="Harbour News")


def test_of_undated_documents_nobody_knows_who_was_first(engine: Engine) -> None:
    known(engine, words(1, 50), "Kestrel Post", None)
    known(engine, words(1, 50), "Alder Courier", "2025-06-15")
    known(engine, words(1, 50), "Radio Innis", "2025-06-15T23:00:00Z")
    assert {row.id: row.first for row in rows(engine)} == {"2-1": None, "3-1": None, "3-2": None}
    assert [row.id for row in rows(engine, since="2025-01-01")] == ["3-2", "3-1", "2-1"]


def test_pages_of_a_listing_give_all_pairs_once(engine: Engine) -> None:
    for i in range(9):
        known(engine, f"{words(i % 3, 40)} {words(i + 10, 20)}", f"Outlet {i}", f"2025-06-{10 + i * 5 % 9}")
    for filters in (Filters(), Filters(document=1)):
        found: list[str] = []
        after = None
        while True:
            with writing(engine) as connection:
                page = listed(connection, filters, limit=2, after=after)
                whole = listed(connection, filters, limit=100)
            found += [row.id for row in page.rows]
            if (after := page.next) is None:
                break
        assert found == [row.id for row in whole.rows]
        assert len(set(found)) == len(found) == (9 if filters.document is None else 2)
    for wrong in ("4", "1-99", "x"):
        with writing(engine) as connection, pytest.raises(NotFound):
            listed(connection, Filters(), limit=2, after=wrong)


def test_a_listing_leaves_out_quotations_and_an_outlets_own_footer(engine: Engine) -> None:
    said, footer = words(1, 30), words(2, 30)
    known(engine, f"{words(3, 90)} “{said}” {words(4, 9)}. {footer}", "Kestrel Post", "2025-06-16")
    known(engine, f"{words(5, 90)} “{said}” {words(6, 9)}.", "Alder Courier", "2025-06-16")
    known(engine, f"{words(7, 90)} {words(8, 9)}. {footer}", "Kestrel Post", "2025-06-17")
    assert rows(engine) == []
    assert {row.id: row.quoted for row in rows(engine, document=1)} == {"2-1": True, "3-1": False}


def test_old_versions_are_only_listed_when_asked_for(engine: Engine) -> None:
    url = "https://courier.example/harbour"
    stored(engine, words(1, 100), "Courier", url)
    stored(engine, words(1, 100), "Kestrel Post")
    stored(engine, f"{words(1, 10)} {words(2, 90)}", "Courier", url)
    assert rows(engine) == []
    assert [row.id for row in rows(engine, document=1)] == ["2-1"]


def test_copies_in_python(place: str) -> None:
    with Ledger(place) as ledger:
        for number in (1, 2):
            ledger.add(replace(reading(words(1, 50), outlet=f"Outlet {number}"), id=str(number)), place=str(number))
        assert [row.id for row in ledger.copies()] == ["2-1"]


def test_a_ledger_made_before_passages_were_kept(tmp_path: Path) -> None:
    place = tmp_path / "old.db"
    with sqlite3.connect(place) as old:
        old.executescript((migrating.MIGRATIONS / "versions/1_tables.sqlite.sql").read_text("utf8"))
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.execute(f"CREATE TABLE {REVISION_TABLE} (version_num VARCHAR(32) NOT NULL)")
        old.execute(f"INSERT INTO {REVISION_TABLE} VALUES ('1')")
        for number in (1, 2):
            old.execute("INSERT INTO article VALUES (?, ?)", (number, number))
            columns = "id, article_id, version, name, text, digest, added"
            values = (number, number, 1, str(number), f"{words(1, 50)} {words(number, 9)}", str(number), "2025-06-15")
            old.execute(f"INSERT INTO document ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        old.execute("INSERT INTO copy VALUES (2, 1, 0.75)")
        old.execute("INSERT INTO band VALUES (7, 1)")
    old.close()
    with opened(str(place)) as engine, writing(engine) as connection:
        assert list(map(tuple, connection.execute(select(copy.c.document_id, copy.c.other_id, copy.c.words)))) == [
            (2, 1, 50)
        ]
        assert connection.execute(select(band.c.hash).where(band.c.hash == 7)).all() == []
