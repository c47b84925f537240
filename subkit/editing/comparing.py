"""Two versions of captions compared in the trade's terms: breaks moved, cues split and merged, times, text, speakers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from subkit.editing.difference import Change, Diff, Group, spoken_by
from subkit.editing.pairing import paired
from subkit.editing.stretches import Stretch, sorted_out, stretches_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.editing.difference import ChangeKind
    from subkit.editing.layout import Kind
    from subkit.editing.moves import Break, Matched
    from subkit.editing.pairing import Pairing, Side
    from subkit.model import Captions

_AROUND = 3  # words shown on either side of a break
_MARK: dict[Kind, str] = {"cue": "‖", "line": "|"}
_BREAKS: dict[Kind, tuple[ChangeKind, ChangeKind, ChangeKind]] = {
    "cue": ("cue-break", "merged", "split"),
    "line": ("line-break", "line-removed", "line-added"),
}


def diff(first: Captions, second: Captions, *, tolerance: int = 0) -> Diff:
    """Compare two versions of captions.

    Words are paired first (by their text, and others that stand between the same neighbours at the same time), so that
    breaks are told apart from texts and times. The time it takes grows with the number of cues, and not faster.

    Args:
        first: the one version.
        second: the other.
        tolerance: times that differ by no more ms than this count as the same.
    """
    pairing = paired(first, second)
    cue_breaks = sorted_out(pairing, "cue", [])
    shared = [one.at for one, _ in cue_breaks.same]
    stretches = stretches_of(pairing, cue_breaks)
    edits = list(_edits(pairing, cue_breaks))
    changes = [
        *_whole_cues(pairing),
        *_of_breaks(pairing, "cue", cue_breaks),
        *_of_breaks(pairing, "line", sorted_out(pairing, "line", shared)),
        *(_of_text(pairing, edit) for edit in edits),
        *_of_edges(pairing, stretches, tolerance),
    ]
    marks = tuple(frozenset(word for edit in edits for word in edit[side]) for side in (0, 1))
    return Diff(first, second, _grouped(pairing, stretches, changes), (marks[0], marks[1]))


def _whole_cues(pairing: Pairing) -> Iterator[Change]:
    for side, kind in zip(pairing.sides, ("removed", "added"), strict=True):
        for number, alone in enumerate(side.alone):
            if alone and kind == "removed":
                yield Change("removed", number + 1, None, before=side.laid.text(*side.laid.spans[number]))
            elif alone:
                yield Change("added", None, number + 1, after=side.laid.text(*side.laid.spans[number]))


def _of_breaks(pairing: Pairing, kind: Kind, breaks: Matched) -> Iterator[Change]:
    first, second = pairing.sides
    moved, gone, new = _BREAKS[kind]
    for one, other in breaks.moved:
        by = other.at // 4 - one.at // 4
        yield Change(
            moved,
            first.cue_of[one.word] + 1,
            second.cue_of[other.word] + 1,
            _around(first, one, kind),
            _around(second, other, kind),
            by or (1 if other.at > one.at else -1),
        )
    for one in breaks.first:
        there = _cue_at(second, one.at)
        yield Change(gone, first.cue_of[one.word] + 1, there + 1, before=_around(first, one, kind))
    for other in breaks.second:
        here = _cue_at(first, other.at)
        yield Change(new, here + 1, second.cue_of[other.word] + 1, after=_around(second, other, kind))


def _cue_at(side: Side, at: int) -> int:
    """The cue of the other version in which a break stands that only one version has."""
    word = bisect_right(side.rank, at // 4) - 1
    while word > 0 and side.alone[side.cue_of[word]]:
        word -= 1
    return side.cue_of[max(word, 0)]


def _around(side: Side, one: Break, kind: Kind) -> str:
    """The break among its words."""
    laid, after = side.laid, one.word + 1
    front = laid.text(max(0, after - _AROUND), after)
    return f"{front} {_MARK[kind]} {laid.text(after, min(len(laid.words), after + _AROUND))}"


def _edits(pairing: Pairing, breaks: Matched) -> Iterator[tuple[list[int], list[int]]]:
    """Runs of words that are not the same in both versions, cut at the boundaries that both have."""
    here: list[int] = []
    there: list[int] = []
    before = 0
    for stretch, ours, theirs, same in _slots(pairing, breaks):
        if (same or stretch != before) and (here or there):
            yield here, there
            here, there = [], []
        before = stretch
        if not same:
            here += ours
            there += theirs
    if here or there:
        yield here, there


def _slots(pairing: Pairing, breaks: Matched) -> Iterator[tuple[int, list[int], list[int], bool]]:
    """Words that stand in the same place: in which stretch, which they are, and whether they are the same."""
    first, second = pairing.sides
    walls = [one.word for one, _ in breaks.same], [other.word for _, other in breaks.same]
    for rank, pair in enumerate([None, *pairing.pairs]):
        if pair is not None:
            one, other = pair
            same = first.laid.words[one] == second.laid.words[other]
            yield bisect_left(walls[0], one), [one], [other], same
        spare: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
        for its, wall, side in zip(spare, walls, pairing.sides, strict=True):
            for word in side.spare[rank]:
                its.setdefault(bisect_left(wall, word), []).append(word)
        for stretch in sorted({*spare[0], *spare[1]}):
            yield stretch, spare[0].get(stretch, []), spare[1].get(stretch, []), False


def _of_text(pairing: Pairing, edit: tuple[list[int], list[int]]) -> Change:
    first, second = pairing.sides
    here, there = edit
    return Change(
        "text",
        _cue_of_edit(first, here, second, there) + 1,
        _cue_of_edit(second, there, first, here) + 1,
        before=_text(first, here),
        after=_text(second, there),
    )


def _cue_of_edit(side: Side, words: list[int], other: Side, others: list[int]) -> int:
    """The cue of an edit's first word, or the one in which its words are missing."""
    return side.cue_of[words[0]] if words else _cue_at(side, 4 * other.rank[others[0]])


