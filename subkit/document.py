"""What a caption file says besides the words of its cues: where they are shown, its notes, styles and header."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class CueSettings(Struct, frozen=True, gc=False, omit_defaults=True):
    """Where a cue is shown, in the terms and with the defaults of WebVTT's cue settings (W3C WebVTT, 3.1 and 6.3).

    Attributes:
        vertical: the writing direction: ``rl`` and ``lr`` for vertical text, otherwise empty.
        line: the line, or the distance from the top in per cent; ``None`` is ``auto``.
        snap_to_lines: whether `line` counts lines (negative ones from the bottom) instead of per cent.
        line_align: which edge of the cue stands at `line`.
        position: how far from the left in per cent; ``None`` is ``auto``.
        position_align: which edge of the cue stands at `position`.
        size: the width in per cent of the video's.
        align: how the lines are aligned.
        region: the id of the region it is shown in.
    """

    vertical: Literal["", "rl", "lr"] = ""
    line: float | None = None
    snap_to_lines: bool = True
    line_align: Literal["start", "center", "end"] = "start"
    position: float | None = None
    position_align: Literal["line-left", "center", "line-right", "auto"] = "auto"
    size: float = 100
    align: Literal["start", "center", "end", "left", "right"] = "center"
    region: str | None = None


class Block(Struct, frozen=True, gc=False):
    """What a caption file holds besides cues, kept as it stands.

    Attributes:
        kind: what it is: ``header`` (what follows ``WEBVTT`` and the lines below it), ``note``, ``style``, ``region``, or a
            reader's own name.
        text: its text, lines joined by line feeds; without the line that names a style or a region.
        before: the index of the cue it stands before; the number of cues if it comes last.
    """

    kind: str
    text: str
    before: int = 0
