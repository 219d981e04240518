"""What a source does with a content that it only "says": what the content's own words tell.

The rules in order, for each sentence of the content: a question asks; an imperative requests; "had better" warns; who
tells what he himself believes, wants or supports asserts that he does; a "should" or "must" that is put to others
requests; what the source will do is intended, what it will not do refused; what else will happen is predicted, unless
it may do harm, of which one warns. All else asserts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.reading.clauses import BE, MAY, MODALS, PAUSES, Word, asks, listed
from sayso.reading.cues import STRONG, Meaning, Sense, negated, own, read_cue

COMMANDS = listed(
    "let let's please stop vote don't never go get come give take make keep join tell ask remember stand help support "
    "listen wait be do think call leave stay send bring show turn sign read watch put build lock fight pray imagine "
    "consider buy"
)
"""What opens a sentence that commands."""
NOT_COMMANDED = listed("i we you he she it they me be say")
"""What follows where it commands nothing ("Let me say", "Let's be clear", "Think you can")."""
OBLIGING = listed("should must ought shouldn't mustn't shall")
NEEDING = listed("need needs")
FUTURE = listed("will won't shall gonna going")
CONDITIONAL = listed("would wouldn't")
EXPECTED = listed("likely unlikely bound poised")
"""Adjectives that with an infinitive tell what will happen."""
COMPARING = listed("more less most least as how")
FIRST = listed("i we")
THIRD = listed("he she they")
POSSESSIVES = listed("his her its their our my")
BEFORE_NOUN = POSSESSIVES | listed("the a good free political")
"""After these "will" is a noun."""
BETWEEN = BE | listed("do does did has have had still also now always just")
"""What may stand between a subject and its verb, beside adverbs in "-ly" and a "not"."""
OWN_GROUP = listed(
    "party campaign government administration company office country team group union ministry army forces agency "
    "organisation organization department nation state staff bank firm club council paper"
)
"""Who says "his party will" speaks for it."""
STATES = listed(
    "be have know see need win lose like love feel find become remain want happen seem cost mean get prefer understand "
    "hate exist belong depend matter recover forget remember say tell admit guess argue"
)
"""Verbs of what befalls somebody, and of saying ("I will say that"): they tell no plan."""
STATES_OF_BEING = listed("able ready proud grateful thankful glad happy ashamed a an the no more less part")
"""What follows "be" where something "should be" so, and nobody is called on."""
NEAR_MODAL = 4
"""Words after a modal among which that stands."""
REMARKS = listed("say tell admit argue guess see remember")
"""What one says of oneself without intending or predicting anything ("I'll admit", "we'll see")."""
OUTCOMES = listed(
    "win lose beat rise climb soar surge increase grow expand double boost improve strengthen exceed fall drop decline "
    "decrease shrink contract plunge slide tumble weaken slow accelerate spread lead result cause trigger force happen "
    "become face cost end fail collapse"
)
"""Verbs of what will come about, also where a "would" or "could" goes before."""
HARMS = listed("hurt harm damage undermine endanger jeopardize threaten destroy devastate worsen cripple backfire")
"""Of what may do harm one warns."""
STANCES = listed("believe doubt request intend predict agree refuse promise")
"""Acts of what a source holds, wants or does to others, of which it may tell."""
DEEDS = listed("vote votes voted sign signs signed pass passed accept accepted elected chose let allowed")
"""Verbs of such acts that are reported like any other deed."""
LEADING = listed("that and but so because tonight today again well yes no , -")
NEAR = 20
"""Words before a modal among which a verb that governs it is looked for."""
COORDINATING = listed("and but or")
GOVERNING = BE | listed("has have had do does did")
THINKING = listed("think thinks thought believe believes guess say says said know suppose hope now then")
NORMS = listed(
    "law laws act bill constitution rule rules regulation regulations statute protocol treaty convention policy code "
    "order legislation amendment guidelines charter"
)
AFTER_HEAD = listed("of that which for on in from by ,")
SUBORDINATING = listed("if when once unless because after before while since")
OPENING = 3
"""Words that may stand before the subject in a sentence that is about the source itself."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a content, which of its words stand in its main clause, and whether it is in quotation marks."""

    words: Sequence[Word]
    main: Sequence[bool]
    quoted: bool


def act_of(content: Sequence[Said], source: Sequence[Word]) -> Meaning:
    """What a source does that says `content`: what most of its sentences do; if there is no such thing, it asserts."""
    each = Counter(meant for said in content if (meant := _sentence(said, source)) is not None)
    if each:
        best, often = each.most_common(1)[0]
        # What is asked of others is what matters, and what is said beside it gives the reasons.
        if 2 * often > len(content) or (best.act == "request" and 2 * often == len(content)):
            return best
    return own("assert")


