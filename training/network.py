"""The network in PyTorch: MiniLM's encoder, a cue head over it, and a small reader that looks at one cue at a time.

Encoder: BERT (Devlin et al. 2019) as distilled in MiniLM (Wang et al. 2020). The cue head scores every span of up to
`WIDTHS` tokens. The reader takes some tokens before a cue's first token and some from it on, and gives pairwise
potentials of a linear-chain conditional random field (Lafferty et al. 2001) over the tags outside, source, content.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.reading.tokens import SURFACES
from training.entities import Entities
from training.factuality import Factuality
from training.layer import Layer

WIDTHS = 12
TAGS = 3
HEADS = 12


@dataclass(frozen=True, slots=True)
class Shape:
    width: int = 384
    layers: int = 6
    reader_width: int = 256
    reader_layers: int = 2
    reader_inner: int = 512
    reader_heads: int = 4
    cue_width: int = 64
    before: int = 64
    after: int = 96

    @property
    def depth(self) -> int:
        """How many values `Encoder.deep` gives for a token."""
        return self.width * (self.layers // 2)

    @property
    def crop(self) -> int:
        return self.before + self.after


class Encoder(nn.Module):
    def __init__(self, shape: Shape, drop: float) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, shape.width)
        self.places = nn.Embedding(512, shape.width)
        self.surface = nn.Embedding(SURFACES, shape.width)
        nn.init.zeros_(self.surface.weight)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape.width, 4 * shape.width, HEADS, drop) for _ in range(shape.layers))

    def forward(self, ids: Tensor, surface: Tensor, mask: Tensor | None) -> Tensor:
        return self.deep(ids, surface, mask)[..., -self.words.embedding_dim :]

    def deep(self, ids: Tensor, surface: Tensor, mask: Tensor | None) -> Tensor:
        """The values after every second layer side by side, the last layer's at the end: the lower ones keep more of
        what a word is, which entities and factuality need."""
        places = self.places.weight[: ids.shape[1]]
        x = self.norm(self.words(ids) + places + self.surface(surface))
        seen = []
        for i, layer in enumerate(self.layers, 1):
            x = layer(x, mask)
            if i % 2 == 0:
                seen.append(x)
        return torch.cat(seen, -1)

    def load_minilm(self, path: Path) -> None:
        """Fill in the weights of a BERT-shaped `model.safetensors`."""
        w = load_file(path)
        e = "embeddings."
        self.words.weight.data.copy_(w[e + "word_embeddings.weight"])
        self.places.weight.data.copy_(w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][0])
        self.norm.weight.data.copy_(w[e + "LayerNorm.weight"])
        self.norm.bias.data.copy_(w[e + "LayerNorm.bias"])
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                parts = [w[f"{p}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                getattr(layer.qkv, kind).data.copy_(torch.cat(parts))
                for ours, theirs in (
                    ("out", "attention.output.dense"),
                    ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm2", "output.LayerNorm"),
                ):
                    getattr(getattr(layer, ours), kind).data.copy_(w[f"{p}{theirs}.{kind}"])


class CueHead(nn.Module):
    """For every token: is it no cue's first (index 0), or the first of a cue of 1 … `WIDTHS` tokens?"""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.first = nn.Linear(shape.width, shape.cue_width)
        self.last = nn.Linear(shape.width, shape.cue_width)
        self.length = nn.Parameter(torch.randn(WIDTHS, shape.cue_width) * 0.02)
        self.score = nn.Linear(shape.cue_width, 1)
        self.none = nn.Linear(shape.width, 1)

    def forward(self, x: Tensor) -> Tensor:
        n = x.shape[1]
        first, last = self.first(x), self.last(x)
        ends = torch.clamp(torch.arange(n)[:, None] + torch.arange(WIDTHS), max=n - 1)
        pairs = F.relu(first[:, :, None] + last[:, ends] + self.length)
        return torch.cat([self.none(x), self.score(pairs).squeeze(-1)], dim=-1)


