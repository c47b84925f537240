"""Azure AI Speech's results, of batch and of fast transcription: learn.microsoft.com/azure/ai-services/speech-service/batch-transcription-get.

Fast transcription: .../speech-service/fast-transcription-create; it calls words ``text`` and counts milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from subkit.adapter import Job, State
from subkit.channels import merged
from subkit.model import Media, Transcript
from subkit.payload import Identifier
from subkit.report import RepairLog
from subkit.wording import one_line, said, shown
from subkit_adapters import clocks, dressing, heard
from subkit_adapters.clocks import Milliseconds, Ticks

if TYPE_CHECKING:
    from subkit.model import Segment
    from subkit.payload import Payload

_STATES = {
    "NotStarted": State.WAITING,
    "Running": State.RUNNING,
    "Succeeded": State.DONE,
    "Failed": State.FAILED,
}
_KEYS = ("offset", "duration")


class _Timed(msgspec.Struct, rename="camel"):
    """What has a time, in ticks of 100 ns, in milliseconds, or as an ISO 8601 duration."""

    offset_in_ticks: Ticks | None = None
    duration_in_ticks: Ticks | None = None
    offset_milliseconds: Milliseconds | None = None
    duration_milliseconds: Milliseconds | None = None
    offset: str | None = None
    duration: str | None = None


class _Word(_Timed, rename="camel"):
    """A word as it is shown (``displayText``, ``text``), or as it was spoken (``word``)."""

    word: str = ""
    text: str = ""
    display_text: str = ""
    confidence: float | None = None


class _Best(msgspec.Struct, rename="camel"):
    """One way to hear a phrase."""

    display: str | None = None
    lexical: str | None = None
    words: list[_Word] = []
    display_words: list[_Word] = []
    display_phrase_elements: list[_Word] = []  # what version 3.1 calls them


class _Phrase(_Timed, rename="camel"):
    recognition_status: str | None = None
    channel: Identifier | None = None
    speaker: Identifier | None = None
    locale: str | None = None
    n_best: list[_Best] = []
    text: str | None = None
    words: list[_Word] = []


class _Fault(msgspec.Struct, gc=False):
    code: Any = None
    message: Any = None


class _Properties(msgspec.Struct):
    error: _Fault | None = None


class _Detail(msgspec.Struct, gc=False, rename="camel"):
    status: str | None = None
    error_message: Any = None


class _Answer(_Timed, rename="camel"):
    """A result file, a job, a job's report, or an error."""

    recognized_phrases: list[_Phrase] | None = None
    phrases: list[_Phrase] | None = None
    address: str | None = msgspec.field(default=None, name="self")
    status: str | None = None
    properties: _Properties | None = None
    details: list[_Detail] = []
    error: _Fault | None = None
    code: Any = None
    message: Any = None


class Azure:
    """Reads result files; see `subkit.adapter.Adapter`."""

    name = "azure"
    title = "Azure AI Speech"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like a result, a job or a report."""
        match payload.outline:
            case {"recognizedPhrases": list()} | {"combinedRecognizedPhrases": list()}:
                return True
            case {"combinedPhrases": list(), "phrases": list()}:
                return True
            case {"self": str(address), "status": str()} if "/speechtotext/" in address:
                return True
            case {"successfulTranscriptionsCount": _, "details": list()}:
                return True
            case {"code": str(), "message": str(), "innerError": dict()}:
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
        key = "phrases" if answer.recognized_phrases is None else "recognizedPhrases"
        phrases = answer.phrases if answer.recognized_phrases is None else answer.recognized_phrases
        if phrases is None:
            return self._job(answer, payload.outline, log)
        told = _segments(phrases, f"$.{key}", log)
        spoken = next((phrase.locale for phrase in phrases if phrase.locale), None)
        duration = _time(answer, "duration", "$", log)
        return Transcript(
            told,
            speakers=heard.speakers(told),
            language=heard.language_of(spoken, language),
            media=Media(duration) if duration else None,
            provider=self.name,
            repairs=tuple(log.repairs),
        )

    def _job(self, answer: _Answer, outline: Any, log: RepairLog) -> Job:
        fault = answer.error or (answer.properties and answer.properties.error)
        fault = fault or _Fault(answer.code, answer.message)
        told = ": ".join(part for part in (said(fault.code), said(fault.message)) if part)
        status = one_line(answer.status or "", 80)
        number = one_line((answer.address or "").rstrip("/").rpartition("/")[2]) or None
        state = _STATES.get(status, State.UNKNOWN)
        if answer.details:
            faults = [said(one.error_message) or "failed" for one in answer.details if one.status == "Failed"]
            state, told = (State.FAILED, faults[0]) if faults else (State.DONE, "")
        elif told and not status:
            state = State.FAILED
        elif not status:
            log.refuse("$", "a transcription of Azure's", shown(outline))
        if state is State.DONE:
            told = 'this is the job, not its result; fetch the file of kind "Transcription"'
        return Job(self.name, number, state, status, told)


def _segments(phrases: list[_Phrase], path: str, log: RepairLog) -> tuple[Segment, ...]:
    channels: dict[str, list[Segment]] = {}
    for number, phrase in enumerate(phrases):
        told = heard.segments(_words(phrase, f"{path}[{number}]", log), log, _KEYS)
        channels.setdefault(heard.name(phrase.channel) or "", []).extend(told)
    spoken = {channel: told for channel, told in channels.items() if told}
    return merged(spoken) if spoken else ()


def _words(phrase: _Phrase, path: str, log: RepairLog) -> list[heard.Heard]:
    """A phrase's words as they are shown, with their times; without any they share the phrase's."""
    best = phrase.n_best[0] if phrase.n_best else _Best(phrase.text, words=phrase.words)
    inner = f"{path}.nBest[0]" if phrase.n_best else path
    voice = heard.name(phrase.speaker)
    if shown := best.display_words or best.display_phrase_elements:
        key = "displayWords" if best.display_words else "displayPhraseElements"
        return [_word(word, f"{inner}.{key}[{number}]", voice, log) for number, word in enumerate(shown)]
    if best.words:
        spoken = [
            _word(word, f"{inner}.words[{number}]", voice, log) for number, word in enumerate(best.words)
        ]
        return dressing.dressed(best.display or "", spoken)
    start, length = _time(phrase, "offset", path, log), _time(phrase, "duration", path, log)
    end = None if start is None or length is None else start + length
    text = best.display or best.lexical or ""
    return heard.untimed(text, (start, end), inner, log, voice)


def _word(word: _Word, path: str, voice: str | None, log: RepairLog) -> heard.Heard:
    start, length = _time(word, "offset", path, log), _time(word, "duration", path, log)
    end = None if start is None or length is None else start + length
    text = word.display_text or word.text or word.word
    return heard.Heard(text, start, end, path, voice, heard.sure(word.confidence))


def _time(timed: _Timed, what: str, path: str, log: RepairLog) -> int | None:
    """A time in ms, from the finest of the units it is given in."""
    ticks: float | None = getattr(timed, f"{what}_in_ticks")
    millis: float | None = getattr(timed, f"{what}_milliseconds")
    if ticks is not None:
        return clocks.of_ticks(ticks)
    if millis is not None:
        return clocks.of_milliseconds(millis)
    return clocks.of_iso(getattr(timed, what), f"{path}.{what}", log)


adapter = Azure()
