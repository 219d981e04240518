"""What is one article and what are two, and that a document is taken whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Engine, text

import sayso
from ledger_documents import article, reading
from sayso import Article, Document
from sayso.ledger import addresses
from sayso.ledger.errors import LedgerError
from sayso.ledger.keeping import kept
from sayso.ledger.opening import opened, writing
from sayso.ledger.opening import reading as reads
from sayso.ledger.storing import Stored, known, meet, store

FIRST = article("harbour")
EDITED = FIRST.replace("winter", "spring", 4)
OTHER = "A painting is missing. The museum said thieves came by night. The police denied that they had been warned."


@pytest.fixture
def engine(place: str) -> Iterator[Engine]:
    with opened(place, create=True) as engine:
        yield engine


def stored(engine: Engine, body: str, place: str, **about: Any) -> Stored:
    with writing(engine) as connection:
        return store(connection, reading(body, **about), place)


def current(engine: Engine) -> list[int]:
    with reads(engine) as connection:
        return [one.id for one in kept(connection)]


def test_same_outlet_and_text_is_one_document_wherever_it_is_met(engine: Engine) -> None:
    assert stored(engine, FIRST, "news.jsonl:3", outlet="Alder Courier") == Stored(1, "new")
    assert stored(engine, FIRST, "news.jsonl:3", outlet="Alder Courier") == Stored(1, "same")
    assert stored(engine, FIRST, "news.jsonl:9", outlet="ALDER  Courier") == Stored(1, "same")
    url = "https://courier.example/harbour"
    assert stored(engine, FIRST, url, outlet="Alder Courier", url=url) == Stored(1, "same")
    with reads(engine) as connection:
        places = connection.execute(text("SELECT place FROM address WHERE document_id = 1")).scalars().all()
    assert {"news.jsonl:3", "news.jsonl:9", url} <= set(places)
    assert stored(engine, FIRST, "a.txt", outlet="Other Post") == Stored(2, "new")
    assert stored(engine, FIRST, "b.txt") == Stored(3, "new")


def test_without_an_outlet_the_domain_counts(engine: Engine) -> None:
    assert stored(engine, FIRST, "a", url="https://www.courier.co.uk/a") == Stored(1, "new")
    assert stored(engine, FIRST, "b", url="https://news.courier.co.uk/b?id=1") == Stored(1, "same")
    assert stored(engine, FIRST, "c", url="https://www.post.co.uk/a") == Stored(2, "new")


def test_changed_text_at_an_address_is_a_new_version(engine: Engine) -> None:
    url = "https://courier.example/harbour"
    assert stored(engine, FIRST, "a.html", outlet="Courier", url=url + "?utm_source=feed#top") == Stored(1, "new")
    assert stored(engine, EDITED, "b.html", outlet="Courier", url=url) == Stored(2, "version")
    assert stored(engine, "It is closed.", "c.html", outlet="The Courier", url=url) == Stored(3, "version")
    assert current(engine) == [3]
    with reads(engine) as connection:
        assert [(one.article, one.version) for one in kept(connection, [1, 2, 3])] == [(1, 1), (1, 2), (1, 3)]


def test_an_earlier_text_at_its_address_is_current_again(engine: Engine) -> None:
    url = "https://courier.example/harbour"
    assert stored(engine, FIRST, url, url=url).outcome == "new"
    assert stored(engine, EDITED, url, url=url).outcome == "version"
    assert stored(engine, FIRST, url, url=url) == Stored(1, "version")
    assert current(engine) == [1]
    assert stored(engine, FIRST, url, url=url) == Stored(1, "same")
    assert stored(engine, EDITED, url, url=url) == Stored(2, "version")
    assert stored(engine, OTHER, url, url=url) == Stored(3, "version")
    assert current(engine) == [3]


def test_an_old_copy_in_a_folder_that_is_added_again_changes_nothing(engine: Engine) -> None:
    url = "https://courier.example/harbour"
    for outcomes in (["new", "version"], ["same", "same"], ["same", "same"]):
        assert stored(engine, FIRST, "old.html", url=url).outcome == outcomes[0]
        assert stored(engine, EDITED, "today.html", url=url).outcome == outcomes[1]
        assert current(engine) == [2]
    assert stored(engine, FIRST, url, url=url) == Stored(1, "version")


def test_positions_may_pass_to_another_article(engine: Engine) -> None:
    assert stored(engine, FIRST, "news.jsonl:3", id="news.jsonl:3").outcome == "new"
    assert stored(engine, OTHER, "news.jsonl:3", id="news.jsonl:3") == Stored(2, "new")
    assert stored(engine, FIRST, "news.jsonl:4", id="news.jsonl:4") == Stored(1, "same")
    assert stored(engine, EDITED, "news.jsonl:4", id="news.jsonl:4") == Stored(3, "version")
    forecast = article("forecast", 30)
    assert stored(engine, forecast, "daily.jsonl:1", id="daily.jsonl:1") == Stored(4, "new")
    tomorrow = forecast.replace("before", "after").replace("would", "will")
    assert stored(engine, tomorrow, "daily.jsonl:1", id="daily.jsonl:1") == Stored(5, "new")
    assert current(engine) == [2, 3, 4, 5]


def test_ids_may_be_those_of_others(engine: Engine) -> None:
    assert stored(engine, FIRST, "a.jsonl:1", id="1", outlet="Courier").outcome == "new"
    assert stored(engine, EDITED, "b.jsonl:1", id="1", outlet="Other Post").outcome == "new"
    assert stored(engine, OTHER, "c.jsonl:1", id="1", outlet="Courier").outcome == "new"
    assert stored(engine, OTHER + " It rained.", "d.jsonl:1", id="1", outlet="Courier").outcome == "version"


def test_one_text_at_many_pages_does_not_make_them_one_article(engine: Engine) -> None:
    wall = "Please accept our cookies. Then you may read on."
    pages = [f"https://courier.example/{number}" for number in range(3)]
    assert [stored(engine, wall, page, url=page).outcome for page in pages] == ["new", "same", "same"]
    assert stored(engine, FIRST, pages[0], url=pages[0]) == Stored(2, "new")
    assert stored(engine, OTHER, pages[1], url=pages[1]) == Stored(3, "new")
    assert stored(engine, EDITED, pages[0], url=pages[0]) == Stored(4, "version")


def test_a_front_page_is_no_article(engine: Engine) -> None:
    front = "https://courier.example/"
    assert stored(engine, FIRST, "a.html", id="a.html", url=front).outcome == "new"
    assert stored(engine, OTHER, "b.html", id="b.html", url=front) == Stored(2, "new")


def test_known_without_reading(engine: Engine) -> None:
    url = "https://courier.example/harbour"
    stored(engine, FIRST, url, url=url)
    stored(engine, EDITED, url, url=url)
    with writing(engine) as connection:
        assert known(connection, Article(FIRST, url=url)) == 1
        assert known(connection, Article(EDITED, url=url + "?fbclid=1")) == 2
        assert known(connection, Article(EDITED, url=url, outlet="Courier")) == 2
        assert known(connection, Article(FIRST)) is None
        assert meet(connection, Article(OTHER, url=url), url) is None
        assert meet(connection, Article(FIRST, url=url), url) == Stored(1, "version")
    assert current(engine) == [1]


def test_nul_counts_as_a_character(engine: Engine) -> None:
    url = "https://courier.example/harbour"
    stored(engine, "The mayor\0said no.", url, url=url)
    with writing(engine) as connection:
        article = Article("The mayor\N{REPLACEMENT CHARACTER}said no.", url=url)
        assert known(connection, article) is None
        assert known(connection, replace(article, text="The mayor\0said no.", outlet="Courier")) == 1


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"text": "Something else."}, "is not that of a span"),
        ({"sources": ()}, "names a source that is not there"),
        ({"outlet": "x" * 501}, "outlet has more than 500"),
        ({"title": "\ud800"}, "half a surrogate pair"),
    ],
)
def test_what_is_no_reading_is_refused(engine: Engine, change: dict[str, Any], complaint: str) -> None:
    document = replace(reading("The mayor said the bridge was safe."), **change)
    with pytest.raises(LedgerError, match=complaint) as error, writing(engine) as connection:
        store(connection, document, "a.json")
    assert str(error.value).startswith("a.json: is no reading")
    assert current(engine) == []


def test_statements_that_are_not_numbered_are_refused(engine: Engine) -> None:
    document = reading("The mayor said the bridge was safe. It rained.")
    for statements in (document.statements[1:], document.statements[::-1]):
        with pytest.raises(LedgerError, match="not s1, s2"), writing(engine) as connection:
            store(connection, replace(document, statements=statements), "a.json")
    wrong = replace(document.statements[0], inside="s9")
    with pytest.raises(LedgerError, match="names a statement"), writing(engine) as connection:
        store(connection, replace(document, statements=(wrong, document.statements[1])), "a.json")


def test_nothing_of_a_transaction_that_fails_is_kept(engine: Engine) -> None:
    def add(*documents: Document) -> None:
        with writing(engine) as connection:
            for document in documents:
                assert store(connection, document, "a.txt").outcome == "new"

    with pytest.raises(LedgerError):
        add(reading(FIRST), reading(OTHER), replace(reading(EDITED), sources=()))
    assert current(engine) == []
    assert stored(engine, FIRST, "a.txt") == Stored(1, "new")


def test_long_addresses(engine: Engine) -> None:
    long = "https://courier.example/" + "".join(f"{number:x}" for number in range(3000))
    assert stored(engine, FIRST, long, url=long).outcome == "new"
    assert stored(engine, EDITED, long, url=long).outcome == "version"
    assert stored(engine, OTHER, long + "x", url=long + "x").outcome == "new"


def test_a_real_reading(engine: Engine) -> None:
    document: Document = sayso.read("The mayor said the bridge was safe. It opened in 1931.", outlet="Alder Courier")
    with writing(engine) as connection:
        assert store(connection, document, "bridge.txt").outcome == "new"
        assert next(kept(connection)).document == document


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("HTTPS://Courier.Example:443/A?b=2&utm_source=x&a=1#top", "https://courier.example/A?b=2&a=1"),
        ("http://courier.example:8080/a?", "http://courier.example:8080/a"),
        ("https://courier.example/a?fbclid=1&gclid=2&mc_cid=3", "https://courier.example/a"),
        ("https://anna:secret@courier.example/a", "https://courier.example/a"),
        ("https://[::1]:443/a", "https://[::1]/a"),
        ("https://courier.example", None),
        ("ftp://courier.example/a", None),
        ("https://courier.example:port/a", None),
        ("https:///a", None),
        ("courier", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses_of_pages(given: str | None, address: str | None) -> None:
    assert addresses.page(given) == address


@given(st.text() | st.text().map(lambda rest: "https://courier.example/" + rest))
def test_any_text_may_be_given_as_an_address(given: str) -> None:
    page = addresses.page(given)
    assert page is None or addresses.page(page) == page
    assert len(addresses.at(given).encode()) <= 2000
