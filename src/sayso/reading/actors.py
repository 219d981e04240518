"""Who a name, a place or a description stands for, as public facts know it.

The facts are in `facts/actors.json`, which `python -m training.actors` makes out of public sources; what comes from
where, and under which licence, is in `facts/SOURCES.md`. They are loaded when first asked for.

All functions take the words of one mention as they stand in a text: quotation marks, white space, an article before
and a possessive ending after them change nothing. Names are told from other words by their capitals ("Turkey" is a
country, "turkey" is not; "US" is, "us" and "Us" are not), acronyms letter for letter but for their dots. A mention that
could be two things (Georgia, Jordan, Paris) is taken for what news means by it when it stands alone; who knows that
it is someone's first name must not ask.
"""

from __future__ import annotations

import enum
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TypeVar

import msgspec

T = TypeVar("T")


class How(enum.StrEnum):
    """In which way words stand for a country: by its name, as the noun or adjective for its people, by its capital, or
    by a house or place from which it is governed."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    SEAT = "seat"


class Country(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A country or territory: ISO 3166-1 alpha-2 code and short name, as CLDR or usage has it."""

    code: str
    name: str


class Organisation(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An organisation under its full and its short name (the same if it has no other).

    `kind` is organisation, government (a ministry or department), outlet or agency; `country` is a short name, or None
    if it belongs to none or the source does not say.
    """

    name: str
    short: str
    kind: str
    country: str | None


class Leader(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One term of someone who leads a country or an organisation (`of`: its name).

    `office` is None where the source does not say. `start` and `end` are ISO dates, to the day, month or year; `end` is
    the last day that the source knows of, or None for who was in office when the Factbook was made.
    """

    name: str
    surname: str
    of: str
    office: str | None
    start: str
    end: str | None


class Words(msgspec.Struct, frozen=True):
    """The small words by which the head of a mention is found; training/lists/words.tsv tells what each set is for."""

    after_head: frozenset[str]
    after_noun: frozenset[str]
    beside_rule: frozenset[str]
    counting: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    numbers: dict[str, int]
    offices: dict[str, str]
    ordinals: dict[str, int]
    particles: frozenset[str]
    plurals: dict[str, str]
    prefixes: frozenset[str]
    rule: frozenset[str]
    scales: dict[str, int]


class Facts(msgspec.Struct, frozen=True):
    """The contents of facts/actors.json; names are found by what `key` and `exact` make of them, surnames by `key`.

    `nouns` gives the classes of a noun, or of two words, in the singular; training/lists/nouns.tsv tells what they are.
    `pronouns` gives, for a given "name", a "title" or a "noun", whether "he" or "she" is said of who has it, or "any".
    """

    countries: tuple[Country, ...]
    governments: dict[str, str]
    leaders: tuple[Leader, ...]
    nouns: dict[str, tuple[str, ...]]
    organisations: tuple[Organisation, ...]
    organisation_names: dict[str, int]
    pronouns: dict[str, dict[str, str]]
    references: dict[str, tuple[int, How]]
    surnames: dict[str, tuple[int, ...]]
    words: Words


class Reference(msgspec.Struct, frozen=True):
    """A country, and how the words stand for it."""

    country: Country
    how: How


class Description(msgspec.Struct, frozen=True):
    """What a description tells of an unnamed source; None where it tells nothing.

    `count` is how many they are, as far as a number or the singular says it; `ordinal` is 2 for "a second official";
    `affiliation` is a country's short name where the words mean one, else the words; `rank` and `role` are the words,
    the role in the singular; `reason` is where (start, end in the given words) it says why there is no name.
    """

    count: int | None
    ordinal: int | None
    affiliation: str | None
    rank: str | None
    role: str | None
    plural: bool
    reason: tuple[int, int] | None


@functools.cache
def facts() -> Facts:
    """The shipped facts, loaded once."""
    data = (resources.files("sayso") / "reading" / "facts" / "actors.json").read_bytes()
    return msgspec.json.decode(data, type=Facts)


# ---- names ----

REMEMBERED = 8192
"""Mentions whose kind and name are kept: a text speaks of the same ones again and again."""
LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae", "ı": "i", "œ": "oe"}
    | dict.fromkeys("’‘‛ʼʻ`´", "'")
    | dict.fromkeys("‐‑‒–", "-")
    | dict.fromkeys('“”„«»"')
)
EDGES = " ,;:()[]{}'-—…"
ARABIC_ARTICLE = re.compile(r"(?:al|el)[- ]?[A-Z]")


def tidy(words: str) -> str:
    """`words` in plain letters, without dots, quotation marks and what else stands around a name.

    >>> tidy("  “U.S.”,")
    'US'
    """
    if not words.isascii():
        words = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join(words.translate(LETTERS).replace(".", "").split()).strip(EDGES)


def key(name: str) -> str:
    """What a name is looked up by: its tidy form without capitals and hyphens."""
    return " ".join(tidy(name).casefold().replace("-", " ").split())


def exact(name: str) -> str:
    """What an acronym, or a name in small letters, is looked up by: its tidy form, marked."""
    return "=" + tidy(name)


def _forms(words: str) -> Iterator[str]:
    """The keys under which the words may be found: with and without an article and a possessive ending."""
    form = tidy(words)
    bare = form[4:].lstrip() if form[:4].casefold() == "the " else form
    stems = [bare]
    if bare.endswith(("'s", "s'")):
        stems.append(bare[:-2] if bare.endswith("'s") else bare[:-1])
    for stem in stems:
        yield "=" + stem
        if stem[:1].isupper() or stem[:1].isdecimal() or ARABIC_ARTICLE.match(stem):
            name = " ".join(stem.casefold().replace("-", " ").split())
            if bare is not form:
                yield "the " + name
            yield name


def _find(table: Mapping[str, T], words: str) -> T | None:
    return next((table[form] for form in _forms(words) if form in table), None)


