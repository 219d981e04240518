"""Readings of the golden articles against what their .reading files expect (see golden_articles.py)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

import pytest

import sayso
from golden_articles import Expected, Spans, load, names, place

ROLES = ("source", "cue", "content")
TOKEN = re.compile(r"\w+|[^\w\s]")
EDGES = " \t\r\n\"'“”‘’,.;:—–-"

# The least F1 of statements, soft and exact: somewhat below what `scores` gives for the shipped model, so that a real
# loss fails and one statement more or less does not.
FLOORS = {
    "court": (0.8, 0.7),
    "interview": (0.7, 0.7),
    "liveblog": (0.62, 0.55),
    "poll": (0.8, 0.7),
    "release": (0.85, 0.85),
    "wire": (0.88, 0.77),
}

Exact = tuple[tuple[tuple[int, int], ...], ...]
Tokens = tuple[frozenset[int], frozenset[int]]


def spans_of(statement: sayso.Statement) -> list[Spans]:
    return [[(span.start, span.end) for span in getattr(statement, role)] for role in ROLES]


def exact_form(text: str, roles: Iterable[Spans]) -> Exact:
    """Spans without the quotation marks and punctuation around them, joined where only those part them."""
    form = []
    for spans in roles:
        joined: Spans = []
        for start, end in sorted(spans):
            while start < end and text[start] in EDGES:
                start += 1
            while start < end and text[end - 1] in EDGES:
                end -= 1
            if joined and not re.search(r"\w", text[joined[-1][1] : start]):
                joined[-1] = (joined[-1][0], end)
            elif start < end:
                joined.append((start, end))
        form.append(tuple(joined))
    return tuple(form)


def tokens(text: str, form: Exact) -> Tokens:
    """The tokens of source and content, by their offsets."""

    def of(spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        return frozenset(start + m.start() for start, end in spans for m in TOKEN.finditer(text[start:end]))

    return of(form[0]), of(form[2])


def similar(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def soft_matches(found: list[Tokens], expected: list[Tokens]) -> int:
    """How many pairs, the most similar content first, share half of their sources' and contents' tokens."""
    pairs = sorted(
        (-similar(f[1], e[1]), i, j)
        for i, f in enumerate(found)
        for j, e in enumerate(expected)
        if similar(f[0], e[0]) >= 0.5 and similar(f[1], e[1]) >= 0.5
    )
    taken_found: set[int] = set()
    taken_expected: set[int] = set()
    for _, i, j in pairs:
        if i not in taken_found and j not in taken_expected:
            taken_found.add(i)
            taken_expected.add(j)
    return len(taken_found)


def f1(matches: int, found: int, expected: int) -> float:
    return 2 * matches / (found + expected) if found + expected else 1.0


@functools.cache
def forms(name: str) -> tuple[str, list[Exact], list[Exact]]:
    """The article, and its statements of the outer layer as they are read and as they should be."""
    text, expected = load(name)
    statements = sayso.read(text).statements
    read = [exact_form(text, spans_of(s)) for s in statements if s.attributed and s.inside is None]
    return text, read, [exact_form(text, (e.source, e.cue, e.content)) for e in expected]


def scores(name: str) -> tuple[float, float]:
    """F1 of the statements of one article, soft and exact."""
    text, read, expected = forms(name)
    soft = soft_matches([tokens(text, r) for r in read], [tokens(text, e) for e in expected])
    return f1(soft, len(read), len(expected)), f1(len(set(read) & set(expected)), len(set(read)), len(set(expected)))


def keys() -> list[tuple[str, Expected]]:
    return [(name, expected) for name in names() for expected in load(name)[1] if expected.key]


def words(text: str, form: Exact) -> dict[str, list[str]]:
    return {role: [text[s:e] for s, e in spans] for role, spans in zip(ROLES, form, strict=True)}


def test_every_article_has_a_floor() -> None:
    assert names() == sorted(FLOORS)


@pytest.mark.parametrize("name", names())
def test_scores_reach_their_floors(name: str) -> None:
    soft, exact = scores(name)
    assert soft >= FLOORS[name][0]
    assert exact >= FLOORS[name][1]


@pytest.mark.parametrize(("name", "key"), [pytest.param(n, k, id=f"{n}-{k.line}") for n, k in keys()])
def test_key_statement(name: str, key: Expected) -> None:
    text, read, _ = forms(name)
    wanted = exact_form(text, (key.source, key.cue, key.content))
    assert words(text, wanted) in [words(text, r) for r in read]
    assert wanted in read


def test_a_passage_is_placed_over_paragraphs() -> None:
    text = "“No,” she said. “One.\n\n“Two,” she said."
    placed = place(text, "* {“One. “Two,”} [she] <said>.")
    assert placed.key
    assert [text[s:e] for s, e in placed.content] == ["“One.\n\n“Two,”"]
    assert [text[s:] for s, _ in placed.source + placed.cue] == ["she said.", "said."]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("[She] <denied> {it}", "0 passages"),
        ("<said> {yes}", "2 passages"),
        ("[She <said>] {yes}", "does not belong"),
        ("[She] <said> {yes", "not closed"),
        ("[She] said yes", "needs a cue"),
    ],
)
def test_a_line_that_cannot_be_placed_is_an_error(line: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        place("She said yes and he said yes.", line)
