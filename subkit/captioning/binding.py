"""Words that belong together so closely that neither a line nor a cue may part them."""

from __future__ import annotations

from bisect import bisect_left

Spans = tuple[list[int], list[int]]
"""Where each word begins, and where it ends, in cells from the beginning of the text."""


def bound(
    starts: list[int],
    forced: list[int],
    costs: list[int],
    spans: Spans,
    *,
    most: int,
    limit: int,
) -> list[int]:
    """The words at which a unit begins once those that belong together are bound, ascending.

    An article is never parted from its noun, nor a title from its name: what a break costs there, no other gain is worth.
    Where pieces so bound would be too wide to fill lines with, they stay apart.

    Args:
        starts: the words at which a line could begin, ascending; the forced ones among them.
        forced: those with which a cue must begin.
        costs: what ending a cue after each word costs.
        spans: where the words stand.
        most: the cells that bound words may take together.
        limit: the cost from which on words are bound.
    """
    left, right = spans
    always = set(forced)
    kept = [at for at in starts if costs[at - 1] < limit or at in always]
    ends = [*kept[1:], len(costs)]
    wide = [
        (begin, end) for begin, end in zip(kept, ends, strict=True) if right[end - 1] - left[begin] > most
    ]
    if not wide:
        return kept
    apart = [
        at for begin, end in wide for at in starts[bisect_left(starts, begin) : bisect_left(starts, end)]
    ]
    return sorted({*kept, *apart})
