"""Documents as the ledger gives them, for the exports' tests: full accounts, and some that try to do harm."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from typing import BinaryIO

import msgspec
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso import Document
from sayso.ledger.keeping import Kept
from views_documents import bridge, dam, documents

SURROGATE = re.compile("[\ud800-\udfff]")
SOURCES = {"e1": 11, "e2": 12, "e3": 13, "e4": 14, "e5": 15, "e6": 16}


def kept(document: Document, number: int = 1, **others: object) -> Kept:
    """The document as the ledger has it, its sources numbered from 11 on."""
    known = {source.id: SOURCES[source.id] for source in document.sources or ()}
    fields = {"article": number, "version": 1, "current": True, "added": "2025-06-16T07:00:00Z", "copies": ()}
    return Kept(**{"id": number, "document": document, "sources": known, **fields, **others})


def gates() -> Document:
    """The dam's article, with the mentions of its sources and with an address."""
    document = dam()
    mentions = {
        source.id: tuple(span for s in document.statements if s.source_id == source.id for span in s.source)
        for source in document.sources
    }
    sources = tuple(replace(source, mentions=mentions[source.id]) for source in document.sources)
    return replace(document, sources=sources, url="https://kestrel.example/orra?part=1", author="Mina Dace")


def two() -> list[Kept]:
    """A full account, and an article whose sources are not resolved."""
    return [kept(gates(), 3, copies=(8, 9)), kept(bridge(), 5, version=2)]


def written(write: Callable[[Iterable[Kept], BinaryIO], None], ledger: Iterable[Kept]) -> bytes:
    file = io.BytesIO()
    write(iter(ledger), file)
    return file.getvalue()


def wild() -> st.SearchStrategy[list[Kept]]:
    """A ledger of any text with any statements on it; no text that is read has lone surrogates."""
    return st.lists(documents().map(_without_surrogates), max_size=3).map(
        lambda found: [kept(document, number) for number, document in enumerate(found, 1)]
    )


def _without_surrogates(document: Document) -> Document:
    def clean(value: object) -> object:
        match value:
            case str():
                return SURROGATE.sub("?", value)
            case dict():
                return {key: clean(each) for key, each in value.items()}
            case list() | tuple():
                return [clean(each) for each in value]
        return value

    return msgspec.convert(clean(msgspec.to_builtins(document)), Document)
