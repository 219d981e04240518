"""The ways in which a statement can show what it answers, each a function; they are tried in order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.reading import actors
from sayso.reading.answers.pointing import NEAR, alike, antecedent, is_named, is_negative
from sayso.reading.answers.statements import REACH, Statement, Statements, end_of, later, others, same_source
from sayso.reading.answers.wording import (
    ABOUT,
    ACTED,
    AFTER,
    AGREED,
    AGREES,
    ALONE,
    ALSO,
    BARE,
    BESIDE,
    CALLED,
    CALLING,
    CLAUSE,
    CONFIRMS,
    DECLINED,
    DENIES,
    DENYING,
    DO_SO,
    EXPLETIVE,
    FALSE,
    GOES_ON,
    HEAD,
    JUDGED,
    NEGATED,
    NOUN,
    PERSON,
    QUOTES,
    REFUSING,
    REPEATS,
    REPLYING,
    REQUESTS,
    RIGHT,
    SAID_NOUN,
    SENTENCE_END,
    SILENT,
    STANCES,
    STOP,
    TRUE,
    VAGUE,
    WHAT,
    WHO,
    WITH,
    YES_OR_NO,
    YIELDING,
)
from sayso.reading.answers.words import stems_of

CLOSE = 300
"""Characters between a request and a reply that does not say what it replies to, at most."""
AFTERWARDS = 60
"""Characters after what is told in which it is judged."""
FEW = 8
"""Words of a content before a statement in it that is what is answered, at most."""
NEXT = 4
"""Statements after one among which that stands which it is set against in the same sentence."""
PARTED = re.compile(r"[,.;:!?]")
NAMED = 60
"""Characters at the beginning of a content in which a name tells who is agreed with."""
BEFORE_CUE = 80
"""Characters before a cue in which a participle tells how it answers."""
MUCH_ALIKE = 0.5
"""How alike they are if they only differ in a negation, or say the same."""


@dataclass(frozen=True, slots=True)
class Answer:
    """That a statement `confirms`, `denies`, `repeats` or `corrects` another one; `target` is its place in the list."""

    target: int
    relation: str


def _stance(statement: Statement) -> str | None:
    """How the statement answers, if what its source does is answering: not if the cue itself is negated."""
    relation = next((found for words, found in STANCES if words.search(statement.cue)), None)
    if relation is None:
        return {"deny": DENIES, "confirm": CONFIRMS}.get(statement.act or "")
    if DECLINED.search(statement.cue):
        return DENIES if relation == CONFIRMS else None
    return None if NEGATED.search(statement.cue) else relation


def _held(document: Statements, i: int, head: str) -> Answer | None:
    """ "Denied claims by Olund that …"; "must stop saying that …": what is answered is a statement in the content."""
    this = document.statements[i]
    relation = _stance(this)
    begin = this.content[0][0]
    for j in document.held.get(i, ()):
        that = document.statements[j]
        if same_source(this, that) or not that.content:
            continue
        before = document.text[begin : that.start] if that.start - begin < HEAD else ""
        if STOP.search(before):
            return Answer(j, DENIES)
        spoken = len(before.split()) < FEW and (SAID_NOUN.search(that.cue) or WHAT.match(before))
        if relation and (spoken or (this.act == "deny" and not DENYING.search(this.cue))):
            return Answer(j, relation)
    return None


def _rebutted(document: Statements, i: int, head: str) -> Answer | None:
    """ "They argue that … and that is just not true": what is answered is told in the same content before."""
    for j in document.held.get(i, ()):
        if not same_source(document.statements[i], document.statements[j]) and document.statements[j].content:
            begin = end_of(document, j)
            last = min(end_of(document, i), begin + AFTERWARDS)
            after = AFTER.match(document.text, begin, last) if begin < last else None
            verdict = after and (
                TRUE.match(document.text, after.end(), last) or FALSE.match(document.text, after.end(), last)
            )
            if verdict:
                true = verdict.re is TRUE and NEGATED.search(verdict.group()) is None
                return Answer(j, CONFIRMS if true else DENIES)
    return None


def _judged(document: Statements, i: int, head: str) -> Answer | None:
    """ "That is not true"; "called the claim a lie"."""
    called = CALLED.match(head) if CALLING.search(document.statements[i].cue) else None
    noun = NOUN.match(head)
    judged = JUDGED.match(head) or called or noun
    if judged is None or EXPLETIVE.match(head):
        return None
    about = ABOUT.match(head, judged.end()) if judged is noun else None
    end = about.end() if about else judged.end()
    verdict = TRUE.match(head, end) or FALSE.match(head, end)
    # "This is not right" blames what is done, and does not deny what is said.
    if verdict is None or (verdict.group().endswith("right") and NEGATED.search(verdict.group())):
        return None
    if noun is not None and judged is noun:
        target = antecedent(document, i, noun.group("owner") or "", noun.group("noun"))
    else:
        target = antecedent(document, i)
    if target is not None and about and stems_of(head, [about.span()]).isdisjoint(document.stems[target]):
        # "Reports of cracks are false" is no answer to what tells of no cracks.
        return None
    true = verdict.re is TRUE and NEGATED.search(verdict.group()) is None
    return None if target is None else Answer(target, CONFIRMS if true else DENIES)


def _right(document: Statements, i: int, head: str) -> Answer | None:
    """ "Olund was wrong": of what Olund says in this content; or before it; or after it, if that is a headline."""
    verdict = PERSON.search(head)
    if verdict is None or NEGATED.search(head, 0, verdict.start()):
        return None
    place = document.statements[i].content[0][0] + verdict.end()
    held = [
        j
        for j in document.held.get(i, ())
        if document.statements[j].start > place and not same_source(document.statements[i], document.statements[j])
    ]
    near = [*held, *others(document, i, REACH), *later(document, i)]
    name = verdict.group("name") or verdict.group("liar")
    if name:
        near = [j for j in near if is_named(document, j, name)]
    else:
        near = [j for j in near if document.statements[j].name]
    right = (RIGHT.fullmatch(verdict.group("verdict") or "") is None) == (verdict.group("not") is not None)
    return Answer(near[0], CONFIRMS if right else DENIES) if near else None


def _pointed(document: Statements, i: int, head: str) -> Answer | None:
    """ "Rejected it"; "denied this claim"; "denied that it had any intention to do so"."""
    this = document.statements[i]
    stance = _stance(this)
    relation = stance or {"refuse": DENIES, "agree": CONFIRMS}.get(this.act or "")
    if relation is None:
        return None
    target: int | None = None
    if ALONE.match(head) or (BARE.search(this.cue) and head[:1] in QUOTES):
        target = antecedent(document, i)
    elif noun := NOUN.match(head):
        target = alike(document, i, NEAR)
        clause = CLAUSE.match(head, noun.end())
        if target is None and (clause or (noun.group("owner") and GOES_ON.match(head, noun.end()))):
            target = antecedent(document, i, noun.group("owner") or "", noun.group("noun"))
            vague = clause and (noun.group("owner") or "the").strip().lower() in VAGUE
            if vague and target is not None and not document.stems[i] & document.stems[target]:
                target = None
    elif DO_SO.search(head):
        target = alike(document, i, NEAR)
        target = antecedent(document, i) if target is None else target
    # Who refuses or supports something answers who asked for it; others may only have spoken of it.
    if target is None or (stance is None and document.statements[target].act not in REQUESTS):
        return None
    return Answer(target, relation)


def _named(document: Statements, i: int, head: str) -> Answer | None:
    """ "Agrees with Olund"; "disagrees with her former boss"."""
    this = document.statements[i]
    relation = _stance(this)
    if relation is None or not WITH.search(this.cue):
        return None
    near = list(others(document, i, NEAR))
    named = next((j for j in near if is_named(document, j, head[:NAMED])), None)
    if named is None and near and actors.kind(head) in WHO:
        named = near[0]
    return None if named is None else Answer(named, relation)


def _worded(document: Statements, i: int, head: str) -> Answer | None:
    """ "Confirmed that the ship had sailed" after "the ship had sailed", as somebody said."""
    this = document.statements[i]
    relation = _stance(this)
    if relation is None or this.act in ACTED or (relation == CONFIRMS and head.startswith("to ")):
        return None
    j = alike(document, i, REACH)
    if j is None:
        return None
    # Who denies that a ship has not sailed does not deny that it has.
    return Answer(j, relation) if is_negative(document, i) == is_negative(document, j) else None


def _asked(document: Statements, i: int, head: str) -> Answer | None:
    """ "And Daniel agreed": to what he was asked just before."""
    this = document.statements[i]
    yields, refuses = YIELDING.search(this.cue), REFUSING.search(this.cue)
    if NEGATED.search(this.cue) or SILENT.search(this.cue) or not (yields or refuses):
        return None
    j = next(others(document, i, CLOSE), None)
    if (
        j is None
        or document.statements[j].act not in ("request", "order")
        or document.statements[j].inside != this.inside
    ):
        return None
    return Answer(j, CONFIRMS if yields else DENIES)


def _agreeing(document: Statements, i: int, head: str) -> Answer | None:
    """ "I could not disagree with her more"."""
    found = AGREES.search(head)
    if found is None:
        return None
    disagrees = (found.group("dis") or found.group("utterly")) is not None
    if NEGATED.search(found.group()) and "more" not in head[found.start() : found.end() + 6]:
        disagrees = not disagrees
    near = list(others(document, i, NEAR))
    whom = found.group("whom") or ""
    named = [j for j in near if is_named(document, j, whom)] if whom[:1].isupper() else near
    return Answer(named[0], DENIES if disagrees else CONFIRMS) if named else None


def _replied(document: Statements, i: int, head: str) -> Answer | None:
    """ "“No,” the minister replied": to what somebody asked for, or said, just before."""
    word = YES_OR_NO.match(head) if REPLYING.search(document.statements[i].cue) else None
    target = next(others(document, i, CLOSE), None) if word else None
    if word is None or target is None or document.statements[target].act == "ask" or document.statements[target].own:
        return None
    return Answer(target, CONFIRMS if word.group("word").lower() in AGREED else DENIES)


def _beside(document: Statements, i: int, head: str) -> Answer | None:
    """ "The minister, contradicting Olund, said …"."""
    start = document.statements[i].start
    before = document.text[max(0, start - BEFORE_CUE) : start]
    found = BESIDE.search(before[max((m.end() for m in SENTENCE_END.finditer(before)), default=0) :])
    if found is None:
        return None
    relation = next(known for words, known in STANCES if words.search(found.group()))
    phrase = before[before.index(found.group()) :]
    if "," not in phrase:
        return None
    for j in others(document, i, REACH):
        if is_named(document, j, phrase):
            return Answer(j, relation)
    return None


def _set_against(document: Statements, i: int, head: str) -> Answer | None:
    """ "The film shows that …, contradicting Olund’s claim that …"."""
    this, rank = document.statements[i], document.rank[i]
    if this.inside is not None:
        return None
    for j in document.order[rank + 1 : rank + 1 + NEXT]:
        that = document.statements[j]
        if that.own or not that.content or same_source(this, that) or that.start - this.start > CLOSE:
            continue
        between = document.text[this.start : that.start]
        found = list(BESIDE.finditer(between))
        if (
            found
            and between[: found[-1].start()].rstrip().endswith(",")
            and not PARTED.search(between, found[-1].end())
        ):
            return Answer(j, next(known for words, known in STANCES if words.search(found[-1].group())))
    return None


def _opposed(document: Statements, i: int, head: str) -> Answer | None:
    """ "There was no leak" after "there was a leak", as somebody else said."""
    j = alike(document, i, REACH, MUCH_ALIKE) if _stance(document.statements[i]) is None else None
    if j is None or document.statements[i].act in ACTED or document.statements[j].act in ACTED:
        return None
    return Answer(j, DENIES) if is_negative(document, i) != is_negative(document, j) else None


def _also(document: Statements, i: int, head: str) -> Answer | None:
    """ "The harbour master also said …", as somebody else had."""
    j = alike(document, i, REACH, MUCH_ALIKE) if ALSO.search(document.statements[i].cue) else None
    if j is None or document.statements[i].act in ACTED:
        return None
    return Answer(j, REPEATS) if is_negative(document, i) == is_negative(document, j) else None


def _shared(document: Statements, i: int, head: str) -> Answer | None:
    """ "A plan that the council backed was rejected by the mayor": the same words as two contents, held differently."""
    this = document.statements[i]
    for j in others(document, i, NEAR):
        that = document.statements[j]
        common = sum(max(0, min(b, d) - max(a, c)) for a, b in this.content for c, d in that.content)
        size = min(sum(b - a for a, b in s.content) for s in (this, that))
        if (
            this.inside == that.inside
            and 2 * common > size
            and {this.polarity, that.polarity} == {"positive", "negative"}
        ):
            return Answer(j, DENIES)
    return None


WAYS = (
    _held,
    _rebutted,
    _judged,
    _right,
    _pointed,
    _named,
    _worded,
    _asked,
    _agreeing,
    _replied,
    _beside,
    _set_against,
    _opposed,
    _also,
    _shared,
)
