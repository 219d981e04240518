"""What befell those whom a number counts, as the words around it say: killed, wounded, displaced."""

from __future__ import annotations

from sayso.claims import counted, numbers
from sayso.claims.counted import PREPOSITIONS
from sayso.claims.numbers import Amount, Words
from sayso.reading.times.words import listed

PART_BEFORE = ("including", "among", "included", "includes", "include")
AFTER, BEFORE, TOLL_BEFORE = 18, 6, 25
"""Words after and before a quantity among which is looked for what befell those counted, or for a toll."""
MARKS = (".", ";", ":", "?", "!", "“", "”")
AUXILIARIES = listed("was were been be being are is get got left")
OTHER_CLAUSE = ("where", "whose")
"""Words after which it is said of others: "30 people at a camp where displaced families live"."""
DETERMINERS = listed("the a an his her their its this these those at more another many several dozens up some")
TO_TOLL = listed(
    "to at of is was reached reaching reach reaches stands stood exceeds exceeded exceeding topped passed hit put as "
    "now currently rises rose risen updated"
)


def after(words: Words, start: int, limit: int) -> str:
    """What befell those counted, if it is said after them and before the next quantity."""
    helped = False
    for i in range(start, min(start + AFTER, limit, len(words.lower))):
        word = words.lower[i]
        if word in AUXILIARIES:
            helped = True
        if word in MARKS or word in OTHER_CLAUSE or (word in counted.SAYING and not helped):
            return ""
        if word in ("lost", "lose") and words.at(i + 2) in ("life", "lives"):
            return "killed"
        found = counted.fate_of(word)
        if found is None:
            continue
        what, how = found
        if how == counted.WITH:
            # "Two bombs left six dead": the number after is what it is said of.
            return what if helped or i - start < 4 else ""
        if how == counted.OBJECT:
            return ""
        # "Four killed two wounded" is no object, "two bombers killed five" has one.
        object_follows = (
            words.at(i + 1) in DETERMINERS
            or counted.thing_of(words.at(i + 1)) is not None
            or (i + 1 == limit < len(words.lower) and not counted.fate_of(words.at(i + 2)))
        )
        return what if helped or not object_follows else ""
    return ""


def before(words: Words, one: Amount, start: int, tolled: int) -> str:
    """What befell those counted, if a verb after word `start` or a toll after word `tolled` before them says so."""
    first = one.first
    for i in range(first - 1, max(start, first - BEFORE) - 1, -1):
        word = words.lower[i]
        if word in (".", ";", ":", "?", "!"):
            break
        found = counted.fate_of(word)
        if found and found[1] != counted.WITH and words.at(i - 1) not in AUXILIARIES:
            return found[0]
        if word in ("life", "lives") and words.at(i + 1) == "of":
            return "killed"
        if word in PREPOSITIONS or (word == "of" and words.at(i - 1) not in ("life", "lives")):
            break
    changed = words.at(first - 1) == "from" and words.at(first - 2) in numbers.CHANGES
    if words.at(first - 1) not in TO_TOLL and not changed and not one.bound:
        return ""
    for i in range(first - 1, max(0, tolled, first - TOLL_BEFORE) - 1, -1):
        word = words.lower[i]
        if word in (";", "?", "!") or (word == "." and i < first - 3):
            return ""
        if word == "toll":
            return "killed"
        if word == "number" and words.at(i + 1) == "of":
            for each in words.lower[i + 2 : i + 6]:
                if found := counted.fate_of(each):
                    return found[0]
    return ""


def follows(words: Words, end: int, first: int) -> bool:
    """Whether a quantity goes on with a list: 45 militants and 20 soldiers; 15 people, among them 3 children."""
    between = words.lower[end:first]
    if len(between) > 4 or ";" in between or "." in between:
        return False
    parted = any(word in PART_BEFORE or word == "whom" for word in between) or words.at(first + 1) == "of"
    return parted or all(word in ("and", ",", "plus", "as", "well", "another", "or") for word in between)
