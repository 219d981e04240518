"""Relays that neighbouring statements share."""

from __future__ import annotations

import bisect
import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from sayso.reading import actors
from sayso.reading.relays.finding import to_own
from sayso.reading.relays.frames import NEW_CLAUSE, TELL, VERB
from sayso.reading.relays.media import medium
from sayso.reading.relays.places import Spans, frame_of
from sayso.reading.relays.sentence import NEAR, Sentence, sentence_of

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
TIMES = frame_of(
    r"\b(?:last|previous|past)\s+(?:week|month|year|summer|fall|autumn|winter|spring)\b|\bago\b"
    r"|\bpreviously\b|\bat the time\b"
    r"|\bearlier\s+(?:this|in|on|that)\b|\b(?:in|since|during|an?|his|her|their|late|early|mid)[\s-]"
    rf"(?-i:{MONTH})\b(?!\s+\d)|\b(?:in|since)\s+(?:19|20)\d\d\b"
    r"|\b(?:most recently|as recently as|for (?:example|instance)|back then|once)\b"
)
"""What tells that words were spoken at another time than what is news."""
BACKGROUND = frame_of(r"\b(?:after|before|since)\s+(?!that\b|being\b)[^,]*\Z")
"""What makes the clause of a cue one that tells what went before what is news."""
OTHERWISE = frame_of(
    r"\b(?:re-?)?(?:tweet(?:s|ed|ing)?|posted)\b|\b(?:on|via)\s+(?:twitter|facebook|instagram|youtube|telegram)\b"
    r"|\b(?:in|during|at|after|with)\s+(?:an?|the|his|her|their|its|this|that|\w+day['’]s|(?:one|some)\s+of\s+[\w\s]{1,20}?)\s+"
    r"(?:[\w-]+\s+){0,3}?(?:statements?|speech(?:es)?|letters?|address|rally|rallies|debates?|memo|e-?mails?|video|ads?"
    r"|(?:news|press)\s+conferences?|briefing|hearing|testimony|town\s+halls?|press\s+release|report|book|forum|meeting"
    r"|filings?|forms?|disclosures?|sermon|note|posts?|messages?|descriptions?|tweets?)\b"
    r"|\b(?:in|during|at)\s+(?:speeches|rallies|debates|town\s+halls|letters|e-?mails|tweets|campaign\s+stops)\b"
    r"|\b(?:told|tells?|telling)\s+(?:reporters|supporters|lawmakers|journalists|voters|(?:an?|the|his|her)\s+"
    r"(?:[\w-]+\s+){0,3}?(?:crowd|audience|court|conference|convention|committee|panel|jury|parliament|council))\b"
    r"|\b(?:an?|the|his|her|their)\s+(?:[\w.-]+\s+){0,3}?(?:crowd|audience|rally)\b|\b(?:testified|tweeted)\b"
)
"""What tells that words were spoken elsewhere."""
ASKED_ABOUT = frame_of(
    r"\W*(?:when\s+)?(?:asked|pressed|questioned|challenged)\s+(?:\w+\s+)?(?:about|on|over|whether|if|why)\b[^,]*,"
)
"""A clause that tells what somebody was asked about, and not when he answered."""
LISTENERS = re.compile(
    r"(?!(?:that|him|her|them|us|me|you|it|how|why|what|whether|of|in|on|when|where|who)\b)"
    r"(?!(?:(?:the|his|her|its|show|radio)\s+)*(?:co-?)?(?:hosts?|anchors?|interviewers?|presenters?)\b)(?:[a-z]|\d)"
)
"""Whom somebody tells, if not a person by name or pronoun, nor who leads the interview."""


UNTOLD = frame_of(
    r"\b(?:in|during)\s+(?:an?|another)\s+(?:[\w-]+\s+){0,3}?interviews?\b|\bin\s+(?:[\w-]+\s+){0,2}?interviews\b|\b(?:told|tells)\s+me\b"
)
"""An occasion that is first heard of here."""
RETOLD = frame_of(
    r"\b(?:in|during|on|throughout)\s+(?:the|that|his|her|their|this)\s+(?:same\s+)?(?:[\w-]+\s+)?"
    r"(?:interview|op-ed|essay|column|segment|podcast|broadcast)\b(?!\s+(?:with|to|on|in|for)\b)"
)
"""An occasion that was heard of before."""
WRITING = frame_of(r"\bwr(?:ote|itten|ites?|iting)\b")
WRITTEN = frame_of(
    r"\b(?:wr(?:ote|itten|ites?|iting)|e-?mail\w*|op-ed|essay|column|article|piece|statement|letter|editorial|blog|text)\b"
)


