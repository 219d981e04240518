"""The sources of an article, listed under it on the HTML page, with the statements of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sayso.document import Source, Statement
from sayso.views.index import Index
from sayso.views.markup import entry_id, language, source_id, statement_link, text
from sayso.views.summary import counted


def listed(index: Index, key: str, level: int) -> str:
    """The sources under their heading; nothing where they are not resolved, or there are none."""
    if not index.sources:
        return ""
    own: defaultdict[str | None, list[Statement]] = defaultdict(list)
    relayed: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in index.document.statements:
        own[statement.source_id].append(statement)
        for link in dict.fromkeys(statement.chain or ()):
            if link != statement.source_id:
                relayed[link].append(statement)
    entries = "".join(
        _entry(source, own[source.id], relayed[source.id], key, index) for source in index.sources.values()
    )
    return f"""<section class="sources" aria-labelledby="{key}-sources {key}">
<h{level} id="{key}-sources">Sources</h{level}>
<ul{language(index.document)}>
{entries}</ul>
</section>
"""


def _entry(source: Source, own: Sequence[Statement], relayed: Sequence[Statement], key: str, index: Index) -> str:
    known = [source.kind or "", "unnamed" if source.anonymous else "", _details(source)]
    told = [f"<bdi>{text(each)}</bdi>" for each in known if each]
    if own:
        told.append(f"{counted(len(own), 'statement')}: {_numbers(own, key, index)}")
    if relayed:
        told.append(f"relays {_numbers(relayed, key, index)}")
    marks = " ".join(entry_id(statement, key, index) for statement in own)
    lights = f' data-of="{marks}"' if marks else ""
    return (
        f'<li id="{source_id(source, key, index)}"{lights}><bdi class="source">{text(source.name)}</bdi>'
        f' <span lang="en">{" · ".join(told)}</span></li>\n'
    )


def _details(source: Source) -> str:
    """Role and affiliation, where the name does not tell them."""
    details = [detail for detail in (source.role, source.affiliation) if detail]
    return ", ".join(detail for detail in details if detail.casefold() not in source.name.casefold())


def _numbers(statements: Sequence[Statement], key: str, index: Index) -> str:
    return ", ".join(statement_link(each, key, index, str(index.numbers[each.id])) for each in statements)
