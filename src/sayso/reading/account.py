"""The full account of a text: from spans to statements with their sources, chains, acts, certainty, times and answers.

Everything here is decided from what the network saw once; nothing looks at another document.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.document import Answer, Source, Span, Statement, Time
from sayso.documents.article import Article
from sayso.paragraphs import paragraphs
from sayso.reading import actors, answers, coreference, manner, relays, sources
from sayso.reading.mentions import form_of
from sayso.reading.saying import said
from sayso.reading.times import times
from sayso.reading.tokens import Tokens

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its account: the places of its source, cue and content as (start, end), the index of the one
    that holds it, and its confidence. A sentence in the outlet's own voice has neither source nor cue."""

    source: tuple[Place, ...]
    cue: Place | None
    content: tuple[Place, ...]
    inside: int | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Account:
    """What an account adds to a document."""

    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    times: tuple[Time, ...]


def account(
    article: Article,
    tokens: Tokens,
    drafts: Sequence[Draft],
    mentions: Sequence[tuple[int, int]],
    values: coreference.Values,
    pairs: coreference.Pairs,
) -> Account:
    """Everything that the text tells of its statements.

    `drafts` are in the order of the text; `mentions` are the spans of tokens that mention someone or something, and
    `values` the network's for the tokens at their ends.
    """
    text, outlet = article.text, article.outlet
    dated = times(text, article.published)
    passed = [relayed(text, drafts, draft, outlet) for draft in drafts]
    over = relays.credits(text, outlet)
    wanted, speakers = wanted_places(text, drafts, passed, over)
    known, ids = sources.resolve(
        text, wanted, speakers, mentioned(text, tokens, wanted, mentions, values, pairs), article.published
    )
    of_place = iter(ids)
    source_ids = [next(of_place) if draft.source else None for draft in drafts]
    relay_ids = [[next(of_place) for _ in found] for found in passed]
    credited = [next(of_place) for _ in over]
    known, named = with_credits(known, relays.credited((article.author or "",), outlet))
    relay_ids = handed_on(text, drafts, source_ids, relay_ids, known, outlet)
    chains = chains_of(drafts, source_ids, relay_ids, [*named, *credited])
    told = manners(text, drafts)
    answered = answers_of(text, drafts, source_ids, known, told)
    made = []
    for i, draft in enumerate(drafts):
        made.append(
            Statement(
                id=f"s{i + 1}",
                source=spans(text, draft.source),
                cue=spans(text, (draft.cue,) if draft.cue else ()),
                content=spans(text, draft.content),
                source_id=source_ids[i],
                chain=chains[i],
                inside=None if draft.inside is None else f"s{draft.inside + 1}",
                quotation=told[i].quotation if draft.cue else None,
                act=told[i].act,
                certainty=told[i].certainty,
                polarity=told[i].polarity,
                hedges=spans(text, told[i].hedges),
                conditions=spans(text, told[i].conditions),
                said=said(text, draft.source, draft.cue, draft.content, dated) if draft.cue else None,
                answers=tuple(Answer(f"s{answer.target + 1}", answer.relation) for answer in answered[i]),
                confidence=draft.confidence,
            )
        )
    return Account(known, tuple(made), dated)


def relayed(text: str, drafts: Sequence[Draft], draft: Draft, outlet: str | None) -> tuple[relays.Relay, ...]:
    """The relays that the sentence of a statement tells of."""
    if draft.cue is None:
        return ()
    within = None if draft.inside is None else drafts[draft.inside].content
    return relays.relays(text, draft.source, (draft.cue,), draft.content, outlet, within)


