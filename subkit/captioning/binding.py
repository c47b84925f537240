"""Words that belong together so closely that neither a line nor a cue may part them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subkit.captioning.columns import Extent


def bound(
    starts: list[int],
    forced: list[int],
    costs: list[int],
    limit: int,
    *,
    width: Extent,
    time: Extent,
) -> list[int]:
    """The words at which a unit begins once those that belong together are bound, ascending.

    An article is never parted from its noun, nor a title from its name: what a break costs there, no other gain is worth.
    Where words so bound would be too wide to fill lines with, or too long to fill cues with, they stay apart.

    Args:
        starts: the words at which a line could begin, ascending; the forced ones among them.
        forced: those with which a cue must begin.
        costs: what ending a cue after each word costs.
        limit: the cost from which on words are bound.
        width: where the words stand.
        time: when they are spoken.
    """
    left, right, start, end = width.begins, width.ends, time.begins, time.ends
    always = set(forced)
    kept = [at for at in starts if costs[at - 1] < limit or at in always]
    afters = [*kept[1:], len(costs)]
    too_much = [
        (at, after)
        for at, after in zip(kept, afters, strict=True)
        if after - at > 1
        and (right[after - 1] - left[at] > width.most or end[after - 1] - start[at] > time.most)
    ]
    if not too_much:
        return kept
    apart = [
        at
        for first, after in too_much
        for at in starts[bisect_left(starts, first) : bisect_left(starts, after)]
    ]
    return sorted({*kept, *apart})
