"""Make src/sayso/reading/facts/actors.json, what reading knows of countries, leaders and organisations.

    python -m training.actors --shared ../shared

reads the folder actors of the corpora in `--shared` (the World Factbook's countries, Phoenix's dictionaries), CLDR's
English names of territories, which Babel carries (`pip install babel`), and the hand-kept lists in training/lists,
whose first lines say what their columns are. The same inputs make the same file, to the byte. What comes from where,
and under which licence, is told in src/sayso/reading/facts/SOURCES.md.

Where sources differ the lists win, because they were made to put others right; then the Factbook, which is newer than
Phoenix. Names that reading would recognise without being told (a `Foundation` is an organisation) are left out.
"""

from __future__ import annotations

import argparse
import calendar
import gzip
import html
import itertools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from sayso.reading.actors import Country, Facts, How, Leader, Organisation, Words, exact, key, tidy
from training.facts import encode

LISTS = Path(__file__).parent / "lists"
TARGET = Path(__file__).parents[1] / "src/sayso/reading/facts/actors.json"

PHOENIX_OPEN = "2008-06-30"
"""Phoenix's terms without an end were in course when its list of rulers was made, about then; many have ended since."""
EARLIEST = "1990"
"""Terms of Phoenix's that ended before are left out: news of the web's time seldom quotes their holders."""
BIG = 20_000_000_000
"""Companies below this value in dollars, as Phoenix gives it, are left out."""

