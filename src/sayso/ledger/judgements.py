"""What people decide on sources: that two are the same, that two differ, and that a decision is taken back.

Judgements are kept as they were made, with who and when; what is taken back stays as a record without force. Of two
sources the latest judgement in force counts, and sources are one that a path of "same" leads between. Nothing may make
one of sources that were said to differ: it is refused, with what was said. What names join by themselves, names.py has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, insert, or_, select, update

from sayso.ledger import schema
from sayso.ledger.errors import LedgerError
from sayso.ledger.filters import NotFound
from sayso.ledger.identity import added
from sayso.ledger.indexing import reindexing
from sayso.ledger.rows import escaped, restored

Verdict = Literal["same", "different"]


class Judgement(msgspec.Struct, frozen=True):
    """What one person said of two sources, and when (ISO 8601, UTC).

    `document` is the document whose appearance was taken out of `left` to be `right`. `undone` is when it was taken
    back, None while it is in force.
    """

    id: int
    left: int
    right: int
    document: int | None
    verdict: Verdict
    judge: str
    judged: str
    undone: str | None


def merge(connection: Connection, left: int, right: int, judge: str, when: str) -> Judgement:
    """Say that two sources are the same. From now on they, and all that either was one with, are one source.

    Raises NotFound if there is no such source, and LedgerError if they are one already or were said to differ.
    """
    place = f"sources {left} and {right}"
    members, log = _around(connection, [left, right])
    groups = _groups(members, log)
    if groups[left] == groups[right]:
        raise LedgerError(place, "are one already")
    if said := _said_to_differ(groups, log, groups[left], groups[right]):
        raise LedgerError(place, f"cannot be one, since {_quoted(said)}; take that back first: {_undoing([said])}")
    made = _record(connection, left, right, None, "same", judge, when)
    _settle(connection, members, [*log, made])
    return made


def differ(connection: Connection, left: int, right: int, judge: str, when: str) -> Judgement:
    """Say that two sources are not the same. They are not offered again, and nothing can make them one.

    Raises NotFound if there is no such source, and LedgerError if they are one or were said to differ.
    """
    place = f"sources {left} and {right}"
    members, log = _around(connection, [left, right])
    groups = _groups(members, log)
    if groups[left] == groups[right]:
        raise LedgerError(place, f"are one; take them apart first: sayso sources split {left}")
    if said := _said_to_differ(groups, log, groups[left], groups[right]):
        raise LedgerError(place, f"were judged before: {_quoted(said)}")
    return _record(connection, left, right, None, "different", judge, when)


def split(
    connection: Connection, source: int, documents: Collection[int], judge: str, when: str
) -> tuple[Judgement, ...]:
    """Say that a source is several: without documents, all that judgements made one of it; with documents, that whoever
    appears there under its name is somebody else, in all versions of these documents.

    Raises NotFound if there is no such source or it does not appear in a document, and LedgerError if nothing can be
    taken apart.
    """
    if documents:
        return _take_out(connection, source, sorted(set(documents)), judge, when)
    members, log = _around(connection, [source])
    joined = [each for pair, each in _latest(log).items() if each.verdict == "same" and members.issuperset(pair)]
    if not joined:
        raise LedgerError(f"source {source}", "was not merged with any; name documents to take out what is in them")
    made = tuple(_record(connection, each.left, each.right, None, "different", judge, when) for each in joined)
    _settle(connection, members, [*log, *made])
    return made


def undo(connection: Connection, ids: Iterable[int], when: str) -> tuple[Judgement, ...]:
    """Take judgements back: the sources are then as if these had never been made.

    Raises NotFound if there is no such judgement, and LedgerError if one was taken back before, or if another one rests
    on it or speaks against what it would bring back.
    """
    wanted = sorted(set(ids))
    taken = _judgements(connection, schema.judgement.c.id.in_(wanted))
    for id_ in wanted:
        if id_ not in {each.id for each in taken}:
            raise NotFound(f"no judgement has the number {id_}; `sayso sources judgements` lists them")
    for each in taken:
        if each.undone:
            raise LedgerError(f"judgement {each.id}", f"was taken back on {each.undone[:10]} already")
    members, log = _around(connection, {id_ for each in taken for id_ in (each.left, each.right)})
    left = [each for each in log if each.id not in wanted]
    for each in taken:
        if each.document is not None and (resting := _resting(each, left)):
            told = f"cannot be taken back before what rests on it: {_quoted(resting)}; {_undoing([resting])}"
            raise LedgerError(f"judgement {each.id}", told)
    groups = _groups(members, left)
    for each in _latest(left).values():
        if each.verdict == "different" and groups.get(each.left, -1) == groups.get(each.right, -2):
            told = f"cannot be taken back, since {_quoted(each)}; take that back first: {_undoing([each])}"
            raise LedgerError(f"judgement {wanted[0]}", told)
    connection.execute(update(schema.judgement).where(schema.judgement.c.id.in_(wanted)).values(undone=when))
    for each in reversed(taken):
        if each.document is not None:
            _move(connection, _appearances(connection, [each.right], [each.document]), each.left)
    _settle(connection, members, left)
    return tuple(msgspec.structs.replace(each, undone=when) for each in taken)


def judgements(connection: Connection, *, limit: int, source: int | None = None) -> tuple[Judgement, ...]:
    """The latest judgements, the newest first; with `source`, those on it and all that it is one with."""
    j = schema.judgement.c
    about = j.id > 0
    if source is not None:
        members = _members(connection, [source])
        about = or_(j.left_id.in_(members), j.right_id.in_(members))
    return _judgements(connection, about, limit)


# ---- what is in force ----


def _judgements(connection: Connection, where: ColumnElement[bool], limit: int | None = None) -> tuple[Judgement, ...]:
    """Judgements by number; with a limit, the latest, backwards."""
    j = schema.judgement.c
    columns = (j.id, j.left_id, j.right_id, j.document_id, j.verdict, j.judge, j.judged, j.undone)
    query = select(*columns).where(where).order_by(j.id.desc() if limit else j.id).limit(limit)
    return tuple(
        Judgement(id_, left, right, document, verdict, restored(judge), judged, undone)
        for id_, left, right, document, verdict, judge, judged, undone in connection.execute(query)
    )


def _members(connection: Connection, sources: Iterable[int]) -> set[int]:
    """The sources and all that they are one with. Raises NotFound for one that is not there."""
    s = schema.source.c
    rows = connection.execute(select(s.id, s.canonical_id).where(s.id.in_(set(sources))))
    found: dict[int, int] = {row.id: row.canonical_id for row in rows}
    for id_ in sources:
        if id_ not in found:
            raise NotFound(f"no source has the number {id_}; `sayso sources` lists them")
    return set(connection.scalars(select(s.id).where(s.canonical_id.in_(set(found.values())))))


def _around(connection: Connection, sources: Collection[int]) -> tuple[set[int], tuple[Judgement, ...]]:
    """The sources and all that they are one with, and the judgements in force on any of these, the oldest first."""
    members = _members(connection, sources)
    j = schema.judgement.c
    about = or_(j.left_id.in_(members), j.right_id.in_(members))
    return members, _judgements(connection, about & j.undone.is_(None))


def _latest(log: Iterable[Judgement]) -> dict[frozenset[int], Judgement]:
    """What counts of each pair of sources."""
    return {frozenset((each.left, each.right)): each for each in log}


def _groups(members: Collection[int], log: Iterable[Judgement]) -> dict[int, int]:
    """For each of the sources one that stands for all it is one with: the least of them."""
    beside: dict[int, list[int]] = {id_: [] for id_ in members}
    for each in _latest(log).values():
        if each.verdict == "same":
            beside[each.left].append(each.right)
            beside[each.right].append(each.left)
    groups: dict[int, int] = {}
    for first in sorted(members):
        waiting = [first]
        while waiting:
            here = waiting.pop()
            if here not in groups:
                groups[here] = first
                waiting += beside[here]
    return groups


def _said_to_differ(groups: dict[int, int], log: Iterable[Judgement], one: int, other: int) -> Judgement | None:
    """The judgement that what these two stand for differs, if there is one."""
    for each in _latest(log).values():
        between = {groups.get(each.left), groups.get(each.right)}
        if each.verdict == "different" and between == {one, other}:
            return each
    return None


def _settle(connection: Connection, members: Collection[int], log: Sequence[Judgement]) -> None:
    """Write down which of the sources are one. One with a key is what they are listed as, else one with a name, of
    several the oldest."""
    s = schema.source.c
    rows = connection.execute(select(s.id, s.key, s.anonymous, s.canonical_id).where(s.id.in_(members))).all()
    groups = _groups(members, log)
    best: dict[int, tuple[bool, bool, int]] = {}
    for id_, key, anonymous, _ in rows:
        rank = (key is None, bool(anonymous), id_)
        best[groups[id_]] = min(rank, best.get(groups[id_], rank))
    for id_, _, _, main in rows:
        wanted = best[groups[id_]][2]
        if main != wanted:
            connection.execute(update(schema.source).where(s.id == id_).values(canonical_id=wanted))


def _record(
    connection: Connection, left: int, right: int, document: int | None, verdict: Verdict, judge: str, when: str
) -> Judgement:
    values = {
        "left_id": left,
        "right_id": right,
        "document_id": document,
        "verdict": verdict,
        "judge": escaped(judge),
        "judged": when,
    }
    number = connection.execute(insert(schema.judgement).values(values).returning(schema.judgement.c.id)).scalar_one()
    return Judgement(number, left, right, document, verdict, judge, when, None)


def _quoted(said: Judgement) -> str:
    """A judgement in words, for messages."""
    what = "are the same" if said.verdict == "same" else "differ"
    numbers = f"sources {said.left} and {said.right}"
    return f"{said.judge} said on {said.judged[:10]} that {numbers} {what} (judgement {said.id})"


def _undoing(judgements: Iterable[Judgement]) -> str:
    return f"sayso sources undo {' '.join(str(each.id) for each in judgements)}"


# ---- appearances taken out ----


def _take_out(
    connection: Connection, source: int, documents: Sequence[int], judge: str, when: str
) -> tuple[Judgement, ...]:
    members = _members(connection, [source])
    a = schema.appearance.c
    moving: dict[int, list[tuple[int, int]]] = {}
    for document in documents:
        found = _appearances(connection, members, [document])
        if not found:
            raise NotFound(f"source {source} does not appear in document {document}; `sayso show {document}` lists who")
        for owner in sorted(set(found.values())):
            ids = [id_ for id_, its in found.items() if its == owner]
            # Of an article's versions one stands for all.
            if ids[0] not in [first for first, _ in moving.get(owner, ())]:
                moving.setdefault(owner, []).append((ids[0], document))
    everywhere = _appearances(connection, members, documents)
    elsewhere = select(a.id).where(a.source_id.in_(members), a.id.not_in(list(everywhere))).limit(1)
    if connection.execute(elsewhere).first() is None:
        raise LedgerError(f"source {source}", "appears in no other document, so nothing can be taken out of it")
    made = []
    for owner, places in moving.items():
        new = _new_source(connection, places[0][0])
        made += [_record(connection, owner, new, document, "different", judge, when) for _, document in places]
        _move(connection, {id_: its for id_, its in everywhere.items() if its == owner}, new)
    return tuple(made)


def _new_source(connection: Connection, appearance: int) -> int:
    """A source of its own for what an appearance shows."""
    a = schema.appearance.c
    columns = (a.name, a.kind, a.anonymous, a.affiliation, a.role)
    row = connection.execute(select(*columns).where(a.id == appearance)).mappings().one()
    return added(connection, [{**row, "anonymous": bool(row["anonymous"]), "key": None}])[0]


def _appearances(connection: Connection, sources: Collection[int], documents: Collection[int]) -> dict[int, int]:
    """The appearances of these sources in the documents' articles, in any version, and whose each is."""
    a, d = schema.appearance.c, schema.document.c
    articles = select(d.article_id).where(d.id.in_(documents))
    query = (
        select(a.id, a.source_id)
        .join(schema.document, d.id == a.document_id)
        .where(d.article_id.in_(articles), a.source_id.in_(sources))
        .order_by(a.id)
    )
    return {row.id: row.source_id for row in connection.execute(query)}


def _move(connection: Connection, appearances: Collection[int], to: int) -> None:
    a = schema.appearance.c
    its = a.id.in_(list(appearances))
    documents = connection.scalars(select(a.document_id).where(its)).all()
    with reindexing(connection, documents):
        connection.execute(update(schema.appearance).where(its).values(source_id=to))


def _resting(taken: Judgement, others: Iterable[Judgement]) -> Judgement | None:
    """The judgement in force that would speak of nobody, were what `taken` made of a document given back."""
    about = [each for each in others if taken.right in (each.left, each.right)]
    fed = [each for each in about if each.right == taken.right and each.document is not None]
    for each in about:
        if each not in fed and (each.document is not None or not fed):
            return each
    return None
