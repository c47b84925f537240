"""Runs jobs one after the other: one that fails is told and does not stop the others; all of them are on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

import click
import msgspec

from subkit.adapter import State
from subkit.cli.exits import Exit
from subkit.cli.failures import code_of_job
from subkit.cli.online.progress import Progress
from subkit.cli.online.services import Service, job_adapter, service
from subkit.cli.online.shown import short
from subkit.errors import (
    DeadlineError,
    JobFailedError,
    JobTimeoutError,
    JobUnfinishedError,
    JobUnknownError,
    ResultGoneError,
    SubkitError,
    UnreachableError,
)
from subkit.jobs.clock import Clock
from subkit.jobs.drivers import Driver
from subkit.jobs.pinning import client
from subkit.jobs.retry import deadline_of
from subkit.jobs.transcription import Budget, Transcription

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from subkit.cli.messages import Messages
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

A = TypeVar("A")
T = TypeVar("T")


class Run:
    """The jobs of one run of the program.

    Args:
        store: where they are.
        messages: where to say what happens.
        quiet: show no progress.
        deadline: how long each may take, in seconds; by default as long as its media suggests.
        max_minutes: the most minutes of media that may be started.
    """

    def __init__(
        self,
        store: Store,
        messages: Messages,
        *,
        quiet: bool = False,
        deadline: float | None = None,
        max_minutes: float | None = None,
    ) -> None:
        self._store = store
        self._messages = messages
        self._quiet = quiet
        self._deadline = deadline
        self._budget = Budget(max_minutes)
        self._services: dict[tuple[str, str], Service] = {}
        self._clients: dict[bool, httpx.Client] = {}
        self._codes: set[Exit] = set()
        context = click.get_current_context(silent=True)
        self._clock = context.find_object(Clock) if context else None

    @property
    def exit(self) -> Exit:
        """The exit code: what failed if all that failed is of one kind, else that something failed."""
        return next(iter(self._codes), Exit.OK) if len(self._codes) < 2 else Exit.FAILED  # noqa: PLR2004

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._clients.values():
            one.close()

    def attempt(self, name: str, work: Callable[[A], T], what: A) -> T | None:
        """What the work gives; ``None`` if it failed, which is told and remembered for the exit code."""
        try:
            return work(what)
        except SubkitError as error:
            self._codes.add(code_of_job(error))
            sentence = str(error)
            for its in self._services.values():
                sentence = its.known.masked(sentence)
            self._messages.error(sentence if sentence.startswith(name) else f"{name}: {sentence}")
            return None

    def start(self, record: Record) -> Record:
        """Submit a job unless it is submitted.

        Raises:
            SubkitError: it cannot be.
        """
        return self._play(record, self._transcription(record).start(_options(record)), self._deadline)

    def finish(self, record: Record) -> Record:
        """Wait for a job, and get its result onto the disk.

        Raises:
            SubkitError: it has none, or not in time.
        """
        polling = self._service(record).online.polling
        deadline = self._deadline or deadline_of(polling, record.source.duration)
        return self._play(record, self._transcription(record).finish(_options(record)), deadline)

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
            self.finish(record)
            found = self._store.result(record.key)
        return found or b""

    def _transcription(self, record: Record) -> Transcription:
        its = self._service(record)
        return Transcription(self._store, record.key, its.adapter, its.online, self._budget)

    def _play(self, record: Record, flow: Flow[T], deadline: float | None) -> T:
        its = self._service(record)
        progress = Progress(f"{record.source.name} ({short(record)})", self._messages, quiet=self._quiet)
        client = self._client(local=its.local)
        driver = Driver(client, clock=self._clock, local=its.local, watch=progress)
        try:
            return driver.play(flow, keep=self._store.save, deadline=deadline)
        except KeyboardInterrupt:
            progress.done()
            self._messages.error(_onward(record))
            raise
        except (DeadlineError, JobTimeoutError, UnreachableError):
            progress.done()
            self._messages.note(_onward(record))
            raise
        except JobUnknownError:
            progress.done()
            way = f"'subkit jobs resolve {short(record)}' with --id ID or --not-started"
            self._messages.note(f"{record.source.name}: once you know, {way}")
            raise
        finally:
            progress.done()

    def _service(self, record: Record) -> Service:
        wanted = (record.job.adapter, record.place)
        if wanted not in self._services:
            self._services[wanted] = service(*wanted)
        return self._services[wanted]

    def _client(self, *, local: bool) -> httpx.Client:
        if local not in self._clients:
            self._clients[local] = client(loopback=local)
        return self._clients[local]


def _onward(record: Record) -> str:
    return f"{record.source.name}: the job is kept; go on with 'subkit jobs wait {short(record)}'"


def _options(record: Record) -> msgspec.Struct:
    """The options that a job was intended with."""
    kind = job_adapter(record.job.adapter).options
    return msgspec.json.decode(record.options, type=kind)
