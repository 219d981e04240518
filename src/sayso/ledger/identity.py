"""Which sources of the ledger a document's sources are: found where the name alone is safe, else new.

Who is who follows from names.py; a person's judgements (judgements.py) join and part what is found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, exists, insert, or_, select, update

from sayso.document import Document, Source
from sayso.ledger import names
from sayso.ledger.rows import escaped
from sayso.ledger.schema import appearance, judgement, likeness, source

TELLING = ("agency", "outlet", "government", "group", "organisation", "person")
"""Kinds that texts give to the same source, the most telling first."""


def identify(
    connection: Connection, sources: Sequence[Source], document: Document, *, before: int | None = None
) -> list[int]:
    """The ids of the rows of `source` for a document's sources, in their order; where none is found, rows are made.

    `before` is the row of the version before, if the document is a new version of an article: a source there that no
    name tells, such as an unnamed one, and that a person judged, stays the same here. It costs a few indexed look-ups,
    whatever the ledger holds. The connection must be in a transaction that writes.
    """
    known = [names.identity(each, document) for each in sources]
    judged = _judged(connection, before) if before is not None else {}
    ids: dict[int, int] = {}
    same: dict[str, list[int]] = {}
    fresh: list[tuple[list[int], dict[str, object]]] = []
    for i, (each, identity) in enumerate(zip(sources, known, strict=True)):
        earlier = judged.get((escaped(each.name), escaped(each.kind)))
        if earlier:
            ids[i] = earlier.pop(0)
        elif identity:
            same.setdefault(identity.key, []).append(i)
        else:
            fresh.append(([i], _row(each, None)))
    found = _found(connection, same)
    for key, places in same.items():
        best = min((identity for i in places if (identity := known[i])), key=_preference)
        if key not in found:
            fresh.append((places, _row(sources[places[0]], best)))
            continue
        id_, shown = found[key]
        ids.update(dict.fromkeys(places, id_))
        if _preference(best) < _preference(shown):
            connection.execute(update(source).where(source.c.id == id_).values(name=best.name, kind=best.kind))
    fresh.sort(key=lambda item: item[0])
    for (places, _), id_ in zip(fresh, added(connection, [row for _, row in fresh]), strict=True):
        ids.update(dict.fromkeys(places, id_))
    return [ids[i] for i in range(len(sources))]


def added(connection: Connection, rows: Sequence[dict[str, object]]) -> list[int]:
    """Make rows of `source`, each a source of its own, with what they are offered by; return their ids."""
    if not rows:
        return []
    # Which ids they get is known only now.
    made = connection.execute(
        insert(source).returning(source.c.id, sort_by_parameter_order=True),
        [{**row, "canonical_id": 0} for row in rows],
    )
    ids = [int(id_) for (id_,) in made]
    connection.execute(update(source).where(source.c.id.in_(ids)).values(canonical_id=source.c.id))
    forms = [
        {"form": form, "source_id": id_}
        for row, id_ in zip(rows, ids, strict=True)
        if not row["anonymous"]
        for form in names.forms(str(row["name"]), row["kind"], row["key"])  # type: ignore[arg-type]
    ]
    if forms:
        connection.execute(insert(likeness), forms)
    return ids


def _row(each: Source, identity: names.Identity | None) -> dict[str, object]:
    return {
        "name": escaped(identity.name if identity else each.name),
        "key": identity.key if identity else None,
        "kind": escaped(identity.kind if identity else each.kind),
        "anonymous": bool(each.anonymous),
        "affiliation": escaped(each.affiliation),
        "role": escaped(each.role),
    }


def _preference(identity: names.Identity) -> tuple[bool, int, int, str]:
    """Least for what a source is shown as; it does not depend on which was met first."""
    small = sum(word[:1].islower() for word in identity.name.split())
    return identity.name.isupper(), small, TELLING.index(identity.kind), identity.name


def _found(connection: Connection, keys: Iterable[str]) -> dict[str, tuple[int, names.Identity]]:
    """The rows with these keys, and what they are shown as."""
    columns = (source.c.id, source.c.key, source.c.name, source.c.kind)
    rows = connection.execute(select(*columns).where(source.c.key.in_(list(keys))))
    return {key: (id_, names.Identity(key, name, kind)) for id_, key, name, kind in rows}


def _judged(connection: Connection, document: int) -> dict[tuple[str | None, str | None], list[int]]:
    """The sources that a document alone has and that judgements in force speak of, by name and kind."""
    about = or_(judgement.c.left_id == source.c.id, judgement.c.right_id == source.c.id)
    rows = connection.execute(
        select(appearance.c.name, appearance.c.kind, source.c.id)
        .join(source, source.c.id == appearance.c.source_id)
        .where(appearance.c.document_id == document, source.c.key.is_(None))
        .where(exists().where(about, judgement.c.undone.is_(None)))
        .order_by(appearance.c.number)
    )
    judged: dict[tuple[str | None, str | None], list[int]] = {}
    for name, kind, id_ in rows:
        judged.setdefault((name, kind), []).append(id_)
    return judged
