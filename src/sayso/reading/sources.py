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
from sayso.reading.antecedents import RELATIVE, Owned, antecedents, owned
from sayso.reading.headlines import FIRST, Told, headline, in_small_letters, named_afterwards, spelt_out
from sayso.reading.naming import LONGEST, Who, person, tidied, who
from sayso.reading.people import CAPITALISED, INSTITUTIONS, People, past, people_of

Place = tuple[int, int]

FIRST_PERSON = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
PEOPLE = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
"""Pronouns for one person, and what is said of that person."""
DEFINED = re.compile(r"(?:the|this|that)\b", re.IGNORECASE)
GENERAL = frozenset(["federal", "nation", "national", "country", "us", "state"])
"""Words that tell little of which institution is meant."""
OF_MANY = frozenset(
    ["party", "group", "company", "team", "house", "country", "state", "city", "county", "town", "force"]
)
"""Nouns that are parts of too many names."""
TITLED = re.compile(r"\b[A-Z][a-z]+\b")
SPEAKING = frozenset([*INSTITUTIONS, "government", "document", "poll"])
"""Kinds of those who "it" is said of."""
AUTHOR_KEY = ("author",)
NOBODY = Who(("description",), None, "")
AND = " and "
"""What joins the names of several persons who speak as one source."""
UNKNOWN = frozenset(["you", "the two", "they", "them", "both", "who", "your"])
PARTITIVE = re.compile(
    r"(?:many|some|most|all|several|few|a few|both|any|one|two|three|half) of (?:them|us|you|these|those)"
)
OWNERS = frozenset(["my", "our", "his", "her", "its", "their"])
THING = frozenset(["it", "its", "itself", "which"])
THINGS = frozenset(["it", "its", "itself", "they", "them", "their", "theirs", "themselves", "which"])
NAME_BEFORE = re.compile(rf"(?:{CAPITALISED} )*{CAPITALISED}\Z")
PLAIN_MEDIUM = re.compile(r"(?:the|this|that) (?:outlet|newspaper|paper|agency|network|magazine|site|website|channel)")
NEW = re.compile(r"(?:an?|another|one|other|some|several|(?:the )?(?:two|three|four|five))\b", re.IGNORECASE)
"""How the description of someone begins who was not mentioned before."""
DEFINITE = frozenset(
    [*("the", "this", "that", "these", "those", "both", "all"), *("his", "her", "its", "their", "our", "my", "your")]
)
"""How the description of somebody begins who was mentioned before, or is known by whose he is."""
OWNED = re.compile(r"\w['’]s? \w")
NEAREST = 60
"""Mentions or sources that are looked at in each direction: nobody remembers more, and long texts stay affordable."""
LONGEST_QUOTATION = 2000


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Every mention of a text in its order, as (start, end), with the number of its entity after coreference."""

    places: Sequence[Place]
    entities: Sequence[int]


@dataclass(frozen=True, slots=True)
class Context:
    """What the sources of one text are resolved by: all of its mentions, those of each entity, whom each mention of a
    source's entity names by itself; `index` gives the number of the mention at a place, `by_noun` the mentions that
    have a word with a capital."""

    text: str
    mentioned: Mentioned
    index: Mapping[Place, int]
    clusters: Mapping[int, Sequence[int]]
    known: Mapping[int, Who | None]
    people: People
    published: str | None
    by_noun: Mapping[str, Sequence[int]]

    def words(self, place: Place) -> str:
        """The words at this place."""
        return self.text[slice(*place)]

    def named(self, i: int) -> Who | None:
        """Whom mention `i` names."""
        return who(self.words(self.mentioned.places[i]), self.people, self.published)

    def tells(self, surname: str) -> bool:
        """Whether the text has a mention with this word."""
        return bool(self.by_noun.get(surname))

    def bodies(self, head: str) -> Sequence[int]:
        """The mentions whose words have this noun with a capital."""
        return self.by_noun.get(head.capitalize(), ())


def resolve(
    text: str, sources: Sequence[Place], speakers: Mapping[int, int], mentioned: Mentioned, published: str | None
) -> tuple[tuple[Source, ...], list[str]]:
    """The source entities of a text, and for each of `sources` (places of source or relay mentions, which are all in
    `mentioned`) the id of its entity.

    `speakers` gives, for a source that stands inside what another one says, the index of that other source: whom "I"
    and "we" mean.
    """
    seen = in_small_letters(text, sources)
    context = context_of(seen, sources, mentioned, published)
    found: dict[int, Who] = {}
    order = sorted(range(len(sources)), key=lambda k: sources[k])
    for k in order:
        found[k] = by_itself(context, sources[k])
    by_hearing = dict(found)
    for place, k in enumerate(order):
        before, after = order[max(0, place - NEAREST) : place][::-1], order[place + 1 : place + 1 + NEAREST]
        one = meant(context, sources[k], k, before, after, speakers, by_hearing)
        by_hearing[k] = in_other_words(context, sources[k], one, k, before, speakers, by_hearing)
    for i, k in enumerate(order):
        if title := headline(seen, sources[k], by_hearing[k]):
            others = [(context.words(sources[j]), by_hearing[j]) for j in order[i + 1 : i + 1 + NEAREST]]
            by_hearing[k] = spelt_out(title, others) or by_hearing[k]
    by_hearing = identified(context, sources, order, by_hearing)
    return entities_of(text, sources, [by_hearing[k] for k in range(len(sources))])


def identified(
    context: Context, sources: Sequence[Place], order: Sequence[int], found: Mapping[int, Who]
) -> dict[int, Who]:
    """The sources with those who are described at the beginning of the text as whom it names afterwards."""
    made = dict(found)
    for i, k in reversed(list(enumerate(order[:NEAREST]))):
        told = Told(sources[k], context.words(sources[k]), made[k])
        others = [Told(sources[j], context.words(sources[j]), made[j]) for j in order[i + 1 : i + 1 + FIRST]]
        if one := named_afterwards(context.text, told, others, context.people):
            again = f"the {actors.noun(told.words)[0]}"
            for j in order:
                same = context.words(sources[j]).casefold() == again and made[j].key[0] == "description"
                if made[j].key == told.one.key or same:
                    made[j] = one
    return made


def context_of(text: str, sources: Sequence[Place], mentioned: Mentioned, published: str | None) -> Context:
    """What the sources are resolved by."""
    people = people_of(text)
    index = {place: i for i, place in enumerate(mentioned.places)}
    clusters: dict[int, list[int]] = {}
    for i, entity in enumerate(mentioned.entities):
        clusters.setdefault(entity, []).append(i)
    wanted = {mentioned.entities[index[place]] for place in sources}
    for place in sources:
        words = text[slice(*place)]
        if words.casefold() in RELATIVE:
            wanted.update(mentioned.entities[i] for i, _ in antecedents(text, place[0], mentioned.places))
        elif (whose := owned(words)) and (owner := of_owner(place, whose)) in index:
            wanted.add(mentioned.entities[index[owner]])
    named: dict[str, Who | None] = {}
    known: dict[int, Who | None] = {}
    for entity in wanted:
        for i in clusters[entity]:
            words = text[slice(*mentioned.places[i])]
            if words not in named:
                named[words] = who(words, people, published)
            known[i] = named[words]
    told = said_of(text, mentioned, clusters, known)
    by_noun: dict[str, list[int]] = {}
    for i, (start, end) in enumerate(mentioned.places):
        for word in {match[0] for match in TITLED.finditer(text, start, min(end, start + LONGEST))}:
            by_noun.setdefault(word, []).append(i)
    return Context(text, mentioned, index, clusters, known, people.with_pronouns(told), published, by_noun)


def said_of(
    text: str, mentioned: Mentioned, clusters: Mapping[int, Sequence[int]], known: Mapping[int, Who | None]
) -> dict[str, str]:
    """Whether "he" or "she" is said of somebody, by full name, where coreference puts either with the name."""
    counts: dict[str, dict[str, int]] = {}
    for i, one in known.items():
        if one is None or one.kind != "person":
            continue
        told = counts.setdefault(one.name, {})
        for j in neighbours(clusters[mentioned.entities[i]], i):
            if said := PEOPLE.get(text[slice(*mentioned.places[j])].casefold()):
                told[said] = told.get(said, 0) + 1
    return {name: max(told, key=lambda said: told[said]) for name, told in counts.items() if told}


def neighbours(cluster: Sequence[int], i: int) -> list[int]:
    """The mentions of an entity around its mention `i`: those before, the nearest first, then those after."""
    at = bisect.bisect_left(cluster, i)
    return [*cluster[max(0, at - NEAREST) : at][::-1], *cluster[at + 1 : at + 1 + NEAREST]]


def by_itself(context: Context, place: Place) -> Who:
    """Who the source at a place is, as far as its words, its antecedent or its entity tell."""
    i = context.index[place]
    words = context.words(place)
    if words.casefold() in RELATIVE:
        for j, before in antecedents(context.text, place[0], context.mentioned.places):
            words = context.words(before)
            if NEW.match(words) and (named := appended_to(context, before[0])):
                return named
            return who(words, context.people, context.published) or by_cluster(context, j, words)
    return context.known[i] or by_cluster(context, i, words)


def appended_to(context: Context, start: int) -> Who | None:
    """Whom a description that begins at `start` tells more of: "Ada Lind" before ", a clerk"."""
    return named_before(context, start) if context.text[max(0, start - 3) : start].rstrip().endswith(",") else None


def meant(
    context: Context,
    place: Place,
    k: int,
    before: Sequence[int],
    after: Sequence[int],
    speakers: Mapping[int, int],
    found: Mapping[int, Who],
) -> Who:
    """Who source `k` is, by its words at `place` and by the sources around it, the nearest first."""
    words = context.words(place).casefold()
    people = context.people
    here = found[k]
    described = here.key[0] == "description"
    if words in RELATIVE and any(antecedents(context.text, place[0], context.mentioned.places)):
        return here
    if words in RELATIVE:
        return named_before(context, place[0], words) or heard(words, k, before, after, speakers, found)
    if words in ("he", "she") or (words in PEOPLE and described):
        return third_person(context, place, k, before, speakers, found)
    if here.kind == "person" and words.startswith("the "):
        if one := office_holder(context, place, here):
            return one
        if not described or OWNED.search(words):
            # "The court’s clerk" is no one who was only called by name.
            return here
        # Nobody is "the clerk" in what he says himself.
        holder = found.get(speakers.get(k, -1))
        others = [j for j in before if holder is None or found[j].key != holder.key]
        last = spoken_of(actors.pronoun(words.split()), k, others, {}, found, people, words)
        return here if last is None else found[last]
    one = heard(words, k, before, after, speakers, found)
    if one.key[0] == "description" and (body := institution_of(context, place)):
        return body
    if words in FIRST_PERSON and one.key[0] == "description" and not quoted(context.text, place[0]):
        return author(people.signed(place[0]))
    return one


def third_person(
    context: Context, place: Place, k: int, before: Sequence[int], speakers: Mapping[int, int], found: Mapping[int, Who]
) -> Who:
    """Who "he" or "she" is: the last source that may be meant; in a quotation not its speaker, but first who is
    mentioned in it; who is mentioned in the text before, if that was nobody's source."""
    said, here = PEOPLE[context.words(place).casefold()], found[k]
    holder = speakers.get(k)
    if holder is not None and (begin := opened(context.text, place[0])) is not None:
        speaker = found[holder].key
        if one := mentioned_before(context, place, said, begin, speaker):
            return one
        if here.key[0] != "description" and here.key != speaker:
            return here
        before = [j for j in before if found[j].key != speaker]
        speakers = {}
    last = spoken_of(said, k, before, speakers, found, context.people)
    if last is not None:
        return found[last]
    return here if here.key[0] != "description" else mentioned_before(context, place, said, 0) or here


