"""ElevenLabs Scribe's results: elevenlabs.io/docs/api-reference/speech-to-text/convert.

Blanks are items of their own, sounds as well; one transcript for each channel where channels were told apart.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from subkit.adapter import Job, State
from subkit.channels import merged
from subkit.payload import Identifier, Seconds
from subkit.report import RepairLog
from subkit.wording import said, shown
from subkit_adapters import clocks, heard

if TYPE_CHECKING:
    from subkit.model import Transcript
    from subkit.payload import Payload

_KEYS = ("start", "end")
_LogProbability = Annotated[float, msgspec.Meta(ge=-1e6, le=1e6)]


class _Word(msgspec.Struct, gc=False):
    """A word, what stands between words (``spacing``), or a sound (``audio_event``)."""

    text: str = ""
    type: str | None = None
    start: Seconds | None = None
    end: Seconds | None = None
    speaker_id: Identifier | None = None
    logprob: _LogProbability | None = None


class _Transcript(msgspec.Struct):
    words: list[_Word] | None = None
    text: str | None = None
    language_code: str | None = None
    channel_index: Identifier | None = None
    audio_duration_secs: Seconds | None = None
    transcription_id: Identifier | None = None


class _Data(msgspec.Struct):
    """The body of a webhook."""

    transcription: _Answer | None = None
    request_id: Identifier | None = None


class _Answer(_Transcript):
    transcripts: list[_Transcript] | None = None
    data: _Data | None = None
    request_id: Identifier | None = None
    detail: Any = None
    message: Any = None


class ElevenLabs:
    """Reads transcripts, with one channel or several; see `subkit.adapter.Adapter`."""

    name = "elevenlabs"
    title = "ElevenLabs Scribe"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like a transcript, a webhook's body or an error."""
        outline = payload.outline
        match outline:
            case {"type": "speech_to_text_transcription", "data": dict()}:
                return True
            case {"transcripts": [inner]}:
                return _is_transcript(inner)
            case {"detail": {"status": str(), "message": str()}}:
                return True
            case {"request_id": _, "transcription_id": _, "message": str()}:
                return True
        return _is_transcript(outline)

    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        """The transcript, or the job where there is none.

        Raises:
            PayloadError: see `subkit.adapter.Adapter`.
        """
        answer, repairs = payload.decode(_Answer, strict=strict)
        log = RepairLog(payload.source, strict=strict, repairs=repairs)
        told, path = answer, "$"
        if answer.data is not None and answer.data.transcription is not None:
            told, path = answer.data.transcription, "$.data.transcription"
        if told.words is None and told.transcripts is None and told.text is None:
            return self._job(answer, payload.outline, log)
        parts: list[_Transcript] = told.transcripts if told.transcripts is not None else [told]
        places = (
            [path] if told.transcripts is None else [f"{path}.transcripts[{i}]" for i in range(len(parts))]
        )
        channels = {}
        for number, (part, place) in enumerate(zip(parts, places, strict=True)):
            channel = heard.name(part.channel_index) or str(number)
            channels[channel] = heard.segments(_words(part, place, log), log, _KEYS)
        segments = merged(channels) if channels else ()
        length = max([part.audio_duration_secs or 0.0 for part in parts], default=None)
        spoken = next((part.language_code for part in parts if part.language_code), None)
        return heard.transcript(
            self.name,
            segments,
            log,
            language=heard.language_of(spoken, language),
            duration=clocks.of_seconds(length),
            job_id=heard.name(told.transcription_id or (answer.data.request_id if answer.data else None)),
        )

    def _job(self, answer: _Answer, outline: Any, log: RepairLog) -> Job:
        if isinstance(answer.detail, dict):
            told = [said(answer.detail.get(key)) for key in ("status", "message")]
            return Job(self.name, None, State.FAILED, "error", ": ".join([one for one in told if one]))
        number = answer.transcription_id or answer.request_id
        if number is None and answer.data is None:
            log.refuse("$", "a transcript of ElevenLabs", shown(outline))
        number = number or (answer.data.request_id if answer.data else None)
        return Job(self.name, heard.name(number), State.RUNNING, "", said(answer.message))


def _is_transcript(outline: Any) -> bool:
    match outline:
        case {"words": [{"text": _, "type": "word" | "spacing" | "audio_event"}]}:
            return True
        case {"language_code": _, "language_probability": _, "text": _}:
            return True
    return False


def _words(part: _Transcript, path: str, log: RepairLog) -> list[heard.Heard]:
    items = part.words or []
    if not any(item.type != "spacing" for item in items):
        return heard.untimed(part.text or "", (None, None), f"{path}.text", log)
    is_spaced = any(item.type == "spacing" for item in items)
    told: list[heard.Heard] = []
    touching = False
    for number, item in enumerate(items):
        if item.type == "spacing" and not item.text.strip():
            touching = not item.text and touching
            continue
        one = _word(item, f"{path}.words[{number}]", log, glued=touching)
        told += heard.parts(one) if item.type == "audio_event" else [one]
        touching = is_spaced
    return told


def _word(item: _Word, path: str, log: RepairLog, *, glued: bool) -> heard.Heard:
    sure = None if item.logprob is None else math.exp(min(0.0, item.logprob))
    return heard.Heard(
        item.text,
        clocks.of_text(item.start, path, log),
        clocks.of_text(item.end, path, log),
        path,
        heard.name(item.speaker_id),
        sure,
        mark=item.type in {"punctuation", "spacing"},
        glued=glued,
    )


adapter = ElevenLabs()