def reference(words: str) -> Reference | None:
    """The country that the words stand for, and how: "Israeli" is Israel's demonym, "the Kremlin" Russia's seat."""
    found = _find(facts().references, words)
    return Reference(facts().countries[found[0]], found[1]) if found else None


def country_of(words: str) -> str | None:
    """The short name of the country that a name, an adjective, a capital or a seat stands for ("U.S.": "United
    States")."""
    found = reference(words)
    return found.country.name if found else None


def organisation(words: str) -> Organisation | None:
    """The organisation, outlet or agency of that name, short name or alias."""
    found = _find(facts().organisation_names, words)
    return None if found is None else facts().organisations[found]


def leaders(surname: str, date: str | None = None) -> tuple[Leader, ...]:
    """The terms of those with this surname, or this full name, that include `date` (ISO, to the day, month or year).

    Without a date, all their terms. Those in office when the facts were made are taken to be so ever after.
    """
    known = facts()
    name = key(surname)
    found = [known.leaders[i] for i in known.surnames.get(name, ())]
    if not found and " " in name:
        last = known.surnames.get(name.rpartition(" ")[2], ())
        found = [leader for leader in map(known.leaders.__getitem__, last) if key(leader.name) == name]
    # "~" sorts after all digits: what stands for a month or a year reaches to its end.
    return tuple(
        leader
        for leader in found
        if date is None or (leader.start <= date + "~" and (leader.end is None or leader.end + "~" >= date))
    )


@functools.lru_cache(maxsize=REMEMBERED)
def in_office(office: str, date: str) -> tuple[Leader, ...]:
    """Those who bear this office of any country at the date."""
    return tuple(
        leader
        for leader in facts().leaders
        if leader.office
        and leader.office.casefold() == office
        and leader.start <= date + "~"
        and (leader.end is None or leader.end + "~" >= date)
    )


def pronoun(words: Sequence[str]) -> str | None:
    """Whether "he" or "she" is said of the person whom these words of a name or a description mean, if they tell: by a
    title or a noun, else by the given name before another name."""
    told = facts().pronouns
    for word in words:
        low = word.casefold().rstrip(".")
        if found := told["noun"].get(low) or (told["title"].get(low) if len(words) > 1 else None):
            return found
    for word, following in itertools.pairwise(words):
        if word[:1].isupper() and following[:1].isupper() and (found := told["name"].get(tidy(word).casefold())):
            return None if found == "any" else found
    return None


def ends_name(word: str) -> bool:
    """Whether this word comes after a name and is no part of it: "of", "who"."""
    return word in facts().words.after_head


def office(words: str) -> str | None:
    """What the bearer of these one or two words of a title is called: "governor" for "Gov."."""
    low = tidy(words).casefold()
    low = facts().words.offices.get(low, low)
    return None if PERSON.isdisjoint(facts().nouns.get(low, ())) else low


def noun_classes(word: str) -> tuple[str, ...]:
    """What the facts call this noun, in small letters: none if they do not know it."""
    return next((facts().nouns[form] for form, _ in _singulars(word) if form in facts().nouns), ())


def noun(words: str) -> tuple[str, frozenset[str]]:
    """The head noun of a description in the singular, and the words before it that tell which one is meant; no noun if
    it is a plural."""
    parts = _inner(_words(words[:LONGEST]))
    if not parts:
        return "", frozenset()
    phrase = _phrase(parts)
    before = [word for word in (*phrase.owner, *phrase.before) if not (_says_little(word) or word.has("rank"))]
    size = phrase.noun.split()
    return "" if phrase.plural else size[-1], frozenset([*size[:-1], *(word.low for word in before)])


def given(name: str) -> bool:
    """Whether this one word is a given name that the facts know."""
    return tidy(name).casefold() in facts().pronouns["name"]


# ---- governments ----


def government(words: str, date: str | None = None) -> str | None:
    """The government that an actor's words stand for: a country's short name, or the name of a house or region that
    speaks for itself ("White House"); None for what is no government as a whole, such as a ministry.

    `date` (ISO) tells which leader "the Bush administration" means; without it, any.
    """
    if place := _place(words):
        return place
    parts = tidy(words).split()[:LONGEST_RULE]
    if parts[-2:] == ["White", "House"] and len(parts) > 2:
        return "White House"
    if parts and parts[0].casefold() == "the":
        parts = parts[1:]
    small = facts().words
    if len(parts) > 2 and parts[0].casefold() in small.rule and parts[1] == "of":
        return _place(" ".join(parts[2:]))
    if len(parts) < 2 or parts[-1].casefold() not in small.rule:
        return None
    name = " ".join(part for part in parts[:-1] if part.casefold() not in small.beside_rule)
    if found := reference(" ".join(parts[:-1])) or reference(name):
        return found.country.name
    return _led(name.removesuffix("'s").removesuffix("'"), parts[-1].casefold(), date) if name[:1].isupper() else None


LONGEST_RULE = 8
"""Words of a mention that are looked at for a government."""


def _led(name: str, rule: str, date: str | None) -> str | None:
    """The country whose government is called by its head's name. Where several are, an administration is American."""
    led = {leader.of for leader in leaders(name, date) if not UNDER_HEAD.search(leader.office or "")}
    if rule == "administration" and "United States" in led:
        return "United States"
    return led.pop() if len(led) == 1 else None


UNDER_HEAD = re.compile(r"^Vice|Secretary|(?:Foreign|Defen[cs]e) Minister")
"""Offices whose holders lend no name to a government."""


def _place(words: str) -> str | None:
    """The government that a place or a name stands for by itself."""
    if found := _find(facts().governments, words):
        return found
    named = reference(words)
    return named.country.name if named and named.how is How.NAME else None


# ---- the words of a mention ----

