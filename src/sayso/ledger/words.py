"""What people write to find words by, and where those words are in a text.

Words are what SQLite's tokenizer makes of a text (FTS5, `unicode61`): letters and digits, whatever their case and
accents. English inflections count as one word (`porter`): *denies* finds *denied*.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice

import msgspec

TOKENIZER = "unicode61 remove_diacritics 2"
STEMMER = f"porter {TOKENIZER}"
MOST_TERMS = 32
LONGEST_INPUT = 2_000
"""Characters."""
SHORTEST_PREFIX = 3
"""Letters before a *: shorter ones stand for so many words that nothing is found by them."""
TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
BEGIN, END = "\ufdd0", "\ufdd1"
FACET = "\ue000"
"""What the index's own terms begin with; no text is indexed with it. See search.py."""
MARKS = re.compile(f"[{BEGIN}{END}]")
NO_WORDS = re.compile(f"[\\x00{BEGIN}{END}{FACET}]")


class Term(msgspec.Struct, frozen=True):
    """Words that stand beside each other; with `prefix`, the last of them may go on."""

    words: tuple[str, ...]
    prefix: bool = False


class Words(msgspec.Struct, frozen=True):
    """What a text has to hold: every one of the `wanted`, none of the `unwanted`."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()

    @property
    def phrases(self) -> bool:
        """Whether some term has several words, whose order counts."""
        return any(len(term.words) > 1 for term in (*self.wanted, *self.unwanted))


def parsed(written: str) -> Words:
    """What is meant by `fire "old town" -drill batter*`: words, "phrases", -not, prefix*.

    Anything else is taken as words, and what has neither letters nor digits is left out. Of very long input the first
    32 terms count.
    """
    wanted: list[Term] = []
    unwanted: list[Term] = []
    with _tokenizer() as tokenizer:
        for found in islice(TERM.finditer(written[:LONGEST_INPUT]), MOST_TERMS):
            raw = found["word"] or found["phrase"]
            words = tuple(*_tokens(tokenizer, [raw]))
            if words:
                prefix = found["phrase"] is None and raw.endswith("*") and len(words[-1]) >= SHORTEST_PREFIX
                (unwanted if found["minus"] else wanted).append(Term(words, prefix))
    return Words(tuple(wanted), tuple(unwanted))


def tokenised(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text in their order, in small letters and without accents, not stemmed."""
    with _tokenizer() as tokenizer:
        return _tokens(tokenizer, texts)


def holding(texts: Sequence[str], words: Words) -> list[bool]:
    """For each of the texts whether it holds what is wanted, and nothing that is not."""
    with _texts(texts) as index:
        wanted = _matching(index, " AND ".join(map(fts5, words.wanted))) if words.wanted else set(range(len(texts)))
        unwanted = _matching(index, " OR ".join(map(fts5, words.unwanted))) if words.unwanted else set()
    return [number in wanted and number not in unwanted for number in range(len(texts))]


def marks(texts: Sequence[str], words: Words) -> list[tuple[tuple[int, int], ...]]:
    """Where each of the texts holds one of the wanted terms: offsets in code points, end exclusive."""
    if not words.wanted:
        return [()] * len(texts)
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    with _texts(texts) as index:
        query = "SELECT rowid, highlight(texts, 0, ?, ?) FROM texts(?)"
        for number, marked in index.execute(query, (BEGIN, END, " OR ".join(map(fts5, words.wanted)))):
            found[number] = tuple(_offsets(marked))
    return [found.get(number, ()) for number in range(len(texts))]


def fts5(term: Term) -> str:
    """The term in FTS5's language. Nothing but words is in it, so it can hold no syntax."""
    return f'"{" ".join(term.words)}"{"*" * term.prefix}'


def _offsets(marked: str) -> Iterator[tuple[int, int]]:
    begun = 0
    for before, mark in enumerate(MARKS.finditer(marked)):
        place = mark.start() - before
        if mark[0] == BEGIN:
            begun = place
        else:
            yield begun, place


def _matching(index: sqlite3.Connection, query: str) -> set[int]:
    return {number for (number,) in index.execute("SELECT rowid FROM texts(?)", (query,))}


@contextmanager
def _texts(texts: Sequence[str]) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute(f"CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='{STEMMER}')")
        rows = ((number, clean(text)) for number, text in enumerate(texts))
        index.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", rows)
        yield index


@contextmanager
def _tokenizer() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as tokenizer:
        tokenizer.execute(f"CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='{TOKENIZER}')")
        tokenizer.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(texts, instance)")
        yield tokenizer


def _tokens(tokenizer: sqlite3.Connection, texts: Sequence[str]) -> list[list[str]]:
    tokenizer.execute("DELETE FROM texts")
    rows = ((number, clean(text)) for number, text in enumerate(texts))
    tokenizer.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", rows)
    found: list[list[str]] = [[] for _ in texts]
    for number, term in tokenizer.execute("SELECT doc, term FROM terms ORDER BY doc, offset"):
        found[number].append(term)
    return found


def clean(text: str) -> str:
    """The text, as long as it was, without characters that are used here for other things or are none (surrogates)."""
    return NO_WORDS.sub(" ", text).encode("utf-8", "replace").decode("utf-8")
