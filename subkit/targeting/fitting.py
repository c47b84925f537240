"""Captions whose times are those that a target can show: in order, none empty, on its frames and apart, by its clock."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import structs

from subkit.editing.moving import moved_cue
from subkit.errors import ConfigError
from subkit.frames import frame_rate as exact
from subkit.report import Repair
from subkit.timecode import clock, nearest_frame, of_frame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from subkit.model import Captions, Cue
    from subkit.targeting.model import Target

_Spans = list[tuple[int, int]]


def fit(captions: Captions, target: Target, frame_rate: str | float | Fraction | None = None) -> Captions:
    """The captions with times that a target can show; ``repairs`` says what was changed for it.

    Cues are in order and last a ms at least. Where the target's times are frames, each shows one cue at most; where the
    media's rate is known, too, they lie on frames, with the gap and the duration that the target asks for. The clock of
    the target comes last: its own ``start`` is added to all times.

    Args:
        captions: what goes there.
        target: where.
        frame_rate: the media's frames a second, as people write it.

    Raises:
        ConfigError: the frame rate is none.
    """
    rate = _rate(frame_rate) if target.on_frames else None
    cues = sorted(captions.cues, key=lambda cue: cue.start)
    repairs = _order(captions.cues, cues)
    given = [(cue.start, cue.end) for cue in cues]
    times = _on_frames(given, target, rate) if rate else _spread(given, 0, 1, alone=target.on_frames)
    repairs += _moved(cues, times, rate)
    if target.start and cues:
        shown = clock(target.start)
        repairs.append(
            Repair("start", "all cues", f"{target.name} begins at {shown}; all times are later by that")
        )
    fitting = tuple([_timed(cue, span, target.start) for cue, span in zip(cues, times, strict=True)])
    if fitting == captions.cues:
        return captions
    return structs.replace(captions, cues=fitting, transcript=None, repairs=(*captions.repairs, *repairs))


def _rate(frame_rate: str | float | Fraction | None) -> Fraction | None:
    try:
        return None if frame_rate is None else exact(frame_rate)
    except ValueError as error:
        raise ConfigError("frame_rate", str(error)) from error


def _order(cues: Sequence[Cue], ordered: Sequence[Cue]) -> list[Repair]:
    moved = sum(cue is not other for cue, other in zip(cues, ordered, strict=True))
    return [Repair("order", _cues(moved), "were out of order; ordered by their in-times")] if moved else []


def _on_frames(spans: _Spans, target: Target, rate: Fraction) -> _Spans:
    frames = [(nearest_frame(max(0, start), rate), nearest_frame(max(0, end), rate)) for start, end in spans]
    apart = _spread(frames, target.min_gap, target.min_duration, alone=True)
    return [(of_frame(start, rate), of_frame(end, rate)) for start, end in apart]


def _spread(spans: _Spans, gap: int, least: int, *, alone: bool) -> _Spans:
    """The spans, each as long as the least; if each shall be alone, with the gap between them.

    A span that runs into the next ends before it. Where that leaves less than the least, the next begins later: half
    way to its end, so that of two that begin at once both are seen.
    """
    found: _Spans = []
    for begin, end in spans:
        start = begin
        if alone and found and found[-1][1] + gap > start:
            before, stop = found[-1]
            if start < before + least + gap:
                start = max(before + least + gap, (before + end) // 2)
            found[-1] = (before, min(stop, start - gap))
        found.append((start, max(end, start + least)))
    return found


def _moved(cues: Sequence[Cue], times: _Spans, rate: Fraction | None) -> list[Repair]:
    """What of the times is another: overlaps one by one, and how many went to frames."""
    overlaps = {
        number
        for number, (cue, after) in enumerate(pairwise(cues), 1)
        if after.start < cue.end and (times[number - 1][1] <= times[number][0])
    }
    repairs = [
        Repair("overlap", f"cue {number}", f"ran into cue {number + 1}; shown one after the other")
        for number in sorted(overlaps)
    ]
    empty = [number for number, cue in enumerate(cues, 1) if cue.end <= cue.start]
    repairs += [
        Repair("no-duration", f"cue {number}", "lasted no time; made as short as can be seen")
        for number in empty
    ]
    count = sum((cue.start, cue.end) != span for cue, span in zip(cues, times, strict=True))
    if rate is not None and count:
        repairs.append(Repair("frames", _cues(count), f"times moved to whole frames of {rate} a second"))
    return repairs


def _timed(cue: Cue, span: tuple[int, int], start: int) -> Cue:
    if (cue.start, cue.end) == span and not start:
        return cue
    fitting = structs.replace(cue, start=span[0], end=span[1])
    return moved_cue(fitting, lambda time: time + start)


def _cues(count: int) -> str:
    return f"{count} cue{'' if count == 1 else 's'}"
