"""The hard limits and prices of one profile, made ready for the search's inner loop."""

from __future__ import annotations

from msgspec import Struct

from subkit.weights import Weights


class Limits(Struct, frozen=True):
    """The hard limits and prices of one profile, made ready for the inner loop; lengths are in cells, times in ms.

    Attributes:
        line: the longest line.
        lines: the most lines a cue has.
        cells: cells a character; a blank is always one.
        longest: the longest time from the first word's in-time to the last word's out-time.
        shortest: the minimum duration.
        gap: the minimum gap to the next cue.
        centi_cps: the reading speed, in hundredths of a cell a second; 0 for none.
        shape_cost: by width, what the length of a cue costs before its line breaks.
        pair_cost: by the width of a line and that of the line below it, what their shape costs.
        time_needed: by width, the time from which time costs nothing.
        weights: the prices as they were given.
    """

    line: int
    lines: int
    cells: int
    longest: int
    shortest: int
    gap: int
    centi_cps: int
    shape_cost: list[int]
    pair_cost: list[list[int]]
    time_needed: list[int]
    weights: Weights


def prepare(
    *,
    line: int,
    lines: int,
    cells: int,
    longest: int,
    shortest: int,
    gap: int,
    cps: float | None,
    weights: Weights,
) -> Limits:
    """The limits and prices of a profile, with lengths in cells (``cells`` a character) and times in ms."""
    widest = line * lines + lines - 1
    centi_cps = round(cps * cells * 100) if cps else 0
    full = weights.short_length * cells
    widths = range(widest + 1)
    return Limits(
        line=line,
        lines=lines,
        cells=cells,
        longest=longest,
        shortest=shortest,
        gap=gap,
        centi_cps=centi_cps,
        shape_cost=[
            weights.short * max(0, full - width) // cells + weights.line * (width // (line + 1))
            for width in widths
        ],
        pair_cost=[
            [pair_cost(top, bottom, cells, weights) for bottom in range(line + 1)] for top in range(line + 1)
        ],
        time_needed=[max(shortest, -(-width * 100_000 // centi_cps) if centi_cps else 0) for width in widths],
        weights=weights,
    )


def pair_cost(top: int, bottom: int, cells: int, weights: Weights) -> int:
    """What the shape of a line and the line below it costs."""
    cost = weights.imbalance * abs(top - bottom) // cells
    if top > bottom:
        cost += weights.top_heavy
    if 2 * min(top, bottom) < max(top, bottom):
        cost += weights.lopsided
    return cost


def time_cost(shown: int, room: int, width: int, limits: Limits) -> int:
    """What it costs that a text of this width is shown for this time.

    Args:
        shown: how long it is shown at most, lingering included, in ms.
        room: how long it could be shown before the next cue begins.
        width: its width, in cells.
        limits: the profile's.
    """
    time = max(1, shown, min(limits.shortest, room))
    weights = limits.weights
    cost = 0
    if limits.centi_cps:
        excess = width * 100_000 // time - limits.centi_cps
        if excess > 0:
            cost = min(weights.speed * excess // (100 * limits.cells), weights.speed_most)
    if time < limits.shortest:
        cost += weights.brief * (limits.shortest - time) // limits.shortest
    return cost
