"""Numbers as texts write them, in figures and in words, with the lowest and the highest value that they allow.

The parser is Sayso's own: text2num, which is kept up, gives neither places nor "at least", "dozens" or "several".
"""

from __future__ import annotations

import re

import msgspec

from sayso.claims.told import Place
from sayso.reading.times.words import NUMBERS, listed
from sayso.reading.times.words import TENS as WORDS_FOR_TENS

TOKEN = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?"
    r"|(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*|\S"
)
MOST_FIGURES = 15
"""Numbers of more figures are no amounts; nor are those with a nought before them."""

SMALL = {word: number for number, word in enumerate(NUMBERS)}
TENS = {word: number * 10 for number, word in enumerate(WORDS_FOR_TENS, start=2)}
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
VAGUE: dict[str, tuple[float, float | None]] = {
    "tens": (20, 100),
    "dozens": (20, 100),
    "scores": (40, 200),
    "hundreds": (200, 2_000),
    "thousands": (2_000, 20_000),
    "millions": (2e6, 1e9),
    "billions": (2e9, 1e12),
    "several": (2, None),
    "many": (2, None),
    "numerous": (2, None),
    "few": (2, 20),
    "handful": (2, 12),
}
"""From where to where words for unclear numbers reach. They are wide: "several" is not wrong of forty."""
TENFOLD = ("tens", "dozens", "scores", "hundreds", "thousands")
PARTS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5}

BEGINNING = frozenset((*VAGUE, *SMALL, *TENS, "a", "an", "half", "most", "nearly", "almost", "majority"))
"""Words with which a number may begin that is not in figures."""

LEAST, MOST, ABOUT = "least", "most", "about"
BEFORE = {
    **dict.fromkeys(
        [
            "at least",
            "no less than",
            "no fewer than",
            "not less than",
            "more than",
            "greater than",
            "over",
            "above",
            "exceeding",
            "exceeds",
            "exceeded",
            "in excess of",
            "upwards of",
            "upward of",
            "a minimum of",
        ],
        LEAST,
    ),
    **dict.fromkeys(
        [
            "up to",
            "at most",
            "as many as",
            "as much as",
            "no more than",
            "not more than",
            "less than",
            "fewer than",
            "below",
            "under",
            "a maximum of",
        ],
        MOST,
    ),
    **dict.fromkeys(
        [
            "about",
            "around",
            "some",
            "roughly",
            "approximately",
            "circa",
            "an estimated",
            "estimated",
            "nearly",
            "almost",
            "close to",
            "just over",
            "just under",
        ],
        ABOUT,
    ),
}
LONGEST_BEFORE = 3
AFTER = {"or more": LEAST, "at least": LEAST, "or so": ABOUT, "or less": MOST, "or fewer": MOST, "at most": MOST}
PARTICLE_AFTER = ("turned", "handed", "took", "taken", "hand", "turn", "carried", "gave", "all")
"""Words to which "over" belongs, so that it is no bound: turned over thousands of pages."""
NEARLY = ("nearly", "almost", "close to", "just under")
TIME_UNITS = ("minute", "hour", "day", "week", "month", "year", "decade")
BEFORE_ONE = ("than", "over", "nearly", "almost", "about", "around", "least")
"""Words after which "an hour" is a number of hours."""
DASHES = ("-", "‑", "–", "—")
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
CHANGES = listed(
    "rose rises rising risen up increased increasing climbed climbing jumped grew grown growing raised revised fell "
    "fallen falling dropped dropping down went gone lowered cut"
)
"""Words before "from 3 to 5" after which it is a change and no range."""


