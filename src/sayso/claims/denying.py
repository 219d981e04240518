"""What a statement denies or leaves open, word by word: how far a "not", a "denied" or an "it is unclear" reaches.

After NegEx (Chapman and others 2001): a negation counts for what directly follows it in its clause, so that a "not"
about something else denies nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Literal

from sayso.claims.told import Told
from sayso.reading.answers.wording import DENYING
from sayso.reading.answers.words import COMMON, stem
from sayso.reading.clauses import ABBREVIATIONS, BE, CLOSE, MARKS, MODALS, STOPS, VERBS, Word, listed, words

Sign = Literal["+", "-", "?"]

LONGEST = 1200
"""Characters of a piece of content that are read."""
MOST = 600
"""Words of a content, and of a cue, that are read."""
HEAD = 100
"""Characters of a content that tell whether it is something said that is rejected."""
NOT = listed("not never cannot")
NO = listed("no none nobody neither nor nothing")
OUTRIGHT = listed(
    "deny denies denied denying refute refutes refuted refuting rebut rebuts rebutted debunk debunks debunked disputes "
    "disputed disputing"
)
"""Words that deny all that follows them in their sentence."""
DENIED = listed("it he she they i we having any all ever involvement responsibility wrongdoing")
"""What follows them there: to deny service to somebody is no denial."""
WITHDRAWING = listed(
    "retract retracts retracted retracting recant recants recanted recanting withdraw withdraws withdrew withdrawn "
    "withdrawing disavow disavows disavowed"
)
"""Words with which somebody takes back what he said."""
REJECTING = listed("reject rejects rejected rejecting dismiss dismisses dismissed dismissing contradicts contradicted")
PUSHING = {
    **dict.fromkeys(("push", "pushes", "pushed", "pushing"), "back"),
    **dict.fromkeys(("shoot", "shoots", "shot", "shooting"), "down"),
    **dict.fromkeys(("brush", "brushed", "brushing", "laugh", "laughed", "laughing", "shrug", "shrugged"), "off"),
}
"""Verbs that reject with the word after them: "pushed back against the reports"."""
REFUSING = listed("refuse refuses refused refusing decline declines declined declining fail fails failed failing")
"""Words that deny the verb that follows them with "to"."""
REPORTED = listed(
    "claim claims allegation allegations accusation accusations charges report reports rumour rumours rumor rumors "
    "suggestion suggestions notion idea finding findings conclusion conclusions theory theories "
    "assertion assertions statement statements story stories account accounts"
)
"""What is rejected or called false where somebody says that it is not so."""
GROUNDS = listed("evidence indication indications sign signs proof truth basis record records trace")
"""What there is none of where somebody says that it is not so: "no evidence that"."""
PROOF = listed("evidence proof truth basis")
"""Those that a source has or has not; to give no sign is to say nothing."""
HOLDING = listed("contain contains contained have has had find found see seen show shows showed any")
"""What holds no evidence where somebody says that it is not so: "does not contain evidence that"."""
GIVING = listed(
    "give gives gave giving provide provides provided providing offer offers offered offering cite cites cited"
)
"""To give no evidence is to leave it open."""
RAISED = listed("believe believed believes think thinks thought expect expected case true correct accurate")
SEEMING = listed("appear appears appeared seem seems seemed")
"""Where these are negated, all that follows is denied: "does not believe that"."""
FINDING = listed(
    "find finds found establish established substantiate substantiated determine determined conclude concluded prove "
    "proved proven show shows showed shown demonstrate demonstrated indicate indicates indicated suggest suggests "
    "suggested support supports supported"
)
"""Where these are negated of something looked into, it is said not to be so: "did not establish that"."""
THOUGHT = RAISED | FINDING | GROUNDS
HINDERED = listed("can could cannot can't couldn't able unable yet")
"""With these it is open what is found."""
WHETHER = listed("whether if who what how why which when where")
SPEAKING = listed(
    "say says said mention mentioned comment specify specified elaborate disclose disclosed tell told name named "
    "identify identified address addressed answer respond responded reply announce announced reveal revealed"
)
"""Where these are negated, what follows is neither denied nor asserted."""
KNOWING = listed(
    "know knows known knew clear certain sure verify verified confirm confirmed confirmation corroborate corroborated "
    "possible"
)
"""Where these are negated, what follows is left open: "it is not clear whether", "could not be verified"."""
KNOWN = listed("know knows known knew")
"""Where somebody does not know a person or a thing, that it is so is not left open."""
ASKING = listed("ask asks asked asking wonder wonders wondered wondering question questions questioned questioning")
"""Where others ask, they look into it or ask what they know."""
CALLED = listed("call calls called calling label labels labelled labeled brand brands branded deem deems deemed")
DESCRIBED = listed(
    "describe describes described describing dismiss dismisses dismissed dismissing reject rejects rejected rejecting "
    "denounce denounces denounced denouncing slam slams slammed condemn condemns condemned decry decries decried "
    "characterize characterized characterise characterised"
)
"""Verbs that say of something what it is, the latter with an "as"."""
SCOFFING = listed("scoff scoffs scoffed scoffing ridicule ridicules ridiculed mock mocks mocked")
"""Who does so with a report does not believe it."""
RULING_OUT = re.compile(r"\brul(?:e[sd]?|ing)\s+out\b", re.IGNORECASE)
CLAIMING = listed("say claim suggest allege think believe assert imply")
"""What it is false to do where it is not so."""
OPEN = listed("unclear unknown uncertain unsure unconfirmed unverified")
DOUBTING = listed("doubt doubts doubted doubtful sceptical skeptical")
FALSE = listed(
    "false untrue lie lies baseless unfounded groundless fabricated fabrication nonsense bogus hoax fake rubbish wrong "
    "incorrect inaccurate ludicrous preposterous unjustified disproved disproven"
)
SCORNED = FALSE | listed(
    "fabrications falsehood falsehoods ridiculous absurd laughable distortion distortions fiction slander smear smears"
)
"""What a report is called by who does not believe it; other things are absurd and yet so."""
TRUTH = listed("true correct accurate")
POINTING = listed("it this that these those")
BUT = listed("but because although though while whereas when if unless since who whom whose which where after before")
"""Words with which another clause begins."""
SUBORDINATING = BUT - listed("but")
"""What is denied in the clauses of these is not what the sentence says: "if it does not pass"."""
HARD = listed("but although though while whereas ; : — –")
"""Where what a word denies that reaches far is over too."""
LEAVING = listed(
    "only just merely simply necessarily least doubt question wonder matter all every everyone until mind as far place "
    "room need reason longer"
)
"""After a "not" or "no" these leave what is said as it is: "not only", "no doubt"."""
RANKED = listed("first last alone new unusual uncommon surprising surprised")
"""After a "not" and an article these say that there was more of it: "not the first time"."""
COMPARED = listed("more better greater bigger worse harder stronger")
"""With these and "than" a "no" tells of the most: "nobody has done more than"."""
THAN_WITHIN = 24
LESS = listed("less fewer more later longer")
"""After "no" these make a bound: "no fewer than twelve"."""
PASSED = COMMON | listed("immediate immediately yet ever independently fully one apparently clearly actually still")
"""Words that are no part of what is denied."""
LIGHT = listed("use used make made give given take taken")
"""Verbs of which the object says what is denied: "did not use harsh words"."""
NEAR, REACH, FAR = 1, 3, 10_000
"""Words that are denied after "did not"; after "is not" and "no"; after "denied"."""
BEING = listed("be been being")
LEFT_OUT = listed("a an the this that these those last in on at by for with from when as until before after")
"""Words that are no verb, so that a "did not" before them is about a verb told before."""
GOES_ON = listed("saying adding calling insisting arguing telling noting claiming accusing")
"""With these and a comma before them somebody goes on to say something else."""
OWNED = listed("a an any the")
"""Words after which a "have" before them is no past tense: "does not have a captain"."""
MISSING = listed("lack absence")
PREVENTING = listed("prevent prevents prevented preventing stop stops stopped stopping keep keeps kept keeping")
"""What these and "from" are about is neither said to be so nor not to be so."""
OPENING = OUTRIGHT | REJECTING | REFUSING | OPEN | DOUBTING | PREVENTING | MISSING | frozenset(PUSHING)
"""Words, other than a "not", that may do something with those after them."""
UNSETTLING = (OPENING - PREVENTING) | SCORNED | NOT | NO | listed("t")
"""Words without which nothing is denied or left open; "t" is what is left of "didn't"."""
UNSAYING = WITHDRAWING | SCOFFING | listed("version versions")
"""The same of sources and cues alone."""
PLAIN = re.compile(r"\w+")
DOTLESS = re.compile("[İıſ]")
"""Letters that patterns take for i and s where capitals do not count."""
JOINING = listed("and or")
WISHING = listed("should must ought let let's")
"""With these a "not" wishes, and denies nothing."""
ABLE = listed("could can cannot can't")
"""What could not have happened did not."""
POSSIBLY = listed("may might")
"""With these a "not" leaves open what it is about."""
HELPING = MODALS | listed("do does did has have had")
LISTED, CAPITALS = 20, 0.7
"""Words, at least, and the part of them with a capital, of a list of headlines."""
AHEAD = 4
"""Words after "rejected" among which stands what is rejected."""


NOT_SO = re.compile(
    r"\b(?:never\s+(?:actually\s+)?happened|(?:did|has|had)(?:\s+not|n['’]t)\s+(?:actually\s+)?happen(?:ed)?)\b"
    r"(?!\s+again)"
    r"|\bn(?:othing|['’]t\s+(?:do|done)\s+anything)\s+(?:wrong|improper|illegal|inappropriate)\b"
    r"|\bno\s+(?:truth|substance)\s+(?:to|in)\b"
    r"|^\W*(?:that|this|it|these|those)(?:['’]s|\s+(?:is|are|was|were))\s+(?:\w+\s+){0,2}?"
    r"(?:false|untrue|nonsense|lies?|not\s+true|rubbish|hoax|fake\s+news)\b"
    r"|\b(?:accusations?|allegations?|claims?|charges|reports?|rumou?rs)\s+"
    r"(?:(?:\w+\s+){0,6}?(?:are|were|is|was|as|be)\s+(?:\w+\s+){0,2}?|[“\"‘']?(?:\w+ly\s+)?)"
    r"[“\"‘']?(?:false|untrue|baseless|unfounded|groundless|not\s+true|fabricated|ridiculous|absurd)\b",
    re.IGNORECASE,
)
"""By what somebody denies without saying what: "it never happened", "the allegations are baseless"."""
EARLIER_VERSION = re.compile(
    r"\b(?:earlier|previous|prior|original)\s+versions?\s+of\s+(?:this|the|our|its|an?)\s+"
    r"(?:\w+\s+){0,2}?(?:article|story|report|post|piece|dispatch|column|item)\b",
    re.IGNORECASE,
)
"""What a correction calls the article that it corrects."""
NOT_FALSE = re.compile(r"(?:\bnot|n['’]t)\s+(?:\w+\s+)?(?:false|untrue|baseless|unfounded|groundless)\b", re.IGNORECASE)


DERIVED = re.compile(r"(?:us|is|ens)ions?$")
"""Nouns of verbs: collusion, decision, suspension."""
IES = re.compile(r"(?<=\w\w)ie[sd]$")
DERIVED_FROM = {"usion": "ude", "usions": "ude", "ision": "ide", "isions": "ide", "ension": "end", "ensions": "end"}
IRREGULAR = {
    form: verb
    for verb, forms in (
        line.split(": ")
        for line in """speak: spoke spoken
