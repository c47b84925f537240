"""Reads SubRip files that keep to the format, and refuses others at the first line that does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from subkit.errors import FormatError
from subkit.formats.srt import tags
from subkit.formats.srt.judging import Item, judged
from subkit.model import Captions, Cue
from subkit.patterns import pattern
from subkit.report import Repair
from subkit.timecode import LATEST
from subkit.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

_STAMP = r"(\d{2,6}):([0-5]\d):([0-5]\d),(\d{3})"
_usual = pattern(rf"\d+\n{_STAMP} --> {_STAMP}\n((?:.+\n)*)\n+", re.ASCII)
_newline = pattern("\r\n?")
_blank_line = pattern(r"^[^\S\n]*\n", re.MULTILINE)


def strictly(text: str, source: str) -> Captions:
    """The captions of a text.

    Args:
        text: the file's content.
        source: its name in messages.

    Raises:
        FormatError: the text breaks the format.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = _newline.sub("\n", text)
    text += "\n\n"
    cues: list[Cue] = []
    repairs: list[Repair] = []
    place = 0
    while place < len(text):
        place, item = _usual_item(text, place) or _judged_item(text, place, source)
        if item is not None:
            cues.append(cue(item, f"cue {len(cues) + 1}", repairs))
    return Captions(tuple(cues), repairs=tuple(repairs))


def cue(item: Item, place: str, repairs: list[Repair]) -> Cue:
    """The cue that an item of a file is in the model's terms; what they cannot say is told."""
    start, end, text, position = item
    if position:
        repairs.append(Repair("position", place, f"the position {shown(position)} was left out"))
    if "<" not in text and "{" not in text:
        return Cue(start, end, lines_of(text.split("\n")))
    found = tags.read(text.split("\n"))
    if found.left_out:
        told = f"what WebVTT has no tags for was left out: {', '.join(found.left_out)}"
        repairs.append(Repair("styling", place, told))
    return Cue(start, end, found.lines, markup=found.markup, settings=found.settings)


def lines_of(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines without blanks at their ends, and none that is empty."""
    return tuple([line for part in lines if (line := part.strip())])


def _usual_item(text: str, place: int) -> tuple[int, Item] | None:
    """The end and the item of a cue at a place that has nothing for pysrt to judge; ``None`` for any other.

    pysrt spends fifteen microseconds on each cue, most of them on times.
    """
    match = _usual.match(text, place)
    if match is None:
        return None
    a, b, c, d, e, f, g, h, found = match.groups()
    start = 3_600_000 * int(a) + 60_000 * int(b) + 1000 * int(c) + int(d)
    end = 3_600_000 * int(e) + 60_000 * int(f) + 1000 * int(g) + int(h)
    if not start <= end <= LATEST or "-->" in found or _blank_line.search(found):
        return None
    return match.end(), Item(start, end, found[:-1], "")


def _judged_item(text: str, place: int, source: str) -> tuple[int, Item | None]:
    """The end and the item of the block at a place; no item where only a blank line stands there."""
    block = []
    end = place
    while end < len(text):
        following = text.index("\n", end) + 1
        line = text[end : following - 1]
        if not line.strip():
            break
        block.append(line)
        end = following
    if not block:
        return following, None
    try:
        return end, judged(block, source)
    except FormatError as error:
        # Lines are counted only here: most files have nothing to refuse.
        above = text.count("\n", 0, place)
        raise FormatError(source, above + error.line, error.reason) from error
