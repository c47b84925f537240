"""The styling of SubRip cues: tags and places that are no part of a standard, and what of it they cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.formats.placing import is_nearest_only
from subkit.formats.srt import tags
from subkit.formats.styled import Run, lost_tags, styled_lines, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from subkit.formats.styled import Line
    from subkit.formats.writing import Writing
    from subkit.model import Cue

_EMBEDDED = 2
"""How many characters an embedding adds to a line."""


def styled(cues: Sequence[Cue], written: Sequence[str], how: Writing) -> list[str | None]:
    """The text of each cue with its styling and its place; ``None`` where its markup is not that of its text.

    Args:
        cues: what is written.
        written: the text of each cue as it is written without styling.
        how: how who speaks is said.
    """
    rows = styled_lines(cues, how.labels, styling=True)
    found: list[str | None] = []
    for cue, text, lines in zip(cues, written, rows, strict=True):
        body = _tagged(text, lines) if cue.markup else text
        found.append(None if body is None else tags.override(cue.settings) + body)
    return found


def _tagged(text: str, lines: Sequence[Line]) -> str | None:
    """The written text with the tags of its runs; ``None`` where players could not tell the tags from the text."""
    rows = text.split("\n")
    if len(rows) != len(lines) or not any(run.tags for line in lines for run in line):
        return None
    found = []
    for row, line, bare in zip(rows, lines, texts_of(lines), strict=True):
        around = len(row) - len(bare)
        if around not in {0, _EMBEDDED}:
            return None
        place = around // 2
        runs = []
        for run in line:
            runs.append(Run(row[place : place + len(run.text)], run.tags))
            place += len(run.text)
        found.append(row[: around // 2] + tags.written([runs]) + row[place:])
    return "\n".join(found)


def losses(cue: Cue, *, is_written: bool) -> Iterator[tuple[str, str]]:
    """What of a cue's styling is lost, as the kind of repair and its message; ``is_written``: whether any is written."""
    if not is_written:
        yield "styling", "the tags and the place were left out, for the text has what players take for tags"
        return
    if lost := lost_tags(cue):
        yield "styling", f"SubRip has no tags for {', '.join(lost)}; left out"
    if is_nearest_only(cue.settings):
        yield "position", "SubRip knows nine places; the nearest was written"
