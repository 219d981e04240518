"""Relays that neighbouring statements share."""

from __future__ import annotations

import bisect
import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from sayso.reading import actors
from sayso.reading.relays.frames import TELL
from sayso.reading.relays.media import medium
from sayso.reading.relays.places import Spans, frame_of
from sayso.reading.relays.sentence import NEAR, sentence_of

OTHERWISE = frame_of(
    r"\b(?:re-?)?(?:tweet(?:s|ed|ing)?|posted)\b|\b(?:on|via)\s+(?:twitter|facebook|instagram|youtube|telegram)\b"
    r"|\b(?:in|during|at|after|with)\s+(?:an?|the|his|her|their|its|this|that|\w+day['’]s)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:statement|speech|letter|address|rally|debate|memo|e-?mail|video|ad|news conference|press conference|briefing"
    r"|hearing|testimony|town hall|press release|report|book|forum|meeting|filing|sermon|note|blog post)\b"
    r"|\b(?:told|tells?|telling)\s+(?:reporters|supporters|lawmakers|journalists|voters|(?:an?|the|his|her)\s+"
    r"(?:[\w-]+\s+){0,3}?(?:crowd|audience|court|conference|convention|committee|panel|jury|parliament|council))\b"
    r"|\b(?:testified|tweeted)\b|\b(?:last|previous)\s+(?:week|month|year|summer|fall|winter|spring)\b|\byears?\s+ago\b"
    r"|\bearlier\s+(?:this|in|on|that)\b|\bin\s+(?:19|20)\d\d\b|\bpreviously\b"
)
"""What tells that words were spoken elsewhere, or at another time."""
ASKED_ABOUT = frame_of(
    r"\W*(?:when\s+)?(?:asked|pressed|questioned|challenged)\s+(?:\w+\s+)?(?:about|on|over|whether|if|why)\b[^,]*,"
)
"""A clause that tells what somebody was asked about, and not when he answered."""
LISTENERS = re.compile(
    r"(?!(?:that|him|her|them|us|me|you|it|how|why|what|whether|of|in|on|when|where|who)\b)(?:[a-z]|\d)"
)
"""Whom somebody tells, if not a person by name or pronoun."""


def elsewhere(text: str, source: Spans, cue: Spans, content: Spans) -> bool:
    """Whether a statement's sentence says that the words were spoken, written or posted on another occasion than an
    interview, or at another time than what is told beside them."""
    sentence = sentence_of(text, source, cue, content)
    if sentence is None:
        return False
    asked = ASKED_ABOUT.match(sentence.text, sentence.begin, sentence.cue[0])
    if OTHERWISE.search(sentence.text, asked.end() if asked else sentence.begin, sentence.end):
        return True
    told = TELL.search(sentence.text, sentence.cue[0], sentence.cue[1] + 1)
    listeners = told and LISTENERS.match(sentence.text, told.end())
    return bool(told and listeners and medium(sentence.text, told.end()) is None)


KEPT_SAYING = frame_of(
    r"\b(?:has|have|had|would|will|could|may|might|not|never|n['’]t|wants?|wanted|hopes?|hoped|plans?|planned|intends?"
    r"|intended|needs?|favou?rs?|supports?|opposes?|is|are|was|were|been|seems?|appears?|tr(?:y|ies|ied|ying)|seeks?|sought|refus\w+"
    r"|appointed|signed|nominated|vetoed|fired|hired|filed|launched|approved|voted"
    r"|often|repeatedly|always|once|long|tweet\w*|posted)\b"
)
"""Cues of what is held, planned or said more than once."""
VERB = frame_of(
    r"\b\w+(?:ed|s|ing)\b|\b(?:said|told|spoke|wrote|went|saw|gave|put|made|took|held|drew|shot|hit|laid)\b|\bto\s+\w+|:"
)


def uttered(words: str) -> bool:
    """Whether the words of a cue report an utterance on one occasion: "said", "added", but not "has said", "wants"."""
    short = words[:NEAR]
    return KEPT_SAYING.search(short) is None and VERB.search(short) is not None


SECRETIVE = frame_of(
    r"\b(?:sources?|officials?|aides?|insiders?|diplomats?|advis[eo]rs?|staffers?|operatives?|(?:person|people)\s+"
    r"(?:familiar|close|briefed|with|who)|executives?|strategists?|lawmakers?|employees?|agents?|allies|ally|associates?)\b"
)