WORD = re.compile(r"[@#$]?\w[\w.&@’'/%+‑-]*|[^\w\s]")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])\Z", re.IGNORECASE)
ABBREVIATION = re.compile(r"(?:\w\.){2,}\Z|[A-Z][a-z]{0,3}\.\Z")
LOWER_ARTICLE = re.compile(r"(?:al|el|ad|as|an|ar|ash)-[A-Z]")
MARKS = frozenset(",;:()[]{}—–-…")

PERSON = frozenset(["role", "people", "member", "office"])
THINGS = ("organisation", "government", "outlet", "agency", "document", "poll")
HEADS = frozenset([*PERSON, *THINGS, "politician", "crowd", "share", "part", "pronoun", "nobody"])
"""The classes that a head noun may have; the others are of words before it."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark of a mention: characters `start` to `end`, with its possessive ending if it has one; as it
    stands without that; and as it is looked up."""

    text: str
    start: int
    end: int
    low: str
    possessive: bool

    @property
    def capital(self) -> bool:
        """Whether it is written as a name or a part of one."""
        bare = self.text.lstrip("@#")
        return bare[:1].isupper() or bool(LOWER_ARTICLE.match(bare))

    @property
    def acronym(self) -> bool:
        """Whether it is all in capitals, so that "US" is not "us"."""
        return len(self.low) > 1 and self.text.isupper()

    @property
    def mark(self) -> bool:
        """Whether it is a punctuation mark."""
        return self.text in MARKS

    @property
    def number(self) -> bool:
        """Whether it is a number, in letters or digits, or a percentage."""
        small = facts().words
        if self.low in small.numbers or self.low in small.scales:
            return True
        return self.text[:1].isdecimal() and not self.text[-1:].isalpha()

    @property
    def definite(self) -> bool:
        """Whether it is "the" or says whose or which one is meant."""
        return self.low in facts().words.definite

    @property
    def indefinite(self) -> bool:
        """Whether it is "a" or says that it does not matter which one is meant."""
        return self.low in facts().words.indefinite

    @property
    def determiner(self) -> bool:
        """Whether it is an article or stands in place of one."""
        return self.definite or self.indefinite

    @property
    def counting(self) -> bool:
        """Whether it may stand before a number: "at least"."""
        return self.low in facts().words.counting

    def has(self, kind: str) -> bool:
        """Whether the facts count it in this class of nouns or of words before nouns."""
        return kind in facts().nouns.get(self.low, ()) and not (kind == "pronoun" and self.acronym)


def _words(words: str) -> list[Word]:
    """The words and marks of a mention; quotation marks are left out."""
    found = []
    for match in WORD.finditer(words):
        text = match.group()
        if not ABBREVIATION.match(text):
            text = text.rstrip(".-/‑")
        stem = POSSESSIVE.sub("", text)
        possessive = stem != text
        stem = stem.rstrip("'’") or stem
        low = stem if stem in MARKS else tidy(stem).casefold().removeprefix("#")
        if low:
            found.append(Word(stem, match.start(), match.start() + len(text if possessive else stem), low, possessive))
    return found


def _text(words: str, some: Sequence[Word]) -> str:
    """The part of `words` that these are."""
    return words[some[0].start : some[-1].end] if some else ""


def _singulars(word: str) -> Iterator[tuple[str, bool]]:
    """The nouns whose form the word may be, and whether as a plural."""
    yield word, False
    plurals = facts().words.plurals
    if word in plurals:
        yield plurals[word], True
    elif word.endswith("men"):
        yield word[:-2] + "an", True
    elif word.endswith("s"):
        yield word[:-1], True
        if word.endswith("es"):
            yield word[:-2], True
        if word.endswith("ies"):
            yield word[:-3] + "y", True
        if word.endswith(("yses", "eses")):
            yield word[:-2] + "is", True


def _noun(words: Sequence[Word]) -> tuple[int, str, bool, tuple[str, ...]]:
    """The noun that the words end with: of how many words it is (0: the facts know none), its singular, whether it is
    a plural, and its classes."""
    for size in (2, 1) if len(words) > 1 and not words[-2].possessive else (1,) if words else ():
        before = words[-2].low + " " if size == 2 else ""
        for singular, plural in _singulars(words[-1].low):
            classes = tuple(c for c in facts().nouns.get(before + singular, ()) if c in HEADS)
            if classes and not (classes == ("pronoun",) and words[-1].acronym):
                return size, before + singular, plural, classes
    return 0, words[-1].low if words else "", False, ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """The part of a mention up to its head, and what the facts say of that noun.

    `owner` are the words up to the last possessive, `before` those between it and the head, `head` the word or two of
    the head, `rest` the words after it; `noun` is its singular and `classes` what the facts call it.
    """

    owner: Sequence[Word]
    before: Sequence[Word]
    head: Sequence[Word]
    rest: Sequence[Word]
    noun: str
    plural: bool
    classes: tuple[str, ...]

    @property
    def all(self) -> Sequence[Word]:
        """The words from the last possessive up to the head and with it."""
        return [*self.before, *self.head]

    @property
    def definite(self) -> bool:
        """Whether an article or an owner says that the reader knows which one is meant."""
        return bool(self.owner) or (bool(self.before) and self.before[0].definite)

    def followed_by(self, *words: str) -> bool:
        """Whether one of these words comes right after the head."""
        return bool(self.rest) and self.rest[0].low in words

    @property
    def partitive(self) -> bool:
        """Whether it is the first part of "some of his admirers", "a batch of emails"."""
        return self.followed_by("of") and len(self.rest) > 1 and not {"share", "part"}.isdisjoint(self.classes)


def _phrase(words: Sequence[Word]) -> Phrase:
    """Find the head of a mention, which must have a word."""
    end = next((i for i in range(1, len(words)) if _ends(words, i)), len(words))
    begin = next((i + 1 for i in range(end - 2, -1, -1) if words[i].possessive), 0)
    size, noun, plural, classes = _noun(words[begin:end])
    head = end - max(size, 1)
    return Phrase(words[:begin], words[begin:head], words[head:end], words[end:], noun, plural, classes)


