"""The persons whom a text names, by the parts of their names, by titles and by offices."""

from __future__ import annotations

import bisect
import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.reading import actors
from sayso.reading.acronyms import acronyms_of

INSTITUTIONS = frozenset(("organisation", "outlet", "agency"))
CAPITALISED = r"[A-Z](?:\.(?:[A-Z]\.)*|[a-z]{1,2}\.|[\w’'-]*)"
NAME = re.compile(rf"\b{CAPITALISED}(?:[ \u00a0](?:{CAPITALISED}|(?:de|da|von|van|al|bin|el)(?= [A-Z]))){{1,8}}")
"""Capitalised words in a row: no more than nine, titles in front of a name, which are cut off later, among them."""
SIGNATURE = re.compile(rf"^((?:{CAPITALISED} ){{1,3}}{CAPITALISED})\.?[ \t]*$", re.MULTILINE)
OWNER = re.compile(r".*['’]s\s(?=\S)", re.DOTALL)
"""Whose somebody is, in front of the name."""
ARTICLE = re.compile(r"^[Tt]he ")
INITIALS = re.compile(r"(?:[A-Z]\.)+")
MOST_RUNS = 40
BEFORE_NAMES = frozenset(
    [
        *("after", "although", "and", "as", "at", "because", "before", "but", "by", "despite", "during", "even"),
        *("for", "former", "from", "if", "in", "like", "meanwhile", "now", "of", "on", "once", "only", "or"),
        *("since", "so", "still", "the", "then", "though", "through", "to", "unlike", "until", "when", "where"),
        *("while", "with", "yet"),
    ]
)
"""Words that stand with a capital before a name where a sentence begins."""
CALLED = {
    "lawmaker": frozenset(
        ["representative", "senator", "delegate", "mp", "assemblyman", "assemblywoman", "legislator"]
    ),
    "legislator": frozenset(["representative", "senator", "delegate", "mp", "assemblyman", "assemblywoman"]),
    "politician": frozenset(["representative", "senator", "mp", "governor", "mayor", "minister"]),
    "representative": frozenset(["member"]),
    "candidate": frozenset(["nominee", "contender", "hopeful"]),
    "nominee": frozenset(["candidate"]),
    "contender": frozenset(["candidate", "hopeful"]),
    "hopeful": frozenset(["candidate", "contender"]),
    "contestant": frozenset(["candidate"]),
}
"""Nouns for the holders of other offices; where those are not in the text, the noun means nobody else."""
CAMPAIGN = re.compile(r"\b((?:[A-Z][\w.-]* ){1,3}[A-Z][\w-]*)(?:['’]s?)? (?:[a-z-]+ )?campaign\b")
BEFORE_NAME = re.compile(r"((?:[\w.’'-]+ ){0,4})([\w-]+)(,? )\Z")
"""What may describe somebody right before the name: "the county's tax commissioner ", "the finance minister, "."""
AFTER_NAME = re.compile(
    r"(?: \([^()\n]{1,40}\))?, (?:\d+, )?((?:the|an?|former|his|her|its|their|[A-Z][\w.]*['’]s) [^,.;:()\n“”\"]{2,80})"
)
"""What describes somebody after the name: ", a former harbour master"."""
FORMER = frozenset(["former", "ex", "retired", "late", "onetime", "one-time", "then"])
LONGEST_BEFORE = 80
LONGEST_AFTER = 140
LONGEST_TITLE = 300
FULL_WORD = 4
MOSTLY = 0.7


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who is called by an office at a place of the text: the name with what is before it, and the words that
    tell which office of the kind it is."""

    place: int
    name: str
    told: frozenset[str]


@dataclass(frozen=True, slots=True)
class People:
    """The runs of two to six capitalised words of a text, among which persons' full names are, by their last word and
    by their first; "he" or "she" by surname, where titles tell it; and by office where in the text who is called by it.
    """

    by_last: Mapping[str, Sequence[str]]
    by_first: Mapping[str, Sequence[str]]
    by_title: Mapping[str, str]
    titled: Mapping[str, Sequence[Holder]]
    signatures: Sequence[tuple[int, str]] = ()
    by_name: Mapping[str, str] = dataclasses.field(default_factory=dict)
    acronyms: Mapping[str, str] = dataclasses.field(default_factory=dict)
    campaigns: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def with_pronouns(self, told: Mapping[str, str]) -> People:
        """The same, with what is said of those of whom neither name nor title tells it."""
        return dataclasses.replace(self, by_name=told)

    def signed(self, place: int) -> str | None:
        """Whose name stands alone in the first such line after `place`: who signs a letter."""
        at = bisect.bisect_left(self.signatures, (place, ""))
        return self.signatures[at][1] if at < len(self.signatures) else None

    def pronoun(self, name: str) -> str | None:
        """Whether "he" or "she" is said of the person of this full name."""
        words = name.split()
        told = actors.pronoun(words) or self.by_title.get(looked_up(words[-1]))
        return told or self.by_name.get(name)

    def of(self, surname: str) -> Sequence[str]:
        """The full names with this surname, the most frequent first."""
        return _persons(tuple(self.by_last.get(looked_up(surname), ())[:MOST_RUNS]))

    def in_office(self, office: str | None, told: frozenset[str], place: int, gone: bool) -> str | None:
        """Who is called by this office nearest before `place` in the text or, if nobody is, first after it; those first
        of whom more of the `told` words are said. `gone` are those who bear it no more."""
        near = sorted(self.holders(office, place, gone), key=lambda one: -len(one.told & told))
        return near[0].name if near else None

    def holds(self, name: str, office: str | None, place: int, gone: bool) -> bool:
        """Whether somebody of this full name is called by the office around `place`."""
        return any(one.name.endswith(name.split()[-1]) for one in self.holders(office, place, gone))

    def holders(self, office: str | None, place: int, gone: bool) -> list[Holder]:
        """Who is called by this office around `place`: those before it, the nearest first, then those after it."""
        office = actors.office(office or "") or office or ""
        before: list[Holder] = []
        after: list[Holder] = []
        for name in (office, *CALLED.get(office, ())):
            held = self.held(name)
            at = bisect.bisect_left(held, place, key=lambda one: one.place)
            before += held[max(0, at - MOST_RUNS) : at]
            after += held[at : at + MOST_RUNS]
        near = [*sorted(before, key=lambda one: -one.place), *sorted(after, key=lambda one: one.place)]
        return [one for one in near if past(one.told) == gone]

    def held(self, office: str) -> Sequence[Holder]:
        """Those who are called by this very office, in the order of the text."""
        return self.titled.get(office, ())

    def called(self, first: str) -> Sequence[str]:
        """The full names that begin with this first name, the most frequent first."""
        return _persons(tuple(self.by_first.get(looked_up(first), ())[:MOST_RUNS]))

    def institution(self, name: str) -> str | None:
        """The fuller name of the outlet or organisation that is called by the last words of it ("the Post")."""
        name = ARTICLE.sub("", name)
        runs = self.by_last.get(looked_up(name.split()[-1]), ())[:MOST_RUNS]
        fuller = {
            run
            for run in runs
            if run.endswith(" " + name) and not run.startswith("The ") and actors.kind(run) in INSTITUTIONS
        }
        return min(fuller, key=lambda run: (-runs.count(run), run)) if fuller else None

    def spelled_out(self, words: str) -> str | None:
        """The long form, where the words are nothing but an acronym that the text explains, or that long form; None for
        institutions that need no explaining."""
        name = ARTICLE.sub("", words)
        full = self.acronyms.get(name.replace(".", "")) or (name if name in self.acronyms.values() else None)
        return full if full and actors.organisation(name) is None and actors.organisation(full) is None else None

    def firm(self, name: str) -> str | None:
        """The institution whose name begins with this word ("Halvern": "Halvern Logistics"), if nobody is called so."""
        if self.of(name) or looked_up(name) in self.by_title or actors.leaders(name):
            return None
        runs = self.by_first.get(looked_up(name), ())[:MOST_RUNS]
        found = {run for run in runs if actors.kind(run) in INSTITUTIONS}
        return min(found, key=lambda run: (-runs.count(run), run)) if found else None


@functools.lru_cache(maxsize=1024)
def _persons(runs: tuple[str, ...]) -> Sequence[str]:
    counts: dict[str, int] = {}
    for run in runs:
        name = actors.named(run) if actors.kind(run) == "person" else None
        if name and " " in name:
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda name: (not actors.given(name.split()[0]), -counts[name])))


def people_of(text: str) -> People:
    """The names of two words and more in the text."""
    by_last: dict[str, list[str]] = {}
    by_first: dict[str, list[str]] = {}
    by_title: dict[str, set[str]] = {}
    titled: dict[str, list[Holder]] = {}
    seen = titles_left_out(text)
    for match in NAME.finditer(seen):
        words = [bare(word) for word in OWNER.sub("", match.group()).split()]
        if words and words[0].casefold() in BEFORE_NAMES:
            words = words[1:]
        if len(words) < 2:
            continue
        for size in range(2, len(words) + 1):
            by_last.setdefault(looked_up(words[size - 1]), []).append(" ".join(words[:size]))
        by_first.setdefault(looked_up(words[0]), []).append(" ".join(words))
        if told := actors.pronoun(words):
            by_title.setdefault(looked_up(words[-1]), set()).add(told)
        for office, told_of in offices_of(seen, match, words):
            titled.setdefault(office, []).append(Holder(match.start(), " ".join(words), told_of))
    by_pronoun = {name: told.pop() for name, told in by_title.items() if len(told) == 1}
    return People(by_last, by_first, by_pronoun, titled, signatures_of(text), {}, acronyms_of(text), campaigns_of(seen))


def campaigns_of(text: str) -> dict[str, str]:
    """The full names, by their last words, with which a campaign is called: "Ada Lind’s campaign"."""
    return {
        looked_up(match[1].split()[-1]): match[1]
        for match in CAMPAIGN.finditer(text)
        if actors.given(match[1].split()[0])
    }


def offices_of(text: str, match: re.Match[str], words: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """The offices by which somebody is called in the words of the name, right before it and right after it, each with
    the words that stand before it. What only stands beside a name must be beside a known given name."""
    for i, word in enumerate(words[:-1]):
        if office := actors.office(" ".join(words[max(0, i - 1) : i + 1])) or actors.office(word):
            yield office, lowered(words[:i])
    if not actors.given(words[0]):
        return
    if before := BEFORE_NAME.search(text, max(0, match.start() - LONGEST_BEFORE), match.start()):
        told = before[1].split()
        office = actors.office(" ".join([*told[-1:], before[2]])) or actors.office(before[2])
        if office and (before[3] == " " or {"the", "a", "an"} & set(told)):
            yield office, lowered(told)
    if after := AFTER_NAME.match(text, match.end(), match.end() + LONGEST_AFTER):
        head, told_after = actors.noun(after[1])
        if office := actors.office(head):
            yield office, told_after | (lowered(after[1].split()) & FORMER)


def past(words: Iterable[str]) -> bool:
    """Whether the words tell that somebody bears an office no more."""
    return not FORMER.isdisjoint(words)


def looked_up(word: str) -> str:
    """The form in which a part of a name is looked up: some texts have two kinds of apostrophes."""
    return word.casefold().replace("’", "'")


def lowered(words: Iterable[str]) -> frozenset[str]:
    """The words as they are compared: in small letters, without possessive ending."""
    return frozenset(bare(word).casefold() for word in words)


def bare(word: str) -> str:
    """A word of a name without possessive ending and mark; an initial keeps its dot."""
    word = re.sub(r"['’]s$", "", word)
    return word if len(word) == 2 or INITIALS.fullmatch(word) else word.rstrip(".,")


def title_lines(text: str) -> list[tuple[int, int]]:
    """Where the lines of the text are in which most words have capitals, in their order."""
    found = []
    start = 0
    for line in text.split("\n"):
        words = [word for word in line[:LONGEST_TITLE].split() if len(word) >= FULL_WORD]
        capital = sum(word[0].isupper() for word in words)
        if capital >= MOSTLY * len(words) and len(words) >= 4:
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def titles_left_out(text: str) -> str:
    """The text with spaces for the lines in which most words have capitals: there, "Hold Vera Lindqvist" is no name."""
    kept = []
    last = 0
    for start, end in title_lines(text):
        kept += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*kept, text[last:]])


def signatures_of(text: str) -> list[tuple[int, str]]:
    """Where a line holds nothing but a person's name, as under a letter; and the name."""
    found = []
    for line in SIGNATURE.finditer(text):
        name = line[1].rstrip(".")
        if line.start() and actors.given(name.split()[0]) and actors.kind(name) == "person":
            found.append((line.start(), name))
    return found
