"""What loading one document comes to: an article with remarks about it, or an error that says what to do."""

from __future__ import annotations

import msgspec

from sayso.documents.article import Article


class DocumentError(Exception):
    """A document that cannot be read: `where` names its file and line, `problem` says what is wrong and what to do.

    As a string it is one line, `where: problem`.
    """

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem


class Loaded(msgspec.Struct, frozen=True):
    """An article, the file and line it stands in, and one remark for each thing that had to be guessed or left out."""

    article: Article
    where: str
    remarks: tuple[str, ...] = ()


Outcome = Loaded | DocumentError
