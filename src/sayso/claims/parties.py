"""Whether two parties of chains may be one: names that mean the same, who speaks for whom, descriptions that fit.

Names are compared within one claim only, where a surname or a short name seldom means somebody else. Whom the ledger
knows to be one across all documents is told by `Party.source`.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from sayso.claims.groups import Groups
from sayso.claims.told import Paper, Party
from sayso.ledger import names
from sayso.reading import actors

MOST_NAMES = 60
"""Different names in one claim that are compared each with each; others are one only by number or spelling."""
WINDOW = 80
"""Characters before and behind a name in which a text tells for whom somebody speaks."""
LONGEST = names.LONGEST
BREAK = re.compile(r"[.!?;:]\s|[\n“”\"]|\b(?:said|told|says)\b")
"""What parts words near a name from words about it."""
ROLE = re.compile(
    r"""\b(?: spokes(?:man|woman|person|people)
      | head | heads | leads | led | chief | director | (?:vice[ -])?(?:chair(?:man|woman|person)?|president)
      | secretary(?:[ -]general)? | minister | premier | governor | mayor | commander | general | colonel | admiral
      | ceo | executive | founder | representative | ambassador | envoy | adviser | advisor | aide | officer | official
      | attorney | lawyer | counsel | prosecutor | commissioner | coordinator | manager | analyst | researcher
    )s?\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words for those who speak for a body or for somebody."""
SPEAKS = frozenset(["spokesman", "spokeswoman", "spokesperson", "spokespeople", "executive", "representative"])
"""Roles of unnamed people who speak for whom they are affiliated with."""
PROSECUTION = re.compile(
    r"\b(?:prosecut(?:or|ion)s?|indictment|grand jury|justice department|department of justice|charging documents?"
    r"|(?:u\.?s\.?|district|state|states) attorney(?:['’]?s)?)(?!\w)",
    re.IGNORECASE,
)
"""Those who charge somebody, and what they charge him in: one party, whichever of them a text names."""
BODIES = frozenset(["organisation", "government", "outlet", "agency"])
"""Kinds under whose names an origin is shown rather than under that of who speaks for it."""
SHORT_GIVEN = {
    **{"bill": "william", "bob": "robert", "dick": "richard", "jack": "john", "jim": "james", "mike": "michael"},
    **{"ted": "edward", "tony": "anthony", "chuck": "charles", "larry": "lawrence", "peggy": "margaret"},
}
"""Short given names that are no beginnings of the full ones."""
BASED = re.compile(r"^(?:\S+[- ])?\S+-based\s+", re.IGNORECASE)
"""Where a body sits, before its name."""
HOUSES = {"United States": "White House"}
"""Houses that speak for the head of a country under their own name."""
REPORTERS = frozenset(["correspondent", "reporter", "journalist", "photographer"])
"""Roles of those who work for the outlet or agency to which they belong."""
OWN_ARTICLE = re.compile(
    r"\b(?:this|our)\s+(?:\w+\s+)?(?:article|story|report|post|piece|dispatch|column|item)\s*$", re.IGNORECASE
)
"""An article that speaks of itself, or of an earlier version of itself."""
ANYBODY = frozenset(["source", "person", "people", "individual", "one", "other", "report", "insider", "member", "some"])
"""Roles that any unnamed source may have."""
STATE = frozenset(
    [
        *("official", "officer", "minister", "diplomat", "adviser", "advisor", "aide", "commander", "police", "leader"),
        *("spokesman", "spokeswoman", "spokesperson", "authority", "lawmaker", "senator", "soldier", "policeman"),
    ]
)
"""Roles of those who work for a state; "official" may mean any of them."""
OF_STATE = frozenset(
    ["police", "army", "ministry", "military", "department", "authority", "court", "government", "party"]
)
"""Words in the names of bodies in which there are officials."""


class Described(msgspec.Struct, frozen=True):
    """An unnamed source as far as its words tell; None is not told. `ordinal` is 2 for "a second official"."""

    affiliation: str | None
    role: str | None
    count: int | None
    ordinal: int | None


# ---- who is meant ----


def outlet_key(name: str) -> str:
    """What an outlet's name is compared by."""
    found = actors.organisation(name[:LONGEST])
    return " ".join(names.body_words(found.name if found else name[:LONGEST]))


