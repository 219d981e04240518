"""The page of a claim: origins with the words of those who tell it, in which nothing can act, and never too much."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from msgspec.structs import replace

from claim_ledgers import add, joined_by_vectors, told  # noqa: F401
from sayso.claims.claim import Claim
from sayso.claims.drift import drift
from sayso.ledger.opening import opened, writing
from sayso.views.claim_page import MOST_CHANGES, MOST_OF_ORIGIN, MOST_STATEMENTS, render
from test_views_drift import FIRST, THEN, ran
from test_views_page import kinds, text_of, tree
from told_claims import HOSTILE, claim, hostile, many, mill, of_paper
from told_papers import paper


def page(of: Claim) -> Element:
    return tree(render(of, drift([member.told for member in of.members])))


def shown(elements: Element) -> str:
    return " ".join(text_of([elements]).split())


def by_id(of: Element, key: str) -> Element:
    return next(element for element in of.iter() if element.get("id") == key)


def marks(of: Element) -> list[tuple[str, str]]:
    return [(mark.get("class"), "".join(mark.itertext())) for mark in of.iter("mark")]


def test_origins_hold_their_statements_with_the_exact_words() -> None:
    of = claim(mill())
    found = page(of)
    assert shown(next(found.iter("h1"))) == of.text
    assert of.origins.reason in shown(next(found.iter("header")))
    names = [shown(heading) for heading in found.iter("h3")]
    assert [name.split(" ", 1)[0] for name in names] == [each.name.split(" ", 1)[0] for each in of.origins.origins]
    for member in of.members:
        entry = by_id(found, f"s{member.told.paper.id}-{member.told.number}")
        assert member.told.words in shown(next(entry.iter("blockquote")))
        assert member.told.paper.outlet in shown(entry)
        assert member.stance in shown(entry)
    first = by_id(found, "s1-1")
    assert marks(first) == [
        ("source", "Activists"),
        ("cue", "said"),
        ("content", "the army "),
        ("content hedge", "might"),
        ("content", " have shelled the old mill at Marl at dawn, wounding "),
        ("content value", "47"),
        ("content", " people"),
    ]
    assert [time.get("datetime") for time in first.iter("time")] == ["2031-03-01"]
    assert "Denied by" in [shown(heading) for heading in found.iter("h2")]
    assert by_id(found, "s4-1").get("class") == "denies"


def test_drift_leads_to_the_statements() -> None:
    found = page(claim(mill()))
    section = by_id(found, "drift")
    changes = next(each for each in found.iter("section") if each.get("aria-labelledby") == section.get("id"))
    assert "Courier has it as possible (“might”)" in shown(changes)
    assert ("changed", "regime forces") in marks(changes)
    ids = {element.get("id") for element in found.iter()}
    links = [link.get("href") for link in changes.iter("a")]
    assert links
    assert all(link.removeprefix("#") in ids for link in links)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://courier.example/mill?a=1&b=2", True),
        ("http://courier.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ('https://courier.example/"onclick="', False),
        ("/etc/passwd", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, linked: bool) -> None:
    first, *others = mill()
    found = page(claim([of_paper(first, url=url), *others]))
    links = [link.get("href") for link in found.iter("a") if not link.get("href").startswith("#")]
    assert links == ([url] if linked else [])


def test_hostile_words_are_words() -> None:
    known = kinds(page(claim(mill())))
    of = hostile()
    found = render(of, drift([member.told for member in of.members]))
    assert kinds(tree(found)) <= known | {"cite", "href", "rel", "aria-label"}
    assert not {"\x1b", "\x07"} & set(found)
    assert "<script" not in found
    assert found.count("</script") == 0
    assert HOSTILE.split("<")[1].split(">")[0] in shown(tree(found))
    policy = next(each.get("content") for each in tree(found).iter("meta") if each.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy


def test_ten_thousand_members_and_five_megabytes_are_bounded() -> None:
    of = claim(many(10_000))
    found = render(of, drift([member.told for member in of.members]))
    assert found.count("<blockquote") <= MOST_STATEMENTS + 2 * MOST_CHANGES
    assert len(found) < 3_000_000
    hidden = [int(number.replace(",", "")) for number in re.findall(r"and ([\d,]+) more statement", found)]
    assert sum(hidden) + found.count('<li id="s') >= len(of.members)
    first, *others = mill()
    long = first.paper.text[:-1] + " and" * 1_250_000
    of = claim([replace(first, paper=replace(first.paper, text=long), content=((15, len(long)),)), *others])
    assert len(render(of, drift([member.told for member in of.members]))) < 40_000


def test_one_origin_shows_some_and_says_how_many_more() -> None:
    # All cite one source, which is therefore one origin.
    found = page(claim(many(MOST_OF_ORIGIN + 5)))
    assert "and 5 more statements" in shown(found)


def test_outlets_that_cite_each_other_in_a_circle() -> None:
    chains = {1: "Herald", 2: "Tern", 3: "Courier"}
    outlets = {1: "Courier", 2: "Herald", 3: "Tern"}
    told = [
        one
        for n in chains
        for one in paper(
            n,
            f"[{chains[n]}] <said> {{the old mill at Marl had burned down at dawn}}.",
            outlet=outlets[n],
            day="2031-03-01",
        )
    ]
    found = page(claim(told))
    assert [element.get("id") for element in found.iter("li") if element.get("id")] == ["s1-1", "s2-1", "s3-1"]


def test_the_command_writes_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, out = str(tmp_path / "sayso.db"), tmp_path / "claim.html"
    with opened(ledger, create=True) as engine, writing(engine) as connection:
        add(connection, told("Courier", FIRST, "2031-03-01", url="https://courier.example/mill"))
        add(connection, told("Herald", THEN, "2031-03-02"))
    command = ("origins", "1", "--format", "html", "--ledger", ledger)
    assert ran(capsys, monkeypatch, *command, "-o", str(out)) == (0, "", "")
    to_pipe = ran(capsys, monkeypatch, *command)
    assert to_pipe == (0, out.read_text(encoding="utf-8"), "")
    found = tree(to_pipe[1])
    assert "https://courier.example/mill" in [link.get("href") for link in found.iter("a")]
    assert "regime forces" in shown(found)
    code, _, err = ran(capsys, monkeypatch, *command, "-o", str(tmp_path / "none" / "claim.html"))
    assert (code, err.count("\n")) == (1, 1)
    assert "name another place with -o" in err
    code, _, err = ran(capsys, monkeypatch, *command[:1], "9", *command[2:], "-o", str(out))
    assert code == 2
    assert out.read_text(encoding="utf-8") == to_pipe[1]
