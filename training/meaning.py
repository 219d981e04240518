"""Learn the vectors of contents: `python -m training.meaning --encoder MODEL_DIR --cache DIR`.

The vectors keep the similarity that all-MiniLM-L6-v2 sees between the words of contents (distillation of similarities;
Park et al. 2019, Fang et al. 2021), but come from the values that the reading network has for their tokens: a weighted
mean of these, projected to 64 numbers. The network stays as it is. What is measured has the context in it that reading
adds (`sayso.reading.meaning.CONTEXT`); what is learned has not.

Learned from documents of PolNeAR's train and those of the coverage corpora that are of no annotated event; measured on
PolNeAR's dev and the half `choose` of the annotated events. What the network and the teacher give for each document is
kept in the folder `--cache` (2 GB) and used again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from scipy.stats import spearmanr
from torch import Tensor, nn

from sayso.documents.article import Article
from sayso.reading import meaning, network, windows
from sayso.reading.reader import Reader, open_reader
from sayso.reading.sentences import sentences
from sayso.reading.tokens import Tokens, tokenize
from training import claims_annotated, corpus
from training.export import MODEL
from training.network import Encoder, Shape

TRAINED, HELD_OUT = 200, 40
"""Documents of PolNeAR's train and dev; the coverage corpora are taken whole."""
TEACHER_TOKENS = 254
NEAREST = 12
CLOSE = 8
"""Contents that the teacher sees as the nearest to one, of which some are learned together with it."""
SEEDS, OF_CLOSE = 120, 4
DROP = 0.1
SHARP = 0.07
"""The temperature of the similarities, as far as they tell which contents are near."""
EVEN = 5.0
"""The weight of all similarities alike, beside that of which are near."""
RIDGE = 300.0

Content = tuple[tuple[int, int], ...]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of one document: the network's values [tokens, width] for the text; of each content its places, its
    tokens and those of its sentence, and the teacher's vector [contents, 384]."""

    document: str
    hidden: np.ndarray
    places: tuple[Content, ...]
    tokens: tuple[np.ndarray, ...]
    around: tuple[np.ndarray, ...]
    taught: np.ndarray


def hidden_of(reader: Reader, tokens: Tokens) -> np.ndarray:
    """The network's values for every token, from the window in whose core it is."""
    kept = [
        network.look(reader.session, tokens, w).hidden[w.core_begin - w.begin : w.core_end - w.begin].astype(np.float16)
        for w in windows.plan(len(tokens))
    ]
    return np.concatenate(kept)


def taught(reader: Reader, teacher: Encoder, words: str) -> np.ndarray:
    """all-MiniLM-L6-v2's vector of some words: the mean over its tokens, of length 1."""
    ids = reader.tokenizer.encode(words, add_special_tokens=False).ids[:TEACHER_TOKENS]
    row = torch.tensor([[network.CLS, *ids, network.SEP]])
    with torch.no_grad():
        mean = teacher(row, torch.zeros_like(row), None)[0].mean(0)
    return F.normalize(mean, dim=0).numpy()


def collected(reader: Reader, teacher: Encoder, row: Row, cache: Path) -> Contents:
    """What is learned from one document, from the cache if it has it."""
    path = cache / f"{row['id']}.npz"
    if not path.exists():
        document = reader.read(Article(row["text"], outlet=row.get("outlet"), published=row.get("published")))
        tokens = tokenize(reader.tokenizer, row["text"])
        places = [tuple((span.start, span.end) for span in one.content) for one in document.statements]
        at = [meaning.tokens_of(tokens, content) for content in places]
        cuts = sentences(row["text"])
        said = [[(span.start, span.end) for span in (*one.source, *one.cue)] for one in document.statements]
        near = [
            meaning.tokens_of(tokens, [meaning.spanned(cuts, [*content, *by])]) if content else np.zeros(0, np.int64)
            for content, by in zip(places, said, strict=True)
        ]
        words = [" ".join(span.text for span in one.content) for one in document.statements]
        kept = [i for i, where in enumerate(at) if len(where)]
        np.savez(
            path,
            hidden=hidden_of(reader, tokens),
            places=json.dumps([places[i] for i in kept]),
            tokens=np.concatenate([at[i] for i in kept]),
            lengths=np.array([len(at[i]) for i in kept]),
            around=np.concatenate([near[i] for i in kept]),
            reaches=np.array([len(near[i]) for i in kept]),
            taught=np.stack([taught(reader, teacher, words[i]) for i in kept]).astype(np.float16),
        )
    with np.load(path) as arrays:
        places = [tuple((start, end) for start, end in content) for content in json.loads(str(arrays["places"]))]
        at = np.split(arrays["tokens"], np.cumsum(arrays["lengths"])[:-1])
        near = np.split(arrays["around"], np.cumsum(arrays["reaches"])[:-1])
        return Contents(
            row["id"],
            arrays["hidden"],
            tuple(places),
            tuple(at),
            tuple(near),
            F.normalize(torch.from_numpy(arrays["taught"].astype(np.float32))).numpy(),
        )


