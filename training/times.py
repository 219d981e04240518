"""How well times are found and valued, on MEANTIME and GUM: `python -m training.times`.

Found: F1 of our expressions against the annotated ones, paired one to one; a pair overlaps, or, for the strict figure,
has the same ends. Valued: the same, where a pair must overlap and agree in its TIMEX3 value. A third of the documents
or so is held out: nothing was developed on it.

What is compared, and what is not:

- MEANTIME (Minard et al. 2016) marks times in the headline, the dateline and the five sentences after it; the rest is
  not scored. The dateline is the document's creation time, which is given to us, and so is not scored either. Where it
  marks a period and the dates it runs between ("from 2009 to 2011"), the dates are scored: ours never overlap. It
  takes "two years" in "two years ago" for a duration and tells by its begin point when that was; TimeML has a date
  there, so the value of the begin point is compared (for "later", of the end point). 2011-06-XX is 2011-06, and
  XXXX-XX-XX, an unknown day, counts for finding only.
- GUM (Zeldes 2017) marks dates, by the attributes of TEI, and not durations, sets of times, or "now" and "recently"
  (but "some years ago"). Ours of these kinds are left out. Where it places a duration in the calendar ("the past three
  years") and ours over it is a duration, as TIMEX3 wants, neither is scored; how many, is printed. Dates without a
  TIMEX3 value ("not before 1961", or an interval that is no unit of the calendar) count for finding only. GUM marks
  neither the time of day together with the day ("Saturday" in "Saturday night") nor the day with the clock: what it
  marks is compared.
- Both give the day of "two years ago" if they know it, where TIMEX3 gives the year: theirs is cut to the precision of
  ours, for "ago", "later" and "earlier" only.
"""

from __future__ import annotations

import argparse
import calendar
import datetime
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from sayso.document import Time
from sayso.reading.times import times
from training import gum

GENRES = ("news", "interview", "bio", "speech", "court")
ANNOTATED = 6
"""Sentences of a MEANTIME document in which times are marked: headline, dateline, and the five after them."""
CLOSING = re.compile(r" (?=[.,;:!?%)\]]|'[a-z]|n't\b|'')|(?<=[(\[$£€])(?<!\w\$) |(?<=``) ")
UNKNOWN = "XXXX-XX-XX"
POINTS = {"ago": "beginPoint", "earlier": "beginPoint", "later": "endPoint"}
"""Words that make a length of time a date, and which of its points in MEANTIME is that."""
SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated time; `value` is None where it counts for finding only."""

    start: int
    end: int
    value: str | None


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with its times; `ours` picks those of our times that are scored, and `same` compares values."""

    id: str
    text: str
    published: str | None
    golds: tuple[Gold, ...]
    ours: Callable[[Iterable[Time]], list[Time]]
    same: Callable[[str, Time], bool]
    durations_count: bool


@dataclass(slots=True)
class Score:
    """Counts over documents, each of gold, of ours and of pairs."""

    found: list[int] = field(default_factory=lambda: [0, 0, 0])
    strict: list[int] = field(default_factory=lambda: [0, 0, 0])
    valued: list[int] = field(default_factory=lambda: [0, 0, 0])
    durations: int = 0

    def add(self, other: Score) -> None:
        for mine, more in ((self.found, other.found), (self.strict, other.strict), (self.valued, other.valued)):
            mine[:] = [a + b for a, b in zip(mine, more, strict=True)]
        self.durations += other.durations


