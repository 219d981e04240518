"""Which statements answer others."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading import answers
from sayso.reading.answers import Answer, Statement
from sayso.reading.answers.wording import CONFIRMS, CORRECTS, DENIES, REPEATS

PIECE = re.compile(r"([\[\]<>{}])")
NAMES = {"olund": "Petra Olund", "varo": "Ned Varo", "ferry": "the ferry company"}


class Story:
    """A text made of statements, each written as in docs/annotation.md: `[olund] <said> {it was so}`."""

    def __init__(self) -> None:
        self.text = ""
        self.statements: list[Statement] = []

    def tell(
        self, sentence: str, act: str | None = "assert", polarity: str = "positive", inside: int | None = None
    ) -> Story:
        """Add a sentence with one statement, or one in the outlet's own voice."""
        begun = len(self.text)
        places: dict[str, list[tuple[int, int]]] = {"[": [], "<": [], "{": []}
        opened: list[tuple[str, int]] = []
        for piece in PIECE.split(sentence):
            if piece in places:
                opened.append((piece, len(self.text)))
            elif PIECE.fullmatch(piece):
                kind, start = opened.pop()
                places[kind].append((start, len(self.text)))
            else:
                self.text += piece
        if not places["<"]:
            self.statements.append(
                Statement(None, None, None, None, "", ((begun, len(self.text)),), begun, own=True, inside=inside)
            )
        else:
            source = next((self.text[a:b] for a, b in places["["]), None)
            key = next((key for key in NAMES if source and key in source.lower()), source)
            start, end = places["<"][0]
            self.statements.append(
                Statement(
                    key,
                    NAMES.get(key or "", source),
                    act,
                    polarity,
                    self.text[start:end],
                    tuple(places["{"]),
                    start,
                    inside=inside,
                )
            )
        self.text += " "
        return self

    def hold(self, holder: int, source: str, cue: str, content: str, act: str = "assert") -> Story:
        """Add a statement that stands inside another, where its cue and content stand first in it."""
        begin, end = self.statements[holder].content[0][0], self.statements[holder].content[-1][1]
        at = self.text.index(cue, begin, end)
        start = self.text.index(content, begin, end)
        self.statements.append(
            Statement(
                source,
                NAMES.get(source, source),
                act,
                "positive",
                cue,
                ((start, start + len(content)),),
                at,
                False,
                holder,
            )
        )
        return self

    def answers(self) -> dict[int, tuple[int, str]]:
        got = answers.answers(self.text, self.statements)
        return {i: (some[0].target, some[0].relation) for i, some in enumerate(got) if some}


CLAIM = "[Olund] <said> {that the ferry company had sold two ships to Dravia}."


@pytest.mark.parametrize(
    ("reply", "act", "relation"),
    [
        ("[The ferry company] <has denied> {this claim}.", "deny", DENIES),
        ("[The ferry company] <denied> {it}.", "deny", DENIES),
        ("[Varo] <rejected> {the accusation}.", "deny", DENIES),
        ("[Varo] <disputed> {her account of the sale}.", "deny", DENIES),
        ("[Varo] <dismissed> {Olund’s claim as gossip}.", "deny", DENIES),
        ("[Varo] <denied> {that the company had sold any ships to Dravia}.", "deny", DENIES),
        ("[Varo] <called> {it a lie}.", "assert", DENIES),
        ("[Varo] <called> {the claim “a lie”}.", "assert", DENIES),
        ("{“That is simply not true,”} [Varo] <said>.", "assert", DENIES),
        ("{“That’s true,”} [Varo] <said>.", "assert", CONFIRMS),
        ("[Varo] <said> {that Olund was wrong}.", "assert", DENIES),
        ("[Varo] <said> {Olund was absolutely right}.", "assert", CONFIRMS),
        ("[Varo] <disagreed with> {Olund}.", "deny", DENIES),
        ("[Varo] <agrees with> {Olund}.", "agree", CONFIRMS),
        ("[Varo] <agreed:> {“They sold everything.”}", "agree", CONFIRMS),
        ("[A second official] <confirmed> {that the ferry company had sold the two ships}.", "confirm", CONFIRMS),
        ("[A second official] <backed up> {her account}.", "confirm", CONFIRMS),
        ("[Varo] <echoed> {her remarks}.", "agree", REPEATS),
        ("[Varo] <also said> {that the ferry company had sold two ships to Dravia}.", "assert", REPEATS),
        ("[Varo] <later walked back> {that statement}.", "assert", CORRECTS),
        ("[Varo] <said> {the ferry company had not sold ships to Dravia}.", "assert", DENIES),
        ("{“No,”} [Varo] <replied>.", "assert", DENIES),
        ("[Varo] <said> {Olund’s claim about the two ships was false}.", "assert", DENIES),
        ("[Varo] <pooh-poohed> {her account of the sale}.", "deny", DENIES),
        ("[Varo], contradicting Olund, <said> {it was a gift}.", "assert", DENIES),
        ("{“I could not disagree with her more,”} [Varo] <said>.", "assert", DENIES),
    ],
)
def test_how_a_statement_is_answered(reply: str, act: str, relation: str) -> None:
    assert Story().tell(CLAIM).tell(reply, act).answers() == {1: (0, relation)}


