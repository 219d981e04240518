"""The shipped network: one ONNX graph, run on one window at a time so that no reading depends on another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from sayso.reading.decoding import Candidates
from sayso.reading.tokens import Tokens
from sayso.reading.windows import Window

CLS, SEP = 101, 102
CUES = ["first", "width", "nested", "start", "extent", "valid", "potentials"]
MENTIONS = ["mention_first", "mention_width", "mention_score", "mention_type"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network says of one window, in tokens of the window: the cues that may begin in its core; the spans that
    mention someone or something, with their logits and their types (numbers of `training.entities.TYPES`); for each
    token the factuality of what it names, from −3 to 3; and its own values [tokens, width]."""

    cues: Candidates
    mention_first: npt.NDArray[np.int64]
    mention_width: npt.NDArray[np.int64]
    mention_score: npt.NDArray[np.float32]
    mention_type: npt.NDArray[np.int64]
    factuality: npt.NDArray[np.float32]
    hidden: npt.NDArray[np.float32]


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


def look(session: ort.InferenceSession, tokens: Tokens, window: Window) -> Seen:
    """What the network says of the window."""
    outputs = session.run([*CUES, *MENTIONS, "factuality", "hidden"], inputs(tokens, window))
    first, width, score, kind, factuality, hidden = outputs[len(CUES) :]
    cues = Candidates(*outputs[: len(CUES)])
    return Seen(cues, first, width, score, kind, factuality[1:-1], hidden[1:-1])
