"""A claim with its members, as claims are shown and exported."""

from __future__ import annotations

from typing import Literal

import msgspec

from sayso.claims.told import Place, Told

Stance = Literal["supports", "denies", "questions"]
Conflict = Literal["denial", "values"]


class Value(msgspec.Struct, frozen=True):
    """The number or date on which a claim turns, in one statement; `place` is in its document's text.

    `low` and `high` are what it allows, both included; None is no limit. "At least 20" is from 20 on.
    """

    place: Place
    text: str
    low: float | None
    high: float | None


class Member(msgspec.Struct, frozen=True):
    """A statement as a member of a claim; `why` says in plain words what joins it to the others."""

    told: Told
    stance: Stance
    value: Value | None
    why: str


class Origin(msgspec.Struct, frozen=True):
    """One origin of a claim, with the members that come from it.

    `kind` is "named", "unnamed", or "unknown" where an outlet speaks in its own voice. `sure` tells whether it counts
    in the lowest number; those that do not may be another origin told again. `note` says why, in plain words.
    """

    name: str
    kind: Literal["named", "unnamed", "unknown"]
    sure: bool
    members: tuple[Member, ...]
    note: str


class Origins(msgspec.Struct, frozen=True):
    """On how many say-sos a claim rests, at least and at most, and why, in plain words."""

    low: int
    high: int
    reason: str
    origins: tuple[Origin, ...]


class Claim(msgspec.Struct, frozen=True):
    """What statements of several documents are about; `text` is its best wording, of the member `wording`."""

    id: int
    text: str
    wording: tuple[int, int]
    conflict: Conflict | None
    development: bool
    """Whether the values that differ may be one that changed with time."""
    conflict_reason: str | None
    origins: Origins
    members: tuple[Member, ...]