meet: met
know: knew known
give: gave given
take: took taken
break: broke broken
write: wrote written
leave: left
pay: paid
buy: bought
sell: sold
hold: held
keep: kept
lose: lost
win: won
send: sent
lead: led
hide: hid hidden
steal: stole stolen
shoot: shot
strike: struck
fight: fought
fall: fell fallen
fly: flew flown
go: went gone
come: came
see: saw seen
hear: heard
find: found
begin: began begun
choose: chose chosen
drive: drove driven
withdraw: withdrew withdrawn
rise: rose risen
sink: sank sunk
teach: taught
bring: brought
build: built
lie: lied lying
deny: denial""".splitlines()
    )
    for form in forms.split()
}
"""Forms of verbs that their endings do not tell."""


DENIED_STEMS = frozenset(stem(IES.sub("y", word)) for word in DENIED | REPORTED)
"""Words that tell that something is denied, not what."""


@dataclass(frozen=True, slots=True)
class Sided:
    """A word of a statement by its stem, and whether it is asserted, denied or left open; None is neither.

    `head` says that a negation or a question is directly about it, and `mark` by which words.
    """

    stem: str
    word: str
    sign: Sign | None
    head: bool
    mark: str


Clause = tuple[Sided, ...]


@dataclass(slots=True)
class _Scope:
    """What holds for the next words: their side, how many are heads, by which words, and whether beyond the clause."""

    sign: Sign | None
    left: int
    mark: str
    far: bool


@functools.cache
def antonyms() -> Mapping[str, tuple[str, int]]:
    """Words that have an opposite, with the name of the pair and 1 or -1, the side of it that they are on."""
    text = resources.files("sayso.claims").joinpath("facts/antonyms.txt").read_text(encoding="utf8")
    made: dict[str, tuple[str, int]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            one, _, other = line.partition("|")
            name = one.split()[0]
            made |= dict.fromkeys(one.split(), (name, 1)) | dict.fromkeys(other.split(), (name, -1))
    return made


def denies_outright(one: Told) -> bool:
    """Whether its source is said to deny it: "denied that", "rejected reports"; to reject a plan is no denial."""
    if withdrawn(one):
        return True
    if _calls_false(one):
        return True
    if one.act not in ("deny", "refuse") or one.polarity != "negative":
        return False
    cue = " ".join(one.paper.text[start:end] for start, end in one.cue)
    if not OUTRIGHT.isdisjoint(word.lower for start, end in one.cue for word in words(one.paper.text, start, end)):
        return True
    head = [
        word.lower for start, end in one.content[:1] for word in words(one.paper.text, start, min(end, start + HEAD))
    ]
    told = head[:1] == ["that"] or not REPORTED.isdisjoint(head[: 2 * AHEAD])
    if one.act == "refuse":
        return not REPORTED.isdisjoint(head[: 2 * AHEAD]) and not REJECTING.isdisjoint(cue.lower().split())
    return told and (DENYING.search(cue) is not None or RULING_OUT.search(cue) is not None)


def _calls_false(one: Told) -> bool:
    """Whether its source calls something said false, or scoffs at it: "called the reports fake news"."""
    cued = [word.lower for start, end in one.cue for word in words(one.paper.text, start, end)]
    if any(map(_negates, cued)):
        return False
    said = [
        word.lower for start, end in one.content[:1] for word in words(one.paper.text, start, min(end, start + LONGEST))
    ]
    if REPORTED.isdisjoint(said[: 2 * AHEAD]):
        return False
    if not SCOFFING.isdisjoint(cued):
        return True
    if CALLED.isdisjoint(cued) and "as" not in cued and (DESCRIBED.isdisjoint(cued) or "as" not in said):
        return False
    held = [*cued, *said[: 2 * AHEAD], *said[-2 * AHEAD :]]
    return any(word in SCORNED and not any(map(_negates, held[max(0, at - 2) : at])) for at, word in enumerate(held))


def words_settled(one: Told) -> frozenset[str] | None:
    """The words of a statement, those with hyphens as several, if none could deny or question; None if one could.

    It only looks whether such words are there, which takes less time than to read the clauses.
    """
    if one.act in ("ask", "doubt") or one.polarity == "negative":
        return None
    text = one.paper.text
    beside = [text[start:end] for start, end in (*one.source, *one.cue)]
    held = " ".join((*beside, *(text[start : min(end, start + LONGEST)] for start, end in one.content)))
    if not held.isascii() and DOTLESS.search(held):
        return None
    found = frozenset(PLAIN.findall(held.lower()))
    if not UNSETTLING.isdisjoint(found):
        return None
    return found if UNSAYING.isdisjoint(found) or UNSAYING.isdisjoint(PLAIN.findall(" ".join(beside).lower())) else None


def withdrawn(one: Told) -> str | None:
    """The words that say that it was said before and is no longer: "an earlier version of this article said", "has
    retracted its report"; None if there are none."""
    for start, end in one.source:
        if found := EARLIER_VERSION.search(one.paper.text[start : min(end, start + HEAD)]):
            return found[0]
    cued = [word.lower for start, end in one.cue for word in words(one.paper.text, start, end)]
    found_words = [word for word in cued if word in WITHDRAWING]
    start, end = one.content[0] if one.content else (0, 0)
    head = [word.lower for word in words(one.paper.text, start, min(end, start + HEAD))]
    told = head[:1] == ["that"] or not REPORTED.isdisjoint((*cued, *head[: 2 * AHEAD]))
    return found_words[0] if found_words and told else None


