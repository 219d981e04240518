"""Expressions of time and their values. The sentences are invented."""

from __future__ import annotations

import time
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.document import Time
from sayso.reading.times import times

THURSDAY = "2016-09-15"


def read(text: str, published: str | None = THURSDAY) -> list[tuple[str, str, str | None]]:
    """The times of a text as (text, type, value)."""
    return [(t.text, t.type, t.value) for t in times(text, published)]


DAYS = [
    ("It opened on Saturday.", "Saturday", "2016-09-10"),
    ("It opened on Thursday.", "Thursday", "2016-09-15"),
    ("The mill will open on Saturday.", "Saturday", "2016-09-17"),
    ("The hearing begins Monday.", "Monday", "2016-09-19"),
    ("She is expected to be sworn in on Tuesday.", "Tuesday", "2016-09-20"),
    ("The offer stands until Monday.", "Monday", "2016-09-19"),
    ("The mayor, who will retire, said on Monday that he was tired.", "Monday", "2016-09-12"),
    ("He could not be reached on Saturday.", "Saturday", "2016-09-10"),
    ("They may have left on Saturday.", "Saturday", "2016-09-10"),
    ("On Saturday, Lena Ostrow, who will resign, spoke.", "Saturday", "2016-09-10"),
    ("The count is set for Saturday.", "Saturday", "2016-09-17"),
    ("The United Docks on Saturday opened.", "Saturday", "2016-09-10"),
    ("next Thursday", "next Thursday", "2016-09-22"),
    ("last Thursday", "last Thursday", "2016-09-08"),
    ("this coming Tuesday", "this coming Tuesday", "2016-09-20"),
    ("They met on Tuesday of last week.", "Tuesday of last week", "2016-09-06"),
    ("It was said earlier on Saturday.", "earlier on Saturday", "2016-09-10"),
    ("It sank on Sept. 12.", "Sept. 12", "2016-09-12"),
    ("It sank on Oct. 12.", "Oct. 12", "2015-10-12"),
    ("They will vote on Sept. 12.", "Sept. 12", "2017-09-12"),
    ("It burned on 29 February.", "29 February", "2016-02-29"),
    ("Friday, July 21, 2017", "Friday, July 21, 2017", "2017-07-21"),
    ("Fri., 21 July 2017", "Fri., 21 July 2017", "2017-07-21"),
    ("on the 12th of October last year", "the 12th of October last year", "2015-10-12"),
    ("7/21/2017", "7/21/2017", "2017-07-21"),
    ("21/7/17", "21/7/17", "2017-07-21"),
    ("2017-07-21", "2017-07-21", "2017-07-21"),
    ("before 9/11", "9/11", "2001-09-11"),
    ("the September 11 attacks", "September 11", "2001-09-11"),
    ("yesterday", "yesterday", "2016-09-14"),
    ("the day before yesterday", "the day before yesterday", "2016-09-13"),
    ("tomorrow", "tomorrow", "2016-09-16"),
    ("three days ago", "three days ago", "2016-09-12"),
    ("It closed on Christmas Eve.", "Christmas Eve", "2015-12-24"),
    ("They will meet at Christmas.", "Christmas", "2016-12-25"),
    ("on New Year's Day 2015", "New Year's Day 2015", "2015-01-01"),
    ("It opened on Labor Day.", "Labor Day", "2016-09-05"),
    ("last Thanksgiving", "last Thanksgiving", "2015-11-26"),
    ("after Easter Monday", "Easter Monday", "2016-03-28"),
    ("It sank on May 8. Little was known by that time.", "that time", "2016-05-08"),
    ("It fell by 3 percent on the day.", "the day", "2016-09-15"),
]

