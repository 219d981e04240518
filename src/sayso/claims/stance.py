"""How the statements of a claim stand to it: which support, which deny and which question it, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sayso.claims.claim import Stance
from sayso.claims.denying import (
    DENIED_STEMS,
    LONGEST,
    REACH,
    REPORTED,
    Clause,
    Sided,
    Sign,
    antonyms,
    clauses,
    denies_outright,
    rebuts,
    stems_of,
    withdrawn,
    words_settled,
)
from sayso.claims.parties import origin
from sayso.claims.told import Place, Told
from sayso.reading.answers.wording import CONFIRMS, DENIES, SAID_NOUN
from sayso.reading.answers.words import COMMON, WORD

SHARED = 2
"""Words that two statements must share before one can be said to deny what the other says."""
COVERED = 0.5
"""The part of the words of the shorter of two clauses that the other must have."""
AGREED = 0.25
"""The part of a clause's words that what somebody denies outright must have if the clause denies the same."""
OWN_WORDS = 2
"""Words of its own, at most, of a statement that only answers another: "denied the claim"."""

UNDISPUTED = "nothing in it denies or questions it"
SIGNS: tuple[Sign, ...] = ("-", "?", "+")
"""Sides, first the one that counts where words are on several."""
SPEAKING_ACTS = frozenset(("assert", "believe", "agree", "deny", "confirm", "warn", "predict"))
FLIPPED: dict[str, Sign] = {"+": "-", "-": "+", "?": "?"}


@dataclass(frozen=True, slots=True)
class Side:
    """On which side of what a claim says a statement is, None if it does not show, and why.

    `outright` says that it is denied and not just said that it was not so; `worded`, that the content says "not".
    """

    sign: Sign | None
    why: str
    outright: bool = False
    worded: bool = False


def stances(members: Sequence[Told]) -> tuple[tuple[Stance, str], ...]:
    """Give the stance of each statement of a claim, and why in plain words.

    Stance is towards the claim as its supporters have it: where more papers say that it was not so than that it was,
    those support it, unless one denies it outright. If all say that it was not so, all support that; if all only deny
    it, all deny it.
    """
    if undisputed(members):
        return (("supports", UNDISPUTED),) * len(members)
    read = _set_against([clauses(one) for one in members])
    sides = _sides(members, read, _topic(members, read))
    return _towards(members, _answered(members, sides))


def undisputed(members: Iterable[Told]) -> bool:
    """Whether the words of statements show already that all support their claim: no word could deny or question it, and
    of words of opposite meaning they have one alone. If it is False, that may still be so."""
    said: set[tuple[str, int]] = set()
    for one in members:
        found = words_settled(one)
        if found is None or any(relation in (DENIES, CONFIRMS) for _, relation in one.answers):
            return False
        said |= {antonyms()[word] for word in antonyms().keys() & found}
    return not any((name, -pole) in said for name, pole in said)


def opposed(left: Told, right: Told) -> str | None:
    """Why one of two statements denies what the other says; None if it does not show."""
    both = (left, right)
    read = _set_against([clauses(one) for one in both])
    one, other = ({word.stem for clause in each for word in clause} for each in read)
    topic = dict.fromkeys(one & other, 1)
    if len(topic) < SHARED:
        return None
    sides = _sides(both, read, topic)
    signs = {side.sign for side in sides}
    if signs != {"+", "-"} and not (signs == {None, "-"} and any(side.outright for side in sides)):
        return None
    if max(_covered(clause, topic) for each in read for clause in each) < COVERED:
        return None
    denying, what = next((one, side.why) for one, side in zip(both, sides, strict=True) if side.sign == "-")
    return f"{what} in {denying.paper.name}"


def answering(statements: Iterable[Told], members: Collection[tuple[int, int]]) -> tuple[Told, ...]:
    """Of the `statements`, those that have no content of their own and deny or confirm a member in their paper.

    They belong to the member's claim: "The ministry has denied this claim". `members` are keys.
    """
    return tuple(one for one in statements if one.key not in members and _answer(one, members) and _only_answers(one))


def _only_answers(one: Told) -> bool:
    held = one.words[:200]
    own = [w for w in WORD.findall(SAID_NOUN.sub("", held)) if w.lower() not in COMMON]
    return len(own) <= OWN_WORDS


def _answer(one: Told, members: Collection[tuple[int, int]]) -> tuple[tuple[int, int], str] | None:
    """The member that a statement denies or confirms, and which it does."""
    return next(
        (
            ((one.paper.id, number), relation)
            for number, relation in one.answers
            if relation in (DENIES, CONFIRMS) and (one.paper.id, number) in members
        ),
        None,
    )


