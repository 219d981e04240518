"""A claim as one self-contained HTML page: its origins with the words of those who tell it, and how it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.claims.claim import Claim, Member, Origin
from sayso.claims.drift import Change
from sayso.claims.told import Place, Told
from sayso.views.chains import FROM
from sayso.views.claims import dispute, one_line, origin_count
from sayso.views.drift import pairs, statement_number
from sayso.views.excerpts import Mark, around, excerpt
from sayso.views.exports.naming import web_address
from sayso.views.markup import text
from sayso.views.standalone import standalone
from sayso.views.summary import counted
from sayso.views.tables import LONGEST_CONTENT, LONGEST_NAME, UNDATED, clipped
from sayso.views.wording import NO_SOURCE, OWN_VOICE

MOST_STATEMENTS, MOST_OF_ORIGIN, MOST_ORIGINS = 1_000, 100, 200
"""What is shown at most: of statements in all and under one origin, and of origins."""
MOST_CHANGES = 200
"""Changes that are shown."""
NAMED = ("hedge", "condition", "value")
"""Marks whose name is read aloud before the words."""
STANCES = {"supports": "Supported by", "denies": "Denied by", "questions": "Questioned by"}


def render(claim: Claim, changes: Sequence[Change]) -> str:
    """One HTML page that asks for nothing else and runs nothing."""
    words = clipped(one_line(claim.text), LONGEST_CONTENT)
    statements, shown = _origins(claim)
    body = f"""<main class="claim">
