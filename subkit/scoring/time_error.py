"""How far the in- and out-times of two versions lie apart where both have the same boundary."""

from __future__ import annotations

import math
from statistics import fmean, median
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

_HIGH = 0.95


class TimeError(Struct, frozen=True, gc=False):
    """Distances in ms between times of the captions and of the reference; NaN where none can be compared.

    Attributes:
        compared: how many times there were to compare.
        bias: the mean of the differences, later than the reference counting as positive.
        mean: the mean distance.
        median: the median distance.
        high: the distance that 95 of 100 do not exceed.
    """

    compared: int
    bias: float
    mean: float
    median: float
    high: float


def time_error(differences: Sequence[int]) -> TimeError:
    """The figures of differences in ms.

    >>> time_error([-40, 0, 100])
    TimeError(compared=3, bias=20.0, mean=46.666666666666664, median=40, high=100)
    """
    if not differences:
        return TimeError(0, math.nan, math.nan, math.nan, math.nan)
    apart = sorted(map(abs, differences))
    high = apart[math.ceil(_HIGH * len(apart)) - 1]
    return TimeError(len(apart), fmean(differences), fmean(apart), median(apart), high)
