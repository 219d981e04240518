"""Pairs of sources that may be the same, for a person to judge, the likeliest first.

Candidates are those that share a form of their names (`names.forms`), which the table `likeness` has by form. Of those
that share one form, a bounded number is compared, and so of forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations, groupby, islice

import msgspec
from sqlalchemy import Connection, select, text

from sayso.ledger import names
from sayso.ledger.rows import restored
from sayso.ledger.schema import judgement, source

MOST = 30
"""Sources with one form that are compared with each other."""
MOST_FORMS = 500
"""Forms whose sources are compared: those whose sources say the most."""
MOST_MEANT = 5
"""Full names that a short one may stand for; who is one of more is anybody's guess."""
ALIKE = 0.8
SHORTEST_PET_NAME = 3


class Offer(msgspec.Struct, frozen=True):
    """Two sources that may be one: their numbers as they are listed, the names that are alike, and how.

    `likelihood` orders offers; it is from 0 to 1, and no probability.
    """

    left: int
    right: int
    left_name: str
    right_name: str
    likelihood: float
    reason: str


class _Candidate(msgspec.Struct, frozen=True):
    id: int
    main: int
    name: str
    kind: str
    keyed: bool
    statements: int
    words: tuple[str, ...]
    plain: tuple[str, ...]
    """The skeletons of the words."""


def offers(connection: Connection, limit: int) -> tuple[Offer, ...]:
    """At most `limit` pairs that nobody has judged, the likeliest first, and of equals those who say the most.

    Unnamed sources are in none, nor are those that no current document has.
    """
    apart = _said_to_differ(connection)
    best: dict[tuple[int, int], tuple[float, int, Offer]] = {}
    for group in _groups(connection):
        for one, other, likelihood, reason in _pairs(group):
            left, right = (one, other) if one.main < other.main else (other, one)
            pair = (left.main, right.main)
            if left.main == right.main or pair in apart or (pair in best and best[pair][0] >= likelihood):
                continue
            offer = Offer(*pair, left.name, right.name, likelihood, reason)
            best[pair] = (likelihood, left.statements + right.statements, offer)
    ranked = sorted(best.values(), key=lambda each: (-each[0], -each[1], each[2].left, each[2].right))
    return tuple(offer for _, _, offer in ranked[:limit])


def _said_to_differ(connection: Connection) -> set[tuple[int, int]]:
    one, other = source.alias(), source.alias()
    query = (
        select(one.c.canonical_id, other.c.canonical_id)
        .select_from(judgement)
        .join(one, one.c.id == judgement.c.left_id)
        .join(other, other.c.id == judgement.c.right_id)
        .where(judgement.c.verdict == "different", judgement.c.undone.is_(None))
    )
    return {(min(left, right), max(left, right)) for left, right in connection.execute(query)}


def _groups(connection: Connection) -> Iterator[list[_Candidate]]:
    """The sources of current documents that share a form: some of each, those that have a key first."""
    rows = connection.execute(text(SHARED), {"forms": MOST_FORMS})
    for _, group in groupby(rows, key=lambda row: row[0]):
        yield [_candidate(*row[1:]) for row in islice(group, MOST)]


SHARED = """
    WITH shared AS (
        SELECT likeness.form FROM likeness
        JOIN source ON source.id = likeness.source_id JOIN tally ON tally.source_id = source.id
        WHERE tally.documents > 0
        GROUP BY likeness.form HAVING count(DISTINCT source.canonical_id) > 1
        ORDER BY sum(tally.statements) DESC, likeness.form LIMIT :forms
    )
    SELECT likeness.form, source.id, source.canonical_id, source.name, source.kind, source.key, tally.statements
    FROM shared JOIN likeness ON likeness.form = shared.form
    JOIN source ON source.id = likeness.source_id JOIN tally ON tally.source_id = source.id
    WHERE tally.documents > 0
    ORDER BY likeness.form, source.key IS NULL, source.id
"""