OTHER_DATES = [
    ("last week", "last week", "2016-W36"),
    ("this week's vote", "this week", "2016-W37"),
    ("two weeks from now", "two weeks from now", "2016-W39"),
    ("over the weekend", "the weekend", "2016-W36-WE"),
    ("next weekend", "next weekend", "2016-W37-WE"),
    ("in April", "April", "2016-04"),
    ("in November", "November", "2015-11"),
    ("They will meet in November.", "November", "2016-11"),
    ("last September", "last September", "2015-09"),
    ("in early June", "early June", "2016-06"),
    ("in mid-August", "mid-August", "2016-08"),
    ("since March of last year", "March of last year", "2015-03"),
    ("in September 2006", "September 2006", "2006-09"),
    ("next month", "next month", "2016-10"),
    ("earlier this month", "earlier this month", "2016-09"),
    ("ten months ago", "ten months ago", "2015-11"),
    ("spring 2015", "spring 2015", "2015-SP"),
    ("the summer of 1914", "the summer of 1914", "1914-SU"),
    ("last winter", "last winter", "2015-WI"),
    ("The second quarter was good.", "The second quarter", "2016-Q2"),
    ("the fourth quarter of 2008", "the fourth quarter of 2008", "2008-Q4"),
    ("Q3 2015", "Q3 2015", "2015-Q3"),
    ("in the first half of last year", "the first half of last year", "2015-H1"),
    ("the current financial quarter", "the current financial quarter", "2016-Q3"),
    ("by the end of the fiscal year", "the end of the fiscal year", "2016"),
    ("by year's end", "year's end", "2016"),
    ("It ended the day at 12.", "the day", "2016-09-15"),
    ("in 1996", "1996", "1996"),
    ("circa 1820", "1820", "1820"),
    ("the War of 1812", "1812", "1812"),
    ("from 1790 to 1801", "1801", "1801"),
    ("by the year 2030", "the year 2030", "2030"),
    ("the 1998 treaty", "1998", "1998"),
    ("a rule for post-2015 ships", "2015", "2015"),
    ("in AD 79", "AD 79", "0079"),
    ("in 44 BC", "44 BC", "BC0044"),
    ("this year", "this year", "2016"),
    ("late last year", "late last year", "2015"),
    ("at the end of this year", "the end of this year", "2016"),
    ("two years ago", "two years ago", "2014"),
    ("almost a year and a half ago", "almost a year and a half ago", "2015-03"),
    ("in the 1990s", "the 1990s", "199"),
    ("in the late 1980s", "the late 1980s", "198"),
    ("in the '90s", "the '90s", "199"),
    ("in the sixties", "the sixties", "196"),
    ("in the 1960's", "the 1960's", "196"),
    ("in the 20th century", "the 20th century", "19"),
    ("a twenty-first century port", "twenty-first century", "20"),
    ("They are now closed.", "now", "PRESENT_REF"),
    ("at the moment", "the moment", "PRESENT_REF"),
    ("the current crisis", "current", "PRESENT_REF"),
    ("these days", "these days", "PRESENT_REF"),
    ("in the near future", "the near future", "FUTURE_REF"),
    ("It was recently closed.", "recently", "PAST_REF"),
    ("recent losses", "recent", "PAST_REF"),
    ("future losses", "future", "FUTURE_REF"),
    ("in fiscal 2009", "fiscal 2009", "FY2009"),
    ("the 2009 fiscal year", "the 2009 fiscal year", "FY2009"),
    ("It fell by 5 percent for the week.", "the week", "2016-W37"),
    ("sales in 2009 and the previous quarter", "the previous quarter", "2016-Q2"),
    ("in recent years", "recent years", "PAST_REF"),
    ("several years ago", "several years ago", "PAST_REF"),
]

CLOCKS = [
    ("10:30 a.m. ET on Thursday", "10:30 a.m. ET on Thursday", "2016-09-15T10:30"),
    ("on Tuesday at 8pm", "Tuesday at 8pm", "2016-09-13T20:00"),
    ("by six o'clock this evening", "six o'clock this evening", "2016-09-15T18:00"),
    ("at 18:00 UTC", "18:00 UTC", "2016-09-15T18:00Z"),
    ("at 0930 GMT", "0930 GMT", "2016-09-15T09:30Z"),
    ("(1408 UTC)", "1408 UTC", "2016-09-15T14:08Z"),
    ("2017-07-21T10:30", "2017-07-21T10:30", "2017-07-21T10:30"),
    ("It sank on Monday. The bell rang at noon.", "noon", "2016-09-15T12:00"),
    ("It sank at noon.", "noon", "2016-09-15T12:00"),
    ("by midnight on Friday", "midnight on Friday", "2016-09-16T24:00"),
    ("on Tuesday night", "Tuesday night", "2016-09-13TNI"),
    ("on the morning of May 3, 2010", "the morning of May 3, 2010", "2010-05-03TMO"),
    ("this afternoon", "this afternoon", "2016-09-15TAF"),
    ("late last night", "late last night", "2016-09-14TNI"),
    ("tomorrow evening", "tomorrow evening", "2016-09-16TEV"),
    ("tonight", "tonight", "2016-09-15TNI"),
    ("in mid-morning trading", "mid-morning", "2016-09-15TMO"),
]

