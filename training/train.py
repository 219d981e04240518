"""Train the network on PolNeAR: `python -m training.train --encoder MODEL_DIR --out runs/NAME`.

Chooses by the dev documents' scores, keeps a log of settings and scores, and can be interrupted and resumed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from sayso.reading.spans import NEW_PARAGRAPH
from sayso.reading.tokens import GAPS, QUOTES, Tokens
from training import corpus, entities, evaluation, factuality, gum
from training.network import (
    WIDTHS,
    Network,
    Shape,
    log_partition,
    pairwise,
    path_score,
)

CLS, SEP, MASK = 101, 102, 103
TOKENS_PER_CUE = 45
AVERAGE_EVERY = 4
ENTITY_PASSAGES = 2
FACTUALITY_PASSAGES = 4
FACTUALITY_TOKENS = 220
SURE = 0.5
"""From this confidence on a nested statement that `nesting` found is taken to be one; below it is left open."""


@dataclass(frozen=True, slots=True)
class Settings:
    epochs: float = 2.0
    seed: int = 1
    window: int = 448
    batch_tokens: int = 2048
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    weight_decay: float = 0.01
    warmup: float = 0.06
    hide: float = 0.06
    disguise: float = 0.15
    layouts: int = 1
    exchange: float = 0.0
    vary: float = 0.0
    nested: float = 0.0
    entities: float = 0.0
    factuality: float = 0.0
    drop: float = 0.0
    reader_drop: float = 0.0
    roles: float = 0.5
    average: float = 0.0
    before: int = 64
    after: int = 96


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one window by first token and width, the tags [cues, crop] around each, and whether all of its
    source and content stand in the window."""

    places: tuple[tuple[int, int], ...]
    tags: np.ndarray
    whole: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one document with the special tokens at both ends, and the attributions whose cues begin in it.

    `doubt` marks the cues of nested statements that may or may not be there.
    """

    ids: np.ndarray
    surface: np.ndarray
    roles: np.ndarray
    doubt: np.ndarray
    outer: Cues
    inside: Cues


def cuts_of(tokens: Tokens, settings: Settings, draw: random.Random) -> list[int]:
    """Where a text is cut into windows, both its ends included. With probability `vary` the windows are of another
    size, or every few paragraphs are a window, as if they were a text of their own."""
    n, room = len(tokens), settings.window - 2
    if settings.vary and draw.random() < settings.vary:
        if draw.random() < 1 / 2:
            new = np.flatnonzero(tokens.surface // QUOTES % GAPS >= NEW_PARAGRAPH).tolist()
            cuts = [0]
            for place in new:
                if place - cuts[-1] > room or (place - cuts[-1] >= 10 and draw.random() < 1 / 2):
                    cuts.append(place)
            return [c for part in itertools.pairwise([*cuts, n]) for c in range(*part, room)] + [n]
        room = draw.randint(room // 4, room)
    count = max(1, math.ceil(n / room))
    step = math.ceil(n / count)
    slack = min(room - step, step // 3) if count > 1 else 0
    return [0, *(i * step + draw.randint(-(slack // 2), slack // 2) for i in range(1, count)), n]


def windows_of(example: corpus.Example, settings: Settings, draw: random.Random) -> list[Window]:
    tokens = example.tokens
    cuts = cuts_of(tokens, settings, draw)
    made = []
    for begin, end in itertools.pairwise(cuts):
        length = end - begin
        ids = np.concatenate(([CLS], tokens.ids[begin:end], [SEP]))
        surface = np.concatenate(([0], tokens.surface[begin:end], [0]))
        roles = np.zeros(length + 2, dtype=np.int64)
        doubt = np.zeros(length + 2, dtype=bool)
        here = [a for a in example.outer if begin <= a.cue_first and a.cue_last < end]
        for a in here:
            for role, places in ((1, a.source), (2, a.content), (3, range(a.cue_first, a.cue_last + 1))):
                for t in places:
                    if begin <= t < end:
                        roles[t - begin + 1] = role
        inside = [a for a in example.inside if begin <= a.cue_first and a.cue_last < end]
        for a in inside:
            doubt[a.cue_first - begin + 1 : a.cue_last - begin + 2] |= a.sure < SURE
        sure = [a for a in inside if a.sure >= SURE]
        outer, nested = (cues_of(found, begin, end, settings) for found in (here, sure))
        made.append(Window(ids, surface, roles, doubt, outer, nested))
    return made


def cues_of(attributions: list[corpus.Attribution], begin: int, end: int, settings: Settings) -> Cues:
    """The attributions as the window from token `begin` to `end` sees them."""
    crop = settings.before + settings.after
    places, tags, whole = [], [], []
    for a in attributions:
        row = np.zeros(crop, dtype=np.int64)
        for role, marked in ((1, a.source), (2, a.content)):
            for t in marked:
                k = t - a.cue_first + settings.before
                if begin <= t < end and 0 <= k < crop:
                    row[k] = role
        reach = (*a.source, *a.content)
        whole.append(not reach or (min(reach) >= begin and max(reach) < end))
        places.append((a.cue_first - begin + 1, min(a.cue_last - a.cue_first + 1, WIDTHS)))
        tags.append(row)
    return Cues(tuple(places), np.array(tags, np.int64).reshape(-1, crop), tuple(whole))


def batches(windows: list[Window], tokens: int, draw: random.Random) -> list[list[Window]]:
    """Windows of like length together, in random order."""
    pool = sorted(windows, key=lambda w: len(w.ids) + draw.random() * 24)
    made: list[list[Window]] = []
    batch: list[Window] = []
    for w in pool:
        if batch and (len(batch) + 1) * max(len(w.ids), len(batch[-1].ids)) > tokens:
            made.append(batch)
            batch = []
        batch.append(w)
    made.append(batch)
    draw.shuffle(made)
    return made


def epoch_of(
    rows: list[dict[str, Any]], tokenizer: Tokenizer, settings: Settings, draw: random.Random, verbs: corpus.Verbs
) -> list[list[Window]]:
    """The batches of one epoch over the documents."""
    examples = corpus.epoch(rows, tokenizer, draw, settings.disguise, bool(settings.layouts), verbs, settings.exchange)
    windows = [w for e in examples for w in windows_of(e, settings, draw)]
    return batches(windows, settings.batch_tokens, draw)


def stack(rows: list[np.ndarray], n: int) -> Tensor:
    return torch.from_numpy(np.stack([np.pad(r, (0, n - len(r))) for r in rows]))


def loss_of(
    net: Network, batch: list[Window], settings: Settings, chance: torch.Generator
) -> tuple[Tensor, list[float]]:
    n = max(len(w.ids) for w in batch)
    lengths = torch.tensor([len(w.ids) for w in batch])
    ids, surface, roles = (stack([getattr(w, k) for w in batch], n) for k in ("ids", "surface", "roles"))
    real = torch.arange(n) < lengths[:, None]
    hidden = (torch.rand(ids.shape, generator=chance) < settings.hide) & (ids != CLS) & (ids != SEP)
    ids = torch.where(hidden, MASK, ids)
    mask = None if bool(real.all()) else torch.where(real, 0.0, -1e4)[:, None, None, :]
    x = net.encoder(ids, surface, mask)

    inner = real & (ids != CLS) & (ids != SEP)
    role_loss = F.cross_entropy(net.roles(x)[inner], roles[inner], reduction="sum")
    losses = cue_losses(net, x, batch, settings, inner, lengths, nested=False)
    if settings.nested:
        clear = inner & ~stack([w.doubt for w in batch], n)
        nested = cue_losses(net, x, batch, settings, clear, lengths, nested=True)
        losses = [a + settings.nested * b for a, b in zip(losses, nested, strict=True)]
    scale = int(inner.sum()) / TOKENS_PER_CUE
    total = (sum(losses, torch.zeros(())) + settings.roles * role_loss) / scale
    return total, [float(v.detach()) / scale for v in (*losses, role_loss)]


def cue_losses(
    net: Network, x: Tensor, batch: list[Window], settings: Settings, counted: Tensor, lengths: Tensor, *, nested: bool
) -> list[Tensor]:
    """The losses of the cues, of the paths around them, and of whether a candidate is one; over outer statements or
    over `nested` ones, at the tokens that are `counted`."""
    found = [w.inside if nested else w.outer for w in batch]
    logits = (net.cues_inside if nested else net.cues)(x)
    target = torch.zeros(counted.shape, dtype=torch.long)
    near = torch.zeros(counted.shape, dtype=torch.bool)
    for b, cues in enumerate(found):
        for first, width in cues.places:
            target[b, first] = width
            near[b, first : first + width] = True
    cue_loss = F.cross_entropy(logits[counted], target[counted], reduction="sum")

    gold = [(b, first, width) for b, cues in enumerate(found) for first, width in cues.places]
    with torch.no_grad():
        chance_of = 1 - torch.softmax(logits.float(), -1)[..., 0]
        wrong = (chance_of > 0.08) & counted & (target == 0)
        places = wrong.nonzero()
        order = chance_of[wrong].argsort(descending=True)[: max(4, len(gold) // 2)]
        places = places[order]
        widths = logits[places[:, 0], places[:, 1], 1:].argmax(-1) + 1
    rows = torch.cat([torch.tensor([g[0] for g in gold], dtype=torch.long), places[:, 0]])
    starts = torch.cat([torch.tensor([g[1] for g in gold], dtype=torch.long), places[:, 1]])
    spans = torch.cat([torch.tensor([g[2] for g in gold], dtype=torch.long), widths])
    path_loss = valid_loss = torch.zeros(())
    if len(rows):
        spans = torch.minimum(spans, lengths[rows] - 1 - starts).clamp(min=1)
        potentials, *valid = net.reader(x, rows, starts, spans, lengths[rows])
        overlaps = torch.stack([near[r, s : s + w].any() for r, s, w in zip(rows, starts, spans, strict=True)])
        valid_loss = F.binary_cross_entropy_with_logits(valid[nested].float(), overlaps.float(), reduction="sum")
        if gold:
            k = len(gold)
            at = starts[:k, None] + torch.arange(settings.before + settings.after) - settings.before
            exists = (at >= 1) & (at < lengths[rows[:k]][:, None] - 1)
            pots = pairwise(potentials[:k], exists)
            tags = torch.from_numpy(np.concatenate([cues.tags for cues in found]))
            whole = torch.tensor([x for cues in found for x in cues.whole])
            nll = log_partition(pots) - path_score(pots, tags)
            path_loss = (nll * whole).sum()
    return [cue_loss, path_loss, valid_loss]


@dataclass(frozen=True, slots=True)
class Beside:
    """What else the encoder learns, in turn: GUM's entities and the factuality of events."""

    entities: list[entities.Passage]
    factuality: list[factuality.Passage]