@pytest.mark.parametrize(
    ("reply", "act"),
    [
        ("[Varo] <said> {the harbour would open in May}.", "assert"),
        ("[Varo] <said> {reports of cracks were false}.", "assert"),
        ("[Varo] <denied> {that he had slept on watch}.", "deny"),
        ("[Varo] <did not deny> {it}.", "deny"),
        ("[Varo] <refused to comment on> {it}.", "assert"),
        ("[Olund] <confirmed> {it}.", "confirm"),
        ("[Varo] <denied> {that the ferry company had not sold two ships to Dravia}.", "deny"),
        ("[Varo] <confirmed> {that the watch had slept}.", "confirm"),
        ("[Varo] <said> {it is absurd that nobody slept}.", "assert"),
        ("[Varo] <rejected> {a bill about sheep}.", "refuse"),
        ("[Varo] <does not want> {it}.", "refuse"),
        ("[The mayor] <has supported> {the idea} for months.", "agree"),
        ("{“This just isn’t right,”} [Varo] <said>.", "assert"),
        ("[Varo] <agreed> {to sell two ships to Dravia}.", "agree"),
        ("[Varo] <spoke on>, {never admitting Olund was right}.", "assert"),
        ("The harbour opened in May.", None),
    ],
)
def test_what_is_no_answer(reply: str, act: str | None) -> None:
    assert Story().tell(CLAIM).tell(reply, act).answers() == {}


def test_what_is_set_against_a_claim_after_it_answers_it() -> None:
    story = (
        Story()
        .tell("[The film] <shows> {that the ferry was empty}, contradicting ")
        .tell("[Olund]’s <claim> {that it carried goats}.")
    )
    assert story.answers() == {0: (1, DENIES)}
    apart = Story().tell("[The film] <shows> {that the ferry was empty}.").tell("[Olund]’s <claim> {that it sank}.")
    assert apart.answers() == {}


def test_a_headlines_verdict_is_on_what_is_claimed_below() -> None:
    story = Story().tell("[Varo]<:> {Petra Olund Is Right About the Ships}.").tell(CLAIM)
    assert story.answers() == {0: (1, CONFIRMS)}


def test_an_intention_ascribed_by_another_is_denied_some_sentences_on() -> None:
    story = (
        Story()
        .tell("[Olund] <described> {the raid as a move to keep Dravia from building a bomb}.")
        .tell("The weather was fine.")
        .tell("[Dravia] <has denied> {that it has any intention to do so}.", "deny", "negative")
    )
    assert story.answers() == {2: (0, DENIES)}


def test_of_several_statements_the_one_with_the_words_is_meant() -> None:
    story = (
        Story()
        .tell("[Olund] <said> {Dravia had asked the city to lend three tugboats}.")
        .tell("[Varo] <said> {the price of bread would rise}.")
        .tell("[A second official] <confirmed> {that Dravia had asked for tugboats}.", "confirm")
    )
    assert story.answers() == {2: (0, CONFIRMS)}


def test_a_country_is_one_by_whatever_name() -> None:
    story = (
        Story()
        .tell("[Olund] <said> {West Jerusalem had asked the White House to take part in the raid on Dravia}.")
        .tell("[Varo] <said> {the price of bread would rise}.")
        .tell("[A second official] <confirmed> {that Israel had requested US involvement}.", "confirm")
    )
    assert story.answers() == {2: (0, CONFIRMS)}


def test_whose_claim_it_is_tells_which_one_is_meant() -> None:
    story = (
        Story()
        .tell("[Olund] <said> {the bridge was safe}.")
        .tell("[The mayor] <said> {the tower leaned}.")
        .tell("[Varo] <rejected> {Olund’s assertion}.", "deny", "negative")
    )
    assert story.answers() == {2: (0, DENIES)}


def test_a_request_is_granted_or_refused() -> None:
    ask = "[Olund] <asked> {the mayor to close the bridge}."
    assert Story().tell(ask, "request").tell("[The mayor] <agreed>{ within a day}.", "agree").answers() == {
        1: (0, CONFIRMS)
    }
    assert Story().tell(ask, "request").tell("[The mayor] <refused> {that request}.", "refuse").answers() == {
        1: (0, DENIES)
    }
    silent = "[The mayor] <refused to say> {when he would go}."
    assert Story().tell(ask, "request").tell(silent, "refuse").answers() == {}