def origin(chain: Sequence[Party]) -> Party | None:
    """The party whose say-so a chain ends with, None for the outlet's own voice.

    A document or pronoun after somebody who is no outlet is his; the reporters of an outlet are the outlet, and so is
    its own article.
    """
    if not chain:
        return None
    last = chain[-1]
    if OWN_ARTICLE.search(last.name[:LONGEST]):
        return None
    if len(chain) > 1 and _belongs(last, chain[-2]):
        last = chain[-2]
    told = described(last)
    if last.anonymous and last.affiliation and told.role in REPORTERS:
        return Party(last.source, last.affiliation, actors.kind(last.affiliation), False, None, None, None)
    return last


def _belongs(last: Party, before: Party) -> bool:
    """Whether what ends a chain is a document or pronoun, and the one before it somebody whose it may be."""
    people = last.anonymous or kind(last) in ("unnamed", "group")
    return vague(last) and not people and not vague(before) and kind(before) not in ("outlet", "agency")


def best_name(those: Sequence[Party]) -> str:
    """Of an origin's names that of a body rather than of who speaks for it; the one that stands most often."""
    counts = Counter((kind(one) in BODIES, one.name) for one in those)
    return min(counts, key=lambda each: (not each[0], -counts[each], -len(each[1]), each[1]))[1]


# ---- named ----


@functools.lru_cache(maxsize=4096)
def kind(party: Party) -> str | None:
    """The kind of source that a party is, by its name where the reading does not tell."""
    return party.kind if party.kind and party.kind != "unnamed" else actors.kind(party.name[:LONGEST])


@functools.lru_cache(maxsize=4096)
def person_in(party: Party) -> str | None:
    """The name of the person whom a party that counts as unnamed names after all ("Vera Lind head of the Council")."""
    name = party.name[:LONGEST]
    affiliation = actors.describe(name).affiliation
    if not affiliation or not name.startswith(affiliation) or "," in affiliation:
        return None
    follows = name[len(affiliation) :][:1]
    return affiliation if follows == " " and " " in affiliation and actors.kind(affiliation) == "person" else None


def unnamed(party: Party) -> bool:
    """Whether a party is somebody who is described and not named."""
    if person_in(party) or charges(party):
        return False
    if party.anonymous or vague(party):
        return True
    words = party.name[:LONGEST].split()
    if kind(party) == "unnamed":
        return True
    # "Democrats" is a name; "several senior Democrats" are some of them.
    return kind(party) == "group" and len(words) > 1 and actors.organisation(party.name[:LONGEST]) is None


@functools.lru_cache(maxsize=4096)
def vague(party: Party) -> bool:
    """Whether a party is no more than a pronoun, a document or a description that is nobody's name ("the senators")."""
    if party.kind in ("person", "outlet", "agency") or person_in(party) or charges(party):
        return False
    name = party.name[:LONGEST]
    if actors.organisation(name) or actors.government(name):
        return False
    words = name.split()
    # The first of several words may have its capital from the beginning of a sentence.
    return not any(word[:1].isupper() for word in words[1:] or (words if kind(party) else ()))


def charges(party: Party) -> bool:
    """Whether a party is those who charge somebody, or what they charge him in."""
    return party.kind != "person" and PROSECUTION.search(party.name[:LONGEST]) is not None


@functools.lru_cache(maxsize=4096)
def key(party: Party, day: str | None) -> str:
    """What a named party is one with others by: its folded name, in the form that public facts give it."""
    name = person_in(party) or party.name[:LONGEST]
    if charges(party):
        return "prosecution"
    if found := actors.organisation(BASED.sub("", name)):
        return f"body {names.folded(found.name)}"
    if (kind(party) == "government" or party.kind == "government") and (place := actors.government(name, day)):
        return f"government {names.folded(place)}"
    if person_in(party) or kind(party) == "person":
        own = names.own_name(name) or name
        return f"person {' '.join(names.person_words(own))}"
    return f"body {' '.join(names.body_words(BASED.sub('', name)))}"


