"""JSON-LD: statements as schema.org's Quotation and Claim, the way they came as PROV-O has it, and the claims that
several documents have in common with where they appear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from sayso.claims.claim import Claim, Member
from sayso.document import Document, Source, Statement
from sayso.views.claims import one_line
from sayso.views.exports.naming import VOCABULARY, document_iri, web_address
from sayso.views.index import Index
from sayso.views.wording import joined

if TYPE_CHECKING:
    from sayso.ledger.keeping import Kept
    from sayso.ledger.reused import CopyRow

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
        for name in ("appearance", "author", "firstAppearance", "isPartOf", "spokenByCharacter", "url")
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
            "agency",
            "anonymous",
            "answers",
            "certainty",
            "conditions",
            "conflict",
            "count",
            "development",
            "hedges",
            "highest",
            "kind",
            "lowest",
            "note",
            "origins",
            "polarity",
            "quotation",
            "reason",
            "relation",
            "role",
            "said",
            "shares",
            "stance",
            "stances",
            "sure",
            "value",
            "why",
            "words",
        )
    },
    "confidence": {"@id": "sayso:confidence", "@type": "xsd:double"},
    "document": {"@id": "sayso:document", **_REFERENCE},
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


def write(kept: Iterable[Kept], file: BinaryIO, claims: Iterable[Claim] = (), copies: Iterable[CopyRow] = ()) -> None:
    """Write one JSON-LD document whose graph has a node a line.

    Claims and copies come after the documents, of which no more than the IRIs are held in memory; what they tell of
    documents that are not `kept` is left out.
    """
    iris: dict[int, str] = {}
    file.write(b'{"@context": ' + msgspec.json.encode(CONTEXT) + b',\n"@graph": [')
    mark = b"\n"
    for nodes in chain(
        (_nodes(each, iris) for each in kept),
        ([_claim(each, iris)] for each in claims),
        (_copy(each, iris) for each in copies),
    ):
        for node in nodes:
            file.write(mark + msgspec.json.encode(node))
            mark = b",\n"
    file.write(b"\n]}\n")


def _nodes(kept: Kept, iris: dict[int, str]) -> Iterator[Node]:
    """The nodes of a document, whose IRI is added to those that are known."""
    index, iri = Index(kept.document), document_iri(kept.document)
    iris[kept.id] = iri
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


def _claim(claim: Claim, iris: Mapping[int, str]) -> Node:
    """A claim that several documents make. That they make the same one is this ledger's judgement: a blank node."""
    members = [member for member in claim.members if member.told.paper.id in iris]
    supporting = [member for member in members if member.stance == "supports"]
    dated = [member for member in supporting if member.told.paper.day is not None]
    first = min(dated, key=_age, default=None)
    return _known(
        {
            "@id": f"_:claim{claim.id}",
            "@type": ["Claim", "prov:Entity"],
            "identifier": str(claim.id),
            "text": one_line(claim.text),
            "firstAppearance": iris[first.told.paper.id] if first else None,
            "appearance": list(dict.fromkeys(iris[member.told.paper.id] for member in supporting)),
            "conflict": claim.conflict,
            "development": claim.development if claim.conflict else None,
            "lowest": claim.origins.low,
            "highest": claim.origins.high,
            "reason": claim.origins.reason or None,
            "stances": [_stance(member, iris) for member in members],
            "origins": [
                {
                    "name": origin.name,
                    "kind": origin.kind,
                    "sure": origin.sure,
                    "note": origin.note,
                    "statement": _statements(origin.members, iris),
                }
                for origin in claim.origins.origins
            ],
        }
    )


def _age(member: Member) -> tuple[str, str, tuple[int, int]]:
    return member.told.paper.day or "", member.told.paper.published or "", member.told.key


def _stance(member: Member, iris: Mapping[int, str]) -> Node:
    return _known(
        {
            "statement": f"{iris[member.told.paper.id]}#s{member.told.number}",
            "stance": member.stance,
            "value": one_line(member.value.text) if member.value else None,
            "why": member.why or None,
        }
    )


def _statements(members: Sequence[Member], iris: Mapping[int, str]) -> list[str]:
    return [f"{iris[m.told.paper.id]}#s{m.told.number}" for m in members if m.told.paper.id in iris]


def _copy(row: CopyRow, iris: Mapping[int, str]) -> Iterator[Node]:
    """That the later document shares passages with the earlier one, be they copied from it or not."""
    if row.earlier.id in iris and row.later.id in iris:
        told = {"document": iris[row.earlier.id], "kind": row.kind, "agency": row.agency, "words": row.words}
        yield {"@id": iris[row.later.id], "shares": _known(told)}


def _label(kept: Kept, source: Source) -> str:
    # The numbers of sources are the ledger's own. A blank node says so: it means nothing outside this file.
    return f"_:source{kept.sources[source.id]}"


def _outlet(document: Document) -> str | None:
    return f"_:outlet{sha256(document.outlet.encode()).hexdigest()[:16]}" if document.outlet else None


def _known(node: Node) -> Node:
    return {key: value for key, value in node.items() if value is not None and value != []}
