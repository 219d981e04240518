"""A text as words, each of a kind that matters to expressions of time and is written as one character.

With one character a word, expressions of time are regular expressions over a short string, and what they match is
bounded in words.
"""

from __future__ import annotations

import functools
import re

import msgspec


def ordered(words: str) -> tuple[str, ...]:
    """The words, which spaces part."""
    return tuple(words.split())


def listed(words: str) -> frozenset[str]:
    """The words, which spaces part, without their order."""
    return frozenset(words.split())


OTHER = "_"
BREAK = "!"
"""A blank line."""
POINT, COMMA, HYPHEN, DASH, CURRENCY = "0", ",", "9", "8", "7"

THE, AN, THIS, THAT, SAME, RELATIVE, EVERY, PER = "t", "a", "h", "j", "s", "r", "e", "p"
OF, IN, FROM, TO, AND, MORE, THAN, ABOUT = "o", "i", "X", "=", "&", "m", "n", "b"
END, EARLY, LATER, BEFORE, AGO, NOW, CURRENT, MOMENT, FUTURE, FISCAL = "E", "y", "l", "f", "g", "x", "c", "@", ";", "%"

SMALL, BIG, YEAR, DECIMAL, FRACTION, WORD_NUMBER, SOME, ORDINAL = "1", "2", "3", "4", "5", "w", "v", "6"
HALF, TIMES = "H", "k"

UNIT, UNITS, SECOND, QUARTER, CENTURY, WEEKEND, SEASON, FALL = "u", "U", "z", "Q", "C", "K", "S", "F"
MONTH, NAME_MONTH, SHORT_MONTH, WEEKDAY, WEEKDAYS, SHORT_WEEKDAY = "M", "N", "B", "W", "V", "d"
TODAY, PART, CLOCK, MERIDIEM, ZONE, NOON, O_CLOCK = "T", "P", "L", "A", "Z", "O", "q"
ISO, SLASHED, DECADE, WORD_DECADE, NUMBERED_QUARTER, ERA, OFTEN = "I", "/", "D", "J", "G", "R", "Y"
HOLIDAY, STRAIGHT = "~", "<"

MONTHS = ordered("january february march april may june july august september october november december")
DAYS = ordered("monday tuesday wednesday thursday friday saturday sunday")
NUMBERS = ordered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = ordered("twenty thirty forty fifty sixty seventy eighty ninety")
ORDINALS = ordered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)

KINDS = {
    THE: "the",
    AN: "a an",
    THIS: "this these",
    THAT: "that those",
    SAME: "same",
    RELATIVE: "last past previous preceding next coming upcoming following recent",
    EVERY: "every each",
    PER: "per",
    OF: "of",
    IN: "in on at",
    FROM: "from",
    TO: "to through until till or",
    AND: "and",
    MORE: "more less fewer",
    THAN: "than",
    ABOUT: "about almost nearly around roughly approximately",
    END: "end start beginning middle close rest remainder",
    EARLY: "early late mid",
    LATER: "later earlier",
    BEFORE: "before after",
    AGO: "ago",
    NOW: "now nowadays presently currently recently lately",
    CURRENT: "current",
    MOMENT: "present moment",
    FUTURE: "future term",
    FISCAL: "financial fiscal calendar",
    WORD_NUMBER: " ".join((*NUMBERS, *TENS, "hundred", "dozen")),
    SOME: "few several couple many",
    ORDINAL: " ".join(word for word in ORDINALS if word != "second"),
    HALF: "half",
    TIMES: "once twice times",
    UNIT: "minute hour day week month year decade fortnight",
    UNITS: "seconds minutes hours days weeks months quarters years decades centuries fortnights",
    SECOND: "second",
    QUARTER: "quarter",
    CENTURY: "century",
    WEEKEND: "weekend",
    SEASON: "summer winter autumn",
    FALL: "fall spring",
    MONTH: "january february july september october november december",
    NAME_MONTH: "march april may june august",
    SHORT_MONTH: "jan feb mar apr jun jul aug sep sept oct nov dec",
    WEEKDAY: " ".join(DAYS),
    WEEKDAYS: " ".join(f"{day}s" for day in (*DAYS, "weekend")),
    SHORT_WEEKDAY: "mon tue tues wed weds thu thur thurs fri sat sun",
    TODAY: "today yesterday tomorrow tonight",
    PART: "morning afternoon evening night",
    MERIDIEM: "am pm a.m. p.m.",
    ZONE: "utc gmt ist et est edt ct cst cdt mt mst mdt pt pst pdt bst cet cest",
    NOON: "noon midday midnight",
    O_CLOCK: "o'clock o’clock",
    WORD_DECADE: "twenties thirties forties fifties sixties seventies eighties nineties",
    NUMBERED_QUARTER: "q1 q2 q3 q4",
    ERA: "ad ce bc bce",
    HOLIDAY: "christmas easter halloween thanksgiving",
    STRAIGHT: "single straight consecutive successive full whole entire business working trading",
    OFTEN: "hourly daily nightly weekly fortnightly monthly quarterly annually yearly",
    COMMA: ",",
    POINT: ".",
    HYPHEN: "- ‑",
    DASH: "– —",
    CURRENCY: "$ € £ ¥",
}
CAPITALISED = (MONTH, NAME_MONTH, SHORT_MONTH, WEEKDAY, WEEKDAYS, SHORT_WEEKDAY, HOLIDAY)
"""Words of these kinds are so only with a capital: "may", "march" and "sat" are verbs."""
CAPITALS = (ZONE, ERA, NUMBERED_QUARTER)
"""Words of these kinds are so only in capitals."""
CLOSING_QUOTES = ("”", "’", '"', "'")
STARTERS = listed("but yet so then while when if as though although because where whether still even with under no")
"""Words before months at the start of a sentence that have a capital for that only."""
TITLES = listed("mr mrs ms miss dr sir lady lord sen rep gov prof president minister secretary")