def mentioned_before(
    context: Context, place: Place, said: str, begin: int, speaker: tuple[str, ...] | None = None
) -> Who | None:
    """The person of whom "he" or "she", as `said`, may be said and whom the text mentions from `begin` on and nearest
    before `place`, other than the `speaker`."""
    at = context.index[place]
    for i in range(at - 1, max(-1, at - 1 - NEAREST), -1):
        start, end = context.mentioned.places[i]
        if start < begin:
            break
        one = context.named(i)
        if one and " " not in one.name and not actors.given(one.name):
            continue
        if one is None and DEFINED.match(context.text, start):
            one = office_holder(context, (start, end), NOBODY)
        if (
            one
            and one.kind == "person"
            and one.key != speaker
            and end <= place[0]
            and agrees(said, one, context.people)
        ):
            return one
    return None


def office_holder(context: Context, place: Place, here: Who) -> Who | None:
    """Whom "the mayor" means, by who is called so in the text or, at its time, by public facts; None if that is nobody,
    or `here`, whom coreference says, is called so too."""
    words, people = context.words(place), context.people
    role = actors.describe(words).role
    gone = past(words.split())
    if role is None or (here.key[0] != "description" and people.holds(here.name, role, place[0], gone)):
        return None
    name = people.in_office(role, actors.noun(words)[1], place[0], gone)
    if name is None and context.published and not gone:
        bearers = actors.in_office(role, context.published[:10])
        led = {leader.name for leader in bearers if context.tells(leader.surname)}
        name = led.pop() if len(led) == 1 else None
    one = who(name, people, context.published) if name else None
    return one if one and one.kind == "person" else None


