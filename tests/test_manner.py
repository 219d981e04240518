"""How a source says it, on sentences made for the purpose: [source] <cue> {content}, |cue of an inner statement|."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading import cues
from sayso.reading.manner import Manner, manner, own_voice

MARKS = {"[": "source", "]": "source", "<": "cue", ">": "cue", "{": "content", "}": "content", "|": "inner"}


def parsed(marked: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    text = ""
    spans: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": [], "inner": []}
    begun: dict[str, int] = {}
    for c in marked:
        part = MARKS.get(c)
        if part is None:
            text += c
        elif part in begun:
            spans[part].append((begun.pop(part), len(text)))
        else:
            begun[part] = len(text)
    return text, spans


def read(marked: str, *, nested: bool = False) -> tuple[str, Manner]:
    text, spans = parsed(marked)
    inner = spans["inner"]
    return text, manner(text, spans["source"], spans["cue"], spans["content"], inner=inner, nested=nested)


def of(marked: str) -> str:
    found = read(marked)[1]
    return f"{found.act} {found.certainty} {found.polarity}"


def hedges(marked: str) -> list[str]:
    text, found = read(marked)
    return [text[start:end] for start, end in found.hedges]


def conditions(marked: str) -> list[str]:
    text, found = read(marked)
    return [text[start:end] for start, end in found.conditions]


ACTS = {
    "[The mayor] <said> {the bridge was safe}.": "assert certain positive",
    "[The report] <describes> {the quay as a ruin}.": "assert certain positive",
    "<According to> [the harbour office], {two ships are waiting}.": "assert certain positive",
    "[The minister] <confirmed> {that the talks had failed}.": "confirm certain positive",
    "[The shipper] <denied> {that its containers had held batteries}.": "deny certain negative",
    "[The union] <called for> {an open inquiry}.": "request unknown positive",
    "[The office] <urged> {residents not to wait}.": "request unknown positive",
    "[The ministry] <has promised> {to repair the road}.": "promise unknown positive",
    "[The strikers] <threatened> {to close the port}.": "threaten unknown positive",
    "[The coastguard] <warned> {that the ice was thin}.": "warn certain positive",
    "[Analysts] <expect> {a poor harvest}.": "predict probable positive",
    "[Many villagers] <believe> {the well is poisoned}.": "believe probable positive",
    "[The engineer] <is convinced> {that the dam will hold}.": "believe certain positive",
    "[Her deputy] <doubts> {that the money will come}.": "doubt probable negative",
    "[The company] <plans> {to hire forty people}.": "intend unknown positive",
    "[The board] <decided> {to sell the mill}.": "intend certain positive",
    "[The board] <has decided> {to sell the mill}.": "intend certain positive",
    "[The board] <had decided> {not to sell the mill}.": "refuse certain positive",
    "[The league] <endorsed> {the new rules}.": "agree certain positive",
    "[The harbour master] <refused to say> {who had signed for the load}.": "refuse unknown negative",
    "[Reporters] <asked> {whether the tunnel was safe}.": "ask unknown positive",
    "[The court] <ordered> {the sale of the ship}.": "order unknown positive",
}


@pytest.mark.parametrize(("marked", "expected"), ACTS.items())
def test_every_act(marked: str, expected: str) -> None:
    assert of(marked) == expected


def test_the_acts_are_those_of_the_conventions() -> None:
    assert {expected.split()[0] for expected in ACTS.values()} == set(cues.lexicon().acts)


@pytest.mark.parametrize(
    ("marked", "expected"),
    {
        "[The guard] <asked> {the driver to wait}.": "request unknown positive",
        "[The guard] <asked> {“Who goes there?”}": "ask unknown positive",
        "[The clerk] <told> {the heirs to leave the house}.": "order unknown positive",
        "[The clerk] <told> the heirs {that the lease had ended}.": "assert certain positive",
        "[She] <told> him {he had nothing to fear}.": "assert certain positive",
        "[The club] <wants> {to move to the coast}.": "intend unknown positive",
        "[The club] <wants> {the city to pay for the move}.": "request unknown positive",
        "[The club] <voted for> {the plan}.": "agree certain positive",
        "[The club] <voted against> {the plan}.": "refuse certain negative",
        "[The judge] <ruled> {that the will was valid}.": "assert certain positive",
        "[The judge] <ruled against> {the sale}.": "order certain negative",
        "[The law] <bans> {night flights}.": "order unknown negative",
        "[his] <questions about> {the price}": "ask unknown positive",
        "[The auditor] <questions> {the price}.": "doubt unknown negative",
        "[The clerk] <told> the heirs {“The judge wants us to wait.”}": "assert certain positive",
        "[The clerk] <told> {he was known to be strict}.": "assert certain positive",
        "[The clerk] <asked> {that question}.": "ask unknown positive",
        "[Engineers] <have reached a consensus> {that the dam is sound}.": "believe probable positive",
        "[The panel] <made its determination> {that the dam was sound}.": "assert certain positive",
        "[She] <spoke of her determination> {to sail}.": "intend unknown positive",
        "[The guide] <let them know> {that the tower leaned}.": "assert certain positive",
        "[Growers] <like to call> {the dam a folly}.": "assert certain positive",
        "[Growers] <would like> {the town to sell the dam}.": "request unknown positive",
        "[The keeper] <has seen> {three ships}.": "assert certain positive",
        "[The board] <is considering> {a sale}.": "intend unknown positive",
        "[The charter] <allows> {members to vote}.": "assert certain positive",
        "[Article 9 of the charter] <allows> {members to vote}.": "assert certain positive",
        "[The mayor] <allows> {members to vote}.": "agree certain positive",
        "[The mayor] <scoffed at> {the idea of a sale}.": "deny certain negative",
        "[The radio host] <pressed>: {“Who paid for the ship?”}": "ask unknown positive",
        "[The club] <does not agree with> {the plan}.": "deny certain negative",
        "[The paper] <calls> {the plan a folly}.": "assert certain positive",
        "[Growers] <oppose> {the dam}.": "believe certain negative",
        "[The mayor] <rejected> {the accusation}.": "deny certain negative",
        "[The mayor] <rejected> {the union's offer}.": "refuse certain negative",
        "[The auditor] <questioned>: {“Who paid?”}": "ask unknown positive",
        "[They] <want to know> {who paid}.": "ask unknown positive",
        "[The mayor] <announced plans> {to close the pool}.": "intend unknown positive",
    }.items(),
)
def test_what_follows_a_word_decides_between_its_senses(marked: str, expected: str) -> None:
    assert of(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    {
        "[They] <made a promise> {to repair the road}.": "promise unknown positive",
        "[Growers] <have expressed concern> {that the wells will run dry}.": "believe probable positive",
        "[The pilots] <issued a statement calling for> {longer rests}.": "request unknown positive",
        "[The pilots] <refused to fly, saying> {the storm was near}.": "assert certain positive",
        "[The pilots] <said, holding up a map>: {“The storm is near.”}": "assert certain positive",
        "[The pilots] <began the day by denying> {that the storm was near}.": "deny certain negative",
        "[Growers] <have a policy of refusing> {the water}.": "refuse unknown negative",
        "[Growers] <sounded a note of caution about> {the water}.": "warn certain positive",
        "[Growers] <voiced> {strong support for the dam}.": "agree certain positive",
        "[Growers] <voiced> {the worries of the valley}.": "believe probable positive",
        "[Growers] <expressed> {what the valley felt}.": "assert certain positive",
        "[The court] <made a decision to grant> {a delay}.": "agree certain positive",
        "[The mayor] <continues to ignore> {the noise}.": "deny unknown negative",
        "[The mayor] <continued>: {“The noise is bearable.”}": "assert certain positive",
        "[The keeper] <went on, as if he did not hear>: {“It was dark.”}": "assert certain positive",
        "[Two keepers]<:> {“It was dark.”}": "assert certain positive",
        "[A keeper] <glorpts> {that it was dark}.": "assert certain positive",
    }.items(),
)
def test_light_words_leave_the_act_to_others(marked: str, expected: str) -> None:
    assert of(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    {
        "[The mayor] <did not say> {that the bridge was safe}.": "assert unknown negative",
        "[He] <never apologized for> {the delay}.": "assert unknown negative",
        "[Police] <have not ruled out> {arson}.": "assert possible positive",
        "[He] <does not deny> {that he was there}.": "assert unknown positive",
        "[She] <does not believe> {that the boat sank}.": "believe probable negative",
        "[It] <is not expected> {to rain}.": "predict probable negative",
        "[The town] <no longer wants> {to keep the ferry}.": "refuse unknown negative",
        "[There] <is no doubt> {that the boat sank}.": "believe certain positive",
        "[He] <does not know> {whether the boat sank}.": "doubt unknown positive",
        "[He] <could not say> {whether the boat sank}.": "doubt unknown positive",
        "[The town] <has no plans> {to keep the ferry}.": "intend unknown negative",
        "[The club] <has not endorsed> {anyone}.": "refuse unknown negative",
        "[The paper] <not only said> {that the boat sank}.": "assert certain positive",
        "[She] did not <mention> {the boat}.": "assert unknown negative",
        "[The crew] <decided> {not to sail}.": "refuse certain positive",
        "[The crew] <decided not to join> {the strike}.": "refuse certain negative",
        "[The crew] <would not say> {who had paid}.": "refuse unknown negative",
        "[Neither ship] <mentioned> {the storm}.": "assert unknown negative",
        "[She] <cannot help but think> {that it sank}.": "believe probable positive",
        "[She] <could not resist pointing out> {that it sank}.": "assert certain positive",
        "[She] <never missed an opportunity to say> {that it sank}.": "assert certain positive",
        "[They] <lack confidence in> {the crew}.": "believe probable negative",
        "[They] <have no way of knowing> {whether it sank}.": "doubt unknown positive",
        "[There is no rule] <requiring> {life vests}.": "order unknown negative",
        "[She] <has not refused> {to sail}.": "intend possible positive",
        "[The club] <failed to mention> {the fee}.": "assert unknown negative",
    }.items(),
)
def test_negation_in_the_cue(marked: str, expected: str) -> None:
    assert of(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    {
        "[The minister] <said> {she would resign}.": "intend unknown positive",
        "[The minister] <said>: {“I will resign.”}": "intend unknown positive",
        "[The minister] <said>: {“We're going to fight the order.”}": "intend unknown positive",
        "[The minister] <said> {her party might block the bill}.": "intend possible positive",
        "[The minister] <said>: {“He will resign.”}": "predict certain positive",
        "[The minister] <said> {she would not resign}.": "refuse unknown positive",
        "[The minister] <said> {he's planning to resign}.": "assert certain positive",
        "[The minister] <said> {he would like to resign}.": "assert certain positive",
        "[The minister] <said>: {“I promise you a bridge.”}": "promise unknown positive",
        "[The minister] <said>: {“I will just make this promise: the bridge stays.”}": "promise unknown positive",
        "[The minister] <said>: {“We urge the council to wait.”}": "request unknown positive",
        "[The minister] <said>: {“We will urge the council to wait.”}": "intend unknown positive",
        "[The minister] <said> {he'll support the bridge}.": "intend unknown positive",
        "[The minister] <said>: {“Well, I never said I would pay for it.”}": "assert certain positive",
        "[The minister] <said>: {“I never said I was going to pay for it.”}": "assert certain positive",
        "[The minister] <said>: {“I wouldn't call it a bridge.”}": "assert certain positive",
        "[Ms Reyl] <said> {she was glad that he would build a bridge}.": "assert certain positive",
        "[The minister] <announced> {that the bridge will close in May}.": "intend certain positive",
        "[The minister] <announced> {that the bridge had closed}.": "assert certain positive",
        "[The study] <said> {that if the tax fell it would still bring in money}.": "assert certain positive",
        "[The minister] <said> {the claim was false}.": "deny certain positive",
        "[The minister] <said> {the report about the bridge was not true}.": "deny certain positive",
        "[The minister] <found> {that the rumour was entirely “true”}.": "confirm certain positive",
        "[The minister] <called> {the allegations baseless}.": "deny certain positive",
        "[The minister] <said> {the claim that he was wrong had hurt him}.": "assert certain positive",
        "[The minister] <said>: {“I believe in bridges.”}": "assert certain positive",
        "[The minister] <said> {there was no reason to think it will fall}.": "assert certain positive",
        "[The minister] <said> {Orne would finish the bridge}.": "predict probable positive",
        "[They] <say> {he may stay away}.": "assert possible positive",
        "[The bank] <said> {prices will rise}.": "predict certain positive",
        "[The bank] <said> {prices would rise}.": "predict probable positive",
        "[The bank] <said> {prices are likely to rise}.": "predict probable positive",
        "[The bank] <said> {prices could lead to unrest}.": "predict possible positive",
        "[The bank] <said> {the tax could hurt small shops}.": "warn possible positive",
        "[The coach] <said>: {“They had better train.”}": "warn certain positive",
        "[The union] <said> {the ministry should act}.": "request unknown positive",
        "[The union] <said> {the ministry should have acted}.": "assert certain positive",
        "[The union] <said> {the ministry should be ashamed}.": "assert certain positive",
        "[The union] <said> {the question should be who gains}.": "assert certain positive",
        "[The union] <said> {there should be a law against it}.": "request unknown positive",
        "[The union] <said> {the ministry does not have to act}.": "assert certain positive",
        "[The union] <said> {it has to do with the mine}.": "assert certain positive",
        "[The union] <said>: {“To know this you have to live here.”}": "assert certain positive",
        "[The union] <spoke about> {whether the ministry should act}.": "assert certain positive",
        "[The union] <said>: {“We closed the mine, right?”}": "assert certain positive",
        "[The union] <said> {the ministry should be closed}.": "request unknown positive",
        "[The union] <said> {if Anna Reyl is elected, she will close the mine}.": "predict certain positive",
        "[The union] <said> {if it is elected, it will close the mine}.": "intend unknown positive",
        "[The union] <said>: {“We’ll not only strike for a day.”}": "intend unknown positive",
        "[The union] <said>: {“We will not strike for a day.”}": "refuse unknown positive",
        "[The union] <said>: {“We’ll see.”}": "assert certain positive",
        "[Half of them] <said> {they would vote for the mine}.": "intend unknown positive",
        "[The union] <said>: {“Stop the sale.”}": "request unknown positive",
        "[The union] <said>: {“Let me be clear: it hurts.”}": "assert certain positive",
        "[The guide] <says>: {“Who built this?”}": "ask unknown positive",
        "[The actor] <said> {he hopes to return}.": "assert certain positive",
        "[The actor] <said> {he plans to return}.": "assert certain positive",
        "[The actor] <said> {he does not believe it will return}.": "assert certain positive",
        "[The actor] <said> {he had hoped to return}.": "assert certain positive",
        "[The actor] <said> {he voted for the ban}.": "assert certain positive",
        "[The actor] <said> {the will of the people had won}.": "assert certain positive",
        "[The actor] <said> {it was a tool only he would use}.": "assert certain positive",
        "[The charter] <says> {members must pay}.": "order unknown positive",
        "[The charter of the club] <calls for> {a vote}.": "order unknown positive",
    }.items(),
)
def test_what_is_said_decides_what_saying_does(marked: str, expected: str) -> None:
    assert of(marked) == expected


def test_most_of_the_sentences_decide() -> None:
    assert of("[The guide] <said>: {“The tower is old. It leans. It will fall.”}") == "assert certain positive"
    assert of("[The guide] <said>: {“It will lean.”} [He] added: {“It will fall.”}") == "predict certain positive"
    assert of("[The guide] <said>: {“The tower is old. You should see it.”}") == "request unknown positive"


@pytest.mark.parametrize(
    ("marked", "expected"),
    {
        "[The pilot] <said> {the storm may pass}.": "assert possible positive",
        "[The pilot] <said> {the storm has probably passed}.": "assert probable positive",
        "[The pilot] <thinks> {the storm may have passed}.": "believe possible positive",
        "[The pilot] <said> {the people who may have seen it are gone}.": "assert certain positive",
        "[The pilot] <said> {they left, adding that it might rain}.": "assert certain positive",
        "[The pilot] <might argue> {that the storm has passed}.": "assert possible positive",
        "[The pilot] <seems> {to have left}.": "assert probable positive",
        "[The pilot] <said>: {“It was late. It was dark. Perhaps it rained.”}": "assert certain positive",
        "[The pilot] <asked> {whether it might rain}.": "ask unknown positive",
        "[The pilot] <denied> {that it might rain}.": "deny certain negative",
        "[The pilot] <would argue> {that the storm has passed}.": "assert probable positive",
        "[The pilot] <would not argue with> {the tower}.": "refuse unknown negative",
        "[The pilot] <could not resist saying> {that it rained}.": "assert certain positive",
        "[The pilot] <said> {he knew of whatever might come}.": "assert certain positive",
    }.items(),
)
def test_certainty(marked: str, expected: str) -> None:
    assert of(marked) == expected


def test_what_an_inner_statement_says_is_not_the_outer_ones() -> None:
    assert of("[The mayor] <said> {he |expects| the bridge to open}.") == "assert certain positive"
    assert of("[The mayor] <said> {he expects that the bridge will open}.") == "assert certain positive"
    assert of("[The mayor] <said> {the guards |say| it might fall}.") == "assert certain positive"
    assert hedges("[The mayor] <said> {the guards |say| it might fall}.") == []
    assert hedges("[The mayor] <said> {the guards reportedly |say| it fell}.") == []
    assert hedges("[The mayor] <said> {perhaps the guards |say| so}.") == ["perhaps"]
    assert conditions("[The mayor] <said> {the guards |say| it falls if it rains}.") == []
    marked = "[The mayor] <said> {that if the court |requires| us to pay, we will appeal}."
    assert of(marked) == "intend unknown positive"
    assert conditions(marked) == ["if the court requires us to pay"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    {
        "[The pilot] <said> {the storm might, perhaps, pass}.": ["might", "perhaps"],
        "[The pilot] <reportedly said> {the storm had passed}.": ["reportedly"],
        "[The pilot], [who] reportedly <said> {the storm had passed}.": ["reportedly"],
        "I think [they] <believed> {the storm had passed}.": ["I think"],
        "[The pilot] <appears to believe> {the storm had passed}.": ["appears"],
        "[The pilot] <said>: {“I think it has passed.”}": ["I think"],
        "[The pilot] <named> {the so-called experts}.": ["so-called"],
        "[The pilot] <spoke of> {alleged thefts}.": ["alleged"],
        "[The clerk] <alleged> {that it was stolen}.": [],
        "[The pilot] <said> {it happened in May}.": [],
        "[The pilot] <said> {it could not happen}.": [],
        "[The pilot] <said> {those who could swim did}.": [],
        "[The pilot] <said> {he appeared on stage}.": [],
        "[The poll] <found> {that likely voters are few}.": [],
        "[The pilot] <said> {rain is likely}.": ["likely"],
        "[The pilot] <said> {it was a kind of boat}.": [],
        "[The pilot] <said> {it was kind of cold}.": ["kind of"],
        "[The pilot] <said> {to go as fast as possible}.": [],
        "[The pilot] <said> {she did everything possible}.": [],
        "[The pilot] <said>: {“If I may, it rained.”}": [],
        "[The pilot] <said>: {“We may be late.”}": ["may"],
        "[The pilot] <said> {it was a storm that could sink ships}.": ["could"],
        "[The pilot] <spoke of> {whether it could sink ships}.": ["could"],
        "[The pilot] <said> {he took whatever he could carry}.": [],
    }.items(),
)
def test_hedges(marked: str, expected: list[str]) -> None:
    assert hedges(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    {
        "[The pilot] <said> {he would land if the wind fell}.": ["if the wind fell"],
        "[The pilot] <said> {that, if the wind fell, he would land}.": ["if the wind fell"],
        "[The pilot] <said>: {“If I may, it rained.”}": [],
        "[The pilot] <said> {it had rained for as long as 18 days}.": [],
        "[The pilot] <said> {he would fly as long as the wind held}.": ["as long as the wind held"],
        "[The pilot] <said> {he would land if the wind fell, or if it rained}.": ["if the wind fell", "if it rained"],
        "[The pilot] <said> {he would land if it was so cold that he could not see}.": [
            "if it was so cold that he could not see"
        ],
        "[The pilot] <said> {if the wind fell, and the sea was calm, he would land}.": [
            "if the wind fell, and the sea was calm"
        ],
        "[The pilot] <said> {if the wind, which had risen, fell, he would land}.": [
            "if the wind, which had risen, fell"
        ],
        "[The pilot] <said> {if the wind fell he would land}.": ["if the wind fell"],
        "[The pilot] <said> {he would not land unless told to}.": ["unless told to"],
        "[The pilot] <said>: {“Had it rained we would have stayed.”}": ["Had it rained"],
        "[The pilot] <agreed> {on condition that he was paid}.": ["on condition that he was paid"],
        "[The pilot] <will wait> {until the wind falls}.": ["until the wind falls"],
        "[The pilot] <will wait> {until Friday}.": [],
        "[The pilot] <asked> {if it rained}.": [],
        "[The pilot] <acts> {as if it rained}.": [],
        "[The pilot] <said> {few, if any, would land}.": [],
        "[The pilot] <asked>: {“Had it rained?”}": [],
        "{If the wind fell}, [the pilot] <said>, {he would land}.": ["If the wind fell"],
        "[Mr. Orne] <said> {he would land if Mr. Ames waved}.": ["if Mr. Ames waved"],
    }.items(),
)
def test_conditions(marked: str, expected: list[str]) -> None:
    assert conditions(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    {
        "[She] <said> {the boat sank}.": "indirect",
        "{“The boat sank,”} [she] <said>.": "direct",
        "{“The boat,”} [she] <said>, {“sank.”}": "direct",
        '{"The boat sank,"} [she] <said>.': "direct",
        "{'The boat sank,'} [she] <said>.": "direct",
        "{‘The boat sank,’} [she] <said>.": "direct",
        "{''The boat sank,''} [she] <said>.": "direct",
        "{«The boat sank»}, [she] <said>.": "direct",
        "“{The boat sank},” [she] <said>.": "direct",
        "{”The boat sank.”} [she] <said>.": "direct",
        "[She] <said> {the boat was “a wreck”}.": "mixed",
        '[She] <said> {the boat was "a wreck"}.': "mixed",
        "[She] <said> {the boat was 'a wreck' then}.": "mixed",
        "[She] <said> {the boats' owners didn't pay in the '90s}.": "indirect",
        "{“The crew said ‘jump’ and jumped,”} [she] <said>.": "direct",
        "{“The crew ‘jumped.’”} [she] <said>.": "direct",
        "“I saw it. {It sank,”} [she] <said>.": "direct",
        "[She] <said> {the boat sank,” and left}.": "mixed",
    }.items(),
)
def test_quotation(marked: str, expected: str) -> None:
    assert read(marked)[1].quotation == expected


def test_a_nested_statement_has_only_its_own_quotation_marks() -> None:
    marked = "“[They] <said> {the boat sank},” she told us."
    assert read(marked)[1].quotation == "direct"
    assert read(marked, nested=True)[1].quotation == "indirect"
    assert read("“[They] <said> {the boat sank.”} [It] did.", nested=True)[1].quotation == "indirect"
    assert read("“[They] <said> {it was ‘lost’},” she told us.", nested=True)[1].quotation == "mixed"


def test_a_quotation_over_paragraphs_goes_on() -> None:
    assert read("{“It sank.}\n\n{“Nobody saw it,”} [she] <said>.")[1].quotation == "direct"


def voice(text: str) -> tuple[str, list[str], list[str]]:
    found = own_voice(text, (0, len(text)))
    spans = ([text[start:end] for start, end in part] for part in (found.hedges, found.conditions))
    return f"{found.act} {found.certainty} {found.polarity} {found.quotation}", *spans


def test_the_outlets_own_voice() -> None:
    assert voice("Nobody was killed.") == ("assert certain positive indirect", [], [])
    assert voice("Who paid for it?") == ("ask unknown positive indirect", [], [])
    assert voice("The fire may have begun on deck.") == ("assert possible positive indirect", ["may"], [])
    assert voice("The ship, reportedly, burned.") == ("assert probable positive indirect", ["reportedly"], [])
    assert voice("If it burns, it sinks.") == ("assert certain positive indirect", [], ["If it burns"])
    assert voice("The “friends” had left.") == ("assert certain positive mixed", ["“friends”"], [])
    assert voice("They saw “The Long Night” twice.") == ("assert certain positive mixed", [], [])


def test_a_content_that_ends_in_a_modal_can_be_read() -> None:
    assert of("[Vera Lindqvist] <said> {she would}.") == "intend unknown positive"


def test_nothing_to_read_asserts() -> None:
    assert manner("", [], [], []) == Manner("assert", "certain", "positive", "indirect", (), ())
    assert own_voice("", (0, 0)) == Manner("assert", "certain", "positive", "indirect", (), ())


WORDS = (
    "said is had better 'll going would if may “ ” ' ’ \" , . ? not to that he I will asked Had until could who appears"
)
PIECES = st.one_of(st.sampled_from(["\n\n", "\n", *WORDS.split()]), st.text(max_size=6))
TEXTS = st.lists(PIECES, max_size=40).map(" ".join)


@st.composite
def statements(draw: st.DrawFn) -> tuple[str, list[list[tuple[int, int]]]]:
    text = draw(TEXTS)
    parts = []
    for _ in range(4):
        edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
        parts.append(list(pairwise(edges))[::2])
    return text, parts


@settings(deadline=None)
@given(statements(), st.booleans())
def test_any_text_and_spans_can_be_read(statement: tuple[str, list[list[tuple[int, int]]]], nested: bool) -> None:
    text, (source, cue, content, inner) = statement
    found = manner(text, source, cue, content, inner=inner, nested=nested)
    assert found == manner(text, source, cue, content, inner=inner, nested=nested)
    assert found.act in cues.lexicon().acts
    assert found.certainty in ("certain", "probable", "possible", "unknown")
    assert found.polarity in ("positive", "negative")
    assert found.quotation in ("direct", "indirect", "mixed")
    for start, end in (*found.hedges, *found.conditions):
        assert 0 <= start < end <= len(text)
    assert list(found.hedges) == sorted(set(found.hedges))


@settings(deadline=None)
@given(TEXTS)
def test_any_sentence_can_be_read(text: str) -> None:
    found = own_voice(text, (0, len(text)))
    assert found == own_voice(text, (0, len(text)))
    for start, end in (*found.hedges, *found.conditions):
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "if ",
        "he will ",
        "“",
        "' ",
        "Had it ",
        ", Had the ",
        "not ",
        "to ",
        "may ",
        '" if ',
        "going to ",
        "if, who ",
        "a. ",
    ],
)
def test_time_grows_with_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        text = "She said " + unit * (length // len(unit)) + '"' * 9
        begun = time.process_time()
        manner(text, [(0, 3)], [(4, 8)], [(9, len(text))])
        manner(text, [(0, 3)], [(4, len(text))], [])
        return time.process_time() - begun

    cues.lexicon()
    short = min(seconds(12_500) for _ in range(3))
    assert seconds(100_000) < 8 * 4 * short + 0.5


def test_the_list_is_folded_as_it_stands() -> None:
    training = pytest.importorskip("training.acts")
    assert training.encode(training.fold()) == training.TARGET.read_text("utf8")
