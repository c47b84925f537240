"""What cues that are cut anew can keep of the file they were in, and what is told to be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.report import Repair

if TYPE_CHECKING:
    from subkit.model import Captions

_OF_CUES = (
    ("identifier", "id", "their names"),
    ("position", "settings", "their places"),
    ("styling", "markup", "their styling"),
)


def shed(cut: Captions, before: Captions) -> Captions:
    """Captions that were cut anew, with what held for the whole of their file; ``repairs`` tells what held for its cues.

    Args:
        cut: the new captions.
        before: those of the file.
    """
    counts = [
        (kind, sum(bool(getattr(cue, name)) for cue in before.cues), "cues", what)
        for kind, name, what in _OF_CUES
    ]
    counts.append(("note", sum(block.kind == "note" for block in before.blocks), "notes", "they"))
    lost = [
        Repair(kind, f"{count} {things}", f"{what} were left out: the cues are others now")
        for kind, count, things, what in counts
        if count
    ]
    blocks = tuple([replace(block, before=0) for block in before.blocks if block.kind != "note"])
    return replace(cut, blocks=blocks, repairs=(*cut.repairs, *lost))
