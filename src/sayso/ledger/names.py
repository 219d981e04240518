"""What a source's name tells across documents: whom it stands for alone, if it does, and what names are like it.

Both follow from one source and its document, never from what else the ledger holds. So the order in which documents
come changes nothing, and a name that comes later makes no join unsafe that was made before.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence

import msgspec

from sayso.document import Document, Source
from sayso.reading import actors

LONGEST = 200
"""Characters of the longest name that is compared."""
CLASSES = {
    "person": "person",
    "organisation": "body",
    "outlet": "body",
    "agency": "body",
    "government": "government",
    "group": "group",
}
"""Kinds that can be one under the same name, and what their keys begin with. All other kinds are never joined."""
SHORT = 5
"""Letters of an acronym at most; longer ones are as good as a name."""
TYPOGRAPHY = str.maketrans(
    dict.fromkeys("’‘‛ʼʻ`´", "'") | dict.fromkeys("-‐‑‒–", " ") | dict.fromkeys('."“”„«»[](),;:', "")
)
INITIALS = re.compile(r"\b(\w) (?=\w\b)")
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
JOINING = frozenset(["and", "of", "for", "the", "in", "on", "at", "to"])
COMMON = frozenset(
    [
        *(
            "air",
            "armed",
            "border",
            "central",
            "coast",
            "constitutional",
            "daily",
            "federal",
            "general",
            "high",
            "independent",
            "international",
            "local",
        ),
        *("national", "new", "prime", "public", "regional", "royal", "supreme", "united", "vice"),
        *("affairs", "appeals", "authority", "campaign", "circuit", "district", "force", "forces", "project"),
        *("report", "union"),
    ]
)
"""Words in the names of institutions and offices that the facts do not list as nouns and that tell none from another.
"""
NO_SURNAMES = frozenset(
    [
        *("ambassador", "ceo", "chairman", "chairwoman", "commissioner", "director", "executive", "leader", "minister"),
        *("officer", "president", "representative", "secretary", "senator", "spokesman", "spokeswoman"),
    ]
)
"""What ends an office and no person's name."""
TITLES = frozenset(
    [
        *("chronicle", "courier", "express", "gazette", "globe", "herald", "journal"),
        *("mail", "mirror", "news", "observer", "post", "press", "record", "review", "standard", "star", "sun"),
        *("telegraph", "times", "tribune"),
    ]
)
"""What many papers are called by for short."""
OF_STATE = frozenset(
    [
        *("air force", "army", "border guard", "central bank", "coast guard", "congress", "constitutional court"),
        *("department", "ministry", "navy", "parliament", "senate", "supreme court"),
    ]
)
"""Institutions of which a country has one under each full name."""
HEADS = frozenset(["chair", "director", "director general", "managing director", "secretary general"])
"""Offices whose holders are called head, chief or boss."""
ROLES = {
    **dict.fromkeys(["boss", "chief", "head"], HEADS),
    **dict.fromkeys(["chairman", "chairwoman", "chairperson"], frozenset(["chair"])),
    **dict.fromkeys(["premier", "prime minister"], frozenset(["premier", "prime minister"])),
}
"""What roles other than an office's own name may mean."""
LONGEST_ROLE = 4
DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![^T ])")
FEWEST_INITIALS = 3


class Identity(msgspec.Struct, frozen=True):
    """Who a source is in all documents: what it is found by, and the name and kind that it has there."""

    key: str
    name: str
    kind: str


# ---- who it is ----


def identity(source: Source, document: Document) -> Identity | None:
    """Who this source of the document is beyond it; None where that is not safe to say, and for unnamed sources.

    docs/sources.md has the rules.
    """
    name = " ".join(source.name.split())
    if source.anonymous or source.kind not in CLASSES or not 0 < len(name) <= LONGEST or not name.isprintable():
        return None
    dated = DATE.match(document.published or "")
    day = dated.group() if dated else None
    if source.kind == "person":
        return _person(name, day)
    return _body(name, source.kind, day, document.text)


def folded(name: str) -> str:
    """A name without what is typography: capitals, dots, the shape of apostrophes, hyphens, spaces. Accents stay."""
    shown = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFKC", name))
    return unicodedata.normalize("NFC", " ".join(shown.translate(TYPOGRAPHY).casefold().split()))


def _person(name: str, day: str | None) -> Identity | None:
    if day and (found := _in_office(name, day)):
        return _known_person(found)
    own = own_name(name)
    words = person_words(own) if own else []
    if own is None or not is_person(words):
        return None
    if is_short(words):
        found = _only(leader.name for leader in actors.leaders(own, day)) if day else None
        return _known_person(found) if found else None
    found = _leader(own)
    return _known_person(found) if found else Identity(f"person {_initials(folded(own))}", own, "person")


