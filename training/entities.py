"""Mentions and coreference in PyTorch, learned from GUM: heads over the encoder that find mentions and score pairs.

Mentions: every span of up to `WIDEST` tokens is scored (Lee et al. 2017). Coreference: mention ranking with a dummy
antecedent (Durrett and Klein 2013; Lee et al. 2017), each mention linking to one before it or to none.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

from sayso.reading import windows
from sayso.reading.mentions import CLASSES, COMPARISONS, DISTANCES, Comparison, compare, form_of
from sayso.reading.tokens import Tokens, tokenize
from training import gum

WIDEST = 24
TYPES = ("abstract", "animal", "event", "object", "organization", "person", "place", "plant", "substance", "time")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a GUM document with its mentions: token spans counted from its beginning, entities and types."""

    ids: np.ndarray
    surface: np.ndarray
    spans: list[tuple[int, int]]
    entities: list[str]
    types: list[int]
    comparison: Comparison


def mentions_of(document: gum.Document, tokens: Tokens) -> dict[tuple[int, int], tuple[str, int]]:
    """Entity and type of each mention by its first and last token."""
    found = {}
    for m in document.mentions:
        first = int(np.searchsorted(tokens.ends, m.start, side="right"))
        last = int(np.searchsorted(tokens.starts, m.end, side="left")) - 1
        if first <= last:
            found[first, last] = (m.entity, TYPES.index(m.type) if m.type in TYPES else 0)
    return found


