"""Milliseconds to and from seconds, clock text and spans like ``5/6 s``: the only file that rounds."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from subkit.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

LATEST = 3_200_000_000_000
"""The last time, in ms, that clocks show: a hundred years."""

_SPAN = pattern(r"\s*(\d+(?:\.\d+)?|\d+/0*[1-9]\d*)\s*(ms|s|frames?)\s*")
_CLOCK = pattern(r"[-+]?(?:(?:(\d{1,6}):)?(\d{1,2}):)?(\d{1,10}(?:[.,]\d{1,9})?)", re.ASCII)
_TIMECODE = pattern(r"[-+]?(\d{1,6}):([0-5]\d):([0-5]\d)([:;])(\d{2,3})", re.ASCII)
_DROPPED = {Fraction(30000, 1001): 2, Fraction(60000, 1001): 4}
"""How many frames' names drop-frame timecode leaves out in each minute but every tenth (SMPTE ST 12-1)."""
_SIXTY = 60


def from_seconds(seconds: float) -> int:
    """Milliseconds of a time in seconds, rounded once, half to even.

    >>> from_seconds(0.9996)
    1000
    """
    return round(seconds * 1000)


def all_from_seconds(column: list[float | None]) -> list[int | None]:
    """Milliseconds of many times in seconds, each rounded as in `from_seconds`; what is missing stays missing.

    Args:
        column: times in seconds, all within `LATEST`.

    >>> all_from_seconds([0.48, None])
    [480, None]
    """
    # Interpreted, the first is by far the fastest; compiled, the second, as it needs neither calls nor objects.
    if _INTERPRETED:
        return [None if seconds is None else (seconds * 1000.0).__round__() for seconds in column]
    return [None if seconds is None else int(seconds * 1000.0 + _WHOLE - _WHOLE) for seconds in column]


_INTERPRETED = hasattr(all_from_seconds, "__code__")
_WHOLE: Final = 1.5 * 2.0**52
"""Floats as large as this have no fractions: what is added to it is rounded, half to even."""


def shares(start: int, end: int, lengths: Sequence[int]) -> list[tuple[int, int]]:
    """A stretch of time cut into parts that touch, each as long as its length says; in ms.

    >>> shares(0, 1000, [1, 3])
    [(0, 250), (250, 1000)]
    """
    whole = sum(lengths) or 1
    edges = [start + (end - start) * part // whole for part in accumulate(lengths, initial=0)]
    edges[-1] = end
    return list(pairwise(edges))


def to_seconds(milliseconds: int) -> float:
    """Seconds of a time in milliseconds.

    >>> to_seconds(1250)
    1.25
    """
    return milliseconds / 1000


def hundredths(milliseconds: int) -> int:
    """Hundredths of a second of a time in ms, which formats such as LRC and ASS count in; half is rounded up.

    >>> hundredths(1994), hundredths(1995)
    (199, 200)
    """
    return (milliseconds + 5) // 10


def clock(milliseconds: int, mark: str = ".") -> str:
    """Clock text ``HH:MM:SS.mmm``; hours take more digits when they need them.

    Args:
        milliseconds: a time, not negative.
        mark: what stands before the milliseconds: ``.`` in WebVTT, ``,`` in SubRip.

    >>> clock(359_999_999, ",")
    '99:59:59,999'
    >>> clock(360_000_000)
    '100:00:00.000'
    """
    seconds, millis = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02d}:{minute:02d}:{second:02d}{mark}{millis:03d}"


