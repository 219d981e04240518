"""The relays of one statement, from the words of its sentence."""

from __future__ import annotations

from sayso.reading import actors
from sayso.reading.relays.frames import NEW_CLAUSE, OTHER, Hit, passed, published, spoken
from sayso.reading.relays.media import is_own
from sayso.reading.relays.places import PASSING_ON, Relay, Spans
from sayso.reading.relays.polls import SHARE, poll_of
from sayso.reading.relays.sentence import NEAR, Sentence, sentence_of


def _reaches(sentence: Sentence, hit: Hit) -> bool:
    """Whether what tells of the relay is said of this statement, and not of another clause's."""
    source, cue = sentence.source, sentence.cue
    if source and source[0] <= hit.start and hit.end <= source[1]:
        # "CNN" in "CNN’s Ada Lind" is an employer; "two officials cited by Axios" are relayed.
        return hit.frame >= source[0] and hit.how != "on"
    if cue[0] <= hit.frame < cue[1] or (source and source[1] <= hit.frame and hit.end <= cue[0]):
        return True
    return _attached(sentence, hit.frame, hit.end)


def _attached(sentence: Sentence, begin: int, end: int) -> bool:
    """Whether no new clause begins between these characters and what the statement has on one side of them."""
    text = sentence.text
    before = max((b for _, b in sentence.anchors if b <= begin), default=None)
    if before is not None:
        return not (NEW_CLAUSE.search(text, before, begin) or OTHER.search(text, before, begin))
    after = min((a for a, _ in sentence.anchors if a >= end), default=None)
    return after is None or NEW_CLAUSE.search(text, end, after) is None


def relays(
    text: str, source: Spans, cue: Spans, content: Spans, outlet: str | None = None, within: Spans | None = None
) -> tuple[Relay, ...]:
    """The relays of one statement, as (start, end) pairs in `text`, from the outermost inward: at most one that passed
    the words on, and one to which they were spoken or written.

    The document's own `outlet` is none. Of a statement inside another, `within` is the other's content: what stands
    around that tells of the other one.
    """
    sentence = sentence_of(text, source, cue, content)
    if sentence is None:
        return ()
    words = text[slice(*source[0])] if source else ""
    kind = actors.kind(words) if source else None
    if kind != "poll" and SHARE.search(words[:NEAR]):
        poll = poll_of(text, sentence, within)
        return (poll,) if poll else ()
    chosen: list[Hit] = []
    for ways in () if kind == "poll" else (passed, published if kind in PASSING_ON else spoken):
        for hit in ways(sentence):
            own = is_own(sentence.text[hit.start : hit.end], outlet) or (hit.owner and is_own(hit.owner, outlet))
            place = (sentence.offset + hit.start, sentence.offset + hit.end)
            inside = within is None or any(a <= place[0] and place[1] <= b for a, b in within)
            if inside and not own and _reaches(sentence, hit) and not any(_same(hit, other) for other in chosen):
                chosen.append(hit)
                break
    return tuple(Relay(sentence.offset + hit.start, sentence.offset + hit.end, hit.how) for hit in chosen)


def _same(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end
