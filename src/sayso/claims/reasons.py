"""In plain words, on whose say-so a claim rests: "12 outlets, 1 to 2 origins: 9 copy an AFP dispatch, …"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.claims.claim import Member
from sayso.claims.told import Paper

Sort = Literal["named", "unnamed", "unknown"]
BEGINNINGS = frozenset(["A", "An", "His", "Her", "One", "Several", "Some", "The", "Their", "Three", "Two"])
"""Words with a capital only because a sentence began with them."""

MOST_PARTS = 5
"""Origins that a reason tells of, one by one."""
LONGEST_NAME = 60
VOWELS = frozenset("aeiou")
SPOKEN_AS_VOWELS = frozenset("AEFHILMNORSX")
"""Capitals whose names begin with a vowel: an AFP dispatch, an MP."""


@dataclass(frozen=True, slots=True)
class Account:
    """What is told of one origin: its outlets, those of them that copy an agency's dispatch, and what is odd.

    `circle` are the outlets that cite each other and nobody else; `later` is who cites an article of a later day, with
    the outlet of that article.
    """

    sort: Sort
    name: str
    outlets: tuple[str, ...]
    copying: tuple[tuple[str, tuple[str, ...]], ...]
    circle: tuple[str, ...]
    later: tuple[tuple[str, str], ...]


def reason(outlets: int, low: int, high: int, accounts: Sequence[Account]) -> str:
    """One line on where a claim comes from; `accounts` are of its origins, the sure ones first."""
    told = [each for each in accounts if _telling(each)]
    silent = sorted({name for each in accounts if not _telling(each) for name in each.outlets})
    parts = [part for each in told[:MOST_PARTS] for part in account(each)]
    if len(told) > MOST_PARTS:
        parts.append(f"{len(told) - MOST_PARTS} more {'origins' if len(told) > MOST_PARTS + 1 else 'origin'}")
    if silent:
        parts.append(_doing(silent, "gives no source", "give no source"))
    count = f"{low}" if low == high else f"{low} to {high}"
    return f"{_number(outlets, 'outlet')}, {count} {'origin' if high == 1 else 'origins'}: {'; '.join(parts)}"


def _telling(one: Account) -> bool:
    return one.sort != "unknown" or bool(one.circle or one.copying or one.later)


def account(one: Account) -> list[str]:
    """What is told of one origin, in a few words each."""
    if one.circle:
        return [f"{_list(one.circle)} cite each other, which shows no origin"]
    silent = one.sort == "unknown"
    parts = []
    for agency, outlets in one.copying:
        dispatch = f"{_article(agency)} {short(agency)} dispatch" if agency else "one text"
        copies = _doing(outlets, f"copies {dispatch}", f"copy {dispatch}")
        if silent:
            parts.append(f"{copies}, which gives no source")
        elif one.name == agency:
            parts.append(copies)
        else:
            parts.append(f"{copies}, which cites {short(one.name)}")
    copying = {name for _, outlets in one.copying for name in outlets}
    if others := [name for name in one.outlets if name not in copying]:
        told = "no source" if silent else short(one.name)
        verb = "give" if silent else "cite"
        parts.append(_doing(others, f"{verb}s {told}", f"{verb} {told}"))
    parts += [f"{short(who)} cites {short(whom)}, whose article here is of a later day" for who, whom in one.later[:1]]
    return parts


def note(one: Account, sure: bool) -> str:
    """Why an origin counts in the lowest number, or not."""
    if one.circle or one.later:
        return "; ".join(account(one))
    if one.sort == "unknown":
        return "gives no source, so this may be its own or somebody else's"
    told = "; ".join(account(one))
    if sure:
        return told
    return f"{told}; may be one of the others" if one.sort == "unnamed" else f"{told}; may not assert all of it"


def without_support(members: Iterable[Member]) -> str:
    """The reason where nobody supports a claim."""
    denying = {outlet(each.told.paper) for each in members if each.stance == "denies"}
    told = "only denied here" if denying else "only questioned here"
    return f"{told}, so nothing shows who made the claim"


def outlet(paper: Paper) -> str:
    """What a paper's outlet is called, or the paper where that is not known."""
    return paper.outlet or paper.name


def short(name: str) -> str:
    """A name on one line, cut where it is very long."""
    plain = " ".join(name.split())
    first, _, rest = plain.partition(" ")
    if rest and first in BEGINNINGS:
        plain = f"{first.lower()} {rest}"
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME - 1]}…"


def _doing(outlets: Sequence[str], one: str, several: str) -> str:
    return f"{short(outlets[0])} {one}" if len(outlets) == 1 else f"{len(outlets)} {several}"


def _list(outlets: Sequence[str]) -> str:
    named = [short(each) for each in outlets[:3]]
    if len(outlets) > len(named):
        return f"{', '.join(named)} and {len(outlets) - len(named)} more"
    return f"{', '.join(named[:-1])} and {named[-1]}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _article(name: str) -> str:
    begins = name[:1] in SPOKEN_AS_VOWELS if name[:2].isupper() else name[:1].casefold() in VOWELS
    return "an" if begins else "a"
