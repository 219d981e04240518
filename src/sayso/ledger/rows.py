"""Between a document as it was read and its rows in the tables; nothing is lost on the way there and back.

Spans become JSON lists of pairs of offsets. NUL, which databases cannot hold, becomes U+FFFD in the text, with its
offsets in a column of their own, and an escape of two characters in all other strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import RowMapping

from sayso.document import Answer, Document, Source, Span, Statement, Time
from sayso.ledger.errors import LedgerError

Row = dict[str, Any]
Found = Mapping[str, Any] | RowMapping

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_ESCAPE = "\ufdef"  # not a character, so hardly ever in a text
_LARGEST = 2**63 - 1  # of a database's whole numbers
_LONGEST_OUTLET = 500  # characters; PostgreSQL's indexes hold no more than 2,700 bytes

_pairs = msgspec.json.Decoder(tuple[tuple[int, int], ...])
_offsets = msgspec.json.Decoder(tuple[int, ...])
_names = msgspec.json.Decoder(tuple[str, ...])


class Manner(NamedTuple):
    """How something is said."""

    quotation: str | None
    act: str | None
    certainty: str | None
    polarity: str | None


class Ids(msgspec.Struct, frozen=True):
    """The row ids that a new document gets: its own, its article's, and those that its parts are counted on from."""

    document: int
    article: int
    statement: int
    appearance: int


class Rows(msgspec.Struct, frozen=True):
    """A document as rows, by table."""

    document: Row
    appearances: list[Row]
    statements: list[Row]
    links: list[Row]
    answers: list[Row]
    moments: list[Row]


def check(document: Document, place: str) -> None:
    """Raise LedgerError if this is no reading as docs/format.md has it, so that it would not come back as it was."""
    if fault := _fault(document):
        raise LedgerError(place, f"is no reading that a ledger can keep ({fault}); see docs/format.md")


def _fault(document: Document) -> str | None:
    sources = document.sources or ()
    times = document.times or ()
    if any(statement.id != f"s{number}" for number, statement in enumerate(document.statements, 1)):
        return "its statements are not s1, s2, … in order"
    if any(source.id != f"e{number}" for number, source in enumerate(sources, 1)):
        return "its sources are not e1, e2, … in order"
    if len(document.outlet or "") > _LONGEST_OUTLET:
        return f"its outlet has more than {_LONGEST_OUTLET} characters"
    if any(source.count is not None and abs(source.count) > _LARGEST for source in sources):
        return "a count is too large"
    spans: list[Span | Time] = [span for source in sources for span in source.mentions]
    spans += times
    entities = {source.id for source in sources}
    statements = {statement.id for statement in document.statements}
    for one in document.statements:
        spans += [*one.source, *one.cue, *one.content, *(one.hedges or ()), *(one.conditions or ())]
        if not {one.source_id or "e0", *(one.chain or ())} - {"e0"} <= entities:
            return f"{one.id} names a source that is not there"
        if not {one.inside or "s0", *(answer.statement for answer in one.answers or ())} - {"s0"} <= statements:
            return f"{one.id} names a statement that is not there"
        if one.said is not None and not 0 <= one.said < len(times):
            return f"{one.id} was said at a time that is not there"
        if one.confidence is not None and not 0 <= one.confidence <= 1:
            return f"{one.id} has a confidence that is no probability"
    for span in spans:
        if not 0 <= span.start <= span.end or document.text[span.start : span.end] != span.text:
            return f"the text from {span.start} to {span.end} is not that of a span there"
    try:
        msgspec.json.encode(document)
    except UnicodeEncodeError:
        return "it has half a surrogate pair, which is no character"
    return None


def manner(statement: Statement) -> Manner:
    """How something is said, as the columns of `manner` have it."""
    return Manner(
        escaped(statement.quotation),
        escaped(statement.act),
        escaped(statement.certainty),
        escaped(statement.polarity),
    )


def rows(document: Document, ids: Ids, version: int, manners: Mapping[Manner, int], digest: str, added: str) -> Rows:
    """Turn a document into rows; those of appearances lack their `source_id`."""
    text = document.text
    appearance = {source.id: ids.appearance + i for i, source in enumerate(document.sources or ())}
    statement = {one.id: ids.statement + i for i, one in enumerate(document.statements)}
    return Rows(
        document={
            "id": ids.document,
            "article_id": ids.article,
            "version": version,
            "name": escaped(document.id),
            "outlet": escaped(document.outlet),
            "title": escaped(document.title),
            "author": escaped(document.author),
            "published": escaped(document.published),
            "day": _day(document.published),
            "url": escaped(document.url),
            "language": escaped(document.language),
            "text": without_nul(text),
            "nuls": nuls(text),
            "unread": _json([name for name in ("sources", "times") if getattr(document, name) is None]),
            "digest": digest,
            "added": added,
        },
        appearances=[
            {
                "id": appearance[source.id],
                "document_id": ids.document,
                "number": number,
                "name": escaped(source.name),
                "kind": escaped(source.kind),
                "anonymous": source.anonymous,
                "count": source.count,
                "affiliation": escaped(source.affiliation),
                "role": escaped(source.role),
                "mentions": _spans(source.mentions) or "[]",
            }
            for number, source in enumerate(document.sources or (), 1)
        ],
        statements=[
            {
                "id": statement[one.id],
                "document_id": ids.document,
                "number": number,
                "appearance_id": None if one.source_id is None else appearance[one.source_id],
                "inside": None if one.inside is None else int(one.inside[1:]),
                "source": _spans(one.source),
                "cue": _spans(one.cue),
                "content": _spans(one.content),
                "manner_id": manners[manner(one)],
                "hedges": _spans(one.hedges),
                "conditions": _spans(one.conditions),
                "said": one.said,
                "confidence": one.confidence,
                "unread": _json([name for name in _LISTS if getattr(one, name) is None]),
            }
            for number, one in enumerate(document.statements, 1)
        ],
        links=[
            {"statement_id": statement[one.id], "place": place, "appearance_id": appearance[link]}
            for one in document.statements
            for place, link in enumerate(one.chain or (), 1)
        ],
        answers=[
            {
                "statement_id": statement[one.id],
                "place": place,
                "answered_id": statement[answer.statement],
                "relation": escaped(answer.relation),
            }
            for one in document.statements
            for place, answer in enumerate(one.answers or (), 1)
        ],
        moments=[
            {
                "document_id": ids.document,
                "number": number,
                "start": time.start,
                "end": time.end,
                "type": escaped(time.type),
                "value": escaped(time.value),
            }
            for number, time in enumerate(document.times or ())
        ],
    )


