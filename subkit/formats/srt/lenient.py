"""SubRip files that break the format, read as they were probably meant: every word stays, and every repair is told.

The times part a file into cues, whatever else is missing. What stands between one line of times and the next is text,
but for the number of the next cue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from subkit.document import Block
from subkit.errors import FormatError
from subkit.formats.srt import times
from subkit.formats.srt.judging import Item
from subkit.formats.srt.reading import cue
from subkit.model import Captions, Cue
from subkit.patterns import pattern
from subkit.report import Repair
from subkit.timecode import clock
from subkit.wording import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.formats.srt.times import TimeLine

_newline = pattern("\r+\n|\r|\n")
_RUBBISH = "\x1a\0"
_LONGEST = 5000
"""How long, in ms, a cue without a usable out-time is shown at most, if no other begins before."""
_FIGURES = 15
_TWO_CLOCKS = 2
_COLONS = 6
"""How many stand in a line of two times in hours, minutes, seconds and frames."""
_RATES = (25, 30, 50, 60, 120)


class _Start(NamedTuple):
    """Where a cue begins: the index of its time line, what that says, and the index of the line of its number or of it."""

    at: int
    time: TimeLine
    begins: int
    number: int | None


class _Log(list[Repair]):
    """The repairs so far."""

    def tell(self, kind: str, line: int, message: str) -> None:
        self.append(Repair(kind, f"line {line + 1}", message))


def leniently(text: str, source: str) -> Captions:
    """The captions of a broken SubRip file.

    Args:
        text: the file's content.
        source: its name in messages.

    Raises:
        FormatError: there is text, but no line of times.
    """
    log = _Log()
    content = text.rstrip(_RUBBISH)
    lines = _lines(content.removeprefix("\ufeff"))
    if content != text:
        log.tell("rubbish", len(lines) - 1, "characters behind the end of the text were left out")
    if "\r\r\n" in text:
        log.tell("line-end", text[: text.index("\r\r\n")].count("\n"), "CR CR LF was read as one line end")
    starts = _starts(lines, _frame_rate(lines, log))
    if not starts:
        if any(map(str.strip, lines)):
            raise FormatError(
                source, 1, "no line of times such as 00:00:01,000 --> 00:00:02,500 in the whole file"
            )
        return Captions((), repairs=tuple(log))
    cues: list[Cue] = []
    shown_from = _times(starts, lines, log)
    ends = [start.begins for start in starts[1:]] + [_end(lines, starts[-1], log)]
    for start, (begin, out), end in zip(starts, shown_from, ends, strict=True):
        text_lines = _text(lines, start, end, last=start is starts[-1], log=log)
        item = Item(begin, out, "\n".join(text_lines), start.time.place)
        cues.append(cue(item, f"line {start.at + 1}", log))
    blocks = _preface(lines[: starts[0].begins], log)
    return Captions(tuple(cues), repairs=tuple(log), blocks=blocks)


def _lines(text: str) -> list[str]:
    return _newline.split(text) if "\r" in text else text.split("\n")


def may_have_more(text: str, cues: int) -> bool:
    """Whether a text may have lines of times where strict reading takes them for text: more lines with clocks than cues."""
    with_clocks = [line for line in _lines(text) if line.count(":") + line.count("：") >= _TWO_CLOCKS]
    return cues < len(with_clocks)


def ends_in_rubbish(text: str) -> bool:
    """Whether characters stand behind the end of the text, which strict reading takes for a part of it."""
    return text.endswith(tuple(_RUBBISH))


def _frame_rate(lines: Sequence[str], log: _Log) -> int:
    """How many frames a second times count that count frames: no more is known than the largest number."""
    counts = [
        (times.frames_in(line), at)
        for at, line in enumerate(lines)
        if line.count(":") >= _COLONS or ";" in line
    ]
    most = max(counts, default=(-1, 0))[0]
    if most < 0:
        return _RATES[0]
    rate = next(rate for rate in _RATES if most < rate)
    first = next(at for count, at in counts if count >= 0)
    log.tell("frames", first, f"times count frames; taken as {rate} a second, which no SubRip file says")
    return rate


def _starts(lines: Sequence[str], frame_rate: int) -> list[_Start]:
    starts: list[_Start] = []
    above = -1
    for at, line in enumerate(lines):
        if (":" not in line and "：" not in line) or (time := times.read(line, frame_rate)) is None:
            continue
        begins, number = _number(lines, at, above, starts)
        if not time.sure and begins == at and at - 1 > above and lines[at - 1].strip():
            continue
        starts.append(_Start(at, time, begins, number))
        above = at
    return starts


def _number(lines: Sequence[str], at: int, above: int, starts: Sequence[_Start]) -> tuple[int, int | None]:
    """The index and the value of a cue's number above its line of times; figures that may be text are none."""
    expected = (starts[-1].number or len(starts)) + 1 if starts else None
    place = at - 1
    while place > above and not lines[place].strip():
        place -= 1
    if place <= above or not (figures := lines[place].strip("\ufeff \t")).isdecimal():
        return at, None
    value = int(figures) if len(figures) <= _FIGURES else None
    apart = place - 1 <= above or not lines[place - 1].strip()
    counted = expected in {None, value}
    # The only line of the cue above is its text, unless it goes on counting.
    alone = place - 1 == above >= 0
    if place == at - 1:
        return (place, value) if counted or (apart and not alone) else (at, None)
    return (place, value) if counted and apart else (at, None)