def is_norm(source: Sequence[Word]) -> bool:
    """Whether the source is a law or a rule, which does not ask but order: the last word of its noun phrase says so."""
    head = ""
    for word in source:
        if word.lower in AFTER_HEAD:
            break
        head = word.lower
    return head in NORMS


def _sentence(said: Said, source: Sequence[Word]) -> Meaning | None:
    sentence = said.words
    if not sentence:
        return None
    if asks(sentence):
        return own("ask")
    if said.quoted and _commands(sentence):
        return own("request")
    if _cautions(sentence):
        return own("warn")
    if not said.quoted and _wraps_stance(said, source):
        # What he hopes is a statement of its own inside this one, which only tells of it.
        return None
    modals = [at for at in range(len(sentence)) if said.main[at] and _is_modal(sentence, at)]
    for at in modals:
        meant = _by_modal(said, at, source)
        # What a later verb asks for is not what the sentence is about.
        if meant is not None and (at == modals[0] or meant.act != "request"):
            return meant
    return None


def _commands(sentence: Sequence[Word]) -> bool:
    first = next((at for at, word in enumerate(sentence) if not word.is_mark), 0)
    after = sentence[first + 1].lower if first + 1 < len(sentence) else ""
    return sentence[first].lower in COMMANDS and after not in NOT_COMMANDED


def _cautions(sentence: Sequence[Word]) -> bool:
    for before, word in pairwise(sentence):
        subject, _, had = before.lower.partition("'")
        told = before.lower == "had" or (subject in FIRST | THIRD | {"you"} and had in ("", "d"))
        if told and word.lower == "better":
            return True
    return False


def _wraps_stance(said: Said, source: Sequence[Word]) -> bool:
    """Whether the sentence is about what the source itself holds: "he hopes to", "she does not believe"."""
    sentence = said.words
    at = 0
    while at < len(sentence) and at <= OPENING and (sentence[at].lower in LEADING or sentence[at].is_mark):
        at += 1
    if at > OPENING or at == len(sentence) or not _is_source(sentence[at].lower.partition("'")[0], said, source):
        return False
    verb = at + 1
    while verb < len(sentence) and _is_between(sentence[verb]):
        verb += 1
    if verb == len(sentence):
        return False
    # "Would like" is two words.
    end = min(verb + 1 + (sentence[verb].lower in CONDITIONAL), len(sentence))
    found = read_cue(sentence[at + 1 : end], sentence[end:])
    return found is not None and not _tells_a_fact(found.sense, sentence[at + 1 : verb], sentence[end - 1].lower)


def _tells_a_fact(sense: Sense, before: Sequence[Word], verb: str) -> bool:
    """Whether a "he hopes" is no stance: not a verb of one, or one that only reports."""
    # What he had wanted before, and what was done to him.
    passive = sense.kind != "word" and verb.endswith("ed")
    past = any(word.lower == "had" or (word.lower in BE and passive) for word in before)
    # What somebody knows or likes, and whom he asks for something.
    liked = sense.act == "believe" and (sense.certainty, sense.polarity) == ("certain", "positive")
    asked = sense.act == "request" and sense.kind != "wish"
    return sense.strength != STRONG or sense.act not in STANCES or past or liked or asked or verb in DEEDS


def _is_between(word: Word) -> bool:
    denies = negated([word]) and word.lower not in MODALS
    return word.lower in BETWEEN or word.lower.endswith("ly") or denies


def _is_modal(sentence: Sequence[Word], at: int) -> bool:
    lower = sentence[at].lower
    place = at - 2 if at > 1 and sentence[at - 1].is_mark else at - 1
    before = sentence[place].lower if at else ""
    after = sentence[at + 1].lower if at + 1 < len(sentence) else ""
    if lower == "going":
        return after == "to" and (before in BE | {"not"} or "'" in before)
    if lower in NEEDING | EXPECTED:
        return after == "to" and before not in COMPARING
    if lower == "will":
        return after != "of" and before not in BEFORE_NOUN
    return lower in OBLIGING | FUTURE | CONDITIONAL | MAY or lower.endswith(("'ll", "'d"))


