"""Verbit's service: jobs made, given their media, started, looked up, watched and fetched, as flows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from subkit.adapter import Job, Polling, State
from subkit.errors import (
    JobUnfinishedError,
    OptionError,
    ProviderError,
    ResultGoneError,
    UnreachableError,
)
from subkit.jobs.flow import Checkpoint, Wait
from subkit.jobs.retry import is_open
from subkit.payload import Payload
from subkit.wording import one_line, said
from subkit_adapters.handed_on import refuse_inner
from subkit_adapters.verbit.caller import Caller
from subkit_adapters.verbit.calls import Calls
from subkit_adapters.verbit.filling import Filling
from subkit_adapters.verbit.job import job_of
from subkit_adapters.verbit.recognition import Form, form_of
from subkit_adapters.verbit.refusals import INVALID_QUERY, ITEM_NOT_FOUND
from subkit_adapters.verbit.replies import Created

if TYPE_CHECKING:
    from collections.abc import Mapping

    from subkit.adapter import Credentials, Source
    from subkit.jobs.flow import Flow
    from subkit_adapters.verbit.caller import Verdict
    from subkit_adapters.verbit.options import VerbitOptions

POLLING = Polling(first=20, growth=1.4, most=600, per_minute=3600, at_least=7 * 86_400)
"""Verbit asks for nothing; profiles have a turnaround of hours to days, so questions become rare, and patience is long."""

CREATING, CREATED, READY = "creating", "created", "ready"
"""The stages of a job: job/new was about to be called; it has its id; it has its media and all else, and can be started."""

_LANGUAGE = "result_language"
_WARNING = "warning"
_TRIES = 3


class VerbitOnline:
    """The service; see `subkit.adapter.Online`.

    A job is made, filled and then started. Only the start costs, and Verbit starts only what is ``Pending``: what became
    of a start without an answer can be looked up. A job that was made without our hearing of it lies there unstarted; it
    is taken up again if the list of jobs shows it, and left there if not.

    Args:
        credentials: see `subkit_adapters.verbit.access.SECRETS`.
        base: the address of the API, or ``sandbox``; by default, Verbit's own.

    Attributes:
        calls: every call of the API, for what goes beyond transcription.

    Raises:
        CredentialsError: there are none.
    """

    polling = POLLING

    def __init__(self, credentials: Credentials, base: str | None = None) -> None:
        caller = Caller(credentials, base)
        self.calls = Calls(caller)
        self._base = caller.base

    def submit(self, job: Job, source: Source, options: VerbitOptions) -> Flow[Job]:
        """Make the job, give it all it is to have, and start it; goes on at ``job.stage``.

        Raises:
            AddressError: one of the options is an address that must not be handed on.
            InputError: a file that the options name is missing.
            OptionError: no profile is named, and the account has not just one.
            CredentialsError: the key is refused.
            ProviderError: a call is.
        """
        refuse_inner(options.addresses(), self._base)
        filling = Filling(self.calls, options)
        if job.stage != READY:
            filling.refuse_missing()
        if job.stage in ("", CREATING):
            job = yield from self._create(job, source, options)
        if job.stage == CREATED:
            yield from filling.add_media(job, source)
            job = yield from filling.add_extras(job)
            job = replace(job, stage=READY)
            yield Checkpoint(job)
        return (yield from self._start(job, options))

    def find(self, job: Job, source: Source, options: VerbitOptions) -> Flow[Job | None]:  # noqa: ARG002  # the protocol's
        """Look up the job by its id, or, as long as we have none, by our own reference in the list of jobs.

        Without an id it was never started: that takes the id.
        """
        if job.id is None:
            named = yield from self._listed(job)
            return replace(job, id=named, stage=CREATED if named else CREATING, state=State.NEW)
        verdict = yield from self.calls.info(job.id)
        if verdict.refusal is not None and verdict.refusal.kind == ITEM_NOT_FOUND:
            return None
        now = self._told(job, verdict)
        return replace(now, state=State.NEW) if now.state is State.WAITING else now

    def poll(self, job: Job) -> Flow[Job]:
        """The job as it is now; in a status that no page of Verbit's has, it counts as running."""
        return self._told(job, (yield from self.calls.info(job.id or "")))

    def fetch(self, job: Job) -> Flow[bytes]:
        """The Transcript JSON, in the language that the job's notes name.

        Raises:
            JobUnfinishedError: the job is not done.
            ResultGoneError: there is no such job any more.
            ProviderError: the answer is no transcript.
        """
        return (yield from self._transcript(job, draft=False))

    def draft(self, job: Job) -> Flow[bytes]:
        """The Transcript JSON of what there is before the job is done: made by a machine, and not whole; all as `fetch`.

        Raises:
            JobUnfinishedError: there is no draft yet, or no more, for the job is done.
        """
        return (yield from self._transcript(job, draft=True))

    def _transcript(self, job: Job, *, draft: bool) -> Flow[bytes]:
        language = job.notes.get(_LANGUAGE)
        query = {"language": language} if language else None
        verdict = yield from self.calls.caption(job.id or "", "json", draft=draft, query=query)
        refusal = verdict.refusal
        if refusal is None:
            if form_of(Payload(verdict.response.body).outline) is not Form.DOCUMENT:
                raise verdict.wrong("answers no transcript")
            return verdict.response.body
        told = replace(job, detail=": ".join(text for text in (refusal.kind, refusal.comment) if text))
        if refusal.kind == ITEM_NOT_FOUND:
            raise ResultGoneError(told)
        if refusal.kind == INVALID_QUERY:
            raise JobUnfinishedError(told)
        raise verdict.error()

    def _create(self, job: Job, source: Source, options: VerbitOptions) -> Flow[Job]:
        """The job, with Verbit's id: one that was made before if there is such, else a new one."""
        named, warning = None, ""
        if job.stage == CREATING:
            named = yield from self._listed(job)
        else:
            job = replace(job, stage=CREATING)
            yield Checkpoint(job)
        if named is None:
            profile = options.profile or (yield from self._only_profile())
            made = yield from self._new(job, options.new_job(profile, source.name, job.external_id))
            named, warning = made.id, one_line(said(made.warning))
        told = {_LANGUAGE: options.result_language, _WARNING: warning}
        notes = {**job.notes, **{name: text for name, text in told.items() if text}}
        job = replace(job, id=named, stage=CREATED, detail=_warned(notes), notes=notes)
        yield Checkpoint(job)
        return job

    def _new(self, job: Job, body: dict[str, Any]) -> Flow[Created]:
        """What Verbit says of a new job; where there is no answer, the list is looked at before there is another one."""
        for tried in range(1, _TRIES + 1):
            try:
                return (yield from self.calls.new(body))
            except (UnreachableError, ProviderError) as error:
                if tried == _TRIES or not _may_be_made(error):
                    raise
            yield Wait(2.0, "no answer of job/new; looking for the job")
            named = yield from self._listed(job)
            if named:
                return Created(named)
        raise AssertionError  # the last try returns or raises

    def _listed(self, job: Job) -> Flow[str | None]:
        """Verbit's id of the job with our reference."""
        if not job.external_id:
            return None
        jobs = yield from self.calls.jobs()
        ours = (one.job_id for one in jobs if str(one.external_id) == job.external_id)
        return next((one_line(str(named)) for named in ours if named not in (None, "")), None)

    def _only_profile(self) -> Flow[str]:
        profiles = yield from self.calls.profiles()
        if len(profiles) != 1:
            names = ", ".join(one_line(str(profile.name)) for profile in profiles)
            raise OptionError(
                "profile", f"is not given, and Verbit has several: {names}" if names else "is not given"
            )
        return str(profiles[0].name)

    def _start(self, job: Job, options: VerbitOptions) -> Flow[Job]:
        """The call that costs."""
        verdict: Verdict = yield from self.calls.perform_transcription(job, options.start())
        refusal, status = verdict.refusal, verdict.response.status
        if refusal is None:
            if Payload(verdict.response.body).outline is None:
                # What the start answers is not documented; but a page of a proxy is not it. `find` knows more.
                raise verdict.wrong("answers no JSON")
            return replace(job, state=State.RUNNING)
        if refusal.kind == INVALID_QUERY:
            # Perhaps it is not Pending because an earlier start took, of which we did not hear.
            now = self._told(job, (yield from self.calls.info(job.id or "")))
            if now.state is not State.WAITING:
                return now
        if refusal.kind or not is_open(status):
            yield Checkpoint(job)
        raise verdict.error()

    def _told(self, job: Job, verdict: Verdict) -> Job:
        """What job information says of a job."""
        verdict.accepted()
        payload = Payload(verdict.response.body, verdict.ask.call)
        if form_of(payload.outline) is not Form.JOB:
            raise verdict.wrong("answers no job information")
        told = job_of(payload, job.adapter, strict=False)
        if told.id is not None and job.id is not None and told.id != job.id:
            raise verdict.wrong(f"answers with another job, {told.id}")
        state = State.RUNNING if told.state is State.UNKNOWN else told.state
        detail = "" if told.state is State.DONE else told.detail
        return replace(job, state=state, status=told.status, detail=detail or _warned(job.notes))


def _may_be_made(error: UnreachableError | ProviderError) -> bool:
    """Whether the job may be there although we have not heard of it."""
    return error.sent if isinstance(error, UnreachableError) else is_open(error.status)


def _warned(notes: Mapping[str, str]) -> str:
    """What Verbit warned of when the job was made."""
    return f"Verbit warns: {notes[_WARNING]}" if notes.get(_WARNING) else ""
