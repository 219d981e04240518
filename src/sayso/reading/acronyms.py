"""What the acronyms of a text stand for, where the text itself says so: "the Alder Harbour Watch (AHW)".

The long form is looked for in the words right before the brackets, as Schwartz and Hearst (2003) do, but letter by
word: news spells names of institutions, and those have one word for each letter.
"""

from __future__ import annotations

import re

IN_BRACKETS = re.compile(r"(?<=[\w’'] )\((?:the |or )?([A-Z][A-Z&.]{1,8})\)")
"""An acronym after what it may stand for."""
SMALL = frozenset(["a", "an", "and", "at", "by", "de", "for", "in", "of", "on", "or", "our", "the", "to", "with"])
"""Words of a name that have a letter in its acronym or not."""
MOST_BEFORE = 160
"""Characters before the brackets that are looked at."""
MOST = 200
"""Acronyms of one text that are looked at."""


def acronyms_of(text: str) -> dict[str, str]:
    """The acronyms that stand in brackets after their long forms, with these; of several, the first."""
    found: dict[str, str] = {}
    for number, match in enumerate(IN_BRACKETS.finditer(text)):
        if number == MOST:
            break
        short = match[1].replace(".", "").replace("&", "")
        before = re.split(r"[\n.;:!?“”\"()]\s*", text[max(0, match.start() - MOST_BEFORE) : match.start()])[-1]
        full = spelled(before.split(), short)
        if full is not None:
            found.setdefault(match[1].replace(".", ""), full)
    return found


def spelled(words: list[str], short: str) -> str | None:
    """The last of the words that spell the acronym by their first letters; small words may be passed over."""
    for begin in range(len(words) - 1, -1, -1):
        letters = [word[0].upper() for word in words[begin:] if word[0].isupper() or word not in SMALL]
        every = [word[0].upper() for word in words[begin:]]
        if words[begin][0].isupper() and short in ("".join(letters), "".join(every)):
            return " ".join(words[begin:]).strip(",’'")
    return None
