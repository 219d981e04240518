"""Which statements of a claim support, deny and question it: invented ones, as papers put them."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims import denying, stance
from sayso.claims.denying import antonyms
from sayso.claims.stance import answering, opposed, stances
from sayso.claims.told import Told
from sayso.reading.clauses import listed
from told_papers import paper

HIT = "[The harbour office] <said> {that a ferry hit the Sallow bridge}."


def of(*sentences: str) -> list[str]:
    """The stances of statements that stand in a paper each."""
    return [stance for stance, _ in stances([told(i, s) for i, s in enumerate(sentences, 1)])]


def told(id: int, sentence: str) -> Told:
    return paper(id, sentence)[0]


@pytest.mark.parametrize(
    "denial",
    [
        "[The ferry company] <denied> {that a ferry hit the Sallow bridge}.",
        "[The ferry company] <has denied> {any ferry hit the bridge}.",
        "[The ferry company] <denied> {the allegations}.",
        "[The ferry company] <rejected> {reports that a ferry had hit the bridge}.",
        "[The ferry company] <dismissed> {claims of a ferry hitting the bridge as nonsense}.",
        "[The ferry company] <said> {no ferry had hit the bridge}.",
        "[The ferry company] <said> {that its ferry did not hit the bridge}.",
        "[The ferry company] <said> {its ferry never hit the bridge}.",
        "[The ferry company] <said> {there was no evidence that a ferry hit the bridge}.",
        "[The ferry company] <said> {the reports that a ferry hit the bridge were false}.",
        "[The ferry company] <does not believe> {that a ferry hit the bridge}.",
        "The Sallow bridge was not hit by a ferry.",
        "It is not true that a ferry hit the bridge.",
        "The ferry didn’t hit the bridge.",
        "Neither ferry hit the bridge.",
        "[The captain] <said>: {“It never happened.”}",
        "[The captain] <called> {the allegations baseless}.",
        "[The captain] <said> {she had done nothing wrong}.",
        "[The inquiry] <found> {no evidence of a ferry hitting the bridge}.",
        "[The inquiry] <did not establish> {that a ferry hit the bridge}.",
        "[The inquiry] <had not found> {that a ferry hit the bridge}.",
        "[Nothing in the letters] <supports> {reports that a ferry hit the bridge}.",
        "[The mayor] <said> {, though, that the report did not contain enough evidence that a ferry hit the bridge}.",
        "[The ferry company] <tried> {to push back against reports that a ferry hit the bridge}.",
        "A ferry never, ever hit the bridge.",
        "There was a lack of ferry hits on the bridge.",
        "[The company] <called> {the report that a ferry hit the bridge fake news}.",
        "[The company] <described as false> {the report that a ferry hit the bridge}.",
        "[The company] <dismissed> {as nonsense reports that a ferry hit the bridge}.",
        "[The company] <scoffed at> {the idea that a ferry hit the bridge}.",
        "[The company] <ruled out> {that a ferry had hit the bridge}.",
        "[The company] <disagreed with> {the finding that a ferry hit the bridge}.",
        "[The company] <said> {there was nothing to suggest a ferry had hit the bridge}.",
        "[The company] <said> {it had no record of a ferry hitting the bridge}.",
        "[The company] <said> {it was wrong to say that a ferry hit the bridge}.",
        "[The company] <said> {the ferry could not have hit the bridge}.",
        "[The company] <insisted> {none of its ferries had hit the bridge}.",
        "[The ferry] <never hit> {the Sallow bridge}.",
        "[The company] <denied> {responsibility for the damage to the bridge}.",
    ],
)
def test_denials(denial: str) -> None:
    assert of(HIT, "A ferry hit the Sallow bridge on Monday.", denial) == ["supports", "supports", "denies"]


@pytest.mark.parametrize(
    "support",
    [
        "[The harbour office] <did not deny> {that a ferry hit the bridge}.",
        "[The ferry company] <denied> {that the ferry had not hit the bridge}.",
        "The ferry, which was not insured, hit the bridge.",
        "A ferry hit the bridge because the bridge was not lit.",
        "[The mayor] <said> {the ferry should not have hit the bridge}.",
        "[The police] <are investigating> {whether the ferry that hit the bridge had lights}.",
        "No fewer than two ferries hit the bridge.",
        "There is no doubt that a ferry hit the bridge.",
        "A ferry hit not only the quay but also the bridge.",
        "A ferry hit the bridge, but nobody was on board.",
        "A ferry hit the bridge because its captain did not see it.",
        "A ferry hit the bridge, and the captain refused to comment.",
        "[The mayor] <said> {a ferry hit the bridge, which could not be repaired}.",
        "[The mayor] <said> {a ferry with no lights hit the bridge}.",
        "It was not the first time that a ferry hit the bridge.",
        "No ferry has hit the bridge more often than this one.",
        "No other ferry has hit the bridge.",
        "The ferry did what a barge did not a week ago, and hit the bridge.",
        "[The mayor] <vowed> {to prevent ferries from hitting the bridge}.",
        "[The mayor] <asked> {for a bridge that is not grey after a ferry hit it}.",
        "[Mr. Olund] <said> {Mr. Berg could not be more sure that a ferry hit the bridge}.",
        "[The mayor] <said> {ferries must not hit the bridge again}.",
        "[The mayor] <said> {there should be no ferry at the bridge}.",
        "[The mayor] <said> {there was no place for a ferry at the bridge}.",
        "[The mayor] <did not know of> {the ferry that hit the bridge}.",
        "[The mayor] <was asked> {whether a ferry hit the bridge}.",
        "[The mayor] <called> {the report on the ferry and the bridge a good one}.",
        "Ferry No. 2 hit the bridge.",
        "Who hit the bridge with a ferry?",
        "Ferry Hits Bridge Mayor Sees Damage Sallow Bridge Closed Company Denies Ferry Hit Bridge Marl Harbour Office "
        "Opens Inquiry Olund Wins Cup Berg Loses Cup Rain Falls On Marl",
    ],
)
def test_a_negation_of_something_else_is_no_denial(support: str) -> None:
    assert of(HIT, "A ferry hit the Sallow bridge on Monday.", support) == ["supports"] * 3


@pytest.mark.parametrize(
    "question",
    [
        "It was not immediately clear whether a ferry hit the bridge.",
        "It is unclear whether a ferry hit the bridge.",
        "[The union] <asked> {whether a ferry had hit the bridge}.",
        "[The union] <doubts> {that a ferry hit the bridge}.",
        "[The Courier] <could not verify> {that a ferry hit the bridge}.",
        "Whether a ferry hit the bridge is not known.",
        "Did a ferry hit the bridge?",
        "[The police] <could not establish> {that a ferry hit the bridge}.",
        "The Courier gave no evidence that a ferry hit the bridge.",
    ],
)
def test_questions(question: str) -> None:
    assert of(HIT, "A ferry hit the Sallow bridge on Monday.", question) == ["supports", "supports", "questions"]


def test_what_all_say_did_not_happen_all_support() -> None:
    assert of("The school was not hit.", "[The mayor] <said> {the school was not hit}.") == ["supports"] * 2
    assert of("[Berg] <denied> {that the school was hit}.", "The school was not hit.") == ["supports"] * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "[Olund] <vowed> {never to let the island down}.",
            "[Olund] <said>: {“I will never, ever let the island down.”}",
        ),
        (
            "[She] <said> {she never saw the letter}.",
            "[She] <said> {she was not aware of anyone having seen the letter}.",
        ),
        (
            "[They] <say> {the letters refute her past assertions}.",
            "[They] <say> {the letters “refute” her “past assertions”}.",
        ),
        ("The island found no evidence of collusion.", "[The judge] <did not find> {that the islanders had colluded}."),
        ("The letters are secret.", "[Berg] <said> {the letters are secret by name, but they are not secret to me}."),
        ("The mill stands with no end in sight to the flood.", "There is no end in sight to the flood at the mill."),
        (
            "[Olund] <vowed> {to keep the island out of the league for ever}.",
            "[Olund] <promised> {that the island would never happen to be in the league}.",
        ),
        (
            "[Olund] <announced> {whether she would seek a second term or leave the council}.",
            "[The papers] <say> {that Olund will not seek a second term on the council}.",
        ),
        (
            "[Berg] <said> {I’m not going to talk about the mill. I’m going to get back to the mill’s people}.",
            "[Berg] <said> {I’m not going to talk about the mill}.",
        ),
        ("[Olund] <said> {the meeting in Marl must be stopped}.", "[Olund] <said> {the meeting should not be held}."),
        ("The office plans to charge Berg.", "The charges did not appear to include the sale of the mill by Berg."),
        ("[Olund] <said> {it must not happen again}.", "[Olund] <wants> {to prevent it from ever happening again}."),
    ],
)
def test_those_who_say_the_same_with_a_not_agree(one: str, other: str) -> None:
    assert of(one, other) == ["supports"] * 2


def test_a_not_denies_only_what_others_say_together_with_the_rest_of_its_clause() -> None:
    assert of("The council asked for the full report.", "[Berg] <said> {nobody asked Olund, who has the report}.") == [
        "supports",
        "supports",
    ]


def test_who_says_that_it_is_not_so_denies_with_one_who_denies_it() -> None:
    assert of(
        "[The Courier] <said> {the mill takes water from the lake}.",
        "[The owners] <denied> {that they give the mill a pipe to the lake}.",
        "[Olund] <said> {we do not lay any pipe for the mill at the lake}.",
    ) == ["supports", "denies", "denies"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "[The judge] <said> {Olund and Berg colluded on the price}.",
            "[Olund] <said> {there was no collusion on the price}.",
        ),
        ("[Berg] <said> {he had spoken to Olund}.", "[The lawyer] <said> {Mr. Berg was not speaking to Olund}."),
    ],
)
def test_other_forms_of_a_word_are_denied_too(one: str, other: str) -> None:
    assert of(one, other) == ["supports", "denies"]


def test_denials_of_what_nobody_claims_are_denials() -> None:
    assert of("[Berg] <denied> {that the school was hit}.", "[Olund] <denied> {the school was hit}.") == ["denies"] * 2


def test_where_most_say_that_it_was_not_so_who_says_that_it_was_denies() -> None:
    assert of(
        "The school was not hit.", "[The mayor] <said> {the school was not hit}.", "The school was hit by a wave."
    ) == ["supports", "supports", "denies"]


def test_outright_denials_deny_however_many_they_are() -> None:
    denial = "[The mayor] <denied> {that the school was hit}."
    assert of(denial, denial, denial, "The school was hit by a wave.") == ["denies"] * 3 + ["supports"]


def test_who_denies_it_does_not_support_it_in_other_words() -> None:
    denied = "[Olund] <denied> {that she had sold the ferry}."
    assert of(denied, "[Olund] <called> {the sale of the ferry a fairy tale}.") == ["denies"] * 2
    assert of(denied, "[Berg] <called> {the sale of the ferry a shame}.") == ["denies", "supports"]


def test_what_is_said_to_have_been_said_is_told_and_not_denied() -> None:
    denied = "[Olund] <denied> {that she called the mayor a thief}."
    assert of(denied, "[Olund] <called> {the old mayor a thief}.") == ["denies", "supports"]
    denial, part = paper(
        1, "[Olund] <denied> {that she called the mayor a thief}.", "[Olund] <called> {the mayor a thief}."
    )
    nested = msgspec.structs.replace(part, inside=denial.number)
    told_by = told(2, "[Berg] <said> {that Olund called the mayor a thief}.")
    assert [stance for stance, _ in stances([denial, nested, told_by])] == ["denies", "denies", "supports"]


def test_an_outright_denial_of_something_else_denies_nothing_here() -> None:
    other = "[Berg] <denied> {that he had sold letters to the council}."
    assert of("A ferry hit the bridge.", "[Olund] <said> {a ferry hit the bridge}.", other) == ["supports"] * 3


def test_rejected_claims_are_denied() -> None:
    rejected, hit = "[The company] <rejected> {claims that a ferry hit the bridge}.", "A ferry hit the bridge."
    assert of(rejected, hit) == ["denies", "supports"]
    refused = msgspec.structs.replace(told(1, rejected), act="refuse", polarity="negative")
    assert [stance for stance, _ in stances([refused, told(2, hit)])] == ["denies", "supports"]


def test_what_might_not_be_so_is_left_open() -> None:
    assert of(HIT, "A ferry hit the bridge.", "A ferry might not hit the bridge.")[2] == "questions"


def test_the_object_of_a_light_verb_is_what_is_denied() -> None:
    assert of("[Olund] <made> {harsh racing jokes}.", "[Olund] <said> {I didn’t use harsh racing words}.") == [
        "supports",
        "denies",
    ]


def test_an_answer_about_a_part_of_a_statement_does_not_deny_it() -> None:
    statements = paper(
        7,
        "[The council] <voted> {on a bill that lets the heirs of the drowned sue the ferry company for its role}.",
        "[The company] <denied> {any role}.",
        "[The mayor] <dismissed> {the concerns}.",
        answers=[(2, 1, "denies"), (3, 1, "denies")],
    )
    other = told(8, "The council voted on a bill on the heirs of the drowned.")
    assert {stance for stance, _ in stances([other, *statements])} == {"supports"}


def test_to_reject_a_plan_is_not_to_deny_it() -> None:
    assert of("[The council] <rejected> {the bridge plan}.", "The bridge plan was turned down.") == ["supports"] * 2


def test_if_all_ask_nobody_questions() -> None:
    assert of("It is unclear who hit the bridge.", "It was not clear who hit the bridge.") == ["supports"] * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Marl bridge is open to lorries.", "The Marl bridge is closed to lorries."),
        ("The council accepted the plan.", "The council rejected the plan."),
        ("The jury found that the baker was guilty.", "The jury found that the baker was innocent."),
        ("The captain is alive.", "The captain is dead."),
        ("The minister will stay in the cabinet.", "The minister will quit the cabinet."),
    ],
)
def test_opposites_of_the_same_subject_are_opposed(one: str, other: str) -> None:
    assert opposed(told(1, one), told(2, other)) is not None
    assert sorted(of(one, one.replace("The", "That", 1), other)) == ["denies", "supports", "supports"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Olund won the election in Marl.", "Berg lost the election in Marl."),
        ("The Marl bridge is not closed.", "The Marl bridge is open."),
        ("The ferry hit the bridge.", "The ferry hit the bridge at noon."),
        ("The mayor vowed to stay in the race.", "The mayor refused to quit the race."),
        ("The ferry hit the bridge.", "The wave did not reach the school."),
        ("The owner may refuse to serve guests.", "The law lets owners deny service to guests."),
        ("The captain is not a drinker, and not a fool.", "The captain is not a drinker and not a fool."),
        ("The ferry sank in Marl bay.", "The ferry sank not far from Marl bay."),
        ("The lone “no” vote was the mayor’s.", "The lone vote against it was the mayor’s."),
        ("No ship left the harbour.", "No ship has left the harbour."),
    ],
)
def test_what_is_no_opposite(one: str, other: str) -> None:
    assert opposed(told(1, one), told(2, other)) is None


def test_claims_that_differ_in_one_not_are_opposed_both_ways() -> None:
    left, right = told(1, "The army shelled the mill at Marl."), told(2, "The army has not shelled the mill at Marl.")
    assert opposed(left, right) == opposed(right, left) == "“not” before “shelled” in paper2"


def test_the_reason_names_the_words() -> None:
    members = [
        told(1, HIT),
        told(2, "[The company] <denied> {that a ferry hit the bridge}."),
        told(3, "No ferry hit the bridge."),
    ]
    whys = [why for _, why in stances(members)]
    assert whys[1] == "act: deny"
    assert whys[2] == "“no” before “ferry”"


def test_a_denial_without_content_of_its_own_joins_what_it_answers() -> None:
    statements = paper(
        7,
        HIT,
        "[The company] <denied> {this claim}.",
        "Rain fell on Marl.",
        answers=[(2, 1, "denies"), (3, 1, "repeats")],
    )
    other = told(8, "A ferry hit the Sallow bridge on Monday.")
    assert answering(statements, {statements[0].key, other.key}) == (statements[1],)
    assert answering(statements, {other.key}) == ()
    stance, why = stances([statements[0], other, statements[1]])[2]
    assert (stance, why) == ("denies", "answers s1, which it denies")


def test_a_statement_with_words_of_its_own_is_not_just_an_answer() -> None:
    statements = paper(
        7, HIT, "[The company] <denied> {that its captain had been drinking rum}.", answers=[(2, 1, "denies")]
    )
    assert answering(statements, {statements[0].key}) == ()


TOKENS = sorted(listed("the ferry did not hit no denied bridge that it is unclear , but because . never false reports"))
WORDS = st.lists(
    st.sampled_from(TOKENS),
    max_size=30,
).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_stances_do_not_depend_on_the_order_of_members(texts: list[str], random: object) -> None:
    members = [told(i, text) for i, text in enumerate(texts, 1)]
    found = dict(zip((m.key for m in members), stances(members), strict=True))
    shuffled = members[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert dict(zip((m.key for m in shuffled), stances(shuffled), strict=True)) == found
    assert any(stance == "supports" for stance, _ in found.values())


LISTED = [word for each in vars(denying).values() if isinstance(each, frozenset) for word in each]
PIECES = st.lists(
    st.tuples(
        st.sampled_from(sorted({*LISTED, *antonyms(), "didn’t", "nothıng", "happened"})), st.sampled_from("  -,.’")
    )
    | st.tuples(st.sampled_from(["ferry", "bridge", "Marlin", "hit", "open"]), st.just(" ")),
    max_size=6,
).map(lambda some: "".join(word + after for word, after in some).replace("]", "").replace("[", ""))


@given(
    st.lists(
        st.tuples(PIECES, PIECES, PIECES, st.sampled_from([None, "assert", "ask", "deny", "refuse"])),
        min_size=1,
        max_size=3,
    )
)
@settings(max_examples=500, deadline=None)
def test_what_no_word_could_deny_is_supported(parts: list[tuple[str, str, str, str | None]]) -> None:
    members = [
        msgspec.structs.replace(told(i, f"[The {source}] <said {cue}> {{that {content}}}."), act=act)
        for i, (source, cue, content, act) in enumerate(parts, 1)
    ]
    found = stances(members)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stance, "undisputed", lambda members: False)
        assert stances(members) == found


@given(WORDS, WORDS)
@settings(deadline=None)
def test_to_be_opposed_is_mutual(one: str, other: str) -> None:
    left, right = told(1, one), told(2, other)
    assert opposed(left, right) == opposed(right, left)
    assert opposed(left, left) is None


def test_long_contents_and_claims_of_many_members() -> None:
    long = told(1, "The ferry did not hit the bridge, " * 20_000)
    members = [long, *(told(i, "A ferry hit the Sallow bridge.") for i in range(2, 3000))]
    assert [stance for stance, _ in stances(members)] == ["denies"] + ["supports"] * 2998