def with_credits(known: tuple[Source, ...], names: Sequence[str]) -> tuple[tuple[Source, ...], list[str]]:
    """The sources and, for agencies that only the document's author field names, one more each; and those ones' ids."""
    by_key = {actors.key(source.name): source.id for source in known}
    made = list(known)
    ids = []
    for name in names:
        organisation = actors.organisation(name)
        full = organisation.name if organisation else name
        if actors.key(full) not in by_key:
            by_key[actors.key(full)] = f"e{len(made) + 1}"
            kind = organisation.kind if organisation else "agency"
            made.append(Source(f"e{len(made) + 1}", full, kind, False, None, None, None, ()))
        ids.append(by_key[actors.key(full)])
    return tuple(made), ids


def handed_on(
    text: str,
    drafts: Sequence[Draft],
    source_ids: Sequence[str | None],
    relay_ids: Sequence[list[str]],
    known: Sequence[Source],
    outlet: str | None,
) -> list[list[str]]:
    """The relays of each statement, with those that it has from a neighbouring one of the same source."""
    passing_on = {s.id for s in known if s.kind in relays.PASSING_ON and not relays.is_own(s.name, outlet)}
    documents = {s.id for s in known if s.kind == "document"}
    order = sorted((i for i, d in enumerate(drafts) if d.cue), key=lambda i: drafts[i].cue or (0, 0))
    breaks = [start for start, _ in paragraphs(text)]
    told = []
    for i in order:
        draft = drafts[i]
        cue = draft.cue or (0, 0)
        source, holders = source_ids[i], [source_ids[j] for j in holders_of(drafts, i)]
        passing = [link for link in (*reversed(holders), *relay_ids[i], source) if link is not None]
        told.append(
            relays.told(
                text,
                (draft.source, (cue,), draft.content),
                source,
                tuple(link for link in passing if link in relay_ids[i] or link in passing_on),
                bisect.bisect_right(breaks, cue[0]),
                outlet,
                document=source in documents,
                nested=draft.inside is not None,
            )
        )
    made = list(relay_ids)
    for i, giver in zip(order, relays.carried(told), strict=True):
        if giver is not None:
            made[i] = [str(link) for link in told[giver].relays]
    return made


def holders_of(drafts: Sequence[Draft], i: int) -> list[int]:
    """The statements that hold this one, the nearest first."""
    found: list[int] = []
    inside = drafts[i].inside
    while inside is not None:
        found.append(inside)
        inside = drafts[inside].inside
    return found


def manners(text: str, drafts: Sequence[Draft]) -> list[manner.Manner]:
    """How each statement is said."""
    inner: list[list[Place]] = [[] for _ in drafts]
    for draft in drafts:
        if draft.inside is not None and draft.cue:
            inner[draft.inside].append(draft.cue)
    return [
        manner.manner(text, d.source, (d.cue,), d.content, inner=cues, nested=d.inside is not None)
        if d.cue
        else manner.own_voice(text, d.content[0])
        for d, cues in zip(drafts, inner, strict=True)
    ]


def answers_of(
    text: str,
    drafts: Sequence[Draft],
    source_ids: Sequence[str | None],
    known: Sequence[Source],
    told: Sequence[manner.Manner],
) -> tuple[tuple[answers.Answer, ...], ...]:
    """What each statement answers."""
    names = {source.id: source.name for source in known}
    return answers.answers(
        text,
        [
            answers.Statement(
                source,
                names.get(source or ""),
                how.act,
                how.polarity,
                text[slice(*draft.cue)] if draft.cue else "",
                draft.content,
                draft.cue[0] if draft.cue else draft.content[0][0],
                own=draft.cue is None,
                inside=draft.inside,
            )
            for draft, source, how in zip(drafts, source_ids, told, strict=True)
        ],
    )


def spans(text: str, places: Sequence[Place]) -> tuple[Span, ...]:
    """The places as spans with their text."""
    return tuple(Span(start, end, text[start:end]) for start, end in places)


PASSED_ON = re.compile(
    r"(?:,?\s+|\s*[–—-]{1,2}\s*)(?:who\s+)?(?:(?:\w+(?:ed|ing)|spoke|seen|shown|given|sent|read|heard)\s+)?(?:by|to|in|on|with|for|from|via|through)\s+(?:the\s+)?$"
)
"""What joins a source to the relay that stands inside its span: "cited by", "who spoke to"."""


