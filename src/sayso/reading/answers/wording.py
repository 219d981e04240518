"""What the words of cues and contents tell of answering: denying, confirming, and pointing to what was said before."""

from __future__ import annotations

import re

from sayso.reading.clauses import listed

CONFIRMS, DENIES, REPEATS, CORRECTS = "confirms", "denies", "repeats", "corrects"


def any_of(words: str) -> re.Pattern[str]:
    """Any of the words, in small or capital letters; "_" stands for the space in one of two words."""
    return re.compile(r"\b(?:" + "|".join(words.replace("_", r"\s+").split()) + r")\b", re.IGNORECASE)


DENYING = any_of(
    r"""den(?:y|ies|ied|ying|ials?) reject\w* dismiss\w* refut\w+ rebut\w* disput\w+ contradict\w* debunk\w* disagree\w*
    counter(?:s|ed|ing)? overrul\w+ overturn\w* repudiat\w+ disavow\w* push\w*_back sho[ot]t?\w*_down t[ao]\w*_issue
    brush\w*_off br[eo]\w+_with differ(?:s|ed)? rebuff\w* scoff\w* laugh\w*_off disprov\w+ object\w* turn\w*_down
    shrug\w*_off play\w*_down contrary_to discredit\w* struck_down pooh-pooh\w* wav\w*_(?:off|aside|away)
    pour\w*_(?:cold_water|scorn) rubbish(?:ed|es|ing)"""
)
CONFIRMING = any_of(
    r"""confirm\w* acknowledg\w+ admit\w* conced\w+ corroborat\w+ verif(?:y|ies|ied) vouch\w* back(?:s|ed|ing)?_up
    agree[sd]? agreeing concur\w* affirm\w* b[eo]\w+_out validat\w+"""
)
REPEATING = any_of(r"echo\w* parrot\w* seconded amplif\w+")
CORRECTING = any_of(r"correct(?:s|ed|ing) clarif\w+ walk\w*_back retract\w* backtrack\w*")
STANCES = ((CORRECTING, CORRECTS), (REPEATING, REPEATS), (DENYING, DENIES), (CONFIRMING, CONFIRMS))
"""What cues do, and how who does it answers."""
OUTRIGHT = any_of(r"den(?:y|ies|ied|ying) refut\w+ disput\w+ debunk\w* confirm\w*")
"""Cues that answer even what nobody is said to have said."""
YIELDING = any_of(
    r"""agree[sd]? accept(?:s|ed)? consent\w* compl(?:y|ies|ied) oblige[sd]? g[ai]ve\w*_in approve[sd]? grant(?:s|ed)?
    heed\w*"""
)
REFUSING = any_of(r"refus\w+ declin\w+ reject\w* rebuff\w* turn\w*_down overrul\w+")
"""What is done with a request."""
SILENT = any_of(r"to_(?:comment|say|answer|respond|discuss|elaborate|speculate|disclose|reveal|identify|name)")
"""What is refused without answering anything."""
DECLINED = re.compile(r"\b(?:refus|declin|fail|hesitat)\w*\s+to\b", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:not|never|neither|nor|without|no\s+longer)\b(?!\s+only)|n['’]t\b", re.IGNORECASE)
BARE = re.compile(r"\b(?:(?:dis)?agree[sd]?|concur\w*|echo\w*|counter(?:s|ed)?)\W*\Z", re.IGNORECASE)
"""Cues that say nothing about what is answered; a quotation follows."""
CALLING = any_of(r"call\w* label\w* brand\w* rate[sd]? deem\w* describ\w+ dismiss\w* denounc\w+")
"""Cues that pass a verdict."""
WITH = any_of(r"with echo\w*")
BESIDE = re.compile(
    r"\b(?:contradict|disput|reject|rebutt|refut|deny|echo|confirm|correct)ing\b|\bcontrary\s+to\b", re.IGNORECASE
)
"""What may stand beside a cue that only says, and tells how it answers."""
REPLYING = any_of(r"repl(?:y|ies|ied|ying) respon\w+ answer\w* retort\w* interject\w* sa(?:y|ys|id) told")
YES_OR_NO = re.compile(
    r"[“\"‘'\s]*(?P<word>no|nope|yes|yeah|never|absolutely(?:\s+not)?|of course(?:\s+not)?)\s*[,.!”\"’'—–-]",
    re.IGNORECASE,
)
AGREES = re.compile(
    r"\b(?:I|we)\b[^.!?,;”]{0,40}?\b(?P<dis>dis)?agree\b[^.!?;”]{0,30}?\bwith\s+(?P<whom>[\w’-]+)"
    r"|\b(?:I|we)\s+could(?:n['’]t|\s+not)\s+(?P<utterly>dis)?agree\b[^.!?;”]{0,30}?\bmore\b"
)
ALSO = re.compile(r"\b(?:also|too|likewise|similarly|as well)\b", re.IGNORECASE)
QUOTES = frozenset("“\"‘'")
DETERMINERS = listed("the this that these those such any all his her its their both some")
VAGUE = listed("the any all some such both")
SAID = (
    r"(?:claim|allegation|accusation|charge|report|rumou?r|suggestion|notion|idea|assertion|statement|remark|comment"
    r"|criticism|critique|argument|view|opinion|characteri[sz]ation|contention|insinuation|story|account|version|theory"
    r"|narrative|prediction|comparison|assessment|sentiment|point|conclusion|finding|fear|concern|worry|attack"
    r"|description|explanation|denial|speculation|belief|position|message|call|request|demand|appeal|proposal|offer|plan"
    r"|objection|complaint|grievance|invitation|ultimatum|threat|warning|pledge|promise|ruling|decision|verdict|order"
    r"|question|challenge|judge?ment|consensus|assumption|interpretation|testimony)(?:s|es)?"
)
"""Nouns for something said."""
SAID_NOUN = re.compile(rf"\b{SAID}\b", re.IGNORECASE)
ASKED = any_of("requests? demands? appeals? calls? proposals? offers? plans? invitations?")
REQUESTS = listed("request order ask intend promise")
"""Nouns for what asks for something, and the acts that they stand for."""
ACTED = listed("refuse order request intend promise ask")
"""Acts that do something about what they are about, such as a bill, rather than answer what was said of it."""
WHO = listed("person unnamed group organisation government")
"""Kinds of what can have said something."""
HEAD = 160
"""Characters at the beginning of a content in which it points to something."""
LEAD = r"[“\"‘'\s]*(?:that\s+)?"
ALONE = re.compile(
    LEAD + r"(?:it|this|that|so|them|those|these|which|such)\b"
    r"(?=\W*\Z|[,;.]|\s+(?:(?<!them )as|all|outright)\b|\s+(?:is|was)\s+(?:so|the\s+case)\b)",
    re.IGNORECASE,
)
JUDGED = re.compile(LEAD + r"(?:(?:it|this|these|those|they)\b|that(?=['’]s\b|\s+(?:is|was)))", re.IGNORECASE)
CALLED = re.compile(r"(?:it|this|that|them|those|these)\b", re.IGNORECASE)
NOUN = re.compile(
    r"[“\"‘'\s]*(?P<owner>(?:(?i:the|this|that|these|those|such|any|all|his|her|its|their|both|some)|"
    r"(?:[A-Z][\w.-]+\s+){0,3}?[A-Z][\w.-]*['’]s?)\s+)?"
    rf"(?:[\w%’'-]+\s+){{0,2}}?(?P<noun>{SAID})\b"
)
"""How contents begin that point to something said before: with a pronoun that is all there is, or that is said
something of, or with a noun, and perhaps whose it is."""
ABOUT = re.compile(r"\s+(?:about|on|of|regarding|over|concerning)\s[^.;:?!]{1,100}?(?=\s(?:is|was|are|were)\b)")
"""What may stand between such a noun and a verdict on it."""
GOES_ON = re.compile(
    r"\s*(?:\Z|[.,;:”\"’—–-]|(?:by|from|on|as|about|in|against|made|at|over|level+ed|during|after|and|but|or)\b)"
)
CLAUSE = re.compile(r"\s*(?:that|to|of|for|who|which|about|he|she|it|they)\b")
"""What follows such a noun: nothing of its own, or what was said."""
DO_SO = re.compile(r"\b(?:do|did|done|doing|said|says?|think|thinks)\s+so\b", re.IGNORECASE)
THAT = re.compile(r"that\s+(?=[A-Z]|(?:the|this|these|those|such|any|all|his|her|its|their|both|it)\b)")
WHAT = re.compile(r"(?:what|everything|anything|things)\b", re.IGNORECASE)
AFTER = re.compile(
    r"[\s.,;”\"’—–-]*(?:(?:and|but|well|now|of course)[\s,]+)?(?:that|this|it|which|he|she|they)\b", re.IGNORECASE
)
STOP = re.compile(
    r"\b(?:stop|quit|cease|(?:should|must|do|can)(?:\s+not|n['’]t)|cannot)\s+(?:[\w’'-]+\s+){0,3}\Z", re.IGNORECASE
)
BETWEEN = (
    r"(?:(?:\W+|(?<=\w)(?=n['’]t))(?:is|was|are|were|be|been|to|as|an?|all|just|so|very|half|downright|outright|not|n['’]t"
    r"|never|isn|aren|wasn|weren|s|simply|called|label+ed|rated|deemed|ruled|found|considered|judged|dubbed|dismissed"
    r"|\w+ly)){0,6}?\W+"
)
TRUE = re.compile(BETWEEN + r"(?:true|correct|accurate|right(?!\W+(?:now|to|wing|side)))\b", re.IGNORECASE)
FALSE = re.compile(
    BETWEEN + r"(?:false|wrong|incorrect|inaccurate|untrue|(?:\w+\W+)?lies?|nonsense|ridiculous|baseless|absurd|fiction"
    r"|misleading|fabricat\w+|(?:beyond\s+)?preposterous|bogus|hoax|rubbish|unfounded|exaggerat\w+|mistaken|ludicrous"
    r"|laughable|outrageous)\b",
    re.IGNORECASE,
)
"""The verdict that follows what is judged: "is simply not true"."""
EXPLETIVE = re.compile(r"[“\"‘'\s]*(?:that\s+)?it\b[^.!?”]*?\s(?:that|to|for|how)\b", re.IGNORECASE)
RIGHT = re.compile(r"right|correct", re.IGNORECASE)
IS = r"(?:['’](?:s|re)|\s+(?i:is|are|was|were|had\s+been|has\s+been))"
AGREED = frozenset(["yes", "yeah", "absolutely", "of course"])
SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s")
PERSON = re.compile(
    rf"\b(?:(?P<name>[A-Z][\w.’'-]+?)(?:{IS}(?:\s+\w+ly)?|\s+\w+ly)|(?:he|she|they){IS}(?:\s+\w+ly)?)"
    r"(?P<not>\s+not|n['’]t)?\s+"
    r"(?P<verdict>(?i:right|correct|wrong|mistaken|lying|misleading|incorrect|inaccurate))\b"
    r"(?!-|\s+(?:now|after|before|away|there|here|up|back|wing)\b)"
    r"|\b(?P<liar>[A-Z][\w.-]+)\s+(?:\w+ly\s+)?(?:lied|lies|exaggerate[sd]|misled|misleads|misspoke)\b(?!\s+to\b)"
)
"""A verdict on what somebody said: "Olund was wrong"."""
NAME = re.compile(r"[A-Z][\w-]{2,}")
PART = re.compile(r"[\w’'-]{3,}")
POSSESSIVE = re.compile(r"['’]s?\Z")
