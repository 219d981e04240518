"""How a source says it: act, certainty, polarity, quotation, hedges and conditions of one statement.

What a word such as "deny" does is in a list (`cues.py`); where the cue tells only that something was said, the content
is read for what is done with it (`acts.py`). The acts are Searle's (1976), certainty and polarity FactBank's (Saurí and
Pustejovsky 2009), as docs/annotation.md has them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.reading.acts import Said, act_of, is_norm, judgement
from sayso.reading.clauses import Word, asks, listed, main_clause, sentences, words
from sayso.reading.commitment import SCALE, certainty_of, conditions, hedges
from sayso.reading.cues import ANNOUNCE, MOST, SAY, STRONG, Meaning, meaning, negated, own, read_cue
from sayso.reading.quotation import Stretch, quotation, stretches

Spans = Sequence[tuple[int, int]]

JUDGING = frozenset(("assert", "confirm", "warn", "predict", "believe", "agree"))
"""Acts that are as uncertain as the content's hedges leave them; the others are what they are whatever is in it."""
BESIDE = 40
"""Characters beside a cue in which the outlet's hedge on it is looked for."""
AFTER_CUE = 200
"""Characters of a content that tell how the cue is meant."""
BY = listed(", by before after while")
"""What stands before a participle that governs the content."""
PAPERS = listed(
    "statement letter memo petition lawsuit suit resolution email e-mail tweet post ad advertisement op-ed column "
    "article editorial release message note video complaint"
)
"""What does in words what its participle tells ("a letter urging")."""
BETWEEN = 4
"""Words before a participle among which that stands."""
SCARE = 3
"""Words in quotation marks, at most, that the outlet keeps its distance from rather than quotes."""


@dataclass(frozen=True, slots=True)
class Manner:
    """The manner of one statement, in the words of docs/format.md; `hedges` and `conditions` are (start, end)."""

    act: str
    certainty: str
    polarity: str
    quotation: str
    hedges: tuple[tuple[int, int], ...]
    conditions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """A content's sentences, the certainty that its hedges leave each of them, its hedges and its conditions."""

    said: Sequence[Said]
    levels: Sequence[str]
    hedges: Spans
    conditions: Spans


def manner(text: str, source: Spans, cue: Spans, content: Spans, *, inner: Spans = (), nested: bool = False) -> Manner:
    """The manner of the statement whose `source`, `cue` and `content` are spans (start, end) of `text`.

    `inner` are the cues of the statements directly inside its content: what they govern is theirs. `nested` says that
    the statement is itself inside another one, whose quotation marks are not its own.
    """
    pieces = sorted(content)
    cued = [word for start, end in sorted(cue) for word in words(text, start, end)]
    after = _after(text, cued, pieces)
    found = read_cue(_governing(cued) if after else cued, after)
    speaker = [word for start, end in source for word in words(text, start, end)]
    if found is not None and (_is_none(speaker) or _denied_before(text, source, cued)):
        found = replace(found, negated=True)
    meant = Meaning(SAY, "certain", "positive") if found is None else meaning(found)
    marked = stretches(text, pieces, nested=nested)
    asked = bool(after) and meant.act in ("ask", "doubt", "believe")
    read = _read(text, pieces, marked, sorted(start for start, _ in inner), asked=asked)
    if meant.act in (SAY, ANNOUNCE):
        announced = meant.act == ANNOUNCE
        meant = act_of(read.said, speaker, turn=not any(word.lower.isalpha() for word in cued))
        if announced and meant.act in ("intend", "predict"):
            meant = Meaning("intend", "certain", "positive")
    elif meant == own("assert") and read.said:
        meant = judgement(read.said[0]) or meant
    if meant.act in ("doubt", "request") and read.said and all(asks(said.words) for said in read.said):
        meant = own("ask")
    if meant.act == "request" and is_norm(speaker):
        meant = own("order")
    if meant.act == "agree" and is_norm(speaker):
        # A law that allows something tells what may be done.
        meant = own("assert")
    if meant.act == "intend" and {word.lower for word in after[:2]} == {"not", "to"}:
        # To decide not to is to refuse, and what is refused is in the content.
        meant = replace(meant, act="refuse")
    certainty = meant.certainty
    if certainty in SCALE and found is not None and (found.may or found.would):
        # What somebody would say, nobody has said.
        certainty = "possible" if found.may else min(certainty, "probable", key=SCALE.index)
    weak = [level for level in read.levels if level != "certain"]
    if meant.act in JUDGING and certainty in SCALE and weak and 2 * len(weak) >= len(read.levels):
        certainty = min(certainty, *weak, key=SCALE.index)
    return Manner(
        meant.act,
        certainty,
        meant.polarity,
        quotation(text, marked),
        tuple(sorted({*_outlets_hedges(text, cued, [*source, *pieces]), *read.hedges})),
        tuple(read.conditions),
    )


