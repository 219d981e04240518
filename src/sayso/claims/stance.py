"""How the statements of a claim stand to it: which support, which deny and which question it, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sayso.claims.claim import Stance
from sayso.claims.denying import Clause, Sided, Sign, antonyms, clauses, denies_outright, rebuts, withdrawn
from sayso.claims.parties import origin
from sayso.claims.told import Told
from sayso.reading.answers.wording import CONFIRMS, DENIES, SAID_NOUN
from sayso.reading.answers.words import COMMON, WORD

SHARED = 2
"""Words that two statements must share before one can be said to deny what the other says."""
COVERED = 0.5
"""The part of the words of the shorter of two clauses that the other must have."""
OWN_WORDS = 2
"""Words of its own, at most, of a statement that only answers another: "denied the claim"."""

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
    read = _set_against([clauses(one) for one in members])
    sides = _sides(members, read, _topic(members, read))
    return _towards(members, _answered(members, sides))


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
    heads = [_heads(each, topic) for each in read]
    disputed = {word.stem for each in heads for word in each if word.sign == "-"}
    said = {word.stem for each in read for clause in each for word in clause if word.sign == "+" and not word.head}
    # What nobody tells cannot be questioned.
    heads = [[word for word in each if word.sign != "?" or word.stem in said] for each in heads]
    made = []
    for one, each, about in zip(members, read, heads, strict=True):
        sign = max(SIGNS, key=[word.sign for word in about].count) if about else None
        rebutted = rebuts(one)
        if sign is None and (denies_outright(one) or rebutted):
            sign = "-"
        if sign is None and any(w.stem in disputed and w.sign == "+" for clause in each for w in clause):
            sign = "+"
        why = next((word.mark for word in about if word.sign == sign), f"“{rebutted}”" if rebutted else "")
        cued = denies_outright(one)
        outright = sign == "-" and (cued or rebutted is not None)
        said_before = withdrawn(one)
        if outright and cued:
            why = f"withdrawn: “{said_before}”" if said_before else "act: deny"
        made.append(Side(sign, why, outright, sign == "-" and not cued))
    return made


def _heads(each: Sequence[Clause], topic: Mapping[str, int]) -> list[Sided]:
    """The words of the topic that are denied or left open in the clause that has most of the topic.

    What a statement leaves open at its beginning is what it is about.
    """
    about = [[word for word in clause if word.stem in topic] for clause in each]
    first = [word for word in about[0] if word.head and word.sign == "?"] if about else []
    best = max(zip(about, each, strict=True), key=lambda both: _weight(both[0], both[1], topic), default=([], ()))[0]
    return first or [word for word in best if word.head and word.sign is not None]


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
    made = []
    for one, side in zip(members, sides, strict=True):
        answer = _answer(one, known)
        if answer is None or not _only_answers(one):
            made.append(side)
            continue
        (_, number), relation = answer
        same = known[answer[0]].sign or "+"
        why = f"answers s{number}, which it {relation}"
        made.append(Side(FLIPPED[same] if relation == DENIES else same, why, relation == DENIES))
    return made


def _speaks(one: Told) -> bool:
    """Whether somebody says it, and does not do it in words: who is said to have asked for something did that."""
    return bool(one.chain) and one.act in SPEAKING_ACTS


def _towards(members: Sequence[Told], sides: Sequence[Side]) -> tuple[tuple[Stance, str], ...]:
    """The stances that follow from the sides."""
    whose = [None if (party := origin(one.chain)) is None else party.source for one in members]
    deniers = {who for who, side in zip(whose, sides, strict=True) if side.outright and who is not None}
    # Who denies it does not say it elsewhere, whatever the words.
    elsewhere = Side("-", "its source denies it elsewhere")
    sides = [
        elsewhere if _speaks(one) and who in deniers and side.sign in ("+", None) else side
        for one, who, side in zip(members, whose, sides, strict=True)
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
            made.append(("supports", side.why or "nothing in it denies or questions it"))
    return tuple(made)
