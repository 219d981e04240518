"""Invented claims for the tests of views and exports, worked out from papers as told_papers.py writes them."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.assembling import assemble
from sayso.claims.claim import Claim
from sayso.claims.told import Told
from told_papers import paper

HOSTILE = "</p></script><script>document.title='!'</script>\x1b[31m\u202e\x07[red]"


def mill() -> list[Told]:
    """Five papers on a shelled mill: with a hedge, another number, other words, no source, and a denial."""
    return [
        *paper(
            1,
            "[Activists] <said> {the army might have shelled the old mill at Marl at dawn, wounding 47 people}.",
            outlet="Courier",
            day="2031-03-01",
        ),
        *paper(
            2,
            "[The mayor] <claimed> {regime forces shelled the old mill at Marl at dawn, wounding about 50 people}.",
            outlet="Herald",
            day="2031-03-02",
        ),
        *paper(
            3, "The army shelled the old mill at Marl at dawn, wounding 60 people.", outlet="Tern", day="2031-03-03"
        ),
        *paper(4, "[Generals] <denied> {the army shelled the old mill at Marl at dawn}.", outlet="Kite"),
    ]


def claim(tolds: list[Told], number: int = 7) -> Claim:
    return assemble(number, tolds, {}, {}, ())


def of_paper(one: Told, **known: object) -> Told:
    """The statement in a paper of which more is known."""
    return replace(one, paper=replace(one.paper, **known))


def hostile() -> Claim:
    """A claim of which every word that comes from the web tries to act."""
    first, second, *_ = mill()
    known = {"outlet": HOSTILE, "title": HOSTILE, "name": HOSTILE, "url": "javascript:alert(1)"}
    party = replace(first.chain[0], name=HOSTILE)
    return claim(
        [
            of_paper(replace(first, chain=(party,)), **known),
            of_paper(replace(second, chain=(party,)), **known, text=second.paper.text.replace("mayor", "<b>y\x1b ")),
        ]
    )


def many(number: int) -> list[Told]:
    """So many papers that tell the same, each with another number."""
    return [
        told
        for n in range(1, number + 1)
        for told in paper(
            n,
            f"[Activists] <said> {{the army shelled the old mill at Marl at dawn, wounding {46 + n} people}}.",
            outlet=f"Paper {n}",
            day=f"2031-03-{1 + n * 27 // number:02}",
        )
    ]
