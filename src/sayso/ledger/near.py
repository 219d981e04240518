"""Finds the statements of a ledger whose contents mean nearly the same as a given one: nearest neighbours of vectors.

The vectors stand in the table `meaning`. An index of them (HNSW, Malkov and Yashunin 2018, by usearch) lies in a file
beside the ledger, only to be quick: it is opened as a view, so that opening costs the same however large it is; what it
does not hold yet is compared one by one; and where it is missing, damaged or of another ledger it is made anew.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

import msgspec
import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Engine, func, select, text

from sayso.ledger import schema
from sayso.ledger.opening import name_of

if TYPE_CHECKING:
    from usearch.index import BatchMatches
    from usearch.index import Index as Graph

BYTES = 64
"""A vector's length: as many numbers of a byte each, from −127 to 127. One of zeros stands for none."""
TAIL = 10_000
"""Vectors that are compared one by one, at most, before they go into the index."""

_Vectors = npt.NDArray[np.int8]
_Places = npt.NDArray[np.int64]
_Cosines = npt.NDArray[np.float64]
_NONE = np.zeros(0, dtype=np.int64)
Found = list[tuple[int, float]]
"""Ids of statements with the cosine of the angle between the vectors, −1 to 1, the highest first."""

_LINKS = 16  # of each vector to others, in the index
_WIDTH = 256  # candidates while a vector is put in
_WIDTH_SEARCHING = 160
_WIDEST = 32
_ALIKE = 0.95  # the cosine from which a vector follows another one
_FOLLOWERS = 8  # times as many as are wanted, those that follow one vector and are compared
_BLOCK = 256
_DIGITS = 4  # of a cosine
_DIGIT = 10.0**-_DIGITS
_SIDES: tuple[Literal["left", "right"], ...] = ("left", "right")
_PIECES, _PIECE = 64, 4096  # pieces of a file that are summed, and their bytes
_SAMPLE = 8  # documents by which a ledger is known
_ROWS = 500  # documents that are fetched at a time
_HIGHEST = 2**31 - 1
_MARK = b"sayso near 1\n"


class _Sizes(msgspec.Struct, frozen=True):
    """Of an index: the bytes of its graph, and how many vectors are in that, are there at all, and follow others."""

    graph: int
    leaders: int
    vectors: int
    followers: int


class _Cover(msgspec.Struct, frozen=True):
    """What the index in a file holds: the vectors of all documents up to the number `last` but those in the ranges
    `missing`. `sample` tells the ledger from others, `sums` a damaged file from a whole one of `size` bytes."""

    last: int
    missing: tuple[tuple[int, int], ...]
    sample: str
    sizes: _Sizes
    size: int
    sums: int


@dataclass(frozen=True, slots=True)
class _Index:
    """Vectors with the `ids` of their statements, in the order in which they came, each known by its place in that.

    Only those that are unlike all before them are in the graph. The others follow one of these: that at the place
    `followers[i]` the one at `leaders[i]`; these are sorted. A graph that is a view of the file at `path` cannot grow.
    """

    graph: Graph
    path: Path | None
    ids: _Places
    leaders: _Places
    followers: _Places
    vectors: _Vectors


