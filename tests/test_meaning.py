from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.article import Article
from sayso.reading import meaning
from sayso.reading.meaning import LONGEST, SIZE, spanned, tokens_of, vector
from sayso.reading.reader import Reader, load_reader, vectors_of
from sayso.reading.tokens import Tokens

HARBOUR = (
    "The mayor said on Monday that the old harbour bridge had collapsed. Two engineers said the bridge had fallen into "
    "the river because its cables were rusty. The minister denied that the school budget would be cut. She said "
    "teachers would get more money next year."
)
NOWHERE = np.zeros(SIZE)
ANOTHER = (
    "Residents of the town woke to a loud noise. The bridge at the old harbour collapsed on Monday, a police spokesman "
    "said. Nobody was hurt. A teachers' union said the government planned to spend less on schools. The weather stayed "
    "dry and warm."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader(1)


def cosine(left: bytes | None, right: bytes | None) -> float:
    assert left is not None
    assert right is not None
    a, b = (np.frombuffer(one, dtype=np.int8).astype(float) for one in (left, right))
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def words(of: int) -> Tokens:
    """Tokens of four letters with a space between."""
    starts = np.arange(of) * 5
    nothing = np.zeros(of, dtype=np.int64)
    return Tokens(nothing, starts, starts + 4, nothing)


def test_reading_gives_every_statement_a_vector_and_reads_as_before(reader: Reader) -> None:
    read = reader.read_whole(Article(HARBOUR))
    assert read.document == reader.read(Article(HARBOUR))
    assert len(read.vectors) == len(read.document.statements)
    assert all(one is not None and len(one) == SIZE for one in read.vectors)


def test_vectors_are_the_same_each_time_and_for_a_document_that_was_read_elsewhere(reader: Reader) -> None:
    read = reader.read_whole(Article(HARBOUR))
    reader.read_whole(Article(ANOTHER))
    assert reader.read_whole(Article(HARBOUR, outlet="The Courier")).vectors == read.vectors
    assert vectors_of(reader, read.document) == read.vectors


def test_the_same_matter_in_other_words_is_nearer_than_another_matter(reader: Reader) -> None:
    one, other = reader.read_whole(Article(HARBOUR)), reader.read_whole(Article(ANOTHER))

    def about(read: meaning.Reading, word: str) -> list[bytes | None]:
        return [
            vector
            for vector, statement in zip(read.vectors, read.document.statements, strict=True)
            if any(word in span.text for span in statement.content)
        ]

    for word, foreign in (("bridge", "school"), ("school", "bridge")):
        for left in about(one, word):
            near = max(cosine(left, right) for right in about(other, word))
            far = max(cosine(left, right) for right in about(other, foreign))
            assert near > far + 0.1


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Yes.", "😀", "x" * 5_000, "The. " * 700])
def test_odd_texts_have_as_many_vectors_as_statements(reader: Reader, text: str) -> None:
    read = reader.read_whole(Article(text))
    assert len(read.vectors) == len(read.document.statements)
    assert vectors_of(reader, read.document) == read.vectors


def test_a_content_without_words_has_no_vector(reader: Reader) -> None:
    document = reader.read(Article(HARBOUR))
    bare = msgspec.structs.replace(document.statements[0], content=())
    emptied = msgspec.structs.replace(document, statements=(bare, *document.statements[1:]))
    assert vectors_of(reader, emptied)[0] is None
    assert vectors_of(reader, emptied)[1:] == vectors_of(reader, document)[1:]


def test_tokens_of_a_content_are_those_it_touches_each_once() -> None:
    assert tokens_of(words(9), [(5, 14), (12, 13), (30, 36)]).tolist() == [1, 2, 6, 7]
    assert tokens_of(words(9), [(4, 5)]).tolist() == []
    assert tokens_of(words(9), []).tolist() == []
    assert tokens_of(words(9), [(40, 999)]).tolist() == [8]


def test_only_so_many_tokens_of_a_content_count() -> None:
    assert len(tokens_of(words(100_000), [(0, 400_000), (400_000, 500_000)])) == LONGEST


@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_a_vector_does_not_depend_on_the_order_or_number_of_like_tokens(times: int, seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=(7, SIZE + 1)).astype(np.float16)
    many = np.concatenate([values] * times)
    assert cosine(vector(values, values, NOWHERE), vector(many[::-1], many, NOWHERE)) > 0.999


def test_any_values_give_a_vector() -> None:
    for fill in (0.0, 60_000.0, -60_000.0):
        filled = np.full((3, SIZE + 1), fill, dtype=np.float16)
        assert len(vector(filled, filled[:1], NOWHERE)) == SIZE


def test_sentences_are_found_around_places() -> None:
    cuts = [(0, 10), (12, 20), (25, 40)]
    assert spanned(cuts, [(14, 15)]) == (12, 20)
    assert spanned(cuts, [(27, 30), (3, 5)]) == (0, 40)
    assert spanned(cuts, [(21, 23)]) == (12, 40)
    assert spanned([], [(21, 23)]) == (21, 23)


def test_the_sentence_tells_short_contents_apart(reader: Reader) -> None:
    one = "The council will meet on Friday. The mayor said it will oppose the new harbour bridge. Shops stay open."
    other = "The council will meet on Friday. The mayor said it will oppose the school budget. Shops stay open."
    vectors = [reader.read_whole(Article(text)) for text in (one, other)]
    found = [
        vector
        for each in vectors
        for statement, vector in zip(each.document.statements, each.vectors, strict=True)
        if statement.attributed
    ]
    assert found[0] != found[1]
