"""IBM Watson Speech to Text's results: cloud.ibm.com/docs/speech-to-text?topic=speech-to-text-basic-response.

Word times: topic=speech-to-text-metadata; speakers: topic=speech-to-text-speaker-labels; jobs: topic=speech-to-text-async.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from subkit.adapter import Job, State
from subkit.payload import Identifier, Seconds
from subkit.report import RepairLog
from subkit.wording import one_line, said, shown
from subkit_adapters import clocks, dressing, heard

if TYPE_CHECKING:
    from subkit.model import Segment, Transcript
    from subkit.payload import Payload

_STATES = {
    "waiting": State.WAITING,
    "processing": State.RUNNING,
    "completed": State.DONE,
    "failed": State.FAILED,
    "recognitions.started": State.RUNNING,
    "recognitions.completed": State.DONE,
    "recognitions.completed_with_results": State.DONE,
    "recognitions.failed": State.FAILED,
}
_KEYS = ("start", "end")
_HESITATION = "%HESITATION"  # stands for a sound such as "uh", and is no word
_TRIPLE = 3


class _Alternative(msgspec.Struct):
    transcript: str | None = None
    timestamps: list[Any] = []
    word_confidence: list[Any] = []


class _Result(msgspec.Struct):
    alternatives: list[_Alternative] = []
    final: bool | None = None


class _Label(msgspec.Struct, gc=False):
    """Who says the word that begins at a time."""

    begin: Seconds | None = msgspec.field(default=None, name="from")
    speaker: Identifier | None = None


class _Response(msgspec.Struct):
    results: list[_Result] = []
    speaker_labels: list[_Label] = []


class _Job(msgspec.Struct):
    """What ``GET /v1/recognitions/{id}`` answers, what a callback gets, and the error that any call may answer."""

    id: Identifier | None = None
    status: str | None = None
    event: str | None = None
    results: list[_Response] = []
    error: Any = None
    code_description: Any = None
    details: Any = None


class Ibm:
    """Reads recognitions, with and without the job around them; see `subkit.adapter.Adapter`."""

    name = "ibm"
    title = "IBM Watson Speech to Text"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like a recognition, a job or what a callback gets."""
        outline = payload.outline
        if isinstance(outline, list):
            return bool(outline) and _is_response(outline[0])
        match outline:
            case {"results": [inner], "status": str()}:
                return _is_response(inner)
            case {"error": str(), "code": int(), "code_description": str()}:
                return True
            case {"id": str(), "event": str(event)} if event.startswith("recognitions."):
                return True
            case {"id": str(), "status": "waiting" | "processing" | "completed" | "failed", "created": str()}:
                return "url" in outline or "results" in outline or "updated" in outline
        return _is_response(outline)

    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        """The transcript, or the job where there is none; Watson does not say the language.

        Raises:
            PayloadError: see `subkit.adapter.Adapter`.
        """
        outline = payload.outline
        log = RepairLog(payload.source, strict=strict)
        job_id, path = None, "$"
        if isinstance(outline, list):
            responses, log.repairs = payload.decode(list[_Response], strict=strict)
        elif isinstance(outline, dict) and outline.keys() & {"status", "error", "id"}:
            job, log.repairs = payload.decode(_Job, strict=strict)
            job_id, responses, path = heard.name(job.id), job.results, "$.results"
            if not responses:
                return _job(job, self.name)
        else:
            response, log.repairs = payload.decode(_Response, strict=strict)
            if not _is_response(outline):
                log.refuse("$", "a recognition or job of Watson's", shown(outline))
            responses = [response]
        single = path == "$" and not isinstance(outline, list)
        voices = _voices(responses, path, log)
        told = tuple(
            segment
            for number, response in enumerate(responses)
            for segment in _segments(response, voices, path if single else f"{path}[{number}]", log)
        )
        return heard.transcript(self.name, told, log, language=language, job_id=job_id)


def _is_response(outline: Any) -> bool:
    match outline:
        case {"results": [{"alternatives": [{"timestamps": list()}]}]}:
            return True
        case {"results": [{"alternatives": list(), "final": bool()}]}:
            return True
        case {"results": list(), "result_index": int()} | {"results": list(), "speaker_labels": list()}:
            return True
        case {"speaker_labels": [{"from": _, "speaker": _}]}:
            return True  # a stream sends them after the results
    return False


def _job(job: _Job, name: str) -> Job:
    status = one_line(job.status or job.event or "", 80)
    told = [said(job.error), said(job.code_description)]
    details = job.details if isinstance(job.details, list) else [job.details]
    detail = ": ".join([part for part in (*told, *map(said, details)) if part])
    state = _STATES.get(status, State.FAILED if detail and not status else State.UNKNOWN)
    if state is State.DONE and not detail:
        detail = "the job holds no results; ask for it by its id"
    return Job(name, heard.name(job.id), state, status, detail)


def _voices(responses: list[_Response], path: str, log: RepairLog) -> dict[int | None, str]:
    """Who says the word that begins at a time; a stream tells that in messages of their own."""
    return {
        clocks.of_text(label.begin, path, log): voice
        for response in responses
        for label in response.speaker_labels
        if label.begin is not None and (voice := heard.name(label.speaker))
    }


def _segments(response: _Response, voices: dict[int | None, str], path: str, log: RepairLog) -> list[Segment]:
    told: list[Segment] = []
    for number, result in enumerate(response.results):
        if result.final is False or not result.alternatives:
            continue  # a stream's guess, sent again when it is final
        place = f"{path}.results[{number}].alternatives[0]"
        told += heard.segments(_words(result.alternatives[0], voices, place, log), log, _KEYS)
    return told


def _words(best: _Alternative, voices: dict[int | None, str], path: str, log: RepairLog) -> list[heard.Heard]:
    """The words with the text's capitals and punctuation; what is left of hesitations are pauses."""
    text = (best.transcript or "").replace(_HESITATION, " ")
    if not best.timestamps:
        return heard.untimed(text, (None, None), f"{path}.transcript", log)
    sure = [_confidence(pair) for pair in best.word_confidence]
    told = []
    for number, triple in enumerate(best.timestamps):
        place = f"{path}.timestamps[{number}]"
        if not isinstance(triple, list) or len(triple) != _TRIPLE or not isinstance(triple[0], str):
            log.note("wrong-type", place, "a word, its start and its end", shown(triple), "left it out")
            continue
        if triple[0] == _HESITATION:
            continue
        start, end = (clocks.of_duration(time, place, log) for time in triple[1:])
        confidence = sure[number] if len(sure) == len(best.timestamps) else None
        told.append(heard.Heard(triple[0], start, end, place, voices.get(start), confidence))
    return dressing.dressed(text, told)


def _confidence(pair: Any) -> float | None:
    value = pair[-1] if isinstance(pair, list) and pair else None
    return heard.sure(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


adapter = Ibm()