def clocks(times: Sequence[int], mark: str = ".") -> list[str]:
    """Clock text of many times: as `clock`, but each minute is spelled once, which is several times as fast.

    Args:
        times: times in ms, none of them negative.
        mark: what stands before the milliseconds.

    >>> clocks([500, 3_600_000])
    ['00:00:00.500', '01:00:00.000']
    """
    minutes = {
        minute: f"{minute // 60:02d}:{minute % 60:02d}:" for minute in {time // 60_000 for time in times}
    }
    seconds, millis = _spelled(mark)
    return [f"{minutes[time // 60_000]}{seconds[time // 1000 % 60]}{millis[time % 1000]}" for time in times]


@cache
def _spelled(mark: str) -> tuple[list[str], list[str]]:
    """The seconds of a minute, with what stands after them, and the milliseconds of a second."""
    return [f"{second:02d}{mark}" for second in range(60)], [f"{milli:03d}" for milli in range(1000)]


def span(text: str, frame_rate: Fraction | None = None) -> int:
    """Milliseconds of a span as profiles write it: ``0.5 s``, ``5/6 s``, ``83 ms`` or ``2 frames``.

    Args:
        text: a number or a fraction, and its unit.
        frame_rate: frames a second, needed where the unit is frames.

    Raises:
        ValueError: the text is no span, or speaks of frames where no frame rate is known.

    >>> span("5/6 s"), span("2 frames", Fraction(24))
    (833, 83)
    """
    match = _SPAN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no span of time (write e.g. '0.5 s', '5/6 s', '83 ms', '2 frames')")
    amount, unit = Fraction(match[1]), match[2]
    if unit == "ms":
        return round(amount)
    if unit == "s":
        return round(amount * 1000)
    if frame_rate is None:
        raise ValueError(f"{text!r} needs a frame_rate")
    return round(amount * 1000 / frame_rate)


def moment(text: str, frame_rate: Fraction | None = None) -> int:
    """Milliseconds of a time as people write it: seconds, clock text, or timecode with frames; with a sign if it is one.

    Args:
        text: ``90``, ``-1.5``, ``1:30``, ``01:01:30.250`` or ``,250``; ``01:00:00:12`` counts frames (SMPTE ST 12-1), after
            a ``;`` drop-frame timecode.
        frame_rate: frames a second, needed where frames are counted.

    Raises:
        ValueError: the text is no time, or counts frames where no frame rate is known, or none that it has.

    >>> moment("-1:30.5"), moment("01:00:00:12", Fraction(24)), moment("00:01:00;02", Fraction(30000, 1001))
    (-90500, 3600500, 60060)
    """
    clean = text.strip()
    match = _CLOCK.fullmatch(clean)
    found = _of_clock(match) if match else _of_timecode(clean, text, frame_rate)
    if found is None or found > LATEST:
        raise ValueError(
            f"{text!r} is no time (write e.g. 90.5, 01:30.5, 01:01:30.500 or, in frames, 01:00:00:12)"
        )
    return -found if clean.startswith("-") else found


def _of_clock(match: re.Match[str]) -> int | None:
    hours, minutes, seconds = (Fraction((part or "0").replace(",", ".")) for part in match.groups())
    if (match[2] and seconds >= _SIXTY) or (match[1] and minutes >= _SIXTY):
        return None
    return round((hours * 3600 + minutes * 60 + seconds) * 1000)


def _of_timecode(clean: str, text: str, rate: Fraction | None) -> int | None:
    match = _TIMECODE.fullmatch(clean)
    if match is None:
        return None
    if rate is None:
        raise ValueError(f"{text!r} counts frames, and needs a frame rate")
    hours, minutes, seconds, frames = map(int, match.group(1, 2, 3, 5))
    second = math.ceil(rate)
    if frames >= second:
        raise ValueError(f"{text!r} has no such frame: there are {second} a second, and the first is 00")
    count = (hours * 3600 + minutes * 60 + seconds) * second + frames
    if match[4] == ";":
        dropped = _DROPPED.get(rate)
        if dropped is None:
            raise ValueError(
                f"{text!r} is drop-frame timecode, which only 29.97 and 59.94 frames a second have"
            )
        if minutes % 10 and not seconds and frames < dropped:
            raise ValueError(f"{text!r} is left out by drop-frame timecode; the next is frame {dropped:02d}")
        whole = hours * 60 + minutes
        count -= dropped * (whole - whole // 10)
    return of_frame(count, rate)


def stretched(milliseconds: int, factor: Fraction) -> int:
    """A time stretched by a factor, rounded once, halves up.

    >>> stretched(1000, Fraction(25 * 1001, 24000)), stretched(-3, Fraction(1, 2))
    (1043, -1)
    """
    return (2 * milliseconds * factor.numerator + factor.denominator) // (2 * factor.denominator)


def of_frame(frame: int, rate: Fraction) -> int:
    """When a frame begins, in ms: the first frame is number 0.

    >>> of_frame(1, Fraction(24)), of_frame(100_000, Fraction(30000, 1001))
    (42, 3336667)
    """
    return (2000 * frame * rate.denominator + rate.numerator) // (2 * rate.numerator)


def nearest_frame(milliseconds: int, rate: Fraction) -> int:
    """The frame whose beginning is nearest to a time; of the ms of `of_frame`, that very frame.

    Args:
        milliseconds: a time, not negative.
        rate: frames a second, 500 at most.

    >>> nearest_frame(3_336_667, Fraction(30000, 1001))
    100000
    """
    return (2 * milliseconds * rate.numerator + 1000 * rate.denominator) // (2000 * rate.denominator)


def frame_at(milliseconds: int, rate: Fraction) -> int:
    """The frame that is shown at a time: the last that has begun.

    >>> frame_at(41, Fraction(24)), frame_at(42, Fraction(24))
    (0, 1)
    """
    frame = nearest_frame(milliseconds, rate)
    return frame - 1 if of_frame(frame, rate) > milliseconds else frame


def frame_after(milliseconds: int, rate: Fraction) -> int:
    """The first frame that begins at a time or after it.

    >>> frame_after(42, Fraction(24)), frame_after(43, Fraction(24))
    (1, 2)
    """
    frame = nearest_frame(milliseconds, rate)
    return frame if of_frame(frame, rate) >= milliseconds else frame + 1


def ticks(seconds: Fraction) -> int:
    """Ticks of MPEG's clock, 90,000 a second (ISO/IEC 13818-1), of a time in seconds; half is rounded up.

    >>> ticks(Fraction(1001, 30000))
    3003
    """
    return (180_000 * seconds.numerator + seconds.denominator) // (2 * seconds.denominator)


def microseconds(seconds: Fraction) -> int:
    """Microseconds of a time in seconds, in which playlists spell durations; half is rounded up.

    >>> microseconds(Fraction(1001, 30000))
    33367
    """
    return (2_000_000 * seconds.numerator + seconds.denominator) // (2 * seconds.denominator)


def of_ticks(count: int) -> int:
    """Milliseconds of ticks of MPEG's clock: the last that has begun.

    >>> of_ticks(179)
    1
    """
    return count // 90


def whole_from(seconds: Fraction) -> int:
    """The first whole millisecond that does not begin before a time in seconds.

    >>> whole_from(Fraction(1, 3))
    334
    """
    return -(-1000 * seconds.numerator // seconds.denominator)


def is_time(seconds: float | int) -> bool:  # noqa: PYI041  # compiled, what is a float must fit one: 10**400 does not
    """Whether a number can be a time: finite, and within what clocks show (`LATEST`)."""
    return -LATEST / 1000 < seconds < LATEST / 1000
