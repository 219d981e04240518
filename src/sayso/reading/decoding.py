"""From the network's numbers to attributions: which candidate cues are real, and which tokens are their source and
content.

Source and content are the best path of a linear-chain conditional random field (Lafferty et al. 2001) around each cue,
restricted to one unbroken source, as PARC 3.0 and PolNeAR have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

OUTSIDE, SOURCE, CONTENT = 0, 1, 2
BEFORE = 64
"""How many tokens the shipped network's reader sees before a cue's first token."""

# The chain's states tell the tags before the source from those after it, so that no second source can begin.
STATE_TAGS = np.array([OUTSIDE, CONTENT, SOURCE, OUTSIDE, CONTENT])
FORBIDDEN = np.full((5, 5), -np.inf, dtype=np.float32)
FORBIDDEN[:2, :3] = 0
FORBIDDEN[2, 2:] = 0
FORBIDDEN[3:, 3:] = 0


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the network says of the possible cues in one window.

    `first` and `width` (int64) place them in tokens of the window; `nested` is 1 where the candidate is one for a
    statement inside another's content, else 0; `start` is the log-probability that a cue begins
    there and `extent` that it then has this width; `valid` is the reader's logit that it is a cue; `potentials` is
    [candidates, crop, 3, 3]: tag before by tag, for the crop around the cue.
    """

    first: IntArray
    width: IntArray
    nested: IntArray
    start: FloatArray
    extent: FloatArray
    valid: FloatArray
    potentials: FloatArray


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution in tokens of the text: cue [first, last], source and content as sorted tokens; what the
    confidence is computed from; and whether it is read as one inside another's content."""

    first: int
    last: int
    source: tuple[int, ...]
    content: tuple[int, ...]
    evidence: tuple[float, float, float, float]
    nested: bool = False


def masked(potentials: FloatArray, real: npt.NDArray[np.bool_]) -> FloatArray:
    """Potentials in which tokens that do not exist are outside at no cost; `real` is [candidates, crop]."""
    gone = np.full((3, 3), -1e4, dtype=np.float32)
    gone[:, OUTSIDE] = 0
    return np.where(real[..., None, None], potentials, gone)


def best_paths(potentials: FloatArray) -> tuple[IntArray, FloatArray]:
    """The best tags of each chain [chains, crop] and their unnormalised log scores, by Viterbi (1967)."""
    scores = potentials[:, :, STATE_TAGS[:, None], STATE_TAGS] + FORBIDDEN
    chains, crop = scores.shape[:2]
    back = np.empty((crop, chains, 5), dtype=np.int64)
    best = scores[:, 0, 0]
    for k in range(1, crop):
        reached = best[:, :, None] + scores[:, k]
        back[k] = reached.argmax(1)
        best = reached.max(1)
    states = np.empty((chains, crop), dtype=np.int64)
    rows = np.arange(chains)
    states[:, -1] = best.argmax(1)
    for k in range(crop - 1, 0, -1):
        states[:, k - 1] = back[k, rows, states[:, k]]
    return STATE_TAGS[states], best.max(1)


def log_partition(potentials: FloatArray) -> FloatArray:
    """log Z of each chain that begins outside, by products of neighbours in a tree."""
    p = potentials
    while p.shape[1] > 1:
        if p.shape[1] % 2:
            unit = np.full((p.shape[0], 1, 3, 3), -1e4, dtype=np.float32)
            unit[:, :, range(3), range(3)] = 0
            p = np.concatenate([p, unit], 1)
        paths = p[:, 0::2, :, :, None] + p[:, 1::2, None, :, :]
        p = _logsumexp(paths, 3)
    return _logsumexp(p[:, 0, OUTSIDE], 1)


def _logsumexp(x: FloatArray, axis: int) -> FloatArray:
    top = x.max(axis, keepdims=True)
    summed: FloatArray = np.log(np.exp(x - top).sum(axis)) + top.squeeze(axis)
    return summed


def attributions_in(windows: Sequence[tuple[Candidates, int, int]], before: int = BEFORE) -> list[Attribution]:
    """Read the candidates of several windows at once, each with the token of the text that it begins at and how many
    tokens it has: the same as one by one, with fewer steps for the interpreter."""
    if not windows:
        return []
    counts = [len(candidates.first) for candidates, _, _ in windows]
    together = Candidates(
        *(
            np.concatenate([getattr(candidates, field.name) for candidates, _, _ in windows])
            for field in fields(Candidates)
        )
    )
    begins, sizes = (np.repeat([window[i] for window in windows], counts) for i in (1, 2))
    return _attributions(together, begins, sizes, before)


def attributions(candidates: Candidates, begin: int, tokens: int, before: int = BEFORE) -> list[Attribution]:
    """Read every candidate of a window that begins at token `begin` of the text and has `tokens` tokens.

    The crops of the potentials begin `before` tokens before the cues.
    """
    return attributions_in([(candidates, begin, tokens)], before)


def _attributions(candidates: Candidates, begins: IntArray, sizes: IntArray, before: int) -> list[Attribution]:
    if not len(candidates.first):
        return []
    crop = candidates.potentials.shape[1]
    at = candidates.first[:, None] + (np.arange(crop) - before)
    potentials = masked(candidates.potentials, (at >= 0) & (at < sizes[:, None]))
    tags, scores = best_paths(potentials)
    certainty = scores - log_partition(potentials)
    cue = (at >= candidates.first[:, None]) & (at < (candidates.first + candidates.width)[:, None])
    tags = np.where(cue, OUTSIDE, tags)
    found = []
    for i, first in enumerate(candidates.first.tolist()):
        begin = int(begins[i])
        place = at[i] + begin
        found.append(
            Attribution(
                begin + first,
                begin + first + int(candidates.width[i]) - 1,
                tuple(place[tags[i] == SOURCE].tolist()),
                tuple(place[tags[i] == CONTENT].tolist()),
                (
                    float(candidates.start[i]),
                    float(candidates.extent[i]),
                    float(candidates.valid[i]),
                    float(certainty[i]),
                ),
                bool(candidates.nested[i]),
            )
        )
    return found