def _times(starts: Sequence[_Start], lines: Sequence[str], log: _Log) -> list[tuple[int, int]]:
    """The times of each cue in ms, none ending before it begins."""
    found: list[tuple[int, int]] = []
    for (at, time, begins, _), following in zip(starts, [*starts[1:], None], strict=True):
        start, end = time.start, time.end
        if start is None:
            start = _guessed_start(end or 0, found[-1][1] if found else 0)
        if end is None or end < start:
            end = _guessed_end(start, following)
            message = f"the cue ends before it begins, or nowhere; it is shown until {clock(end, ',')}"
            log.tell("out-time", at, message)
        if not time.usual:
            log.tell("time", at, f"{shown(lines[at])} was read as {clock(start, ',')} --> {clock(end, ',')}")
        if begins < at and (at - begins > 1 or not lines[begins].strip().isdecimal()):
            log.tell("number", begins, "the cue's number does not stand alone on the line above its times")
        found.append((start, end))
    return found


def _guessed_start(end: int, before: int) -> int:
    return min(max(before, end - _LONGEST), end)


def _guessed_end(start: int, following: _Start | None) -> int:
    """When a cue ends that does not say so: as the next one begins, if that is soon."""
    then = following.time.start if following else None
    return start + _LONGEST if then is None or then <= start else min(then, start + _LONGEST)


def _end(lines: Sequence[str], last: _Start, log: _Log) -> int:
    """Where the text of the last cue ends: before a number that goes on counting, whose cue was cut off."""
    end = len(lines)
    while end > last.at + 1 and not lines[end - 1].strip():
        end -= 1
    figures = lines[end - 1].strip() if end - 2 > last.at and not lines[end - 2].strip() else ""
    if last.number is not None and figures == str(last.number + 1):
        log.tell("number", end - 1, f"the number {figures} without a cue was left out")
        return end - 1
    return len(lines)


def _text(lines: Sequence[str], start: _Start, end: int, *, last: bool, log: _Log) -> list[str]:
    """The lines of a cue's text."""
    found = [start.time.text] if start.time.text else []
    if found:
        log.tell("text", start.at, "text stands behind the times; it was taken as the cue's first line")
    gap = False
    for at in range(start.at + 1, end):
        line = lines[at]
        if not line.strip():
            gap = bool(found)
            continue
        if gap:
            log.tell(
                "blank-line",
                at,
                "an empty line inside a cue, or text without times; it was taken as the cue's",
            )
        gap = False
        found.append(line)
    if found and not gap and not last:
        log.tell("blank-line", end, "an empty line is missing before the next cue")
    return found


def _preface(lines: Sequence[str], log: _Log) -> tuple[Block, ...]:
    """What stands before the first cue, as a note."""
    found = [line.strip() for line in lines if line.strip()]
    if not found:
        return ()
    log.tell("outside", 0, f"text before the first cue was kept as a note: {shown(found[0])}")
    return (Block("note", "\n".join(found)),)
