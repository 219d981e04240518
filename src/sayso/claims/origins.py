"""On how many independent say-sos a claim rests: relays and copies counted once, as a lowest and a highest number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.claims import parties, reasons
from sayso.claims.claim import Member, Origin, Origins
from sayso.claims.copied import Copied, copied_statements
from sayso.claims.groups import Groups
from sayso.claims.parties import Described
from sayso.claims.reasons import Account, Sort
from sayso.claims.told import Party

MOST_DESCRIBED = 60
"""Different descriptions of unnamed sources that are compared each with each; more add nothing to the lowest number."""
FEWEST_WORDS = 4
"""Words of a content from which on it can assert something. A fragment ("the bill") is spoken of, and no more."""
ASSERTING = frozenset(["assert", "confirm", "deny", "predict", "believe", "doubt"])
"""Acts of which the content is somebody's say-so. What is asked for or planned the outlet may tell by itself."""
UNDATED = "9999"


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who is heard in a member: a party, or else the outlet itself.

    `outlet` is the key of the member's own outlet and `through` of all those by whose words it is known. `cites` is the
    outlet of another member that is named as the source. `agency` tells that an agency speaks in its own voice.
    """

    sort: Sort
    party: Party | None
    outlet: str
    through: frozenset[str]
    cites: str | None
    agency: bool

    @property
    def rank(self) -> int:
        """Which of several tells best where the words are from: a named source, an unnamed one, an agency, the outlet
        itself, or another outlet whose article is there."""
        if self.cites:
            return 4
        return 3 if self.party is None else 2 if self.agency else 1 if self.sort == "unnamed" else 0


def origins(members: Sequence[Member], copied: Collection[Copied]) -> Origins:
    """Count the independent origins that support a claim; those who deny or question it are none.

    The lowest number is at least 1, since somebody must have made the claim, even if only its denials are known. Every
    member that supports it is under exactly one origin. `copied` may tell of other documents too. The same members in
    another order give the same. docs/claims.md has the rules.
    """
    supporting = sorted((each for each in members if each.stance == "supports"), key=_order)
    if not supporting:
        return Origins(1, 1, reasons.without_support(members), ())
    voices = _voices(supporting, copied)
    follows = _follows(supporting, voices, copied)
    groups = Groups(len(supporting))
    leading = [i for i in range(len(supporting)) if i not in follows]
    _join_named(leading, supporting, voices, groups)
    _join_unnamed(leading, supporting, voices, groups, follows)
    circles = _join_cited(leading, voices, groups)
    credited = _join_own(leading, supporting, voices, groups, follows, copied)
    for i, j in follows.items():
        groups.join(i, j)
    together: dict[int, list[int]] = defaultdict(list)
    for i in range(len(supporting)):
        together[groups.find(i)].append(i)
    heard = set(leading)
    clusters = [_cluster(those, heard, voices, circles, credited) for those in together.values()]
    return _counted(clusters, supporting, voices, copied)


def _order(member: Member) -> tuple[str, str, str, str, int, int]:
    """Earlier days first and undated documents last; those of one day in an order in which every ledger has them."""
    paper = member.told.paper
    known = (paper.published or "", paper.outlet or "", paper.name)
    return paper.day or UNDATED, *known, member.told.number, paper.id


# ---- who is heard ----


def _voices(supporting: Sequence[Member], copied: Collection[Copied]) -> list[_Voice]:
    agencies: dict[int, set[str]] = defaultdict(set)
    for one in copied:
        if one.agency:
            for number in one.documents:
                agencies[number].add(parties.outlet_key(one.agency))
    outlets = [
        parties.outlet_key(each.told.paper.outlet) if each.told.paper.outlet else f"article {each.told.paper.article}"
        for each in supporting
    ]
    known = set(outlets)
    return [
        _voice(each, outlet, known, agencies.get(each.told.paper.id, ()))
        for each, outlet in zip(supporting, outlets, strict=True)
    ]


def _voice(member: Member, outlet: str, known: Collection[str], agencies: Collection[str]) -> _Voice:
    chain = member.told.chain
    through = frozenset([outlet, *agencies, *(parties.outlet_key(link.name) for link in chain[:-1])])
    party = parties.origin(chain)
    if party is None or (cited := parties.outlet_key(party.name)) == outlet:
        return _Voice("unknown", None, outlet, through, None, False)
    if parties.unnamed(party):
        return _Voice("unnamed", party, outlet, through, None, False)
    return _Voice("named", party, outlet, through, cited if cited in known else None, parties.kind(party) == "agency")


def _follows(supporting: Sequence[Member], voices: Sequence[_Voice], copied: Collection[Copied]) -> dict[int, int]:
    """For members that add nothing to another one, that other one, which tells better or earlier where it is from.

    They are copies of it, or an agency's own voice in an article that also gives its source.
    """
    texts = Groups(len(supporting))
    for i, j in copied_statements([each.told for each in supporting], copied):
        texts.join(i, j)
    same: dict[int, list[int]] = defaultdict(list)
    sourced: dict[int, int] = {}
    for i, voice in enumerate(voices):
        same[texts.find(i)].append(i)
        if voice.rank < 2:
            sourced.setdefault(supporting[i].told.paper.article, i)
    found: dict[int, int] = {}
    for group in same.values():
        leaders: list[int] = []
        for i in sorted(group, key=lambda i: (voices[i].rank, i)):
            # Who names the outlet that he has it from has it from no other.
            cited = voices[i].cites
            possible = (j for j in leaders if cited is None or voices[j].outlet == cited)
            leader = next((j for j in possible if _is_copied(i, j, supporting, voices)), None)
            if leader is not None:
                found[i] = leader
            elif len(leaders) < MOST_DESCRIBED:
                leaders.append(i)
    for i, voice in enumerate(voices):
        article = supporting[i].told.paper.article
        # Of an agency's text that several have, it is enough that one of them gives the source.
        leader = found.get(i, i)
        if voice.agency and voices[leader].agency and leader not in found and article in sourced:
            found[leader] = sourced[article]
    return found


def _is_copied(i: int, first: int, supporting: Sequence[Member], voices: Sequence[_Voice]) -> bool:
    """Whether a member adds nothing to one of the same words."""
    # A quotation has one speaker, whom reading missed once.
    return (_quoted(supporting[i]) and _quoted(supporting[first])) or not _two_sources(voices[i], voices[first])


def _two_sources(one: _Voice, other: _Voice) -> bool:
    """Whether two have each a source of their own: a named one, or unnamed ones whose descriptions do not fit."""
    if one.rank == 0:
        return True
    if one.sort != "unnamed" or other.sort != "unnamed" or one.party is None or other.party is None:
        return False
    return not parties.compatible(parties.described(one.party), parties.described(other.party))


def _quoted(member: Member) -> bool:
    return member.told.quotation in ("direct", "mixed")


# ---- which are one ----


def _join_named(leading: Sequence[int], supporting: Sequence[Member], voices: Sequence[_Voice], groups: Groups) -> None:
    """Join those who are one named source, and unnamed ones with whom they speak for."""
    named = [
        (i, party, supporting[i].told.paper)
        for i in leading
        if voices[i].sort == "named" and (party := voices[i].party) is not None
    ]
    for (i, *_), same in zip(named, parties.joined([(party, paper) for _, party, paper in named]), strict=True):
        groups.join(i, named[same][0])
    heads = [each for each in named if groups.find(each[0]) == each[0]][: parties.MOST_NAMES]
    candidates = [(party, paper) for _, party, paper in heads]
    spoken: dict[str, int | None] = {}
    for i in leading:
        if voices[i].sort == "unnamed" and (party := voices[i].party) is not None:
            if party.name not in spoken:
                spoken[party.name] = parties.speaks_for(party, candidates)
            if (found := spoken[party.name]) is not None:
                groups.join(i, heads[found][0])


def _join_unnamed(
    leading: Sequence[int],
    supporting: Sequence[Member],
    voices: Sequence[_Voice],
    groups: Groups,
    follows: Mapping[int, int],
) -> None:
    """Join unnamed sources of one article that its words do not tell apart, and those whom one outlet has from another.

    Two outlets' own unnamed sources stay apart, though they may be the same. Who was copied stands wherever the copies
    of the same words stand too, since nobody may know which was first.
    """
    copies: dict[int, list[int]] = defaultdict(list)
    for i, j in follows.items():
        if voices[i].sort == voices[j].sort == "unnamed":
            copies[j].append(i)
    seen: dict[int | str, list[tuple[Described, bool, int]]] = defaultdict(list)
    for i in leading:
        voice = voices[i]
        if voice.sort != "unnamed" or voice.party is None:
            continue
        told, relayed = parties.described(voice.party), len(voice.through) > 1
        those = (i, *copies[i][:MOST_DESCRIBED])
        places: list[int | str] = [*dict.fromkeys(supporting[k].told.paper.article for k in those)]
        places += sorted(set().union(*(voices[k].through for k in those)))
        for place in places:
            before = seen[place]
            for other, passed_on, at in before:
                if (relayed or passed_on or isinstance(place, int)) and parties.compatible(told, other):
                    groups.join(i, at)
                    break
            if len(before) < MOST_DESCRIBED and all(each[:2] != (told, relayed) for each in before):
                before.append((told, relayed, i))


def _join_cited(leading: Sequence[int], voices: Sequence[_Voice], groups: Groups) -> dict[int, tuple[str, ...]]:
    """Join those who cite another member's outlet with that member; give those in circles, with the circle's outlets.

    Of several statements of the cited outlet the one counts that tells best where it has it from.
    """
    heard: dict[str, int] = {}
    following: dict[str, str] = {}
    for i in range(len(voices)):
        voice = voices[i]
        if voice.cites:
            following.setdefault(voice.outlet, voice.cites)
        elif voice.outlet not in heard or voice.rank < voices[heard[voice.outlet]].rank:
            heard[voice.outlet] = i
    ends: dict[str, str | tuple[str, ...]] = {}
    for outlet in following:
        _follow(outlet, heard, following, ends)
    circles: dict[int, tuple[str, ...]] = {}
    met: dict[tuple[str, ...], int] = {}
    for i in leading:
        cited = voices[i].cites
        if cited is None:
            continue
        end = cited if cited in heard else ends[cited]
        if isinstance(end, str):
            groups.join(i, heard[end])
        else:
            circles[i] = end
            groups.join(i, met.setdefault(end, i))
    return circles


def _follow(
    start: str, heard: Collection[str], following: Mapping[str, str], ends: dict[str, str | tuple[str, ...]]
) -> None:
    """Note where citing ends, from this outlet on: at one that cites no other, or in a circle of outlets."""
    path: dict[str, int] = {}
    at = start
    while at not in heard and at not in ends and at not in path:
        path[at] = len(path)
        at = following[at]
    circle = tuple(sorted(list(path)[path[at] :])) if at in path else ()
    ends.update(dict.fromkeys(path, circle or (at if at in heard else ends[at])))


def _join_own(
    leading: Sequence[int],
    supporting: Sequence[Member],
    voices: Sequence[_Voice],
    groups: Groups,
    follows: Mapping[int, int],
    copied: Collection[Copied],
) -> dict[int, str]:
    """Join an outlet's own voice in all its articles; give the members that are an agency's instead, with its name.

    Those are what several outlets have from a text that an agency is credited with.
    """
    written = {
        number: each.agency
        for each in copied
        if each.kind == "agency text" and each.agency
        for number in each.documents
    }
    first: dict[str, int] = {}
    for i in leading:
        if voices[i].agency and (party := voices[i].party):
            first.setdefault(f"agency {parties.outlet_key(party.name)}", i)
    repeated = set(follows.values())
    credited = {}
    for i in leading:
        if voices[i].sort != "unknown":
            continue
        agency = written.get(supporting[i].told.paper.id) if i in repeated else None
        if agency:
            credited[i] = agency
            groups.join(i, first.setdefault(f"agency {parties.outlet_key(agency)}", i))
        else:
            groups.join(i, first.setdefault(voices[i].outlet, i))
    for i, j in follows.items():
        # Whichever of two own voices was copied from the other, they are one.
        if voices[i].sort == voices[j].sort == "unknown" and j not in credited:
            groups.join(i, first.setdefault(voices[i].outlet, i))
    return credited


# ---- how many ----


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Members that are one origin, in their order; `parties` are who is heard in them as `sort` tells."""

    sort: Sort
    name: str
    those: tuple[int, ...]
    parties: tuple[Party, ...]
    circle: tuple[str, ...]
    credited: bool