class Pooling(nn.Module):
    """The map that is learned: what `sayso.reading.meaning` applies."""

    def __init__(self, mean: Tensor, deviation: Tensor) -> None:
        super().__init__()
        width = len(mean)
        self.mean, self.deviation = nn.Buffer(mean), nn.Buffer(deviation)
        self.project = nn.Linear(width, meaning.SIZE)
        self.weigh = nn.Linear(width, 1)
        nn.init.zeros_(self.weigh.weight)
        nn.init.zeros_(self.weigh.bias)

    def forward(self, scaled: Tensor, segment: Tensor, count: int) -> Tensor:
        """Vectors [count, SIZE] of length 1 from the scaled values of tokens, each of the content `segment` says.

        Some of the values are dropped, the same ones of all tokens, which costs next to nothing.
        """
        kept = F.dropout(torch.ones(scaled.shape[1]), DROP, self.training)
        weight = F.linear(scaled, self.weigh.weight * kept, self.weigh.bias)
        weight = weight.clamp(-meaning.HEAVIEST, meaning.HEAVIEST).exp()
        projected = F.linear(scaled, self.project.weight * kept, self.project.bias)
        pooled = torch.zeros(count, meaning.SIZE).index_add_(0, segment, projected * weight)
        weights = torch.zeros(count, 1).index_add_(0, segment, weight)
        return F.normalize(pooled / weights, dim=-1)

    def arrays(self) -> dict[str, np.ndarray]:
        """The weights as `meaning.load_meaning` reads them, with the scaling in them."""
        with torch.no_grad():
            rows = torch.cat([self.project.weight, self.weigh.weight]) / self.deviation
            bias = torch.cat([self.project.bias, self.weigh.bias]) - rows @ self.mean
        return {"weights": rows.T.numpy().astype(np.float16), "bias": bias.numpy().astype(np.float32)}


@dataclass(frozen=True, slots=True)
class Corpus:
    """The contents of many documents: scaled values of all tokens, each content's tokens in them, the teacher's
    vectors."""

    scaled: Tensor
    tokens: tuple[np.ndarray, ...]
    around: tuple[np.ndarray, ...]
    taught: Tensor

    def batch(self, numbers: Sequence[int]) -> tuple[Tensor, Tensor]:
        """The values of these contents' tokens, and of which content each is."""
        at = [self.tokens[i] for i in numbers]
        segment = np.repeat(np.arange(len(at)), [len(one) for one in at])
        return self.scaled[torch.from_numpy(np.concatenate(at))], torch.from_numpy(segment)


def begun(documents: Sequence[Contents]) -> tuple[Pooling, Corpus]:
    """The map to begin with, by ridge regression from even means to the teacher's main axes; and what to learn from."""
    means = torch.from_numpy(np.stack([one.hidden[at].mean(0, np.float32) for one in documents for at in one.tokens]))
    pooling = Pooling(means.mean(0), means.std(0) + 1e-3)
    begins = np.cumsum([0, *(len(one.hidden) for one in documents)]).tolist()
    scaled = torch.empty(begins[-1], means.shape[1])
    for one, begin in zip(documents, begins, strict=False):
        values = torch.from_numpy(one.hidden.astype(np.float32))
        scaled[begin : begin + len(values)] = (values - pooling.mean) / pooling.deviation
    tokens = tuple(begin + at for one, begin in zip(documents, begins, strict=False) for at in one.tokens)
    known = Corpus(scaled, tokens, torch.from_numpy(np.concatenate([one.taught for one in documents])))
    _, _, axes = torch.linalg.svd(known.taught, full_matrices=False)
    wanted = known.taught @ axes[: meaning.SIZE].T
    means = (means - pooling.mean) / pooling.deviation
    square = means.T @ means + RIDGE * torch.eye(means.shape[1])
    with torch.no_grad():
        pooling.project.weight.copy_(torch.linalg.solve(square, means.T @ wanted).T)
        pooling.project.bias.copy_(wanted.mean(0))
    return pooling, known