def _ends(words: Sequence[Word], i: int) -> bool:
    """Whether word `i` is the first after the head of the phrase that begins with the first word."""
    word, small = words[i], facts().words
    if word.low == "close" and words[i - 1].possessive:
        return False
    if word.low == "," and i + 1 < len(words) and words[i + 1].low in small.after_head:
        return True
    if word.low in small.after_noun and not word.capital:
        joins = word.low in ("and", "or") and (_shares(words[i + 1 : i + 6]) or _adjectives(words[: i + 4], i))
        return not (joins or _compound(words, i)) and _may_end(words[max(0, i - 2) : i])
    if word.low in small.after_head or word.mark:
        return not word.acronym and not (word.low in ("of", "for") and _goes_on(words, i))
    return not word.capital and _modifies(words, i)


def _may_end(words: Sequence[Word]) -> bool:
    """Whether a name or a noun stands last; "progressive" in "progressive and Muslim groups" is none."""
    size, _, plural, classes = _noun(words)
    return words[-1].capital or (size > 0 and (plural or classes != ("member",)))


def _shares(words: Sequence[Word]) -> bool:
    """Whether what follows "and" shares its noun with what came before: "the Sanders and Clinton campaigns"."""
    names = list(itertools.takewhile(lambda word: word.capital, words))
    after = words[len(names) : len(names) + 1]
    if not names or not after or names[-1].possessive or names[0].definite or names[0].has("party"):
        return False
    size, _, plural, _ = _noun(after)
    return size > 0 and plural and not _demonym(names[0].text)


def _compound(words: Sequence[Word], i: int) -> bool:
    """Whether "and" at `i` stands inside one institution's name: "the Fish and Game Service"."""
    if words[i].low != "and" or i == 0 or not words[i - 1].capital or words[i - 1].possessive:
        return False
    stretch = reversed(words[max(0, i - 4) : i])
    before = list(itertools.takewhile(lambda word: word.capital and not word.determiner, stretch))[::-1]
    after = list(itertools.takewhile(lambda word: word.capital and not word.possessive, words[i + 1 : i + 6]))
    text = " ".join(word.text for word in before)
    if (
        not after
        or not before
        or after[-1].low not in BODIES
        or after[0].definite
        or before[-1].low in BODIES
        or before[-1].acronym
    ):
        return False
    return not (_known(text) or _institution(before) or leaders(before[-1].text))


def _adjectives(words: Sequence[Word], i: int) -> bool:
    """Whether "and" at `i` joins two adjectives, the first with a capital only for where it stands: "Federal and state
    officials"."""
    if i != 1 or not (ADJECTIVE.match(words[0].low) or words[0].has("party")):
        return False
    return any(_noun(words[j : j + 1])[2] for j in range(i + 2, len(words)))


def _goes_on(words: Sequence[Word], i: int) -> bool:
    """Whether "of" or "for" stands inside a name that stands before a noun: "a University of Michigan poll"."""
    after = words[i + 1 : i + 6]
    names = list(itertools.takewhile(lambda word: word.capital or word.low == "the", after))
    noun = after[len(names) : len(names) + 1]
    if not PERSON.isdisjoint(_noun(words[i - 1 : i])[3]):
        return False
    return words[i - 1].capital and bool(names) and not names[-1].possessive and _noun(noun)[0] > 0


def _modifies(words: Sequence[Word], i: int) -> bool:
    """Whether a participle at `i`, or the adverb before one, belongs to the noun before it: "a report released Monday",
    but not "policy planning director", nor "two leading Republicans"."""
    word, before = words[i], words[i - 1]
    adverb = word.low.endswith("ly") and i + 1 < len(words) and words[i + 1].low.endswith("ed")
    if before.possessive or not (adverb or word.low.endswith(("ed", "ing"))):
        return False
    _, _, plural, classes = _noun(words[max(0, i - 2) : i])
    people = not PERSON.isdisjoint(classes)
    if before.capital:
        known = plural or before.acronym or "member" in classes or before.low.endswith("s")
    else:
        known = people or bool(set(classes) - {"share", "pronoun"}) or before.low == "those"
    compound = not people and not PERSON.isdisjoint(_noun(words[i + 1 : i + 2])[3])
    return known and not compound and not _noun(words[i - 1 : i + 1])[0]


def _run(words: Sequence[Word]) -> Sequence[Word]:
    """The name that the words end with: capitalised words, with particles and numbers between and after them."""
    particles = facts().words.particles
    begin = len(words)
    for i in range(len(words) - 1, -1, -1):
        word = words[i]
        if i == 0 and len(words) > 1 and (word.determiner or word.counting or word.number or word.has("share")):
            break
        if word.capital or word.text == "&" or (begin < len(words) and _compound(words, i)):
            begin = i
        elif not (word.low in particles or word.low.isdecimal()):
            break
    if 0 < begin < len(words) and words[begin - 1].low in particles:
        begin -= 1
    return words[begin:]


# ---- kinds ----

LONGEST = 1000
"""Characters of a mention that are looked at; its head is among the first few words."""
PARENTHESIS = re.compile(r"(?<=\w)\s\([^()]*\)")
SOMEONE = re.compile(r".{2,}(?:ists?|[ai]c?ians?|women|woman|men|man|.{2}[eo]rs?|.{2}ees?|year-olds?)\Z")
"""How nouns end that mean a person, if the facts do not know them."""
ADJECTIVE = re.compile(r".+(?:ed|ing|ly|al|ive|ous|ful|able|ible|ish|ary|less)\Z")
DOMAIN = re.compile(r"\w\.(?:com|org|net|gov|info|[a-z]{2})\Z")
SUBJECTS = frozenset(["he", "she", "they", "we"])
"""Pronouns with which a clause begins after a noun: "an official she spoke to"."""
BODIES = frozenset(
    [
        *("administration", "agency", "authority", "board", "bureau", "commission", "committee", "council"),
        *("department", "institute", "ministry", "office", "service", "society"),
    ]
)
"""Last words of institutions' names that may have "and" in them."""
ENFORCERS = frozenset(["prosecutors", "investigators"])
"""Those who are an institution unless they are counted or have left it."""
RULERS = frozenset(["minister", "president", "premier", "chancellor"])
"""Whose office is a government's."""


