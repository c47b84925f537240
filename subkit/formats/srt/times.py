"""Time lines of SubRip as people write them: other marks and arrows, figures too many or too few, frames, one time alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from subkit.patterns import pattern
from subkit.timecode import LATEST, from_seconds

_WIDE = str.maketrans("：，．；－＞", ":,.;->")
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
_invisible = pattern(f"[{_INVISIBLE}]")

_STAMP = r"(-?)\s*(?:(\d{1,6})\s*:\s*)?(\d{1,6})\s*:\s*(\d{1,6})(?:\s*([.,:;])\s*(\d{1,30}))?(?![\d:])"
_DASHES = "[-\u2010-\u2015\u2212=~]"
_ARROW = rf"(\s*(?:{_DASHES}(?:{_DASHES}|\s)*)?(?:>+|&gt;|[\u2192\u21d2\u27f6\u2794\u279c])|\s*{_DASHES}+)\s*"
_both = pattern(rf"\s*(?:\d+\s+)?{_STAMP}{_ARROW}{_STAMP}((?:\s.*)?)")
_first = pattern(rf"\s*(?:\d+\s+)?{_STAMP}\s*-+\s*>(.*)")
_second = pattern(rf"\s*([^\s>]{{0,40}})\s*-+\s*>\s*{_STAMP}(.*)")
_CLOCK = r"(\d{1,6}):(\d{1,2}):(\d{1,2})[.,](\d{3})"
_usual = pattern(r"(\d{2,6}):([0-5]\d):([0-5]\d),(\d{3}) --> (\d{2,6}):([0-5]\d):([0-5]\d),(\d{3})", re.ASCII)
# What programs write that take a point for a comma or an arrow for another; the rest is for people.
_near = pattern(rf"{_CLOCK}\s?-{{1,3}}>\s?{_CLOCK}", re.ASCII)
_place = pattern(r"(?:\s*(?:[XY][12]|line|position|align|size|vertical|region)\s*:\s*\S+)+\s*", re.IGNORECASE)
_only_dashes = pattern(f"{_DASHES}+")
_THREE = 3
_TIME_LIKE = frozenset("0123456789-:,.")
_SPOILT = 2
"""So many letters may stand among the figures of a time that was spoilt."""


class TimeLine(NamedTuple):
    """What a line says of a cue's times.

    Attributes:
        start: the in-time in ms, not before zero; ``None`` if it cannot be read.
        end: the out-time, likewise.
        usual: whether it is written as the format has it.
        sure: whether it is a time line wherever it stands, not only where a cue may begin.
        place: what it says of where the cue is shown.
        text: what else stands on it.
        frames: whether the times count frames.
    """

    start: int | None
    end: int | None
    usual: bool
    sure: bool = True
    place: str = ""
    text: str = ""


def read(line: str, frame_rate: int = 25) -> TimeLine | None:
    """What a line says of a cue's times, if it is a time line at all.

    Fractions are decimal: ``,5`` is half a second.

    Args:
        line: the line.
        frame_rate: frames a second, for times that count frames.

    >>> read("00:01.5 -> 00:02,25")
    TimeLine(start=1500, end=2250, usual=False, sure=True, place='', text='')
    """
    usual = _usual.fullmatch(line)
    if match := usual or _near.fullmatch(line):
        a, b, c, d, e, f, g, h = map(int, match.groups())
        start, end = ((a * 60 + b) * 60 + c) * 1000 + d, ((e * 60 + f) * 60 + g) * 1000 + h
        return TimeLine(min(start, LATEST), min(end, LATEST), usual=usual is not None)
    bare = _invisible.sub("", line).translate(_WIDE)
    if match := _both.fullmatch(bare):
        return _of_both(match, frame_rate)
    if match := _first.fullmatch(bare):
        *stamp, rest = match.groups()
        return TimeLine(_time(stamp, frame_rate), None, usual=False, sure=False, text=_words(rest))
    if match := _second.fullmatch(bare):
        before, *stamp, rest = match.groups()
        place, text = behind(rest)
        words = " ".join(filter(None, (_words(before), text)))
        end = _time(stamp, frame_rate)
        return TimeLine(None, end, usual=False, sure=False, place=place, text=words)
    return None


def frames_in(line: str) -> int:
    """The largest number of frames that a time line counts; -1 if it counts none."""
    match = _both.fullmatch(_invisible.sub("", line).translate(_WIDE))
    stamps = (match.groups()[:6], match.groups()[7:13]) if match else ()
    return max((int(stamp[5]) for stamp in stamps if _counts_frames(stamp)), default=-1)


def _of_both(match: re.Match[str], frame_rate: int) -> TimeLine | None:
    groups = match.groups()
    first, arrow, second, rest = groups[:6], "".join(groups[6].split()), groups[7:13], groups[13]
    exact, headed = arrow == "-->", _only_dashes.fullmatch(arrow) is None
    hours, fractions = first[1] and second[1], first[5] and second[5]
    sure = bool(fractions or (hours and exact))
    if not sure and not exact and not (headed and hours):
        return None
    place, text = behind(rest)
    usual = bool(_usual.match(match[0])) and not text
    return TimeLine(_time(first, frame_rate), _time(second, frame_rate), usual, sure, place, text)


def _time(stamp: list[str] | tuple[str, ...], frame_rate: int) -> int:
    sign, hours, minutes, seconds, _, fraction = stamp
    if sign:
        return 0
    whole = ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000
    if not fraction:
        part = 0
    elif _counts_frames(stamp):
        part = int(fraction) * 1000 // frame_rate
    elif len(fraction) <= _THREE:
        part = int(fraction.ljust(_THREE, "0"))
    else:
        part = from_seconds(float(f"0.{int(fraction):0{len(fraction)}d}"))
    return min(whole + part, LATEST)


def _counts_frames(stamp: list[str] | tuple[str, ...]) -> bool:
    return bool(stamp[1] and stamp[4] and stamp[4] in ":;" and len(stamp[5]) < _THREE)


def behind(rest: str) -> tuple[str, str]:
    """What stands behind the times: a place or text."""
    match = _place.match(rest)
    return (match[0].strip(), rest[match.end() :].strip()) if match else ("", rest.strip())


def _words(rest: str) -> str:
    """What stands where a time should, without what was meant for one."""
    first, _, others = rest.strip().partition(" ")
    letters = sum(map(str.isalpha, first))
    return others.strip() if first[:1] in _TIME_LIKE and letters <= _SPOILT else rest.strip()
