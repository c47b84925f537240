"""How much time reading needs where no plain characters a second say it: by the word, or by a table."""

from __future__ import annotations

import math
from itertools import pairwise

from msgspec import Struct

from subkit.patterns import pattern

_LONE_MARK = pattern(r"(?:^|\s)[^\w\s]+(?:\s|$)")


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

    def duration(self, characters: float) -> int:
        """The shortest time, in ms, in which so many characters may be shown.

        >>> ReadingTable(steps=((12, 1000), (20, 2000))).duration(16)
        1500
        """
        low, high = 0, 1
        while self.characters(high) < characters:
            low, high = high, 2 * high
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.characters(middle) >= characters else (middle, high)
        return high

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
    """The words of a cue, labels and sounds among them (DCMP Captioning Key: both count); a lone mark is none.

    >>> words(("[APPLAUSE] Thank", "you –")), words(("Quoi ?",))
    (3, 1)
    """
    found = sum(len(line.split()) for line in lines)
    # Marks stand alone so seldom that most lines need not be asked word by word.
    if not any(map(_has_lone_mark, lines)):
        return found
    return sum(any(map(str.isalnum, word)) for line in lines for word in line.split())


def _has_lone_mark(line: str) -> bool:
    return _LONE_MARK.search(line) is not None


def word_time(max_wpm: float | None, time_per_word: int | None) -> float:
    """How long, in ms, a cue must be shown for each of its words; 0 where words are not counted.

    >>> word_time(180, 300), word_time(None, 300), word_time(None, None)
    (333.3333333333333, 300, 0)
    """
    return max(60_000 / max_wpm if max_wpm else 0, time_per_word or 0)
