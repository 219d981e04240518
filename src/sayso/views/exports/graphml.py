"""GraphML: who relays whom, with outlets and sources as nodes and the steps of chains as edges."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from sayso.document import Source
from sayso.views.index import Index

if TYPE_CHECKING:
    from lxml.etree import _IncrementalFileWriter

    from sayso.ledger.keeping import Kept

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
FIELDS = {
    "node": {"name": "string", "kind": "string", "anonymous": "boolean", "published": "int", "appears": "int"},
    "edge": {"statements": "int", "documents": "int", "numbers": "string"},
}
NEWS = ("outlet", "agency")
# What XML 1.0 has no way to write.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Node = str | int
"""An outlet by its name, or a source by its number in the ledger."""
Data = Mapping[str, str | int | float | bool | None]
Fields = Mapping[str, Mapping[str, str]]
"""The types of the data of nodes and of edges."""
Element = tuple[str, Mapping[str, str], Data]
"""A node or an edge, with its attributes and data."""


class Graph(NamedTuple):
    """What is counted: documents of outlets and of sources, statements and documents of each step of the chains."""

    published: Counter[str]
    sources: dict[int, Source]
    appears: Counter[int]
    statements: Counter[tuple[Node, Node]]
    documents: defaultdict[tuple[Node, Node], set[int]]


def write(kept: Iterable[Kept], file: BinaryIO) -> None:
    """Write the graph. It is held in memory; the documents are not."""
    graph = _graph(kept)
    ids = _ids(graph)
    write_graph(file, "relays", FIELDS, _elements(graph, ids))


def write_graph(file: BinaryIO, name: str, fields: Fields, elements: Iterable[Element]) -> None:
    """Write a directed graph of these nodes and edges, one after another."""
    from lxml import etree

    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", xmlns=NAMESPACE):
            for of, known in fields.items():
                for field, kind in known.items():
                    key = {"id": f"{of}-{field}", "for": of, "attr.name": field, "attr.type": kind}
                    _write(xml, "key", key, {})
            with xml.element("graph", id=name, edgedefault="directed"):
                for tag, attributes, data in elements:
                    _write(xml, tag, attributes, data)
    file.write(b"\n")


def _elements(graph: Graph, ids: Mapping[Node, str]) -> Iterator[Element]:
    for node, data in _nodes(graph, ids):
        yield "node", {"id": node}, data
    for (relay, source), data in _edges(graph, ids):
        yield "edge", {"source": relay, "target": source}, data


def _graph(kept: Iterable[Kept]) -> Graph:
    graph = Graph(Counter(), {}, Counter(), Counter(), defaultdict(set))
    for each in kept:
        index, outlet = Index(each.document), each.document.outlet
        if outlet:
            graph.published[outlet] += 1
        graph.appears.update({each.sources[source] for source in index.sources})
        for source in index.sources.values():
            number = each.sources[source.id]
            # Of several names, the fullest.
            if number not in graph.sources or len(source.name) > len(graph.sources[number].name):
                graph.sources[number] = source
        for statement in each.document.statements:
            links: list[Node] = [each.sources[link.id] for link in index.chain(statement)]
            for step in pairwise([outlet, *links] if outlet else links):
                graph.statements[step] += 1
                graph.documents[step].add(each.id)
    return graph


def _ids(graph: Graph) -> dict[Node, str]:
    """The ids of nodes. An outlet and the source that is an outlet or agency of its name, if there is one, are one."""
    ids: dict[Node, str] = {number: f"source{number}" for number in graph.sources}
    named: defaultdict[str, list[int]] = defaultdict(list)
    for number, source in graph.sources.items():
        if source.kind in NEWS:
            named[source.name.casefold()].append(number)
    for count, outlet in enumerate(graph.published, 1):
        found = named[outlet.casefold()]
        # Somebody told two sources of one name apart; then nobody has said which of them is the outlet.
        ids[outlet] = ids[found[0]] if len(found) == 1 else f"outlet{count}"
    return ids


def _nodes(graph: Graph, ids: Mapping[Node, str]) -> Iterator[tuple[str, Data]]:
    published: Counter[str] = Counter()
    for outlet, documents in graph.published.items():
        published[ids[outlet]] += documents
    for number, source in graph.sources.items():
        known = {"name": source.name, "kind": source.kind, "anonymous": source.anonymous}
        yield ids[number], {**known, "published": published.pop(ids[number], 0), "appears": graph.appears[number]}
    for outlet in graph.published:
        if ids[outlet] in published:
            known = {"name": outlet, "kind": "outlet", "anonymous": False}
            yield ids[outlet], {**known, "published": published[ids[outlet]], "appears": 0}


def _edges(graph: Graph, ids: Mapping[Node, str]) -> Iterator[tuple[tuple[str, str], Data]]:
    statements: Counter[tuple[str, str]] = Counter()
    documents: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for (relay, source), count in graph.statements.items():
        ends = ids[relay], ids[source]
        # Who quotes itself relays nobody.
        if ends[0] != ends[1]:
            statements[ends] += count
            documents[ends] |= graph.documents[relay, source]
    for ends, count in statements.items():
        numbers = sorted(documents[ends])
        yield ends, {"statements": count, "documents": len(numbers), "numbers": " ".join(map(str, numbers))}


def _write(xml: _IncrementalFileWriter, tag: str, attributes: Mapping[str, str], data: Data) -> None:
    xml.write("\n")
    with xml.element(tag, attributes):
        for field, value in data.items():
            if value is not None:
                text = str(value).lower() if isinstance(value, bool) else str(value)
                with xml.element("data", key=f"{tag}-{field}"):
                    xml.write(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))
