"""Runs jobs: many wait at once; one that fails is told and does not stop the others; all of them are on disk."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self, TypeVar

import click
import msgspec

from subkit.adapter import State
from subkit.cli.exits import Exit
from subkit.cli.failures import code_of_job
from subkit.cli.online.advice import advice, broken_off, origin_of
from subkit.cli.online.calling import Services
from subkit.cli.online.progress import Display
from subkit.cli.online.services import job_adapter
from subkit.cli.online.shown import called
from subkit.cli.summary import Failure
from subkit.errors import (
    CredentialsError,
    JobFailedError,
    JobUnfinishedError,
    JobUnknownError,
    ResultGoneError,
    SubkitError,
)
from subkit.jobs.budget import Budget
from subkit.jobs.clock import Clock
from subkit.jobs.drivers import Driver
from subkit.jobs.retry import deadline_of
from subkit.jobs.together import together
from subkit.jobs.transcription import Transcription

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from subkit.cli.messages import Messages
    from subkit.jobs.credentials import Credentials
    from subkit.jobs.flow import Flow
    from subkit.jobs.records import Record
    from subkit.jobs.store import Store

_WITHOUT_RESULT = {
    State.FAILED: JobFailedError,
    State.CANCELLED: JobFailedError,
    State.GONE: ResultGoneError,
    State.STARTING: JobUnknownError,
    State.UNKNOWN: JobUnknownError,
}

T = TypeVar("T")


class Run:
    """The jobs of one run of the program.

    Args:
        store: where they are.
        messages: where to say what happens.
        quiet: show no progress.
        deadline: how long each may take, in seconds; by default as long as its media suggests.
        max_minutes: the most minutes of media that may be started.
        given: credentials that the user gave to this run; others are found.

    Attributes:
        services: whom it calls.
        failures: what went wrong, by the key of the job, or by the name of media that have none.
        refused: whether a provider did not take the credentials.
    """

    def __init__(
        self,
        store: Store,
        messages: Messages,
        *,
        quiet: bool = False,
        deadline: float | None = None,
        max_minutes: float | None = None,
        given: Credentials | None = None,
    ) -> None:
        self._store = store
        self._messages = messages
        self._deadline = deadline
        self._budget = Budget(max_minutes)
        self.services = Services(given)
        self._codes: set[Exit] = set()
        self.failures: dict[str, Failure] = {}
        self.refused = False
        context = click.get_current_context(silent=True)
        clock = context.find_object(Clock) if context else None
        self._display = Display(messages, quiet=quiet, clock=clock)

    @property
    def exit(self) -> Exit:
        """The exit code: what failed if all that failed is of one kind, else that something failed."""
        return next(iter(self._codes), Exit.OK) if len(self._codes) < 2 else Exit.FAILED  # noqa: PLR2004

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.services.close()

    def attempt(self, record: Record, work: Callable[[Record], T]) -> T | None:
        """What the work on a job gives; ``None`` if it failed, which is told and remembered for the exit code."""
        try:
            return work(record)
        except SubkitError as error:
            self.failed(error, called(record), record)
            return None

    def failed(self, error: SubkitError, name: str, record: Record | None = None) -> None:
        """Say what failed and what to do next, and remember its kind for the exit code."""
        code = code_of_job(error)
        self._codes.add(code)
        sentence = self.services.masked(str(error))
        if isinstance(error, CredentialsError):
            self.refused = True
            sentence += origin_of(self.services.origins(error.provider))
        elif record is not None:
            sentence = f"{sentence}; {advice(self._store.get(record.key), error)}"
        message = sentence if sentence.startswith(name) else f"{name}: {sentence}"
        self._display.clear()
        self._messages.failed(error, code, text=message, file=name)
        self.failures[record.key if record else name] = Failure(type(error).__name__, message)

    def leave_out(self, names: Sequence[str]) -> None:
        """Say that media were not even tried, because of what was said before."""
        if names:
            self._messages.error(f"{len(names)} more not tried: {', '.join(names)}")
        for name in names:
            self.failures[name] = Failure("CredentialsError", f"{name}: not tried")

    def start(self, record: Record) -> Record:
        """Submit a job unless it is submitted.

        Raises:
            SubkitError: it cannot be.
        """
        return self._play(record, self._transcription(record).start(_options(record)), self._deadline)

    def finish_all(self, records: Sequence[Record], ended: Callable[[Record], None]) -> None:
        """Wait for jobs, all at once, and get their results onto the disk; what fails is told, as by `attempt`.

        Args:
            records: the jobs.
            ended: is told each that has its result, as soon as it has.
        """
        made = {record.key: self.attempt(record, self._finishing) for record in records}
        flows = {key: flow for key, flow in made.items() if flow is not None}
        for local in (True, False):
            able = [one for one in records if one.key in flows and self.services.of(one).local is local]
            if able:
                self._play_all(able, {one.key: flows[one.key] for one in able}, ended, local=local)

    def fetch(self, record: Record) -> bytes:
        """The raw result, from the disk or from the provider, who is asked once whether it is there.

        Raises:
            SubkitError: there is none, or not yet.
        """
        found = self._store.result(record.key)
        if found is None:
            looked = self._play(record, self._transcription(record).look(), self._deadline)
            if looked.job.state is not State.DONE:
                raise _WITHOUT_RESULT.get(looked.job.state, JobUnfinishedError)(looked.job)
            self._play(record, *self._finishing(record))
            found = self._store.result(record.key)
        return found or b""

    def _transcription(self, record: Record) -> Transcription:
        its = self.services.of(record)
        return Transcription(self._store, record.key, its.adapter, its.online, self._budget)

    def _finishing(self, record: Record) -> tuple[Flow[Record], float]:
        """What finishes a job, and how long that may take, in seconds."""
        polling = self.services.of(record).online.polling
        deadline = self._deadline or deadline_of(polling, record.source.duration)
        return self._transcription(record).finish(_options(record)), deadline

    def _play(self, record: Record, flow: Flow[T], deadline: float | None) -> T:
        shown = self._display.job(record)
        local = self.services.of(record).local
        driver = Driver(
            self.services.client(local=local),
            clock=self._display.clock,
            local=local,
            watch=shown,
            sent=self._display.sent,
        )
        with self._shown([record]):
            return driver.play(flow, keep=self._store.save, deadline=deadline)

    def _play_all(
        self,
        records: Sequence[Record],
        flows: dict[str, tuple[Flow[Record], float]],
        ended: Callable[[Record], None],
        *,
        local: bool,
    ) -> None:
        by_key = {record.key: record for record in records}
        shown = {record.key: self._display.job(record) for record in records}

        def over(key: str, came: Record | SubkitError) -> None:
            shown[key].ended = True
            self._display.clear()
            if isinstance(came, SubkitError):
                self.failed(came, called(by_key[key]), by_key[key])
            else:
                ended(came)

        clock = self._display.clock
        flow = together(flows, clock=clock, ended=over, watch=lambda key, step: shown[key](step))
        driver = Driver(self.services.client(local=local), clock=clock, local=local, sent=self._display.sent)
        with self._shown(records):
            driver.play(flow, keep=self._store.save)

    @contextmanager
    def _shown(self, records: Sequence[Record]) -> Iterator[None]:
        """Show how these jobs get on; where somebody interrupts, how to go on with them."""
        keys = [record.key for record in records]
        self._display.show(keys)
        try:
            yield
        except KeyboardInterrupt:
            self._display.clear()
            left = self._display.unfinished(keys)
            if left:
                self._messages.error(broken_off([record for record in records if record.key in left]))
            raise
        finally:
            self._display.clear()


def _options(record: Record) -> msgspec.Struct:
    """The options that a job was intended with."""
    kind = job_adapter(record.job.adapter).options
    return msgspec.json.decode(record.options, type=kind)
