"""Things put into groups, two and two."""

from __future__ import annotations


class Groups:
    """The numbers from 0 on, each alone until they are joined (union-find, Tarjan 1975)."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def find(self, one: int) -> int:
        """The least number of the group that a number is in."""
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def join(self, one: int, other: int) -> None:
        """Make the groups of two numbers one."""
        least, more = sorted((self.find(one), self.find(other)))
        self._above[more] = least
