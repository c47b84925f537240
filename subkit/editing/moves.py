"""Which breaks two versions share, which one moved, and which only one of them has."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Break(NamedTuple):
    """A break of one version.

    Attributes:
        at: its place on the scale that both versions share, ascending.
        word: the index of the word before it, in its own version.
    """

    at: int
    word: int


class Matched(NamedTuple):
    """The breaks of two versions sorted out: pairs in the same place, pairs of which one moved, and those of one alone."""

    same: list[tuple[Break, Break]]
    moved: list[tuple[Break, Break]]
    first: list[Break]
    second: list[Break]


def matched(first: Sequence[Break], second: Sequence[Break], fixed: Sequence[int] = ()) -> Matched:
    """Sort out the breaks of two versions, each in ascending order.

    A break moved if it and one of the other version are nearest to each other, with no break of both between them.

    Args:
        first: the breaks of one version.
        second: those of the other.
        fixed: further places, ascending, over which no break moves.
    """
    same = _same(first, second)
    ours = _without(first, [one for one, _ in same])
    theirs = _without(second, [other for _, other in same])
    walls = sorted([*fixed, *(one.at for one, _ in same)])
    moved = _moved(ours, theirs, walls)
    return Matched(
        same,
        moved,
        _without(ours, [one for one, _ in moved]),
        _without(theirs, [other for _, other in moved]),
    )


def _without(breaks: Sequence[Break], taken: Iterable[Break]) -> list[Break]:
    gone = set(taken)
    return [one for one in breaks if one not in gone]


def _same(first: Sequence[Break], second: Sequence[Break]) -> list[tuple[Break, Break]]:
    """Breaks in the same place; where a place has several, as many as both have."""
    counts = Counter(one.at for one in first) & Counter(one.at for one in second)
    kept: list[list[Break]] = []
    for breaks in (first, second):
        left = counts.copy()
        row = []
        for one in breaks:
            if left[one.at]:
                left[one.at] -= 1
                row.append(one)
        kept.append(row)
    return list(zip(*kept, strict=True))


def _moved(
    first: Sequence[Break], second: Sequence[Break], walls: Sequence[int]
) -> list[tuple[Break, Break]]:
    to_second, to_first = _nearest(first, second), _nearest(second, first)
    return [
        (one, second[at])
        for number, (one, at) in enumerate(zip(first, to_second, strict=True))
        if at is not None
        and to_first[at] == number
        and bisect_left(walls, one.at) == bisect_left(walls, second[at].at)
    ]


def _nearest(breaks: Sequence[Break], others: Sequence[Break]) -> list[int | None]:
    """For each break the index of the nearest of the others; of two as near, the one in front."""
    if not others:
        return [None] * len(breaks)
    places = [other.at for other in others]
    found: list[int | None] = []
    for one in breaks:
        after = bisect_left(places, one.at)
        if after == len(places) or (after and one.at - places[after - 1] <= places[after] - one.at):
            after -= 1
        found.append(after)
    return found