def passages(documents: list[gum.Document], tokenizer: Tokenizer, size: int = windows.SIZE) -> list[Passage]:
    """The documents cut into stretches of at most `size` tokens, of like length."""
    made = []
    for document in documents:
        tokens = tokenize(tokenizer, document.text)
        marked = mentions_of(document, tokens)
        count = -(-len(tokens) // size)
        cuts = [len(tokens) * i // count for i in range(count + 1)]
        for begin, end in itertools.pairwise(cuts):
            here = sorted((s, m) for s, m in marked.items() if begin <= s[0] and s[1] < end)
            forms = [form_of(document.text[tokens.starts[a] : tokens.ends[b]]) for (a, b), _ in here]
            spans = [(a - begin, b - begin) for (a, b), _ in here]
            made.append(
                Passage(
                    tokens.ids[begin:end],
                    tokens.surface[begin:end],
                    spans,
                    [entity for _, (entity, _) in here],
                    [kind for _, (_, kind) in here],
                    compare(forms, spans),
                )
            )
    return made


@dataclass(frozen=True, slots=True)
class Target:
    """What the mention head should say of the spans [tokens, WIDEST] of a passage: 1 for a mention; its type, or −100
    where there is none; and which spans are looked at."""

    mention: Tensor
    types: Tensor
    looked_at: Tensor

    @classmethod
    def of(cls, tokens: int, spans: Sequence[tuple[int, int]], types: Sequence[int], core: range) -> Target:
        """Of a passage of so many tokens with mentions `spans` (first, last); those that begin in `core` are looked
        at."""
        mention = torch.zeros(tokens, WIDEST)
        kinds = torch.full((tokens, WIDEST), -100)
        for (a, b), kind in zip(spans, types, strict=True):
            if a in core and b < tokens and b - a < WIDEST:
                mention[a, b - a] = 1
                kinds[a, b - a] = kind
        place = torch.arange(tokens)[:, None]
        inside = (place >= core.start) & (place < core.stop)
        return cls(mention, kinds, (place + torch.arange(WIDEST) < tokens) & inside)


class MentionHead(nn.Module):
    """For every token and width: a logit that this span is a mention, and logits of its type. What stands around a
    token is told by a recurrent layer in both directions (Cho et al. 2014)."""

    def __init__(self, width: int, inner: int = 96, around: int = 128) -> None:
        super().__init__()
        self.narrow = nn.Linear(width, around)
        self.around = nn.GRU(around, around, bidirectional=True, batch_first=True)
        self.first = nn.Linear(width + 2 * around, inner)
        self.last = nn.Linear(width + 2 * around, inner)
        self.length = nn.Parameter(torch.randn(WIDEST, inner) * 0.02)
        self.score = nn.Linear(inner, 1 + len(TYPES))
        nn.init.constant_(self.score.bias, -3.0)

    def forward(self, x: Tensor) -> Tensor:
        """[tokens, width] → [tokens, WIDEST, 1 + types]."""
        return self.score(self.spans(self.surrounded([x])[0]))

    def surrounded(self, passages: Sequence[Tensor]) -> list[Tensor]:
        """Each of the passages [tokens, width] with what stands around its tokens beside it."""
        sizes = torch.tensor([len(x) for x in passages])
        narrow = F.gelu(self.narrow(pad_sequence(list(passages), batch_first=True)))
        packed = pack_padded_sequence(narrow, sizes, batch_first=True, enforce_sorted=False)
        around, _ = pad_packed_sequence(self.around(packed)[0], batch_first=True)
        dropped = F.dropout(around, 0.2, self.training)
        return [torch.cat([x, y[: len(x)]], -1) for x, y in zip(passages, dropped, strict=True)]

    def spans(self, surrounded: Tensor) -> Tensor:
        """What is known of each span: [tokens, WIDEST, inner]."""
        n = len(surrounded)
        ends = (torch.arange(n)[:, None] + torch.arange(WIDEST)).clamp(max=n - 1)
        return F.relu(self.first(surrounded)[:, None] + self.last(surrounded)[ends] + self.length)

    def loss(self, spans: Tensor, target: Target) -> Tensor:
        """The loss of all spans of a passage together, in nats."""
        logits = spans @ self.score.weight[0] + self.score.bias[0]
        found = F.binary_cross_entropy_with_logits(
            logits[target.looked_at], target.mention[target.looked_at], reduction="sum"
        )
        known = target.types >= 0
        typed = F.cross_entropy(self.score(spans[known])[:, 1:], target.types[known], reduction="sum")
        return found + 0.3 * typed


class PairHead(nn.Module):
    """A logit for every mention (rows) that an earlier one (columns) is its antecedent; above 0 it is."""

    def __init__(self, width: int, inner: int = 96) -> None:
        super().__init__()
        self.inner = inner
        self.anaphor = nn.Linear(2 * width, 2 * inner)
        self.antecedent = nn.Linear(2 * width, 2 * inner)
        self.alike = nn.Linear(COMPARISONS, inner, bias=False)
        self.classes = nn.Embedding(CLASSES * CLASSES, inner)
        self.apart = nn.Embedding(DISTANCES, inner)
        self.between = nn.Embedding(DISTANCES, inner)
        self.score = nn.Linear(inner, 1)
        for table in (self.classes, self.apart, self.between):
            nn.init.normal_(table.weight, std=0.05)

    def forward(self, ends: Tensor, comparison: Comparison) -> Tensor:
        """`ends` [mentions, 2 × width] are the encoder's values at the mentions' first and last tokens."""
        a, b = self.anaphor(ends), self.antecedent(ends)
        hidden = a[:, None, : self.inner] + b[None, :, : self.inner]
        hidden = hidden + self.alike(torch.from_numpy(comparison.alike))
        hidden = hidden + self.classes(torch.from_numpy(comparison.classes))
        hidden = hidden + self.apart(torch.from_numpy(comparison.apart))
        hidden = hidden + self.between(torch.from_numpy(comparison.between))
        product = a[:, self.inner :] @ b[:, self.inner :].T / self.inner**0.5
        return self.score(F.relu(hidden)).squeeze(-1) + product


class Entities(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.mentions = MentionHead(width)
        self.pairs = PairHead(width)

    def loss(self, x: Tensor, passage: Passage) -> Tensor:
        """The loss of one passage of which `x` [tokens, width] is the encoding, in nats for each of its mentions."""
        target = Target.of(len(x), passage.spans, passage.types, range(len(x)))
        found = self.mentions.loss(self.mentions.spans(self.mentions.surrounded([x])[0]), target)
        return (found + self.antecedent_loss(x, passage)) / max(1, len(passage.spans))

    def antecedent_loss(self, x: Tensor, passage: Passage) -> Tensor:
        m = len(passage.spans)
        at = torch.tensor(passage.spans).reshape(-1, 2)
        scores = self.pairs(torch.cat([x[at[:, 0]], x[at[:, 1]]], -1), passage.comparison)
        names = np.unique(passage.entities, return_inverse=True)[1] if m else np.zeros(0, dtype=np.int64)
        before = torch.ones(m, m, dtype=torch.bool).tril(-1)
        same = torch.from_numpy(names[:, None] == names) & before
        none = torch.zeros(m, 1)
        all_scores = torch.cat([none, scores.masked_fill(~before, -1e4)], 1)
        right = torch.cat([~same.any(1, keepdim=True), same], 1)
        return (torch.logsumexp(all_scores, 1) - torch.logsumexp(all_scores.masked_fill(~right, -1e4), 1)).sum()