@functools.lru_cache(maxsize=REMEMBERED)
def kind(words: str) -> str | None:
    """What kind of source the words of a mention mean, after docs/annotation.md: person, group, organisation,
    government, outlet, agency, document, poll or unnamed; None for pronouns and where the words do not tell.

    Only the words count: that "the senator" was named elsewhere, or "the agency" is a news agency, others must know.
    """
    words = PARENTHESIS.sub(" ", words[:LONGEST])
    parts = _inner(_words(words))
    while parts:
        if len(parts) == 1 and (parts[0].has("pronoun") or len(parts[0].low) == 1):
            return None
        if found := _known(_text(words, parts)):
            return found
        begin, alone = _quantity(parts)
        if begin == len(parts):
            return alone
        if begin:
            parts = _inner(parts[begin:])
            continue
        phrase = _phrase(parts)
        if not phrase.partitive:
            return _of_phrase(words, phrase) or _of_second(words, phrase)
        parts = _inner(phrase.rest[1:])
    return None


def _inner(parts: Sequence[Word]) -> Sequence[Word]:
    """The words without marks and prepositions that they begin with."""
    before = facts().words.after_head - SUBJECTS
    return list(itertools.dropwhile(lambda word: word.mark or (word.low in before and not word.definite), parts))


def _quantity(parts: Sequence[Word]) -> tuple[int, str | None]:
    """How many words at the beginning are no part of the phrase proper: "at least", "4 in 10", "12 percent of"; and
    the kind of the mention if nothing follows them."""
    i = next((i for i, word in enumerate(parts) if word.number or not word.counting), len(parts))
    if 0 < i < len(parts) and parts[i].number:
        return i, None
    i = next((i for i, word in enumerate(parts) if not (word.number or word.counting)), len(parts))
    while 0 < i < len(parts) - 1 and parts[i].low in ("in", "out", "of", "percent", "per", "cent"):
        i += 1
        while i < len(parts) and (parts[i].number or parts[i].low == "cent"):
            i += 1
        if parts[i - 1].low == "of":
            return i, "unnamed"
    numbers = [word for word in parts[:i] if word.number]
    if not numbers or (i < len(parts) and len(numbers) == 1):
        return 0, None
    return i, "unnamed" if i > 1 or "%" in numbers[0].text or numbers[0].low == "one" else None


def _known(words: str) -> str | None:
    """The kind of what the facts know by the whole of these words."""
    if found := organisation(words):
        return found.kind
    if place := government(words):
        known = organisation(place)
        return known.kind if known else "government"
    named = reference(words)
    return "government" if named and named.how is not How.DEMONYM else None


def _demonym(words: str) -> bool:
    """Whether the words are a noun or adjective for a country's people."""
    named = reference(words)
    return named is not None and named.how is How.DEMONYM


def _of_phrase(words: str, phrase: Phrase) -> str | None:
    """The kind of a phrase by its head: a name's where it ends in one, else the noun's."""
    if phrase.followed_by("surveyed", "polled") and phrase.noun in ("those", "person"):
        return "poll"
    run = _run(phrase.all)
    if not run or _common(phrase, run):
        found = _of_noun(phrase)
    elif _demonym(_text(words, run)):
        found = _of_demonym(phrase, run[-1].low)
    else:
        found = _of_name(words, phrase, run)
    return _of_apposition(words, phrase) if found == "unnamed" else found


def _common(phrase: Phrase, run: Sequence[Word]) -> bool:
    """Whether a capitalised head is a common noun after all, written so because it begins a sentence or a title."""
    classes = set(phrase.classes) - {"nobody"}
    ahead = phrase.all[: len(phrase.all) - len(run)]
    if not classes:
        return False
    if phrase.plural:
        # "White House Officials", but not "Dottie Deans".
        told = any(word.low in facts().nouns or organisation(word.text) or reference(word.text) for word in run[:-1])
        return len(run) == 1 or bool(ahead) or told or not classes.isdisjoint(["member", "people"])
    if "office" in classes and phrase.followed_by("of") and not (ahead and ahead[0].indefinite):
        return False
    if len(run) > 1:
        return "member" in classes and bool(ahead) and ahead[0].determiner
    if ahead:
        # After "adviser" or "the newspaper" it is a name, after "the" or "former" it is not.
        return PERSON.isdisjoint(_noun(ahead)[3])
    described = phrase.followed_by("familiar", "close", "privy", "who")
    return described or bool(phrase.owner) or not classes.isdisjoint([*THINGS, "share", "pronoun"])


def _of_demonym(phrase: Phrase, demonym: str) -> str:
    """Israelis and the British are groups; "an Israeli" is unnamed, and "Cuban" or "German" alone somebody's name."""
    if demonym.endswith(("s", "ese", "ish", "ch", "men")):
        return "group"
    return "unnamed" if phrase.before and not phrase.before[0].definite else "person"