def _cluster(
    those: Sequence[int],
    leading: Collection[int],
    voices: Sequence[_Voice],
    circles: Mapping[int, tuple[str, ...]],
    credited: Mapping[int, str],
) -> _Cluster:
    circle = next((circles[i] for i in those if i in circles), ())
    heard = [(voices[i], party) for i in those if i in leading and i not in circles and (party := voices[i].party)]
    agency = next((credited[i] for i in those if i in credited), None)
    # Where the cited outlet's own article is there, that tells who the source is, or that it gives none.
    own = any(voices[i].sort == "unknown" for i in those if i in leading)
    heard = [each for each in heard if not each[0].cites] or ([] if own else heard)
    sorts = {voice.sort for voice, _ in heard}
    sort: Sort = "named" if "named" in sorts or agency else "unnamed" if sorts else "unknown"
    itself = tuple(party for voice, party in heard if voice.sort == sort)
    name = parties.best_name(itself) if itself else agency or ""
    return _Cluster(sort, name, tuple(those), itself, circle if sort == "unknown" else (), agency is not None)


def _counted(
    clusters: Sequence[_Cluster], supporting: Sequence[Member], voices: Sequence[_Voice], copied: Collection[Copied]
) -> Origins:
    sure = set(_sure(clusters, supporting, voices))
    ordered = sorted(range(len(clusters)), key=lambda at: (at not in sure, clusters[at].those[0]))
    agencies = {number: each.agency for each in copied if each.agency for number in each.documents}
    shared = {number for each in copied for number in each.documents}
    accounts = [_account(clusters[at], supporting, voices, agencies, shared) for at in ordered]
    low = max(1, len(sure))
    high = max(low, len(clusters))
    outlets = len({reasons.outlet(each.told.paper) for each in supporting})
    return Origins(
        low,
        high,
        reasons.reason(outlets, low, high, accounts),
        tuple(
            Origin(
                account.name,
                clusters[at].sort,
                at in sure,
                tuple(supporting[i] for i in clusters[at].those),
                reasons.note(account, at in sure),
            )
            for at, account in zip(ordered, accounts, strict=True)
        ),
    )