# ---- the lists ----


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a list, without its comments; columns at the end may be missing."""
    for line in (LISTS / name).read_text("utf8").splitlines():
        if line and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("\t")]


def several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def sets(name: str) -> dict[str, list[str]]:
    return {row[0]: several(row[1]) for row in rows(name)}


NAMES = sets("names.tsv")


def is_exact(name: str) -> bool:
    """Whether a name is matched letter for letter: an acronym, a short one of mixed letters, one in small letters."""
    letters = [c for c in tidy(name) if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    small = name[:1].islower() and not re.match(r"(?:al|el|the)[- ]", name)
    return small or (capitals > 1 and (capitals == len(letters) or len(letters) <= 4))


def lookup(name: str) -> str:
    """The key that `sayso.reading.actors` finds the name by; its article stays if it is a part of the name."""
    return exact(name) if is_exact(name) else key(name)


# ---- countries ----


@dataclass
class Territory:
    """A country or territory with the words for it; `governs` are the capitals that stand for its government."""

    code: str
    name: str
    names: list[str]
    demonyms: list[str] = field(default_factory=list)
    capitals: list[str] = field(default_factory=list)
    governs: list[str] = field(default_factory=list)
    state: bool = True
    factbook: dict[str, Any] | None = None


def territories(factbook: Iterable[dict[str, Any]]) -> list[Territory]:
    """Countries by code, from CLDR, the Factbook and countries.tsv."""
    from babel import Locale

    told: dict[str, dict[str, list[str]]] = {}
    for code, what, value in rows("countries.tsv"):
        told.setdefault(code, {})[what] = several(value)
    entries = {entry["code"]: entry for entry in factbook}
    by_name = {html.unescape(e["names"].get("conventional short form") or ""): e for e in entries.values()}
    made = []
    for code, cldr in sorted(Locale("en").territories.items()):
        if len(code) != 2 or code in NAMES["no_land"]:
            continue
        own = told.get(code, {})
        entry = entries[own["factbook"][0]] if "factbook" in own else by_name.get(cldr)
        made.append(territory(code, cldr, own, entry))
    return made


def territory(code: str, cldr: str, own: dict[str, list[str]], entry: dict[str, Any] | None) -> Territory:
    name = own.get("name", [cldr])[0]
    names = [name, cldr, cldr.replace("&", "and"), *own.get("names", ())]
    found = Territory(code, name, names, state="territory" not in own, factbook=entry)
    if entry is not None:
        forms = ("conventional short form", "conventional long form")
        found.names += [html.unescape(entry["names"].get(form) or "") for form in forms]
        found.demonyms = demonyms(entry["nationality"])
        found.capitals = capitals(html.unescape(entry["capital"]))
    if own.get("demonyms") == ["-"]:
        found.demonyms = []
    else:
        found.demonyms += [form for word in own.get("demonyms", ()) for form in (word, plural(word))]
    names = [n.removeprefix("The ") for n in found.names if n and n != "none" and "(" not in n and len(n) < 60]
    found.names = [n for n in names if n == name or n not in found.demonyms]
    found.capitals = [c for c in own.get("capitals", found.capitals) if c != "-"]
    found.governs = [c for c in own.get("governs", found.capitals) if c != "-"]
    return found


def plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-2] + "en"
    return word if word.endswith(("ese", "ish", "ch", "s", "men", "x", "z")) else word + "s"


def demonyms(nationality: dict[str, str]) -> list[str]:
    """Nouns and adjectives, from "Briton(s), British (collective plural)" and the like."""
    found = []
    for words in nationality.values():
        words = html.unescape(words).partition(";")[0]
        for word in re.split(r",| or |/", words):
            word = re.sub(r"\((?!s\)).*?\)?(?=\)|$)\)?", "", word).strip()
            if word.endswith("(s)"):
                found += [word[:-3].strip(), word[:-3].strip() + "s"]
            elif word and word not in ("none", "NA", "Taiwan") and "(" not in word and word[0].isupper():
                found.append(word)
    return found


def capitals(words: str) -> list[str]:
    """The cities in "Porto-Novo (constitutional capital); Cotonou (seat of government)"."""
    places = re.sub(r"\([^)]*\)", "", words).split("note")[0]
    return [place.strip() for place in re.split(r"[;,]", places) if 0 < len(place.split()) < 4]


def with_article(name: str) -> str:
    return key("the " + name[4:]) if name.casefold().startswith("the ") else lookup(name)


def references(found: list[Territory]) -> dict[str, tuple[int, How]]:
    """Which country each name, demonym, capital and seat stands for.

    States come before territories, names before demonyms and those before capitals; what two states share (Dominican,
    Korean) stands for neither.
    """
    made: dict[str, tuple[int, How]] = {}
    place = {t.code: i for i, t in enumerate(found)}
    for how in (How.NAME, How.DEMONYM, How.CAPITAL):
        for state in (True, False):
            claims: dict[str, set[int]] = {}
            for t in found:
                words = {How.NAME: t.names, How.DEMONYM: t.demonyms, How.CAPITAL: t.capitals if t.state else []}[how]
                for word in words if t.state == state else ():
                    claims.setdefault(with_article(word), set()).add(place[t.code])
            for word, who in claims.items():
                if len(who) == 1 and word not in made:
                    made[word] = (who.pop(), how)
    names = {t.name: i for i, t in enumerate(found)}
    for row in rows("seats.tsv"):
        if len(row) > 2 and with_article(row[0]) not in made:
            made[with_article(row[0])] = (names[row[1]], How.SEAT)
    return made


def governments(found: list[Territory]) -> dict[str, str]:
    """The government that each capital, seat, house and region stands for."""
    made = {with_article(row[0]): row[1] for row in rows("seats.tsv")}
    names = {with_article(name) for t in found for name in t.names}
    for t in found:
        for capital in t.governs if t.state else ():
            if with_article(capital) not in names:
                made.setdefault(with_article(capital), t.name)
    return made


# ---- Phoenix ----


@dataclass
class Entry:
    """An actor of Phoenix's: its names, and its codes with dates and the comments beside them."""

    names: list[str]
    codes: list[tuple[str, str]]
    section: str


def entries(path: Path) -> list[Entry]:
    """The actors of one of Phoenix's dictionaries.

    Lines are `NAME_ [CODE yymmdd-yymmdd] # comment`, with further names after `+` and further codes on lines of their
    own; a comment that stands alone heads a section.
    """
    made: list[Entry] = []
    section = ""
    for line in gzip.decompress(path.read_bytes()).decode("utf8", "replace").split("\n"):
        body, _, comment = line.partition("#")
        codes = re.findall(r"\[([^\]]*)\]", body)
        name = re.sub(r"\[[^\]]*\]?", "", body).split("\t")[0].strip().strip("_")
        if not body.strip():
            section = comment.strip(" #") or section
        elif name.startswith("+") and made:
            made[-1].names.append(name[1:].strip())
        elif name and not body[0].isspace():
            made.append(Entry([name], [], section))
        if made:
            made[-1].codes += [(code.strip(), comment.strip()) for code in codes]
    return made


