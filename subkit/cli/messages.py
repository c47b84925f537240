"""What the program says on stderr: each message one line, escaped, so that no payload can speak to the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")

_LONGEST = 400
_CLEAR_LINE = "\r\x1b[K"


def escaped(text: str) -> str:
    r"""The text with everything that is not plainly printable written as an escape, and its middle cut if it is long.

    >>> print(escaped("red \x1b[31m and\nmore"))
    red \x1b[31m and\nmore
    """
    if len(text) > _LONGEST:
        half = _LONGEST // 2
        text = f"{text[:half]} ... {text[-half:]}"
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text
    )


class Messages:
    """The program's voice for one run.

    Args:
        quiet: say errors only.
        verbose: say also what was written; a person at a terminal is told without asking.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._quiet = quiet
        self._verbose = verbose or self._terminal
        self._bar_shown = False

    def error(self, text: str) -> None:
        """Say what failed, always."""
        self._say(f"subkit: {text}")

    def bug(self, error: BaseException) -> None:
        """Show the traceback of a bug, always; what a payload put into it is escaped, too."""
        import traceback

        for line in "".join(traceback.format_exception(error)).splitlines():
            self._say(line)
        self.error("this is a bug, in subkit or in a plug-in; please report it with the lines above")

    def note(self, text: str) -> None:
        """Say what the user should know."""
        if not self._quiet:
            self._say(text)

    def detail(self, text: str) -> None:
        """Say what was done, to those who asked and to those who watch."""
        if self._verbose and not self._quiet:
            self._say(text)

    def progress(self, items: Sequence[T]) -> Iterator[T]:
        """The items, with a bar while they pass if there are several and somebody watches."""
        self._bar_shown = self._terminal and not self._quiet and len(items) > 1
        if not self._bar_shown:
            yield from items
            return
        import click

        with click.progressbar(items, label="Converting", file=sys.stderr) as bar:
            yield from bar

    def meter(self, label: str) -> Callable[[int, int], None] | None:
        """Shows how many of how many are done, on one line that goes away; ``None`` if nobody watches."""
        if not self._terminal or self._quiet:
            return None

        def show(done: int, all_: int) -> None:
            self._bar_shown = done < all_
            sys.stderr.write(f"{_CLEAR_LINE}{label}: {done} of {all_}" if done < all_ else _CLEAR_LINE)
            sys.stderr.flush()

        return show

    def _say(self, text: str) -> None:
        if sys.stderr is None:
            return
        try:
            sys.stderr.write(f"{_CLEAR_LINE if self._bar_shown else ''}{escaped(text)}\n")
            sys.stderr.flush()
        except OSError:
            # Nobody hears the message, and there is nowhere to say so; the exit code still tells.
            return
