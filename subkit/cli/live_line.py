"""One line on stderr that is drawn anew in its place, where a person watches a terminal that can do that."""

from __future__ import annotations

import os
import sys

_CLEAR = "\r\x1b[K"


class LiveLine:
    """The line.

    Args:
        wanted: show it at all.

    Attributes:
        live: whether somebody watches.
    """

    def __init__(self, *, wanted: bool = True) -> None:
        dumb = os.environ.get("TERM") == "dumb"  # it cannot take a line away again
        self.live = wanted and sys.stderr is not None and sys.stderr.isatty() and not dumb
        self._drawn = False

    def draw(self, text: str) -> None:
        """Show this text, cut to what the terminal holds."""
        if not self.live:
            return
        from subkit.cli.measures import fitted

        # A line that wraps could not be taken away again.
        self._put(_CLEAR + fitted(text, columns()))
        self._drawn = True

    def clear(self) -> None:
        """Take the line away, if it is there."""
        if self._drawn:
            self._put(_CLEAR)
            self._drawn = False

    def _put(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:
            self.live = False  # the terminal is gone; the work goes on


def columns() -> int:
    """How many columns the line may take."""
    import shutil

    return max(1, shutil.get_terminal_size().columns - 1)