LENGTHS = [
    ("a 50-minute call", "50-minute", "PT50M"),
    ("for three weeks", "three weeks", "P3W"),
    ("over the past three years", "the past three years", "P3Y"),
    ("in the next few days", "the next few days", "PXD"),
    ("for several days", "several days", "PXD"),
    ("for almost two and a half years", "almost two and a half years", "P2.5Y"),
    ("after half an hour", "half an hour", "PT30M"),
    ("for half a century", "half a century", "P50Y"),
    ("twenty-five years of work", "twenty-five years", "P25Y"),
    ("in the past year", "the past year", "P1Y"),
    ("within minutes", "minutes", "PTXM"),
    ("for a fortnight", "a fortnight", "P2W"),
    ("two days before the ship sailed", "two days", "P2D"),
    ("A day after the fire, it opened.", "A day", "P1D"),
    ("Hours after the fire, it opened.", "Hours", "PTXH"),
    ("five-six months", "five-six months", "PXM"),
    ("for two more quarters", "two more quarters", "P6M"),
    ("over the past decade", "the past decade", "P10Y"),
    ("three consecutive years", "three consecutive years", "P3Y"),
    ("for five trading days", "five trading days", "P5D"),
    ("in a single year", "a single year", "P1Y"),
]

SETS = [
    ("every day", "every day", "P1D"),
    ("daily", "daily", "P1D"),
    ("annually", "annually", "P1Y"),
    ("every two weeks", "every two weeks", "P2W"),
    ("every fortnight", "every fortnight", "P2W"),
    ("every Monday", "every Monday", "XXXX-WXX-1"),
    ("on Fridays", "Fridays", "XXXX-WXX-5"),
    ("every April", "every April", "XXXX-04"),
    ("each morning", "each morning", "XXXX-XX-XXTMO"),
    ("twice a week", "twice a week", "P1W"),
    ("15 ships a year", "a year", "P1Y"),
    ("per month", "per month", "P1M"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (text, (span, kind, value))
        for kind, cases in (("DATE", DAYS + OTHER_DATES), ("TIME", CLOCKS), ("DURATION", LENGTHS), ("SET", SETS))
        for text, span, value in cases
    ],
)
def test_value(text: str, expected: tuple[str, str, str]) -> None:
    assert read(text)[-1] == expected


@pytest.mark.parametrize(
    "text",
    [
        "It survived a sixth round.",
        "They may go. May they go?",
        "Theresa May said so.",
        "Theresa May was told in writing. A letter by May followed.",
        "April Ryan said so.",
        "June Carter sang.",
        "They march. The March on the capital.",
        "the Sun",
        "a second official",
        "the Sunday Times",
        "the Mail on Sunday",
        "Black Friday",
        "Monday Night Football",
        "on a Monday",
        "a Christmas tree",
        "Anna Christmas left.",
        "a now-closed mine",
        "at that price",
        "On the day that it fell, it rained.",
        "2,016 ships",
        "1,500 people",
        "2016 people",
        "some 2000 sheep",
        "$2010",
        "from $1990 to $2010",
        "from $1990 to 2010",
        "2010 dollars",
        "round the clock, 24/7",
        "a Boeing 747-2000",
        "Rule 2016",
        "version 3.2010",
        "2000 or 3000 people",
        "a total of 1500",
        "three quarters of it",
        "the days of the week",
        "an electric current.",
        "the most recent one",
        "They told the Gull that in the end they had won.",
        "a 62-year-old woman, 30 years old",
        "60 miles per hour",
        "by 3:1",
        "Psalm 23:16",
        "45 June",
        "2016-13-01",
        "13/13/2013",
        "wait a second",
        "the last day of the fair",
        "the Daily Gull",
        "in his 30s",
    ],
)
def test_no_time(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It sank on May 3, 2010. Three days later they left.", ["2010-05-03", "2010-05-06"]),
        ("It sank on May 3, 2010. The day before, they left.", ["2010-05-03", "2010-05-02"]),
        ("It sank in May 2010, and the following month they left.", ["2010-05", "2010-06"]),
        ("It sank in 2010. Later that year they left.", ["2010", "2010"]),
        ("It sank on May 3, 2010. At noon the next day they left.", ["2010-05-03", "2010-05-04T12:00"]),
        ("It sank on May 3, 2010. That night they left.", ["2010-05-03", "2010-05-03TNI"]),
        ("January 23 – March 9, 2014", ["2014-01-23", "2014-03-09"]),
        ("from November 3, 2014 to January 5", ["2014-11-03", "2015-01-05"]),
        ("in the winters of 1892–94", ["1892", "1894"]),
        ("between 2014 and 2016", ["2014", "2016"]),
        ("from May to July 2010", ["2010-05", "2010-07"]),
        ("9–11 June 2014", ["2014-06-09", "2014-06-11"]),
        ("the 9th and 11th of June 2014", ["2014-06-09", "2014-06-11"]),
        ("June 9-11, 2014", ["2014-06-09", "2014-06-11"]),
        ("It took 2 and 3 days.", ["P3D"]),
        ("The vote is on 3 October, the count on 5 November.", ["2016-10-03", "2016-11-05"]),
        ("It will open on October 12. They went in spite of October 12.", ["2016-10-12", "2016-10-12"]),
        ("It sank in May 2010. The following April they left.", ["2010-05", "2011-04"]),
        ("It sank on May 3, 2010. In the morning they left.", ["2010-05-03", None]),
        ("It sank on May 3, 2010, in the morning.", ["2010-05-03TMO"]),
    ],
)
def test_values_that_depend_on_what_was_mentioned(text: str, values: list[str | None]) -> None:
    assert [value for _, _, value in read(text)] == values


