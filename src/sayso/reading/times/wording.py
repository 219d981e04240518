"""Whether what is told around an expression of time is past or to come."""

from __future__ import annotations

from enum import IntEnum

from sayso.reading.times.words import COMMA, Words, listed

BACK, AHEAD = 14, 12
"""How many words before and after an expression are looked at, within its sentence."""


class Direction(IntEnum):
    """Which way from publication a time lies, as far as the wording tells."""

    PAST = -1
    UNKNOWN = 0
    FUTURE = 1


MODALS = listed("would may might could should must")
FUTURE = listed(
    "will 'll ’ll shall wo going due scheduled slated expected expects planned planning intends hopes deadline "
    "begins starts opens ends closes expires takes runs kicks leaves arrives returns resumes"
)
PAST = listed(
    "was wasn were weren had hadn did didn couldn wouldn said told made took went came got gave found left held met "
    "won lost began broke brought built bought caught chose drew drove fell felt fought flew fled grew heard hit hung "
    "kept knew laid led meant paid ran rang rode rose sang sank sat sent shook shot showed slept sold spoke spent "
    "stood stole struck sued swore swept swam taught thought threw tore woke wore wrote became saw died hurt set"
)
NO_VERBS = listed("hundred indeed naked sacred united")
NEXT_TO = {"by": Direction.FUTURE, "until": Direction.FUTURE, "till": Direction.FUTURE, "through": Direction.FUTURE}
NEXT_TO |= {"since": Direction.PAST}
"""What words directly before an expression tell."""
INFINITE = ("be", "being", "to")


def direction(words: Words, first: int, end: int) -> Direction:
    """What the nearest telling word tells, before the expression at words `first` to `end` or else after it."""
    if told := NEXT_TO.get(words.lower(first - 1)):
        return told
    for i in range(first - 1, max(-1, first - 1 - BACK), -1):
        if words.ends_sentence(i):
            break
        if told := telling(words, i):
            return told
    for i in range(end, min(len(words.starts), end + AHEAD)):
        # After another comma than that of "On Monday, …", other things are told.
        if words.ends_sentence(i) or (i > end and words.kind(i) == COMMA):
            break
        if told := telling(words, i):
            return told
    return Direction.UNKNOWN


def telling(words: Words, i: int) -> Direction:
    """What word `i` tells; the participle of "to be held" tells nothing."""
    word, before, after = words.lower(i), words.lower(i - 1), words.lower(i + 1)
    if word in FUTURE or (word == "set" and after in ("to", "for")):
        return Direction.FUTURE
    if word in MODALS:
        # "Could not be reached" and "may have left" are told of the past.
        past = after == "have" or (after == "not" and word in ("would", "could"))
        return Direction.PAST if past else Direction.FUTURE
    if (word in PAST or is_participle(words[i])) and before not in INFINITE:
        return Direction.PAST
    return Direction.UNKNOWN


def is_participle(word: str) -> bool:
    """Whether a word looks like "opened": most that end so are past tenses or participles."""
    ends = word.endswith("ed") and (not word.endswith("eed") or word in ("agreed", "freed", "guaranteed"))
    return ends and len(word) > 4 and word[0].islower() and word not in NO_VERBS
