"""Through whom the words of a statement came."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading import relays
from sayso.reading.relays import Told, carried

MARKS = re.compile(r"[\[\]<>{}]")
Spans = list[tuple[int, int]]


def marked(article: str) -> tuple[str, Spans, Spans, Spans]:
    """The text, and the places of `[source]`, `<cue>` and `{content}`."""
    places: dict[str, Spans] = {"[": [], "<": [], "{": []}
    opened: list[tuple[str, int]] = []
    text = ""
    for piece in re.split(r"([\[\]<>{}])", article):
        if piece in places:
            opened.append((piece, len(text)))
        elif MARKS.fullmatch(piece):
            kind, start = opened.pop()
            places[kind].append((start, len(text)))
        else:
            text += piece
    return text, places["["], places["<"], places["{"]


def found(article: str, outlet: str | None = None) -> list[tuple[str, str]]:
    text, source, cue, content = marked(article)
    return [(text[r.start : r.end], r.how) for r in relays.relays(text, source, cue, content, outlet)]


def names(article: str, outlet: str | None = None) -> list[str]:
    return [name for name, _ in found(article, outlet)]


# ---- one statement ----


@pytest.mark.parametrize(
    ("article", "relay", "how"),
    [
        ("{The valley was flooded}, <according to> [two surveyors cited by Axios].", "Axios", "cited by"),
        ("[A dock worker] <told> Reuters {the crane had been unsafe}.", "Reuters", "told"),
        ("[A dock worker] <told Reuters> {the crane had been unsafe}.", "Reuters", "told"),
        ("[A dock worker] <told> the outlet {the crane had been unsafe}.", "the outlet", "told"),
        ("{“It was dark,”} [she] <told> the Alder Courier.", "the Alder Courier", "told"),
        ("{“It was dark,”} [she] <told> state television.", "state television", "told"),
        ("{“It was dark,”} [she] <told> the Dravian news agency Morvik.", "the Dravian news agency Morvik", "told"),
        ("{“It was dark,”} [she] <told> the German daily Bild.", "Bild", "told"),
        ("{“It was dark,”} [she] <told> a local newspaper.", "a local newspaper", "told"),
        ("{“It was dark,”} [she] <told> CNN’s Ada Lind on Sunday.", "CNN", "told"),
        ("{“It was dark,”} [she] <told> Ada Lind of the Alder Courier.", "the Alder Courier", "told"),
        ("{“It was dark,”} [she] <told> a reporter for The Washington Post.", "The Washington Post", "told"),
        ("{“It was dark,”} [she] <told> conservative radio host Ned Varo.", "Ned Varo", "told"),
        ("{“It was dark,”} [she] <told> ABC’s “Good Morning America” on Monday.", "Good Morning America", "told"),
        ("{“It was dark,”} [she] <told> “The Ned Varo Show.”", "The Ned Varo Show", "told"),
        ("[Olund] <complained> to CBS News’ Ada Lind {that the bill was late}.", "CBS News", "told"),
        ("In an interview with CNN, [Olund] <said> {the bridge was safe}.", "CNN", "interview"),
        ("In a 2014 interview with National Public Radio, [Olund] <said> {so}.", "National Public Radio", "interview"),
        ("{“We knew,”} [Olund] <said> in an interview published Sunday by the Alder Courier.", "the Alder Courier", ""),
        ("[Olund] <said> in a CNN interview {that the bridge was safe}.", "CNN", "interview"),
        ("As recently as an October CNN interview, [Olund] <said> {the bridge was safe}.", "CNN", "interview"),
        ("[Olund], in remarks to al-Sahira television, <said> {all was well}.", "al-Sahira television", "interview"),
        ("{“We knew,”} [Olund] <wrote> in a statement to Wired.", "Wired", "interview"),
        ("[Olund] <wrote> in The Atlantic {that the bridge was safe}.", "The Atlantic", "in"),
        ("{“We knew,”} [Olund] <said> on NBC’s Meet the Press.", "NBC’s Meet the Press", "on"),
        ('{“We knew,”} [Olund] <said> Sunday on NBC\'s "Meet the Press."', "Meet the Press", "on"),
        ("In an interview with Alder Today USA with Ned Varo, [Olund] <said> {so}.", "Alder Today USA", "interview"),
        ("Sunday on CNN’s “The Long View,” [Olund] <said> {the bridge was safe}.", "The Long View", "on"),
        ("[Olund] <said> on Monday’s broadcast of MSNBC’s “Morning Joe” {that he knew}.", "Morning Joe", "on"),
        ("Speaking to the Times, [Olund] <denied> {that he knew}.", "the Times", "speaking to"),
        ("[Olund], appearing on Fox News on Sunday, <denied> {that he knew}.", "Fox News", "speaking to"),
        ("Asked on Fox News about the bridge, [he] <said> {it was safe}.", "Fox News", "asked by"),
        ("{“We knew,”} [the ministry] <said in a statement carried by state media>.", "state media", "carried by"),
        ("{The loss was a third}, [a letter seen by Sky News] <says>.", "Sky News", "seen by"),
        ("{The bridge is safe}, [a report in The Post] <says>.", "The Post", "interview"),
        ("[The Dravian army] <was quoted as saying> by Interfax {that the crew died}.", "Interfax", "quoted by"),
        ("[Olund] <told> colleagues {he would go}, Politico reported.", "Politico", "reported by"),
        (
            "As first reported by The Washington Post, [Olund] <told> colleagues {he would go}.",
            "The Washington Post",
            "",
        ),
        ("SANA quoted [a military source] <as saying> {the road was open}.", "SANA", "quoted by"),
        ("Reuters, citing [two officials], <reported> {that the road was open}.", "Reuters", "quoted by"),
        ("On this weekend’s broadcast of “Fox News Sunday,” [Olund] <said> {he knew}.", "Fox News Sunday", "on"),
        ("In an interview with Dravia’s bombastic network RT, [he] <blasted> {the press}.", "RT", "interview"),
        ("[Olund] <told> the far-left website Tidewatch {that he knew}.", "the far-left website Tidewatch", "told"),
        ("During an interview on CNBC’s Early Tide, [Olund] <said> {he knew}.", "Early Tide", "interview"),
        ("[Olund] <said> during CBS’s “Face the Nation” {that he knew}.", "Face the Nation", "interview"),
        ("Writing in Foreign Affairs, [Olund] <argued> {that he knew}.", "Foreign Affairs", "in"),
        ("[Olund] <walked back> {the remark} while speaking to NBC’s Ada Lind.", "NBC", "speaking to"),
        ("[Olund] <told> Ned Varo on his radio show {that he knew}.", "Ned Varo", "told"),
        ("[Olund] <told> WMUR {that he knew}.", "WMUR", "told"),
        ("{Reuters reports that the mayor has won}, <according to> [the clerk].", "Reuters", "reported by"),
        ("[The transcript of the debate–published by CNN–] <shows> {that he knew}.", "CNN", "in"),
        ("In a comparison posted on Zero Margin, [Olund] <treats> {the two alike}.", "Zero Margin", "in"),
    ],
)
def test_who_passed_the_words_on(article: str, relay: str, how: str) -> None:
    assert [name for name, _ in found(article)] == [relay]
    if how:
        assert found(article)[0][1] == how


@pytest.mark.parametrize(
    "article",
    [
        "[Olund] <told> reporters {the bridge was safe}.",
        "[Olund] <told> the crowd {the bridge was safe}.",
        "[Olund] <told> the press {the bridge was safe}.",
        "[Olund] <told> voters on Sunday {the bridge was safe}.",
        "[Olund] <told> Congress {the bridge was safe}.",
        "[Olund] <told> the National Association of Ferrymen {the bridge was safe}.",
        "[Olund] <tweeted> {that the bridge was safe}, linking to his remarks to the Alder Courier.",
        "{“We knew,”} [Olund] <wrote> on Twitter.",
        "{“We knew,”} [Olund] <said> in a video posted on YouTube.",
        "{“We knew,”} [Olund] <wrote> in a letter to the mayor.",
        "{“We knew,”} [Olund] <said> during the debate on CNN.",
        "{“We knew,”} [Olund] <said> at a Fox News town hall on Monday.",
        "[MSNBC host Ada Lind] <said> {the bridge was safe}.",
        "[New York Times columnist Ned Varo] <said> {the bridge was safe}.",
        "[CNN] <reported> {that the bridge was safe}.",
        "<According to> [the Alder Courier], {the bridge was safe}.",
        "[Olund] <said> in his State of the Union address {that the bridge was safe}.",
        "[Members on the Hill] <said> {the bridge was safe}.",
        "{It was safe on paper}, [Olund] <said>.",
        "[Olund] <said> {so}. He used to watch Fox News.",
        "[Olund] <said> {so}, but Varo told CNN the bridge had rotted.",
        "The release of the emails by CNN led [Olund] <to announce> {that she knew}.",
        "On CNN, [Lind], <a supporter of> {the bill}, wept.",
        "[Ada Lind, editorial page editor for CNN,] <asked> {whether he knew}.",
        "[A poll released Sunday by The Washington Post] <found> {that six in ten would stay}.",
    ],
)
def test_what_is_no_relay(article: str) -> None:
    assert found(article) == []


def test_the_documents_own_outlet_and_its_programmes_are_left_out() -> None:
    assert names("[Olund] <told> Breitbart News Daily {that he knew}.", "Breitbart") == []
    assert names("[Olund] <told> the Post {that he knew}.", "The Washington Post") == []
    assert names("[Olund] <told> the New York Post {that he knew}.", "The Washington Post") == ["New York Post"]
    assert names("[Olund] <said> on Politico’s “Off the Path” podcast {that he knew}.", "Politico") == []
    assert names("[Olund] <told> the Northern Wire {that he knew}.", "Northern Wire") == []
    assert names("[Olund] <told> the Northern Wire {that he knew}.", "Southern Wire") == ["the Northern Wire"]
    assert names("[Olund] <told> this newspaper {that he knew}.") == []


def test_who_passed_on_stands_outside_to_whom_it_was_spoken() -> None:
    article = "{“We knew,”} [Olund] <told> the Alder Courier, as reported by Reuters."
    assert found(article) == [("Reuters", "reported by"), ("the Alder Courier", "told")]


def test_two_statements_share_the_addressee_of_one_source() -> None:
    second = "[An official] told Axios the bridge was safe and <said> {that it would open}."
    assert names(second) == ["Axios"]
    assert names("An official told Axios the bridge was safe, and [Olund] <said> {that it would open}.") == []


def test_what_stands_around_a_nested_statement_is_its_holders() -> None:
    text, source, cue, content = marked("Olund told CNN that on Sunday [Varo] <had said> on NBC {the bridge was safe}.")
    within = [(text.index("that"), len(text) - 1)]
    got = relays.relays(text, source, cue, content, within=within)
    assert [text[r.start : r.end] for r in got] == ["NBC"]
    text, source, cue, content = marked("In an interview with CNN, Olund said that [Varo] <wanted> {to leave}.")
    assert relays.relays(text, source, cue, content, within=[(text.index("that"), len(text) - 1)]) == ()


def test_a_share_of_those_asked_speaks_through_the_poll() -> None:
    story = "The race is close in a new Alder Courier/Northfield poll. [Forty-six percent] <said> {they would stay}."
    assert found(story) == [("Alder Courier/Northfield poll", "poll")]
    assert found("In the survey, [six in ten voters] <say> {they would pay}.") == [("the survey", "poll")]
    assert found("[Forty-six percent] <said> {they would stay}.") == []
    assert found("After a poll by Northfield, [Majority Leader Ned Varo] <said> {he would stay}.") == []


def test_nothing_is_found_without_a_cue() -> None:
    assert relays.relays("CNN", [(0, 3)], [], [(0, 3)]) == ()


# ---- credits ----


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("WASHINGTON (AP) — The bridge opened.", ["AP"]),
        ("PORT ALDER, June 10 (UPI) — The bridge opened.", ["UPI"]),
        ("The bridge\n\nPORT ALDER (Reuters) - The bridge opened.", ["Reuters"]),
        ("(AP) — The bridge opened.", ["AP"]),
        ("PORT ALDER (The Northern Wire) – The bridge opened.", ["The Northern Wire"]),
        ("AFP – The bridge opened.", ["AFP"]),
        ("By Ada Lind, Associated Press\n\nThe bridge opened.", ["Associated Press"]),
        ("By ADA LIND\nAssociated Press\n\nThe bridge opened.", ["Associated Press"]),
        ("The bridge opened.\n\nCopyright 2016 The Associated Press. All rights reserved.", ["The Associated Press"]),
        ("The bridge opened.\n\nREUTERS/Ada Lind", ["REUTERS"]),
        ("The bridge opened. --Reuters", ["Reuters"]),
        ("The bridge opened. AFP reported that it was late.", []),
        ("The bridge opened.\n\nThe Associated Press contributed to this report.", []),
        ("Olund (D) — a friend of Varo (R) — spoke.", []),
        ("AP: The bridge opened.", []),
        ("", []),
    ],
)
def test_credits(text: str, credited: list[str]) -> None:
    assert [text[r.start : r.end] for r in relays.credits(text)] == credited


def test_credits_of_the_documents_own_outlet_are_left_out() -> None:
    assert relays.credits("PORT ALDER (Reuters) - The bridge opened.", "Reuters") == ()


def test_credits_beside_the_text() -> None:
    assert relays.credited(["By Ada Lind, Associated Press"]) == ("Associated Press",)
    assert relays.credited(["reuters", "None", "", "Reuters"]) == ("Reuters",)
    assert relays.credited(["h/t: The Hill", "Ada Lind"]) == ()
    assert relays.credited(["AP"], "Associated Press") == ()


# ---- carried over ----


def test_neighbouring_quotations_share_their_interview() -> None:
    said = Told("olund", (), 2)
    assert carried([Told("olund", ("cnn",), 1), said, said]) == (None, 0, 0)
    assert carried([said, Told("olund", ("cnn",), 3)]) == (1, None)


def test_another_speaker_another_occasion_or_a_long_way_end_the_interview() -> None:
    interview = Told("olund", ("cnn",), 1)
    rally = Told("olund", (), 2, elsewhere=True)
    assert carried([interview, rally, Told("olund", (), 2)]) == (None, None, None)
    assert carried([interview, Told("varo", (), 1), Told("varo", (), 2)]) == (None, None, None)
    assert carried([interview, Told("olund", (), 40)]) == (None, None)
    assert carried([interview, Told("olund", (), 2, uttered=False)]) == (None, None)
    assert carried([interview, Told("olund", (), 2, nested=True)]) == (None, None)
    assert carried([interview, Told(None, (), 2)]) == (None, None)


def test_an_interview_goes_on_until_another_occasion() -> None:
    told = [Told("olund", ("cnn",), 1), Told("varo", (), 2), Told("olund", (), 3)]
    later = [Told("olund", (), 4, elsewhere=True), Told("varo", (), 5), Told("olund", (), 6)]
    assert carried(told + later) == (None, None, 0, None, None, None)


def test_a_headline_that_quotes_what_is_told_later_has_its_relays() -> None:
    lead = Told("olund", (), 1, quotes=(" a disgrace ",))
    rally = Told("olund", (), 5, elsewhere=True)
    show = Told("olund", ("show",), 12, content=" she is a disgrace to the harbour ")
    assert carried([lead, rally, show]) == (2, None, None)
    assert carried([Told("varo", (), 1, quotes=(" a disgrace ",)), rally, show]) == (None, None, None)
    assert carried([Told("olund", (), 1, quotes=(" a hero ",)), rally, show]) == (None, None, None)


def test_a_source_of_two_occasions_shares_each_with_its_neighbours_only() -> None:
    first, second = Told("olund", ("cnn",), 1), Told("olund", ("nbc",), 9)
    between = Told("varo", (), 4)
    assert carried([first, Told("olund", (), 2), between, Told("olund", (), 5), second]) == (None, 0, None, None, None)


def test_documents_and_secret_sources_keep_their_relay_wherever_they_stand() -> None:
    letter = Told("letter", ("sky",), 1, document=True)
    assert carried([letter, Told("varo", (), 2), Told("letter", (), 30, document=True)]) == (None, None, 0)
    source = Told("a source", ("axios",), 1, secretive=True)
    assert carried([source, Told("varo", (), 2), Told("a source", (), 30, secretive=True)]) == (None, None, 0)


def test_an_outlets_unnamed_sources_come_through_it() -> None:
    post = Told("post", ("post",), 1)
    assert carried([post, Told("sources", (), 2, secretive=True), Told("a source", (), 3, secretive=True)]) == (
        None,
        0,
        0,
    )
    assert carried([post, Told("varo", (), 2)]) == (None, None)


def test_what_was_told_to_the_documents_own_outlet_is_another_occasion() -> None:
    spans = marked("[Olund] <told> the Herald {that it was so}.")
    assert relays.elsewhere(*spans, "The Herald")
    assert not relays.elsewhere(*spans, "CNN")


def test_an_interview_of_another_time_says_nothing_of_what_stands_before_it() -> None:
    long_ago = Told("olund", ("cnn",), 2, elsewhere=True, earlier=True)
    assert carried([Told("olund", (), 1), long_ago, Told("olund", (), 3)]) == (None, None, 1)
    assert carried([long_ago, Told("varo", (), 3), Told("olund", (), 4)]) == (None, None, None)


def test_another_occasion_goes_on_as_an_interview_does() -> None:
    rally, quoted = Told("olund", (), 1, elsewhere=True), Told("olund", (), 2)
    assert carried([rally, quoted, Told("olund", ("cnn",), 4)]) == (None, None, None)


def test_an_interview_that_is_first_heard_of_is_not_the_one_before() -> None:
    interview = Told("olund", ("cnn",), 1)
    assert carried([interview, Told("olund", (), 2, untold=True)]) == (None, None)
    assert carried([Told("olund", (), 1, untold=True), Told("olund", ("cnn",), 2)]) == (1, None)
    assert carried([interview, Told("varo", (), 2), Told("olund", (), 30, retold=True)]) == (None, None, 0)


def test_what_is_written_or_done_is_not_from_an_interview() -> None:
    interview = Told("olund", ("cnn",), 1)
    assert carried([interview, Told("olund", (), 2, writing=True)]) == (None, None)
    assert carried([interview, Told("olund", (), 2, spoken=False)]) == (None, None)
    assert carried([interview, Told("olund", (), 1, spoken=False)]) == (None, 0)
    assert carried([Told("olund", ("cnn",), 1, written=True), Told("olund", (), 2, writing=True)]) == (None, 0)


def test_who_has_a_turn_in_a_transcript_speaks_in_the_same_interview() -> None:
    interview = Told("olund", ("cnn",), 1)
    assert carried([interview, Told("lind", (), 2, turn=True), Told("olund", (), 3, turn=True)]) == (None, 0, 0)
    text, *spans = marked("[LIND]<:> {Did you know?}")
    made = relays.told(text, (spans[0], spans[1], spans[2]), "lind", (), 1, None, document=False, nested=False)
    assert made.turn


@pytest.mark.parametrize(
    ("cue", "aloud"), [("said", True), ("blasted", True), ("went on", True), ("passed", False), ("paints", False)]
)
def test_spoken(cue: str, aloud: bool) -> None:
    made = relays.told(cue, ([], [(0, len(cue))], []), "lind", (), 1, None, document=False, nested=False)
    assert made.spoken is aloud


@pytest.mark.parametrize(
    ("cue", "once"),
    [
        ("said", True),
        ("added", True),
        ("has said", False),
        ("’s said", False),
        ("continually brags about", False),
        ("wants", False),
        ("signed", False),
    ],
)
def test_uttered(cue: str, once: bool) -> None:
    assert relays.uttered(cue) is once


@pytest.mark.parametrize(
    ("article", "other"),
    [
        ("[Olund] <said> {so}.", False),
        ("[Olund] <said> in a speech {that it was so}.", True),
        ("[Olund] <tweeted> {that it was so}.", True),
        ("[Olund] <told> supporters {it was so}.", True),
        ("[Olund] <told> CNN {it was so}.", False),
        ("[Olund] <told> co-host Ada Lind {it was so}.", False),
        ("[Olund] <told> the host {it was so}.", False),
        ("[Olund] <said> last year {that it was so}.", True),
        ("[Olund] <said> in May {that it was so}.", True),
        ("[Olund] <said> in one of a series of messages {that it was so}.", True),
        ("[Olund] <assured> the mostly young crowd {it was so}.", True),
        ("Three days after [Olund] <told> CNN {it was so}, she left.", True),
        ("[Olund] <said> {it was so}, but Varo tweeted that it was not.", False),
        ("Asked about a speech in Marl, [Olund] <said> {that it was so}.", False),
    ],
)
def test_elsewhere(article: str, other: bool) -> None:
    assert relays.elsewhere(*marked(article)) is other


@pytest.mark.parametrize(
    ("words", "secret"),
    [("two officials", True), ("a source", True), ("critics", False), ("voters", False), ("Petra Olund", False)],
)
def test_secretive(words: str, secret: bool) -> None:
    assert relays.secretive(words) is secret


# ---- any text ----

PIECES = (
    "in an interview with CNN’s “ ” told the Times according to , . ( ) as reported by Reuters on NBC Olund said "
    "citing a poll of 46 percent — Sunday’s broadcast The Alder Courier newspaper's ' '' \x00"
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES.split()), max_size=30).map(" ".join))


@st.composite
def statements(draw: st.DrawFn) -> tuple[str, Spans, Spans, Spans]:
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6)))
    spans = draw(st.permutations([(cuts[0], cuts[1]), (cuts[2], cuts[3]), (cuts[4], cuts[5])]))
    return text, [spans[0]], [spans[1]], [spans[2]]


@given(statements(), st.sampled_from([None, "CNN", "The Alder Courier", ""]))
@settings(max_examples=300)
def test_relays_lie_inside_any_text_and_are_the_same_every_time(
    statement: tuple[str, Spans, Spans, Spans], outlet: str | None
) -> None:
    text = statement[0]
    got = relays.relays(*statement, outlet)
    assert got == relays.relays(*statement, outlet)
    for relay in (*got, *relays.credits(text, outlet)):
        assert 0 <= relay.start < relay.end <= len(text)
        assert text[relay.start : relay.end].strip()
        assert relay.how
    assert isinstance(relays.elsewhere(*statement), bool)


@given(TEXTS)
def test_any_words_can_be_asked_about(text: str) -> None:
    assert isinstance(relays.uttered(text), bool)
    assert isinstance(relays.secretive(text), bool)
    assert isinstance(relays.is_own(text, text), bool)
    assert all(relays.credited([text]))


@given(
    st.lists(
        st.builds(
            Told,
            st.sampled_from([None, "a", "b"]),
            st.sampled_from([(), ("x",), ("y", "x")]),
            st.integers(0, 12),
            *[st.booleans()] * 5,
        ),
        max_size=12,
    )
)
def test_only_statements_without_a_relay_get_one_and_from_one_that_has_some(told: list[Told]) -> None:
    for this, giver in zip(told, carried(told), strict=True):
        assert giver is None or (told[giver].relays and not this.relays and not this.nested)


@pytest.mark.parametrize(
    "line", ["told the Times in an interview with ", "A ", "a", "' ", "“Poll ", "New York of ", "( ", "in by on to "]
)
def test_a_long_line_is_read_in_time(line: str) -> None:
    text = (line * 100_000)[:100_000]
    middle = len(text) // 2
    start = time.perf_counter()
    for cue in ((middle, middle + 5), (0, len(text))):
        relays.relays(text, [(middle - 20, middle - 10)], [cue], [(0, middle - 30)])
        relays.elsewhere(text, [], [cue], [])
    relays.relays("46 percent " + text, [(0, 10)], [(11, 15)], [], within=[(0, len(text))])
    relays.credits(text)
    relays.credited([text])
    relays.uttered(text)
    assert time.perf_counter() - start < 5


def test_many_statements_take_time_in_proportion() -> None:
    text = "Olund told CNN in an interview on Sunday that the bridge was safe, as Reuters reported. " * 10_000
    size = len(text) // 10_000
    start = time.perf_counter()
    for i in range(10_000):
        at = i * size
        relays.relays(text, [(at, at + 5)], [(at + 6, at + 10)], [(at + 41, at + 65)])
    told = [Told(i % 7, ("cnn",) if i % 5 == 0 else (), i // 3) for i in range(10_000)]
    assert len(carried(told)) == 10_000
    assert time.perf_counter() - start < 60
