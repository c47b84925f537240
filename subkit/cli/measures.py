"""Spans of time and sizes as people read them, and text cut to a terminal's columns."""

from __future__ import annotations

import unicodedata
from itertools import accumulate


def span(seconds: float) -> str:
    """A span of time for people.

    >>> span(7.4), span(83), span(3 * 3600 + 62)
    ('7 s', '1:23', '3:01:02')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{rest:02}"
    return f"{minutes}:{rest:02}" if minutes else f"{rest} s"


def fitted(text: str, columns: int) -> str:
    """The text, cut to so many columns of a terminal.

    >>> fitted("talk.mp4: In Progress", 12), fitted("\u65e5\u672c", 4), fitted("\u65e5\u672c", 3)
    ('talk.mp4: I~', '日本', '日~')
    """
    widths = [2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text]
    if sum(widths) <= columns:
        return text
    ends = accumulate(widths)
    return "".join(char for char, end in zip(text, ends, strict=True) if end < columns) + "~"


def amount(size: int) -> str:
    """A number of bytes for people.

    >>> amount(512), amount(24_044), amount(1_300_000_000)
    ('512 B', '24 kB', '1.3 GB')
    """
    number = float(size)
    for unit in ("B", "kB", "MB", "GB"):
        if number < 1000 or unit == "GB":  # noqa: PLR2004  # the step of the units
            break
        number /= 1000
    return f"{number:.3g} {unit}" if number < 1000 else f"{number:,.0f} {unit}"  # noqa: PLR2004  # as above