def f1(counts: list[int]) -> float:
    gold, ours, pairs = counts
    return 2 * pairs / (gold + ours) if gold + ours else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--split", choices=("development", "held-out"), default="development")
    parser.add_argument("--errors", action="store_true", help="print what is missed, wrong or not annotated")
    args = parser.parse_args()
    corpora = {
        "MEANTIME": meantime(args.shared / "corpora/meantime", args.split == "held-out"),
        "GUM": dates(args.shared / "corpora/gum", args.split == "held-out"),
    }
    both = Score()
    print(f"{args.split:12} {'annotated':>9} {'ours':>6} {'found':>6} {'strict':>6} {'valued':>6}")
    for name, documents in corpora.items():
        total = Score()
        for document in documents:
            total.add(score(document, args.errors))
        report(name, total)
        both.add(total)
    report("both", both)
    print(f"{both.durations} durations of ours over dates of GUM are not scored")


def report(name: str, s: Score) -> None:
    print(f"{name:12} {s.found[0]:9} {s.found[1]:6} {f1(s.found):6.3f} {f1(s.strict):6.3f} {f1(s.valued):6.3f}")


def score(document: Annotated, errors: bool) -> Score:
    """Pair our times with the annotated ones, both in the order of the text."""
    golds, ours = list(document.golds), document.ours(times(document.text, document.published))
    result = Score()
    if not document.durations_count:
        spans = [t for t in ours if t.type in ("DURATION", "SET")]
        ours = [t for t in ours if t.type not in ("DURATION", "SET")]
        kept = [g for g in golds if not any(overlap(g, t) for t in spans) or any(overlap(g, t) for t in ours)]
        result.durations = len(golds) - len(kept)
        golds = kept
    pairs = paired(golds, ours)
    right = [(g, t) for g, t in pairs if g.value and t.value and document.same(g.value, t)]
    unvalued = sum(g.value is None for g, _ in pairs)
    result.found = [len(golds), len(ours), len(pairs)]
    result.strict = [len(golds), len(ours), sum((g.start, g.end) == (t.start, t.end) for g, t in pairs)]
    result.valued = [sum(g.value is not None for g in golds), len(ours) - unvalued, len(right)]
    if errors:
        show(document, golds, ours, pairs)
    return result


def overlap(a: Gold | Time, b: Gold | Time) -> bool:
    return a.start < b.end and b.start < a.end


def paired(golds: list[Gold], ours: list[Time]) -> list[tuple[Gold, Time]]:
    """The most pairs of overlapping spans, each used once; neither list overlaps itself."""
    pairs, i, j = [], 0, 0
    while i < len(golds) and j < len(ours):
        if overlap(golds[i], ours[j]):
            pairs.append((golds[i], ours[j]))
            i, j = i + 1, j + 1
        elif golds[i].end <= ours[j].start:
            i += 1
        else:
            j += 1
    return pairs


def show(document: Annotated, golds: list[Gold], ours: list[Time], pairs: list[tuple[Gold, Time]]) -> None:
    text = document.text.replace("\n", "/")

    def line(kind: str, at: Gold | Time, more: str) -> str:
        before, after = text[max(0, at.start - 45) : at.start], text[at.end : at.end + 30]
        return f"  {kind:8} {more:32} {before}[{text[at.start : at.end]}]{after}"

    lines = [(g.start, line("missed", g, f"{g.value}")) for g in golds if not any(g is a for a, _ in pairs)]
    lines += [(t.start, line("not gold", t, f"{t.type} {t.value}")) for t in ours if not any(t is b for _, b in pairs)]
    for g, t in pairs:
        if g.value and not (t.value and document.same(g.value, t)):
            lines.append((t.start, line("wrong", t, f"{g.value}, ours {t.value}")))
    if lines:
        print(f"{document.id}, published {document.published}")
        print("\n".join(text for _, text in sorted(lines)))


def without_overlap(golds: list[Gold]) -> tuple[Gold, ...]:
    """Without those that hold others, in the order of the text."""
    return tuple(
        sorted(
            {g for g in golds if not any(o != g and g.start <= o.start and o.end <= g.end for o in golds)},
            key=lambda g: g.start,
        )
    )