WORD = r"(?:[^\W\d_]\.){2,}|o['’]clock\b|[^\W\d_]\w*|['’][^\W\d_]+"
NUMBER = (
    r"['’]?[0-9]0s\b|[0-9]{3}0s\b|[0-9]{1,2}(?:st|nd|rd|th)\b"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?!\w)"
    r"|[0-9]{1,2}/[0-9]{1,2}(?:/(?:[0-9]{4}|[0-9]{2}))?(?![\w/])"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:])"
    r"|[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
)


class Words(msgspec.Struct, frozen=True, dict=True):
    """`kinds[i]` is the kind of the word at characters `starts[i]` to `ends[i]` of `text`."""

    text: str
    starts: list[int]
    ends: list[int]
    kinds: str

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """The words "May", "April" … that have a name before them somewhere in the text, and may be people's there."""
        return frozenset(self[i] for i, kind in enumerate(self.kinds) if kind == NAME_MONTH and self.is_surname(i))

    def __getitem__(self, i: int) -> str:
        """Word `i` as it stands, or nothing beyond the ends of the text."""
        return self.text[self.starts[i] : self.ends[i]] if 0 <= i < len(self.starts) else ""

    def kind(self, i: int) -> str:
        """The kind of word `i`, or nothing beyond the ends of the text."""
        return self.kinds[i] if 0 <= i < len(self.kinds) else ""

    def lower(self, i: int) -> str:
        """Word `i` in lower case."""
        return self[i].lower()

    def slice(self, first: int, end: int) -> list[str]:
        """The words from `first` to before `end`, in lower case."""
        return [self.lower(i) for i in range(first, end)]

    def is_capitalised(self, i: int) -> bool:
        """Whether word `i` begins with a capital."""
        return self[i][:1].isupper()

    def is_glued(self, i: int) -> bool:
        """Whether nothing is between word `i` and the one before it."""
        return 0 < i < len(self.starts) and self.ends[i - 1] == self.starts[i]

    def is_surname(self, i: int) -> bool:
        """Whether a name or a title is before word `i`: Theresa May, Ms. April."""
        if self.kind(i - 1) == POINT and self.lower(i - 2) in TITLES:
            return True
        if self.kind(i - 1) != OTHER or not self.is_capitalised(i - 1):
            return False
        starts = i == 1 or self.ends_sentence(i - 2)
        return not (starts and self.lower(i - 1) in STARTERS)

    def ends_sentence(self, i: int) -> bool:
        """Whether a sentence ends with word `i`."""
        if self.kind(i) == BREAK or self[i] in ("!", "?"):
            return True
        if self.kind(i) != POINT or not self.is_capitalised(i + 2 if self[i + 1] in CLOSING_QUOTES else i + 1):
            return False
        # Points shorten months, titles and first names.
        return self.kind(i - 1) != SHORT_MONTH and self.lower(i - 1) not in TITLES and len(self[i - 1]) > 1


@functools.cache
def pattern() -> re.Pattern[str]:
    """What a word is; each alternative reads a character at most a few times."""
    return re.compile(rf"(?P<word>{WORD})|(?P<number>{NUMBER})|(?P<blank>\n\s*\n)|[^\s\w]")


@functools.cache
def lexicon() -> dict[str, str]:
    """The kind of each word that has one."""
    return {word: kind for kind, words in KINDS.items() for word in words.split()}


def split(text: str) -> Words:
    """The words, numbers and marks of `text`, and its blank lines."""
    starts, ends, kinds = [], [], []
    known = lexicon()
    before = OTHER
    for found in pattern().finditer(text):
        word, group = found[0], found.lastgroup
        if group == "word":
            kind = known.get(word.lower(), OTHER)
            if (kind in CAPITALISED and not word[0].isupper()) or (kind in CAPITALS and not word.isupper()):
                kind = OTHER
        elif group == "number":
            glued = text[found.end() : found.end() + 1].isalnum()
            # An amount of money is no number of anything else.
            kind = OTHER if before == CURRENCY else number_kind(word, glued)
        elif group == "blank":
            kind = BREAK
        else:
            kind = known.get(word, OTHER)
        starts.append(found.start())
        ends.append(found.end())
        kinds.append(kind)
        before = kind
    return Words(text, starts, ends, "".join(kinds))


def number_kind(word: str, glued: bool) -> str:
    """The kind of a word in figures; `glued` if letters follow it, as in 8pm and 2010x."""
    if word.isdecimal():
        if len(word) == 4 and "1000" <= word < "2100":
            return OTHER if glued else YEAR
        if len(word) <= 2:
            return SMALL
        return BIG if len(word) <= 6 else OTHER
    if word[-1] == "s":
        return DECADE
    if word[-1] in "tdh":
        return ORDINAL
    if "/" in word:
        return SLASHED if word.count("/") == 2 else FRACTION
    if ":" in word and "-" not in word[:5]:
        return CLOCK
    if "-" in word:
        return ISO
    return DECIMAL if len(word) <= 12 else OTHER
