"""The blocks of a WebVTT file, found as the W3C's parser finds them (W3C WebVTT, 6.1): header, cues, notes, styles, regions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from subkit.document import Block, CueSettings
from subkit.formats.vtt import regions, settings
from subkit.formats.vtt.stamps import subrip_time_line, time_line
from subkit.patterns import pattern
from subkit.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.formats.vtt.regions import Region

ARROW = "-->"
_header = pattern("WEBVTT(?:[ \t].*)?")
_named = pattern("(STYLE|REGION)[ \t\f]*")
_note = pattern(r"NOTE(?:[ \t]*\n|[ \t]|\Z)(.*)", re.DOTALL)


class Problem(NamedTuple):
    """What a file has that no file should have.

    Attributes:
        line: where, from 1.
        kind: a stable name, as repairs have it.
        found: what stands there.
        done: what became of it.
        is_mended: whether nothing was left out, so that every player shows the same.
    """

    line: int
    kind: str
    found: str
    done: str
    is_mended: bool = False


class RawCue(NamedTuple):
    """A cue as its block has it.

    Attributes:
        line: the line of its times, from 1.
        id: its identifier; empty without one.
        start: the in-time, in ms.
        end: the out-time, in ms; sound or not.
        settings: where it is shown.
        text: its text, tags and all.
    """

    line: int
    id: str
    start: int
    end: int
    settings: CueSettings | None
    text: str


class Document:
    """What the W3C's parser makes of a file, and what it leaves aside on the way.

    Attributes:
        cues: those it takes.
        blocks: the header, notes, styles and regions; what it drops is kept as a note.
        regions: those that cues can name.
        problems: what it drops, ignores or mends.
    """

    def __init__(self, text: str, *, as_meant: bool = False) -> None:
        """Read a file.

        Args:
            text: its content.
            as_meant: take lines of times as SubRip has them, which the W3C's parser drops, and a file without signature.
        """
        self.cues: list[RawCue] = []
        self.blocks: list[Block] = []
        self.regions: dict[str, Region] = {}
        self.problems: list[Problem] = []
        self._as_meant = as_meant
        text = text.removeprefix("\ufeff")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            self._tell(
                line, "control-character", "NUL, which no file may hold", "read it as U+FFFD, as browsers do"
            )
            text = text.replace("\0", "\ufffd")
        lines = text.split("\n")
        self.has_signature = _header.fullmatch(lines[0]) is not None
        if self.has_signature or as_meant:
            self._read(lines)

    def _read(self, lines: list[str]) -> None:
        place = self._head(lines)
        lines.append("")
        last = len(lines)
        while place < last:
            if not lines[place]:
                place += 1
                continue
            end = lines.index("", place)
            self._run(lines[place:end], place + 1)
            place = end + 1

    def _head(self, lines: Sequence[str]) -> int:
        """Keep the header; the place of the first line below it."""
        if not self.has_signature:
            done = "read all the same, which no browser does"
            self._tell(1, "signature", f"expected WEBVTT, found {shown(lines[0])}", done)
            if not lines[0].startswith("WEBVTT"):
                return 0
        end = 1
        while end < len(lines) and lines[end]:
            if ARROW in lines[end]:
                found = "a time line in the header; an empty line is missing before it"
                self._tell(end + 1, "empty-line", found, "took it for the first cue's")
                break
            end += 1
        rest = lines[0][len("WEBVTT") :]
        header = "\n".join([rest[1:] if self.has_signature else rest, *lines[1:end]])
        if header:
            self.blocks.append(Block("header", header))
        return end

    def _run(self, run: list[str], number: int) -> None:
        """Read lines without an empty one: a block, or several where lines of times stand inside it."""
        arrows = [place for place, line in enumerate(run) if ARROW in line]
        if not arrows:
            self._other(run, number)
        elif arrows in ([0], [1]):
            self._cue(run, arrows[0], number)
        else:
            for begin, end, arrow in _parts(arrows, len(run)):
                if begin:
                    found = "a time line inside a block; an empty line is missing before it"
                    self._tell(number + begin, "empty-line", found, "took it for the beginning of a block")
                part = run[begin:end]
                if arrow is None:
                    self._other(part, number + begin)
                else:
                    self._cue(part, arrow, number + begin)

    def _cue(self, block: list[str], arrow: int, number: int) -> None:
        line = number + arrow
        times = time_line(block[arrow])
        if times is None:
            found = f"expected a time line such as 00:00:01.000 --> 00:00:02.500, found {shown(block[arrow])}"
            if self._as_meant and (times := subrip_time_line(block[arrow])):
                self._tell(line, "time-line", found, "took it as it was probably meant")
            else:
                self._drop(block, line, "time-line", found)
                return
        identifier = block[0] if arrow else ""
        text = "\n".join(block[arrow + 1 :])
        where = self._settings(times.settings, line) if times.settings else None
        self.cues.append(RawCue(line, identifier, times.start, times.end, where, text))

    def _settings(self, text: str, line: int) -> CueSettings | None:
        where, ignored = settings.read(text)
        for setting in ignored:
            self._tell(
                line, "setting", f"no setting of a cue: {shown(setting)}", "ignored it, as browsers do"
            )
        if where and where.region is not None and where.region not in self.regions:
            self._tell(line, "region", f"there is no region {shown(where.region)}", "left it out")
            where = replace(where, region=None)
        return None if where == CueSettings() else where

    def _other(self, block: list[str], number: int) -> None:
        named = _named.fullmatch(block[0])
        text = "\n".join(block[1:])
        if named and text and not self.cues:
            if named[1] == "REGION":
                self._region(text, number)
            self._keep(named[1].lower(), text)
        elif note := _note.fullmatch("\n".join(block)):
            self._keep("note", note[1])
        elif named:
            where = "behind a cue" if text else "without a line below it"
            self._drop(block, number, named[1].lower(), f"a block {named[1]} {where}")
        else:
            self._drop(block, number, "outside", f"text outside any cue: {shown(block[0])}")

    def _region(self, text: str, number: int) -> None:
        region, ignored = regions.read(text)
        self.regions[region.id] = region
        for setting in ignored:
            self._tell(
                number, "setting", f"no setting of a region: {shown(setting)}", "ignored it, as browsers do"
            )

    def _drop(self, block: list[str], number: int, kind: str, found: str) -> None:
        self._tell(number, kind, found, "kept the block as a note, since browsers drop it")
        self._keep("note", "\n".join(block))

    def _keep(self, kind: str, text: str) -> None:
        self.blocks.append(Block(kind, text, len(self.cues)))

    def _tell(self, line: int, kind: str, found: str, done: str) -> None:
        self.problems.append(Problem(line, kind, found, done))


def _parts(arrows: Sequence[int], count: int) -> Iterator[tuple[int, int, int | None]]:
    """The blocks of lines among which lines of times stand: where each begins and ends, and which of its lines has the times.

    Times stand in the first line of a block, or in the second below an identifier; anywhere else they begin a block.
    """
    begins = list(arrows)
    if begins[0] > 1:
        yield 0, begins[0], None
    elif begins[0] == 1:
        end = begins[1] if len(begins) > 1 else count
        yield 0, end, 1
        begins = begins[1:]
    for begin, end in zip(begins, [*begins[1:], count], strict=True):
        yield begin, end, 0
