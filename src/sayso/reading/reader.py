"""Reads an article: word pieces, windows, network, decoding, selection, and sentences in the outlet's own voice."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from tokenizers import Tokenizer

from sayso.document import Document
from sayso.documents.article import Article
from sayso.reading import account, confidence, coreference, decoding, nesting, network, selection, spans, windows
from sayso.reading.language import language
from sayso.reading.meaning import Meaning, Reading, load_meaning, vectors
from sayso.reading.sentences import sentences
from sayso.reading.tokens import Tokens, followed_by, tokenize

Place = tuple[int, int]

TOGETHER = 8
"""Windows whose cues are decoded at once; more would only cost memory."""
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


ARTICLES = frozenset(["a", "an", "the"])
"""Words that are nobody: all that is found of a source where there is none (“rejected the claim that …”)."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the network sees in a whole text, in tokens of the text: every candidate attribution, the spans that mention
    someone or something, its values for the tokens at the ends of mentions and of possible sources, and what is kept of
    its values for every token to make vectors of contents."""

    attributions: list[decoding.Attribution]
    mentions: list[tuple[int, int]]
    values: coreference.Values
    meanings: npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Reader:
    """The parts of the pipeline; each can be exchanged for another of its type."""

    tokenizer: Tokenizer
    session: ort.InferenceSession
    calibrations: confidence.Calibrations
    pairs: coreference.Pairs
    meaning: Meaning
    window: int = windows.SIZE

    def read(self, article: Article) -> Document:
        """Read one article. The same article gives the same document, whatever was read before it."""
        return self.read_whole(article).document

    def read_whole(self, article: Article) -> Reading:
        """Read one article, and give what its statements' contents mean besides."""
        text = article.text
        identity = hashlib.sha256(text.encode("utf8")).hexdigest()[:16]
        tokens = tokenize(self.tokenizer, text)
        sight = self.look(tokens)
        drafts = drafted(text, tokens, self.placed(sight.attributions))
        found = account.account(article, tokens, drafts, sight.mentions, sight.values, self.pairs)
        document = Document(
            id=article.id if article.id is not None else identity,
            outlet=article.outlet,
            title=article.title,
            author=article.author,
            published=article.published,
            url=article.url,
            language=language(text),
            text=text,
            sources=found.sources,
            statements=found.statements,
            times=found.times,
        )
        places = [(d.content, (*d.source, *((d.cue,) if d.cue else ()))) for d in drafts]
        return Reading(document, vectors(text, tokens, sight.meanings, places))

    def placed(self, attributions: Sequence[decoding.Attribution]) -> list[nesting.Placed]:
        """Which of the candidates stand, and which inside which."""
        outer, nested = self.calibrations.outer, self.calibrations.nested
        return nesting.nest(
            selection.select(
                (a for a in attributions if not a.nested), lambda a: confidence.confidence(outer, a), outer.least
            ),
            [a for a in attributions if a.nested],
            lambda a: confidence.confidence(nested, a),
            nested.least,
        )

    def look(self, tokens: Tokens) -> Sight:
        """Every candidate attribution and every mention, window by window, before any is chosen."""
        length = len(tokens)
        kept: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.float16]]] = []
        attributions: list[decoding.Attribution] = []
        known = 0
        mentions: list[tuple[int, int]] = []
        meanings: list[npt.NDArray[np.float16]] = []
        plan = windows.plan(length, self.window) if length else []
        seen_tokens = tokens
        if 0 < length < SHORTEST:
            seen_tokens = followed_by(tokens, tokenize(self.tokenizer, SURROUNDINGS))
            plan = [windows.Window(0, len(seen_tokens), 0, length)]
        for group in batched(plan, TOGETHER):
            looks = [network.look(self.session, seen_tokens, window) for window in group]
            attributions += decoding.attributions_in(
                [(seen.cues, w.begin, w.end - w.begin) for seen, w in zip(looks, group, strict=True)]
            )
            ends = [end for a in attributions[known:] if a.source for end in (a.source[0], a.source[-1])]
            known = len(attributions)
            for seen, window in zip(looks, group, strict=True):
                firsts = seen.mention_first + window.begin
                lasts = firsts + seen.mention_width - 1
                here = [end for end in ends if window.begin <= end < window.end]
                places = np.unique(np.concatenate([firsts, lasts, np.array(here, dtype=np.int64)]))
                kept.append((places, seen.hidden[places - window.begin].astype(np.float16)))
                mentions += zip(firsts.tolist(), lasts.tolist(), strict=True)
                core = slice(window.core_begin - window.begin, window.core_end - window.begin)
                meanings.append(self.meaning.values(seen.hidden[core]))
        return Sight(
            [within(a, length) for a in attributions if a.first < length],
            [(first, last) for first, last in mentions if last < length],
            values_of(kept),
            np.concatenate(meanings) if meanings else np.zeros((0, len(self.meaning.bias)), dtype=np.float16),
        )


