"""`sayso compare`: documents side by side, in the words of each."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from claim_ledgers import add, joined_by_vectors, told  # noqa: F401
from sayso import Ledger
from sayso.ledger.comparing import MOST
from sayso.ledger.filters import NotFound
from sayso.ledger.opening import opened, writing
from sayso.views.comparison import render
from test_views_drift import FIRST, THEN, ran

ALIKE = "Three barges carried {} grain down the slow river towards Orra."


@pytest.fixture
def ledger(place: str) -> str:
    with opened(place, create=True) as engine, writing(engine) as connection:
        add(
            connection,
            told("Courier", f"{FIRST} {ALIKE.format('stolen')}", "2031-03-01", title="The mill"),
            told("Herald", f"{THEN} {ALIKE.format('seized')}", "2031-03-02"),
            told("Tern", "Nobody was asked about anything else.", None),
        )
    return place


def test_words_for_the_same_stand_under_each_other(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, out, err = ran(capsys, monkeypatch, "compare", "1", "2", "3", "--ledger", ledger)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "1  2031-03-01  Courier The mill"
    assert lines[2].startswith("3  undated     Tern")
    assert max(map(len, lines)) <= 80
    claim = lines.index("claim 1")
    assert lines[claim + 1].startswith("1  Courier  Activists said the army shelled")
    words = lines.index("words stolen · seized")
    assert "people. Three barges carried stolen grain down" in lines[words + 1]
    assert lines[words + 3].startswith("2  Herald   ")


def test_the_order_is_the_one_given(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = ran(capsys, monkeypatch, "compare", "2", "1", "2", "--format", "jsonl", "--ledger", ledger)[1]
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["kind"] for row in rows] == ["claim", "words", "claim", "words"]
    assert [rows[0]["same"], rows[2]["same"]] == ["1", "2"]
    assert [each["document"] for each in rows[1]["wordings"]] == [2, 1]
    assert [each["words"]["text"] for each in rows[1]["wordings"]] == ["regime forces", "army"]
    other = rows[3]["wordings"][0]
    assert (other["statement"], other["before"][-8:], other["after"][:6]) == ("2.s2", "carried ", " grain")
    text = f"{THEN} {ALIKE.format('seized')}"
    assert text[other["words"]["start"] : other["words"]["end"]] == other["words"]["text"] == "seized"


def test_what_cannot_be_compared(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments, why in (
        (["1"], "two to 50 different documents"),
        (["1", "1"], "two to 50 different documents"),
        (["1", "99"], "no document has the number 99"),
        ([], "Missing argument"),
        (["1", "x"], "not a valid integer"),
    ):
        code, out, err = ran(capsys, monkeypatch, "compare", *arguments, "--ledger", ledger)
        assert (code, out) == (2, "")
        assert why in err
    code, out, _ = ran(capsys, monkeypatch, "compare", "1", "3", "--ledger", ledger)
    assert code == 0
    assert "Nothing was found that they have in common." in out


def test_python(ledger: str) -> None:
    with Ledger(ledger) as some:
        found = some.compare(1, 2)
        assert [each.outlet for each in found.documents] == ["Courier", "Herald"]
        assert found.rows[0].kind == "claim"
        with pytest.raises(NotFound):
            some.compare(1)


@pytest.mark.parametrize("width", [20, 59, 80])
def test_many_documents_with_hostile_words(place: str, width: int) -> None:
    hostile = "\x1b[31m\u202e[red]"
    texts = [f"{FIRST[:-1]} by {hostile}{n} gate. {ALIKE.format(f'{hostile}grey{n}')}" for n in range(MOST)]
    with opened(place, create=True) as engine, writing(engine) as connection:
        add(connection, *(told(f"{hostile}{n}", text, id=f"{n}", title=hostile) for n, text in enumerate(texts)))
    console = Console(file=io.StringIO(), width=width)
    with Ledger(place) as some:
        found = some.compare(*range(1, MOST + 1))
        render(found, console)
        with pytest.raises(NotFound):
            some.compare(*range(1, MOST + 2))
    shown = console.file.getvalue()
    assert len(found.rows[0].wordings) == MOST
    assert not {"\x1b", "\u202e"} & set(shown)
    assert max(map(len, shown.splitlines())) <= width
