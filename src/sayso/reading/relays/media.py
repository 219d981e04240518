"""The names and descriptions of outlets, agencies and programmes in a text."""

from __future__ import annotations

import re
from typing import NamedTuple

from sayso.reading import actors
from sayso.reading.relays.places import PASSING_ON, Span, Spans


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


def words_of(words: str) -> frozenset[str]:
    """The words, "_" standing for the space in one of two words."""
    return frozenset(word.replace("_", " ") for word in words.split())


DETERMINERS = words_of("the a an his her its their our my your this that another one")
INDEFINITE = words_of("a an another one")
OWN = words_of("his her its their our my your this")
MEDIUM = words_of(
    """agency blog broadcaster channel daily magazine media network newspaper newswire outlet paper podcast portal press
    program programme publication radio service show site station tabloid television tv website weekly wire"""
)
"""Nouns for outlets, in small letters."""
BEFORE_MEDIUM = MEDIUM | words_of(
    """affiliate arm business cable conservative digital edition evening financial foreign government independent
    influential international liberal local military morning national new news nightly official online opposition
    popular private privately public regional respected right-leaning left-leaning right-wing left-wing rival satellite
    semi-official semiofficial sports state talk web"""
)
"""What may stand before an outlet's name, or in a description of one."""
JOINED = re.compile(r"-(?:run|owned|based|language|linked|leaning|wing|affiliated|backed|controlled|funded)\Z")
NO_ONE = MEDIUM | words_of(
    """foreign_media international_media local mainstream_media national_media national_press new_media news news_media
    online social_media state web"""
)
"""Words that, without "the" or a name, are journalism, or the air, and no outlet."""
NO_ONE_AT_ALL = words_of("media press news_media social_media news radio television tv web")
"""Those that are none with "the" either."""
NEEDS_ARTICLE = words_of("guardian observer telegraph")
NOT_ON_AIR = re.compile(
    r"(?:the )?(?:Hill|Time|Nation|National|Variety|Nature|Fortune|Bloomberg)"
    r"|.*\b(?:Times|Post|Journal|Tribune|Herald)",
    re.IGNORECASE,
)
"""Names that are no broadcast, or mean something else, after "on": "on the Hill", "on Time"."""
SOCIAL = words_of("facebook instagram reddit snapchat telegram tiktok twitter whatsapp wikipedia youtube")
DAY = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.?\Z"
)
TITLE = re.compile(r"(?:“|\"|‘|''?)([A-Z0-9](?:(?!'')[^”\"’“\n\x00]|’(?=\w)){1,38}[\w!])[,.]?(?:”|\"|’|''?)")
PROGRAMME = re.compile(r"\b(?:Show|Hour|Tonight|Podcast|Radio|Sunday|Today)\Z")
PROGRAMME_NOUN = re.compile(r"\s+(?:(?:radio|television|TV|news|talk|morning)\s+)?(?:show|programme?|podcast)\b")
CALLED = re.compile(
    r"((?:[A-Z][\w’&-]*)(?:\s+(?:(?:of|the|with|in|and|&)\s+){0,2}[A-Z][\w’&-]*){1,4}"
    r"|[A-Z][\w’-]*(?=\s*(?:[,.;:)\x00]|\w+day\b|(?:that|about|with|to|in|last|this|earlier)\b)))"
)
"""How a programme may be called."""
LED = re.compile(r"((?:[A-Z][\w’&-]* ){1,4}?[A-Z][\w’&-]*) with (?:[A-Z][\w’-]+) [A-Z]")
ADJECTIVE = re.compile(r"[a-z]+(?:-[a-z]+)+|[a-z]+(?:ed|ing|al|ive|ous|ful|able|ible|ish|ary|ic|ist|ian|ant|ent|an)")
CALL_SIGN = re.compile(
    r"(?!WHAT|WHEN|WITH|WILL|WERE|WANT|KNOW|KEEP|WEEK|WORK|WASP|WWII)[KW][A-Z]{3}|[KW][A-Z]{2,3}-(?:TV|AM|FM)"
)
"""American stations."""
POSSESSIVE = re.compile(r"(?:['’]s|(?<=[sS])['’])\Z")
SPACE = re.compile(r"\s*")
WHEN = (
    r"(?:(?:(?:last|this|next)\s+)?(?:\w+day|weekend|week|night|morning|evening|tonight|tomorrow)"
    r"(?:\s+(?:night|morning|evening|afternoon))?)"
)
ISSUE = re.compile(
    rf"(?:{WHEN}(?:['’]s)?\s+)?(?:(?:the|an?)\s+)?(?:[\w-]+\s+)?(?:broadcast|edition|episode|airing)\s+of\s+"
    rf"|{WHEN}['’]s\s+",
    re.IGNORECASE,
)
"""Before a programme's or paper's name: which one of it."""
HOSTED = re.compile(r"\s+(?:hosts?|anchors?|personalit\w+|presenters?|shows|channels|stations|networks|audiences?)\b")
AIR = re.compile(r"\b(?:television|tv|radio|website|site|blog|news|online|media)\Z")
"""How descriptions end that mean no outlet in particular, unless they name it or its country, or are the state's."""
STATE = re.compile(r"\b(?:state(?:-\w+)?|local|(?:semi-?)?official)\b")


