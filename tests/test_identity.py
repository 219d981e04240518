"""Which sources of several documents are one: by names alone, and whatever the order of the documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text

from sayso import Document, Source, Span, Statement
from sayso.ledger import names
from sayso.ledger.opening import opened, writing
from sayso.ledger.storing import store
from sayso.reading import actors

Who = tuple[str, str | None]


def document(
    whos: Sequence[Who], *, id: str = "a", published: str | None = None, words: str = "", url: str | None = None
) -> Document:
    """A document in which each of these, (name, kind), says one thing."""
    whole = " ".join([f"Document {id}.", words, *(f"{name} said so." for name, _ in whos)])
    sources, statements = [], []
    for number, (name, kind) in enumerate(whos, 1):
        start = whole.index(f"{name} said so.")
        span = Span(start, start + len(name), name)
        cue = Span(span.end + 1, span.end + 5, "said")
        content = Span(span.end + 6, span.end + 8, "so")
        sources.append(Source(f"e{number}", name, kind, kind == "unnamed", None, None, None, (span,)))
        statements.append(
            Statement(
                f"s{number}", (span,), (cue,), (content,), f"e{number}", (f"e{number}",), None, "direct", "assert"
            )
        )
    return Document(id, None, None, None, published, url, "en", whole, tuple(sources), tuple(statements), ())


def identity(name: str, kind: str | None, published: str | None = None, words: str = "") -> str | None:
    found = document([(name, kind)], published=published, words=words)
    known = names.identity((found.sources or ())[0], found)
    return known and known.key


def one(left: Who, right: Who) -> bool:
    """Whether two names in two documents are one source."""
    key = identity(*left)
    return key is not None and key == identity(*right)


# ---- names ----


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Vera Lindqvist", "Vera Lindqvist"),
        ("Vera Lindqvist", "VERA LINDQVIST"),
        ("Mayor Vera Lindqvist", "Vera Lindqvist"),
        ("Dr. Vera Lindqvist", "President Vera Lindqvist"),
        ("Vera Lindqvist of the University of Alder", "Vera Lindqvist"),
        ("Pat O'Hale", "Pat O’Hale"),
        ("Anna-Lena Berg", "Anna Lena Berg"),
        ("V. K. Lindqvist", "VK Lindqvist"),
    ],
)
def test_a_full_name_is_one_person(left: str, right: str) -> None:
    assert one((left, "person"), (right, "person"))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Vera Lindqvist", "Nils Lindqvist"),
        ("Vera Lindqvist", "Lindqvist"),
        ("Lindqvist", "Lindqvist"),
        ("V. Lindqvist", "V. Lindqvist"),
        ("Vera Lindqvist", "Vera Lindqvist Jr."),
        ("Vera Lindqvist", "Vera Líndqvist"),
        ("the mayor", "the mayor"),
        ("The Mayor", "The Mayor"),
        ("his father", "his father"),
        ("Prime Minister", "Prime Minister"),
        ("Vera Lindqvist and Nils Berg", "Vera Lindqvist and Nils Berg"),
        ("van Berg", "van Berg"),
    ],
)
def test_what_may_be_two_persons_stays_apart(left: str, right: str) -> None:
    assert not one((left, "person"), (right, "person"))


@pytest.mark.parametrize("kind", ["unnamed", "document", "poll", None])
def test_what_has_no_name_is_never_found_by_its_words(kind: str | None) -> None:
    assert identity("two senior officials", kind) is None
    assert identity("Vera Lindqvist", kind) is None


def test_one_name_of_kinds_that_cannot_be_one_stays_apart() -> None:
    assert not one(("Vera Lindqvist", "person"), ("Vera Lindqvist", "outlet"))
    assert not one(("Alder Harbour", "government"), ("Alder Harbour", "organisation"))
    assert one(("Alder Harbour", "outlet"), ("Alder Harbour", "organisation"))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Halvern Logistics", "Halvern Logistics", True),
        ("Halvern Logistics", "Halvern", False),
        ("the Alder Courier", "Alder Courier", True),
        ("the Times", "the Times", False),
        ("Foreign Ministry", "Foreign Ministry", False),
        ("police", "police", False),
        ("AFA", "AFA", False),
        ("Norway's Foreign Ministry", "the Norwegian foreign ministry", True),
        ("Norwegian Foreign Ministry", "Swedish Foreign Ministry", False),
        ("Norwegian Court", "Norwegian Court", False),
    ],
)
def test_institutions(left: str, right: str, same: bool) -> None:
    assert one((left, "organisation"), (right, "organisation")) is same


def test_groups_are_not_found_by_their_name() -> None:
    assert identity("Democrats", "group") is None


def test_an_acronym_is_what_its_text_says() -> None:
    told = "He is of the Alder Farmers Association (AFA) in the north."
    assert identity("AFA", "organisation", words=told) == identity("Alder Farmers Association", "organisation")
    assert identity("AFA", "organisation", words="He is of the Farmers of Alder (AFA).") is None


# ---- public facts ----


def heads(offices: set[str]) -> list[actors.Leader]:
    """Terms of heads of organisations, each the only one of its organisation in the middle of the term."""
    facts = actors.facts()
    known = {each.name for each in facts.organisations}
    return [each for each in facts.leaders if each.of in known and each.office in offices and len(each.start) == 10]


def middle(leader: actors.Leader) -> str:
    """A day in the term; facts/actors.json reaches further than that."""
    return (date.fromisoformat(leader.start) + timedelta(days=100)).isoformat()


TERMS = heads({"Director General", "Director-General", "Secretary General", "Secretary-General", "Director"})


def test_facts_hold_terms() -> None:
    assert len(TERMS) > 10


@pytest.mark.parametrize("leader", TERMS, ids=lambda leader: f"{leader.surname}-{leader.start}")
def test_who_holds_an_office_is_whom_the_facts_say_held_it_that_day(leader: actors.Leader) -> None:
    day = middle(leader)
    if leader.end is not None and leader.end < day:
        pytest.skip("a short term")
    full = identity(leader.name, "person")
    assert full is not None
    organisation = next(each for each in actors.facts().organisations if each.name == leader.of)
    for name in (organisation.name, organisation.short):
        assert identity(f"the {name} chief", "person", day) == full
        assert identity(f"the {leader.office} of the {name}", "person", day) == full
        for other in ("former", "deputy", "next", "acting"):
            assert identity(f"the {other} {name} chief", "person", day) is None
        assert identity(f"the {name} chief's lawyer", "person", day) is None
        assert identity(f"the {name} chief", "person") is None, "no date"
        assert identity(f"the {name} chief", "person", "2150-01-01") is None, "beyond the facts"
        assert identity(f"the {name} chief", "unnamed", day) is None


def test_one_office_in_other_years_is_another_person() -> None:
    by_place: dict[str, set[str | None]] = {}
    for leader in TERMS:
        by_place.setdefault(leader.of, set()).add(identity(f"the {leader.of} chief", "person", middle(leader)))
    assert any(len(found - {None}) > 1 for found in by_place.values())


def test_full_and_short_names_that_the_facts_know_are_one() -> None:
    known = [each for each in actors.facts().organisations if each.short != each.name and each.short.isupper()]
    assert len(known) > 50
    for each in known:
        if actors.organisation(each.short) == actors.organisation(each.name) == each:
            assert one((each.short, each.kind), (each.name, each.kind)), each


# ---- in a ledger ----


@pytest.fixture
def engine(place: str) -> Iterator[Engine]:
    with opened(place, create=True) as engine:
        yield engine


def rows(connection: Connection) -> dict[tuple[str, int], tuple[int, str, str | None]]:
    """Of each document's sources, by the document's name and their numbers, the row, name and kind in the ledger."""
    query = text("""SELECT document.name, number, source_id, source.name, source.kind FROM appearance
        JOIN document ON document.id = document_id JOIN source ON source.id = source_id""")
    return {(name, number): (id, shown, kind) for name, number, id, shown, kind in connection.execute(query)}


def test_sources_are_found_again(engine: Engine) -> None:
    first = document([("Vera Lindqvist", "person"), ("an official", "unnamed"), ("Berg", "person")], id="a")
    second = document([("an official", "unnamed"), ("VERA LINDQVIST", "person"), ("Berg", "person")], id="b")
    with writing(engine) as connection:
        store(connection, first, "a")
        store(connection, second, "b")
        found = rows(connection)
        canonical = connection.execute(text("SELECT count(*) FROM source WHERE canonical_id <> id")).scalar()
    assert found["a", 1] == found["b", 2]
    assert found["a", 1][1:] == ("Vera Lindqvist", "person")
    assert len({found[place][0] for place in (("a", 2), ("b", 1), ("a", 3), ("b", 3))}) == 4
    assert canonical == 0


def test_two_entities_of_one_document_may_be_one_source(engine: Engine) -> None:
    leader = next(each for each in TERMS if each.end is None or each.end > middle(each))
    both = document([(leader.name, "person"), (f"the {leader.of} chief", "person")], published=middle(leader))
    with writing(engine) as connection:
        store(connection, both, "a")
        found = rows(connection)
    assert found["a", 1] == found["a", 2]
    assert found["a", 1][1] == leader.name


def test_a_second_bearer_of_a_surname_changes_nothing(engine: Engine) -> None:
    whos = ["Vera Lindqvist", "Lindqvist", "Nils Lindqvist", "Lindqvist", "Vera Lindqvist"]
    with writing(engine) as connection:
        for number, who in enumerate(whos):
            store(connection, document([(who, "person")], id=str(number)), str(number))
        found = rows(connection)
    assert found["0", 1] == found["4", 1]
    assert len({row[0] for row in found.values()}) == 4


pool: list[Who] = [
    *(
        (name, "person")
        for name in ("Vera Lindqvist", "VERA LINDQVIST", "Mayor Vera Lindqvist", "Lindqvist", "V. Berg")
    ),
    *((name, kind) for name in ("Alder Courier", "ALDER COURIER", "Halvern") for kind in ("outlet", "organisation")),
    *((name, "government") for name in ("Norwegian Foreign Ministry", "Norway's foreign ministry", "Foreign Ministry")),
    *(("officials", "unnamed"), ("it", None), ("the report", "document")),
]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(st.sampled_from(pool), unique=True, max_size=5), max_size=6), st.randoms())
def test_the_order_of_documents_changes_nothing(engine: Engine, whos: list[list[Who]], random: object) -> None:
    read = [document(some, id=str(number)) for number, some in enumerate(whos)]

    def parts(order: Sequence[Document]) -> set[tuple[frozenset[tuple[str, int]], str, str | None]]:
        # What is not committed is undone when the connection closes.
        with engine.connect().execution_options(writing=True) as connection:
            for each in order:
                store(connection, each, each.id)
            found = rows(connection)
        return {
            (frozenset(place for place, other in found.items() if other[0] == id), name, kind)
            for id, name, kind in found.values()
        }

    other = list(read)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert parts(read) == parts(other)


def test_hostile_names_are_kept_apart_and_do_no_harm(engine: Engine) -> None:
    hostile = [
        "A" * 5000 + " B",
        "\x1b[2J Vera",
        "Vera\u200b Lindqvist",
        "‮Vera Lindqvist",
        "' OR 1=1 --",
        "%",
        "\ufdd0",
    ]
    with writing(engine) as connection:
        for number in range(2):
            store(connection, document([(name, "person") for name in hostile], id=str(number)), str(number))
        found = rows(connection)
    assert len({row[0] for row in found.values()}) == 2 * len(hostile)


def test_several_that_add_at_once_make_each_source_once(place: str) -> None:
    with opened(place, create=True):
        pass

    def add(worker: int) -> None:
        with opened(place) as engine:
            for number in range(10):
                whos: list[Who] = [(f"Vera Lindqvist{chr(97 + number)}", "person"), ("Alder Courier", "outlet")]
                with writing(engine) as connection:
                    store(connection, document(whos, id=f"{worker}-{number}"), f"{worker}-{number}")

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(add, range(4)))
    with opened(place) as engine, engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM source")).scalar() == 11
        assert connection.execute(text("SELECT count(*) FROM appearance")).scalar() == 80
