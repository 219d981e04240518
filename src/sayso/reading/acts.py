"""What a source does with a content that it only "says": what the content's own words tell.

The rules in order, for each sentence of the content: a question asks; an imperative requests; "had better" warns; "I
promise" promises; that a claim is true confirms it, that it is false denies it; who tells what he himself believes,
wants or supports asserts that he does; a "should" or "must" that is put to others requests; what the source will do is
intended, what it will not do refused; what else will happen is predicted, unless it may do harm, of which one warns.
All else asserts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.reading.clauses import BE, CLOSE, MARKS, MAY, MODALS, PAUSES, Word, asks, listed
from sayso.reading.cues import STRONG, Meaning, Sense, negated, own, read_cue

COMMANDS = listed(
    "let let's please stop vote don't never go get come give take make keep join tell ask remember stand help support "
    "listen wait be do think call leave stay send bring show turn sign read watch put build lock fight pray imagine "
    "consider buy promise elect choose follow check speak forget quit resign release open hold save protect respect "
    "beware relax donate click visit"
)
"""What opens a sentence that commands."""
NOT_COMMANDED = listed("i we you he she it they me be say")
"""What follows where it commands nothing ("Let me say", "Let's be clear", "Think you can")."""
OBLIGING = listed("should must ought shouldn't mustn't shall")
NEEDING = listed("need needs")
TAGS = listed("right okay ok huh no eh yes correct")
"""After a comma they make a question of what was none ("big deal, right?")."""
PERFORMED = listed("request warn")
"""Acts, beside promises, that are done by saying so."""
PERFORMATIVE = listed(
    "promise pledge vow swear guarantee make give warn caution urge ask beg implore encourage invite demand call plead "
    "recommend propose"
)
"""Verbs that may do them."""
PERFORMING = listed("do will can just also now here hereby again must want to would like")
"""What may stand between "I" and the verb of such an act."""
CLAIMS = listed(
    "claim claims statement statements allegation allegations accusation accusations assertion assertions charge "
    "charges report reports reporting rumor rumors rumour rumours story stories suggestion suggestions remark remarks "
    "account accounts insinuation insinuations"
)
TRUE = listed("true accurate correct right")
FALSE = listed(
    "false untrue inaccurate incorrect wrong baseless unfounded groundless bogus fabricated nonsense lie lies fiction"
)
VERBS_TOO = listed("lie lies wrong")
"""Without a "be" they mean something else ("the claim lies with the court")."""
NOT_CLAIMED = PAUSES | MODALS | listed("that which who whom i we you he she it they")
"""Before the "be" they make it another clause's."""
DEGREES = listed("not all mostly just simply also indeed in fact a an outright complete pure half so no")
"""What may stand between a "be" and the judgement."""
FUTURE = listed("will won't shall gonna going")
CONDITIONAL = listed("would wouldn't")
WISHING = listed("like love rather prefer")
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
WRITINGS = listed(
    "report reports study studies paper papers poll polls survey surveys analysis article editorial memo letter book "
    "document documents filing lawsuit data research"
)
"""What they say of an "it" they do not say of themselves."""
STATES = listed(
    "be have know see need win lose like love feel find become remain want happen seem cost mean get prefer understand "
    "hate exist belong depend matter recover forget remember say tell admit guess argue"
)
"""Verbs of what befalls somebody, and of saying ("I will say that"): they tell no plan."""
STATES_OF_BEING = listed(
    "able ready proud grateful thankful glad happy ashamed a an the no more less part why how what who where when"
)
"""What follows "be" where something "should be" so, and nobody is called on."""
NEAR_MODAL = 4
"""Words after a modal among which that stands."""
REMARKS = listed("say tell admit argue guess see remember")
"""What one says of oneself without intending or predicting anything ("I'll admit", "we'll see")."""
OPINING = REMARKS | listed(
    "call describe characterize underestimate overestimate put phrase bet expect think hope rather"
)
"""The same after a "would" ("I wouldn't call it")."""
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
    "order legislation amendment guidelines charter provision provisions directive decree ordinance mandate"
)
NUMBERED = listed("article section chapter title rule resolution clause paragraph")
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


def act_of(content: Sequence[Said], source: Sequence[Word], *, turn: bool = False) -> Meaning:
    """What a source does that says `content`: what most of its sentences do; if there is no such thing, it asserts.

    A `turn` in a conversation that ends in a question asks it, whatever goes before.
    """
    if turn and content and _questions(content[-1].words):
        return own("ask")
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
        if word.lower.isdigit() and head in NUMBERED:
            return True
        head = word.lower
    return head in NORMS


def _sentence(said: Said, source: Sequence[Word]) -> Meaning | None:
    sentence = said.words
    if not sentence:
        return None
    if _questions(sentence):
        return own("ask")
    if said.quoted and _commands(sentence):
        return own("request")
    if _cautions(sentence):
        return own("warn")
    performed = _performed(sentence)
    if performed is not None:
        return own(performed)
    judged = judgement(said)
    if judged is not None:
        return judged
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