def _sure(clusters: Sequence[_Cluster], supporting: Sequence[Member], voices: Sequence[_Voice]) -> Iterator[int]:
    """The places of the origins that count in the lowest number."""
    named = [each for each in clusters if each.sort == "named"][: parties.MOST_NAMES]
    chosen: list[Described] = []
    for at, each in enumerate(clusters):
        if each.sort == "named" and (each.credited or any(_asserts(supporting[i], voices[i]) for i in each.those)):
            yield at
        elif each.sort == "unnamed" and len(chosen) < MOST_DESCRIBED:
            told = parties.described(each.parties[0])
            if any(parties.may_be(told, other.parties) for other in named):
                continue
            if not any(parties.compatible(told, other) for other in chosen):
                chosen.append(told)
                yield at


def _asserts(member: Member, voice: _Voice) -> bool:
    """Whether somebody named says what the claim says, and does not just speak of it."""
    told = member.told
    return voice.sort == "named" and told.act in (None, *ASSERTING) and len(told.words.split()) >= FEWEST_WORDS


def _account(
    cluster: _Cluster,
    supporting: Sequence[Member],
    voices: Sequence[_Voice],
    agencies: Mapping[int, str | None],
    shared: Collection[int],
) -> Account:
    outlets: dict[str, None] = {}
    copying: dict[str, dict[str, None]] = defaultdict(dict)
    days: dict[str, str] = {}
    for i in cluster.those:
        paper = supporting[i].told.paper
        outlet = reasons.outlet(paper)
        outlets[outlet] = None
        if paper.day and not voices[i].cites:
            days.setdefault(voices[i].outlet, paper.day)
        if paper.id in agencies or (cluster.sort == "unknown" and paper.id in shared):
            copying[agencies.get(paper.id) or ""][outlet] = None
    later = tuple(
        (reasons.outlet(supporting[i].told.paper), party.name)
        for i in cluster.those
        if (cited := voices[i].cites)
        and (party := voices[i].party)
        and (day := supporting[i].told.paper.day)
        and day < days.get(cited, "")
    )
    called = {voices[i].outlet: reasons.outlet(supporting[i].told.paper) for i in cluster.those}
    named = cluster.name or ", ".join(list(outlets)[:3])
    several = {agency: each for agency, each in copying.items() if len(each) > 1}
    return Account(
        cluster.sort,
        reasons.short(named),
        tuple(outlets),
        tuple((agency, tuple(each)) for agency, each in sorted(several.items())),
        tuple(called.get(outlet, outlet) for outlet in cluster.circle),
        later,
    )
