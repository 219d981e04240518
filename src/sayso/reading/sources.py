"""Who the sources of a text are: the mentions that stand as sources or relays, resolved to source entities.

A mention that names someone is of whoever has that name; a pronoun or a description is of the one that coreference puts
it with. A place stands for its government where it acts as a source (metonymy).
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.document import Source, Span
from sayso.reading import actors

Place = tuple[int, int]

NAMED = frozenset(("person", "group", "organisation", "government", "outlet", "agency"))
INSTITUTIONS = frozenset(("organisation", "outlet", "agency"))
FIRST_PERSON = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
PEOPLE = frozenset(["he", "she", "him", "her", "his", "hers"])
THINGS = frozenset(["it", "its", "itself", "they", "them", "their", "theirs", "themselves", "which"])
PLAIN_MEDIUM = re.compile(r"(?:the|this|that) (?:outlet|newspaper|paper|agency|network|magazine|site|website|channel)")
SHARE = re.compile(r"(?:[\w.,-]+ (?:percent|per cent|in (?:ten|five|four|three)|out of \w+)|[\d.]+ ?%)", re.IGNORECASE)
"""How the part of those asked in a poll begins who gave one answer: a group."""
NEW = re.compile(r"(?:an?|another|one|other|some|several|(?:the )?(?:two|three|four|five))\b", re.IGNORECASE)
"""How the description of someone begins who was not mentioned before."""
CAPITALISED = r"[A-Z](?:\.|[a-z]{1,2}\.|[\w’'-]*)"
NAME = re.compile(rf"\b{CAPITALISED}(?:[ \u00a0](?:{CAPITALISED}|(?:de|da|von|van|al|bin|el)(?= [A-Z]))){{1,3}}")
"""Capitalised words in a row: no more than four, since titles in front of a name are cut off later."""
MOST_RUNS = 40
NEAREST = 60
"""Mentions or sources that are looked at in each direction: nobody remembers more, and long texts stay affordable."""
BEFORE_NAMES = frozenset(
    [
        *("after", "although", "and", "as", "at", "because", "before", "but", "by", "despite", "during", "even"),
        *("for", "former", "from", "if", "in", "like", "meanwhile", "now", "of", "on", "once", "only", "or"),
        *("since", "so", "still", "the", "then", "though", "through", "to", "unlike", "until", "when", "where"),
        *("while", "with", "yet"),
    ]
)
"""Words that stand with a capital before a name where a sentence begins."""
LONGEST_TITLE = 300
FULL_WORD = 4
MOSTLY = 0.7
JOINED = re.compile(r",? and |, ")
LONGEST = 200
"""Characters of a source's words that its entity is named by."""