def own_voice(text: str, span: tuple[int, int]) -> Manner:
    """The manner of a sentence in the outlet's own voice: it asserts or asks. Words in scare quotes are hedged."""
    marked = stretches(text, [span], nested=True)
    read = _read(text, [span], marked, [], asked=False)
    asking = bool(read.said) and all(asks(said.words) for said in read.said)
    meant = own("ask" if asking else "assert")
    return Manner(
        meant.act,
        meant.certainty if asking else min(read.levels, default="certain", key=SCALE.index),
        meant.polarity,
        quotation(text, marked),
        tuple(sorted({*read.hedges, *_scare_quotes(text, span, marked)})),
        tuple(read.conditions),
    )


def _read(text: str, pieces: Spans, marked: Sequence[Stretch], inner: Sequence[int], *, asked: bool) -> Content:
    """The content in `pieces` with its quotation marks, up to `inner` cues; if it is `asked`, "if" means whether."""
    begins = [begin for begin, _, _ in marked]
    said, weakening, conditional = [], [], []
    levels: list[str] = []
    for sentence in sentences(text, pieces):
        clauses = conditions(sentence, asked=asked and not levels)
        main = main_clause(sentence, clauses)
        cut = _first_inner(sentence, clauses, inner)
        # What stands right before another cue weakens that one.
        weakened = [h for h in hedges(sentence, main) if h[1] < cut or h[1] == cut == len(sentence)]
        first = next(word.start for word in sentence if not word.is_mark)
        quoted = marked[bisect_right(begins, first) - 1][2] is True
        said.append(Said(sentence[:cut], main[:cut], quoted))
        levels.append(certainty_of(weakened, main))
        weakening += [(sentence[a].start, sentence[b - 1].end) for a, b, _ in weakened]
        conditional += [(sentence[a].start, sentence[b - 1].end) for a, b in clauses if a < cut]
    return Content(said, levels, weakening, conditional)


def _first_inner(sentence: Sequence[Word], clauses: Spans, inner: Sequence[int]) -> int:
    """The place of the first of the `inner` cues, after which the sentence says what that one says.

    One that stands in a condition governs no more than that.
    """
    for cue in inner[bisect_left(inner, sentence[0].start) : bisect_right(inner, sentence[-1].start)]:
        at = bisect_right(sentence, cue, key=lambda word: word.end)
        if not any(a <= at < b for a, b in clauses):
            return at
    return len(sentence)


def _after(text: str, cued: Sequence[Word], pieces: Spans) -> list[Word]:
    """The words with which the content goes on after the cue; none if it stands before."""
    if not cued:
        return []
    start, end = next(((s, e) for s, e in pieces if s >= cued[-1].end), (0, 0))
    return words(text, start, min(end, start + AFTER_CUE))


def _governing(cued: Sequence[Word]) -> Sequence[Word]:
    """The part of a cue that governs what follows it ("refused to comment, saying"; not "said, smiling")."""
    for at in range(len(cued) - 1, max(0, len(cued) - MOST), -1):
        after = cued[at - 1].lower in BY or any(word.lower in PAPERS for word in cued[max(0, at - BETWEEN) : at])
        if after and cued[at].lower.endswith("ing"):
            found = read_cue(cued[at : at + 1], cued[at + 1 :])
            if found is not None and (found.sense.strength == STRONG or found.sense.act in (SAY, ANNOUNCE)):
                return cued[at:]
    return cued


def _is_none(speaker: Sequence[Word]) -> bool:
    """Whether the source is none: "nobody", "no law", "there is no law"."""
    there = 2 if speaker and speaker[0].lower == "there" else 0
    return negated(speaker[there : there + 1])


def _denied_before(text: str, source: Spans, cued: Sequence[Word]) -> bool:
    """Whether a "not" that the cue leaves out stands right before it."""
    before = words(text, max(0, cued[0].start - BESIDE), cued[0].start)[-1:]
    return negated(before) and not any(s <= before[0].start < e for s, e in source)


def _outlets_hedges(text: str, cued: Sequence[Word], taken: Spans) -> list[tuple[int, int]]:
    """The outlet's own hedges: in the cue, right beside it or right before the statement (`taken`: other spans)."""
    if not cued:
        return []
    first, last = cued[0].start, cued[-1].end
    made = []
    for edge in {first, min([first, *(start for start, _ in taken)])}:
        around = words(text, max(0, edge - BESIDE), last + BESIDE)
        for a, b, level in hedges(around, [True] * len(around)):
            start, end = around[a].start, around[b - 1].end
            before = b < len(around) and around[b].start == edge
            after = a > 0 and around[a - 1].end == last
            # As a cue, "alleged" says what is done, not how surely.
            if level != "certain" and ((first <= start and end <= last) or before or after):
                made.append((start, end))
    return [(s, e) for s, e in made if not any(start < e and s < end for start, end in taken)]


def _scare_quotes(text: str, span: tuple[int, int], marked: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Words in quotation marks, with the marks, that are few and no title."""
    made = []
    for begin, end, quoted in marked:
        within = words(text, begin, end)
        plain = not any(word.capital or word.is_mark for word in within)
        if quoted and plain and 0 < len(within) <= SCARE and span[0] < begin and end < span[1]:
            made.append((begin - 1, end + 1))
    return made
