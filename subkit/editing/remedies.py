"""What can be done about a faulty cue, as proposals: other times, other lines, another cut, one cue out of two."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from subkit.captioning.width import cells_per_character, measure
from subkit.editing.faults import TEXT_RULES
from subkit.editing.joining import keeps_its_lines, may_join
from subkit.editing.recutting import as_one, cut_anew
from subkit.editing.retouching import retouched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.editing.faults import Fault, House
    from subkit.model import Cue

_WORTH_A_BAD_BREAK = frozenset({"line-length", "lines", "cue-length", "max-duration"})
_AROUND = ((0, 2), (-1, 1), (-1, 2))


class Proposal(NamedTuple):
    """Cues to put in the place of those from ``begin`` to, not including, ``end``."""

    begin: int
    end: int
    cues: list[Cue]


def times(cues: Sequence[Cue], at: int, wrong: Sequence[Fault], house: House) -> Iterator[Proposal]:
    """Other times for the cue, and another in-time for the one after it."""
    if all(fault.rule in TEXT_RULES for fault in wrong):
        return
    before = cues[at - 1] if at else None
    after = cues[at + 1] if at + 1 < len(cues) else None
    for cue, following in retouched(before, cues[at], after, house):
        yield (
            Proposal(at, at + 1, [cue])
            if following is after or following is None
            else Proposal(at, at + 2, [cue, following])
        )


def lines(cues: Sequence[Cue], at: int, wrong: Sequence[Fault], house: House) -> Iterator[Proposal]:
    """Other line breaks in the same cue."""
    cue = cues[at]
    if keeps_its_lines(cue) or not any(fault.rule in TEXT_RULES for fault in wrong):
        return
    made = as_one([cue], house)
    if made:
        yield Proposal(at, at + 1, made)


def cuts(cues: Sequence[Cue], at: int, wrong: Sequence[Fault], house: House) -> Iterator[Proposal]:
    """The cue cut anew; then with its neighbours, as far as their texts may run on into each other.

    What cannot stay as it is, a line that is too long above all, is cut at bad breaks too, if no good ones will do.
    """
    if keeps_its_lines(cues[at]):
        return
    dear = any(fault.rule in _WORTH_A_BAD_BREAK for fault in wrong)
    fast = all(fault.rule == "reading-speed" for fault in wrong)
    for at_any_price in (False, True) if dear else (False,):
        for begin, end in ((at, at + 1), *_runs(cues, at, house)):
            following = cues[end] if end < len(cues) else None
            if fast and following and _too_fast(cues[begin:end], following, house):
                continue
            made = cut_anew(cues[begin:end], following, house, at_any_price=at_any_price)
            if made:
                yield Proposal(begin, end, made)


def joins(cues: Sequence[Cue], at: int, _wrong: Sequence[Fault], house: House) -> Iterator[Proposal]:
    """The cue and the one after it, or the one ahead, as one."""
    for begin, end in _runs(cues, at, house):
        made = as_one(cues[begin:end], house) if end - begin < 3 else []  # noqa: PLR2004 - of three, two are tried
        if made:
            yield Proposal(begin, end, made)


def _too_fast(run: Sequence[Cue], following: Cue, house: House) -> bool:
    """Whether no cut can give a run the time that reading it takes."""
    counting = house.language.counting
    width = sum([measure(line, counting) for cue in run for line in cue.lines])
    speed = (house.profile.max_cps or math.inf) * cells_per_character(counting)
    # A cut where the line broke before saves nothing, one within a line a blank; the run may begin earlier by ``early``.
    return (width - len(run) * house.profile.max_lines) * 1000 > speed * (
        following.start - run[0].start + house.profile.early
    )


def _runs(cues: Sequence[Cue], at: int, house: House) -> Iterator[tuple[int, int]]:
    for back, on in _AROUND:
        begin, end = at + back, at + on
        if begin >= 0 and end <= len(cues):
            run = cues[begin:end]
            if all(may_join(one, other, house.profile) for one, other in pairwise(run)):
                yield begin, end
