"""Nearly the same text in other articles is found, whatever its place, and however often it is there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from ledger_documents import article, copied, reading
from sayso.ledger.copies import LEAST, MOST, bands, shingles, similarity
from sayso.ledger.keeping import kept
from sayso.ledger.opening import opened, writing
from sayso.ledger.storing import store

BODY = "The mayor said the bridge of Port Alder was safe."
# Of that text, as ledgers keep them.
BANDS = [
    -1734634869,
    -1569267436,
    -1558878561,
    -1510254808,
    -1441555004,
    -1278863358,
    -1116204835,
    -841391730,
    -667765249,
    -118744426,
    275346388,
    360499363,
    1039392991,
    1146656878,
    1512234590,
    2016893292,
]


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
        shares = connection.execute(text("SELECT similarity FROM copy ORDER BY document_id, other_id")).scalars().all()
    assert all(LEAST <= share < 1 for share in shares)
    expected = similarity(shingles(article("harbour", 20)), shingles(copied("harbour", 30)))
    assert shares[0] == pytest.approx(expected, abs=1e-4)


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
    assert len(rows) <= MOST * number
    assert {other for document, other in rows if document == number} == set(range(1, MOST + 1))
    assert all(linked.values())


def test_texts_of_few_words(engine: Engine) -> None:
    for i, body in enumerate(["It rained.", "It rained.", "It", "", "…", "It rained. It"]):
        stored(engine, body, f"Outlet {i}")
    assert copies(engine) == {1: (2,), 2: (1,), 3: (), 4: (), 5: (), 6: ()}


@given(st.text(), st.text())
def test_similarity_is_a_share(left: str, right: str) -> None:
    share = similarity(shingles(left), shingles(right))
    assert 0 <= share <= 1
    assert share == similarity(shingles(right), shingles(left))
    assert similarity(shingles(left), shingles(left)) == bool(shingles(left).size)


def test_similar_texts_share_bands_and_others_do_not() -> None:
    found = 0
    for number in range(100):
        words = [f"{number}w{i}" for i in range(400)]
        other = list(words)
        # Each changed word changes five sequences: of 396, 60 are lost and 60 come, so 0.74 are shared.
        for place in range(20, 380, 30):
            other[place] = f"x{place}"
        found += bool(set(bands(shingles(" ".join(words)))) & set(bands(shingles(" ".join(other)))))
    assert found >= 95
    topics = [set(bands(shingles(" ".join(f"{topic}w{i}" for i in range(400))))) for topic in range(100)]
    assert len(set.union(*topics)) == sum(map(len, topics))


def test_a_text_longer_than_what_is_hashed_at_a_time() -> None:
    body = " ".join(str(i) for i in range(20_000))
    assert set(bands(shingles(body))) & set(bands(shingles(body + " and more")))


def test_bands_are_the_same_in_every_process() -> None:
    assert bands(shingles(BODY)) == BANDS
    program = f"from sayso.ledger.copies import *; print(bands(shingles({BODY!r})))"
    for seed in ("0", "7"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent.parent / "src")}
        ran = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        assert ran.stdout.strip() == str(BANDS)