class Near:
    """The vectors of statements: those of an index, and what was added to it.

    It is for one process and one transaction: what was added is not in the file until the ledger has it. What is found
    depends on the vectors and the order in which they were added, not on the ids.
    """

    def __init__(self, index: _Index | None = None) -> None:
        """Begin with the vectors of an index, or with none."""
        self._index = index or _Index(_graph(), None, _NONE, _NONE, _NONE, np.zeros((0, BYTES), dtype=np.int8))
        self._ids = np.zeros(TAIL, dtype=np.int64)
        self._tail = np.zeros((TAIL, BYTES), dtype=np.float32)
        self._lengths = np.ones(TAIL)
        self._count = 0

    def __len__(self) -> int:
        """How many vectors there are."""
        return self._count + len(self._index.ids)

    def add(self, first: int, vectors: Sequence[bytes | None]) -> None:
        """Add the vectors of a document's statements, whose ids count up from `first`."""
        rows = np.frombuffer(b"".join(one or bytes(BYTES) for one in vectors), dtype=np.int8).reshape(-1, BYTES)
        self._add(first + np.arange(len(rows)), rows)

    def search(
        self,
        vectors: Sequence[bytes],
        count: int,
        wanted: Callable[[Collection[int]], Collection[int]] | None = None,
    ) -> list[Found]:
        """Find the `count` nearest of each vector, or those of the nearest that are `wanted`, which tells of ids.

        So that what is not wanted, such as a hundred versions of the same article, does not hide what is, up to 32
        times as many are looked at. Of equally near ones, those that were added last come first. A vector of zeros, or
        an empty one, finds nothing.
        """
        found: list[Found] = [[] for _ in vectors]
        short = [i for i, vector in enumerate(vectors) if any(vector)]
        width = count if wanted is None else 2 * count
        while short:
            nearest = self._nearest(np.stack([np.frombuffer(vectors[i], dtype=np.int8) for i in short]), width)
            kept = None if wanted is None else set(wanted({number for one in nearest for number, _ in one}))
            for i, one in zip(short, nearest, strict=True):
                found[i] = [pair for pair in one if kept is None or pair[0] in kept][:count]
            if wanted is None or width >= min(_WIDEST * count, len(self)):
                break
            short = [i for i in short if len(found[i]) < count]
            width *= 4
        return found

    def _add(self, ids: _Places, rows: _Vectors) -> None:
        """Add the vectors of statements with these ids."""
        kept = np.flatnonzero(rows.any(1))
        size = len(self._ids)
        for begin in range(0, len(kept), size):
            some = kept[begin : begin + size]
            if self._count + len(some) > size:
                self.flush()
            at = slice(self._count, self._count + len(some))
            self._ids[at] = ids[some]
            self._tail[at] = rows[some]
            self._lengths[at] = _lengths(self._tail[at])
            self._count += len(some)

    def flush(self) -> None:
        """Put into the index what was added."""
        ids, rows = self._ids[: self._count], self._tail[: self._count].astype(np.int8)
        self._index = _extended(self._index, ids, rows)
        self._count = 0

    def save(self, path: Path) -> _Sizes:
        """Write the index to a file. Raises OSError or RuntimeError."""
        index = self._index
        index.graph.save(path)
        with path.open("ab") as file:
            graph = file.tell()
            for array in (index.ids, index.leaders, index.followers):
                file.write(array.astype("<i8").tobytes())
            file.write(index.vectors.tobytes())
        return _Sizes(graph, len(index.graph), len(index.ids), len(index.leaders))

    def _nearest(self, vectors: _Vectors, count: int) -> list[Found]:
        begin = len(self._index.ids)
        places: list[list[tuple[int, float]]] = [[] for _ in vectors]
        if begin:
            for one, (found, cosines) in zip(places, _look(self._index, vectors, count), strict=True):
                one += zip(found.tolist(), cosines.tolist(), strict=True)
        if self._count:
            for one, (found, cosines) in zip(places, self._look_in_tail(vectors, count), strict=True):
                one += zip((begin + found).tolist(), cosines.tolist(), strict=True)
        best = [sorted(one, key=lambda place: (-place[1], -place[0]))[:count] for one in places]
        return [[(self._id(place), cosine) for place, cosine in one] for one in best]

    def _id(self, place: int) -> int:
        indexed = len(self._index.ids)
        return int(self._index.ids[place] if place < indexed else self._ids[place - indexed])

    def _look_in_tail(self, vectors: _Vectors, count: int) -> Iterator[tuple[_Places, _Cosines]]:
        tail, lengths = self._tail[: self._count], self._lengths[: self._count]
        floats = vectors.astype(np.float32)
        products = floats @ tail.T
        # Only those that may be among the nearest are looked at closely.
        about = products / np.maximum(lengths, 1).astype(np.float32)
        for own, row, near in zip(_lengths(floats), products, about, strict=True):
            places = np.arange(len(row))
            if count < len(row):
                least = np.partition(near, len(row) - count)[len(row) - count]
                places = np.flatnonzero(near >= least - 2 * _DIGIT * own)
            cosines = _rounded(row[places], own * lengths[places])
            order = np.lexsort((-places, -cosines))[:count]
            yield places[order], cosines[order]


