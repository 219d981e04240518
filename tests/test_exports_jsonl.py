"""The JSON lines export: what `sayso read` writes, and what loads again."""

from __future__ import annotations

from pathlib import Path

import msgspec
from hypothesis import given, settings

import sayso
from exports_kept import kept, two, wild, written
from sayso.documents.loading import load
from sayso.documents.outcome import Loaded
from sayso.views.exports.jsonl import write
from views_documents import marked

ARTICLE_FIELDS = ("text", "id", "title", "outlet", "author", "published", "url")


def test_the_lines_are_the_documents() -> None:
    lines = written(write, two()).splitlines()
    assert [msgspec.json.decode(line, type=sayso.Document) for line in lines] == [each.document for each in two()]
    assert lines == [msgspec.json.encode(each.document) for each in two()]


def test_what_was_exported_loads_as_the_same_articles(tmp_path: Path) -> None:
    ledger = [*two(), kept(marked("a\x7f\x7f\x7f\x7f\x7f\x7f\x00\u2028\x85\x1f \r\n“{1t|quoted}”"), 7)]
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(written(write, ledger))
    for outcome, each in zip(load(str(path)), ledger, strict=True):
        assert isinstance(outcome, Loaded)
        assert outcome.remarks == ()
        for field in ARTICLE_FIELDS:
            assert getattr(outcome.article, field) == getattr(each.document, field)


def test_reading_what_was_exported_gives_the_same_documents(tmp_path: Path) -> None:
    text = "The warden said the weir was sound. “It will hold,” she added. Nobody else was asked.\n"
    document = sayso.read(text, id="weir", outlet="Alder Courier", published="2025-06-15", url="https://a.example/1")
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(written(write, [kept(document)]))
    (loaded,) = load(str(path))
    assert list(sayso.read_many([loaded.article])) == [document]


@settings(deadline=None)
@given(wild())
def test_any_document_comes_back(ledger: list) -> None:
    lines = written(write, ledger).split(b"\n")
    assert lines.pop() == b""
    found = [msgspec.json.decode(line, type=sayso.Document) for line in lines]
    assert found == [each.document for each in ledger]
