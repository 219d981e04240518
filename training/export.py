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

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.network import TAGS, WIDTHS, Layer, Network, Shape

START = 0.25
"""The least probability of a cue that is looked at."""
MOST = 64
"""The most cues that are looked at in one window: three times what news has, so that no text can cost more."""
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
    [2] in whose tokens (ends exclusive, counted with the special token) cues may begin."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, surface: Tensor, core: Tensor) -> tuple[Tensor, ...]:
        net, encoder, reader = self.net, self.net.encoder, self.net.reader
        n = ids.shape[0]
        place = torch.arange(n)
        x = encoder.norm(encoder.words(ids) + encoder.places(place) + encoder.surface(surface))
        for layer in encoder.layers:
            x = attend(layer, x, None)
        hidden = x

        head = net.cues
        first, last = head.first(x), head.last(x)
        ends = (place[:, None] + torch.arange(WIDTHS)).clamp(max=n - 1)
        pairs = torch.relu(first[:, None] + last[ends] + head.length)
        spans = head.score(pairs).squeeze(-1)
        logits = torch.cat([head.none(x), spans], dim=-1)
        log_none = logits[:, 0] - torch.logsumexp(logits, -1)
        chance = (1 - torch.exp(log_none)) * ((place >= core[0]) & (place < core[1])).to(x.dtype)
        rank = (chance[None, :] > chance[:, None]).sum(-1)
        # A graph over no cues at all would have empty tensors, so the likeliest place is always read.
        chosen = (((chance > START) & (rank < MOST)) | (place == chance.argmax())).nonzero()[:, 0]
        scores = spans[chosen]
        width = torch.minimum(scores.argmax(-1) + 1, n - 1 - chosen)
        extent = torch.log_softmax(scores, -1).gather(1, width[:, None] - 1)[:, 0]

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
        valid = reader.valid(y[:, net.shape.before]).squeeze(-1)
        return chosen - 1, width, torch.log(chance[chosen] + 1e-9), extent, valid, potentials, hidden


INPUTS = ["ids", "surface", "core"]
OUTPUTS = ["first", "width", "start", "extent", "valid", "potentials", "hidden"]


def export(net: Network, target: Path) -> None:
    """Write the float graph."""
    module = WindowReader(net.eval())
    ids = torch.randint(1000, 2000, (150,))
    dynamic = {"ids": {0: "tokens"}, "surface": {0: "tokens"}, "hidden": {0: "tokens"}}
    dynamic |= {name: {0: "cues"} for name in OUTPUTS[:-1]}
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
    onnx.checker.check_model(str(args.out / "reader.onnx"))
    shutil.copyfile(args.encoder / "tokenizer.json", args.out / "tokenizer.json")
    shutil.copyfile(args.run / "log.jsonl", args.out / "training.jsonl")


if __name__ == "__main__":
    main()