def rebuts(one: Told) -> str | None:
    """The words by which its content says that something is not so, without saying what; None if it does not."""
    held = " ".join(one.paper.text[start : min(end, start + LONGEST)] for start, end in one.content)
    found = NOT_SO.search(held)
    return found[0] if found and not NOT_FALSE.search(held) else None


def stems_of(text: str, start: int, end: int) -> list[str]:
    """The stems of the words between two places of a text, without those that every text has."""
    found = words(text, start, min(end, start + LONGEST))
    return [each for word in found if not word.is_mark and word.lower not in PASSED for each in _stems(word.lower)]


def clauses(one: Told) -> tuple[Clause, ...]:
    """Give the words of a statement's cue and content, clause by clause, with the side that each is on."""
    text = one.paper.text
    cued = [word for start, end in one.cue for word in words(text, start, end)]
    said: list[list[Word]] = [[]]
    for start, end in one.content:
        piece = words(text, start, min(end, start + LONGEST))
        if said[-1] and piece and (piece[0].capital or piece[0].is_mark):
            said.append([])
        said[-1] += piece
    made: list[Clause] = []
    left = MOST
    for i, sentence in enumerate(sentence for piece in said for sentence in _sentences(piece)):
        made += _read(sentence[:left], _governed(one, cued) if i == 0 else _Scope("+", 0, "", False))
        left -= min(left, len(sentence))
    of_cue = _read(cued[:MOST], _Scope("+", 0, "", False))
    if of_cue and made and any(word.head and word.sign == "-" for word in of_cue[-1]):
        # "Never offered" is said of what follows.
        of_cue[-1], made = (*of_cue[-1], *made[0]), made[1:]
    return (*(tuple(replace(w, head=w.head and w.word not in THOUGHT) for w in clause) for clause in of_cue), *made)