def joined(parties: Sequence[tuple[Party, Paper]]) -> list[int]:
    """Tell which named parties are one: for each a number, the same for those that are.

    Beyond number and spelling, a surname is one with the only full name that has it, an acronym or a short name with
    the only full one, and somebody with the office or body for which a text says that he speaks.
    """
    keys = [key(party, paper.day) for party, paper in parties]
    groups = Groups(len(parties))
    first: dict[int | str, int] = {}
    for i, (party, _) in enumerate(parties):
        for same in (party.source, keys[i]):
            groups.join(i, first.setdefault(same, i))
    distinct = sorted({each: i for i, each in reversed(list(enumerate(keys)))}.items())[:MOST_NAMES]
    for i, j in _short_names(distinct):
        groups.join(i, j)
    for i, j in _speakers(distinct, parties):
        groups.join(i, j)
    return [groups.find(i) for i in range(len(parties))]


def _short_names(distinct: Sequence[tuple[str, int]]) -> Iterable[tuple[int, int]]:
    """Short forms with the only longer one that they fit."""
    for short, i in distinct:
        fits = [j for full, j in distinct if full != short and _shortens(short, full)]
        if len(fits) == 1:
            yield i, fits[0]


def _shortens(short: str, full: str) -> bool:
    """Whether one key may be a shorter form of the other."""
    sort, _, left = short.partition(" ")
    other, _, right = full.partition(" ")
    one, two = left.split(), right.split()
    if sort != other or not one or len(one) > len(two) or one == two:
        return False
    if sort == "person":
        return one[-1] == two[-1] and _given(one[:-1], two[:-1])
    if sort != "body":
        return False
    if len(one) == 1 and len(left) >= names.FEWEST_INITIALS and left == names.initials(two):
        return True
    # A country's name alone is no short form of what bears it: "Norland" and "Norland Steel".
    return len(one) < len(two) and _within(one, two) and actors.country_of(left.title()) is None


