"""Which statement stands inside which."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.decoding import Attribution
from sayso.reading.nesting import Placed, nest


def attribution(first: int, content: range, sure: float, nested: bool = True) -> Attribution:
    return Attribution(first, first, (), tuple(content), (sure, 0, 0, 0), nested)


def evidence(a: Attribution) -> float:
    return a.evidence[0]


def nested(outer: list[Attribution], candidates: list[Attribution]) -> list[Placed]:
    return nest([(a, evidence(a)) for a in outer], candidates, evidence, 0.5)


def test_statements_nest_to_any_depth() -> None:
    outer = attribution(1, range(2, 30), 0.9, nested=False)
    candidates = [
        attribution(5, range(6, 30), 0.8),
        attribution(9, range(10, 30), 0.7),
        attribution(14, range(15, 30), 0.6),
    ]
    placed = nested([outer], candidates)
    assert [p.attribution.first for p in placed] == [1, 5, 9, 14]
    assert [p.inside for p in placed] == [None, 0, 1, 2]


def test_what_stands_in_no_content_is_no_nested_statement() -> None:
    outer = attribution(1, range(2, 10), 0.9, nested=False)
    assert [p.attribution.first for p in nested([outer], [attribution(12, range(13, 20), 0.9)])] == [1]


def test_a_nested_statement_ends_with_its_holder() -> None:
    outer = attribution(1, range(2, 10), 0.9, nested=False)
    placed = nested([outer], [attribution(4, range(5, 20), 0.9)])
    assert placed[1].attribution.content == tuple(range(5, 10))


def test_two_that_hold_each_other_do_not_go_in_circles() -> None:
    one = attribution(5, range(6, 30), 0.9, nested=False)
    other = attribution(20, range(0, 19), 0.8, nested=False)
    placed = nested([one, other], [])
    assert sorted(p.inside is None for p in placed) == [False, True]


attributions = st.builds(
    lambda first, start, length, sure, inner: attribution(first, range(start, start + length), sure, inner),
    st.integers(0, 40),
    st.integers(0, 40),
    st.integers(1, 30),
    st.floats(0, 1),
    st.booleans(),
)


@given(st.lists(attributions, max_size=10))
def test_holders_hold_and_nothing_holds_itself(found: list[Attribution]) -> None:
    cues: set[int] = set()
    outer = []
    for a in found:
        if not a.nested and a.first not in cues:
            cues.add(a.first)
            outer.append(a)
    placed = nested(outer, [a for a in found if a.nested])
    assert sum(not p.attribution.nested for p in placed) == len(outer)
    assert len({p.attribution.first for p in placed}) == len(placed)
    for i, p in enumerate(placed):
        seen = {i}
        while p.inside is not None:
            assert p.attribution.first in placed[p.inside].attribution.content
            assert p.inside not in seen
            seen.add(p.inside)
            p = placed[p.inside]
        assert not p.attribution.nested
