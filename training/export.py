"""Turn trained weights into the shipped file: `python -m training.export --run runs/NAME --encoder MODEL_DIR`.

Writes one ONNX graph that reads one window, from word pieces to every candidate cue's potentials, with its matrices
quantised to 8 bits, and the tokenizer beside it.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.entities import WIDEST, MentionHead
from training.layer import Layer
from training.network import TAGS, WIDTHS, CueHead, Network, Shape

START = 0.25
"""The least probability of a cue that is looked at."""
MOST = 64
"""The most cues that are looked at in one window: three times what news has, so that no text can cost more."""
START_INSIDE = 0.12
"""The same of a cue inside another statement: what finds those was trained on fewer, and is less sure of itself."""
MOST_INSIDE = 32
MODEL = Path("src/sayso/model")


def attend(layer: Layer, x: Tensor, mask: Tensor | None) -> Tensor:
    """`Layer.forward` without dropout, for [tokens, width] or [cues, tokens, width], in the operators of ONNX."""
    d = x.shape[-1]
    shape = (*x.shape[:-1], layer.heads, d // layer.heads)
    q, k, v = (p.reshape(shape).transpose(-2, -3) for p in layer.qkv(x).split(d, dim=-1))
    weights = torch.matmul(q * (d // layer.heads) ** -0.5, k.transpose(-1, -2))
    if mask is not None:
        weights = weights + mask
    y = torch.matmul(torch.softmax(weights, -1), v).transpose(-2, -3).reshape(x.shape)
    x = layer.norm1(x + layer.out(y))
    return layer.norm2(x + layer.down(nn.functional.gelu(layer.up(x))))


class WindowReader(nn.Module):
    """The network for one window: `ids` and `surface` [tokens] with the special tokens at both ends, and the `core`
    [2] in whose tokens (ends exclusive, counted with the special token) cues may begin: of outer statements, and after
    those of nested ones."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, surface: Tensor, core: Tensor) -> tuple[Tensor, ...]:
        net, encoder, reader = self.net, self.net.encoder, self.net.reader
        n = ids.shape[0]
        place = torch.arange(n)
        x = encoder.norm(encoder.words(ids) + encoder.places(place) + encoder.surface(surface))
        seen = []
        for layer in encoder.layers:
            x = attend(layer, x, None)
            seen.append(x)
        hidden = torch.cat(seen[1::2], -1)

        core_only = ((place >= core[0]) & (place < core[1])).to(x.dtype)
        outer = candidates(net.cues, x, core_only, START, MOST)
        inside = candidates(net.cues_inside, x, core_only, START_INSIDE, MOST_INSIDE)
        chosen, width, start, extent = (torch.cat(pair) for pair in zip(outer, inside, strict=True))
        nested = torch.cat([torch.zeros_like(outer[0]), torch.ones_like(inside[0])])

        offsets = torch.arange(net.shape.crop) - net.shape.before
        at = chosen[:, None] + offsets
        real = (at >= 0) & (at < n)
        index = at.clamp(min=0).clamp(max=n - 1)
        cue = reader.first(x)[chosen] + reader.last(x)[chosen + width - 1]
        in_cue = ((offsets >= 0) & (offsets < width[:, None])).to(x.dtype)
        y = reader.norm(reader.token(x)[index] + cue[:, None] + reader.place + in_cue[..., None] * reader.inside)
        mask = ((1 - real.to(x.dtype)) * -1e4)[:, None, None, :]
        for layer in reader.layers:
            y = attend(layer, y, mask)
        potentials = reader.potential(y).reshape(-1, net.shape.crop, TAGS, TAGS)
        at_cue = y[:, net.shape.before]
        valid = torch.where(nested > 0, reader.valid_inside(at_cue).squeeze(-1), reader.valid(at_cue).squeeze(-1))
        fact = net.factuality
        judged = nn.functional.gelu(fact.up(attend(fact.layer, fact.narrow(hidden), None)))
        spans = (*mentions(net.entities.mentions, hidden, core_only), fact.score(judged).squeeze(-1))
        return chosen - 1, width, nested, start, extent, valid, potentials, *spans, hidden


