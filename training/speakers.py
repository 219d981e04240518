"""Whether quoted passages find their speakers: `python -m training.speakers`.

BASIL (Fan et al. 2019) names the speaker of quoted passages in US political news. A passage is right when the statement
whose content covers most of it resolves to a source of the speaker's name. For one passage in four it does not name who
speaks, but a group that the speaker belongs to ("Democratic lawmakers"): those whose speaker is a person are counted by
themselves too.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from sayso.document import Document
from sayso.documents.article import Article
from sayso.reading import actors
from sayso.reading.reader import open_reader
from training import corpus
from training.export import MODEL

TITLES = re.compile(r"\b(?:mr|mrs|ms|dr|sen|rep|gov|president|secretary|jr|sr|the)\b\.?", re.IGNORECASE)


def words_of(name: str) -> list[str]:
    """The words of a name, each cut off before its first letter with an accent, as BASIL has them ("Calder")."""
    return re.findall(r"[a-z0-9_]+", re.sub(r"[^\W\d_a-z]\w*", "", TITLES.sub(" ", name.casefold())))


def same(ours: str, theirs: str) -> bool:
    """Whether two names are of one: the same last word, and no other word in conflict when both have more."""
    a, b = words_of(ours), words_of(theirs)
    if not a or not b:
        return False
    return a == b or (a[-1] == b[-1] and (len(a) == 1 or len(b) == 1 or a[0] == b[0] or a[0][0] == b[0][0]))


def speaker_of(document: Document, start: int, end: int) -> str | None:
    """The name that the statement over most of the passage resolves to; of several the innermost."""
    best, found = 0, None
    for statement in document.statements:
        shared = sum(max(0, min(s.end, end) - max(s.start, start)) for s in statement.content)
        size = sum(s.end - s.start for s in statement.content)
        if statement.cue and (shared > best or (shared == best and best and found and size < found[0])):
            best, found = shared, (size, statement)
    if found is None:
        return None
    names = {s.id: s.name for s in document.sources or ()}
    return names.get(found[1].source_id or "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    reader = open_reader(args.model, 2)
    right = total = right_persons = persons = 0
    for row in corpus.load(args.shared / "corpora/coverage/politics.jsonl.gz"):
        if not row["quotes"]:
            continue
        article = Article(row["text"], outlet=row["outlet"], published=row["published"], title=row["title"])
        document = reader.read(article)
        for quote in row["quotes"]:
            name = speaker_of(document, quote["start"], quote["end"])
            hit = name is not None and same(name, quote["speaker"])
            right += hit
            total += 1
            person = actors.kind(quote["speaker"]) == "person"
            right_persons += hit and person
            persons += person
            if args.errors and not hit:
                print(name, "|", quote["speaker"], "|", row["text"][max(0, quote["start"] - 80) : quote["end"] + 80])
    print(f"{right} of {total} passages: {right / total:.3f}")
    print(f"{right_persons} of {persons} passages of persons: {right_persons / persons:.3f}")


if __name__ == "__main__":
    main()
