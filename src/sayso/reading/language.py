"""Which language a text is in."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 4000
FEWEST = 5
COMMON = frozenset(
    ["the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "on", "said", "with", "by", "it", "he", "she"]
)
ENGLISH_SHARE = 0.2


def language(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, judged by its beginning, or None if there is too little to tell.

    A text full of English function words is English; only for others is the classifier of Lui and Baldwin (2012)
    loaded, which takes longer than reading a short article.
    """
    sample = text[:SAMPLE]
    words = WORD.findall(sample.lower())
    if len(words) < FEWEST:
        return None
    if sum(word in COMMON for word in words) >= ENGLISH_SHARE * len(words):
        return "en"
    from py3langid import classify

    return str(classify(sample)[0])
