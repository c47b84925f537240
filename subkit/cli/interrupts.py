"""What Ctrl-C does: once, the work ends in order and says how to go on; pressed again it is not heard, until that takes too long."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, NoReturn

from subkit.cli.exits import Exit

if TYPE_CHECKING:
    from types import FrameType

GRACE = 2.0
"""Seconds that ending in order may take before another Ctrl-C ends the program at once. Everything on disk survives that."""


class Interrupts:
    """The handler of the program's own process; what is called within another program leaves its signals alone."""

    def __init__(self) -> None:
        self._first: float | None = None

    def hear(self) -> None:
        """Listen from now on, unless the program was started deaf, as shells start what runs in the background."""
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._heard)

    def end(self) -> None:
        """Listen no more, if the program ends because it heard something: the interpreter would end by the signal."""
        if self._first is not None:
            signal.signal(signal.SIGINT, signal.SIG_IGN)

    def _heard(self, _: int, __: FrameType | None) -> None:
        now = time.monotonic()
        if self._first is None:
            self._first = now
            raise KeyboardInterrupt
        if now - self._first > GRACE:
            _leave()


def _leave() -> NoReturn:
    os._exit(Exit.INTERRUPTED)
