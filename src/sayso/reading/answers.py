"""Which statements answer others in the same text: confirm, deny, repeat or correct what somebody else said.

What counts is settled in docs/annotation.md. An answer shows in what the source does (denies, confirms, agrees, echoes:
FactBank's source-introducing predicates, Saurí and Pustejovsky 2009), and in how its content points to what it answers:
by a pronoun ("rejected it"), by a noun for something said ("denied this claim"), by a statement that it holds ("denied
claims that …"), by a name ("agrees with Olund"), or by having its words.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.reading import actors

Span = tuple[int, int]

CONFIRMS, DENIES, REPEATS, CORRECTS = "confirms", "denies", "repeats", "corrects"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is known of a statement when answers are looked for.

    `source` is its source's entity, and `name` that entity's name; both are None where there is no source. `act` and
    `polarity` are those of docs/annotation.md, or None. `start` is where its cue begins, or its sentence if it is in
    the outlet's `own` voice. `inside` is the place in the list of the statement that holds it.
    """

    source: Hashable | None
    name: str | None
    act: str | None
    polarity: str | None
    cue: str
    content: tuple[Span, ...]
    start: int
    own: bool = False
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """That a statement `confirms`, `denies`, `repeats` or `corrects` another one; `target` is its place in the list."""

    target: int
    relation: str


# ---- what the words say ----


