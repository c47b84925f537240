"""Two versions of captions on one scale: which words are paired, which cues are only in one, where each break stands."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from subkit.editing.layout import bare, laid_out, matched
from subkit.editing.moves import Break

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.editing.layout import Kind, Laid
    from subkit.model import Captions, Cue


class Side(NamedTuple):
    """One of the two versions.

    Attributes:
        cues: its cues.
        laid: its words and breaks; a cue without text counts as one empty word.
        cue_of: by word, the index of its cue.
        alone: by cue, whether it is only in this version.
        rank: by word, how many of the paired words stand at or before it.
        spare: by rank, the words that are neither paired nor in a cue of this version alone.
    """

    cues: Sequence[Cue]
    laid: Laid
    cue_of: list[int]
    alone: list[bool]
    rank: list[int]
    spare: list[list[int]]

    def breaks(self, kind: Kind, other: Side) -> list[Break]:
        """The breaks of a kind on the common scale, without those of cues that are only here, and the last of all."""
        kept = [
            word
            for word, its in self.laid.breaks.items()
            if its == kind and not self.alone[self.cue_of[word]]
        ]
        return [Break(self._place(word, other), word) for word in (kept[:-1] if kind == "cue" else kept)]

    def _place(self, word: int, other: Side) -> int:
        """Four steps a paired word; between two of them a break is at the front, inside, or at the back."""
        rank = self.rank[word]
        mine = self.spare[rank]
        if not mine or not other.spare[rank] or word < mine[0]:
            return 4 * rank
        return 4 * rank + (2 if word == mine[-1] else 1)


class Pairing(NamedTuple):
    """Both versions, and the pairs of words that stand for each other; ascending."""

    first: Side
    second: Side
    pairs: list[tuple[int, int]]

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both versions."""
        return self.first, self.second


def paired(first: Captions, second: Captions) -> Pairing:
    """Pair the words of two versions: the same words, and others between the same neighbours if shown together."""
    one, other = laid_out(first, blanks=True), laid_out(second, blanks=True)
    cues_of = _cues_of(one), _cues_of(other)
    pairs = [
        (here, there)
        for here, there in matched(one.words, other.words)
        if bare(one.words[here]) == bare(other.words[there])
        or _together(first.cues[cues_of[0][here]], second.cues[cues_of[1][there]])
    ]
    alone = _alone((first.cues, second.cues), (one, other), cues_of, pairs)
    return Pairing(
        _side(first.cues, one, cues_of[0], alone[0], [here for here, _ in pairs]),
        _side(second.cues, other, cues_of[1], alone[1], [there for _, there in pairs]),
        pairs,
    )


def _cues_of(laid: Laid) -> list[int]:
    return [number for number, (start, after) in enumerate(laid.spans) for _ in range(start, after)]


def _together(one: Cue, other: Cue) -> bool:
    """Whether two cues are ever shown at the same time."""
    return (one.start, one.end) == (other.start, other.end) or (
        one.start < other.end and other.start < one.end
    )


def _side(
    cues: Sequence[Cue], laid: Laid, cue_of: list[int], alone: list[bool], paired_words: list[int]
) -> Side:
    rank: list[int] = []
    spare: list[list[int]] = [[]]
    wanted = set(paired_words)
    for word, cue in enumerate(cue_of):
        if word in wanted:
            spare.append([])
        elif not alone[cue]:
            spare[-1].append(word)
        rank.append(len(spare) - 1)
    return Side(cues, laid, cue_of, alone, rank, spare)


def _alone(
    cues: tuple[Sequence[Cue], Sequence[Cue]],
    laid: tuple[Laid, Laid],
    cues_of: tuple[list[int], list[int]],
    pairs: Sequence[tuple[int, int]],
) -> tuple[list[bool], list[bool]]:
    """By cue of either version: whether none of its words is paired, and no cue of the other stands in for it."""
    alone = tuple([True] * len(column) for column in cues)
    for pair in pairs:
        for side in (0, 1):
            alone[side][cues_of[side][pair[side]]] = False
    for ranges in _gaps(pairs, len(laid[0].words), len(laid[1].words)):
        here, there = (
            list(dict.fromkeys(cue_of[word] for word in words))
            for cue_of, words in zip(cues_of, ranges, strict=True)
        )
        ours, theirs = [cues[0][one] for one in here], [cues[1][one] for one in there]
        for side, numbers, meets in ((0, here, _meeting(ours, theirs)), (1, there, _meeting(theirs, ours))):
            for cue, met in zip(numbers, meets, strict=True):
                alone[side][cue] &= not met
    return alone[0], alone[1]


def _gaps(pairs: Sequence[tuple[int, int]], length: int, other_length: int) -> Iterator[tuple[range, range]]:
    """The words between one pair and the next, on either side; only where both sides have some."""
    edges = [(-1, -1), *pairs, (length, other_length)]
    for (one, other), (following, other_following) in pairwise(edges):
        if one + 1 < following and other + 1 < other_following:
            yield range(one + 1, following), range(other + 1, other_following)


def _meeting(cues: Sequence[Cue], others: Sequence[Cue]) -> list[bool]:
    """Whether each of the cues is shown together with one of the others, however briefly."""
    times = {(other.start, other.end) for other in others}
    by_start = sorted(others, key=attrgetter("start"))
    starts = [other.start for other in by_start]
    latest = list(accumulate((other.end for other in by_start), max))
    found = []
    for cue in cues:
        begun = bisect_left(starts, cue.end)
        found.append((cue.start, cue.end) in times or (begun > 0 and latest[begun - 1] > cue.start))
    return found