def _candidate(id: int, main: int, name: str, kind: str, key: str | None, statements: int) -> _Candidate:
    name = restored(name)
    if kind == "person":
        words = names.person_words(key.partition(" ")[2] if key else names.own_name(name) or name)
    else:
        words = key.split()[1:] if key else names.body_words(name)
    plain = tuple(map(names.skeleton, words))
    return _Candidate(id, main, name, names.CLASSES[kind], key is not None, statements, tuple(words), plain)


def _pairs(group: Sequence[_Candidate]) -> Iterator[tuple[_Candidate, _Candidate, float, str]]:
    """Those of the group that are alike, how likely and why. A short name is held against full ones; against other
    short ones only if there is no full one, and then the first stands for all of the same name."""
    full = [each for each in group if each.keyed]
    short = [each for each in group if not each.keyed]
    others = len({each.main for each in full})
    for one, other in combinations(full, 2):
        if found := _same_person(one, other) if one.kind == "person" else _same_body(one, other):
            yield one, other, *found
    for one in short if others <= MOST_MEANT else ():
        for other in full:
            if found := _short_for(one, other, others):
                yield one, other, *found
    first: dict[tuple[str, ...], _Candidate] = {}
    for one in short if not full else ():
        other = first.setdefault(one.words, one)
        told = one.kind == "person" or names.is_telling(one.name) or names.TITLES.issuperset(one.words)
        if other is not one and told:
            yield other, one, 0.3, f"both are called “{one.name}” and nothing more"


def _same_person(one: _Candidate, other: _Candidate) -> tuple[float, str] | None:
    """Whether two full names with one surname may be one person's."""
    given, others = one.plain[:-1], other.plain[:-1]
    if given == others:
        return 0.95, "their names differ in spelling only"
    fewer, more = sorted((given, others), key=len)
    if set(fewer) < set(more):
        return 0.8, "one has the other’s name and more"
    a, b = sorted((given[0], others[0]), key=len)
    if a[:1] != b[:1]:
        return None
    if len(given) == len(others):
        if all(x == y or (x[:1] == y[:1] and 1 in (len(x), len(y))) for x, y in zip(given, others, strict=True)):
            return 0.7, "one has an initial where the other has a name"
        if SequenceMatcher(None, " ".join(given), " ".join(others)).ratio() >= ALIKE:
            return 0.6, "their first names are spelled much alike"
    if len(a) >= SHORTEST_PET_NAME and b.startswith(a):
        return 0.5, "one’s first name may be short for the other’s"
    return None


def _same_body(one: _Candidate, other: _Candidate) -> tuple[float, str] | None:
    """Whether two full names of institutions or groups may be one's."""
    if one.plain == other.plain:
        if one.kind == other.kind:
            return 0.95, "their names differ in spelling only"
        return 0.65, "they have one name, but texts took them for different kinds of things"
    short, full = sorted((one, other), key=lambda each: len(each.words))
    return _cut_down(short, full, 1) if len(short.words) == 1 else None


def _short_for(short: _Candidate, full: _Candidate, others: int) -> tuple[float, str] | None:
    """Whether a name that may be many's is short for a full one; `others` is for how many it might be."""
    if short.kind != "person":
        if short.plain == full.plain:
            return 0.4, "they have one name"
        return _cut_down(short, full, others)
    initial = len(short.words) > 1 and len(short.words[0]) == 1
    if initial and short.words[0] != full.words[0][0]:
        return None
    told = "an initial and a surname" if initial else "a surname"
    alone = f"“{full.name}” alone" if others == 1 else f"“{full.name}” and {others - 1} more"
    return (0.6 if initial else 0.5) / others, f"“{short.name}” is {told} only, which {alone} may have in full"


def _cut_down(short: _Candidate, full: _Candidate, others: int) -> tuple[float, str] | None:
    """Whether an institution's name is an acronym of the other one or a part of it."""
    if len(full.words) < 2 or len(full.words) <= len(short.words):
        return None
    words = " ".join(short.words)
    if words.replace(".", "") == names.initials(full.words):
        return 0.6 / others, f"“{short.name}” are the first letters of “{full.name}”"
    if words in (full.words[0], full.words[-1], " ".join(full.words[1:])) or f" {words}" in " ".join(full.words):
        return 0.4 / others, f"“{short.name}” may be short for “{full.name}”"
    return None
