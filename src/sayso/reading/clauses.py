"""Words, sentences and clauses as the reading of acts and commitment needs them: by marks and small words, without
syntax."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def listed(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


WORD = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")
OPEN = listed("“ ‘ \" ' « ( [ `")
CLOSE = listed("” ’ \" ' » ) ] `")
MARKS = OPEN | CLOSE
STOPS = listed(". ! ? …")
PAUSES = listed(", ; : — –")
GAP = 3
"""Characters between two words of a content, at most, where no cue or source interrupts it."""
ABBREVIATIONS = listed(
    "mr mrs ms dr mt prof sen sens rep reps gov gen lt col sgt capt rev hon jr sr vs no inc corp co ltd "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
MODALS = listed(
    "will would shall should may might can could must ought cannot won't wouldn't shouldn't can't couldn't mustn't"
)
MAY = listed("may might could")
BE = listed("am is are was were be been")
VERBS = MODALS | BE | listed("has have had do does did need needs isn't aren't wasn't weren't")
"""Where one of these follows, a "that" is a relative pronoun."""
RELATIVES = listed(
    "who whom whose which where when because although though while whereas since as what how why before after so than "
    "whether whatever whoever whichever whenever wherever"
)
"""Words that begin a clause of its own, in which a "may" says nothing of the sentence."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark at `start` to `end`; `lower` is it in small letters with straight apostrophes."""

    start: int
    end: int
    lower: str
    capital: bool

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not (self.lower[0].isalnum() or self.lower[0] == "_")


def words(text: str, start: int, end: int) -> list[Word]:
    """The words and marks of `text` from `start` to `end`."""
    return [
        Word(m.start(), m.end(), m[0].lower().replace("’", "'"), m[0][0].isupper())
        for m in WORD.finditer(text, start, end)
    ]


def sentences(text: str, pieces: Iterable[tuple[int, int]]) -> list[list[Word]]:
    """The words of each sentence in the `pieces`; a piece that goes on where the one before broke off continues it."""
    made: list[list[Word]] = []
    for start, end in pieces:
        found = words(text, start, end)
        here = made.pop() if made and _continues(made[-1], found) else []
        for i, word in enumerate(found):
            here.append(word)
            if i + 1 < len(found) and _ends(text, found, i):
                made.append(here)
                here = []
        made.append(here)
    return [sentence for sentence in made if any(not word.is_mark for word in sentence)]


def _continues(sentence: Sequence[Word], found: Sequence[Word]) -> bool:
    last = next((word.lower for word in reversed(sentence) if word.lower not in CLOSE), "")
    first = next((word for word in found if not word.is_mark), None)
    return last not in STOPS and first is not None and not first.capital


def _ends(text: str, found: Sequence[Word], i: int) -> bool:
    following = found[i + 1]
    gap = text[found[i].end : following.start]
    if "\n" in gap:
        return True
    last = i - 1 if i and found[i].lower in CLOSE else i
    if not gap or found[last].lower not in STOPS:
        return False
    before = found[last - 1].lower if last else ""
    if found[last].lower == "." and (before in ABBREVIATIONS or len(before) == 1):
        return False
    return following.capital or following.is_mark or following.lower[0].isdigit()


def asks(sentence: Sequence[Word]) -> bool:
    """Whether the sentence ends in a question mark."""
    return next((word.lower for word in reversed(sentence) if word.lower not in CLOSE), "") == "?"


def main_clause(sentence: Sequence[Word], conditions: Iterable[tuple[int, int]] = ()) -> list[bool]:
    """Which words of the sentence stand in a clause that could stand alone: no relative clause, reason or condition.

    A clause that neither a comma nor an interruption ends is taken to go on to the end of the sentence.
    """
    made = []
    own = True
    for i, word in enumerate(sentence):
        after = sentence[i + 1].lower if i + 1 < len(sentence) else ""
        if word.lower in RELATIVES or (word.lower == "that" and after in VERBS):
            own = False
        elif word.lower in PAUSES or (i and word.start > sentence[i - 1].end + GAP):
            own = True
        elif i and sentence[i - 1].lower == "," and word.lower.endswith("ing"):
            # A participle: ", suggesting he might run".
            own = False
        made.append(own)
    for first, last in conditions:
        made[first:last] = [False] * (last - first)
    return made