def _set_against(read: Sequence[tuple[Clause, ...]]) -> list[tuple[Clause, ...]]:
    """The words with those of opposite meaning put as denials: what one says is closed, another says is open.

    Only where both are said after the same word, mostly the subject: that one side won and another lost is no denial.
    """
    after: dict[tuple[str, str, int], str] = {}
    for each in read:
        for clause in each:
            after |= {
                (subject.stem, *antonyms()[w.word]): w.word for subject, w in pairwise(clause) if w.word in antonyms()
            }

    def put(before: Sided | None, word: Sided) -> Sided:
        name, pole = antonyms().get(word.word, ("", 0))
        other = after.get((before.stem, name, -pole)) if before else None
        if other is None:
            return word
        if pole > 0:
            return replace(word, stem=name)
        if word.head:
            return replace(word, stem=name, sign=FLIPPED.get(word.sign or "", word.sign))
        return replace(word, stem=name, sign="-", head=True, mark=f"“{word.word}” against “{other}”")

    return [tuple(tuple(map(put, (None, *clause), clause)) for clause in each) for each in read]


def _topic(members: Sequence[Told], read: Sequence[tuple[Clause, ...]]) -> dict[str, int]:
    """The stems that statements of more than one paper have, with the number of those papers less one."""
    pairs = {(m.paper.id, w.stem) for m, each in zip(members, read, strict=True) for clause in each for w in clause}
    return {stem: papers - 1 for stem, papers in Counter(stem for _, stem in pairs).items() if papers > 1}


def _sides(members: Sequence[Told], read: Sequence[tuple[Clause, ...]], topic: Mapping[str, int]) -> list[Side]:
    """On which side each statement is: what it denies or leaves open of the topic, and what it says of what others
    deny."""
    best = [_on_topic(each, topic) for each in read]
    cued = [denies_outright(one) for one in members]
    signed = {word.stem for clause in best for word in clause if word.head and word.sign in ("-", "?")}
    told = _beside(read, signed, cued)
    heads = [_taken_up(clause, each, topic, told) for clause, each in zip(best, read, strict=True)]
    denied: dict[str, set[str]] = {}
    for clause, about in zip(best, heads, strict=True):
        for word in about:
            if word.sign == "-":
                denied.setdefault(word.stem, set()).update(each.stem for each in clause)
    outright = {
        word.stem for each, is_cued in zip(read, cued, strict=True) if is_cued for clause in each for word in clause
    }
    if outright:
        outright |= {word.stem for clause in best if _whole(clause) for word in clause}
    made = []
    cued = [is_cued and _concerns(one, topic) for one, is_cued in zip(members, cued, strict=True)]
    for one, each, about, is_cued in zip(members, read, heads, cued, strict=True):
        sign = max(SIGNS, key=[word.sign for word in about].count) if about else None
        mark = next((word.mark for word in about if word.sign == sign), "")
        rebutted = rebuts(one)
        if sign is None and (is_cued or rebutted):
            sign, mark = "-", f"“{rebutted}”"
        if sign is None and outright and (agreeing := _agrees(each, outright)):
            sign, mark = "-", agreeing
        own = _denied_in(each)
        told_here = {stem: beside for stem, beside in denied.items() if stem not in own}
        if sign is None and told_here and any(_asserts(clause, told_here) for clause in each):
            sign = "+"
        is_outright = sign == "-" and (is_cued or rebutted is not None)
        if is_outright and is_cued:
            said_before = withdrawn(one)
            mark = f"withdrawn: “{said_before}”" if said_before else "act: deny"
        made.append(Side(sign, mark, is_outright, sign == "-" and not is_cued))
    return made


def _concerns(one: Told, topic: Collection[str]) -> bool:
    """Whether a denial is of something that others speak of, or has no more words than any denial may have."""
    held = _stems_at(one, one.content) - DENIED_STEMS
    shared = len(held & set(topic))
    return not topic or len(held) <= OWN_WORDS or shared >= SHARED or shared >= COVERED * len(held)


def _on_topic(each: Sequence[Clause], topic: Mapping[str, int]) -> Clause:
    """The clause that has most of the topic; or else the first, as what is left open there is what it is about."""
    if each and any(word.head and word.sign == "?" and word.stem in topic for word in each[0]):
        return each[0]
    about = [[word for word in clause if word.stem in topic] for clause in each]
    return max(zip(about, each, strict=True), key=lambda both: _weight(both[0], both[1], topic), default=([], ()))[1]


