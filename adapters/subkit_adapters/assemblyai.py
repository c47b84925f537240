"""AssemblyAI's transcripts: assemblyai.com/docs/api-reference/transcripts/get, with sentences and paragraphs beside it.

Utterances and channels: assemblyai.com/docs/pre-recorded-audio/multichannel. Times are milliseconds, but
``audio_duration`` is seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from subkit.adapter import Job, State
from subkit.channels import merged
from subkit.payload import Identifier, Seconds
from subkit.report import RepairLog
from subkit.wording import one_line, said, shown
from subkit_adapters import clocks, dressing, heard
from subkit_adapters.clocks import Milliseconds
from subkit_adapters.heard import Heard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.model import Segment, Transcript
    from subkit.payload import Payload

_STATES = {
    "queued": State.WAITING,
    "processing": State.RUNNING,
    "completed": State.DONE,
    "error": State.FAILED,
}
_OF_A_TRANSCRIPT = {"audio_url", "acoustic_model", "language_model", "speech_model", "speech_models"}
_KEYS = ("start", "end")


class _Word(msgspec.Struct, gc=False):
    text: str = ""
    start: Milliseconds | None = None
    end: Milliseconds | None = None
    confidence: float | None = None
    speaker: Identifier | None = None
    channel: Identifier | None = None


class _Utterance(msgspec.Struct):
    """An utterance, a sentence or a paragraph."""

    text: str | None = None
    start: Milliseconds | None = None
    end: Milliseconds | None = None
    words: list[_Word] = []
    speaker: Identifier | None = None
    channel: Identifier | None = None


class _Answer(msgspec.Struct):
    """A transcript, its sentences or paragraphs, or the body of a webhook."""

    id: Identifier | None = None
    transcript_id: Identifier | None = None
    status: str | None = None
    error: Any = None
    text: str | None = None
    words: list[_Word] | None = None
    utterances: list[_Utterance] | None = None
    sentences: list[_Utterance] | None = None
    paragraphs: list[_Utterance] | None = None
    language_code: str | None = None
    audio_duration: Seconds | None = None


class AssemblyAi:
    """Reads what ``GET /v2/transcript/{id}`` answers; see `subkit.adapter.Adapter`."""

    name = "assemblyai"
    title = "AssemblyAI"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like a transcript, its sentences or paragraphs, or a webhook's body."""
        match payload.outline:
            case {"id": _, "status": "queued" | "processing" | "completed" | "error", **others}:
                return bool(others.keys() & _OF_A_TRANSCRIPT)
            case {"id": _, "sentences": [{"words": [{"text": _}]}]}:
                return True
            case {"id": _, "paragraphs": [{"words": [{"text": _}]}]}:
                return True
            case {"id": _, "words": [{"text": _, "start": _, "end": _, "confidence": _, "speaker": _}]}:
                return True
            case {"transcript_id": _, "status": "completed" | "error"}:
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
        state = _STATES.get(answer.status or "", State.UNKNOWN)
        has_result = any(part is not None for part in (answer.words, *_parts(answer).values())) or answer.text
        if state not in {State.DONE, State.UNKNOWN} or not has_result:
            return self._job(answer, state, payload.outline, log)
        duration = clocks.of_seconds(answer.audio_duration)
        told = _segments(answer, duration, log)
        return heard.transcript(
            self.name,
            told,
            log,
            language=heard.language_of(answer.language_code, language),
            duration=duration,
            job_id=heard.name(answer.id),
        )

    def _job(self, answer: _Answer, state: State, outline: Any, log: RepairLog) -> Job:
        number = heard.name(answer.id) or heard.name(answer.transcript_id)
        if number is None and not answer.status:
            log.refuse("$", "a transcript of AssemblyAI's", shown(outline))
        detail = said(answer.error)
        if state is State.DONE and not detail:
            detail = f"this holds no words; get the transcript {number or ''}".rstrip()
        return Job(self.name, number, state, one_line(answer.status or "", 80), detail)


def _parts(answer: _Answer) -> dict[str, list[_Utterance] | None]:
    return {
        "utterances": answer.utterances,
        "sentences": answer.sentences,
        "paragraphs": answer.paragraphs,
    }


def _segments(answer: _Answer, duration: int | None, log: RepairLog) -> tuple[Segment, ...]:
    """A segment an utterance, by channels; where there are no utterances, or not with all words, the words in turns."""
    count = len(answer.words or [])
    for name, parts in _parts(answer).items():
        if parts and sum(len(part.words) for part in parts) >= max(1, count):
            return _of_parts(parts, f"$.{name}", log)
    words = _words(answer.words or [], answer.text or "", "$.words", None)
    if not words:
        words = heard.untimed(answer.text or "", (0, duration), "$.text", log)
    channels: dict[str, list[Heard]] = {}
    for word, wire in zip(words, answer.words or [_Word()] * len(words), strict=True):
        channels.setdefault(heard.name(wire.channel) or "", []).append(word)
    told = {channel: heard.segments(row, log, _KEYS) for channel, row in channels.items()}
    return merged(told) if told else ()


def _of_parts(parts: list[_Utterance], path: str, log: RepairLog) -> tuple[Segment, ...]:
    channels: dict[str, list[Segment]] = {}
    for number, part in enumerate(parts):
        words = _words(part.words, part.text or "", f"{path}[{number}].words", heard.name(part.speaker))
        made = list(heard.segments(words, log, _KEYS))
        if made:
            made[0] = replace(made[0], start=clocks.of_milliseconds(part.start))
            made[-1] = replace(made[-1], end=clocks.of_milliseconds(part.end))
        own = part.channel or next((word.channel for word in part.words if word.channel), None)
        channels.setdefault(heard.name(own) or "", []).extend(made)
    return merged(channels)


def _words(words: Sequence[_Word], text: str, path: str, voice: str | None) -> list[Heard]:
    touching = dressing.touching([word.text for word in words], text)
    return [
        Heard(
            word.text,
            clocks.of_milliseconds(word.start),
            clocks.of_milliseconds(word.end),
            f"{path}[{number}]",
            heard.name(word.speaker) or voice,
            heard.sure(word.confidence),
            glued=touches,
        )
        for number, (word, touches) in enumerate(zip(words, touching, strict=True))
    ]


adapter = AssemblyAi()
