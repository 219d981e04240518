"""The words by which somebody is less than certain: hedges, conditions, and the certainty that hedges leave.

Certainty is FactBank's scale (Saurí and Pustejovsky 2009): certain, probable, possible, unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from sayso.reading.clauses import CLOSE, GAP, MARKS, MAY, RELATIVES, Word, asks, listed
from sayso.reading.cues import lexicon, longest

SCALE = ("possible", "probable", "certain")
"""The degrees of certainty that a hedge can lower, weakest first."""

SEEM = listed("seem seems seemed appear appears appeared")
NOT_SEEM = listed("on in at before with alongside for during together next last , . ; : again here there")
"""What follows "appear" where it means to come into sight."""
FIRST = listed("i we")
IF = listed("if unless")
ASKING = listed("should do did can could would must what how why")
"""Before "I think" and the like they make it a question or another clause's."""
KIND_OF = listed("sort kind")
BEFORE_KIND_OF = listed("is are was were be been just i we he she they you it really also to")
"""Before "kind of" where it weakens a verb or an adjective, rather than names a kind."""
LIKELY = listed("likely unlikely")
ELECTORATE = listed(
    "voter voters electorate caucus-goer caucus-goers caucusgoers participants democratic republican general primary "
    "caucus gop nominee nominees opponent rival candidate candidates"
)
"""Whoever is called likely before these is only likely to vote or to run: a term of pollsters, and no hedge."""
NOT_POSSIBLE = listed(
    "as not if every best worst most least everything anything all whatever way ways means extent degree"
)
"""Before "possible" where that says no more than "that there is"."""
THAT = listed("that which")
"""After these what "could" be is doubt, not ability, in a relative clause too ("a vote that could go wrong")."""
CLAUSE = 15
"""Words before a "could" among which the word that opens its clause may stand."""

OPENERS = tuple(
    tuple(words.split())
    for words in (
        "under the condition that",
        "on the condition that",
        "on condition that",
        "in the event",
        "in case",
        "provided that",
        "providing that",
        "assuming",
        "as long as",
        "so long as",
        "until",
    )
)
INVERTED = listed("had should were")
"""Verbs that open a condition where they stand before their subject ("Had it happened an hour later")."""
SUBJECTS = listed("i you he she it we they there the a an this that these those his her its their any")
PRONOUNS = listed("i you he she it we they there")
NO_CONDITION_AFTER = listed(
    "as by what ask asks asked asking wonder wonders wondered see know knows knew tell say decide decides determine "
    "sure unsure clear unclear question doubt check matter surprised shocked"
)
"""What turns "if" into a comparison or a question."""
POLITE = {("i", "may"), ("you", "will"), ("you", "like"), ("you", "please"), ("we", "may"), ("i", "could")}
"""After "if", phrases that set no condition."""
TIMES = listed("second seconds minute minutes hour hours day days week weeks month months year years decade decades")
NO_CONDITION_BEFORE = listed("any anything not ever only so")
"""What follows "if" where it heads no clause ("few, if any", "one if not both")."""
CONSEQUENT = listed("would will could might may can should must")
"""With a pronoun before them they begin what the condition leads to, also where a comma is missing."""
SHORTEST = 2
"""Words of a condition before that."""
CONTINUING = listed("and or nor but")
STOPS = listed("; : — – ! ? … ( ) then")
WHO = listed("who which whose where")
"""What follows the first of two commas between which something is only added."""
FEW = 3
"""Quotation marks before a word, at most, that are passed over."""


def hedges(sentence: Sequence[Word], main: Sequence[bool]) -> list[tuple[int, int, str]]:
    """The hedges of a sentence, as first and (exclusive) last place, with the certainty that each leaves.

    What could be is ability, not doubt, where it is not said in the `main` clause ("doctors who could leak it"), unless
    a thing could be it.
    """
    made = []
    at = 0
    while at < len(sentence):
        found = longest(lexicon().hedges, sentence, at)
        ability = sentence[at].lower == "could" and not main[at] and not _in_doubt(sentence, at)
        if found is not None and not ability and _weakens(sentence, at, at + found[0]):
            made.append((at, at + found[0], found[1]))
        at += found[0] if found is not None else 1
    return made


def _in_doubt(sentence: Sequence[Word], at: int) -> bool:
    """Whether a "could" outside the main clause is no ability: "a vote that could", "whether it could"."""
    clause = next((w.lower for w in reversed(sentence[max(0, at - CLAUSE) : at]) if w.lower in RELATIVES), "")
    return clause == "whether" or (at > 0 and sentence[at - 1].lower in THAT)


