"""A reading for the terminal: one statement after another, with source, cue and content each in its own column.

Under the content stands what else is known of the statement, a little further in: its chain, how and when it was said,
and what it answers. A statement inside another follows that one, with ">" before its source. Statements that answer or
are answered have their id before them.

Hedges and conditions are underlined where they stand, and named under the content. Without styles nothing marks them
where they stand, so that what is copied are the words of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from sayso.document import Document, Span, Statement
from sayso.views.answers import quote, speaker, what_is_denied
from sayso.views.chains import line as chain_line
from sayso.views.index import Index, outline
from sayso.views.moments import moment
from sayso.views.notes import notes
from sayso.views.summary import disputes, summary
from sayso.views.wording import (
    MISREAD,
    NO_SOURCE,
    OWN_VOICE,
    doubtful,
    joined,
    particulars,
    passive,
    pieces,
    quoted,
    source,
    without_controls,
)

WIDEST = 112
NARROWEST_WITH_COLUMNS = 60
GAP = 2
WIDEST_MARGIN = 5
FEWEST_CELLS = 2
"""The least width for words, whatever stands before them: that of one wide character."""
DOUBT = "?"
NESTED = ">"
DEEPEST = 3
BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
STYLES = {"hedge": "underline yellow", "condition": "underline italic yellow"}


class Row(NamedTuple):
    """A statement as it is shown: its id or doubt or both, its source, cue, content and notes, and how deep it is."""

    margin: Text
    source: Text
    cue: Text
    content: Text
    notes: list[Text]
    depth: int


def render(document: Document, console: Console) -> None:
    """Print what is known about the document, then its statements in their order.

    Nothing in the document can act on the terminal: control characters, and those that change the direction of
    writing, are shown as "\N{REPLACEMENT CHARACTER}".
    """
    width = min(console.width, WIDEST)
    index = Index(document)
    for line in _header(index, console, width):
        _print(line, console)
    rows = [_row(statement, min(depth, DEEPEST), index, console) for statement, depth in outline(document.statements)]
    margin = min(max((row.margin.cell_len for row in rows), default=0) or 1, WIDEST_MARGIN)
    columns = _columns(rows, width, margin)
    headings = Row(Text(), Text("source", "dim"), Text("cue", "dim"), Text("content", "dim"), [], 0)
    for row in [headings, *rows] if rows and columns else rows:
        console.print()
        for line in _beside(row, columns, console) if columns else _stacked(row, console, width, margin):
            _print(line, console)


def _print(line: Text, console: Console) -> None:
    line.rstrip()
    console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _header(index: Index, console: Console, width: int) -> Iterator[Text]:
    document = index.document
    lines = [
        (document.title or "", "bold", 0),
        (" · ".join(particulars(document)), "", 0),
        (summary(document), "dim", 0),
    ]
    for by, relation, to in disputes(index):
        denied = f"{relation} {what_is_denied(to, index)} ({to.id}): {quote(to, index)}"
        lines.append((f"disputed: {speaker(by, index)} ({by.id}) {denied}", "red", GAP))
    if any(map(doubtful, document.statements)):
        lines.append((f"{DOUBT} marks what is {MISREAD}", "dim", 0))
    for text, style, indent in lines:
        yield from _hanging(shown(text, style, console), width, console, Text(), indent)


def _row(statement: Statement, depth: int, index: Index, console: Console) -> Row:
    document = index.document
    linked = index.answers[statement.id] or index.answered[statement.id]
    margin = shown(statement.id if linked else "", "dim", console)
    if doubtful(statement):
        margin.append(DOUBT, "bold yellow")
    who, style = (f"({OWN_VOICE})", "dim"), "dim"
    if statement.attributed:
        named = source(document, statement)
        who, style = (named, "bold cyan") if named else (NO_SOURCE, ""), ""
    return Row(
        margin,
        shown(*who, console),
        _underlined(statement.cue, "italic magenta", statement, index, console),
        _underlined(statement.content, style, statement, index, console),
        [shown(text, style, console) for text, style in _notes(statement, index)],
        depth,
    )


def _underlined(spans: Sequence[Span], style: str, statement: Statement, index: Index, console: Console) -> Text:
    """The words of the spans, with the statement's hedges and conditions underlined."""
    text = Text(style=style)
    for words, labels in pieces(index.document, spans, _marked(statement)):
        text.append(safe(words, console), " ".join(STYLES[label] for label in labels))
    text.rstrip()
    return text


