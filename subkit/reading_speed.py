"""How much time reading needs where no plain characters a second say it: by the word, or by a table."""

from __future__ import annotations

import math
from itertools import pairwise

from msgspec import Struct


class ReadingTable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many characters can be read in how much time, at some times; in between in proportion.

    Before its first step and after its last a table goes on at the speed of that step.

    Attributes:
        steps: characters and the time they need, in ms, both ascending.
        tolerance: by which share a text may be longer, e.g. 0.2.
    """

    steps: tuple[tuple[int, int], ...]
    tolerance: float = 0.0

    def characters(self, duration: int) -> float:
        """The most characters that a cue of this duration (in ms) may have, tolerance included.

        >>> ReadingTable(steps=((12, 1000), (20, 2000)), tolerance=0.5).characters(1500)
        24.0
        """
        return self._characters(duration) * (1 + self.tolerance)

    def _characters(self, duration: int) -> float:
        for (few, short), (many, long) in pairwise(self.steps):
            if short <= duration <= long:
                return few + (many - few) * (duration - short) / (long - short)
        count, time = self.steps[0] if duration < self.steps[0][1] else self.steps[-1]
        return count * duration / time

    def contradiction(self) -> str:
        """Why this is no table; empty if it is one."""
        if not self.steps:
            return "reading_table has no steps"
        if not 0 <= self.tolerance < math.inf:
            return f"reading_table.tolerance is {self.tolerance}, it must be a number, not negative"
        for (few, short), (many, long) in pairwise([(0, 0), *self.steps]):
            if many <= few or long <= short:
                return f"reading_table does not ascend at {many} characters in {long} ms"
        return ""


def words(lines: tuple[str, ...]) -> int:
    """The words of a cue, labels and sounds among them (DCMP Captioning Key: both count).

    >>> words(("[APPLAUSE] Thank", "you."))
    3
    """
    return sum(len(line.split()) for line in lines)