VOWELLESS = re.compile(r"[^AEIOUY]{2,}|(?=.*\d).*")


def words_of(name: str) -> list[str]:
    return [word for word in re.split(r"[_\s]+", name) if word]


def written(words: list[str], *, person: bool = False) -> str:
    """A name of Phoenix's, which are in capitals, as it is written."""
    return " ".join(cased(word, i > 0 and not person, person) for i, word in enumerate(words))


def cased(word: str, inner: bool, person: bool) -> str:
    if inner and word.casefold() in NAMES["small"]:
        return word.casefold()
    if not person and word.isupper() and VOWELLESS.fullmatch(word):
        return word
    if "." in word.rstrip(".") or re.fullmatch("[IVX]{2,}", word) or (not person and word in NAMES["capitals"]):
        return word.upper()
    made = "-".join(part.capitalize() for part in word.split("-"))
    made = re.sub(r"\b(Mc|O'|D')([a-z])", lambda m: m[1] + m[2].upper(), made)
    return re.sub(r"^(Al|El|Ul|An|As|Ad|Ash)-(?=[A-Z])", lambda m: m[1].casefold() + "-", made) if person else made


# ---- leaders ----

ROMAN = re.compile("[IVX]+")
MONTHS = {name: f"{i:02}" for i, name in enumerate(calendar.month_abbr)}


def factbook_leaders(found: Iterable[Territory]) -> Iterator[Leader]:
    """Heads of state and government in office: "President Abdelmadjid TEBBOUNE (since 12 December 2019)"."""
    for t in found:
        if t.factbook is None or not t.state:
            continue
        seen = set()
        for role in ("chief of state", "head of government"):
            words = html.unescape(t.factbook["executive"].get(role) or "")
            leader = factbook_leader(words, t.name)
            if leader and (leader.name not in seen):
                seen.add(leader.name)
                yield leader


def factbook_leader(words: str, country: str) -> Leader | None:
    match = re.match(r"([^(;]+?)\s*\((?:\w+ )?since (?:(\d+) )?(?:([A-Z][a-z]{2})[a-z]* )?(\d{4})\)", words)
    # A king who reigns elsewhere is represented by a governor.
    if not match or "represented by" in words or " of Denmark" in words:
        return None
    title, name = [], match[1].replace(",", " ").replace('"', "").split()
    while name and name[0].casefold().strip(".") in NAMES["titles"] and not (len(name[0]) > 3 and name[0].isupper()):
        title.append(name.pop(0))
    upper = [i for i, word in enumerate(name) if len(word.strip(".")) > 1 and word.isupper()]
    big = [i for i in upper if not ROMAN.fullmatch(name[i])]
    office = next((office for office in NAMES["offices"] if office in " ".join(title)), None)
    if not big or len(name) > 6:
        return None
    day, month, year = match[2], match[3], match[4]
    start = "-".join([year, *([MONTHS[month]] if month else []), *([f"{int(day):02}"] if day and month else [])])
    small = [cased(word, False, True) if i in upper else word for i, word in enumerate(name)]
    return Leader(" ".join(small), " ".join(small[big[0] : big[-1] + 1]), country, office, start, None)


def phoenix_leaders(folder: Path, found: Iterable[Territory]) -> Iterator[Leader]:
    """Phoenix's heads of state and government: whoever belongs to the elite before or after a term of government.

    Ministers, whom it lists by the thousand for 2003 to 2011, have no such entry, but those of the United States have
    and are told by their sections.
    """
    from babel.core import get_global

    alpha3 = {old: new[0] for old, new in get_global("territory_aliases").items() if len(old) == 3 and old.isalpha()}
    names = {t.code: t.name for t in found if t.state}
    for entry in entries(folder / "Phoenix.Countries.actors.txt.gz"):
        codes = [code for code, _ in entry.codes]
        if not any(re.match(r"[A-Z]{3}ELI\b", code) for code in codes) or entry.section in NOT_LEADERS:
            continue
        for code in codes:
            match = re.match(r"([A-Z]{3})GOV (?:>\s*(\d{6,8})|(\d{6,8})-(\d{6,8}))\Z", code)
            country = names.get(alpha3.get(match[1], "")) if match else None
            if match is None or country is None or country == "United States":
                continue
            start = iso(match[2] or match[3])
            end = iso(match[4]) if match[4] else max(PHOENIX_OPEN, start)
            # The terms from 2003 on that begin and end with months are ministers' posts of the same people.
            if end < EARLIEST or end < start or (start == "2003-01-01" and end[-2:] in ("28", "29", "30", "31")):
                continue
            name = person(entry.names[0])
            if len(name) < 6 and re.fullmatch("[A-Z.'-]+", "".join(name)):
                known = surname(name, match[1])
                yield Leader(
                    written(name, person=True), written(known, person=True), country, office(entry), start, end
                )


