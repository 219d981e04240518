"""What people judge of sources: merged, split, said to differ, taken back; and what is offered to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text

from sayso.cli import commands
from sayso.ledger import judgements
from sayso.ledger.errors import LedgerError
from sayso.ledger.filters import NotFound
from sayso.ledger.judgements import Judgement
from sayso.ledger.offers import Offer, offers
from sayso.ledger.opening import opened, writing
from sayso.ledger.storing import store
from test_identity import Who, document

WHEN = "2026-02-03T10:00:00Z"
LATER = "2026-02-04T10:00:00Z"
Place = tuple[str, int]


@pytest.fixture
def engine(place: str) -> Iterator[Engine]:
    with opened(place, create=True) as engine:
        yield engine


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with writing(engine) as connection:
        yield connection


def add(connection: Connection, id: str, *whos: Who | str, url: str | None = None, words: str = "") -> None:
    named: list[Who] = [(who, "person") if isinstance(who, str) else who for who in whos]
    store(connection, document(named, id=id, url=url, words=words), url or id)


def listed(connection: Connection) -> dict[tuple[str, int, int], int]:
    """For each source of each version of a document the number under which it is listed."""
    query = text("""SELECT document.name, version, number, canonical_id FROM appearance
        JOIN document ON document.id = document_id JOIN source ON source.id = source_id""")
    return {(name, version, number): id for name, version, number, id in connection.execute(query)}


def at(connection: Connection, name: str, number: int = 1, version: int = 1) -> int:
    return listed(connection)[name, version, number]


def tallies(connection: Connection) -> tuple[dict[int, int], dict[int, int]]:
    """In how many current documents each source is, as the index has it and as the tables have it."""
    kept = text("SELECT source_id, documents FROM tally WHERE documents <> 0")
    counted = text("""SELECT source_id, count(DISTINCT document_id) FROM appearance
        JOIN article ON article.current_id = document_id GROUP BY source_id""")
    return dict(map(tuple, connection.execute(kept))), dict(map(tuple, connection.execute(counted)))


def merge(connection: Connection, left: int, right: int) -> Judgement:
    return judgements.merge(connection, left, right, "anna", WHEN)


# ---- merging ----


def test_merged_sources_are_listed_as_one_until_it_is_taken_back(connection: Connection) -> None:
    add(connection, "a", "Lindqvist")
    add(connection, "b", "Vera Lindqvist")
    short, full = at(connection, "a"), at(connection, "b")
    made = merge(connection, short, full)
    assert (made.verdict, made.judge, made.judged, made.undone) == ("same", "anna", WHEN, None)
    assert at(connection, "a") == at(connection, "b") == full, "the full name is what it is listed as"
    add(connection, "c", "Vera Lindqvist", "Lindqvist")
    assert at(connection, "c") == full, "what is added later is found"
    assert at(connection, "c", 2) not in (short, full), "another text's surname is not judged"
    (undone,) = judgements.undo(connection, [made.id], LATER)
    assert undone.undone == LATER
    assert (at(connection, "a"), at(connection, "b"), at(connection, "c")) == (short, full, full)
    assert judgements.judgements(connection, limit=5) == (undone,)


def test_what_differs_cannot_be_merged_and_the_message_says_who_said_so(connection: Connection) -> None:
    add(connection, "a", "Vera Lindqvist", "Vera K. Lindqvist", "Nils Berg")
    first, second, third = (at(connection, "a", number) for number in (1, 2, 3))
    said = judgements.differ(connection, first, second, "bo", WHEN)
    merge(connection, first, third)
    for left, right in ((first, second), (second, third)):
        with pytest.raises(LedgerError, match=rf"bo said on 2026-02-03 that sources .* differ \(judgement {said.id}\)"):
            merge(connection, left, right)
    judgements.undo(connection, [said.id], LATER)
    merge(connection, second, third)
    assert len(set(listed(connection).values())) == 1


def test_what_is_one_cannot_differ_nor_be_merged_again(connection: Connection) -> None:
    add(connection, "a", "Vera Lindqvist", "Nils Berg")
    left, right = at(connection, "a"), at(connection, "a", 2)
    merge(connection, left, right)
    with pytest.raises(LedgerError, match="are one already"):
        merge(connection, right, left)
    with pytest.raises(LedgerError, match="sayso sources split"):
        judgements.differ(connection, left, right, "anna", WHEN)
    with pytest.raises(LedgerError, match="are one already"):
        merge(connection, left, left)


def test_what_is_not_there(connection: Connection) -> None:
    add(connection, "a", "Vera Lindqvist")
    with pytest.raises(NotFound, match="no source has the number 99"):
        merge(connection, 1, 99)
    with pytest.raises(NotFound, match="no judgement has the number 99"):
        judgements.undo(connection, [99], LATER)
    with pytest.raises(NotFound, match="does not appear in document 7"):
        judgements.split(connection, 1, [7], "anna", WHEN)


# ---- splitting ----


def test_a_merged_source_comes_apart_and_back(connection: Connection) -> None:
    for name in "abc":
        add(connection, name, f"Vera {name.upper()}berg")
    before = listed(connection)
    merge(connection, at(connection, "a"), at(connection, "b"))
    merge(connection, at(connection, "b"), at(connection, "c"))
    merged = listed(connection)
    assert len(set(merged.values())) == 1
    made = judgements.split(connection, at(connection, "c"), [], "anna", WHEN)
    assert listed(connection) == before
    with pytest.raises(LedgerError, match="differ"):
        merge(connection, at(connection, "a"), at(connection, "b"))
    with pytest.raises(LedgerError, match="was not merged"):
        judgements.split(connection, at(connection, "a"), [], "anna", WHEN)
    judgements.undo(connection, [each.id for each in made], LATER)
    assert listed(connection) == merged


def test_one_document_is_taken_out_of_what_names_joined(connection: Connection) -> None:
    for name in "abc":
        add(connection, name, "Vera Lindqvist", ("an official", "unnamed"))
    source = at(connection, "a")
    before = listed(connection)
    (made,) = judgements.split(connection, source, [2], "anna", WHEN)
    assert made.document == 2
    assert at(connection, "a") == at(connection, "c") == source
    assert at(connection, "b") == made.right != source
    assert len(set(tallies(connection)[0])) == 5
    assert tallies(connection)[0] == tallies(connection)[1]
    with pytest.raises(LedgerError, match="differ"):
        merge(connection, made.right, source)
    add(connection, "d", "Vera Lindqvist")
    assert at(connection, "d") == source
    judgements.undo(connection, [made.id], LATER)
    assert {place: id for place, id in listed(connection).items() if place[0] != "d"} == before
    assert tallies(connection)[0] == tallies(connection)[1]


def test_documents_taken_out_together_are_one_source(connection: Connection) -> None:
    for name in "abcd":
        add(connection, name, "Vera Lindqvist")
    source = at(connection, "a")
    made = judgements.split(connection, source, [2, 3], "anna", WHEN)
    assert at(connection, "b") == at(connection, "c") != source
    judgements.undo(connection, [made[0].id], LATER)
    assert at(connection, "b") == source != at(connection, "c")


def test_nothing_can_be_taken_out_of_all_documents(connection: Connection) -> None:
    add(connection, "a", "Vera Lindqvist")
    with pytest.raises(LedgerError, match="appears in no other document"):
        judgements.split(connection, at(connection, "a"), [1], "anna", WHEN)


def test_a_split_is_not_taken_back_before_what_rests_on_it(connection: Connection) -> None:
    add(connection, "a", "Vera Lindqvist", "Nils Berg")
    add(connection, "b", "Vera Lindqvist")
    berg = at(connection, "a", 2)
    (made,) = judgements.split(connection, at(connection, "a"), [2], "anna", WHEN)
    resting = merge(connection, made.right, berg)
    with pytest.raises(LedgerError, match=f"sayso sources undo {resting.id}"):
        judgements.undo(connection, [made.id], LATER)
    assert at(connection, "b") == berg
    judgements.undo(connection, [made.id, resting.id], LATER)
    assert at(connection, "b") == at(connection, "a") != berg


def test_taking_back_a_split_is_refused_where_others_were_said_to_differ_since(connection: Connection) -> None:
    add(connection, "a", "Vera Lindqvist", "Nils Berg", "Ida Holm")
    vera, nils, ida = (at(connection, "a", number) for number in (1, 2, 3))
    merge(connection, vera, nils)
    merge(connection, nils, ida)
    made = [each.id for each in judgements.split(connection, vera, [], "anna", WHEN)]
    said = judgements.differ(connection, vera, ida, "bo", WHEN)
    with pytest.raises(LedgerError, match=f"bo said .* differ .*sayso sources undo {said.id}"):
        judgements.undo(connection, made, LATER)
    with pytest.raises(LedgerError, match="taken back on 2026-02-04 already"):
        judgements.undo(connection, [judgements.undo(connection, [said.id], LATER)[0].id], LATER)
    judgements.undo(connection, made, LATER)
    assert len(set(listed(connection).values())) == 1


# ---- versions ----

URL = "https://courier.example/a"


def test_judgements_hold_for_a_new_version_of_the_article(connection: Connection) -> None:
    official = ("an official", "unnamed")
    add(connection, "a", official, ("a clerk", "unnamed"), "Vera Lindqvist", url=URL)
    add(connection, "b", "Vera Lindqvist")
    add(connection, "c", "Nils Berg")
    merge(connection, at(connection, "a", 1), at(connection, "c"))
    judgements.split(connection, at(connection, "b"), [1], "anna", WHEN)
    add(connection, "a", ("a clerk", "unnamed"), official, "Vera Lindqvist", url=URL, words="It rained.")
    assert at(connection, "a", 2, 2) == at(connection, "a", 1, 1), "the official that was judged"
    assert at(connection, "a", 1, 2) != at(connection, "a", 2, 1), "the clerk that was not"
    assert at(connection, "a", 3, 2) == at(connection, "a", 3, 1) != at(connection, "b"), "who was taken out"
    assert tallies(connection)[0] == tallies(connection)[1]


# ---- any sequence ----

names = st.sampled_from(["Vera Lindqvist", "Lindqvist", "Nils Berg", "Ida Holm", "Alder Courier"])
whos = st.lists(
    st.tuples(names, st.just("person")) | st.just(("an official", "unnamed")), min_size=1, max_size=3, unique=True
)
numbers = st.integers(0, 30)
steps = st.lists(
    st.tuples(st.sampled_from(["merge", "merge", "differ", "split", "take out", "undo"]), numbers, numbers), max_size=10
)


def act(connection: Connection, step: tuple[str, int, int]) -> list[int]:
    """Do one thing; give the judgements that it made, none if it is refused or takes one back."""
    what, one, other = step
    ids = sorted(set(listed(connection).values()))
    left, right = ids[one % len(ids)], ids[other % len(ids)]
    try:
        if what == "merge":
            return [merge(connection, left, right).id]
        if what == "differ":
            return [judgements.differ(connection, left, right, "anna", WHEN).id]
        if what in ("split", "take out"):
            documents = [1 + other % 4] if what == "take out" else []
            return [each.id for each in judgements.split(connection, left, documents, "anna", WHEN)]
        if made := judgements.judgements(connection, limit=99):
            judgements.undo(connection, [made[one % len(made)].id], LATER)
    except (LedgerError, NotFound):
        pass
    return []


def state(connection: Connection) -> Any:
    return listed(connection), tallies(connection)[0]


def check(connection: Connection) -> None:
    """Sources are one exactly where judgements in force lead; none that differ are; and the index agrees."""
    ids = list(connection.execute(text("SELECT id FROM source")).scalars())
    verdicts: dict[frozenset[int], str] = {}
    for each in reversed(judgements.judgements(connection, limit=999)):
        if each.undone is None:
            verdicts[frozenset((each.left, each.right))] = each.verdict
    group = {id: {id} for id in ids}
    for (left, right), verdict in ((tuple(pair), verdict) for pair, verdict in verdicts.items()):
        if verdict == "same" and group[left] is not group[right]:
            group[left] |= group[right]
            for id in group[right]:
                group[id] = group[left]
    main = {id: canonical for id, canonical in connection.execute(text("SELECT id, canonical_id FROM source")) if id}
    assert all((main[left] == main[right]) == (group[left] is group[right]) for left in ids for right in ids)
    assert all(main[id] in group[id] for id in ids)
    for left, right in (tuple(pair) for pair, verdict in verdicts.items() if verdict == "different"):
        assert main[left] != main[right]
    assert tallies(connection)[0] == tallies(connection)[1]
    offered = {(each.left, each.right) for each in offers(connection, 99)}
    for left, right in (tuple(pair) for pair, verdict in verdicts.items() if verdict == "different"):
        assert offered.isdisjoint({(main[left], main[right]), (main[right], main[left])})
    assert all(left != right for left, right in offered)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents=st.lists(whos, min_size=4, max_size=4), steps=steps, late=st.lists(whos, max_size=2))
def test_any_sequence_can_be_taken_back(
    engine: Engine, documents: list[list[Who]], steps: Sequence[tuple[str, int, int]], late: list[list[Who]]
) -> None:
    # What is not committed is undone when the connection closes.
    with engine.connect().execution_options(writing=True) as connection:
        for number, some in enumerate(documents):
            add(connection, f"d{number}", *some)
        begin = state(connection)
        for step in steps:
            before = state(connection)
            made = act(connection, step)
            check(connection)
            if made and step[2] % 2:
                after = state(connection)
                judgements.undo(connection, made, LATER)
                assert state(connection) == before
                assert act(connection, step) or step[0] != "merge"
                if step[0] in ("merge", "split"):
                    assert state(connection) == after
        for number, some in enumerate(late):
            add(connection, f"late{number}", *some)
        check(connection)
        for each in judgements.judgements(connection, limit=999):
            if each.undone is None:
                judgements.undo(connection, [each.id], LATER)
        check(connection)
        ends = {place: id for place, id in listed(connection).items() if not place[0].startswith("late")}
        assert ends == begin[0]


# ---- offers ----


def offered(connection: Connection) -> list[tuple[str, str]]:
    return [(each.left_name, each.right_name) for each in offers(connection, 20)]


def test_likely_pairs_are_offered_the_likeliest_first(connection: Connection) -> None:
    institution = "organisation"
    add(connection, "a", "Vera Lindqvist", "Lindqvist", "Olena Kovalskyy", ("Alder Farmers Association", institution))
    add(connection, "b", "Vera K. Lindqvist", "Olena Kovalsky", ("AFA", institution), ("Halvern", institution))
    add(connection, "c", ("Halvern Logistics", institution), "José Marin", "Nils Berg")
    add(connection, "d", "Jose Marin", "V. Lindqvist", "Ida Berg", ("an official", "unnamed"))
    add(connection, "e", ("an official", "unnamed"), ("the Times", "outlet"))
    add(connection, "f", ("Alder Times", "outlet"), ("police", "organisation"))
    add(connection, "g", ("police", "organisation"), ("Norwegian Foreign Ministry", "government"))
    add(connection, "h", ("Foreign Ministry", "government"))
    found = offers(connection, 99)
    pairs = {frozenset((each.left_name, each.right_name)): each for each in found}
    for left, right in (
        ("Olena Kovalskyy", "Olena Kovalsky"),
        ("José Marin", "Jose Marin"),
        ("Vera Lindqvist", "Vera K. Lindqvist"),
        ("Vera Lindqvist", "Lindqvist"),
        ("V. Lindqvist", "Vera Lindqvist"),
        ("AFA", "Alder Farmers Association"),
        ("Halvern", "Halvern Logistics"),
        ("the Times", "Alder Times"),
        ("Foreign Ministry", "Norwegian Foreign Ministry"),
    ):
        assert frozenset((left, right)) in pairs, (left, right)
    told = {name for each in found for name in (each.left_name, each.right_name)}
    assert told.isdisjoint({"an official", "police", "Nils Berg", "Ida Berg"})
    assert all(each.reason and 0 < each.likelihood <= 1 and each.left < each.right for each in found)
    assert [each.likelihood for each in found] == sorted((each.likelihood for each in found), reverse=True)
    assert {found[0].left_name, found[1].left_name} == {"Olena Kovalskyy", "José Marin"}
    assert offers(connection, 2) == found[:2]


def test_what_was_judged_is_not_offered(connection: Connection) -> None:
    add(connection, "a", "Vera Lindqvist")
    add(connection, "b", "Lindqvist")
    add(connection, "c", "Vera K. Lindqvist")
    vera, short, other = (at(connection, name) for name in "abc")
    assert len(offers(connection, 9)) == 3
    merge(connection, vera, short)
    assert [(each.left, each.right) for each in offers(connection, 9)] == [(vera, other)]
    said = judgements.differ(connection, short, other, "anna", WHEN)
    assert offers(connection, 9) == (), "what was said of the one holds for what it is one with"
    judgements.undo(connection, [said.id], LATER)
    assert len(offers(connection, 9)) == 1


def test_what_no_current_document_has_is_not_offered(connection: Connection) -> None:
    add(connection, "a", "Lindqvist", url=URL)
    add(connection, "b", "Vera Lindqvist")
    assert len(offers(connection, 9)) == 1
    add(connection, "a", "Nils Berg", url=URL, words="It rained.")
    assert offers(connection, 9) == ()


def test_surnames_that_many_have_cost_little(connection: Connection) -> None:
    for number in range(60):
        add(connection, f"a{number}", "Lindqvist", f"{chr(65 + number % 26)}{chr(97 + number // 26)}la Lindqvist")
    found: tuple[Offer, ...] = offers(connection, 10_000)
    assert 0 < len(found) < 30 * 30
    assert all(name != "Lindqvist" for each in found for name in (each.left_name, each.right_name))


# ---- commands ----


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = str(tmp_path / "l.db")
    with opened(path, create=True) as engine, writing(engine) as connection:
        add(connection, "a", "Lindqvist", ("an official", "unnamed"))
        add(connection, "b", "Vera Lindqvist")
        add(connection, "c", "Vera Lindqvist", "Evil \x1b[2J Berg")
    return path


def command(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["sources", *arguments])


def test_commands_say_what_they_did_and_how_to_undo_it(ledger: str) -> None:
    place = ["--ledger", ledger]
    listing = command("offers", *place).stdout
    assert "1 Lindqvist  =  3 Vera Lindqvist?" in listing
    assert "sayso sources merge 1 3 --ledger" in listing
    merged = command("merge", "source:1", "Vera Lindqvist", "--as", "anna", *place)
    assert merged.exit_code == 0, merged.output
    assert merged.stdout.splitlines()[0] == "One source now, 3 Vera Lindqvist, with 1 Lindqvist."
    assert f"sayso sources undo 1 --ledger {ledger}" in merged.stdout
    assert command(*place, "offers").stdout == "No sources seem to be the same.\n"
    taken = command("split", "3", "3", "--as", "bo", *place)
    assert taken.exit_code == 0, taken.output
    assert "In document 3 it is 5 Vera Lindqvist." in taken.stdout
    told = command("judgements", *place).stdout.splitlines()
    assert [line.split("  ")[2] for line in told] == [
        "bo: in document 3 it is 5 Vera Lindqvist, not 3 Vera Lindqvist",
        "anna: 1 Lindqvist and 3 Vera Lindqvist are the same",
    ]
    assert command("undo", "1", "2", *place).stdout.count("Taken back") == 2
    assert "(taken back on" in command("judgements", "3", *place).stdout
    assert command("differ", "1", "3", "--as", "bo", *place).stdout.startswith("Not the same: 1 Lindqvist, 3 Vera")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["merge", "1", "99"], 2, "no source has the number 99"),
        (["merge", "1", "1"], 1, "one source already"),
        (["merge", "1", "Nobody"], 2, "Nobody"),
        (["merge", "1", "3", "--as", " "], 2, "--as NAME"),
        (["split", "3"], 1, "was not merged"),
        (["split", "3", "1"], 2, "does not appear in document 1"),
        (["undo", "7"], 2, "no judgement has the number 7"),
        (["differ", "1", "1"], 1, "are one source"),
    ],
)
def test_errors_are_one_line(ledger: str, arguments: list[str], code: int, said: str) -> None:
    result = command(*arguments, "--ledger", ledger)
    assert result.exit_code == code, result.output
    (line,) = [line for line in result.stderr.splitlines() if line.startswith(("Error: ", "sayso: "))]
    assert said in line
    assert "Traceback" not in result.output


def test_a_missing_ledger_is_told(tmp_path: Path) -> None:
    result = command("offers", "--ledger", str(tmp_path / "none.db"))
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


def test_names_cannot_act_on_the_terminal(ledger: str) -> None:
    assert "\x1b" not in command("merge", "1", "4", "--as", "e\x1b[2Jve", "--ledger", ledger).output
    assert "\x1b" not in command("judgements", "--ledger", ledger).output
