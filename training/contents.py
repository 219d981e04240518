"""Train what finds nested statements on contents read for it, over an encoder that stays as it is:
`python -m training.contents --run runs/NAME --out runs/OTHER`.

`annotations/contents.jsonl` has contents of PolNeAR's training documents with the statements inside them, as offsets;
`doubt` marks words of which it is open whether they are a cue. Only the nested cue head and the reader's judgement of
nested cues change, so that nothing else is read differently. The encoder's values are those of the file that
`training.export` made of the run, which is what the head will see.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sayso.reading import network, windows
from sayso.reading.reader import Reader, open_reader
from sayso.reading.tokens import Tokens, tokenize
from training import corpus
from training.export import MODEL
from training.network import WIDTHS, CueHead, Network, Shape

CONTENTS = Path("annotations/contents.jsonl")
WINDOWS_AT_ONCE = 8
LIKELY = 0.03
"""The least probability of a wrong cue that the reader learns to tell from a right one."""
DROP = 0.2


@dataclass(frozen=True, slots=True)
class Passage:
    """A window's values [tokens, width], special tokens included; the tokens `at` which it is known whether a nested
    cue begins; for each of these the cue's width, or 0; and the tokens that stand in a cue."""

    values: Tensor
    at: Tensor
    width: Tensor
    cue: Tensor


def load(path: Path = CONTENTS) -> dict[str, list[dict[str, Any]]]:
    """The contents of each document."""
    with path.open(encoding="utf8") as lines:
        return {row["id"]: row["contents"] for row in map(json.loads, lines)}


def values_of(reader: Reader, tokens: Tokens, window: windows.Window) -> Tensor:
    """The last layer's values for a window, special tokens included."""
    (hidden,) = reader.session.run(["hidden"], network.inputs(tokens, window))
    return torch.from_numpy(hidden[:, -Shape().width :])


def passages(reader: Reader, text: str, contents: Sequence[dict[str, Any]]) -> list[Passage]:
    """The windows of a document in whose cores some of the contents stand."""
    tokens = tokenize(reader.tokenizer, text)
    known = np.zeros(len(tokens), dtype=bool)
    widths = np.zeros(len(tokens), dtype=np.int64)
    cues = np.zeros(len(tokens), dtype=bool)
    for content in contents:
        known[list(corpus.covered(tokens, content["content"]))] = True
        known[list(corpus.covered(tokens, content["doubt"]))] = False
        for statement in content["inside"]:
            cue = corpus.covered(tokens, statement["cue"])
            widths[cue[0]] = min(len(cue), WIDTHS)
            cues[list(cue)] = known[list(cue)] = True
    made = []
    for window in windows.plan(len(tokens)):
        at = np.flatnonzero(known[window.core_begin : window.core_end]) + window.core_begin
        if not len(at):
            continue
        seen = slice(window.begin, window.end)
        inside = torch.from_numpy(np.concatenate(([False], cues[seen], [False])))
        made.append(
            Passage(
                values_of(reader, tokens, window),
                torch.from_numpy(at - window.begin + 1),
                torch.from_numpy(widths[at]),
                inside,
            )
        )
    return made


def scores(head: CueHead, passage: Passage, drop: float = 0.0) -> Tensor:
    """What `CueHead.forward` gives, at the tokens that are known only."""
    ends = (passage.at[:, None] + torch.arange(WIDTHS)).clamp(max=len(passage.values) - 1)
    near, index = torch.unique(ends, return_inverse=True)
    values = F.dropout(passage.values[near], drop)
    firsts = values[index[:, 0]]
    pairs = F.relu(head.first(firsts)[:, None] + head.last(values)[index] + head.length)
    return torch.cat([head.none(firsts), head.score(pairs).squeeze(-1)], -1)


def train_cues(head: CueHead, known: Sequence[Passage], epochs: int, rate: float, draw: random.Random) -> None:
    """Fit the head; the rate rises over a tenth of the steps and falls to nothing."""
    optimizer = torch.optim.AdamW(head.parameters(), rate, weight_decay=0.05)
    steps = epochs * -(-len(known) // WINDOWS_AT_ONCE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, steps, pct_start=0.1)
    for epoch in range(epochs):
        order = draw.sample(known, len(known))
        total = 0.0
        for k in range(0, len(order), WINDOWS_AT_ONCE):
            losses = [
                F.cross_entropy(scores(head, p, DROP), p.width, reduction="sum") for p in order[k : k + WINDOWS_AT_ONCE]
            ]
            loss = torch.stack(losses).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach()) * len(losses)
        print(f"epoch {epoch + 1} loss {total / len(order):.4f}", file=sys.stderr, flush=True)


def judged(net: Network, known: Sequence[Passage]) -> tuple[Tensor, Tensor]:
    """What the reader sees at every nested cue and at wrong ones that the head takes for likely; which are right."""
    seen: list[Tensor] = []
    right: list[Tensor] = []
    watch = net.reader.valid_inside.register_forward_pre_hook(lambda _, given: seen.append(given[0]))
    with torch.no_grad():
        for p in known:
            logits = scores(net.cues_inside, p)
            likely = 1 - torch.softmax(logits, -1)[:, 0] > LIKELY
            wanted = (p.width > 0) | (likely & ~p.cue[p.at])
            starts = p.at[wanted]
            if not len(starts):
                continue
            widths = torch.where(p.width > 0, p.width, logits[:, 1:].argmax(-1) + 1)[wanted]
            widths = torch.minimum(widths, len(p.values) - 1 - starts)
            nothing = torch.zeros_like(starts)
            net.reader(p.values[None], nothing, starts, widths, nothing + len(p.values))
            right.append(p.width[wanted] > 0)
    watch.remove()
    return torch.cat(seen), torch.cat(right).float()


def train_judgement(layer: nn.Linear, seen: Tensor, right: Tensor, steps: int, rate: float) -> None:
    """Fit the layer that judges nested cues, all at once."""
    optimizer = torch.optim.AdamW(layer.parameters(), rate, weight_decay=0.1)
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(layer(F.dropout(seen, DROP)).squeeze(-1), right)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"judgement of {len(right)} cues, {int(right.sum())} right: loss {float(loss.detach()):.4f}", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL, help="what the run was exported to")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=8)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    reader = open_reader(args.model, args.threads)
    net = Network(Shape())
    net.load(args.run)
    net.eval()
    contents = load()
    rows = corpus.load(args.shared / "corpora/polnear/train.jsonl.gz")
    known = [p for row in rows if row["id"] in contents for p in passages(reader, row["text"], contents[row["id"]])]
    train_cues(net.cues_inside, known, args.epochs, 5e-4, random.Random(args.seed))
    seen, right = judged(net, known)
    train_judgement(net.reader.valid_inside, seen, right, 300, 1e-3)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(net.state_dict(), args.out / "weights.pt")
    shutil.copyfile(args.run / "shape.json", args.out / "shape.json")
    line = {"contents": {"seed": args.seed, "epochs": args.epochs, "cues": int(right.sum())}}
    log = (args.run / "log.jsonl").read_text(encoding="utf8")
    (args.out / "log.jsonl").write_text(log + json.dumps(line) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
