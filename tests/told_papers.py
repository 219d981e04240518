"""Invented papers for the tests of claims: statements written as docs/annotation.md writes its examples."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

from sayso.claims.told import Paper, Party, Place, Told
from sayso.reading.manner import manner, own_voice

MARKED = re.compile(r"\[(?P<source>[^\]]*)\]|<(?P<cue>[^>]*)>|\{(?P<content>[^}]*)\}")


def paper(
    id: int,
    *sentences: str,
    outlet: str | None = None,
    day: str | None = None,
    answers: Sequence[tuple[int, int, str]] = (),
    chains: Sequence[tuple[str, ...]] = (),
) -> tuple[Told, ...]:
    """The statements of a paper whose sentences are like `[The mayor] <said> {the bridge was safe}.`

    A sentence without braces is in the outlet's own voice. `answers` are (number, the number answered, relation). A
    chain is the source's alone, unless `chains` gives it, sentence by sentence.
    """
    text, spans = "", []
    for sentence in sentences:
        text += " " if text else ""
        found: dict[str, list[Place]] = {"source": [], "cue": [], "content": []}
        start, at = len(text), 0
        for mark in MARKED.finditer(sentence):
            text += sentence[at : mark.start()]
            role = str(mark.lastgroup)
            found[role].append((len(text), len(text) + len(mark[role])))
            text += mark[role]
            at = mark.end()
        text += sentence[at:]
        spans.append((found, (start, len(text))))
    made = Paper(id, id, f"paper{id}", outlet, None, None, None, day, None, text, ())
    return tuple(
        _told(
            made,
            number,
            found,
            whole,
            tuple((to, relation) for of, to, relation in answers if of == number),
            chains[number - 1] if chains else tuple(text[a:b] for a, b in found["source"]),
        )
        for number, (found, whole) in enumerate(spans, 1)
    )


def _told(
    of: Paper,
    number: int,
    found: dict[str, list[Place]],
    whole: Place,
    answers: tuple[tuple[int, str], ...],
    chain: tuple[str, ...],
) -> Told:
    if found["content"]:
        how = manner(of.text, found["source"], found["cue"], found["content"])
    else:
        how = own_voice(of.text, whole)
    return Told(
        of,
        number,
        tuple(found["source"]),
        tuple(found["cue"]),
        tuple(found["content"] or [whole]),
        tuple(Party(zlib.crc32(name.encode()), name, None, False, None, None, None) for name in chain),
        None,
        how.quotation,
        how.act,
        how.certainty,
        how.polarity,
        how.hedges,
        how.conditions,
        None,
        answers,
        None,
    )