def test_a_statement_in_the_content_is_answered() -> None:
    story = Story().tell("[Varo] <denied> {claims by Olund that the bridge had rotted}.", "deny", "negative")
    story.hold(0, "olund", "claims", "that the bridge had rotted")
    assert story.answers() == {0: (1, DENIES)}
    story = Story().tell("[Varo] <said> {that Olund must stop saying that the bridge had rotted}.", "request")
    story.hold(0, "olund", "saying", "that the bridge had rotted")
    assert story.answers() == {0: (1, DENIES)}
    story = Story().tell("[Varo] <said:> {“Olund argues that the bridge rotted, and that is just not true.”}")
    story.hold(0, "olund", "argues", "that the bridge rotted")
    assert story.answers() == {0: (1, DENIES)}


def test_what_one_backed_another_rejected() -> None:
    text = "A plan that the council backed was rejected by Varo."
    plan = (text.index("A plan"), len("A plan"))
    backed = Statement("council", "the council", "agree", "positive", "backed", (plan,), text.index("backed"))
    rejected = Statement(
        "varo", "Ned Varo", "refuse", "negative", "was rejected by", (plan,), text.index("was rejected")
    )
    assert answers.answers(text, [backed, rejected]) == ((), (Answer(0, DENIES),))


def test_a_sentence_in_the_outlets_own_voice_is_denied_if_nobody_has_spoken() -> None:
    story = Story().tell("The ferry company sold two ships.").tell("[Varo] <denied> {this}.", "deny", "negative")
    assert story.answers() == {1: (0, DENIES)}


def test_a_headline_answers_what_is_told_below_it() -> None:
    story = (
        Story()
        .tell("[Varo] <dismisses> {Olund’s claim}.", "deny", "negative")
        .tell("[Olund] <said> {the bridge was rotten}.")
    )
    assert story.answers() == {0: (1, DENIES)}


def test_the_order_in_which_statements_are_given_does_not_matter() -> None:
    story = Story().tell(CLAIM).tell("[Varo] <denied> {it}.", "deny", "negative")
    assert answers.answers(story.text, story.statements[::-1]) == ((Answer(1, DENIES),), ())


# ---- any text ----

WORDS = (
    "it this claim denied that confirmed agreed with Olund Varo rejected said the bridge was not safe “ ” No , . a lie "
    "called right wrong also echoed Olund’s claims they argue true false I disagree more do so"
)
ACTS = [None, "assert", "deny", "confirm", "agree", "refuse", "request", "believe"]


@st.composite
def stories(draw: st.DrawFn) -> tuple[str, list[Statement]]:
    text = draw(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS.split()), max_size=60).map(" ".join)))
    made = []
    count = draw(st.integers(0, 8))
    for _ in range(count):
        a, b, c, d = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 4)))
        source = draw(st.sampled_from([None, "olund", "varo"]))
        own = draw(st.booleans())
        made.append(
            Statement(
                source,
                NAMES.get(source or ""),
                draw(st.sampled_from(ACTS)),
                draw(st.sampled_from([None, "positive", "negative"])),
                text[a:b],
                tuple(draw(st.permutations([(c, d)]))) if d > c else (),
                a,
                own,
                draw(st.one_of(st.none(), st.integers(0, count - 1))),
            )
        )
    return text, made


@given(stories())
@settings(max_examples=300)
def test_answers_point_to_other_statements_and_are_the_same_every_time(story: tuple[str, list[Statement]]) -> None:
    text, statements = story
    got = answers.answers(text, statements)
    assert got == answers.answers(text, statements)
    assert len(got) == len(statements)
    for i, some in enumerate(got):
        for answer in some:
            assert answer.target != i
            assert answer.relation in (CONFIRMS, DENIES, REPEATS, CORRECTS)
            assert statements[answer.target].source is None or statements[answer.target].source != statements[i].source


@pytest.mark.parametrize("line", ["it is not ", "Olund’s ", "claim ", "a", "“ ", "I disagree with ", "he is very "])
def test_a_long_line_is_read_in_time(line: str) -> None:
    text = (line * 100_000)[:100_000]
    start = time.perf_counter()
    statements = [
        Statement(f"s{i}", f"Name {i}", "deny", "negative", cue, ((at, len(text)),), at)
        for i, (at, cue) in enumerate([(0, "denied"), (10, text), (50_000, "said"), (99_000, "agrees with")])
    ]
    answers.answers(text, statements)
    assert time.perf_counter() - start < 5


def test_many_statements_take_time_in_proportion() -> None:
    sentence = "Olund said that the ferry company had sold two of its ships to the city of Dravia. It was denied. "
    text = sentence * 10_000
    statements = [
        Statement(
            f"s{i % 50}",
            f"Name {i % 50}",
            ("assert", "deny", "agree")[i % 3],
            "positive",
            ("said", "denied", "agreed with")[i % 3],
            ((i * len(sentence) + 11, i * len(sentence) + 80),),
            i * len(sentence) + 6,
        )
        for i in range(10_000)
    ]
    start = time.perf_counter()
    assert len(answers.answers(text, statements)) == 10_000
    assert time.perf_counter() - start < 60