def candidates(
    head: CueHead, x: Tensor, core_only: Tensor, start: float, most: int
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The places where a cue is likely to begin, its likeliest width there, and the log-probabilities of both."""
    n = x.shape[0]
    place = torch.arange(n)
    first, last = head.first(x), head.last(x)
    ends = (place[:, None] + torch.arange(WIDTHS)).clamp(max=n - 1)
    pairs = torch.relu(first[:, None] + last[ends] + head.length)
    spans = head.score(pairs).squeeze(-1)
    logits = torch.cat([head.none(x), spans], dim=-1)
    log_none = logits[:, 0] - torch.logsumexp(logits, -1)
    chance = (1 - torch.exp(log_none)) * core_only
    rank = (chance[None, :] > chance[:, None]).sum(-1)
    # A graph over no cues at all would have empty tensors, so the likeliest place is always read.
    chosen = (((chance > start) & (rank < most)) | (place == chance.argmax())).nonzero()[:, 0]
    scores = spans[chosen]
    width = torch.minimum(scores.argmax(-1) + 1, n - 1 - chosen)
    extent = torch.log_softmax(scores, -1).gather(1, width[:, None] - 1)[:, 0]
    return chosen, width, torch.log(chance[chosen] + 1e-9), extent


def mentions(head: MentionHead, x: Tensor, core_only: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The spans that are likely mentions of someone or something: first token, width, logit and likeliest type."""
    n = x.shape[0]
    place = torch.arange(n)
    ends = place[:, None] + torch.arange(WIDEST)
    around, _ = head.around(nn.functional.gelu(head.narrow(x[1:-1]))[None])
    surrounded = torch.cat([x, nn.functional.pad(around[0], (0, 0, 1, 1))], -1)
    pairs = torch.relu(head.first(surrounded)[:, None] + head.last(surrounded)[ends.clamp(max=n - 1)] + head.length)
    scores = head.score(pairs)
    logit = torch.where((ends < n - 1) & (core_only[:, None] > 0), scores[..., 0], -1e4)
    # As with cues, the likeliest span is always there.
    found = ((logit > 0) | (logit == logit.max())).nonzero()
    first, width = found[:, 0], found[:, 1]
    return first - 1, width + 1, logit[first, width], scores[first, width, 1:].argmax(-1)


INPUTS = ["ids", "surface", "core"]
CUES = ["first", "width", "nested", "start", "extent", "valid", "potentials"]
MENTIONS = ["mention_first", "mention_width", "mention_score", "mention_type"]
OUTPUTS = [*CUES, *MENTIONS, "factuality", "hidden"]


def export(net: Network, target: Path) -> None:
    """Write the float graph."""
    module = WindowReader(net.eval())
    ids = torch.randint(1000, 2000, (150,))
    dynamic = {"ids": {0: "tokens"}, "surface": {0: "tokens"}, "hidden": {0: "tokens"}}
    dynamic |= {"factuality": {0: "tokens"}}
    dynamic |= {name: {0: "cues"} for name in CUES} | {name: {0: "mentions"} for name in MENTIONS}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            (ids, torch.zeros_like(ids), torch.tensor([1, 149])),
            str(target),
            input_names=INPUTS,
            output_names=OUTPUTS,
            dynamic_axes=dynamic,
            opset_version=17,
            dynamo=False,
        )


def export_pairs(net: Network, target: Path) -> None:
    """Write what decides whether two mentions are one: arrays by the names that `coreference` knows them by."""
    pairs = net.entities.pairs
    arrays = {name.replace(".", "_"): value.numpy() for name, value in pairs.state_dict().items()}
    large = ("anaphor_weight", "antecedent_weight")
    np.savez(target, **{n: a.astype(np.float16 if n in large else np.float32) for n, a in sorted(arrays.items())})


def quantise(source: Path, target: Path) -> None:
    """Quantise the matrix products' weights per channel and the word embeddings to 8 bits."""
    quantize_dynamic(
        source,
        target,
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"MatMulConstBOnly": True},
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="folder with tokenizer.json")
    parser.add_argument("--out", type=Path, default=MODEL)
    args = parser.parse_args()
    net = Network(Shape())
    net.load(args.run)
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        ready = Path(folder) / "ready.onnx"
        export(net, plain)
        quant_pre_process(plain, ready, skip_symbolic_shape=True)
        quantise(ready, args.out / "reader.onnx")
        export_pairs(net, args.out / "pairs.npz")
    onnx.checker.check_model(str(args.out / "reader.onnx"))
    shutil.copyfile(args.encoder / "tokenizer.json", args.out / "tokenizer.json")
    shutil.copyfile(args.run / "log.jsonl", args.out / "training.jsonl")


if __name__ == "__main__":
    main()
