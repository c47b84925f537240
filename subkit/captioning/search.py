"""The one search: cue ends and line breaks of least total cost under the hard limits, exactly.

A cue runs from boundary ``i`` to boundary ``j``; boundary ``b`` lies before unit ``b``, so a text of ``n`` units has
``n + 1`` of them. The recurrence is

    best[j] = cue_cost[j] + min over i of best[i] + shape(i, j) + time(i, j)

where ``shape`` is what the lines of the cue cost at their best and ``time`` what its reading time costs. Both are never
less than the price of a cue and of its line breaks, so a start that is already too dear is passed over unseen; no start
that could win is. Columns of whole numbers and no object per candidate: the same source compiles, and compiled or
not the result is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from subkit.captioning.columns import Cut
from subkit.captioning.time_costs import time_cost
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from subkit.captioning.columns import Columns
    from subkit.captioning.limits import Limits

NEVER: Final = 1 << 40
OVERLONG: Final = 100_000


def split(begin: i64, end: i64, columns: Columns, limits: Limits) -> tuple[i64, list[int]]:
    """The best lines of a cue that is wider than a line: what breaks and shape cost, and where the breaks are.

    Never more lines than the text needs. The cost is `NEVER` where it needs more than there are.
    """
    width = columns.right[end] - columns.left[begin]
    counted = width // (limits.line + 1)
    cost, at = _split_in_two(begin, end, columns, limits)
    if cost < NEVER:
        return cost + limits.weights.line * (1 - counted), [at]
    for lines in range(3, limits.lines + 1):
        cost, breaks = _split_into(lines, begin, end, -1, columns, limits)
        if cost < NEVER:
            return cost + limits.weights.line * (lines - 1 - counted), breaks
    return NEVER, []


def _split_in_two(begin: i64, end: i64, columns: Columns, limits: Limits) -> tuple[i64, i64]:
    """The best two lines: what the break and the shape cost, and where the break is."""
    left, right, line_cost, pairs = columns.left, columns.right, columns.line_cost, limits.pair_cost
    line: i64 = limits.line
    begin_at, end_at, winner = left[begin], right[end], end
    least: i64 = NEVER
    for at in range(end - 1, begin, -1):
        below = end_at - left[at]
        if below > line:
            break
        above = right[at] - begin_at
        if above <= line:
            cost = line_cost[at] + pairs[above * (line + 1) + below]
            if cost < least:
                least, winner = cost, at
    return least, winner


def _split_into(  # noqa: PLR0917 - the span, its lines, and where it all stands
    lines: int, begin: i64, end: i64, below: i64, columns: Columns, limits: Limits
) -> tuple[i64, list[int]]:
    """The same for a number of lines and the width of the line below them (-1 for none)."""
    left, right, line_cost, pairs = columns.left, columns.right, columns.line_cost, limits.pair_cost
    line: i64 = limits.line
    if lines == 1:
        width = right[end] - left[begin]
        return (pairs[width * (line + 1) + below] if width <= line else NEVER), []
    least: i64 = NEVER
    winner = list[int]()
    for at in range(end - 1, begin, -1):
        width = right[end] - left[at]
        if width > line:
            break
        cost, breaks = _split_into(lines - 1, begin, at, width, columns, limits)
        if cost == NEVER:
            continue
        if below >= 0:
            cost += pairs[width * (line + 1) + below]
        cost += line_cost[at]
        if cost < least:
            least, winner = cost, [*breaks, at]
    return least, winner


def best_cuts(columns: Columns, limits: Limits) -> list[Cut]:
    """The cues of least total cost, in order.

    A unit wider than a line, or longer than the longest time, stands alone; nothing else breaks a limit.
    """
    came_from, broken_at = best_starts(columns, limits)
    cuts: list[Cut] = []
    end = len(came_from) - 1
    while end > 0:
        begin, at = came_from[end], broken_at[end]
        breaks = [] if at == 0 else [at] if at > 0 else split(begin, end, columns, limits)[1]
        cuts.append(Cut(begin, end, breaks))
        end = begin
    cuts.reverse()
    return cuts


def best_starts(columns: Columns, limits: Limits) -> tuple[vec[i64], vec[i64]]:  # noqa: C901, PLR0912, PLR0915 - the inner loop is one piece: a call for each candidate would cost more than all the rest
    """For each boundary, where the last cue of the best cues up to it begins, and where its lines break.

    The latter is 0 for a cue of one line, and -1 where `split` must be asked again.
    ``first`` and ``lower`` are the earliest boundaries at which a cue, and a line, that ends at ``j`` can begin: starts
    from ``lower`` on take one line, those before it two or more; of the former only those from ``alone`` on are not too
    long for one line to be shown. ``least`` leaves out the price of the cue itself.
    """
    left, right, start, end = columns.left, columns.right, columns.start, columns.end
    soonest, shown, cue_cost, line_cost = columns.soonest, columns.shown, columns.cue_cost, columns.line_cost
    words = columns.words if len(columns.words) else vec[i64]([0] * len(left))
    shape_cost, time_needed, pairs = limits.shape_cost, limits.time_needed, limits.pair_cost
    line: i64 = limits.line
    longest: i64 = limits.longest
    price: i64 = limits.weights.cue
    line_price: i64 = limits.weights.line
    widest: i64 = len(shape_cost) - 1
    two = limits.lines == 2  # noqa: PLR2004 - two lines are worth a loop of their own
    most_breaks: i64 = limits.lines - 1
    gap: i64 = limits.gap
    row = line + 1
    one_line: i64 = limits.one_line
    hurries = one_line < longest
    shared = columns.shared
    cheapest_break = line_price + min(line_cost)
    cheapest_split = min(cheapest_break, cheapest_break * most_breaks)
    best = vec[i64]([0] * len(left))
    came_from = vec[i64]([0] * len(left))
    broken_at = vec[i64]([0] * len(left))
    origin: i64 = 0
    first: i64 = 0
    lower: i64 = 0
    alone: i64 = 0
    stop: i64
    for stop in columns.forced:
        for j in range(origin + 1, stop + 1):
            right_j, shown_j, next_j = right[j], shown[j], start[j] - gap
            leftmost, earliest = right_j - widest, end[j] - longest
            while first < j - 1 and (left[first] < leftmost or start[first] < earliest):
                first += 1
            leftmost = right_j - line
            while lower < j - 1 and left[lower] < leftmost:
                lower += 1
            if lower < first:  # noqa: PLR1730 - max() is a call
                lower = first
            if hurries:
                earliest = end[j] - one_line
                while alone < j - 1 and start[alone] < earliest:
                    alone += 1
            if alone < lower:  # noqa: PLR1730 - likewise
                alone = lower

            least: i64 = NEVER
            winner: i64 = j - 1
            broken: i64 = 0
            if right_j - left[winner] > line:
                least, first = best[winner] + OVERLONG, lower
            else:
                for i in range(alone, j):
                    total = best[i]
                    if total < least:
                        width = right_j - left[i]
                        total += shape_cost[width]
                        time = shown_j - soonest[i]
                        if time < time_needed[width] and total < least:
                            total += time_cost(time, next_j - soonest[i], width, limits, words[j] - words[i])
                        if total < least:
                            least, winner = total, i

            floor = cheapest_split
            for i in range(lower - 1, first - 1, -1):
                total = best[i]
                if total + floor < least:
                    if floor == cheapest_split:
                        floor = line_price + _least(line_cost, lower if two else first + 1, j)
                        floor = min(floor, floor * most_breaks)
                        if total + floor >= least:
                            continue
                    left_i = left[i]
                    width = right_j - left_i
                    total += shape_cost[width]
                    time = shown_j - soonest[i]
                    if time < time_needed[width]:
                        total += time_cost(time, next_j - soonest[i], width, limits, words[j] - words[i])
                    at: i64 = -1
                    if two:
                        lines = least - total
                        for k in range(lower if lower > i else i + 1, j):
                            above = right[k] - left_i
                            if above > line:
                                break
                            cost = line_cost[k]
                            if cost < lines:
                                cost += pairs[above * row + right_j - left[k]]
                                if cost < lines:
                                    lines, at = cost, k
                        total += lines
                    else:
                        total += split(i, j, columns, limits)[0]
                    if total < least:
                        least, winner, broken = total, i, at

            if shared and j in shared:
                for one in shared[j]:
                    total = best[one.begin] + one.cost
                    if total < least:
                        least, winner, broken = total, one.begin, one.seam
            best[j] = least + price + cue_cost[j]
            came_from[j] = winner
            broken_at[j] = broken
        origin = first = lower = alone = stop
    return came_from, broken_at


def _least(costs: vec[i64], begin: i64, end: i64) -> i64:
    """The least of the costs from one boundary to, not including, another."""
    least = costs[begin]
    for at in range(begin + 1, end):
        least = min(least, costs[at])
    return least