def _has(sentence: Sentence, pattern: re.Pattern[str]) -> bool:
    """Whether the pattern is found in the sentence, but for what somebody was asked about, up to the next clause."""
    asked = ASKED_ABOUT.match(sentence.text, sentence.begin, sentence.cue[0])
    clause = NEW_CLAUSE.search(sentence.text, sentence.cue[1], sentence.end)
    begin, end = asked.end() if asked else sentence.begin, clause.start() if clause else sentence.end
    return pattern.search(sentence.text, begin, end) is not None


def is_earlier(sentence: Sentence) -> bool:
    """Whether the sentence tells that its words were spoken at another time than what is news."""
    before = BACKGROUND.search(sentence.text, sentence.begin, sentence.cue[0])
    return before is not None or _has(sentence, TIMES)


def elsewhere(text: str, source: Spans, cue: Spans, content: Spans, outlet: str | None = None) -> bool:
    """Whether a statement's sentence says that the words were spoken, written or posted on another occasion than an
    interview, or to the document's own `outlet`, or at another time than what is told beside them."""
    sentence = sentence_of(text, source, cue, content)
    if sentence is None:
        return False
    if _has(sentence, OTHERWISE) or is_earlier(sentence):
        return True
    told = TELL.search(sentence.text, sentence.cue[0], sentence.cue[1] + 1)
    listeners = told and LISTENERS.match(sentence.text, told.end())
    return bool(told and listeners and medium(sentence.text, told.end()) is None) or to_own(sentence, outlet)


KEPT_SAYING = frame_of(
    r"\b(?:has|have|had|would|will|could|may|might|not|never|n['’]t|wants?|wanted|hopes?|hoped|plans?|planned|intends?"
    r"|intended|needs?|favou?rs?|supports?|opposes?|is|are|was|were|been|seems?|appears?|tr(?:y|ies|ied|ying)|seeks?|sought|refus\w+"
    r"|appointed|signed|nominated|vetoed|fired|hired|filed|launched|approved|voted"
    r"|often|repeatedly|always|once|long|tweet\w*|posted|(?:continual|constant|regular|frequent|consistent|routine|usual"
    r"|typical)ly|sometimes|keeps?|kept|continues?\s+to|continued\s+to|used\s+to)\b|(?:\A|\s)['’](?:s|ve|d|ll|re)\b"
)
"""Cues of what is held, planned or said more than once."""
SPEECH = frame_of(
    r"\b(?:s(?:ay|ays|aid|aying)|t(?:ells?|old|elling)|add(?:s|ed|ing)|ask(?:s|ed|ing)|w(?:rites?|rote|riting)"
    r"|sp(?:eaks?|oke|eaking)|put(?:s|ting)?\s+it|go(?:es|ing)?\s+on|went\s+on|"
    r"(?:answer|argu|assert|assur|boast|call|caution|charg|claim|comment|compar|complain|conced|conclud|confid|continu|contend"
    r"|counter|credit|criticiz|criticis|declar|describ|elaborat|emphasiz|emphasis|explain|express|hint|insist|interject"
    r"|jok|lament|maintain|mention|mus|not|observ|point|predict|prais|proclaim|quip|recall|recount|remark|remind|repl|repeat"
    r"|respond|retort|reveal|shout|stat|stress|suggest|talk|testif|underscor|urg|vow|warn|acknowledg|admit|agre|allow|announc"
    r"|blam|blast|confirm|defend|den|disagre|disclos|discuss|disput|dismiss|estimat|not|pledg|promis|reject|slam|accus|attack"
    r"|condemn|denounc|fault|mock|question|referr|laugh|weigh)(?:t?e[ds]?|e|s|ing|ting|ies|ied|ying)?)\b|:"
)
"""Verbs of speech, and the colon of a headline."""


