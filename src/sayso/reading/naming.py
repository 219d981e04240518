"""Whom the words of a mention name by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.reading import actors
from sayso.reading.people import INSTITUTIONS, People, looked_up

NAMED = frozenset(("person", "group", "organisation", "government", "outlet", "agency"))
SHARE = re.compile(
    r"(?:(?:only|just|about|nearly|almost|over|roughly|some|around|(?:more|less|fewer) than|an?|the) ){0,3}?"
    r"(?:(?:[\w.,-]+ (?:percent|per cent|in (?:ten|five|four|three)|out of \w+)|[\d.]+ ?%)"
    r"|(?:[\w-]+ )?(?:half|thirds?|quarters?|majority|plurality|two-thirds|three-quarters)\b(?: of |$))",
    re.IGNORECASE,
)
"""How the part of those asked in a poll begins who gave one answer: a group."""
JOINED = re.compile(r",? and |, ")
CLAUSE = re.compile(r",? who(?:se|m)?\b.*", re.DOTALL)
APPENDED = re.compile(r"(?<=[a-z]), (?:both|two|three|four|five|the two) [^,]+\Z")
"""What tells more of several whose names stand before it: "Ada Lind and Olaf Berg, two harbour clerks"."""
PROGRAMME = re.compile(r"(?:[A-Z][\w’']*['’]s )?[“\"‘']?(This [A-Z]\w+)\b")
"""A programme whose name begins with what looks like no part of one: "This Week with Ada Lind"."""
ARTICLE = re.compile(r"(?:the|an?|his|her|its|their) ", re.IGNORECASE)
NAMED_LAST = re.compile(r"[a-z]\S* (?:[A-Z][\w.’'-]+ ?){2,}\Z")
PARTY = re.compile(r"[A-Z]{1,3}[-–][A-Z][\w.]*")
"""What stands behind a politician's name: party and state."""
SAID_OF = {"mr": "he", "sir": "he", "mrs": "she", "ms": "she", "miss": "she", "lady": "she", "dame": "she"}
"""Titles that tell whether "he" or "she" is said of their bearer."""
CAMPAIGN = re.compile(
    r"(?:.*\s)?([A-Z][\w-]+)(?:['’]s?)?"
    r"(?: (?:presidential|senate|gubernatorial|election|re-election|reelection|primary|general))* campaign\Z"
)
"""Whose campaign it is: by a surname, before it."""
POLL = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Tt]his|[Aa]nother|[Oo]ne)\s)?(?:(?:latest|new|recent|separate|previous|own)\s)*"
    r"((?:[A-Z][\w.&’'-]*(?:/[A-Z][\w.&’'-]*)*)(?:(?:\s|/)(?:[A-Z][\w.&’'-]*|and|of)(?:/[A-Z][\w.&’'-]*)*){0,7})"
    r"\s(?:[a-z-]+\s){0,2}?(tracking poll|poll|survey)\b"
)
"""A poll by the names of those who made it: "a new Alder Courier/Marl News poll released on Friday"."""
NEWS = 10
"""Years for which a leader who has left office is still called by the surname alone."""
MOST_HELD = 40
"""Holders of an office in one text that are looked at."""
LONGEST = 200
"""Characters of a source's words that its entity is named by."""


@dataclass(frozen=True, slots=True)
class Who:
    """What one mention tells of who it is: a key that is the same for the same one, a kind, and a name."""

    key: tuple[str, ...]
    kind: str | None
    name: str


def who(words: str, people: People, published: str | None) -> Who | None:
    """Whom the words of a mention name by themselves; None for a pronoun, a description or a document."""
    if (
        (programme := PROGRAMME.match(words))
        and (known := actors.organisation(programme[1]))
        and known.kind == "outlet"
    ):
        return Who(("institution", actors.key(known.name)), known.kind, known.name)
    if full := people.spelled_out(words):
        kind = actors.kind(full)
        return Who(("institution", actors.key(full)), kind if kind in INSTITUTIONS else "organisation", full)
    kind = actors.kind(words)
    if kind in ("document", "unnamed") and words.istitle() and " " not in words:
        likely = [full for full in people.of(words) if actors.given(full.split()[0])]
        return Who(("person", actors.key(likely[0])), "person", likely[0]) if likely else None
    if kind in ("unnamed", "poll", None) and SHARE.match(words):
        kind = "group"
    if kind == "poll" and (poll := POLL.match(words)):
        polled = f"{poll[1]} {poll[2]}"
        return Who((kind, actors.key(polled)), kind, polled)
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
        if fuller := in_full(words, people):
            return Who(("institution", actors.key(fuller)), kind, fuller)
        organisation = actors.organisation(words)
        named = actors.named(words)
        if organisation is None and named is None:
            return campaign(words, people)
        name = people.institution(named) if named and organisation is None else None
        name = name or (organisation.name if organisation else str(named))
        return Who(("institution", actors.key(name)), kind, name)
    if kind == "person" and " " not in words and (firm := people.firm(words)):
        return Who(("institution", actors.key(firm)), actors.kind(firm), firm)
    if kind == "group":
        return Who((kind, actors.key(words)), kind, tidied(words))
    told = CLAUSE.sub("", words)
    told = APPENDED.sub("", told)
    parts = [one_of_several(part, people, published) for part in JOINED.split(told)] if JOINED.search(told) else []
    if len(parts) > 1 and all(parts):
        name = " and ".join(part for part in parts if part)
    elif len(parts) == 2 and parts[1] and " " in parts[1] and not parts[0] and " and " in told and works(told):
        name = parts[1]
    else:
        single = person(words, people, published)
        called = single is not None and " " not in single and actors.office(single)
        if single is None or (called and not (people.of(single) or actors.leaders(single))):
            return None
        name = single
    return Who((kind, actors.key(name)), kind, name)