def beside_of(shared: Path, tokenizer: Tokenizer, settings: Settings, draw: random.Random) -> Beside:
    documents = [d for d in gum.load(shared / "corpora/gum") if d.id not in gum.HELD_OUT] if settings.entities else []
    sets = factuality.SETS if settings.factuality else {}
    judged = factuality.passages(shared / "corpora/factuality", "train", sets, tokenizer, draw, FACTUALITY_TOKENS)
    return Beside(entities.passages(documents, tokenizer), judged)


def beside_loss(net: Network, beside: Beside, step: int, settings: Settings, draw: random.Random) -> Tensor:
    """The loss of a few passages drawn for this step: entities at even steps, factuality at odd ones."""
    if step % 2 == 0 and beside.entities:
        drawn = draw.sample(beside.entities, ENTITY_PASSAGES)
        losses = [net.entities.loss(x, p) for x, p in zip(encoded(net, drawn, settings), drawn, strict=True)]
        return settings.entities * torch.stack(losses).mean()
    if step % 2 and beside.factuality:
        judged = draw.sample(beside.factuality, FACTUALITY_PASSAGES)
        losses = [net.factuality.loss(x, p) for x, p in zip(encoded(net, judged, settings), judged, strict=True)]
        return settings.factuality * torch.stack(losses).mean()
    return torch.zeros(())