def _questions(sentence: Sequence[Word]) -> bool:
    spoken = [word.lower for word in sentence if word.lower not in CLOSE]
    return asks(sentence) and not (len(spoken) > 2 and spoken[-3] == "," and spoken[-2] in TAGS)


def _performed(sentence: Sequence[Word]) -> str | None:
    """What is done by saying that one does it: "I promise you", "we urge the council to wait"."""
    at = _start(sentence)
    if at is None or sentence[at].lower not in FIRST:
        return None
    verb = at + 1
    while verb < len(sentence) and (sentence[verb].lower in PERFORMING or sentence[verb].lower.endswith("ly")):
        verb += 1
    if verb == len(sentence) or sentence[verb].lower not in PERFORMATIVE:
        return None
    found = read_cue(sentence[verb : verb + NEAR_MODAL], sentence[verb + NEAR_MODAL :])
    act = found.sense.act if found is not None else ""
    # "I will urge" is a plan.
    planned = any(word.lower == "will" for word in sentence[at:verb])
    return act if act == "promise" or (act in PERFORMED and not planned) else None


def judgement(said: Said) -> Meaning | None:
    """What is done by saying that somebody's claim is true, or that it is false: the content holds as it stands."""
    for at, word in enumerate(said.words):
        if said.main[at] and word.lower in CLAIMS:
            true = _is_true(said.words[at + 1 : at + 1 + NEAR])
            if true is not None:
                return Meaning("confirm" if true else "deny", "certain", "positive")
    return None


def _is_true(after: Sequence[Word]) -> bool | None:
    """Whether the words after "the claim" say that it is true; None if they say nothing of it."""
    verb = next((at for at, word in enumerate(after) if word.lower in BE), None)
    if verb is not None and any(word.lower in NOT_CLAIMED for word in after[:verb]):
        return None
    judging = FALSE - VERBS_TOO if verb is None else FALSE | TRUE
    denied = False
    for word in after[0 if verb is None else verb + 1 :]:
        if word.lower in judging:
            return denied == (word.lower in FALSE)
        if negated([word]):
            denied = True
        elif not (word.lower in DEGREES or word.lower.endswith("ly") or word.lower in MARKS):
            return None
    return None


def _start(sentence: Sequence[Word]) -> int | None:
    """The place where the sentence begins, after words such as "and"; None if that is not near."""
    at = 0
    while at < len(sentence) and at <= OPENING and (sentence[at].lower in LEADING or sentence[at].is_mark):
        at += 1
    return None if at > OPENING or at == len(sentence) else at


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
    at = _start(sentence)
    if at is None or not _is_source(sentence[at].lower.partition("'")[0], said, source):
        return False
    verb = at + 1
    while verb < len(sentence) and _is_between(sentence[verb]):
        verb += 1
    if verb == len(sentence) or sentence[verb].lower in EXPECTED:
        return False
    modal = sentence[at].lower.partition("'")[2]
    if modal == "ll" or (modal == "d" and sentence[verb].lower not in WISHING):
        # What he will do he does not hold yet.
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
    itself = itself and not (subject in THIRD and _names_another(said.words[:place], source, subject))
    if modal in OBLIGING | NEEDING and not (itself and modal == "shall"):
        # Reproaches ("should have") ask for nothing, and who must do it himself asks nobody else.
        # Nor does "should be proud" call for anything that somebody could do.
        idle = does == "have" or (_is_state(said.words, at) and subject != "there")
        return None if idle or (itself and subject != "we") else own("request")
    if modal in EXPECTED:
        return own("predict")
    if subject in FIRST and does in (OPINING if modal in CONDITIONAL or modal.endswith("'d") else REMARKS):
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


def _names_another(sentence: Sequence[Word], source: Sequence[Word], subject: str) -> bool:
    """Whether a clause before is about somebody of another name ("if Olund is elected, she will …"), or about the
    source ("she was glad that he would")."""
    if any(word.lower in THIRD and word.lower != subject for word in sentence):
        return True
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
        if (lower in GOVERNING or lower == "never" or lower.endswith("n't")) and at < modal - 1:
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
    # "I never said I would."
    thinking = before.lower in THINKING and not negated(sentence[place - OPENING : place])
    return before.is_mark or before.lower in LEADING or thinking or adverb


def _is_source(subject: str, said: Said, source: Sequence[Word]) -> bool:
    """Whether the pronoun stands for who speaks; in a quotation only the first person does."""
    if subject in FIRST:
        return True
    if said.quoted:
        return False
    if subject == "it":
        # Of persons it means something else; what speaks and is no person mostly has an article.
        institution = bool(source) and source[0].lower in {"the", "it", "its", "which", "that"}
        return institution and not any(word.lower in WRITINGS for word in source)
    alone = source[0].lower if len(source) == 1 else ""
    return subject in THIRD and (alone not in THIRD or alone == subject)