NOT_LEADERS = frozenset(["Elites"])


def person(name: str) -> list[str]:
    """The words of a person's name of Phoenix's, without titles and remarks."""
    words = words_of(re.sub(r"\(.*|,.*", "", name))
    while len(words) > 2 and words[0] in NAMES["honorifics"]:
        words = words[1:]
    return words


def surname(name: list[str], country: str) -> list[str]:
    """The last word with its particles, or the first where families come first."""
    words = [word for word in name if not re.fullmatch("[IVX]+|JR[.]?|SR[.]?", word)] or name
    if country in NAMES["family_first"] or (country == "SGP" and len(words) == 3):
        return words[:1]
    begin = len(words) - 1
    while begin > 1 and words[begin - 1] in NAMES["particles"]:
        begin -= 1
    return words[begin:]


def office(entry: Entry) -> str | None:
    """The office that its section ("Prime Ministers") or a name with a title tells."""
    for title in ("Prime Minister", "Chancellor", "President"):
        upper = title.upper().replace(" ", "_") + "_"
        if entry.section in (title, title + "s") or any(name.startswith(upper) for name in entry.names[1:]):
            return title
    return None


def iso(date: str) -> str:
    """yymmdd or yyyymmdd as an ISO date."""
    if len(date) == 6:
        date = ("19" if int(date[:2]) > 20 else "20") + date
    return f"{date[:4]}-{date[4:6]}-{date[6:8]}"


def listed_leaders(names: dict[str, str]) -> Iterator[tuple[Leader, list[str]]]:
    for row in rows("leaders.tsv"):
        name, known, where, post, start, end = [*row, ""][:6]
        surnames = several(known)
        yield Leader(name, surnames[0], names.get(where, where), post, start, end or None), surnames


def leaders(folder: Path, found: list[Territory]) -> tuple[list[Leader], dict[str, list[int]]]:
    """All terms by country and date, and where the terms of each surname are.

    The Factbook spells some names otherwise than news does and Phoenix gives some terms twice, once to the day and once
    to the month: a term is left out if the list has one of like surname in that country and time, or another source has
    the same name there.
    """
    made: list[tuple[Leader, list[str]]] = list(listed_leaders({t.code: t.name for t in found}))
    terms: dict[tuple[str, str], list[Leader]] = {}
    for leader, known in made:
        for part in (*known, leader.name.split()[-1]):
            terms.setdefault((leader.of, key(part)), []).append(leader)
    starts = {(leader.of, leader.start) for leader, _ in made}
    for leader in itertools.chain(factbook_leaders(found), phoenix_leaders(folder, found)):
        name = key(leader.name)
        parts = {name, name.split()[0], *key(leader.surname).split(), key(leader.surname)}
        others = [other for part in parts for other in terms.get((leader.of, part), ())]
        if (leader.of, leader.start) not in starts and not any(overlap(leader, other) for other in others):
            terms.setdefault((leader.of, name), []).append(leader)
            made.append((leader, [leader.surname]))
    made.sort(key=lambda pair: (pair[0].of, pair[0].start, pair[0].name, pair[0].office or ""))
    places: dict[str, list[int]] = {}
    for i, (_, known) in enumerate(made):
        for name in dict.fromkeys(map(key, known)):
            places.setdefault(name, []).append(i)
    return [leader for leader, _ in made], places


def overlap(one: Leader, other: Leader) -> bool:
    return one.start <= (other.end or "9") and other.start <= (one.end or "9")


# ---- organisations ----

SUFFIX = re.compile(
    r"[,_ ]+(?:INC|INCORPORATED|CORP|CORPORATION|CO|COMPANY|COMPANIES|LTD|LIMITED|PLC|N\.V|S\.A|L\.P|AND_COMPANY)"
    r"[._]*\Z"
)