def encoded(
    net: Network, passages: Sequence[entities.Passage | factuality.Passage], settings: Settings
) -> list[Tensor]:
    """The encoder's values [tokens, width] for each passage, some of its tokens hidden."""
    lengths = torch.tensor([len(p.ids) + 2 for p in passages])
    n = int(lengths.max())
    ids = stack([np.concatenate(([CLS], p.ids, [SEP])) for p in passages], n)
    surface = stack([np.concatenate(([0], p.surface, [0])) for p in passages], n)
    hidden = (torch.rand(ids.shape) < settings.hide / 2) & (ids != CLS) & (ids != SEP)
    mask = torch.where(torch.arange(n) < lengths[:, None], 0.0, -1e4)[:, None, None, :]
    x = net.encoder.deep(torch.where(hidden, MASK, ids), surface, mask)
    return [x[i, 1 : int(length) - 1] for i, length in enumerate(lengths)]


def parameter_groups(net: Network, settings: Settings) -> list[dict[str, Any]]:
    groups: dict[tuple[float, float], list[Tensor]] = {}
    depth = len(net.encoder.layers)
    for name, p in net.named_parameters():
        if name.startswith("encoder.surface"):
            rate = settings.head_rate
        elif name.startswith("encoder."):
            level = int(name.split(".")[2]) + 1 if name.startswith("encoder.layers") else 0
            rate = settings.encoder_rate * settings.layer_decay ** (depth - level)
        else:
            rate = settings.head_rate
        decay = settings.weight_decay if p.ndim > 1 else 0.0
        groups.setdefault((rate, decay), []).append(p)
    return [{"params": ps, "lr": rate, "peak": rate, "weight_decay": decay} for (rate, decay), ps in groups.items()]


