"""The FollowTheMoney export, as its library reads it."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from exports_kept import gates, kept, two, wild, written
from sayso.views.exports.ftm import write
from views_documents import entity, marked

followthemoney = pytest.importorskip("followthemoney", reason="needs the extra ftm, which builds pyicu")
model = followthemoney.model
EntityProxy = pytest.importorskip("followthemoney.proxy").EntityProxy


def entities(data: bytes) -> list[Any]:
    found = []
    for line in data.splitlines():
        raw = json.loads(line)
        schema = model.get(raw["schema"])
        assert schema is not None
        assert not schema.abstract
        assert raw["properties"].keys() <= schema.properties.keys()
        assert schema.required & raw["properties"].keys() == set(schema.required)
        schema.validate(raw)
        found.append(EntityProxy.from_dict(raw))
    return found


def merged(found: list[Any]) -> dict[str, EntityProxy]:
    by_id: dict[str, EntityProxy] = {}
    for each in found:
        by_id[each.id] = by_id[each.id].merge(each) if each.id in by_id else each
    return by_id


def test_articles_have_their_text_and_particulars() -> None:
    article = merged(entities(written(write, two())))["sayso-document-3"]
    assert article.schema.name == "Article"
    assert article.caption == "Gates open at Orra as the dam’s keepers fall out"
    assert article.first("bodyText") == gates().text
    assert article.first("publisher") == "Kestrel Post"
    assert article.first("publishedAt") == "2025-06-15"
    assert article.first("sourceUrl") == gates().url
    assert article.first("language") == "eng"


def test_sources_are_entities_of_their_kind() -> None:
    found = merged(entities(written(write, two())))
    kinds = {each.caption: each.schema.name for key, each in found.items() if key.startswith("sayso-source-")}
    assert kinds == {
        "Meridian": "Organization",
        "two engineers": "LegalEntity",
        "an inspector’s note": "Document",
        "Dale & Sons": "Organization",
        "Ida Vance": "Person",
        "forecasters": "LegalEntity",
    }
    assert found["sayso-source-12"].first("notes") == "Unnamed in the text"


def test_statements_link_document_and_source() -> None:
    found = merged(entities(written(write, two())))
    link = found["sayso-document-3-s7"]
    assert link.schema.name == "Documentation"
    assert link.schema.edge
    assert link.get("document") == ["sayso-document-3"]
    assert link.get("entity") == ["sayso-source-15"]
    assert (link.first("role"), link.first("summary")) == ("deny", "that any note had been written")
    assert found["sayso-document-3-s11"].first("date") == "2025-06-14"
    assert found["sayso-document-3-s8"].first("date") == "2025-06-15"
    assert "sayso-document-3-s1" not in found


def test_relays_are_links_once_in_a_document() -> None:
    links = [each for each in entities(written(write, two())) if each.schema.name == "UnknownLink"]
    pairs = [(*each.get("subject"), *each.get("object")) for each in links]
    assert pairs == [
        ("sayso-source-11", "sayso-source-12"),
        ("sayso-source-12", "sayso-source-13"),
        ("sayso-source-13", "sayso-source-14"),
    ]
    assert all(each.get("proof") == ["sayso-document-3"] for each in links)


def test_mentions_are_words_of_the_text() -> None:
    mentions = [each for each in entities(written(write, two())) if each.schema.name == "Mention"]
    assert mentions
    for each in mentions:
        assert all(name in gates().text for name in each.get("name"))
    vance = next(each for each in mentions if each.get("resolved") == ["sayso-source-15"])
    assert vance.first("detectedSchema") == "Person"
    assert set(vance.get("name")) == {"Ida Vance, who heads the water board,", "She", "Vance"}


def test_every_id_that_is_pointed_to_is_there() -> None:
    found = merged(entities(written(write, two())))
    for each in found.values():
        for prop, value in each.itervalues():
            assert prop.type.name != "entity" or value in found


def test_what_several_documents_tell_of_a_source_can_be_merged() -> None:
    def document(number: int, kind: str | None) -> object:
        source = entity(1, "Corvin", kind)
        text = marked("{1s|Corvin} {1c|said} {1t|so}", sources=(source,), fields={1: {"source_id": "e1"}})
        return kept(replace(text, id=str(number)), number)

    for kinds, schema in (
        ((None, "person", None, "organisation", "document"), "Person"),
        (("organisation", "government", "person"), "Organization"),
        (("document", "person"), "Document"),
    ):
        data = written(write, [document(number, kind) for number, kind in enumerate(kinds, 1)])
        assert merged(entities(data))["sayso-source-11"].schema.name == schema


@settings(deadline=None, max_examples=60)
@given(wild())
def test_any_ledger_is_valid_and_merges(ledger: list) -> None:
    data = written(write, ledger)
    found = merged(entities(data))
    links = defaultdict(set)
    for each in found.values():
        for prop, value in each.itervalues():
            if prop.type.name == "entity":
                links[each.schema.name].add(value)
    assert set().union(*links.values()) <= found.keys()
    assert data == written(write, ledger)
