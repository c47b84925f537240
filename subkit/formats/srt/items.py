"""The one door to pysrt: how it writes a cue, and the class that reads one cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysrt import Error as PysrtError
from pysrt import SubRipItem

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["PysrtError", "SubRipItem", "document"]


def document(columns: Iterable[tuple[str, str, str]]) -> str:
    """A file of cues, each given by the clock text of its times and its text."""
    # An item and two times for each cue, as pysrt's own loop wants them, would take five times as long.
    pattern: str = SubRipItem.ITEM_PATTERN
    items = [pattern % (number, start, end, "", text) for number, (start, end, text) in enumerate(columns, 1)]
    return "".join([item if item.endswith("\n\n") else f"{item}\n" for item in items])
