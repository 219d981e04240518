"""Makes a ledger's tables, and brings those of older versions up to date, by the migrations (Alembic)."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from sayso.ledger.errors import LedgerError
from sayso.ledger.opening import PATIENCE, lock, revision_of

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine, place: str) -> None:
    """Bring the ledger's tables, or an empty database, to the newest revision, in one transaction.

    Before that, a SQLite file that holds a ledger is copied to `<file>.before-<revision>`. Raises LedgerError if a
    newer version of Sayso made the ledger, or if the copy cannot be made.
    """
    config = configuration()
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            _prepare_file(connection)
        connection = connection.execution_options(writing=True)
        try:
            with connection.begin():
                lock(connection)
                # Another process may have done it since this one looked.
                revision = revision_of(connection)
                if revision is not None:
                    _check_known(config, place, revision)
                    if sqlite:
                        _copy(connection, place, revision)
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        finally:
            # Whoever is given a connection counts on foreign keys, which are off in this one.
            connection.invalidate()


def configuration() -> Config:
    """Alembic's configuration, as its commands take it; `attributes["connection"]` is to be set."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return config


def _check_known(config: Config, place: str, revision: str) -> None:
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if revision not in known:
        raise LedgerError(place, "was made by a newer version of Sayso; update Sayso, or name another ledger")


def _prepare_file(connection: Connection) -> None:
    """Set what SQLite can only set outside of a transaction."""
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    # Alembic changes a table by making it anew, which would delete all that depends on it.
    raw.execute("PRAGMA foreign_keys = OFF")
    # Of a new file only. A text fills whole pages and half of its last one, so small ones save a tenth of it.
    raw.execute("PRAGMA page_size = 2048")
    until = time.monotonic() + PATIENCE
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # For this, SQLite does not always wait by itself.
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                raise
            time.sleep(0.05)


def _copy(connection: Connection, place: str, revision: str) -> None:
    """Copy a ledger as it is to a file beside it, which appears whole or not at all."""
    copy = Path(f"{place}.before-{revision}")
    temporary = copy.with_name(f".{copy.name}-{os.getpid()}.tmp")
    # The transaction holds back other writers; what is copied was committed before it.
    source = connection.connection.dbapi_connection
    assert isinstance(source, sqlite3.Connection)
    try:
        reader = sqlite3.connect(source.execute("PRAGMA database_list").fetchone()[2])
        target = sqlite3.connect(temporary)
        try:
            reader.backup(target)
        finally:
            target.close()
            reader.close()
        os.replace(temporary, copy)
    except (OSError, sqlite3.Error) as error:
        problem = f"is of an older version of Sayso, and {copy.name} cannot be written beside it ({error})"
        raise LedgerError(place, f"{problem}; make room, or copy the ledger to where there is") from error
    finally:
        temporary.unlink(missing_ok=True)
