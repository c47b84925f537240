"""Amazon Transcribe's results of batch jobs: docs.aws.amazon.com/transcribe/latest/dg/how-input.html.

With channels and speakers: channel-id-output-batch.html and diarization-output-batch.html beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from subkit.adapter import Job, State
from subkit.channels import merged
from subkit.payload import Identifier
from subkit.report import RepairLog
from subkit.wording import one_line, shown
from subkit_adapters import clocks, heard
from subkit_adapters.clocks import Clock

if TYPE_CHECKING:
    from subkit.model import Segment, Transcript
    from subkit.payload import Payload

_STATES = {
    "QUEUED": State.WAITING,
    "IN_PROGRESS": State.RUNNING,
    "FAILED": State.FAILED,
    "COMPLETED": State.DONE,
}
_KEYS = ("start_time", "end_time")


class _Alternative(msgspec.Struct, gc=False):
    content: str = ""
    confidence: Clock | None = None


class _Item(msgspec.Struct):
    """A word, or punctuation, which has no times."""

    type: str | None = None
    alternatives: list[_Alternative] = []
    start_time: Clock | None = None
    end_time: Clock | None = None
    speaker_label: Identifier | None = None


class _Labelled(msgspec.Struct, gc=False):
    """When a word begins, and who says it."""

    start_time: Clock | None = None
    speaker_label: Identifier | None = None


class _Turn(msgspec.Struct):
    items: list[_Labelled] = []
    speaker_label: Identifier | None = None


class _SpeakerLabels(msgspec.Struct):
    segments: list[_Turn] = []


class _Channel(msgspec.Struct):
    items: list[_Item] = []
    channel_label: Identifier | None = None


class _ChannelLabels(msgspec.Struct):
    channels: list[_Channel] = []


class _Text(msgspec.Struct, gc=False):
    transcript: str | None = None


class _Language(msgspec.Struct, gc=False):
    """One of several languages, the longest spoken first."""

    language_code: str | None = None


class _Results(msgspec.Struct):
    items: list[_Item] | None = None
    transcripts: list[_Text] = []
    speaker_labels: _SpeakerLabels | None = None
    channel_labels: _ChannelLabels | None = None
    language_code: str | None = None
    language_codes: list[_Language] = []


class _Place(msgspec.Struct, gc=False):
    uri: str | None = msgspec.field(default=None, name="TranscriptFileUri")


class _Job(msgspec.Struct, rename="pascal"):
    """What ``GetTranscriptionJob`` says."""

    transcription_job_name: Identifier | None = None
    transcription_job_status: str | None = None
    failure_reason: str | None = None
    transcript: _Place | None = None


class _Answer(msgspec.Struct):
    results: _Results | None = None
    status: str | None = None
    job_name: Identifier | None = msgspec.field(default=None, name="jobName")
    job: _Job | None = msgspec.field(default=None, name="TranscriptionJob")


class Aws:
    """Reads the file that a transcription job writes; see `subkit.adapter.Adapter`."""

    name = "aws"
    title = "Amazon Transcribe"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like a result, or a job."""
        match payload.outline:
            case {"results": {"items": [{"alternatives": _, "type": "pronunciation" | "punctuation"}]}}:
                return True
            case {"results": {"items": [{"alternatives": [{"content": _}]}]}}:
                return True
            case {"results": {"transcripts": list()}} | {"results": {"channel_labels": {"channels": list()}}}:
                return True
            case {"TranscriptionJob": {"TranscriptionJobStatus": _}}:
                return True
            case {"jobName": _, "accountId": _, "status": str()}:
                return True
        return False

    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        """The transcript, or the job where there is none.

        Raises:
            PayloadError: see `subkit.adapter.Adapter`.
        """
        answer, repairs = payload.decode(_Answer, strict=strict)
        log = RepairLog(payload.source, strict=strict, repairs=repairs)
        if answer.results is None:
            return self._job(answer, payload.outline, log)
        results = answer.results
        told = _segments(results, log)
        if not told:
            text = results.transcripts[0].transcript if results.transcripts else None
            heard.nothing_heard(text, "$.results.items", log)
        return heard.transcript(
            self.name,
            told,
            log,
            language=heard.language_of(results.language_code or _spoken_most(results), language),
            job_id=heard.name(answer.job_name),
        )

    def _job(self, answer: _Answer, outline: Any, log: RepairLog) -> Job:
        job = answer.job or _Job(answer.job_name, answer.status)
        status = one_line(job.transcription_job_status or "", 80)
        if not status and answer.job is None:
            log.refuse("$", "a result or job of Amazon Transcribe", shown(outline))
        state = _STATES.get(status, State.UNKNOWN)
        detail = one_line(job.failure_reason or "")
        if state is State.DONE:
            place = one_line(job.transcript.uri or "") if job.transcript else ""
            detail = f"this is the job, not its result; fetch that from {place or 'TranscriptFileUri'}"
        return Job(self.name, heard.name(job.transcription_job_name), state, status, detail)


def _spoken_most(results: _Results) -> str | None:
    return results.language_codes[0].language_code if results.language_codes else None


def _segments(results: _Results, log: RepairLog) -> tuple[Segment, ...]:
    labels = _labels(results.speaker_labels)
    channels = results.channel_labels.channels if results.channel_labels else []
    if not channels:
        return heard.segments(_words(results.items or [], labels, "$.results.items", log), log, _KEYS)
    told = {
        heard.name(channel.channel_label) or f"ch_{number}": heard.segments(
            _words(channel.items, labels, f"$.results.channel_labels.channels[{number}].items", log),
            log,
            _KEYS,
        )
        for number, channel in enumerate(channels)
    }
    return merged(told)


def _labels(labels: _SpeakerLabels | None) -> dict[Clock, str]:
    """Who says the word that begins at a time, for results whose items do not say so themselves."""
    turns = labels.segments if labels else []
    return {
        item.start_time: voice
        for turn in turns
        for item in turn.items
        if item.start_time is not None and (voice := heard.name(item.speaker_label or turn.speaker_label))
    }


def _words(items: list[_Item], labels: dict[Clock, str], path: str, log: RepairLog) -> list[heard.Heard]:
    told = []
    for number, item in enumerate(items):
        if not item.alternatives:
            log.note("no-words", f"{path}[{number}].alternatives", "a word", "none", "left it out")
            continue
        best, place = item.alternatives[0], f"{path}[{number}]"
        voice = heard.name(item.speaker_label)
        if voice is None and item.start_time is not None:
            voice = labels.get(item.start_time)
        is_mark = item.type == "punctuation"
        told.append(
            heard.Heard(
                best.content,
                clocks.of_text(item.start_time, f"{place}.start_time", log),
                clocks.of_text(item.end_time, f"{place}.end_time", log),
                place,
                voice,
                None if is_mark else heard.sure(best.confidence),
                mark=is_mark,
                glued=is_mark,
            )
        )
    return told


adapter = Aws()
