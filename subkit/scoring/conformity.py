"""The three conformity figures of subtitling research: characters a line, characters a second, lines a cue."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.model import Cue

LINE_LENGTH = 42
SPEED = 21
LINES = 2


class Conformity(Struct, frozen=True, gc=False):
    """Shares, 0 to 1, as FBK's ``subtitle_compliance.py`` counts them; NaN where there is nothing to count.

    Attributes:
        line_length: lines (not cues) of 42 characters at most, blanks at their ends left out (CPL).
        speed: cues of 21 characters a second at most; a line break is no character (CPS).
        lines: cues of two lines at most (LPB).
    """

    line_length: float
    speed: float
    lines: float


def conformity(cues: Sequence[Cue]) -> Conformity:
    """How many lines and cues keep to the limits that the shared tasks of IWSLT set."""
    rows = [[len(line.strip()) for line in cue.lines] for cue in cues]
    return Conformity(
        _share([length <= LINE_LENGTH for row in rows for length in row]),
        _share([sum(row) * 1000 <= SPEED * cue.duration for row, cue in zip(rows, cues, strict=True)]),
        _share([len(row) <= LINES for row in rows]),
    )


def _share(kept: Sequence[bool]) -> float:
    return sum(kept) / len(kept) if kept else math.nan