def spoken(words: str) -> bool:
    """Whether the words of a cue name speech: "said", "blasted", but not "passed", "paints"."""
    return SPEECH.search(words[:NEAR]) is not None


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
    `spoken`, `elsewhere` and `secretive` are what the functions of these names say of cue, statement and source;
    `document` is whether the source is one, `nested` whether the statement stands inside another.

    Of the occasion its sentence tells that it was at another time (`earlier`), that it is first heard of here
    (`untold`) or was heard of before (`retold`), that the words were written (`writing`), or are from something that
    could be (`written`); or its form, that it is a `turn` of a transcript. `content` are the words that are said and
    `quotes` those of them that stand in quotation marks, all in the form in which they are compared.
    """

    source: Hashable | None
    relays: tuple[Hashable, ...]
    paragraph: int
    uttered: bool = True
    elsewhere: bool = False
    secretive: bool = False
    document: bool = False
    nested: bool = False
    spoken: bool = True
    earlier: bool = False
    untold: bool = False
    retold: bool = False
    writing: bool = False
    written: bool = False
    turn: bool = False
    content: str = ""
    quotes: tuple[str, ...] = ()


def told(
    text: str,
    spans: tuple[Spans, Spans, Spans],
    source: Hashable | None,
    relays: tuple[Hashable, ...],
    paragraph: int,
    outlet: str | None,
    *,
    document: bool,
    nested: bool,
) -> Told:
    """What is known of the statement whose source, cue and content are `spans`."""
    sentence = sentence_of(text, *spans)
    words = " ".join(text[a:b] for a, b in spans[1])
    content = " ".join(text[a:b] for a, b in spans[2])[:LONGEST]
    return Told(
        source,
        relays,
        paragraph,
        uttered(words),
        elsewhere(text, *spans, outlet),
        bool(spans[0]) and secretive(text[slice(*spans[0][0])]),
        document,
        nested,
        spoken(words),
        sentence is not None and is_earlier(sentence),
        sentence is not None and _has(sentence, UNTOLD),
        sentence is not None and _has(sentence, RETOLD),
        WRITING.search(words[:NEAR]) is not None,
        sentence is not None and _has(sentence, WRITTEN),
        words.startswith(":") and any(len(text[a:b]) > 1 and text[a:b].isupper() for a, b in spans[0]),
        compared(content),
        tuple(compared("".join(match.groups(""))) for match in QUOTED.finditer(content)),
    )


def compared(words: str) -> str:
    """Words in the form in which quotations are compared."""
    return f" {' '.join(WORD.findall(words.casefold()))} "


LONGEST = 2000
"""Characters of a content in which quotations are looked for."""
QUOTED = re.compile(r"“([^“”]{6,200})”|\"([^\"]{6,200})\"|(?<!\w)[‘']([^‘’'\n]{6,200})[’'](?!\w)")
"""What stands in quotation marks: more than a short word or two."""
WORD = re.compile(r"\w+")
NEIGHBOURS = 2
"""Paragraphs from one of neighbouring statements to the next, at most."""
ALL_OVER = 8
"""Paragraphs in which a source that speaks on one occasion only speaks on that one."""


def carried(statements: Sequence[Told]) -> tuple[int | None, ...]:
    """For every statement without a relay, the place in the list, which is in the order of the text, of the one whose
    relays are its as well.

    Neighbouring quotations of one source are pieces of one interview: what is uttered in the same paragraph or soon
    after, nobody else having spoken in between, and nothing telling of another occasion; and, where the text tells of
    one occasion only, what the source utters some paragraphs around. In a transcript, whoever has a turn speaks on the
    same occasion. What a document says, or somebody secretive, came
    by the same outlet wherever it stands; and a secretive source beside an outlet's own statement, or beside another
    such source of an outlet's, is the outlet's too.
    """
    found: list[int | None] = [None] * len(statements)
    apart = _apart(statements)
    _hand_on(statements, found, apart)
    _hand_back(statements, found, apart)
    _spread(statements, found, apart)
    _echo(statements, found)
    return tuple(found)


def _apart(statements: Sequence[Told]) -> list[bool]:
    """Which statements were made on another occasion, as their sentence tells, or that of one before by the source."""
    apart = [False] * len(statements)
    before: int | None = None
    for i, this in enumerate(statements):
        if this.source is None or (this.nested and not this.relays):
            continue
        goes_on = before is not None and _near(statements[before], this) and this.uttered and not this.untold
        apart[i] = not this.relays and (this.elsewhere or (goes_on and not this.retold))
        if apart[i]:
            before = i
        elif this.uttered:
            before = None
    return apart


def _near(one: Told, other: Told) -> bool:
    return one.source == other.source and abs(one.paragraph - other.paragraph) <= NEIGHBOURS


def _fits(giver: Told, this: Told) -> bool:
    """Whether what is uttered can be from the giver's occasion: what was written is not from an interview."""
    return this.uttered and (giver.written or not this.writing)


