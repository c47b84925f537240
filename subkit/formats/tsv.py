"""Tab-separated values as openai-whisper writes them: begin and end in ms and the text, one cue a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.errors import FormatError
from subkit.formats.portable import changes, check_times
from subkit.formats.text import cue_lines
from subkit.formats.writing import PLAIN, Writing
from subkit.model import Captions, Cue
from subkit.patterns import pattern
from subkit.report import Repair
from subkit.wording import shown

if TYPE_CHECKING:
    import re

HEADER = "start\tend\ttext"

_newline = pattern("\r\n?|\n")
_row = pattern(r"([0-9]{1,12})\t([0-9]{1,12})\t([^\t]*)")


def render(captions: Captions, how: Writing = PLAIN) -> str:
    """Captions as TSV, with LF at line ends; the lines of a cue are joined, and tabs in it are blanks.

    Raises:
        FormatError: a cue's times cannot be written.
        UnknownNameError: there is no such style of labels.
    """
    check_times(captions.cues, "tsv")
    rows = zip(captions.cues, cue_lines(captions, how.labels), strict=True)
    return "".join(
        [f"{HEADER}\n", *(f"{cue.start}\t{cue.end}\t{line.replace(chr(9), ' ')}\n" for cue, line in rows)]
    )


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:
    """What `render` writes otherwise than it stands in the captions."""
    tabs = [
        Repair("tab", f"cue {number}", "a tab would begin another column; written as a blank")
        for number, cue in enumerate(captions.cues, 1)
        if "\t" in cue.text.strip("\t")
    ]
    return [*changes(captions.cues, style=how.labels, markup=False), *joined(captions), *tabs]


def joined(captions: Captions) -> list[Repair]:
    """That cues of several lines are written on one, as one repair."""
    count = sum(len(cue.lines) > 1 for cue in captions.cues)
    place = f"{count} cue{'' if count == 1 else 's'}"
    return [Repair("lines", place, "a cue is one line here; their lines were joined")] if count else []


def parse(text: str, source: str = "tsv", *, lenient: bool = False) -> Captions:
    """Captions from TSV with the three columns of `render`.

    Args:
        text: the file's content.
        source: its name in messages.
        lenient: take a line that is no row for more text of the cue before, and an end before its begin for the begin;
            ``repairs`` says so.

    Raises:
        FormatError: it has another header, or a row that is none.
    """
    lines = _newline.split(text.removeprefix("\ufeff"))
    if lines[0].strip() != HEADER:
        raise FormatError(source, 1, f"expected the columns start, end and text, found {shown(lines[0])}")
    cues: list[Cue] = []
    repairs: list[Repair] = []
    for number, line in enumerate(lines[1:], 2):
        match = _row.fullmatch(line)
        fault = _fault(line, match)
        if fault and not lenient:
            raise FormatError(source, number, f"{fault}, found {shown(line)}")
        if fault:
            repairs.append(Repair("row", f"line {number}", f"{fault}; its text was kept"))
        if match:
            start, said = int(match[1]), match[3].strip()
            cues.append(Cue(start, max(start, int(match[2])), (said,) if said else ()))
        elif fault:
            before = cues.pop() if cues else Cue(0, 0, ())
            cues.append(Cue(before.start, before.end, (*before.lines, " ".join(line.split()))))
    return Captions(tuple(cues), repairs=tuple(repairs))


def _fault(line: str, match: re.Match[str] | None) -> str:
    """What is wrong with a line; nothing with an empty one."""
    if match is None:
        return "expected two times in ms and a text, parted by tabs" if line.strip() else ""
    return "the cue ends before it begins" if int(match[2]) < int(match[1]) else ""
