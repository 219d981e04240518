"""What linking documents costs in large ledgers, and what it misses: `python -m benchmarks.claims [ARTICLES…]`.

For ledgers of 10,000, 100,000 and 1,000,000 statements:

- the cost of linking one more document: opening the index of vectors, finding copies and joining statements to claims,
  as `sayso add` does it for a document alone; its ratio to that in the smallest ledger and to reading the document;
- recall: of the 8 nearest statements by exhaustive search, the share that is found.

There is no million of statements to read here, so the ledgers are made of real readings with their vectors.
Those that fill the smallest ledger are one world, in which some documents are reprinted, whole or in part, by up to
eight other outlets, so that in larger ledgers no more is told of one matter, but of more matters.
The first world is as it was read, and linked by `link`, document by document. In each further one other names and
numbers, and of the rarer words every third, stand for those that were read: the same ones in all of its documents, so
that these have claims in common as the real ones do, and passages; of other worlds they have like statements at most.
Vectors are moved as far as reading some exchanged texts anew moves them, in a random direction, half of it the same for
the whole document. Documents of further worlds are put into the tables at once, with fingerprints, copies found by
`copies.find`, and the claims of the first world; they are not linked, and are not found by words. So what real wording
gives is in it, except that claims reach from one world to another only through the documents that are measured.

Measured are real documents of the first world, near the beginning, that no ledger holds, but further worlds hold what
was made of them. Each is linked in a transaction that is undone, in all ledgers in turn, and read by one thread in
between; all of that twice, and the second time counts: then the files are in the system's memory. Then all of them are
linked together, as `sayso add` does it with up to 64 that are read at about one time.

ARTICLES are files of JSON lines with `text` (gzip too), the coverage of US politics and of Syria by default; without
them, the examples. Readings and ledgers are kept in the folder `--work` and used again.
"""

from __future__ import annotations

import argparse
import bisect
import gc
import gzip
import itertools
import json
import os
import random
import re
import shutil
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from unittest.mock import patch

import msgspec
import numpy as np
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, func, insert, select

from benchmarks.ledger import MODEL, SYLLABLES
from sayso.claims.joining import NEIGHBOURS
from sayso.document import Document, Source, Span, Statement, Time
from sayso.documents.article import Article
from sayso.ledger import copies, near, rows, schema
from sayso.ledger.claiming import settle_all
from sayso.ledger.linking import link
from sayso.ledger.opening import opened, reading, writing
from sayso.ledger.storing import store
from sayso.ledger.telling import packed, vectors
from sayso.reading.meaning import SIZE, Reading
from sayso.reading.reader import Reader, open_reader, vectors_of

DEFAULT = [Path(f"../shared/corpora/coverage/{name}.jsonl.gz") for name in ("politics", "syria")]
SIZES = (10_000, 100_000, 1_000_000)
SEED = 7
TOGETHER = 20
"""Documents in a transaction, as when they are added."""
MEASURED = 40
PROBED = 12
"""Documents that are read with other words, to see how far that moves their vectors."""
COMMON = 400
"""Words that are never exchanged, the most frequent ones."""
EXCHANGED = 1 / 3
REPRINTED, REPRINTS = 0.1, 8
"""The part of documents that other outlets reprint, and how many do at most."""
DAYS = 40
"""Days from one world to the next."""
LARGE = 25
"""Statements of a rather long document."""
ALL = 1_000_000_000
WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True)
class Pool:
    """Readings in their order, the words that are exchanged with their ranks by frequency, and how far vectors move:
    the cosine between what was read and the same with other words."""

    readings: Sequence[Reading]
    words: Sequence[str]
    ranks: dict[str, int]
    cosine: float = 1.0


