"""The words that tell of a relay, and the outlet or agency that stands behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.reading import actors
from sayso.reading.relays.media import DAY, NOT_ON_AIR, REACH, SOCIAL, Medium, medium, passes_on
from sayso.reading.relays.places import frame_of
from sayso.reading.relays.sentence import Sentence

OCCASION = (
    r"(?:interviews?|Q&A|conversations?|appearances?|segment|remarks|comments|statements?|discussion|op-ed|piece|column"
    r"|essay|articles?|meeting(?=\s+with)|editorial(?!\s+(?:board|page|writer|director|editor))|commentary|reports?|story|stories|exclusive|podcast|profile|panel"
    r"|comparison|exchange|e-?mails?|dispatch|call|documentary|exposé|expose|investigation)"
)
WITHIN = r"(?:,?\s+(?!(?:and|but|that|who|which|about|over|of|to|by)\b)[\w’'.-]+)"
"""A word that begins no new clause."""


TELL = frame_of(r"\b(?:tells?|told|telling)\s+")
TO = frame_of(r"\bto\s+")
SPEAKING = frame_of(
    rf"\b(?:sp(?:eak|oke)\w*|talk(?:s|ed|ing)|appear\w*|call(?:ed|ing)\s+in\w*|sat\s+down|sitting\s+down){WITHIN}{{0,4}}?"
    r"\s+(?:to|with|on|by)\s+"
)
REPORTING = (
    r"(?:interviews?|reports?|story|stories|piece|articles?|profile|editorial|documentary|exposé|expose|investigation)"
)
INTERVIEW = frame_of(
    rf"\b(?:{OCCASION}{WITHIN}{{0,7}}?,?\s+(?:with|on|to|in|for|at|from)|{REPORTING}{WITHIN}{{0,7}}?,?\s+by)\s+"
)
WRITING_IN = frame_of(r"\bwriting\s+(?:\w+\s+)?(?:in|for|on)\s+")
ASKED = frame_of(rf"\b(?:asked|pressed|challenged|questioned|grilled|interviewed){WITHIN}{{0,4}}?\s+(?:by|on|with)\s+")
ON = frame_of(r"\bon\s+")
AIRED = frame_of(r"\bon\s+\Z")
IN = frame_of(r"\b(?:in|during|on|for|from|as)\s+")
DURING = frame_of(r"(?:in|during)\b")
IN_PRINT = frame_of(r"\b(?:in|for)\s+")
PUBLISHED = frame_of(
    rf"\b(?:published|aired|broadcast|posted|run|printed|featured|done|airing|running|appearing|shown){WITHIN}{{0,3}}?"
    r"\s+(?:by|on|in)\s+"
)
POSTED_ON = re.compile(
    rf"\b{OCCASION}\s+(?:\w+\s+)?(?:published|posted|done|appearing|printed|featured)\s+on\s+"
    r"([A-Z][\w.-]*(?:\s+[A-Z][\w.-]*){0,2})"
)
CARRIED = frame_of(
    r"\b(cited|quoted|carried|reported|obtained|uncovered|unearthed|seen|reviewed|viewed|released|relayed|shared|leaked"
    rf"|provided|contacted|reached){WITHIN}{{0,3}}?\s+(by|on|in|with|to)\s+"
)
ACCORDING = frame_of(r"\baccording\s+to\s+|,\s+|\bas\s+")
REPORTS = frame_of(
    r"(?:\s+(?:has|have|had|was|first|also|later|earlier|now|then|exclusively))*\s+(?:reports?|reported|notes|noted|wrote)\b"
    r"(?=\s*[.,]|\s*\Z|\s+(?:on\s+)?\w+day\b)"
)
QUOTING = frame_of(r"\b(citing|quoting|cited|quoted|cites|quotes|quote|cite|interviewed)\s+\Z")
HAS_OCCASION = frame_of(rf"(?:['’]s?)?(?:\s+[\w’'-]+)?\s+(?!reports\b){OCCASION}\b")
NO_INTERVIEW = frame_of(
    r"(?:['’]s?)?\s+(?:[\w-]+\s+)?(?:debates?|town hall|forum|polls?|surveys?|hosts?|anchor|pundit|ads?"
    r"|address|speech)\b"
)
"""After a medium's name: that it is something else that is spoken of."""
TOPIC = frame_of(
    r"\b(?:ads?|commercials?|based|focus\w*|attacks?|comment\w*|debates?|hosts?|anchors?|contributors?|commentators?"
    r"|analysts?|pundits?|correspondents?|reporters?|watch\w*|saw|spen[dt]\w*|war|lawsuits?|reliance|airtime)\s+\Z"
)
"""Before "on CNN": that it does not tell where the words were spoken."""
GATHERING = frame_of(r"\b(?:debates?|town[ -]halls?|forums?|rall(?:y|ies)|(?:press|news)\s+conferences?)\b")
NOT_TOLD = frame_of(
    r"\b(?:respon\w+|react\w*|referr?\w*|object\w*|point\w*|call\w*|want\w*|need\w*|plan\w*|tr(?:y|ie)\w*)\b"
)
"""Cues after which "to" does not tell who was spoken to."""
NEXT = re.compile(r"(?:\s+\w+){0,3}\s*")
WRITING = frame_of(r"\b(?:wr[io]t\w*|argu\w+|opined?|penned|publish\w*)\b")
SOMEONE = re.compile(
    r"(?:an?|the|its|one|reporters?|hosts?|anchors?|journalists?|[A-Z][\w.’'-]*)(?:\s+(?:[a-z-]+|[A-Z][\w.’'-]*)){0,5}?"
    r"\s+(?:of|at|from|for|with)\s+"
)
"""A journalist before the name of the medium: "Ada Lind of", "a reporter for"."""
NAME = re.compile(r"\b(?:the\s+|a\s+)?(?:state|official|local|[A-Z])[\w-]*")
HOST = re.compile(
    r"(?:[a-z]+\s+){0,3}?(?:radio|television|TV|talk|podcast|cable|news|show)(?:[-\s][a-z]+){0,2}?[-\s]"
    r"(?:host|anchor|personality|commentator)\s+([A-Z][\w.’'-]+(?:\s+[A-Z][\w’'-]+){1,2})"
)
"""A broadcaster who stands for the programme: "radio host Ada Lind"."""
ON_HIS_SHOW = re.compile(
    r"((?:[A-Z][\w.’'-]+\s+){1,2}[A-Z][\w’'-]+)\s+(?:\w+day\s+)?(?:on|during)\s+(?:his|her)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:show|podcast|program(?:me)?)\b"
)
"""The same: "Ada Lind on her radio show"."""
NEW_CLAUSE = frame_of(
    r"\b(?:and(?!(?-i:(?:\s+[A-Z][\w.’'-]*){2,4}),)|but|while(?!\s*\Z)|whereas|though|although)\b|[;(]"
)
OTHER = frame_of(r"\b(?:said|says|told|saying|stating|adding|who|which)\b")
"""Words after a statement with which another one begins."""
VERB = frame_of(
    r"\b\w+(?:ed|s|ing)\b|\b(?:said|told|spoke|wrote|went|saw|gave|put|made|took|held|drew|shot|hit|laid)\b|\bto\s+\w+|:"
)
POSTED = re.compile(r"\b(?:re-?)?(?:tweet|post)(?:s|ed|ing)?\b")