def _of_name(words: str, phrase: Phrase, run: Sequence[Word]) -> str:
    """The kind of a name: by the facts, by the last word of an institution's name, by a title, or by the noun that it
    stands beside ("the newspaper Haaretz"); a person's where nothing speaks against it."""
    if found := _known(_text(words, run)) or _known_after_country(words, run):
        # "Paris, who" is somebody.
        return "person" if found == "government" and [word.low for word in phrase.rest[:2]] == [",", "who"] else found
    if _demonym(run[-1].text) and run[-1].low.endswith("s"):
        return "group"
    ahead = phrase.all[: len(phrase.all) - len(run)]
    article = len(ahead) == 1 and ahead[0].low == "the"
    titles = [word for word in run[:-1] if word.has("title")]
    ending = _institution(run) if len(run) > 1 or article or phrase.owner else None
    if ending and not any(ending == "outlet" or len(word.low) < 4 or "." in word.text for word in titles):
        return "government" if run[-1].low == "office" and _rules(phrase) else ending
    beside = () if not ahead or ahead[-1].has("rank") else set(_noun(ahead)[3]) - {"pronoun", "share"}
    if beside and not titles:
        return next((found for found in THINGS if found in beside), "person")
    if titles or (phrase.followed_by("of") and not PERSON.isdisjoint(phrase.classes)):
        return "person"
    if found := _by_spelling(run):
        return found
    if not article or not PERSON.isdisjoint(phrase.classes):
        return "person"
    return "group" if len(run) == 1 and run[0].low.endswith("s") else "organisation"


def _known_after_country(words: str, run: Sequence[Word]) -> str | None:
    """The kind of a known name after a country's: "Lebanese Hezbollah"."""
    for i in (1, 2):
        if len(run) > i and reference(_text(words, run[:i])):
            found = organisation(_text(words, run[i:]))
            return found.kind if found else None
    return None


def _institution(run: Sequence[Word]) -> str | None:
    """The kind that the last word or two of an institution's name tell ("Des Moines Register")."""
    texts = [word.text for word in run if not word.low.isdecimal()]
    for last in (" ".join(texts[-2:]), *texts[-1:], texts[-1].capitalize() if texts else ""):
        for found in facts().nouns.get(last, ()):
            if found in THINGS:
                return found
    return None


def _rules(phrase: Phrase) -> bool:
    """Whether its owner rules: "the prime minister's office"."""
    return bool(phrase.owner) and phrase.owner[-1].low in RULERS


def _by_spelling(run: Sequence[Word]) -> str | None:
    """The kind of a name that is written as persons' are not: RNC, EgyptAir, Cushman & Wakefield, Tchadinfos.com."""
    if any("&" in word.text for word in run):
        return "organisation"
    if len(run) > 1:
        return None
    if DOMAIN.search(run[0].text):
        return "outlet"
    text = run[0].text.replace(".", "")
    if text.isupper():
        return "organisation" if 1 < len(text) < 5 and text.isalpha() and not leaders(text) else None
    inner = re.search(r"[a-z](?=[A-Z])", text) if text.isalpha() else None
    return "organisation" if inner and text[: inner.end()] not in facts().words.prefixes else None


def _of_noun(phrase: Phrase) -> str | None:
    """The kind of a mention whose head is a common noun."""
    classes = phrase.classes
    if phrase.noun in ENFORCERS and any(word.number or word.has("rank") for word in phrase.before):
        return "unnamed"
    if thing := next((found for found in classes if found in THINGS), None):
        return "government" if phrase.noun == "office" and _rules(phrase) else thing
    if "crowd" in classes:
        return "group"
    if not PERSON.isdisjoint(classes):
        return _of_people(phrase)
    if "share" in classes:
        return "unnamed" if phrase.plural or not phrase.definite else None
    if classes or phrase.head[-1].number:
        return None
    return "outlet" if DOMAIN.search(phrase.noun) else "unnamed" if SOMEONE.match(phrase.noun) else None


def _of_people(phrase: Phrase) -> str:
    """Whether a noun for people means a named group, a person whom the reader knows, or nobody named."""
    classes = phrase.classes
    if not phrase.plural:
        return "person" if phrase.definite and ("office" in classes or "member" in classes) else "unnamed"
    if "member" in classes:
        return "group"
    if not {"people", "politician"}.isdisjoint(classes) and any(word.has("party") for word in phrase.before):
        return "group"
    voters_of = phrase.followed_by("of") and any(word.capital for word in phrase.rest[1:3])
    owned = any(word.capital for word in phrase.owner)
    named = any(_names(i, word) for i, word in enumerate(phrase.before))
    if "people" in classes and (owned or voters_of or named):
        return "group"
    counted = any(word.number for word in phrase.before)
    return "group" if "politician" in classes and named and not counted else "unnamed"


def _names(i: int, word: Word) -> bool:
    """Whether the word at place `i` before a noun is a name: capitalised, and not for beginning a sentence."""
    if not word.capital or word.number or word.determiner:
        return False
    if word.acronym or word.has("member") or _demonym(word.text):
        return True
    return i > 0 or not (word.low in facts().nouns or ADJECTIVE.match(word.low))


def _of_apposition(words: str, phrase: Phrase) -> str:
    """The kind of a description that a name may follow: "the finance minister, Lou Jiwei"."""
    run = _appended(phrase)
    if run and not phrase.followed_by(",", "and"):
        return "person"
    return _of_name(words, _phrase(phrase.rest[1:]), run) if run else "unnamed"


def _of_second(words: str, phrase: Phrase) -> str | None:
    """The kind of what a first half without one is joined to: "He and House Speaker Paul Ryan"."""
    second = phrase.rest[1:]
    if not phrase.followed_by("and", "or") or not second or second[0].low in facts().words.after_head:
        return None
    return _known(_text(words, second)) or _of_phrase(words, _phrase(second))


# ---- names in mentions ----


