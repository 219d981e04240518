"""The ledger as other programs see it: its views, in both databases, in Datasette and in DuckDB."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from ledger_documents import reading
from listing_ledgers import fill
from sayso.ledger.keeping import kept
from sayso.ledger.listing import statements
from sayso.ledger.opening import opened, writing
from sayso.ledger.opening import reading as reads
from sayso.ledger.plain_views import NAMES
from sayso.ledger.storing import store

COUNT = 10


@pytest.fixture
def engine(place: str) -> Iterator[Engine]:
    with opened(place, create=True) as engine:
        fill(engine, COUNT)
        yield engine


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "sayso.db"
    with opened(str(place), create=True) as engine:
        fill(engine, COUNT)
    return place


def rows(engine: Engine, query: str) -> list[Any]:
    with reads(engine) as connection:
        return list(connection.execute(text(query)))


def test_statements_have_their_words_and_names(engine: Engine) -> None:
    with reads(engine) as connection:
        listed = {row.id: row for row in statements(connection, limit=1000).rows}
    seen = rows(engine, "SELECT * FROM statements WHERE cue IS NOT NULL")
    assert {row.statement for row in seen} == set(listed)
    for row in seen:
        other = listed[row.statement]
        assert (row.source, row.cue, row.content, row.act) == (other.source, other.cue, other.content, other.act)
        assert (row.outlet, row.day, row.document) == (other.outlet, other.day, other.document)
        assert other.speaker is not None
        assert (row.source_number, row.source_name) == (other.speaker.source, other.speaker.name)
        assert row.chain == " ← ".join(link.name for link in other.chain)


def test_pieces_and_astral_characters_are_cut_where_python_cuts_them(engine: Engine) -> None:
    from msgspec.structs import replace

    from sayso import Span

    document = reading("😀 é The mayor said the \0 bridge 漢 was safe.", url="https://x.example/pieces")
    body = document.text
    (statement,) = document.statements
    pieces = tuple(Span(body.index(word), body.index(word) + len(word), word) for word in ("bridge", "safe"))
    whole = Span(0, len(body), body)
    with writing(engine) as connection:
        number = store(
            connection, replace(document, statements=(replace(statement, cue=(whole,), content=pieces),)), "x"
        ).document_id
    (row,) = rows(engine, f"SELECT cue, content FROM statements WHERE document = {number}")
    assert row.content == "bridge … safe"
    assert row.cue == body.replace("\0", "\N{REPLACEMENT CHARACTER}")


def test_other_views_agree_with_what_is_kept(engine: Engine) -> None:
    with reads(engine) as connection:
        current = list(kept(connection))
    assert {row.document for row in rows(engine, "SELECT document FROM documents")} == {one.id for one in current}
    links = sum(len(each.chain or ()) for one in current for each in one.document.statements)
    assert len(rows(engine, "SELECT * FROM chains")) == links
    versions = rows(engine, "SELECT article, version, document, current FROM versions")
    assert sum(bool(row.current) for row in versions) == len(current)
    changed = rows(engine, "SELECT kind, content_before, content_after FROM changes")
    assert {row.kind for row in changed} <= {"added", "dropped", "altered"}
    assert all(row.content_after for row in changed if row.kind == "added")
    totals = rows(engine, "SELECT sum(statements) AS said FROM sources")
    attributed = sum(each.source_id is not None for one in current for each in one.document.statements)
    assert totals[0].said == attributed


def test_every_view_can_be_read(engine: Engine) -> None:
    for name in NAMES:
        rows(engine, f"SELECT * FROM {name} LIMIT 5")


def test_datasette_shows_pages_and_rows(file: Path) -> None:
    datasette = pytest.importorskip("datasette.app")

    async def fetch() -> None:
        server = datasette.Datasette([str(file)])
        await server.invoke_startup()
        page = await server.client.get("/sayso/statements")
        assert page.status_code == 200
        assert "source_name" in page.text
        for name in NAMES:
            answer = await server.client.get(f"/sayso/{name}.json?_shape=array&_size=3")
            assert answer.status_code == 200, name
        said = await server.client.get("/sayso/statements.json?_shape=array&act=deny&_size=max")
        assert said.json()
        assert {row["act"] for row in said.json()} == {"deny"}
        one = await server.client.get("/sayso/document/1.json?_shape=array")
        assert one.json()[0]["id"] == 1

    asyncio.run(fetch())


def test_duckdb_reads_the_tables(file: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    try:
        connection.execute("INSTALL sqlite")
        connection.execute("LOAD sqlite")
    except duckdb.Error as error:
        pytest.skip(f"DuckDB has its SQLite extension from the network: {str(error).splitlines()[0]}")
    connection.execute(f"ATTACH '{file}' AS ledger (TYPE sqlite)")
    (count,) = connection.execute("SELECT count(*) FROM ledger.statements").fetchone()
    assert count
