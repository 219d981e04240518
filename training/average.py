"""Average the weights of runs that began from each other: `python -m training.average --out runs/NAME RUN=SHARE …`.

Weights of runs from one starting point lie in one basin, and their mean reads better than each (Wortsman et al. 2022,
model soups). What only the last run learned (nested statements, entities, factuality) is taken from it as it is.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch
from torch import Tensor

from training.network import Network, Shape

OWN = ("cues_inside.", "reader.valid_inside.", "entities.", "factuality.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="+", metavar="RUN=SHARE", help="folders of runs; the last is the youngest")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    folders = [Path(run.rpartition("=")[0]) for run in args.runs]
    shares = [float(run.rpartition("=")[2]) for run in args.runs]
    states: list[dict[str, Tensor]] = []
    for folder in folders:
        net = Network(Shape())
        net.load(folder)
        states.append(net.state_dict())
    made = {
        name: last if name.startswith(OWN) else sum(s[name].float() * w for s, w in zip(states, shares, strict=True))
        for name, last in states[-1].items()
    }
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(made, args.out / "weights.pt")
    shutil.copyfile(folders[-1] / "shape.json", args.out / "shape.json")
    log = (folders[-1] / "log.jsonl").read_text(encoding="utf8")
    line = {"average": {folder.name: share for folder, share in zip(folders, shares, strict=True)}}
    (args.out / "log.jsonl").write_text(log + json.dumps(line) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