class Reader(nn.Module):
    """Reads the tokens around each cue: [cues, crop, TAGS, TAGS] potentials (tag before, tag) and two logits
    for whether the cue is one: of an outer statement, and of one inside another."""

    def __init__(self, shape: Shape, drop: float) -> None:
        super().__init__()
        d = shape.reader_width
        self.token = nn.Linear(shape.width, d)
        self.first = nn.Linear(shape.width, d)
        self.last = nn.Linear(shape.width, d)
        self.shape = shape
        self.place = nn.Parameter(torch.randn(shape.crop, d) * 0.02)
        self.inside = nn.Parameter(torch.randn(d) * 0.02)
        self.norm = nn.LayerNorm(d)
        self.layers = nn.ModuleList(
            Layer(d, shape.reader_inner, shape.reader_heads, drop) for _ in range(shape.reader_layers)
        )
        self.potential = nn.Linear(d, TAGS * TAGS)
        self.valid = nn.Linear(d, 1)
        self.valid_inside = nn.Linear(d, 1)

    def forward(
        self, x: Tensor, rows: Tensor, starts: Tensor, widths: Tensor, lengths: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Read the cues given by the window each stands in, its first token there, its width, and how many tokens
        that window has; `x` is [windows, tokens, width].
        """
        b, n, d = x.shape
        flat = x.reshape(b * n, d)
        tokens = self.token(flat)
        lasts = starts + widths - 1
        offsets = torch.arange(self.shape.crop) - self.shape.before
        at = starts[:, None] + offsets
        real = (at >= 0) & (at < lengths[:, None])
        index = rows[:, None] * n + at.clamp(min=0).minimum(lengths[:, None] - 1)
        cue = self.first(flat[rows * n + starts]) + self.last(flat[rows * n + lasts])
        in_cue = (offsets >= 0) & (offsets < widths[:, None])
        y = tokens[index] + cue[:, None] + self.place + in_cue[..., None].to(tokens.dtype) * self.inside
        y = self.norm(y)
        mask = torch.where(real, 0.0, -1e4).to(y.dtype)[:, None, None, :]
        for layer in self.layers:
            y = layer(y, mask)
        potentials = self.potential(y).view(-1, self.shape.crop, TAGS, TAGS)
        seen = y[:, self.shape.before]
        return potentials, self.valid(seen).squeeze(-1), self.valid_inside(seen).squeeze(-1)


class Network(nn.Module):
    def __init__(self, shape: Shape, drop: float = 0.0, reader_drop: float = 0.0) -> None:
        super().__init__()
        self.encoder = Encoder(shape, drop)
        self.cues = CueHead(shape)
        self.cues_inside = CueHead(shape)
        self.roles = nn.Linear(shape.width, 4)
        self.reader = Reader(shape, reader_drop)
        self.entities = Entities(shape.depth)
        self.factuality = Factuality(shape.depth)
        self.shape = shape

    def load(self, path: Path) -> None:
        """Fill in saved weights. If they are of a smaller crop, the places beyond its ends begin as its ends; if they
        knew no nested statements, what finds those begins as what finds outer ones; if they knew no entities or
        factuality, those begin anew."""
        saved = torch.load(path / "weights.pt", weights_only=True)
        for name in [n for n in saved if n.startswith(("cues.", "reader.valid."))]:
            saved.setdefault(name.replace("cues.", "cues_inside.").replace("valid.", "valid_inside."), saved[name])
        for name, fresh in self.state_dict().items():
            if name.startswith(("entities.", "factuality.")) and saved.get(name, fresh[:0]).shape != fresh.shape:
                saved[name] = fresh
        before = json.loads((path / "shape.json").read_text(encoding="utf8"))["before"]
        places = saved["reader.place"]
        nearest = torch.arange(self.shape.crop) - self.shape.before + before
        saved["reader.place"] = places[nearest.clamp(0, len(places) - 1)]
        self.load_state_dict(saved)


def pairwise(potentials: Tensor, real: Tensor) -> Tensor:
    """Float32 potentials in which tokens that do not exist are outside, at no cost, whatever came before."""
    gone = torch.full((TAGS, TAGS), -1e4)
    gone[:, 0] = 0.0
    return torch.where(real[..., None, None], potentials.float(), gone)


def log_partition(potentials: Tensor) -> Tensor:
    """log Z of each chain, starting outside, by products of neighbours in a tree: [cues, crop, TAGS, TAGS] → [cues]."""
    p = potentials
    while p.shape[1] > 1:
        if p.shape[1] % 2:
            unit = torch.full((p.shape[0], 1, TAGS, TAGS), -1e4)
            unit[:, :, range(TAGS), range(TAGS)] = 0.0
            p = torch.cat([p, unit], 1)
        left, right = p[:, 0::2], p[:, 1::2]
        p = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], dim=-2)
    return torch.logsumexp(p[:, 0, 0], dim=-1)


def path_score(potentials: Tensor, tags: Tensor) -> Tensor:
    """The unnormalised log score of each chain's `tags` [cues, crop]."""
    before = F.pad(tags[:, :-1], (1, 0))
    chosen = potentials.flatten(2).gather(2, (before * TAGS + tags)[..., None])
    return chosen.squeeze(-1).sum(1)
