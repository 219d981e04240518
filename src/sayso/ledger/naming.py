"""Finds the source or the outlet that somebody means by a name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from sqlalchemy import Connection, bindparam, select, text

from sayso.ledger.filters import NotFound
from sayso.ledger.indexing import NAMED, outlet_facet
from sayso.ledger.rows import restored
from sayso.ledger.schema import source
from sayso.ledger.search import Sought, document_keys, source_ids
from sayso.ledger.words import parsed

MOST_NAMES = 1_000
MOST_OFFERED = 5


def canonical(connection: Connection, meant: int | str) -> int:
    """The number under which a source is listed, by any of its numbers or by a name that only one source has.

    Raises NotFound if there is none, or if several could be meant.
    """
    if isinstance(meant, int):
        query = select(source.c.canonical_id).where(source.c.id == meant)
        found: int | None = connection.execute(query).scalar()
        if found is None:
            raise NotFound(f"no source has the number {meant}; `sayso sources` lists them")
        return found
    words = parsed(meant)
    if not words.wanted:
        raise NotFound("a source's name needs letters; `sayso sources` lists the sources")
    ids = source_ids(connection, Sought(facets=((NAMED,),), words=words), limit=MOST_NAMES)
    names = _names(connection, ids)
    exact = {id for id, (_, others) in names.items() if meant.casefold() in map(str.casefold, others)}
    possible = exact or set(names)
    if len(possible) == 1:
        return possible.pop()
    if not possible:
        raise NotFound(f"no named source is called {meant!r}; `sayso sources --words WORDS` finds names by their words")
    offered = sorted(possible, key=lambda id: (-_statements(connection, members(connection, id)), id))[:MOST_OFFERED]
    told = ", ".join(f"{id} {names[id][0]}" for id in offered)
    more = ", …" if len(possible) > MOST_OFFERED else ""
    raise NotFound(f"{meant!r} may be several sources; give the number of one: {told}{more}")


def members(connection: Connection, canonical_id: int) -> list[int]:
    """The numbers of all sources that are listed as this one, itself among them."""
    query = select(source.c.id).where(source.c.canonical_id == canonical_id).order_by(source.c.id)
    return list(connection.execute(query).scalars())


def check_outlet(connection: Connection, outlet: str) -> None:
    """Raise NotFound if no current document is by this outlet."""
    if document_keys(connection, Sought(facets=((outlet_facet(outlet),),)), below=None, limit=1):
        return
    outlets = _outlets(connection)
    spelled = {name.casefold(): name for name in outlets}
    close = [spelled[name] for name in get_close_matches(outlet.casefold(), spelled, MOST_OFFERED)]
    offered = close or outlets[:MOST_OFFERED]
    if not offered:
        raise NotFound(f"no document is by an outlet called {outlet!r}; none tells its outlet")
    more = ", …" if len(offered) < len(outlets) and not close else ""
    told = "did you mean" if close else "there are"
    raise NotFound(
        f"no document is by an outlet called {outlet!r}; {told} {', '.join(offered)}{more}{'?' * bool(close)}"
    )


def _names(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[str, list[str]]]:
    """By the numbers under which they are listed, the names of sources, and the names by which they were found."""
    found: dict[int, tuple[str, list[str]]] = {}
    main = source.alias()
    query = select(main.c.id, main.c.name, source.c.name).join_from(source, main, main.c.id == source.c.canonical_id)
    for id, name, other in connection.execute(query.where(source.c.id.in_(list(ids)))):
        found.setdefault(id, (restored(name), []))[1].append(restored(other))
    return found


def _statements(connection: Connection, ids: Iterable[int]) -> int:
    query = text("SELECT sum(statements) FROM tally WHERE source_id IN :ids")
    return connection.execute(query.bindparams(bindparam("ids", expanding=True)), {"ids": list(ids)}).scalar() or 0


def _outlets(connection: Connection) -> list[str]:
    """The outlets' names in their order, a thousand at most."""
    # Steps through the index from one name to the next, rather than reading all documents.
    query = text("""WITH RECURSIVE step (name, place) AS (
        SELECT min(outlet), 1 FROM document
        UNION ALL
        SELECT (SELECT min(outlet) FROM document WHERE outlet > step.name), place + 1 FROM step
        WHERE step.name IS NOT NULL AND place <= :most
    ) SELECT name FROM step WHERE name IS NOT NULL""")
    return [restored(name) for name in connection.execute(query, {"most": MOST_NAMES}).scalars()]
