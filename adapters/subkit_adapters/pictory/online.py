"""Pictory's service: transcriptions submitted, looked up, watched and fetched, as flows."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.adapter import Polling, State
from subkit.errors import InputError, JobFailedError, JobUnfinishedError, OnlineError, ResultGoneError
from subkit.jobs.file_names import file_name
from subkit.jobs.flow import Checkpoint, Wait
from subkit_adapters.handed_on import refuse_inner
from subkit_adapters.pictory.caller import Caller
from subkit_adapters.pictory.calls import NOT_FOUND, Calls
from subkit_adapters.pictory.job import is_done, job_id, job_of
from subkit_adapters.pictory.options import content_type
from subkit_adapters.pictory.wire import Answer, Data

if TYPE_CHECKING:
    from subkit.adapter import Credentials, Job, Source
    from subkit.jobs.flow import Flow, Response
    from subkit_adapters.pictory.options import Options

POLLING = Polling(first=10, growth=1.3, most=30)
"""Every 10 to 30 seconds, says the documentation; the official programs take 10 and 30."""

UPLOADED = "uploaded"
"""The stage of a job whose media Pictory can fetch, at the address in its notes."""

_ADDRESS, _NEWEST, _ODD = "address", "newest", "odd"
_LOOKS, _LOOK_SECONDS = 3, 20.0
_ODD_ANSWERS = 10


class PictoryOnline:
    """The service; see `subkit.adapter.Online`.

    Args:
        credentials: the key; or client, secret and user of an old account.
        base: the address of the API, if not Pictory's own.

    Attributes:
        calls: every call of the API, for what goes beyond transcription.

    Raises:
        CredentialsError: they are not whole.
    """

    polling = POLLING

    def __init__(self, credentials: Credentials, base: str | None = None) -> None:
        caller = Caller(credentials, base)
        self.calls = Calls(caller)
        self._base = caller.base

    def submit(self, job: Job, source: Source, options: Options) -> Flow[Job]:
        """Upload the media, unless it has an address, and start its transcription: one call, which costs.

        With `Options.highlights_of`, nothing is uploaded, and a choice of highlights is started.

        Raises:
            AddressError: the webhook is an address that must not be handed on.
            InputError: there is nothing to upload.
            CredentialsError, ProviderError: a call is refused.
        """
        refuse_inner([options.webhook or ""], self._base)
        if job.stage != UPLOADED and not options.highlights_of:
            address = source.url or (yield from self._uploaded(job, source))
            job = replace(job, stage=UPLOADED, notes={**job.notes, _ADDRESS: address})
            yield Checkpoint(job)
        if options.alone:
            job = yield from self._with_newest(job)
        if options.highlights_of:
            name = yield from self.calls.highlights_of_job(job, options.highlights_of, options.choice())
        else:
            body = options.body(job.notes[_ADDRESS], source)
            name = yield from self.calls.transcription(job, body)
        return _started(job, name)

    def find(self, job: Job, source: Source, options: Options) -> Flow[Job | None]:  # noqa: ARG002  # the protocol's
        """Look for the job in the list.

        The list does not say whose media a job is of. A job is ours for certain if its item repeats our reference; or
        if nothing else was submitted meanwhile (`Options.alone`) and it is the only one since. Only then an empty list is
        an answer, too, once it was looked at for a while.
        """
        since = job.notes.get(_NEWEST) if options.alone else None
        for look in range(1 if since is None else _LOOKS):
            if look:
                yield Wait(_LOOK_SECONDS, "the list of jobs may be late")
            jobs, whole = yield from self.calls.jobs(until=since)
            marked = [one.id for one in jobs if job.external_id and job.external_id.encode() in one.text]
            if since is None or not whole:
                return _started(job, marked[0]) if len(marked) == 1 else None
            new = marked or [one.id for one in jobs]
            if len(new) == 1 and new[0]:
                return _started(job, new[0])
            if new:
                return None
        return replace(job, state=State.NEW)

    def poll(self, job: Job) -> Flow[Job]:
        """The job as it is now.

        Not to be found, completed without a transcript, or in a state that no page names: that may pass, so it counts as
        running; ten times in a row, it has failed.
        """
        answer, response = yield from self._job(job)
        data = answer.data or Data()
        now = job_of(answer, data, job.adapter)
        if is_done(answer, data):
            return replace(job, state=State.DONE, status=now.status, detail="", notes=_even(job))
        missing = response.status == NOT_FOUND or "JOB_NOT_FOUND" in now.detail
        if missing or now.state in {State.DONE, State.UNKNOWN}:
            return _odd(job, now)
        return replace(job, state=now.state, status=now.status, detail=now.detail, notes=_even(job))

    def fetch(self, job: Job) -> Flow[bytes]:
        """The finished job as Pictory gives it."""
        answer, response = yield from self._job(job)
        data = answer.data or Data()
        if is_done(answer, data):
            return response.body
        now = replace(job_of(answer, data, job.adapter), id=job.id)
        errors = {State.FAILED: JobFailedError, State.GONE: ResultGoneError}
        raise errors.get(now.state, JobUnfinishedError)(now)

    def _uploaded(self, job: Job, source: Source) -> Flow[str]:
        """The address by which Pictory knows the media, once it is uploaded."""
        if source.path is None:
            raise InputError(source.name, "is neither a file nor an address")
        name = _name(job, source)
        return (yield from self.calls.upload(name, content_type(source.name), source.path))

    def _with_newest(self, job: Job) -> Flow[Job]:
        """The job with a note of the newest one there is, so that a newer one can be told."""
        jobs, _ = yield from self.calls.jobs(pages=1)
        return replace(job, notes={**job.notes, _NEWEST: jobs[0].id if jobs else ""})

    def _job(self, job: Job) -> Flow[tuple[Answer, Response]]:
        try:
            reply = yield from self.calls.job(job.id or "")
            answer = reply.read(Answer)
            named = job_id(answer, answer.data or Data())
            if named and job.id and named != job.id:
                raise reply.wrong(f"answers with another job, {named}")
        except OnlineError as error:
            error.job_id = job.id
            raise
        return answer, reply.response


def _name(job: Job, source: Source) -> str:
    """The media's name with our reference in it, by which the job may be known again."""
    plain = file_name(source.name, "media")
    path = PurePath(plain)
    return f"{path.stem}-{job.external_id}{path.suffix}" if job.external_id else plain


def _started(job: Job, name: str) -> Job:
    return replace(job, id=name, state=State.RUNNING)


def _odd(job: Job, now: Job) -> Job:
    """The job after an answer that may pass."""
    count = int(job.notes.get(_ODD, "0")) + 1
    state = State.FAILED if count >= _ODD_ANSWERS else State.RUNNING
    return replace(
        job, state=state, status=now.status, detail=now.detail, notes={**job.notes, _ODD: str(count)}
    )


def _even(job: Job) -> dict[str, str]:
    """The notes after an answer as it should be; a note that is left out would stay as it was."""
    return {**job.notes, _ODD: "0"} if _ODD in job.notes else job.notes
