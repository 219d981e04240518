"""The full account of a text, with the shipped model: what hangs together in every document, and hard input."""

from __future__ import annotations

import pytest

import sayso
from golden_articles import load, names

ACTS = {
    "assert",
    "confirm",
    "deny",
    "request",
    "promise",
    "threaten",
    "warn",
    "predict",
    "believe",
    "doubt",
    "intend",
    "agree",
    "refuse",
    "ask",
    "order",
}
CERTAINTIES = {"certain", "probable", "possible", "unknown"}
RELATIONS = {"confirms", "denies", "repeats", "corrects"}

CHAIN = """Two port officials say the crane was moved by night.

According to two port officials cited by Axios, the crane was moved by night. One of them, a senior official who asked
not to be named, told Axios that the harbour master had ordered the move.

The harbour office has denied the claim. "We moved nothing," its spokesman, Olaf Berg, said on Friday. He added that
the mayor believed the crane might have been sold.
"""

HARD = {
    "quotes itself": "\"The mayor said 'the mayor said the bridge was safe',\" the mayor said the mayor said.",
    "circle": "He said that she said that he said that she said that he said that it was over.",
    "only quotations": "“It is over,” she said.\n\n“It is not over,” he said.\n\n“Who says so?” she asked.",
    "interview": "Q: What do you believe?\n\nSMITH: I believe it is safe.\n\nQ: Why?\n\nSMITH: The mayor said so.",
    "embeds": "RT @harbour: The crane is gone! pic.example/x\n\n— Vera Lindqvist (@vera) May 5, 2025\n\n@olaf said no.",
    "names": "Jordan Smith said Georgia was in Jordan in May. May told Chad that Chad was hot. April said it was cold.",
    "one surname": "Vera Berg said yes. Olaf Berg said no. Berg said maybe. Mr Berg denied it. Ms Berg confirmed it.",
    "nothing": "",
    "one word": "Said",
    "lines": "said\n" * 300,
}


def check(document: sayso.Document) -> None:
    """What must hold of every reading, whatever the text."""
    ids = {s.id for s in document.statements}
    sources = {s.id: s for s in document.sources or ()}
    assert document.sources is not None
    assert document.times is not None
    for source in document.sources:
        for span in source.mentions:
            assert span.text == document.text[span.start : span.end]
    for s in document.statements:
        assert s.chain is not None
        assert set(s.chain) <= set(sources)
        assert s.source_id is None or s.chain[-1:] == (s.source_id,)
        assert (s.source_id is None) == (not s.source)
        assert s.inside is None or (s.inside in ids and s.inside != s.id)
        assert s.act in ACTS
        assert s.certainty in CERTAINTIES
        assert s.polarity in {"positive", "negative"}
        assert s.said is None or 0 <= s.said < len(document.times)
        for span in (*s.source, *s.cue, *s.content, *(s.hedges or ()), *(s.conditions or ())):
            assert span.text == document.text[span.start : span.end]
        for answer in s.answers or ():
            assert answer.statement in ids - {s.id}
            assert answer.relation in RELATIONS
        assert s.attributed == (s.confidence is not None)
        if not s.attributed:
            assert s.chain == ()
            assert s.inside is None


@pytest.mark.parametrize("name", names())
def test_golden_articles_hang_together(name: str) -> None:
    check(sayso.read(load(name)[0], outlet="The Gazette", published="2025-06-15"))


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("published", [None, "2025-06-15"])
def test_hard_input(name: str, published: str | None) -> None:
    document = sayso.read(HARD[name], published=published)
    check(document)
    assert sayso.read(HARD[name], published=published) == document


def test_many_sources() -> None:
    text = "\n\n".join(f"Person{chr(97 + i % 26)} Surname{i} said the bridge number {i} was safe." for i in range(520))
    document = sayso.read(text)
    check(document)
    assert len(document.sources or ()) > 400


def test_chain_of_a_relayed_statement() -> None:
    document = sayso.read(CHAIN, outlet="The Gazette", published="2025-06-15")
    check(document)
    named = {s.id: s.name for s in document.sources or ()}
    relayed = next(s for s in document.statements if s.cue and s.cue[0].text == "According to")
    assert [named[i] for i in relayed.chain or ()] == ["Axios", "two port officials"]
    origin = next(s for s in document.sources or () if s.name == "two port officials")
    assert (origin.kind, origin.anonymous, origin.count, origin.role) == ("unnamed", True, 2, "official")


def test_a_denial_and_a_hedge_inside_another_statement() -> None:
    document = sayso.read(CHAIN, outlet="The Gazette", published="2025-06-15")
    denial = next(s for s in document.statements if s.cue and "denied" in s.cue[0].text)
    assert (denial.act, denial.polarity) == ("deny", "negative")
    spoken = next(s for s in document.statements if s.cue and s.cue[0].text == "said")
    assert document.times is not None
    assert spoken.said is not None
    assert document.times[spoken.said].value == "2025-06-13"
    inner = next(s for s in document.statements if s.inside and s.cue[0].text == "believed")
    assert [h.text for h in inner.hedges or ()] == ["might"]
    assert inner.certainty == "possible"


def test_without_a_publication_date_relative_times_have_no_value() -> None:
    document = sayso.read("The mayor said on Friday that the bridge had closed on 3 May 2025.")
    assert document.times is not None
    assert [t.value for t in document.times] == [None, "2025-05-03"]
