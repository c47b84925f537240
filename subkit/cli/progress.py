"""Shows how one long piece of work gets on; every command that takes long uses this.

    messages = Messages(quiet=quiet, verbose=verbose)
    with Progress(messages, f"burn {name}", unit="ms") as progress:
        progress.stage("looking for the fonts")
        run(on_time=lambda done: progress.at(done, duration))    # as often as you like

    for name in passing(messages, "Checking", names):
        ...

On a terminal that is a line which keeps itself up to date and goes away at the end. Elsewhere (a file, a CI log,
``TERM=dumb``) it is a plain line for a new stage and for how far it is, but not before ten seconds have passed nor more often
than every ten: what is done at once says nothing. With ``-q`` it is nothing at all; with ``--log-format json`` an object for
each stage and, once a second at most, for how far it is (``event`` is ``progress``).
Messages said meanwhile go above the line. `Progress.at` fits where a ``Callable[[int, int], None]`` is wanted.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal, Self, TypeVar

from subkit.cli.messages import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from subkit.cli.messages import Messages

Unit = Literal["files", "trials", "ms", "bytes"]
T = TypeVar("T")

_LINE = 0.1
_OBJECT = 1.0
_PLAIN = 10.0
"""Seconds from one drawing of the line to the next; from one object to the next; from one plain line to the next."""


class Progress:
    """How far one piece of work is.

    Args:
        messages: the program's voice.
        label: what is done, and to what: ``burn talk.mp4``.
        unit: what its figures count: files, trials, ms of media, or bytes.
        clock: gives seconds, that never go back.
    """

    def __init__(
        self,
        messages: Messages,
        label: str,
        *,
        unit: Unit = "files",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._messages = messages
        self._label = label
        self._unit: Unit = unit
        self._clock = clock
        self._began = clock()
        self._slow = not (messages.line.live or messages.as_json)
        self._rest = _PLAIN if self._slow else _OBJECT if messages.as_json else _LINE
        # Where lines stay, the first waits until it is worth one.
        self._told = self._began if self._slow else self._began - self._rest
        self._stage = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._messages.line.clear()

    def stage(self, text: str) -> None:
        """Say what is done now.

        Args:
            text: ``rendering``, ``writing segments``, the name of a file.
        """
        self._stage = text
        self._tell(0, None, at_once=not self._slow)

    def at(self, done: int, of: int | None = None, stage: str | None = None) -> None:
        """Say how far it is.

        Args:
            done: how much is done.
            of: how much there is in all, if that is known.
            stage: what is done now, if that is another thing than before.
        """
        if stage is not None:
            self._stage = stage
        self._tell(done, of, at_once=self._messages.as_json and done == of)

    def _tell(self, done: int, of: int | None, *, at_once: bool) -> None:
        now = self._clock()
        if self._messages.quiet or not (at_once or now - self._told >= self._rest):
            return
        self._told = now
        elapsed = now - self._began
        text = f"{self._label}: {', '.join(self._parts(done, of, elapsed))}"
        if self._messages.line.live:
            self._messages.line.draw(escaped(text))
            return
        figures = {"done": done, "of": of, "unit": self._unit, "seconds": round(elapsed, 1)}
        about = {"work": self._label, "stage": self._stage}
        self._messages.note(text, event="progress", more={**about, **figures})

    def _parts(self, done: int, of: int | None, elapsed: float) -> Iterator[str]:
        from subkit.cli.measures import span

        if self._stage:
            yield self._stage
        if of:
            share = min(done / of, 1)
            yield f"{share:.0%}, {self._amount(done)} of {self._amount(of)}"
        elif done:
            yield self._amount(done)
        yield span(elapsed)
        if of and 0 < done < of:
            yield f"{span(elapsed * (of - done) / done)} left"

    def _amount(self, number: int) -> str:
        from subkit.cli.measures import amount, span

        if self._unit == "bytes":
            return amount(number)
        return span(number / 1000) if self._unit == "ms" else str(number)


def passing(
    messages: Messages, label: str, items: Sequence[T], name: Callable[[T], str] | None = None
) -> Iterator[T]:
    """The items one after the other, and how far that is; of a single one nothing is shown.

    Args:
        messages: the program's voice.
        label: what is done to them: ``Converting``.
        items: they.
        name: what to call one.
    """
    if len(items) < 2:  # noqa: PLR2004  # one is no row
        yield from items
        return
    with Progress(messages, label) as progress:
        for done, item in enumerate(items):
            progress.at(done, len(items), name(item) if name else "")
            yield item
        progress.at(len(items), len(items), "")
