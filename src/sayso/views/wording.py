"""What all views say in the same words: a document's name, its sources' names, the text of spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.document import Document, Source, Span, Statement
from sayso.paragraphs import paragraphs
from sayso.views.segments import segments

NO_SOURCE = "(no source given)"
OWN_VOICE = "own voice"
MISREAD = "more likely misread than not"
DOUBTFUL_BELOW = 0.5
LONGEST_HEADLINE = 120
LONGEST_QUOTE = 60
QUOTATION_MARKS = (("“", "”"), ('"', '"'), ("''", "''"))
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
PASSIVES = {
    "denies": "denied by",
    "confirms": "confirmed by",
    "repeats": "repeated by",
    "corrects": "corrected by",
}


def without_controls(text: str) -> str:
    """The text with each control character and lone surrogate as "\N{REPLACEMENT CHARACTER}"; lengths stay."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def pieces(
    document: Document, spans: Sequence[Span], marked: Sequence[tuple[str, Sequence[Span]]] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words of the spans on one line, with "…" where the text says something else between them.

    They come in pieces, each with the labels of those of the `marked` spans that it is in.
    """
    marks = [(mark.start, mark.end, label) for label, some in marked for mark in some]
    end: int | None = None
    blank = True
    for span in spans:
        between = "" if end is None else " … " if document.text[end : span.start].strip() else " "
        clipped = [(max(a, span.start), min(b, span.end), label) for a, b, label in marks]
        stretches = segments(clipped, (span.start, span.end))
        for words, labels in [(between, ()), *((document.text[a:b], labels) for a, b, labels in stretches)]:
            line = re.sub(r"\s+", " ", words)
            line = line.removeprefix(" ") if blank else line
            if line:
                blank = line.endswith(" ")
                yield line, labels
        end = span.end


def joined(document: Document, spans: Sequence[Span]) -> str:
    """The words of the spans on one line, with "…" where the text says something else between them."""
    return "".join(words for words, _ in pieces(document, spans)).rstrip()


def quoted(words: str) -> str:
    """The words in quotation marks, cut after one if they are many; their own marks count if they hold all of them."""
    if len(words) > LONGEST_QUOTE:
        whole = words[: LONGEST_QUOTE + 1].rpartition(" ")[0] or words[:LONGEST_QUOTE]
        words = whole.rstrip(' ,;:–—…“"') + "…"
    for opening, closing in QUOTATION_MARKS:
        inner = words.removeprefix(opening).removesuffix(closing)
        if words.startswith(opening) and closing not in inner:
            return f"{opening}{inner}{closing}"
        left_open = words.count(opening) % 2 if opening == closing else words.count(opening) > words.count(closing)
        words += closing if left_open else ""
    return f"“{words.replace('“', '‘').replace('”', '’')}”"


def source(document: Document, statement: Statement) -> str:
    """The words for the source, without the comma that often closes them in the text; "" where the text gives none."""
    return joined(document, statement.source).rstrip(", ")


def headline(document: Document) -> str | None:
    """The text's first paragraph, if it is the title or, where no title is known, looks like one."""
    first = next((document.text[start:end] for start, end in paragraphs(document.text)), "")
    if document.title is not None:
        return first if first.split() == document.title.split() else None
    return first if 0 < len(first) <= LONGEST_HEADLINE and not first.endswith(".") else None


def name(document: Document) -> str:
    """What to call the document: its title or headline, or else where it is from."""
    return document.title or headline(document) or f"An article from {document.outlet or 'an unnamed outlet'}"


def particulars(document: Document) -> list[str]:
    """Outlet, author and time, those that are known."""
    return [known for known in (document.outlet, document.author, document.published) if known]


def doubtful(statement: Statement) -> bool:
    """Whether the statement is more likely misread than not."""
    return statement.confidence is not None and statement.confidence < DOUBTFUL_BELOW


def outlet(document: Document) -> str:
    """What to call who published the document."""
    return document.outlet or "the outlet"


def entity(source: Source) -> str:
    """The source's name or description, and that it is unnamed if it is."""
    return f"{source.name} (unnamed)" if source.anonymous else source.name


def passive(relation: str) -> str:
    """The relation of an answer, seen from the statement that is answered."""
    return PASSIVES.get(relation, "answered by")
