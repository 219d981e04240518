"""Train what finds mentions anew, over the values that an exported network gives as it reads:
`python -m training.referents --run runs/NAME --model MODEL_DIR --out runs/OTHER`.

So it learns from the values that it will see, and nothing else in the network changes.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from sayso.reading import network as shipped
from sayso.reading import windows
from sayso.reading.reader import Reader, open_reader
from sayso.reading.tokens import tokenize
from training import gum
from training.entities import MentionHead, Target, mentions_of
from training.export import MODEL
from training.network import Network, Shape

BATCH = 4
DROP = 0.2
RATE = 2e-3


@dataclass(frozen=True, slots=True)
class View:
    """One window of a document: the network's values [tokens, width], what is to be found, and how many mentions."""

    values: Tensor
    target: Target
    count: int


def views(reader: Reader, document: gum.Document) -> list[View]:
    """The document's windows as they are read."""
    tokens = tokenize(reader.tokenizer, document.text)
    marked = mentions_of(document, tokens)
    made = []
    for w in windows.plan(len(tokens)):
        spans = [(a - w.begin, b - w.begin) for a, b in marked]
        core = range(w.core_begin - w.begin, w.core_end - w.begin)
        target = Target.of(w.end - w.begin, spans, [kind for _, kind in marked.values()], core)
        values = torch.from_numpy(shipped.look(reader.session, tokens, w).hidden).half()
        made.append(View(values, target, int(target.mention.sum())))
    return made


def train_mentions(head: MentionHead, seen: Sequence[View], epochs: int, draw: random.Random) -> None:
    """Fit the head to the windows; the rate rises over a tenth of the steps and falls to nothing."""
    optimizer = torch.optim.AdamW(head.parameters(), RATE, weight_decay=0.01)
    steps = epochs * -(-len(seen) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, steps, pct_start=0.1)
    begun = time.time()
    head.train()
    for epoch in range(epochs):
        order = draw.sample(seen, len(seen))
        total = 0.0
        for k in range(0, len(order), BATCH):
            batch = order[k : k + BATCH]
            surrounded = head.surrounded([F.dropout(view.values.float(), DROP) for view in batch])
            losses = [
                head.loss(head.spans(x), view.target) / max(1, view.count)
                for x, view in zip(surrounded, batch, strict=True)
            ]
            optimizer.zero_grad()
            torch.stack(losses).mean().backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            total += sum(float(loss.detach()) for loss in losses)
        print(
            f"epoch {epoch + 1} loss {total / len(order):.4f} {time.time() - begun:.0f} s", file=sys.stderr, flush=True
        )
    head.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL, help="folder with what was exported of the run")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=12)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    draw = random.Random(args.seed)
    reader = open_reader(args.model, args.threads)
    documents = [d for d in gum.load(args.shared / "corpora/gum") if d.id not in gum.HELD_OUT]
    seen = [view for document in documents for view in views(reader, document)]
    head = MentionHead(Shape().depth)
    train_mentions(head, seen, args.epochs, draw)
    net = Network(Shape())
    net.load(args.run)
    net.entities.mentions = head
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(net.state_dict(), args.out / "weights.pt")
    shutil.copyfile(args.run / "shape.json", args.out / "shape.json")
    log = (args.run / "log.jsonl").read_text(encoding="utf8")
    line = json.dumps({"mentions": {"seed": args.seed, "epochs": args.epochs}})
    (args.out / "log.jsonl").write_text(f"{log}{line}\n", encoding="utf8")


if __name__ == "__main__":
    main()
