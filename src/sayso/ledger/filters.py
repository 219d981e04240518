"""What listings are narrowed down by."""

from __future__ import annotations

import msgspec


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """All that is given holds of what is listed; None does not narrow.

    `source` is a source's number, or a name that only one source has; `outlet` is compared without regard to capitals.
    `since` and `until` are days, 2025-06-15, both inclusive; undated documents are in no such range. `words` are as
    `words.parsed` reads them. `own_voice` lists the outlets' own sentences instead of what they attribute. Of claims,
    `disputed` lists those that someone denies or whose values differ, `single_origin` those that may rest on one origin
    at most.
    """

    source: int | str | None = None
    outlet: str | None = None
    act: str | None = None
    certainty: str | None = None
    polarity: str | None = None
    anonymous: bool | None = None
    own_voice: bool = False
    since: str | None = None
    until: str | None = None
    words: str | None = None
    document: int | None = None
    disputed: bool = False
    single_origin: bool = False


class NotFound(Exception):  # noqa: N818 (the name says what it is)
    """Something was asked for that the ledger does not have; as a string, one line that says what to do."""