class Words(msgspec.Struct, frozen=True):
    """A text's words, figures and marks, as they stand and in lower case, and where they stand."""

    text: str
    places: tuple[Place, ...]
    words: tuple[str, ...]
    lower: tuple[str, ...]

    def at(self, i: int) -> str:
        """Word `i` in lower case, or nothing beyond the ends of the text."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def capital(self, i: int) -> bool:
        """Whether there is a word `i` and it begins with a capital."""
        return 0 <= i < len(self.words) and self.words[i][:1].isupper()

    def glued(self, i: int) -> bool:
        """Whether nothing is between word `i` and the one before it."""
        return 0 < i < len(self.places) and self.places[i - 1][1] == self.places[i][0]


class Amount(msgspec.Struct, frozen=True):
    """A number from word `first` to before word `end`, bounds and currency included; the number alone from `bare` on.

    `low` and `high` are what it allows, both included; None is no limit. `slack` is by how much the bounds may be off
    because the number is rounded. `kind` is "figures", "words", "vague" or "part" (of a whole, in percent).
    """

    first: int
    bare: int
    end: int
    low: float | None
    high: float | None
    slack: float
    kind: str
    currency: str
    bound: str


def split(text: str) -> Words:
    """Take a text apart, in linear time."""
    found = [(one.span(), one[0]) for one in TOKEN.finditer(text)]
    words = tuple(word for _, word in found)
    return Words(text, tuple(place for place, _ in found), words, tuple(word.lower() for word in words))


def amounts(words: Words) -> list[Amount]:
    """Every number, without regard to what it counts, in their order and apart from each other."""
    made: list[Amount] = []
    i = 0
    while i < len(words.lower):
        word = words.lower[i]
        begins = word in BEGINNING or word[0] in "0123456789"
        one = amount(words, i, made[-1].end if made else 0) if begins else None
        if one is None:
            i += 1
        else:
            made.append(one)
            i = one.end
    return made


def amount(words: Words, i: int, free: int) -> Amount | None:
    """The number that begins with word `i`; words of bounds before it are taken from word `free` on."""
    read = number(words, i)
    if read is None:
        return None
    end, low, high, kind, step = read
    first, currency = with_currency(words, i, free)
    change = False
    if kind in ("figures", "words") and low == high:
        dash = words.lower[end] if end < len(words.lower) else ""
        between = words.at(first - 1) == "between"
        if dash in (*DASHES, "to", "or") or (dash == "and" and between):
            second = with_sign(words, end + 1)
            other = number(words, second)
            change = dash == "to" and words.at(first - 1) == "from" and words.at(first - 2) in CHANGES
            if other and other[3] == kind and other[1] == other[2] and not change and (low or 0) < (other[1] or 0):
                from_low, to_high = low or 0.0, other[1] or 0.0
                scale = scaled(words, second, other[0])
                if scale > 1 and from_low < to_high / scale:
                    from_low *= scale
                first -= first > free and (between or words.at(first - 1) == "from")
                end, low, high = other[0], from_low, to_high
            elif dash in DASHES and other and words.glued(end) and words.glued(end + 1) and kind == "figures":
                # A score or a vote, 50-48, counts two things.
                return None
    first, bound, nearly = with_bound(words, first, free)
    end, later = with_bound_after(words, end)
    slack = rounding(low, step) if low == high else 0.0
    low, high = bounded(low, high, kind, bound or later, nearly)
    return Amount(first, i, end, low, high, slack, kind, currency, bound or later)


def with_currency(words: Words, i: int, free: int) -> tuple[int, str]:
    """Where an amount with its sign of a currency begins, and which."""
    sign = CURRENCIES.get(words.at(i - 1), "")
    if not sign or i <= free:
        return i, ""
    first = i - 1
    if words.glued(first) and words.at(first - 1) in ("us", "u.s.") and first > free:
        first -= 1
    return first, sign


def with_sign(words: Words, i: int) -> int:
    """Where the number begins that may have a sign of a currency before it."""
    return i + 1 if words.at(i) in CURRENCIES else i


def with_bound(words: Words, first: int, free: int) -> tuple[int, str, bool]:
    """Where the words for a bound begin that stand before word `first`, what they say, and whether it is "nearly"."""
    bound, nearly = "", False
    while True:
        for length in range(LONGEST_BEFORE, 0, -1):
            if first - length < free:
                continue
            before = " ".join(words.lower[first - length : first])
            if before in BEFORE and not (before == "over" and words.at(first - 2) in PARTICLE_AFTER):
                kind = BEFORE[before]
                nearly = nearly or before in NEARLY
                bound = kind if kind != ABOUT or not bound else bound
                first -= length
                break
        else:
            return first, bound, nearly


def with_bound_after(words: Words, end: int) -> tuple[int, str]:
    """Where an amount with the words for a bound after it ends, and what they say."""
    if words.at(end) == "+" and words.glued(end):
        return end + 1, LEAST
    if words.at(end) in DASHES and words.glued(end) and words.at(end + 1) == "plus":
        return end + 2, LEAST
    after = f"{words.at(end)} {words.at(end + 1)}"
    # "15 at least five of whom": then it belongs to what follows.
    if after in AFTER and number(words, end + 2) is None:
        return end + 2, AFTER[after]
    return end, ""


def rounding(value: float | None, step: float) -> float:
    """By how much a plain number may be off: large numbers that end in noughts are rounded."""
    if value is None or value < 1_000:
        return 0.0
    while step * 10 <= value and value % (step * 10) == 0:
        step *= 10
    return min(step / 2, value * 0.05) if step > 1 else 0.0


def bounded(
    low: float | None, high: float | None, kind: str, bound: str, nearly: bool
) -> tuple[float | None, float | None]:
    """What a number allows with the words for its bound; "more than 120" is from 120 on, as one rounds down to it."""
    if bound == LEAST:
        return low, (100.0 if kind == "part" else None)
    if bound == MOST:
        return None, high
    if bound == ABOUT and kind != "vague" and low is not None and high is not None:
        return low - max(1.0, low * 0.1) * (low > 1), high if nearly else high + max(1.0, high * 0.1) * (high > 1)
    return low, high


Read = tuple[int, float | None, float | None, str, float]
"""Where a number ends, from where to where it reaches, its kind, and the unit of its last figure."""


def number(words: Words, i: int) -> Read | None:
    """Read a number from word `i` on."""
    word = words.at(i)
    if word[:1] in "0123456789" and word:
        return figures(words, i, word)
    if word in ("a", "an"):
        return with_article(words, i)
    if word in ("half", "most", "nearly", "almost", "majority"):
        return share(words, i)
    if word in VAGUE:
        return vague(words, i)
    if word in SMALL or word in TENS:
        return in_words(words, i)
    return None


def figures(words: Words, i: int, word: str) -> Read | None:
    """Read a number in figures, and the words that multiply it: 1,200, 1.5 million, 3bn."""
    plain = word.replace(",", "")
    if len(plain) > MOST_FIGURES or (plain[0] == "0" and plain[1:2].isdigit()):
        return None
    value = float(plain)
    step = 10.0 ** -len(plain.partition(".")[2])
    end = i + 1
    scale = scaled(words, i, len(words.lower))
    if scale > 1:
        end += 1 + (words.at(end) in DASHES)
    if (of := part(words, end)) and scale == 1 and value < PARTS[words.at(of - 1)]:
        share = 100 * value / PARTS[words.at(of - 1)]
        return of, share, share, "part", 1.0
    return end, value * scale, value * scale, "figures", step * scale


def scaled(words: Words, i: int, end: int) -> float:
    """By how much the word after the figures of word `i` multiplies them."""
    after = i + 1
    if words.at(after) in DASHES and words.at(after + 1) in SCALES:
        after += 1
    if after >= end:
        return 1.0
    word = words.at(after)
    if word in SCALES:
        return SCALES[word]
    if word == "hundred":
        return 100.0
    if word == "dozen":
        return 12.0
    if word in SHORT_SCALES and (words.glued(after) or word in ("bn", "mn", "mln", "tn")):
        # "5m" is a length unless it is money or a noun follows.
        money = words.at(i - 1) in CURRENCIES
        return SHORT_SCALES[word] if money or word not in ("m", "b", "k") or followed(words, after + 1) else 1.0
    return 1.0


def followed(words: Words, i: int) -> bool:
    """Whether a noun in the plural stands at word `i`."""
    return words.at(i) == "people" or (len(words.at(i)) > 3 and words.at(i).endswith("s"))


def with_article(words: Words, i: int) -> Read | None:
    """Read a number that begins with "a": a dozen, a hundred, a few hundred, a couple, a third of, a score of."""
    word = words.at(i + 1)
    if word in ("few", "handful"):
        return vague(words, i + 1)
    if word in TIME_UNITS and words.at(i - 1) in BEFORE_ONE:
        return i + 1, 1.0, 1.0, "words", 1.0
    if word == "dozen":
        return i + 2, 12.0, 12.0, "words", 1.0
    if word == "couple":
        return i + 2 + (words.at(i + 2) == "of"), 2.0, 2.0, "words", 1.0
    if word in ("hundred", "thousand", "million", "billion", "trillion"):
        return in_words(words, i)
    if word == "half" and words.at(i + 2) not in (*DASHES, "hour"):
        return share(words, i + 1)
    if word in ("third", "quarter", "fifth") and words.at(i + 2) == "of":
        return i + 2, 100 / PARTS[word], 100 / PARTS[word], "part", 1.0
    if word == "majority" and words.at(i + 2) == "of":
        return i + 2, 50.0, 100.0, "part", 1.0
    return None


def share(words: Words, i: int) -> Read | None:
    """Read half of, half a dozen, half a million, most of, nearly all."""
    word, after = words.at(i), words.at(i + 1)
    if word in ("nearly", "almost"):
        return (i + 2, 85.0, 100.0, "part", 1.0) if after == "all" else None
    if word == "most":
        return (i + 1, 50.0, 100.0, "part", 1.0) if after == "of" else None
    if word == "half" and after in ("a", "an") and words.at(i + 2) in ("dozen", *SCALES):
        value = 6.0 if words.at(i + 2) == "dozen" else SCALES[words.at(i + 2)] / 2
        return i + 3, value, value, "words", value / 5
    if word == "half" and after in ("of", "the", "its", "their", "his", "her", "our"):
        return i + 1, 50.0, 50.0, "part", 1.0
    return None


def part(words: Words, i: int) -> int:
    """Where a word for a part ends that stands at word `i` ("two thirds", "two-thirds"), or 0."""
    i += words.at(i) in DASHES
    return i + 1 if words.at(i) in ("third", "thirds", "quarters", "fifths") else 0


def vague(words: Words, i: int) -> Read | None:
    """Read dozens, several, several hundred, tens of thousands."""
    low, high = VAGUE[words.at(i)]
    after = words.at(i + 1)
    if words.at(i) == "many" and after in TENFOLD:
        return vague(words, i + 1)
    if words.at(i) in ("several", "few", "many"):
        scale = SCALES.get(after) or {"hundred": 100.0, "dozen": 12.0}.get(after)
        if scale:
            return i + 2, low * scale, scale * (10 if after != "dozen" else 8), "vague", 1.0
        if words.at(i) == "few" and words.at(i - 1) not in ("a", "these", "those", "next", "past"):
            return None
        if words.at(i) == "many" and words.at(i - 1) in ("how", "as", "so", "too"):
            return None
    if words.at(i) in TENFOLD and after == "of" and words.at(i + 2) in ("thousands", "millions", "billions"):
        from_scale = SCALES[words.at(i + 2)[:-1]]
        return i + 3, low * from_scale, (high or 0) * from_scale, "vague", 1.0
    if words.at(i) == "scores" and after not in ("of", "more", "were", "killed", "wounded", "injured", "dead"):
        return None
    if words.at(i) == "handful" and after != "of":
        return None
    return i + 1, low, high, "vague", 1.0


def in_words(words: Words, i: int) -> Read | None:
    """Read a number in words: twenty-three, two hundred and five, a million, two dozen, two thirds."""
    total, current, step = 0.0, 0.0, 1.0
    end, largest, last = i, 1e18, "start"
    while True:
        word = words.at(end)
        if word in ("a", "an") and last == "start":
            current, end, last = 1.0, end + 1, "article"
            continue
        joint = end > i and (
            (word in DASHES and words.glued(end) and words.glued(end + 1))
            or (word == "and" and last in ("hundred", "scale"))
        )
        taken = end + joint
        word = words.at(taken)
        if word in TENS and last in ("start", "hundred", "scale"):
            current, last = current + TENS[word], "tens"
        elif word in SMALL and (last in ("start", "hundred", "scale") or (last == "tens" and 0 < SMALL[word] < 10)):
            current, last = current + SMALL[word], "small"
        elif word == "hundred" and last in ("small", "article", "tens") and current < 100:
            current, last = current * 100, "hundred"
        elif word == "dozen" and last in ("small", "article") and not total:
            return taken + 1, current * 12, current * 12, "words", 1.0
        elif word in SCALES and last != "start" and SCALES[word] < largest:
            largest = SCALES[word]
            total, current, last = total + max(current, 1.0) * largest, 0.0, "scale"
        else:
            break
        end = taken + 1
    if end == i or last in ("start", "article"):
        return None
    value = total + current
    if (of := part(words, end)) and 0 < value < PARTS[words.at(of - 1)]:
        percent = 100 * value / PARTS[words.at(of - 1)]
        return of, percent, percent, "part", 1.0
    if words.at(end) == "and" and words.at(end + 1) == "a" and words.at(end + 2) == "half" and not total:
        scale = SCALES.get(words.at(end + 3), 1.0)
        value = (value + 0.5) * scale
        return end + 3 + (scale > 1), value, value, "words", 0.5 * scale
    return end, value, value, "words", step