_LISTS = ("chain", "hedges", "conditions", "answers")


def document(
    row: Found,
    appearances: Sequence[Found],
    statements: Sequence[Found],
    links: Iterable[Found],
    answers: Iterable[Found],
    moments: Sequence[Found],
) -> Document:
    """Put a document together again from its rows, each table's in the order in which they were made."""
    text = with_nul(row["text"], row["nuls"])
    unread = _names.decode(row["unread"]) if row["unread"] else ()
    entity = {one["id"]: f"e{one['number']}" for one in appearances}
    name = {one["id"]: f"s{one['number']}" for one in statements}
    chains: dict[int, tuple[str, ...]] = {}
    for link in links:
        chains[link["statement_id"]] = (*chains.get(link["statement_id"], ()), entity[link["appearance_id"]])
    answered: dict[int, tuple[Answer, ...]] = {}
    for answer in answers:
        made = Answer(name[answer["answered_id"]], restored(answer["relation"]))
        answered[answer["statement_id"]] = (*answered.get(answer["statement_id"], ()), made)

    def spans(pairs: str | None) -> tuple[Span, ...]:
        return tuple(Span(start, end, text[start:end]) for start, end in _pairs.decode(pairs)) if pairs else ()

    def statement(one: Found) -> Statement:
        none = _names.decode(one["unread"]) if one["unread"] else ()
        return Statement(
            id=name[one["id"]],
            source=spans(one["source"]),
            cue=spans(one["cue"]),
            content=spans(one["content"]),
            source_id=None if one["appearance_id"] is None else entity[one["appearance_id"]],
            chain=None if "chain" in none else chains.get(one["id"], ()),
            inside=None if one["inside"] is None else f"s{one['inside']}",
            quotation=restored(one["quotation"]),
            act=restored(one["act"]),
            certainty=restored(one["certainty"]),
            polarity=restored(one["polarity"]),
            hedges=None if "hedges" in none else spans(one["hedges"]),
            conditions=None if "conditions" in none else spans(one["conditions"]),
            said=one["said"],
            answers=None if "answers" in none else answered.get(one["id"], ()),
            confidence=one["confidence"],
        )

    sources = tuple(
        Source(
            id=entity[one["id"]],
            name=restored(one["name"]),
            kind=restored(one["kind"]),
            anonymous=one["anonymous"],
            count=one["count"],
            affiliation=restored(one["affiliation"]),
            role=restored(one["role"]),
            mentions=spans(one["mentions"]),
        )
        for one in appearances
    )
    times = tuple(
        Time(one["start"], one["end"], text[one["start"] : one["end"]], restored(one["type"]), restored(one["value"]))
        for one in moments
    )
    return Document(
        id=restored(row["name"]),
        outlet=restored(row["outlet"]),
        title=restored(row["title"]),
        author=restored(row["author"]),
        published=restored(row["published"]),
        url=restored(row["url"]),
        language=restored(row["language"]),
        text=text,
        sources=None if "sources" in unread else sources,
        statements=tuple(statement(one) for one in statements),
        times=None if "times" in unread else times,
    )


def nuls(text: str) -> str | None:
    """Where NUL stands in a text, as the column holds it."""
    return _json([match.start() for match in re.finditer("\0", text)])


def without_nul(text: str) -> str:
    """Put U+FFFD in the place of NUL."""
    return text.replace("\0", _REPLACEMENT)


def with_nul(text: str, places: str | None) -> str:
    """Undo `without_nul`, for a text or the beginning of one; `places` is what `nuls` made."""
    if not places:
        return text
    characters = list(text)
    for offset in _offsets.decode(places):
        if offset < len(characters):
            characters[offset] = "\0"
    return "".join(characters)


def escaped(value: str | None) -> str | None:
    """Write a string without NUL, so that `restored` gives it back."""
    if value is None or ("\0" not in value and _ESCAPE not in value):
        return value
    return value.replace(_ESCAPE, f"{_ESCAPE}1").replace("\0", f"{_ESCAPE}0")


def restored(value: Any) -> Any:
    """Undo `escaped`."""
    if value is None or _ESCAPE not in value:
        return value
    return value.replace(f"{_ESCAPE}0", "\0").replace(f"{_ESCAPE}1", _ESCAPE)


def now() -> str:
    """The time now, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _spans(spans: Iterable[Span] | None) -> str | None:
    return _json([(span.start, span.end) for span in spans or ()])


def _json(values: Sequence[object]) -> str | None:
    return msgspec.json.encode(values).decode() if values else None


def _day(published: str | None) -> str | None:
    """The UTC day of an ISO 8601 date or time; a time without a zone is taken to be UTC."""
    try:
        moment = datetime.fromisoformat(published or "")
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date().isoformat()
    except (ValueError, OverflowError):
        return None
