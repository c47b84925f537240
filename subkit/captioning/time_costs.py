"""What it costs that a cue has too little time: to be read, or to be on screen at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from subkit.captioning.limits import Limits
    from subkit.vectors import i64

# Words a minute are told of words of five characters and a blank (the typist's word): so many cells too many cost what
# as many too many characters cost.
WORD_LENGTH: Final = 6


def time_cost(shown: i64, room: i64, width: i64, limits: Limits, words: i64 = 0) -> i64:
    """What it costs that a text of this width is shown for this time.

    Of several reading speeds the one that is exceeded most counts.

    Args:
        shown: how long it is shown at most, lingering included, in ms.
        room: how long it could be shown before the next cue begins.
        width: its width, in cells.
        limits: the profile's.
        words: how many words it has; of no interest where the profile does not count words.
    """
    weights = limits.weights
    shortest: i64 = limits.shortest
    time = max(shown, min(shortest, room))
    time = max(time, 1)
    cost: i64 = 0
    excess = width * 100_000 // time - limits.speeds[width]
    if words:
        excess = max(excess, words * (WORD_LENGTH * limits.cells * 100_000) // time - limits.pace)
    if excess > 0:
        cost = weights.too_fast + min(weights.speed * excess // (100 * limits.cells), weights.speed_most)
    if time < shortest:
        cost += brief_cost(time, limits)
    return cost


def brief_cost(time: i64, limits: Limits) -> i64:
    """What it costs that a cue is on screen for this time, in ms, if that is less than the minimum."""
    weights = limits.weights
    return weights.too_brief + weights.brief * (limits.shortest - time) // limits.shortest