def _governed(one: Told, cued: Sequence[Word]) -> _Scope:
    """What the cue does with the content."""
    plain = [word.lower for word in cued]
    mark = f"“{' '.join(one.paper.text[start:end] for start, end in one.cue)}”" if one.cue else "the question"
    if denies_outright(one):
        return _Scope("-", FAR, mark, True)
    if not _asks(one) and plain[-1:] in (["about"], ["of"]) and not KNOWN.isdisjoint(plain):
        # Who has not known about something takes it to be so.
        return _Scope(None, 0, mark, True)
    if one.act == "doubt" or (one.act == "ask" and _puts_in_question(one, plain)):
        return _Scope("?", FAR, mark, True)
    if one.polarity == "negative" or any(map(_negates, plain)) or _nothing(one):
        if not FINDING.isdisjoint(plain) and HINDERED.isdisjoint(plain) and not _asks(one):
            return _Scope("-", FAR, mark, True)
        if not (KNOWING | FINDING).isdisjoint(plain):
            return _Scope("?", FAR, mark, True)
        if not PROOF.isdisjoint(plain) or (not RAISED.isdisjoint(plain) and any(map(_negates, plain))):
            return _Scope("-", FAR, mark, True)
        return _Scope(None, 0, mark, True)
    return _Scope("+", 0, "", False)


