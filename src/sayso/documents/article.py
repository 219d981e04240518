"""An article before it is read: its text and what is known about it."""

from __future__ import annotations

import msgspec


class Article(msgspec.Struct, frozen=True):
    """A text with what its file, its page or its sender says about it; unknown is None. `published` is ISO 8601."""

    text: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