def secretive(words: str) -> bool:
    """Whether the words describe somebody who spoke to an outlet and kept the name out of it: "two officials", "a
    person close to the talks"; but not "critics" or "voters"."""
    return actors.kind(words) == "unnamed" and SECRETIVE.search(words[:NEAR]) is not None


@dataclass(frozen=True, slots=True)
class Told:
    """What `carried` needs to know of a statement.

    `source` is its source's entity. `relays` are the entities of its own relays; of those outlets and agencies that are
    sources of statements that hold it; and of its source, if that is one. `paragraph` counts paragraphs. `uttered`,
    `elsewhere` and `secretive` are what the functions of these names say of cue, statement and source; `document` is
    whether the source is one, `nested` whether the statement stands inside another.
    """

    source: Hashable | None
    relays: tuple[Hashable, ...]
    paragraph: int
    uttered: bool = True
    elsewhere: bool = False
    secretive: bool = False
    document: bool = False
    nested: bool = False


NEIGHBOURS = 2
"""Paragraphs from one of neighbouring statements to the next, at most."""
ALL_OVER = 8
"""Paragraphs in which a source that speaks on one occasion only speaks on that one."""


def carried(statements: Sequence[Told]) -> tuple[int | None, ...]:
    """For every statement without a relay, the place in the list, which is in the order of the text, of the one whose
    relays are its as well.

    Neighbouring quotations of one source are pieces of one interview: what is uttered in the same paragraph or soon
    after, nobody else having spoken in between, and nothing telling of another occasion; and, where the text tells of
    one occasion only, what the source utters some paragraphs around. What a document says, or somebody secretive, came
    by the same outlet wherever it stands; and a secretive source beside an outlet's own statement, or beside another
    such source of an outlet's, is the outlet's too.
    """
    found: list[int | None] = [None] * len(statements)
    _hand_on(statements, found, range(len(statements)))
    _hand_on(statements, found, range(len(statements) - 1, -1, -1))
    _spread(statements, found)
    return tuple(found)


def _hand_on(statements: Sequence[Told], found: list[int | None], order: Iterable[int]) -> None:
    """Hand relays on from statement to statement in this order."""
    giver: int | None = None
    before = 0
    constant: dict[Hashable, int] = {}
    for i in order:
        this = statements[i]
        if this.source is None or (this.nested and not this.relays):
            continue
        origin = i if this.relays else found[i]
        if origin is None and this.source in constant:
            origin = constant[this.source]
        elif origin is None and giver is not None and this.uttered and not this.elsewhere:
            near = abs(this.paragraph - statements[before].paragraph) <= NEIGHBOURS
            if near and (statements[before].source == this.source or _belongs(statements, giver, this, i > before)):
                origin = giver
        if origin is not None:
            found[i] = None if this.relays else origin
            giver, before = origin, i
            if this.secretive or this.document:
                constant.setdefault(this.source, origin)
        elif this.uttered:
            giver = None


def _spread(statements: Sequence[Told], found: list[int | None]) -> None:
    """Give a source's relays to the statements around, where it has only one set of them in the text, as far as the
    next statement of another occasion."""
    givers: dict[Hashable, int | None] = {}
    apart: dict[Hashable, list[int]] = {}
    for i, this in enumerate(statements):
        if this.source is None or this.nested:
            continue
        if this.elsewhere and not this.relays:
            apart.setdefault(this.source, []).append(i)
        elif this.relays:
            giver = givers.setdefault(this.source, i)
            if giver is not None and statements[giver].relays != this.relays:
                givers[this.source] = None
    for i, this in enumerate(statements):
        giver = givers.get(this.source) if this.source is not None else None
        if giver is None or found[i] is not None or this.relays or this.nested or not this.uttered:
            continue
        others = apart.get(this.source, ())
        first, last = min(i, giver), max(i, giver)
        at = bisect.bisect_left(others, first)
        if at < len(others) and others[at] <= last:
            continue
        if abs(this.paragraph - statements[giver].paragraph) <= ALL_OVER:
            found[i] = giver


def _belongs(statements: Sequence[Told], giver: int, this: Told, after: bool) -> bool:
    """Whether a source whose name is withheld is one of those of the outlet that gives its relays."""
    other = statements[giver]
    return after and this.secretive and (other.secretive or other.source in other.relays)