def _beside(
    read: Sequence[tuple[Clause, ...]], stems: Collection[str], cued: Sequence[bool]
) -> Mapping[str, frozenset[str]]:
    """What is said in a clause with each of the `stems` where it is asserted, or denied outright."""
    made: dict[str, set[str]] = {}
    if not stems:
        return {}
    for each, is_cued in zip(read, cued, strict=True):
        own = _denied_in(each)
        for clause in each:
            here = {
                w.stem
                for w in clause
                if w.stem in stems and (is_cued or (w.sign == "+" and not w.head and w.stem not in own))
            }
            for stem in here:
                made.setdefault(stem, set()).update(w.stem for w in clause if is_cued or w.sign == "+")
    return {stem: frozenset(beside) for stem, beside in made.items()}


def _denied_in(each: Sequence[Clause]) -> set[str]:
    """The stems that a statement denies somewhere, so that it is not for what another denies of them."""
    return {word.stem for clause in each for word in clause if word.sign == "-"}


def _taken_up(
    clause: Clause, each: Sequence[Clause], topic: Collection[str], told: Mapping[str, frozenset[str]]
) -> list[Sided]:
    """The words of a clause that it denies or leaves open, and that others say together with what else it says.

    What nobody tells cannot be denied or questioned, and what a statement says itself is not what it denies.
    """
    if not any(word.head and word.stem in topic for word in clause):
        return []
    stems = {word.stem for word in clause}
    own = {word.stem for other in each for word in other if word.sign == "+" and not word.head}
    heads = [word for word in clause if word.head and word.sign is not None]
    found = [
        word
        for word in heads
        if word.stem in topic and (word.sign == "+" or (word.stem not in own and _said_of(word, stems, told)))
    ]
    about: dict[tuple[str, Sign | None], list[Sided]] = {}
    for word in heads:
        if word.stem not in own:
            about.setdefault((word.mark, word.sign), []).append(word)
    taken = {word.stem for word in found}
    hit = {key for key, of in about.items() if _hits(of, [word for word in of if word.stem in taken], clause, told)}
    return [word for word in found if word.sign == "+" or (word.mark, word.sign) in hit]


def _hits(of: Sequence[Sided], taken: Sequence[Sided], clause: Clause, told: Mapping[str, frozenset[str]]) -> bool:
    """Whether others say what a negation or a question is about: the word after a "not", or half of what it denies
    with half of its clause, or enough of all that it leaves open; `taken` are the words of it that others say."""
    if of[0].sign != "-" or len(of) > REACH:
        return len(taken) >= AGREED * len(of)
    if not taken or taken[0] is of[0]:
        return bool(taken)
    beside = {taken[0].stem, *told.get(taken[0].stem, ())}
    stems = {word.stem for word in clause}
    return len(taken) >= COVERED * len(of) and len(stems & beside) >= COVERED * len(stems)


def _said_of(word: Sided, stems: Collection[str], told: Mapping[str, frozenset[str]]) -> bool:
    """Whether others say what a word denies; for a question it is enough that they say the word."""
    return word.stem in told if word.sign == "?" else _together(word.stem, stems, told.get(word.stem))


def _together(stem: str, stems: Collection[str], beside: Collection[str] | None) -> bool:
    """Whether a word is said elsewhere together with what it stands with here."""
    return beside is not None and (len(stems) == 1 or len(beside) == 1 or any(w in beside for w in stems if w != stem))


def _asserts(clause: Clause, denied: Mapping[str, Collection[str]]) -> bool:
    """Whether a clause says what others deny, together with what else they say."""
    stems = {word.stem for word in clause}
    return any(word.sign == "+" and _together(word.stem, stems, denied.get(word.stem)) for word in clause)


def _agrees(each: Sequence[Clause], outright: Collection[str]) -> str | None:
    """The words by which a statement says that it is not so, of what another denies outright; None if it does not."""
    for clause in each:
        mark = next((word.mark for word in clause if word.head and word.sign == "-"), None)
        shared = {word.stem for word in clause if word.stem in outright}
        if mark and len(shared) >= SHARED and len(shared) >= AGREED * len(clause):
            return mark
    return None


def _whole(clause: Clause) -> bool:
    """Whether a clause is denied as a whole: "dismissed reports that the ferry had hit the bridge"."""
    return sum(word.head and word.sign == "-" for word in clause) > REACH


def _weight(about: Sequence[Sided], clause: Clause, topic: Mapping[str, int]) -> tuple[float, bool]:
    """How much of a clause is of the topic; of two alike, one that denies something."""
    weight = sum(topic[stem] for stem in {word.stem for word in about})
    return weight / len(clause) ** 0.5, any(word.head for word in about)


