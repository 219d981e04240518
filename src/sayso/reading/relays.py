"""Through whom a statement's words came: outlets, agencies and broadcasts that only pass them on.

A relay is an agent between a primary source and a quotation of it, as W3C PROV has those words. What is one and what
is not is settled in docs/annotation.md: an interview in another outlet is one; somebody's own letter, speech or post
is not, nor is a debate or a rally, whoever holds it, nor the employer in a title. Relays are found here as places in
the text; who they are, and what makes a chain of them, others decide.

Where an outlet is the source and names its own ("Reuters, citing officials, said"), it is the source of that statement,
not its relay: `cited` tells where those stand whom it cites. They are the origin behind it, unless a statement of
their own says so.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sayso.reading import actors

Span = tuple[int, int]
Spans = Sequence[Span]

PASSING_ON = frozenset(["outlet", "agency"])
"""The kinds of source that pass on others' words by trade."""
AGENCIES = frozenset(["agency"])


@dataclass(frozen=True, slots=True)
class Relay:
    """Characters `start` to `end` name or describe someone who passed words on. `how` is what the text says of it:
    told, interview, on, in, asked by, cited by and the like; or credit or byline, for what stands over or under a
    document."""

    start: int
    end: int
    how: str


# ---- the names of outlets and agencies ----


class Medium(NamedTuple):
    """A name or description: characters `start` to `end`, and the network whose programme it is, if the text says."""

    start: int
    end: int
    owner: str | None = None


WORD = re.compile(r"[\w@](?:[\w&!/‑-]|\.(?=\w)|['’](?!['’]))*\.?|&|[“\"‘]|''")
MASK = "\x00"
STOP = re.compile(r"[\n\x00;:?()\[\]—–…”]|,|[.!](?=[”\"’]?(?:\s+[A-Z“\"‘]|\s*\Z))")
"""Where no name goes on."""
REACH = 140
"""Characters in which a name must end."""
MOST_WORDS = 12


def _set(words: str) -> frozenset[str]:
    """The words, "_" standing for the space in one of two words."""
    return frozenset(word.replace("_", " ") for word in words.split())


