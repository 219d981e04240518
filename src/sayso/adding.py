"""Takes documents into a ledger: what is there already is passed over, the rest is read, stored in input order, and
linked to what is there.

What was stored stays, whatever happens after: a document is stored whole or not at all, and adding the same again goes
on where it was broken off.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Protocol

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError

from sayso.document import Document
from sayso.documents.article import Article
from sayso.documents.outcome import DocumentError, LeftOut, Loaded, Met, Unchanged
from sayso.documents.text import without_surrogates
from sayso.documents.web.memory import Validators
from sayso.ledger import addresses, near, schema, storing
from sayso.ledger.claiming import settle_some
from sayso.ledger.errors import LedgerError
from sayso.ledger.linking import link
from sayso.ledger.opening import reading, writing
from sayso.workers import DiedError, FailedError, Worker, answered

FEW = 4
"""Documents that are read sooner in this process than other processes have started."""
_SECONDS = 1.0  # after which what was read is stored
_MOST = 64  # documents that are stored at once
_LONG = 60.0  # seconds after which claims are worked out though there is more to read


class Tally(msgspec.Struct, frozen=True):
    """How many documents were new, changed, known, and could not be read."""

    new: int = 0
    changed: int = 0
    known: int = 0
    failed: int = 0


class ModelError(Exception):
    """The model cannot be loaded: the reason."""


class Course(Protocol):
    """What is told how far adding is."""

    def done(self) -> None:
        """One more document is in the ledger, or is not going to be."""
        ...


class Remembered:
    """The validators that came with the pages in a ledger: the `Memory` of the client that fetches them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def validators(self, url: str) -> Validators | None:
        """Give what came with the page that is kept from this address; None if none is kept."""
        a = schema.address.c
        query = select(a.etag, a.last_modified).where(a.place == addresses.at(url), a.document_id.is_not(None))
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        return Validators(url, row.etag, row.last_modified) if row and (row.etag or row.last_modified) else None


class _Task(msgspec.Struct):
    """Something that was met, and what has become of it so far: once it is `ready`, it can be stored in its turn."""

    where: str
    article: Article | None = None
    validators: Validators | None = None
    document: Document | None = None
    vectors: tuple[bytes | None, ...] | None = None
    problem: str | None = None
    ready: bool = False


def add(
    engine: Engine,
    met: Iterable[Met],
    *,
    jobs: int | None = None,
    tell: Callable[[str], None],
    course: Course | None = None,
) -> Tally:
    """Read what was met, as far as it is not in the ledger, and store it.

    With more than one of `jobs`, by default the cores that there are, that many processes read; the ledger comes to
    hold the same. `tell` is given a line for each document that cannot be read, or about which there is something to
    remark; those that cannot be read are noted in the ledger too. Raises LedgerError if the ledger fails, and
    ModelError; both, and KeyboardInterrupt, after what was read by then is stored where that is possible.
    """
    counts = {"new": 0, "version": 0, "same": 0, "failed": 0}
    tasks: deque[_Task] = deque()
    stored = settled = time.monotonic()

    def store(least: int) -> None:
        """Store those at the head that are ready, if there are so many or it is time."""
        nonlocal stored, settled
        ready = _ready(tasks)
        if not ready or (len(ready) < least and time.monotonic() - stored < _SECONDS):
            return
        outcomes = _store(engine, ready, tell)
        for outcome in outcomes:
            tasks.popleft()
            counts[outcome] += 1
            if course is not None:
                course.done()
        stored = time.monotonic()
        if stored - settled > _LONG:
            _settle(engine)
            settled = time.monotonic()

    readers = _Readers(jobs or usable_cores(), tell)
    try:
        for one in met:
            if isinstance(one, LeftOut):
                tell(f"{one.where}: {one.reason}")
                continue
            task = _task(one, tell)
            tasks.append(task)
            if not task.ready and not _is_known(engine, task):
                readers.read(task)
            store(_MOST)
        while not all(task.ready for task in tasks):
            readers.wait()
            store(_MOST)
        store(0)
        _settle(engine)
    except (KeyboardInterrupt, ModelError):
        store(0)
        if tasks:
            tell(f"{tasks[0].where}: not stored yet; run the same command again to go on from here")
        raise
    finally:
        readers.close()
    return Tally(counts["new"], counts["version"], counts["same"], counts["failed"])