def _covered(clause: Clause, topic: Collection[str]) -> float:
    stems = {word.stem for word in clause}
    return len(stems & set(topic)) / len(stems) if stems else 0.0


def _answered(members: Sequence[Told], sides: Sequence[Side]) -> list[Side]:
    """The sides with those of statements that only answer another member of their paper."""
    known = {one.key: side for one, side in zip(members, sides, strict=True)}
    by_key = {one.key: one for one in members}
    made = []
    for one, side in zip(members, sides, strict=True):
        answer = _answer(one, known)
        if answer is None or not _only_answers(one):
            made.append(side)
            continue
        (_, number), relation = answer
        if not _of_all(one, by_key[answer[0]]):
            made.append(Side(None, ""))
            continue
        same = known[answer[0]].sign or "+"
        why = f"answers s{number}, which it {relation}"
        made.append(Side(FLIPPED[same] if relation == DENIES else same, why, relation == DENIES))
    return made


def _of_all(one: Told, about: Told) -> bool:
    """Whether what words of its own an answer has are much of what it answers: of the bill on those who are said to
    have a role in it, "denied any role" says nothing."""
    named = {found[0].lower().split()[-1] for found in SAID_NOUN.finditer(one.words[:LONGEST])}
    if named and named.isdisjoint(REPORTED):
        return False
    held = SAID_NOUN.sub("", one.words[:LONGEST])
    own = set(stems_of(held, 0, len(held)))
    answered = _stems_at(about, about.content)
    return not own or len(own & answered) >= AGREED * len(answered)


def _speaks(one: Told) -> bool:
    """Whether somebody says it, and does not do it in words: who is said to have asked for something did that."""
    return bool(one.chain) and one.act in SPEAKING_ACTS


def _takes_up(one: Told, denials: Mapping[int, tuple[Collection[tuple[int, int | None]], Collection[str]]]) -> bool:
    """Whether a statement is part of one of its source's denials or says something of the same: who denies it does not
    say it elsewhere, whatever the words. `denials` are the keys of a source's denials and the stems that they deny.

    Where the saying itself is what is denied, as in "denied that he called her a thief", who tells of it supports it.
    """
    keys, denied = denials.get(one.chain[-1].source, ((), ()))
    if (one.paper.id, one.inside) in keys:
        return True
    if not keys:
        return False
    said, content = _stems_at(one, one.cue), _stems_at(one, one.content)
    return len(content) >= SHARED and said.isdisjoint(denied)


def _stems_at(one: Told, places: Iterable[Place]) -> set[str]:
    """The stems of the words at places of a statement's paper."""
    return {each for start, end in places for each in stems_of(one.paper.text, start, end)}


def _towards(members: Sequence[Told], sides: Sequence[Side]) -> tuple[tuple[Stance, str], ...]:
    """The stances that follow from the sides."""
    whose = [None if (party := origin(one.chain)) is None else party.source for one in members]
    denials: dict[int, tuple[set[tuple[int, int | None]], set[str]]] = {}
    for one, who, side in zip(members, whose, sides, strict=True):
        if side.outright and who is not None and one.chain[-1].source == who:
            keys, denied = denials.setdefault(who, (set(), set()))
            keys.add(one.key)
            denied |= _stems_at(one, one.content)
    elsewhere = Side("-", "its source denies it elsewhere")
    sides = [
        elsewhere if side.sign in ("+", None) and _speaks(one) and _takes_up(one, denials) else side
        for one, side in zip(members, sides, strict=True)
    ]
    papers = {sign: {m.paper.id for m, s in zip(members, sides, strict=True) if s.sign == sign} for sign in ("+", "-")}
    outright = any(side.outright and side.sign == "-" for side in sides)
    against: Sign | None = None
    if papers["-"] and papers["+"]:
        against = "+" if len(papers["-"]) > len(papers["+"]) and not outright else "-"
    elif outright and (any(side.sign is None for side in sides) or not any(side.worded for side in sides)):
        against = "-"
    negative = bool(papers["-"]) and against != "-"
    open_only = all(side.sign == "?" for side in sides)
    made: list[tuple[Stance, str]] = []
    for one, side in zip(members, sides, strict=True):
        if against is not None and side.sign == against:
            made.append(("denies", side.why if against == "-" else "says what the others deny"))
        elif side.sign == "?" and not open_only and not (negative and one.act == "doubt"):
            made.append(("questions", side.why))
        else:
            made.append(("supports", side.why or UNDISPUTED))
    return tuple(made)