def _marked(statement: Statement) -> list[tuple[str, Sequence[Span]]]:
    """The spans that are underlined, by what they are."""
    return [("hedge", statement.hedges or ()), ("condition", statement.conditions or ())]


def _notes(statement: Statement, index: Index) -> Iterator[tuple[str, str]]:
    """Each line that stands under the statement, with its style."""
    known = notes(statement, index)
    if known.chain:
        yield chain_line(known.chain, index), "dim"
    how = [*known.manner]
    if known.said:
        how.append(f"said {moment(known.said)}")
    for label, spans in _marked(statement):
        how += [f"{label} {quoted(joined(index.document, [span]))}" for span in spans]
    if how:
        yield " · ".join(how), "dim"
    for _, relation, to in known.answers:
        yield f"↳ {relation} {to.id}: {quote(to, index)}", _style(relation)
    for by, relation, _ in known.answered:
        yield f"{passive(relation)} {by.id}: {speaker(by, index)}", _style(relation)


def _style(relation: str) -> str:
    return "red" if relation == "denies" else ""


def shown(text: str, style: str, console: Console) -> Text:
    """The text on one line, without what could act on the terminal or cannot be encoded for it."""
    return Text(safe(" ".join(text.split()), console), style)


def safe(text: str, console: Console) -> str:
    """The text without what could act on the terminal or cannot be encoded for it."""
    printable = BIDI_CONTROL.sub("\N{REPLACEMENT CHARACTER}", without_controls(text))
    return printable.encode(console.encoding, "replace").decode(console.encoding)


def _columns(rows: Sequence[Row], width: int, margin: int) -> list[int]:
    """The widths of the four columns, or none where they would be too narrow to read."""
    if width < NARROWEST_WITH_COLUMNS:
        return []
    sources = max((row.source.cell_len + GAP * row.depth for row in rows), default=0)
    cues = max((row.cue.cell_len for row in rows), default=0)
    who, cue = min(max(sources, len("source")), width // 4), min(max(cues, len("cue")), width // 6)
    return [margin, who, cue, width - margin - who - cue - 3 * GAP]


def _beside(row: Row, columns: Sequence[int], console: Console) -> Iterator[Text]:
    margin, who, cue, content = columns
    cells = [
        _wrapped(row.margin, margin, console),
        _hanging(row.source, who, console, Text(_nesting(row.depth)), GAP * row.depth),
        _wrapped(row.cue, cue, console),
        _wrapped(row.content, content, console),
    ]
    for note in row.notes:
        cells[-1] += _hanging(note, content, console, Text(" " * GAP), 2 * GAP)
    for pieces_beside in zip_longest(*cells, fillvalue=Text()):
        line = Text()
        for piece, column in zip(pieces_beside, columns, strict=True):
            line.append_text(piece).append(" " * (column - piece.cell_len + GAP))
        yield line


def _stacked(row: Row, console: Console, width: int, margin: int) -> Iterator[Text]:
    """One under the other, each further in: for narrow terminals."""
    lead = Text().append_text(row.margin)
    lead.truncate(margin + 1, pad=True)
    lead.append(_nesting(row.depth))
    indent = margin + 1 + GAP * row.depth
    for cell in (row.source, row.cue, row.content):
        yield from _hanging(cell, width, console, lead, indent)
        indent += GAP
        lead = Text(" " * indent)
    for note in row.notes:
        yield from _hanging(note, width, console, lead, indent + GAP)


def _nesting(depth: int) -> str:
    """What stands before the source of a statement that is inside others."""
    return f"{NESTED:>{GAP * depth - 1}} " if depth else ""


def _hanging(text: Text, width: int, console: Console, lead: Text, indent: int) -> list[Text]:
    """The text's lines, the first after `lead`, which is no wider than the `indent` of the others.

    Where little would be left of the width, all stand further out.
    """
    indent = max(min(indent, width - FEWEST_CELLS), 0)
    lead = lead.copy()
    lead.truncate(indent)
    lines = []
    for line in _wrapped(text, width - indent, console):
        lines.append(Text().append_text(lead).append_text(line))
        lead = Text(" " * indent)
    return lines


def _wrapped(text: Text, width: int, console: Console) -> list[Text]:
    lines = list(text.wrap(console, width)) if text else []
    for line in lines:
        line.rstrip()
    return lines
