"""Frame rates, exactly: 23.976 frames a second are 24000/1001."""

from __future__ import annotations

import math
from fractions import Fraction

# What people write for the rates of NTSC, which are none of these decimals (SMPTE ST 12-1).
_NTSC = {
    "23.976": Fraction(24000, 1001),
    "23.98": Fraction(24000, 1001),
    "29.97": Fraction(30000, 1001),
    "47.952": Fraction(48000, 1001),
    "47.95": Fraction(48000, 1001),
    "59.94": Fraction(60000, 1001),
    "119.88": Fraction(120_000, 1001),
}


def frame_rate(rate: object) -> Fraction:
    """Frames a second, exactly, of a rate as people write it: a number, a decimal or a fraction.

    Raises:
        ValueError: it is no number above zero.

    >>> frame_rate(23.976), frame_rate("29.97"), frame_rate("24000/1001"), frame_rate(25)
    (Fraction(24000, 1001), Fraction(30000, 1001), Fraction(24000, 1001), Fraction(25, 1))
    """
    text = str(rate)
    try:
        frames = _NTSC.get(text) or Fraction(text)
    except (ValueError, ZeroDivisionError):
        frames = Fraction(0)
    if frames <= 0 or isinstance(rate, bool) or not math.isfinite(frames):
        raise ValueError(f'frame_rate is {rate}, it must be a number above zero, e.g. 25 or "24000/1001"')
    return frames
