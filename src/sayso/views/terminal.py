"""A reading for the terminal: one statement after another, with source, cue and content each in its own column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from sayso.document import Document, Statement
from sayso.views.wording import NO_SOURCE, OWN_VOICE, doubtful, joined, particulars, source, summary, without_controls

WIDEST = 112
NARROWEST_WITH_COLUMNS = 60
GAP = 2
DOUBT = "?"
DEEPEST = 3
BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")


def render(document: Document, console: Console) -> None:
    """Print what is known about the document, then its statements in their order.

    Nothing in the document can act on the terminal: control characters, and those that change the direction of
    writing, are shown as "\N{REPLACEMENT CHARACTER}".
    """
    width = min(console.width, WIDEST)
    for line in _header(document, console, width):
        _print(line, console)
    rows = _rows(document, console)
    columns = _columns(rows, width)
    headings = [Text(heading, "dim") for heading in ("", "source", "cue", "content")]
    for row in [headings, *rows] if rows and columns else rows:
        console.print()
        for line in _beside(row, columns, console) if columns else _stacked(row, console, width):
            _print(line, console)


def _print(line: Text, console: Console) -> None:
    line.rstrip()
    console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _header(document: Document, console: Console, width: int) -> Iterator[Text]:
    lines = [
        (document.title or "", "bold"),
        (" · ".join(particulars(document)), ""),
        (summary(document), "dim"),
    ]
    if any(map(doubtful, document.statements)):
        lines.append((f"{DOUBT} marks what is more likely misread than not", "dim"))
    for text, style in lines:
        yield from _wrapped(_shown(text, style, console), width, console)


def _rows(document: Document, console: Console) -> list[list[Text]]:
    """For each statement: whether it is in doubt, its source, cue and content."""
    by_id = {statement.id: statement for statement in document.statements}
    return [
        [_shown(text, style, console) for text, style in _row(document, statement, _depth(statement, by_id))]
        for statement in document.statements
    ]


def _row(document: Document, statement: Statement, depth: int) -> list[tuple[str, str]]:
    doubt = (DOUBT if doubtful(statement) else "", "bold yellow")
    content = joined(document, statement.content)
    if not statement.attributed:
        return [doubt, (f"({OWN_VOICE})", "dim"), ("", ""), (content, "dim")]
    named = source(document, statement)
    nested = ">" * depth
    who = (f"{nested} {named}", "bold cyan") if named else (f"{nested} {NO_SOURCE}", "")
    return [doubt, who, (joined(document, statement.cue), "italic magenta"), (content, "")]


def _depth(statement: Statement, by_id: Mapping[str, Statement]) -> int:
    """How many statements hold this one, counted no further than is shown."""
    outer = by_id.get(statement.inside or "")
    for depth in range(DEEPEST):
        if outer is None:
            return depth
        outer = by_id.get(outer.inside or "")
    return DEEPEST


def _shown(text: str, style: str, console: Console) -> Text:
    """The text on one line, without what could act on the terminal or cannot be encoded for it."""
    safe = BIDI_CONTROL.sub("\N{REPLACEMENT CHARACTER}", without_controls(" ".join(text.split())))
    return Text(safe.encode(console.encoding, "replace").decode(console.encoding), style)


def _columns(rows: Sequence[Sequence[Text]], width: int) -> list[int]:
    """The widths of the four columns, or none where they would be too narrow to read."""
    if width < NARROWEST_WITH_COLUMNS:
        return []
    sources = max((row[1].cell_len for row in rows), default=0)
    cues = max((row[2].cell_len for row in rows), default=0)
    doubt, who, cue = 1, min(max(sources, len("source")), width // 4), min(max(cues, len("cue")), width // 6)
    return [doubt, who, cue, width - doubt - who - cue - 3 * GAP]


def _beside(row: Sequence[Text], columns: Sequence[int], console: Console) -> Iterator[Text]:
    wrapped = [_wrapped(cell, column, console) for cell, column in zip(row, columns, strict=True)]
    for pieces in zip_longest(*wrapped, fillvalue=Text()):
        line = Text()
        for piece, column in zip(pieces, columns, strict=True):
            line.append_text(piece).append(" " * (column - piece.cell_len + GAP))
        yield line


def _stacked(row: Sequence[Text], console: Console, width: int) -> Iterator[Text]:
    """One under the other, each further in: for narrow terminals."""
    doubt, *cells = row
    margin = Text(f"{doubt.plain:{GAP}}", doubt.style)
    for depth, cell in enumerate(cells, 1):
        for piece in _wrapped(cell, max(width - GAP * depth, 1), console):
            yield margin.append_text(piece)
            margin = Text(" " * GAP * depth)
        margin = Text(" " * GAP * (depth + 1))


def _wrapped(text: Text, width: int, console: Console) -> list[Text]:
    lines = list(text.wrap(console, width)) if text else []
    for line in lines:
        line.rstrip()
    return lines
