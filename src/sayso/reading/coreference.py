"""Which mentions of a text are of one and the same: each mention is linked to the likeliest before it, or to none.

Mention ranking with learned scores (Durrett and Klein 2013; Lee et al. 2017): the network's values at a mention's first
and last token, and how the words of two mentions compare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sayso.reading.mentions import Form, compare

FloatArray = npt.NDArray[np.float32]

BLOCK = 128
"""Mentions linked at once; each sees at least as many before it."""


@dataclass(frozen=True, slots=True)
class Values:
    """The network's values for some tokens of a text: `rows` [places, width] in half precision, of the sorted tokens
    `places`. To keep them for every token of a book would take gigabytes."""

    places: npt.NDArray[np.int64]
    rows: npt.NDArray[np.float16]

    def at(self, tokens: npt.NDArray[np.int64]) -> FloatArray:
        """The values [tokens, width] for these tokens, or for the nearest before that is kept."""
        if not len(self.places):
            return np.zeros((len(tokens), 0), dtype=np.float32)
        nearest = np.searchsorted(self.places, tokens, side="right") - 1
        return self.rows[np.maximum(nearest, 0)].astype(np.float32)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The weights that score pairs of mentions, by name; see `training/entities.py`."""

    weights: Mapping[str, FloatArray]

    @property
    def inner(self) -> int:
        """The width of the hidden layer."""
        return int(self.weights["score_weight"].shape[1])

    def scores(self, ends: FloatArray, forms: Sequence[Form], spans: Sequence[tuple[int, int]]) -> FloatArray:
        """[mentions, mentions]: above 0, the one in the column is likely to be the antecedent of that in the row.

        `ends` [mentions, 2 × width] are the network's values at the first and last tokens.
        """
        w, k = self.weights, self.inner
        anaphor = ends @ w["anaphor_weight"].T + w["anaphor_bias"]
        antecedent = ends @ w["antecedent_weight"].T + w["antecedent_bias"]
        seen = compare(forms, spans)
        # An inner layer of all pairs at once is what costs memory here, so it is made row by row.
        alike, classes = w["alike_weight"].T, w["classes_weight"]
        apart, between = w["apart_weight"], w["between_weight"]
        product = anaphor[:, k:] @ antecedent[:, k:].T / k**0.5
        made = np.empty_like(product)
        for i in range(len(ends)):
            hidden = antecedent[:, :k] + anaphor[i, :k] + seen.alike[i] @ alike + classes[seen.classes[i]]
            hidden += apart[seen.apart[i]] + between[seen.between[i]]
            made[i] = np.maximum(hidden, 0) @ w["score_weight"][0] + w["score_bias"]
        scores: FloatArray = made + product
        return scores


def load_pairs(path: Path) -> Pairs:
    """The weights in the file at `path`. Raises FileNotFoundError if it is not there."""
    with np.load(path, allow_pickle=False) as arrays:
        return Pairs({name: arrays[name].astype(np.float32) for name in arrays.files})


def link(
    pairs: Pairs, values: Values, forms: Sequence[Form], spans: Sequence[tuple[int, int]]
) -> npt.NDArray[np.int64]:
    """The number of the entity of each mention; `spans` are their first and last tokens, sorted.

    A mention sees those of its block and of the block before. Further back, a name finds only the same name. Nobody is
    both "he" and "she".
    """
    entities = np.zeros(len(spans), dtype=np.int64)
    said = np.zeros(len(spans), dtype=np.int64)
    named: dict[str, int] = {}
    count = 0
    for begin in range(0, len(spans), BLOCK):
        low, end = max(0, begin - BLOCK), min(len(spans), begin + BLOCK)
        at = np.array(spans[low:end], dtype=np.int64)
        ends = np.concatenate([values.at(at[:, 0]), values.at(at[:, 1])], axis=1)
        scores = pairs.scores(ends, forms[low:end], spans[low:end])
        for i in range(begin, end):
            row = scores[i - low, : i - low]
            form = forms[i]
            if form.said:
                others = said[entities[low:i]]
                row = np.where((others == 0) | (others == form.said), row, -np.inf)
            best = int(row.argmax()) if len(row) else -1
            name = form.words if form.capital and not form.pronoun else None
            if best >= 0 and row[best] > 0:
                entities[i] = entities[low + best]
            elif name is not None and name in named:
                entities[i] = named[name]
            else:
                entities[i] = count
                count += 1
            if name is not None:
                named.setdefault(name, int(entities[i]))
            said[entities[i]] = said[entities[i]] or form.said
    return entities