def _any(words: str) -> re.Pattern[str]:
    """Any of the words, in small or capital letters; "_" stands for the space in one of two words."""
    return re.compile(r"\b(?:" + "|".join(words.replace("_", r"\s+").split()) + r")\b", re.IGNORECASE)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DENYING = _any(
    r"""den(?:y|ies|ied|ying|ials?) reject\w* dismiss\w* refut\w+ rebut\w* disput\w+ contradict\w* debunk\w* disagree\w*
    counter(?:s|ed|ing)? overrul\w+ overturn\w* repudiat\w+ disavow\w* push\w*_back sho[ot]t?\w*_down t[ao]\w*_issue
    brush\w*_off br[eo]\w+_with differ(?:s|ed)? rebuff\w* scoff\w* laugh\w*_off disprov\w+ object\w* turn\w*_down
    shrug\w*_off play\w*_down contrary_to discredit\w* struck_down"""
)
CONFIRMING = _any(
    r"""confirm\w* acknowledg\w+ admit\w* conced\w+ corroborat\w+ verif(?:y|ies|ied) vouch\w* back(?:s|ed|ing)?_up
    agree[sd]? agreeing concur\w* affirm\w* b[eo]\w+_out validat\w+"""
)
REPEATING = _any(r"echo\w* parrot\w* seconded amplif\w+")
CORRECTING = _any(r"correct(?:s|ed|ing) clarif\w+ walk\w*_back retract\w* backtrack\w*")
STANCES = ((CORRECTING, CORRECTS), (REPEATING, REPEATS), (DENYING, DENIES), (CONFIRMING, CONFIRMS))
"""What cues do, and how who does it answers."""
OUTRIGHT = _any(r"den(?:y|ies|ied|ying) refut\w+ disput\w+ debunk\w* confirm\w*")
"""Cues that answer even what nobody is said to have said."""
YIELDING = _any(
    r"""agree[sd]? accept(?:s|ed)? consent\w* compl(?:y|ies|ied) oblige[sd]? g[ai]ve\w*_in approve[sd]? grant(?:s|ed)?
    heed\w*"""
)
REFUSING = _any(r"refus\w+ declin\w+ reject\w* rebuff\w* turn\w*_down overrul\w+")
"""What is done with a request."""
SILENT = _any(r"to_(?:comment|say|answer|respond|discuss|elaborate|speculate|disclose|reveal|identify|name)")
"""What is refused without answering anything."""
DECLINED = re.compile(r"\b(?:refus|declin|fail|hesitat)\w*\s+to\b", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:not|never|neither|nor|without|no\s+longer)\b(?!\s+only)|n['’]t\b", re.IGNORECASE)
BARE = re.compile(r"\b(?:(?:dis)?agree[sd]?|concur\w*|echo\w*|counter(?:s|ed)?)\W*\Z", re.IGNORECASE)
"""Cues that say nothing about what is answered; a quotation follows."""
CALLING = _any(r"call\w* label\w* brand\w* rate[sd]? deem\w* describ\w+ dismiss\w* denounc\w+")
"""Cues that pass a verdict."""
WITH = _any(r"with echo\w*")

BESIDE = re.compile(
    r"\b(?:contradict|disput|reject|rebutt|refut|deny|echo|confirm|correct)ing\b|\bcontrary\s+to\b", re.IGNORECASE
)
"""What may stand beside a cue that only says, and tells how it answers."""
REPLYING = _any(r"repl(?:y|ies|ied|ying) respon\w+ answer\w* retort\w* interject\w* sa(?:y|ys|id) told")
YES_OR_NO = re.compile(
    r"[“\"‘'\s]*(?P<word>no|nope|yes|yeah|never|absolutely(?:\s+not)?|of course(?:\s+not)?)\s*[,.!”\"’'—–-]",
    re.IGNORECASE,
)
AGREES = re.compile(
    r"\b(?:I|we)\b[^.!?,;”]{0,40}?\b(?P<dis>dis)?agree\b[^.!?;”]{0,30}?\bwith\s+(?P<whom>[\w’-]+)"
    r"|\b(?:I|we)\s+could(?:n['’]t|\s+not)\s+(?P<utterly>dis)?agree\b[^.!?;”]{0,30}?\bmore\b"
)
ALSO = re.compile(r"\b(?:also|too|likewise|similarly|as well)\b", re.IGNORECASE)
QUOTES = frozenset("“\"‘'")
DETERMINERS = _set("the this that these those such any all his her its their both some")
VAGUE = _set("the any all some such both")
SAID = (
    r"(?:claim|allegation|accusation|charge|report|rumou?r|suggestion|notion|idea|assertion|statement|remark|comment"
    r"|criticism|critique|argument|view|opinion|characteri[sz]ation|contention|insinuation|story|account|version|theory"
    r"|narrative|prediction|comparison|assessment|sentiment|point|conclusion|finding|fear|concern|worry|attack"
    r"|description|explanation|denial|speculation|belief|position|message|call|request|demand|appeal|proposal|offer|plan"
    r"|objection|complaint|grievance|invitation|ultimatum|threat|warning|pledge|promise|ruling|decision|verdict|order"
    r"|question|challenge|judge?ment)(?:s|es)?"
)
"""Nouns for something said."""
SAID_NOUN = re.compile(rf"\b{SAID}\b", re.IGNORECASE)
ASKED = _any("requests? demands? appeals? calls? proposals? offers? plans? invitations?")
REQUESTS = _set("request order ask intend promise")
"""Nouns for what asks for something, and the acts that they stand for."""
ACTED = _set("refuse order request intend promise ask")
"""Acts that do something about what they are about, such as a bill, rather than answer what was said of it."""
WHO = _set("person unnamed group organisation government")
"""Kinds of what can have said something."""

HEAD = 160
"""Characters at the beginning of a content in which it points to something."""
LEAD = r"[“\"‘'\s]*(?:that\s+)?"
ALONE = re.compile(
    LEAD + r"(?:it|this|that|so|them|those|these|which|such)\b"
    r"(?=\W*\Z|[,;.]|\s+(?:(?<!them )as|all|outright)\b|\s+(?:is|was)\s+(?:so|the\s+case)\b)",
    re.IGNORECASE,
)
JUDGED = re.compile(LEAD + r"(?:(?:it|this|these|those|they)\b|that(?=['’]s\b|\s+(?:is|was)))", re.IGNORECASE)
CALLED = re.compile(r"(?:it|this|that|them|those|these)\b", re.IGNORECASE)
NOUN = re.compile(
    r"[“\"‘'\s]*(?P<owner>(?:(?i:the|this|that|these|those|such|any|all|his|her|its|their|both|some)|"
    r"(?:[A-Z][\w.-]+\s+){0,3}?[A-Z][\w.-]*['’]s?)\s+)?"
    rf"(?:[\w%’'-]+\s+){{0,2}}?(?P<noun>{SAID})\b"
)
"""How contents begin that point to something said before: with a pronoun that is all there is, or that is said
something of, or with a noun, and perhaps whose it is."""
GOES_ON = re.compile(
    r"\s*(?:\Z|[.,;:”\"’—–-]|(?:by|from|on|as|about|in|against|made|at|over|level+ed|during|after|and|but|or)\b)"
)
CLAUSE = re.compile(r"\s*(?:that|to|of|for|who|which|about|he|she|it|they)\b")
"""What follows such a noun: nothing of its own, or what was said."""
DO_SO = re.compile(r"\b(?:do|did|done|doing|said|says?|think|thinks)\s+so\b", re.IGNORECASE)
THAT = re.compile(r"that\s+(?=[A-Z]|(?:the|this|these|those|such|any|all|his|her|its|their|both|it)\b)")
WHAT = re.compile(r"(?:what|everything|anything|things)\b", re.IGNORECASE)
AFTER = re.compile(
    r"[\s.,;”\"’—–-]*(?:(?:and|but|well|now|of course)[\s,]+)?(?:that|this|it|which|he|she|they)\b", re.IGNORECASE
)
STOP = re.compile(r"\b(?:stop|quit|cease|not)\s+(?:[\w’'-]+\s+){0,3}\Z", re.IGNORECASE)

BETWEEN = (
    r"(?:(?:\W+|(?<=\w)(?=n['’]t))(?:is|was|are|were|be|been|to|as|an?|all|just|so|very|half|downright|outright|not|n['’]t"
    r"|never|isn|aren|wasn|weren|s|simply|called|label+ed|rated|deemed|ruled|found|considered|judged|dubbed|dismissed"
    r"|\w+ly)){0,6}?\W+"
)
TRUE = re.compile(BETWEEN + r"(?:true|correct|accurate|right(?!\W+(?:now|to|wing|side)))\b", re.IGNORECASE)
FALSE = re.compile(
    BETWEEN + r"(?:false|wrong|incorrect|inaccurate|untrue|(?:\w+\W+)?lies?|nonsense|ridiculous|baseless|absurd|fiction"
    r"|misleading|fabricat\w+|(?:beyond\s+)?preposterous|bogus|hoax|rubbish|unfounded|exaggerat\w+|mistaken|ludicrous"
    r"|laughable|outrageous)\b",
    re.IGNORECASE,
)
"""The verdict that follows what is judged: "is simply not true"."""
EXPLETIVE = re.compile(r"[“\"‘'\s]*(?:that\s+)?it\b[^.!?”]*?\s(?:that|to|for|how)\b", re.IGNORECASE)
RIGHT = re.compile(r"right|correct", re.IGNORECASE)
IS = r"(?:['’](?:s|re)|\s+(?:is|are|was|were|had\s+been|has\s+been))"
AGREED = frozenset(["yes", "yeah", "absolutely", "of course"])
SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s")
PERSON = re.compile(
    rf"\b(?:(?P<name>[A-Z][\w.’'-]+?)(?:{IS}(?:\s+\w+ly)?|\s+\w+ly)|(?:he|she|they){IS}(?:\s+\w+ly)?)"
    r"(?P<not>\s+not|n['’]t)?\s+"
    r"(?P<verdict>right|correct|wrong|mistaken|lying|misleading|incorrect|inaccurate)\b"
    r"(?!\s+(?:now|after|before|away|there|here|up|back|wing)\b)"
    r"|\b(?P<liar>[A-Z][\w.-]+)\s+(?:\w+ly\s+)?(?:lied|lies|exaggerate[sd]|misled|misleads|misspoke)\b"
)
"""A verdict on what somebody said: "Olund was wrong"."""
NAME = re.compile(r"[A-Z][\w-]{2,}")
PART = re.compile(r"[\w’'-]{3,}")
POSSESSIVE = re.compile(r"['’]s?\Z")


# ---- the words of contents ----

WORD = re.compile(r"[A-Za-z][\w’'-]+|\d[\d.,]*")
COMMON = _set(
    """a about after all also am an and any are as at be because been before being but by can could did do does doing
    down for from had has have having he her here hers him his how i if in into is it its just like may me might more
    most mr mrs ms much must my no nor not of off on one only or other our out over own said say says she should so
    some such than that the their them then there these they this those through to told too under up us very was we
    were what when where which while who whom why will with would you your it's that's he's she's they're don't doesn't
    didn't"""
)
ENDING = re.compile(r"(?:['’]s|['’]|ations?|ions?|ments?|ings?|edly|ed|ies|ly|es|s|al|e)\Z")


ALIKE_WORDS = dict.fromkeys(("ask", "request", "seek", "sought", "demand"), "=ask")
"""Stems that mean the same, where one is often put for the other."""


@functools.lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    low = word.lower().strip("'’-").replace("’", "'")
    stem = ENDING.sub("", low)
    return ALIKE_WORDS.get(stem, stem if len(stem) > 2 else low)


@functools.lru_cache(maxsize=4096)
def _country(words: str) -> str | None:
    return "United States" if words == "White House" else actors.country_of(words)


def _stems(text: str, spans: Sequence[Span]) -> frozenset[str]:
    """The stems of the content words of a content; of a very long one, of what it begins with. A country counts as one
    by whatever name: "Washington", "the White House" and "American" are one."""
    found: set[str] = set()
    for start, end in spans:
        words = [match.group() for match in WORD.finditer(text, start, min(end, start + LONGEST))]
        whole = False
        for word, after in itertools.zip_longest(words, words[1:], fillvalue=""):
            of_two = None if whole or not word[0].isupper() else _country(f"{word} {after}")
            country = of_two or (None if whole or not word[0].isupper() else _country(word))
            if country is not None:
                found.add(country)
            elif not whole and word.lower().replace("’", "'") not in COMMON:
                found.add(_stem(word))
            whole = of_two is not None
    return frozenset(found)


LONGEST = 1500
"""Characters of a piece of content whose words are compared."""


# ---- who can be answered ----

REACH = 4000
"""Characters between a statement and what it answers by its words, at most."""
NEAR = 900
"""Characters between a statement and what a pronoun or a noun in it points to, at most."""
ASIDE = 250
"""Characters between a sentence in the outlet's own voice and a statement that points to it, at most."""
CLOSE = 300
"""Characters between a request and a reply that does not say what it replies to, at most."""
MOST = 40
"""Statements that are looked at for one that may be answered."""
FIRST, SOON = 3, 10
"""How many statements at a text's beginning may answer later ones, and how many later ones are looked at."""
AFTERWARDS = 60
"""Characters after what is told in which it is judged."""
FEW = 8
"""Words of a content before a statement in it that is what is answered, at most."""
NAMED = 60
"""Characters at the beginning of a content in which a name tells who is agreed with."""
BEFORE_CUE = 80
"""Characters before a cue in which a participle tells how it answers."""
DEEPEST = 8
"""Statements around one that are looked at."""
ALIKE = 0.35
"""How alike contents are, from 0 to 1, if one takes up the other, as a cue tells."""
MUCH_ALIKE = 0.5
"""How alike they are if they only differ in a negation, or say the same."""
OWN_SHARE = 0.65
"""How much of it depends on the part of the answer, from 0 to 1, that is taken up from the other."""


@dataclass(frozen=True, slots=True)
class _Document:
    """A text's statements; their places in the order of the text, and what place each has in it; the stems of each, the
    weight of each stem, and what those of a statement weigh together; and which statements each one holds."""

    text: str
    statements: Sequence[Statement]
    order: Sequence[int]
    rank: Mapping[int, int]
    stems: Sequence[frozenset[str]]
    weight: Mapping[str, float]
    mass: Sequence[float]
    held: Mapping[int, Sequence[int]]


def _document(text: str, statements: Sequence[Statement]) -> _Document:
    order = sorted(range(len(statements)), key=lambda i: (statements[i].start, i))
    stems = [_stems(text, statement.content) for statement in statements]
    counts = Counter(stem for some in stems for stem in some)
    held: dict[int, list[int]] = {}
    for i in order:
        inside = statements[i].inside
        if inside is not None and inside != i:
            held.setdefault(inside, []).append(i)
    weight = {stem: math.log((len(statements) + 1) / count) + 0.1 for stem, count in counts.items()}
    mass = [sum(map(weight.__getitem__, some)) for some in stems]
    return _Document(text, statements, order, {i: k for k, i in enumerate(order)}, stems, weight, mass, held)


def _others(document: _Document, i: int, reach: int) -> Iterator[int]:
    """The statements before `i` by somebody else that neither hold it nor stand in it, the nearest first."""
    this = document.statements[i]
    over = set(_over(document, i))
    rank = document.rank[i]
    for j in reversed(document.order[max(0, rank - MOST) : rank]):
        that = document.statements[j]
        if this.start - that.start > reach:
            return
        if j not in over and i not in _over(document, j) and that.content and not _same(this, that):
            yield j


def _over(document: _Document, i: int) -> Sequence[int]:
    """The statements that hold `i`, the nearest first."""
    found: list[int] = []
    holder = document.statements[i].inside
    while holder is not None and holder != i and holder not in found and len(found) < DEEPEST:
        found.append(holder)
        holder = document.statements[holder].inside
    return found


def _later(document: _Document, i: int) -> Iterator[int]:
    """The statements by others soon after `i`, if it is among the first: a headline answers what is told below it."""
    rank = document.rank[i]
    for j in document.order[rank + 1 : rank + SOON] if rank < FIRST else ():
        that = document.statements[j]
        if that.content and not that.own and i not in _over(document, j) and not _same(document.statements[i], that):
            yield j


def _same(one: Statement, other: Statement) -> bool:
    return one.source is not None and one.source == other.source


def _quoted(document: _Document, i: int) -> bool:
    """Whether a sentence in the outlet's own voice is a quotation that stands by itself."""
    return document.text[document.statements[i].content[0][0]] in "“\"‘'"


def _antecedent(document: _Document, i: int, owner: str = "", noun: str = "") -> int | None:
    """What a pronoun, or a noun for something said by its `owner`, points to: the nearest that could be meant."""
    this = document.statements[i]
    found = list(_others(document, i, NEAR))
    if owner[:1].isupper() and owner.lower().strip() not in DETERMINERS:
        found = [j for j in (*_others(document, i, REACH), *_later(document, i)) if _is_named(document, j, owner)]
    requested = ASKED.search(noun) is not None

    def unlikely(j: int) -> tuple[bool, bool]:
        that = document.statements[j]
        return that.inside != this.inside and not that.own, requested and that.act not in REQUESTS

    speech = [j for j in found if not document.statements[j].own or _quoted(document, j)]
    target = min(speech, key=unlikely, default=None)
    # A sentence of the outlet's own is meant if it stands right before, and nobody has spoken for a while.
    aside = next((j for j in found if document.statements[j].own), None)
    if aside is None or not OUTRIGHT.search(this.cue) or this.start - _end(document, aside) > ASIDE:
        return target
    return aside if target is None or this.start - _end(document, target) > ASIDE else target


def _end(document: _Document, i: int) -> int:
    return document.statements[i].content[-1][1]


def _is_named(document: _Document, i: int, words: str) -> bool:
    """Whether the words hold a part of the name of the source, or of whom a quotation that stands by itself is of."""
    statement = document.statements[i]
    if statement.name is not None:
        held = frozenset(POSSESSIVE.sub("", word) for word in PART.findall(words))
        return any(part in held for part in PART.findall(statement.name[:HEAD]) if part[0].isupper())
    if not statement.own or not _quoted(document, i):
        return False
    introduced = document.text[max(0, statement.start - HEAD) : statement.start].rstrip()
    return introduced.endswith(":") and any(name in introduced for name in NAME.findall(words))


# ---- ways to answer ----


def _stance(statement: Statement) -> str | None:
    """How the statement answers, if what its source does is answering: not if the cue itself is negated."""
    relation = next((found for words, found in STANCES if words.search(statement.cue)), None)
    if relation is None:
        return {"deny": DENIES, "confirm": CONFIRMS}.get(statement.act or "")
    if DECLINED.search(statement.cue):
        return DENIES if relation == CONFIRMS else None
    return None if NEGATED.search(statement.cue) else relation


def _held(document: _Document, i: int, head: str) -> Answer | None:
    """ "Denied claims by Olund that …"; "must stop saying that …": what is answered is a statement in the content."""
    this = document.statements[i]
    relation = _stance(this)
    begin = this.content[0][0]
    for j in document.held.get(i, ()):
        that = document.statements[j]
        if _same(this, that) or not that.content:
            continue
        before = document.text[begin : that.start] if that.start - begin < HEAD else ""
        if STOP.search(before):
            return Answer(j, DENIES)
        spoken = len(before.split()) < FEW and (SAID_NOUN.search(that.cue) or WHAT.match(before))
        if relation and (spoken or (this.act == "deny" and not DENYING.search(this.cue))):
            return Answer(j, relation)
    return None


def _rebutted(document: _Document, i: int, head: str) -> Answer | None:
    """ "They argue that … and that is just not true": what is answered is told in the same content before."""
    for j in document.held.get(i, ()):
        if not _same(document.statements[i], document.statements[j]) and document.statements[j].content:
            begin = _end(document, j)
            last = min(_end(document, i), begin + AFTERWARDS)
            after = AFTER.match(document.text, begin, last) if begin < last else None
            verdict = after and (
                TRUE.match(document.text, after.end(), last) or FALSE.match(document.text, after.end(), last)
            )
            if verdict:
                true = verdict.re is TRUE and NEGATED.search(verdict.group()) is None
                return Answer(j, CONFIRMS if true else DENIES)
    return None


def _judged(document: _Document, i: int, head: str) -> Answer | None:
    """ "That is not true"; "called the claim a lie"."""
    called = CALLED.match(head) if CALLING.search(document.statements[i].cue) else None
    noun = NOUN.match(head)
    judged = JUDGED.match(head) or called or noun
    if judged is None or EXPLETIVE.match(head):
        return None
    verdict = TRUE.match(head, judged.end()) or FALSE.match(head, judged.end())
    if verdict is None:
        return None
    if noun is not None and judged is noun:
        target = _antecedent(document, i, noun.group("owner") or "", noun.group("noun"))
    else:
        target = _antecedent(document, i)
    true = verdict.re is TRUE and NEGATED.search(verdict.group()) is None
    return None if target is None else Answer(target, CONFIRMS if true else DENIES)


def _right(document: _Document, i: int, head: str) -> Answer | None:
    """ "Olund was wrong": of what Olund says in this content; or before it; or after it, if that is a headline."""
    verdict = PERSON.search(head)
    if verdict is None:
        return None
    place = document.statements[i].content[0][0] + verdict.end()
    held = [
        j
        for j in document.held.get(i, ())
        if document.statements[j].start > place and not _same(document.statements[i], document.statements[j])
    ]
    near = [*held, *_others(document, i, REACH), *_later(document, i)]
    name = verdict.group("name") or verdict.group("liar")
    if name:
        near = [j for j in near if _is_named(document, j, name)]
    else:
        near = [j for j in near if document.statements[j].name]
    right = (RIGHT.fullmatch(verdict.group("verdict") or "") is None) == (verdict.group("not") is not None)
    return Answer(near[0], CONFIRMS if right else DENIES) if near else None


def _pointed(document: _Document, i: int, head: str) -> Answer | None:
    """ "Rejected it"; "denied this claim"; "denied that it had any intention to do so"."""
    this = document.statements[i]
    relation = _stance(this) or {"refuse": DENIES, "agree": CONFIRMS}.get(this.act or "")
    if relation is None:
        return None
    target: int | None = None
    if ALONE.match(head) or (BARE.search(this.cue) and head[:1] in QUOTES):
        target = _antecedent(document, i)
    elif noun := NOUN.match(head):
        target = _alike(document, i, NEAR)
        clause = CLAUSE.match(head, noun.end())
        if target is None and (clause or (noun.group("owner") and GOES_ON.match(head, noun.end()))):
            target = _antecedent(document, i, noun.group("owner") or "", noun.group("noun"))
            vague = clause and (noun.group("owner") or "the").strip().lower() in VAGUE
            if vague and target is not None and not document.stems[i] & document.stems[target]:
                target = None
    elif DO_SO.search(head):
        target = _alike(document, i, NEAR)
        target = _antecedent(document, i) if target is None else target
    return None if target is None else Answer(target, relation)


def _named(document: _Document, i: int, head: str) -> Answer | None:
    """ "Agrees with Olund"; "disagrees with her former boss"."""
    this = document.statements[i]
    relation = _stance(this)
    if relation is None or not WITH.search(this.cue):
        return None
    near = list(_others(document, i, NEAR))
    named = next((j for j in near if _is_named(document, j, head[:NAMED])), None)
    if named is None and near and actors.kind(head) in WHO:
        named = near[0]
    return None if named is None else Answer(named, relation)


def _agreeing(document: _Document, i: int, head: str) -> Answer | None:
    """ "I could not disagree with her more"."""
    found = AGREES.search(head)
    if found is None:
        return None
    disagrees = (found.group("dis") or found.group("utterly")) is not None
    if NEGATED.search(found.group()) and "more" not in head[found.start() : found.end() + 6]:
        disagrees = not disagrees
    near = list(_others(document, i, NEAR))
    whom = found.group("whom") or ""
    named = [j for j in near if _is_named(document, j, whom)] if whom[:1].isupper() else near
    return Answer(named[0], DENIES if disagrees else CONFIRMS) if named else None


def _replied(document: _Document, i: int, head: str) -> Answer | None:
    """ "“No,” the minister replied": to what somebody asked for, or said, just before."""
    word = YES_OR_NO.match(head) if REPLYING.search(document.statements[i].cue) else None
    target = next(_others(document, i, CLOSE), None) if word else None
    if word is None or target is None or document.statements[target].act == "ask" or document.statements[target].own:
        return None
    return Answer(target, CONFIRMS if word.group("word").lower() in AGREED else DENIES)


def _beside(document: _Document, i: int, head: str) -> Answer | None:
    """ "The minister, contradicting Olund, said …"."""
    start = document.statements[i].start
    before = document.text[max(0, start - BEFORE_CUE) : start]
    found = BESIDE.search(before[max((m.end() for m in SENTENCE_END.finditer(before)), default=0) :])
    if found is None:
        return None
    relation = next(known for words, known in STANCES if words.search(found.group()))
    phrase = before[before.index(found.group()) :]
    for j in _others(document, i, REACH):
        if _is_named(document, j, phrase):
            return Answer(j, relation)
    return None


def _opposed(document: _Document, i: int, head: str) -> Answer | None:
    """ "There was no leak" after "there was a leak", as somebody else said."""
    j = _alike(document, i, REACH, MUCH_ALIKE) if _stance(document.statements[i]) is None else None
    if j is None or document.statements[i].act in ACTED or document.statements[j].act in ACTED:
        return None
    return Answer(j, DENIES) if _negative(document, i) != _negative(document, j) else None


def _also(document: _Document, i: int, head: str) -> Answer | None:
    """ "The harbour master also said …", as somebody else had."""
    j = _alike(document, i, REACH, MUCH_ALIKE) if ALSO.search(document.statements[i].cue) else None
    if j is None or document.statements[i].act in ACTED:
        return None
    return Answer(j, REPEATS) if _negative(document, i) == _negative(document, j) else None


def _worded(document: _Document, i: int, head: str) -> Answer | None:
    """ "Confirmed that the ship had sailed" after "the ship had sailed", as somebody said."""
    this = document.statements[i]
    relation = _stance(this)
    if relation is None or this.act in ACTED:
        return None
    j = _alike(document, i, REACH)
    if j is None:
        return None
    # Who denies that a ship has not sailed does not deny that it has.
    return Answer(j, relation) if _negative(document, i) == _negative(document, j) else None


def _negative(document: _Document, i: int) -> bool:
    start, end = document.statements[i].content[0]
    return len(NEGATED.findall(document.text, start, min(end, start + HEAD))) % 2 == 1


def _alike(document: _Document, i: int, reach: int, least: float = ALIKE) -> int | None:
    """The statement before whose content is most like that of `i`, if it is at least that much like it."""
    best = None
    mine = document.stems[i]
    for j in _others(document, i, reach):
        if document.statements[j].own and not _quoted(document, j):
            continue
        shared = mine & document.stems[j]
        if len(shared) < 2 or (len(shared) < 3 and 2 * len(shared) < len(mine)):
            continue
        # Who answers need not repeat everything, so the part of the answer counts more than that of the other.
        size = document.mass[i] ** OWN_SHARE * document.mass[j] ** (1 - OWN_SHARE)
        score = sum(map(document.weight.__getitem__, shared)) / size
        if score > least:
            best, least = j, score
    return best


def _asked(document: _Document, i: int, head: str) -> Answer | None:
    """ "And Daniel agreed": to what he was asked just before."""
    this = document.statements[i]
    yields, refuses = YIELDING.search(this.cue), REFUSING.search(this.cue)
    if NEGATED.search(this.cue) or SILENT.search(this.cue) or not (yields or refuses):
        return None
    j = next(_others(document, i, CLOSE), None)
    if (
        j is None
        or document.statements[j].act not in ("request", "order")
        or document.statements[j].inside != this.inside
    ):
        return None
    return Answer(j, CONFIRMS if yields else DENIES)


def _shared(document: _Document, i: int, head: str) -> Answer | None:
    """ "A plan that the council backed was rejected by the mayor": the same words as two contents, held differently."""
    this = document.statements[i]
    for j in _others(document, i, NEAR):
        that = document.statements[j]
        common = sum(max(0, min(b, d) - max(a, c)) for a, b in this.content for c, d in that.content)
        size = min(sum(b - a for a, b in s.content) for s in (this, that))
        if (
            this.inside == that.inside
            and 2 * common > size
            and {this.polarity, that.polarity} == {"positive", "negative"}
        ):
            return Answer(j, DENIES)
    return None


def answers(text: str, statements: Sequence[Statement]) -> tuple[tuple[Answer, ...], ...]:
    """What each statement answers, in the order in which they are given; at most one other statement each."""
    document = _document(text, statements)
    return tuple(_answer(document, i) for i in range(len(statements)))


def _answer(document: _Document, i: int) -> tuple[Answer, ...]:
    statement = document.statements[i]
    if statement.own or not statement.content:
        return ()
    first, last = statement.content[0][0], statement.content[-1][1]
    head = document.text[first : min(last, first + HEAD)]
    head = THAT.sub("", head, count=1) if THAT.match(head) else head
    for way in WAYS:
        found = way(document, i, head)
        if found is not None:
            return (found,)
    return ()


WAYS = (
    _held,
    _rebutted,
    _judged,
    _right,
    _pointed,
    _named,
    _worded,
    _asked,
    _agreeing,
    _replied,
    _beside,
    _opposed,
    _also,
    _shared,
)