def close(taught: Tensor) -> Tensor:
    """The contents [contents, CLOSE] that the teacher sees as the nearest to each."""
    found = []
    for begin in range(0, len(taught), 1000):
        alike = taught[begin : begin + 1000] @ taught.T
        alike[torch.arange(len(alike)), torch.arange(begin, begin + len(alike))] = -1
        found.append(alike.topk(CLOSE).indices)
    return torch.cat(found)


def train(pooling: Pooling, known: Corpus, steps: int, rate: float, draw: np.random.Generator) -> None:
    """Fit the similarities within batches of contents that have near ones among them."""
    optimizer = torch.optim.AdamW(pooling.parameters(), rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, steps, pct_start=0.1)
    near = close(known.taught).numpy()
    pooling.train()
    for step in range(steps):
        seeds = draw.choice(len(near), SEEDS, replace=False)
        some = np.unique(np.concatenate([seeds, near[seeds][:, draw.permutation(CLOSE)[:OF_CLOSE]].ravel()]))
        ours = pooling(*known.batch(some), len(some))
        alike, wanted = ours @ ours.T, known.taught[some] @ known.taught[some].T
        itself = torch.eye(len(some), dtype=torch.bool)
        even = ((alike - wanted)[~itself] ** 2).mean()
        nearness = F.kl_div(
            F.log_softmax((alike / SHARP).masked_fill(itself, -1e4), -1),
            F.softmax((wanted / SHARP).masked_fill(itself, -1e4), -1),
            reduction="batchmean",
        )
        optimizer.zero_grad()
        (EVEN * even + nearness).backward()
        optimizer.step()
        schedule.step()
        if step % 100 == 99:
            print(f"step {step + 1} {float(even.detach()):.5f} {float(nearness.detach()):.4f}", file=sys.stderr)
    pooling.eval()


def of_contents(shipped: meaning.Meaning, documents: Sequence[Contents]) -> np.ndarray:
    """The vectors of all contents alone, of length 1: what the teacher sees of them."""
    nothing = np.zeros(meaning.SIZE)
    return stacked(
        meaning.vector(values[at], values[at], nothing)
        for one, values in valued(shipped, documents)
        for at in one.tokens
    )


def of_statements(shipped: meaning.Meaning, documents: Sequence[Contents]) -> np.ndarray:
    """The vectors of all statements as reading makes them, with sentence and context, of length 1."""
    return stacked(
        meaning.vector(values[at], values[near], meaning.context(values))
        for one, values in valued(shipped, documents)
        for at, near in zip(one.tokens, one.around, strict=True)
    )


def valued(shipped: meaning.Meaning, documents: Sequence[Contents]) -> Iterator[tuple[Contents, np.ndarray]]:
    return ((one, shipped.values(one.hidden.astype(np.float32))) for one in documents)


def stacked(vectors: Iterable[bytes]) -> np.ndarray:
    found = np.stack([np.frombuffer(vector, dtype=np.int8) for vector in vectors]).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def correlations(ours: np.ndarray, theirs: np.ndarray, draw: np.random.Generator) -> tuple[float, float]:
    """Spearman's correlation of the similarities: of pairs at random, and of each content with the ten that the teacher
    sees as nearest to it."""
    left, right = draw.integers(len(ours), size=(2, 100_000))
    alike = theirs @ theirs.T
    np.fill_diagonal(alike, -1)
    nearest = np.argsort(-alike, axis=1)[:, :10].ravel()
    itself = np.repeat(np.arange(len(ours)), 10)
    return tuple(  # type: ignore[return-value]
        float(spearmanr((ours[a] * ours[b]).sum(1), (theirs[a] * theirs[b]).sum(1)).statistic)
        for a, b in ((left, right), (itself, nearest))
    )


