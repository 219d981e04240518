"""Who the sources of a text are: the mentions that stand as sources or relays, resolved to source entities.

A mention that names someone is of whoever has that name; a pronoun or a description is of the one that coreference puts
it with. A place stands for its government where it acts as a source (metonymy).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.document import Source, Span
from sayso.reading import actors
from sayso.reading.people import CAPITALISED, INSTITUTIONS, People, people_of

Place = tuple[int, int]

NAMED = frozenset(("person", "group", "organisation", "government", "outlet", "agency"))
FIRST_PERSON = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
AUTHOR = frozenset(["i", "me", "my"])
PEOPLE = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
"""Pronouns for one person, and what is said of that person."""
THINGS = frozenset(["it", "its", "itself", "they", "them", "their", "theirs", "themselves", "which"])
NAME_BEFORE = re.compile(rf"(?:{CAPITALISED} )*{CAPITALISED}\Z")
PLAIN_MEDIUM = re.compile(r"(?:the|this|that) (?:outlet|newspaper|paper|agency|network|magazine|site|website|channel)")
SHARE = re.compile(r"(?:[\w.,-]+ (?:percent|per cent|in (?:ten|five|four|three)|out of \w+)|[\d.]+ ?%)", re.IGNORECASE)
"""How the part of those asked in a poll begins who gave one answer: a group."""
NEW = re.compile(r"(?:an?|another|one|other|some|several|(?:the )?(?:two|three|four|five))\b", re.IGNORECASE)
"""How the description of someone begins who was not mentioned before."""
DEFINITE = frozenset(
    [*("the", "this", "that", "these", "those", "both", "all"), *("his", "her", "its", "their", "our", "my", "your")]
)
"""How the description of somebody begins who was mentioned before, or is known by whose he is."""
NEAREST = 60
"""Mentions or sources that are looked at in each direction: nobody remembers more, and long texts stay affordable."""
LONGEST_QUOTATION = 2000
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
        found[k] = known[i] or by_cluster(text, i, clusters[mentioned.entities[i]], mentioned, known, people)
    by_hearing = dict(found)
    for place, k in enumerate(order):
        before, after = order[max(0, place - NEAREST) : place][::-1], order[place + 1 : place + 1 + NEAREST]
        by_hearing[k] = meant(text, sources[k], k, before, after, speakers, by_hearing, people, mentioned, published)
    return entities_of(text, sources, [by_hearing[k] for k in range(len(sources))])


def meant(
    text: str,
    place: Place,
    k: int,
    before: Sequence[int],
    after: Sequence[int],
    speakers: Mapping[int, int],
    found: Mapping[int, Who],
    people: People,
    mentioned: Mentioned,
    published: str | None,
) -> Who:
    """Who source `k` is, by its words at `place` and by the sources around it, the nearest first."""
    words = text[slice(*place)].casefold()
    here = found[k]
    described = here.key[0] == "description"
    if words == "who":
        return named_before(text, place[0], mentioned, people, published) or heard(
            words, k, before, after, speakers, found
        )
    if words in ("he", "she") or (words in PEOPLE and described):
        last = spoken_of(PEOPLE[words], k, before, speakers, found, people)
        return here if last is None else found[last]
    if described and here.kind == "person" and words.startswith("the "):
        name = people.in_office(actors.describe(words).role, place[0])
        if name and (one := who(name, people, published)):
            return one
        last = spoken_of(actors.pronoun(words.split()), k, before, speakers, found, people)
        return here if last is None else found[last]
    one = heard(words, k, before, after, speakers, found)
    if words in AUTHOR and one.key[0] == "description" and not quoted(text, place[0]):
        return Who(("author",), "person", "the author")
    return one


def heard(
    words: str,
    k: int,
    before: Sequence[int],
    after: Sequence[int],
    speakers: Mapping[int, int],
    found: Mapping[int, Who],
) -> Who:
    """Who a source is whose words and whose entity do not tell: "I" is who speaks, "the outlet" the outlet that is
    named nearest before it or after it, "they" and "the source" the last source that may be meant. `before` and `after`
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
    else:
        return here
    return next((found[j] for j in order if found[j].kind in wanted), here)


def spoken_of(
    said: str | None,
    k: int,
    before: Sequence[int],
    speakers: Mapping[int, int],
    found: Mapping[int, Who],
    people: People,
) -> int | None:
    """The source that "he" or "she" most likely is as source `k`: who says what it stands in, else the last one before
    it that is no part of what somebody says. `before` are the sources before it, the nearest first."""
    holder = speakers.get(k)
    order = [j for j in before if speakers.get(j) in (None, holder) and j != holder]
    return next((j for j in ([] if holder is None else [holder]) + order if agrees(said, found[j], people)), None)


