"""What a pronoun, a noun for something said, a name or the same words point to."""

from __future__ import annotations

from sayso.reading.answers.statements import REACH, Statements, end_of, is_quoted, later, others
from sayso.reading.answers.wording import ASKED, DETERMINERS, HEAD, NAME, NEGATED, OUTRIGHT, PART, POSSESSIVE, REQUESTS

NEAR = 900
"""Characters between a statement and what a pronoun or a noun in it points to, at most."""
ASIDE = 250
"""Characters between a sentence in the outlet's own voice and a statement that points to it, at most."""
ALIKE = 0.35
"""How alike contents are, from 0 to 1, if one takes up the other, as a cue tells."""
OWN_SHARE = 0.65
"""How much of it depends on the part of the answer, from 0 to 1, that is taken up from the other."""


def antecedent(document: Statements, i: int, owner: str = "", noun: str = "") -> int | None:
    """What a pronoun, or a noun for something said by its `owner`, points to: the nearest that could be meant."""
    this = document.statements[i]
    found = list(others(document, i, NEAR))
    if owner[:1].isupper() and owner.lower().strip() not in DETERMINERS:
        found = [j for j in (*others(document, i, REACH), *later(document, i)) if is_named(document, j, owner)]
    requested = ASKED.search(noun) is not None

    def unlikely(j: int) -> tuple[bool, bool]:
        that = document.statements[j]
        return that.inside != this.inside and not that.own, requested and that.act not in REQUESTS

    speech = [j for j in found if not document.statements[j].own or is_quoted(document, j)]
    target = min(speech, key=unlikely, default=None)
    # A sentence of the outlet's own is meant if it stands right before, and nobody has spoken for a while.
    aside = next((j for j in found if document.statements[j].own), None)
    if aside is None or not OUTRIGHT.search(this.cue) or this.start - end_of(document, aside) > ASIDE:
        return target
    return aside if target is None or this.start - end_of(document, target) > ASIDE else target


def is_named(document: Statements, i: int, words: str) -> bool:
    """Whether the words hold a part of the name of the source, or of whom a quotation that stands by itself is of."""
    statement = document.statements[i]
    if statement.name is not None:
        held = frozenset(POSSESSIVE.sub("", word) for word in PART.findall(words))
        return any(part in held for part in PART.findall(statement.name[:HEAD]) if part[0].isupper())
    if not statement.own or not is_quoted(document, i):
        return False
    introduced = document.text[max(0, statement.start - HEAD) : statement.start].rstrip()
    return introduced.endswith(":") and any(name in introduced for name in NAME.findall(words))


def is_negative(document: Statements, i: int) -> bool:
    """Whether the content begins with an odd number of negations."""
    start, end = document.statements[i].content[0]
    return len(NEGATED.findall(document.text, start, min(end, start + HEAD))) % 2 == 1


def alike(document: Statements, i: int, reach: int, least: float = ALIKE) -> int | None:
    """The statement before whose content is most like that of `i`, if it is at least that much like it."""
    best = None
    mine = document.stems[i]
    for j in others(document, i, reach):
        if document.statements[j].own and not is_quoted(document, j):
            continue
        shared = mine & document.stems[j]
        if len(shared) < 2 or (len(shared) < 3 and 2 * len(shared) < len(mine)):
            continue
        # Who answers need not repeat everything, so the part of the answer counts more than that of the other.
        size = document.mass[i] ** OWN_SHARE * document.mass[j] ** (1 - OWN_SHARE)
        score = sum(map(document.weight.__getitem__, shared)) / size
        if score > least:
            best, least = j, score
    return best
