"""WebVTT's times: time stamps, and the lines of times before each cue."""

from __future__ import annotations

import re
from typing import NamedTuple

from subkit.patterns import pattern
from subkit.timecode import LATEST

# Hours may have any number of digits; more than six (and zeros before them) are beyond a hundred years.
_STAMP = r"(?:0*(\d{1,6}):)?([0-5]\d):([0-5]\d)\.(\d{3})(?!\d)"
_BLANKS = r"[ \t\f]*"
_stamp = pattern(_STAMP, re.ASCII)
_time_line = pattern(f"{_BLANKS}{_STAMP}{_BLANKS}-->{_BLANKS}{_STAMP}", re.ASCII)
_SUBRIP = r"(?:0*(\d{1,6}):)?([0-5]?\d):([0-5]?\d)[,.](\d{3})(?!\d)"
_subrip = pattern(rf"\s*{_SUBRIP}\s*-->\s*{_SUBRIP}", re.ASCII)


class TimeLine(NamedTuple):
    """What a line of times says: the times in ms, and the settings behind them as they stand."""

    start: int
    end: int
    settings: str


def time_line(line: str) -> TimeLine | None:
    """What a line of times says (W3C WebVTT, 6.3: collect WebVTT cue timings); nothing if it is none.

    >>> time_line("00:01.000 --> 01:00:02.500 line:0")
    TimeLine(start=1000, end=3602500, settings=' line:0')
    """
    return _found(_time_line.match(line), line)


def subrip_time_line(line: str) -> TimeLine | None:
    """The same of a line as SubRip has it, with commas or short fields, which no browser takes for one."""
    return _found(_subrip.match(line), line)


def stamp(text: str) -> int | None:
    """The time of a time stamp, in ms; nothing if it is none, or beyond what clocks show."""
    match = _stamp.fullmatch(text)
    if match is None:
        return None
    time = _milliseconds(*match.groups())
    return time if time <= LATEST else None


def _found(match: re.Match[str] | None, line: str) -> TimeLine | None:
    if match is None:
        return None
    a, b, c, d, e, f, g, h = match.groups()
    start, end = _milliseconds(a, b, c, d), _milliseconds(e, f, g, h)
    return TimeLine(start, end, line[match.end() :]) if start <= LATEST >= end else None


def _milliseconds(hours: str | None, minutes: str, seconds: str, millis: str) -> int:
    return 3_600_000 * int(hours or 0) + 60_000 * int(minutes) + 1000 * int(seconds) + int(millis)
