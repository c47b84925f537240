"""Sorts figures into bars whose widths people count in: 1, 2 or 5 times a power of ten."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from subkit.statistics.records import Histogram

if TYPE_CHECKING:
    from collections.abc import Sequence

_BARS = 16
"""How many bars there are about, and never more than one and a half times that."""
_MOST = 0.05
"""The share of figures at either end that may stand out: nine tenths of them say how wide the picture is."""
_FAR = 3
"""A limit further from the figures than so many times that is not drawn."""


def histogram(values: Sequence[float], limits: Sequence[float] = (), step: int = 1) -> Histogram:
    """How many figures lie where.

    Args:
        values: the figures, sorted, one at least.
        limits: what is drawn, too, if it is not far away.
        step: the least width of a bar.

    >>> histogram([1.0, 2.0, 2.0, 4.0])
    Histogram(first=1, width=1, counts=(1, 2, 0, 1), below=0, above=0)
    """
    top = len(values) - 1
    inner, outer = values[round(top * _MOST)], values[round(top * (1 - _MOST))]
    # What stands out by more than that is counted, not drawn: one typing error would press the rest into one bar.
    reach = max(outer - inner, 4 * step)
    low, high = values[bisect_left(values, inner - reach)], values[bisect_right(values, outer + reach) - 1]
    near = [limit for limit in limits if low - _FAR * reach <= limit <= high + _FAR * reach]
    low, high = min([low, *near]), max([high, *near])
    width = _width((high - low) / _BARS, step)
    first = math.floor(low / width) * width
    counts = [0] * (math.floor((high - first) / width) + 1)
    below = above = 0
    for value in values:
        place = math.floor((value - first) / width)
        if place < 0:
            below += 1
        elif place >= len(counts):
            above += 1
        else:
            counts[place] += 1
    return Histogram(first=first, width=width, counts=tuple(counts), below=below, above=above)


def _width(wanted: float, step: int) -> int:
    """The least width that is no less than wanted: the step times 1, 2 or 5 times a power of ten."""
    power = 1
    while True:
        for digit in (1, 2, 5):
            if (width := step * digit * power) >= wanted:
                return width
        power *= 10
