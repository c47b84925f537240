"""YouTube's SubViewer (SBV): a line of times, lines of text, an empty line; no library reads it, and it needs none.

"Supported subtitle and closed caption files", YouTube's help: ``H:MM:SS.mmm,H:MM:SS.mmm``, UTF-8, no styling and no escapes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from subkit.errors import FormatError
from subkit.formats.portable import changes, check_times, is_plain, plain
from subkit.formats.writing import PLAIN, Writing
from subkit.labels import texts
from subkit.model import Captions, Cue
from subkit.patterns import pattern
from subkit.report import Repair
from subkit.timecode import clock
from subkit.wording import shown

_STAMP = r"(\d{1,6}):([0-5]?\d):([0-5]?\d)[.](\d{3})"
_timing = pattern(rf"\s*{_STAMP}\s*,\s*{_STAMP}\s*", re.ASCII)
_loose = pattern(
    r"\s*(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.](\d{1,3}))?\s*[,;]\s*(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.](\d{1,3}))?\s*",
    re.ASCII,
)
_newline = pattern("\r\n?|\n")
_break = "[br]"
"""SubViewer's own line break, which SBV's readers take as well."""


class _Begun(NamedTuple):
    """A cue while its lines are read."""

    start: int
    end: int
    lines: list[str]


def render(captions: Captions, how: Writing = PLAIN) -> str:
    """Captions as SBV, with LF at line ends.

    Args:
        captions: what to write.
        how: whether and how to say who speaks, where it is another one than in the cue before.

    Raises:
        FormatError: a cue's times cannot be written.
        UnknownNameError: there is no such style.
    """
    check_times(captions.cues, "sbv")
    return "\n".join(
        [
            f"{_clock(cue.start)},{_clock(cue.end)}\n{_safe(text)}\n"
            for cue, text in zip(captions.cues, texts(captions.cues, how.labels), strict=True)
        ]
    )


def _clock(milliseconds: int) -> str:
    return clock(milliseconds).removeprefix("0")


def _safe(text: str) -> str:
    text = (text if is_plain(text) else plain(text)).replace(_break, "(br)")
    return "\n".join([_told(line) for line in text.split("\n")])


def _told(line: str) -> str:
    return f"({line})" if _loose.fullmatch(line) else line


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:
    """What `render` writes otherwise than it stands in the captions."""
    found = changes(captions.cues, style=how.labels, markup=False)
    for number, (cue, text) in enumerate(
        zip(captions.cues, texts(captions.cues, how.labels), strict=True), 1
    ):
        place = f"cue {number}"
        if _break in text:
            found.append(Repair("markup", place, "players take [br] for a line break; written as (br)"))
        if any(map(_loose.fullmatch, text.split("\n"))):
            found.append(Repair("markup", place, "a line of text is one of times; written in brackets"))
        if how.styling and (cue.markup or cue.settings):
            found.append(Repair("styling", place, "the format has neither styling nor places; left out"))
    return found


def parse(text: str, source: str = "sbv", *, lenient: bool = False) -> Captions:
    """Captions from SBV; a BOM and CRLF are accepted.

    Args:
        text: the file's content.
        source: its name in messages.
        lenient: take what breaks the format as it was probably meant; no word is lost.

    Raises:
        FormatError: the text breaks the format.
    """
    lines = _newline.split(text.removeprefix("\ufeff"))
    cues: list[_Begun] = []
    repairs: list[Repair] = []
    waiting = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            waiting = True
            continue
        match = _timing.fullmatch(line) or (_loose.fullmatch(line) if lenient else None)
        if match and (waiting or lenient):
            cues.append(_cue(match, number, source, repairs, lenient=lenient))
        elif waiting and (not cues or cues[-1].lines or not lenient):
            _stray(line, number, source, cues, repairs, lenient=lenient)
        elif match:
            raise FormatError(source, number, "a time line inside a cue; an empty line is missing before it")
        else:
            cues[-1].lines.extend([part.strip() for part in line.split(_break) if part.strip()])
        waiting = False
    order = sorted(cues, key=lambda cue: cue.start)
    found = tuple([Cue(cue.start, cue.end, tuple(cue.lines)) for cue in order])
    return Captions(found, repairs=tuple(repairs))


def _cue(match: re.Match[str], number: int, source: str, repairs: list[Repair], *, lenient: bool) -> _Begun:
    start, end = (_milliseconds(match.groups()[place : place + 4]) for place in (0, 4))
    if match.re is _loose and _timing.fullmatch(match[0]) is None:
        repairs.append(Repair("time", f"line {number}", f"{shown(match[0])} is no time line; read as one"))
    if end < start:
        if not lenient:
            raise FormatError(source, number, "the cue ends before it begins")
        repairs.append(Repair("overlap", f"line {number}", "the cue ends before it begins; read as empty"))
    return _Begun(start, max(start, end), [])


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, fraction = parts
    whole = 3600 * int(hours or 0) + 60 * int(minutes or 0) + int(seconds or 0)
    return 1000 * whole + int((fraction or "").ljust(3, "0"))


def _stray(
    line: str, number: int, source: str, cues: list[_Begun], repairs: list[Repair], *, lenient: bool
) -> None:
    expected = f"expected a time line such as 0:00:01.000,0:00:02.500, found {shown(line)}"
    if not lenient:
        raise FormatError(source, number, expected)
    repairs.append(Repair("stray-text", f"line {number}", f"{expected}; read as text of the cue before"))
    if not cues:
        cues.append(_Begun(0, 0, []))
    cues[-1].lines.append(line.strip())
