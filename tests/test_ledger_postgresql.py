"""What only PostgreSQL can do to a ledger."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from ledger_documents import article, reading
from postgres import Server
from sayso import Document
from sayso.ledger.errors import LedgerError
from sayso.ledger.keeping import kept
from sayso.ledger.opening import opened, writing
from sayso.ledger.opening import reading as reads
from sayso.ledger.storing import store


def document(topic: str) -> Document:
    return reading(article(topic), outlet=topic)


def test_a_server_that_is_stopped_on_the_way(postgres: Server, postgresql: str) -> None:
    def add(*topics: str, stop: bool = False) -> None:
        with writing(engine) as connection:
            for topic in topics:
                assert store(connection, document(topic), f"{topic}.txt").outcome == "new"
            if stop:
                postgres.stop()

    with opened(postgresql, create=True) as engine:
        add("harbour")
        try:
            with pytest.raises(LedgerError, match="run this again"):
                add("museum", "theatre", stop=True)
        finally:
            postgres.start()
        add("museum")
    with opened(postgresql) as engine, reads(engine) as connection:
        assert [one.document for one in kept(connection)] == [document("harbour"), document("museum")]


def test_a_connection_that_the_server_ends(postgresql: str) -> None:
    def add() -> None:
        with writing(engine) as connection:
            store(connection, document("harbour"), "a.txt")
            pid = connection.execute(text("SELECT pg_backend_pid()")).scalar()
            with engine.connect() as other:
                other.execute(text(f"SELECT pg_terminate_backend({pid})"))
            store(connection, document("museum"), "b.txt")

    with opened(postgresql, create=True) as engine:
        with pytest.raises(LedgerError, match="run this again"):
            add()
        with reads(engine) as connection:
            assert list(kept(connection)) == []


def test_a_user_who_may_only_read(postgresql: str) -> None:
    with opened(postgresql, create=True) as engine, writing(engine) as connection:
        store(connection, document("harbour"), "a.txt")
        connection.execute(text("CREATE ROLE guest LOGIN"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest"))
    with opened(postgresql.replace("sayso@", "guest@")) as engine:
        with reads(engine) as connection:
            assert [one.document for one in kept(connection)] == [document("harbour")]
        with pytest.raises(LedgerError, match="this user may not do that"), writing(engine) as connection:
            store(connection, document("museum"), "b.txt")


def test_a_database_that_has_other_tables(postgresql: str) -> None:
    with opened(postgresql, create=True) as engine, writing(engine) as connection:
        connection.execute(text("DROP TABLE sayso_revision"))
    with pytest.raises(LedgerError, match="something else"), opened(postgresql, create=True):
        pass


def test_an_unusually_long_word(postgresql: str) -> None:
    body = f"The mayor said {'a' * 5000} was safe. " + " ".join(f"{i:x}" * 5 for i in range(5000)) + "."
    with opened(postgresql, create=True) as engine, writing(engine) as connection:
        store(connection, reading(body), "a.txt")
        assert next(kept(connection)).document == reading(body)