def institution_of(context: Context, place: Place) -> Who | None:
    """The named institution that a description means: "the appeals court" that whose name has both words, the nearest
    before it; "an appeals court" the only one in the text."""
    words = context.words(place)
    if actors.kind(words) not in (*INSTITUTIONS, "government") or not (DEFINED.match(words) or NEW.match(words)):
        return None
    head, told = actors.noun(words)
    told -= GENERAL
    if head in OF_MANY or not head or not (told or DEFINED.match(words)):
        return None
    bodies = context.bodies(head)
    if DEFINED.match(words):
        at = bisect.bisect_left(bodies, context.index[place])
        named = (context.named(i) for i in bodies[max(0, at - NEAREST) : at][::-1])
        return next((one for one in named if one and is_called(one, {head, *told})), None)
    found = {one.name: one for i in bodies[:NEAREST] if (one := context.named(i)) and is_called(one, {head, *told})}
    return next(iter(found.values())) if len(found) == 1 else None


def is_called(one: Who, words: set[str]) -> bool:
    """Whether it is an institution whose name has all of these words."""
    return one.key[0] in ("institution", "government") and words <= set(actors.key(one.name).split())


def author(name: str | None) -> Who:
    """Who writes the text, or the letter in it that is signed with this name."""
    return Who(("person", actors.key(name)), "person", name) if name else Who(AUTHOR_KEY, "person", "the author")


