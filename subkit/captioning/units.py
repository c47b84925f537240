"""Where the words and units of a text stand: columns of one entry a word made into those of one entry a boundary."""

from __future__ import annotations

from subkit.vectors import i64, vec


def reaches(widths: vec[i64], blank: list[bool]) -> tuple[vec[i64], vec[i64]]:
    """Where each word begins, and where it ends, in cells from the text's beginning; a blank before it is one cell.

    Args:
        widths: the cells each takes.
        blank: whether a blank stands before each.

    >>> [list(column) for column in reaches(vec[i64]([3, 2]), [True, True])]
    [[1, 5], [4, 7]]
    """
    left, right = vec[i64]([0] * len(widths)), vec[i64]([0] * len(widths))
    reach: i64 = 0
    for at in range(len(widths)):
        if blank[at]:
            reach += 1
        left[at] = reach
        reach += widths[at]
        right[at] = reach
    return left, right


def running(counts: vec[i64]) -> vec[i64]:
    """The sum of the counts up to each, itself included.

    >>> list(running(vec[i64]([1, 0, 2])))
    [1, 1, 3]
    """
    found = vec[i64]([0] * len(counts))
    total: i64 = 0
    for at in range(len(counts)):
        total += counts[at]
        found[at] = total
    return found


def after_gaps(starts: vec[i64], ends: vec[i64], longest: i64) -> list[int]:
    """The words before which a gap of some length or more lies, ascending.

    Args:
        starts: when each word begins, in ms.
        ends: when each ends, in ms.
        longest: the gap.
    """
    return [at for at in range(1, len(starts)) if starts[at] - ends[at - 1] >= longest]


def opening(column: vec[i64], edges: vec[i64], last: i64) -> vec[i64]:
    """For each boundary the entry of the word after it; after the last one there is none.

    Args:
        column: of one entry a word.
        edges: the words at which units begin, ascending, and the number of words.
        last: the entry of the last boundary.

    >>> list(opening(vec[i64]([10, 20, 30]), vec[i64]([0, 2, 3]), 99))
    [10, 30, 99]
    """
    beyond = edges[len(edges) - 1]
    return vec[i64]([column[at] if at < beyond else last for at in edges])


def closing(column: vec[i64], edges: vec[i64]) -> vec[i64]:
    """For each boundary the entry of the word before it; 0 before the first one.

    >>> list(closing(vec[i64]([10, 20, 30]), vec[i64]([0, 2, 3])))
    [0, 20, 30]
    """
    return vec[i64]([column[at - 1] if at > 0 else 0 for at in edges])
