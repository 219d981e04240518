"""Origins of claims: how many say-sos there are, whatever the outlets do with them. All names are invented."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.claims.claim import Member, Origins
from sayso.claims.copied import Copied
from sayso.claims.groups import Groups
from sayso.claims.origins import origins
from sayso.claims.told import Paper, Party, Told
from sayso.reading import actors

WORDINGS = (
    "the Halvern dam gave way late on Monday night",
    "a wall of the dam above Halvern broke",
    "Halvern lost its dam in the storm",
    "nothing is left of the old dam at Halvern",
    "the water has carried off the Halvern dam",
    "it was the dam of Halvern that fell",
)


def party(name: str) -> Party:
    """A party as reading tells of it; one with an article before it, or "(unnamed)" behind it, has no name."""
    bare = name.removesuffix(" (unnamed)")
    kind = actors.kind(bare)
    if bare == name and kind != "unnamed":
        return Party(zlib.crc32(name.encode()), name, kind, False, None, None, None)
    read = actors.describe(bare)
    return Party(zlib.crc32(name.encode()), bare, "unnamed", True, read.count, read.affiliation, read.role)


def member(
    id: int,
    outlet: str | None,
    *chain: str,
    words: str | None = None,
    day: str | None = "2031-04-02",
    around: str = "",
    stance: Any = "supports",
    article: int | None = None,
    number: int = 1,
    **more: Any,
) -> Member:
    words = words or WORDINGS[(id + number - 1) % len(WORDINGS)]
    text = f"{words}. {around}"
    paper = Paper(id, id if article is None else article, f"paper{id}", outlet, None, None, day, day, None, text, ())
    told = Told(
        paper,
        number,
        (),
        (),
        ((0, len(words)),),
        tuple(map(party, chain)),
        *(None, None, None, None, None, (), (), None, (), None),
    )
    return Member(msgspec.structs.replace(told, **more), stance, None, "")


def count(*members: Member, copied: Sequence[Copied] = ()) -> tuple[int, int]:
    found = origins(members, copied)
    check(found, members)
    return found.low, found.high


def check(found: Origins, members: Sequence[Member]) -> None:
    under = [each.told.key for origin in found.origins for each in origin.members]
    assert sorted(under) == sorted(each.told.key for each in members if each.stance == "supports")
    assert 1 <= found.low <= found.high
    assert found.low == max(1, sum(each.sure for each in found.origins))
    assert found.high == max(found.low, len(found.origins))
    sure = [each.sure for each in found.origins]
    assert sure == sorted(sure, reverse=True)


# ---- named ----


def test_articles_that_cite_one_named_source_have_one_origin() -> None:
    assert count(member(1, "Courier", "Vera Lindqvist"), member(2, "Gazette", "Vera Lindqvist")) == (1, 1)


def test_two_named_sources_are_two() -> None:
    assert count(member(1, "Courier", "Vera Lindqvist"), member(2, "Gazette", "Otto Brandl")) == (2, 2)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Lindqvist", "Vera Lindqvist"),
        ("V. Lindqvist", "Vera Lindqvist"),
        ("Bill Lindqvist", "William Lindqvist"),
        ("the Observatory", "Halvern Observatory for Tides"),
        ("HOT", "Halvern Observatory for Tides"),
        ("Coastal Observatory for Tides", "Norland-based Coastal Observatory for Tides"),
    ],
)
def test_a_short_name_is_one_with_the_full_one(short: str, full: str) -> None:
    assert count(member(1, "Courier", short), member(2, "Gazette", full)) == (1, 1)


def test_a_surname_that_two_have_is_neither() -> None:
    both = [member(1, "Courier", "Vera Lindqvist"), member(2, "Gazette", "Otto Lindqvist")]
    assert count(*both) == (2, 2)
    assert count(*both, member(3, "Herald", "Lindqvist"))[1] == 3


@pytest.mark.parametrize(
    "around",
    [
        "Vera Lindqvist, a spokeswoman for the Halvern Dam Board, was there.",
        "Halvern Dam Board director Vera Lindqvist was there.",
    ],
)
def test_somebody_and_whom_she_speaks_for_are_one(around: str) -> None:
    spokeswoman = member(1, "Courier", "Vera Lindqvist", around=around)
    assert count(spokeswoman, member(2, "Gazette", "Halvern Dam Board")) == (1, 1)


def test_somebody_who_is_named_beside_a_body_need_not_speak_for_it() -> None:
    against = member(1, "Courier", "Vera Lindqvist", around="Vera Lindqvist sued the Halvern Dam Board.")
    assert count(against, member(2, "Gazette", "Halvern Dam Board")) == (2, 2)


def test_an_unnamed_spokesman_is_his_office() -> None:
    assert count(member(1, "Courier", "a Halvern Dam Board spokesman"), member(2, "Gazette", "Halvern Dam Board")) == (
        1,
        1,
    )


def test_an_indictment_and_the_prosecutors_are_one() -> None:
    assert count(member(1, "Courier", "the indictment"), member(2, "Gazette", "prosecutors")) == (1, 1)


def test_a_named_source_cited_directly_and_through_relays_is_one() -> None:
    direct, relayed = member(1, "Courier", "Vera Lindqvist"), member(2, "Gazette", "Herald", "Vera Lindqvist")
    assert count(direct, relayed) == (1, 1)


def test_sources_that_the_ledger_knows_to_be_one_are_one() -> None:
    one, other = member(1, "Courier", "Vera Lindqvist"), member(2, "Gazette", "Vera Sandmeier")
    chain = (msgspec.structs.replace(other.told.chain[0], source=one.told.chain[0].source),)
    assert count(one, msgspec.structs.replace(other, told=msgspec.structs.replace(other.told, chain=chain))) == (1, 1)


def test_who_only_speaks_of_a_thing_is_not_sure_to_assert_it() -> None:
    fragment = member(2, "Gazette", "Otto Brandl", words="the dam")
    request = member(3, "Herald", "Ida Sommer", act="request")
    assert count(member(1, "Courier", "Vera Lindqvist", act="assert"), fragment, request) == (1, 3)


# ---- own voice, agencies and copies ----


def test_own_voices_count_nothing_in_the_lowest_number_and_one_each_in_the_highest() -> None:
    assert count(member(1, "Courier"), member(2, "Gazette")) == (1, 2)
    assert count(member(1, "Courier", "Vera Lindqvist"), member(2, "Gazette")) == (1, 2)


def test_an_outlet_is_one_in_all_its_articles_and_versions() -> None:
    again = member(1, "Courier", number=2)
    assert count(member(1, "Courier"), again, member(2, "Courier"), member(3, "Courier", article=1)) == (1, 1)


def test_articles_of_unknown_outlets_are_apart() -> None:
    assert count(member(1, None), member(2, None)) == (1, 2)


def test_an_agency_that_names_no_source_speaks_for_itself() -> None:
    assert count(member(1, "Courier", "Reuters"), member(2, "Gazette", "AFP")) == (2, 2)


def test_an_agency_adds_nothing_where_it_names_its_source() -> None:
    headline, body = member(1, "Courier", "AFP"), member(1, "Courier", "AFP", "Vera Lindqvist", number=2)
    assert count(headline, body) == (1, 1)


def test_a_reporter_of_an_agency_is_the_agency() -> None:
    assert count(member(1, "Courier", "an AFP correspondent"), member(2, "Gazette", "AFP")) == (1, 1)


def passage(left: Member, right: Member) -> tuple[tuple[int, int], tuple[int, int]]:
    return left.told.content[0], right.told.content[0]


def test_a_statement_in_a_shared_passage_is_copied_and_others_of_the_document_are_not() -> None:
    here = member(1, "Courier", words="the old dam fell at nine")
    there = member(2, "Gazette", words="the old dam fell at eight")
    assert count(here, there) == (1, 2)
    shared = Copied((1, 2), "shared passage", None, (passage(here, there),))
    assert count(here, there, copied=[shared]) == (1, 1)
    elsewhere = Copied((1, 2), "shared passage", None, (((500, 600), (500, 600)),))
    assert count(here, there, copied=[elsewhere]) == (1, 2)


def test_a_sentence_that_two_outlets_have_word_for_word_is_copied() -> None:
    words = "the dam above the town of Halvern gave way on Monday at nine in the evening"
    assert count(member(1, "Courier", words=words), member(2, "Gazette", words=f"Sadly, {words}!")) == (1, 1)
    assert count(member(1, "Courier", words="The dam fell"), member(2, "Gazette", words="The dam fell")) == (1, 2)


def test_documents_that_share_only_a_quotation_are_no_copies_where_they_use_like_words() -> None:
    here = member(1, "Courier", "Olund", words="the old dam above Halvern broke on a Monday at nine")
    there = member(2, "Gazette", words="at nine on Monday the dam above old Halvern broke")
    quoted = ((500, 600), (500, 600))
    assert count(here, there, copied=[Copied((1, 2), "shared passage", None, (quoted,))]) == (1, 1)
    assert count(here, there, copied=[Copied((1, 2), "shared passage", None, (quoted,), True)]) == (1, 2)


def test_a_copy_that_lost_its_source_has_that_source() -> None:
    here, there = member(1, "Courier", "Vera Lindqvist", words=WORDINGS[0]), member(2, "Gazette", words=WORDINGS[0])
    assert count(here, there, copied=[Copied((1, 2), "same text", None, ())]) == (1, 1)


def test_two_named_sources_of_one_wording_stay_two_but_a_quotation_has_one_speaker() -> None:
    words = "The dam that we had all looked at for years was gone in a minute."
    pair = [member(i, f"Outlet {i}", who, words=words) for i, who in ((1, "Vera Lindqvist"), (2, "Otto Brandl"))]
    assert count(*pair) == (2, 2)
    quoted = [msgspec.structs.replace(one, told=msgspec.structs.replace(one.told, quotation="direct")) for one in pair]
    assert count(*quoted) == (1, 1)


def test_unnamed_sources_that_are_told_apart_stay_two_whatever_their_words() -> None:
    words = "the ferry had come in much too fast"
    crew = (
        member(1, "Courier", "two dockworkers", words=words),
        member(2, "Gazette", "a member of the crew", words=words),
    )
    assert count(*crew) == (2, 2)
    assert count(crew[0], member(2, "Gazette", "two dockworkers", words=words)) == (1, 1)


def test_who_names_the_outlet_that_it_has_it_from_is_no_copy_of_another_one() -> None:
    words = "the ferry had come in much too fast"
    others = [member(1, "Courier", "villagers", words=words), member(2, "Gazette", "two dockworkers", words=words)]
    found = origins([*others, member(3, "Herald", "Gazette", words=words)], ())
    assert [(each.name, len(each.members)) for each in found.origins] == [("villagers", 1), ("two dockworkers", 2)]
    assert found.origins[1].kind == "unnamed"


def test_an_article_that_speaks_of_itself_is_its_outlet() -> None:
    found = origins([member(1, "Courier", "an earlier version of this article")], ())
    assert [(each.name, each.kind) for each in found.origins] == [("Courier", "unknown")]


def test_an_agency_text_without_a_source_is_the_agency() -> None:
    here, there = member(1, "Courier", words=WORDINGS[0]), member(2, "Gazette", words=WORDINGS[0])
    text = Copied((1, 2), "agency text", "AFP", (passage(here, there),))
    found = origins([here, there, member(3, "Herald", "Vera Lindqvist", words=WORDINGS[2])], [text])
    assert (found.low, found.high) == (2, 2)
    assert "2 copy an AFP dispatch" in found.reason
    assert {each.name for each in found.origins} == {"AFP", "Vera Lindqvist"}


def test_unnamed_sources_of_one_agency_text_are_one() -> None:
    here, there = member(1, "Courier", "an official"), member(2, "Gazette", "two officials")
    same = member(3, "Herald", "an official")
    text = Copied((1, 3), "agency text", "AFP", ())
    assert count(here, same, copied=[text]) == (1, 1)
    assert count(here, there, copied=[Copied((1, 2), "agency text", "AFP", ())]) == (2, 2)


# ---- unnamed ----


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("an official", "an official", (1, 2)),
        ("an official", "a source", (1, 2)),
        ("a Norwegian official", "an official", (1, 2)),
        ("a Norwegian official", "a Swedish official", (2, 2)),
        ("two officials", "three officials", (2, 2)),
        ("an official", "a second official", (2, 2)),
        ("an official", "villagers", (2, 2)),
    ],
)
def test_unnamed_sources_are_one_in_the_lowest_number_unless_they_are_told_apart(
    one: str, other: str, expected: tuple[int, int]
) -> None:
    assert count(member(1, "Courier", one), member(2, "Gazette", other)) == expected


def test_unnamed_sources_of_one_article_are_one_unless_they_are_told_apart() -> None:
    first = member(1, "Courier", "an official")
    assert count(first, member(1, "Courier", "officials", number=2)) == (1, 1)
    assert count(first, member(1, "Courier", "a second official", number=2)) == (2, 2)


def test_an_unnamed_source_may_be_the_named_one_unless_its_description_forbids_it() -> None:
    assert count(member(1, "Courier", "an official"), member(2, "Gazette", "Vera Lindqvist")) == (1, 2)
    assert count(member(1, "Courier", "an official"), member(2, "Gazette", "Halvern Observatory for Tides")) == (2, 2)


def test_whom_one_outlet_has_from_another_is_the_same() -> None:
    own, relayed = member(1, "Courier", "two officials"), member(2, "Gazette", "Courier", "two officials")
    assert count(own, relayed) == (1, 1)
    assert count(relayed, member(3, "Herald", "Courier", "two officials")) == (1, 1)
    assert count(own, member(3, "Herald", "Star", "two officials")) == (1, 2)


# ---- outlets that cite each other ----


def test_an_outlet_cited_by_name_is_joined_to_its_own_article() -> None:
    citing = member(2, "Gazette", "Port Alder Courier")
    assert count(member(1, "Port Alder Courier", "two officials"), citing) == (1, 1)
    assert count(member(1, "Port Alder Courier"), citing) == (1, 1)
    assert count(member(1, "Port Alder Courier", "Vera Lindqvist"), citing, member(3, "Herald", "Otto Brandl")) == (
        2,
        2,
    )


def test_citing_is_followed_to_its_end() -> None:
    chain = [
        member(1, "Port Alder Courier", "Vera Lindqvist"),
        member(2, "Halvern Gazette", "Port Alder Courier"),
        member(3, "Sudmark Herald", "Halvern Gazette"),
        member(4, "Norland Star", "Sudmark Herald"),
    ]
    found = origins(chain, ())
    assert (found.low, found.high) == (1, 1)
    assert found.reason == "4 outlets, 1 origin: 4 cite Vera Lindqvist"


def test_outlets_in_a_circle_show_no_origin() -> None:
    circle = [
        member(1, "Port Alder Courier", "Halvern Gazette"),
        member(2, "Halvern Gazette", "Port Alder Courier"),
        member(3, "Sudmark Herald", "Halvern Gazette"),
    ]
    found = origins(circle, ())
    assert (found.low, found.high) == (1, 1)
    assert [each.kind for each in found.origins] == ["unknown"]
    assert "cite each other, which shows no origin" in found.reason
    check(found, circle)
    assert count(*circle, member(4, "Norland Star", "Vera Lindqvist")) == (1, 2)


def test_a_circle_that_somebody_breaks_has_his_origin() -> None:
    circle = [
        member(1, "Port Alder Courier", "Halvern Gazette"),
        member(2, "Halvern Gazette", "Port Alder Courier"),
        member(2, "Halvern Gazette", "Vera Lindqvist", number=2),
    ]
    assert count(*circle) == (1, 1)


def test_an_article_that_cites_a_later_one_says_so() -> None:
    citing = member(1, "Halvern Gazette", "Port Alder Courier", day="2031-04-02")
    cited = member(2, "Port Alder Courier", day="2031-04-05")
    assert (
        "Halvern Gazette cites Port Alder Courier, whose article here is of a later day"
        in origins([citing, cited], ()).reason
    )
    for day in ("2031-04-01", None):
        told = msgspec.structs.replace(cited.told, paper=msgspec.structs.replace(cited.told.paper, day=day))
        assert "later day" not in origins([citing, msgspec.structs.replace(cited, told=told)], ()).reason


# ---- what is told ----


def test_the_reason_is_one_line_of_plain_words() -> None:
    copies = [member(i, f"Outlet {i}", "AFP", "Halvern Observatory", words=WORDINGS[0]) for i in range(1, 4)]
    texts = [Copied((1, i), "agency text", "AFP", ()) for i in (2, 3)]
    citing = [member(i, f"Outlet {i}", "the Observatory") for i in (4, 5)]
    found = origins([*copies, *citing, member(6, "Sudmark Herald", words=WORDINGS[1])], texts)
    assert found.reason == (
        "6 outlets, 1 to 2 origins: 3 copy an AFP dispatch, which cites Halvern Observatory; 2 cite Halvern "
        "Observatory; Sudmark Herald gives no source"
    )
    assert [(each.name, each.kind, each.sure) for each in found.origins] == [
        ("Halvern Observatory", "named", True),
        ("Sudmark Herald", "unknown", False),
    ]


def test_denials_and_questions_are_no_origins() -> None:
    denial = member(1, "Courier", "Vera Lindqvist", stance="denies")
    question = member(2, "Gazette", stance="questions")
    assert count(denial, question, member(3, "Herald", "Otto Brandl")) == (1, 1)
    found = origins([denial, question], ())
    assert (found.low, found.high, found.origins) == (1, 1, ())
    assert found.reason == "only denied here, so nothing shows who made the claim"


def test_undated_and_single_members() -> None:
    assert count(member(1, "Courier", day=None)) == (1, 1)
    assert count(member(1, "Courier", day=None), member(2, "Gazette", "Vera Lindqvist", day=None)) == (1, 2)


def test_a_claim_repeated_ten_thousand_times_has_a_short_reason() -> None:
    names = ["Vera Lindqvist", "an official", "Otto Brandl", "villagers", "AFP"]
    members = [
        member(
            i, f"Outlet {i}", *([names[i % 7]] if i % 7 < len(names) else []), words=f"dam number {i} has fallen down"
        )
        for i in range(10_000)
    ]
    texts = [Copied((i, i + 1), "same text", "AFP", ()) for i in range(0, 9_999, 3)]
    found = origins(members, texts)
    check(found, members)
    assert found.low < 10 < found.high
    assert len(found.reason) < 600


def test_names_that_are_hostile_or_very_long_are_cut() -> None:
    long = member(1, "Courier", "Vera\n" + "Lindqvist " * 5_000)
    found = origins([long, member(2, "Gaz\nette" * 500)], ())
    assert "\n" not in found.reason
    assert len(found.reason) < 300


# ---- properties ----

PEOPLE = ["Vera Lindqvist", "Lindqvist", "Otto Brandl", "an official", "two officials", "villagers", "AFP", "Reuters"]
OUTLETS = ["Port Alder Courier", "Halvern Gazette", "Sudmark Herald", None]

rows = st.lists(
    st.tuples(
        st.sampled_from(OUTLETS),
        st.lists(st.sampled_from([*PEOPLE, "Port Alder Courier", "Halvern Gazette"]), max_size=2),
        st.sampled_from(WORDINGS),
        st.sampled_from(["2031-04-01", "2031-04-02", None]),
        st.sampled_from(["supports", "supports", "supports", "denies"]),
        st.integers(1, 6),
    ),
    min_size=1,
    max_size=10,
)


def made(given_rows: Sequence[tuple[Any, ...]]) -> list[Member]:
    """Members of the rows; those of one document have its outlet and day."""
    first: dict[int, tuple[Any, ...]] = {}
    members = []
    for number, row in enumerate(given_rows, 1):
        outlet, _, _, day, _, _ = first.setdefault(row[5], row)
        members.append(member(row[5], outlet, *row[1], words=row[2], day=day, stance=row[4], number=number))
    return members


@given(rows, st.randoms(use_true_random=False))
def test_every_supporting_member_is_under_one_origin_whatever_the_order(
    given_rows: list[tuple[Any, ...]], rng: random.Random
) -> None:
    members = made(given_rows)
    found = origins(members, ())
    check(found, members)
    shuffled = rng.sample(members, len(members))
    assert origins(shuffled, ()) == found


FELL, BROKE = "the Halvern dam gave way late on Monday night", "a wall of the dam above Halvern broke"
COURIER, GAZETTE, MONDAY = "Port Alder Courier", "Halvern Gazette", "2031-04-01"


@given(rows, st.integers(1, 6))
@example(
    [
        (COURIER, [], FELL, MONDAY, "supports", 1),
        (COURIER, [], BROKE, None, "supports", 3),
        (GAZETTE, [], FELL, MONDAY, "supports", 2),
    ],
    3,
)
@example(
    [
        (COURIER, ["an official"], FELL, MONDAY, "supports", 1),
        (COURIER, ["Vera Lindqvist", "an official"], BROKE, None, "supports", 2),
    ],
    2,
)
@example(
    [
        (COURIER, ["AFP"], BROKE, None, "supports", 1),
        (COURIER, ["AFP"], BROKE, None, "supports", 6),
        (COURIER, ["Vera Lindqvist"], FELL, MONDAY, "supports", 1),
    ],
    6,
)
def test_a_copy_of_a_document_changes_neither_number(given_rows: list[tuple[Any, ...]], which: int) -> None:
    members = made(given_rows)
    before = origins(members, ())
    copies = [
        msgspec.structs.replace(
            one,
            told=msgspec.structs.replace(
                one.told, paper=msgspec.structs.replace(one.told.paper, id=99, article=99, outlet="Copycat", day=None)
            ),
        )
        for one in members
        if one.told.paper.id == which
    ]
    after = origins([*members, *copies], [Copied((which, 99), "same text", None, ())])
    assert (after.low, after.high) == (before.low, before.high)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_groups_are_known_by_their_least_number(pairs: list[tuple[int, int]]) -> None:
    groups = Groups(10)
    for one, other in pairs:
        groups.join(one, other)
        assert groups.find(one) == groups.find(other) <= min(one, other)
    assert all(groups.find(groups.find(each)) == groups.find(each) <= each for each in range(10))