@dataclass(frozen=True, slots=True)
class Hit:
    """A relay that a sentence tells of: where its name lies in the piece, whose programme it is, where the words begin
    that tell of it, and how."""

    start: int
    end: int
    owner: str | None
    frame: int
    how: str


def _could_be_site(name: str) -> bool:
    """Whether a name that no facts know may be that of a site: that of no place, day or organisation."""
    if name.lower() in SOCIAL or DAY.match(name) or actors.reference(name):
        return False
    return actors.organisation(name) is None and actors.kind(name) in ("person", "outlet", None)


def _hits(
    sentence: Sentence, frame: re.Pattern[str], how: str, begin: int, end: int, journalists: bool = False
) -> Iterator[Hit]:
    """The mediums, and those of `journalists` if so, that stand after the frame between two places."""
    text = sentence.text
    for match in frame.finditer(text, begin, end):
        place = medium(text, match.end(), aired=AIRED.search(match.group()) is not None)
        if place is None and journalists and (someone := SOMEONE.match(text, match.end(), match.end() + REACH)):
            place = medium(text, someone.end())
            place = place if place and not text[place.start : place.end].islower() else None
        if place is None and journalists and (host := HOST.match(text, match.end(), match.end() + REACH)):
            place = Medium(*host.span(1))
        if place is None and journalists and (host := ON_HIS_SHOW.match(text, match.end(), match.end() + REACH)):
            place = Medium(*host.span(1))
        if place and not (AIRED.search(match.group()) and NOT_ON_AIR.fullmatch(text, place.start, place.end)):
            yield Hit(*place, match.start(), how or " ".join(match.groups()))