def _puts_in_question(one: Told, cued: Sequence[str]) -> bool:
    """Whether somebody asks if it is so; who or how it was is no question whether it was."""
    start, end = one.content[0] if one.content else (0, 0)
    first = next((word.lower for word in words(one.paper.text, start, min(end, start + HEAD)) if not word.is_mark), "")
    if not cued:
        return first not in WHETHER and first not in ("so", "and", "but")
    return bool(one.chain) and first in ("whether", "if") and not ASKING.isdisjoint(cued) and BE.isdisjoint(cued)


def _nothing(one: Told) -> bool:
    """Whether its source is nothing and nobody: "nothing in the letters suggests that"."""
    start, end = one.source[0] if one.source else (0, 0)
    return any(_negates(word.lower) for word in words(one.paper.text, start, min(end, start + HEAD))[:1])


def _asks(one: Told) -> bool:
    """Whether its content is a question: "whether the ferry hit the bridge"."""
    start, end = one.content[0] if one.content else (0, 0)
    return any(word.lower in WHETHER for word in words(one.paper.text, start, min(end, start + HEAD))[:1])


def _sentences(said: Sequence[Word]) -> list[list[Word]]:
    made: list[list[Word]] = [[]]
    for i, word in enumerate(said):
        made[-1].append(word)
        following = said[i + 1] if i + 1 < len(said) else None
        before = said[i - 1].lower if i else ""
        initial = len(before) == 1 and following is not None and following.lower not in COMMON
        if word.lower == "." and (before in ABBREVIATIONS or initial):
            continue
        if word.lower in STOPS and following is not None and (following.capital or following.lower in CLOSE):
            made.append([])
    return [sentence for sentence in made if sentence]


