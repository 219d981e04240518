"""The statements in the HTML page's margin: in one list for each paragraph, each with what else is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.document import Statement, Time
from sayso.views.answers import quote, speaker
from sayso.views.article import Places, paragraph
from sayso.views.chains import FROM
from sayso.views.index import Index, outline
from sayso.views.markup import entry_id, numbered_link, source_link, text
from sayso.views.moments import datetime, moment
from sayso.views.notes import notes
from sayso.views.wording import MISREAD, NO_SOURCE, OWN_VOICE, doubtful, joined, outlet, passive, source

DEPTHS = ("", "nested", "nested deeper", "nested deepest")


def lists(index: Index, key: str, places: Places, anchors: Sequence[int]) -> list[str]:
    """The statements, in one list for each paragraph, which is an empty box where a paragraph has none."""
    entries = ["" for _ in places]
    for statement, depth in outline(index.document.statements):
        anchor = anchors[index.numbers[statement.id] - 1]
        entries[paragraph(anchor, places)] += _entry(statement, depth, key, index)
    return [f"<ol>\n{entry}</ol>\n" if entry else "<div></div>\n" for entry in entries]


def _entry(statement: Statement, depth: int, key: str, index: Index) -> str:
    document, number, own_id = index.document, index.numbers[statement.id], entry_id(statement, key, index)
    if statement.attributed:
        named = text(source(document, statement))
        who = f'<bdi class="source">{named}</bdi>' if named else f'<span lang="en">{NO_SOURCE}</span>'
        label = f'{who} <bdi class="cue">{text(joined(document, statement.cue))}</bdi>'
    else:
        label = f'<span lang="en">{OWN_VOICE}</span>'
    classes = " ".join(filter(None, ["" if statement.attributed else "own", DEPTHS[min(depth, len(DEPTHS) - 1)]]))
    told = "".join(f'\n<p class="{kind}" lang="en">{line}</p>' for kind, line in _notes(statement, key, index))
    return (
        f'<li id="{own_id}" value="{number}" data-of="{own_id}" class="{classes}">'
        f'<p><a href="#{key}-t{number}">{label}</a> <bdi>{text(joined(document, statement.content))}</bdi></p>'
        f"{told}</li>\n"
    )


def _notes(statement: Statement, key: str, index: Index) -> Iterator[tuple[str, str]]:
    """Each line under the statement: its classes, and the line as HTML."""
    known = notes(statement, index)
    if known.chain:
        links = [f"<bdi>{text(outlet(index.document))}</bdi>", *(source_link(link, key, index) for link in known.chain)]
        yield "note", f' <span role="img" aria-label="from">{FROM}</span> '.join(links)
    how = [text(word) for word in known.manner]
    if known.said:
        how.append(f"said {_time(known.said)}")
    if holder := index.holder(statement):
        how.append(f"within {numbered_link(holder, key, index)}")
    if doubtful(statement):
        how.append(MISREAD)
    if how:
        yield "note", " · ".join(how)
    for _, relation, to in known.answers:
        line = f"{text(relation)} {numbered_link(to, key, index)}: <bdi>{text(quote(to, index))}</bdi>"
        yield _classes(relation), line
    for by, relation, _ in known.answered:
        line = f"{passive(relation)} {numbered_link(by, key, index)}: <bdi>{text(speaker(by, index))}</bdi>"
        yield _classes(relation), line


def _classes(relation: str) -> str:
    return "note denial" if relation == "denies" else "note"


def _time(time: Time) -> str:
    value = datetime(time)
    words = text(moment(time))
    return f'<time datetime="{value}">{words}</time>' if value else f"<bdi>{words}</bdi>"