def usable_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _task(one: Loaded | DocumentError | Unchanged, tell: Callable[[str], None]) -> _Task:
    match one:
        case DocumentError():
            tell(str(one))
            return _Task(one.where, problem=one.problem, ready=True)
        case Unchanged():
            return _Task(one.where, ready=True)
        case Loaded():
            for remark in one.remarks:
                tell(f"{one.where}: {remark}")
            return _Task(one.where, _without_surrogates(one.article), one.validators)


def _without_surrogates(article: Article) -> Article:
    """The article without halves of surrogate pairs, which no database and no other process takes."""
    fields = {key: getattr(article, key) for key in article.__struct_fields__}
    broken = {key: without_surrogates(value) for key, value in fields.items() if value and not _is_whole(value)}
    return replace(article, **broken) if broken else article


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_known(engine: Engine, task: _Task) -> bool:
    """Whether it is in the ledger already, in which case there is nothing to read."""
    assert task.article is not None
    with reading(engine) as connection:
        task.ready = storing.known(connection, task.article) is not None
    return task.ready


def _ready(tasks: deque[_Task]) -> list[_Task]:
    ready: list[_Task] = []
    for task in tasks:
        if not task.ready or len(ready) == _MOST:
            break
        ready.append(task)
    return ready


def _store(engine: Engine, ready: list[_Task], tell: Callable[[str], None]) -> list[str]:
    """Store these in one transaction and give what became of each."""
    told: list[str] = []
    with writing(engine) as connection:
        vectors = near.opened(connection, near.place_of(engine))
        outcomes = [_store_one(connection, task, told) for task in ready]
        link(connection, vectors)
    for line in told:
        tell(line)
    return outcomes


def _settle(engine: Engine) -> None:
    """Work out the claims that wait for it, some in each transaction, so that others can write in between."""
    more = True
    while more:
        with writing(engine) as connection:
            more = settle_some(connection)


def _store_one(connection: Connection, task: _Task, told: list[str]) -> str:
    problem = task.problem
    if problem is None:
        try:
            # So that a document that the ledger does not take leaves nothing of itself behind.
            with connection.begin_nested():
                return _keep(connection, task)
        except LedgerError as error:
            problem = error.problem
        except (DataError, IntegrityError) as error:
            problem = (
                f"cannot be stored ({' '.join(str(error.orig).split())[:200]}); please report it with the document"
            )
        told.append(f"{task.where}: {problem}")
    _note_failure(connection, task.where, problem)
    return "failed"


def _keep(connection: Connection, task: _Task) -> str:
    place = addresses.bounded(task.where)
    connection.execute(delete(schema.failure).where(schema.failure.c.place == place))
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    a = schema.address.c
    if task.article is None:
        connection.execute(update(schema.address).where(a.place == addresses.at(task.where)).values(fetched=now))
        return "same"
    if task.document is not None:
        stored = storing.store(connection, task.document, task.where, task.vectors)
    else:
        met = storing.meet(connection, task.article, task.where)
        if met is None:
            raise LedgerError(task.where, "was in the ledger and is not any more; run this again")
        stored = met
    if task.validators is not None:
        sent = {"etag": task.validators.etag, "last_modified": task.validators.last_modified, "fetched": now}
        there = addresses.at(task.validators.url)
        if not connection.execute(update(schema.address).where(a.place == there).values(**sent)).rowcount:
            connection.execute(insert(schema.address), {"place": there, "document_id": stored.document_id, **sent})
    return stored.outcome


def _note_failure(connection: Connection, where: str, problem: str) -> None:
    place = addresses.bounded(where)
    tried = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    row = {"problem": problem.replace("\0", "\N{REPLACEMENT CHARACTER}"), "tried": tried}
    f = schema.failure
    if not connection.execute(update(f).where(f.c.place == place).values(**row)).rowcount:
        connection.execute(insert(f), {"place": place, **row})


