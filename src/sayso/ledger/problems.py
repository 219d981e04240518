"""What a database raises, in words for people: what is wrong, and what to do."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

_BUSY = "another program has been writing to it for more than a minute; wait until that is done, and run this again"
_FULL = "the disk is full; make room, and run this again"

# By the beginning of SQLite's name for the error, the first that fits.
_SQLITE = {
    "SQLITE_FULL": _FULL,
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_READONLY": "may not be written; ask for permission for the file and its folder, or name another place",
    "SQLITE_CANTOPEN": "cannot be opened; check the path, and that its folder may be written",
    "SQLITE_NOTADB": "is no SQLite file, so no ledger; name another",
    "SQLITE_CORRUPT": "is damaged; put a backup in its place, or save what is left with `sqlite3 FILE .recover`",
    "SQLITE_IOERR": "cannot be read or written further; check the disk and its free space, and run this again",
    "SQLITE_PERM": "may not be opened; ask for permission, or copy it to where you may",
}

# By the beginning of PostgreSQL's code for the error (its documentation, appendix A), the first that fits.
_POSTGRESQL = {
    "53100": _FULL,
    "53": "the server has run out of memory or connections; try again later",
    "55P03": _BUSY,
    "40": "the server broke off the transaction for the sake of another one; run this again",
    "25006": "the database may not be written; ask for permission, or name another one",
    "42501": "this user may not do that in the database; ask for permission, or name another one",
    "42P07": "has tables of something else by the ledger's names; give the ledger a database of its own",
    "XX": "is damaged; put a backup in its place",
    "57": "the server was stopped; start it, and run this again",
    "08": "the connection to the server was lost; check it, and run this again",
}


def problem(error: Exception) -> str:
    """Say in one line what is wrong and what to do, of an exception of SQLAlchemy's or SQLite's."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        name = getattr(cause, "sqlite_errorname", "")
        return _first(_SQLITE, name) or f"failed ({_line(cause)}); please report it"
    state = getattr(cause, "sqlstate", None)
    if state is None and isinstance(error, DBAPIError):
        # psycopg gives no code if it could not connect, or if the server went away.
        return f"cannot be reached ({_line(cause)}); check the address and the server, and run this again"
    return _first(_POSTGRESQL, state or "") or f"failed ({_line(cause)}); please report it"


def _first(known: dict[str, str], code: str) -> str | None:
    return next((words for beginning, words in known.items() if code.startswith(beginning)), None)


def _line(cause: BaseException | None) -> str:
    return " ".join(str(cause).split())[:200]