def own_name(name: str) -> str | None:
    """A person's name without titles before it and what is told behind it; None if it is no name of one person."""
    found = actors.named(name)
    if found is None or found not in name:
        return None
    rest = name.partition(found)[2]
    return found if not rest or rest.startswith((" of ", ", ")) else None


def person_words(name: str) -> list[str]:
    """The words of a person's name, initials in a row as one, without "Jr" and the like."""
    words = _initials(folded(name)).split()
    return words[:-1] if words and words[-1] in SUFFIXES else words


def is_person(words: Sequence[str]) -> bool:
    """Whether these can be the words of a person's name at all."""
    letters = all(word.replace("'", "").isalpha() for word in words)
    return bool(words) and letters and words[-1] not in NO_SURNAMES and not _is_common(words)


def is_short(words: Sequence[str]) -> bool:
    """Whether a person's name is a surname alone, or one with an initial, which many have."""
    return len(words) == 1 or len(words[0]) == 1 or (len(words) == 2 and words[0] in actors.facts().words.particles)


def _initials(name: str) -> str:
    return INITIALS.sub(r"\1", name)


def _known_person(name: str) -> Identity:
    return Identity(f"person {_initials(folded(name))}", name, "person")


def _only(names: Iterable[str]) -> str | None:
    found = set(names)
    return found.pop() if len(found) == 1 else None


def _leader(name: str) -> str | None:
    """The leader of this full name as the facts spell it, whichever spelling of the surname they know it is."""
    if found := _only(leader.name for leader in actors.leaders(name)):
        return found
    given, _, last = actors.key(name).rpartition(" ")
    return _only(leader.name for leader in actors.leaders(last) if actors.key(leader.name).rpartition(" ")[0] == given)


def _in_office(words: str, day: str) -> str | None:
    """The one who held an office on that day, of words that are its name and nothing else: "the IAEA chief",
    "the prime minister of Norway"."""
    parts = actors.tidy(words).removeprefix("The ").removeprefix("the ").split()
    ways = [(parts[-size:], parts[:-size]) for size in range(1, min(LONGEST_ROLE, len(parts) - 1) + 1)]
    ways += [(parts[:i], parts[i + 1 :]) for i, part in enumerate(parts) if part == "of"]
    found = {name for role, place in ways for name in _holders(" ".join(role), " ".join(place), day)}
    return _only(found)


def _holders(role: str, place: str, day: str) -> set[str]:
    """The names of those who held an office at a place on a day, as far as the facts reach."""
    place = place.removesuffix("'s").removesuffix("'")
    institution = actors.organisation(place)
    owner = institution.name if institution else actors.country_of(place)
    if owner is None or day > _facts_reach():
        return set()
    said = _office(role)
    wanted = ROLES.get(said, frozenset([said]))
    return {
        leader.name
        for leader in _terms().get(owner, ())
        if leader.office
        and _office(leader.office) in wanted
        # "~" sorts after all digits: what stands for a month or a year reaches to its end.
        and leader.start <= day + "~"
        and (leader.end is None or leader.end + "~" >= day)
    }


def _office(words: str) -> str:
    return actors.key(words).replace("defense", "defence")


@functools.cache
def _terms() -> dict[str, list[actors.Leader]]:
    """The leaders' terms by what they lead."""
    terms: dict[str, list[actors.Leader]] = {}
    for leader in actors.facts().leaders:
        terms.setdefault(leader.of, []).append(leader)
    return terms


@functools.cache
def _facts_reach() -> str:
    """The last day that the facts tell of; who was in office then need not be so later."""
    return max(max(leader.start, leader.end or "") for leader in actors.facts().leaders)


def _body(name: str, kind: str, day: str | None, text: str) -> Identity | None:
    known = actors.organisation(name)
    if known and not (len(body_words(known.name)) == 1 and TITLES.issuperset(body_words(known.name))):
        return Identity(f"{CLASSES[known.kind]} {_of_country(known.name)}", known.name, known.kind)
    if kind == "group" or known:
        return None
    place = actors.government(name, day) if kind == "government" else None
    if place:
        return Identity(f"government {folded(place)}", place, "government")
    bare = name[4:] if name[:4] in ("The ", "the ") else name
    if is_acronym(bare):
        full = spelled_out(bare, text)
        return _body(full, kind, day, "") if full else None
    country, rest = owned(bare)
    if country and _is_common(rest):
        one = " ".join(rest).endswith(tuple(OF_STATE)) and rest not in (["department"], ["ministry"])
        return Identity(f"{CLASSES[kind]} {_of_country(bare)}", bare, kind) if one else None
    if not _is_proper(bare) or _is_common(body_words(bare)):
        return None
    return Identity(f"{CLASSES[kind]} {' '.join(body_words(bare))}", bare, kind)


