"""The time that the stand-ins live by: the real one, a quicker one, or one that a test sets."""

from __future__ import annotations

import asyncio
import time


class Clock:
    """Real time, times a factor.

    Args:
        speed: how many of the stand-in's seconds pass in a real one; 60 makes an hour of waiting a minute.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self._real_start = time.monotonic()
        self._start = time.time()
        self._skipped = 0.0

    def now(self) -> float:
        """The stand-in's time, in seconds since 1970."""
        return self._start + self._skipped + (time.monotonic() - self._real_start) * self.speed

    def skip(self, seconds: float) -> None:
        """Let that much time have passed at once, e.g. the 24 hours that an upload address lives."""
        self._skipped += seconds

    async def sleep(self, seconds: float) -> None:
        """Wait until that much of the stand-in's time has passed, however it passes."""
        end = self.now() + seconds
        while (left := end - self.now()) > 0:  # noqa: ASYNC110 - `skip` may be called from any thread
            await asyncio.sleep(min(left / self.speed, 0.05))
