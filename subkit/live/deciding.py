"""Which cuts no later word can move: those that all ways share that may still be the best."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from subkit.captioning import search
from subkit.captioning.columns import Columns, Piece

if TYPE_CHECKING:
    from subkit.captioning.columns import Shared
    from subkit.captioning.limits import Limits
    from subkit.captioning.problem import Problem
    from subkit.vectors import i64, vec


class Decision(Struct, frozen=True, gc=False):
    """What is known of the cuts after a place.

    Attributes:
        final: the cues that stay whatever is said next, in order.
        likely: those that would follow if nothing more were said.
    """

    final: list[Piece]
    likely: list[Piece]


def decided(ready: Problem, begin: int, horizon: int, walls: set[int]) -> Decision:
    """The cuts after a word at which a cue is known to begin.

    A cue that ends beyond the horizon begins at some boundary before it that is near enough. For each of these the search
    knows the best way there; the cuts that all those ways share, from the beginning on, are final (as in the Viterbi
    algorithm, whose survivors merge). What comes before the place does not matter: costs add up.

    Args:
        ready: what the search is asked for the words heard so far.
        begin: the word.
        horizon: the boundary up to which the columns stay as they are.
        walls: the words with which a cue begins in every way.
    """
    starts = list(ready.starts)
    origin = bisect_right(starts, begin) - 1  # a cut that was made too soon may lie within a unit
    columns = _after(ready.columns, origin)
    came_from, broken_at = search.best_starts(columns, ready.limits)

    def cuts(beginning: int, end: int) -> list[Piece]:
        found: list[Piece] = []
        while end > beginning:
            first, at = came_from[end], broken_at[end]
            breaks = [] if at == 0 else [at] if at > 0 else search.split(first, end, columns, ready.limits)[1]
            lines = [max(begin, starts[origin + place]) for place in (first, *breaks)]
            found.append(Piece(lines[0], starts[origin + end], lines))
            end = first
        return found[::-1]

    shut = [bisect_left(starts, at) - origin for at in walls]
    shared = _merged(came_from, _survivors(columns, ready.limits, horizon - origin, shut))
    return Decision(cuts(0, shared), cuts(shared, len(came_from) - 1))


def _after(columns: Columns, origin: int) -> Columns:
    """The columns from a boundary on."""
    if origin == 0:
        return columns
    return Columns(
        left=columns.left[origin:],
        right=columns.right[origin:],
        start=columns.start[origin:],
        soonest=columns.soonest[origin:],
        end=columns.end[origin:],
        shown=columns.shown[origin:],
        cue_cost=columns.cue_cost[origin:],
        line_cost=columns.line_cost[origin:],
        forced=[at - origin for at in columns.forced if at > origin],
        words=columns.words[origin:],
        shared={
            end - origin: kept
            for end, ways in columns.shared.items()
            if (kept := [_moved(way, origin) for way in ways if way.begin >= origin])
        },
    )


def _moved(way: Shared, origin: int) -> Shared:
    return replace(way, begin=way.begin - origin, seam=way.seam - origin)


def _survivors(columns: Columns, limits: Limits, horizon: int, walls: list[int]) -> list[int]:
    """The boundaries at which a cue may begin that ends beyond the horizon."""
    if horizon <= 0:
        return [0]
    earliest = columns.end[horizon] - limits.longest
    leftmost = columns.right[horizon] - len(
        limits.shape_cost
    )  # the blank between two who share a cue is not counted
    nearest = max([0, *[at for at in walls if at <= horizon]])
    return [
        at
        for at in range(nearest, horizon + 1)
        if at == horizon or (columns.start[at] >= earliest and columns.left[at] >= leftmost)
    ]


def _merged(came_from: vec[i64], ends: list[int]) -> int:
    """The last boundary that is on the best way to each of some boundaries."""
    here = set(ends)
    while len(here) > 1:
        latest = max(here)
        here.remove(latest)
        here.add(came_from[latest])
    return here.pop()
