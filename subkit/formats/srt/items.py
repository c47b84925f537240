"""The one door to pysrt: how it writes a cue, and the class that reads one cue."""

from __future__ import annotations

from itertools import chain, repeat

from pysrt import Error as PysrtError
from pysrt import SubRipItem

__all__ = ["PysrtError", "SubRipItem", "document"]


def document(starts: list[str], ends: list[str], texts: list[str]) -> str:
    """A file of cues, each given by the clock text of its times and its text."""
    # An item and two times for each cue, as pysrt's own loop wants them, would take five times as long.
    pattern: str = SubRipItem.ITEM_PATTERN
    columns = zip(range(1, len(texts) + 1), starts, ends, repeat(""), texts)
    found = f"{pattern}\n" * len(texts) % tuple(chain.from_iterable(columns))
    if "\n\n\n" not in found:
        return found
    # A text that is empty, or ends with a line feed, has its empty line already.
    items = [
        pattern % (number, start, end, "", text)
        for number, (start, end, text) in enumerate(zip(starts, ends, texts, strict=True), 1)
    ]
    return "".join([item if item.endswith("\n\n") else f"{item}\n" for item in items])
