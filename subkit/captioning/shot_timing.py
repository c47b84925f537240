"""In- and out-times near shot changes (cuts), moved as the house wants them, where nothing that matters more forbids it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.captioning.timing import NOTHING_MORE, nexts
from subkit.shot_rules import ShotRules
from subkit.timecode import frame_after, frame_at, nearest_frame
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from subkit.captioning.figures import Figures
    from subkit.profile import Profile

# For profiles that say nothing of shot changes (house figures, after Netflix); their out-times leave the gap they ask for.
_NEAR, _TO_CUT = 500, 292


def shots_of(shots: Sequence[int], profile: Profile, rate: Fraction | None = None) -> Shots:
    """The shot changes with the rules of a profile, in ms or, at a frame rate, in frames.

    Args:
        shots: the shot changes in ms, ascending.
        profile: the house style; where it has no rules, those of the house stand in.
        rate: frames a second.
    """
    rules = profile.shot_changes or ShotRules(near=_NEAR, to_cut=_TO_CUT, out=profile.min_gap)
    if rate is None:
        return Shots(shots, rules)
    near = frame_after(rules.near, rate)
    to_cut, out = min(frame_at(rules.to_cut, rate), max(near - 1, 0)), frame_after(rules.out, rate)
    counted = ShotRules(near=near, to_cut=to_cut, out=out, straddle=rules.straddle)
    return Shots([nearest_frame(shot, rate) for shot in shots], counted)


class Shots(Struct, frozen=True, gc=False):
    """Shot changes and the rules for times near them, in one unit: ms or frames."""

    cuts: Sequence[int]
    rules: ShotRules

    def around(self, time: int) -> Sequence[int]:
        """The cuts that a time is near to."""
        near = self.rules.near
        return self.cuts[bisect_right(self.cuts, time - near) : bisect_left(self.cuts, time + near)]

    def suits_in(self, time: int) -> bool:
        """Whether an in-time is on a cut, or near none."""
        around = self.around(time)
        return not around or time in around

    def suits_out(self, time: int) -> bool:
        """Whether an out-time is where it must be before a cut, or near none."""
        around = self.around(time)
        return not around or time + self.rules.out in around

    def holds(self, out: int) -> bool:
        """Whether an out-time is where a cut wants it: before it, or just no longer near."""
        near = self.rules.near
        around = self.cuts[bisect_left(self.cuts, out - near) : bisect_right(self.cuts, out + near)]
        return bool(around) and self.suits_out(out)

    def in_times(self, time: int) -> list[int]:
        """Where an in-time may go, the nearest first."""
        if self.suits_in(time):
            return []
        rules, places = self.rules, []
        for cut in self.around(time):
            at_cut = cut < time or cut - time <= rules.to_cut
            places.append(cut if at_cut else cut - rules.near)
        return sorted(filter(self.suits_in, places), key=lambda place: abs(place - time))

    def out_times(self, time: int) -> list[int]:
        """Where an out-time may go, the best first: before a cut; else away from it."""
        if self.suits_out(time):
            return []
        around, rules = self.around(time), self.rules
        before = sorted([cut - rules.out for cut in around], key=lambda place: abs(place - time))
        away = [place for cut in around for place in (cut + rules.near, cut - rules.near)]
        return [*before, *filter(self.suits_out, sorted(away, key=lambda place: abs(place - time)))]


def moved(
    times: list[tuple[int, int]], spoken: list[tuple[int, int]], shots: Shots, figures: Profile | Figures
) -> list[tuple[int, int]]:
    """The in- and out-times, with those near a cut moved, all in the unit of the shots.

    What is hard stays so: words are covered but for what may be trimmed, gaps and durations that kept to the profile still
    do, cues stay apart. The in-time alone may leave its word by what the rules of cuts say. A time that cannot be
    moved stays where it is.

    Args:
        times: when the cues are shown.
        spoken: when their words are said.
        shots: the cuts and their rules.
        figures: the profile's figures.
    """
    shown: list[tuple[int, int]] = []
    followers = nexts(vec[i64]([start for start, _ in times]))
    pair = _Pair(shots, figures)
    for cue, speech, following in zip(times, spoken, followers, strict=True):
        if not shown:
            starts = [time for time in pair.begun(cue, speech, following) if time[0] >= 0]
            shown.append(starts[0] if starts else cue)
            continue
        before, said = shown[-1], spoken[len(shown) - 1]
        shown[-1:] = pair.placed(before, said, [*pair.begun(cue, speech, following), cue], cue[0])
    if shown:
        last, said = shown[-1], spoken[-1]
        shown[-1] = next(pair.ended(last, last, said, NOTHING_MORE, NOTHING_MORE), last)
    return shown


class _Pair:
    """Two cues that follow each other, and a cut near the boundary between them."""

    def __init__(self, shots: Shots, figures: Profile | Figures) -> None:
        self.shots = shots
        self.gap = figures.min_gap
        self.forbidden = figures.forbidden_gap or (0, 0)
        self.shortest, self.longest = figures.min_duration, figures.max_duration
        self.linger = figures.linger
        self.trim = figures.max_trim if figures.gap_policy == "trim" else 0

    def begun(
        self, cue: tuple[int, int], speech: tuple[int, int], following: int
    ) -> Iterator[tuple[int, int]]:
        """The cue with each in-time it may have instead of its own, shown as long as its minimum and maximum want."""
        start, end = cue
        for place in self.shots.in_times(start):
            least = min(self.shortest, end - start)
            stop = max(end, place + least)
            if stop - place > self.longest:
                stop = max(min(end, speech[1]), place + self.longest)
            if place >= min(stop, speech[1]) or speech[0] - place >= max(
                self.shots.rules.near, speech[0] - start + 1
            ):
                continue
            if stop - place > max(self.longest, end - start):
                continue
            if stop == end or self._keeps_gap(following - end, following - stop):
                yield place, stop

    def placed(
        self, before: tuple[int, int], said: tuple[int, int], ways: list[tuple[int, int]], start: int
    ) -> tuple[tuple[int, int], tuple[int, int]]:
        """The cue before and the cue, in the first way of showing the latter that leaves both what they need."""
        return next(
            (earlier, way)
            for way in ways
            for earlier in self.ended(before, self._cleared(before, way[0], start), said, start, way[0])
        )

    def _cleared(self, before: tuple[int, int], start: int, old: int) -> tuple[int, int]:
        """The cue before, ended so early that the gap to the next is no smaller than it must be."""
        gap = min(self.gap, old - before[1])
        return before[0], min(before[1], start - gap)

    def ended(
        self, cue: tuple[int, int], cleared: tuple[int, int], said: tuple[int, int], old: int, following: int
    ) -> Iterator[tuple[int, int]]:
        """The cue with each out-time it may have, the best first, and last the one it has.

        Args:
            cue: when it was shown until now.
            cleared: the same, but gone before the next.
            said: when its words are said.
            old: when the next cue came in until now.
            following: when it comes in.
        """
        start, end = cue
        for place in [*self.shots.out_times(cleared[1]), cleared[1]]:
            if place < min(end, said[1] - self.trim) or place <= start:
                continue
            if place - start < min(self.shortest, end - start) or place - start > max(
                self.longest, end - start
            ):
                continue
            if place - said[1] > max(end - said[1], self.linger + self.shots.rules.near):
                continue
            if self._keeps_gap(old - end, following - place):
                yield start, place

    def _keeps_gap(self, old: int, new: int) -> bool:
        """Whether a gap is no worse than the one before."""
        low, high = self.forbidden
        if new < min(self.gap, old):
            return False
        return not (low <= new < high and new > self.gap) or (low <= old < high and old > self.gap)