<header>
<h1 dir="auto">{text(words)}</h1>
{_about(claim)}
</header>
{statements}{_drift(changes, shown)}</main>"""
    return standalone(f"{text(words)} – on whose say-so", ["page.css", "claim.css"], None, body)


def _about(claim: Claim) -> str:
    papers = {member.told.paper.id: member.told.paper for member in claim.members}
    days = sorted({paper.day for paper in papers.values() if paper.day is not None})
    known = [
        f"Claim {claim.id}",
        counted(len(claim.members), "statement"),
        counted(len(papers), "document"),
        " – ".join(map(_time, dict.fromkeys((days[0], days[-1])))) if days else UNDATED,
    ]
    reason = claim.origins.reason or origin_count(claim.origins.low, claim.origins.high)
    lines = [f"<p>{' · '.join(known)}</p>", f'<p class="count">{text(reason)}</p>']
    if claim.conflict is not None:
        lines.append(f'<ul class="disputes">\n<li>{text(clipped(dispute(claim), 2 * LONGEST_CONTENT))}</li>\n</ul>')
    lines.append(f"<p>{_key_to_marks(claim)}</p>")
    return "\n".join(lines)


def _key_to_marks(claim: Claim) -> str:
    """What the marks mean; those that are not in every claim only where there are some."""
    marks = '<mark class="source">source</mark>, <mark class="cue">cue</mark> and <mark class="content">content</mark>'
    named = []
    if any(member.told.hedges for member in claim.members):
        named.append('<mark class="hedge">hedges</mark>')
    if any(member.told.conditions for member in claim.members):
        named.append('<mark class="condition">conditions</mark>')
    if any(member.value for member in claim.members):
        named.append('<mark class="value">values</mark>')
    more = f", with {' and '.join(named)}" if named else ""
    return f"Marked are {marks}{more}, in the words of each document."


def _origins(claim: Claim) -> tuple[str, set[tuple[int, int]]]:
    """The statements under their origins, and those that have none by their stance; and which of them are shown."""
    shown: set[tuple[int, int]] = set()
    placed = {member.told.key for origin in claim.origins.origins for member in origin.members}
    entries = []
    for origin in claim.origins.origins[:MOST_ORIGINS]:
        entries.append(f"<li>\n<h3>{_heading(origin)}</h3>\n{_statements(origin.members, shown)}</li>\n")
    made = []
    if entries:
        more = _more(len(claim.origins.origins) - MOST_ORIGINS, "more origin")
        made.append(_section("origins", "Origins", f'<ol class="origins">\n{"".join(entries)}</ol>\n{more}'))
    for stance, heading in STANCES.items():
        left = [each for each in claim.members if each.stance == stance and each.told.key not in placed]
        if left:
            made.append(_section(stance, heading, _statements(sorted(left, key=_age), shown)))
    return "".join(made), shown


def _section(key: str, heading: str, body: str) -> str:
    return f'<section aria-labelledby="{key}">\n<h2 id="{key}">{heading}</h2>\n{body}</section>\n'


def _heading(origin: Origin) -> str:
    kind = "" if origin.kind == "named" else origin.kind
    known = [each for each in (kind, clipped(origin.note, LONGEST_CONTENT)) if each]
    told = f" <span>{text(' · '.join(known))}</span>" if known else ""
    return f"<bdi>{text(clipped(one_line(origin.name), LONGEST_NAME))}</bdi>{told}"


def _statements(members: Sequence[Member], shown: set[tuple[int, int]]) -> str:
    """A list of statements, as many as there is room for; those that are in it are added to `shown`."""
    some = members[: min(MOST_OF_ORIGIN, MOST_STATEMENTS - len(shown))]
    shown.update(member.told.key for member in some)
    entries = "".join(map(_statement, some))
    whole = f'<ul class="told">\n{entries}</ul>\n' if some else ""
    return whole + _more(len(members) - len(some), "more statement")


def _statement(member: Member) -> str:
    one = member.told
    marks = [
        (start, end, label)
        for label, spans in (
            ("source", one.source),
            ("cue", one.cue),
            ("content", one.content),
            ("hedge", one.hedges),
            ("condition", one.conditions),
            ("value", (member.value.place,) if member.value else ()),
        )
        for start, end in spans
    ]
    whole = around(one, [*one.source, *one.cue])
    if whole[1] - whole[0] > LONGEST_CONTENT:
        whole = around(one, [])
    known = [member.stance, *(each for each in (one.certainty, one.quotation) if each), *_chain(one)]
    known += [clipped(member.why, LONGEST_CONTENT)] if member.why else []
    stance = "" if member.stance == "supports" else f' class="{member.stance}"'
    return (
        f'<li id="{_key(one)}"{stance}>\n<p class="where">{_where(one)}</p>\n'
        f'<blockquote dir="auto">{_words(one, whole, marks)}</blockquote>\n'
        f'<p class="note">{" · ".join(f"<bdi>{text(each)}</bdi>" for each in known)}</p>\n</li>\n'
    )


def _where(one: Told) -> str:
    paper = one.paper
    known = [_time(paper.day) if paper.day else UNDATED, _outlet(one)]
    if paper.title:
        known.append(f'<cite dir="auto">{text(clipped(one_line(paper.title), LONGEST_NAME))}</cite>')
    known.append(statement_number(one))
    if address := web_address(paper.url):
        name = f"original of {statement_number(one)}"
        known.append(f'<a href="{text(address)}" rel="noreferrer" aria-label="{name}">original</a>')
    return " · ".join(known)


def _outlet(one: Told) -> str:
    return f"<bdi>{text(clipped(one_line(one.paper.outlet or one.paper.name), LONGEST_NAME))}</bdi>"


def _chain(one: Told) -> Iterator[str]:
    if not one.chain:
        yield NO_SOURCE if one.cue else OWN_VOICE
        return
    names = [f"{party.name} (unnamed)" if party.anonymous else party.name for party in one.chain[:MOST_OF_ORIGIN]]
    links = (one.paper.outlet or "the outlet", *names)
    yield f" {FROM} ".join(clipped(one_line(name), LONGEST_NAME) for name in links)


def _words(one: Told, whole: Place, marks: Sequence[Mark]) -> str:
    written = []
    for words, labels in excerpt(one.paper.text, whole, marks, LONGEST_CONTENT):
        names = " ".join(label for label in NAMED if label in labels)
        name = f' data-name="{names}"' if names else ""
        classes = " ".join(dict.fromkeys(labels))
        written.append(f'<mark class="{classes}"{name}>{text(words)}</mark>' if labels else text(words))
    return "".join(written)


def _drift(changes: Sequence[Change], shown: set[tuple[int, int]]) -> str:
    if not changes:
        return ""
    entries = []
    for together in pairs(changes[:MOST_CHANGES]):
        earlier, later = together[0].earlier, together[0].later
        told = "".join(f'<li dir="auto">{_shorter(each.sentence)}</li>\n' for each in together)
        before = [place for each in together for place in each.earlier_places]
        after = [place for each in together for place in each.later_places]
        entries.append(f"<li>\n<ul>\n{told}</ul>\n{_side(earlier, before, shown)}{_side(later, after, shown)}</li>\n")
    more = _more(len(changes) - MOST_CHANGES, "more change")
    return _section("drift", "How it changed", f'<ol class="drift">\n{"".join(entries)}</ol>\n{more}')


def _side(one: Told, places: Sequence[Place], shown: set[tuple[int, int]]) -> str:
    """One of two statements, with what changed marked, and the way to where it stands above."""
    number = statement_number(one)
    linked = f'<a href="#{_key(one)}">{number}</a>' if one.key in shown else number
    words = _words(one, around(one, places), [(start, end, "changed") for start, end in places])
    day = _time(one.paper.day) if one.paper.day else UNDATED
    return f'<p class="where">{day} · {_outlet(one)} · {linked}</p>\n<blockquote dir="auto">{words}</blockquote>\n'


def _key(one: Told) -> str:
    return f"s{one.paper.id}-{one.number}"


def _shorter(sentence: str) -> str:
    return text(clipped(one_line(sentence), 2 * LONGEST_CONTENT))


def _time(day: str) -> str:
    return f'<time datetime="{text(day)}">{text(day)}</time>'


def _more(count: int, what: str) -> str:
    return f'<p class="more">and {counted(count, what)}</p>\n' if count > 0 else ""


def _age(member: Member) -> tuple[str, int, int]:
    return member.told.paper.day or "9999", *member.told.key