def _text(side: Side, words: list[int]) -> str:
    return "".join(
        side.laid.words[word] if at == 0 or side.laid.glued[word] else f" {side.laid.words[word]}"
        for at, word in enumerate(words)
    )


def _of_edges(pairing: Pairing, stretches: list[Stretch], tolerance: int) -> Iterator[Change]:
    """Times and labels at the boundaries that both versions have."""
    for stretch in stretches:
        (one, one_last), (other, other_last) = stretch
        cue, its = pairing.first.cues[one], pairing.second.cues[other]
        if (label := spoken_by(cue)) != (new := spoken_by(its)):
            yield Change("speaker", one + 1, other + 1, label, new)
        if abs(its.start - cue.start) > tolerance:
            yield Change("in-time", one + 1, other + 1, by=its.start - cue.start)
        cue, its = pairing.first.cues[one_last], pairing.second.cues[other_last]
        if abs(its.end - cue.end) > tolerance:
            yield Change("out-time", one_last + 1, other_last + 1, by=its.end - cue.end)


def _grouped(pairing: Pairing, stretches: list[Stretch], changes: list[Change]) -> tuple[Group, ...]:
    """All cues in groups, in order, each change in the group of its cues."""
    groups = _ranges(pairing, stretches)
    owner: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for number, spans in enumerate(groups):
        for its, (start, after) in zip(owner, spans, strict=True):
            its.update(dict.fromkeys(range(start + 1, after + 1), number))
    held: list[list[Change]] = [[] for _ in groups]
    for change in changes:
        if change.first is not None:
            held[owner[0][change.first]].append(change)
        elif change.second is not None:
            held[owner[1][change.second]].append(change)
    return tuple(Group(one, other, tuple(its)) for (one, other), its in zip(groups, held, strict=True))


def _ranges(pairing: Pairing, stretches: list[Stretch]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The stretches, and between them the cues that are only in one version, by themselves."""
    lengths = len(pairing.first.cues), len(pairing.second.cues)
    end = Stretch((lengths[0], lengths[0] - 1), (lengths[1], lengths[1] - 1))
    groups = []
    before = (0, 0)
    for stretch in [*stretches, end]:
        (one, one_last), (other, other_last) = stretch
        groups += [((at, at + 1), (before[1], before[1])) for at in range(before[0], one)]
        groups += [((one, one), (at, at + 1)) for at in range(before[1], other)]
        before = one_last + 1, other_last + 1
        if stretch is not end:
            groups.append(((one, before[0]), (other, before[1])))
    return groups
