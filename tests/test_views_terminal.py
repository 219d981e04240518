"""What `sayso read` prints: layout that tells source, cue and content apart without colour, and harms no terminal."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console

from sayso import Document, Statement
from sayso.document import Answer, Source
from sayso.views.terminal import render
from views_documents import Fields, bridge, dam, documents, entity, marked, plain

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def printed(document: Document, width: int = 80, *, colour: bool = False) -> str:
    out = io.StringIO()
    render(document, Console(file=out, width=width, force_terminal=colour, color_system="standard" if colour else None))
    return out.getvalue()


def test_columns_tell_source_cue_and_content_apart() -> None:
    assert printed(bridge()) == BESIDE


def test_a_narrow_terminal_gets_them_one_under_the_other() -> None:
    assert printed(bridge(), 44) == STACKED


def test_a_pipe_gets_plain_text_of_eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    out = io.StringIO()
    render(bridge(), Console(file=out))
    assert out.getvalue() == BESIDE


def test_colour_changes_no_character() -> None:
    coloured = printed(bridge(), colour=True)
    assert COLOUR.sub("", coloured) == BESIDE
    assert "\x1b[1;36mAnn Ortiz, the mayor\x1b[0m" in coloured
    assert "\x1b[3;35mtold\x1b[0m" in coloured
    assert "\x1b[2m(own voice)\x1b[0m" in coloured
    assert "\x1b[1;36mAnn Ortiz, the mayor\x1b[0m" in printed(bridge(), 44, colour=True)


def test_a_text_without_statements_or_particulars_gets_its_count() -> None:
    assert printed(marked("Nothing.")) == "no statements attributed; no sentences in the outlet’s own voice\n"


def test_pieces_side_by_side_are_joined_without_an_ellipsis() -> None:
    text = printed(marked("{1s|He} {1c|says} {1t|it rains.}\n\n{1t|It pours.} Or not. {1t|It drips.}"))
    assert "it rains. It pours. … It drips." in text


def test_markup_and_emoji_codes_are_shown_as_they_stand() -> None:
    text = printed(marked("{1s|[bold]Ann[/bold]} {1c|said} {1t|[red]:smile: [link=x]\\[/]}", title="[red]T[/red]"))
    assert "[bold]Ann[/bold]" in text
    assert "[red]:smile: [link=x]\\[/]" in text
    assert text.startswith("[red]T[/red]\n")


def test_control_characters_are_shown_and_do_nothing() -> None:
    text = printed(marked("{1s|A\x1b[2J\x07n} {1c|sa\x9bid} {1t|\u202eevil\u2066 \x00}", title="\x1b]0;x\x07"))
    assert "A�[2J�n" in text
    assert "�evil� �" in text
    assert text.startswith("�]0;x�\n")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_what_the_output_cannot_encode_is_replaced(encoding: str) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding)
    render(bridge(), Console(file=out, width=80))
    out.flush()
    assert "Ann Ortiz, the" in raw.getvalue().decode(encoding)


@given(documents(), st.integers(8, 130))
def test_no_document_can_act_on_the_terminal(document: Document, width: int) -> None:
    plain = printed(document, width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", plain)
    assert max(map(cell_len, plain.split("\n"))) <= width
    assert not re.search(r"[^\S\n]\n", plain)
    assert COLOUR.sub("", printed(document, width, colour=True)) == plain


def under(document: Document, width: int, content: str) -> list[str]:
    """The lines that stand further in than the content that begins so, up to the next statement."""
    lines = printed(document, width).split("\n")
    first = next(i for i, line in enumerate(lines) if content in line and i > lines.index(""))
    column = lines[first].index(content)
    told = lines[first + 1 : lines.index("", first)]
    return [line[column:] for line in told if line[column:].startswith("  ")]


def test_the_summary_tells_how_many_and_what_is_disputed() -> None:
    head = " ".join(printed(dam()).split("\n\n")[0].split())
    assert "11 statements attributed to 6 sources (2 unnamed), 1 with no source given, 3 inside another; " in head
    assert head.endswith(
        "disputed: Ida Vance (s7) denies what two engineers (unnamed) said (s3): "
        "“that an inspector’s note had warned that the repair which…”"
    )


@pytest.mark.parametrize(
    ("sources", "counted"),
    [
        ((), "1 statement attributed; no"),
        ((entity(1, "Ann", "person"),), "1 statement attributed to 1 source (none unnamed); no"),
        ((entity(1, "Ann", "person", anonymous=None),), "1 statement attributed to 1 source; no"),
    ],
)
def test_the_summary_tells_what_is_known_of_sources(sources: tuple[Source, ...], counted: str) -> None:
    assert printed(marked("{1s|Ann} {1c|said} {1t|it fell}.", sources=sources)).startswith(counted)


@pytest.mark.parametrize(
    ("denied", "told"),
    [
        ("{1t|It fell.}", "denies what Rival says (s1)"),
        ("It {1c|is said} {1t|that it fell}.", "denies what is said (s1)"),
        ("{1s|Bo,} {1c|said} {1t|that it fell}.", "denies what Bo said (s1)"),
    ],
)
def test_the_summary_tells_whose_word_is_denied(denied: str, told: str) -> None:
    text = denied + " {2s|Ann} {2c|denied} {2t|it}."
    document = marked(text, outlet="Rival", fields={2: {"answers": (Answer("s1", "denies"),)}})
    assert f"disputed: Ann (s2) {told}: “" in printed(document)


def test_what_else_is_known_stands_under_the_content() -> None:
    assert under(dam(), 120, "that an inspector’s note") == [
        "  Kestrel Post ← Meridian ← two engineers (unnamed)",
        "  said 2025-06-14",
        "  denied by s7: Ida Vance",
    ]
    assert under(dam(), 120, "that any note") == [
        "  Kestrel Post ← Ida Vance",
        "  ↳ denies s3: “that an inspector’s note had warned that the",
        "    repair which…”",
    ]
    assert under(dam(), 120, "The river") == ["  Kestrel Post ← forecasters (unnamed)", "  predicts · hedge “probably”"]
    assert under(dam(), 120, "it will be ready") == ["  Kestrel Post ← Dale & Sons", "  doubts · possible"]
    assert under(dam(), 120, "“If the council") == [
        "  said 2025-06-14, evening · condition “If the council wants",
        "    the papers”",
    ]
    assert under(dam(), 120, "“There is no crack,”") == []
    assert under(dam(), 40, "that any note") == [
        "  Kestrel Post ← Ida Vance",
        "  ↳ denies s3: “that an",
        "    inspector’s note had warned",
        "    that the repair which…”",
    ]


@pytest.mark.parametrize(
    ("words", "name", "kind", "shown"),
    [
        ("He", "Tobias Renn", "person", True),
        ("the harbour master", "Tobias Renn", "person", True),
        ("Renn", "Tobias Renn", "person", False),
        ("Mr. Renn’s", "Tobias Renn", "person", False),
        ("Tobias Renn, the harbour master", "Tobias Renn", "person", False),
        ("The Harbour Office", "Harbour Office", "organisation", False),
        ("Halvern", "Halvern Logistics", "organisation", False),
        ("the company", "Halvern Logistics", "organisation", True),
        ("Alder’s palace", "Republic of Alder", "government", True),
    ],
)
def test_a_chain_of_one_is_shown_where_the_text_names_the_source_otherwise(
    words: str, name: str, kind: str, shown: bool
) -> None:
    known = entity(1, name, kind)
    text = f"{{1s|{words}}} {{1c|said}} {{1t|it fell}}."
    document = marked(text, sources=(known,), fields={1: {"source_id": "e1", "chain": ("e1",)}})
    assert under(document, 80, "it fell") == ([f"  the outlet ← {name}"] if shown else [])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (plain("assert"), []),
        (plain("assert", "possible"), ["  possible"]),
        (plain("assert", "unknown", "negative"), ["  certainty unknown · holds it not so"]),
        (plain("deny", "certain", "negative"), ["  denies"]),
        (plain("deny", "certain", "positive"), ["  denies · holds it so"]),
        (plain("predict", "possible"), ["  predicts · possible"]),
        (plain("promise", "unknown"), ["  promises"]),
        (plain("muse", "vague", "both"), ["  muse · vague · both"]),
        ({"certainty": "probable"}, ["  probable"]),
        ({"act": "refuse"}, ["  refuses"]),
        ({}, []),
    ],
)
def test_the_manner_is_told_where_it_is_not_the_plain_case(fields: Fields, told: list[str]) -> None:
    assert under(marked("{1s|Ann} {1c|said} {1t|it fell}.", fields={1: fields}), 80, "it fell") == told


def test_what_is_nested_stands_under_its_holder_and_further_in() -> None:
    lines = printed(dam()).split("\n")
    assert [line[5:24].rstrip() for line in lines if ">" in line] == [
        "> two engineers",
        "  > an inspector’s",
        "    > the builders",
    ]
    assert lines[next(i for i, line in enumerate(lines) if "> an inspector’s" in line) + 1][5:].startswith("    note ")
    text = "{4t|{2s|A note} {2c|says} {2t|{3s|Bo} {3c|fell}}}, {4s|Ann} {4c|said}."
    turned = printed(marked(text, inside={2: 4, 3: 2}))
    assert turned.index("Ann") < turned.index("> A note") < turned.index("  > Bo")


def test_statements_that_hold_each_other_are_shown_once() -> None:
    text = printed(marked("{1s|Ann} {1c|said} {1t|a}. {2s|Bo} {2c|said} {2t|b}.", inside={1: 2, 2: 1}))
    assert text.count("Ann") == text.count("Bo") == 1
    assert ">" not in text


def test_ids_stand_before_statements_that_others_answer_and_their_answers() -> None:
    lines = printed(replace(dam(), title=None)).split("\n")
    assert [line.split()[0] for line in lines if re.match(r"s\d", line)] == ["s3", "s5", "s7", "s12"]
    doubtful = marked(
        "{1s|Ann} {1c|said} {1t|a}. {2s|Bo} {2c|denied} {2t|it}.",
        confidence={1: 0.2, 2: 0.2},
        fields={2: {"answers": (Answer("s1", "denies"),)}},
    )
    assert "\ns1?  Ann" in printed(doubtful)
    assert "\ns2? Bo\n" in printed(doubtful, 40)


def test_hedges_and_conditions_are_underlined_where_they_stand_and_change_no_word() -> None:
    coloured = printed(dam(), 120, colour=True)
    assert COLOUR.sub("", coloured) == printed(dam(), 120)
    assert "\x1b[4;33mprobably\x1b[0m" in coloured
    assert "\x1b[3;4;33mif" in coloured
    assert "\x1b[2;4;33mApparently\x1b[0m" in coloured
    assert "The river will probably reach the lower meadows by Tuesday\n" in printed(dam(), 120)
    in_cue = marked("{1s|Ann} {1c|has {1h|reportedly} said} {1t|it fell}.")
    assert re.search(r"\x1b\[3;4;33mreportedly\x1b\[0m", printed(in_cue, colour=True))
    assert under(in_cue, 80, "it fell") == ["  hedge “reportedly”"]


def test_what_is_not_known_is_not_told() -> None:
    bare = tuple(
        Statement(each.id, each.source, each.cue, each.content, confidence=each.confidence) for each in dam().statements
    )
    text = printed(replace(dam(), sources=None, times=None, statements=bare))
    assert "11 statements attributed to 10 sources (counted by wording), 1 with no" in text
    assert not re.search(r"[←↳>]|\bs\d|unnamed|hedge|condition|disputed|denies|predicts", text)


def test_hostile_names_stand_as_words() -> None:
    hostile = "A\x1b[2J\u202e[bold]\n"
    document = marked(
        "{1s|He} {1c|said} {1t|it fell} {1w|then}.",
        outlet=hostile,
        sources=(entity(1, hostile, hostile, anonymous=True),),
        times=(hostile,),
        fields={1: plain(hostile, source_id="e1", chain=("e1",), said=0, answers=(Answer("s1", hostile),))},
    )
    assert under(document, 120, "it fell")[:1] == ["  A�[2J�[bold] ← A�[2J�[bold] (unnamed)"]
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", printed(document))


@pytest.mark.parametrize("width", [40, 60, 80])
def test_wide_characters_stay_within_the_width(width: int) -> None:
    wide = "二人の技術者は堤防が三月から割れていたかもしれないと語った" * 2
    document = marked(
        f"{{1s|{wide}}} {{1c|語った}} {{1t|{wide} {{1h|かもしれない}}}}. {{2s|町}} {{2c|否定}} {{2t|{wide}}}",
        outlet=wide,
        sources=(entity(1, wide, "group", anonymous=True),),
        inside={2: 1},
        fields={1: plain("warn", source_id="e1", chain=("e1",)), 2: {"answers": (Answer("s1", "denies"),)}},
    )
    lines = printed(document, width).split("\n")
    assert max(map(cell_len, lines)) <= width
    assert "かもしれない" in "".join(printed(document, width).split())


BESIDE = """\
Harl bridge stays shut “until every bolt is checked”
The Lorne Valley Echo · Mina Dace · 2025-06-15
6 statements attributed to 4 sources (counted by wording), 1 with no source
given, 1 inside another; 2 sentences in The Lorne Valley Echo’s own voice
? marks what is more likely misread than not

   source                cue            content

   (own voice)                          The old bridge at Harl has been closed
                                        since Monday.

   Ann Ortiz, the mayor  told           “Every bolt will be checked,” … “Until
                         reporters      then nobody crosses.”

   Ann Ortiz, the mayor  announced      a ferry for schoolchildren, free of
                                        charge

   two members of the    according to   The steel was already cracked in March,
   council                              an engineer’s report found

   > an engineer’s       found          The steel was already cracked in March
     report

   (own voice)                          Nobody answered the phone at the works.

   (no source given)     is said        that the town had been warned twice, and
                                        that the second letter was lost

?  some                  believe        That it was lost is less likely … than
                                        that it was never sent
"""

STACKED = """\
Harl bridge stays shut “until every bolt is
checked”
The Lorne Valley Echo · Mina Dace ·
2025-06-15
6 statements attributed to 4 sources
(counted by wording), 1 with no source
given, 1 inside another; 2 sentences in The
Lorne Valley Echo’s own voice
? marks what is more likely misread than not

  (own voice)
      The old bridge at Harl has been closed
      since Monday.

  Ann Ortiz, the mayor
    told reporters
      “Every bolt will be checked,” … “Until
      then nobody crosses.”

  Ann Ortiz, the mayor
    announced
      a ferry for schoolchildren, free of
      charge

  two members of the council
    according to
      The steel was already cracked in
      March, an engineer’s report found

  > an engineer’s report
      found
        The steel was already cracked in
        March

  (own voice)
      Nobody answered the phone at the
      works.

  (no source given)
    is said
      that the town had been warned twice,
      and that the second letter was lost

? some
    believe
      That it was lost is less likely … than
      that it was never sent
"""
