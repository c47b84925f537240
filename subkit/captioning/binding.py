"""Words that belong together so closely that neither a line nor a cue may part them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from subkit.captioning.columns import Extent


def bound(
    edges: vec[i64],
    forced: list[int],
    costs: vec[i64],
    limit: i64,
    *,
    width: Extent,
    time: Extent,
) -> vec[i64]:
    """The words at which a unit begins once those that belong together are bound, ascending, and the number of words.

    An article is never parted from its noun, nor a title from its name: what a break costs there, no other gain is worth.
    Where words so bound would be too wide to fill lines with, or too long to fill cues with, they stay apart.

    Args:
        edges: the words at which a line could begin, ascending, the forced ones among them; and the number of words.
        forced: those with which a cue must begin.
        costs: what ending a cue after each word costs.
        limit: the cost from which on words are bound.
        width: where the words stand.
        time: when they are spoken.
    """
    left, right, start, end = width.begins, width.ends, time.begins, time.ends
    widest: i64 = width.most
    longest: i64 = time.most
    always = {*forced, len(costs)}
    kept = _kept(edges, costs, limit, always)
    too_much = [
        (at, after)
        for at, after in zip(kept, kept[1:])
        if after - at > 1 and (right[after - 1] - left[at] > widest or end[after - 1] - start[at] > longest)
    ]
    if not too_much:
        return kept
    apart = [at for first, after in too_much for at in range(first, after)]
    return _kept(edges, costs, limit, always.union(apart))


def _kept(edges: vec[i64], costs: vec[i64], limit: i64, always: set[int]) -> vec[i64]:
    """The edges at which a break may be: it costs too little to bind, or must be."""
    return vec[i64]([at for at in edges if costs[at - 1] < limit or at in always])
