"""Times of finished cues on whole frames, and clear of shot changes, as far as the house style asks for either."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning import shot_timing, snapping
from subkit.timecode import frame_after, frame_at, nearest_frame, of_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from subkit.captioning.shot_timing import Shots
    from subkit.editing.faults import House
    from subkit.model import Cue
    from subkit.profile import Profile

_Times = list[tuple[int, int]]


def framed(cues: Sequence[Cue], profile: Profile) -> list[Cue]:
    """The cues with their times on the nearest frames, where the profile has frames; those on frames stay as they are.

    Gaps that had the minimum still have it. What overlaps or is out of order still is, for the house style to see.
    """
    rate = profile.rate
    if rate is None:
        return list(cues)
    times = [
        span
        for run in _runs(cues)
        for span in snapping.snapped([(cue.start, cue.end) for cue in run], profile, rate)
    ]
    return [
        cue if (cue.start, cue.end) == (start, end) else replace(cue, start=start, end=end)
        for cue, (start, end) in zip(cues, times, strict=True)
    ]


def _runs(cues: Sequence[Cue]) -> Iterator[Sequence[Cue]]:
    """The cues in runs within which none overlaps the next."""
    apart = [
        at for at, (cue, other) in enumerate(pairwise(cues), 1) if other.start < max(cue.start + 1, cue.end)
    ]
    for begin, end in pairwise([0, *apart, len(cues)]):
        yield cues[begin:end]


def around(times: Iterable[int], rate: Fraction | None) -> list[int]:
    """The times, each once, and by the frames on either side of it where there are frames."""
    if rate is not None:
        times = [of_frame(frame(time, rate), rate) for time in times for frame in (frame_at, frame_after)]
    return list(dict.fromkeys(times))


def in_times(time: int, house: House) -> list[int]:
    """Where an in-time near a shot change may go, in ms; nowhere if the profile has no rules for it."""
    marks = _marks(time, time, house)
    return _told(marks.in_times(_counted(time, house)), house) if marks else []


def out_times(time: int, house: House) -> list[int]:
    """Where an out-time near a shot change may go, in ms; nowhere if the profile has no rules for it."""
    marks = _marks(time, time, house)
    return _told(marks.out_times(_counted(time, house)), house) if marks else []


def avoids_cut(time: int, house: House) -> bool:
    """Whether an out-time keeps just off a shot change, which is the second best: the best is to end before it."""
    marks = _marks(time, time, house)
    at = _counted(time, house)
    return marks is not None and any(abs(cut - at) == marks.rules.near for cut in marks.cuts)


def placed(times: _Times, spoken: _Times, beyond: int, house: House) -> _Times:
    """New cues' times on frames and clear of shot changes, as far as the profile has either.

    Args:
        times: when the cues are shown, in ms, in order and without overlap.
        spoken: when their words are said, in ms.
        beyond: the in-time of the cue after them, in ms.
        house: the style.
    """
    profile, rate = house.profile, house.profile.rate
    if rate is not None:
        times = snapping.snapped([*times, (beyond, beyond + 1)], profile, rate)[:-1]
    marks = _marks(times[0][0], times[-1][1], house) if times else None
    if marks is None:
        return times
    if rate is None:
        return shot_timing.moved(times, spoken, marks, profile)
    frames = [(nearest_frame(start, rate), nearest_frame(end, rate)) for start, end in times]
    said = [(frame_at(start, rate), frame_after(end, rate)) for start, end in spoken]
    moved = shot_timing.moved(frames, said, marks, snapping.figures(profile, rate))
    return snapping.in_milliseconds(moved, rate)


def _marks(first: int, last: int, house: House) -> Shots | None:
    """The shot changes around a stretch of time with the profile's rules; ``None`` where there are none."""
    cuts = house.shots_around(first, last)
    return shot_timing.shots_of(cuts, house.profile, house.profile.rate) if cuts else None


def _counted(time: int, house: House) -> int:
    rate = house.profile.rate
    return time if rate is None else nearest_frame(time, rate)


def _told(places: Iterable[int], house: House) -> list[int]:
    rate = house.profile.rate
    return [place if rate is None else of_frame(place, rate) for place in places if place >= 0]