def meantime(folder: Path, held_out: bool) -> list[Annotated]:
    """The documents of one split. A document is held out if the SHA-256 of its number is even."""
    documents = []
    for path in sorted(folder.glob("*/*.xml")):
        root = ElementTree.parse(path).getroot()
        even = int(hashlib.sha256(root.attrib["doc_id"].encode()).hexdigest(), 16) % 2 == 0
        if even == held_out:
            documents.append(meantime_document(root))
    return documents


def meantime_document(root: ElementTree.Element) -> Annotated:
    text, places, annotated = "", {}, 0
    before = None
    for token in root.iter("token"):
        sentence, word = int(token.attrib["sentence"]), token.text or ""
        if before is not None:
            # The headline and the dateline stand alone.
            text += " " if sentence == before or sentence > 2 else "\n\n"
        places[token.attrib["t_id"]] = (len(text), len(text) + len(word))
        text += word
        before = sentence
        if sentence < ANNOTATED:
            annotated = len(text)
    text, places, annotated = detokenized(text, places, annotated)
    values = {timex.attrib["m_id"]: timex.get("value", "").strip() for timex in root.iter("TIMEX3")}
    creation, golds = created(root), []
    published, dateline = None, None
    for timex in root.iter("TIMEX3"):
        anchors = [places[a.attrib["t_id"]] for a in timex.iter("token_anchor")]
        start, end = (min(a for a, _ in anchors), max(b for _, b in anchors)) if anchors else (0, 0)
        if timex is creation:
            published, dateline = day_first(values[timex.attrib["m_id"]]), Gold(start, end, None)
        elif anchors:
            golds.append(Gold(start, end, meantime_value(timex, values, text[end:])))

    def scored(found: Iterable[Time]) -> list[Time]:
        return [t for t in found if t.start < annotated and not (dateline and overlap(t, dateline))]

    return Annotated(root.attrib["doc_id"], text, published, without_overlap(golds), scored, same, durations_count=True)


def day_first(value: str) -> str:
    """The creation time as ISO 8601 has it; one document has 31-12-2009 for 2009-12-31."""
    return "-".join(reversed(value.split("-"))) if re.fullmatch(r"\d\d-\d\d-\d{4}", value) else value


def created(root: ElementTree.Element) -> ElementTree.Element | None:
    """The creation time, which may have no words; where none is marked so, the time that is the dateline."""
    dateline = {token.attrib["t_id"] for token in root.iter("token") if token.attrib["sentence"] == "1"}
    marked = [timex for timex in root.iter("TIMEX3") if timex.get("functionInDocument") == "CREATION_TIME"]
    there = [
        timex for timex in root.iter("TIMEX3") if {a.attrib["t_id"] for a in timex.iter("token_anchor")} == dateline
    ]
    return next(iter(marked + there), None)


def meantime_value(timex: ElementTree.Element, values: dict[str, str], after: str) -> str | None:
    """The value of a TIMEX3 of MEANTIME as TIMEX3 has it; `values` are those of all, and `after` the text after it."""
    value = values[timex.attrib["m_id"]]
    word = re.match(r" (\w+)", after)
    if word and word[1] in POINTS and value.startswith("P"):
        value = values.get(timex.get(POINTS[word[1]], ""), "")
    return value.removesuffix("-XX") if value and value != UNKNOWN else None


def detokenized(
    text: str, places: dict[str, tuple[int, int]], annotated: int
) -> tuple[str, dict[str, tuple[int, int]], int]:
    """The text without the spaces that tokenizing put around punctuation, and the same places in it."""
    moved, kept, last = [0] * (len(text) + 1), [], 0
    gone = [m.start() for m in CLOSING.finditer(text)]
    for shift, at in enumerate([*gone, len(text)]):
        kept.append(text[last:at])
        for i in range(last, at + 1):
            moved[i] = i - shift
        last = at + 1
    return "".join(kept), {k: (moved[a], moved[b]) for k, (a, b) in places.items()}, moved[annotated]


