"""Polls: whom a share of those asked answered."""

from __future__ import annotations

import re

from sayso.reading.relays.places import Relay, Spans, frame_of
from sayso.reading.relays.sentence import Sentence

NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|every)"
SHARE = frame_of(
    rf"\d\s?%|\bper\s?cent\b|\b{NUMBER}[\s-](?:in|out\s+of)[\s-]{NUMBER}\b|\b(?:majorit|pluralit)(?:y|ies)\b"
    r"(?!\s+(?:leader|whip|owner))|\b(?:thirds?|quarters?|fifths?)\s+of\b|\bhalf\b|\brespondents?\b"
)
"""Sources that are a share of those whom a poll asked."""
POLL = r"(?:[Pp]oll|[Ss]urvey)\b"
PROPER = r"(?:[A-Z](?:[\w&’'/–-]|\.(?=\w)){0,40})"
NO_NAME = (
    r"(?!(?:The|An?|In|That|This|These|Another|But|And|According|As|Recent|Latest|On|By|Among|Still|Other|Most"
    r"|New(?!\s(?:York|Hampshire|Jersey|Mexico|England)))\b)"
)
NAMED_POLL = re.compile(
    rf"(?:{NO_NAME}{PROPER}\s(?:(?:and|of|for)\s(?=[A-Z]))?){{1,7}}(?:[a-z-]{{1,30}}\s){{0,2}}?{POLL}"
    rf"|{POLL}\s(?:(?:conducted|released|taken|commissioned|published|done)\s)?(?:\w{{3,6}}day\s)?(?:by|from|for)\s"
    rf"(?:the\s)?{PROPER}(?:\s(?:(?:and|of|for)\s)?{PROPER}){{0,6}}"
)
SOME_POLL = re.compile(
    rf"\b(?:(?:the|an?|this|that)\s)?(?:(?:new|recent|latest|national|exit|online|opinion|tracking)\s){{0,3}}{POLL}"
)
SINCE = 3000
"""Characters between a poll that is named and a share of those it asked, at most."""


def poll_of(text: str, sentence: Sentence, within: Spans | None) -> Relay | None:
    """The poll that somebody answered who is a share of those asked: the last named before the end of the sentence."""
    end = sentence.offset + sentence.end
    around = [(0, len(text))] if within is None else within
    stretches = [(max(a, end - SINCE), min(b, end)) for a, b in around if a < end]
    for pattern in (NAMED_POLL, SOME_POLL):
        found = [match.span() for a, b in stretches for match in pattern.finditer(text, a, b)]
        if found:
            return Relay(*found[-1], "poll")
    return None
