"""The Web Annotation export: what the W3C's model requires, and that the words are found again."""

from __future__ import annotations

import json

import jsonschema
import rdflib
from hypothesis import given, settings
from msgspec.structs import replace
from rdflib.namespace import RDF

from exports_kept import gates, kept, two, wild, written
from sayso.views.exports.naming import document_iri
from sayso.views.exports.web_annotations import write

OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
URI = {"type": "string", "format": "uri", "pattern": '^[a-z][a-z0-9+.-]*:[^\\s<>"{}|\\\\^`]+$'}
MOTIVATIONS = {
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
}
# What https://www.w3.org/TR/annotation-model/ says must be, of what the export uses.
SELECTOR = {
    "oneOf": [
        {
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                "exact": {"type": "string"},
                "prefix": {"type": "string"},
                "suffix": {"type": "string"},
            },
            "required": ["type", "exact"],
            "additionalProperties": False,
        },
        {
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 0},
            },
            "required": ["type", "start", "end"],
            "additionalProperties": False,
        },
    ]
}
STATE = {
    "properties": {
        "type": {"const": "TimeState"},
        "sourceDate": {"type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$"},
    },
    "required": ["type"],
    "additionalProperties": False,
}
PLACE = {"source": URI, "selector": {"type": "array", "minItems": 1, "items": SELECTOR}, "state": STATE}
BODY = {
    "oneOf": [
        {
            "properties": {
                "type": {"const": "TextualBody"},
                "purpose": {"enum": sorted(MOTIVATIONS)},
                "format": {"const": "text/plain"},
                "value": {"type": "string"},
            },
            "required": ["type", "value"],
            "additionalProperties": False,
        },
        {
            "properties": {"type": {"const": "SpecificResource"}, "purpose": {"enum": sorted(MOTIVATIONS)}, **PLACE},
            "required": ["source"],
            "additionalProperties": False,
        },
    ]
}
ANNOTATION = {
    "properties": {
        "id": URI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": sorted(MOTIVATIONS)},
        "body": {"type": "array", "items": BODY},
        "target": {
            "type": "array",
            "minItems": 1,
            "items": {"properties": PLACE, "required": ["source"], "additionalProperties": False},
        },
    },
    "required": ["id", "type", "target"],
    "additionalProperties": False,
}
COLLECTION = {
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": URI,
        "type": {"const": "AnnotationCollection"},
        "label": {"type": "string"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "properties": {
                "id": URI,
                "type": {"const": "AnnotationPage"},
                "partOf": URI,
                "startIndex": {"const": 0},
                "items": {"type": "array", "minItems": 1, "items": ANNOTATION},
            },
            "required": ["id", "type", "items"],
            "additionalProperties": False,
        },
    },
    "required": ["@context", "id", "type"],
    "additionalProperties": False,
}
VALIDATOR = jsonschema.Draft202012Validator(COLLECTION)

