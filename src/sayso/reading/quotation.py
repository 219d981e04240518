"""How much of a content stands in quotation marks: direct, indirect or mixed (PARC 3.0, Pareti 2016)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.reading.clauses import listed

BEFORE = 2_000
"""Characters before a content in which the quotation that it stands in may have been opened."""
MARK = re.compile(r"''|``|,,|[\"“”„″«»‘’'‚‛]")
DOUBLE = listed("'' `` ,, \" “ ” „ ″ « »")
OPENING = listed("`` ,, „ « “ ‘ ‚ ‛")
BRACKETS = listed("( [ { — – - / “ ‘ \" '")
"""What a straight mark that opens a quotation may follow, beside white space."""
ELISIONS = re.compile(r"(?:em|til|tis|twas|cause|bout|n|\d\ds?)\b", re.IGNORECASE)

Stretch = tuple[int, int, bool | None]
"""A piece of text between quotation marks, and whether it is quoted; None is: in part."""


def quotation(text: str, marked: Iterable[Stretch]) -> str:
    """Whether the content whose stretches are `marked` is "direct", "indirect" or "mixed"."""
    inside = outside = False
    for begin, end, quoted in marked:
        if any(c.isalnum() for c in text[begin:end]):
            inside |= quoted is not False
            outside |= quoted is not True
    if inside and outside:
        return "mixed"
    return "direct" if inside else "indirect"


def stretches(text: str, content: Iterable[tuple[int, int]], *, nested: bool = False) -> list[Stretch]:
    """The stretches between quotation marks of the `content`, spans (start, end) of `text`.

    Quotations that were opened before a span count, because a long one goes on over pieces and paragraphs that have no
    marks of their own; not for a `nested` statement, whose holder's marks they are.
    """
    made: list[Stretch] = []
    for start, end in content:
        made += _stretches(text, start, end, opened=not nested and _opened(text, start), nested=nested)
    return made


def _opened(text: str, start: int) -> bool:
    begin = max(text.rfind("\n", max(0, start - BEFORE), start), start - BEFORE, 0)
    return _stretches(text, begin, start, opened=False, nested=True)[-1][2] is True


def _stretches(text: str, start: int, end: int, *, opened: bool, nested: bool) -> list[Stretch]:
    made: list[Stretch] = []
    quoted, single, begin = opened, False, start
    for match in MARK.finditer(text, start, end):
        double = match[0] in DOUBLE
        if quoted and single == double:
            # A single mark within double ones, or the other way about, is a quotation within the quotation.
            continue
        if quoted:
            if not _may_close(text, match):
                continue
            made.append((begin, match.start(), True))
            quoted, begin = False, match.end()
        elif _may_open(text, match):
            made.append((begin, match.start(), False))
            quoted, single, begin = True, not double, match.end()
        elif double and not nested and _may_close(text, match):
            # It closes what was never seen to open: nobody can tell where the quotation begins.
            made.append((begin, match.start(), None))
            begin = match.end()
    made.append((begin, end, quoted))
    return made


def _may_open(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if not after.strip() or match[0] == "»":
        return False
    # An apostrophe opens nothing, neither in "don't" nor in "'90s".
    letter = after.isalnum() or after in OPENING
    if match[0] not in DOUBLE and (before.isalnum() or not letter or ELISIONS.match(text, match.end())):
        return False
    return match[0] in OPENING or not before.strip() or before in BRACKETS


def _may_close(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if match[0] not in DOUBLE:
        return bool(before.strip()) and not after.isalnum() and match[0] not in OPENING
    return bool(before.strip()) or not after.isalnum()
