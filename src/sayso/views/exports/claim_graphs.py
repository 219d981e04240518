"""GraphML of what documents have in common: which claims they carry from which origins, and which copy from which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from sayso.claims.claim import Claim, Member
from sayso.claims.told import Paper
from sayso.views.claims import number, one_line
from sayso.views.exports.graphml import Data, Element, Fields, write_graph

if TYPE_CHECKING:
    from sayso.ledger.reused import CopyRow, Sharing

CLAIM_FIELDS: Fields = {
    "node": {
        "kind": "string",
        "name": "string",
        "outlet": "string",
        "published": "string",
        "conflict": "string",
        "lowest": "int",
        "highest": "int",
    },
    "edge": {"relation": "string", "statements": "string", "sure": "boolean"},
}
COPY_FIELDS: Fields = {
    "node": {"name": "string", "outlet": "string", "published": "string"},
    "edge": {"kind": "string", "agency": "string", "words": "int", "share": "double", "first": "boolean"},
}


def write_claims(claims: Iterable[Claim], file: BinaryIO) -> None:
    """Write documents, claims and their origins. Of documents only the numbers are held in memory."""
    write_graph(file, "claims", CLAIM_FIELDS, _claims(claims))


def write_copies(copies: Iterable[CopyRow], file: BinaryIO) -> None:
    """Write documents that share passages. Of documents only the numbers are held in memory."""
    write_graph(file, "copies", COPY_FIELDS, _copies(copies))


def _claims(claims: Iterable[Claim]) -> Iterator[Element]:
    met: set[int] = set()
    for claim in claims:
        for member in claim.members:
            if member.told.paper.id not in met:
                met.add(member.told.paper.id)
                yield _document(member.told.paper)
        yield "node", {"id": f"claim{claim.id}"}, _about(claim)
        for (document, stance), members in _by_stance(claim).items():
            ends = {"source": f"document{document}", "target": f"claim{claim.id}"}
            yield "edge", ends, {"relation": stance, "statements": _numbers(members)}
        for place, origin in enumerate(claim.origins.origins, 1):
            own = f"origin{claim.id}-{place}"
            yield "node", {"id": own}, {"kind": f"{origin.kind} origin", "name": one_line(origin.name)}
            told: Data = {"relation": "origin", "statements": _numbers(origin.members), "sure": origin.sure}
            yield "edge", {"source": f"claim{claim.id}", "target": own}, told


def _copies(copies: Iterable[CopyRow]) -> Iterator[Element]:
    met: set[int] = set()
    for row in copies:
        for one in (row.earlier, row.later):
            if one.id not in met:
                met.add(one.id)
                yield _shared(one)
        ends = {"source": f"document{row.later.id}", "target": f"document{row.earlier.id}"}
        known = {"kind": row.kind, "agency": row.agency, "words": row.words, "share": row.share}
        yield "edge", ends, {**known, "first": row.first is not None}


def _about(claim: Claim) -> Data:
    return {
        "kind": "claim",
        "name": one_line(claim.text),
        "conflict": claim.conflict,
        "lowest": claim.origins.low,
        "highest": claim.origins.high,
    }


def _by_stance(claim: Claim) -> dict[tuple[int, str], list[Member]]:
    """A claim's statements by their documents and stances."""
    found: defaultdict[tuple[int, str], list[Member]] = defaultdict(list)
    for member in claim.members:
        found[member.told.paper.id, member.stance].append(member)
    return found


def _document(paper: Paper) -> Element:
    known = {"name": paper.title or paper.name, "outlet": paper.outlet, "published": paper.published}
    return "node", {"id": f"document{paper.id}"}, {"kind": "document", **known}


def _shared(one: Sharing) -> Element:
    known = {"name": one.title or one.name, "outlet": one.outlet, "published": one.published}
    return "node", {"id": f"document{one.id}"}, known


def _numbers(members: Sequence[Member]) -> str:
    return " ".join(map(number, members))
