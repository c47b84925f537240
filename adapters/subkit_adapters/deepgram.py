"""Deepgram's pre-recorded results: developers.deepgram.com/reference/speech-to-text/listen-pre-recorded.

Utterances, paragraphs, channels and ``punctuated_word``: developers.deepgram.com/docs/utterances, .../paragraphs,
.../multichannel, .../smart-format; refusals: .../reference/errors. Times are seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from subkit.adapter import Job, State
from subkit.channels import merged
from subkit.payload import Identifier, Seconds
from subkit.report import RepairLog
from subkit.wording import said, shown
from subkit_adapters import clocks, dressing, heard
from subkit_adapters.heard import Heard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.model import Segment, Transcript
    from subkit.payload import Payload

_KEYS = ("start", "end")


class _Word(msgspec.Struct, gc=False):
    word: str = ""
    punctuated_word: str | None = None
    start: Seconds | None = None
    end: Seconds | None = None
    confidence: float | None = None
    speaker: Identifier | None = None


class _Paragraph(msgspec.Struct, gc=False):
    num_words: int | None = None


class _Paragraphs(msgspec.Struct):
    paragraphs: list[_Paragraph] = []


class _Alternative(msgspec.Struct):
    transcript: str | None = None
    words: list[_Word] = []
    paragraphs: _Paragraphs | None = None
    languages: list[str] = []


class _Channel(msgspec.Struct):
    alternatives: list[_Alternative] = []
    detected_language: str | None = None


class _Utterance(msgspec.Struct):
    transcript: str | None = None
    words: list[_Word] = []
    start: Seconds | None = None
    end: Seconds | None = None
    channel: Identifier | None = None
    speaker: Identifier | None = None
    id: Identifier | None = None


class _Results(msgspec.Struct):
    channels: list[_Channel] = []
    utterances: list[_Utterance] = []


class _Metadata(msgspec.Struct, gc=False):
    request_id: Identifier | None = None
    duration: Seconds | None = None


class _Answer(msgspec.Struct):
    """A result, what is answered where the result goes to a callback, or a refusal in either of its forms."""

    results: _Results | None = None
    metadata: _Metadata | None = None
    request_id: Identifier | None = None
    err_code: Any = None
    err_msg: Any = None
    category: Any = None
    message: Any = None
    details: Any = None


class Deepgram:
    """Reads what ``/v1/listen`` answers; see `subkit.adapter.Adapter`."""

    name = "deepgram"
    title = "Deepgram"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like a result or a refusal."""
        match payload.outline:
            case {"results": {"channels": [{"alternatives": list()}]}}:
                return True
            case {"results": {"utterances": [{"transcript": _, "words": list()}]}}:
                return True
            case {"results": {"channels": list()}, "metadata": {"request_id": _}}:
                return True
            case {"err_code": _, "err_msg": _} | {"category": str(), "message": str(), "request_id": _}:
                return True
            case {"request_id": str(), **others} if not others:
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
        facts = answer.metadata or _Metadata()
        told = _segments(answer.results, clocks.of_seconds(facts.duration), log)
        return heard.transcript(
            self.name,
            told,
            log,
            language=heard.language_of(_spoken(answer.results), language),
            duration=clocks.of_seconds(facts.duration),
            job_id=heard.name(facts.request_id),
        )

    def _job(self, answer: _Answer, outline: Any, log: RepairLog) -> Job:
        number = heard.name(answer.request_id)
        status = said(answer.err_code) or said(answer.category)
        told = [said(text) for text in (answer.err_msg, answer.message, answer.details)]
        if status or any(told):
            detail = ": ".join(text for text in told if text)
            return Job(self.name, number, State.FAILED, status or "error", detail)
        if number is None:
            log.refuse("$", "a result of Deepgram's", shown(outline))
        return Job(self.name, number, State.RUNNING, "accepted", "the result goes to the callback's address")


def _segments(results: _Results, duration: int | None, log: RepairLog) -> tuple[Segment, ...]:
    """The utterances, if they hold all words; else each channel's paragraphs, or turns."""
    utterances: dict[str, list[Segment]] = {}
    for number, utterance in enumerate(results.utterances):
        channel = heard.name(utterance.channel) or "0"
        told = _of_utterance(utterance, f"$.results.utterances[{number}]", log)
        utterances.setdefault(channel, []).extend(told)
    best = [
        channel.alternatives[0] if channel.alternatives else _Alternative() for channel in results.channels
    ]
    all_words = sum(len(alternative.words) for alternative in best)
    if utterances and sum(len(utterance.words) for utterance in results.utterances) >= all_words:
        return merged(utterances)
    channels = {
        str(number): _of_channel(alternative, f"$.results.channels[{number}].alternatives[0]", duration, log)
        for number, alternative in enumerate(best)
    }
    return merged(channels) if channels else ()


def _of_utterance(utterance: _Utterance, path: str, log: RepairLog) -> list[Segment]:
    voice, text = heard.name(utterance.speaker), utterance.transcript or ""
    start, end = clocks.of_seconds(utterance.start), clocks.of_seconds(utterance.end)
    words = _words(utterance.words, text, f"{path}.words", voice)
    if not words:
        words = heard.untimed(text, (start, end), f"{path}.transcript", log, voice)
    made = list(heard.segments(words, log, _KEYS))
    if made:
        made[0] = replace(made[0], start=start, id=heard.name(utterance.id))
        made[-1] = replace(made[-1], end=end)
    return made


def _of_channel(best: _Alternative, path: str, duration: int | None, log: RepairLog) -> list[Segment]:
    words = _words(best.words, best.transcript or "", f"{path}.words", None)
    if not words:
        words = heard.untimed(best.transcript or "", (0, duration), f"{path}.transcript", log)
    sizes = [part.num_words or 0 for part in best.paragraphs.paragraphs] if best.paragraphs else []
    if sum(sizes) != len(words) or min(sizes, default=0) < 0:
        sizes = [len(words)]
    made: list[Segment] = []
    for size in sizes:
        made += heard.segments(words[:size], log, _KEYS)
        words = words[size:]
    return made


def _words(words: Sequence[_Word], text: str, path: str, voice: str | None) -> list[Heard]:
    texts = [word.punctuated_word or word.word for word in words]
    touching = dressing.touching(texts, text)
    return [
        Heard(
            spelt,
            clocks.of_seconds(word.start),
            clocks.of_seconds(word.end),
            f"{path}[{number}]",
            heard.name(word.speaker) or voice,
            heard.sure(word.confidence),
            glued=touches,
        )
        for number, (word, spelt, touches) in enumerate(zip(words, texts, touching, strict=True))
    ]


def _spoken(results: _Results) -> str | None:
    """The language, where Deepgram was asked to find out."""
    for channel in results.channels:
        heard_in = channel.alternatives[0].languages if channel.alternatives else []
        if channel.detected_language or heard_in:
            return channel.detected_language or heard_in[0]
    return None


adapter = Deepgram()
