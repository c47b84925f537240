"""Times on frames: the rules of timing by the clock of frames, and finished times moved to frames."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from subkit.captioning import earlier, shot_timing, timing
from subkit.captioning.figures import Figures
from subkit.timecode import frame_after, frame_at, nearest_frame, of_frame
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from subkit.profile import Profile


def figures(profile: Profile, rate: Fraction) -> Figures:
    """A profile's figures in frames: the least count that has what must be, the greatest that keeps what may be."""
    forbidden = profile.forbidden_gap
    shortest = frame_after(profile.min_duration, rate)
    return Figures(
        min_gap=frame_after(profile.min_gap, rate),
        forbidden_gap=forbidden and (frame_after(forbidden[0], rate), frame_after(forbidden[1], rate)),
        min_duration=shortest,
        max_duration=max(1, shortest, frame_at(profile.max_duration, rate)),
        linger=frame_at(profile.linger, rate),
        early=frame_at(profile.early, rate),
        gap_policy=profile.gap_policy,
        max_trim=frame_at(profile.max_trim, rate),
    )


def spoken(
    firsts: vec[i64], ends: vec[i64], longest: vec[i64], profile: Profile, rate: Fraction
) -> list[tuple[int, int]]:
    """The frames from the one in which each cue's first word begins up to the one after that in which its last word ends.

    The in-time waits, for as long as ``late`` allows, where the cue before ends in the same frame, and where the words
    are short enough for the profile, but touch a frame too many. Where it may not wait, the frames of the two overlap.
    Every cue begins after the one before it.

    Args:
        firsts: the in-times of the cues' first words, in ms.
        ends: the out-times of their last words.
        longest: the most frames that each may be shown.
        profile: the house style.
        rate: frames a second.
    """
    frames: list[tuple[int, int]] = []
    before = stop = -1
    for first, last, most in zip(firsts, ends, longest, strict=False):
        begin, after = max(frame_at(first, rate), before + 1), frame_after(last, rate)
        wanted = max(stop, min(after - most, after - 1))
        if begin < wanted and of_frame(wanted, rate) - first <= profile.late:
            begin = wanted
        elif begin < stop and of_frame(stop, rate) - first <= profile.late:
            begin = stop
        before, stop = begin, max(after, begin + 1)
        frames.append((begin, stop))
    return frames


def cue_times(
    firsts: vec[i64],
    ends: vec[i64],
    profile: Profile,
    rate: Fraction,
    *,
    needed: vec[i64] | None = None,
    longest: vec[i64] | None = None,
    shots: Sequence[int] = (),
) -> list[tuple[int, int]]:
    """In- and out-times of cues, in ms, on frames: what `timing` does in ms, done on the clock of frames.

    Args:
        firsts: the in-times of the cues' first words, in ms.
        ends: the out-times of their last words.
        profile: the house style.
        rate: frames a second.
        needed: how long each must be shown to be read, in ms; by default the profile's ``min_duration``.
        longest: the longest that each may be shown, in ms; by default the profile's ``max_duration``.
        shots: the shot changes, in ms.
    """
    counted = figures(profile, rate)
    most = vec[i64]([counted.max_duration] * len(firsts))
    if longest is not None:
        most = vec[i64]([max(1, counted.min_duration, frame_at(time, rate)) for time in longest])
    least = vec[i64]([counted.min_duration] * len(firsts))
    if needed is not None:
        least = vec[i64]([max(counted.min_duration, frame_after(time, rate)) for time in needed])
    frames = spoken(firsts, ends, most, profile, rate)
    begins = vec[i64]([begin for begin, _ in frames])
    nexts = timing.nexts(begins)
    out = timing.out_times(vec[i64]([stop for _, stop in frames]), nexts, counted)
    stops = vec[i64]([min(stop, after) for (_, stop), after in zip(frames, nexts, strict=True)])
    shown = vec[i64]([min(end, after) for end, after in zip(out, nexts, strict=True)])
    times = timing.cue_times(begins, stops, shown, timing.rooms(stops, nexts, counted), counted, most)
    times = earlier.begun(times, stops, least, most, counted)
    if shots:
        times = shot_timing.moved(times, frames, shot_timing.shots_of(shots, profile, rate), counted)
    return in_milliseconds(times, rate)


def in_milliseconds(times: list[tuple[int, int]], rate: Fraction) -> list[tuple[int, int]]:
    """When frames begin, in ms."""
    return [(of_frame(start, rate), of_frame(end, rate)) for start, end in times]


def snapped(times: Sequence[tuple[int, int]], profile: Profile, rate: Fraction) -> list[tuple[int, int]]:
    """The in- and out-times of finished cues moved to the nearest frames.

    Cues stay in order and apart, and each has a frame at least. A gap that had the minimum still has it, and one that was
    not forbidden is not forbidden now: the out-time before it gives way. Times on frames stay where they are.

    Args:
        times: in- and out-times in ms, in order and without overlap.
        profile: the house style.
        rate: frames a second.
    """
    counted = figures(profile, rate)
    starts: list[int] = []
    for start, _ in times:
        starts.append(max(nearest_frame(start, rate), starts[-1] + 1 if starts else 0))
    silences = [after - end for (_, end), (after, _) in pairwise(times)]
    frames: list[tuple[int, int]] = []
    for start, following, (_, end), silence in zip(starts, starts[1:], times, silences, strict=False):
        stop = nearest_frame(end, rate)
        stop = following - _gap(silence, following - stop, profile, counted)
        frames.append((start, max(stop, start + 1)))
    frames += [
        (start, max(nearest_frame(end, rate), start + 1))
        for start, (_, end) in zip(starts[-1:], times[-1:], strict=True)
    ]
    return in_milliseconds(frames, rate)


def _gap(silence: int, gap: int, profile: Profile, counted: Figures) -> int:
    """The gap of frames for one of ``silence`` ms that would have ``gap`` frames if both edges went to the nearest."""
    least = counted.min_gap if silence >= profile.min_gap else 0
    if profile.forbidden_gap and counted.forbidden_gap:
        shortest, longest = profile.forbidden_gap
        low, high = counted.forbidden_gap
        if silence < shortest or longest <= silence:
            gap = gap if not low <= gap < high else high if silence >= longest else low - 1
    return max(gap, least)