def published(sentence: Sentence) -> Iterator[Hit]:
    """Where what the source said or wrote was published."""
    begin, end = sentence.begin, sentence.end
    yield from _hits(sentence, PUBLISHED, "in", begin, end)
    for match in POSTED_ON.finditer(sentence.text, begin, end):
        if _could_be_site(match.group(1)):
            yield Hit(*match.span(1), None, match.start(), "in")


def spoken(sentence: Sentence) -> Iterator[Hit]:
    """Whom, or on what, the source spoke: the likeliest first."""
    text, (begin, end), cue, source = sentence.text, (sentence.begin, sentence.end), sentence.cue, sentence.source
    shared = source[1] if source and source[1] <= cue[0] else cue[0]
    yield from _hits(sentence, TELL, "told", shared, cue[1] + 1, journalists=True)
    if POSTED.search(text, *cue):
        return
    if not NOT_TOLD.search(text, *cue):
        yield from _hits(sentence, TO, "told", cue[0], cue[1] + 4, journalists=True)
    yield from _hits(sentence, SPEAKING, "speaking to", begin, end, journalists=True)
    yield from _hits(sentence, INTERVIEW, "interview", begin, end, journalists=True)
    yield from _hits(sentence, WRITING_IN, "in", begin, end)
    for hit in _hits(sentence, IN, "interview", begin, end):
        during = hit.owner is not None and DURING.match(text, hit.frame) and not NO_INTERVIEW.match(text, hit.end)
        if during or HAS_OCCASION.match(text, hit.end):
            yield hit
    for hit in _hits(sentence, IN_PRINT, "in", cue[0], end):
        written = WRITING.search(text, *cue) or NEXT.fullmatch(text, cue[1], max(cue[1], hit.frame))
        if written and passes_on(text[hit.start : hit.end]) and not NO_INTERVIEW.match(text, hit.end):
            yield hit
    gathering = GATHERING.search(text, begin, end) is not None
    for hit in published(sentence):
        if not gathering or (source and source[0] <= hit.frame < source[1]):
            yield hit
    if not gathering:
        yield from _hits(sentence, ASKED, "asked by", begin, end, journalists=True)
        for hit in _hits(sentence, ON, "on", begin, end):
            if not (NO_INTERVIEW.match(text, hit.end) or TOPIC.search(text, begin, hit.frame)):
                yield hit


def passed(sentence: Sentence) -> Iterator[Hit]:
    """Who passed on what the source said or wrote."""
    text, begin, end, source = sentence.text, sentence.begin, sentence.end, sentence.source
    yield from _hits(sentence, CARRIED, "", begin, end)
    for hit in _hits(sentence, ACCORDING, "reported by", begin, end):
        told = text[hit.frame : hit.frame + 9].lower() == "according" or REPORTS.match(text, hit.end)
        if told and passes_on(text[hit.start : hit.end]):
            yield hit
    if source and (quoting := QUOTING.search(text, begin, source[0])):
        for match in NAME.finditer(text, begin, quoting.start()):
            if place := medium(text, match.start()):
                yield Hit(*place, match.start(), "quoted by")
                break
