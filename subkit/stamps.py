"""The time stamps within a cue's markup, as WebVTT has them, put where the cue is moved to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from subkit.patterns import pattern
from subkit.timecode import clock, moment

if TYPE_CHECKING:
    from collections.abc import Callable

_stamp = pattern(r"<((?:\d{2,5}:)?[0-5]\d:[0-5]\d\.\d{3})>", re.ASCII)


def moved_stamps(markup: tuple[str, ...], to: Callable[[int], int], start: int, end: int) -> tuple[str, ...]:
    """Lines of WebVTT cue text with their time stamps moved; one must stand within its cue (W3C WebVTT, 4.2.2), or goes.

    Args:
        markup: the lines.
        to: the new time of a time, both in ms.
        start: when the cue begins then, in ms.
        end: when it ends then, in ms.

    >>> moved_stamps(("<00:01.000>a <00:02.000>b",), lambda time: time + 500, 1000, 2000)
    ('<00:00:01.500>a b',)
    """

    def stamp(match: re.Match[str]) -> str:
        time = to(moment(match[1]))
        return f"<{clock(time)}>" if start < time < end else ""

    return tuple([_stamp.sub(stamp, line) for line in markup])