def medium(text: str, begin: int, aired: bool = False) -> Medium | None:
    """The outlet, agency or programme that the phrase beginning at `begin` names or describes.

    Of a programme after its network's name, the programme; of a network's journalist, the network, unless something
    was `aired` on what the phrase names, which can be no journalist. An article belongs to it only where the name is
    known by it, or it is a description.
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
    return _known(text, words, aired) or _described(text, words) or _led(text, begin)


def _led(text: str, begin: int) -> Medium | None:
    """A programme that is told by who leads it: "Alder Today USA with Ada Lind"."""
    led = LED.match(text, begin)
    return Medium(*led.span(1)) if led and not actors.given(led[1].split()[0]) else None


def _title(text: str, begin: int, owned: bool) -> Span | None:
    """A programme's name in quotation marks; if it is `owned` by a network it need not sound like one."""
    found = TITLE.match(text, begin)
    if not found:
        return None
    name = found.group(1)
    sounds = PROGRAMME.search(name) or PROGRAMME_NOUN.match(text, found.end())
    return found.span(1) if owned or sounds or passes_on(name) or passes_on(name.partition(" ")[0]) else None


def passes_on(name: str) -> bool:
    """Whether the facts know an outlet or agency of this name."""
    found = actors.organisation(name)
    return found is not None and found.kind in PASSING_ON and name.lower() not in SOCIAL


def _known(text: str, words: Spans, aired: bool) -> Medium | None:
    """The first name among the words that the facts know, if what stands before it belongs to it."""
    for i in range(min(len(words), 7)):
        article = i > 0 and text[slice(*words[i - 1])].lower() == "the"
        for j in range(min(len(words), i + 6), i, -1):
            phrase = text[words[i][0] : words[j - 1][1]].rstrip(".")
            alone = not phrase.startswith("the ") and (
                passes_on(phrase) or CALL_SIGN.fullmatch(POSSESSIVE.sub("", phrase)) is not None
            )
            if not (alone or (article and passes_on("the " + phrase))) or not _whole(text, words[i:], j - i, article):
                continue
            begin = words[i][0] if alone else words[i - 1][0]
            end = words[i][0] + len(POSSESSIVE.sub("", phrase))
            if end < words[j - 1][1] and (programme := _programme(text, words[j - 1][1], words[j:], aired)):
                return Medium(*programme, text[begin:end])
            if j < len(words) and text[slice(*words[j])].isdecimal():
                end = words[j][1]
            return Medium(begin, end)
        if not _leads(text[slice(*words[i])]) and not _describes(text, words, i):
            return None
    return None


def _describes(text: str, words: Spans, i: int) -> bool:
    """Whether the word is an adjective, after another word, of a noun for an outlet soon after."""
    after = [text[slice(*span)] for span in words[i + 1 : i + 4]]
    return i > 0 and ADJECTIVE.fullmatch(text, *words[i]) is not None and not MEDIUM.isdisjoint(after)


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


def past_space(text: str, place: int) -> int:
    """The first place from here on that is no white space."""
    space = SPACE.match(text, place)
    return space.end() if space else place


def _programme(text: str, end: int, words: Spans, aired: bool) -> Span | None:
    """The programme that the words after a network's possessive name, which ends at `end`; if something was `aired` on
    it, whatever it is called."""
    if title := _title(text, past_space(text, end), owned=True):
        return title
    names = [text[words[0][0] : words[j - 1][1]].rstrip(".") for j in range(min(len(words), 5), 0, -1)]
    known = next((name for name in names if name[0].isupper() and passes_on(name)), None)
    name = known or next((name for name in names if " " in name and name.istitle() and PROGRAMME.search(name)), None)
    if (
        name is None
        and aired
        and words
        and (called := CALLED.match(text, words[0][0]))
        and not DAY.match(called.group(1))
    ):
        name = None if called.group(1).lower() in SOCIAL else called.group(1)
    return (words[0][0], words[0][0] + len(name)) if name else None


def _described(text: str, words: Spans) -> Medium | None:
    """The outlet that the words describe, or name without being known: "the newspaper", "the Alder Courier"."""
    end = 0
    for i, span in enumerate(words):
        word = text[slice(*span)]
        joins = word in ("of", "and", "&") and end == i and i > 0 and text[words[i - 1][0]].isupper()
        if (i and word.lower() in DETERMINERS) or (DAY.match(word) and i):
            break
        if _capital(word) or word[0].isdecimal() or _leads(word) or _describes(text, words, i):
            end = i + 1
        elif not joins:
            break
    for size in range(end, 0, -1):
        last = text[slice(*words[size - 1])]
        if size == end or last.lower() in MEDIUM or POSSESSIVE.search(last):
            phrase = POSSESSIVE.sub("", text[words[0][0] : words[size - 1][1]].rstrip("."))
            place = words[0][0] + len(phrase)
            if _is_medium(phrase) and (not phrase[1:].islower() or not HOSTED.match(text, place)):
                titled = _title(text, past_space(text, place), owned=True)
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
