"""Train what finds entities and judges factuality further, over an encoder that stays as it is:
`python -m training.heads --run runs/NAME --encoder MODEL_DIR --out runs/OTHER`.

So the encoder can be chosen, or averaged, for attribution alone, and sharing it costs attribution nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn

from training import entities, factuality, gum
from training.network import Network, Shape
from training.train import CLS, FACTUALITY_TOKENS, SEP

Passage = entities.Passage | factuality.Passage


def encoded(net: Network, passage: Passage) -> Tensor:
    """The encoder's values [tokens, depth]."""
    ids = torch.from_numpy(np.concatenate(([CLS], passage.ids, [SEP])))[None]
    surface = torch.from_numpy(np.concatenate(([0], passage.surface, [0])))[None]
    return net.encoder.deep(ids, surface, None)[0, 1:-1]


def train(
    head: nn.Module,
    loss_of: Callable[[Tensor, Any], Tensor],
    pairs: Sequence[tuple[Tensor, Any]],
    epochs: int,
    rate: float,
    drop: float,
    draw: random.Random,
    batch: int,
) -> None:
    """Fit a head to (encoding, passage) pairs; the rate rises over a tenth of the steps and falls to nothing."""
    optimizer = torch.optim.AdamW(head.parameters(), rate, weight_decay=0.01)
    steps = epochs * -(-len(pairs) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, steps, pct_start=0.1)
    begun = time.time()
    head.train()
    for epoch in range(epochs):
        order = draw.sample(pairs, len(pairs))
        total = 0.0
        for k in range(0, len(order), batch):
            losses = [loss_of(F.dropout(x.float(), drop), passage) for x, passage in order[k : k + batch]]
            loss = torch.stack(losses).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach()) * len(losses)
        print(
            f"epoch {epoch + 1} loss {total / len(order):.4f} {time.time() - begun:.0f} s", file=sys.stderr, flush=True
        )
    head.eval()


def pearson(head: factuality.Factuality, pairs: Sequence[tuple[Tensor, factuality.Passage]]) -> float:
    """The correlation of the scores with the judgements of all passages."""
    ours, theirs = [], []
    with torch.no_grad():
        for x, passage in pairs:
            kept = [i for i, place in enumerate(passage.places) if place < len(x)]
            ours += head(x.float())[[passage.places[i] for i in kept]].tolist()
            theirs += [passage.labels[i] for i in kept]
    return float(np.corrcoef(ours, theirs)[0, 1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="folder with tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--entity-epochs", type=int, default=24)
    parser.add_argument("--factuality-epochs", type=int, default=10)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    draw = random.Random(args.seed)
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    net = Network(Shape())
    net.load(args.run)
    net.eval()
    documents = [d for d in gum.load(args.shared / "corpora/gum") if d.id not in gum.HELD_OUT]
    folder = args.shared / "corpora/factuality"
    judged = factuality.passages(folder, "train", factuality.SETS, tokenizer, draw, FACTUALITY_TOKENS)
    uw = factuality.passages(folder, "dev", {"uw": 1.0}, tokenizer, draw, FACTUALITY_TOKENS)
    with torch.no_grad():
        marked = [(encoded(net, p), p) for p in entities.passages(documents, tokenizer)]
        facts = [(encoded(net, p).half(), p) for p in judged]
        tests = [(encoded(net, p), p) for p in uw]
    print(f"factuality before: Pearson {pearson(net.factuality, tests):.4f} on UW dev", file=sys.stderr)
    train(net.factuality, net.factuality.loss, facts, args.factuality_epochs, 1e-3, 0.1, draw, 4)
    score = pearson(net.factuality, tests)
    print(f"factuality after: Pearson {score:.4f} on UW dev", file=sys.stderr)
    train(net.entities, net.entities.loss, marked, args.entity_epochs, 2e-3, 0.2, draw, 2)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(net.state_dict(), args.out / "weights.pt")
    shutil.copyfile(args.run / "shape.json", args.out / "shape.json")
    line = {
        "heads": {"seed": args.seed, "entity epochs": args.entity_epochs, "factuality epochs": args.factuality_epochs}
    }
    log = (args.run / "log.jsonl").read_text(encoding="utf8")
    (args.out / "log.jsonl").write_text(log + json.dumps({**line, "UW dev": round(score, 4)}) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
