"""The JSON-LD export, as RDF libraries read it."""

from __future__ import annotations

import json

import rdflib
from hypothesis import given, settings
from msgspec.structs import replace
from pyld import jsonld
from rdflib.compare import isomorphic
from rdflib.namespace import PROV, RDF

from exports_kept import gates, kept, two, wild, written
from sayso import Document
from sayso.views.exports.json_ld import write
from sayso.views.exports.naming import VOCABULARY, document_iri
from sayso.views.wording import joined
from views_documents import marked

SCHEMA = rdflib.Namespace("https://schema.org/")
SAYSO = rdflib.Namespace(VOCABULARY)


def graph(data: bytes) -> rdflib.Graph:
    return rdflib.Graph().parse(data=data, format="json-ld")


def iri(document: Document, part: str = "") -> rdflib.URIRef:
    return rdflib.URIRef(document_iri(document) + part)


def no_fetching(url: str, _options: object) -> None:
    raise AssertionError(f"{url} was asked for")


def test_two_libraries_read_the_same_graph_and_fetch_nothing() -> None:
    data = written(write, two())
    quads = jsonld.to_rdf(json.loads(data), {"format": "application/n-quads", "documentLoader": no_fetching})
    other = rdflib.Graph().parse(data=quads, format="nt")
    assert isomorphic(graph(data), other)
    assert len(other) > 200


def test_no_key_is_lost_when_it_is_expanded() -> None:
    document = json.loads(written(write, two()))
    keys = {key for node in document["@graph"] for key in node if not key.startswith("@")}
    assert keys <= document["@context"].keys()


def test_direct_quotations_have_their_speaker() -> None:
    found, document = graph(written(write, two())), gates()
    quotation = iri(document, "#s6")
    assert (quotation, RDF.type, SCHEMA.Quotation) in found
    speaker = found.value(quotation, SCHEMA.spokenByCharacter)
    assert found.value(speaker, SCHEMA.name) == rdflib.Literal("Ida Vance")
    assert (speaker, RDF.type, SCHEMA.Person) in found
    assert (quotation, PROV.wasAttributedTo, speaker) in found
    assert (quotation, SCHEMA.isPartOf, iri(document)) in found
    assert found.value(quotation, SCHEMA.text) == rdflib.Literal("“There is no crack,”")


def test_what_is_not_quoted_is_a_claim_that_appears_in_the_article() -> None:
    found, document = graph(written(write, two())), gates()
    claim = iri(document, "#s7")
    assert (claim, RDF.type, SCHEMA.Claim) in found
    assert (claim, SCHEMA.appearance, iri(document)) in found
    assert (claim, SAYSO.polarity, rdflib.Literal("negative")) in found
    answer = found.value(claim, SAYSO.answers)
    assert (answer, SAYSO.statement, iri(document, "#s3")) in found
    assert (answer, SAYSO.relation, rdflib.Literal("denies")) in found
    own_voice = iri(document, "#s1")
    outlet = found.value(own_voice, SCHEMA.author)
    assert (iri(document), SCHEMA.publisher, outlet) in found
    assert found.value(outlet, SCHEMA.name) == rdflib.Literal("Kestrel Post")


def test_chains_lead_from_relay_to_primary_source() -> None:
    found, document = graph(written(write, two())), gates()
    step, names = iri(document, "#s4"), []
    primary = found.value(step, PROV.hadPrimarySource)
    while told := found.value(step, PROV.wasDerivedFrom):
        names.append(str(found.value(found.value(told, PROV.wasAttributedTo), SCHEMA.name)))
        step = told
    assert names == ["Meridian", "two engineers", "an inspector’s note"]
    assert step == primary
    assert found.value(iri(document, "#s6"), PROV.hadPrimarySource) is None


def test_a_quotation_that_was_passed_on_was_quoted_from_its_relay() -> None:
    document = gates()
    statements = list(document.statements)
    statements[2] = replace(statements[2], quotation="direct")
    document = replace(document, statements=tuple(statements))
    found = graph(written(write, [kept(document)]))
    told = found.value(iri(document, "#s3"), PROV.wasQuotedFrom)
    assert found.value(told, PROV.wasQuotedFrom) == found.value(iri(document, "#s3"), PROV.hadPrimarySource)


def test_one_source_in_two_documents_is_one_node() -> None:
    other = marked("{1s|Vance} {1c|said} {1t|no}", sources=gates().sources[4:5], fields={1: {"source_id": "e5"}})
    found = graph(written(write, [*two(), kept(other, 9)]))
    (speaker,) = found.objects(iri(other, "#s1"), PROV.wasAttributedTo)
    assert (iri(gates(), "#s6"), PROV.wasAttributedTo, speaker) in found


def test_an_address_that_is_none_is_left_out() -> None:
    document = replace(gates(), url="javascript:alert(1)")
    assert list(graph(written(write, [kept(document)])).objects(iri(document), SCHEMA.url)) == []


def test_an_empty_ledger_is_an_empty_graph() -> None:
    assert len(graph(written(write, []))) == 0


@settings(deadline=None, max_examples=40)
@given(wild())
def test_any_ledger_is_a_graph_with_all_statements(ledger: list) -> None:
    data = written(write, ledger)
    found = graph(data)
    for each in ledger:
        for statement in each.document.statements:
            text = rdflib.Literal(joined(each.document, statement.content))
            assert (iri(each.document, f"#{statement.id}"), SCHEMA.text, text) in found
    assert data == written(write, ledger)
