"""Writes SubRip: text that its players show as it stands, with tags and places only where they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.formats.direction import Need, directed, marked
from subkit.formats.portable import all_plain, all_unmarked, changes, check_times
from subkit.formats.srt.items import document
from subkit.formats.writing import PLAIN, Writing
from subkit.labels import texts
from subkit.report import Repair
from subkit.timecode import clocks
from subkit.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.model import Captions

_NEED: Need = "embedding"


def render(captions: Captions, how: Writing = PLAIN) -> str:
    r"""Captions as SubRip, with LF at line ends.

    Args:
        captions: what to write.
        how: whether and how to say who speaks, where it is another one than in the cue before; whether to write tags
            and ``{\an8}``, which are no part of a standard, but known to many players.

    Raises:
        FormatError: a cue's times cannot be written.
        UnknownNameError: there is no such style.
    """
    cues = captions.cues
    check_times(cues, "srt")
    written = _texts(captions, how)
    if how.styling:
        from subkit.formats.srt import styling  # noqa: PLC0415 - plain text waits for no markup

        styled = styling.styled(cues, written, how)
        written = [text if one is None else one for text, one in zip(written, styled, strict=True)]
    starts = clocks([cue.start for cue in cues], ",")
    ends = clocks([cue.end for cue in cues], ",")
    return document(starts, ends, written)


def alterations(captions: Captions, how: Writing = PLAIN) -> list[Repair]:
    """What `render` writes otherwise than it stands in the captions, or not at all."""
    return [
        *changes(captions.cues, style=how.labels, markup=True),
        *marked(texts(captions.cues, how.labels), captions.language, _NEED),
        *_losses(captions, how),
    ]


def _texts(captions: Captions, how: Writing) -> list[str]:
    """The text of each cue without any styling."""
    found = all_unmarked(all_plain(texts(captions.cues, how.labels)))
    return directed(found, captions.language, _NEED)


def _losses(captions: Captions, how: Writing) -> Iterator[Repair]:
    for block in captions.blocks:
        place = f"{block.kind} before cue {block.before + 1}"
        yield Repair("block", place, "SubRip has no place for it; the block was left out")
    odd = [
        (number, cue) for number, cue in enumerate(captions.cues, 1) if cue.markup or cue.settings or cue.id
    ]
    if not odd:
        return
    if how.styling:
        from subkit.formats.srt import styling  # noqa: PLC0415 - plain text waits for no markup

        styled = styling.styled(captions.cues, _texts(captions, how), how)
    for number, cue in odd:
        place = f"cue {number}"
        if how.styling:
            for kind, message in styling.losses(cue, is_written=styled[number - 1] is not None):
                yield Repair(kind, place, message)
        elif cue.markup or cue.settings:
            what = "place" if not cue.markup else "tags" if not cue.settings else "tags and the place"
            yield Repair(
                "styling", place, f"the {what} of the text were left out; SubRip has no standard for them"
            )
        if cue.id:
            yield Repair("identifier", place, f"the identifier {shown(cue.id)} was left out")