def recalls(
    found: np.ndarray, documents: Sequence[Contents], events: Sequence[claims_annotated.Event]
) -> tuple[float, ...]:
    """Of statements in one claim, the share of pairs, each way, of which the other is among the nearest of other
    documents: among those of the event, and among all; then the share of statements that find any, likewise."""
    of = np.concatenate([np.full(len(one.places), i) for i, one in enumerate(documents)])
    number = {one.document: i for i, one in enumerate(documents)}
    keys = [(one.document, content) for one in documents for content in one.places]
    index = {key: i for i, key in enumerate(keys)}
    hits, any_hit = [], {}
    for event in events:
        here = np.isin(of, [number[name] for name in event.documents if name in number])
        for pair in claims_annotated.pairs(event.claims):
            a, b = (index.get(place, -1) for place in sorted(pair))
            if min(a, b) < 0:
                continue
            for left, right in ((a, b), (b, a)):
                alike = found @ found[left]
                nearer = (alike > alike[right]) & (of != of[left])
                hit = np.array([(nearer & here).sum() < NEAREST, nearer.sum() < NEAREST])
                hits.append(hit)
                any_hit[left] = any_hit.get(left, False) | hit
    return (*np.mean(hits, axis=0), *np.mean(list(any_hit.values()), axis=0))


def rows_of(shared: Path) -> tuple[list[Row], list[Row], list[Row]]:
    """Documents to learn from, to measure on, and others among which pairs are to be found."""
    coverage = []
    for name in claims_annotated.CORPORA:
        with gzip.open(shared / f"corpora/coverage/{name}.jsonl.gz", "rt", encoding="utf8") as lines:
            coverage += [json.loads(line) for line in lines]
    events = claims_annotated.load(claims_annotated.CLAIMS / "settled.jsonl")
    annotated = {name for event in events for name in event.documents}
    chosen = {name for event in events if event.half == "choose" for name in event.documents}
    train = corpus.load(shared / "corpora/polnear/train.jsonl.gz")
    random.Random(3).shuffle(train)
    return (
        [row for row in coverage if row["id"] not in annotated] + train[:TRAINED],
        [row for row in coverage if row["id"] in chosen]
        + corpus.load(shared / "corpora/polnear/dev.jsonl.gz")[:HELD_OUT],
        [row for row in coverage if row["id"] in annotated - chosen],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--encoder", type=Path, required=True, help="folder with all-MiniLM-L6-v2's model.safetensors")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL, help="the folder of the network, where the result goes")
    parser.add_argument("--measure", action="store_true", help="only measure what is there")
    parser.add_argument("--steps", type=int, default=1200)
    parser.add_argument("--rate", type=float, default=4e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.cache.mkdir(parents=True, exist_ok=True)
    reader = open_reader(args.model, args.threads)
    teacher = Encoder(Shape(), 0.0)
    teacher.load_minilm(args.encoder / "model.safetensors")
    teacher.eval()
    learned, measured, others = (
        [collected(reader, teacher, row, args.cache) for row in rows] for rows in rows_of(args.shared)
    )
    target = args.model / "meaning.npz"
    if not args.measure:
        pooling, known = begun(learned)
        train(pooling, known, args.steps, args.rate, np.random.default_rng(args.seed))
        np.savez(target, **pooling.arrays())
    everything = [*measured, *others, *learned]
    shipped = meaning.load_meaning(target)
    found = of_statements(shipped, everything)
    teached = np.concatenate([one.taught for one in everything])
    count = sum(len(one.places) for one in measured)
    random_pairs, near_pairs = correlations(
        of_contents(shipped, measured), teached[:count], np.random.default_rng(args.seed)
    )
    print(f"{count} contents measured; Spearman with the teacher {random_pairs:.3f}, of near pairs {near_pairs:.3f}")
    events = [e for e in claims_annotated.load(claims_annotated.CLAIMS / "settled.jsonl") if e.half == "choose"]
    print(f"pairs of one claim found among the nearest {NEAREST}, and statements that find any:")
    for name, some in (("teacher", teached), ("ours", found)):
        of_event, of_all, any_event, any_all = recalls(some, everything, events)
        print(f"  {name:8} event {of_event:.3f}, of {len(found)} {of_all:.3f}; any {any_event:.3f}, {any_all:.3f}")


if __name__ == "__main__":
    main()
