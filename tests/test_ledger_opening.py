"""A ledger opens, is made, is brought up to date, or says in one line why not."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from ledger_documents import reading
from sayso.ledger import indexing, migrating, opening, plain_views, schema
from sayso.ledger.errors import LedgerError
from sayso.ledger.keeping import kept
from sayso.ledger.opening import opened, writing
from sayso.ledger.storing import store

DOCUMENT = reading("The mayor said the bridge was safe. It opened in 1931.", outlet="Courier")
NEXT = str(int(schema.REVISION) + 1)
LATER = """
from alembic import op
revision, down_revision, branch_labels, depends_on = "{next}", "{newest}", None, None
def upgrade():
    op.execute("CREATE TABLE later (id INTEGER PRIMARY KEY)")
    {more}
"""


def filled(place: str) -> None:
    with opened(place, create=True) as engine, writing(engine) as connection:
        store(connection, DOCUMENT, "a.txt")


def documents_in(place: str) -> int:
    with opened(place) as engine, opening.reading(engine) as connection:
        return len(list(kept(connection)))


def why_not(place: str, create: bool = False) -> str:
    with pytest.raises(LedgerError) as error, opened(place, create=create):
        pass
    message = str(error.value)
    assert "\n" not in message
    return message


@contextmanager
def powerless() -> Iterator[None]:
    """As nobody, whom permissions bind; root they do not."""
    root = os.geteuid() == 0
    if root:
        os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        if root:
            os.setresuid(0, 0, 0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anybody may enter, as pytest's own is not."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


def test_it_is_made_and_found_again(place: str) -> None:
    filled(place)
    assert documents_in(place) == 1
    with opened(place, create=True) as engine, opening.reading(engine) as connection:
        assert opening.revision_of(connection) == schema.REVISION


def test_tables_are_those_of_the_schema(place: str) -> None:
    with opened(place, create=True) as engine, opening.reading(engine) as connection:
        options = {
            "version_table": opening.REVISION_TABLE,
            "include_name": lambda name, kind, _: kind != "table" or name in schema.metadata.tables,
        }
        found = MigrationContext.configure(connection, opts=options)
        differences = [item for item in compare_metadata(found, schema.metadata) if "ix_source_merged" not in str(item)]
    assert differences == []
    assert ScriptDirectory.from_config(migrating.configuration()).get_current_head() == schema.REVISION


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_index_and_the_views_are_those_that_a_migration_made(dialect: str) -> None:
    files = sorted((migrating.MIGRATIONS / "versions").glob(f"*.{dialect}.sql"))
    made = {" ".join(command.split()) for file in files for command in file.read_text("utf8").split(";\n")}
    wanted = {" ".join(command.split()) for command in (*indexing.tables(dialect), *plain_views.views(dialect))}
    assert wanted - made == set()


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    filled(str(tmp_path / "a.db"))
    assert (tmp_path / "a.db").read_bytes()[68:72] == b"Says"
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]


def test_names_that_look_like_something_else(tmp_path: Path) -> None:
    for name in ("a?mode=memory.db", "50%41#.db", "Été 'x'.db", ":memory:"):
        filled(str(tmp_path / name))
        assert (tmp_path / name).is_file()
        assert documents_in(str(tmp_path / name)) == 1


def test_what_is_no_ledger(tmp_path: Path) -> None:
    missing = str(tmp_path / "a.db")
    assert "does not exist; make it with `sayso add`" in why_not(missing)
    assert not os.path.exists(missing)
    assert "folder does not exist" in why_not(str(tmp_path / "none/a.db"), create=True)
    assert "is a directory" in why_not(str(tmp_path), create=True)
    assert "has no name" in why_not("", create=True)
    (tmp_path / "text.db").write_text("The mayor said the bridge was safe. " * 100)
    assert "is no SQLite file" in why_not(str(tmp_path / "text.db"), create=True)
    assert (tmp_path / "text.db").read_text().startswith("The mayor")
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE song (title)")
    other.close()
    assert "something else" in why_not(str(tmp_path / "other.db"), create=True)
    (tmp_path / "empty.db").touch()
    assert "is empty" in why_not(str(tmp_path / "empty.db"))
    filled(str(tmp_path / "empty.db"))
    assert documents_in(str(tmp_path / "empty.db")) == 1


def test_a_ledger_of_a_newer_version(place: str) -> None:
    filled(place)
    with opened(place) as engine, writing(engine) as connection:
        connection.execute(text("UPDATE sayso_revision SET version_num = '999'"))
    assert "made by a newer version of Sayso; update Sayso" in why_not(place)
    assert "made by a newer version" in why_not(place, create=True)


def test_what_may_not_be_read_or_written(open_folder: Path) -> None:
    path = open_folder / "a.db"
    filled(str(path))
    path.chmod(0o444)
    open_folder.chmod(0o555)
    with powerless():
        assert documents_in(str(path)) == 1
        with opened(str(path)) as engine, pytest.raises(LedgerError, match="may not be written"):  # noqa: SIM117
            with writing(engine) as connection:
                store(connection, reading("The clerk said no."), "b.txt")
        assert "its folder may not be written" in why_not(str(open_folder / "b.db"), create=True)
    assert [entry.name for entry in open_folder.iterdir()] == ["a.db"]
    open_folder.chmod(0o755)
    path.chmod(stat.S_IWUSR)
    with powerless():
        assert "may not be read" in why_not(str(path))


def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str = "pass") -> None:
    """Make this the next version of Sayso, with one more table."""
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions/later.py").write_text(LATER.format(more=more, next=NEXT, newest=schema.REVISION))
    configuration = migrating.configuration

    def longer() -> Config:
        config = configuration()
        config.set_main_option("version_locations", f"{migrating.MIGRATIONS / 'versions'}\n{tmp_path / 'versions'}")
        return config

    monkeypatch.setattr(migrating, "configuration", longer)
    monkeypatch.setattr(opening, "REVISION", NEXT)


def test_a_ledger_of_an_older_version(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(place)
    later(tmp_path, monkeypatch)
    with opened(place) as engine, opening.reading(engine) as connection:
        assert opening.revision_of(connection) == NEXT
        assert connection.execute(text("SELECT count(*) FROM later")).scalar() == 0
        assert next(kept(connection)).document == DOCUMENT
    if engine.dialect.name == "sqlite":
        monkeypatch.undo()
        before = f"{place}.before-{schema.REVISION}"
        assert documents_in(before) == 1
        assert sorted(os.path.basename(p) for p in tmp_path.glob("*sayso*")) == [
            "sayso.db",
            f"sayso.db.before-{schema.REVISION}",
        ]


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(place)
    later(tmp_path, monkeypatch, more="op.execute('SELECT 1 FROM nowhere')")
    assert "nowhere" in why_not(place)
    monkeypatch.undo()
    with opened(place) as engine, opening.reading(engine) as connection:
        assert opening.revision_of(connection) == schema.REVISION
        assert next(kept(connection)).document == DOCUMENT
        with pytest.raises(Exception, match="later"):
            connection.execute(text("SELECT * FROM later"))


def test_an_older_ledger_that_cannot_be_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sayso.db"
    filled(str(path))
    later(tmp_path, monkeypatch)
    (tmp_path / f"sayso.db.before-{schema.REVISION}").mkdir()
    assert f"before-{schema.REVISION} cannot be written beside it" in why_not(str(path))
    monkeypatch.undo()
    assert documents_in(str(path)) == 1


def test_many_make_it_at_once(place: str) -> None:
    context = multiprocessing.get_context("spawn")
    makers = [context.Process(target=filled, args=(place,)) for _ in range(4)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join(120)
    assert [maker.exitcode for maker in makers] == [0] * 4
    assert documents_in(place) == 1


def test_a_server_that_is_not_there() -> None:
    message = why_not("postgresql://anna:secret@127.0.0.1:1/news")
    assert "cannot be reached" in message
    assert "secret" not in message
    assert "postgresql://anna:***@127.0.0.1:1/news" in message
    assert "not understood" in why_not("postgresql://host:port/news")


def test_a_database_that_is_not_there(postgresql: str) -> None:
    assert "does not exist" in why_not(postgresql.replace("/test_", "/none_"))
    assert "is empty" in why_not(postgresql)


def test_an_installed_package_has_the_migrations(tmp_path: Path) -> None:
    root, source, target = Path(__file__).parent.parent, tmp_path / "source", tmp_path / "installed"
    shutil.copytree(root, source, ignore=shutil.ignore_patterns(".*", "tests", "training", "annotations", "*.onnx"))
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(source)]
    subprocess.run(install, check=True)
    program = "from sayso.ledger import opening\nwith opening.opened('a.db', create=True): print(opening.__file__)"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.startswith(str(target))


def test_importing_sayso_is_light() -> None:
    heavy = "import sys, sayso; sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'alembic', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", heavy]).returncode == 0
