"""What `sayso read` prints: layout that tells source, cue and content apart without colour, and harms no terminal."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from sayso import Document
from sayso.views.terminal import render
from views_documents import bridge, documents, marked

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


BESIDE = """\
Harl bridge stays shut “until every bolt is checked”
The Lorne Valley Echo · Mina Dace · 2025-06-15
6 statements attributed to 4 sources (counted by wording), 1 with no source
given; 2 sentences in The Lorne Valley Echo’s own voice
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
given; 2 sentences in The Lorne Valley
Echo’s own voice
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
      The steel was already cracked in March

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
