"""Google Cloud Speech-to-Text's results, versions 1 and 2, as REST and as the client libraries print them.

Version 1: cloud.google.com/speech-to-text/docs/reference/rest/v1/speech/recognize. Version 2:
cloud.google.com/speech-to-text/v2/docs/reference/rest/v2/recognizers/recognize. The client libraries say ``start_time`` for
``startTime``, and ``{"seconds": 1, "nanos": 300000000}`` for ``"1.300s"``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from subkit.adapter import Job, State
from subkit.mending import mend
from subkit.report import RepairLog
from subkit.wording import said, shown
from subkit_adapters import heard
from subkit_adapters.google.wire import Answer, Fault, File, Result, first
from subkit_adapters.google.words import is_final, segments

if TYPE_CHECKING:
    from subkit.model import Transcript
    from subkit.payload import Payload


class Google:
    """Reads responses, and the operations that hold them; see `subkit.adapter.Adapter`."""

    name = "google"
    title = "Google Cloud Speech-to-Text"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like a response or an operation."""
        outline = payload.outline
        if isinstance(outline, list):
            return bool(outline) and _is_response(outline[0])
        match outline:
            case {"name": str(), "metadata": {"@type": str(kind)}} if "cloud.speech" in kind:
                return True
            case {"name": str(), "response": {"@type": str(kind)}} if "cloud.speech" in kind:
                return True
            case {"error": {"code": int(), "message": str()} as fault}:
                return "status" in fault or {"name", "done"} <= outline.keys()
            case {"response": {"results": _} as response}:
                return _is_response(response)
        return _is_response(outline)

    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        """The transcript, or the job where there is none.

        Raises:
            PayloadError: see `subkit.adapter.Adapter`.
        """
        log = RepairLog(payload.source, strict=strict)
        job_id = None
        if isinstance(payload.outline, list):
            streamed, log.repairs = payload.decode(list[Answer], strict=strict)
            results = [
                result
                for number, answer in enumerate(streamed)
                for result in _results(answer.results or [], f"$[{number}].results", log)
            ]
        else:
            answer, log.repairs = payload.decode(Answer, strict=strict)
            job_id = heard.name(answer.name)
            found = self._found(answer, payload.outline, log)
            if isinstance(found, Job):
                return found
            results = found
        told = segments([result for result in results if is_final(result)], log)
        spoken = next((tag for result in results if (tag := result.language or result.language_camel)), None)
        return heard.transcript(
            self.name,
            told,
            log,
            language=heard.language_of(spoken, language),
            job_id=job_id,
        )

    def _found(self, answer: Answer, outline: Any, log: RepairLog) -> list[Result] | Job:
        """The results, or the job that has none."""
        job = Job(self.name, heard.name(answer.name), State.UNKNOWN)
        if answer.error is not None:
            return msgspec.structs.replace(
                job, state=State.FAILED, status="error", detail=_told(answer.error)
            )
        inner, path = answer.results, "$.results"
        if answer.response is not None:
            inner, path = answer.response.results or [], "$.response.results"
        if isinstance(inner, dict):
            return self._of_file(inner, path, job, log)
        if inner is not None or _is_response(outline):
            return _results(inner or [], path, log)  # where nothing was heard there are none
        if answer.name is None:
            log.refuse("$", "a response or operation of Google's", shown(outline))
        if answer.done:
            return msgspec.structs.replace(job, state=State.DONE, detail="the operation holds no results")
        percent = answer.metadata and first(answer.metadata.percent, answer.metadata.percent_snake)
        status = f"{said(percent)} %" if said(percent) else ""
        return msgspec.structs.replace(job, state=State.RUNNING, status=status)

    def _of_file(self, files: dict[str, Any], path: str, job: Job, log: RepairLog) -> list[Result] | Job:
        """The results of the one file of a batch."""
        if len(files) != 1:
            log.refuse(path, "one file's results", f"those of {len(files)}; save one to a file of its own")
        ((uri, content),) = files.items()
        place = f"{path}[{shown(uri)}]"
        file: File = mend(content, File, place, log)
        if file.error is not None and (file.error.code or file.error.message):
            return msgspec.structs.replace(job, state=State.FAILED, status="error", detail=_told(file.error))
        inline = file.inline or file.inline_snake or file
        transcript = inline.transcript or file.transcript
        if transcript is None:
            stored = file.stored.get("uri") if isinstance(file.stored, dict) else file.uri
            detail = f"the results are not in here; fetch {said(stored) or 'them'}"
            return msgspec.structs.replace(job, state=State.DONE, detail=detail)
        return _results(transcript.results or [], f"{place}.transcript.results", log)


def _is_response(outline: Any) -> bool:
    match outline:
        case {"result_index": _} | {"results": [{"final": _} | {"alternatives": [{"timestamps": _}]}]}:
            return False  # Watson's, which has the same nesting
        case {"results": [{"alternatives": [{"words": [{"word": _}]} | {"transcript": str()}]}]}:
            return True
        case {"results": dict(files)}:
            return any(map(_is_file, files.values()))
        case {"results": list(), "totalBilledTime": _} | {"requestId": _, "totalBilledTime": _}:
            return True
        case {"metadata": {"totalBilledDuration": _}}:
            return True  # where nothing was heard the results are left out, as empty lists are in protobuf's JSON
    return False


def _is_file(outline: Any) -> bool:
    match outline:
        case {"inlineResult": _} | {"inline_result": _} | {"cloudStorageResult": _} | {"transcript": dict()}:
            return True
    return False


def _results(content: Any, path: str, log: RepairLog) -> list[Result]:
    results: list[Result] = mend(content, list[Result], path, log)
    return results


def _told(fault: Fault) -> str:
    return ": ".join(part for part in (said(fault.code), said(fault.message)) if part)


adapter = Google()
