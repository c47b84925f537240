"""Speechmatics' batch transcripts, json-v2: docs.speechmatics.com/speech-to-text/batch/output and .../formatting.

Punctuation says which word it belongs to (``attaches_to``); an entity has a written and a spoken form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from subkit.adapter import Job, State
from subkit.channels import merged
from subkit.payload import Identifier, Seconds
from subkit.report import RepairLog
from subkit.wording import one_line, parted, said, shown
from subkit_adapters import clocks, heard

if TYPE_CHECKING:
    from subkit.model import Segment, Transcript
    from subkit.payload import Payload

_STATES = {
    "running": State.RUNNING,
    "done": State.DONE,
    "rejected": State.FAILED,
    "deleted": State.GONE,
    "expired": State.GONE,
}
_KEYS = ("start_time", "end_time")
_UNKNOWN = "UU"  # a speaker that could not be told from others


class _Alternative(msgspec.Struct, gc=False):
    content: str = ""
    confidence: float | None = None
    language: str | None = None
    speaker: Identifier | None = None


class _Result(msgspec.Struct):
    """A word, punctuation or an entity."""

    type: str | None = None
    alternatives: list[_Alternative] = []
    start_time: Seconds | None = None
    end_time: Seconds | None = None
    attaches_to: str | None = None
    channel: Identifier | None = None
    speaker: Identifier | None = None
    written_form: list[_Result] = []


class _Settings(msgspec.Struct, gc=False):
    language: str | None = None


class _Identified(msgspec.Struct, gc=False):
    predicted_language: str | None = None


class _Metadata(msgspec.Struct):
    settings: _Settings | None = msgspec.field(default=None, name="transcription_config")
    language_identification: _Identified | None = None


class _Job(msgspec.Struct):
    id: Identifier | None = None
    status: str | None = None
    duration: Seconds | None = None
    errors: Any = None


class _Answer(msgspec.Struct):
    """A transcript with its job, a job alone, or a message of a stream."""

    results: list[_Result] | None = None
    metadata: _Metadata | None = None
    job: _Job | None = None
    message: str | None = None


class Speechmatics:
    """Reads transcripts and jobs; see `subkit.adapter.Adapter`."""

    name = "speechmatics"
    title = "Speechmatics"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like a transcript or a job."""
        match payload.outline:
            case [
                {"message": "AddTranscript" | "AddPartialTranscript" | "RecognitionStarted" | "AudioAdded"}
            ]:
                return True
            case {"results": [{"type": str(), "alternatives": [{"content": _}]}]}:
                return True
            case {"results": list(), "format": str(), "metadata": dict()}:
                return True
            case {"job": {"id": _, "status": str(), "created_at": _}}:
                return True
        return False

    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        """The transcript, or the job where there is none.

        Raises:
            PayloadError: see `subkit.adapter.Adapter`.
        """
        log = RepairLog(payload.source, strict=strict)
        if isinstance(payload.outline, list):
            messages, log.repairs = payload.decode(list[_Answer], strict=strict)
            answer = _streamed(messages)
        else:
            answer, log.repairs = payload.decode(_Answer, strict=strict)
        job = answer.job or _Job()
        if answer.results is None:
            if answer.job is None:
                log.refuse("$", "a transcript or job of Speechmatics", shown(payload.outline))
            return _told(job, self.name)
        told = _segments(answer.results, log)
        return heard.transcript(
            self.name,
            told,
            log,
            language=_language(answer, language),
            duration=clocks.of_seconds(job.duration),
            job_id=heard.name(job.id),
        )


def _streamed(messages: list[_Answer]) -> _Answer:
    """What the messages of a stream say in all; what is partial is sent again when it is final."""
    finals = [message.results or [] for message in messages if message.message == "AddTranscript"]
    return _Answer([result for results in finals for result in results])


def _told(job: _Job, name: str) -> Job:
    status = one_line(job.status or "", 80)
    faults = job.errors if isinstance(job.errors, list) else []
    texts = [said(fault.get("message")) for fault in faults if isinstance(fault, dict)]
    state = _STATES.get(status, State.UNKNOWN)
    detail = "; ".join(text for text in texts if text)
    if state is State.DONE and not detail:
        detail = "this is the job, not its transcript; fetch that in the format json-v2"
    return Job(name, heard.name(job.id), state, status, detail)


def _language(answer: _Answer, known: str | None) -> str | None:
    """What the job was told, or what was found where it was told to find out."""
    metadata = answer.metadata or _Metadata()
    asked = heard.language_of(metadata.settings.language if metadata.settings else None, known)
    if asked is not None:
        return asked
    found = metadata.language_identification
    first = next((one.language for result in answer.results or [] for one in result.alternatives), None)
    return heard.language_of(found.predicted_language if found else None, None) or heard.language_of(
        first, None
    )


def _segments(results: list[_Result], log: RepairLog) -> tuple[Segment, ...]:
    channels: dict[str, list[heard.Heard]] = {}
    for number, result in enumerate(results):
        words = _words(result, f"$.results[{number}]", log)
        channels.setdefault(heard.name(result.channel) or "", []).extend(words)
    told = {channel: heard.segments(words, log, _KEYS) for channel, words in channels.items()}
    return merged(told) if told else ()


def _words(result: _Result, path: str, log: RepairLog) -> list[heard.Heard]:
    if not result.alternatives or not result.alternatives[0].content.strip():
        return []  # a change of speaker or channel, which the words tell as well
    best = result.alternatives[0]
    voice = heard.name(best.speaker or result.speaker)
    is_mark = result.type == "punctuation"
    attached = (result.attaches_to or "previous") if is_mark else ""
    one = heard.Heard(
        best.content,
        clocks.of_text(result.start_time, path, log),
        clocks.of_text(result.end_time, path, log),
        path,
        None if voice == _UNKNOWN else voice,
        heard.sure(best.confidence),
        mark=is_mark,
        glued=attached in {"previous", "both"},
        leads=attached in {"next", "both"},
    )
    return _written(result, one, log) if result.type == "entity" else [one]


def _written(entity: _Result, one: heard.Heard, log: RepairLog) -> list[heard.Heard]:
    """An entity's words as they are written, at their own times where its written form has the same words."""
    words = [
        word
        for number, part in enumerate(entity.written_form)
        for word in _words(part, f"{one.path}.written_form[{number}]", log)
    ]
    if [word.text for word in words] != parted(one.text):
        return heard.parts(one)
    return [word._replace(speaker=one.speaker) for word in words]


adapter = Speechmatics()