def in_other_words(
    context: Context,
    place: Place,
    one: Who,
    k: int,
    before: Sequence[int],
    speakers: Mapping[int, int],
    found: Mapping[int, Who],
) -> Who:
    """A description with its owner's name in it, if it has one: "Ada Lind’s supporters" for "her supporters"; and what
    stays unresolved with the kind that its words tell."""
    if one.key[0] != "description":
        return one
    whose = owned(one.name) if one.name == tidied(context.words(place)) else None
    owner = owner_of(context, place, whose, k, before, speakers, found) if whose else None
    if whose and owner and owner != whose.owner:
        words = whose.by(owner)
        if named := who(words, context.people, context.published):
            return named
        kind = actors.kind(words) or one.kind
        return Who(("description", actors.key(words)) if kind != "document" else one.key, kind, tidied(words))
    low = context.words(place).casefold()
    if one.kind is None and (low in PEOPLE or low in UNKNOWN or PARTITIVE.fullmatch(low)):
        return Who(one.key, "person" if low in PEOPLE else "unnamed", one.name)
    return one


def of_owner(place: Place, whose: Owned) -> Place:
    """The place of the owner in a description."""
    start = place[0] + len(whose.before)
    return start, start + len(whose.owner)


def owner_of(
    context: Context,
    place: Place,
    whose: Owned,
    k: int,
    before: Sequence[int],
    speakers: Mapping[int, int],
    found: Mapping[int, Who],
) -> str | None:
    """The name of whose the description at a place is."""
    if whose.owner not in OWNERS:
        return person(whose.owner, context.people, context.published)
    holder = found.get(speakers.get(k, -1))
    if holder and holder.kind == "person":
        said = PEOPLE.get(whose.owner)
        if whose.owner in FIRST_PERSON or (said and agrees(said, holder, context.people)):
            return holder.name
    i = context.index.get(of_owner(place, whose)) if whose.owner not in FIRST_PERSON else None
    for j in neighbours(context.clusters[context.mentioned.entities[i]], i) if i is not None else ():
        other = context.known.get(j)
        if other is not None and fits(whose.owner, None, other, context.people):
            return other.name
    if whose.owner in PEOPLE:
        last = spoken_of(PEOPLE[whose.owner], k, before, speakers, found, context.people)
        return found[last].name if last is not None and found[last].kind == "person" else None
    return holder.name if holder and (holder.kind in INSTITUTIONS or holder.kind == "government") else None


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
    if words in ("it", "its") and here.kind is None:
        told = [j for j in (speakers.get(k), *before) if j is not None and found[j].kind in SPEAKING]
        return found[told[0]] if told else here
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
        wanted = ("group", "unnamed", "organisation", "government", "outlet", "agency")
    elif words == "who":
        wanted = ("person", "unnamed", "group")
    else:
        return here
    several = words in ("they", "them", "their")
    if several:
        order = [j for j in order if found[j].kind != "unnamed" or actors.describe(found[j].name).count != 1]
    return next((found[j] for j in order if found[j].kind in wanted or (several and AND in found[j].name)), here)


