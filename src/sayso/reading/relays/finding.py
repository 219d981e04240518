"""The relays of one statement, from the words of its sentence."""

from __future__ import annotations

from sayso.reading import actors
from sayso.reading.relays.frames import NEW_CLAUSE, OTHER, VERB, Hit, passed, published, spoken
from sayso.reading.relays.media import is_own, medium
from sayso.reading.relays.places import PASSING_ON, Relay, Spans, frame_of
from sayso.reading.relays.polls import SHARE, poll_of
from sayso.reading.relays.sentence import NEAR, Sentence, sentence_of

ACCORDING_TO = frame_of(r"(?:according\s+to|citing|quoting)\b")
REPORTS_THAT = frame_of(
    r"\s+(?:(?:has|had|first|also)\s+)*(?:report(?:s|ed)|writes|wrote|notes|noted)\b(?!\s+(?:by|in|on|from|of)\b)"
)


def _reaches(sentence: Sentence, hit: Hit) -> bool:
    """Whether what tells of the relay is said of this statement, and not of another clause's."""
    source, cue = sentence.source, sentence.cue
    if source and source[0] <= hit.start and hit.end <= source[1]:
        # "CNN" in "CNN’s Ada Lind" is an employer; "two officials cited by Axios" are relayed.
        return hit.frame >= source[0] and hit.how != "on"
    if cue[0] <= hit.frame < cue[1] or (source and source[1] <= hit.frame and hit.end <= cue[0]):
        return True
    # What stands before the subject tells of the verb: not of "a supporter of the bill" beside it.
    if hit.end <= min(a for a, _ in sentence.anchors) and VERB.search(sentence.text, *cue) is None:
        return False
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
    if over := _over(text, cue, content, outlet):
        return (over,)
    chosen: list[Hit] = []
    for ways in () if kind == "poll" else (passed, published if kind in PASSING_ON else spoken):
        for hit in ways(sentence):
            own = _own(sentence, hit, outlet)
            place = (sentence.offset + hit.start, sentence.offset + hit.end)
            inside = within is None or any(a <= place[0] and place[1] <= b for a, b in within)
            if inside and not own and _reaches(sentence, hit) and not any(_same(hit, other) for other in chosen):
                chosen.append(hit)
                break
    return tuple(Relay(sentence.offset + hit.start, sentence.offset + hit.end, hit.how) for hit in chosen)


def _over(text: str, cue: Spans, content: Spans, outlet: str | None) -> Relay | None:
    """The outlet that tells what a source is named for afterwards: "Reuters reports that …, according to Olund"."""
    if not content or content[0][0] > cue[0][0] or not ACCORDING_TO.match(text, *cue[0]):
        return None
    place = medium(text, content[0][0])
    if place is None or place.end > content[0][1] or not REPORTS_THAT.match(text, place.end, content[0][1]):
        return None
    return None if is_own(text[place.start : place.end], outlet) else Relay(place.start, place.end, "reported by")


def to_own(sentence: Sentence, outlet: str | None) -> bool:
    """Whether the sentence tells that its statement was made to the document's own outlet."""
    return outlet is not None and any(
        _own(sentence, hit, outlet) and _reaches(sentence, hit) for hit in spoken(sentence)
    )


def _own(sentence: Sentence, hit: Hit, outlet: str | None) -> bool:
    return is_own(sentence.text[hit.start : hit.end], outlet) or (hit.owner is not None and is_own(hit.owner, outlet))


def _same(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end
