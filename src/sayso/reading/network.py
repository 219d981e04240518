"""The shipped network: one ONNX graph, run on one window at a time so that no reading depends on another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime as ort

from sayso.reading.decoding import Candidates
from sayso.reading.tokens import Tokens
from sayso.reading.windows import Window

CLS, SEP = 101, 102
OUTPUTS = ["first", "width", "start", "extent", "valid", "potentials"]


def load_network(path: Path, threads: int) -> ort.InferenceSession:
    """Open the graph at `path` for `threads` threads. Raises FileNotFoundError if it is not there."""
    if not path.is_file():
        raise FileNotFoundError(f"the model file {path} is missing: install Sayso again")
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def inputs(tokens: Tokens, window: Window) -> dict[str, np.ndarray]:
    """The graph's inputs for one window: its word pieces between the special tokens, and its core."""
    seen = slice(window.begin, window.end)
    return {
        "ids": np.concatenate(([CLS], tokens.ids[seen], [SEP])),
        "surface": np.concatenate(([0], tokens.surface[seen], [0])),
        "core": np.array([window.core_begin - window.begin + 1, window.core_end - window.begin + 1]),
    }


def candidates(session: ort.InferenceSession, tokens: Tokens, window: Window) -> Candidates:
    """What the network says of the cues that may begin in the window's core."""
    return Candidates(*session.run(OUTPUTS, inputs(tokens, window)))