def without_relays(text: str, source: Place, passed: Sequence[relays.Relay]) -> Place:
    """The part of a source's span before the relay that stands in it: "two officials" in "two officials cited by X"."""
    for relay in passed:
        if source[0] < relay.start < source[1] and (joint := PASSED_ON.search(text, source[0], relay.start)):
            return (source[0], max(source[0] + 1, joint.start()))
    return source


def wanted_places(
    text: str, drafts: Sequence[Draft], passed: Sequence[Sequence[relays.Relay]], over: Sequence[relays.Relay]
) -> tuple[list[Place], dict[int, int]]:
    """The places of every source, in the order of the statements, then of every relay, then of what is credited with
    the whole text; and for each source inside what another source says, the index of that one."""
    wanted: list[Place] = []
    at: dict[int, int] = {}
    for i, draft in enumerate(drafts):
        if draft.source:
            at[i] = len(wanted)
            wanted.append(without_relays(text, (draft.source[0][0], draft.source[-1][1]), passed[i]))
    speakers = {
        k: at[draft.inside] for i, k in at.items() if (draft := drafts[i]).inside is not None and draft.inside in at
    }
    everyone = [relay for found in (*passed, over) for relay in found]
    return wanted + [(relay.start, relay.end) for relay in everyone], speakers


def mentioned(
    text: str,
    tokens: Tokens,
    wanted: Sequence[Place],
    mentions: Sequence[tuple[int, int]],
    values: coreference.Values,
    pairs: coreference.Pairs,
) -> sources.Mentioned:
    """Every mention and every wanted place, sorted, with the number of its entity."""
    places = {(int(tokens.starts[first]), int(tokens.ends[last])): (first, last) for first, last in mentions}
    for start, end in wanted:
        if (start, end) not in places:
            first = int(np.searchsorted(tokens.ends, start, side="right"))
            last = int(np.searchsorted(tokens.starts, end, side="left")) - 1
            places[start, end] = (first, max(first, last))
    order = sorted(places)
    found = [places[place] for place in order]
    forms = [form_of(text[start:end]) for start, end in order]
    entities = coreference.link(pairs, values, forms, found)
    return sources.Mentioned(order, entities.tolist())


def chains_of(
    drafts: Sequence[Draft],
    source_ids: Sequence[str | None],
    relay_ids: Sequence[Sequence[str]],
    credited: Sequence[str],
) -> list[tuple[str, ...]]:
    """Everyone through whom each statement came: who is credited with the text, or the chain of its holder; its own
    relays; its source, unless the chain ends with it already. An outer statement without a source has none."""
    chains: dict[int, tuple[str, ...]] = {}
    for i in range(len(drafts)):
        for j in (*reversed(holders_of(drafts, i)), i):
            if j not in chains:
                chains[j] = chain_of(drafts[j], source_ids[j], j, relay_ids, chains, credited)
    return [chains[i] for i in range(len(drafts))]


def chain_of(
    draft: Draft,
    source: str | None,
    i: int,
    relay_ids: Sequence[Sequence[str]],
    chains: Mapping[int, tuple[str, ...]],
    credited: Sequence[str],
) -> tuple[str, ...]:
    """The chain of statement `i`, given those of the statements that hold it."""
    if draft.inside is None and source is None:
        return ()
    links = list(dict.fromkeys(credited)) if draft.inside is None else list(chains[draft.inside])
    # "CNN reports that …, according to Olund": what CNN does is told in the content, and not by Olund.
    if draft.inside is not None and source in relay_ids[draft.inside] and source in links:
        return tuple(links[: links.index(source) + 1])
    links += [link for link in relay_ids[i] if link not in links and link != source]
    if source is not None and source not in links[-1:]:
        links.append(source)
    return tuple(links)
