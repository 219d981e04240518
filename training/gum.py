"""GUM (Zeldes 2017) as texts with offsets: tokens, mentions of entities with their coreference, and dates.

A document's text is its sentences, parted by a space within a paragraph and by a blank line between paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HELD_OUT = (
    *("news_flag", "news_questionnaire", "news_crane", "news_imprisoned", "news_ie9", "news_afghan", "news_clock"),
    *("news_warming", "interview_herrick", "interview_dungeon", "interview_chomsky", "interview_gaming"),
    *("bio_bernoulli", "bio_galois", "bio_padalecki", "bio_byron"),
    *("speech_impeachment", "speech_trump", "speech_humanitarian"),
)
"""Documents that nothing is developed or trained on, only measured."""

MARK = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
DATE = re.compile(r"<(date|time)((?: [a-zA-Z]+:::\"[^\"]*\")*)>|</(date|time)>")
ATTRIBUTE = re.compile(r"([a-zA-Z]+):::\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    sentence: int
    tag: str
    relation: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start` to `end` refer to `entity` (a number within the document) of a GUM entity type."""

    start: int
    end: int
    entity: str
    type: str
    identity: str | None


@dataclass(frozen=True, slots=True)
class Date:
    """A date or time as GUM's authors marked it, with its attributes (`when`, `from`, `to`, `notBefore` …)."""

    start: int
    end: int
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    id: str
    text: str
    created: str | None
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]
    dates: tuple[Date, ...]

    @property
    def genre(self) -> str:
        return self.id.split("_")[0]


def load(folder: Path) -> list[Document]:
    """Every document of GUM in `folder`, in the order of their names."""
    return [parse(path) for path in sorted(folder.glob("*.conllu"))]


def parse(path: Path) -> Document:
    text = ""
    created = None
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    mentions: list[Mention] = []
    dates: list[Date] = []
    open_mentions: list[tuple[str, str, str | None, int]] = []
    open_dates: list[tuple[int, dict[str, str]]] = []
    paragraph, place = True, 0
    for line in path.read_text(encoding="utf8").splitlines():
        if line.startswith("# meta::dateCreated = "):
            created = line.split(" = ", 1)[1]
        elif line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("# text = "):
            sentence = line.removeprefix("# text = ")
            text += ("\n\n" if paragraph else " ") if text else ""
            place = len(text)
            sentences.append((place, place + len(sentence)))
            text += sentence
            paragraph = False
        elif line and line[0].isdigit():
            columns = line.split("\t")
            if not columns[0].isdigit():
                continue
            start = text.index(columns[1], place)
            place = start + len(columns[1])
            tokens.append(Token(start, place, len(sentences) - 1, columns[4], columns[7]))
            more = dict(item.split("=", 1) for item in columns[9].split("|") if "=" in item)
            for head, alone, closed in MARK.findall(more.get("Entity", "")):
                if closed:
                    number = closed.split("[")[0]
                    for i in range(len(open_mentions) - 1, -1, -1):
                        if open_mentions[i][0] == number:
                            _, kind, identity, begun = open_mentions.pop(i)
                            mentions.append(Mention(begun, place, number, kind, identity))
                            break
                else:
                    parts = head.split("-", 7)
                    number = parts[0].split("[")[0]
                    kind = parts[1] if len(parts) > 1 else ""
                    identity = parts[7] if len(parts) > 7 else None
                    if alone:
                        mentions.append(Mention(start, place, number, kind, identity))
                    else:
                        open_mentions.append((number, kind, identity, start))
            for kind, attributes, closing in DATE.findall(more.get("XML", "")):
                if kind:
                    open_dates.append((start, dict(ATTRIBUTE.findall(attributes))))
                elif closing and open_dates:
                    begun, found = open_dates.pop()
                    dates.append(Date(begun, place, found))
    mentions.sort(key=lambda m: (m.start, -m.end))
    return Document(path.stem, text, created, tuple(tokens), tuple(sentences), tuple(mentions), tuple(dates))
