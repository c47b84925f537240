"""Where in a caption file each cue stands: the line of its times, for messages that an editor can jump to."""

from __future__ import annotations

import re

from subkit.patterns import pattern

_newline = pattern("\r\n?|\n")
# As its lenient reader takes them; a strict one refuses a file that has others.
_VTT = r"(?:\d+:)?[0-5]?\d:[0-5]?\d[.,]\d{3}(?!\d)"
_time_line = {
    "srt": pattern(r"\s*\d{2,6}:[0-5]\d:[0-5]\d,\d{3} --> \d{2,6}:", re.ASCII),
    "vtt": pattern(rf"\s*{_VTT}\s*-->\s*{_VTT}", re.ASCII),
}


def cue_lines(text: str, format: str) -> list[int]:  # noqa: A002 - `format` is what a caller calls it
    r"""The line, from 1, on which each cue's times stand, in order; nothing for formats that have no such lines.

    Args:
        text: the content of a file that its format's reader has accepted.
        format: the format's name.

    >>> cue_lines("1\n00:00:01,000 --> 00:00:02,000\none\n\n2\n00:00:03,000 --> 00:00:04,000\ntwo\n", "srt")
    [2, 6]
    >>> cue_lines("WEBVTT\n\n1:00:01.000-->1:00:02.000\none\n\n-->\n", "vtt")
    [3]
    """
    if format not in _time_line:
        return []
    is_time_line = _time_line[format].match
    lines = enumerate(_newline.split(text), 1)
    return [number for number, line in lines if "-->" in line and is_time_line(line)]
