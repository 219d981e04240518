"""Decoding against brute force, and the plans and offsets that it rests on."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading import decoding, windows
from sayso.reading.decoding import CONTENT, OUTSIDE, SOURCE, Attribution, Candidates
from sayso.reading.selection import select

LENGTH = 5


def potentials(seed: int, chains: int = 3, length: int = LENGTH) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 2, (chains, length, 3, 3)).astype(np.float32)


def score_of(chain: np.ndarray, tags: tuple[int, ...]) -> float:
    return sum(
        float(chain[k, before, tag]) for k, (before, tag) in enumerate(zip((OUTSIDE, *tags), tags, strict=False))
    )


def sources_in(tags: tuple[int, ...]) -> int:
    return sum(key == SOURCE for key, _ in itertools.groupby(tags))


@given(st.integers(0, 10_000))
def test_best_path_is_the_best_of_all_with_one_source_at_most(seed: int) -> None:
    chains = potentials(seed)
    tags, scores = decoding.best_paths(chains)
    for chain, found, score in zip(chains, tags, scores, strict=True):
        allowed = [p for p in itertools.product(range(3), repeat=LENGTH) if sources_in(p) <= 1]
        best = max(allowed, key=lambda p: score_of(chain, p))
        assert tuple(found.tolist()) == best
        assert score == pytest.approx(score_of(chain, best), abs=1e-4)


@given(st.integers(0, 10_000), st.integers(1, 6))
def test_log_partition_sums_over_all_paths(seed: int, length: int) -> None:
    chains = potentials(seed, length=length)
    expected = [
        np.logaddexp.reduce([score_of(chain, p) for p in itertools.product(range(3), repeat=length)])
        for chain in chains
    ]
    assert decoding.log_partition(chains) == pytest.approx(expected, abs=1e-3)


def test_tokens_that_do_not_exist_are_outside() -> None:
    chains = potentials(4)
    chains[:, :, :, CONTENT] += 20
    real = np.array([[False, True, True, True, False]] * 3)
    tags, _ = decoding.best_paths(decoding.masked(chains, real))
    assert (tags[:, [0, 4]] == OUTSIDE).all()
    assert (tags[:, 1:4] == CONTENT).all()


def test_cue_is_never_its_own_content() -> None:
    favoured = np.zeros((1, 160, 3, 3), dtype=np.float32)
    favoured[..., CONTENT] = 5
    one = np.zeros(1, dtype=np.float32)
    found = decoding.attributions(
        Candidates(np.array([10]), np.array([2]), np.array([1]), one, one, one, favoured), 100, 30
    )
    assert (found[0].first, found[0].last) == (110, 111)
    assert found[0].nested
    assert found[0].content == (*range(100, 110), *range(112, 130))


@given(st.integers(0, 5000), st.integers(windows.LEFT + windows.RIGHT + 1, 600))
def test_every_token_is_in_one_core_with_its_context(tokens: int, size: int) -> None:
    plan = windows.plan(tokens, size)
    assert [t for w in plan for t in range(w.core_begin, w.core_end)] == list(range(tokens))
    for w in plan:
        assert w.end - w.begin <= size
        assert w.begin == 0 or w.begin <= w.core_begin - windows.LEFT
        assert w.end == tokens or w.end >= w.core_end + windows.RIGHT


def test_window_without_room_for_a_core_is_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        windows.plan(1000, windows.LEFT + windows.RIGHT)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), st.floats(0, 1)), max_size=12))
def test_selection_keeps_the_surest_of_overlapping_cues(given_cues: list[tuple[int, int, float]]) -> None:
    found = [Attribution(f, f + w, (), (99,), (sure, 0, 0, 0)) for f, w, sure in given_cues]
    kept = select(found, lambda a: a.evidence[0], 0.5)
    cues = [set(range(a.first, a.last + 1)) for a, _ in kept]
    assert all(a.isdisjoint(b) for a, b in itertools.combinations(cues, 2))
    for a in found:
        if a.evidence[0] >= 0.5:
            rivals = [sure for k, sure in kept if k.first <= a.last and a.first <= k.last]
            assert rivals
            assert max(rivals) >= a.evidence[0]
