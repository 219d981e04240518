"""FollowTheMoney: articles, sources as entities, and the links between them, an entity a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from sayso.document import Source, Statement
from sayso.views.exports.naming import day, instant, web_address
from sayso.views.index import Index
from sayso.views.moments import datetime
from sayso.views.wording import joined, name, without_controls

if TYPE_CHECKING:
    from sayso.ledger.keeping import Kept

Entity = dict[str, Any]

ANYBODY = "LegalEntity"
SCHEMATA = {
    "person": "Person",
    "organisation": "Organization",
    "outlet": "Organization",
    "agency": "Organization",
    "government": "PublicBody",
    "document": "Document",
    "poll": "Document",
}
"""What a source is, by its kind; groups, the unnamed and those of no known kind are `ANYBODY`."""

LANGUAGES = {"en": "eng"}


def write(kept: Iterable[Kept], file: BinaryIO) -> None:
    """Write the entities as JSON lines. An entity that is in several documents comes once for each, to be merged."""
    schemata: dict[int, str] = {}
    for each in kept:
        for entity in _entities(each, schemata):
            file.write(msgspec.json.encode(entity) + b"\n")


def _entities(kept: Kept, schemata: dict[int, str]) -> Iterator[Entity]:
    index = Index(kept.document)
    yield _article(kept)
    for source in index.sources.values():
        schema = _schema(kept.sources[source.id], source, schemata)
        yield _source(kept, source, schema)
        if mention := _mention(kept, source, schema):
            yield mention
    for statement in kept.document.statements:
        if speaker := index.source(statement):
            yield _evidence(kept, statement, speaker, index)
    yield from _relays(kept, index)


def _schema(number: int, source: Source, schemata: dict[int, str]) -> str:
    """The schema of a source: in all documents the same, or a narrower one, so that what they tell can be merged."""
    schema = SCHEMATA.get(source.kind or "", ANYBODY)
    before = schemata.setdefault(number, schema)
    if before == ANYBODY and schema != "Document":
        schemata[number] = schema
    return schemata[number]


def _article(kept: Kept) -> Entity:
    document = kept.document
    return _entity(
        _document_id(kept),
        "Article",
        {
            "name": name(document),
            "title": document.title,
            "fileName": document.id,
            "author": document.author,
            "publisher": document.outlet,
            "publishedAt": _date(document.published),
            "sourceUrl": web_address(document.url),
            "language": LANGUAGES.get(document.language or ""),
            "retrievedAt": _date(kept.added),
            "bodyText": document.text,
        },
    )


def _source(kept: Kept, source: Source, schema: str) -> Entity:
    # No entity may be without a name.
    called = source.name if source.name.strip() else source.id
    found = {
        "name": called,
        "fileName": called if schema == "Document" else None,
        "notes": "Unnamed in the text" if source.anonymous else None,
    }
    return _entity(_source_id(kept, source), schema, found)


def _mention(kept: Kept, source: Source, schema: str) -> Entity | None:
    """The words for the source in the document; there are none for an agency that only the author's field names."""
    if schema == "Document":
        # Only whoever can act is mentioned, as FollowTheMoney has it.
        return None
    mention = _entity(
        f"{_document_id(kept)}-{source.id}",
        "Mention",
        {
            "document": _document_id(kept),
            "name": [joined(kept.document, [span]) for span in source.mentions],
            "resolved": _source_id(kept, source),
            "detectedSchema": schema,
        },
    )
    return mention if "name" in mention["properties"] else None


def _evidence(kept: Kept, statement: Statement, source: Source, index: Index) -> Entity:
    """That the document tells what the source said: the statement itself."""
    said = index.said(statement)
    return _entity(
        f"{_document_id(kept)}-{statement.id}",
        "Documentation",
        {
            "document": _document_id(kept),
            "entity": _source_id(kept, source),
            "role": statement.act,
            "status": statement.certainty,
            "summary": joined(kept.document, statement.content),
            "date": (datetime(said) if said else None) or _date(kept.document.published),
            "recordId": f"{kept.id}.{statement.id}",
            "publisher": kept.document.outlet,
            "sourceUrl": web_address(kept.document.url),
        },
    )


def _relays(kept: Kept, index: Index) -> Iterator[Entity]:
    """Who passes on whose words in the document, each pair once."""
    pairs = dict.fromkeys(
        (kept.sources[relay.id], kept.sources[source.id])
        for statement in kept.document.statements
        for relay, source in pairwise(index.chain(statement))
    )
    for relay, source in pairs:
        yield _entity(
            f"{_document_id(kept)}-{relay}-{source}",
            "UnknownLink",
            {
                "subject": f"sayso-source-{relay}",
                "object": f"sayso-source-{source}",
                "role": "relays",
                "date": _date(kept.document.published),
                "proof": _document_id(kept),
            },
        )


def _entity(identity: str, schema: str, found: Mapping[str, str | list[str] | None]) -> Entity:
    properties = {}
    for key, value in found.items():
        values = [value] if isinstance(value, str) else value or []
        if known := list(dict.fromkeys(filter(str.strip, map(without_controls, values)))):
            properties[key] = known
    return {"id": identity, "schema": schema, "properties": properties}


def _document_id(kept: Kept) -> str:
    return f"sayso-document-{kept.id}"


def _source_id(kept: Kept, source: Source) -> str:
    return f"sayso-source-{kept.sources[source.id]}"


def _date(published: str | None) -> str | None:
    """The moment in UTC, as FollowTheMoney writes it, or the day if that is all that is known."""
    if moment := instant(published):
        return f"{moment:%Y-%m-%dT%H:%M:%S}"
    known = day(published)
    return known.isoformat() if known else None
