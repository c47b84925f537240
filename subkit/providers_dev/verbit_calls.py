"""What each call of Verbit's API does to a stand-in's jobs, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.responses import JSONResponse, RedirectResponse, Response

from subkit.providers_dev import verbit_result
from subkit.providers_dev.verbit_state import RefusedError, StandInJob, needed, one_of, reachable

if TYPE_CHECKING:
    from starlette.requests import Request

    from subkit.providers_dev.callbacks import Callbacks
    from subkit.providers_dev.verbit_state import VerbitState

_MOST_SECONDS = 900  # of finish_in
_WORDS = {
    "pending": "Pending",
    "running": "In Progress",
    "done": "Completed",
    "failed": "Failure",
    "cancelled": "Canceled",
}
CAPTION_PROFILES = frozenset({"captions"})
"""The profiles that cut captions: without ``caption_format`` these give SubRip, the others plain text."""

SANDBOX_WORDS = {"done": "Complete", "failed": "Error"}
MESSAGES = {
    "failed_transcoding": "Transcoding error",
    "failed_transcribing": "Transcribing error",
    "bad_audio_quality": "Audio is hard to recognize",
    "no_speech": "No speech detected",
    "media_upload_error": "Media file is unreachable",
    "exceeded_allowed_duration": "File exceeded maximum length of 6 hours",
    "audio_minutes_limit": "Max profile limit of audio minutes reached",
    "audio_minutes_limit_on_account": "Max account limit of audio minutes reached",
    "foreign_language": "Unsupported language",
}


@dataclass(frozen=True, kw_only=True)
class VerbitSettings:
    """What a stand-in for Verbit is like.

    Attributes:
        keys: the API keys that are let in.
        sandbox: whether ``finish_in`` and ``finish_with_error`` are taken, and a job without them runs for ever.
        work_time: how long a job takes where this is no sandbox, in seconds.
        fails: whether jobs fail where this is no sandbox.
        error_code: what a job that fails has in its ``errors``; one of `MESSAGES`.
        words: the spelling of a status where it is to differ from job/info's table, e.g. `SANDBOX_WORDS`.
        refusal_status: the HTTP status of a refusal, which Verbit's pages do not tell.
        listed_bare: answer ``/jobs`` with a bare list; its form is not known.
        largest_upload: in bytes.
        callback_field: what the start calls the address to be called in the end; Verbit's pages do not print it.
        webhook: the address that the account has for all its jobs, for those that name none.
        draft_time: seconds from a job's start to its draft, which the webhook announces; ``None``: at once, unannounced.
        warning: what job/new adds to its answer.
        gated: names of calls, as ``add_notes_attachments``, that the account's profiles do not allow.
    """

    keys: frozenset[str] = frozenset({"dev-key"})
    sandbox: bool = False
    work_time: float = 5.0
    fails: bool = False
    error_code: str = "failed_transcoding"
    words: dict[str, str] = field(default_factory=dict)
    refusal_status: int = 400
    listed_bare: bool = False
    largest_upload: int = 1 << 30
    callback_field: str = "callback_url"
    webhook: str = ""
    draft_time: float | None = None
    warning: str = ""
    gated: frozenset[str] = frozenset()


class VerbitCalls:
    """The calls, by what their paths are called; each gets the request and its parameters, from query and body.

    Attributes:
        result: the transcript that every job ends with.
    """

    def __init__(self, settings: VerbitSettings, state: VerbitState, callbacks: Callbacks) -> None:
        self.settings = settings
        self.state = state
        self.callbacks = callbacks
        self.result = verbit_result.document()

    def new(self, _: Request, fields: dict[str, Any]) -> Response:
        """Create a job."""
        warning = {"warning": self.settings.warning} if self.settings.warning else {}
        return JSONResponse({"job_id": self.state.new_job(fields).id, **warning}, 201)

    def add_asset(self, request: Request, fields: dict[str, Any]) -> Response:
        """Give an upload address for a file, or take note of an address."""
        asset = self.state.new_asset(fields)
        if asset.url is not None:
            return JSONResponse({"asset_id": asset.id})
        place = sibling(request, f"upload/{asset.id}")
        return JSONResponse({"asset_id": asset.id, "upload_url": f"{place}?X-Amz-Signature={asset.id[:8]}"})

    def add_media(self, _: Request, fields: dict[str, Any]) -> Response:
        """Attach the media, once."""
        job = self.state.pending_job(fields)
        if job.media:
            raise RefusedError("INVALID_QUERY", "media already uploaded")
        url, names = one_of(fields, "media_url", "asset_ids")
        reachable(url)
        media = [str(url)] if url else self.state.uploaded(names)
        if len(media) > 1 and not fields.get("merge_assets"):
            raise RefusedError("INVALID_QUERY", "several assets need merge_assets")
        if fields.get("merge_assets") and "merge_assets" in self.settings.gated:
            raise RefusedError("INVALID_QUERY", "merge_assets is not enabled for the profile")
        if fields.get("merge_assets") and len(media) < 2:  # noqa: PLR2004 - a pair is the least that merges
            raise RefusedError("INVALID_QUERY", "merge_assets needs two assets at least")
        job.media = media
        return JSONResponse({"job_id": job.id})

    def add_extra(self, request: Request, fields: dict[str, Any]) -> Response:
        """Take a backup record, notes or a transcription, before the start."""
        job, name = self.state.pending_job(fields), request.url.path.rpartition("/")[2]
        if name in self.settings.gated:
            raise RefusedError("INVALID_QUERY", f"{name} is not enabled for the profile")
        match name:
            case "add_backup_record":
                if not job.media:
                    raise RefusedError("INVALID_QUERY", "add the media first")
                self.state.uploaded([needed(fields, "asset_id")])
            case "add_notes_attachments":
                url, names = one_of(fields, "notes_attachment_url", "asset_ids")
                reachable(url)
                if names:
                    self.state.uploaded(names)
            case _:
                one_of(fields, "transcription_text", "transcription_url")
        job.extras.append((name, fields))
        return JSONResponse({"job_id": job.id})

    def perform(self, request: Request, fields: dict[str, Any]) -> Response:
        """Start the job: the call that costs money."""
        needed(dict(request.query_params), "job_id")
        job = self.state.pending_job(fields)
        if not job.media:
            raise RefusedError("INVALID_QUERY", "job has no media")
        now = self.state.clock.now()
        job.started, job.starts = now, job.starts + 1
        job.ends = None if self.settings.sandbox else now + self.settings.work_time
        job.fails = self.settings.fails
        job.callback = fields.get(self.settings.callback_field) or self.settings.webhook
        if self.settings.sandbox and "finish_in" in fields:
            job.ends = now + _seconds(fields["finish_in"])
            job.fails = bool(fields.get("finish_with_error"))
        self._announce(job)
        return JSONResponse({"job_id": job.id})

    def _announce(self, job: StandInJob) -> None:
        """Let the webhook be called when there is a draft, and when the job ends."""
        draft = self.settings.draft_time
        if draft is not None:
            self._call_back(job, (job.started or 0.0) + draft, draft_ready="true")
        if job.ends is not None:
            self._call_back(job, job.ends, status=_WORDS["failed" if job.fails else "done"])

    def _call_back(self, job: StandInJob, due: float, **told: str) -> None:
        if job.callback:
            form = {"job_id": job.id, "external_id": job.fields.get("external_id", ""), **told}
            self.callbacks.send_at(
                due, job.callback, urlencode(form).encode(), "application/x-www-form-urlencoded"
            )

    def info(self, _: Request, fields: dict[str, Any]) -> Response:
        """Tell how the job is."""
        return JSONResponse(self._told(self.state.job(fields)))

    def _told(self, job: StandInJob) -> dict[str, Any]:
        """What job information says."""
        phase = job.phase(self.state.clock.now())
        told = {
            "job_id": job.id,
            "job_name": job.fields.get("job_name"),
            "external_id": job.fields.get("external_id"),
            "profile": job.fields.get("profile"),
            "job_status": {**_WORDS, **self.settings.words}[phase],
            "draft_ready": self._has_draft(job),
        }
        if phase == "failed":
            told["errors"] = [
                {"code": self.settings.error_code, "message": MESSAGES[self.settings.error_code]}
            ]
        return told

    def jobs(self, _: Request, __: dict[str, Any]) -> Response:
        """List all jobs, the newest first."""
        jobs = [self._told(job) for job in reversed(self.state.jobs.values())]
        return JSONResponse(jobs if self.settings.listed_bare else {"jobs": jobs})

    def profiles(self, _: Request, __: dict[str, Any]) -> Response:
        """List the profiles."""
        profiles = [{"name": name, "turnaround": hours} for name, hours in self.state.profiles.items()]
        return JSONResponse({"profiles": profiles})

    def caption(self, request: Request, fields: dict[str, Any]) -> Response:
        """Give the finished transcript as a file."""
        job = self.state.job(fields)
        self._require(job, "done", "Completed")
        return self._file(request, job, fields)

    def draft(self, request: Request, fields: dict[str, Any]) -> Response:
        """Give the transcript of a job that runs as a file."""
        job = self.state.job(fields)
        if not self._has_draft(job):
            raise RefusedError("INVALID_QUERY", "job has no draft")
        return self._file(request, job, fields)

    def _has_draft(self, job: StandInJob) -> bool:
        now, wait = self.state.clock.now(), self.settings.draft_time or 0.0
        return job.phase(now) == "running" and now >= (job.started or 0.0) + wait

    def _file(self, request: Request, job: StandInJob, fields: dict[str, Any]) -> Response:
        usual = "srt" if job.fields.get("profile") in CAPTION_PROFILES else "txt"
        form = fields.get("caption_format", usual)
        languages = {job.fields.get("language"), *job.fields.get("translation_languages", ())}
        if "language" in fields and fields["language"] not in languages:
            raise RefusedError("INVALID_OPTION", "language was not asked for")
        if form in verbit_result.MEDIA:
            return RedirectResponse(sibling(request, f"media/{job.id}.{form}"), 302)
        if form not in verbit_result.TEXTUAL | verbit_result.BINARY:
            raise RefusedError("INVALID_OPTION", f"caption_format {form} is not supported")
        content, media_type = verbit_result.written(self.result, form, fields.get("timecode_interval"))
        return Response(content, media_type=media_type)

    def keywords(self, _: Request, fields: dict[str, Any]) -> Response:
        """List the words that come most often."""
        self._require(self.state.job(fields), "done", "Completed")
        return JSONResponse({"keywords": verbit_result.keywords(self.result)})

    def review(self, _: Request, fields: dict[str, Any]) -> Response:
        """Take note of the wish for a review."""
        job = self.state.job(fields)
        self._require(job, "done", "Completed")
        job.reviews.append(str(fields.get("comment", "")))
        return JSONResponse({"job_id": job.id})

    def _require(self, job: StandInJob, phase: str, name: str) -> None:
        if job.phase(self.state.clock.now()) != phase:
            raise RefusedError("INVALID_QUERY", f"job is not {name}")


def sibling(request: Request, path: str) -> str:
    """The address of another path of the stand-in, whatever it is mounted under."""
    return f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}/{path}"


def _seconds(value: Any) -> float:
    """The value of ``finish_in``, 0 to 900."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST_SECONDS:
        raise RefusedError("INVALID_OPTION", f"finish_in must be 0 to {_MOST_SECONDS}")
    return float(value)