def articles(path: Path) -> list[Article]:
    """The articles of a file, by days."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if "json" not in path.name:
        return [Article(data.decode(), id=path.name)]
    records = [json.loads(line) for line in data.decode().splitlines()]
    known = ("id", "title", "outlet", "published")
    found = [Article(one["text"], **{name: one.get(name) for name in known}) for one in records]
    return sorted(found, key=lambda one: (one.published or "", one.id or ""))


def mixed(files: Sequence[Sequence[Article]]) -> list[Article]:
    """The articles of all files, each file's in its order and evenly spread; of the same texts the first."""
    placed = [((i + 0.5) / len(some), n, one) for n, some in enumerate(files) for i, one in enumerate(some)]
    texts = {one.text: one for *_, one in sorted(placed, key=lambda each: each[:2], reverse=True)}
    return list(reversed(texts.values()))


def read(some: Sequence[Article], reader: Reader, cache: Path) -> list[Reading]:
    """The readings, made if they are not there yet."""
    if not cache.exists():
        cache.write_bytes(msgspec.msgpack.encode([reader.read_whole(one) for one in some]))
    return msgspec.msgpack.decode(cache.read_bytes(), type=list[Reading])


def pooled(readings: Sequence[Reading], reader: Reader) -> Pool:
    often = Counter(word for one in readings for word in WORD.findall(one.document.text) if word.islower())
    words = [word for word, _ in often.most_common()]
    plain = Pool(readings, words, {word: rank for rank, word in enumerate(words)})
    moved = []
    for one in readings[:: max(1, len(readings) // PROBED)]:
        other = exchanged(one, 1, plain).document
        for left, right in zip(one.vectors, vectors_of(reader, other), strict=True):
            if left and right:
                a, b = (np.frombuffer(each, dtype=np.int8).astype(float) for each in (left, right))
                moved.append(float(a @ b / np.linalg.norm(a) / np.linalg.norm(b)))
    return Pool(readings, words, plain.ranks, statistics.mean(moved))


# ---- other worlds ----


def other_word(word: str, world: int, pool: Pool) -> str:
    """What stands for a word in a world."""
    dice = random.Random(f"{SEED} {world} {word.lower()}")
    if word.isdigit():
        is_year = len(word) == 4 and word[:2] in ("19", "20")
        return word if is_year else str(dice.randint(10 ** (len(word) - 1), 10 ** len(word) - 1))
    rank = pool.ranks.get(word.lower())
    if rank is None:
        name = "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 3)))
        return name.upper() if word.isupper() and len(word) > 1 else name.capitalize()
    if rank < COMMON or dice.random() > EXCHANGED:
        return word
    other = pool.words[dice.randint(max(COMMON, rank // 2), min(len(pool.words) - 1, 2 * rank))]
    return other.capitalize() if word[0].isupper() else other


def exchanged(one: Reading, world: int, pool: Pool) -> Reading:
    """A reading with the words of another world; the first one is as it was read."""
    if not world:
        return one
    document = one.document
    known: dict[str, str] = {}

    def put(text: str) -> str:
        return "".join(piece for _, piece, _ in _pieces(text, world, pool, known))

    before, after, made = [], [], []
    at = 0
    for start, piece, is_word in _pieces(document.text, world, pool, known):
        before.append(start)
        after.append((at, is_word))
        made.append(piece)
        at += len(piece)
    text = "".join(made)

    def moved(place: int) -> int:
        i = bisect.bisect_right(before, place) - 1
        begin, is_word = after[i]
        into = place - before[i]
        return begin + (min(into, 1) * len(made[i]) if is_word else into)

    day = document.published and document.published[:10]
    later = None if not day else (date.fromisoformat(day) + timedelta(days=DAYS * world)).isoformat()
    placed = _placed(document, text, moved)
    sources = tuple(
        replace(each, name=put(each.name), affiliation=each.affiliation and put(each.affiliation))
        for each in placed.sources or ()
    )
    whole = replace(
        placed,
        id=f"{document.id} {world}",
        outlet=f"{document.outlet} {world}",
        title=document.title and put(document.title),
        published=later,
        sources=sources,
    )
    return Reading(whole, turned(one.vectors, f"{document.id} {world}", pool.cosine))


def _pieces(text: str, world: int, pool: Pool, known: dict[str, str]) -> Iterator[tuple[int, str, bool]]:
    """Where pieces of a text begin, what stands for them, and whether they are words."""
    at = 0
    for match in WORD.finditer(text):
        if at < match.start():
            yield at, text[at : match.start()], False
        word = match[0]
        if word not in known:
            known[word] = other_word(word, world, pool)
        yield match.start(), known[word], True
        at = match.end()
    yield at, text[at:], False


def _placed(document: Document, text: str, moved) -> Document:  # type: ignore[no-untyped-def]
    """A document with another text, in which all that has a place is `moved`."""

    def spans(some: Sequence[Span] | None) -> tuple[Span, ...]:
        ends = [(moved(span.start), moved(span.end)) for span in some or ()]
        return tuple(Span(start, end, text[start:end]) for start, end in ends)

    def statement(one: Statement) -> Statement:
        parts = {name: spans(getattr(one, name)) for name in ("source", "cue", "content", "hedges", "conditions")}
        return replace(one, **parts)

    def when(one: Time) -> Time:
        start, end = moved(one.start), moved(one.end)
        return replace(one, start=start, end=end, text=text[start:end])

    def source(one: Source) -> Source:
        return replace(one, mentions=spans(one.mentions))

    return replace(
        document,
        text=text,
        sources=tuple(map(source, document.sources or ())),
        statements=tuple(map(statement, document.statements)),
        times=tuple(map(when, document.times or ())),
    )


def turned(some: Sequence[bytes | None], seed: str, cosine: float) -> tuple[bytes | None, ...]:
    """Vectors that have this cosine with the given ones; half of the way is the same for all."""
    draw = np.random.default_rng(list(seed.encode()))
    common = draw.normal(size=SIZE)
    found: list[bytes | None] = []
    for one in some:
        own = draw.normal(size=SIZE)
        if one is None:
            found.append(None)
            continue
        vector = np.frombuffer(one, dtype=np.int8).astype(float)
        length = np.linalg.norm(vector)
        away = common + own
        away -= (away @ vector) * vector / max(length, 1) ** 2
        away *= length * (1 - cosine**2) ** 0.5 / cosine / np.linalg.norm(away)
        whole = vector + away
        found.append(np.round(whole * (127 / np.abs(whole).max())).astype(np.int8).tobytes())
    return tuple(found)


def cut(one: Reading, statements: int) -> Reading:
    """The beginning of a reading, with so many statements at most."""
    document = one.document
    end = max(
        span.end for each in document.statements[:statements] for span in (*each.source, *each.cue, *each.content)
    )
    kept = [each for each in document.statements if all(span.end <= end for span in _spans(each))]
    name = {each.id: f"s{n}" for n, each in enumerate(kept, 1)}
    times = [each for each in document.times or () if each.end <= end]
    made = replace(
        document,
        text=document.text[:end],
        sources=tuple(
            replace(each, mentions=tuple(span for span in each.mentions if span.end <= end))
            for each in document.sources or ()
        ),
        statements=tuple(
            replace(
                each,
                id=name[each.id],
                inside=name.get(each.inside or ""),
                said=each.said if each.said is not None and each.said < len(times) else None,
                answers=tuple(
                    replace(answer, statement=name[answer.statement])
                    for answer in each.answers or ()
                    if answer.statement in name
                ),
            )
            for each in kept
        ),
        times=tuple(times),
    )
    beside = dict(zip((each.id for each in document.statements), one.vectors, strict=True))
    return Reading(made, tuple(beside[each.id] for each in kept))


def _spans(one: Statement) -> tuple[Span, ...]:
    return (*one.source, *one.cue, *one.content, *(one.hedges or ()), *(one.conditions or ()))


def enough(readings: Sequence[Reading]) -> int:
    """How many readings make a world that fills the smallest ledger and has those besides that are measured."""
    room = SIZES[0] + MEASURED * LARGE
    for number, _, one in documents(Pool(readings, [], {}), 0):
        room -= len(one.document.statements)
        if room < 0:
            return number
    return len(readings)


def documents(pool: Pool, world: int) -> Iterator[tuple[int, str, Reading]]:
    """The documents of a world, each with the number of what was read and its name in the first world; a reprint
    follows what it reprints."""
    for number, one in enumerate(pool.readings):
        made = exchanged(one, world, pool)
        yield number, one.document.id, made
        dice = random.Random(f"{SEED} {number}")
        if dice.random() < REPRINTED and made.document.statements:
            for copier in range(dice.randint(1, REPRINTS)):
                part = cut(made, max(1, round(dice.uniform(0.6, 1.2) * len(made.document.statements))))
                outlet, name = f"The {copier} Mirror", f"{one.document.id} {copier} again"
                named = replace(part.document, outlet=outlet, id=f"{name} {world}" if world else name)
                yield number, name, Reading(named, part.vectors)


# ---- ledgers ----


def linked(path: Path, some: Iterator[Reading], statements: int) -> None:
    """A ledger of documents with so many statements at most, linked as they are added."""
    count = 0
    with opened(str(path), create=True) as engine:
        while count < statements and (batch := list(islice(some, TOGETHER))):
            with writing(engine) as connection:
                index = near.opened(connection, near.place_of(engine))
                for one in batch:
                    store(connection, one.document, one.document.id, one.vectors)
                    count += len(one.document.statements)
                link(connection, index)
                settle_all(connection)


def grown(path: Path, first: Path, template: Path, pool: Pool, statements: int) -> None:
    """A ledger of so many statements: the first world, and others in which claims are as in the `template`."""
    shutil.copy(first, path)
    with opened(str(template)) as engine, reading(engine) as connection:
        claims = _claims(connection)
    with opened(str(path)) as engine:
        with reading(engine) as connection:
            count = connection.scalar(select(func.count()).select_from(schema.statement)) or 0
        for world in itertools.count(1):
            made = [(name, one) for _, name, one in documents(pool, world)]
            after = np.cumsum([len(one.document.statements) for _, one in made])
            with writing(engine) as connection:
                count += _put(connection, made[: 1 + bisect.bisect(after, statements - count)], claims)
            print(f"  {path.name}: world {world}, {count:,} statements", flush=True)
            if count >= statements:
                break
        with reading(engine) as connection:
            near.opened(connection, near.place_of(engine))


@dataclass(frozen=True)
class _Template:
    """The claims of a whole world: of each document the members' number, claim, place, whom they are near, stance."""

    members: dict[str, list[tuple[int, int, int, tuple[str, int] | None, str]]]
    claims: dict[int, dict[str, object]]


def _claims(connection: Connection) -> _Template:
    s, m, d = schema.statement.c, schema.member.c, schema.document.c
    query = select(s.id, d.name, s.number).join(schema.document, d.id == s.document_id)
    where = {id_: (name, number) for id_, name, number in connection.execute(query)}
    members = defaultdict(list)
    for row in connection.execute(select(m.statement_id, m.claim_id, m.place, m.near_id, m.stance)):
        name, number = where[row.statement_id]
        members[name].append((number, row.claim_id, row.place, where.get(row.near_id), row.stance))
    claims = connection.execute(select(schema.claim)).mappings()
    return _Template(dict(members), {row["id"]: dict(row) for row in claims})


def _put(connection: Connection, some: Sequence[tuple[str, Reading]], template: _Template) -> int:
    """Put documents of a world, with their names in the first one, into the tables; give how many statements."""
    tables = schema.document, schema.statement, schema.appearance, schema.source, schema.claim
    ids = [1 + (connection.scalar(select(func.max(table.c.id))) or 0) for table in tables]
    m = schema.manner.c
    query = select(m.quotation, m.act, m.certainty, m.polarity, m.id)
    manners = {rows.Manner(*of): number for *of, number in connection.execute(query)}
    wanted = {rows.manner(statement) for _, one in some for statement in one.document.statements}
    for number, manner in enumerate(sorted(wanted - manners.keys(), key=repr), 1 + max(manners.values(), default=0)):
        manners[manner] = number
        connection.execute(insert(schema.manner), {"id": number, **manner._asdict()})
    found: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    own: dict[tuple[str, int], int] = {}
    texts = []
    claim: dict[int, int] = {}
    for name, one in some:
        document = one.document
        made = rows.rows(document, rows.Ids(ids[0], ids[0], ids[1], ids[2]), 1, manners, f"{ids[0]}", rows.now())
        found["article"].append({"id": ids[0], "current_id": ids[0]})
        found["document"].append(made.document)
        for row in made.appearances:
            known = {"name": row["name"], "kind": row["kind"], "anonymous": bool(row["anonymous"])}
            found["source"].append(known | {"id": ids[3], "canonical_id": ids[3]})
            found["appearance"].append(row | {"source_id": ids[3]})
            ids[3] += 1
        found["statement"] += made.statements
        found["link"] += made.links
        found["answer"] += made.answers
        found["moment"] += made.moments
        found["meaning"].append({"document_id": ids[0], "vectors": packed(one.vectors)})
        for number, old, order, beside, stance in template.members.get(name, ()):
            claim.setdefault(old, ids[4] + len(claim))
            own[name, number] = ids[1] + number - 1
            found["member"].append(
                {
                    **{"statement_id": own[name, number], "claim_id": claim[old], "place": order, "stance": stance},
                    "near_id": own.get(beside) if beside else None,
                }
            )
        texts.append((ids[0], document.text))
        ids[0] += 1
        ids[1] += len(document.statements)
        ids[2] += len(made.appearances)
    wording = {row["claim_id"]: row["statement_id"] for row in reversed(found["member"])}
    members = Counter(row["claim_id"] for row in found["member"])
    found["claim"] = [
        template.claims[old]
        | {"id": new, "wording_id": wording[new], "statements": members[new], "weighed": members[new]}
        for old, new in claim.items()
    ]
    for name in (
        *("article", "document", "source", "appearance", "statement", "link", "answer", "moment", "meaning"),
        *("claim", "member"),
    ):
        if found[name]:
            connection.execute(insert(schema.metadata.tables[name]), found[name])
    for number, body in texts:
        copies.find(connection, number, number, body)
    return sum(len(one.document.statements) for _, one in some)


# ---- measures ----


def milliseconds(engine: Engine, some: Sequence[Reading]) -> tuple[float, float, float]:
    """What opening the index, finding copies and linking cost for some more documents, which are not kept; for each."""
    finding: list[float] = []
    with writing(engine) as connection, connection.begin_nested() as undone:
        begun = time.perf_counter()
        index = near.opened(connection, near.place_of(engine))
        opening = time.perf_counter() - begun
        with patch.object(copies, "find", _timed(copies.find, finding)):
            for one in some:
                store(connection, one.document, one.document.id, one.vectors)
        begun = time.perf_counter()
        link(connection, index)
        settle_all(connection)
        linking = time.perf_counter() - begun
        undone.rollback()
    opening, found, linking = (1000 * each / len(some) for each in (opening, sum(finding), linking))
    return opening, found, linking


def _timed(of, spent: list[float]):  # type: ignore[no-untyped-def]
    def run(*given: object) -> None:
        begun = time.perf_counter()
        of(*given)
        spent.append(time.perf_counter() - begun)

    return run


def recall(path: Path, asked: Sequence[Reading]) -> float:
    """Of the nearest statements by exhaustive search, the share that is found."""
    with opened(str(path)) as engine, reading(engine) as connection:
        m = schema.meaning.c
        kept = [
            one or bytes(SIZE)
            for some in connection.scalars(select(m.vectors).order_by(m.document_id))
            for one in vectors(some)
        ]
        every = np.frombuffer(b"".join(kept), dtype=np.int8).reshape(-1, SIZE)
        index = near.opened(connection, near.place_of(engine))
        wanted = [vector for one in asked for vector in one.vectors if vector]
        found = index.search(wanted, NEIGHBOURS)
    lengths = np.maximum(1, np.sqrt((every.astype(np.float32) ** 2).sum(1)))
    right = 0
    for vector, some in zip(wanted, found, strict=True):
        asking = np.frombuffer(vector, dtype=np.int8).astype(np.float32)
        cosines = np.concatenate(
            [every[at : at + 100_000].astype(np.float32) @ asking for at in range(0, len(every), 100_000)]
        )
        cosines /= lengths * float(np.linalg.norm(asking))
        # Of equally near ones any will do.
        least = np.partition(cosines, -NEIGHBOURS)[-NEIGHBOURS]
        right += sum(cosine >= least - 1e-4 for _, cosine in some)
    return right / (NEIGHBOURS * len(wanted))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="the folder for readings and ledgers (about 3 GB)")
    parser.add_argument("--statements", type=int, default=SIZES[-1], help="leave out larger ledgers")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    reader = open_reader(MODEL, 1)
    there = args.articles or [path for path in DEFAULT if path.exists()]
    some = mixed([articles(path) for path in there or sorted(Path("examples").glob("*.txt"))])
    readings = read(some, reader, args.work / "readings.msgpack")
    pool = pooled(readings[: enough(readings)], reader)
    print(f"{len(pool.readings)} readings; exchanging words leaves a cosine of {pool.cosine:.2f}", flush=True)

    early = [n for n, one in enumerate(pool.readings) if one.document.statements]
    reach = bisect.bisect(np.cumsum([len(pool.readings[n].document.statements) for n in early]), SIZES[0] // 2)
    apart = set(early[: max(reach, 1) : max(1, reach // MEASURED)][:MEASURED])
    measured = [pool.readings[n] for n in sorted(apart)]
    article = {read.document.id: one for read, one in zip(readings, some, strict=True)}
    paths = []
    for size in [size for size in SIZES if size <= args.statements]:
        path = args.work / f"{size}.db"
        paths.append(path)
        if path.exists():
            continue
        making = path.with_suffix(".making")
        making.unlink(missing_ok=True)
        if size > SIZES[0]:
            template = args.work / "template.db"
            if not template.exists():
                linked(template, (one for *_, one in documents(pool, 0)), ALL)
            grown(making, paths[0], template, pool, size)
        else:
            linked(making, (one for n, _, one in documents(pool, 0) if n not in apart), size)
        os.replace(making, path)
        Path(f"{making}.near").unlink(missing_ok=True)

    spent: list[list[tuple[float, float, float]]] = [[] for _ in paths]
    took: list[float] = []
    # Else Python looks through all that the generator holds while something is measured.
    gc.freeze()
    with ExitStack() as stack:
        engines = [stack.enter_context(opened(str(path))) for path in paths]
        for each in (*measured, *measured):
            begun = time.perf_counter()
            reader.read_whole(article[each.document.id])
            took.append(1000 * (time.perf_counter() - begun))
            for engine, times in zip(engines, spent, strict=True):
                times.append(milliseconds(engine, [each]))
        together = [sum([milliseconds(engine, measured) for _ in range(2)][1]) for engine in engines]
    spent, took = [times[len(measured) :] for times in spent], took[len(measured) :]
    statements = statistics.mean(len(one.document.statements) for one in measured)
    print(
        f"{len(measured)} documents of {statements:.0f} statements; reading one takes {statistics.median(took):.0f} ms"
    )
    least = statistics.median(map(sum, spent[0]))
    for path, each, at_once in zip(paths, spent, together, strict=True):
        whole = statistics.median(map(sum, each))
        share = statistics.median(sum(one) / reading_one for one, reading_one in zip(each, took, strict=True))
        opening, finding, linking = (statistics.median(some) for some in zip(*each, strict=True))
        print(
            f"{int(path.stem):>9,}: {whole:.1f} ms (index {opening:.1f}, copies {finding:.1f}, claims {linking:.1f}), "
            f"{whole / least:.2f} times the smallest, {share:.0%} of reading; "
            f"{at_once:.1f} ms each when added together, {at_once / statistics.median(took):.0%}; "
            f"recall {recall(path, measured):.4f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
