"""Azure AI Speech's results: learn.microsoft.com/azure/ai-services/speech-service/batch-transcription-get.

Fast transcription: .../speech-service/fast-transcription-create; it calls words ``text`` and counts milliseconds.
Live results in the detailed format: .../speech-service/get-speech-recognition-results; they count ticks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subkit.adapter import Job, State
from subkit.report import RepairLog
from subkit.wording import one_line, said, shown
from subkit_adapters import heard
from subkit_adapters.azure.wire import Answer, Fault, Live
from subkit_adapters.azure.words import of_live, segments, time_of

if TYPE_CHECKING:
    from subkit.model import Transcript
    from subkit.payload import Payload

_STATES = {
    "NotStarted": State.WAITING,
    "Running": State.RUNNING,
    "Succeeded": State.DONE,
    "Failed": State.FAILED,
}


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
        return _is_live(payload.outline)

    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        """The transcript, or the job where there is none.

        Raises:
            PayloadError: see `subkit.adapter.Adapter`.
        """
        if _is_live(payload.outline):
            return self._live(payload, strict=strict, language=language)
        answer, repairs = payload.decode(Answer, strict=strict)
        log = RepairLog(payload.source, strict=strict, repairs=repairs)
        key = "phrases" if answer.recognized_phrases is None else "recognizedPhrases"
        phrases = answer.phrases if answer.recognized_phrases is None else answer.recognized_phrases
        if phrases is None:
            return self._job(answer, payload.outline, log)
        told = segments(phrases, f"$.{key}", log)
        spoken = next((phrase.locale for phrase in phrases if phrase.locale), None)
        duration = time_of(answer, "duration", "$", log)
        return heard.transcript(
            self.name,
            told,
            log,
            language=heard.language_of(spoken, language),
            duration=duration,
        )

    def _live(self, payload: Payload, *, strict: bool, language: str | None) -> Transcript:
        """The transcript of one live result, or of several, one a line."""
        log = RepairLog(payload.source, strict=strict)
        if isinstance(payload.outline, list):
            results, log.repairs = payload.decode(list[Live], strict=strict)
        else:
            result, log.repairs = payload.decode(Live, strict=strict)
            results = [result]
        told = segments([of_live(result) for result in results], "$", log)
        return heard.transcript(self.name, told, log, language=language)

    def _job(self, answer: Answer, outline: Any, log: RepairLog) -> Job:
        fault = answer.error or (answer.properties and answer.properties.error)
        fault = fault or Fault(answer.code, answer.message)
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


def _is_live(outline: Any) -> bool:
    match outline:
        case [{"RecognitionStatus": str(), "Offset": _}] | {"RecognitionStatus": str(), "Offset": _}:
            return True
        case [{"DisplayText": _, "NBest": list()}] | {"DisplayText": _, "NBest": list()}:
            return True
    return False


adapter = Azure()
