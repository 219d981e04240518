from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection, insert

from sayso.ledger import near, schema
from sayso.ledger.near import BYTES, TAIL, Near, opened, place_of
from sayso.ledger.opening import opened as ledger_opened
from sayso.ledger.opening import reading, writing

FEW = 40
"""The tail in most tests, so that small ledgers have an index."""


def random_vectors(count: int, seed: int = 1) -> np.ndarray:
    """Vectors that lie in groups, as those of news do."""
    draw = np.random.default_rng(seed)
    middles = draw.normal(size=(max(1, count // 20), BYTES))
    return whole(middles[draw.integers(len(middles), size=count)] + 0.5 * draw.normal(size=(count, BYTES)))


def whole(rows: np.ndarray) -> np.ndarray:
    return np.round(rows * 127 / np.abs(rows).max(1, keepdims=True)).astype(np.int8)


def as_bytes(rows: np.ndarray) -> list[bytes | None]:
    return [row.tobytes() for row in rows]


def exact(rows: np.ndarray, query: np.ndarray, count: int) -> set[int]:
    """The ids, from 1, of the nearest."""
    units = rows / np.linalg.norm(rows.astype(float), axis=1, keepdims=True)
    return {1 + int(i) for i in np.argsort(-(units @ query.astype(float)), kind="stable")[:count]}


def keep(
    connection: Connection, rows: np.ndarray, first: int = 1, *, with_vectors: bool = True, mark: str = ""
) -> None:
    """Documents of ten statements each, the first of the number `first`."""
    ten = range(0, len(rows), 10)
    known = {"version": 1, "text": "", "added": "2020-01-01T00:00:00Z"}
    numbers = [first + at // 10 for at in ten]
    connection.execute(insert(schema.article), [{"id": n, "current_id": n} for n in numbers])
    documents = [{"id": n, "article_id": n, "name": f"d{n}", "digest": f"{mark}{n}", **known} for n in numbers]
    connection.execute(insert(schema.document), documents)
    if first == 1:
        connection.execute(insert(schema.manner), {"id": 1})
    statements = [
        {"id": (first - 1) * 10 + i + 1, "document_id": first + i // 10, "number": i % 10 + 1, "manner_id": 1}
        for i in range(len(rows))
    ]
    connection.execute(insert(schema.statement), statements)
    if with_vectors:
        give(connection, rows, first)


def give(connection: Connection, rows: np.ndarray, first: int) -> None:
    made = [
        {"document_id": first + at // 10, "vectors": rows[at : at + 10].tobytes()} for at in range(0, len(rows), 10)
    ]
    connection.execute(insert(schema.meaning), made)


def ledger(path: Path, rows: np.ndarray, mark: str = "") -> Path:
    with ledger_opened(str(path), create=True) as engine, writing(engine) as connection:
        keep(connection, rows, mark=mark)
    return path


def ask(path: Path, query: np.ndarray, count: int = 5) -> list[tuple[int, float]]:
    with ledger_opened(str(path)) as engine, reading(engine) as connection:
        return opened(connection, place_of(engine)).search([query.tobytes()], count)[0]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "TAIL", FEW)


def test_what_was_added_is_found_best_first_and_none_is_left_out() -> None:
    rows = random_vectors(6)
    there = Near()
    there.add(7, [rows[0].tobytes(), None, rows[1].tobytes(), bytes(BYTES), rows[2].tobytes()])
    found = there.search([rows[2].tobytes()], 9)[0]
    assert {number for number, _ in found} == {7, 9, 11}
    assert found[0] == (11, 1.0)
    assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)
    assert there.search([b"", rows[2].tobytes(), bytes(BYTES)], 1) == [[], [(11, 1.0)], []]
    assert Near().search([rows[0].tobytes()], 3) == [[]]


@pytest.mark.usefixtures("few")
def test_nearest_are_found_in_the_graph_and_in_what_came_after() -> None:
    rows = random_vectors(1_010)
    there = Near()
    for at in range(0, len(rows), 10):
        there.add(1 + at, as_bytes(rows[at : at + 10]))
    assert len(there) == len(rows)
    shared = [
        len({number for number, _ in found} & exact(rows, query, 12))
        for query, found in zip(rows[::37], there.search(as_bytes(rows[::37]), 12), strict=True)
    ]
    assert sum(shared) >= 0.95 * 12 * len(shared)


@pytest.mark.usefixtures("few")
def test_the_same_vectors_give_the_same_neighbours() -> None:
    rows = random_vectors(700)

    def answers(together: int) -> list[list[tuple[int, float]]]:
        there = Near()
        for at in range(0, len(rows), together):
            there.add(1 + at, as_bytes(rows[at : at + together]))
        return there.search(as_bytes(rows[:50]), 12)

    assert answers(10) == answers(10)
    assert [found[0] for found in answers(10)] == [found[0] for found in answers(35)]


def test_what_is_not_wanted_does_not_hide_what_is() -> None:
    rows = np.concatenate([np.repeat(random_vectors(1), 100, axis=0), random_vectors(30, seed=2)])
    there = Near()
    there.add(1, as_bytes(rows))
    found = there.search([rows[0].tobytes()], 12, lambda ids: {n for n in ids if n > 100})[0]
    assert len(found) == 12
    assert all(number > 100 for number, _ in found)


@pytest.mark.parametrize("noise", [0, 4, 24])
def test_ten_thousand_times_the_same_hides_nothing_else(noise: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "TAIL", 1_000)
    draw = np.random.default_rng(5)
    same = np.repeat(random_vectors(1, seed=3), 10_000, axis=0)
    same = np.clip(same.astype(int) + draw.integers(-noise, noise + 1, size=same.shape), -127, 127).astype(np.int8)
    others = random_vectors(1_000)
    there = Near()
    there.add(1, as_bytes(others[:500]))
    there.add(501, as_bytes(same))
    there.add(10_501, as_bytes(others[500:]))
    everything = np.concatenate([others[:500], same, others[500:]])
    asked = others[::25]
    shared = [
        len({number for number, _ in found} & exact(everything, query, 12))
        for query, found in zip(asked, there.search(as_bytes(asked), 12), strict=True)
    ]
    assert sum(shared) >= 0.95 * 12 * len(shared)
    found = there.search([same[0].tobytes()], 12)[0]
    assert all(500 < number <= 10_500 for number, _ in found)


@pytest.mark.usefixtures("few")
def test_a_ledger_gets_a_file_that_is_used_again(tmp_path: Path) -> None:
    rows = random_vectors(200)
    path = ledger(tmp_path / "a.db", rows)
    first = ask(path, rows[3])
    file = tmp_path / "a.db.near"
    written = file.stat()
    assert first[0] == (4, 1.0)
    assert ask(path, rows[3]) == first
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (written.st_ino, written.st_mtime_ns)
    assert sorted(os.listdir(tmp_path)) == ["a.db", "a.db.near"]


@pytest.mark.usefixtures("few")
def test_a_file_is_caught_up_with_later_documents(tmp_path: Path) -> None:
    rows = random_vectors(300)
    path = ledger(tmp_path / "a.db", rows[:200])
    ask(path, rows[0])
    for begin, end in ((200, 230), (230, 300)):
        with ledger_opened(str(path)) as engine, writing(engine) as connection:
            keep(connection, rows[begin:end], first=1 + begin // 10)
        for i in (3, end - 1):
            assert ask(path, rows[i])[0] == (i + 1, 1.0)
    with ledger_opened(str(path)) as engine, reading(engine) as connection:
        assert len(opened(connection, place_of(engine))) == 300


@pytest.mark.usefixtures("few")
def test_vectors_that_documents_get_later_are_found(tmp_path: Path) -> None:
    rows = random_vectors(300)
    path = tmp_path / "a.db"
    with ledger_opened(str(path), create=True) as engine, writing(engine) as connection:
        keep(connection, rows[:100])
        keep(connection, rows[100:120], first=11, with_vectors=False)
        keep(connection, rows[120:], first=13)
    assert all(number not in range(101, 121) for number, _ in ask(path, rows[105], 50))
    with ledger_opened(str(path)) as engine, writing(engine) as connection:
        give(connection, rows[100:120], 11)
    assert ask(path, rows[105])[0] == (106, 1.0)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("harm", ["gone", "empty", "cut off", "blanked", "mixed up", "no index", "folder"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, harm: str) -> None:
    rows = random_vectors(400)
    path = ledger(tmp_path / "a.db", rows)
    before = ask(path, rows[9], 12)
    file = tmp_path / "a.db.near"
    data = bytearray(file.read_bytes())
    file.unlink()
    if harm == "empty":
        file.write_bytes(b"")
    elif harm == "cut off":
        file.write_bytes(data[: len(data) // 2])
    elif harm == "blanked":
        file.write_bytes(bytes(len(data) // 2) + data[len(data) // 2 :])
    elif harm == "mixed up":
        data[5_000:6_000] = data[6_000:7_000]
        file.write_bytes(data)
    elif harm == "no index":
        file.write_bytes(b"The road runs along the river.\n" * 1_000)
    elif harm == "folder":
        file.mkdir()
    assert ask(path, rows[9], 12) == before


@pytest.mark.usefixtures("few")
def test_the_file_of_another_ledger_is_not_used(tmp_path: Path) -> None:
    one, other = random_vectors(200), random_vectors(200, seed=9)
    path = ledger(tmp_path / "a.db", one)
    ask(ledger(tmp_path / "b.db", other, mark="other"), other[0])
    (tmp_path / "b.db.near").rename(tmp_path / "a.db.near")
    assert ask(path, one[3])[0] == (4, 1.0)


@pytest.mark.usefixtures("few")
def test_what_was_undone_is_not_found(tmp_path: Path) -> None:
    rows, others = random_vectors(300), random_vectors(100, seed=9)
    path = ledger(tmp_path / "a.db", rows[:200])
    with ledger_opened(str(path)) as engine:
        with writing(engine) as connection:
            keep(connection, others, first=21)
            opened(connection, place_of(engine))
            connection.rollback()
        with writing(engine) as connection:
            keep(connection, rows[200:], first=21)
    assert ask(path, rows[250])[0] == (251, 1.0)


@pytest.mark.usefixtures("few")
def test_a_place_that_may_not_be_written_still_works(tmp_path: Path) -> None:
    rows = random_vectors(200)
    path = ledger(tmp_path / "a.db", rows)
    with ledger_opened(str(path)) as engine, reading(engine) as connection:
        nowhere = tmp_path / "a.db" / "file.near"
        assert opened(connection, nowhere).search([rows[3].tobytes()], 1)[0] == [(4, 1.0)]
        assert opened(connection, None).search([rows[3].tobytes()], 1)[0] == [(4, 1.0)]


def test_an_empty_ledger_has_no_neighbours(tmp_path: Path) -> None:
    with ledger_opened(str(tmp_path / "a.db"), create=True) as engine, reading(engine) as connection:
        assert opened(connection, place_of(engine)).search([bytes([1] * BYTES)], 12) == [[]]
    assert not (tmp_path / "a.db.near").exists()


def test_the_tail_is_long_enough_to_keep_writing_rare() -> None:
    assert TAIL >= 5_000


@pytest.mark.skipif(sys.platform == "win32", reason="another place for caches")
def test_postgresql_has_its_file_in_the_users_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from sqlalchemy import create_engine

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    places = {
        place_of(
            create_engine("postgresql+psycopg://sayso@/x", execution_options={"place": f"postgresql://sayso@/{name}"})
        )
        for name in ("one", "two", "one")
    }
    assert len(places) == 2
    assert {place.parent for place in places if place} == {tmp_path / "sayso"}


@pytest.mark.usefixtures("few")
def test_either_database_has_an_index_that_is_caught_up(
    place: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    rows = random_vectors(300)
    for begin, end in ((0, 200), (200, 300)):
        with ledger_opened(place, create=True) as engine, writing(engine) as connection:
            keep(connection, rows[begin:end], first=1 + begin // 10)
        with ledger_opened(place) as engine, reading(engine) as connection:
            file = place_of(engine)
            found = opened(connection, file)
            assert file is not None
            assert file.is_file()
            assert len(found) == end
            assert found.search([rows[end - 1].tobytes()], 1)[0] == [(end, 1.0)]