def listed_organisations(names: dict[str, str]) -> Iterator[tuple[Organisation, list[str]]]:
    for name in ("outlets.tsv", "organisations.tsv"):
        for row in rows(name):
            kind, full, short, country, aliases = [*row, "", "", ""][:5]
            known = [full, *([short] if short else []), *several(aliases)]
            yield Organisation(full, short or full, kind, names.get(country)), known


def phoenix_organisations(folder: Path, nouns: dict[str, list[str]]) -> Iterator[tuple[Organisation, list[str]]]:
    """Organisations between states and others, outlets, big companies and armed groups."""
    international = entries(folder / "Phoenix.International.actors.txt.gz")
    yield from outlets(international)
    yield from bodies(international, nouns)
    yield from companies(international, nouns)
    yield from armed_groups(entries(folder / "Phoenix.MilNonState.actors.txt.gz"), nouns)


def outlets(found: Iterable[Entry]) -> Iterator[tuple[Organisation, list[str]]]:
    for entry in found:
        if entry.section == "DC_REPORTER" and all(code in ("MED", "ISRMED") for code, _ in entry.codes):
            name = written(words_of(entry.names[0].removeprefix("THE_")))
            if not any(word in name for word in ("Journalist", "Based", "Glenn")):
                yield Organisation(name, name, "outlet", None), [name]


def bodies(found: Iterable[Entry], nouns: dict[str, list[str]]) -> Iterator[tuple[Organisation, list[str]]]:
    """Those with an acronym that Phoenix has too, and those whose name does not tell what they are."""
    coded: dict[str, set[str]] = {}
    for entry in found:
        for code, _ in entry.codes:
            if code.startswith(("IGO", "NGO")) and " " not in code:
                coded.setdefault(code, set()).update(name.strip("_") for name in entry.names)
    for _, names in sorted(coded.items()):
        words = {name: words_of(name.removeprefix("THE_")) for name in sorted(names)}
        acronyms = {name for name, parts in words.items() if len(parts) == 1 and name.isalpha() and len(name) < 8}
        for name, parts in words.items():
            if len(parts) < 2 or len(parts) > 10 or not re.fullmatch(r"[A-Z_' -]+", name):
                continue
            full = written(parts)
            short = next(iter(sorted(acronyms & initials(parts))), None)
            if re.search(r"\b(?:Non|Secretary|Special|Directory|Yearbook|Temple|Principles)\b", full):
                continue
            if short:
                yield Organisation(full, short, "organisation", None), [full, short]
            elif {"OF", "FOR", "AGAINST"}.intersection(parts) and not tells(full, nouns):
                yield Organisation(full, full, "organisation", None), [full]


def initials(words: list[str]) -> set[str]:
    """The acronyms that the words make, with and without the small ones, and with a hyphened word as two."""
    split = [part for word in words for part in word.split("-") if part]
    big = [word for word in split if word.casefold() not in NAMES["small"]]
    return {"".join(word[0] for word in some) for some in (split, big) if len(some) > 2}


def tells(name: str, nouns: dict[str, list[str]]) -> bool:
    """Whether the name's head noun tells that it is an organisation."""
    words = name.split()
    head = next((i for i, word in enumerate(words) if word in ("of", "for", "in", "against", "on", "to")), len(words))
    ends = (words[-1], words[max(0, head - 1)], words[-1].casefold())
    return any("organisation" in nouns.get(noun, ()) for noun in ends)


def companies(found: Iterable[Entry], nouns: dict[str, list[str]]) -> Iterator[tuple[Organisation, list[str]]]:
    """Those worth most, if their names have two words or more; how single ones are written, capitals do not tell."""
    for entry in found:
        for code, comment in entry.codes:
            worth = re.search(r"\$([\d,]+)\Z", comment)
            if not code.startswith("MNC") or not worth or int(worth[1].replace(",", "")) < BIG:
                continue
            name = written(words_of(SUFFIX.sub("", entry.names[0].strip("_"))))
            if " " in name and name not in NAMES["misspelt"] and not re.search("[.!]", name) and not tells(name, nouns):
                yield Organisation(name, name, "organisation", None), [name]


