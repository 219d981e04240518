"""What a server said to be asked again with, so that what has not changed is not sent twice."""

from __future__ import annotations

from typing import Protocol

import msgspec


class Validators(msgspec.Struct, frozen=True):
    """The `ETag` and `Last-Modified` that came with the page at `url`, as they were sent; None if there was none."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


class Memory(Protocol):
    """What is remembered of earlier visits. Whoever keeps a page keeps the validators that came with it."""

    def validators(self, url: str) -> Validators | None:
        """Give what came with the page that is kept from this address; None if none is kept."""
        ...
