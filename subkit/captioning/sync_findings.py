"""Where cues are out of sync with their words: too early, too late, or shown too long after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.captioning import shot_timing, snapping
from subkit.report import Finding
from subkit.timecode import frame_after, frame_at, nearest_frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.captioning.figures import Figures
    from subkit.model import Cue
    from subkit.profile import Profile


def findings(
    cues: Sequence[Cue], profile: Profile, shots: Sequence[int] = (), places: Sequence[int] | None = None
) -> Iterator[Finding]:
    """The cues that break `early`, `late` or `linger`, as far as their words are timed.

    On frames, frames are counted: from the one in which the first word begins, and to the one after that in which the
    last word ends. What keeps another rule breaks none of these: a cue that stays to be shown for its minimum, or to close
    a gap that the profile forbids; an in- or out-time that is where a shot change wants it.

    Args:
        cues: the captions.
        profile: the house style.
        shots: the shot changes, in ms, ascending.
        places: which of the cues to ask, ascending; by default all.
    """
    gauge = _Gauge(profile, shots)
    for at in range(len(cues)) if places is None else places:
        cue = cues[at]
        if not cue.words:
            continue
        first, last = cue.words[0].start, cue.words[-1].end
        if first is not None and cue.start - first > profile.late and gauge.is_late(cue, first):
            reason = "said before it is shown"
            yield Finding("late", at + 1, cue.start - first, profile.late, reason, hard=True)
        if first is not None and first - cue.start > profile.early and gauge.is_early(cue, first):
            reason = "shown before it is said"
            yield Finding("early", at + 1, first - cue.start, profile.early, reason, hard=True)
        if last is not None and cue.end - last > profile.linger:
            following = cues[at + 1].start if at + 1 < len(cues) else None
            if gauge.lingers(cue, last, following):
                yield Finding("linger", at + 1, cue.end - last, profile.linger, "shown on after it is said")


class _Gauge:
    """What a profile allows, on the clock of its frames if it has one, else in ms."""

    def __init__(self, profile: Profile, shots: Sequence[int]) -> None:
        self.rate = profile.rate
        self.figures: Profile | Figures = (
            profile if self.rate is None else snapping.figures(profile, self.rate)
        )
        self.shots = shot_timing.shots_of(shots, profile, self.rate)

    def _at(self, time: int) -> int:
        return time if self.rate is None else nearest_frame(time, self.rate)

    def is_early(self, cue: Cue, first: int) -> bool:
        start, begin = self._at(cue.start), first if self.rate is None else frame_at(first, self.rate)
        if begin - start <= self.figures.early:
            return False
        shots = self.shots
        return not (shots.around(begin) and shots.suits_in(start) and begin - start < shots.rules.near)

    def is_late(self, cue: Cue, first: int) -> bool:
        start, begin = self._at(cue.start), first if self.rate is None else frame_at(first, self.rate)
        waited = 0 if self.rate is None else 1  # for the frame in which the cue before ends
        return start not in self.shots.around(start) or start - begin > self.shots.rules.to_cut + waited

    def lingers(self, cue: Cue, last: int, following: int | None) -> bool:
        start, end = self._at(cue.start), self._at(cue.end)
        stop = last if self.rate is None else frame_after(last, self.rate)
        figures, shots = self.figures, self.shots
        first = cue.words[0].start
        if first is not None:
            start = max(start, first if self.rate is None else frame_at(first, self.rate))
        if end - stop <= figures.linger or end - start <= figures.min_duration:
            return False
        if shots.holds(end) and end - stop <= figures.linger + shots.rules.near:
            return False
        if following is None or self._at(following) - end > figures.min_gap:
            return True
        widest = max(figures.min_gap, (figures.forbidden_gap or (0, 0))[1])
        return self._at(following) - stop >= widest and end - start > figures.min_duration + widest