def _by_modal(said: Said, at: int, source: Sequence[Word]) -> Meaning | None:
    modal, does = said.words[at].lower, _verb(said.words, at)
    subject, place = _subject(said.words, at)
    itself = _begins_clause(said.words, place) and _is_source(subject, said, source)
    itself = itself and not (subject in THIRD and _names_another(said.words[:place], source))
    if modal in OBLIGING | NEEDING and not (itself and modal == "shall"):
        # Reproaches ("should have") ask for nothing, and who must do it himself asks nobody else.
        # Nor does "should be proud" call for anything that somebody could do.
        idle = does == "have" or _is_state(said.words, at)
        return None if idle or (itself and subject != "we") else own("request")
    if modal in EXPECTED:
        return own("predict")
    if subject in FIRST and does in REMARKS:
        return None
    if itself and modal != "could" and does not in STATES | OUTCOMES:
        # Who will not do it refuses; what is refused is in the content.
        refuses = modal not in MAY and negated(said.words[max(0, at - 1) : at + 3])
        return Meaning("refuse" if refuses else "intend", "possible" if modal in MAY else "unknown", "positive")
    if _governed(said.words, at) or subject == "you":
        # "You will" mostly tells what everybody does.
        return None
    if modal in FUTURE or modal.endswith("'ll"):
        return Meaning("predict", "certain", "positive")
    if does in HARMS and modal in MAY:
        return Meaning("warn", "possible", "positive")
    named = modal in CONDITIONAL and not said.quoted and does != "be" and place < at and said.words[place].capital
    return own("predict") if named or does in OUTCOMES | HARMS else None


def _names_another(sentence: Sequence[Word], source: Sequence[Word]) -> bool:
    """Whether a clause before is about somebody of another name ("if Olund is elected, she will …")."""
    own_words = {word.lower for word in source}
    return any(
        before.lower in SUBORDINATING and word.capital and word.lower not in own_words
        for before, word in pairwise(sentence)
    )


def _verb(sentence: Sequence[Word], modal: int) -> str:
    """The verb after the modal."""
    at = modal + 1
    while at < len(sentence) and (sentence[at].lower == "to" or _is_between(sentence[at])):
        after = sentence[at + 1].lower if at + 1 < len(sentence) else ""
        if sentence[at].lower == "have" or (sentence[at].lower == "be" and not after.endswith("ing")):
            break
        at += 1
    return sentence[at].lower if at < len(sentence) else ""


def _is_state(sentence: Sequence[Word], modal: int) -> bool:
    """Whether what should be is a state that nobody can bring about at a call: "must be ready", "should be a right"."""
    return any(
        before.lower == "be" and word.lower in STATES_OF_BEING
        for before, word in pairwise(sentence[modal + 1 : modal + 1 + NEAR_MODAL])
    )


def _governed(sentence: Sequence[Word], modal: int) -> bool:
    """Whether a verb before the modal governs it ("there is no reason to think it will")."""
    for at in range(modal - 1, max(-1, modal - NEAR), -1):
        lower = sentence[at].lower
        if lower in PAUSES or lower in COORDINATING:
            return False
        if lower in GOVERNING and at < modal - 1:
            return True
    return False


def _subject(sentence: Sequence[Word], modal: int) -> tuple[str, int]:
    """The word before the modal, and its place; one's own group counts as "we" ("his party")."""
    head, mark, _ = sentence[modal].lower.partition("'")
    if mark and head in FIRST | THIRD | {"it", "you"}:
        return head, modal
    at = modal
    while at and (_is_between(sentence[at - 1]) or (at == modal and sentence[at - 1].is_mark)):
        at -= 1
    if at > 1 and sentence[at - 1].lower in OWN_GROUP and sentence[at - 2].lower in POSSESSIVES:
        return "we", at - 2
    return (sentence[at - 1].lower.partition("'")[0], at - 1) if at else ("", 0)


def _begins_clause(sentence: Sequence[Word], place: int) -> bool:
    """Whether a clause begins at the place, rather than a relative one without its "that" ("a tool she would use")."""
    if place < OPENING:
        return True
    before = sentence[place - 1]
    adverb = before.lower.endswith("ly") and before.lower != "only"
    return before.is_mark or before.lower in LEADING | THINKING or adverb


def _is_source(subject: str, said: Said, source: Sequence[Word]) -> bool:
    """Whether the pronoun stands for who speaks; in a quotation only the first person does."""
    if subject in FIRST:
        return True
    if said.quoted:
        return False
    if subject == "it":
        # Of persons it means something else; what speaks and is no person mostly has an article.
        return bool(source) and source[0].lower in {"the", "it", "its", "which", "that"}
    alone = source[0].lower if len(source) == 1 else ""
    return subject in THIRD and (alone not in THIRD or alone == subject)