# The terms of the W3C's context that the export uses, so that nothing is fetched.
CONTEXT = {
    "oa": str(OA),
    "as": "http://www.w3.org/ns/activitystreams#",
    "rdf": str(RDF),
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "exact": "oa:exact",
    "start": "oa:start",
    "end": "oa:end",
    "value": "rdf:value",
    "first": {"@id": "as:first", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
}


def collection(ledger: list) -> dict:
    found = json.loads(written(write, ledger))
    VALIDATOR.validate(found)
    return found


def bodies(annotation: dict, purpose: str) -> list[str]:
    return [body["value"] for body in annotation["body"] if body["purpose"] == purpose and "value" in body]


def spans(places: list[dict]) -> list[tuple[int, int, str]]:
    return [
        (position["start"], position["end"], quote["exact"])
        for quote, position in (place["selector"] for place in places)
    ]


def test_each_attributed_statement_is_an_annotation_of_its_content() -> None:
    found = collection(two())
    items = found["first"]["items"]
    statements = [(each.document, s) for each in two() for s in each.document.statements if s.attributed]
    assert found["total"] == len(items) == len(statements)
    for item, (document, statement) in zip(items, statements, strict=True):
        assert item["id"] == f"{document_iri(document)}#annotation-{statement.id}"
        assert spans(item["target"]) == [(span.start, span.end, span.text) for span in statement.content]


def test_bodies_tell_source_chain_and_manner() -> None:
    item = next(each for each in collection(two())["first"]["items"] if each["id"].endswith("#annotation-s4"))
    assert bodies(item, "describing") == [
        "an inspector’s note: warns",
        "Kestrel Post ← Meridian ← two engineers (unnamed) ← an inspector’s note",
    ]
    assert bodies(item, "identifying") == ["an inspector’s note"]
    assert bodies(item, "tagging") == ["warn", "possible", "positive", "document"]


def test_source_and_cue_are_bodies_in_the_same_text() -> None:
    item = next(each for each in collection(two())["first"]["items"] if each["id"].endswith("#annotation-s4"))
    words = {body["purpose"]: body for body in item["body"] if body["type"] == "SpecificResource"}
    assert words["identifying"]["selector"][0]["exact"] == "an inspector’s note"
    assert words["classifying"]["selector"][0]["exact"] == "had warned"
    assert words["classifying"]["source"] == item["target"][0]["source"] == gates().url


def test_words_stand_between_prefix_and_suffix_and_positions_count_code_points() -> None:
    document = replace(gates(), text=gates().text.replace("dam", "d\U0001f30a"))
    (item, *_) = collection([kept(document)])["first"]["items"]
    text = document.text
    for place in item["target"]:
        quote, position = place["selector"]
        around = text[max(0, position["start"] - 32) : position["end"] + 32]
        assert around == quote["prefix"] + text[position["start"] : position["end"]] + quote["suffix"]
        assert place["state"] == {"type": "TimeState", "sourceDate": "2025-06-16T07:00:00Z"}


def test_without_an_address_the_text_itself_is_the_source() -> None:
    for url in (None, "not an address", "file:///etc/passwd", "https://[", "https://a.example/a b"):
        document = replace(gates(), url=url)
        target = collection([kept(document)])["first"]["items"][0]["target"][0]
        assert target["source"] == document_iri(document)
        assert "state" not in target


def test_an_rdf_library_finds_the_same_spans() -> None:
    found = collection(two())
    graph = rdflib.Graph().parse(data=json.dumps({**found, "@context": CONTEXT}), format="json-ld")
    assert len(set(graph.subjects(RDF.type, OA.Annotation))) == found["total"]
    statement = rdflib.URIRef(f"{document_iri(gates())}#annotation-s4")
    (target,) = graph.objects(statement, OA.hasTarget)
    selectors = list(graph.objects(target, OA.hasSelector))
    (start,) = (value.toPython() for each in selectors for value in graph.objects(each, OA.start))
    (end,) = (value.toPython() for each in selectors for value in graph.objects(each, OA.end))
    (exact,) = (str(value) for each in selectors for value in graph.objects(each, OA.exact))
    assert gates().text[start:end] == exact


def test_the_collection_is_named_by_what_is_in_it() -> None:
    assert collection(two())["id"] == collection(two())["id"] != collection(two()[:1])["id"]


def test_an_empty_ledger_is_an_empty_collection() -> None:
    found = collection([])
    assert found["total"] == 0
    assert "first" not in found


@settings(deadline=None)
@given(wild())
def test_any_ledger_is_a_valid_collection_whose_spans_are_slices(ledger: list) -> None:
    found = collection(ledger)
    texts = {document_iri(each.document): each.document.text for each in ledger}
    for item in found.get("first", {"items": []})["items"]:
        text = texts[item["id"].partition("#")[0]]
        places = [*item["target"], *(body for body in item["body"] if "selector" in body)]
        assert all(text[start:end] == exact for start, end, exact in spans(places))
    assert written(write, ledger) == written(write, ledger)
