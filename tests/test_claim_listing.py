"""Claims are listed by what is known of them and of their statements, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, Engine

from claim_ledgers import add, joined_by_vectors, told  # noqa: F401
from sayso import Document, Ledger, cli
from sayso.ledger import claim_listing
from sayso.ledger import judging_claims as judging
from sayso.ledger.filters import Filters, NotFound
from sayso.ledger.opening import opened, reading, writing

DETAILS = {
    "harbour": "Alder with nine iron cranes",
    "ferry": "Innis that carries lorries nightly",
    "bridge": "Kestrel whose arches crumble slowly",
    "library": "Sorrel full of donated atlases",
    "market": "Dace selling smoked herring cheaply",
    "chapel": "Halm among yew trees uphill",
    "tunnel": "Renn dug through wet chalk",
    "clinic": "Brock for injured miners only",
    "theatre": "Wick showing puppet operas weekly",
    "orchard": "Pell growing bitter cider apples",
}
THINGS = tuple(DETAILS)
LAST = ("close before winter", "be sold abroad", "open again soon")


def claim(thing: str, speaker: str = "The mayor") -> str:
    return f"{speaker} said the {thing} of {DETAILS[thing]} would {LAST[len(thing) % 3]}."


def named(document: Document) -> Document:
    """With full names, by which sources of several documents are found to be the same."""
    names = {"Renn": "Tobias Renn", "Sorrel": "Ida Sorrel"}
    return replace(document, sources=tuple(replace(one, name=names[one.name]) for one in document.sources or ()))


def fill(engine: Engine) -> None:
    """Ten claims, the n-th of the n-th thing, from day n on and in two to four documents; three are undated."""
    with writing(engine) as connection:
        for number, thing in enumerate(THINGS):
            day = None if number > 6 else f"2031-05-{number + 1:02}"
            for paper, who in enumerate(("Renn", "Sorrel", "Sorrel", "Sorrel")[: 2 + number % 3]):
                words = f"{claim(thing, who)} X{paper}."
                add(connection, named(told(f"Paper {number + paper}", words, day, id=f"{thing}{paper}")))


@pytest.fixture
def engine(place: str) -> Iterator[Engine]:
    with opened(place, create=True) as made:
        fill(made)
        yield made


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with reading(engine) as made:
        yield made


def listed(connection: Connection, limit: int = 50, **given: Any) -> list[str]:
    """The things of the claims that are listed, page after page."""
    found: list[str] = []
    after = None
    while True:
        page = claim_listing.rows(connection, Filters(**given), limit=limit, after=after)
        assert len(page.rows) <= limit
        found += [row.text.split()[1] for row in page.rows]
        if page.next is None:
            return found
        after = page.next


NEWEST = [*THINGS[6::-1], *THINGS[:6:-1]]


@pytest.mark.parametrize("limit", [1, 3, 50])
def test_the_newest_come_first_and_the_undated_last(connection: Connection, limit: int) -> None:
    assert listed(connection, limit) == NEWEST


def test_a_row_tells_what_the_claim_is(connection: Connection) -> None:
    row = claim_listing.rows(connection, limit=1).rows[0]
    assert (row.statements, row.documents, row.since, row.until) == (2, 2, "2031-05-07", "2031-05-07")
    assert row.text == "the tunnel of Renn dug through wet chalk would close before winter"
    assert row.conflict is None
    assert 1 <= row.low <= row.high


@pytest.mark.parametrize("limit", [1, 50])
def test_filters_hold_of_the_same_statement(connection: Connection, limit: int) -> None:
    assert listed(connection, limit, words="bridge") == ["bridge"]
    assert listed(connection, limit, words="winter close -tunnel") == [
        thing for thing in NEWEST if len(thing) % 3 == 0 and thing != "tunnel"
    ]
    assert listed(connection, limit, words='"would be sold abroad"') == [t for t in NEWEST if len(t) % 3 == 1]
    assert listed(connection, limit, since="2031-05-03", until="2031-05-04") == ["library", "bridge"]
    assert listed(connection, limit, outlet="paper 10") == ["orchard", "theatre"]
    assert listed(connection, limit, source="Tobias Renn") == NEWEST
    assert listed(connection, limit, source="Tobias Renn", outlet="Paper 2") == ["bridge"]
    assert listed(connection, limit, source="Ida Sorrel", outlet="Paper 2", until="2031-05-02") == ["ferry"]
    assert listed(connection, limit, words="cinema") == []


def test_what_is_disputed_and_what_has_one_origin(engine: Engine) -> None:
    with writing(engine) as connection:
        judging.set_stance(connection, "1.s1", "denies", "anna", "2031-06-01T00:00:00Z")
        assert listed(connection, disputed=True) == ["harbour"]
        assert listed(connection, disputed=True, words="cranes") == ["harbour"]
        assert listed(connection, disputed=True, words="bridge") == []
        rows = claim_listing.rows(connection, limit=50).rows
        single = [row.text.split()[1] for row in rows if row.high == 1]
        assert listed(connection, single_origin=True) == single
        assert listed(connection, single_origin=True, words="would") == single


def test_pages_stay_true_when_documents_come_in_between(engine: Engine) -> None:
    with writing(engine) as connection:
        first = claim_listing.rows(connection, limit=4)
        add(connection, told("Late", claim("harbour"), "2031-06-01"))
        assert listed(connection)[:2] == ["harbour", "tunnel"]
        rest = claim_listing.rows(connection, limit=50, after=first.next)
        assert [row.text.split()[1] for row in (*first.rows, *rest.rows)] == [t for t in NEWEST if t != "harbour"]


def test_what_is_not_there(connection: Connection) -> None:
    for filters, after in (({}, "99"), ({}, "x"), ({"words": "bridge"}, "99"), ({"outlet": "Nowhere"}, None)):
        with pytest.raises(NotFound):
            claim_listing.rows(connection, Filters(**filters), limit=5, after=after)
    with pytest.raises(NotFound, match="no claim has the number 99"):
        claim_listing.one(connection, 99)


# ---- Python and commands ----


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    place = str(tmp_path / "a b.db")
    with opened(place, create=True) as engine:
        fill(engine)
    return place


def ran(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["sayso", *arguments])
    code = cli.main()
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return code, told.out, told.err


def test_python(ledger: str) -> None:
    with Ledger(ledger) as some:
        assert [one.text.split()[1] for one in some.claims()] == NEWEST
        (bridge,) = some.claims(words="bridge")
        assert some.claim(bridge.id) == bridge
        assert list(some.disputes()) == []
        with pytest.raises(NotFound):
            some.claim(99)


def test_jsonl_is_as_documented(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = ran(capsys, monkeypatch, "claims", "bridge", "--format", "jsonl", "--ledger", ledger)
    assert code == 0
    (line,) = out.splitlines()
    found = json.loads(line)
    assert list(found) == ["id", "text", "conflict", "origins", "statements"]
    assert list(found["origins"]) == ["low", "high", "reason"]
    assert len(found["statements"]) == 4
    for one in found["statements"]:
        assert list(one) == ["document", "statement", "content", "stance", "chain", "value", "why"]
    first = found["statements"][0]
    assert (first["document"], first["statement"], first["stance"]) == ("bridge0", "s1", "supports")
    assert first["chain"] == ["Tobias Renn"]
    (span,) = first["content"]
    assert span["text"] == claim("bridge")[len("The mayor said ") : -1]
    assert span["end"] - span["start"] == len(span["text"])
    assert ran(capsys, monkeypatch, "claims", "--ledger", ledger, "--format", "jsonl")[1].count("\n") == 10


def test_the_listing_says_how_to_go_on(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = ran(capsys, monkeypatch, "claims", "--limit", "2", "--ledger", ledger)
    assert code == 0
    assert "tunnel" in out
    assert "2 documents" in out
    assert "4 documents" in out
    after = err.split("--after ")[1].split(",")[0]
    out = ran(capsys, monkeypatch, "claims", "--limit", "2", "--ledger", ledger, "--after", after)[1]
    assert "market" in out
    assert "tunnel" not in out
    # Options may stand before the words, too.
    for arguments in (
        ["--ledger", ledger, "ferry"],
        ["ferry", "--ledger", ledger],
        ["list", "ferry", "--ledger", ledger],
    ):
        out = ran(capsys, monkeypatch, "claims", *arguments)[1]
        assert "ferry" in out
        assert "tunnel" not in out
    code, out, err = ran(capsys, monkeypatch, "claims", "--ledger", ledger, "--disputed", "ferry")
    assert (code, out) == (0, "")
    assert "nothing found" in err


def test_origins_are_a_tree(ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, _ = ran(capsys, monkeypatch, "origins", "3", "--ledger", ledger)
    assert code == 0
    assert out.startswith(f"3  {claim('bridge')[15:-1]}\n")
    assert "4 outlets" in out
    assert out.count("whose arches") == 5
    assert "6.s1" in out
    assert "2031-05-03" in out
    found = json.loads(ran(capsys, monkeypatch, "origins", "3", "--format", "json", "--ledger", ledger)[1])
    assert found["claim"]["id"] == 3
    code, _, err = ran(capsys, monkeypatch, "origins", "99", "--ledger", ledger)
    assert code == 2
    assert "no claim has the number 99" in err


def test_judging_and_disputes(ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        return ran(capsys, monkeypatch, *arguments, "--ledger", ledger)

    code, out, _ = run("claims", "stance", "1.s1", "denies", "--judge", "anna")
    assert code == 0
    assert f"sayso claims undo 1 --ledger '{ledger}'" in out
    code, out, _ = run("disputes")
    assert out.count("iron cranes") >= 2
    assert "denied" in out
    assert "Renn" in out
    assert json.loads(run("disputes", "--format", "json")[1])[0]["conflict"] == "denial"
    code, out, _ = ran(capsys, monkeypatch, "claims", "--ledger", ledger, "merge", "1", "2", "--as", "berta")
    assert (code, out.splitlines()[0]) == (0, "One claim now, 1.")
    code, _, err = run("claims", "merge", "2", "2")
    assert (code, "name two or more" in err) == (2, True)
    code, _, err = run("claims", "merge", "1", "2")
    assert code == 2
    assert "no claim has the number 2" in err
    code, out, _ = run("claims", "split", "3", "6.s1", "--as", "anna")
    assert out.splitlines()[0] == "6.s1 is in no claim now."
    code, out, _ = run("claims", "judgements")
    assert [line.split()[0] for line in out.splitlines()] == ["3", "2", "1"]
    assert "anna: 1.s1" in out
    assert "berta: the same claim: " in out
    code, out, _ = run("claims", "undo", "1", "2", "3")
    assert (code, out.count("Taken back")) == (0, 3)
    assert run("disputes")[1] == ""
    assert "taken back on" in run("claims", "judgements", "1")[1]
    code, _, err = run("claims", "undo", "1")
    assert code == 1
    assert "already" in err


def test_relink(ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = ran(capsys, monkeypatch, "relink", "--ledger", ledger)
    assert (code, out, err) == (0, "29 documents linked, 10 claims\n", "")


def test_claims_of_an_add_that_was_stopped_are_listed_and_worked_out_by_the_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(tmp_path / "a.db")
    with opened(place, create=True) as engine, writing(engine) as connection:
        monkeypatch.setattr("claim_ledgers.settle_all", lambda _: None)
        words = "The mayor said the harbour would close before winter."
        add(connection, told("A", words, id="a"), told("B", words, id="b"))
    assert "2 documents · origins not counted yet" in " ".join(
        ran(capsys, monkeypatch, "claims", "--ledger", place)[1].split()
    )
    (tmp_path / "c.txt").write_text("It rained in Orla, the clerk said.")
    assert ran(capsys, monkeypatch, "add", str(tmp_path / "c.txt"), "--ledger", place)[0] == 0
    assert "2 documents · 1 origin" in " ".join(ran(capsys, monkeypatch, "claims", "--ledger", place)[1].split())


def test_words_from_the_web_do_not_act_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(tmp_path / "a.db")
    hostile = "The mayor said the \x1b[31mharbour\u202e beneath the [red]hill[/red]\nwould close before winter."
    with opened(place, create=True) as engine, writing(engine) as connection:
        for name in ("A\x1b[0m", "B"):
            add(connection, told(name, f"{hostile} {name}", id=name, title="\x1b]0;x\x07"))
    for arguments in (["claims"], ["origins", "1"], ["claims", "--format", "csv"]):
        out = ran(capsys, monkeypatch, *arguments, "--ledger", place)[1]
        assert "harbour" in out
        assert "[red]hill[/red]" in out
        if arguments[-1] != "csv":
            assert not {"\x1b", "\u202e", "\x07"} & set(out)
