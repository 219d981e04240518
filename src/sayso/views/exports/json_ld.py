"""JSON-LD: statements as schema.org's Quotation and Claim, and the way they came as PROV-O has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from sayso.document import Document, Source, Statement
from sayso.views.exports.naming import VOCABULARY, document_iri, web_address
from sayso.views.index import Index
from sayso.views.wording import joined

if TYPE_CHECKING:
    from sayso.ledger.keeping import Kept

Node = dict[str, Any]

_REFERENCE = {"@type": "@id"}
CONTEXT: Node = {
    "@version": 1.1,
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sayso": VOCABULARY,
    **{
        name: f"schema:{name}"
        for name in (
            "Claim",
            "CreativeWork",
            "GovernmentOrganization",
            "NewsArticle",
            "NewsMediaOrganization",
            "Organization",
            "Person",
            "Quotation",
            "creditText",
            "datePublished",
            "headline",
            "identifier",
            "inLanguage",
            "name",
            "publisher",
            "text",
            "version",
        )
    },
    **{
        name: {"@id": f"schema:{name}", **_REFERENCE}
        for name in ("appearance", "author", "isPartOf", "spokenByCharacter", "url")
    },
    **{
        name: {"@id": f"prov:{name}", **_REFERENCE}
        for name in ("hadPrimarySource", "wasAttributedTo", "wasDerivedFrom", "wasQuotedFrom")
    },
    **{
        name: f"sayso:{name}"
        for name in (
            "act",
            "affiliation",
            "anonymous",
            "answers",
            "certainty",
            "conditions",
            "count",
            "hedges",
            "kind",
            "polarity",
            "quotation",
            "relation",
            "role",
            "said",
        )
    },
    "confidence": {"@id": "sayso:confidence", "@type": "xsd:double"},
    "inside": {"@id": "sayso:inside", **_REFERENCE},
    "statement": {"@id": "sayso:statement", **_REFERENCE},
}
"""Written into the file, so that nothing has to be fetched to understand it."""

TYPES = {
    "person": ["Person", "prov:Person"],
    "organisation": ["Organization", "prov:Organization"],
    "government": ["GovernmentOrganization", "prov:Organization"],
    "outlet": ["NewsMediaOrganization", "prov:Organization"],
    "agency": ["NewsMediaOrganization", "prov:Organization"],
    "document": ["CreativeWork", "prov:Agent"],
    "poll": ["CreativeWork", "prov:Agent"],
}
"""What a source is, by its kind; of a kind that schema.org has no type for, it is an agent as PROV has it."""


def write(kept: Iterable[Kept], file: BinaryIO) -> None:
    """Write one JSON-LD document whose graph has a node a line."""
    file.write(b'{"@context": ' + msgspec.json.encode(CONTEXT) + b',\n"@graph": [')
    mark = b"\n"
    for each in kept:
        for node in _nodes(each):
            file.write(mark + msgspec.json.encode(node))
            mark = b",\n"
    file.write(b"\n]}\n")


def _nodes(kept: Kept) -> Iterator[Node]:
    index, iri = Index(kept.document), document_iri(kept.document)
    yield _article(kept, iri)
    for source in index.sources.values():
        yield _agent(kept, source)
    for statement in kept.document.statements:
        yield _statement(kept, statement, index, iri)


def _article(kept: Kept, iri: str) -> Node:
    document = kept.document
    outlet = document.outlet and {
        "@id": _outlet(document),
        "@type": ["NewsMediaOrganization", "prov:Organization"],
        "name": document.outlet,
    }
    return _known(
        {
            "@id": iri,
            "@type": ["NewsArticle", "prov:Entity"],
            "identifier": str(kept.id),
            "version": kept.version,
            "headline": document.title,
            "publisher": outlet,
            "creditText": document.author,
            "datePublished": document.published,
            "url": web_address(document.url),
            "inLanguage": document.language,
        }
    )


def _agent(kept: Kept, source: Source) -> Node:
    return _known(
        {
            "@id": _label(kept, source),
            "@type": TYPES.get(source.kind or "", ["prov:Agent"]),
            "name": source.name,
            "kind": source.kind,
            "anonymous": source.anonymous,
            "count": source.count,
            "affiliation": source.affiliation,
            "role": source.role,
        }
    )


def _statement(kept: Kept, statement: Statement, index: Index, iri: str) -> Node:
    document, source, said = kept.document, index.source(statement), index.said(statement)
    direct = statement.quotation == "direct"
    speaker = _label(kept, source) if source else None if statement.attributed else _outlet(document)
    return _known(
        {
            "@id": f"{iri}#{statement.id}",
            "@type": ["Quotation" if direct else "Claim", "prov:Entity"],
            "text": joined(document, statement.content),
            "isPartOf": iri,
            ("spokenByCharacter" if direct else "author"): speaker,
            "appearance": None if direct else iri,
            "wasAttributedTo": speaker,
            **_path(kept, statement, index, iri),
            "quotation": statement.quotation,
            "act": statement.act,
            "certainty": statement.certainty,
            "polarity": statement.polarity,
            "hedges": [hedge.text for hedge in statement.hedges or ()],
            "conditions": [condition.text for condition in statement.conditions or ()],
            "said": (said.value or said.text) if said else None,
            "inside": f"{iri}#{holder.id}" if (holder := index.holder(statement)) else None,
            "answers": [
                {"statement": f"{iri}#{exchange.to.id}", "relation": exchange.relation}
                for exchange in index.answers[statement.id]
            ],
            "confidence": statement.confidence,
        }
    )


def _path(kept: Kept, statement: Statement, index: Index, iri: str) -> Node:
    """What the statement was made from: for each link of its chain, what that one said, down to the primary source.

    Nothing where there is no relay: that the statement is attributed to its source says all.
    """
    links = index.chain(statement)
    if len(links) < 2:
        return {}
    made_from = "wasQuotedFrom" if statement.quotation == "direct" else "wasDerivedFrom"
    node: Node = {}
    for link in reversed(links):
        told = {
            "@id": f"{iri}#{statement.id}-{link.id}",
            "@type": "prov:Entity",
            "wasAttributedTo": _label(kept, link),
        }
        node = {made_from: told | node}
    return node | {"hadPrimarySource": f"{iri}#{statement.id}-{links[-1].id}"}


def _label(kept: Kept, source: Source) -> str:
    # The numbers of sources are the ledger's own. A blank node says so: it means nothing outside this file.
    return f"_:source{kept.sources[source.id]}"


def _outlet(document: Document) -> str | None:
    return f"_:outlet{sha256(document.outlet.encode()).hexdigest()[:16]}" if document.outlet else None


def _known(node: Node) -> Node:
    return {key: value for key, value in node.items() if value is not None and value != []}