def batched(plan: Sequence[windows.Window], size: int) -> Iterator[Sequence[windows.Window]]:
    """The windows, `size` at a time."""
    for begin in range(0, len(plan), size):
        yield plan[begin : begin + size]


def values_of(kept: Sequence[tuple[npt.NDArray[np.int64], npt.NDArray[np.float16]]]) -> coreference.Values:
    """The values of all windows together; of a token that two windows saw, the first one's."""
    if not kept:
        return coreference.Values(np.zeros(0, dtype=np.int64), np.zeros((0, 0), dtype=np.float16))
    places = np.concatenate([places for places, _ in kept])
    unique, first = np.unique(places, return_index=True)
    return coreference.Values(unique, np.concatenate([rows for _, rows in kept])[first])


def within(attribution: decoding.Attribution, length: int) -> decoding.Attribution:
    """The attribution as far as it stands in the first `length` tokens."""
    return replace(
        attribution,
        last=min(attribution.last, length - 1),
        source=tuple(t for t in attribution.source if t < length),
        content=tuple(t for t in attribution.content if t < length),
    )


@functools.cache
def load_reader(threads: int | None = None) -> Reader:
    """The reader with the shipped model, loaded once, for as many threads as there are cores if not said otherwise.

    Raises FileNotFoundError if a file of it is missing.
    """
    with resources.as_file(resources.files("sayso") / "model") as folder:
        return open_reader(folder, threads or min(THREADS, os.cpu_count() or 1))


def open_reader(folder: Path, threads: int) -> Reader:
    """The reader with the model in `folder`: reader.onnx, tokenizer.json, calibration.json, pairs.npz, meaning.npz."""
    session = network.load_network(folder / "reader.onnx", threads)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    calibrations = msgspec.json.decode((folder / "calibration.json").read_bytes(), type=confidence.Calibrations)
    return Reader(
        tokenizer,
        session,
        calibrations,
        coreference.load_pairs(folder / "pairs.npz"),
        load_meaning(folder / "meaning.npz"),
    )


def vectors_of(reader: Reader, document: Document) -> tuple[bytes | None, ...]:
    """What the contents of a document mean that was read elsewhere or before: the network looks at its text again."""
    tokens = tokenize(reader.tokenizer, document.text)
    places = [
        ([(span.start, span.end) for span in one.content], [(span.start, span.end) for span in (*one.source, *one.cue)])
        for one in document.statements
    ]
    return vectors(document.text, tokens, reader.look(tokens).meanings, places)


def drafted(text: str, tokens: Tokens, placed: Sequence[nesting.Placed]) -> list[account.Draft]:
    """Attributions and, for the rest of the text, sentences in the outlet's own voice, in the text's order."""
    made: list[tuple[int, int, int | None, account.Draft]] = []
    covered: list[Place] = []
    for number, one in enumerate(placed):
        a = one.attribution
        source, cue, content = (
            tuple(spans.pieces(tokens, at)) for at in (a.source, range(a.first, a.last + 1), a.content)
        )
        if all(text[start:end].casefold() in ARTICLES for start, end in source):
            source = ()
        places = [*source, *cue, *content]
        covered += places
        draft = account.Draft(source, cue[0], content, one.inside, round(one.sure, 4))
        made.append((min(places)[0], -max(places)[1], number, draft))
    for start, end in untouched(sentences(text), covered):
        made.append((start, -end, None, account.Draft((), None, ((start, end),), None, None)))
    made.sort(key=lambda item: item[:2])
    moved = {number: i for i, (_, _, number, _) in enumerate(made) if number is not None}
    return [replace(d, inside=None if d.inside is None else moved[d.inside]) for _, _, _, d in made]


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
