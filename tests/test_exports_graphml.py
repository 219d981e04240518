"""The GraphML export, as two graph libraries read it."""

from __future__ import annotations

import io
from pathlib import Path

import igraph
import networkx
from hypothesis import given, settings
from msgspec.structs import replace

from exports_kept import gates, kept, two, wild, written
from sayso import Document
from sayso.ledger.keeping import Kept
from sayso.views.exports.graphml import write
from views_documents import entity, marked


def graph(ledger: list) -> networkx.DiGraph:
    return networkx.read_graphml(io.BytesIO(written(write, ledger)))


def relayed(outlet: str | None, *links: tuple[int, str, str]) -> Document:
    sources = tuple(entity(number, name, kind) for number, name, kind in links)
    fields = {1: {"source_id": sources[-1].id, "chain": tuple(source.id for source in sources)}}
    return marked("{1s|They} {1c|said} {1t|so}", outlet=outlet, sources=sources, fields=fields)


def test_steps_of_chains_are_edges_with_counts() -> None:
    found = graph(two())
    names = networkx.get_node_attributes(found, "name")
    edges = {(names[a], names[b]): (data["statements"], data["documents"], data["numbers"])
             for a, b, data in found.edges(data=True)}  # fmt: skip
    assert edges == {
        ("Kestrel Post", "Meridian"): (4, 1, "3"),
        ("Meridian", "two engineers"): (3, 1, "3"),
        ("two engineers", "an inspector’s note"): (2, 1, "3"),
        ("an inspector’s note", "Dale & Sons"): (1, 1, "3"),
        ("Kestrel Post", "Ida Vance"): (3, 1, "3"),
        ("Kestrel Post", "forecasters"): (1, 1, "3"),
        ("Kestrel Post", "Dale & Sons"): (2, 1, "3"),
    }


def test_nodes_are_sources_and_outlets() -> None:
    found = graph(two())
    assert found.nodes["source12"] == {
        "name": "two engineers",
        "kind": "group",
        "anonymous": True,
        "published": 0,
        "appears": 1,
    }
    outlets = {data["name"]: data["published"] for _, data in found.nodes(data=True) if data["published"]}
    assert outlets == {"Kestrel Post": 1, "The Lorne Valley Echo": 1}


def test_an_outlet_that_is_relayed_and_publishes_is_one_node() -> None:
    ledger = [
        kept(relayed("Tern", (1, "KITE", "outlet"), (2, "Ann Ortiz", "person")), 1),
        kept(relayed("Kite", (2, "Ann Ortiz", "person")), 2),
    ]
    found = graph(ledger)
    assert [data["name"] for _, data in found.nodes(data=True)] == ["KITE", "Ann Ortiz", "Tern"]
    assert found.edges["source11", "source12"] == {"statements": 2, "documents": 2, "numbers": "1 2"}
    assert found.nodes["source11"]["published"] == 1


def test_two_sources_of_one_name_that_were_told_apart_stay_so() -> None:
    ledger = [
        kept(relayed("Tern", (1, "Kite", "outlet")), 1),
        kept(relayed("Tern", (2, "Kite", "agency")), 2),
        kept(relayed("Kite", (3, "Ann Ortiz", "person")), 3),
    ]
    assert sorted(graph(ledger).nodes) == ["outlet1", "outlet2", "source11", "source12", "source13"]


def test_who_quotes_itself_and_who_is_unknown_relays_nobody() -> None:
    assert graph([kept(relayed("Kite", (1, "Kite", "outlet")))]).number_of_edges() == 0
    assert graph([kept(relayed(None, (1, "Kite", "outlet")))]).number_of_edges() == 0


def test_names_that_xml_cannot_write_are_readable(tmp_path: Path) -> None:
    name = "A\x00\x0b\x1b\ufffe&<>\"'\u202e漢\r\n"
    data = written(write, [kept(relayed("Te\x00rn", (1, name, "person")))])
    path = tmp_path / "relays.graphml"
    path.write_bytes(data)
    expected = "A\ufffd\ufffd\ufffd\ufffd&<>\"'\u202e漢\r\n"
    assert networkx.read_graphml(path).nodes["source11"]["name"] == expected
    found = igraph.Graph.Read_GraphML(str(path))
    assert expected in found.vs["name"]
    assert found.is_directed()


def test_igraph_reads_the_same_graph(tmp_path: Path) -> None:
    path = tmp_path / "relays.graphml"
    path.write_bytes(written(write, two()))
    found, other = igraph.Graph.Read_GraphML(str(path)), networkx.read_graphml(path)
    assert (found.vcount(), found.ecount()) == (other.number_of_nodes(), other.number_of_edges())
    assert sorted(found.vs["name"]) == sorted(networkx.get_node_attributes(other, "name").values())
    assert sum(found.es["statements"]) == sum(networkx.get_edge_attributes(other, "statements").values())


def test_an_empty_ledger_is_an_empty_graph() -> None:
    assert graph([]).number_of_nodes() == 0


@settings(deadline=None)
@given(wild())
def test_any_ledger_is_a_graph(ledger: list[Kept]) -> None:
    found = graph(ledger)
    numbers = {number for each in ledger for number in each.sources.values()}
    assert {f"source{number}" for number in numbers} <= set(found.nodes)
    assert written(write, ledger) == written(write, ledger)


def test_of_several_names_a_node_has_the_fullest() -> None:
    short = replace(gates(), sources=tuple(replace(s, name=s.name[:3]) for s in gates().sources))
    assert graph([kept(short, 1), kept(gates(), 2)]).nodes["source15"]["name"] == "Ida Vance"
