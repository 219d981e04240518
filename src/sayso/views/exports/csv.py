"""CSV: one statement a row, in words that a spreadsheet shows as they are and never computes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.document import Document, Span, Statement
from sayso.views.chains import FROM
from sayso.views.index import Index
from sayso.views.wording import joined, without_controls

if TYPE_CHECKING:
    from sayso.ledger.keeping import Kept
    from sayso.views.exports.tables import Table

COLUMNS = (
    "document",
    "outlet",
    "title",
    "published",
    "url",
    "statement",
    "source",
    "source_number",
    "source_name",
    "source_kind",
    "anonymous",
    "chain",
    "cue",
    "content",
    "act",
    "certainty",
    "polarity",
    "quotation",
    "hedges",
    "conditions",
    "said",
    "inside",
    "answers",
    "confidence",
    "start",
    "end",
)
BETWEEN = "; "
# What spreadsheets take for the beginning of a formula, as OWASP lists it. Apostrophes may stand before it, so that
# taking one away gives back every cell.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")

Cell = str | int | float | None


def write(kept: Iterable[Kept], file: BinaryIO) -> None:
    """Write a line of column names and one row a statement: UTF-8, commas, lines that end in CR LF (RFC 4180)."""
    text = TextIOWrapper(file, "utf-8", newline="")
    try:
        rows = csv.writer(text)
        rows.writerow(COLUMNS)
        for each in kept:
            index = Index(each.document)
            rows.writerows(map(neutral, _row(each, statement, index)) for statement in each.document.statements)
    finally:
        # It would close the file, which is not ours.
        text.detach()


def write_table(table: Table, claims_or_copies: Iterable[Any], file: BinaryIO) -> None:
    """Write a line of column names and the rows of a table, in the same manner."""
    text = TextIOWrapper(file, "utf-8", newline="")
    try:
        rows = csv.writer(text)
        rows.writerow(table.columns)
        for each in claims_or_copies:
            rows.writerows([neutral(_plain(cell)) for cell in row] for row in table.rows(each))
    finally:
        text.detach()


def neutral(cell: Cell) -> Cell:
    """The cell with an apostrophe before what a spreadsheet would compute, and without control characters."""
    if not isinstance(cell, str):
        return cell
    shown = without_controls(cell)
    return f"'{shown}" if _FORMULA.match(shown) else shown


def _plain(cell: Cell | tuple[str, ...]) -> Cell:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return BETWEEN.join(cell) if isinstance(cell, tuple) else cell


def _row(kept: Kept, statement: Statement, index: Index) -> tuple[Cell, ...]:
    document, source, said = kept.document, index.source(statement), index.said(statement)
    return (
        kept.id,
        document.outlet,
        document.title,
        document.published,
        document.url,
        statement.id,
        joined(document, statement.source),
        kept.sources[source.id] if source else None,
        source.name if source else None,
        source.kind if source else None,
        None if source is None or source.anonymous is None else str(source.anonymous).lower(),
        f" {FROM} ".join(link.name for link in index.chain(statement)),
        joined(document, statement.cue),
        joined(document, statement.content),
        statement.act,
        statement.certainty,
        statement.polarity,
        statement.quotation,
        _list(document, statement.hedges),
        _list(document, statement.conditions),
        (said.value or said.text) if said else None,
        statement.inside,
        BETWEEN.join(f"{answer.relation} {answer.statement}" for answer in statement.answers or ()),
        statement.confidence,
        min((span.start for span in statement.content), default=None),
        max((span.end for span in statement.content), default=None),
    )


def _list(document: Document, spans: Iterable[Span] | None) -> str:
    return BETWEEN.join(joined(document, [span]) for span in spans or ())