def _weakens(sentence: Sequence[Word], first: int, last: int) -> bool:
    word = sentence[first]
    before = sentence[first - 1].lower if first else ""
    after = sentence[last].lower if last < len(sentence) else ""
    if word.lower in MAY:
        # The month, and "if I may"; and what could not be is no weaker for it.
        month = word.lower == "may" and word.capital and first > 0
        leave = word.lower == "may" and before in FIRST and (first < 2 or sentence[first - 2].lower in IF)
        return not month and not leave and not (word.lower == "could" and after == "not")
    if word.lower in SEEM:
        return after not in NOT_SEEM
    if word.lower in LIKELY:
        return ELECTORATE.isdisjoint(w.lower for w in sentence[last : last + 3])
    if word.lower in FIRST:
        return before not in ASKING and after not in {"in", "of"}
    if word.lower in KIND_OF:
        return before in BEFORE_KIND_OF or before.endswith("'s")
    return word.lower != "possible" or before not in NOT_POSSIBLE


def certainty_of(weakened: Iterable[tuple[int, int, str]], main: Sequence[bool]) -> str:
    """How certain a sentence is left by its hedges, as far as they stand in its `main` clause."""
    left = [level for first, _, level in weakened if main[first]]
    return min(left, key=SCALE.index, default="certain")


def conditions(sentence: Sequence[Word], *, asked: bool = False) -> list[tuple[int, int]]:
    """The clauses of a sentence that say under which condition it holds, as first and (exclusive) last place.

    Where the sentence is `asked`, an "if" that opens it is a question.
    """
    made = []
    at = 0
    question = asks(sentence)
    while at < len(sentence):
        length = _opens(sentence, at, asked=asked, question=question)
        if length:
            end = _end(sentence, at, at + length)
            made.append((at, end))
            at = end
        at += 1
    return made


def _opens(sentence: Sequence[Word], at: int, *, asked: bool, question: bool) -> int:
    """How many words at the place open a condition."""
    word = sentence[at]
    following = sentence[at + 1] if at + 1 < len(sentence) else None
    if word.lower in IF and following is not None:
        before = _before(sentence, at)
        whether = before in NO_CONDITION_AFTER or (asked and not before)
        polite = tuple(w.lower for w in sentence[at + 1 : at + 3]) in POLITE and _pauses(sentence, at + 3)
        return int(not whether and not polite and following.lower not in NO_CONDITION_BEFORE)
    if word.lower in INVERTED and following is not None:
        before = _before(sentence, at)
        starts = not before or before in CONTINUING or before in {",", ";", "—"}
        return int(starts and not question and (following.capital or following.lower in SUBJECTS))
    for opener in OPENERS:
        if word.lower == opener[0] and tuple(w.lower for w in sentence[at : at + len(opener)]) == opener:
            if opener == ("until",) and (following is None or following.lower not in SUBJECTS):
                return 0
            if opener[1:] == ("long", "as") and _tells_time(sentence[at + len(opener) : at + len(opener) + FEW]):
                return 0
            return 0 if _before(sentence, at) in NO_CONDITION_AFTER else len(opener)
    return 0


def _opens_another(sentence: Sequence[Word], at: int) -> bool:
    """Whether there a further condition begins: ", or if"."""
    word = at + (sentence[at].lower == ",")
    return any(
        before.lower in CONTINUING and after.lower in IF for before, after in pairwise(sentence[word : word + 2])
    )


def _tells_time(after: Sequence[Word]) -> bool:
    """Whether the words after "as long as" are a length of time, rather than a clause ("18 years", "possible")."""
    timed = any(word.lower in TIMES for word in after)
    return timed or not after or after[0].lower[0].isdigit() or after[0].lower == "possible"


def _pauses(sentence: Sequence[Word], at: int) -> bool:
    return at >= len(sentence) or sentence[at].is_mark


def _before(sentence: Sequence[Word], at: int) -> str:
    least = max(0, at - FEW)
    while at > least and sentence[at - 1].lower in MARKS:
        at -= 1
    return sentence[at - 1].lower if at else ""


def _end(sentence: Sequence[Word], first: int, at: int) -> int:
    """Where the clause ends: at a comma that no "and" or "or" follows, at a stronger mark or an interruption."""
    added = False
    while at < len(sentence):
        word = sentence[at]
        after = sentence[at + 1].lower if at + 1 < len(sentence) else ""
        if word.lower in STOPS or word.start > sentence[at - 1].end + GAP:
            break
        if _opens_another(sentence, at):
            break
        if word.lower == "," and (added or after in WHO):
            added = not added
        elif word.lower == "," and after not in CONTINUING:
            break
        subject, _, short = word.lower.partition("'")
        if (
            at > first + SHORTEST
            and subject in PRONOUNS
            and sentence[at - 1].lower != "that"
            and (short in ("ll", "d") or (not short and after in CONSEQUENT))
        ):
            break
        at += 1
    while at > first + 1 and sentence[at - 1].lower in CLOSE | {",", "."}:
        at -= 1
    return at
