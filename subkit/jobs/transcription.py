"""A job from intent to raw result, as one flow: submit, wait, fetch, parse; goes on wherever it was broken off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from subkit.adapter import Job, State
from subkit.errors import (
    DeadlineError,
    JobFailedError,
    JobTimeoutError,
    JobUnfinishedError,
    JobUnknownError,
    OnlineError,
    PayloadError,
    ProviderError,
    ResultGoneError,
    UnreachableError,
)
from subkit.jobs.budget import Budget
from subkit.jobs.flow import Checkpoint, Wait
from subkit.jobs.records import in_doubt
from subkit.jobs.retry import is_passing, waits
from subkit.payload import Payload

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.adapter import Adapter, Online
    from subkit.jobs.flow import Flow
    from subkit.jobs.records import Record
    from subkit.jobs.store import Store
    from subkit.model import Transcript

T = TypeVar("T")

ROUNDS = 3
"""How often a start is tried that surely did not take each time."""

LOST_POLLS = 5
"""How many questions in a row may go unanswered; each is tried several times itself (`subkit.jobs.retry`)."""

_UNREADABLE = "unreadable"  # the note of a job whose result could not be read
_OTHERS = 2.0  # seconds between two looks at a job that another process works on
_ENDED = {State.FAILED: JobFailedError, State.CANCELLED: JobFailedError, State.GONE: ResultGoneError}


class Transcription:
    """One job in the store, and the service it is done by.

    Args:
        store: where the job is; its `subkit.jobs.store.Store.save` is what the driver has to ``keep`` jobs with.
        key: its key there.
        adapter: the provider's adapter.
        online: its service.
        budget: what may be started in this run.
    """

    def __init__(
        self, store: Store, key: str, adapter: Adapter, online: Online, budget: Budget | None = None
    ) -> None:
        self._store = store
        self._key = key
        self._adapter = adapter
        self._online = online
        self._budget = budget or Budget()

    def start(self, options: Any) -> Flow[Record]:
        """Submit the job, unless it is submitted.

        Args:
            options: the adapter's options, as the job was intended with.

        Raises:
            JobUnknownError: a start had no answer, and it cannot be looked up whether it took.
            BudgetError: the media is longer than what is left.
        """
        while not _is_started(self._record.job):
            if not self._store.claim(self._key):
                yield Wait(_OTHERS, "another process starts this job")
                continue
            try:
                yield from self._start(options)
                self._store.keep_essence(self._key, options)
            finally:
                self._store.release(self._key)
        return self._record

    def finish(self, options: Any) -> Flow[Record]:
        """Get the raw result onto the disk, whatever that takes: nothing at all if it is there.

        Args:
            options: as for `start`.

        Raises:
            JobError: there is no result, or not in the time the driver was given.
            JobUnknownError: as `start`.
            BudgetError: as `start`.
            PayloadError: the result breaks the provider's contract; it is on disk all the same, and the next time it is
                fetched again.
        """
        while not self._is_here():
            if not self._store.claim(self._key):
                yield from self._others()
                continue
            try:
                if not self._is_here():  # whoever had the claim may have finished
                    yield from self._finish(options)
            finally:
                self._store.release(self._key)
        return self._record

    def look(self) -> Flow[Record]:
        """Ask the provider once how the job is, if it is started and has not ended; somebody else's question will do."""
        job = self._record.job
        open_ = _is_started(job) and job.state is not State.DONE and job.state not in _ENDED
        if open_ and self._store.claim(self._key):
            try:
                yield from self._kept(job, (yield from self._asked(self._online.poll(job))))
            finally:
                self._store.release(self._key)
        return self._record

    def _others(self) -> Flow[None]:
        """Wait for those who work on this job."""
        try:
            yield Wait(_OTHERS, "another process works on this job")
        except DeadlineError as error:
            job = self._record.job
            if not _is_started(job):
                raise
            raise JobTimeoutError(job) from error

    @property
    def _record(self) -> Record:
        return self._store.get(self._key)

    def _asked(self, flow: Flow[T]) -> Flow[T]:
        """The service's flow, whose errors say which job of whose they are about."""
        try:
            return (yield from flow)
        except OnlineError as error:
            job = self._record.job
            error.provider, error.job_id = job.adapter, job.id
            raise

    def _start(self, options: Any) -> Flow[Job]:
        """The job, started now or earlier."""
        record, job = self._record, self._record.job
        for round_ in range(1, ROUNDS + 1):
            if in_doubt(job):
                job = yield from self._found(record, job, options)
            if job.state is not State.NEW:
                return job
            if round_ == 1:
                self._budget.spend(record)
            try:
                started = yield from self._asked(self._online.submit(job, record.source, options))
            except (UnreachableError, ProviderError):
                # What is on disk counts. NEW: it surely did not take, and was tried often enough.
                job = self._record.job
                if not in_doubt(job) or round_ == ROUNDS:
                    raise
            else:
                return (yield from self._kept(job, started))
        return job

    def _found(self, record: Record, job: Job, options: Any) -> Flow[Job]:
        """What became of a start without an answer."""
        found = yield from self._asked(self._online.find(job, record.source, options))
        if found is not None:
            return (yield from self._kept(job, found))
        unknown = msgspec.structs.replace(job, state=State.UNKNOWN, status="")
        raise JobUnknownError((yield from self._kept(job, unknown)))

    def _finish(self, options: Any) -> Flow[None]:
        fresh = not _is_started(self._record.job)
        job = (yield from self._start(options)) if fresh else self._record.job
        self._store.keep_essence(self._key, options)
        pauses = waits(self._online.polling)
        try:
            while not self._is_here():
                job = yield from self._awaited(job, pauses, fresh=fresh)
                if job.state is not State.DONE:
                    raise _ENDED[job.state](job)
                job = yield from self._fetched(job)
                fresh = True
        except DeadlineError as error:
            raise JobTimeoutError(self._record.job) from error

    def _awaited(self, job: Job, pauses: Iterator[float], *, fresh: bool) -> Flow[Job]:
        """The job when it is done or has ended otherwise; one that is not `fresh` is asked for at once."""
        lost = 0
        while job.state is not State.DONE and job.state not in _ENDED:
            if fresh:
                yield Wait(next(pauses), job.status or str(job.state))
            fresh = True
            try:
                polled = yield from self._asked(self._online.poll(job))
            except (UnreachableError, ProviderError) as error:
                lost += 1
                if lost >= LOST_POLLS or not is_passing(error):
                    raise
            else:
                lost = 0
                job = yield from self._kept(job, polled)
        return job

    def _fetched(self, job: Job) -> Flow[Job]:
        """The job once its result is on disk; or as the provider tells of it, if that turns out to be none."""
        told: Transcript | Job
        otherwise = State.RUNNING
        try:
            raw = yield from self._asked(self._online.fetch(job))
        except JobUnfinishedError as error:
            told = error.job
        except JobFailedError as error:
            told, otherwise = error.job, State.FAILED
        except ResultGoneError as error:
            if error.job.state is State.DONE:  # refused, but not called gone: the next time it may be there
                raise
            told, otherwise = error.job, State.GONE
        else:
            self._store.put_result(self._key, raw)
            try:
                told = self._adapter.parse(Payload(raw, f"job {job.id or self._key}"))
            except PayloadError:
                yield from self._noted(job, _UNREADABLE, "1")
                raise
            if not isinstance(told, Job):
                return (yield from self._noted(job, _UNREADABLE, "")) if _UNREADABLE in job.notes else job
            self._store.drop_result(self._key)
        state = told.state if told.state in _ENDED else otherwise
        return (yield from self._kept(job, msgspec.structs.replace(told, state=state)))

    def _is_here(self) -> bool:
        """Whether the result is on disk; one that could not be read when it came counts if it can be read by now."""
        raw = self._store.result(self._key)
        if raw is None or not self._record.job.notes.get(_UNREADABLE):
            return raw is not None
        try:
            self._adapter.parse(Payload(raw))
        except PayloadError:
            return False
        return True

    def _noted(self, job: Job, name: str, note: str) -> Flow[Job]:
        """The job with a note, on disk."""
        return (yield from self._kept(job, msgspec.structs.replace(job, notes={name: note})))

    def _kept(self, old: Job, new: Job) -> Flow[Job]:
        """The new job with what only we know, on disk."""
        job = msgspec.structs.replace(
            new,
            adapter=old.adapter,
            id=new.id or old.id,
            external_id=old.external_id,
            stage=new.stage or old.stage,
            notes={**old.notes, **new.notes},
        )
        if job != old:
            yield Checkpoint(job)
        return job


def _is_started(job: Job) -> bool:
    return job.state is not State.NEW and not in_doubt(job)
