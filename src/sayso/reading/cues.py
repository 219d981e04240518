"""What the words of a cue do with a content: the act, and the certainty and polarity that go with it.

Acts are Searle's (1976), in the kinds that news tells apart; that a word such as "deny" or "believe" fixes how sure its
source is comes from FactBank's source-introducing predicates (Saurí and Pustejovsky 2009). The words are in
`facts/acts.json`, which `python -m training.acts` makes out of a hand-kept list; they are loaded when first asked for.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import TypeVar

import msgspec

from sayso.reading.clauses import BE, MARKS, MAY, PAUSES, STOPS, VERBS, Word, listed

T = TypeVar("T")

SAY = "say"
"""The act of words that tell only that something is said: what is done with it shows in the content."""
ANNOUNCE = "announce"
"""The act of words that tell what is settled: what will happen is intended."""
NEAR = 3
"""Words after a cue's word among which its preposition may stand ("called again for")."""
REACH = 8
"""Words after a cue's word among which an infinitive may begin ("asked the people of the town to leave")."""
OBJECT = 15
"""Words after a cue's word among which the head of its object may stand."""
HEAD = 5
"""Words of a content among which the noun that heads it may stand."""
MOST = 60
"""Words of a cue that are looked at."""
STRONG, LIGHT, WEAK = range(3)

QUESTION_WORDS = listed("whether if how why what who whom whose when where which")
NO_OBJECT = STOPS | PAUSES | MARKS | QUESTION_WORDS | VERBS | {"that"}
NOT_INFINITIVE = listed(
    "the a an this that these those his her its their our my your him them us me it you each every some any all , ."
)
"""What follows a "to" that is a preposition."""
SUBJECTS = listed("i he she they we there")
NO_HEAD = VERBS | QUESTION_WORDS | SUBJECTS | listed("that to of for in on about with at by from as")
"""What ends a noun phrase before its head."""
PASSED_OVER = BE | listed(
    "again also not now once still just only further never has have had do does did later earlier yesterday today "
    "tomorrow instead even already"
)
"""What may stand between a word and its frame, beside adverbs in "-ly"."""
NEGATORS = listed(
    "not never no none nobody nothing neither nor cannot without little hardly barely fail fails failed failing lack "
    "lacks lacked lacking"
)
WILL = listed("will would won't wouldn't")
OFFERS = listed(
    "offer offers invitation invitations request requests call calls proposal proposals plan plans bid bids deal deals "
    "appeal appeals demand demands plea pleas suggestion suggestions compromise"
)
"""What is refused where it is rejected."""
ONLY = listed("only just merely simply help resist")


class Sense(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One reading of a word: its strength, its class, act, certainty and polarity, and what must follow it, or None."""

    strength: int
    kind: str
    act: str
    certainty: str
    polarity: str
    frame: str | None


class Lexicon(msgspec.Struct, frozen=True):
    """The contents of facts/acts.json.

    `acts` gives each act's own certainty and polarity, `hedges` the certainty that a hedge leaves (certain where it
    weakens only a word), `words` the places in `senses` of what a word or words can mean, which are in the order in
    which they are tried.
    """

    acts: dict[str, tuple[str, str]]
    hedges: dict[str, str]
    senses: tuple[Sense, ...]
    words: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Cue:
    """The sense of a cue, and whether a "not", a "will", a "would" and a "may" stand before its word."""

    sense: Sense
    negated: bool
    will: bool
    would: bool
    may: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a source does (act), and how committed it is thereby."""

    act: str
    certainty: str
    polarity: str


@functools.cache
def lexicon() -> Lexicon:
    """The shipped words, loaded once."""
    data = (resources.files("sayso") / "reading" / "facts" / "acts.json").read_bytes()
    return msgspec.json.decode(data, type=Lexicon)


@functools.cache
def _lengths() -> dict[str, int]:
    """How many words the longest entry of the lexicon has that begins with a word."""
    found: dict[str, int] = {}
    for entry in (*lexicon().words, *lexicon().hedges):
        words = entry.split(" ")
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return found


def longest(entries: Mapping[str, T], words: Sequence[Word], at: int) -> tuple[int, T] | None:
    """How many words from `at` on are an entry of the lexicon, at most, and what it says; None if they begin none."""
    for length in range(min(_lengths().get(words[at].lower, 0), len(words) - at), 0, -1):
        found = entries.get(" ".join(word.lower for word in words[at : at + length]))
        if found is not None:
            return length, found
    return None


def read_cue(cue: Sequence[Word], content: Sequence[Word]) -> Cue | None:
    """The sense of a `cue` before `content` (empty where the content does not follow); None if the list has none of it.

    The first word that has a sense of its own counts; light verbs and prepositions only where there is no other.
    """
    cue = cue[:MOST]
    best: Cue | None = None
    # What "could not resist" says, it says as a whole.
    before: list[Word] = []
    at = 0
    while at < len(cue) and (best is None or best.sense.strength != STRONG):
        if cue[at].lower == "," and best is not None and best.sense.strength == LIGHT:
            # What comes after a comma is beside the point ("went on, as if nobody had spoken").
            break
        found = longest(lexicon().words, cue, at)
        if found is None:
            before.append(cue[at])
            at += 1
            continue
        length, places = found
        senses = (lexicon().senses[place] for place in places)
        sense = next((s for s in senses if s.frame is None or follows(s.frame, cue[at + length :], content)), None)
        if sense is not None and (best is None or _goes_before(sense, best.sense)):
            best = _cue(sense, before)
        if length == 1 or sense is None:
            before += cue[at : at + length]
        at += length
    if best is not None and best.sense.kind == "voice":
        voiced = _voiced(content)
        return best if voiced is None else replace(best, sense=voiced)
    return best


