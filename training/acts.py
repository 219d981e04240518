"""Make src/sayso/reading/facts/acts.json, what reading knows of how sources say things.

    python -m training.acts

folds the hand-kept list training/lists/acts.tsv, whose first lines say what its columns are: verbs and nouns get their
forms, certainty and polarity that are left out become their act's. The same list makes the same file, to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sayso.reading.cues import ANNOUNCE, LIGHT, SAY, STRONG, WEAK, Lexicon, Sense
from training.facts import encode

LIST = Path(__file__).parent / "lists" / "acts.tsv"
TARGET = Path(__file__).parents[1] / "src/sayso/reading/facts/acts.json"
STRENGTH = {
    "word": STRONG,
    "wish": STRONG,
    "verb": STRONG,
    "noun": STRONG,
    "light": LIGHT,
    "light noun": LIGHT,
    "voice": LIGHT,
    "weak": WEAK,
}
"""The classes of words. Where two give a form the same frame, the one that stands first here wins."""
RANK = {kind: i for i, kind in enumerate(STRENGTH)}
VOWELS = frozenset("aeiou")
DOUBLED = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")
"""Verbs of one syllable that double their last letter (plan, planned)."""
FRAMES = ("that", "wh", "ing", "to")
"""The frames that are looked for before others; somebody's infinitive is looked for last."""


def rows() -> Iterator[list[str]]:
    """Class, act, certainty, polarity, frame and words of each line of the list."""
    for number, line in enumerate(LIST.read_text("utf8").splitlines(), 1):
        if line and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) not in (4, 6):
                raise ValueError(f"{LIST.name}, line {number}: {len(cells)} columns")
            yield cells


def forms(kind: str, entry: str) -> list[str]:
    """Every form of an entry such as "tell = told"; of several words it is the first that is inflected."""
    word, _, irregular = (part.strip() for part in entry.partition("="))
    first, space, rest = word.partition(" ")
    if kind in ("word", "weak", "hedge"):
        return [word]
    if kind in ("noun", "light noun"):
        return [word, *(irregular.split() or [plural(first) + space + rest])]
    made = [first, plural(first), *(irregular.split() or [past(first)])]
    if not any(form.endswith("ing") and len(form) > len(first) for form in made):
        made.append(progressive(first))
    return [form + space + rest for form in made]


def plural(word: str) -> str:
    """The plural of a noun, or a verb's third person."""
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh", "go", "do")) else "s")


def past(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ied"
    return doubled(word) + ("d" if word.endswith("e") else "ed")


def progressive(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    return (word[:-1] if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) else doubled(word)) + "ing"


def doubled(word: str) -> str:
    return word + word[-1] if DOUBLED.fullmatch(word) else word


def order(frame: str) -> tuple[int, str]:
    """Which frame is looked for first: the closest one."""
    if frame in FRAMES:
        return FRAMES.index(frame), ""
    return len(FRAMES) + (frame == "obj to") + 2 * (not frame), frame


def fold() -> Lexicon:
    """The list as reading wants it."""
    acts: dict[str, tuple[str, str]] = {}
    hedges: dict[str, str] = {}
    senses: dict[str, dict[str, Sense]] = {}
    for kind, act, certainty, polarity, *more in rows():
        if kind == "act":
            acts[act] = (certainty, polarity)
            continue
        frame, entries = more
        for form in (form for entry in entries.split("|") for form in forms(kind, entry.strip())):
            key = form.lower()
            if kind == "hedge":
                hedges[key] = certainty
                continue
            own = acts["assert" if act in (SAY, ANNOUNCE) else act]
            sense = Sense(STRENGTH[kind], kind, act, certainty or own[0], polarity or own[1], frame or None)
            known = senses.setdefault(key, {}).setdefault(frame, sense)
            if known.kind == kind and known != sense:
                raise ValueError(f"{LIST.name}: {form} ({kind}) means both {known.act} and {act}")
            if RANK[kind] < RANK[known.kind]:
                senses[key][frame] = sense
    different = sorted({s for found in senses.values() for s in found.values()}, key=lambda s: msgspec.json.encode(s))
    place = {sense: i for i, sense in enumerate(different)}
    words = {
        key: tuple(place[sense] for _, sense in sorted(found.items(), key=lambda pair: order(pair[0])))
        for key, found in senses.items()
    }
    return Lexicon(acts, hedges, tuple(different), words)


def main() -> None:
    made = fold()
    TARGET.write_text(encode(made), "utf8")
    print(TARGET, TARGET.stat().st_size, "bytes:", len(made.words), "words,", len(made.hedges), "hedges")


if __name__ == "__main__":
    main()
