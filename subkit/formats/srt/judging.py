"""Cues of SubRip files that are not the usual ones: read by pysrt, and refused where it would read another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from subkit.errors import FormatError
from subkit.formats.srt.items import PysrtError, SubRipItem
from subkit.formats.srt.times import behind, frames_in, read
from subkit.patterns import pattern
from subkit.timecode import LATEST
from subkit.wording import one_line, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

_STAMP = r"\d{2,6}:[0-5]\d:[0-5]\d,\d{3}"
_timing = pattern(rf"({_STAMP}) --> ({_STAMP})((?: .*)?)", re.ASCII)
_WAY_OUT = "--lenient reads it as it was meant"


class Item(NamedTuple):
    """A cue as its file has it: its times in ms, its text, and where it is shown."""

    start: int
    end: int
    text: str
    position: str


def judged(block: Sequence[str], source: str) -> Item:
    """The cue that a block of lines is.

    Args:
        block: lines that are not blank.
        source: the file's name in messages.

    Raises:
        FormatError: it is no cue, or pysrt would read another one than it is; its line counts from 1 in the block.
    """
    numbered = block[0].strip().isdecimal()
    if len(block) == numbered:
        raise _refused(source, 1, "a number without a time line")
    if _timing.fullmatch(block[numbered].strip()) is None:
        raise _refused(source, 1 + numbered, _no_time_line(block[numbered]))
    for below, text in enumerate(block[numbered + 1 :], numbered + 1):
        if "-->" in text and (found := read(text)) and found.sure:
            reason = "a time line inside a cue; an empty line is missing before it"
            raise _refused(source, 1 + below, reason)
    try:
        item = SubRipItem.from_lines(list(block))
    except PysrtError as error:
        raise _refused(source, 1, f"pysrt refuses this cue ({one_line(str(error))})") from error
    if text := behind(item.position)[1]:
        raise _refused(source, 1 + numbered, f"{shown(text)} behind the times")
    if item.end.ordinal > LATEST:
        raise _refused(source, 1 + numbered, "the cue ends a hundred years away")
    if item.end < item.start:
        raise _refused(source, 1 + numbered, "the cue ends before it begins")
    return Item(item.start.ordinal, item.end.ordinal, item.text, item.position)


def _refused(source: str, line: int, reason: str) -> FormatError:
    return FormatError(source, line, f"{reason}; {_WAY_OUT}")


def _no_time_line(line: str) -> str:
    if line.split()[:1] == ["WEBVTT"]:
        return "this is WebVTT, not SubRip"
    found = f"expected a time line such as 00:00:01,000 --> 00:00:02,500, found {shown(line)}"
    return f"{found}, which counts frames" if frames_in(line) >= 0 else found
