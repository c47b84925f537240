"""Reads LRC, plain and enhanced: lines with one time or several, words with theirs, tags, and the offset."""

from __future__ import annotations

import re
from typing import NamedTuple

from subkit.document import Block
from subkit.errors import FormatError
from subkit.model import Captions, Cue, Word
from subkit.patterns import pattern
from subkit.report import Repair
from subkit.timecode import shares
from subkit.wording import shown as quoted

LAST = 4000
"""How long the last line is shown, in ms, where nothing says when it ends."""
MOST = 1000
"""How often a line may be sung: each time is a cue of its own, and a small file could hold any number."""

_CLOCK = r"(\d{1,9}):([0-5]?\d)(?:[.:](\d{1,3}))?"
_newline = pattern("\r\n?|\n")
_stamp = pattern(rf"\[{_CLOCK}\]\s*", re.ASCII)
_inner = pattern(rf"<{_CLOCK}>", re.ASCII)
_tag = pattern(r"\[([A-Za-z#][^:\[\]]*):(.*)\]", re.ASCII)
_offset = pattern(r"\s*([+-]?\d{1,9})\s*", re.ASCII)


class _Line(NamedTuple):
    start: int
    text: str


def parse(text: str, source: str = "lrc", *, lenient: bool = False) -> Captions:
    """Captions from LRC: a cue ends where the next line begins, be that one without text.

    Tags are kept as blocks but for ``offset``, by which all times are moved (a positive one brings them forward). Times of
    words, ``<mm:ss.xx>``, go to the words.

    Args:
        text: the file's content.
        source: its name in messages.
        lenient: take a line without time for more text of the line before, which ``repairs`` says.

    Raises:
        FormatError: a line has no time, too many, or a time before zero.
    """
    lines: list[_Line] = []
    blocks: list[Block] = []
    repairs: list[Repair] = []
    offset = 0
    for number, raw in enumerate(_newline.split(text.removeprefix("\ufeff")), 1):
        line = raw.strip()
        tag = _tag.fullmatch(line)
        if tag and tag[1].strip().lower() == "offset" and (said := _offset.fullmatch(tag[2])):
            offset = int(said[1])
        elif tag:
            blocks.append(Block("tag", line))
        elif times := _times(line):
            if len(times[0]) > MOST:
                raise FormatError(source, number, f"the line has {len(times[0])} times; {MOST} is the most")
            sung = line[times[1] :]
            lines += [_Line(time, sung) for time in times[0]]
        elif line and not lenient:
            expected = "expected a time such as [01:23.45] before the text"
            raise FormatError(source, number, f"{expected}, found {quoted(line)}")
        elif line:
            before = lines.pop() if lines else _Line(0, "")
            lines.append(_Line(before.start, f"{before.text} {line}".strip()))
            repairs.append(Repair("time", f"line {number}", "has no time; taken for more of the line before"))
    lines = [_Line(line.start - offset, line.text) for line in lines]
    if any(line.start < 0 for line in lines):
        raise FormatError(source, 0, f"its offset of {offset} ms puts a line before zero")
    cues = _cues(sorted(lines, key=lambda line: line.start), offset, repairs)
    return Captions(cues, repairs=tuple(repairs), blocks=tuple(blocks))


def _times(line: str) -> tuple[list[int], int] | None:
    """The times that a line begins with, in ms, and where its text begins."""
    times = []
    place = 0
    while match := _stamp.match(line, place):
        times.append(_milliseconds(match))
        place = match.end()
    return (times, place) if times else None


def _milliseconds(match: re.Match[str]) -> int:
    fraction = int((match[3] or "0").ljust(3, "0"))
    return 60_000 * int(match[1]) + 1000 * int(match[2]) + fraction


def _cues(lines: list[_Line], offset: int, repairs: list[Repair]) -> tuple[Cue, ...]:
    """The cues of lines in order; of those that begin at once each ends where the next later one begins."""
    cues: list[Cue] = []
    later: int | None = None
    before: int | None = None
    for line in reversed(lines):
        if line.start != before:
            later, before = before, line.start
        if not _inner.sub("", line.text).strip():
            continue
        words = _words(line.text, offset)
        said = max([word.end for word in words if word.end is not None], default=None)
        end = said if later is None else later
        if end is None:
            end = line.start + LAST
            repairs.append(Repair("end", "the last cue", f"nothing says when it ends; shown for {LAST} ms"))
        shown = " ".join(_inner.sub("", line.text).split())
        cues.append(Cue(line.start, max(line.start, end), (shown,), words=words))
    return tuple(reversed(cues))


def _words(text: str, offset: int) -> tuple[Word, ...]:
    """The words of an enhanced line; each ends where the next time stands, and the last, without one, nowhere."""
    stamps = list(_inner.finditer(text))
    if not stamps:
        return ()
    times: list[int | None] = [max(0, _milliseconds(stamp) - offset) for stamp in stamps]
    edges = [0, *(stamp.end() for stamp in stamps)]
    stops = [*(stamp.start() for stamp in stamps), len(text)]
    words: list[Word] = []
    glued = True
    for begin, stop, start, end in zip(edges, stops, [None, *times], [*times, None], strict=True):
        part = text[begin:stop]
        said = part.split()
        for place, (word, span) in enumerate(zip(said, _spans(said, start, end), strict=True)):
            words.append(
                Word(word, *span, glued=bool(words) and not place and glued and part[:1] == word[:1])
            )
        glued = part == part.rstrip() if said else glued and not part
    return tuple(words)


def _spans(said: list[str], start: int | None, end: int | None) -> list[tuple[int | None, int | None]]:
    """The times of words that stand behind one time: shared by characters, if there is one behind them as well."""
    if start is None or end is None:
        return [(start if place == 0 else None, None) for place in range(len(said))]
    return list(shares(start, max(start, end), [len(word) for word in said]))
