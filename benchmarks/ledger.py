"""What keeping costs beside reading, and what a large ledger costs: `python -m benchmarks.ledger [ARTICLES…]`.

- storing ÷ reading of the same documents;
- one more document: in a ledger of 1,000,000 statements ÷ in one of 10,000;
- the first page of each listing under many filters, search and show, in the ledger of 1,000,000 statements;
- bytes of the ledger ÷ bytes of the documents' texts.

Large ledgers are made of real readings: paragraphs of them, with the statements that lie within, are put together to
new documents, with other dates, outlets and names. The same seed gives the same ledger. Readings and ledgers are kept
in the folder `--work` and used again; `--statements` takes smaller ledgers than a million.

ARTICLES are files of JSON lines with `text` (gzip too), PolNeAR's and BASIL's by default; without them, the examples.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import itertools
import json
import os
import random
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Engine, text

from sayso.document import Document, Source, Span, Statement, Time
from sayso.documents.article import Article
from sayso.ledger import finding, listing, showing
from sayso.ledger.filters import Filters
from sayso.ledger.opening import opened, reading, writing
from sayso.ledger.storing import store
from sayso.paragraphs import paragraphs
from sayso.reading.reader import open_reader

DEFAULT = [Path("../shared/corpora/polnear/dev.jsonl.gz"), Path("../shared/corpora/coverage/politics.jsonl.gz")]
MODEL = Path("src/sayso/model")
READ = 300
SEED = 4
DAYS = 3_000
OUTLETS = 60
NAMES = 30_000
TOGETHER = 200
"""Documents in a transaction while a large ledger is made."""
SMALL = 10_000
ADDED = 40
REPEATS = 5
SYLLABLES = (
    *("ba", "dor", "el", "fin", "gar", "hol", "im", "jan", "kel", "lor", "mar", "nev", "or", "pel", "quin"),
    *("ras", "sol", "tam", "ul", "ver", "wen", "yar", "zan"),
)


class Piece(msgspec.Struct, frozen=True):
    """A paragraph of a reading with what lies within it; offsets count from its beginning."""

    text: str
    sources: dict[str, Source]
    statements: tuple[Statement, ...]
    times: tuple[Time, ...]


def articles(paths: list[Path]) -> list[Article]:
    found = []
    for path in paths:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        if "json" not in path.name:
            found.append(Article(data.decode(), id=path.name))
            continue
        for line in data.decode().splitlines():
            record = json.loads(line)
            known = {name: record.get(name) for name in ("id", "title", "outlet", "published")}
            found.append(Article(record["text"], **known))
    return found[:: max(len(found) // READ, 1)][:READ]


def read(some: list[Article], cache: Path) -> tuple[list[Document], float]:
    """The readings, and the seconds that they took when they were made."""
    if not cache.exists():
        reader = open_reader(MODEL, 1)
        reader.read(some[0])
        begun = time.perf_counter()
        found = [reader.read(article) for article in some]
        seconds = time.perf_counter() - begun
        cache.write_bytes(msgspec.json.encode((found, seconds)))
    return msgspec.json.decode(cache.read_bytes(), type=tuple[list[Document], float])


def pieces(document: Document) -> Iterator[Piece]:
    sources = {source.id: source for source in document.sources or ()}
    for begin, end in paragraphs(document.text):
        within = {
            one.id: one
            for one in document.statements
            if all(begin <= span.start and span.end <= end for span in _spans(one))
        }
        moved = tuple(_moved(one, -begin, within) for one in within.values())
        used = {link for one in moved for link in (one.source_id, *(one.chain or ())) if link}
        kept = {id: _mentioned(sources[id], begin, end) for id in sorted(used)}
        times = tuple(_shifted(time, -begin) for time in document.times or () if begin <= time.start < time.end <= end)
        yield Piece(document.text[begin:end], kept, moved, times)


def _mentioned(source: Source, begin: int, end: int) -> Source:
    within = tuple(_shifted(span, -begin) for span in source.mentions if begin <= span.start < span.end <= end)
    return msgspec.structs.replace(source, mentions=within)


Placed = TypeVar("Placed", Span, Time)


def _shifted(placed: Placed, by: int) -> Placed:
    return msgspec.structs.replace(placed, start=placed.start + by, end=placed.end + by)


def _spans(one: Statement) -> tuple[Span, ...]:
    return (*one.source, *one.cue, *one.content, *(one.hedges or ()), *(one.conditions or ()))


def _moved(one: Statement, by: int, within: dict[str, Statement]) -> Statement:
    def spans(some: tuple[Span, ...] | None) -> tuple[Span, ...]:
        return tuple(_shifted(span, by) for span in some or ())

    return msgspec.structs.replace(
        one,
        source=spans(one.source),
        cue=spans(one.cue),
        content=spans(one.content),
        hedges=spans(one.hedges),
        conditions=spans(one.conditions),
        inside=one.inside if one.inside in within else None,
        said=None,
        answers=(),
    )


def made(pool: list[Piece], number: int) -> Document:
    """The document of this number: always the same for the same pool."""
    dice = random.Random(f"{SEED} {number}")
    body = ""
    statements: list[Statement] = []
    sources: list[Source] = []
    times: list[Time] = []
    for piece in dice.sample(pool, min(dice.randint(8, 24), len(pool))):
        body += "\n\n" if body else ""
        entity = {id: f"e{len(sources) + n}" for n, id in enumerate(piece.sources, 1)}
        sources += [_renamed(source, entity[id], len(body), dice) for id, source in piece.sources.items()]
        times += [_shifted(time, len(body)) for time in piece.times]
        name = {one.id: f"s{len(statements) + n}" for n, one in enumerate(piece.statements, 1)}
        for one in piece.statements:
            placed = _moved(one, len(body), dict.fromkeys(name, one))
            statements.append(
                msgspec.structs.replace(
                    placed,
                    id=name[one.id],
                    source_id=one.source_id and entity[one.source_id],
                    chain=tuple(entity[link] for link in one.chain or ()),
                    inside=one.inside and name[one.inside],
                )
            )
        body += piece.text
    day = date(2017, 1, 1) + timedelta(days=dice.randrange(DAYS))
    # Some outlets have thousands of articles, some but a few; and so with names.
    outlet = f"The {_name(int(OUTLETS * dice.random() ** 4), 2)} {dice.choice(['Post', 'Post', 'Post', 'Mirror'])}"
    title = f"{_name(dice.randrange(NAMES), 2)} and {_name(dice.randrange(NAMES), 2)}"
    return Document(
        *(f"d{number}", outlet, title, None, day.isoformat(), f"https://{number % 97}.example/{number}", "en", body),
        *(tuple(sources), tuple(statements), tuple(times)),
    )


def _renamed(source: Source, id: str, by: int, dice: random.Random) -> Source:
    name = source.name
    if source.kind == "person":
        number = int(NAMES * dice.random() ** 3)
        name = f"{_name(number, 1)} {_name(number * 7, 2)}"
    mentions = tuple(_shifted(span, by) for span in source.mentions)
    return msgspec.structs.replace(source, id=id, name=name, mentions=mentions)


def _name(number: int, syllables: int) -> str:
    dice = random.Random(number)
    return "".join(dice.choice(SYLLABLES) for _ in range(syllables + 1)).capitalize()


def ledger(path: Path, pool: list[Piece], statements: int) -> Path:
    """A ledger of so many statements, made if it is not there yet."""
    if path.exists():
        return path
    temporary = path.with_suffix(".making")
    for stale in path.parent.glob(temporary.name + "*"):
        stale.unlink()
    stored = 0
    with opened(str(temporary), create=True) as engine:
        for first in itertools.count(0, TOGETHER):
            with writing(engine) as connection:
                for number in range(first, first + TOGETHER):
                    document = made(pool, number)
                    store(connection, document, document.id)
                    stored += len(document.statements)
                    if stored >= statements:
                        break
            if stored >= statements:
                break
    os.replace(temporary, path)
    return path


def seconds_storing(documents: list[Document], folder: Path) -> float:
    """Seconds to store the documents into a new ledger, each in a transaction of its own."""
    path = folder / "storing.db"
    path.unlink(missing_ok=True)
    with opened(str(path), create=True) as engine:
        begun = time.perf_counter()
        for document in documents:
            with writing(engine) as connection:
                store(connection, document, document.id)
        return time.perf_counter() - begun


def seconds_adding(paths: list[Path], pool: list[Piece], folder: Path) -> list[float]:
    """For each of the ledgers, the median of the seconds that one more document takes, each ledger in turn."""
    spent: list[list[float]] = [[] for _ in paths]
    copies = [Path(shutil.copy(path, folder / f"adding{number}.db")) for number, path in enumerate(paths)]
    for number in range(ADDED):
        document = made(pool, 10_000_000 + number)
        for path, times in zip(copies, spent, strict=True):
            with opened(str(path)) as engine:
                begun = time.perf_counter()
                with writing(engine) as connection:
                    store(connection, document, document.id)
                times.append(time.perf_counter() - begun)
    for path in copies:
        path.unlink()
    return [statistics.median(times) for times in spent]


class Known(msgspec.Struct, frozen=True):
    """What is in the large ledger, to be asked for."""

    rare_outlet: str
    common_outlet: str
    top_source: int
    rare_source: int
    document: int


def known(connection: Connection) -> Known:
    outlets = connection.execute(text("SELECT outlet FROM document GROUP BY outlet ORDER BY count(*)")).scalars().all()
    ordered = "SELECT source_id FROM tally WHERE NOT anonymous AND documents > 0 ORDER BY statements"
    top = connection.execute(text(f"{ordered} DESC LIMIT 1")).scalar_one()
    seldom = connection.execute(text(f"{ordered} LIMIT 1")).scalar_one()
    document = connection.execute(text("SELECT max(document_id) / 2 FROM listing")).scalar_one()
    return Known(outlets[0], outlets[-1], top, seldom, document)


def questions(there: Known) -> Iterator[tuple[str, Callable[[Connection], object]]]:
    """Everything that is asked of the large ledger, by name."""
    rare, common, top, seldom = there.rare_outlet, there.common_outlet, there.top_source, there.rare_source
    filters = {
        "none": Filters(),
        "common outlet": Filters(outlet=common),
        "rare outlet": Filters(outlet=rare),
        "rare outlet × rare act": Filters(outlet=rare, act="threaten"),
        "rare outlet × rare act × words": Filters(outlet=rare, act="threaten", words="police minister"),
        "rare act": Filters(act="threaten"),
        "rare act × unnamed × possible": Filters(act="threaten", anonymous=True, certainty="possible"),
        "deny × negative × old days": Filters(act="deny", polarity="negative", until="2017-02-01"),
        "top source": Filters(source=top),
        "rare source": Filters(source=seldom),
        "top source × rare outlet": Filters(source=top, outlet=rare),
        "common word": Filters(words="people"),
        "two common words": Filters(words="government people"),
        "common words × rare act": Filters(words="government people", act="doubt"),
        "phrase of common words": Filters(words='"the people"'),
        "phrase that is nowhere": Filters(words='"people the government to"'),
        "prefix": Filters(words="gov*"),
        "without a common word": Filters(words="-the"),
        "own voice × word": Filters(own_voice=True, words="police"),
    }
    for name, some in filters.items():
        yield f"statements: {name}", lambda c, some=some: listing.statements(c, some, limit=50)
    for name in (
        "none",
        "rare outlet",
        "top source",
        "top source × rare outlet",
        "common word",
        "phrase of common words",
    ):
        yield f"documents: {name}", lambda c, some=filters[name]: listing.documents(c, some, limit=50)
    for name, some in {"none": Filters(), "unnamed": Filters(anonymous=True), "words": Filters(words="ba*")}.items():
        yield f"sources: {name}", lambda c, some=some: listing.sources(c, some, limit=50)
    for name in ("none", "rare act", "rare outlet × rare act × words", "top source"):
        yield f"timeline: {name}", lambda c, some=filters[name]: listing.timeline(c, some, limit=20)
    for words in (
        "zinc",
        "people",
        "government people",
        '"prime minister"',
        '"the people"',
        "said the",
        "gov* -police",
    ):
        some = Filters(words=words)
        yield f"search: {words}", lambda c, some=some: finding.search(c, some, limit=10)
    yield "show: document", lambda c: showing.show_document(c, there.document)
    yield "show: statement", lambda c: showing.show_statement(c, 1, there.document)
    yield "show: top source", lambda c: showing.show_source(c, top, limit=50)


def milliseconds(path: Path) -> list[tuple[str, float, float, float]]:
    """Of every question the milliseconds when a new connection asks it first, then the median, and the processor's."""
    with opened(str(path)) as engine, reading(engine) as connection:
        there = known(connection)
    found = []
    for name, ask in questions(there):
        with opened(str(path)) as engine, reading(engine) as connection:
            times, busy = [], []
            for _ in range(1 + REPEATS):
                begun, before = time.perf_counter(), time.process_time()
                ask(connection)
                times.append(1000 * (time.perf_counter() - begun))
                busy.append(1000 * (time.process_time() - before))
        found.append((name, times[0], statistics.median(times[1:]), statistics.median(busy[1:])))
    return found