class _Readers:
    """Reads articles: the first few, if there are no more, in this process, else in `jobs` others.

    A process is started when there is something to read and none is free.
    """

    def __init__(self, jobs: int, tell: Callable[[str], None]) -> None:
        self._jobs = jobs
        self._tell = tell
        self._threads = max(1, usable_cores() // jobs)
        self._waiting: deque[_Task] = deque()
        self._free: list[Worker] = []
        self._busy: dict[Worker, _Task] = {}

    def read(self, task: _Task) -> None:
        """Have it read, at once or later; waits if as much is waiting as can be read soon."""
        self._waiting.append(task)
        if self._jobs == 1:
            self._read_here()
            return
        if not self._busy and not self._free and len(self._waiting) < FEW:
            return
        self._hand_out()
        while len(self._waiting) >= max(FEW, self._jobs):
            self._collect()
            self._hand_out()

    def wait(self) -> None:
        """Wait until more has been read."""
        if self._busy:
            self._collect()
            self._hand_out()
        else:
            self._read_here()

    def close(self) -> None:
        """End all processes."""
        for worker in (*self._free, *self._busy):
            worker.close()

    def _read_here(self) -> None:
        task = self._waiting.popleft()
        assert task.article is not None
        self._finish(task, _read(_Request(task.article, None)))

    def _hand_out(self) -> None:
        while self._waiting and (self._free or len(self._busy) < self._jobs):
            worker = self._free.pop() if self._free else Worker("sayso.adding:answer")
            task = self._waiting[0]
            assert task.article is not None
            try:
                worker.ask(msgspec.msgpack.encode(_Request(task.article, self._threads)))
            except DiedError:
                # It was ended while it had nothing to do, for which no document is to blame.
                continue
            self._busy[worker] = self._waiting.popleft()

    def _collect(self) -> None:
        for worker in answered(self._busy):
            try:
                reply = worker.answer()
            except DiedError:
                self._lost(worker)
                continue
            except FailedError as error:
                found = _Reading(problem=f"cannot be read ({error}); please report it with the document")
            else:
                found = msgspec.msgpack.decode(reply, type=_Reading)
            task = self._busy.pop(worker)
            self._free.append(worker)
            self._finish(task, found)

    def _lost(self, worker: Worker) -> None:
        problem = "cannot be read: the process that read it was ended, perhaps for want of memory; try it alone"
        self._finish(self._busy.pop(worker), _Reading(problem=problem))

    def _finish(self, task: _Task, found: _Reading) -> None:
        if found.model is not None:
            raise ModelError(found.model)
        task.document, task.vectors, task.problem = found.document, found.vectors, found.problem
        task.ready = True
        if found.problem is not None:
            self._tell(f"{task.where}: {found.problem}")
        elif found.document is not None and found.document.language not in (None, "en"):
            language = found.document.language
            self._tell(f"{task.where}: looks like another language ({language}); Sayso reads English, so expect little")


class _Request(msgspec.Struct, frozen=True):
    article: Article
    threads: int | None


class _Reading(msgspec.Struct, frozen=True):
    """What came of reading: the document and what its statements mean, or what is wrong with it, or the `model`."""

    document: Document | None = None
    vectors: tuple[bytes | None, ...] | None = None
    problem: str | None = None
    model: str | None = None


def answer(request: bytes) -> bytes:
    """Read an article that another process asks for."""
    return msgspec.msgpack.encode(_read(msgspec.msgpack.decode(request, type=_Request)))


def _read(request: _Request) -> _Reading:
    try:
        from sayso.reading.reader import load_reader

        reader = load_reader(request.threads) if request.threads else load_reader()
    # onnxruntime has exceptions of its own for a damaged model, and a broken installation may raise anything.
    except Exception as error:
        return _Reading(model=f"{error}")
    try:
        found = reader.read_whole(request.article)
        return _Reading(found.document, found.vectors)
    except Exception as error:
        reason = f"unexpected error ({type(error).__name__}: {error}); please report it with the document"
        return _Reading(problem=reason)


def filled(met: Iterable[Met], said: dict[str, str]) -> Iterator[Met]:
    """Fill in what is `said` by hand of each article, by the names of its fields, where its file does not say it."""
    for one in met:
        if isinstance(one, Loaded):
            unsaid = {key: value for key, value in said.items() if getattr(one.article, key) is None}
            one = replace(one, article=replace(one.article, **unsaid))
        yield one
