"""Opens a ledger: finds or makes its tables, brings an older one up to date, and gives transactions.

A ledger is a SQLite file or a PostgreSQL database. Whichever it is, one transaction writes at a time; readers neither
wait nor make others wait, and see the ledger as it was when they began.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import (
    Connection,
    Engine,
    QueuePool,
    create_engine,
    event,
    inspect,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from sayso.ledger.errors import LedgerError, NoLedgerError
from sayso.ledger.problems import problem
from sayso.ledger.schema import APPLICATION_ID, REVISION

REVISION_TABLE = "sayso_revision"
PATIENCE = 60  # seconds that a writer waits for another one

_POSTGRESQL = ("postgresql://", "postgres://")
_CACHE = 32 * 1024  # KiB of a SQLite file that a connection keeps in memory
_KEPT_LOG = 16 * 1024 * 1024  # bytes to which SQLite cuts its write-ahead log back


@contextmanager
def opened(place: str, *, create: bool = False) -> Iterator[Engine]:
    """Open the ledger at `place`, the path of a SQLite file or a `postgresql://` address, until the context ends.

    With `create`, a ledger is made where there is none. One made by an older version of Sayso is brought up to date; of
    a SQLite file a copy is made before, beside it. A file that may not be written is opened for reading. Raises
    LedgerError if it cannot be opened, is no ledger, or was made by a newer version.
    """
    engine = _postgresql(place) if place.startswith(_POSTGRESQL) else _sqlite(place, create)
    try:
        with _told(engine):
            _prepare(engine, create)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that writes, as soon as no other one does; commit it, or undo it if an exception comes.

    Raises LedgerError if the database fails, if it may not be written, or if another transaction writes for longer than
    a minute.
    """
    with _told(engine), engine.connect() as connection:
        connection = connection.execution_options(writing=True)
        with connection.begin():
            lock(connection)
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that reads, and sees one state of the ledger to its end. Raises LedgerError on failure."""
    with _told(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def lock(connection: Connection) -> None:
    """Wait until no other transaction writes, and hold back others to the end of this one."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": APPLICATION_ID})


def name_of(engine: Engine) -> str:
    """The place at which a ledger was opened, as people are told it: without a password."""
    return str(engine.get_execution_options()["place"])


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Turn what the database raises into a LedgerError."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise LedgerError(name_of(engine), problem(error)) from error


def _sqlite(place: str, create: bool) -> Engine:
    path = Path(os.path.abspath(place))
    writable = _writable(path, place, create)
    if writable:
        address = f"{path.as_uri()}?mode={'rwc' if create else 'rw'}"
    else:
        # Without a log beside it nobody has the file open for writing; else SQLite would want to make one itself.
        log = path.with_name(path.name + "-wal")
        address = f"{path.as_uri()}?mode=ro{'' if log.exists() else '&immutable=1'}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, execution_options={"place": place})

    @event.listens_for(engine, "connect")
    def _set(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA cell_size_check = ON")
        cursor.execute(f"PRAGMA cache_size = -{_CACHE}")
        cursor.execute(f"PRAGMA journal_size_limit = {_KEPT_LOG}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that began by reading could not become a writer once another one has written.
        begin = "BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN"
        connection.exec_driver_sql(begin)

    return engine


def _writable(path: Path, place: str, create: bool) -> bool:
    """Whether the file may be written. Raises LedgerError if it is not there or may not even be read."""
    if not place:
        raise LedgerError("ledger", "has no name; give the path of a file")
    try:
        if path.is_dir():
            raise LedgerError(place, "is a directory; name a file in it")
        if not path.exists():
            if not create:
                raise NoLedgerError(place, "does not exist; make it with `sayso add`, or name another with --ledger")
            if not path.parent.is_dir():
                raise LedgerError(place, "cannot be made, since its folder does not exist; make the folder first")
            if not _may(path.parent, os.W_OK | os.X_OK):
                raise LedgerError(place, "cannot be made, since its folder may not be written; name another place")
            return True
    except OSError as error:
        raise LedgerError(place, f"cannot be opened ({error.strerror}); check the path") from error
    if not _may(path, os.R_OK):
        raise LedgerError(place, "may not be read; ask for permission, or copy it to where you may")
    return _may(path, os.W_OK) and _may(path.parent, os.W_OK | os.X_OK)


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _postgresql(place: str) -> Engine:
    try:
        url = make_url(place).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        example = "postgresql://user@host/database"
        raise LedgerError("ledger", f"its address is not understood; write it as {example}") from None
    shown = url.set(drivername="postgresql").render_as_string(hide_password=True)
    options = {"connect_timeout": PATIENCE, "application_name": "sayso"}
    try:
        return create_engine(url, connect_args=options, execution_options={"place": shown})
    except (ImportError, NoSuchModuleError) as error:
        raise LedgerError(shown, "needs psycopg; run `pip install 'sayso[postgresql]'`") from error


def _prepare(engine: Engine, create: bool) -> None:
    """Make the tables if there are none and `create` says so, and bring older ones up to date."""
    with engine.connect() as connection:
        if revision_of(connection) == REVISION:
            return
        empty = not inspect(connection).get_table_names()
        # Another process may have made the tables since: they come together with their revision.
        revision = revision_of(connection)
        if revision == REVISION:
            return
    place = name_of(engine)
    if revision is None and not empty:
        raise LedgerError(place, "is a database of something else, not a ledger; name another")
    if revision is None and not create:
        raise LedgerError(place, "is empty, not a ledger; make one with `sayso add`, or name another with --ledger")
    from sayso.ledger.migrating import migrate

    migrate(engine, place)


def revision_of(connection: Connection) -> str | None:
    """The revision of a ledger's tables, or None if this is no ledger."""
    if not inspect(connection).has_table(REVISION_TABLE):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {REVISION_TABLE}")).scalar()
    return found
