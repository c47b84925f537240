"""The hard limits and prices of one profile, made ready for the search's inner loop."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.captioning.time_costs import WORD_LENGTH
from subkit.vectors import i64, vec
from subkit.weights import Weights

if TYPE_CHECKING:
    from subkit.reading_speed import ReadingTable

_ALWAYS = 1 << 40
# A third of what a cue holds is never short, so that narrow lines can be kept.
_SHORT = 3


class Limits(Struct, frozen=True):
    """The hard limits and prices of one profile, made ready for the inner loop; lengths are in cells, times in ms.

    Attributes:
        line: the longest line.
        lines: the most lines a cue has.
        cells: cells a character; a blank is always one.
        longest: the longest time from the first word's in-time to the last word's out-time.
        shortest: the minimum duration.
        gap: the minimum gap to the next cue.
        full: the width from which a cue is not short; no more than a third of what a cue holds.
        one_line: the longest such time of a cue of one line; no more than ``longest``.
        speeds: by width, the reading speed, in hundredths of a cell a second; `_ALWAYS` for none.
        pace: the reading speed by words of `WORD_LENGTH` characters, likewise; 0 for none.
        shape_cost: by width, what the length of a cue costs before its line breaks.
        pair_cost: by the width of a line times ``line + 1`` and the width of the line below it, what their shape costs.
        time_needed: by width, the time from which time costs nothing; `_ALWAYS` where words count.
        weights: the prices as they were given.
    """

    line: int
    lines: int
    cells: int
    longest: int
    one_line: int
    shortest: int
    gap: int
    full: int
    speeds: vec[i64]
    pace: int
    shape_cost: vec[i64]
    pair_cost: vec[i64]
    time_needed: vec[i64]
    weights: Weights


@lru_cache(maxsize=16)
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
    widest: int | None = None,
    one_line: int | None = None,
    table: ReadingTable | None = None,
    word_time: float = 0,
    ratio: float | None = None,
) -> Limits:
    """The limits and prices of a profile, with lengths in cells (``cells`` a character) and times in ms.

    Args:
        line: the longest line.
        lines: the most lines a cue has.
        cells: how many cells a character stands for.
        longest: the longest time that the words of a cue may last.
        shortest: the minimum duration.
        gap: the minimum gap.
        cps: characters a second.
        weights: the prices.
        widest: the widest cue, over all its lines and the blanks between them.
        one_line: the longest time of a cue of one line.
        table: how many characters may be shown for how long.
        word_time: how long a cue must be shown for each of its words.
        ratio: from which share of the longer line on the shorter one is not too short.
    """
    most = line * lines + lines - 1
    full = min(weights.short_length * cells, line * lines // _SHORT)
    widths = range((most if widest is None else min(most, widest)) + 1)
    speeds, needed = _reading(widths, cells, cps, table)
    if word_time:
        needed = [_ALWAYS] * len(widths)
    return Limits(
        line=line,
        lines=lines,
        cells=cells,
        longest=longest,
        one_line=longest if one_line is None else min(one_line, longest),
        shortest=shortest,
        gap=gap,
        full=full,
        speeds=vec[i64](speeds),
        pace=int(WORD_LENGTH * cells * 100_000 / word_time) if word_time else 0,
        shape_cost=vec[i64](
            [
                weights.short * max(0, full - width) // cells + weights.line * (width // (line + 1))
                for width in widths
            ]
        ),
        pair_cost=vec[i64](
            [
                pair_cost(top, bottom, cells, weights, ratio)
                for top in range(line + 1)
                for bottom in range(line + 1)
            ]
        ),
        time_needed=vec[i64]([max(shortest, time) for time in needed]),
        weights=weights,
    )


def _reading(
    widths: range, cells: int, cps: float | None, table: ReadingTable | None
) -> tuple[list[int], list[int]]:
    """By width, the reading speed in hundredths of a cell a second, and the time in ms that reading takes."""
    centi_cps = round(cps * cells * 100) if cps else _ALWAYS
    speeds = [centi_cps] * len(widths)
    needed = [-(-width * 100_000 // centi_cps) if cps else 0 for width in widths]
    if table is None:
        return speeds, needed
    by_table = [table.duration(width / cells) for width in widths]
    return (
        [min(centi_cps, width * 100_000 // time) for width, time in zip(widths, by_table, strict=True)],
        list(map(max, needed, by_table)),
    )


def pair_cost(top: int, bottom: int, cells: int, weights: Weights, ratio: float | None = None) -> int:
    """What the shape of a line and the line below it costs; ``ratio`` is by default one half."""
    cost = weights.imbalance * abs(top - bottom) // cells
    if top > bottom:
        cost += weights.top_heavy
    if min(top, bottom) < (0.5 if ratio is None else ratio) * max(top, bottom):
        cost += weights.lopsided
    return cost
