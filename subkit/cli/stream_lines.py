"""The lines of a stream as they come, and the silences between them."""

from __future__ import annotations

import queue
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from subkit.cli.inputs import STDIN, shown
from subkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import BinaryIO

LONGEST: Final = 1 << 22
"""The longest line, in bytes: what is longer comes in pieces, and is no line of any kind (house figure)."""
_AHEAD: Final = 1000
_PATIENCE: Final = 0.2


def lines_of(source: str, stall: int | None) -> Generator[bytes | None, None, None]:
    """The lines of a file, a pipe or stdin (``-``), with their ends; ``None`` once for each time that nothing comes.

    A thread waits for the lines, so that silence can be told on every system; it ends when the generator is closed.

    Args:
        source: the path.
        stall: after how many ms without a line ``None`` is given; ``None`` for never.

    Raises:
        InputError: it cannot be read.
    """
    name = shown(source)
    reader = _Reader(_opened(source, name))
    reader.start()
    try:
        silent = stall is None
        while True:
            try:
                line = reader.found.get(timeout=None if silent or stall is None else stall / 1000)
            except queue.Empty:
                silent = True
                yield None
                continue
            if isinstance(line, OSError):
                raise InputError(name, line.strerror or str(line))
            if not line:
                return
            silent = stall is None
            yield line
    finally:
        reader.end()


def _opened(source: str, name: str) -> BinaryIO:
    if source == STDIN and sys.stdin is None:
        raise InputError(name, "is closed")
    try:
        if source == STDIN:
            # Not the interpreter's own object: that must not be waiting when the program ends.
            return open(sys.stdin.fileno(), "rb", closefd=False)
        return Path(source).open("rb")
    except (OSError, ValueError) as error:
        raise InputError(name, getattr(error, "strerror", None) or str(error)) from error


class _Reader(threading.Thread):
    """Hands lines on; at the end, nothing at all, or what went wrong."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(daemon=True)
        self.found: queue.Queue[bytes | OSError] = queue.Queue(_AHEAD)
        self._stream = stream
        self._ended = threading.Event()

    def run(self) -> None:
        """Read until the end, or until nobody listens."""
        with self._stream:
            try:
                while self._put(line := self._stream.readline(LONGEST)) and line:
                    pass
            except (OSError, ValueError) as error:
                self._put(error if isinstance(error, OSError) else OSError(str(error)))

    def end(self) -> None:
        """Listen no more; a thread that waits for a pipe is left to it."""
        self._ended.set()
        self.join(_PATIENCE)

    def _put(self, line: bytes | OSError) -> bool:
        while not self._ended.is_set():
            try:
                self.found.put(line, timeout=_PATIENCE)
            except queue.Full:
                continue
            return True
        return False
