"""Captions written cue by cue: WebVTT, SubRip or JSON Lines that are whole after every cue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct

from subkit.formats import render
from subkit.formats.writing import Writing
from subkit.model import Captions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.labels import SpeakerStyle
    from subkit.model import Cue

LiveFormat = Literal["vtt", "srt", "jsonl"]


class CueLine(Struct, frozen=True, gc=False, omit_defaults=True):
    """A cue as a line of JSON: when it is shown, in ms, its lines, and the label of who speaks (of two, one a line)."""

    start: int
    end: int
    lines: tuple[str, ...]
    speaker: str | None = None
    speakers: tuple[str, ...] = ()


class Written:
    """What is appended to a file for each cue.

    Args:
        form: the format.
        style: how the text says who speaks; ``None`` for the format's own way.
    """

    def __init__(self, form: LiveFormat, style: SpeakerStyle | None = None) -> None:
        self._form = form
        self._how = Writing(speaker_style=style)
        self._before: tuple[Cue, ...] = ()
        self._count = 0

    def head(self) -> str:
        """What stands before the first cue."""
        return "WEBVTT\n" if self._form == "vtt" else ""

    def cues(self, cues: Sequence[Cue]) -> str:
        """What is appended for some cues."""
        if not cues:
            return ""
        if self._form == "jsonl":
            return "".join([_line(cue) for cue in cues])
        # The cue before them says whose label is known already.
        text = render(Captions((*self._before, *cues)), self._form, self._how)
        head = len(self._before) + (self._form == "vtt")
        blocks = text.strip("\n").split("\n\n")[head:]
        self._before = (cues[-1],)
        if self._form == "vtt":
            return "".join([f"\n{block}\n" for block in blocks])
        first, self._count = self._count + 1, self._count + len(blocks)
        return "".join(
            [f"{number}\n{block.split(chr(10), 1)[1]}\n\n" for number, block in enumerate(blocks, first)]
        )


def _line(cue: Cue) -> str:
    line = CueLine(cue.start, cue.end, cue.lines, cue.speaker, cue.speakers)
    return msgspec.json.encode(line).decode() + "\n"