def test_history_keeps_its_year() -> None:
    text = "Born in 1901. At sea from 1919 to 1922. Married in 1925. In 1930 she sailed. On May 3 she was in port."
    assert read(text)[-1] == ("May 3", "DATE", "1930-05-03")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yesterday", None),
        ("on Monday", None),
        ("on May 3", None),
        ("in April", None),
        ("last week", None),
        ("the second quarter", None),
        ("the weekend", None),
        ("two years ago", None),
        ("an hour ago", None),
        ("three days later", None),
        ("at 10:30", None),
        ("tonight", None),
        ("in the 20s of this century: the '20s", None),
        ("in 1996", "1996"),
        ("now", "PRESENT_REF"),
        ("for three weeks", "P3W"),
        ("on May 3, 2010. Two years later", "2012"),
    ],
)
@pytest.mark.parametrize("published", [None, "yesterday", ""])
def test_without_publication_date_nothing_is_guessed(text: str, value: str | None, published: str | None) -> None:
    assert read(text, published)[-1][2] == value


def test_time_of_publication_tells_hours() -> None:
    assert read("two hours ago", "2016-09-15T01:30:00+02:00") == [("two hours ago", "TIME", "2016-09-14T23")]
    assert read("ten minutes ago", "2016-09-15T01:30") == [("ten minutes ago", "TIME", "2016-09-15T01:20")]


def test_values_beyond_the_calendar_are_unknown() -> None:
    assert [value for _, _, value in read("900000 years ago, 3000 years ago")] == [None, None]
    assert read("tomorrow", "9999-12-31")[0][2] is None
    assert read("last decade", "0001-01-01")[0][2] is None


def test_paragraphs_part_expressions() -> None:
    assert [text for text, _, _ in read("It was May\n\n5 people\n\nMonday\n\nnight")] == ["Monday"]


@pytest.mark.parametrize(
    "piece",
    ["1", "last ", "last week ", "1,111", "9:", "1/", "'", "a.", "two-", "the end of ", "Monday, ", "May 5 and ", "\n"],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begun = time.process_time()
        times(text, THURSDAY)
        return time.process_time() - begun

    times("", None)
    short, long = seconds(50_000), seconds(200_000)
    # Four times the text, with room for noise; quadratic time would be sixteen times as long.
    assert long < 9 * short + 0.2


WORDS = """the last next this a two 3 31 2016 1999 days weeks year years ago later before May March 5 5th second quarter
of in on at Monday Sat. night 10:30 p.m. noon and half to – - , . every each past few Sept. 2016-09-15 9/11/01 1990s
'90s century twenty first early end AD Q3 current recent future day 's"""
PIECES = st.sampled_from([*WORDS.split(), "\n\n"])
WILD = st.one_of(
    st.lists(PIECES, max_size=30).map(" ".join),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=100),
)
MOMENTS = st.one_of(
    st.none(),
    st.dates(date.min, date.max).map(date.isoformat),
    st.datetimes(datetime.min, datetime.max).map(datetime.isoformat),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WILD, MOMENTS)
def test_every_time_is_a_span_of_the_text(text: str, published: str | None) -> None:
    found = times(text, published)
    assert times(text, published) == found
    end = 0
    for t in found:
        assert isinstance(t, Time)
        assert end <= t.start < t.end
        assert t.text == text[t.start : t.end]
        assert t.type in ("DATE", "TIME", "DURATION", "SET")
        end = t.end
