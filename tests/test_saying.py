"""When a source spoke."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.document import Time
from sayso.reading.saying import said
from sayso.reading.times import times

PUBLISHED = "2025-06-15"


def spoken(text: str, source: str, cue: str, content: str) -> str | None:
    at = {words: (text.index(words), text.index(words) + len(words)) for words in (source, cue, content)}
    found = times(text, PUBLISHED)
    i = said(text, [at[source]], at[cue], [at[content]], found)
    return None if i is None else found[i].value


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "value"),
    [
        (
            "The mayor said on Friday that the bridge was safe.",
            "The mayor",
            "said",
            "that the bridge was safe",
            "2025-06-13",
        ),
        ("On Friday, the mayor said the bridge was safe.", "the mayor", "said", "the bridge was safe", "2025-06-13"),
        ("The mayor said the bridge closed on Friday.", "The mayor", "said", "the bridge closed on Friday", None),
        ("Until Friday, the mayor said the bridge was safe.", "the mayor", "said", "the bridge was safe", None),
        ("The mayor, who left on Friday, said it was safe.", "The mayor", "said", "it was safe", None),
        ("It closed on Friday. The mayor said it was safe.", "The mayor", "said", "it was safe", None),
        ("“It is safe,” the mayor said Friday.", "the mayor", "said", "It is safe", "2025-06-13"),
    ],
)
def test_the_time_of_speaking(text: str, source: str, cue: str, content: str, value: str | None) -> None:
    assert spoken(text, source, cue, content) == value


@given(
    st.text(max_size=60), st.lists(st.integers(0, 60), min_size=2, max_size=2), st.lists(st.integers(0, 60), max_size=6)
)
def test_any_spans(text: str, cue: list[int], at: list[int]) -> None:
    n = len(text)
    ends = sorted(min(x, n) for x in at)
    found = [Time(a, b, text[a:b], "DATE", "2025") for a, b in itertools.pairwise(ends)]
    first, last = sorted(min(x, n) for x in cue)
    i = said(text, [], (first, last), [(0, 1)], found)
    assert i is None or 0 <= i < len(found)
