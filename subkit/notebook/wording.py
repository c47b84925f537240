"""Numbers and times as the fragments say them."""

from __future__ import annotations

from subkit.timecode import clock


def count(number: int, noun: str) -> str:
    """So many of something.

    >>> count(1, "cue"), count(1200, "cue")
    ('1 cue', '1,200 cues')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def figure(value: float) -> str:
    """A figure of a finding, to two decimals.

    >>> figure(3_600_000), figure(21.846)
    ('3600000', '21.85')
    """
    return f"{round(value, 2):.10g}"


def moment(milliseconds: int) -> str:
    """A time, or one before zero, as broken files have it.

    >>> moment(61_500), moment(-40)
    ('00:01:01.500', '-00:00:00.040')
    """
    return f"-{clock(-milliseconds)}" if milliseconds < 0 else clock(milliseconds)
