"""Where captions break, as positions in their words, and how far two ways of breaking agree.

A break is a word's index and a kind: ``line`` (inside a cue) or ``cue`` (between two cues), standing after that word.
"""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from subkit.editing.layout import Breaks, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subkit.model import Cue

__all__ = ["Agreement", "Breaks", "Kind", "Placed", "agreement", "place", "squeezed", "total"]


class Placed(NamedTuple):
    """Where captions stand in the words of their document.

    Attributes:
        breaks: by the index of the word before the break, the last one included.
        spans: the indices of each cue's first and last word.
        cut_words: breaks that fall inside a word.
    """

    breaks: Breaks
    spans: list[tuple[int, int]]
    cut_words: int


class Agreement(NamedTuple):
    """Breaks in common, the system's, and the reference's; adds up over documents."""

    common: int = 0
    system: int = 0
    reference: int = 0

    @property
    def precision(self) -> float:
        """The share of the system's breaks that the reference has; 0 to 1."""
        return self.common / self.system if self.system else math.nan

    @property
    def recall(self) -> float:
        """The share of the reference's breaks that the system has; 0 to 1."""
        return self.common / self.reference if self.reference else math.nan

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0 to 1, NaN where neither has a break."""
        either = self.system + self.reference
        return 2 * self.common / either if either else math.nan


def squeezed(text: str) -> str:
    """The text without blanks of any kind."""
    return "".join(text.split())


def place(cues: Sequence[Cue], words: Sequence[str]) -> Placed | None:
    """Where each line and cue ends, in word positions; ``None`` if the cues do not hold exactly these words."""
    lines = [[squeezed(line) for line in cue.lines] for cue in cues]
    if "".join(line for rows in lines for line in rows) != "".join(map(squeezed, words)):
        return None
    index = {size: number for number, size in enumerate(accumulate(len(squeezed(word)) for word in words))}
    breaks: Breaks = {}
    spans, seen, first, cut = [], 0, 0, 0
    for rows in lines:
        for number, row in enumerate(rows, 1):
            seen += len(row)
            if seen in index:
                breaks[index[seen]] = "cue" if number == len(rows) else "line"
            else:
                cut += 1
        last = index.get(seen, first)
        spans.append((first, last))
        first = last + 1
    return Placed(breaks, spans, cut)


def agreement(
    system: Breaks, reference: Breaks, last: int | None = None, kind: Kind | None = None
) -> Agreement:
    """Exact matches of break positions.

    Args:
        system: the breaks to score.
        reference: the human breaks.
        last: the index of the document's last word, whose break is given and so left out; ``None`` leaves none out.
        kind: count only breaks of this kind on both sides; ``None`` takes all and ignores the kind.
    """
    ours, theirs = (
        {at for at, its in breaks.items() if at != last and kind in (None, its)}
        for breaks in (system, reference)
    )
    return Agreement(len(ours & theirs), len(ours), len(theirs))


def total(parts: Iterable[Agreement]) -> Agreement:
    """Agreement over several documents, each break counting once."""
    return Agreement(*map(sum, zip(*parts, strict=True)))
