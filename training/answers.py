"""Measure answers on the annotations: `python -m training.answers --shared ../shared --half choose [--errors]`.

Everything but the answers is the annotators'. An answer is found if the same statement, or a sentence in the outlet's
own voice that overlaps the annotators', is answered with the same relation.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sayso.reading import answers
from sayso.reading.sentences import sentences
from training.relays import Article, articles, places

Key = tuple[str, str, str]
"""The answering statement's id, the answered one's id or its place as a sentence, the relation."""


def given(article: Article) -> tuple[list[str], list[answers.Statement]]:
    """The article's statements, and after them the sentences that no annotated statement touches, with their ids."""
    ids = [s["id"] for s in article.statements]
    made = [statement(article.text, s, ids) for s in article.statements]
    touched = [span for s in article.statements for role in ("source", "cue", "content") for span in places(s[role])]
    for start, end in sentences(article.text):
        if not any(a < end and start < b for a, b in touched):
            ids.append(f"{start}-{end}")
            made.append(answers.Statement(None, None, None, None, "", ((start, end),), start, own=True))
    return ids, made


def statement(text: str, s: dict[str, Any], ids: list[str]) -> answers.Statement:
    cue, content = places(s["cue"]), places(s["content"])
    return answers.Statement(
        s["name"],
        s["name"],
        s["act"],
        s["polarity"],
        " ".join(text[a:b] for a, b in cue),
        tuple(content),
        min(a for a, _ in cue or content),
        inside=ids.index(s["inside"]) if s["inside"] else None,
    )


def right(article: Article, ids: list[str]) -> set[Key]:
    """The annotators' answers."""
    found = set()
    for s in article.statements:
        for answer in s["answers"]:
            target = answer.get("statement")
            if target is None:
                a, b = answer["sentence"]
                own = [i.split("-") for i in ids if "-" in i]
                target = next((f"{c}-{d}" for c, d in own if int(c) < b and a < int(d)), f"{a}-{b}")
            found.add((s["id"], target, answer["relation"]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--half", choices=["choose", "training", "final"], default="choose")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    both = found_all = right_all = 0
    for article in articles(args.shared, args.half):
        ids, made = given(article)
        found = {
            (ids[i], ids[answer.target], answer.relation)
            for i, some in enumerate(answers.answers(article.text, made))
            for answer in some
        }
        wanted = right(article, ids)
        both, found_all, right_all = both + len(found & wanted), found_all + len(found), right_all + len(wanted)
        if args.errors:
            for mark, keys in (("wrong", found - wanted), ("missed", wanted - found), ("right", found & wanted)):
                for key in sorted(keys):
                    print(mark, article.id, *key)
    precision, recall = both / max(1, found_all), both / max(1, right_all)
    f1 = 2 * both / max(1, found_all + right_all)
    print(f"answers: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}; {both} of {right_all} found")


if __name__ == "__main__":
    main()
