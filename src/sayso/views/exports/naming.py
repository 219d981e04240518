"""Names for what the ledger holds that are good outside it: IRIs, web addresses, moments."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from sayso.document import Document

VOCABULARY = "urn:uuid:47a0a1c3-1f0e-5c8b-9b7e-6a52f4d1c0de#"
"""Where the terms stand that no public vocabulary has; docs/export.md says what they mean."""

_DOCUMENTS = UUID("0d3f5f6e-51a4-4a52-8d15-3c0f2b6f8f01")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f]+", re.IGNORECASE)


def document_iri(document: Document) -> str:
    """An IRI for the document that is made from its outlet and text: the same in every ledger that holds it."""
    return uuid5(_DOCUMENTS, "\0".join([document.outlet or "", document.text])).urn


def web_address(url: str | None) -> str | None:
    """The address if it is a well-formed one on the web; else None."""
    if url is None or not _WEB_ADDRESS.fullmatch(url):
        return None
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None


def day(published: str | None) -> date | None:
    """The day of an ISO 8601 date or time: in UTC where its zone is told, else as it stands. None if it is none."""
    if (moment := _moment(published)) is None:
        return None
    return moment.date()


def instant(published: str | None) -> datetime | None:
    """The moment of an ISO 8601 time, in UTC; None where the time of day or its zone is not told."""
    moment = _moment(published)
    return moment if moment is not None and moment.tzinfo is not None else None


def _moment(published: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(published or "")
        return moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