def weight(engine: Engine) -> tuple[int, int, int]:
    """Bytes of the ledger, bytes of its documents' texts, and its statements."""
    with reading(engine) as connection:
        pages = connection.execute(text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"))
        texts = connection.execute(text("SELECT sum(length(CAST(text AS BLOB))) FROM document"))
        statements = connection.execute(text("SELECT count(*) FROM statement"))
        return pages.scalar_one(), texts.scalar_one(), statements.scalar_one()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="the folder for readings and ledgers (about 1 GB)")
    parser.add_argument("--statements", type=int, default=1_000_000)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    there = args.articles or [path for path in DEFAULT if path.exists()] or sorted(Path("examples").glob("*.txt"))
    documents, spent = read(articles(there), args.work / "readings.json")
    storing = seconds_storing(documents, args.work)
    print(f"storing {len(documents)} documents: {storing:.1f} s; reading them was {spent / storing:.1f} times as long")

    pool = [piece for document in documents for piece in pieces(document)]
    small = ledger(args.work / f"{SMALL}.db", pool, SMALL)
    large = ledger(args.work / f"{args.statements}.db", pool, args.statements)
    for path in (small, large):
        with opened(str(path)) as engine:
            whole, texts, statements = weight(engine)
        sizes = f"{whole / 1e6:.0f} MB of ledger ÷ {texts / 1e6:.0f} MB of text"
        print(f"{statements:,} statements: {sizes}: {whole / texts:.2f}")
    few, many = seconds_adding([small, large], pool, args.work)
    print(f"one more document: {1000 * many:.1f} ms ÷ {1000 * few:.1f} ms: {many / few:.2f}")
    # Else Python looks through all that the generator holds while something is asked.
    del documents, pool
    gc.collect()
    print("milliseconds: asked first by a new connection, again (median), and the processor's (median);")
    print("the file is in the system's memory")
    for name, first, again, busy in milliseconds(large):
        print(f"{first:7.1f} {again:7.1f} {busy:7.1f}  {name}")


if __name__ == "__main__":
    main()