def spoken_of(
    said: str | None,
    k: int,
    before: Sequence[int],
    speakers: Mapping[int, int],
    found: Mapping[int, Who],
    people: People,
    words: str = "",
) -> int | None:
    """The source that "he" or "she" most likely is as source `k`: who says what it stands in, else the last one before
    it that is no part of what somebody says. `before` are the sources before it, the nearest first; a description of
    `words` means nobody who has another one."""
    holder = speakers.get(k)
    order = [j for j in before if speakers.get(j) in (None, holder) and j != holder]
    role = actors.describe(words).role
    return next(
        (
            j
            for j in ([] if holder is None else [holder]) + order
            if agrees(said, found[j], people)
            and (role is None or found[j].kind == "person" or actors.describe(found[j].name).role in (None, role))
        ),
        None,
    )


def quoted(text: str, place: int) -> bool:
    """Whether quotation marks that open before `place` in its line close after it."""
    return opened(text, place) is not None


def opened(text: str, place: int) -> int | None:
    """Where the quotation marks open that close after `place`, if they open in its line."""
    start = max(text.rfind("\n", 0, place) + 1, place - LONGEST_QUOTATION)
    before = text[start:place]
    if before.count("“") > before.count("”"):
        return start + before.rindex("“")
    return start + before.rindex('"') if before.count('"') % 2 == 1 else None


def named_before(context: Context, start: int, pronoun: str = "who") -> Who | None:
    """Whom the name that ends right before `start` names: the antecedent of a relative pronoun there that is no
    mention."""
    run = NAME_BEFORE.search(context.text[max(0, start - LONGEST) : start].rstrip(" ,"))
    one = who(run.group(), context.people, context.published) if run else None
    wanted = ("person", "group") if pronoun == "who" else SPEAKING
    return one if one and one.kind in wanted else None


def agrees(said: str | None, other: Who, people: People) -> bool:
    """Whether the other one is one person, of whom "he" or "she", as `said`, may be said."""
    if actors.kind(other.name) is None or other.kind not in ("person", "unnamed") or other.key == AUTHOR_KEY:
        return False
    if AND in other.name or (other.kind == "unnamed" and several(other.name)):
        return False
    return said is None or people.pronoun(other.name) in (None, said)


def several(words: str) -> bool:
    """Whether the words describe more than one: "two clerks", "growing numbers"."""
    described = actors.describe(words)
    return described.plural or (described.role is None and words.endswith("s") and not words.endswith("ss"))


def by_cluster(context: Context, i: int, words: str) -> Who:
    """Who a pronoun, a description or a document is that reads `words` at mention `i`: the nearest named one before it
    of its entity, else after it, else an entity of its own."""
    text, mentioned, cluster = context.text, context.mentioned, context.clusters[context.mentioned.entities[i]]
    kind = actors.kind(words)
    fresh = kind == "unnamed" and NEW.match(words)
    for j in () if fresh else neighbours(cluster, i):
        other = context.known[j]
        if other is not None and fits(words, kind, other, context.people):
            return other
    at = bisect.bisect_left(cluster, i)
    number = str(mentioned.entities[i])
    if fresh:
        return Who(("description", number, str(i)), kind, tidied(words))
    if indefinite(words):
        return Who(("description", actors.key(words)), kind, tidied(words))
    # A definite description goes with the latest that began an entity of its own in the same cluster.
    near = cluster[max(0, at - NEAREST) : at]
    before = [j for j in near if begins(text[slice(*mentioned.places[j])])]
    first = text[slice(*mentioned.places[before[-1] if before else cluster[0]])]
    if words.casefold() in THING and actors.kind(first) in ("person", "unnamed", "group"):
        return Who(("description", number, str(i)), None, tidied(words))
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
    if low in ("they", "them", "their") and AND in other.name:
        return True
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
