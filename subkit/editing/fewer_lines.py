"""Lines of cues joined until there are few enough, as two languages in one cue ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning.width import cells_per_character, measure
from subkit.language import Language
from subkit.report import Repair
from subkit.writing import runs_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.language import Counting
    from subkit.model import Captions, Cue


def fewer_lines(captions: Captions, most: int, longest: int | None = None) -> Captions:
    """The captions with the lines of each cue joined, the shortest pair first, until there are few enough.

    Args:
        captions: the captions.
        most: how many lines a cue may have.
        longest: the most characters a line may have then, as the language counts them; what would be longer stays as it
            is, which ``repairs`` says.
    """
    counting = Language.load(captions.language).counting
    room = None if longest is None else (longest + 1) * cells_per_character(counting)
    cues = tuple(
        [_joined(cue, most, room, counting) if len(cue.lines) > most else cue for cue in captions.cues]
    )
    told = [
        Repair(
            "lines",
            f"cue {number}",
            f"{len(cue.lines)} lines, which would be too long as {most}; left as they are",
        )
        for number, cue in enumerate(cues, 1)
        if len(cue.lines) > most
    ]
    return replace(captions, cues=cues, repairs=(*captions.repairs, *told))


def _joined(cue: Cue, most: int, room: int | None, counting: Counting) -> Cue:
    """The cue with at most so many lines; as it is where a line would fill the room."""
    lines = list(cue.lines)
    markup = list(cue.markup) if len(cue.markup) == len(lines) else []
    while len(lines) > most:
        widths = [measure(_run_on(lines[at : at + 2]), counting) for at in range(len(lines) - 1)]
        least = min(widths)
        if room is not None and least >= room:
            return cue
        at = widths.index(least)
        blank = "" if runs_on(lines[at], lines[at + 1]) else " "
        for rows in filter(None, (lines, markup)):
            rows[at : at + 2] = [f"{rows[at]}{blank}{rows[at + 1]}"]
    return replace(cue, lines=tuple(lines), markup=tuple(markup), speakers=())


def _run_on(lines: Sequence[str]) -> str:
    before, after = lines
    return f"{before}{after}" if runs_on(before, after) else f"{before} {after}"