def _voiced(content: Sequence[Word]) -> Sense | None:
    """The sense of the noun that heads the content ("[her strong support for the plan]")."""
    for at in range(min(HEAD, len(content))):
        if content[at].is_mark or content[at].lower in NO_HEAD:
            return None
        found = longest(lexicon().words, content, at)
        senses = (lexicon().senses[place] for place in found[1]) if found is not None else ()
        for sense in senses:
            if sense.kind in ("noun", "verb", "wish") and (
                sense.frame is None or follows(sense.frame, content[at + 1 :], ())
            ):
                return sense
    return None


def _cue(sense: Sense, before: Sequence[Word]) -> Cue:
    stand = {word.lower for word in before}
    return Cue(sense, negated(before), not stand.isdisjoint(WILL), "would" in stand, not stand.isdisjoint(MAY))


def _goes_before(sense: Sense, other: Sense) -> bool:
    """Whether a sense goes before that of an earlier word: it is stronger, or that is a mere "had" ("had decided")."""
    mere = other.strength == sense.strength == LIGHT and other.act == "assert" != sense.act
    return sense.strength < other.strength or mere


def meaning(cue: Cue) -> Meaning:
    """What a cue means, its "not" included."""
    sense = cue.sense
    if not cue.negated:
        return Meaning(sense.act, sense.certainty, sense.polarity)
    if sense.frame == "wh" and sense.act in ("assert", "believe"):
        # Who does not know whether it is so leaves it open.
        return Meaning("doubt", "unknown", "positive")
    if sense.kind == "wish" or (sense.kind == "verb" and sense.act == "agree"):
        return own("refuse")
    if sense.act == "deny":
        # What is not ruled out is possible; who does not deny says nothing.
        return Meaning("assert", "possible" if sense.frame == "out" else "unknown", "positive")
    if sense.act == "doubt":
        return Meaning("believe", "certain", "positive")
    if sense.act == "refuse":
        # Who does not refuse may do it.
        return Meaning("intend", "possible", "positive")
    spoken = sense.kind == "verb" and sense.act in ("ask", "request", "promise", "threaten")
    if spoken or sense.act in (SAY, ANNOUNCE, "assert", "confirm", "warn"):
        # What somebody did not say, nobody can say that they hold it; who would not say it refuses.
        return own("refuse") if cue.will else Meaning("assert", "unknown", "negative")
    flipped = "positive" if sense.polarity == "negative" else "negative"
    # Who does not think that it is so thinks that it is not (neg-raising); who does not promise leaves it open.
    judges = sense.act in ("believe", "predict")
    return Meaning(sense.act, sense.certainty if judges else "unknown", flipped)


def own(act: str) -> Meaning:
    """The act with its own certainty and polarity."""
    return Meaning(act, *lexicon().acts[act])


def negated(words: Sequence[Word]) -> bool:
    """Whether a "not" in one of its forms stands among the words, other than a "not only" or a "cannot help"."""
    return any(
        (word.lower in NEGATORS or word.lower.endswith("n't"))
        and not (i + 1 < len(words) and words[i + 1].lower in ONLY)
        for i, word in enumerate(words)
    )


def follows(frame: str, cue: Sequence[Word], content: Sequence[Word]) -> bool:
    """Whether what follows a word, the rest of the `cue` and the `content`, begins with the `frame` (see acts.tsv)."""
    after = [*cue, *content[:OBJECT]]
    at = 0
    while at < len(after) and (after[at].lower in PASSED_OVER or after[at].lower.endswith("ly")):
        at += 1
    if frame == "to":
        return _infinitive(after, at)
    if frame == "obj to":
        # "Told him to go" asks him; "told he had nothing to say" does not.
        somebody = not (content and _first_part(content[0]) in SUBJECTS)
        return somebody and any(_infinitive(after, i) for i in range(at + 1, _end_of_object(after)))
    if frame == "offer":
        return any(word.lower in OFFERS for word in after[:OBJECT])
    if at == len(after):
        return False
    if frame == "wh":
        return after[at].lower in QUESTION_WORDS
    if frame == "ing":
        return after[at].lower.endswith("ing")
    if frame == "that":
        return after[at].lower == "that"
    return any(word.lower == frame for word in [*cue[:NEAR], *content[:1]])


def _infinitive(words: Sequence[Word], at: int) -> bool:
    if at < len(words) and words[at].lower == "not":
        at += 1
    if at >= len(words) or words[at].lower != "to":
        return False
    after = words[at + 1 : at + 2]
    return not after or not (after[0].capital or after[0].lower in NOT_INFINITIVE)


def _first_part(word: Word) -> str:
    return word.lower.partition("'")[0]


def _end_of_object(words: Sequence[Word]) -> int:
    """Where the words stop being somebody: at a mark, a question word, "that", or the verb of a sentence."""
    for i, word in enumerate(words[:REACH]):
        if word.lower in NO_OBJECT or (word.lower != _first_part(word) in SUBJECTS):
            return i
    return min(len(words), REACH)
