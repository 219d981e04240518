"""`sayso drift`: each change in a sentence, with both wordings and where they stand."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.console import Console

from claim_ledgers import add, joined_by_vectors, told  # noqa: F401
from sayso import Ledger, cli
from sayso.claims.drift import drift
from sayso.claims.told import Told
from sayso.ledger.filters import NotFound
from sayso.ledger.opening import opened, writing
from sayso.views.drift import MOST_SHOWN, line, render
from told_claims import claim, hostile, many, mill, of_paper

FIRST = "Activists said the army shelled the old mill at Marl at dawn, wounding 47 people."
THEN = "The mayor said regime forces shelled the old mill at Marl at dawn, wounding about 50 people."


@pytest.fixture
def ledger(place: str) -> str:
    with opened(place, create=True) as engine, writing(engine) as connection:
        add(connection, told("Courier", FIRST, "2031-03-01", url="https://courier.example/mill"))
        add(connection, told("Herald", THEN, "2031-03-02"), told("Tern", "The ferry sank off Orra.", "2031-03-02"))
    return place


def ran(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["sayso", *arguments])
    code = cli.main()
    found = capsys.readouterr()
    assert "Traceback" not in found.err
    return code, found.out, found.err


def rendered(members: list[Told], width: int = 80, **options: object) -> str:
    console = Console(file=io.StringIO(), width=width, **options)
    render(claim(members), drift(members), console)
    return console.file.getvalue()


def test_each_change_is_told_with_both_wordings(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = ran(capsys, monkeypatch, "drift", "1", "--ledger", ledger)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("1  ")
    assert "2031-03-01 Courier  1.s1 → 2031-03-02 Herald  2.s1" in lines
    assert "  number: Where Courier has “47”, Herald has “about 50”." in lines
    assert "  words: Where Courier has “army”, Herald has “regime forces”." in lines
    assert "  − the army shelled the old mill at Marl at dawn, wounding 47 people" in lines
    assert "  + regime forces shelled the old mill at Marl at dawn, wounding about 50 people" in lines


def test_programs_are_told_the_places(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = ran(capsys, monkeypatch, "drift", "1", "--format", "jsonl", "--ledger", ledger)
    assert code == 0
    number, words = map(json.loads, out.splitlines())
    assert (number["kind"], words["kind"]) == ("number", "words")
    earlier = number["earlier"]
    start = FIRST.index("47")
    assert earlier["places"] == [{"start": start, "end": start + 2, "text": "47"}]
    assert (earlier["id"], earlier["outlet"]) == ("1.s1", "Courier")
    assert earlier["url"] == "https://courier.example/mill"
    assert words["later"]["places"][0]["text"] == "regime forces"
    with Ledger(ledger) as some:
        assert [line(each).sentence for each in some.drift(1)] == [number["sentence"], words["sentence"]]
        with pytest.raises(NotFound):
            some.drift(9)


def test_a_claim_that_is_not_there(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = ran(capsys, monkeypatch, "drift", "9", "--ledger", ledger)
    assert (code, out) == (2, "")
    assert "no claim has the number 9" in err
    assert ran(capsys, monkeypatch, "drift", "x", "--ledger", ledger)[0] == 2


def test_what_did_not_change_says_so() -> None:
    (first,) = many(1)
    told = [first, of_paper(first, id=2, article=2, outlet="Tern")]
    assert "No change was found in 2 statements." in rendered(told)


def test_changes_between_two_statements_stand_together() -> None:
    found = rendered(mill(), 200)
    assert found.count("Courier  1.s1 → 2031-03-03 Tern") == 1
    assert "source lost: Courier has it from Activists" in found
    assert "hedge lost: Courier has it as possible (“might”)" in found


def test_what_changed_is_marked_by_style_alone() -> None:
    found = rendered(mill()[:2], 200, force_terminal=True, color_system="standard")
    assert "\x1b[1;4;31m47\x1b[0m" in found
    assert "\x1b[1;4;32mabout 50\x1b[0m" in found


@pytest.mark.parametrize("width", [12, 40, 80])
def test_words_from_the_web_do_not_act_and_lines_are_no_wider_than_the_terminal(width: int) -> None:
    found = rendered([member.told for member in hostile().members], width)
    assert not {"\x1b", "\u202e", "\x07"} & set(found)
    assert "[red]" in "".join(found.split())
    assert max(map(len, found.splitlines())) <= width


def test_ten_thousand_members_and_five_megabytes_are_bounded() -> None:
    first, second = many(2)
    long = replace(first.paper, text=first.paper.text[:-1] + " and" * 1_250_000)
    found = rendered([replace(first, paper=long, content=((14, len(long.text)),)), second])
    assert len(found) < 5_000
    found = rendered(many(10_000))
    assert found.count("→") <= MOST_SHOWN
    assert "more change" in found
    assert len(found) < 1_000 * MOST_SHOWN


def test_a_ledger_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in (["drift", "1"], ["compare", "1", "2"]):
        code, _, err = ran(capsys, monkeypatch, *command, "--ledger", str(tmp_path / "none.db"))
        assert code == 2
        assert err.count("\n") == 1