def _graph() -> Graph:
    # First onnxruntime, which crashes where it is loaded after usearch (onnxruntime 1.32, usearch 2.26).
    import onnxruntime  # noqa: F401
    from usearch.index import Index

    return Index(
        ndim=BYTES,
        metric="cos",
        dtype="i8",
        connectivity=_LINKS,
        expansion_add=_WIDTH,
        expansion_search=_WIDTH_SEARCHING,
        enable_key_lookups=False,
    )


def _look(index: _Index, vectors: _Vectors, count: int) -> Iterator[tuple[_Places, _Cosines]]:
    """Of each vector the nearest that the graph leads to: their places and cosines."""
    for vector, (keys, _) in zip(vectors, _matches(index.graph, vectors, count), strict=True):
        begins, ends = (np.searchsorted(index.leaders, keys, side=side).tolist() for side in _SIDES)
        followers = [
            index.followers[max(begin, end - _FOLLOWERS * count) : end]
            for begin, end in zip(begins, ends, strict=True)
            if begin < end
        ]
        places = np.concatenate([keys, *followers])
        yield places, _cosines(vector[None], index.vectors[places].astype(np.float32))[0]


def _matches(graph: Graph, vectors: _Vectors, count: int) -> Iterator[tuple[_Places, _Cosines]]:
    """Of each vector the nearest in a graph: their places, and about their cosines."""
    # Of one row usearch gives another type than of many.
    matches = cast("BatchMatches", graph.search(np.concatenate([vectors, vectors[:1]]), count, threads=1))
    for keys, distances, many in [*zip(matches.keys, matches.distances, matches.counts, strict=True)][:-1]:
        yield keys[:many].astype(np.int64), 1 - distances[:many].astype(np.float64)


def _extended(index: _Index, ids: _Places, rows: _Vectors) -> _Index:
    """An index in memory with some more vectors.

    Thousands that are nearly the same would be linked to each other only, and hide others. So one leads the rest.
    """
    graph = index.graph
    if index.path is not None:
        graph = _graph()
        graph.load(index.path)
    begin = len(index.ids)
    leaders = np.full(len(rows), -1, dtype=np.int64)
    if begin:
        for i, (keys, cosines) in enumerate(_matches(graph, rows, 1)):
            if len(keys) and cosines[0] >= _ALIKE:
                leaders[i] = keys[0]
    left = np.flatnonzero(leaders < 0)
    leaders[left] = begin + left[_leaders(rows[left])]
    places = begin + np.arange(len(rows))
    new = np.flatnonzero(leaders == places)
    graph.add(places[new].astype(np.uint64), rows[new], threads=1)
    follows = leaders != places
    of, followers = (
        np.concatenate(pair) for pair in ((index.leaders, leaders[follows]), (index.followers, places[follows]))
    )
    order = np.lexsort((followers, of))
    return _Index(
        graph,
        None,
        np.concatenate([index.ids, ids]),
        of[order],
        followers[order],
        np.concatenate([index.vectors, rows]),
    )


def _leaders(rows: _Vectors) -> _Places:
    """Of each vector the place of the first leader that it is like; one that is like none leads itself."""
    floats = rows.astype(np.float32)
    lengths = _lengths(floats)
    found = np.arange(len(rows))
    leaders: list[int] = []
    for begin in range(0, len(rows), _BLOCK):
        block = slice(begin, min(begin + _BLOCK, len(rows)))
        before = np.array(leaders, dtype=np.int64)
        alike = np.zeros(block.stop - begin, dtype=bool)
        if len(before):
            like = _cosines(rows[block], floats[before], lengths[before]) >= _ALIKE
            alike |= like.any(1)
            found[block] = np.where(alike, before[like.argmax(1)], found[block])
        within = _cosines(rows[block], floats[block], lengths[block]) >= _ALIKE
        for i in np.flatnonzero(~alike).tolist():
            if found[begin + i] == begin + i:
                leaders.append(begin + i)
                follows = within[i] & ~alike & (found[block] == np.arange(begin, block.stop))
                follows[: i + 1] = False
                found[begin + np.flatnonzero(follows)] = begin + i
    return found


