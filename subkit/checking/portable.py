"""Where a SubRip or WebVTT file leaves the dialect that all readers take alike: its bytes, its lines, its times."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from subkit.formats.places import cue_lines
from subkit.formats.portable import showable, unmarked
from subkit.patterns import pattern
from subkit.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.model import Cue

FORMATS = frozenset({"srt", "vtt"})
"""The formats that have such a dialect."""

LATEST = 360_000_000
"""A hundred hours, in ms: from there on some readers take the clock for none."""

_newline = pattern("\r\n?|\n")
_braces = pattern(r"\{[^{}]*\}")


def findings(content: bytes, text: str, format: str, cues: Sequence[Cue]) -> list[Finding]:  # noqa: A002 - as formats call it
    """Where a file leaves the dialect, one finding a cue and reason; what holds for the whole file is told of its first cue.

    Cues out of order, without time, or shown over the next are not told here: `check` tells them of every file.

    Args:
        content: the file's bytes.
        text: its text, with its byte order mark and line ends as they are.
        format: its format, one of `FORMATS`.
        cues: the cues that were read from it.
    """
    found = [Finding("portable", 1, 1, 0, reason, hard=True) for reason in _of_file(content, text)]
    for number, (cue, lines) in enumerate(zip(cues, _lines(text, format, cues), strict=True), 1):
        reasons = [reason for line in lines for reason in _of_line(line, format)]
        if cue.end >= LATEST:
            reasons.append("its clock shows a hundred hours or more")
        found += [
            Finding("portable", number, reasons.count(reason), 0, reason, hard=True)
            for reason in dict.fromkeys(reasons)
        ]
    return found


def _of_file(content: bytes, text: str) -> Iterator[str]:
    if text.startswith("\ufeff"):
        yield "the file begins with a byte order mark"
    if text.encode("utf-8", "surrogatepass") != content:
        yield "the file is not UTF-8"
    if "\r" in text:
        yield "its lines do not end with LF alone"


def _lines(text: str, format: str, cues: Sequence[Cue]) -> list[list[str]]:  # noqa: A002 - as above
    """The lines of each cue as they stand in the file; as they were read, where the file cannot be told apart."""
    rows = _newline.split(text)
    places = cue_lines(text, format)
    if len(places) != len(cues):
        return [list(cue.lines) for cue in cues]
    return [_block(rows[begin:end]) for begin, end in pairwise([*places, len(rows)])]


def _block(rows: list[str]) -> list[str]:
    """The lines up to the first empty one."""
    return rows[: rows.index("")] if "" in rows else rows


def _of_line(line: str, format: str) -> Iterator[str]:  # noqa: A002 - as above
    if not line.strip():
        yield "a line has nothing but blanks"
    elif line != line.strip():
        yield "a line begins or ends with a blank"
    if (plain := showable(line)) != line:
        odd = next(ord(char) for char, shown in zip(line, plain, strict=True) if char != shown)
        yield f"U+{odd:04X} ends a line in some readers, or cannot be shown"
    if format == "srt" and unmarked(line) != line:
        yield "<...>, {...} or --> is taken for markup by some readers, and for text by others"
    elif _braces.search(line):
        yield "{...} is taken for markup by some readers, and for text by others"
