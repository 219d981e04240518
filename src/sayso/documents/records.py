"""Articles given as JSON objects: `text`, and where known `id`, `title`, `outlet`, `author`, `published`, `url`."""

from __future__ import annotations

import json

from sayso.documents.article import Article
from sayso.documents.dates import is_iso_8601
from sayso.documents.outcome import DocumentError, Loaded
from sayso.documents.text import without_surrogates

_OPTIONAL = ("title", "outlet", "author", "published", "url")


def parse_json(text: str, where: str) -> object:
    """Parse JSON; raise DocumentError, with the line and column, if it is not valid."""
    try:
        parsed: object = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        raise DocumentError(where, f"is not valid JSON ({error.msg}, {place}); correct or remove it") from None
    except (ValueError, RecursionError):
        raise DocumentError(where, "is JSON nested too deeply, or with a number too long, to be read") from None
    return parsed


def load_record(record: object, where: str, remarks: tuple[str, ...] = ()) -> Loaded:
    """Make an article of a parsed JSON object; without an `id` of its own it is named `where`.

    Keys that are null, blank or absent are unknown, further keys are ignored, and a `published` that is not
    ISO 8601 is left out. `remarks` are those on its file, to which that and broken characters in the text are added.
    Raises DocumentError for a wrong type or a missing or blank `text`.
    """
    if not isinstance(record, dict):
        raise DocumentError(where, f'is {_kind(record)}, not an object; write {{"text": "…"}}')
    text = _string(record, "text", where)
    if text is None:
        problem = '"text" is empty' if "text" in record else 'has no "text"'
        raise DocumentError(where, f"{problem}; put the article's text under that key")
    number = record.get("id")
    if isinstance(number, int | float) and not isinstance(number, bool):
        record = {**record, "id": str(number)}
    known = {key: _string(record, key, where) for key in _OPTIONAL}
    published = known["published"]
    if published is not None and not is_iso_8601(published):
        known["published"] = None
        remarks += (f'"published" is {published!r}, left out because it is no ISO 8601 date such as 2025-06-15',)
    if (whole := without_surrogates(text)) != text:
        remarks += ('"text" has broken characters (halves of surrogate pairs), read as U+FFFD',)
    return Loaded(Article(whole, id=_string(record, "id", where) or where, **known), where, remarks)


def _string(record: dict[str, object], key: str, where: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise DocumentError(
            where, f'"{key}" is {_kind(value)}, not a string; put it in quotation marks or leave it out'
        )
    if value is None or not value.strip():
        return None
    return value if key == "text" else without_surrogates(value)


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"