def _cosines(
    left: _Vectors, right: npt.NDArray[np.float32], lengths: npt.NDArray[np.float64] | None = None
) -> _Cosines:
    """The cosines between vectors; `lengths` are those on the right."""
    floats = left.astype(np.float32)
    both = _lengths(floats)[:, None] * (_lengths(right) if lengths is None else lengths)
    return _rounded(floats @ right.T, both)


def _rounded(products: npt.NDArray[np.float32], lengths: npt.NDArray[np.float64]) -> _Cosines:
    # The products are whole numbers below 2²⁴, so they are exact, in whatever order they are summed.
    return np.round(products.astype(np.float64) / np.maximum(lengths, 1), _DIGITS)


def _lengths(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    # As exact as the products.
    lengths: npt.NDArray[np.float64] = np.sqrt(np.einsum("ij,ij->i", vectors, vectors).astype(np.float64))
    return lengths


def opened(connection: Connection, path: Path | None) -> Near:
    """Give the vectors of all statements of a ledger; `path` is where the index lies, as `place_of` says.

    Open it before anything is stored in the transaction: what may be undone must not get into the file. If more than
    `TAIL` vectors are not in the index, it is extended and written anew; where it may not be, that stays in memory.
    """
    cover, near = _read(connection, path)
    if _waiting(connection, cover) > TAIL:
        _fill(connection, near, cover)
        near.flush()
        if path is None or not _write(connection, near, path):
            return near
        cover, near = _read(connection, path)
    _fill(connection, near, cover)
    return near


def place_of(engine: Engine) -> Path | None:
    """Where the index of a ledger lies: beside a SQLite file, and for PostgreSQL in the user's folder for caches.

    None if there is no such folder.
    """
    place = name_of(engine)
    if engine.dialect.name == "sqlite":
        return Path(os.path.abspath(place) + ".near")
    try:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    return caches / "sayso" / f"{hashlib.sha256(place.encode()).hexdigest()[:32]}.near"


def _read(connection: Connection, path: Path | None) -> tuple[_Cover | None, Near]:
    """Give the index in a file, or an empty one if there is none that is whole and of this ledger."""
    cover = None if path is None else _cover(path)
    if path is None or cover is None or cover.sample != _sample(connection, cover.last):
        return None, Near()
    sizes, graph = cover.sizes, _graph()
    try:
        graph.view(path)
        counts = (sizes.vectors, sizes.followers, sizes.followers)
        numbers = np.memmap(path, "<i8", "r", sizes.graph, (sum(counts),))
        vectors = np.memmap(path, np.int8, "r", sizes.graph + numbers.nbytes, (sizes.vectors, BYTES))
    except (OSError, RuntimeError, ValueError):
        return None, Near()
    if len(graph) != sizes.leaders:
        return None, Near()
    # As arrays and not as files, of which each number that is looked at costs more.
    ids, leaders, followers = np.split(np.asarray(numbers), np.cumsum(counts)[:2])
    return cover, Near(_Index(graph, path, ids, leaders, followers, vectors))


def _cover(path: Path) -> _Cover | None:
    """Give what a file says that it holds, from its end; None if it is not there or not whole."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            end = len(_MARK) + 8
            file.seek(max(0, size - end))
            length = file.read(end)
            if len(length) < end or not length.endswith(_MARK):
                return None
            said = int.from_bytes(length[:8], "little")
            if said > size - end:
                return None
            file.seek(size - end - said)
            cover = msgspec.json.decode(file.read(said), type=_Cover)
            whole = cover.size == size - end - said and cover.sums == _sums(file, cover.size)
    except (OSError, msgspec.MsgspecError):
        return None
    return cover if whole else None


def _sums(file: BinaryIO, size: int) -> int:
    """A checksum of pieces of a file, so many that what was cut off, blanked or mixed up is most likely noticed."""
    found = 0
    for place in range(_PIECES):
        file.seek(max(0, size - _PIECE) * place // (_PIECES - 1))
        found = zlib.crc32(file.read(_PIECE), found)
    return found


def _write(connection: Connection, near: Near, path: Path) -> bool:
    """Write the index to its file, so that whoever reads it has the old one or the new one; tell if that went well."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.making")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sizes = near.save(temporary)
        with temporary.open("rb+") as file:
            size = file.seek(0, os.SEEK_END)
            last = connection.execute(select(func.max(schema.meaning.c.document_id))).scalar_one()
            missing = tuple(_missing(connection, last))
            cover = _Cover(last, missing, _sample(connection, last), sizes, size, _sums(file, size))
            said = msgspec.json.encode(cover)
            file.seek(size)
            file.write(said + len(said).to_bytes(8, "little") + _MARK)
        os.replace(temporary, path)
    except (OSError, RuntimeError):
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        return False
    return True


