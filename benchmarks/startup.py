"""Start-up of the whole process: `python -m benchmarks.startup`. Medians of ten runs, in seconds."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 10


def median(*arguments: str) -> float:
    spent = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        subprocess.run([str(Path(sys.executable).with_name("sayso")), *arguments], check=True, capture_output=True)
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


if __name__ == "__main__":
    print(f"sayso --help: {median('--help'):.2f}")
    print(f"sayso read, one short article: {median('read', 'examples/harbour.txt'):.2f}")