def _of_country(name: str) -> str:
    """An institution's folded name, with the country that it begins with in one form: "iran foreign ministry"."""
    country, rest = owned(name)
    return f"{folded(country)} {' '.join(rest)}" if country and _is_common(rest) else " ".join(body_words(name))


def _is_proper(name: str) -> bool:
    """Whether an institution's words are a name and nothing else."""
    if actors.named(name) == name:
        return True
    return all(word[:1].isupper() or word in JOINING - {"and"} for word in name.split()) and "," not in name


def body_words(name: str) -> list[str]:
    """The words of an institution's name, without an article before it."""
    words = folded(name).split()
    return words[1:] if words[:1] == ["the"] else words


def owned(name: str) -> tuple[str | None, list[str]]:
    """The country that an institution's name begins with, in whatever form, and the words of the rest."""
    parts = name.split()
    for size in range(min(3, len(parts) - 1), 0, -1):
        found = actors.reference(" ".join(parts[:size]))
        # "Port Alder Post" is no paper of the country whose capital Port Alder is.
        if found and found.how in (actors.How.NAME, actors.How.DEMONYM):
            return found.country.name, folded(" ".join(parts[size:])).split()
    return None, body_words(name)


def _is_common(words: Sequence[str]) -> bool:
    """Whether nothing in a name tells it from others: "foreign ministry", "times"."""
    nouns = actors.facts().nouns
    return all(word in nouns or word in COMMON or word in TITLES or word in JOINING for word in words)


def is_acronym(name: str) -> bool:
    """Whether a name is one of those few letters that many institutions share."""
    return len(name.replace(".", "")) <= SHORT and name.isupper() and name.replace(".", "").isalpha()


def spelled_out(acronym: str, text: str) -> str | None:
    """The full name that the text gives for an acronym, as in "the Port Alder Widget Council (PAWC)"."""
    letters = acronym.replace(".", "").casefold()
    at = text.find(f" ({acronym})")
    if at < 0:
        return None
    before = text[max(0, at - LONGEST) : at].split("\n")[-1].split()
    for size in range(len(letters), 2 * len(letters) + 1):
        run = before[-size:]
        if len(run) == size and run[0][:1].isupper() and initials(body_words(" ".join(run))) == letters:
            return " ".join(run)
    return None


def initials(words: Sequence[str]) -> str:
    """The first letters of an institution's words, small words left out."""
    return "".join(word[0] for word in words if word not in JOINING)


# ---- what is like it ----


def forms(name: str, kind: str | None, key: str | None) -> tuple[str, ...]:
    """What a name has in common with names that may mean the same: a person's surname; of others the whole name, its
    initials, and what it is cut down to. None for what is no name. `key` is the identity's, if it has one."""
    if kind not in CLASSES or not 0 < len(name) <= LONGEST:
        return ()
    if kind == "person":
        words = person_words(key.partition(" ")[2] if key else own_name(name) or "")
        return (f"person {skeleton(words[-1])}",) if is_person(words) else ()
    words = key.split()[1:] if key else body_words(name)
    if not words or not any(c.isupper() for c in name):
        return ()
    found = {" ".join(words), *_shorter(name, words)}
    return tuple(sorted({f"body {skeleton(form)}" for form in found} - {"body "}))


def _shorter(name: str, words: Sequence[str]) -> set[str]:
    """What an institution's name is cut down to: "Halvern" for "Halvern Logistics", "Times" for "Alder Times"."""
    found = set()
    if len(words) > 1:
        country, rest = owned(name)
        if country and _is_common(rest):
            found.add(" ".join(rest))
        elif not country and not _is_common(words[:1]):
            found.add(words[0])
        if words[-1] in TITLES:
            found.add(words[-1])
    if len(initials(words)) >= FEWEST_INITIALS:
        found.add(initials(words))
    return found


def is_telling(name: str) -> bool:
    """Whether an institution's name has more than a country's name and words that many have."""
    return not _is_common(owned(name)[1])


SPELLINGS = (("ph", "f"), ("ck", "k"), ("kh", "k"), ("c", "k"), ("q", "k"), ("w", "v"), ("j", "i"), ("y", "i"))
REPEATED = re.compile(r"(.)\1+")


def skeleton(name: str) -> str:
    """A name as it is much the same in whatever way it is put into Latin letters."""
    plain = actors.key(name).replace("'", "")
    for written, common in SPELLINGS:
        plain = plain.replace(written, common)
    return REPEATED.sub(r"\1", plain)
