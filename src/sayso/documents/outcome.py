"""What loading one document comes to: an article with remarks about it, or an error that says what to do."""

from __future__ import annotations

import msgspec

from sayso.documents.article import Article
from sayso.documents.web.memory import Validators


class DocumentError(Exception):
    """A document that cannot be read: `where` names its file and line, `problem` says what is wrong and what to do.

    As a string it is one line, `where: problem`.
    """

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem


class Loaded(msgspec.Struct, frozen=True):
    """An article, the file and line it stands in, and one remark for each thing that had to be guessed or left out.

    `where` is the web address that was asked for if it was fetched, with the validators that came with it.
    """

    article: Article
    where: str
    remarks: tuple[str, ...] = ()
    validators: Validators | None = None


class Unchanged(msgspec.Struct, frozen=True):
    """The server says that what stands at the address `where` is still what came from it before."""

    where: str


class LeftOut(msgspec.Struct, frozen=True):
    """Something that was passed over on purpose: `reason` says what, and how to have it all the same."""

    where: str
    reason: str


Outcome = Loaded | DocumentError
"""What becomes of a document that is read from a file."""

Met = Outcome | Unchanged | LeftOut
"""What is met at a place, which may be a folder or an address."""
