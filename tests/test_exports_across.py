"""Claims, stances, origins and copies as other programs read them, from papers and from a real ledger."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import networkx
import pytest
import rdflib
from msgspec.structs import replace
from pyarrow import parquet
from pyld import jsonld

from claim_ledgers import add, joined_by_vectors, told  # noqa: F401
from sayso.claims.claim import Claim
from sayso.ledger.opening import opened, writing
from sayso.ledger.reused import Changed, CopyRow, SharedPassage, Sharing
from sayso.views.exports import ACROSS, json_ld
from sayso.views.exports.naming import VOCABULARY
from sayso.views.exports.tables import TABLES
from test_exports_json_ld import no_fetching
from test_views_drift import FIRST, THEN, ran
from told_claims import claim, hostile, many, mill, of_paper

SCHEMA = rdflib.Namespace("https://schema.org/")
SAYSO = rdflib.Namespace(VOCABULARY)
LONG = " ".join(f"word{n}" for n in range(40))


def copy(first: int | None = 1) -> CopyRow:
    earlier = Sharing(1, "a", "=Courier", "The mill", "2031-03-01", "2031-03-01", None)
    later = Sharing(2, "b", None, None, None, None, None)
    passage = SharedPassage("the army\nshelled", 30, False, (0, 16), (5, 21))
    change = Changed("replaced", "army", "forces", (20, 24), (25, 31))
    return CopyRow(
        "2-1", "excerpt", "AFP", "credit", 1, first, 30, 30, 0.5, False, earlier, later, (passage,), (change,)
    )


def written(write: Callable[[Iterable[Any], BinaryIO], None], rows: Iterable[Any]) -> bytes:
    file = io.BytesIO()
    write(iter(rows), file)
    return file.getvalue()


def rows(name: str, of: Iterable[Any]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(ACROSS["csv"][name], of).decode(), newline="")))


def typed(name: str, of: Iterable[Any]) -> list[dict[str, Any]]:
    return parquet.read_table(io.BytesIO(written(ACROSS["parquet"][name], of))).to_pylist()


def test_claims_are_rows() -> None:
    of = claim(mill())
    (row,) = rows("claims", [of])
    assert (row["claim"], row["text"], row["conflict"]) == ("7", of.text, "denial")
    assert (row["statements"], row["documents"]) == ("4", "4")
    assert (row["first_day"], row["last_day"]) == ("2031-03-01", "2031-03-03")
    assert (row["lowest"], row["highest"]) == (str(of.origins.low), str(of.origins.high))
    assert row["wording"] == "{}.s{}".format(*of.wording)


def test_stances_are_rows_that_go_with_those_of_statements() -> None:
    found = rows("stances", [claim(mill())])
    assert [(row["document"], row["statement"], row["stance"]) for row in found] == [
        ("1", "s1", "supports"),
        ("2", "s1", "supports"),
        ("3", "s1", "supports"),
        ("4", "s1", "denies"),
    ]
    assert [row["value"] for row in found] == ["47", "about 50", "60", ""]
    assert (found[0]["value_low"], found[0]["hedges"], found[0]["anonymous"]) == ("47", "might", "false")
    text = mill()[0].paper.text
    assert text[int(found[0]["start"]) : int(found[0]["end"])] == found[0]["content"]


def test_origins_are_rows_with_their_statements() -> None:
    of = claim(mill())
    found = rows("origins", [of])
    assert [row["name"] for row in found] == [each.name for each in of.origins.origins]
    assert sorted("; ".join(row["statements"] for row in found).split("; ")) == ["1.s1", "2.s1", "3.s1"]


def test_copies_are_rows() -> None:
    (row,) = rows("copies", [copy()])
    assert (row["copy"], row["earlier"], row["later"], row["first"]) == ("2-1", "1", "2", "1")
    assert (row["agency"], row["share"], row["text"]) == ("AFP", "0.5", "the army shelled")
    assert row["earlier_outlet"] == "'=Courier"


@pytest.mark.parametrize("name", TABLES)
def test_parquet_has_the_same_rows_with_types(name: str) -> None:
    of = [copy()] if name == "copies" else [claim(mill()), hostile()]
    data = written(ACROSS["parquet"][name], of)
    metadata = parquet.read_schema(io.BytesIO(data)).metadata
    assert metadata[b"sayso.table"] == name.encode()
    found, plain = typed(name, of), rows(name, of)
    assert [list(row) for row in found] == [list(row) for row in plain] == [list(TABLES[name].columns)] * len(found)
    first = next(iter(TABLES[name].columns))
    assert [str(row[first]) for row in found] == [row[first] for row in plain]
    assert written(ACROSS["parquet"][name], of) == data


@pytest.mark.parametrize("name", TABLES)
def test_nothing_is_computed_and_no_control_is_passed_on(name: str) -> None:
    first, *others = mill()
    of = claim([of_paper(first, outlet="=1+1", title="@SUM(A1)"), *others])
    data = written(ACROSS["csv"][name], [copy()] if name == "copies" else [of, hostile()]).decode()
    assert not {"\x1b", "\x07"} & set(data)
    cells = [cell for row in csv.reader(io.StringIO(data, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]


def test_claims_are_a_graph() -> None:
    of = claim(mill())
    graph = networkx.read_graphml(io.BytesIO(written(ACROSS["graphml"]["claims"], [of, claim(mill()[:2], 8)])))
    assert graph.nodes["claim7"]["name"] == of.text
    assert graph.nodes["document1"]["outlet"] == "Courier"
    assert graph.edges["document4", "claim7"]["relation"] == "denies"
    assert graph.edges["document1", "claim8"] == {"relation": "supports", "statements": "1.s1"}
    kinds = [data["kind"] for _, data in graph.nodes(data=True)]
    assert kinds.count("document") == 4
    assert kinds.count("claim") == 2
    names = {graph.nodes[end]["name"] for _, end in graph.out_edges("claim7")}
    assert names == {each.name for each in of.origins.origins}


def test_copies_are_a_graph() -> None:
    graph = networkx.read_graphml(io.BytesIO(written(ACROSS["graphml"]["copies"], [copy(), copy(None)][:1])))
    assert graph.edges["document2", "document1"] == {
        "kind": "excerpt", "agency": "AFP", "words": 30, "share": 0.5, "first": True
    }  # fmt: skip
    assert graph.nodes["document1"]["outlet"] == "=Courier"
    data = written(ACROSS["graphml"]["copies"], [copy(None)])
    assert b'<data key="edge-first">false</data>' in data


@pytest.mark.parametrize("form", ["csv", "jsonl", "graphml"])
def test_claims_are_written_as_they_come(form: str) -> None:
    file = io.BytesIO()
    sizes = []
    members = many(20)

    def claims() -> Iterator[Claim]:
        for number in range(1, 300):
            sizes.append(file.tell())
            yield claim(members, number)

    ACROSS[form]["claims"](claims(), file)
    assert 0 < sizes[150] < sizes[-1]


@pytest.mark.parametrize("form", ACROSS)
@pytest.mark.parametrize("name", ["claims", "copies"])
def test_hostile_and_long_words_are_valid_everywhere(form: str, name: str) -> None:
    first, *others = mill()
    long = first.paper.text[:-1] + " and" * 1_250_000
    of = [claim([replace(first, paper=replace(first.paper, text=long), content=((15, len(long)),)), *others])]
    data = written(ACROSS[form][name], [copy()] if name == "copies" else [*of, hostile()])
    if form == "graphml":
        networkx.read_graphml(io.BytesIO(data))
    elif form == "jsonl":
        assert all(json.loads(line)["id"] for line in data.splitlines())
    elif form == "csv":
        csv.field_size_limit(10_000_000)
        assert len({len(row) for row in csv.reader(io.StringIO(data.decode(), newline=""))}) == 1
    else:
        parquet.read_table(io.BytesIO(data)).validate(full=True)


@pytest.mark.parametrize("form", ACROSS)
def test_nothing_is_still_a_file(form: str) -> None:
    for name, write in ACROSS[form].items():
        data = written(write, [])
        if form == "csv":
            assert data.decode() == ",".join(TABLES[name].columns) + "\r\n"
        elif form == "parquet":
            assert parquet.read_table(io.BytesIO(data)).num_rows == 0
        elif form == "graphml":
            assert not networkx.read_graphml(io.BytesIO(data)).nodes


@pytest.fixture
def ledger(place: str) -> str:
    with opened(place, create=True) as engine, writing(engine) as connection:
        add(connection, told("Courier", f"{FIRST} The report has {LONG}.", "2031-03-01", id="a"))
        add(connection, told("Herald", f"{THEN} The report has {LONG}.", "2031-03-02", id="b"))
        add(connection, told("Tern", "Generals denied the army shelled the old mill at Marl at dawn.", None, id="c"))
    return place


def test_the_command_writes_what_is_asked_for(
    ledger: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def exported(form: str, of: str) -> bytes:
        out = tmp_path / f"{form}-{of}"
        command = ("export", "--format", form, "--of", of, "--ledger", ledger, "-o", str(out))
        assert ran(capfd, monkeypatch, *command) == (0, "", "")
        return out.read_bytes()

    for form, names in ACROSS.items():
        for name in names:
            assert exported(form, name) == exported(form, name)
    lines = ran(capfd, monkeypatch, "claims", "--format", "jsonl", "--ledger", ledger)[1]
    assert exported("jsonl", "claims").decode() == lines
    lines = ran(capfd, monkeypatch, "copies", "--format", "jsonl", "--ledger", ledger)[1]
    assert exported("jsonl", "copies").decode() == lines
    stances = list(csv.DictReader(io.StringIO(exported("csv", "stances").decode())))
    assert {"denies", "supports"} == {row["stance"] for row in stances}
    statements = list(csv.DictReader(io.StringIO(exported("csv", "statements").decode())))
    known = {(row["document"], row["statement"]) for row in statements}
    assert {(row["document"], row["statement"]) for row in stances} <= known
    assert len(list(csv.DictReader(io.StringIO(exported("csv", "copies").decode())))) == 1


def test_linked_data_have_claims_with_where_they_appear(
    ledger: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = ran(capfd, monkeypatch, "export", "--format", "json-ld", "--ledger", ledger)
    assert code == 0
    document = json.loads(out)
    keys = {key for node in _nodes(document["@graph"]) for key in node if not key.startswith("@")}
    assert keys <= document["@context"].keys()
    quads = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": no_fetching})
    graph = rdflib.Graph().parse(data=quads, format="nt")
    (made,) = {node for node in graph.subjects(SAYSO.lowest) if (node, SAYSO.conflict, None) in graph}
    assert graph.value(made, SAYSO.conflict) == rdflib.Literal("denial")
    first = graph.value(made, SCHEMA.firstAppearance)
    assert graph.value(first, SCHEMA.datePublished) == rdflib.Literal("2031-03-01")
    appearances = set(graph.objects(made, SCHEMA.appearance))
    assert len(appearances) == 2
    for stance in graph.objects(made, SAYSO.stances):
        statement = graph.value(stance, SAYSO.statement)
        article = graph.value(statement, SCHEMA.isPartOf)
        denies = graph.value(stance, SAYSO.stance) == rdflib.Literal("denies")
        assert (article in appearances) is not denies
    (shared,) = graph.subject_objects(SAYSO.shares)
    assert graph.value(shared[1], SAYSO.document) == first


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _nodes(each)


def test_what_the_ledger_tells_of_documents_that_are_not_written_is_left_out() -> None:
    file = io.BytesIO()
    json_ld.write([], file, [claim(mill())], [copy()])
    (node,) = json.loads(file.getvalue())["@graph"]
    assert not {"appearance", "firstAppearance", "stances"} & node.keys()


@pytest.mark.parametrize(
    ("form", "of"), [("ftm", "claims"), ("annotations", "copies"), ("json-ld", "claims"), ("graphml", "origins")]
)
def test_a_format_says_what_it_goes_with(
    form: str, of: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("export", "--format", form, "--of", of, "--ledger", str(tmp_path / "none.db"))
    code, out, err = ran(capfd, monkeypatch, *command)
    assert (code, out) == (2, "")
    assert f"--format {form} goes with --of statements" in err
