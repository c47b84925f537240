"""What cues that are cut anew keep of the file they were in, and what is told to be lost."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.editing.markup import glyphs, marked
from subkit.report import Repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subkit.editing.markup import Glyph
    from subkit.model import Captions, Cue

_BLANK = {0xA0: "&nbsp;"}
_ESCAPED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", **{chr(blank): text for blank, text in _BLANK.items()}}
)


def shed(cut: Captions, before: Captions) -> Captions:
    """Captions that were cut anew, with what held for the whole of their file, and with the styling of their characters.

    Names, places and notes belonged to the old cues: ``repairs`` tells that they are gone. So does it of styling, where
    the characters are not the same any more.

    Args:
        cut: the new captions.
        before: those of the file.
    """
    styled = _styled(cut.cues, before.cues)
    cues = before.cues
    counts = (
        ("identifier", sum(cue.id is not None for cue in cues), "cue", "names"),
        ("position", sum(cue.settings is not None for cue in cues), "cue", "places"),
        ("styling", 0 if styled else sum(bool(cue.markup) for cue in cues), "cue", "styling"),
        ("note", sum(block.kind == "note" for block in before.blocks), "note", "notes"),
    )
    lost = [
        Repair(
            kind, f"{count} {thing}{'' if count == 1 else 's'}", f"{what} left out: the cues are others now"
        )
        for kind, count, thing, what in counts
        if count
    ]
    blocks = tuple([replace(block, before=0) for block in before.blocks if block.kind != "note"])
    return replace(cut, cues=styled or cut.cues, blocks=blocks, repairs=(*cut.repairs, *lost))


def _styled(cut: Sequence[Cue], before: Sequence[Cue]) -> tuple[Cue, ...]:
    """The new cues with the tags of the old ones' characters; nothing if there are none, or the characters are others."""
    if not any(cue.markup for cue in before):
        return ()
    source = [glyph for cue in before for glyph in _glyphs(cue)]
    if [glyph.shown for glyph in source] != [*_characters(cut)]:
        return ()
    supply = iter(source)
    made = [tuple(marked(cue.lines, supply, _BLANK)) for cue in cut]
    return tuple(
        [
            replace(cue, markup=lines) if any("<" in line for line in lines) else cue
            for cue, lines in zip(cut, made, strict=True)
        ]
    )


def _glyphs(cue: Cue) -> list[Glyph]:
    lines = cue.markup or [line.translate(_ESCAPED) for line in cue.lines]
    return glyphs("\n".join(lines), "vtt")[1]


def _characters(cues: Sequence[Cue]) -> Iterable[str]:
    shown = chain.from_iterable([line for cue in cues for line in cue.lines])
    return (character for character in shown if not character.isspace())
