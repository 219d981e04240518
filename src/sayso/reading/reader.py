"""Reads an article: word pieces, windows, network, decoding, selection, and sentences in the outlet's own voice."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

import msgspec
import onnxruntime as ort
from tokenizers import Tokenizer

from sayso.document import Document, Span, Statement
from sayso.documents.article import Article
from sayso.reading import confidence, decoding, network, selection, spans, windows
from sayso.reading.language import language
from sayso.reading.sentences import sentences
from sayso.reading.tokens import Tokens, followed_by, tokenize

THREADS = 4
"""More threads than this cost more in waiting than they bring on windows of this size."""

SHORTEST = 100
"""Texts of fewer word pieces are read with `SURROUNDINGS` after them."""
SURROUNDINGS = (
    "The road runs along the river and through two villages. It was built in three years, and it is used by about nine "
    "thousand people a day. In winter it is often closed for a week or two. There are two bridges, a tunnel and a "
    "small harbour. The harbour has one quay."
)
"""What stands in for the rest of an article: the network knows no texts of a line or two and loses their contents."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The parts of the pipeline; each can be exchanged for another of its type."""

    tokenizer: Tokenizer
    session: ort.InferenceSession
    calibration: confidence.Calibration
    window: int = windows.SIZE

    def read(self, article: Article) -> Document:
        """Read one article. The same article gives the same document, whatever was read before it."""
        text = article.text
        encoded = text.encode("utf8")
        tokens = tokenize(self.tokenizer, text)
        kept = selection.select(
            self.attributions(tokens),
            lambda a: confidence.confidence(self.calibration, a),
            self.calibration.least,
        )
        return Document(
            id=article.id if article.id is not None else hashlib.sha256(encoded).hexdigest()[:16],
            outlet=article.outlet,
            title=article.title,
            author=article.author,
            published=article.published,
            url=article.url,
            language=language(text),
            text=text,
            sources=None,
            statements=statements(text, tokens, kept),
            times=None,
        )

    def attributions(self, tokens: Tokens) -> list[decoding.Attribution]:
        """Every candidate attribution, window by window, before any is chosen."""
        if not len(tokens):
            return []
        if len(tokens) < SHORTEST:
            return self._attributions_of_few(tokens)
        found = []
        for window in windows.plan(len(tokens), self.window):
            seen = network.candidates(self.session, tokens, window)
            found += decoding.attributions(seen, window.begin, window.end - window.begin)
        return found

    def _attributions_of_few(self, tokens: Tokens) -> list[decoding.Attribution]:
        length = len(tokens)
        surrounded = followed_by(tokens, tokenize(self.tokenizer, SURROUNDINGS))
        seen = network.candidates(self.session, surrounded, windows.Window(0, len(surrounded), 0, length))
        return [
            replace(
                found,
                last=min(found.last, length - 1),
                source=tuple(t for t in found.source if t < length),
                content=tuple(t for t in found.content if t < length),
            )
            for found in decoding.attributions(seen, 0, len(surrounded))
            if found.first < length
        ]


@functools.cache
def load_reader() -> Reader:
    """The reader with the shipped model, loaded once. Raises FileNotFoundError if a file of it is missing."""
    with resources.as_file(resources.files("sayso") / "model") as folder:
        return open_reader(folder, min(THREADS, os.cpu_count() or 1))


def open_reader(folder: Path, threads: int) -> Reader:
    """The reader with the model in `folder` (reader.onnx, tokenizer.json, calibration.json)."""
    session = network.load_network(folder / "reader.onnx", threads)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    calibration = msgspec.json.decode((folder / "calibration.json").read_bytes(), type=confidence.Calibration)
    return Reader(tokenizer, session, calibration)


def statements(text: str, tokens: Tokens, kept: Sequence[tuple[decoding.Attribution, float]]) -> tuple[Statement, ...]:
    """Attributions and, for the rest of the text, sentences in the outlet's own voice, in the text's order."""

    def at(places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(Span(start, end, text[start:end]) for start, end in places)

    made: list[tuple[int, Statement]] = []
    covered: list[tuple[int, int]] = []
    for attribution, sure in kept:
        cue = range(attribution.first, attribution.last + 1)
        source, cued, content = (at(spans.pieces(tokens, p)) for p in (attribution.source, cue, attribution.content))
        places = [(span.start, span.end) for span in (*source, *cued, *content)]
        covered += places
        made.append((min(places)[0], Statement("", source, cued, content, confidence=round(sure, 4))))
    for start, end in untouched(sentences(text), covered):
        made.append((start, Statement("", (), (), at([(start, end)]), chain=())))
    made.sort(key=lambda pair: pair[0])
    return tuple(msgspec.structs.replace(s, id=f"s{i}") for i, (_, s) in enumerate(made, 1))


def untouched(pieces: Sequence[tuple[int, int]], covered: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the sorted `pieces` that overlap none of `covered`, both (start, end)."""
    ordered = sorted(covered)
    kept = []
    i, reach = 0, 0
    for start, end in pieces:
        while i < len(ordered) and ordered[i][0] < end:
            reach = max(reach, ordered[i][1])
            i += 1
        if reach <= start:
            kept.append((start, end))
    return kept
