"""Where cues stand too near a shot change, or run over one in a house that wants none to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from subkit.captioning import shot_timing
from subkit.report import Finding
from subkit.timecode import nearest_frame, of_frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from subkit.captioning.shot_timing import Shots
    from subkit.model import Cue
    from subkit.profile import Profile

# Without a frame rate, two times this near in ms are taken for one: other programs round otherwise (house figure).
_SAME = 10


def findings(cues: Sequence[Cue], profile: Profile, shots: Sequence[int]) -> Iterator[Finding]:
    """The in- and out-times that are near a shot change and not where the profile wants them there.

    ``value`` is how far the time is from the nearest change, in ms; for a cue that runs over one, how far the change is
    from the nearer of its times.

    Args:
        cues: the captions.
        profile: the house style; one that says nothing of shot changes has no findings.
        shots: the shot changes, in ms, ascending.
    """
    if profile.shot_changes is None or not shots:
        return
    rate = profile.rate
    marks = shot_timing.shots_of(shots, profile, rate)
    for number, cue in enumerate(cues, 1):
        start = cue.start if rate is None else nearest_frame(cue.start, rate)
        end = cue.end if rate is None else nearest_frame(cue.end, rate)
        for time, suits, name in ((start, marks.suits_in, "in"), (end, marks.suits_out, "out")):
            if not suits(time) and not _is_close(time, name, marks, rate):
                cut = min(marks.around(time), key=lambda cut, time=time: abs(cut - time))  # type: ignore[misc]
                side = "after" if time > cut else "before"
                distance = abs(time - cut) if rate is None else of_frame(abs(time - cut), rate)
                reason = f"its {name}-time is that near {side} a shot change"
                yield Finding("shot-change", number, distance, profile.shot_changes.near, reason)
        over = marks.cuts[bisect_right(marks.cuts, start) : bisect_left(marks.cuts, end)]
        if over and not marks.rules.straddle:
            inside = min(min(cut - start, end - cut) for cut in over)
            value = inside if rate is None else of_frame(inside, rate)
            yield Finding("shot-change", number, value, 0, "it runs over a shot change")


def _is_close(time: int, name: str, marks: Shots, rate: Fraction | None) -> bool:
    """Whether a time in ms is where it should be but for rounding."""
    if rate is not None:
        return False
    wanted = time if name == "in" else time + marks.rules.out
    return any(abs(cut - wanted) <= _SAME for cut in marks.around(time))
