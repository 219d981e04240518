"""Event factuality in PyTorch: how sure a text is that what a word names happened, from −3 (certainly not) to 3.

Trained on UW (Lee et al. 2015), UDS-IH2 (Rudinger et al. 2018) and MegaVeridicality (White et al. 2018).
"""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn

from sayso.reading.tokens import tokenize
from training.layer import Layer

SETS = {"uw": 1.0, "megaveridicality": 0.5, "uds-ih2": 0.3}
"""The training sets with the weight of a target of each: UW is news, judged as we need it."""
BRACKETS = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-lrb-": "(", "-rrb-": ")"}
GLUED = frozenset((",", ".", ";", ":", "?", "!", "'s", "n't", "”", ")", "%", "'re", "'ve", "'ll", "'d", "'m", "'"))


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences as tokens, with the tokens whose words are judged, the judgements and their weights."""

    ids: np.ndarray
    surface: np.ndarray
    places: list[int]
    labels: list[float]
    weights: list[float]


def untokenised(text: str) -> tuple[str, list[int]]:
    """The sentence as it was before its words were set apart, and where each word begins."""
    made = ""
    places = []
    for word in text.split(" "):
        word = BRACKETS.get(word, word)
        if made and word not in GLUED and not made.endswith(("“", "(", "$")):
            made += " "
        places.append(len(made))
        made += word
    return made, places


def passages(
    folder: Path, part: str, sets: dict[str, float], tokenizer: Tokenizer, draw: random.Random, size: int
) -> list[Passage]:
    """The judged sentences of `part` (train or dev) of the `sets`, several to a passage of about `size` tokens."""
    made = []
    for name, weight in sets.items():
        text = ""
        judged: list[tuple[int, float]] = []
        with gzip.open(folder / f"{name}.{part}.jsonl.gz", "rt", encoding="utf8") as lines:
            rows = [json.loads(line) for line in lines]
        if name != "uw":
            draw.shuffle(rows)
        for row in rows:
            sentence, places = untokenised(row["text"])
            start = len(text) + 1 if text else 0
            text += (" " if text else "") + sentence
            judged += [(start + places[t["span1"][0]], t["label"]) for t in row["targets"]]
            if len(text) > size * 4:
                made.append(passage(text, judged, weight, tokenizer))
                text, judged = "", []
        if judged:
            made.append(passage(text, judged, weight, tokenizer))
    return made


def passage(text: str, judged: list[tuple[int, float]], weight: float, tokenizer: Tokenizer) -> Passage:
    tokens = tokenize(tokenizer, text)
    last = len(tokens) - 1
    places = [min(last, int(np.searchsorted(tokens.ends, start, side="right"))) for start, _ in judged]
    return Passage(
        tokens.ids[:510], tokens.surface[:510], places, [label for _, label in judged], [weight] * len(judged)
    )


class Factuality(nn.Module):
    """Over the encoder, one small transformer layer and a regression."""

    def __init__(self, width: int, inner: int = 128) -> None:
        super().__init__()
        self.narrow = nn.Linear(width, inner)
        self.layer = Layer(inner, 2 * inner, 4, 0.0)
        self.up = nn.Linear(inner, inner)
        self.score = nn.Linear(inner, 1)

    def forward(self, x: Tensor) -> Tensor:
        """[tokens, width] → [tokens]."""
        y = self.layer(self.narrow(x)[None], None)[0]
        return self.score(F.gelu(self.up(y))).squeeze(-1)

    def loss(self, x: Tensor, judged: Passage) -> Tensor:
        kept = [i for i, place in enumerate(judged.places) if place < len(x)]
        at = torch.tensor([judged.places[i] for i in kept])
        label = torch.tensor([judged.labels[i] for i in kept])
        weight = torch.tensor([judged.weights[i] for i in kept])
        found = self(x)[at]
        return (F.smooth_l1_loss(found, label, reduction="none") * weight).mean()