@dataclass(frozen=True, slots=True)
class Who:
    """What one mention tells of who it is: a key that is the same for the same one, a kind, and a name."""

    key: tuple[str, ...]
    kind: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Every mention of a text in its order, as (start, end), with the number of its entity after coreference."""

    places: Sequence[Place]
    entities: Sequence[int]


def resolve(
    text: str, sources: Sequence[Place], speakers: Mapping[int, int], mentioned: Mentioned, published: str | None
) -> tuple[tuple[Source, ...], list[str]]:
    """The source entities of a text, and for each of `sources` (places of source or relay mentions, which are all in
    `mentioned`) the id of its entity.

    `speakers` gives, for a source that stands inside what another one says, the index of that other source: whom "I"
    and "we" mean.
    """
    people = people_of(text)
    index = {place: i for i, place in enumerate(mentioned.places)}
    clusters: dict[int, list[int]] = {}
    for i, entity in enumerate(mentioned.entities):
        clusters.setdefault(entity, []).append(i)
    named: dict[str, Who | None] = {}
    known: dict[int, Who | None] = {}
    wanted = {mentioned.entities[index[place]] for place in sources}
    for entity in wanted:
        for i in clusters[entity]:
            words = text[slice(*mentioned.places[i])]
            if words not in named:
                named[words] = who(words, people, published)
            known[i] = named[words]
    found: dict[int, Who] = {}
    order = sorted(range(len(sources)), key=lambda k: sources[k])
    for k in order:
        i = index[sources[k]]
        found[k] = known[i] or by_cluster(text, i, clusters[mentioned.entities[i]], mentioned, known)
    by_hearing = dict(found)
    for place, k in enumerate(order):
        before, after = order[max(0, place - NEAREST) : place][::-1], order[place + 1 : place + 1 + NEAREST]
        by_hearing[k] = heard(text[slice(*sources[k])].casefold(), k, before, after, speakers, found)
    return entities_of(text, sources, [by_hearing[k] for k in range(len(sources))])


def heard(
    words: str,
    k: int,
    before: Sequence[int],
    after: Sequence[int],
    speakers: Mapping[int, int],
    found: Mapping[int, Who],
) -> Who:
    """Who a source is whose words and whose entity do not tell: "I" is who speaks, "the outlet" the outlet that is
    named nearest before it or after it, "he" and "the source" the last source that may be meant. `before` and `after`
    are the sources around it, the nearest first."""
    here = found[k]
    seen = {k}
    holder = k
    while words in FIRST_PERSON and holder in speakers and speakers[holder] not in seen:
        holder = speakers[holder]
        seen.add(holder)
    if holder != k:
        return found[holder]
    if here.key[0] != "description" or NEW.match(words):
        return here
    kind = actors.kind(words)
    wanted: tuple[str | None, ...]
    order: Sequence[int] = before
    if kind in ("outlet", "agency") and PLAIN_MEDIUM.fullmatch(words):
        wanted = ("outlet", "agency")
        order = [*before, *after]
    elif kind == "unnamed" and words.startswith("the "):
        role = actors.describe(words).role
        wanted = ("unnamed",)
        order = [j for j in before if role in ("source", actors.describe(found[j].name).role)]
    elif words in ("they", "them", "their"):
        wanted = ("group", "unnamed", "organisation", "government")
    elif words == "who":
        wanted = ("person", "unnamed", "group")
    elif words in PEOPLE:
        # "X said that he would": most often X.
        wanted = ("person", "unnamed")
        order = [*([speakers[k]] if k in speakers else ()), *before]
    else:
        return here
    return next((found[j] for j in order if found[j].kind in wanted), here)


def who(words: str, people: People, published: str | None) -> Who | None:
    """Whom the words of a mention name by themselves; None for a pronoun, a description or a document."""
    kind = "group" if SHARE.match(words) else actors.kind(words)
    if kind is None or kind not in NAMED:
        return None
    if kind == "government":
        name = actors.government(words, published) or actors.named(words)
        if name is None:
            return None
        return Who((kind, actors.key(name)), kind, name)
    if kind in INSTITUTIONS and " " not in words and (surnamed := people.of(words)):
        return Who(("person", actors.key(surnamed[0])), "person", surnamed[0])
    if kind in INSTITUTIONS:
        organisation = actors.organisation(words)
        named = actors.named(words)
        if organisation is None and named is None:
            return None
        name = people.institution(named) if named and organisation is None else None
        name = name or (organisation.name if organisation else str(named))
        return Who(("institution", actors.key(name)), kind, name)
    if kind == "person" and " " not in words and (firm := people.firm(words)):
        return Who(("institution", actors.key(firm)), actors.kind(firm), firm)
    if kind == "group":
        return Who((kind, actors.key(words)), kind, tidied(words))
    parts = [person(part, people, published) for part in JOINED.split(words)] if JOINED.search(words) else []
    if len(parts) > 1 and all(parts):
        name = " and ".join(part for part in parts if part)
    else:
        single = person(words, people, published)
        if single is None:
            return None
        name = single
    return Who((kind, actors.key(name)), kind, name)


def person(words: str, people: People, published: str | None) -> str | None:
    """The full name of the person that the words name, as far as the text or an office tells it."""
    if actors.kind(words) != "person":
        return None
    name = actors.named(words)
    if name is None or (not words.rstrip("\"“”’'.,)s").endswith(name.rstrip(".s")) and "," not in words):
        return None
    parts = name.split()
    fuller = people.of(parts[-1])
    if len(parts) > 1:
        return max((full for full in fuller if set(parts) <= set(full.split())), key=len, default=name)
    if fuller:
        return fuller[0]
    first = people.called(name)
    if len(first) == 1:
        return first[0]
    in_office = {leader.name for leader in actors.leaders(name, published)}
    return in_office.pop() if len(in_office) == 1 else name


@dataclass(frozen=True, slots=True)
class People:
    """The runs of two to four capitalised words of a text, among which persons' full names are, by their last word and
    by their first."""

    by_last: Mapping[str, Sequence[str]]
    by_first: Mapping[str, Sequence[str]]

    def of(self, surname: str) -> Sequence[str]:
        """The full names with this surname, the most frequent first."""
        return _persons(tuple(self.by_last.get(surname.casefold(), ())[:MOST_RUNS]))

    def called(self, first: str) -> Sequence[str]:
        """The full names that begin with this first name, the most frequent first."""
        return _persons(tuple(self.by_first.get(first.casefold(), ())[:MOST_RUNS]))

    def institution(self, name: str) -> str | None:
        """The fuller name of the outlet or organisation that is called by the last words of it ("the Post")."""
        name = re.sub(r"^[Tt]he ", "", name)
        runs = self.by_last.get(name.split()[-1].casefold(), ())[:MOST_RUNS]
        fuller = {
            run
            for run in runs
            if run.endswith(" " + name) and not run.startswith("The ") and actors.kind(run) in INSTITUTIONS
        }
        return min(fuller, key=lambda run: (-runs.count(run), run)) if fuller else None

    def firm(self, name: str) -> str | None:
        """The institution whose name begins with this word ("Halvern": "Halvern Logistics"), if nobody is called so."""
        if self.of(name):
            return None
        runs = self.by_first.get(name.casefold(), ())[:MOST_RUNS]
        found = {run for run in runs if actors.kind(run) in INSTITUTIONS}
        return min(found, key=lambda run: (-runs.count(run), run)) if found else None


@functools.lru_cache(maxsize=1024)
def _persons(runs: tuple[str, ...]) -> Sequence[str]:
    counts: dict[str, int] = {}
    for run in runs:
        name = actors.named(run) if actors.kind(run) == "person" else None
        if name and " " in name:
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda name: -counts[name]))


def people_of(text: str) -> People:
    """The names of two words and more in the text."""
    by_last: dict[str, list[str]] = {}
    by_first: dict[str, list[str]] = {}
    for match in NAME.finditer(titles_left_out(text)):
        words = [bare(word) for word in match.group().split()]
        if words[0].casefold() in BEFORE_NAMES:
            words = words[1:]
        if len(words) < 2:
            continue
        for size in range(2, len(words) + 1):
            by_last.setdefault(words[size - 1].casefold(), []).append(" ".join(words[:size]))
        by_first.setdefault(words[0].casefold(), []).append(" ".join(words))
    return People(by_last, by_first)


def bare(word: str) -> str:
    """A word of a name without possessive ending and mark; an initial keeps its dot."""
    word = re.sub(r"['’]s$", "", word)
    return word if len(word) == 2 else word.rstrip(".,")


def titles_left_out(text: str) -> str:
    """The text without the lines in which most words have capitals: there, "Hold Vera Lindqvist" is no name."""
    kept = []
    for line in text.split("\n"):
        words = [word for word in line[:LONGEST_TITLE].split() if len(word) >= FULL_WORD]
        capital = sum(word[0].isupper() for word in words)
        kept.append(line if capital < MOSTLY * len(words) or len(words) < 4 else "")
    return "\n".join(kept)


def by_cluster(text: str, i: int, cluster: Sequence[int], mentioned: Mentioned, known: Mapping[int, Who | None]) -> Who:
    """Who a pronoun, a description or a document is: the nearest named one before it of its entity, else after it, else
    an entity of its own."""
    start, end = mentioned.places[i]
    words = text[start:end]
    kind = actors.kind(words)
    fresh = kind == "unnamed" and NEW.match(words)
    at = bisect.bisect_left(cluster, i)
    if not fresh:
        for j in (*cluster[max(0, at - NEAREST) : at][::-1], *cluster[at + 1 : at + 1 + NEAREST]):
            other = known[j]
            if other is not None and fits(words, kind, other):
                return other
    number = str(mentioned.entities[i])
    if fresh:
        return Who(("description", number, str(i)), kind, tidied(words))
    # A definite description goes with the latest that began an entity of its own in the same cluster.
    near = cluster[max(0, at - NEAREST) : at]
    before = [j for j in near if NEW.match(text[slice(*mentioned.places[j])])]
    key = ("description", number, str(before[-1])) if before else ("description", number)
    first = text[slice(*mentioned.places[before[-1] if before else cluster[0]])]
    name = tidied(words if kind or not actors.kind(first) else first)
    return Who(key, kind or actors.kind(first), name)


def fits(words: str, kind: str | None, other: Who) -> bool:
    """Whether a pronoun or description may mean this one at all."""
    low = words.casefold()
    if low in PEOPLE or kind == "person":
        return other.kind == "person"
    if kind in INSTITUTIONS or kind == "government":
        return other.kind in INSTITUTIONS or other.kind == "government"
    if kind is not None:
        return kind == other.kind == "group"
    return low not in THINGS or other.kind != "person"


def entities_of(text: str, sources: Sequence[Place], found: Sequence[Who]) -> tuple[tuple[Source, ...], list[str]]:
    """One source for each key, numbered in the order of the text, and the ids of the given places."""
    order = sorted(range(len(sources)), key=lambda k: sources[k])
    grouped: dict[tuple[str, ...], list[int]] = {}
    for k in order:
        grouped.setdefault(found[k].key, []).append(k)
    made = []
    ids = [""] * len(sources)
    for number, members in enumerate(grouped.values(), 1):
        for k in members:
            ids[k] = f"e{number}"
        places = sorted({sources[k] for k in members})
        mentions = tuple(Span(start, end, text[start:end]) for start, end in places)
        made.append(source_of(f"e{number}", [found[k] for k in members], mentions))
    return tuple(made), ids


def source_of(identity: str, found: Sequence[Who], mentions: Sequence[Span]) -> Source:
    """The entity of these mentions under its fullest name."""
    kind = next((w.kind for w in found if w.kind), None)
    fullest = max((w.name for w in found), key=len)
    described = actors.describe(fullest) if kind == "unnamed" else None
    return Source(
        id=identity,
        name=fullest,
        kind=kind,
        anonymous=kind == "unnamed" if kind else None,
        count=described.count if described else None,
        affiliation=described.affiliation if described else None,
        role=described.role if described else None,
        mentions=tuple(mentions),
    )


def tidied(words: str) -> str:
    """The words of a mention as a name: in one line, without quotation marks at its ends, no longer than `LONGEST`."""
    name = " ".join(words.split()).strip("\"“”‘’',")
    name = re.sub(r"^[Tt]he (?=[A-Z])|['’]s$", "", name)
    return name[:LONGEST]
