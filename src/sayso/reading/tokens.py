"""Word pieces of a text with their character offsets, and the surface facts that an uncased vocabulary forgets:
capitals, white space and quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from sayso.paragraphs import is_wrapped

IntArray = npt.NDArray[np.int64]

OPENING = "“«„"
CLOSING = "”»"
STRAIGHT = '"'

CASES = 4
GAPS = 4
QUOTES = 4
SURFACES = CASES * GAPS * QUOTES


@dataclass(frozen=True, slots=True)
class Tokens:
    """The word pieces of one text.

    `ids`, `starts`, `ends` and `surface` are int64 arrays of one length: vocabulary ids, offsets in code points
    (end exclusive), and a surface code below `SURFACES` (see `surface_codes`).
    """

    ids: IntArray
    starts: IntArray
    ends: IntArray
    surface: IntArray

    def __len__(self) -> int:
        """How many word pieces there are."""
        return len(self.ids)


def tokenize(tokenizer: Tokenizer, text: str) -> Tokens:
    """Split `text` into word pieces, without special tokens, whatever its length."""
    ids: list[int] = []
    offsets: list[tuple[int, int]] = []
    for begin, block in blocks(text):
        encoding = tokenizer.encode(block, add_special_tokens=False)
        ids.extend(encoding.ids)
        offsets.extend([(s + begin, e + begin) for s, e in encoding.offsets] if begin else encoding.offsets)
    spans = np.asarray(offsets, dtype=np.int64).reshape(-1, 2)
    starts, ends = spans[:, 0], spans[:, 1]
    return Tokens(np.asarray(ids, dtype=np.int64), starts, ends, surface_codes(text, starts, ends))


def followed_by(tokens: Tokens, others: Tokens) -> Tokens:
    """The word pieces of one text and then those of another, each with the offsets in its own."""
    arrays = ((getattr(tokens, name), getattr(others, name)) for name in ("ids", "starts", "ends", "surface"))
    return Tokens(*map(np.concatenate, arrays))


def blocks(text: str, size: int = 100_000) -> list[tuple[int, str]]:
    """Cut `text` after white space into pieces of about `size` characters, each with its offset.

    The tokenizer's own memory grows with what it is given at once, and no word piece crosses white space.
    """
    pieces = []
    begin = 0
    while len(text) - begin > size:
        cut = begin + size
        while cut < len(text) and cut < begin + 2 * size and not text[cut - 1].isspace():
            cut += 1
        pieces.append((begin, text[begin:cut]))
        begin = cut
    pieces.append((begin, text[begin:]))
    return pieces


def surface_codes(text: str, starts: IntArray, ends: IntArray) -> IntArray:
    """For each token, one code for capitals × the gap before it × its place in quotation marks.

    - capitals: 0 none, 1 the first letter, 2 all of two or more letters, 3 no letter at all;
    - gap: 0 none, 1 spaces (or a line break that only keeps lines short), 2 one line break, 3 a blank line or the
      text's beginning;
    - quotation: 0 outside, 1 inside, 2 an opening mark, 3 a closing mark. A new paragraph closes what is open.
    """
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    codes = code_points(text)
    upper = codes != code_points(fold(text, str.lower))
    letter = upper | (codes != code_points(fold(text, str.upper)))
    newline = codes == 10
    uppers, letters, newlines = (np.concatenate(([0], np.cumsum(m))) for m in (upper, letter, newline))

    n_upper, n_letter = uppers[ends] - uppers[starts], letters[ends] - letters[starts]
    case = np.where(n_letter == 0, 3, np.where((n_upper == n_letter) & (n_letter > 1), 2, upper[starts]))

    before = np.concatenate(([0], ends[:-1]))
    breaks = newlines[starts] - newlines[before]
    gap = np.where(breaks >= 2, 3, np.where(breaks == 1, 1 if is_wrapped(text) else 2, starts > before))
    gap[0] = 3

    quote = np.zeros(len(starts), dtype=np.int64)
    marks = np.isin(codes[starts], code_points(OPENING + CLOSING + STRAIGHT)) & (ends - starts == 1)
    begin, inside = 0, False
    events = np.flatnonzero(marks | (gap >= 2))
    for i in events.tolist():
        if inside:
            quote[begin:i] = 1
        if gap[i] >= 2:
            inside = False
        if marks[i]:
            mark = text[starts[i]]
            opens = mark in OPENING or (mark == STRAIGHT and not inside)
            quote[i] = 2 if opens else 3
            inside = opens
        begin = i + 1 if marks[i] else i
    if inside:
        quote[begin:] = 1
    return (case * GAPS + gap) * QUOTES + quote


def fold(text: str, change: object) -> str:
    """`text` with `change` (str.lower or str.upper) applied where that keeps every character's place."""
    folded: str = change(text)  # type: ignore[operator]
    if len(folded) == len(text):
        return folded
    return "".join(c if len(f := change(c)) != 1 else f for c in text)  # type: ignore[operator]


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """The text's code points as an array, one item a character; lone surrogates are kept."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
