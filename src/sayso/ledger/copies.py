"""Finds documents that are nearly the same text as another one, without comparing each with each.

Of a text's shingles, its sequences of five words, the share that two texts have in common is estimated by MinHash
(Broder 1997), and texts that may share enough are found by bands of it (Leskovec et al., Mining of Massive Datasets,
ch. 3). They are then compared in full. The hashes stay in the ledger, so they are worked out here and not by a library:
with another version of one, new documents would no longer be found by those that are there.
"""

from __future__ import annotations

import functools
import re
import zlib

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, TextClause, insert, select, text

from sayso.ledger import schema

LEAST = 0.6  # of the shingles of two texts together: what copies have in common
MOST = 8  # other documents that a new one is compared with, and so linked to

_Hashes = npt.NDArray[np.uint64]

_WORDS = 5  # in a shingle
_BANDS, _ROWS = 16, 4  # of texts that share LEAST, 89 of 100 are found; of those that share 0.8, all but one of 4,000
_BLOCK = 4096  # shingles that are hashed at a time
_WORD = re.compile(r"\w+")


def find(connection: Connection, document_id: int, article_id: int, body: str, before: str | None) -> None:
    """Link a new document to earlier ones of other articles that are nearly the same text, and make it findable.

    `body` is its text and `before` that of the version before it. A document is linked to eight others at most, those
    that seem most alike and of these the earliest, however many copies there are.
    """
    own = shingles(body)
    found = bands(own)
    if not found:
        return
    numbers = _candidates(connection, found, article_id)
    if numbers:
        d = schema.document.c
        texts = connection.execute(select(d.id, d.text).where(d.id.in_(numbers))).all()
        alike = [(number, similarity(own, shingles(other))) for number, other in texts]
        links = [
            {"document_id": document_id, "other_id": number, "similarity": round(share, 4)}
            for number, share in alike
            if share >= LEAST
        ]
        if links:
            connection.execute(insert(schema.copy), links)
    # What versions of an article have in common is kept once, or a page that changes often would crowd out others.
    known = set(bands(shingles(before))) if before is not None else set()
    new = [{"hash": band, "document_id": document_id} for band in found if band not in known]
    if new:
        connection.execute(insert(schema.band), new)


def alike(left: str, right: str) -> bool:
    """Whether two texts are nearly the same."""
    return similarity(shingles(left), shingles(right)) >= LEAST


def similarity(left: _Hashes, right: _Hashes) -> float:
    """The share of the shingles of two texts together that both have, 0 to 1; 0 if neither has any."""
    both = np.intersect1d(left, right, assume_unique=True).size
    return both / max(1, left.size + right.size - both)


def shingles(body: str) -> _Hashes:
    """The hashes of a text's shingles, each once, sorted. Case and punctuation do not count."""
    words = _WORD.findall(body.casefold())
    if not words:
        return np.zeros(0, dtype=np.uint64)
    hashes = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in words], dtype=np.uint64)
    width = min(_WORDS, len(words))
    together = np.zeros(len(words) - width + 1, dtype=np.uint64)
    for place in range(width):
        together = _mixed(together + hashes[place : place + together.size])
    return np.unique(together)


def bands(hashes: _Hashes) -> list[int]:
    """The bands of a text's MinHash as signed numbers of 32 bits, each once; none for a text without words."""
    if not hashes.size:
        return []
    seeds = _mixed(np.arange(1, _BANDS * _ROWS + 1, dtype=np.uint64))
    least = np.full(seeds.size, np.iinfo(np.uint64).max, dtype=np.uint64)
    for begin in range(0, hashes.size, _BLOCK):
        block = hashes[begin : begin + _BLOCK]
        least = np.minimum(least, _mixed(block[np.newaxis, :] ^ seeds[:, np.newaxis]).min(axis=1))
    together = np.arange(1, _BANDS + 1, dtype=np.uint64)
    for column in least.reshape(_BANDS, _ROWS).T:
        together = _mixed(together + column)
    return sorted({int(band) for band in (together >> np.uint64(32)).astype(np.uint32).view(np.int32)})


def _mixed(values: _Hashes) -> _Hashes:
    """Spread the bits of each number over all of its 64 (the last steps of SplitMix64, Steele et al. 2014)."""
    values = values + np.uint64(0x9E37_79B9_7F4A_7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58_476D_1CE4_E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D0_49BB_1331_11EB)
    return values ^ (values >> np.uint64(31))


def _candidates(connection: Connection, found: list[int], article_id: int) -> list[int]:
    """The documents of other articles that share most bands, and of these the earliest; MOST of them at most."""
    given: dict[str, int] = {f"h{i}": band for i, band in enumerate(found)}
    shared: dict[int, int] = {}
    for number in connection.scalars(_sharing(len(found)), given | {"article": article_id, "most": MOST}):
        shared[number] = shared.get(number, 0) + 1
    return sorted(shared, key=lambda number: (-shared[number], number))[:MOST]


@functools.cache
def _sharing(count: int) -> TextClause:
    """The query for the earliest documents in each of `count` bands. All of them might be ten thousands."""
    each = (
        f"SELECT * FROM (SELECT band.document_id FROM band JOIN document ON document.id = band.document_id "
        f"WHERE band.hash = :h{i} AND document.article_id <> :article ORDER BY band.document_id LIMIT :most) AS band{i}"
        for i in range(count)
    )
    return text(" UNION ALL ".join(each))