def rate_factor(done: float, step: float, warmup: float) -> float:
    """The share of its peak that the learning rate has: up in a line over `warmup`, then down in a line to nothing."""
    return min(1.0, (done + step) / warmup) * (1 - max(0.0, done - warmup) / (1 - warmup))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--init", type=Path, help="begin from this run's weights")
    parser.add_argument("--nested-from", type=Path, help="what training.nesting wrote, for --nested")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--evaluate-every", type=float, default=1.0, help="epochs")
    for name, default in asdict(Settings()).items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(default), default=default)
    args = parser.parse_args()
    settings = Settings(**{k: getattr(args, k) for k in asdict(Settings())})
    torch.set_num_threads(args.threads)
    torch.manual_seed(settings.seed)
    draw = random.Random(settings.seed)
    chance = torch.Generator().manual_seed(settings.seed)
    args.out.mkdir(parents=True, exist_ok=True)

    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    train = corpus.load(args.shared / "corpora/polnear/train.jsonl.gz")
    if args.nested_from:
        train = corpus.with_nested(train, args.nested_from)
    dev = corpus.load(args.shared / "corpora/polnear/dev.jsonl.gz")

    shape = Shape(before=settings.before, after=settings.after)
    net = Network(shape, settings.drop, settings.reader_drop)
    (args.out / "shape.json").write_text(json.dumps(asdict(shape)) + "\n", encoding="utf8")
    net.encoder.load_minilm(args.encoder / "model.safetensors")
    if args.init:
        net.load(args.init)
    averaged = {k: v.clone() for k, v in net.state_dict().items()} if settings.average else None
    optimizer = torch.optim.AdamW(parameter_groups(net, settings), betas=(0.9, 0.98), eps=1e-8, fused=True)

    verbs = corpus.verbs_of(train)
    plain = replace(settings, disguise=0.0, exchange=0.0, vary=0.0)
    per_epoch = len(epoch_of(train, tokenizer, plain, random.Random(0), verbs))
    steps = int(per_epoch * settings.epochs)
    log = (args.out / "log.jsonl").open("a", encoding="utf8")
    if args.init:
        log.write((args.init / "log.jsonl").read_text(encoding="utf8"))
    log.write(json.dumps({"settings": asdict(settings), "steps": steps}) + "\n")
    beside = beside_of(args.shared, tokenizer, settings, random.Random(settings.seed))
    gathered = [0.0, 0.0]
    step, begun, sums = 0, time.time(), np.zeros(5)
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        step, averaged = saved["step"], saved["averaged"]
        draw.setstate(saved["draw"])
        chance.set_state(saved["chance"])
    while step < steps:
        for batch in epoch_of(train, tokenizer, settings, draw, verbs):
            if step >= steps:
                break
            factor = rate_factor(step / steps, 1 / steps, settings.warmup)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            net.train()
            loss, parts = loss_of(net, batch, settings, chance)
            more = beside_loss(net, beside, step, settings, draw)
            (loss + more).backward()
            if more.requires_grad:
                gathered[step % 2] += 0.05 * (float(more.detach()) - gathered[step % 2])
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            optimizer.zero_grad()
            if averaged is not None and step % AVERAGE_EVERY == 0:
                weight = max(1 - settings.average, 1 / (step // AVERAGE_EVERY + 1))
                for k, v in net.state_dict().items():
                    averaged[k].lerp_(v, weight)
            sums += [*parts, 1]
            step += 1
            if step % 50 == 0:
                a = sums / sums[4]
                losses = f"cue {a[0]:.3f} path {a[1]:.3f} valid {a[2]:.3f} roles {a[3]:.3f}"
                losses += f" entities {gathered[0]:.3f} factuality {gathered[1]:.3f}"
                print(f"{step}/{steps} {losses} {(time.time() - begun) / 60:.1f} min", file=sys.stderr, flush=True)
                sums[:] = 0
            if step % int(per_epoch * args.evaluate_every) == 0 or step == steps:
                weights = averaged if averaged is not None else net.state_dict()
                torch.save(weights, args.out / "weights.pt")
                judged = Network(shape)
                judged.load_state_dict(weights)
                scores = evaluation.judge(judged, tokenizer, dev, args.shared)
                line = {"step": step, "minutes": round((time.time() - begun) / 60, 1), **scores}
                print(json.dumps(line), file=sys.stderr, flush=True)
                log.write(json.dumps(line) + "\n")
                log.flush()
                torch.save(
                    {
                        "net": net.state_dict(),
                        "optimizer": optimizer.state_dict(),
                        "step": step,
                        "averaged": averaged,
                        "draw": draw.getstate(),
                        "chance": chance.get_state(),
                    },
                    checkpoint,
                )


if __name__ == "__main__":
    main()
