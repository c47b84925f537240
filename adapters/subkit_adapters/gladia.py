"""Gladia's pre-recorded results: docs.gladia.io/api-reference/v2/pre-recorded/get.

The whole answer, the body of a callback (``payload``), or the transcription alone; times are seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from subkit.adapter import Job, State
from subkit.channels import merged
from subkit.payload import Identifier, Seconds
from subkit.report import RepairLog
from subkit.wording import one_line, said, shown
from subkit_adapters import clocks, dressing, heard

if TYPE_CHECKING:
    from subkit.model import Segment, Transcript
    from subkit.payload import Payload

_STATES = {
    "queued": State.WAITING,
    "processing": State.RUNNING,
    "done": State.DONE,
    "error": State.FAILED,
}
_KEYS = ("start", "end")


class _Word(msgspec.Struct, gc=False):
    word: str = ""
    start: Seconds | None = None
    end: Seconds | None = None
    confidence: float | None = None


class _Utterance(msgspec.Struct):
    text: str | None = None
    start: Seconds | None = None
    end: Seconds | None = None
    channel: Identifier | None = None
    speaker: Identifier | None = None
    language: str | None = None
    words: list[_Word] = []


class _Transcription(msgspec.Struct):
    utterances: list[_Utterance] | None = None
    languages: list[str] = []
    full_transcript: str | None = None


class _Metadata(msgspec.Struct, gc=False):
    audio_duration: Seconds | None = None


class _Result(msgspec.Struct):
    transcription: _Transcription | None = None
    metadata: _Metadata | None = None


class _Answer(_Transcription):
    """All forms in one; which it is, the keys say."""

    id: Identifier | None = None
    status: str | None = None
    error_code: Any = None
    error: Any = None
    event: str | None = None
    result: _Result | None = None
    payload: _Result | None = None
    transcription: _Transcription | None = None
    metadata: _Metadata | None = None


class Gladia:
    """Reads results and jobs; see `subkit.adapter.Adapter`."""

    name = "gladia"
    title = "Gladia"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like a result or a job."""
        match payload.outline:
            case {"result": {"transcription": dict()}} | {"payload": {"transcription": dict()}}:
                return True
            case {"transcription": {"utterances": list()}} | {"full_transcript": _, "utterances": list()}:
                return True
            case {"kind": "pre-recorded", "status": str()} | {"event": str(), "id": _, "error": dict()}:
                return True
            case {"utterances": [{"words": [{"word": _, "start": _, "end": _}], "channel": int()}]}:
                return "punctuated_word" not in payload.outline["utterances"][0]["words"][0]
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
        path, result = _result(answer)
        transcription = result.transcription or _Transcription()
        if transcription.utterances is None:
            return self._job(answer, payload.outline, log)
        told = _segments(transcription.utterances, f"{path}.utterances", log)
        if not told:
            heard.nothing_heard(transcription.full_transcript, f"{path}.utterances", log)
        spoken = transcription.languages or [one.language for one in transcription.utterances if one.language]
        duration = result.metadata.audio_duration if result.metadata else None
        return heard.transcript(
            self.name,
            told,
            log,
            language=heard.language_of(next(iter(spoken), None), language),
            duration=clocks.of_seconds(duration),
            job_id=heard.name(answer.id),
        )

    def _job(self, answer: _Answer, outline: Any, log: RepairLog) -> Job:
        status = one_line(answer.status or "", 80)
        fault = answer.error if isinstance(answer.error, dict) else {"message": answer.error}
        codes = [said(answer.error_code), said(fault.get("code")), said(fault.get("message"))]
        detail = ": ".join([code for code in codes if code])
        if not status and not detail and answer.event is None:
            log.refuse("$", "a result or job of Gladia's", shown(outline))
        state = _STATES.get(status, State.FAILED if detail else State.UNKNOWN)
        if state is State.DONE and not detail:
            detail = "the answer holds no utterances"
        return Job(
            self.name, heard.name(answer.id), state, status or one_line(answer.event or "", 80), detail
        )


def _result(answer: _Answer) -> tuple[str, _Result]:
    """Where the transcription stands, and what there is of it."""
    for key, result in (("result", answer.result), ("payload", answer.payload)):
        if result is not None:
            return f"$.{key}.transcription", result
    if answer.transcription is not None:
        return "$.transcription", _Result(answer.transcription, answer.metadata)
    return "$", _Result(answer, answer.metadata)


def _segments(utterances: list[_Utterance], path: str, log: RepairLog) -> tuple[Segment, ...]:
    channels: dict[str, list[Segment]] = {}
    for number, utterance in enumerate(utterances):
        told = heard.segments(_words(utterance, f"{path}[{number}]", log), log, _KEYS)
        channels.setdefault(heard.name(utterance.channel) or "", []).extend(told)
    return merged(channels) if channels else ()


def _words(utterance: _Utterance, path: str, log: RepairLog) -> list[heard.Heard]:
    voice, text = heard.name(utterance.speaker), utterance.text or ""
    if not utterance.words:
        span = clocks.of_text(utterance.start, path, log), clocks.of_text(utterance.end, path, log)
        return heard.untimed(text, span, f"{path}.text", log, voice)
    texts = [word.word.strip() for word in utterance.words]
    touching = dressing.touching(texts, text)
    return [
        heard.Heard(
            texts[number] or word.word,
            clocks.of_text(word.start, path, log),
            clocks.of_text(word.end, path, log),
            f"{path}.words[{number}]",
            voice,
            heard.sure(word.confidence),
            glued=touching[number],
        )
        for number, word in enumerate(utterance.words)
    ]


adapter = Gladia()
