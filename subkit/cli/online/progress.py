"""Shows how a job gets on: one line that keeps itself up to date on a terminal, one line a change elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from subkit.cli.messages import escaped
from subkit.jobs.flow import Checkpoint, Wait

if TYPE_CHECKING:
    from subkit.cli.messages import Messages
    from subkit.jobs.flow import Step

_CLEAR = "\r\x1b[K"


class Progress:
    """Is told each step of a job before it is done.

    Args:
        name: what the job is called in messages.
        messages: the program's voice.
        quiet: show nothing.
    """

    def __init__(self, name: str, messages: Messages, *, quiet: bool) -> None:
        self._name = name
        self._messages = messages
        self._quiet = quiet
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._began = time.monotonic()
        self._last = ""
        self._drawn = False

    def __call__(self, step: Step) -> None:
        """Show a step."""
        if self._quiet:
            return
        if isinstance(step, Checkpoint):
            status = f" ({step.job.status})" if step.job.status else ""
            self._changed(f"{step.job.state}{status}")
        elif isinstance(step, Wait):
            if self._terminal:
                self._draw(step)
            elif "trying again" in step.reason or "asks to wait" in step.reason:
                self._changed(step.reason)

    def done(self) -> None:
        """Take the line away that keeps itself up to date."""
        if self._drawn:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
            self._drawn = False

    def _changed(self, text: str) -> None:
        if text != self._last:
            self._last = text
            self.done()
            self._messages.note(f"{self._name}: {text}, {clock(time.monotonic() - self._began)}")

    def _draw(self, wait: Wait) -> None:
        elapsed = clock(time.monotonic() - self._began)
        line = f"{self._name}: {wait.reason}, {elapsed}, next look in {clock(wait.seconds)}"
        sys.stderr.write(f"{_CLEAR}{escaped(line)}")
        sys.stderr.flush()
        self._drawn = True


def clock(seconds: float) -> str:
    """A span of time for people.

    >>> clock(7.4), clock(83), clock(3 * 3600 + 62)
    ('7 s', '1:23', '3:01:02')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{rest:02}"
    return f"{minutes}:{rest:02}" if minutes else f"{rest} s"