@functools.lru_cache(maxsize=REMEMBERED)
def named(words: str) -> str | None:
    """The name in the words of a mention, without titles, descriptions and appositions: "Rafael Grossi" in "IAEA
    Director-General Rafael Grossi"; None if they name nobody.

    An institution keeps its owner's name ("Iran's Foreign Ministry"), since without it it would be any country's.
    """
    words = PARENTHESIS.sub(" ", words[:LONGEST])
    parts = _inner(_words(words))
    if not parts:
        return None
    phrase = _phrase(parts)
    if body := _body(words, phrase):
        return body
    run = _run(phrase.all)
    if run and run[-1].has("title") and phrase.followed_by("of"):
        run = _after_portfolio(words, phrase.rest[1:])
    elif not run or _common(phrase, run):
        run = _appended(phrase)
    if run and kind(words) == "person":
        run = _untitled(run)
    elif run and phrase.owner and phrase.owner[-1].capital and run[-1] is phrase.head[-1]:
        run = [*itertools.dropwhile(lambda word: not word.capital or word.low == "the", phrase.owner), *run]
    return " ".join(word.text + ("'s" if word.possessive and word is not run[-1] else "") for word in run) or None


def _body(words: str, phrase: Phrase) -> str | None:
    """The name of an institution that does not end with its head: "Center for Coastal Studies", "the U.S. Court of
    Appeals for the Sixth Circuit", "the Alder newspaper"; of a panel of its people, the institution's."""
    if phrase.noun in TOLD_OF and not phrase.head[-1].capital:
        run = _run(phrase.before)
        article = len(run) < len(phrase.before) and phrase.before[-len(run) - 1].low == "the"
        clear = article or len(run) > 1 or (run and LOWER_ARTICLE.match(run[0].text))
        return _text(words, run) if clear and run and not reference(_text(words, run)) else None
    if not phrase.followed_by("of", "for", "on"):
        return None
    if phrase.noun == "panel":
        return named(_text(words, phrase.rest[1:]))
    run = _run(phrase.all)
    if not run or phrase.rest[0].capital or not _institution(phrase.head):
        return None
    end = _parts(phrase.rest)
    owner = phrase.owner if phrase.owner and phrase.owner[-1].capital else ()
    owner = list(itertools.dropwhile(lambda word: not word.capital or word.low == "the", owner))
    return _text(words, [*owner, *run, *phrase.rest[:end]]).replace("’", "'") if end else None


TOLD_OF = frozenset(["newspaper", "magazine", "daily", "television", "channel", "website", "news agency"])
"""What may follow an outlet's name without being part of it."""


def _parts(rest: Sequence[Word]) -> int:
    """How many of the words after the head of an institution's name belong to it: of phrases with "of", "for", "on" and
    "and", those that go on with capitals."""
    end = 0
    for i, word in enumerate(rest):
        if word.capital:
            end = i + 1
            if word.possessive:
                return 0
        elif (
            word.mark
            or word.low not in ("of", "for", "on", "and", "the", "in")
            or word.low == "in"
            or (word.low == "and" and i + 1 < len(rest) and rest[i + 1].low == "the")
        ):
            break
    return end


def _appended(phrase: Phrase) -> Sequence[Word]:
    """The name that a description ends with: "the finance minister, Lou Jiwei", "poet and critic Jo Hale", "a guard of
    the plant, Ada Lind"."""
    if not phrase.plural and phrase.followed_by("of", "in", "at", "from", "for", "with"):
        return _after_comma(phrase.rest) or _after_office(phrase.rest)
    if phrase.plural or not phrase.followed_by(",", "and") or len(phrase.rest) < 2 or phrase.rest[1].determiner:
        return ()
    following = _phrase(phrase.rest[1:])
    run = _run(following.all)
    if not run or _common(following, run) or (phrase.rest[0].low == "and" and len(run) == len(following.all)):
        return ()
    return run


def _after_comma(rest: Sequence[Word]) -> Sequence[Word]:
    """The person's name that the first comma in these words comes before, if nothing but its end or a comma follows."""
    comma = next((i for i, word in enumerate(rest) if word.mark), len(rest))
    if comma == len(rest) or rest[comma].low != ",":
        return ()
    run = list(itertools.takewhile(lambda word: word.capital, rest[comma + 1 : comma + 7]))
    after = rest[comma + 1 + len(run) : comma + 2 + len(run)]
    name = list(itertools.dropwhile(lambda word: word.has("title"), run))
    # "The minister of trade, Mr. Berg".
    named = (len(name) > 1 and given(name[0].text)) or 0 < len(name) < len(run)
    return run if named and (not after or after[0].mark) else ()


def _after_office(rest: Sequence[Word]) -> Sequence[Word]:
    """The person's name after the "of" of an office in small letters: "chief of staff Ada Lind"."""
    run = list(itertools.takewhile(lambda word: word.capital, rest[2:6]))
    return run if len(run) > 1 and rest[1].has("portfolio") and given(run[0].text) else ()


def _after_portfolio(words: str, rest: Sequence[Word]) -> Sequence[Word]:
    """The name after what someone is the secretary or the like of: "Secretary of State John Kerry"."""
    run = list(itertools.takewhile(lambda word: word.capital or word.low in ("the", "and", "of"), rest))
    known = facts().nouns
    told = [word.low in known or not word.capital or country_of(word.text) is not None for word in run]
    begin = told.index(False) if False in told else len(run)
    begin = max([begin, *(i + 1 for i, word in enumerate(run[:-1]) if word.has("title"))])
    name = run[begin:]
    return () if not name or _known(_text(words, run)) or _known(_text(words, name)) else name


def _untitled(run: Sequence[Word]) -> Sequence[Word]:
    """A person's name without what stands before it: titles, offices, parties, institutions, nationalities."""
    begin = 0
    for i, word in enumerate(run[:-1]):
        called = i == 0 and len(run) == 2 and given(word.text) and not word.has("title")
        if word.has("title") or word.has("party") or not (called or PERSON.isdisjoint(_noun([word])[3])):
            begin = i + 1
    if not begin and len(run) > 2 and _demonym(run[0].text):
        begin = 1
    return run[_first(run, begin) :]


def _first(run: Sequence[Word], begin: int) -> int:
    """Where the given name stands that a name begins with, so that "Diplomatic Security Charlene Lamb" is Charlene
    Lamb; `begin` if none is known there or an initial or particle comes before it."""
    for i in range(begin, len(run) - 1):
        if run[i].low in facts().pronouns["name"]:
            return i
        if len(run[i].low) < 3 or run[i].low in facts().words.particles:
            break
    return begin