def one_of_several(words: str, people: People, published: str | None) -> str | None:
    """The person whom one of the joined parts of a mention names; None for a role."""
    name = None if ARTICLE.match(words) and not NAMED_LAST.search(words) else person(words, people, published)
    if name is None or not (" " in name or people.of(name)) or actors.office(name.split()[-1]):
        return None
    return name


def works(words: str) -> bool:
    """Whether the words before the first "and" end with an office: "former chair and novelist Ada Lind"."""
    first = words.partition(" and ")[0].split()
    return bool(first) and bool(actors.noun_classes(first[-1].casefold()))


def campaign(words: str, people: People) -> Who | None:
    """The campaign of somebody whom the words name: "the Lind campaign", "Ada Lind’s presidential campaign"; in full
    where the text has it so."""
    found = CAMPAIGN.match(words[-LONGEST:]) if words.endswith(" campaign") else None
    if found is None or actors.reference(found[1]) or actors.kind(found[1]) != "person":
        return None
    runner = people.campaigns.get(looked_up(found[1]), found[1])
    return Who(("campaign", actors.key(found[1])), "organisation", f"{runner} campaign")


def in_full(words: str, people: People) -> str | None:
    """The institution whose name is cut short to an article and its last word: "The Post"."""
    parts = words.split()
    if len(parts) != 2 or parts[0].casefold() != "the" or not parts[1].istitle():
        return None
    return people.institution(words)


def person(words: str, people: People, published: str | None) -> str | None:
    """The full name of the person that the words name, as far as the text or an office tells it."""
    if actors.kind(words) != "person":
        return None
    name = actors.named(words)
    if name is None or not (words.rstrip("\"“”’'.,)s").endswith(name.rstrip(".s")) or told_after(words, name)):
        return None
    if PARTY.fullmatch(name):
        return None
    parts = name.split()
    fuller = people.of(parts[-1])
    called = people.called(name) if len(parts) == 1 and actors.given(name) else ()
    if len(parts) == 1:
        title = words[: words.index(name)].split() if name in words else []
        said = SAID_OF.get(title[-1].rstrip(".").casefold()) if title else None
        fuller = suited(fuller, said, title, people)
        if said and not fuller and people.of(name):
            return f"{title[-1]} {name}"
        if not called and not (fuller and actors.given(fuller[0].split()[0])):
            leading = {one for one in leaders(name, published, 0 if fuller else NEWS) if agree(one, said, people)}
            if len(leading) == 1:
                return leading.pop()
    if len(parts) > 1:
        given_parts = set(map(looked_up, parts))
        return max((full for full in fuller if given_parts <= set(map(looked_up, full.split()))), key=len, default=name)
    if fuller:
        return fuller[0]
    first = sorted(people.called(name), key=len)
    if first and all(full.startswith(first[0]) for full in first):
        return first[0]
    return name


def suited(names: Sequence[str], said: str | None, title: Sequence[str], people: People) -> Sequence[str]:
    """Those of several full names that the title before a surname may stand before; who holds the office first."""
    fit = [name for name in names if agree(name, said, people)]
    offices = {actors.office(" ".join(title[-size:])) for size in (1, 2) if len(title) >= size}
    held = {one.name for office in offices for one in people.held(office or "")[:MOST_HELD]}
    return sorted(fit, key=lambda name: not any(name in run for run in held)) if held else fit


def agree(name: str, said: str | None, people: People) -> bool:
    """Whether "he" or "she" may be said of this person as a title has it."""
    return said is None or people.pronoun(name) in (None, said)


def leaders(surname: str, published: str | None, years: int) -> set[str]:
    """The names of those with this surname who lead or led a country so many years around the publication."""
    terms = actors.leaders(surname)
    if published is None or not published[:4].isdecimal():
        return {leader.name for leader in terms} if years else set()
    year = int(published[:4])
    near = {leader.name for leader in actors.leaders(surname, published)}
    return near or {
        leader.name
        for leader in terms
        if years and leader.start[:4] <= f"{year + 1:04}" and (leader.end or "9") >= f"{max(0, year - years):04}"
    }


def told_after(words: str, name: str) -> bool:
    """Whether what follows the name in the words only tells more of its bearer: "Ted Cruz (R-Texas)", "Kamala Harris of
    California"."""
    rest = words.partition(name)[2]
    after = re.match(r"\s+(\w+)", rest)
    return (
        "," in words
        or rest.startswith((" (", " - ", " — ", " – "))
        or (after is not None and actors.ends_name(after[1]))
    )


def tidied(words: str) -> str:
    """The words of a mention as a name: in one line, without quotation marks at its ends, no longer than `LONGEST`."""
    name = " ".join(words.split()).strip("\"“”‘’',")
    name = re.sub(r"^[Tt]he (?=[A-Z])|['’]s$|(?<=[a-z]) ?[–—](?=[a-z ]).*", "", name)
    return name[:LONGEST]
