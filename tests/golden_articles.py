"""The golden articles: texts written for this project, each with the statements that a right reading finds in it.

`tests/golden/NAME.txt` is an article as `sayso read` gets it. `tests/golden/NAME.reading` lists its attributed
statements of the outer layer, one a line, in the order of the article. A line repeats a passage of the article and
marks in it the source [in square brackets], the cue <in angle brackets> and the content {in braces}:

    {“They sent me a photograph of a door,”} [she] <said>
    It <is widely believed> {that some of the grain was sold abroad}
    [His spokesman] denied it and <said> {that no such letters existed}

- Marks of one kind may come several times: {“We moved furniture,”} [she] <said>. {“Nothing else.”}
- Words outside the marks belong to none of the spans. They may be left out at both ends, but must be there in between,
  and wherever the passage would otherwise not be the only one of its wording in the article.
- Any white space stands for any other, so a passage runs on over paragraphs as if there were none.
- A line that begins with an asterisk is a key statement: so plain that a reading must have it exactly.
- Empty lines and lines that begin with # are skipped. An article may not contain []<>{}.

To add an article, write the two files and give it a row in `FLOORS` of tests/test_golden.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"
OPENING = {"[": "source", "<": "cue", "{": "content"}
CLOSING = {"]": "source", ">": "cue", "}": "content"}
MARKS = re.compile(r"[\[\]<>{}]")

Spans = list[tuple[int, int]]


@dataclass
class Expected:
    """One statement: spans (start, end) in the article for each role, and the line that it was written on."""

    line: int
    key: bool
    source: Spans = field(default_factory=list)
    cue: Spans = field(default_factory=list)
    content: Spans = field(default_factory=list)


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def load(name: str) -> tuple[str, list[Expected]]:
    """The article and its statements. Raises ValueError with file and line if a line cannot be placed."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf8")
    lines = (FOLDER / f"{name}.reading").read_text(encoding="utf8").splitlines()
    expected = []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            try:
                expected.append(place(text, line, number))
            except ValueError as error:
                raise ValueError(f"{name}.reading, line {number}: {error}") from error
    return text, expected


def place(text: str, line: str, number: int = 1) -> Expected:
    """Find the passage that `line` marks up in `text`, where it must occur once."""
    if MARKS.search(text):
        raise ValueError("the article contains one of []<>{}")
    key = line.startswith("*")
    passage, marked = unmark(squeeze(line.removeprefix("*"))[0].strip())
    squeezed, places = squeeze(text)
    found = [m.start() for m in re.finditer(f"(?={re.escape(passage)})", squeezed)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} passages of the article read {passage!r}")
    statement = Expected(number, key)
    for role, start, end in marked:
        getattr(statement, role).append((places[found[0] + start], places[found[0] + end - 1] + 1))
    if not statement.cue or not statement.content:
        raise ValueError("a statement needs a cue and content")
    return statement


def unmark(line: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The line without its marks, and what they mark: role, start and end in the line without them."""
    passage = ""
    marked = []
    role = None
    begin = 0
    for piece in re.split(f"({MARKS.pattern})", line):
        if role is None and piece in OPENING:
            role, begin = OPENING[piece], len(passage)
        elif role is not None and CLOSING.get(piece) == role:
            marked.append((role, begin, len(passage)))
            role = None
        elif MARKS.fullmatch(piece):
            raise ValueError(f"{piece} does not belong at {passage[-20:]!r}")
        else:
            passage += piece
    if role is not None:
        raise ValueError(f"the mark of the {role} is not closed")
    return passage, marked


def squeeze(text: str) -> tuple[str, list[int]]:
    """The text with every run of white space as one space, and where each of its characters stands in `text`."""
    squeezed: list[str] = []
    places: list[int] = []
    for i, character in enumerate(text):
        blank = character.isspace()
        if not (blank and squeezed and squeezed[-1] == " "):
            squeezed.append(" " if blank else character)
            places.append(i)
    return "".join(squeezed), places