def armed_groups(found: Iterable[Entry], nouns: dict[str, list[str]]) -> Iterator[tuple[Organisation, list[str]]]:
    for entry in found:
        match = re.fullmatch(r"([A-Z' _-]+?)_*(?:\(([A-Z]{4,6})\))?_*", entry.names[0])
        words = words_of(match[1]) if match else []
        name = written(words)
        if not match or not 1 < len(words) < 8 or set(NAMES["fighters"]).isdisjoint(name.split()):
            continue
        short = match[2] if match[2] and set(match[2]) <= {word[0] for word in name.upper().split()} else None
        if short or not tells(name, nouns):
            yield Organisation(name, short or name, "organisation", None), [name, *([short] if short else [])]


def organisations(
    folder: Path, found: list[Territory], nouns: dict[str, list[str]], taken: set[str]
) -> tuple[list[Organisation], dict[str, int]]:
    """All organisations by name, and which each name means: the first that claims it, the lists' before Phoenix's."""
    names = {t.code: t.name for t in found}
    claimed: dict[str, Organisation] = {}
    for made, known in listed_organisations(names):
        for name in known:
            claimed.setdefault(with_article(name), made)
    for made, known in phoenix_organisations(folder, nouns):
        keys = [lookup(name) for name in known]
        if taken.isdisjoint(keys) and exact(known[0].upper()) not in claimed:
            # Another spelling of an organisation whose acronym is known already is a name of that one.
            made = next((claimed[name] for name in keys if name in claimed), made)
            for name in keys:
                claimed.setdefault(name, made)
    ordered = sorted(set(claimed.values()), key=lambda made: (made.name, made.short, made.kind, made.country or ""))
    place = {made: i for i, made in enumerate(ordered)}
    return ordered, {name: place[made] for name, made in claimed.items()}


# ---- nouns ----


def noun_classes() -> dict[str, list[str]]:
    """The classes of each noun in nouns.tsv. A capital is kept where it tells: in institutions' last words."""
    told = ("organisation", "government", "outlet", "agency", "document", "poll")
    made: dict[str, list[str]] = {}
    for kind, words in rows("nouns.tsv"):
        for word in several(words):
            name = tidy(word) if kind in told and word[0].isupper() else tidy(word).casefold()
            if kind not in made.setdefault(name, []):
                made[name].append(kind)
    return made


def small_words() -> Words:
    """The sets and values in words.tsv."""
    told: dict[str, object] = {}
    for name, words in sets("words.tsv").items():
        pairs = [word.split(" = ") for word in words]
        told[name] = dict(pairs) if len(pairs[0]) == 2 else words
    return msgspec.convert(told, Words, strict=False)


# ---- who is "he" and who is "she" ----


def pronouns() -> dict[str, dict[str, str]]:
    """What given.tsv says of names, titles and nouns."""
    made: dict[str, dict[str, str]] = {"name": {}, "title": {}, "noun": {}}
    for name, words in rows("given.tsv"):
        pronoun, _, part = name.partition(" ")
        made[part or "name"] |= {tidy(word).casefold(): pronoun for word in several(words)}
    return made


# ---- the file ----


def facts(shared: Path) -> Facts:
    """Everything, put together."""
    folder = shared / "corpora/actors"
    lines = gzip.decompress((folder / "countries.jsonl.gz").read_bytes()).decode("utf8").split("\n")
    factbook = [json.loads(line) for line in lines if line]
    found = territories(factbook)
    nouns = noun_classes()
    refers = references(found)
    ruled = governments(found)
    led, surnames = leaders(folder, found)
    known, organisation_names = organisations(folder, found, nouns, {*refers, *ruled})
    return Facts(
        countries=tuple(Country(t.code, t.name) for t in found),
        governments=ruled,
        leaders=tuple(led),
        nouns={noun: tuple(kinds) for noun, kinds in nouns.items()},
        organisations=tuple(known),
        organisation_names=organisation_names,
        pronouns=pronouns(),
        references=refers,
        surnames={name: tuple(places) for name, places in surnames.items()},
        words=small_words(),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, required=True, help="the folder that holds the corpora")
    made = facts(parser.parse_args().shared)
    TARGET.write_text(encode(made), "utf8")
    parts = ("countries", "leaders", "organisations", "nouns")
    print(TARGET, TARGET.stat().st_size, "bytes:", ", ".join(f"{len(getattr(made, part))} {part}" for part in parts))


if __name__ == "__main__":
    main()
