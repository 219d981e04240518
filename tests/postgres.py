"""A PostgreSQL server for tests, started in a temporary directory from the binaries of the machine."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

SETTINGS = ("fsync=off", "full_page_writes=off", "max_connections=60", "listen_addresses=''")


class Server:
    """A running server, reached by a socket in its own directory."""

    def __init__(self, binaries: Path, folder: Path, user: str | None) -> None:
        self.binaries = binaries
        self.folder = folder
        self.user = user

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"test_{uuid4().hex}"
        self.run("createdb", "--host", str(self.folder), "--username", "sayso", name)
        return f"postgresql://sayso@/{name}?host={self.folder}"

    def start(self) -> None:
        self.run("pg_ctl", "start", "--wait", "--pgdata", str(self.folder / "data"), "--log", str(self.folder / "log"))

    def stop(self, mode: str = "immediate") -> None:
        self.run("pg_ctl", "stop", "--wait", "--pgdata", str(self.folder / "data"), "--mode", mode)

    def run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.binaries / program), *arguments],
            check=True,
            user=self.user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs: Debian's newest, else where PATH leads."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(os.path.realpath(found)).parent if found else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server for the whole session; skips if the machine has no PostgreSQL."""
    found = binaries()
    if found is None or sys.platform == "win32":
        pytest.skip("no PostgreSQL server on this machine (apt install postgresql)")
    # A socket's path may have 107 characters at most, which pytest's own folders may exceed.
    with tempfile.TemporaryDirectory(prefix="sayso-pg-") as name:
        user = _owner(Path(name)) if os.geteuid() == 0 else None
        server = Server(found, Path(name), user)
        server.run("initdb", "--pgdata", f"{name}/data", "--username", "sayso", "--auth", "trust", "--encoding", "UTF8")
        with open(Path(name) / "data/postgresql.conf", "a", encoding="utf-8") as settings:
            settings.writelines(f"{line}\n" for line in (*SETTINGS, f"unix_socket_directories='{name}'"))
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
def postgresql(postgres: Server) -> str:
    """The address of a new, empty database."""
    return postgres.database()


def _owner(folder: Path) -> str:
    """A user who may run the server, which refuses to run as root; the folder is made theirs."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    return user