def _negates(lower: str) -> bool:
    return lower in NOT or lower in NO or lower.endswith("n't")


def _read(sentence: Sequence[Word], base: _Scope) -> list[Clause]:
    """The clauses of a sentence; `base` is what its cue does with it."""
    if _headlines(sentence):
        said = (word.lower for word in sentence if not word.is_mark)
        return [tuple(Sided(each, lower, None, False, "") for lower in said for each in _stems(lower))]
    made: list[list[Sided]] = [[]]
    scope = replace(base)
    main = True
    opened = -1
    for at, word in enumerate(sentence):
        lower = word.lower
        following = sentence[at + 1].lower if at + 1 < len(sentence) else ""
        relative = lower == "that" and following in VERBS
        if lower == "," and at == opened + 1 and (following in PASSED or following.endswith("ly")):
            # "Never, ever": what is denied comes after.
            continue
        if lower in BUT and following == "," and at and sentence[at - 1].lower == ",":
            # "The mayor, though, said".
            continue
        if lower == "whether" and scope.sign == "+":
            # What is undecided is not asserted.
            base = scope = _Scope(None, 0, "", True)
        if scope.far and ((lower == "," and following in GOES_ON) or (lower in JOINING and following in VERBS)):
            scope = replace(base)
        if lower in HARD or ((lower in BUT or relative) and not scope.far) or (lower == "," and not scope.far):
            if lower != ",":
                made.append([])
                main = lower not in SUBORDINATING and not relative
            scope = replace(base)
        if lower in JOINING and not scope.far:
            scope.left = 0
        found = _opens(sentence, at)
        if found is not None:
            if scope.sign == found.sign == "-" and scope.left:
                # What is denied twice is not denied.
                made[-1] = [replace(each, head=False) for each in made[-1]]
                found = _Scope("+", found.left, f"{scope.mark} and {found.mark}", found.far)
            scope = found if main or found.sign != "-" else replace(found, left=0)
            opened = at
        elif _judged(sentence, at):
            made = [[replace(s, sign="-", head=True, mark=f"“{_shown(sentence, at)}”") for s in c] for c in made]
        elif not word.is_mark and lower not in PASSED:
            # What is believed or found is denied, not the believing.
            light = lower in LIGHT and scope.sign == "-" and scope.left > 0 and not scope.far
            if light:
                scope.left = REACH + 1
            whole = scope.far and scope.sign == "-" and lower in THOUGHT
            made[-1] += [
                Sided(each, lower, scope.sign, scope.left > 0 and not whole and not light, scope.mark)
                for each in _stems(lower)
            ]
            scope.left = max(0, scope.left - 1)
    if scope.sign == "?" and scope.far and sum(s.head for clause in made for s in clause) <= 1:
        # "Who did it is not known": what is left open stands before.
        made = [[replace(s, sign="?", head=True, mark=scope.mark) for s in clause] for clause in made]
    return [tuple(clause) for clause in made if clause]


