"""Faulty cues mended one after the other: of what can be done the best that makes nothing worse, until nothing helps."""

from __future__ import annotations

import math
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from subkit.editing import remedies
from subkit.editing.faults import faults, no_worse, weight
from subkit.editing.framing import framed
from subkit.editing.joining import may_join
from subkit.editing.recutting import cut_anew
from subkit.editing.remedies import Proposal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from subkit.editing.faults import Fault, House
    from subkit.model import Cue

    Remedy = Callable[[Sequence[Cue], int, Sequence[Fault], House], Iterator[Proposal]]

_REACH = 1
"""How many cues on either side are looked at to see whether a change does harm there: no rule is about more than two."""


class Mender:
    """Mends cues by the means it is given.

    Args:
        house: the style.
        means: ``time``, ``lines``, ``split``, or several of them.
    """

    def __init__(self, house: House, means: Collection[str]) -> None:
        self._house = house
        self._means = means
        self._hopeless: set[object] = set()
        self._tangled = False

    def mended(self, cues: Sequence[Cue]) -> list[Cue]:
        """The cues with what can be mended mended, the least change first; mending them again changes nothing.

        Every change leaves strictly less at fault, and no rule broken more often or worse than before, so this ends.
        """
        now = self._in_order(self._without_empty(list(cues)))
        if "time" in self._means:
            now = framed(now, self._house.profile)
        while True:
            before = list(now)
            now = self._in_order(self._without_empty(now))
            self._tangled = any(cue.start > following.start for cue, following in pairwise(now))
            if "time" in self._means:
                self._sweep(now, remedies.times)
            if "lines" in self._means:
                self._sweep(now, remedies.lines)
            if "split" in self._means:
                self._recut_stretches(now)
                self._sweep(now, remedies.cuts)
                self._sweep(now, remedies.joins)
            if now == before:
                return now

    def _in_order(self, cues: list[Cue]) -> list[Cue]:
        """The cues in the order in which they are shown, if nothing speaks against it."""
        ordered = sorted(cues, key=lambda cue: cue.start)
        if "time" not in self._means or ordered == cues:
            return cues
        return ordered if no_worse(faults(cues, self._house), faults(ordered, self._house)) else cues

    def _without_empty(self, cues: list[Cue]) -> list[Cue]:
        """The cues without those that show nothing, as far as the gaps that they leave break no rule."""
        for at in range(len(cues) - 1, -1, -1):
            if not any(map(str.strip, cues[at].lines)):
                self._take(cues, [Proposal(at, at + 1, [])], fewer=False)
        return cues

    def _sweep(self, cues: list[Cue], remedy: Remedy) -> None:
        """Try a remedy on each faulty cue, the last one first."""
        for at, wrong in reversed(self._faulty(cues)):
            if at >= len(cues):
                continue
            place = remedy, tuple([(cue.start, cue.end, cue.lines) for cue in cues[max(0, at - 4) : at + 5]])
            if place in self._hopeless:
                continue
            if not self._take(cues, remedy(cues, at, wrong, self._house), fewer=remedy is not remedies.times):
                self._hopeless.add(place)

    def _recut_stretches(self, cues: list[Cue]) -> None:
        """Cut each run of faulty neighbours anew as a whole."""
        wrong = dict(self._faulty(cues))
        for begin, end in reversed(self._stretches(cues, wrong)):
            following = cues[end] if end < len(cues) else None
            made = cut_anew(cues[begin:end], following, self._house)
            if made:
                self._take(cues, [Proposal(begin, end, made)], fewer=True)

    def _stretches(self, cues: Sequence[Cue], wrong: Collection[int]) -> list[tuple[int, int]]:
        """The runs of more than one faulty cue whose texts may run on into each other."""
        marks: list[int] = []
        for at in range(len(cues)):
            goes_on = (
                at in wrong and at - 1 in wrong and may_join(cues[at - 1], cues[at], self._house.profile)
            )
            marks.append(marks[-1] if marks and goes_on else at)
        runs = [list(run) for _, run in groupby(range(len(cues)), marks.__getitem__)]
        return [(run[0], run[-1] + 1) for run in runs if len(run) > 1]

    def _faulty(self, cues: Sequence[Cue]) -> list[tuple[int, list[Fault]]]:
        found: dict[int, list[Fault]] = {}
        for fault in faults(cues, self._house):
            found.setdefault(fault.cue, []).append(fault)
        return sorted(found.items())

    def _take(self, cues: list[Cue], proposals: Iterable[Proposal], *, fewer: bool) -> bool:
        """Put the best proposal in its place; the first that leaves nothing at fault ends the search.

        Args:
            cues: what is changed.
            proposals: the least change first.
            fewer: whether a change must lower the number of faults, and not only their size.
        """
        best: tuple[tuple[int, float], Proposal] | None = None
        known: dict[tuple[int, int], list[Fault]] = {}
        for proposal in proposals:
            begin, end, made = proposal
            head, tail = cues[max(0, begin - _REACH) : begin], cues[end : end + _REACH]
            was = known.get((begin, end))
            if was is None:
                was = known[begin, end] = faults([*head, *cues[begin:end], *tail], self._house)
            now = faults([*head, *made, *tail], self._house)
            left, had = weight(now), weight(was)
            gain = left[0] - had[0], round(left[1] - had[1], 6)
            helps = not made or gain < (0, -math.inf if fewer else 0)
            if (
                helps
                and (best is None or gain < best[0])
                and no_worse(was, now)
                and self._in_turn(cues, proposal)
            ):
                best = gain, proposal
                if not now:
                    break
        if best is None:
            return False
        begin, end, made = best[1]
        cues[begin:end] = made
        return True

    def _in_turn(self, cues: Sequence[Cue], proposal: Proposal) -> bool:
        """Whether new cues are shown after all ahead of them and before all behind: put in order later, none parts another's words."""
        begin, end, made = proposal
        if not self._tangled or len(made) in {0, end - begin}:
            return True
        ahead, behind = cues[:begin], cues[end:]
        return all(cue.start <= made[0].start for cue in ahead) and all(
            cue.start >= made[-1].start for cue in behind
        )
