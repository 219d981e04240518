"""Who names, places and descriptions stand for."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading import actors
from sayso.reading.actors import How, country_of, describe, government, kind, leaders, named, organisation, reference

LISTS = Path(__file__).parents[1] / "training" / "lists"
KINDS = {"person", "group", "organisation", "government", "outlet", "agency", "document", "poll", "unnamed", None}
PIECES = (
    "two the of and , ( senior Israeli officials Mr. Kim U.S. poll 's who was not authorised to speak said a half "
    "dozen 42% some Police White House Israel’s administration ” — in 10 second Jordan May"
)
ANY_WORDS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES.split()), max_size=12).map(" ".join),
)


# ---- countries ----


@pytest.mark.parametrize(
    ("words", "country", "how"),
    [
        ("Israel", "Israel", How.NAME),
        ("Israeli", "Israel", How.DEMONYM),
        ("Israelis", "Israel", How.DEMONYM),
        ("the British", "United Kingdom", How.DEMONYM),
        ("Americans", "United States", How.DEMONYM),
        ("Frenchmen", "France", How.DEMONYM),
        ("Kyrgyz", "Kyrgyzstan", How.DEMONYM),
        ("Tehran", "Iran", How.CAPITAL),
        ("Kiev", "Ukraine", How.CAPITAL),
        ("Kyiv", "Ukraine", How.CAPITAL),
        ("the Kremlin", "Russia", How.SEAT),
        ("Downing Street", "United Kingdom", How.SEAT),
        ("the Élysée", "France", How.SEAT),
        ("U.S.", "United States", How.NAME),
        ("US", "United States", How.NAME),
        ("the USA", "United States", How.NAME),
        ("America", "United States", How.NAME),
        ("Britain", "United Kingdom", How.NAME),
        ("UK", "United Kingdom", How.NAME),
        ("South Korea", "South Korea", How.NAME),
        ("Republic of Korea", "South Korea", How.NAME),
        ("DPRK", "North Korea", How.NAME),
        ("Burma", "Myanmar", How.NAME),
        ("Türkiye", "Turkey", How.NAME),
        ("Côte d’Ivoire", "Ivory Coast", How.NAME),
        ("Cote d'Ivoire", "Ivory Coast", How.NAME),
        ("the Islamic Republic", "Iran", How.NAME),
        ("Czech Republic", "Czechia", How.NAME),
        ("IRAN", "Iran", How.NAME),
    ],
)
def test_words_for_a_country(words: str, country: str, how: How) -> None:
    found = reference(words)
    assert found is not None
    assert (found.country.name, found.how) == (country, how)
    assert country_of(words) == country


@pytest.mark.parametrize(
    "words",
    # Not in capitals; letter for letter; more than a name; shared by two countries; somebody or somewhere else.
    [
        "turkey",
        "us",
        "Us",
        "chad",
        "polish",
        "Jordan Smith",
        "Georgia O’Keeffe",
        "Chad Johnson",
        "Paris Hilton",
        "Korean",
        "New Jersey",
        "Victoria",
        "San Jose",
        "Georgetown",
        "Hague",
        "",
        "the",
        "’s",
        "Israeli officials",
    ],
)
def test_words_for_no_country(words: str) -> None:
    assert country_of(words) is None


@pytest.mark.parametrize(
    "around", ["{}", " {} ", "“{}”", '"{}"', "{},", "the {}", "{}’s", "{}'s", "\n{}\t", "({})", "‘{}’"]
)
@pytest.mark.parametrize("name", ["Iran", "U.S.", "Washington", "South Korea"])
def test_what_stands_around_a_name_changes_nothing(around: str, name: str) -> None:
    assert country_of(around.format(name)) == country_of(name)


# ---- governments ----


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Washington", "United States"),
        ("Tehran", "Iran"),
        ("the Kremlin", "Russia"),
        ("West Jerusalem", "Israel"),
        ("Jerusalem", "Israel"),
        ("Ankara", "Turkey"),
        ("Brussels", "European Union"),
        ("the Blue House", "South Korea"),
        ("Zhongnanhai", "China"),
        ("the Vatican", "Vatican"),
        ("The Hague", "Netherlands"),
        ("Whitehall", "United Kingdom"),
        ("Number 10", "United Kingdom"),
        ("Israel", "Israel"),
        ("the United States", "United States"),
        ("the Iranian government", "Iran"),
        ("Iran’s government", "Iran"),
        ("the government of Iran", "Iran"),
        ("the Syrian regime", "Syria"),
        ("the new Syrian government", "Syria"),
        ("Syria’s interim government", "Syria"),
        ("the Trump administration", "United States"),
        ("the Obama Administration", "United States"),
        ("the Assad regime", "Syria"),
        ("Netanyahu’s government", "Israel"),
        ("White House", "White House"),
        ("the White House", "White House"),
        ("the Biden White House", "White House"),
        ("Texas", "Texas"),
        ("Scotland", "Scotland"),
    ],
)
def test_words_for_a_government(words: str, name: str) -> None:
    assert government(words) == name


@pytest.mark.parametrize(
    "words",
    [
        "London police",
        "Paris Hilton",
        "Washington Post",
        "the Israeli",
        "Israelis",
        "the former Syrian government",
        "the government",
        "the administration",
        "the State Department",
        "Jordan Smith",
        "washington",
        "the Smith regime",
        "",
    ],
)
def test_words_for_no_government(words: str) -> None:
    assert government(words) is None


def test_whose_government_it_is_may_hang_on_the_date() -> None:
    assert government("the Johnson government", "2020-05-01") == "United Kingdom"
    assert government("the Johnson government", "1965-05-01") == "United States"
    assert government("the Johnson government") is None
    assert government("the Johnson administration") == "United States"


# ---- leaders ----


def names(surname: str, date: str | None = None) -> list[str]:
    return [leader.name for leader in leaders(surname, date)]


@pytest.mark.parametrize(
    ("surname", "date", "found"),
    [
        ("Clinton", "1995-05-01", ["Bill Clinton"]),
        ("Clinton", "2010-05-01", ["Hillary Clinton"]),
        ("Johnson", "1965-05", ["Lyndon Johnson"]),
        ("Johnson", "2020", ["Boris Johnson"]),
        ("Bush", "1990-08-02", ["George H.W. Bush"]),
        ("Bush", "2003-03-20", ["George W. Bush"]),
        ("May", "2017-06-09", ["Theresa May"]),
        ("may", "2020-06-09", []),
        ("Trump", "2016-10-01", []),
        ("Trump", "2017-01-20", ["Donald Trump"]),
        ("Trump", "2022", []),
        ("Zelenskyy", "2024-02-02", ["Volodymyr Zelensky"]),
        ("Erdoğan", "2020-02-02", ["Recep Tayyip Erdogan"]),
        ("al-Assad", "1999", ["Hafez al-Assad"]),
        ("Assad", "2015", ["Bashar al-Assad"]),
        ("Grossi", "2025-06-15", ["Rafael Grossi"]),
        ("Boris Johnson", "2017-07-01", ["Boris Johnson"]),
        ("Macron", "2099-01-01", ["Emmanuel Macron"]),
        ("Nobodyson", None, []),
    ],
)
def test_who_led_when(surname: str, date: str | None, found: list[str]) -> None:
    assert names(surname, date) == found


def test_a_leader_has_an_office_and_a_term() -> None:
    (leader,) = leaders("Thatcher")
    assert (leader.of, leader.office, leader.start, leader.end) == (
        "United Kingdom",
        "Prime Minister",
        "1979-05-04",
        "1990-11-28",
    )
    assert leader.surname == "Thatcher"


def test_without_a_date_all_terms_are_told() -> None:
    assert names("Putin") == ["Vladimir Putin"] * 3
    assert set(names("Johnson")) >= {"Lyndon Johnson", "Boris Johnson"}


# ---- organisations ----


@pytest.mark.parametrize(
    ("words", "name", "short", "kind_of_it"),
    [
        ("IAEA", "International Atomic Energy Agency", "IAEA", "organisation"),
        ("the International Atomic Energy Agency", "International Atomic Energy Agency", "IAEA", "organisation"),
        ("UN", "United Nations", "UN", "organisation"),
        ("the U.N.", "United Nations", "UN", "organisation"),
        ("EU", "European Union", "EU", "organisation"),
        ("Nato", "North Atlantic Treaty Organization", "NATO", "organisation"),
        ("F.B.I.", "Federal Bureau of Investigation", "FBI", "organisation"),
        ("the Revolutionary Guards", "Islamic Revolutionary Guard Corps", "IRGC", "organisation"),
        ("Capitol Hill", "United States Congress", "Congress", "organisation"),
        ("Foggy Bottom", "US Department of State", "State Department", "government"),
        ("the Pentagon", "US Department of Defense", "Pentagon", "government"),
        ("AFP", "Agence France-Presse", "AFP", "agency"),
        ("Reuters", "Reuters", "Reuters", "agency"),
        ("dpa", "Deutsche Presse-Agentur", "dpa", "agency"),
        ("Xinhua", "Xinhua News Agency", "Xinhua", "agency"),
        ("Washington Post", "Washington Post", "Washington Post", "outlet"),
        ("The New York Times", "New York Times", "New York Times", "outlet"),
        ("al-Jazeera", "Al Jazeera", "Al Jazeera", "outlet"),
        ("The Hill", "The Hill", "The Hill", "outlet"),
        ("Moody’s", "Moody's", "Moody's", "organisation"),
    ],
)
def test_names_of_organisations(words: str, name: str, short: str, kind_of_it: str) -> None:
    found = organisation(words)
    assert found is not None
    assert (found.name, found.short, found.kind) == (name, short, kind_of_it)


@pytest.mark.parametrize(
    "words", ["Un", "who", "Who", "Hill", "Times", "Ap", "iaea", "London police", "Sun", "", "Smith"]
)
def test_names_of_no_organisation(words: str) -> None:
    assert organisation(words) is None


@pytest.mark.parametrize("name", ["organisations.tsv", "outlets.tsv"])
def test_the_facts_hold_what_the_lists_say(name: str) -> None:
    rows = [line.split("\t") for line in (LISTS / name).read_text("utf8").splitlines() if not line.startswith("#")]
    assert len(rows) > 300
    for row in rows:
        found = organisation(row[1])
        assert found is not None, row
        assert found.name == row[1] or row[1] in (found.short, "Australian Broadcasting Corporation"), (row, found)


def test_the_file_is_small_and_its_parts_fit_together() -> None:
    folder = resources.files("sayso") / "reading" / "facts"
    known = actors.facts()
    assert len((folder / "actors.json").read_bytes()) < 600_000
    assert "Phoenix" in (folder / "SOURCES.md").read_text("utf8")
    assert all(name in {c.name for c in known.countries} for name in ("United States", "Iran", "Syria", "Russia"))
    assert max(known.organisation_names.values()) < len(known.organisations)
    assert all(place < len(known.leaders) for places in known.surnames.values() for place in places)
    assert all(leader.end is None or leader.start <= leader.end for leader in known.leaders)
    assert {found.kind for found in known.organisations} == {"organisation", "government", "outlet", "agency"}


# ---- descriptions ----


@pytest.mark.parametrize(
    ("words", "count", "ordinal", "affiliation", "rank", "role", "plural"),
    [
        ("two senior Israeli officials", 2, None, "Israel", "senior", "official", True),
        ("a second American official", 1, 2, "United States", None, "official", False),
        ("another U.S. official", 1, None, "United States", None, "official", False),
        ("a State Department official", 1, None, "State Department", None, "official", False),
        ("the Israeli defense official", 1, None, "Israeli defense", None, "official", False),
        ("a law enforcement official", 1, None, "law enforcement", None, "official", False),
        ("several diplomats", None, None, None, None, "diplomat", True),
        ("officials", None, None, None, None, "official", True),
        ("people familiar with the matter", None, None, None, None, "person", True),
        ("one person briefed on the talks", 1, None, None, None, "person", False),
        ("half a dozen witnesses", 6, None, None, None, "witness", True),
        ("two dozen residents", 24, None, None, None, "resident", True),
        ("at least 14 villagers", 14, None, None, None, "villager", True),
        ("dozens of witnesses", None, None, None, None, "witness", True),
        ("a couple of aides", 2, None, None, None, "aide", True),
        ("a group of retired officers", None, None, None, "retired", "officer", True),
        ("one of Netanyahu’s aides", 1, None, "Netanyahu", None, "aide", False),
        (
            "three former senior officials from the Foreign Ministry",
            3,
            None,
            "Foreign Ministry",
            "former senior",
            "official",
            True,
        ),
        ("officials in Tehran", None, None, "Iran", None, "official", True),
        ("a spokesman for the harbour company", 1, None, "harbour company", None, "spokesman", False),
        ("a top aide to Netanyahu", 1, None, "Netanyahu", "top", "aide", False),
        ("an unnamed Western diplomat", 1, None, "Western", None, "diplomat", False),
        ("the company’s director", 1, None, "company", None, "director", False),
        ("the third witness", 1, 3, None, None, "witness", False),
        ("the first lady", 1, None, None, None, "first lady", False),
        ("Ida Sorrel", None, None, None, None, None, False),
        ("the Courier", None, None, None, None, None, False),
        ("", None, None, None, None, None, False),
    ],
)
def test_what_a_description_says(
    words: str,
    count: int | None,
    ordinal: int | None,
    affiliation: str | None,
    rank: str | None,
    role: str | None,
    plural: bool,
) -> None:
    assert describe(words) == actors.Description(count, ordinal, affiliation, rank, role, plural, None)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("an official who was not authorised to speak publicly", "who was not authorised to speak publicly"),
        ("an official who wasn't authorized to speak", "who wasn't authorized to speak"),
        ("a diplomat, who asked not to be named,", "who asked not to be named"),
        ("two aides who spoke on condition of anonymity", "who spoke on condition of anonymity"),
        (
            "a clerk, speaking on the condition of anonymity because the matter is sensitive,",
            "speaking on the condition of anonymity because the matter is sensitive",
        ),
        (
            "a trader speaking anonymously because he feared reprisals",
            "speaking anonymously because he feared reprisals",
        ),
        ("a nurse who requested anonymity", "who requested anonymity"),
        ("a guard granted anonymity to describe the search", "granted anonymity to describe the search"),
        ("a witness whose name was withheld", "whose name was withheld"),
        ("an officer not authorised to talk to the press", "not authorised to talk to the press"),
        ("a captain who lacked authorization to speak", "who lacked authorization to speak"),
        ("an official familiar with the inquiry", None),
        ("the man who named the ship", None),
    ],
)
def test_why_a_source_is_not_named(words: str, reason: str | None) -> None:
    found = describe(words).reason
    assert (words[slice(*found)] if found else None) == reason


def test_the_reason_is_no_part_of_the_description() -> None:
    found = describe("two senior Israeli officials who were not authorised to brief American reporters")
    assert (found.count, found.affiliation, found.rank, found.role) == (2, "Israel", "senior", "official")


# ---- kinds ----

EXAMPLES = {
    "person": """
        Mr. Smith | Rafael Grossi | Smith | Ida Sorrel, the company’s director | Jordan Smith
        Georgia O’Keeffe | Chad Johnson | Theresa May | Paris Hilton | Israel Katz | Mr. Trump’s | Trump
        TRUMP | McCain | DeSantis | IAEA Director-General Rafael Grossi | Secretary of State John Kerry
        President Obama | Sen. Ted Cruz (R-Texas) | Republican presidential nominee Donald Trump
        White House spokesman Josh Earnest | the Courier’s Tobias Renn | harbour master Tobias Renn
        Ursula von der Leyen | Mohammed bin Salman | Bashar al-Assad | Xi Jinping | the president
        the former president | The Florida senator | his wife | her father | the nominee | the judge
        the finance minister, Ada Lund, | Chancellor Ada Lund of Norway | Prime Minister Ada Lund
        the Rev. Tom Pole | the novelist Mara Quill | poet and critic Mara Quill | Trump and Ryan
        he and Senator Mara Quill | the Wisconsin Republican | Judge Curiel | Steve King
        the former CEO of Halvern | Mayor Don Guardian | presidential candidate Ada Lund | the prince
        62-year-old Brenda Moss | Adm. Harry Lund Jr. | Mark Cuban | Washington, who plays the consul
    """,
    "group": """
        Democrats | Republicans | House Republicans | Some Democrats | Trump supporters
        Mr. Trump’s supporters | Hispanics | many of the Democrats | Americans | The Russians | the British
        Israelis | 46 percent of Republicans | Republican senators | Democratic leaders | the left
        the public | the poor | The Clintons | progressives | both sides | evangelical voters | Kurds
        voters of Iowa who are Democrats and Muslims | E.U. leaders | European leaders | Texas lawmakers
        Norwegian citizens | the oil industry
    """,
    "unnamed": """
        officials | critics | Critics | experts | aides | Aides | a voter | a law enforcement official
        some | many | others | people familiar with the matter | two senior Israeli officials
        White House officials | a spokesman for the company | Halvern’s spokeswoman | a federal judge
        the official | another witness | several | several of the officials | a Trump campaign adviser
        some of his friends | a group of economists | the man | one source | residents | a 21-year-old
        most voters | friends of Mr. Lund’s | law enforcement officials | an Israeli | a Republican
        Officials in Tehran | A person briefed on the talks | two prosecutors | 42% | the sources | protesters
        lawmakers | One of the authors of the study | the two lawmakers
        at least a dozen members of the council | a reporter | Federal and state officials
        two German lawmakers | former prosecutors | MPs | union leaders
    """,
    "organisation": """
        police | Police | London police | the Brazilian police | the FBI | F.B.I. | the campaign
        the Clinton campaign | his campaign | the company | the party | the Supreme Court | the Senate
        Congress | the University of Oslo | the IAEA | NATO | Hamas | Lebanese Hezbollah
        Human Rights Watch | the army | the group | the court | Halvern & Sons | the dockworkers’ union
        The Dockworkers’ Union | the Republican National Committee | EgyptAir | RNC | Google
        the board of elections | a think tank | the Bundesbank | his office | the Israeli military
        Boko Haram | the EU | the Thunder Harbour Foundation | U.S. Court of Appeals for the 3rd Circuit
        the Gold Star Society | Conservative PAC | federal prosecutors | Prosecutors | the prosecution
        a three-judge panel of the U.S. Court of Appeals
    """,
    "government": """
        Israel | Tehran | Washington | the Kremlin | the White House | the Iranian government
        the Obama administration | the Justice Department | the State Department | the Ministry of Health
        the Foreign Ministry | authorities | the authorities | the government | Georgia | Jordan | Chad
        Texas | Iran’s Foreign Ministry | the ministry | the Department of Homeland Security
        the Prime Minister’s Office | the embassy | the administration | the Pentagon
    """,
    "outlet": """
        CNN | The New York Times | Washington Post | the Washington Post | Fox News | the network
        the newspaper | The Hill | state media | the Israeli newspaper Haaretz | Port Alder Gazette
        the website | the Burlington Free Press | the magazine | Northern Public Radio | the media
        Tchadinfos.com | Meet the Press | local media
    """,
    "agency": """
        AP | the Associated Press | Reuters | AFP | TASS | Iran’s Tasnim news agency
        the state news agency SANA | the official news agency | Northern News Agency | dpa
    """,
    "document": """
        the report | The report | a new study | the letter | Supreme Court precedents | the indictment
        a batch of emails | the law | Records | a report released by the ministry | his tweet
        the statement | documents seen by the Courier | a University of Oslo study
        the State Department’s report | the ad | the manifest | Article 33 | court filings
    """,
    "poll": """
        the poll | the survey | polls | a New York Times/CBS News poll | exit polls | those surveyed
        a Gallup poll | a University of Oslo poll | the results of the latest poll | respondents
        A poll conducted by the Courier
    """,
    None: """
        he | He | she | they | who | which | it | I | we | that | his | themselves | It’s | | ’s | ,
        the two | Q | the talks | ’s
    """,
}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (words.strip(), expected)
        for expected, block in EXAMPLES.items()
        for line in block.strip().splitlines()
        for words in line.split(" | ")
    ],
)
def test_kinds(words: str, expected: str | None) -> None:
    assert kind(words) == expected


@pytest.mark.parametrize("around", ["{}", " {} ", "“{}”", '"{}"', "{},", "\n{}\n"])
@pytest.mark.parametrize(
    "words", ["two Israeli officials", "Mr. Smith", "the report", "Police", "the White House", "AP"]
)
def test_what_stands_around_a_mention_changes_no_kind(around: str, words: str) -> None:
    assert kind(around.format(words)) == kind(words)


# ---- names in mentions ----


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("IAEA Director-General Rafael Grossi", "Rafael Grossi"),
        ("Secretary of State John Kerry", "John Kerry"),
        ("Secretary of Homeland Security Ada Lund", "Ada Lund"),
        ("Deputy Secretary of Defense Ada Lund", "Ada Lund"),
        ("Chairman of the Joint Chiefs of Staff Gen. Ada Lund", "Ada Lund"),
        ("President of Russia Vladimir Putin", "Vladimir Putin"),
        ("Mr. Trump’s", "Trump"),
        ("Sen. Ted Cruz (R-Texas)", "Ted Cruz"),
        ("Republican presidential nominee Donald J. Trump", "Donald J. Trump"),
        ("Republican Ada Lund", "Ada Lund"),
        ("Norway’s Chancellor Ada Lund", "Ada Lund"),
        ("the finance minister, Ada Lund,", "Ada Lund"),
        ("Ada Lund, the finance minister", "Ada Lund"),
        ("poet and critic Mara Quill", "Mara Quill"),
        ("Saudi Crown Prince Mohammed bin Salman", "Mohammed bin Salman"),
        ("Israeli Prime Minister Benjamin Netanyahu", "Benjamin Netanyahu"),
        ("Ursula von der Leyen", "Ursula von der Leyen"),
        ("Steve King", "Steve King"),
        ("the newspaper Haaretz", "Haaretz"),
        ("the Burlington Free Press", "Burlington Free Press"),
        ("the Center for Coastal Studies", "Center for Coastal Studies"),
        ("the U.S. Court of Appeals for the Sixth Circuit", "U.S. Court of Appeals for the Sixth Circuit"),
        ("a three-judge panel of the U.S. Court of Appeals", "U.S. Court of Appeals"),
        ("Iran’s Ministry of Health", "Iran's Ministry of Health"),
        ("al-Harna television", "al-Harna"),
        ("a Harne newspaper", None),
        ("Guy Lund", "Guy Lund"),
        ("a guard of the plant, Ada Lund", "Ada Lund"),
        ("the director of the Harne Bureau, Gen. Ada Lund Jr.,", "Ada Lund Jr."),
        ("Iran’s Foreign Ministry", "Iran's Foreign Ministry"),
        ("the Florida senator", None),
        ("the secretary of state", None),
        ("London police", None),
        ("officials", None),
        ("he", None),
        ("", None),
    ],
)
def test_names_in_mentions(words: str, name: str | None) -> None:
    assert named(words) == name


# ---- anything ----


@given(ANY_WORDS)
@settings(max_examples=300, deadline=None)
def test_nothing_raises(words: str) -> None:
    country_of(words)
    government(words)
    organisation(words)
    leaders(words, words)
    named(words)
    assert kind(words) in KINDS
    found = describe(words)
    assert found.count is None or found.count >= 0
    if found.reason:
        start, end = found.reason
        assert 0 <= start < end <= len(words)


@given(ANY_WORDS)
@settings(max_examples=200, deadline=None)
def test_white_space_and_quotation_marks_change_nothing(words: str) -> None:
    plain = " ".join(words.split())
    for around in (f"  {plain}\n", f"“{plain}”", plain.replace(" ", "\u00a0")):
        assert kind(around) == kind(plain)
        assert government(around) == government(plain)
        assert organisation(around) == organisation(plain)


@pytest.mark.parametrize("piece", ["some of ", "(", "a, ", "A and B ", "who was ", "1 in ", "of A ", "’s ", "x"])
def test_long_text_is_no_trouble(piece: str) -> None:
    words = piece * (200_000 // len(piece))
    assert kind(words) in KINDS
    describe(words)
    government(words)
    organisation(words)
    leaders(words)
    named(words)


@pytest.mark.parametrize(
    ("words", "pronoun"),
    [
        ("Vera Lindqvist", "she"),
        ("Mr. Lindqvist", "he"),
        ("mayor Peter Olund", "he"),
        ("the congresswoman", "she"),
        ("Kim Olund", None),
        ("Peter", None),
        ("", None),
    ],
)
def test_he_or_she(words: str, pronoun: str | None) -> None:
    assert actors.pronoun(words.split()) == pronoun


@pytest.mark.parametrize(
    ("words", "office"),
    [("Gov.", "governor"), ("Sen", "senator"), ("Vice President", "vice president"), ("Harbour", None), ("", None)],
)
def test_an_office_by_its_title(words: str, office: str | None) -> None:
    assert actors.office(words) == office


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the Alder Police Department", "organisation"),
        ("independent analyses", "document"),
        ("an internal review", "document"),
        ("organized labor", "group"),
        ("World leaders", "unnamed"),
    ],
)
def test_kinds_by_nouns(words: str, kind: str) -> None:
    assert actors.kind(words) == kind