def _headlines(sentence: Sequence[Word]) -> bool:
    """Whether it is a list of headlines and not a sentence, as at the foot of a page."""
    said = [word for word in sentence if not word.is_mark and word.lower not in PASSED]
    return len(said) >= LISTED and sum(word.capital for word in said) >= CAPITALS * len(said)


@functools.lru_cache(maxsize=20_000)
def _stems(lower: str) -> tuple[str, ...]:
    """The stems of a word, more than one where hyphens join them: collusion and collude have one."""
    if lower[0].isdigit():
        return (lower,)
    return tuple(
        stem(IRREGULAR.get(part, IES.sub("y", DERIVED.sub(lambda m: DERIVED_FROM[m[0]], part))))
        for part in lower.split("-")
        if part
    )


def _shown(sentence: Sequence[Word], at: int) -> str:
    before = sentence[at - 1].lower if at else ""
    return f"{before} {sentence[at].lower}" if _negates(before) else sentence[at].lower


def _opens(sentence: Sequence[Word], at: int) -> _Scope | None:
    """What a word does with those after it, None if nothing."""
    lower = sentence[at].lower
    if lower not in OPENING | FALSE and not _negates(lower):
        return None
    after = [word.lower for word in sentence[at + 1 : at + 1 + 2 * AHEAD]]
    mark = f"“{lower}”"
    said = [word for word in after if word[0].isalnum()]
    told = not REPORTED.isdisjoint(said[: AHEAD + 1])
    if (lower in OUTRIGHT and (told or after[:1] == ["that"] or _takes_back(after))) or (lower in REJECTING and told):
        return _Scope("-", FAR, mark, True)
    if PUSHING.get(lower) in after[:2] and told:
        return _Scope("-", FAR, mark, True)
    if lower in PREVENTING and "from" in after:
        return _Scope(None, 0, mark, False)
    if lower in MISSING and said[:1] == ["of"]:
        return _Scope("-", REACH, mark, False)
    if lower in REFUSING and after[:1] == ["to"]:
        return _Scope("-", NEAR, mark, False)
    before = sentence[at - 1].lower if at else ""
    if lower in FALSE and after[:1] == ["to"] and not CLAIMING.isdisjoint(after[1:2]):
        return _Scope("-", FAR, mark, True)
    if lower in OPEN:
        return _Scope("?", FAR, mark, True)
    if lower in DOUBTING and not _negates(before) and before not in ("in", "without", "little"):
        return _Scope("?", FAR, mark, False)
    if not _negates(lower):
        return None
    nearest = after[0] if after else ""
    if before == "with":
        # "With no lights": neither that there were any nor that what the sentence is about was not so.
        return _Scope(None, 0, mark, False)
    if before == "or" or (lower == "no" and (nearest in MARKS or nearest == "other" or _is_number(said))):
        # "Whether or not", "no other ferry", "No. 2".
        return None
    if not WISHING.isdisjoint((before, sentence[at - 2].lower if at > 1 else "", lower.removesuffix("n't"))):
        # What should not be may be so.
        return _Scope(None, 0, mark, False)
    if "could" in (before, lower.removesuffix("n't")) and "more" in said[:2]:
        # "Could not be more": it is so indeed.
        return None
    if nearest in LEAVING or "only" in after[:AHEAD] or (lower == "no" and nearest in LESS):
        return None
    if lower in NO or lower == "never":
        later = [word.lower for word in sentence[at + 1 : at + 1 + THAN_WITHIN]]
        if "than" in later and not COMPARED.isdisjoint(later[: later.index("than")]):
            return None
    first = next((w for w in said if w not in PASSED and not w.endswith("ly")), "")
    denied = f"{mark} before “{first}”" if first else mark
    if first in RANKED:
        return None
    if first in KNOWN and before not in BE and _meets(after[after.index(first) + 1 :]):
        return _Scope(None, 0, mark, False)
    if first in KNOWING:
        return _Scope("?", FAR, f"“{lower} … {first}”", True)
    grounds = next((word for word in said[: AHEAD + 1] if word in GROUNDS), None)
    held = lower == "no" or not HOLDING.isdisjoint(said[:2])
    if grounds and held and first not in FINDING:
        sign: Sign = "?" if before in GIVING else "-"
        return _Scope(sign, FAR, f"“{lower} … {grounds}”", True)
    if lower == "nothing" and after[:1] == ["to"] and not FINDING.isdisjoint(after[1:2]):
        return _Scope("-", FAR, f"“{lower} … {after[1]}”", True)
    if first in FINDING and (grounds or "that" in said[:AHEAD] or not REPORTED.isdisjoint(said[: AHEAD + 2])):
        sign = "?" if before in HINDERED or lower in HINDERED else "-"
        return _Scope(sign, FAR, f"“{lower} … {first}”", True)
    if first in SPEAKING or first == "aware":
        return _Scope(None, 0, mark, True)
    if first in TRUTH and "that" not in after[:AHEAD]:
        return None
    if first in SEEMING and BEING.isdisjoint(said[:AHEAD]):
        # "Did not appear to include letters" denies the including.
        return _Scope("-", NEAR + 1, f"“{lower} … {first}”", False)
    if first in RAISED:
        return _Scope("-", FAR, f"“{lower} … {first}”", True)
    # "Did not leave the race" denies the leaving; "was not a race" and "no race" deny more.
    if (
        after[:1] == ["have"]
        and OWNED.isdisjoint(said[1:2])
        and not ABLE.isdisjoint((before, lower.removesuffix("n't")))
    ):
        return _Scope("-", REACH, denied, False)
    if after[:1] == ["have"] and OWNED.isdisjoint(said[1:2]):
        # What should or would not have happened may have happened.
        return None
    helped = before in HELPING or lower.removesuffix("n't") in HELPING or lower in ("cannot", "can't", "won't")
    if helped and lower not in NO and (said[:1] == ["do"] or not LEFT_OUT.isdisjoint(after[:1])):
        return None
    if before in POSSIBLY:
        return _Scope("?", REACH, denied, False)
    bare = lower == "not" and before not in HELPING and before not in BE
    return _Scope("-", NEAR if bare or (helped and BEING.isdisjoint(after[:2])) else REACH, denied, False)