DETERMINERS = _set("the a an his her its their our my your this that another one")
INDEFINITE = _set("a an another one")
OWN = _set("his her its their our my your this")
MEDIUM = _set(
    """agency blog broadcaster channel daily magazine media network newspaper newswire outlet paper podcast portal press
    program programme publication radio service show site station tabloid television tv website weekly wire"""
)
"""Nouns for outlets, in small letters."""
BEFORE_MEDIUM = MEDIUM | _set(
    """affiliate arm business cable conservative digital edition evening financial foreign government independent
    influential international liberal local military morning national new news nightly official online opposition
    popular private privately public regional respected right-leaning left-leaning right-wing left-wing rival satellite
    semi-official semiofficial sports state talk web"""
)
"""What may stand before an outlet's name, or in a description of one."""
JOINED = re.compile(r"-(?:run|owned|based|language|linked|leaning|wing|affiliated|backed|controlled|funded)\Z")
NO_ONE = MEDIUM | _set(
    """foreign_media international_media local mainstream_media national_media national_press new_media news news_media
    online social_media state web"""
)
"""Words that, without "the" or a name, are journalism, or the air, and no outlet."""
NO_ONE_AT_ALL = _set("media press news_media social_media news radio television tv web")
"""Those that are none with "the" either."""
NEEDS_ARTICLE = _set("guardian observer telegraph")
NOT_ON_AIR = re.compile(
    r"(?:the )?(?:Hill|Time|Nation|National|Variety|Nature|Fortune|Bloomberg)"
    r"|.*\b(?:Times|Post|Journal|Tribune|Herald)",
    re.IGNORECASE,
)
"""Names that are no broadcast, or mean something else, after "on": "on the Hill", "on Time"."""
SOCIAL = _set("facebook instagram reddit snapchat telegram tiktok twitter whatsapp wikipedia youtube")
DAY = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.?\Z"
)
TITLE = re.compile(r"(?:“|\"|‘|''?)([A-Z0-9](?:(?!'')[^”\"’“\n\x00]|’(?=\w)){1,38}[\w!])[,.]?(?:”|\"|’|''?)")
PROGRAMME = re.compile(r"\b(?:Show|Hour|Tonight|Podcast|Radio|Sunday|Today)\Z")
PROGRAMME_NOUN = re.compile(r"\s+(?:(?:radio|television|TV|news|talk|morning)\s+)?(?:show|programme?|podcast)\b")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=[sS])['’])\Z")
SPACE = re.compile(r"\s*")
ISSUE = re.compile(
    r"(?:(?:last\s+)?\w+day(?:['’]s)?\s+)?(?:(?:the|an?)\s+)?(?:\w+\s+)?(?:broadcast|edition|episode|airing)\s+of\s+"
    r"|(?:last\s+)?\w+day['’]s\s+",
    re.IGNORECASE,
)
"""Before a programme's or paper's name: which one of it."""
HOSTED = re.compile(r"\s+(?:hosts?|anchors?|personalit\w+|presenters?|shows|channels|stations|networks|audiences?)\b")
AIR = re.compile(r"\b(?:television|tv|radio|website|site|blog|news|online|media)\Z")
"""How descriptions end that mean no outlet in particular, unless they name it or its country, or are the state's."""
STATE = re.compile(r"\b(?:state(?:-\w+)?|local|(?:semi-?)?official)\b")


def medium(text: str, begin: int) -> Medium | None:
    """The outlet, agency or programme that the phrase beginning at `begin` names or describes.

    Of a programme after its network's name, the programme; of a network's journalist, the network. An article belongs
    to it only where the name is known by it, or it is a description.
    """
    if lead := ISSUE.match(text, begin):
        begin = lead.end()
    if title := _title(text, begin, owned=False):
        return Medium(*title)
    stop = STOP.search(text, begin, begin + REACH)
    words: list[Span] = []
    for match in WORD.finditer(text, begin, stop.start() if stop else min(len(text), begin + REACH)):
        if match.group() in ("“", '"', "‘", "''") or len(words) == MOST_WORDS:
            break
        words.append(match.span())
    return _known(text, words) or _described(text, words)


def _title(text: str, begin: int, owned: bool) -> Span | None:
    """A programme's name in quotation marks; if it is `owned` by a network it need not sound like one."""
    found = TITLE.match(text, begin)
    if not found:
        return None
    name = found.group(1)
    sounds = PROGRAMME.search(name) or PROGRAMME_NOUN.match(text, found.end())
    return found.span(1) if owned or sounds or _passes_on(name) or _passes_on(name.partition(" ")[0]) else None


def _passes_on(name: str) -> bool:
    """Whether the facts know an outlet or agency of this name."""
    found = actors.organisation(name)
    return found is not None and found.kind in PASSING_ON and name.lower() not in SOCIAL


def _known(text: str, words: Spans) -> Medium | None:
    """The first name among the words that the facts know, if what stands before it belongs to it."""
    for i in range(min(len(words), 7)):
        article = i > 0 and text[slice(*words[i - 1])].lower() == "the"
        for j in range(min(len(words), i + 6), i, -1):
            phrase = text[words[i][0] : words[j - 1][1]].rstrip(".")
            alone = not phrase.startswith("the ") and _passes_on(phrase)
            if not (alone or (article and _passes_on("the " + phrase))) or not _whole(text, words[i:], j - i, article):
                continue
            begin = words[i][0] if alone else words[i - 1][0]
            end = words[i][0] + len(POSSESSIVE.sub("", phrase))
            if end < words[j - 1][1] and (programme := _programme(text, words[j - 1][1], words[j:])):
                return Medium(*programme, text[begin:end])
            if j < len(words) and text[slice(*words[j])].isdecimal():
                end = words[j][1]
            return Medium(begin, end)
        if not _leads(text[slice(*words[i])]):
            return None
    return None


def _whole(text: str, words: Spans, size: int, article: bool) -> bool:
    """Whether the first `size` words, a known name, are not part of another ("Time Warner"), nor lack their article."""
    name = text[words[0][0] : words[size - 1][1]]
    if size > 1 or name.isupper() or POSSESSIVE.search(name):
        return True
    if name.lower() in NEEDS_ARTICLE and not article:
        return False
    run = next((i for i in range(1, len(words)) if not text[words[i][0]].isupper()), len(words))
    if run == 1 or DAY.match(text[slice(*words[1])]):
        return True
    return not article and actors.kind(text[words[0][0] : words[run - 1][1]]) != "organisation"


def _leads(word: str) -> bool:
    """Whether a word may stand before an outlet's name: an article, a noun for an outlet, its country."""
    low = word.lower()
    if low in DETERMINERS or low in BEFORE_MEDIUM or JOINED.search(low) or DAY.match(word) or word.isdecimal():
        return True
    bare = POSSESSIVE.sub("", word)
    return word[0].isupper() and (bare != word or actors.reference(bare) is not None)


def _capital(word: str) -> bool:
    return word[0].isupper() or actors.ARABIC_ARTICLE.match(word) is not None


def _past_space(text: str, place: int) -> int:
    space = SPACE.match(text, place)
    return space.end() if space else place


def _programme(text: str, end: int, words: Spans) -> Span | None:
    """The programme that the words after a network's possessive name, which ends at `end`."""
    if title := _title(text, _past_space(text, end), owned=True):
        return title
    names = [text[words[0][0] : words[j - 1][1]].rstrip(".") for j in range(min(len(words), 5), 0, -1)]
    known = next((name for name in names if name[0].isupper() and _passes_on(name)), None)
    name = known or next((name for name in names if " " in name and name.istitle() and PROGRAMME.search(name)), None)
    return (words[0][0], words[0][0] + len(name)) if name else None


def _described(text: str, words: Spans) -> Medium | None:
    """The outlet that the words describe, or name without being known: "the newspaper", "the Alder Courier"."""
    end = 0
    for i, span in enumerate(words):
        word = text[slice(*span)]
        joins = word in ("of", "and", "&") and end == i and i > 0 and text[words[i - 1][0]].isupper()
        if (i and word.lower() in DETERMINERS) or (DAY.match(word) and i):
            break
        if _capital(word) or word[0].isdecimal() or _leads(word):
            end = i + 1
        elif not joins:
            break
    for size in range(end, 0, -1):
        last = text[slice(*words[size - 1])]
        if size == end or last.lower() in MEDIUM or POSSESSIVE.search(last):
            phrase = POSSESSIVE.sub("", text[words[0][0] : words[size - 1][1]].rstrip("."))
            place = words[0][0] + len(phrase)
            if _is_medium(phrase) and (not phrase[1:].islower() or not HOSTED.match(text, place)):
                titled = _title(text, _past_space(text, place), owned=True)
                return Medium(*titled) if titled else Medium(words[0][0], place)
    return None


def _is_medium(phrase: str) -> bool:
    """Whether a phrase that no facts know means an outlet or agency, and one in particular."""
    words = phrase.split()
    first = words[0].lower()
    bare = words[1:] if first in DETERMINERS else words
    low = " ".join(bare).lower()
    definite = first in ("the", "that")
    named = any(_capital(word) and word != "TV" and not JOINED.search(word.lower()) for word in bare)
    if not bare or low in SOCIAL or low in (NO_ONE_AT_ALL if definite else NO_ONE) or first in OWN:
        return False
    if definite and low == "agency":
        return True
    # "A Reporter" stands in a headline; the SITE Intelligence Group is no site.
    if (first in INDEFINITE and bare[-1][0].isupper()) or (bare[-1].isupper() and bare[-1].lower() in MEDIUM - {"tv"}):
        return False
    if AIR.search(low) and not (definite or named or STATE.search(low)):
        return False
    return bool(PROGRAMME.search(phrase) and len(words) > 1) or actors.kind(phrase) in PASSING_ON


def is_own(name: str, outlet: str | None) -> bool:
    """Whether a relay of this name is the document's own `outlet`, or a programme or a short form of it: "Breitbart
    News Daily" for Breitbart, "the Post" for the Washington Post."""
    if not outlet:
        return False
    known, own = actors.organisation(name), actors.organisation(outlet)
    if known and own and known.name == own.name:
        return True
    here, there = _bare(name), _bare(outlet)
    if not here or not there:
        return False
    return here[: len(there)] == there or ((here[0] != here[-1] or len(here) == 1) and there[-len(here) :] == here)


def _bare(name: str) -> list[str]:
    words = actors.key(name).split()
    return words[1:] if words[:1] == ["the"] else words


# ---- the sentence around a cue ----

NEAR = 500
"""Characters on either side of a cue in which its sentence is looked for."""
END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[“\"‘'(\x00]{0,2}[A-Z0-9\x00])|\n")
ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Reps?|Sens?|Govs?|Gen|Lt|Col|Maj|Capt|Sgt|Rev|Hon|St|Jr|Sr|Jan|Feb|Aug|Sept?|Oct|Nov"
    r"|Dec|No|vs|Inc|Corp|Co|Ltd)|\b[A-Z])\.\s*\Z"
)
FINISHED = re.compile(r"[.!?][”\"’)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement's sentence in a piece of text, `text`, that begins at character `offset` of the document.

    The sentence is `begin` to `end` of the piece, the statement's content being masked out. `source` is where the
    source lies, if it has one; `cue` where the cue does; `anchors` are where those and the pieces of the content do.
    """

    text: str
    offset: int
    begin: int
    end: int
    source: Span | None
    cue: Span
    anchors: tuple[Span, ...]


def _sentence(text: str, source: Spans, cue: Spans, content: Spans) -> Sentence | None:
    """The sentence of a statement's cue; None where there is no cue."""
    if not cue:
        return None
    first = min(a for a, _ in cue)
    last = min(max(b for _, b in cue), first + NEAR)
    low, high = max(0, first - NEAR), min(len(text), last + NEAR)
    near = [(a - low, b - low) for a, b in source if low <= a and b <= high]
    place = (first - low, last - low)
    starts = {a for a, _ in (*near, place)}
    pieces = [(max(a, low) - low, min(b, high) - low) for a, b in content if a < high and b > low]
    piece = text[low:high]
    for a, b in pieces:
        masked = MASK * (b - a)
        # A content that ends with a full stop ends the sentence, if what follows is not who said it.
        if FINISHED.search(piece[a:b][-4:]) and _past_space(piece, b) not in starts:
            masked = masked[1:] + "\n"
        piece = piece[:a] + masked + piece[b:]
    begin, end = 0, len(piece)
    for match in END.finditer(piece):
        if ABBREVIATED.search(piece, max(0, match.start() - 6), match.end()):
            continue
        if match.end() <= place[0]:
            begin = match.end()
        elif match.start() >= place[1]:
            end = match.start() + 1
            break
    return Sentence(piece, low, begin, end, near[0] if near else None, place, tuple(sorted([*near, place, *pieces])))


# ---- the words that tell of a relay ----

OCCASION = (
    r"(?:interviews?|Q&A|conversations?|appearances?|segment|remarks|comments|statements?|discussion|op-ed|piece|column"
    r"|essay|articles?|meeting(?=\s+with)|editorial|commentary|reports?|story|stories|exclusive|podcast|profile|panel"
    r"|comparison|exchange|e-?mails?|dispatch|call|documentary|exposé|expose|investigation)"
)
WITHIN = r"(?:,?\s+(?!(?:and|but|that|who|which|about|over|of|to|by)\b)[\w’'.-]+)"
"""A word that begins no new clause."""


def _frame(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


TELL = _frame(r"\b(?:tells?|told|telling)\s+")
TO = _frame(r"\bto\s+")
SPEAKING = _frame(
    rf"\b(?:sp(?:eak|oke)\w*|talk(?:s|ed|ing)|appear\w*|call(?:ed|ing)\s+in\w*|sat\s+down|sitting\s+down){WITHIN}{{0,4}}?"
    r"\s+(?:to|with|on|by)\s+"
)
INTERVIEW = _frame(rf"\b{OCCASION}{WITHIN}{{0,7}}?,?\s+(?:with|on|to|in|for|by|at|from)\s+")
ASKED = _frame(rf"\b(?:asked|pressed|challenged|questioned|grilled|interviewed){WITHIN}{{0,4}}?\s+(?:by|on|with)\s+")
ON = _frame(r"\bon\s+")
AIRED = _frame(r"\bon\s+\Z")
IN = _frame(r"\b(?:in|during|on|for|from|as)\s+")
IN_PRINT = _frame(r"\b(?:in|for)\s+")
PUBLISHED = _frame(
    rf"\b(?:published|aired|broadcast|posted|run|printed|featured|done|airing|running|appearing|shown){WITHIN}{{0,3}}?"
    r"\s+(?:by|on|in)\s+"
)
POSTED_ON = re.compile(
    rf"\b{OCCASION}\s+(?:\w+\s+)?(?:published|posted|done|appearing|printed|featured)\s+on\s+"
    r"([A-Z][\w.-]*(?:\s+[A-Z][\w.-]*){0,2})"
)
CARRIED = _frame(
    r"\b(cited|quoted|carried|reported|obtained|uncovered|unearthed|seen|reviewed|viewed|released|relayed|shared|leaked"
    rf"|provided|contacted|reached){WITHIN}{{0,3}}?\s+(by|on|in|with|to)\s+"
)
ACCORDING = _frame(r"\baccording\s+to\s+|,\s+|\bas\s+")
REPORTS = _frame(
    r"(?:\s+(?:has|have|had|was|first|also|later|earlier|now|then|exclusively))*\s+(?:reports?|reported|notes|noted|wrote)\b"
    r"(?=\s*[.,]|\s*\Z|\s+(?:on\s+)?\w+day\b)"
)
QUOTING = _frame(r"\b(citing|quoting|cited|quoted|cites|quotes|quote|cite|interviewed)\s+\Z")
HAS_OCCASION = _frame(rf"(?:['’]s?)?(?:\s+[\w’'-]+)?\s+(?!reports\b){OCCASION}\b")
NO_INTERVIEW = _frame(
    r"(?:['’]s?)?\s+(?:[\w-]+\s+)?(?:debates?|town hall|forum|polls?|surveys?|hosts?|anchor|pundit|ads?"
    r"|address|speech)\b"
)
"""After a medium's name: that it is something else that is spoken of."""
TOPIC = _frame(
    r"\b(?:ads?|commercials?|based|focus\w*|attacks?|comment\w*|debates?|hosts?|anchors?|contributors?|commentators?"
    r"|analysts?|pundits?|correspondents?|reporters?|watch\w*|saw|spen[dt]\w*|war|lawsuits?|reliance|airtime)\s+\Z"
)
"""Before "on CNN": that it does not tell where the words were spoken."""
GATHERING = _frame(r"\b(?:debates?|town[ -]halls?|forums?|rall(?:y|ies)|(?:press|news)\s+conferences?)\b")
NOT_TOLD = _frame(
    r"\b(?:respon\w+|react\w*|referr?\w*|object\w*|point\w*|call\w*|want\w*|need\w*|plan\w*|tr(?:y|ie)\w*)\b"
)
"""Cues after which "to" does not tell who was spoken to."""
NEXT = re.compile(r"(?:\s+\w+){0,3}\s*")
WRITING = _frame(r"\b(?:wr[io]t\w*|argu\w+|opined?|penned|publish\w*)\b")
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
NEW_CLAUSE = _frame(r"\b(?:and|but|while(?!\s+(?:speak|talk|appear)ing)|whereas|though|although)\b|[;(]")
OTHER = _frame(r"\b(?:said|says|told|saying|stating|adding|who|which)\b")
"""Words after a statement with which another one begins."""
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
        place = medium(text, match.end())
        if place is None and journalists and (someone := SOMEONE.match(text, match.end(), match.end() + REACH)):
            place = medium(text, someone.end())
            place = place if place and not text[place.start : place.end].islower() else None
        if place is None and journalists and (host := HOST.match(text, match.end(), match.end() + REACH)):
            place = Medium(*host.span(1))
        if place and not (AIRED.search(match.group()) and NOT_ON_AIR.fullmatch(text, place.start, place.end)):
            yield Hit(*place, match.start(), how or " ".join(match.groups()))


def _published(sentence: Sentence) -> Iterator[Hit]:
    """Where what the source said or wrote was published."""
    begin, end = sentence.begin, sentence.end
    yield from _hits(sentence, PUBLISHED, "in", begin, end)
    for match in POSTED_ON.finditer(sentence.text, begin, end):
        if _could_be_site(match.group(1)):
            yield Hit(*match.span(1), None, match.start(), "in")


def _spoken(sentence: Sentence) -> Iterator[Hit]:
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
    for hit in _hits(sentence, IN, "interview", begin, end):
        if HAS_OCCASION.match(text, hit.end):
            yield hit
    for hit in _hits(sentence, IN_PRINT, "in", cue[0], end):
        written = WRITING.search(text, *cue) or NEXT.fullmatch(text, cue[1], max(cue[1], hit.frame))
        if written and _passes_on(text[hit.start : hit.end]) and not NO_INTERVIEW.match(text, hit.end):
            yield hit
    if not GATHERING.search(text, begin, end):
        yield from _published(sentence)
        yield from _hits(sentence, ASKED, "asked by", begin, end, journalists=True)
        for hit in _hits(sentence, ON, "on", begin, end):
            if not (NO_INTERVIEW.match(text, hit.end) or TOPIC.search(text, begin, hit.frame)):
                yield hit


def _passed(sentence: Sentence) -> Iterator[Hit]:
    """Who passed on what the source said or wrote."""
    text, begin, end, source = sentence.text, sentence.begin, sentence.end, sentence.source
    yield from _hits(sentence, CARRIED, "", begin, end)
    for hit in _hits(sentence, ACCORDING, "reported by", begin, end):
        told = text[hit.frame : hit.frame + 9].lower() == "according" or REPORTS.match(text, hit.end)
        if told and _passes_on(text[hit.start : hit.end]):
            yield hit
    if source and (quoting := QUOTING.search(text, begin, source[0])):
        for match in NAME.finditer(text, begin, quoting.start()):
            if place := medium(text, match.start()):
                yield Hit(*place, match.start(), "quoted by")
                break


# ---- polls ----

NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|every)"
SHARE = _frame(
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


def _poll(text: str, sentence: Sentence, within: Spans | None) -> Relay | None:
    """The poll that somebody answered who is a share of those asked: the last named before the end of the sentence."""
    end = sentence.offset + sentence.end
    around = [(0, len(text))] if within is None else within
    stretches = [(max(a, end - SINCE), min(b, end)) for a, b in around if a < end]
    for pattern in (NAMED_POLL, SOME_POLL):
        found = [match.span() for a, b in stretches for match in pattern.finditer(text, a, b)]
        if found:
            return Relay(*found[-1], "poll")
    return None


# ---- relays ----


def _reaches(sentence: Sentence, hit: Hit) -> bool:
    """Whether what tells of the relay is said of this statement, and not of another clause's."""
    source, cue = sentence.source, sentence.cue
    if source and source[0] <= hit.start and hit.end <= source[1]:
        # "CNN" in "CNN’s Ada Lind" is an employer; "two officials cited by Axios" are relayed.
        return hit.frame >= source[0] and hit.how != "on"
    if cue[0] <= hit.frame < cue[1] or (source and source[1] <= hit.frame and hit.end <= cue[0]):
        return True
    return _attached(sentence, hit.frame, hit.end)


def _attached(sentence: Sentence, begin: int, end: int) -> bool:
    """Whether no new clause begins between these characters and what the statement has on one side of them."""
    text = sentence.text
    before = max((b for _, b in sentence.anchors if b <= begin), default=None)
    if before is not None:
        return not (NEW_CLAUSE.search(text, before, begin) or OTHER.search(text, before, begin))
    after = min((a for a, _ in sentence.anchors if a >= end), default=None)
    return after is None or NEW_CLAUSE.search(text, end, after) is None


def relays(
    text: str, source: Spans, cue: Spans, content: Spans, outlet: str | None = None, within: Spans | None = None
) -> tuple[Relay, ...]:
    """The relays of one statement, as (start, end) pairs in `text`, from the outermost inward: at most one that passed
    the words on, and one to which they were spoken or written.

    The document's own `outlet` is none. Of a statement inside another, `within` is the other's content: what stands
    around that tells of the other one.
    """
    sentence = _sentence(text, source, cue, content)
    if sentence is None:
        return ()
    words = text[slice(*source[0])] if source else ""
    kind = actors.kind(words) if source else None
    if kind != "poll" and SHARE.search(words[:NEAR]):
        poll = _poll(text, sentence, within)
        return (poll,) if poll else ()
    chosen: list[Hit] = []
    for ways in () if kind == "poll" else (_passed, _published if kind in PASSING_ON else _spoken):
        for hit in ways(sentence):
            own = is_own(sentence.text[hit.start : hit.end], outlet) or (hit.owner and is_own(hit.owner, outlet))
            place = (sentence.offset + hit.start, sentence.offset + hit.end)
            inside = within is None or any(a <= place[0] and place[1] <= b for a, b in within)
            if inside and not own and _reaches(sentence, hit) and not any(_same(hit, other) for other in chosen):
                chosen.append(hit)
                break
    return tuple(Relay(sentence.offset + hit.start, sentence.offset + hit.end, hit.how) for hit in chosen)


def _same(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


# ---- whom an outlet cites ----

CITING = _frame(r"\b(?:citing|quoting|quoted|quotes|cited|cites|according\s+to)\s+")
ITSELF = _frame(r"(?:it|its|his|her|their|the\s+(?:report|article|story|paper|newspaper|outlet))\b")
CITED_END = _frame(
    r"\s+(?:as\s+saying|as\s+telling|said|says|reported|reports|wrote|that|(?:on\s+)?\w+day)\b|[.;:\n\x00—()]"
    r"|,(?=\s+(?:said|says|reported|reports|that|has|have|had|wrote|noted|(?:on\s+)?\w+day)\b|\s*\x00)"
)


def cited(text: str, source: Spans, cue: Spans, content: Spans) -> Span | None:
    """Where those stand whom an outlet or agency cites that is itself the source: "two officials" in "Reuters, citing
    two officials, said"."""
    sentence = _sentence(text, source, cue, content)
    if sentence is None or sentence.source is None or actors.kind(text[slice(*source[0])]) not in PASSING_ON:
        return None
    for match in CITING.finditer(sentence.text, sentence.begin, sentence.end):
        stop = CITED_END.search(sentence.text, match.end(), sentence.end)
        name = sentence.text[match.end() : stop.start() if stop else sentence.end].rstrip(" ,.")
        place = (match.end(), match.end() + len(name))
        if not name or ITSELF.match(name) or any(a < place[1] and match.start() < b for a, b in sentence.anchors):
            continue
        if _attached(sentence, match.start(), place[1]):
            return sentence.offset + place[0], sentence.offset + place[1]
    return None


# ---- relays that neighbouring statements share ----

OTHERWISE = _frame(
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
LISTENERS = re.compile(
    r"(?!(?:that|him|her|them|us|me|you|it|how|why|what|whether|of|in|on|when|where|who)\b)(?:[a-z]|\d)"
)
"""Whom somebody tells, if not a person by name or pronoun."""


def elsewhere(text: str, source: Spans, cue: Spans, content: Spans) -> bool:
    """Whether a statement's sentence says that the words were spoken, written or posted on another occasion than an
    interview, or at another time than what is told beside them."""
    sentence = _sentence(text, source, cue, content)
    if sentence is None:
        return False
    if OTHERWISE.search(sentence.text, sentence.begin, sentence.end):
        return True
    told = TELL.search(sentence.text, sentence.cue[0], sentence.cue[1] + 1)
    listeners = told and LISTENERS.match(sentence.text, told.end())
    return bool(told and listeners and medium(sentence.text, told.end()) is None)


KEPT_SAYING = _frame(
    r"\b(?:has|have|had|would|will|could|may|might|not|never|n['’]t|wants?|wanted|hopes?|hoped|plans?|planned|intends?"
    r"|intended|needs?|favou?rs?|supports?|opposes?|is|are|was|were|been|seems?|appears?|tr(?:y|ies|ied|ying)|seeks?|sought|refus\w+"
    r"|often|repeatedly|always|once|long|tweet\w*|posted)\b"
)
"""Cues of what is held, planned or said more than once."""
VERB = _frame(
    r"\b\w+(?:ed|s|ing)\b|\b(?:said|told|spoke|wrote|went|saw|gave|put|made|took|held|drew|shot|hit|laid)\b|\bto\s+\w+|:"
)


def uttered(words: str) -> bool:
    """Whether the words of a cue report an utterance on one occasion: "said", "added", but not "has said", "wants"."""
    short = words[:NEAR]
    return KEPT_SAYING.search(short) is None and VERB.search(short) is not None


SECRETIVE = _frame(
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
    """Give a source's relays to the statements around, where it has only one set of them in the text and no statement
    of another occasion."""
    givers: dict[Hashable, int | None] = {}
    for i, this in enumerate(statements):
        if this.source is None or this.nested:
            continue
        if this.elsewhere and not this.relays:
            givers[this.source] = None
        elif this.relays:
            giver = givers.setdefault(this.source, i)
            if giver is not None and statements[giver].relays != this.relays:
                givers[this.source] = None
    for i, this in enumerate(statements):
        giver = givers.get(this.source) if this.source is not None else None
        if giver is None or found[i] is not None or this.relays or this.nested or not this.uttered:
            continue
        if abs(this.paragraph - statements[giver].paragraph) <= ALL_OVER:
            found[i] = giver


def _belongs(statements: Sequence[Told], giver: int, this: Told, after: bool) -> bool:
    """Whether a source whose name is withheld is one of those of the outlet that gives its relays."""
    other = statements[giver]
    return after and this.secretive and (other.secretive or other.source in other.relays)


# ---- what stands over and under a document ----

HEAD = 1500
TAIL = 600
"""Characters at a document's ends in which credits stand."""
DASH = r"\s*[-‐–—―−]{1,2}\s"
NAMED = r"((?:[Tt]he\s)?[A-Z](?:(?!via\b)[\w.&!’' ]){1,40}?)"
DATELINES = (
    # WASHINGTON, June 10 (UPI) —
    re.compile(rf"^(?:[A-Z][\w.,’'/ -]{{0,60}}?\s*)?\({NAMED}\)(?:{DASH}|(?<=[A-Z]\))\s+(?=[A-Z]))", re.MULTILINE),
)
CREDITS = (
    # Reuters —
    re.compile(rf"^{NAMED}{DASH}", re.MULTILINE),
    # REUTERS/Ada Lind
    re.compile(r"^([A-Z]{2,10})/(?!Getty|Pool)[A-Z][\w. ’'-]{1,40}$", re.MULTILINE),
    # AFP, Monday 13 Nov 2017
    re.compile(
        r"\b([A-Z][A-Za-z]{1,12}),?\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s\d{1,2}\s[A-Z][a-z]{2,8}\s\d{4}"
    ),
    # Associated Press Writer
    re.compile(rf"^{NAMED}(?:\s+(?:Staff\s+)?(?:Writers?|Correspondents?))?[ \t]*$", re.MULTILINE),
)
CLOSING = (
    re.compile(
        rf"(?:©|\([cC]\)|\bCopyright\b)\s*(?:\d{{4}}\s*)?(?:by\s+)?{NAMED}(?=[.,;]|\s*$|\s+All\b)", re.MULTILINE
    ),
    re.compile(rf"\(\s*(?:Source:\s*)?{NAMED}\s*\)\s*\Z"),
    re.compile(rf"(?:\bSource:|[—–―])\s*{NAMED}\s*\Z"),
)
BYLINE = re.compile(r"^(?:Written\s+by|By|BY)\s+(\S[^\n]{1,120})$", re.MULTILINE)
BYLINE_PART = re.compile(r"(?:(?!\s+-\s|\b(?:of|for|with|and|in)\s)[^,|/(–—])+")
PLEASANTRY = re.compile(r"\s*h/t\b", re.IGNORECASE)


def credits(text: str, outlet: str | None = None) -> tuple[Relay, ...]:
    """The agencies, and other outlets than the document's own `outlet`, that a dateline, a byline or a line at the
    document's end names as where its text comes from; they relay every statement in it.

    Sentences that tell what an agency reported, or that one contributed to the text, are none of this.
    """
    head, tail = min(len(text), HEAD), max(0, len(text) - TAIL)
    places = [
        *((match.span(1), "credit", PASSING_ON) for p in DATELINES for match in p.finditer(text, 0, head)),
        *((match.span(1), "credit", AGENCIES) for p in CREDITS for match in p.finditer(text, 0, head)),
        *((match.span(1), "credit", AGENCIES) for p in (*CLOSING, *CREDITS[1:]) for match in p.finditer(text, tail)),
        *((place, "byline", PASSING_ON) for line in BYLINE.finditer(text, 0, head) for place in _parts(text, line)),
    ]
    found: dict[str, Relay] = {}
    for (start, end), how, kinds in places:
        name = text[start:end]
        if actors.kind(name) in kinds and not is_own(name, outlet):
            known = actors.organisation(name)
            found.setdefault(known.name if known else name, Relay(start, end, how))
    return tuple(found.values())


def credited(fields: Iterable[str], outlet: str | None = None) -> tuple[str, ...]:
    """The agencies and other outlets that what is known about a document beside its text, such as its author or its
    credit line, names as where the text comes from."""
    found: dict[str, None] = {}
    for field in fields:
        if PLEASANTRY.match(field):
            continue
        line = field.strip()
        for part in BYLINE_PART.findall(re.sub(r"^By\s+", "", line)[:HEAD]):
            name = part.strip(" .)")
            known = actors.organisation(name) or actors.organisation(name.title())
            if known and known.kind in PASSING_ON and not is_own(known.name, outlet):
                found.setdefault(known.name)
    return tuple(found)


def _parts(text: str, line: re.Match[str]) -> Iterator[Span]:
    """The parts of a byline: "Ada Lind", "Associated Press"."""
    for part in BYLINE_PART.finditer(text, *line.span(1)):
        name = part.group().strip(" .)")
        if name:
            start = part.start() + part.group().index(name)
            yield start, start + len(name)
