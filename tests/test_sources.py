"""Who the sources are, given which mentions coreference puts together."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.document import Source
from sayso.reading.sources import Mentioned, resolve

MARK = re.compile(r"\[(\d+):([^\[\]]*)\]")


def read(marked: str, speakers: dict[int, int] | None = None) -> tuple[list[str], tuple[Source, ...]]:
    """Resolve a text in which [entity:words] stands around every mention; all of them are sources."""
    text, places, entities = "", [], []
    end = 0
    for match in MARK.finditer(marked):
        text += marked[end : match.start()]
        places.append((len(text), len(text) + len(match[2])))
        entities.append(int(match[1]))
        text += match[2]
        end = match.end()
    text += marked[end:]
    sources, ids = resolve(text, places, speakers or {}, Mentioned(places, entities), "2025-06-15")
    names = {s.id: s.name for s in sources}
    return [names[i] for i in ids], sources


def test_a_pronoun_is_who_its_entity_names() -> None:
    names, sources = read("[0:Mayor Vera Lindqvist] said so. [0:She] said more. [0:Lindqvist] left.")
    assert names == ["Vera Lindqvist"] * 3
    assert [(s.kind, s.anonymous, len(s.mentions)) for s in sources] == [("person", False, 3)]


def test_a_name_is_its_own_whatever_coreference_says() -> None:
    names, _ = read("[0:Vera Lindqvist] spoke. [0:Olaf Berg] spoke. [1:Berg] agreed.")
    assert names == ["Vera Lindqvist", "Olaf Berg", "Olaf Berg"]


def test_two_of_one_surname_stay_two() -> None:
    names, _ = read("[0:Vera Berg] spoke, then [1:Olaf Berg]. [0:Vera Berg] nodded.")
    assert names == ["Vera Berg", "Olaf Berg", "Vera Berg"]


def test_a_place_stands_for_its_government() -> None:
    names, sources = read("[0:Tehran] refused. [1:The Iranian government] said no. [2:Iran] denied it.")
    assert names == ["Iran"] * 3
    assert sources[0].kind == "government"


def test_unnamed_officials_stay_different_and_the_same_one_stays() -> None:
    names, sources = read(
        "[0:An Israeli official] said yes. [1:A second American official] said no. [2:The official] said maybe."
    )
    assert len(sources) == 2
    assert names[2] == names[1]
    assert [s.anonymous for s in sources] == [True, True]
    assert (sources[0].affiliation, sources[0].role, sources[0].count) == ("Israel", "official", 1)


def test_the_outlet_is_the_one_named_nearby() -> None:
    names, _ = read("So [0:the outlet] reports. [1:Axios] has it. [2:the outlet] again.")
    assert names == ["Axios"] * 3


def test_i_is_who_speaks() -> None:
    names, _ = read("[0:Vera Lindqvist] said: [1:I] believe [2:we] won.", {1: 0, 2: 1})
    assert names == ["Vera Lindqvist"] * 3


def test_those_who_quote_each_other_in_a_circle_are_read() -> None:
    names, _ = read("[0:he] said [1:she] said [2:I] said", {0: 2, 1: 0, 2: 1})
    assert len(names) == 3


@pytest.mark.parametrize("name", ["Jordan Smith", "Georgia Hale", "April Ryan", "Theresa May", "Chad Brown"])
def test_people_with_names_of_countries_and_months(name: str) -> None:
    names, sources = read(f"[0:{name}] said so. [0:{name.split()[1]}] left.")
    assert names == [name, name]
    assert sources[0].kind == "person"


def test_many_sources() -> None:
    names, sources = read(" ".join(f"[{i}:Person{chr(97 + i % 26)} Name{i}x] said {i}." for i in range(600)))
    assert len(sources) == len(set(names)) == 600


@given(st.lists(st.tuples(st.integers(0, 3), st.text("aIheMr. Th-’“of", max_size=12)), min_size=1, max_size=8))
def test_every_place_gets_a_source(mentions: list[tuple[int, str]]) -> None:
    marked = " ".join(f"[{entity}:{words}]" for entity, words in mentions)
    names, sources = read(marked)
    assert len(names) == len(mentions)
    assert sum(len(s.mentions) for s in sources) == len(mentions)
    assert read(marked) == (names, sources)


def test_a_firm_called_by_its_first_word() -> None:
    names, sources = read("[0:Halvern Logistics] grew. [1:Halvern] denied it, and [1:it] left.")
    assert names == ["Halvern Logistics"] * 3
    assert sources[0].kind == "organisation"


def test_he_is_the_last_man_who_spoke_whatever_coreference_says() -> None:
    names, _ = read("[0:Peter Olund] said so. [1:Anna Berg] nodded. [2:Karl Lind] spoke. [1:He] left. [0:She] smiled.")
    assert names[3:] == ["Karl Lind", "Anna Berg"]


def test_titles_tell_of_whom_she_is_said() -> None:
    names, _ = read("[0:Ms. Halvern] spoke, then [1:Mr. Lindqvist]. [2:She] left, and [3:he] stayed.")
    assert names[2:] == ["Halvern", "Lindqvist"]


def test_who_says_what_a_pronoun_stands_in_comes_first() -> None:
    names, _ = read("[0:Peter Olund] spoke. [1:Karl Lind] said [2:he] believes it.", {2: 1})
    assert names[2] == "Karl Lind"


def test_those_quoted_inside_a_statement_are_not_who_makes_it() -> None:
    names, _ = read("[0:Peter Olund] spoke. “[1:Karl Lind] says so,” [2:he] said.", {1: 2})
    assert names[2] == "Peter Olund"


def test_an_office_is_who_is_called_by_it() -> None:
    names, _ = read(
        "[0:Gov. Peter Olund] met [1:Senator Karl Lind]. [2:The Harne governor] left. [3:The senator] stayed."
    )
    assert names[2:] == ["Peter Olund", "Karl Lind"]


def test_who_is_the_one_named_before_it() -> None:
    names, _ = read("[0:The clerk] left. Even from Peter Olund, [0:who] said so.")
    assert names[1] == "Peter Olund"


def test_i_of_nobody_is_the_author_but_not_in_quotation_marks() -> None:
    names, sources = read("[0:I] believe it. “[1:I] do not.”")
    assert names == ["the author", "I"]
    assert sources[0].kind == "person"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Sen. Peter Olund (R-Harne)", "Peter Olund"),
        ("Sen. Peter Olund of Harne", "Peter Olund"),
        ("Representative-elect Anna Lind, Democrat of Harne,", "Anna Lind"),
        ("High Court Justice Anna Maria Lind Berg", "Anna Maria Lind Berg"),
        ("Harbour Security Anna Lind", "Anna Lind"),
    ],
)
def test_a_name_without_what_stands_around_it(words: str, name: str) -> None:
    assert read(f"[0:{words}] spoke.")[0] == [name]


def test_a_headline_does_not_lengthen_a_name() -> None:
    names, _ = read("Derelict Olund sails with many other boats. [0:Olund] spoke. [1:Peter Olund] left.")
    assert names == ["Peter Olund"] * 2


def test_people_who_are_not_told_apart_are_nobody_who_was_named_before() -> None:
    names, sources = read("[0:The mayor] said so. [0:Officials] agreed. [0:Residents] left. [0:Officials] wept.")
    assert names == ["The mayor", "Officials", "Residents", "Officials"]
    assert [source.anonymous for source in sources] == [False, True, True]


def test_the_officials_are_those_that_were_spoken_of() -> None:
    assert read("[0:Officials] said so. [0:The officials] wept.")[1][0].mentions[1].text == "The officials"


def test_a_relative_pronoun_is_what_it_follows_and_no_earlier_speaker() -> None:
    names, sources = read(
        "[0:Peter Olund] spoke of [1:dock workers] [2:who] want rain, and of [3:a law] [4:that] forbids it."
    )
    assert names[2:] == ["dock workers", "a law", "a law"]
    assert [source.kind for source in sources] == ["person", "unnamed", "document"]


def test_a_relative_pronoun_in_an_apposition_is_the_one_it_tells_of() -> None:
    names, _ = read("[0:Anna Berg] met [1:Karl Lind], [2:a clerk] [3:who] had refused.")
    assert names[3] == "Karl Lind"


def test_what_somebody_owns_is_called_by_the_name() -> None:
    names, sources = read("[0:Vera Lindqvist] spoke. [1:Her supporters] cheered, and [2:her proposal] says so.")
    assert names == ["Vera Lindqvist", "Vera Lindqvist's supporters", "Vera Lindqvist's proposal"]
    assert [(source.kind, source.anonymous) for source in sources[1:]] == [("group", False), ("document", False)]


def test_a_campaign_is_one_however_it_is_called() -> None:
    names, sources = read(
        "[0:Vera Lindqvist] spoke. [1:Mrs. Lindqvist’s campaign] agreed. [2:The Lindqvist campaign] denied it."
        " [3:Her campaign] left."
    )
    assert names[1:] == ["Lindqvist campaign"] * 3
    assert len(sources) == 2


def test_a_court_is_the_one_that_is_named() -> None:
    names, _ = read(
        "[0:A federal appeals court] ruled. It was [1:the Harne Court of Appeals for the Fifth Circuit]."
        " [2:The appeals court] said more, and [3:the court] went on."
    )
    assert names == ["Harne Court of Appeals for the Fifth Circuit"] * 4


def test_an_outlet_cut_short_is_the_one_that_the_text_names() -> None:
    names, _ = read("The Harne Evening Post has it. [0:The Post] has learned more.")
    assert names == ["Harne Evening Post"]


def test_common_nouns_in_a_headline_are_nobody_s_name() -> None:
    names, sources = read(
        "[0:Harbour Workers] Rip Council Over Broken Cranes\n\nThe [1:top harbour workers] said so. [2:Voters] left."
    )
    assert names[:2] == ["top harbour workers"] * 2
    assert sources[0].kind == "unnamed"


def test_who_signs_a_letter_is_its_author() -> None:
    names, _ = read("LETTERS.\n\n[0:I] hope for rain.\n\nAnna Berg.\n\n[1:I] do not.\n\nPeter Lind\n\n[2:I] may.")
    assert names == ["Anna Berg", "Peter Lind", "the author"]


def test_several_named_ones_are_they_but_never_he() -> None:
    names, _ = read("[0:Peter Olund] spoke. [1:Anna Berg and Karl Lind] left. [2:They] refuse, and [3:he] nodded.")
    assert names[2:] == ["Anna Berg and Karl Lind", "Peter Olund"]


def test_those_of_whom_a_clause_tells_are_no_second_source() -> None:
    names, _ = read("[0:Senator Karl Lind of Harne, who sailed with Mrs. Berg,] spoke.")
    assert names == ["Karl Lind"]


def test_he_or_she_is_learned_from_the_text() -> None:
    names, _ = read("[0:Tove Halvern] said [0:she] would. [1:Karl Lind] spoke. [2:She] left.")
    assert names[3] == "Tove Halvern"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("you", "unnamed"),
        ("Many of them", "unnamed"),
        ("a quarter of residents", "group"),
        ("only 12 percent of those surveyed", "group"),
        ("a majority of the court", "organisation"),
    ],
)
def test_kinds_of_those_without_a_name(words: str, kind: str) -> None:
    assert read(f"[0:{words}] said so.")[1][0].kind == kind


def test_a_person_called_like_a_firm_is_the_person_where_a_title_tells_it() -> None:
    names, _ = read("The Halvern Organization grew. Mr. Halvern came. [0:Halvern] spoke.")
    assert names == ["Halvern"]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[0:Ada Lind] and [1:Olaf Lind] came. [2:Mrs. Lind] spoke. [3:Mr. Lind] left.", ["Ada Lind", "Olaf Lind"] * 2),
        (
            "[0:Senator Ada Lind] came. [1:Olaf Lind] came. [2:Senator Lind] spoke.",
            ["Ada Lind", "Olaf Lind", "Ada Lind"],
        ),
        ("[0:Mrs. Lind] spoke of [1:Olaf Lind].", ["Lind", "Olaf Lind"]),
        ("[0:Former chair and novelist Ada Lind] spoke.", ["Ada Lind"]),
        ("[0:Ada Lind, Olaf Berg and Vera Holm] wrote.", ["Ada Lind and Olaf Berg and Vera Holm"]),
        ("[0:This Morning with Ada Lind] reported it.", ["This Morning"]),
        ("[0:The Fish and Game Service] warned.", ["Fish and Game Service"]),
        (
            "Retired U.S. Air Force Gen. Norman Hale spoke about the old quays and their owners. [0:Hale] agreed.",
            ["Norman Hale"],
        ),
        ("[0:James O’Hara] came. [1:O'Hara] spoke.", ["James O’Hara"] * 2),
        ("[0:Bill de Marco] came. [1:De Marco] spoke.", ["Bill de Marco"] * 2),
        ("[0:Vera Holm] came. [0:The minister of the harbours, Ms. Holm], spoke.", ["Vera Holm"] * 2),
        ("[0:The Alliance to Keep Our Quays (AKOQ)] met. [1:AKOQ] spoke.", [None, "Alliance to Keep Our Quays"]),
        ("Ada Lind’s campaign began. [0:The Lind campaign] asked.", ["Ada Lind campaign"]),
        ("[0:A new Alder Courier/Marl News poll released on Friday] found it.", ["Alder Courier/Marl News poll"]),
    ],
)
def test_titles_offices_and_joined_names(marked: str, names: list[str | None]) -> None:
    assert [name if wanted else None for name, wanted in zip(read(marked)[0], names, strict=True)] == names


def test_several_without_a_name_are_never_he() -> None:
    names, _ = read("[0:Olaf Berg] spoke. [1:Growing numbers] agreed. [1:He] left.")
    assert names[2] != "Growing numbers"


def test_who_is_described_first_is_named_afterwards() -> None:
    names, _ = read(
        "Works are late.\n\n[0:A former harbour chairman] says so.\n\n[1:Olaf Berg], who led it, knew. [1:Berg] left."
    )
    assert names == ["Olaf Berg"] * 3
    names, _ = read(
        "Works are late.\n\n[0:A harbour official] says so.\n\n[1:Olaf Berg], the mayor, knew nothing of it."
    )
    assert names == ["A harbour official", "Olaf Berg"]


def test_a_union_is_named_by_its_words_afterwards() -> None:
    names, _ = read(
        "Vote near.\n\n[0:A union of dockers] met. "
        "Later [1:the Association of Harbour Dockers] sang. [2:The union] won."
    )
    assert names == ["Association of Harbour Dockers"] * 3


def test_a_description_is_who_is_called_so_in_the_text() -> None:
    names, _ = read(
        "[0:Rep. Vera Lindqvist], who met President Olaf Berg, spoke. [0:The president] and [1:the lawmaker] sat."
    )
    assert names == ["Vera Lindqvist", "Olaf Berg", "Vera Lindqvist"]
    names, _ = read(
        "[0:Vera Lindqvist], a former harbour commissioner, met [1:commissioner Olaf Berg]. [0:The commissioner] sat."
    )
    assert names[2] == "Olaf Berg"


def test_nobody_is_he_in_what_he_says_himself() -> None:
    names, _ = read('"Mayor [0:Olaf Berg] is late, and [1:he] knows it," [1:Hans Holm] said.', {1: 2})
    assert names[1] == "Olaf Berg"


def test_a_pronoun_is_who_was_mentioned_before_if_nobody_spoke() -> None:
    text = "Clerks met Mayor Vera Lindqvist. She said no."
    places = [(11, 32), (33, 36)]
    sources, ids = resolve(text, [places[1]], {}, Mentioned(places, [0, 1]), None)
    assert [s.name for s in sources if s.id == ids[0]] == ["Vera Lindqvist"]


def test_they_may_be_an_outlet() -> None:
    names, _ = read("[0:Axios] asked. [1:They] found it.")
    assert names == ["Axios", "Axios"]


def test_what_tells_more_of_several_is_no_part_of_their_names() -> None:
    names, _ = read("[0:Ada Lind and Olaf Berg, two harbour clerks], agreed.")
    assert names == ["Ada Lind and Olaf Berg"]
