"""Words of a document with some of them marked, cut to what can be shown at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sayso.claims.told import Place, Told
from sayso.views.segments import segments

Mark = tuple[int, int, str]
"""From where to where words are marked, and as what."""

BLANKS = re.compile(r"\s+")


def excerpt(text: str, whole: Place, marks: Iterable[Mark], longest: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the words of a place on one line, in pieces, each with the labels of the marks that hold it.

    Of more than `longest` characters, those around the first mark are given, with "…" where words are left out.
    """
    begin, end = whole
    inside = [mark for mark in marks if mark[0] < end and begin < mark[1]]
    if end - begin > longest:
        begin, end = _window(text, whole, min((mark[0] for mark in inside), default=begin), longest)
    clipped = [(max(a, begin), min(b, end), label) for a, b, label in inside if a < end and begin < b]
    if begin > whole[0]:
        yield "… ", ()
    for a, b, labels in segments(clipped, (begin, end)):
        yield BLANKS.sub(" ", text[a:b]), labels
    if end < whole[1]:
        yield " …", ()


def around(one: Told, places: Sequence[Place]) -> Place:
    """From where to where a statement's content reaches, with these places."""
    spans = [*one.content, *places] or [(0, 0)]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _window(text: str, whole: Place, focus: int, longest: int) -> Place:
    """So many characters of a place, with what stands at `focus`, and between words where there are any."""
    begin = max(whole[0], min(focus - longest // 4, whole[1] - longest))
    end = min(whole[1], begin + longest)
    if begin > whole[0]:
        begin = max(begin, text.find(" ", begin, focus) + 1)
    if end < whole[1]:
        space = text.rfind(" ", max(focus, begin), end)
        end = space if space > 0 else end
    return begin, end
