"""One line on stderr that is drawn anew in its place, where a person watches a terminal that can do that."""

from __future__ import annotations

import os
import sys
from typing import ClassVar

_CLEAR = "\r\x1b[K"


class LiveLine:
    """The line; there is one stderr, so whoever writes takes away what any other has drawn.

    Args:
        wanted: show it at all.

    Attributes:
        live: whether somebody watches.
    """

    _drawn: ClassVar[bool] = False

    def __init__(self, *, wanted: bool = True) -> None:
        dumb = os.environ.get("TERM") == "dumb"  # it cannot take a line away again
        self.live = wanted and sys.stderr is not None and sys.stderr.isatty() and not dumb

    def draw(self, text: str) -> None:
        """Show this text, cut to what the terminal holds."""
        if not self.live:
            return
        from subkit.cli.measures import fitted

        # A line that wraps could not be taken away again.
        LiveLine._drawn = _put(_CLEAR + fitted(text, columns()))

    @classmethod
    def clear(cls) -> None:
        """Take the line away, if it is there."""
        if LiveLine._drawn:
            LiveLine._drawn = False
            _put(_CLEAR)


def _put(text: str) -> bool:
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        return False  # the terminal is gone; the work goes on
    return True


def columns() -> int:
    """How many columns the line may take."""
    import shutil

    return max(1, shutil.get_terminal_size().columns - 1)
