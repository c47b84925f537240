"""The program in a process of its own, for which the time between two questions passes quickly.

Usage: hasty_program.py ARGUMENTS, as of subkit.
"""

from __future__ import annotations

import sys
import time

from subkit.cli import main
from subkit.jobs.clock import Clock

_NAP = 0.05  # seconds


class Hasty(Clock):
    """Naps where others wait."""

    def sleep(self, seconds: float) -> None:
        time.sleep(min(seconds, _NAP))


def program(*arguments: str) -> list[str]:
    """The command that runs it."""
    return [sys.executable, __file__, *arguments]


if __name__ == "__main__":
    sys.exit(main(clock=Hasty()))
