"""Shows how jobs get on: lines for what changed, and on a terminal one more that keeps itself up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.adapter import State
from subkit.cli.live_line import columns
from subkit.cli.measures import amount, fitted, span
from subkit.cli.messages import escaped
from subkit.cli.online.shown import called
from subkit.cli.progress import Progress
from subkit.jobs.clock import Clock
from subkit.jobs.flow import Ask, Checkpoint, Wait

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.adapter import Job
    from subkit.cli.messages import Messages
    from subkit.jobs.flow import Step
    from subkit.jobs.records import Record

_TICK = 1.0  # seconds


class JobProgress:
    """Is told each step of a job before it is done.

    Args:
        record: the job as it was.
        display: where it is shown.
    """

    def __init__(self, record: Record, display: Display) -> None:
        self.name = called(record)
        self._media = record.source.name
        self.doing = ""
        self.next_look = 0.0
        self.ended = False
        self._display = display
        self._began = display.clock.monotonic()
        self._job = record.job
        self._last = ""
        self._upload = display.upload(self.name)

    def __call__(self, step: Step) -> None:
        """Show a step."""
        if isinstance(step, Checkpoint):
            self._saved(step.job)
        elif isinstance(step, Wait):
            self.next_look = self._display.clock.monotonic() + step.seconds
            is_status = step.reason in {self._job.status, str(self._job.state)}
            if not (is_status and self._last):
                self._changed(_told(self._job) if is_status else step.reason)
            self.doing = step.reason
        elif step.file is not None:
            self._display.uploading = self
            self._upload = self._display.upload(self.name)
            name = "" if step.file.name == self._media else f" {step.file.name},"
            self._changed(f"uploading{name} {amount(_size(step))}")

    def sent(self, done: int, size: int) -> None:
        """Show how much of its file is sent."""
        self.doing = f"uploading, {done * 100 // max(size, 1)} % of {amount(size)}"
        self.next_look = 0.0
        if self._display.watched:
            self._display.draw()
        else:
            self._upload.at(done, size)

    @property
    def elapsed(self) -> str:
        """How long it has taken so far, for people."""
        return span(self._display.clock.monotonic() - self._began)

    def _saved(self, job: Job) -> None:
        self._job = job
        self.doing = job.status or str(job.state)
        if job.state is not State.NEW:  # that is told by what is done for it
            self._changed(_told(job))

    def _changed(self, text: str) -> None:
        if text and text != self._last:
            self._last = text
            self._display.note(f"{self.name}: {text}, {self.elapsed}", self._job)


class Display:
    """The jobs of a run, for whoever looks.

    Args:
        messages: the program's voice.
        quiet: show nothing.
        clock: the time and sleep; on a terminal its sleep is broken into seconds, to count them down.

    Attributes:
        clock: that clock.
        watched: whether somebody sees the line.
        uploading: the job whose file is being sent.
    """

    def __init__(self, messages: Messages, *, quiet: bool, clock: Clock | None = None) -> None:
        self._line = messages.line
        watched = self._line.live and not quiet
        self.clock = Ticking(clock or Clock(), self) if watched else clock or Clock()
        self.watched = watched
        self._messages = messages
        self._quiet = quiet
        self._jobs: dict[str, JobProgress] = {}
        self._shown: list[JobProgress] = []
        self.uploading: JobProgress | None = None

    def job(self, record: Record) -> JobProgress:
        """What shows a job."""
        return self._jobs.setdefault(record.key, JobProgress(record, self))

    def show(self, keys: Sequence[str]) -> None:
        """Keep the line up to date for these jobs."""
        self._shown = [self._jobs[key] for key in keys]

    def unfinished(self, keys: Sequence[str]) -> set[str]:
        """Those of the jobs that have not ended."""
        return {key for key in keys if not self._jobs[key].ended}

    def sent(self, _: Ask, done: int, size: int) -> None:
        """Show how much is sent of the file of the job that uploads."""
        if self.uploading is not None:
            self.uploading.sent(done, size)

    def upload(self, name: str) -> Progress:
        """What tells how an upload gets on where nobody watches."""
        return Progress(self._messages, f"{name}: uploading", unit="bytes", clock=self.clock.monotonic)

    def note(self, text: str, job: Job) -> None:
        """Say what changed about a job."""
        if not self._quiet:
            more = {"provider": job.adapter, "job": job.id, "state": str(job.state)}
            self._messages.note(text, event="job", more=more)

    def draw(self) -> None:
        """Bring the line up to date."""
        waiting = [job for job in self._shown if not job.ended]
        if self.watched and waiting:
            self._line.draw(self._text(waiting))

    def clear(self) -> None:
        """Take the line away."""
        self._line.clear()

    def _text(self, waiting: Sequence[JobProgress]) -> str:
        job = min(waiting, key=lambda one: one.next_look)
        left = job.next_look - self.clock.monotonic()
        look = f", next look in {span(left)}" if left > 0 else ""
        rest = escaped(f": {job.doing}, {job.elapsed}{look}")
        all_ = len(self._shown)
        ended = f"{all_ - len(waiting)} of {all_} ended; " if all_ > 1 else ""
        name = fitted(escaped(job.name), max(1, columns() - len(ended) - len(rest)))
        return f"{ended}{name}{rest}"


class Ticking(Clock):
    """A clock whose sleep shows how the time goes by."""

    def __init__(self, clock: Clock, display: Display) -> None:
        self._clock = clock
        self._display = display

    def now(self) -> float:
        """As of the clock."""
        return self._clock.now()

    def monotonic(self) -> float:
        """As of the clock."""
        return self._clock.monotonic()

    def chance(self) -> float:
        """As of the clock."""
        return self._clock.chance()

    def sleep(self, seconds: float) -> None:
        """Wait, and draw each second."""
        until = self.monotonic() + seconds
        while (left := until - self.monotonic()) > 0:
            self._display.draw()
            self._clock.sleep(min(left, _TICK))

    async def sleep_async(self, seconds: float) -> None:
        """As of the clock."""
        await self._clock.sleep_async(seconds)


def _told(job: Job) -> str:
    return f"{job.state} ({job.status})" if job.status else str(job.state)


def _size(step: Ask) -> int:
    try:
        return step.file.stat().st_size if step.file else 0
    except OSError:
        return 0  # the driver will say so
