"""SubRip captions, written and read by pysrt; what pysrt gets wrong is guarded here."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING

from pysrt import Error as PysrtError
from pysrt import SubRipFile, SubRipItem, SubRipTime

from subkit.errors import FormatError
from subkit.formats.direction import Need, directed, marked, undirected
from subkit.formats.portable import changes, check_times, is_plain, plain, unmarked
from subkit.formats.writing import PLAIN, Writing
from subkit.labels import texts
from subkit.model import Captions, Cue
from subkit.report import Repair
from subkit.timecode import clocks
from subkit.wording import one_line, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STAMP = r"\d{2,6}:[0-5]\d:[0-5]\d,\d{3}"
_timing = re.compile(rf"({_STAMP}) --> ({_STAMP})((?: .*)?)", re.ASCII)
_newline = re.compile("\r\n?|\n")
_STAMP_PARTS = r"(\d{2,6}):([0-5]\d):([0-5]\d),(\d{3})"
_usual = re.compile(rf"\d+\n{_STAMP_PARTS} --> {_STAMP_PARTS}\n((?:.+\n)*)\n+", re.ASCII)
_NEED: Need = "embedding"
_styling = re.compile(r"</?(?:b|i|u|s|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)


class _Stamp(SubRipTime):  # type: ignore[misc]  # pysrt has no types
    """A time that brings its text along: pysrt takes two thirds of its time to spell clocks."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


class _Stream(SubRipFile):  # type: ignore[misc]  # pysrt has no types
    """A file that makes its items while it is written: a list of them would keep the garbage collector busy."""

    def __init__(self, columns: Iterable[tuple[str, str, str]]) -> None:
        # pysrt's own line end is that of the machine, and it makes CR CR LF of CR LF.
        super().__init__(eol="\n")
        self._columns = columns

    def __iter__(self) -> Iterator[SubRipItem]:
        for number, (start, end, text) in enumerate(self._columns, 1):
            yield SubRipItem(number, _Stamp(start), _Stamp(end), text)


def render(captions: Captions, how: Writing = PLAIN) -> str:
    """Captions as SubRip, with LF at line ends.

    Args:
        captions: what to write.
        how: whether and how to say who speaks, where it is another one than in the cue before.

    Raises:
        FormatError: a cue's times cannot be written.
        UnknownNameError: there is no such style.
    """
    cues = captions.cues
    check_times(cues, "srt")
    written = [text if is_plain(text) else plain(text) for text in texts(cues, how.labels)]
    written = [unmarked(text) if "<" in text or "{" in text or "-->" in text else text for text in written]
    written = directed(written, captions.language, _NEED)
    starts = clocks([cue.start for cue in cues], ",")
    ends = clocks([cue.end for cue in cues], ",")
    out = StringIO()
    _Stream(zip(starts, ends, written, strict=True)).write_into(out)
    return out.getvalue()


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:
    """What `render` writes otherwise than it stands in the captions."""
    return [
        *changes(captions.cues, style=how.labels, markup=True),
        *marked(texts(captions.cues, how.labels), captions.language, _NEED),
    ]


def parse(text: str, source: str = "srt", *, lenient: bool = False) -> Captions:  # noqa: ARG001 - see below
    """Captions from SubRip text that keeps to the format; a BOM, CRLF and missing numbers are accepted.

    Formatting tags, positions and marks of direction have no place in the model: they are left out, which ``repairs`` says.

    Args:
        text: the file's content.
        source: its name in messages.
        lenient: take what breaks the format as it was probably meant.

    Raises:
        FormatError: the text breaks the format; nothing is skipped or guessed.
    """
    usual = _usual_cues(text)
    if usual is not None:
        return undirected(Captions(tuple(usual)), text)
    cues = []
    repairs = []
    for line, block in _blocks(text):
        item = _item(block, line, source)
        lines, styled = _shown(item.text)
        cues.append(Cue(item.start.ordinal, item.end.ordinal, lines))
        if styled:
            repairs.append(Repair("styling", f"cue {len(cues)}", "formatting tags were left out"))
        if item.position:
            repairs.append(
                Repair("position", f"cue {len(cues)}", f"the position {shown(item.position)} was left out")
            )
    return undirected(Captions(tuple(cues), repairs=tuple(repairs)), text)


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines that are not blank, with the number of the first."""
    block: list[str] = []
    number = 0
    for number, line in enumerate(_newline.split(text.removeprefix("\ufeff")), 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []
    if block:
        yield number - len(block) + 1, block


def _usual_cues(text: str) -> list[Cue] | None:
    """The cues of a text that has nothing for pysrt to judge: numbers, times, and plain text; else ``None``.

    pysrt spends fifteen microseconds on each cue, most of them on times.
    """
    text = f"{text.removeprefix(chr(0xFEFF))}\n\n"
    if "<" in text or "{" in text or "\r" in text:
        return None
    cues: list[Cue] = []
    place = 0
    for match in _usual.finditer(text):
        if match.start() != place:
            return None
        place = match.end()
        a, b, c, d, e, f, g, h, shown = match.groups()
        start = 3_600_000 * int(a) + 60_000 * int(b) + 1000 * int(c) + int(d)
        end = 3_600_000 * int(e) + 60_000 * int(f) + 1000 * int(g) + int(h)
        lines = tuple([line.strip() for line in shown.split("\n")[:-1]])
        if end < start or "-->" in shown or "" in lines:
            return None
        cues.append(Cue(start, end, lines))
    return cues if place == len(text) else None


def _item(block: list[str], line: int, source: str) -> SubRipItem:
    numbered = block[0].strip().isdecimal()
    if len(block) == numbered:
        raise FormatError(source, line, "a number without a time line")
    match = _timing.fullmatch(block[numbered].strip())
    if match is None:
        expected = "expected a time line such as 00:00:01,000 --> 00:00:02,500"
        raise FormatError(source, line + numbered, f"{expected}, found {shown(block[numbered])}")
    for below, text in enumerate(block[numbered + 1 :], numbered + 1):
        if _timing.fullmatch(text.strip()):
            raise FormatError(
                source, line + below, "a time line inside a cue; an empty line is missing before it"
            )
    try:
        item = SubRipItem.from_lines(block)
    except PysrtError as error:
        raise FormatError(source, line, f"pysrt refuses this cue ({one_line(str(error))})") from error
    if item.end < item.start:
        raise FormatError(source, line + numbered, "the cue ends before it begins")
    return item


def _shown(text: str) -> tuple[tuple[str, ...], bool]:
    bare = _styling.sub("", text)
    return tuple([line for part in bare.split("\n") if (line := part.strip())]), bare != text
