"""The time, chance and sleep of drivers, as an object: tests have their own."""

from __future__ import annotations

import random
import time

import anyio


class Clock:
    """The time, and sleep; tests have their own."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back, whatever is done to the machine's clock."""
        return time.monotonic()

    def chance(self) -> float:
        """A number from 0 to 1, for jitter."""
        return random.random()  # noqa: S311  # spreads calls, guards nothing

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Wait while others work."""
        await anyio.sleep(seconds)
