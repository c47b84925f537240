"""The boundaries that two versions of captions share, and the stretches of cues between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from subkit.editing import moves

if TYPE_CHECKING:
    from subkit.editing.layout import Kind
    from subkit.editing.moves import Break, Matched
    from subkit.editing.pairing import Pairing

_NEAR = 250  # ms: the same boundary, though its words were changed


class Stretch(NamedTuple):
    """The cues of either side between two boundaries that both have: the index of the first, and of the last."""

    first: tuple[int, int]
    second: tuple[int, int]


def sorted_out(pairing: Pairing, kind: Kind, walls: list[int]) -> Matched:
    """The breaks of a kind sorted out; a line break that is a cue break in the other version is told of there."""
    first, second = pairing.sides
    ours, theirs = first.breaks(kind, second), second.breaks(kind, first)
    if kind == "line":
        here = {one.at for one in first.breaks("cue", second)}
        there = {one.at for one in second.breaks("cue", first)}
        ours = [one for one in ours if one.at not in there]
        theirs = [one for one in theirs if one.at not in here]
        return moves.matched(ours, theirs, walls)
    near = _near(pairing, ours, theirs)
    return moves.matched(
        [_settled(one, near) for one in ours], [_settled(one, near) for one in theirs], walls
    )


def _settled(one: Break, near: set[int]) -> Break:
    return one._replace(at=one.at // 4 * 4 + 1) if one.at // 4 in near else one


def _near(pairing: Pairing, ours: list[Break], theirs: list[Break]) -> set[int]:
    """The places, by rank, where the words differ and as many cues begin at about the same times in both versions."""
    first, second = pairing.sides
    differ = {
        rank for rank, (one, other) in enumerate(zip(first.spare, second.spare, strict=True)) if one and other
    }
    starts: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
    for side, breaks, its in zip(pairing.sides, (ours, theirs), starts, strict=True):
        for one in breaks:
            if one.at // 4 in differ:
                its.setdefault(one.at // 4, []).append(side.cues[side.cue_of[one.word] + 1].start)
    return {
        rank
        for rank, times in starts[0].items()
        if len(times) == len(starts[1].get(rank, ()))
        and all(abs(one - other) <= _NEAR for one, other in zip(times, starts[1][rank], strict=True))
    }


def stretches_of(pairing: Pairing, breaks: Matched) -> list[Stretch]:
    """The stretches between the cue breaks that are the same."""
    kept = [[number for number, alone in enumerate(side.alone) if not alone] for side in pairing.sides]
    if not kept[0]:
        return []
    ends = [(pairing.first.cue_of[one.word], pairing.second.cue_of[other.word]) for one, other in breaks.same]
    places = [{number: at for at, number in enumerate(numbers)} for numbers in kept]
    starts = [(kept[0][0], kept[1][0])]
    starts += [(kept[0][places[0][one] + 1], kept[1][places[1][other] + 1]) for one, other in ends]
    ends.append((kept[0][-1], kept[1][-1]))
    return [Stretch((start[0], end[0]), (start[1], end[1])) for start, end in zip(starts, ends, strict=True)]
