"""The one door to pysrt: files of cues written by it, and the class that reads one cue."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from pysrt import Error as PysrtError
from pysrt import SubRipFile, SubRipItem, SubRipTime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["PysrtError", "SubRipItem", "document"]


class _Stamp(SubRipTime):  # type: ignore[misc]  # pysrt has no types
    """A time that brings its text along: pysrt takes two thirds of its time to spell clocks."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


class _Stream(SubRipFile):  # type: ignore[misc]  # pysrt has no types
    """A file that makes its items while it is written: a list of them would keep the garbage collector busy."""

    def __init__(self, columns: Iterable[tuple[str, str, str]]) -> None:
        # pysrt's own line end is that of the machine, and it makes CR CR LF of CR LF.
        super().__init__(eol="\n")
        self._columns = columns

    def __iter__(self) -> Iterator[SubRipItem]:
        for number, (start, end, text) in enumerate(self._columns, 1):
            yield SubRipItem(number, _Stamp(start), _Stamp(end), text)


def document(columns: Iterable[tuple[str, str, str]]) -> str:
    """A file of cues, each given by the clock text of its times and its text."""
    out = StringIO()
    _Stream(columns).write_into(out)
    return out.getvalue()