def dates(folder: Path, held_out: bool) -> list[Annotated]:
    """GUM's documents of one split."""
    return [
        Annotated(
            document.id,
            document.text,
            document.created,
            without_overlap([Gold(d.start, d.end, timex3(d.attributes)) for d in document.dates]),
            lambda found: [t for t in found if t.text.endswith("ago") or not (t.value or "").endswith("_REF")],
            same_part,
            durations_count=False,
        )
        for document in gum.load(folder)
        if document.genre in GENRES and (document.id in gum.HELD_OUT) == held_out
    ]


def same(gold: str, ours: Time) -> bool:
    """Whether ours has the value of gold, as precise as ours if it tells how long ago."""
    value = ours.value or ""
    return value == gold or (ours.text.split()[-1] in POINTS and value == cut(gold, value))


def cut(day: str, like: str) -> str:
    """The value of a day, as precise as another: as the week, month or year that it is in."""
    if "W" in like and len(day) == len("2016-09-15"):
        year, week, _ = datetime.date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02}"
    return day[: len(like)]


def same_part(gold: str, ours: Time) -> bool:
    """Whether ours agrees with gold in what gold says: the clock, the day, or both."""
    day, _, clock = (ours.value or "").partition("T")
    if gold.startswith("T"):
        return f"T{clock}" == gold
    return same(gold, ours) or (day == gold and bool(clock))


def timex3(attributes: dict[str, str]) -> str | None:
    """The TIMEX3 value of a TEI date, or None if it has none.

    `when` is a value as it stands, less seconds of nought. `from` and `to` are one if they are the ends of a week from
    Monday, a weekend, a month, a season (three months, or four counting both ends), a quarter, a year, a decade, or a
    century; also the first or last half of a decade, which TIMEX3 gives the decade's value and a modifier.
    """
    if when := attributes.get("when"):
        if when.startswith("--"):
            return f"XXXX-{when[2:]}"
        if re.fullmatch(r"\d\d:\d\d:\d\d", when):
            when = "T" + when
        return None if when.startswith("-") else re.sub(r"(T\d\d:\d\d):00", r"\1", when)
    if not {"from", "to"} <= attributes.keys():
        return None
    begin, end = attributes["from"], attributes["to"]
    if re.fullmatch(r"\d{4}-\d\d", begin) and re.fullmatch(r"\d{4}-\d\d", end):
        year, month = map(int, begin.split("-"))
        length = (int(end[:4]) - year) * 12 + int(end[5:]) - month
        return f"{year}-{SEASONS[month]}" if month in SEASONS and length in (2, 3) else None
    try:
        first, last = datetime.date.fromisoformat(begin), datetime.date.fromisoformat(end)
    except ValueError:
        return None
    return unit(first, last)


def unit(first: datetime.date, last: datetime.date) -> str | None:
    """The value of the unit of the calendar from `first` to `last`."""
    year, week, weekday = first.isocalendar()
    days = (last - first).days + 1
    if (weekday, days) == (1, 7):
        return f"{year}-W{week:02}"
    if (weekday, days) == (6, 2):
        return f"{year}-W{week:02}-WE"
    if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
        return None
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        return f"{first.year}-{first.month:02}"
    if months == 3 and first.month in SEASONS:
        return f"{first.year}-{SEASONS[first.month]}"
    if months == 3 and first.month % 3 == 1:
        return f"{first.year}-Q{first.month // 3 + 1}"
    if first.month != 1 or last.month != 12:
        return None
    if months == 12:
        return f"{first.year}"
    half = (first.year % 10 == 0 and months in (60, 72)) or (last.year % 10 == 9 and months in (60, 72))
    if first.year // 10 == last.year // 10 and (months == 120 or half):
        return f"{first.year // 10}"
    return f"{first.year // 100}" if months == 1200 and first.year % 100 == 0 else None


if __name__ == "__main__":
    main()