def _hand_on(statements: Sequence[Told], found: list[int | None], apart: Sequence[bool]) -> None:
    """Hand relays on from statement to statement, as the text goes."""
    giver: int | None = None
    before = 0
    constant: dict[Hashable, int] = {}
    latest: dict[Hashable, int] = {}
    for i, this in enumerate(statements):
        if this.source is None or (this.nested and not this.relays):
            continue
        origin = i if this.relays else None
        if origin is None and this.source in constant:
            origin = constant[this.source]
        elif origin is None and this.retold and this.source in latest:
            origin = latest[this.source]
        elif origin is None and giver is not None and not apart[i] and not this.untold:
            last = statements[before]
            near = abs(this.paragraph - last.paragraph) <= NEIGHBOURS
            same = last.source == this.source and (this.spoken or this.paragraph == last.paragraph)
            same = same or this.turn
            if near and _fits(statements[giver], this) and (same or _belongs(statements, giver, this)):
                origin = giver
        if origin is not None:
            found[i] = None if this.relays else origin
            giver, before = origin, i
            latest[this.source] = origin
            if this.secretive or this.document:
                constant.setdefault(this.source, origin)
        elif this.uttered:
            giver = None


def _hand_back(statements: Sequence[Told], found: list[int | None], apart: Sequence[bool]) -> None:
    """Hand relays back to what stands before them: to the headline, and to what leads up to the interview."""
    giver: int | None = None
    before = 0
    constant: dict[Hashable, int] = {}
    for i in range(len(statements) - 1, -1, -1):
        this = statements[i]
        if this.source is None or (this.nested and not this.relays):
            continue
        origin = i if this.relays else found[i]
        if origin is None and this.source in constant:
            origin = constant[this.source]
        elif origin is None and giver is not None and not apart[i] and not statements[giver].earlier:
            last = statements[before]
            aloud = this.spoken or this.paragraph in (last.paragraph, statements[0].paragraph)
            if _near(last, this) and aloud and _fits(statements[giver], this):
                origin = giver
        if origin is not None:
            found[i] = None if this.relays else origin
            giver, before = origin, i
            if this.secretive or this.document:
                constant.setdefault(this.source, origin)
        elif this.uttered:
            giver = None


def _spread(statements: Sequence[Told], found: list[int | None], apart: Sequence[bool]) -> None:
    """Give a source's relays to the statements around, where it has only one set of them in the text, as far as the
    next statement of another occasion."""
    givers: dict[Hashable, int | None] = {}
    others: dict[Hashable, list[int]] = {}
    for i, this in enumerate(statements):
        if this.source is None or this.nested:
            continue
        if apart[i]:
            others.setdefault(this.source, []).append(i)
        elif this.relays:
            giver = givers.setdefault(this.source, i)
            if giver is not None and statements[giver].relays != this.relays:
                givers[this.source] = None
    for i, this in enumerate(statements):
        giver = givers.get(this.source) if this.source is not None else None
        if giver is None or found[i] is not None or this.relays or this.nested:
            continue
        if statements[giver].earlier or not this.spoken or not _fits(statements[giver], this):
            continue
        if this.untold and giver < i:
            continue
        first, last = min(i, giver), max(i, giver)
        at = bisect.bisect_left(others.get(this.source, ()), first)
        if at < len(others.get(this.source, ())) and others[this.source][at] <= last:
            continue
        if abs(this.paragraph - statements[giver].paragraph) <= ALL_OVER:
            found[i] = giver


MOST_ECHOED = 12
"""Later statements of one source in which a quotation is looked for."""


def _echo(statements: Sequence[Told], found: list[int | None]) -> None:
    """Give a headline or lead that quotes somebody the relays by which the same words are told later in full."""
    later: dict[Hashable, list[int]] = {}
    for i in range(len(statements) - 1, -1, -1):
        this = statements[i]
        if this.source is None or this.nested:
            continue
        after = later.setdefault(this.source, [])
        if found[i] is None and not this.relays and not this.elsewhere and this.quotes:
            for j in after[-MOST_ECHOED:][::-1]:
                giver = j if statements[j].relays else found[j]
                if giver is not None and all(quote in statements[j].content for quote in this.quotes):
                    found[i] = giver
                    break
        after.append(i)


def _belongs(statements: Sequence[Told], giver: int, this: Told) -> bool:
    """Whether a source whose name is withheld is one of those of the outlet that gives its relays."""
    other = statements[giver]
    return this.secretive and (other.secretive or other.source in other.relays)