def quoted(text: str, place: int) -> bool:
    """Whether quotation marks that open before `place` in its line close after it."""
    before = text[max(text.rfind("\n", 0, place) + 1, place - LONGEST_QUOTATION) : place]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def named_before(text: str, start: int, mentioned: Mentioned, people: People, published: str | None) -> Who | None:
    """Whom the mention or the name that ends right before `start` names: the antecedent of a "who" there."""
    before = text[max(0, start - LONGEST) : start].rstrip(" ,")
    end = max(0, start - LONGEST) + len(before)
    at = bisect.bisect_left(mentioned.places, (start,))
    ending = [text[slice(*place)] for place in mentioned.places[max(0, at - NEAREST) : at] if place[1] == end]
    run = NAME_BEFORE.search(before)
    for words in (*ending, *([run.group()] if run else [])):
        if one := who(words, people, published):
            return one
    return None


def agrees(said: str | None, other: Who, people: People) -> bool:
    """Whether the other one is one person, of whom "he" or "she", as `said`, may be said."""
    if actors.kind(other.name) is None or other.kind not in ("person", "unnamed"):
        return False
    if other.kind == "unnamed" and actors.describe(other.name).plural:
        return False
    return said is None or people.pronoun(other.name) in (None, said)


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
    if len(parts) > 1 and all(part and (" " in part or people.of(part)) for part in parts):
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
    if name is None or not (words.rstrip("\"“”’'.,)s").endswith(name.rstrip(".s")) or told_after(words, name)):
        return None
    parts = name.split()
    fuller = people.of(parts[-1])
    if len(parts) > 1:
        return max((full for full in fuller if set(parts) <= set(full.split())), key=len, default=name)
    if fuller:
        return fuller[0]
    first = sorted(people.called(name), key=len)
    if first and all(full.startswith(first[0]) for full in first):
        return first[0]
    in_office = {leader.name for leader in actors.leaders(name, published)}
    return in_office.pop() if len(in_office) == 1 else name


def told_after(words: str, name: str) -> bool:
    """Whether what follows the name in the words only tells more of its bearer: "Ted Cruz (R-Texas)", "Kamala Harris of
    California"."""
    rest = words.partition(name)[2]
    after = re.match(r"\s+(\w+)", rest)
    return "," in words or rest.startswith(" (") or (after is not None and actors.ends_name(after[1]))


def by_cluster(
    text: str, i: int, cluster: Sequence[int], mentioned: Mentioned, known: Mapping[int, Who | None], people: People
) -> Who:
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
            if other is not None and fits(words, kind, other, people):
                return other
    number = str(mentioned.entities[i])
    if fresh:
        return Who(("description", number, str(i)), kind, tidied(words))
    if indefinite(words):
        return Who(("description", actors.key(words)), kind, tidied(words))
    # A definite description goes with the latest that began an entity of its own in the same cluster.
    near = cluster[max(0, at - NEAREST) : at]
    before = [j for j in near if begins(text[slice(*mentioned.places[j])])]
    first = text[slice(*mentioned.places[before[-1] if before else cluster[0]])]
    name = tidied(words if kind or not actors.kind(first) else first)
    if before and indefinite(first):
        return Who(("description", actors.key(first)), kind or actors.kind(first), name)
    key = ("description", number, str(before[-1])) if before else ("description", number)
    return Who(key, kind or actors.kind(first), name)


def begins(words: str) -> bool:
    """Whether the words are how somebody is described who was not mentioned before."""
    return NEW.match(words) is not None or indefinite(words)


def indefinite(words: str) -> bool:
    """Whether the words describe several people and do not say which: "officials", "people close to the talks". In one
    text the same words are taken for the same people."""
    first = words.split(maxsplit=1)[0].casefold() if words.strip() else ""
    if first in DEFINITE or NEW.match(words) or actors.kind(words) != "unnamed":
        return False
    return actors.describe(words).plural


def fits(words: str, kind: str | None, other: Who, people: People) -> bool:
    """Whether a pronoun or description may mean this one at all."""
    low = words.casefold()
    if low in PEOPLE:
        return other.kind == "person" and people.pronoun(other.name) in (None, PEOPLE[low])
    if kind == "person":
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