# ---- descriptions ----

REASON = re.compile(
    r"""\b(?:
      (?:who\s+)?
      (?:was|were|is|are|has|have|had|did|does|do|could|can|cannot|would|will|be|been|asked|asks|asking|spoke|speaks|
        speaking|talked|talking|agreed|agreeing|insisted|insisting|requested|requesting|declined|declining|refused|
        refusing|wished|wishing|wanted|wanting|preferred|preferring|demanded|demanding|lacked|lacking)
      (?:n['’]t)?\s+(?:[\w’'-]+\s+){0,5}?
      (?:anonymously|anonymity|unauthori[sz]ed|nameless
        |not\s+(?:authori[sz]ed|allowed|permitted|cleared|empowered)\s+to|authori[sz]ation\s+to
        |authority\s+to\s+(?:speak|comment|talk)|(?:named|identified|quoted)\b|names?\s+(?:be\s+)?withheld)
      |(?:speaking\s+|spoke\s+|talking\s+)?(?:up)?(?:on|under)\s+(?:the\s+)?(?:strict\s+)?condition\s+
        (?:of\s+(?:strict\s+)?anonymity|that)
      |(?:speaking\s+|spoke\s+)?anonymously
      |granted\s+anonymity
      |whose\s+(?:names?|identit(?:y|ies))\b
      |(?:not\s+|un)authori[sz]ed\s+to
      |(?:who\s+)?(?:has|have|had|was|were|is|are)n['’]t\s+(?:been\s+)?(?:authori[sz]ed|allowed|permitted)\s+to
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""Where words begin that say why a source has no name; each alternative looks only a few words ahead."""


def describe(words: str) -> Description:
    """What the words say of an unnamed source: "two senior Israeli officials" are 2 of rank "senior" and role
    "official", affiliated to "Israel"."""
    reason = _reason(words)
    count, ordinal, parts = _number(_words(words[: reason[0] if reason else LONGEST]))
    while parts:
        phrase = _phrase(parts)
        if not phrase.partitive:
            return _described(words, phrase, count, ordinal, reason)
        count, ordinal, parts = _number(phrase.rest[1:])
    return Description(count, ordinal, None, None, None, (count or 0) > 1, reason)


def _described(
    words: str, phrase: Phrase, count: int | None, ordinal: int | None, reason: tuple[int, int] | None
) -> Description:
    """What one phrase says, if it is about people without a name."""
    known = not PERSON.isdisjoint(phrase.classes) or (not phrase.classes and SOMEONE.match(phrase.noun))
    if not known or (phrase.head[-1].capital and not _common(phrase, _run(phrase.all))):
        return Description(count, ordinal, None, None, None, (count or 0) > 1, reason)
    before = [word for word in (*phrase.owner, *phrase.before) if not _says_little(word)]
    affiliation = _affiliation(words, [word for word in before if not word.has("rank")])
    if count is None and not phrase.plural:
        count = 1
    return Description(
        count,
        ordinal,
        affiliation or _affiliation_after(words, phrase),
        " ".join(word.low for word in before if word.has("rank")) or None,
        phrase.noun,
        phrase.plural if count is None else count > 1,
        reason,
    )


def _reason(words: str) -> tuple[int, int] | None:
    """Where the words say why the source is not named: from the first that do to the end."""
    found = REASON.search(words, 0, LONGEST)
    return (found.start(), max(len(words.rstrip(" \t\r\n,;.")), found.end())) if found else None


def _number(parts: Sequence[Word]) -> tuple[int | None, int | None, Sequence[Word]]:
    """How many, and which of several, the first words say; and the words after them."""
    small = facts().words
    count: int | None = None
    ordinal: int | None = None
    for i, word in enumerate(parts):
        if word.low in small.scales:
            half = parts[max(0, i - 2)].low == "half"
            count = small.scales[word.low] // 2 if half else small.scales[word.low] * (count or 1)
        elif word.low in small.numbers:
            count = small.numbers[word.low]
        elif word.low.isdecimal() and len(word.low) < 10:
            count = int(word.low)
        elif word.low in ("a", "an", "another"):
            count = 1
        elif word.low in small.ordinals and _noun(parts[i : i + 2])[0] < 2:
            ordinal = small.ordinals[word.low]
        elif not (word.counting or word.definite or (word.low == "of" and count)):
            # "A group of officials" is one group, of who knows how many.
            return None if word.has("part") or word.has("share") else count, ordinal, parts[i:]
    return count, ordinal, ()


def _says_little(word: Word) -> bool:
    """Whether a word before a noun is neither a name nor an institution nor a rank: an article, "unnamed"."""
    if word.determiner or word.counting or word.number:
        return True
    return word.has("epithet") or word.has("share") or word.has("pronoun")


def _affiliation(words: str, some: Sequence[Word]) -> str | None:
    """The short name of the country that these words mean, or the words."""
    text = POSSESSIVE.sub("", _text(words, some))
    return (country_of(text) or text) if text else None


def _affiliation_after(words: str, phrase: Phrase) -> str | None:
    """The affiliation in what follows the noun: "a spokesman for the Foreign Ministry", "officials in Tehran"."""
    if not phrase.followed_by("of", "in", "at", "from", "for", "with", "to"):
        return None
    inner = list(itertools.dropwhile(lambda word: word.determiner, phrase.rest[1:]))
    end = next((i for i in range(1, len(inner)) if _ends(inner, i) and inner[i].low != "of"), len(inner))
    named = any(word.capital for word in inner[:end])
    institution = not {"organisation", "government", "outlet", "agency"}.isdisjoint(_noun(inner[:end])[3])
    return _affiliation(words, inner[:end]) if named or institution else None