def _given(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether given names may be of one person: fewer of them, or initials."""
    at = 0
    for word in one:
        while at < len(two) and not _one_given(word, two[at]):
            at += 1
        if at == len(two):
            return False
        at += 1
    return True


def _one_given(one: str, other: str) -> bool:
    """Whether two given names, or initials, may be forms of one: "Dan" and "Daniel", "Bill" and "William"."""
    short, full = sorted((one, other), key=len)
    return full.startswith(short) or SHORT_GIVEN.get(short, short) == full or SHORT_GIVEN.get(full, full) == short


def _within(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether the words stand in the other ones in their order."""
    rest = iter(two)
    return all(word in rest for word in one)


# ---- who speaks for whom ----


def _speakers(distinct: Sequence[tuple[str, int]], parties: Sequence[tuple[Party, Paper]]) -> Iterable[tuple[int, int]]:
    """Persons with those for whom they speak, as their own article or public facts tell."""
    for own, i in distinct:
        if not own.startswith("person "):
            continue
        party, paper = parties[i]
        around = _surroundings(party, paper)
        held = _offices(own.partition(" ")[2], paper.day)
        for other, j in distinct:
            if other == own:
                continue
            if other in held or any(_named_in(parties[j][0], other, words) for words in around):
                yield i, j


def _surroundings(party: Party, paper: Paper) -> list[str]:
    """The words beside the first mention of a person that tell his role, and the rest of the party's own name."""
    name = person_in(party) or names.own_name(party.name[:LONGEST]) or party.name[:LONGEST]
    rest = party.name[:LONGEST].replace(name, " ", 1)
    found = [rest] if ROLE.search(rest) else []
    if party.affiliation and party.affiliation != name:
        found.append(party.affiliation)
    at = paper.text.find(name)
    if at < 0:
        at = paper.text.find(name.split()[-1])
        name = name.split()[-1]
    if at >= 0:
        end = at + len(name)
        before = BREAK.split(paper.text[max(0, at - WINDOW) : at])[-1]
        after = BREAK.split(paper.text[end : end + WINDOW])[0]
        found += [words for words in (before, after) if ROLE.search(words)]
    return found


def _named_in(party: Party, own: str, words: str) -> bool:
    """Whether the words have the name of a party; of a person the surname is enough."""
    if own == "prosecution":
        return PROSECUTION.search(words) is not None
    sort, _, name = own.partition(" ")
    here = f" {names.folded(words)} "
    if sort == "person":
        return f" {name.split()[-1]} " in here.replace("'s ", " ") if name else False
    if sort == "government":
        return f" {names.folded(party.name[:LONGEST])} " in here
    forms = {name, " ".join(names.body_words(party.name[:LONGEST]))}
    if any(f" {form} " in here.replace("'s ", " ") for form in forms if form):
        return True
    word = next((each for each in name.split() if actors.country_of(each.title()) is None), "")
    # "Observatory head Vera Lind" speaks for the Sudmark Observatory for Tides.
    return len(word) > 4 and names.is_telling(word.title()) and f" {word.title()} " in f" {words} "


def _offices(name: str, day: str | None) -> set[str]:
    """The keys of what somebody led on that day, as public facts know it."""
    if not day:
        return set()
    found = set()
    for leader in actors.leaders(name, day):
        if leader.office and actors.UNDER_HEAD.search(leader.office):
            continue
        found |= {f"government {names.folded(leader.of)}", f"body {names.folded(leader.of)}"}
        if leader.of in HOUSES:
            found.add(f"government {names.folded(HOUSES[leader.of])}")
    return found


def speaks_for(party: Party, named: Sequence[tuple[Party, Paper]]) -> int | None:
    """Which of the named parties an unnamed one speaks for or with: "a Lind Steel executive", "the Union and others".

    Those who merely work for a government ("two Norland officials") do not speak for it.
    """
    told = described(party)
    name = party.name[:LONGEST]
    for i, (other, where) in enumerate(named):
        own = key(other, where.day)
        if " and " in name and _named_in(other, own, name):
            return i
        speaks = told.role in SPEAKS or (own.startswith("body ") and kind(other) != "government")
        if speaks and told.affiliation and _named_in(other, own, told.affiliation):
            return i
    return None


# ---- unnamed ----


@functools.lru_cache(maxsize=4096)
def described(party: Party) -> Described:
    """What an unnamed party's words tell of it."""
    read = actors.describe(party.name[:LONGEST])
    role = party.role or read.role
    another = party.name[:LONGEST].casefold().split()[:1] == ["another"]
    return Described(
        names.folded(party.affiliation or read.affiliation or "") or None,
        role.casefold() if role else None,
        party.count if party.count is not None else read.count,
        read.ordinal or (2 if another else None),
    )


def compatible(one: Described, other: Described) -> bool:
    """Whether two descriptions may be of the same people."""
    if one.ordinal != other.ordinal and max(one.ordinal or 1, other.ordinal or 1) > 1:
        return False
    if one.count is not None and other.count is not None and one.count != other.count:
        return False
    if one.affiliation and other.affiliation and not _overlap(one.affiliation, other.affiliation):
        return False
    return _roles_fit(one.role, other.role)


def _overlap(one: str, other: str) -> bool:
    return bool(set(one.split()) & set(other.split()))


def _roles_fit(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other or one in ANYBODY or other in ANYBODY:
        return True
    return "official" in (one, other) and one in STATE and other in STATE


def may_be(told: Described, named: Sequence[Party]) -> bool:
    """Whether an unnamed source may be one with a named one, whom all these parties are: an official is no charity."""
    if told.role not in STATE or any(kind(party) == "government" for party in named):
        return True
    private = [party for party in named if kind(party) in ("organisation", "outlet", "agency", "group")]
    words = {word for party in private for word in names.folded(party.name[:LONGEST]).split()}
    return not private or bool(words & OF_STATE)
