"""Of two documents that share words: what kind of copy that is, which agency explains it, and who was first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import msgspec

from sayso.claims import agencies, reuse
from sayso.claims.agencies import Shown
from sayso.claims.reuse import LEAST, Passage, Worded
from sayso.claims.told import Place
from sayso.reading.relays.credits import credits
from sayso.reading.relays.media import is_own

Kind = Literal["same text", "shared passage", "agency text"]

SAME = 0.8
"""The share of the longer text's words that the same text has."""
MOSTLY = 0.5
"""The share of the shorter text's words from which on an agency that is shown has written it."""
SHORT, TOGETHER = 12, 30
"""Words in a row, and words in all such passages, that texts have which show the same agency, if they are its text."""

_QUOTATION = re.compile(r"“[^“”\n]{1,1000}”|(?<![^\s(])\"(?=\S)[^\"\n]{1,1000}(?<=\S)\"(?!\w)")


@dataclass(frozen=True)
class Written:
    """A document as it is held against others; `id` is its number, `direct` is where its direct quotations stand."""

    id: int
    text: str
    outlet: str | None
    author: str | None
    published: str | None
    direct: tuple[Place, ...]

    @cached_property
    def words(self) -> Worded:
        """Its words."""
        return reuse.worded(self.text)

    @cached_property
    def quotations(self) -> tuple[Place, ...]:
        """Where direct quotations stand in it, and what stands in quotation marks."""
        return (*self.direct, *(match.span() for match in _QUOTATION.finditer(self.text[: reuse.LONGEST])))

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """The agencies that it shows."""
        return agencies.shown(self.text, self.outlet, self.author)


class Agency(msgspec.Struct, frozen=True):
    """An agency whose text it is, by its short name; `document` shows it, at `place`, or outside of its text (None)."""

    name: str
    how: agencies.How
    document: int
    place: Place | None


class Shared(msgspec.Struct, frozen=True):
    """The passages that two documents share.

    `words` counts the words of the shorter text that are in passages, `longest` those of the longest passage, and
    `share` is `words` ÷ all words of the shorter text. `quoted` tells that all passages are just quotations of
    speakers, so that nobody need have copied.
    """

    words: int
    longest: int
    share: float
    quoted: bool
    passages: tuple[Passage, ...]


class Reuse(msgspec.Struct, frozen=True):
    """What the documents `left` and `right` share, and why.

    `first` is the number of the one that was published first, None if that is not known.
    """

    left: int
    right: int
    kind: Kind
    agency: Agency | None
    first: int | None
    shared: Shared


def shared(left: Written, right: Written) -> Shared | None:
    """Tell what two documents share; None if that is no passage of twenty words.

    Texts that show the same agency, by a credit or by its staff, are also compared by shorter passages.
    """
    found = reuse.passages(left.words, right.words, SHORT)
    whole = max(len(left.words.words), len(right.words.words))
    long = tuple(each for each in found if each.words >= min(LEAST, whole))
    if not long and not (sum(each.words for each in found) >= TOGETHER and _common(left, right)):
        return None
    passages = reuse.marked(long or found, left.quotations, right.quotations)
    words, share = reuse.shared(passages, left.words, right.words)
    longest = max(each.words for each in passages)
    return Shared(words, longest, share, all(each.quoted for each in passages), passages)


def explained(left: Written, right: Written, what: Shared, group: Iterable[Written] = ()) -> Reuse:
    """Tell what kind of copy that is, whose words they are, and who was first.

    `group` are other documents that share passages with these: if neither shows an agency, theirs counts. An outlet
    that the other one credits counts as an agency, and was first if the times do not tell.
    """
    earlier = reuse.first(left.published, right.published)
    first = None if earlier is None else (left.id, right.id)[earlier]
    agency = None
    # An outlet that repeats itself has its footer again, or what it knows of a matter.
    if not same_outlet(left.outlet, right.outlet) or _common(left, right):
        agency = _agency(left, right, what.passages)
        for one, other in ((left, right), (right, left)) if agency is None else ():
            agency = agency or _outlet_credited(one, other)
            first = one.id if first is None and agency is not None else first
        agency = agency or _strongest(_best(each, ()) for each in group)
    return Reuse(left.id, right.id, _kind(left, right, what, agency), agency, first, what)


def same_outlet(one: str | None, other: str | None) -> bool:
    """Whether that is one outlet, whatever its capitals; what has none is by no outlet that is known."""
    return one is not None and other is not None and one.casefold().split() == other.casefold().split()


def _kind(left: Written, right: Written, what: Shared, agency: Agency | None) -> Kind:
    if what.words >= SAME * max(len(left.words.words), len(right.words.words)):
        return "same text"
    if agency is not None and agency.how != "cited" and (what.share >= MOSTLY or what.longest < LEAST):
        return "agency text"
    return "shared passage"


def _agency(left: Written, right: Written, passages: Sequence[Passage]) -> Agency | None:
    """The agency that either of the documents shows, the one that shows it best."""
    places = [each.left for each in passages], [each.right for each in passages]
    return _strongest((_best(left, places[0]), _best(right, places[1])))


def _outlet_credited(one: Written, by: Written) -> Agency | None:
    """The outlet of one document as an agency, if the other says that its text is from there."""
    for relay in credits(by.text[: reuse.LONGEST], by.outlet):
        if one.outlet and is_own(by.text[relay.start : relay.end], one.outlet):
            return Agency(one.outlet, "credit", by.id, (relay.start, relay.end))
    return None


def _strongest(found: Iterable[Agency | None]) -> Agency | None:
    return min(filter(None, found), key=lambda each: agencies.STRENGTH[each.how], default=None)


def _best(of: Written, places: Sequence[Place]) -> Agency | None:
    """The agency that a document shows best; one that it only cites counts near the places."""
    best = agencies.best(agencies.near(of.shown, places))
    return None if best is None else Agency(best.name, best.how, of.id, best.place)


def _common(left: Written, right: Written) -> bool:
    """Whether both show one agency, by a credit or by its staff, or are by it."""
    names = [{each.name for each in one.shown if each.how != "cited"} for one in (left, right)]
    return bool(names[0] & names[1])
