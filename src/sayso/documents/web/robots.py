"""What a site's robots.txt allows us, as Protego reads it."""

from __future__ import annotations

import msgspec
from protego import Protego

LARGEST = 500 * 1024
"""Bytes of robots.txt that are read, as RFC 9309 has it; the rest is left out."""


class Rules(msgspec.Struct, frozen=True):
    """A site's rules for one robot. `problem` is why they are not known, in which case nothing is allowed."""

    parsed: Protego | None
    problem: str | None = None

    def allow(self, url: str, agent: str) -> bool:
        """Whether the robot may ask for this address."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, agent))

    def pause(self, agent: str) -> float:
        """Seconds that the site wants between two requests; 0 if it does not say."""
        return float((self.parsed and self.parsed.crawl_delay(agent)) or 0)


ALL = Rules(None)
"""The rules of a site that has none."""


def read(data: bytes) -> Rules:
    """Read a robots.txt, whatever it holds."""
    return Rules(Protego.parse(data[:LARGEST].decode("utf-8", "replace")))