def _sample(connection: Connection, last: int) -> str:
    """What tells a ledger from others, and from what it would be without its last documents: a hash of a few."""
    some = sorted({1 + (last - 1) * place // (_SAMPLE - 1) for place in range(_SAMPLE)})
    d, m = schema.document.c, schema.meaning.c
    digests = connection.execute(select(d.id, d.digest).where(d.id.in_(some)).order_by(d.id)).all()
    vectors = connection.scalar(select(m.vectors).where(m.document_id == last))
    return hashlib.sha256(f"{[tuple(row) for row in digests]}".encode() + (vectors or b"")).hexdigest()


def _missing(connection: Connection, last: int) -> list[tuple[int, int]]:
    """The ranges of documents up to the last one that have statements and no vectors yet."""
    query = (
        "SELECT id FROM document WHERE id <= :last AND EXISTS (SELECT 1 FROM statement WHERE document_id = document.id)"
        " AND NOT EXISTS (SELECT 1 FROM meaning WHERE document_id = document.id) ORDER BY id"
    )
    ranges: list[tuple[int, int]] = []
    for number in connection.scalars(text(query), {"last": last}):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ranges


def _beyond(cover: _Cover | None) -> list[tuple[int, int]]:
    """The ranges of documents whose vectors, if there are any, an index does not hold."""
    return [(0, _HIGHEST)] if cover is None else [*cover.missing, (cover.last + 1, _HIGHEST)]


def _waiting(connection: Connection, cover: _Cover | None) -> int:
    """How many vectors, about, an index does not hold."""
    m = schema.meaning.c
    query = select(func.coalesce(func.sum(func.length(m.vectors)), 0))
    return sum(
        connection.execute(query.where(m.document_id.between(*ends))).scalar_one() // BYTES for ends in _beyond(cover)
    )


def _fill(connection: Connection, near: Near, cover: _Cover | None) -> None:
    """Add what the index does not hold."""
    query = text(
        "SELECT (SELECT id FROM statement WHERE statement.document_id = meaning.document_id ORDER BY number LIMIT 1),"
        " vectors FROM meaning WHERE document_id BETWEEN :first AND :last ORDER BY document_id"
    )
    for first, last in _beyond(cover):
        rows = connection.execute(query, {"first": first, "last": last}, execution_options={"yield_per": _ROWS})
        for some in rows.partitions(_ROWS):
            held = [np.frombuffer(vectors, dtype=np.int8).reshape(-1, BYTES) for _, vectors in some]
            ids = [number + np.arange(len(one)) for (number, _), one in zip(some, held, strict=True)]
            near._add(np.concatenate(ids), np.concatenate(held))