def _is_number(said: Sequence[str]) -> bool:
    """Whether the first of these words is a number in figures."""
    return bool(said) and said[0].isdigit()


def _meets(after: Sequence[str]) -> bool:
    """Whether what follows "did not know" is somebody or something, and not whether it was so."""
    return bool(after) and after[0] not in WHETHER and after[0] != "that" and after[0] not in MARKS


def _takes_back(after: Sequence[str]) -> bool:
    """Whether what is denied is something said, rather than something withheld: "denied having", "denied any"."""
    return bool(after) and (after[0] in DENIED or after[0].endswith("ing"))


def _judged(sentence: Sequence[Word], at: int) -> bool:
    """Whether the word calls what stands before it false: "the reports that … are false", "this is not true"."""
    lower = sentence[at].lower
    if lower not in FALSE and lower not in TRUTH:
        return False
    before = [word.lower for word in sentence[max(0, at - AHEAD) : at]]
    negated = any(map(_negates, before))
    if not ((lower in FALSE and not negated) or (lower in TRUTH and negated)):
        return False
    if BE.isdisjoint(before) and "as" not in before and not any(word.endswith("n't") for word in before):
        return False
    first = sentence[0].lower if sentence[0].lower != "that" or len(sentence) == 1 else sentence[1].lower
    return first in POINTING or any(word.lower in REPORTED for word in sentence[:at])
