"""Listings of a ledger for programs: JSON, JSON lines, and CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO

import msgspec

from sayso.views.chains import FROM
from sayso.views.exports.csv import neutral


def write_jsonl(rows: Iterable[msgspec.Struct], file: TextIO) -> None:
    """Write each row as a JSON object on a line of its own."""
    for row in rows:
        file.write(msgspec.json.encode(row).decode() + "\n")


def write_json(rows: Iterable[msgspec.Struct], file: TextIO) -> None:
    """Write one list with all rows."""
    mark = "["
    for row in rows:
        file.write(f"{mark}\n  " + msgspec.json.format(msgspec.json.encode(row)).decode().replace("\n", "\n  "))
        mark = ","
    file.write("[]\n" if mark == "[" else "\n]\n")


def write_csv(rows: Iterable[msgspec.Struct], file: TextIO) -> None:
    """Write a line of column names, if there are rows, and one line a row; of search results, one line a passage."""
    table = csv.writer(file)
    head: tuple[str, ...] = ()
    for row in rows:
        for cells in _flat(row):
            if not head:
                head = tuple(cells)
                table.writerow(head)
            table.writerow([neutral(cells.get(name)) for name in head])


WRITERS: dict[str, Callable[[Iterable[msgspec.Struct], TextIO], None]] = {
    "jsonl": write_jsonl,
    "json": write_json,
    "csv": write_csv,
}


def _flat(row: msgspec.Struct) -> Iterator[dict[str, Any]]:
    """The row's fields as cells; what has fields itself has a cell for each of them."""
    fields = msgspec.to_builtins(row)
    passages = fields.pop("passages", None)
    if passages is None:
        yield _cells(fields)
        return
    document = _cells(fields["document"], "document_")
    for passage in passages or [{"statement": None, "text": ""}]:
        statement = passage["statement"] or {"id": None, "speaker": None, "cue": None}
        said = {name: statement[name] for name in ("id", "speaker", "cue")}
        yield document | _cells(said, "statement_") | {"text": passage["text"]}


def _cells(fields: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for name, value in fields.items():
        if name == "speaker":
            known = value or {"source": None, "name": None, "unnamed": None}
            cells |= {f"{prefix}speaker_number": known["source"], f"{prefix}speaker": known["name"]}
            cells[f"{prefix}unnamed"] = known["unnamed"]
        elif name == "chain":
            cells[prefix + name] = f" {FROM} ".join(link["name"] for link in value)
        elif name == "voices":
            cells[prefix + name] = "; ".join(f"{voice['name']} {voice['statements']}" for voice in value)
        elif isinstance(value, dict):
            cells |= _cells(value, f"{prefix}{name}_")
        elif isinstance(value, list | tuple) and value and isinstance(value[0], dict):
            cells[prefix + name] = msgspec.json.encode(value).decode()
        elif isinstance(value, list | tuple):
            cells[prefix + name] = "; ".join(map(str, value))
        else:
            cells[prefix + name] = value
    return cells
