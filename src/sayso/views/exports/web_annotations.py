"""W3C Web Annotation: each attributed statement as an annotation of the words that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import UUID

import msgspec

from sayso.document import Document, Span, Statement
from sayso.views.answers import speaker
from sayso.views.chains import line
from sayso.views.exports.naming import document_iri, instant, web_address
from sayso.views.index import Index
from sayso.views.manner import ACTS

if TYPE_CHECKING:
    from sayso.ledger.keeping import Kept

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # code points before and after the words; what Hypothesis records

Node = dict[str, Any]


def write(kept: Iterable[Kept], file: BinaryIO) -> None:
    """Write one AnnotationCollection whose single page has an annotation a line."""
    head: Node = {"@context": CONTEXT, "type": "AnnotationCollection", "label": "Statements"}
    file.write(msgspec.json.encode(head)[:-1])
    total, names = 0, sha256()
    for annotation in (annotation for each in kept for annotation in _annotations(each)):
        file.write(b",\n" if total else b',"first":{"type":"AnnotationPage","startIndex":0,"items":[\n')
        file.write(msgspec.json.encode(annotation))
        names.update(annotation["id"].encode())
        total += 1
    # What is in the collection names it, and that is known last.
    iri = f"urn:uuid:{UUID(bytes=names.digest()[:16], version=5)}"
    if total:
        file.write(b"\n]," + msgspec.json.encode({"id": f"{iri}#page", "partOf": iri})[1:])
    file.write(b"," + msgspec.json.encode({"total": total, "id": iri})[1:] + b"\n")


def _annotations(kept: Kept) -> Iterator[Node]:
    document = kept.document
    index, iri = Index(document), document_iri(document)
    for statement in document.statements:
        if statement.attributed and statement.content:
            yield {
                "id": f"{iri}#annotation-{statement.id}",
                "type": "Annotation",
                "motivation": "describing",
                "body": [*_bodies(statement, index), *_places(kept, iri, statement)],
                "target": [_place(kept, iri, span) for span in statement.content],
            }


def _bodies(statement: Statement, index: Index) -> Iterator[Node]:
    source, links = index.source(statement), index.chain(statement)
    yield _text("describing", f"{speaker(statement, index)}: {ACTS.get(statement.act or '', 'says')}")
    if len(links) > 1:
        yield _text("describing", line(links, index))
    if source:
        yield _text("identifying", source.name)
    kind = source.kind if source else None
    tags = (statement.act, statement.certainty, statement.polarity, statement.quotation, kind)
    for tag in dict.fromkeys(filter(None, tags)):
        yield _text("tagging", tag)


def _text(purpose: str, value: str) -> Node:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _places(kept: Kept, iri: str, statement: Statement) -> Iterator[Node]:
    """The words for the source, which identify whose statement it is, and the cue, which shows it to be one."""
    for purpose, spans in (("identifying", statement.source), ("classifying", statement.cue)):
        for span in spans:
            yield {"type": "SpecificResource", "purpose": purpose, **_place(kept, iri, span)}


def _place(kept: Kept, iri: str, span: Span) -> Node:
    document = kept.document
    url, added = web_address(document.url), instant(kept.added)
    state = {"type": "TimeState", "sourceDate": f"{added:%Y-%m-%dT%H:%M:%SZ}"} if url and added else None
    return {
        "source": url or iri,
        "selector": [_quote(document, span), {"type": "TextPositionSelector", "start": span.start, "end": span.end}],
        **({"state": state} if state else {}),
    }


def _quote(document: Document, span: Span) -> Node:
    return {
        "type": "TextQuoteSelector",
        "exact": span.text,
        "prefix": document.text[max(0, span.start - AROUND) : span.start],
        "suffix": document.text[span.end : span.end + AROUND],
    }
