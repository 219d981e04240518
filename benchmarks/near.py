"""What finding nearest neighbours costs in large ledgers, and what it misses: `python -m benchmarks.near [ARTICLES…]`.

For ledgers of 10,000, 100,000 and 1,000,000 statements:

- recall: of the 12 nearest by exhaustive search, the share that is found;
- the cost of a search (the statements of one document at once), and its ratio to that in the smallest ledger;
- the cost of opening the index when it is there, and of making it; the file's size.

There is no million of statements to read here, so the vectors are made: the contents of real readings are cut in two at
a random place, and the beginning of one is put together with the end of another, as if somebody had written that. The
vector is worked out from the network's values for these tokens as for any content, in the first one's context; but each
half keeps what the network knew of its own text, and a real ledger has more subjects and fewer sentences that share a
half. The questions asked are vectors made in the same way that the ledger does not have. Of each larger ledger the last
statements came after the index was written, and are compared one by one.

ARTICLES are files of JSON lines with `text` (gzip too), PolNeAR's dev and the coverage of US politics by default;
without them, the examples.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, insert

from benchmarks.ledger import DEFAULT, MODEL, articles
from sayso.ledger import schema
from sayso.ledger.near import BYTES, TAIL, Near, opened, place_of
from sayso.ledger.opening import opened as ledger_opened
from sayso.ledger.opening import reading, writing
from sayso.reading.meaning import context, tokens_of, vector
from sayso.reading.reader import open_reader
from sayso.reading.tokens import tokenize

SIZES = (10_000, 100_000, 1_000_000)
SEED = 5
READ = 120
LONG = 4
"""Tokens in the shortest content that is used."""
TOGETHER = 25
"""Statements in a document."""
ASKED = 40
"""Documents that are asked for."""
NEAREST = 12
REPEATS = 5

Rows = np.ndarray


def contents(paths: list[Path]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Of each content of the articles what the network knows of its tokens, and the context."""
    reader = open_reader(MODEL, 1)
    found = []
    some = articles(paths)
    for article in some[:: max(1, len(some) // READ)]:
        document = reader.read(article)
        tokens = tokenize(reader.tokenizer, article.text)
        values = reader.look(tokens).meanings
        at = [tokens_of(tokens, [(span.start, span.end) for span in one.content]) for one in document.statements]
        found += [(values[one], context(values)) for one in at if len(one) >= LONG]
    return found


def made(pool: list[tuple[np.ndarray, np.ndarray]], count: int) -> Iterator[bytes]:
    """Vectors of a beginning of one content and an end of another: always the same for the same pool."""
    draw = np.random.default_rng(SEED)
    for left, right, cut, other in zip(
        *draw.integers(len(pool), size=(2, count)).tolist(), *draw.uniform(0.2, 0.8, (2, count)).tolist(), strict=True
    ):
        (one, around), (two, _) = pool[left], pool[right]
        mixed = np.concatenate([one[: round(cut * len(one))], two[round(other * len(two)) :]])
        yield vector(mixed, mixed, around)


def keep(connection: Connection, rows: Rows, begin: int) -> None:
    """Documents with these vectors, whose statements count up from `begin` + 1."""
    first = begin // TOGETHER
    numbers = [first + i + 1 for i in range(-(-len(rows) // TOGETHER))]
    known = {"version": 1, "text": "", "added": "2020-01-01T00:00:00Z"}
    connection.execute(insert(schema.article), [{"id": n, "current_id": n} for n in numbers])
    documents = [{"id": n, "article_id": n, "name": f"d{n}", "digest": f"d{n}", **known} for n in numbers]
    connection.execute(insert(schema.document), documents)
    if not begin:
        connection.execute(insert(schema.manner), {"id": 1})
    statements = [
        {"id": begin + i + 1, "document_id": first + i // TOGETHER + 1, "number": i % TOGETHER + 1, "manner_id": 1}
        for i in range(len(rows))
    ]
    connection.execute(insert(schema.statement), statements)
    pieces = [
        {"document_id": n, "vectors": rows[i * TOGETHER : (i + 1) * TOGETHER].tobytes()} for i, n in enumerate(numbers)
    ]
    connection.execute(insert(schema.meaning), pieces)


def exhaustive(rows: Rows, asked: Rows) -> list[set[int]]:
    """The ids of the nearest of all."""
    lengths = np.linalg.norm(rows.astype(np.float32), axis=1)
    found = []
    for query in asked:
        alike = np.concatenate(
            [
                rows[at : at + 100_000].astype(np.float32) @ query.astype(np.float32)
                for at in range(0, len(rows), 100_000)
            ]
        )
        found.append(set((1 + np.argpartition(-alike / lengths, NEAREST)[:NEAREST]).tolist()))
    return found


def seconds(near: Near, asked: Rows) -> float:
    """For one document's statements, the median over documents."""
    spent = []
    for at in range(0, len(asked), TOGETHER):
        queries = [row.tobytes() for row in asked[at : at + TOGETHER]]
        times = []
        for _ in range(REPEATS):
            begun = time.perf_counter()
            near.search(queries, NEAREST)
            times.append(time.perf_counter() - begun)
        spent.append(min(times))
    return statistics.median(spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="an empty folder for the ledgers (about 1 GB)")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="leave out larger ledgers")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    chosen = args.articles or [path for path in DEFAULT if path.exists()] or sorted(Path("examples").glob("*.txt"))
    pool = contents(chosen)
    sizes = [size for size in SIZES if size <= args.most]
    count = ASKED * TOGETHER
    every = np.frombuffer(b"".join(made(pool, sizes[-1] + count)), dtype=np.int8).reshape(-1, BYTES)
    asked = every[-count:]
    print(f"{len(pool)} contents, put together anew; {count} vectors asked for, {TOGETHER} at once")
    least = 0.0
    for size in sizes:
        rows = every[:size]
        early = size if size <= TAIL else size - TAIL // 2
        with ledger_opened(str(args.work / f"near-{size}.db"), create=True) as engine:
            place = place_of(engine)
            with writing(engine) as connection:
                keep(connection, rows[:early], 0)
            with reading(engine) as connection:
                begun = time.perf_counter()
                opened(connection, place)
                making = time.perf_counter() - begun
            if early < size:
                with writing(engine) as connection:
                    keep(connection, rows[early:], early)
            opening = []
            for _ in range(REPEATS):
                with reading(engine) as connection:
                    begun = time.perf_counter()
                    near = opened(connection, place)
                    opening.append(time.perf_counter() - begun)
        true = exhaustive(rows, asked)
        found = near.search([row.tobytes() for row in asked], NEAREST)
        right = sum(len(a & {number for number, _ in b}) for a, b in zip(true, found, strict=True))
        spent = seconds(near, asked)
        least = least or spent
        file = place.stat().st_size if place and place.exists() else 0
        print(
            f"{size:>9,}: recall {right / (NEAREST * count):.4f}; a document's search {1000 * spent:.2f} ms, "
            f"{spent / least:.2f} times that of the smallest; opening {1000 * statistics.median(opening):.1f} ms, "
            f"making {making:.0f} s; file {file / 1e6:.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
