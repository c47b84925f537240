"""From a payload in any of Pictory's forms to the transcript, or to the job that has none (yet)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.payload import taken
from subkit.report import RepairLog
from subkit.wording import shown
from subkit_adapters.pictory.job import is_done, job_id, job_of, speaks_of_a_job
from subkit_adapters.pictory.transcript import transcript_of
from subkit_adapters.pictory.wire import Answer, Data, Page, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.adapter import Job
    from subkit.model import Transcript
    from subkit.payload import Payload


def result(payload: Payload, name: str, *, strict: bool, language: str | None) -> Transcript | Job:
    """The transcript of the one finished job the payload holds, or that job as it stands."""
    log = RepairLog(payload.source, strict=strict)
    answer, segments, path = _answer(payload, log)
    data = answer.data or Data(transcript=answer.transcript)
    inner = f"{path}.data" if answer.data else path
    if speaks_of_a_job(answer) and not is_done(answer, data):
        return job_of(answer, data, name)
    if data.transcript is None:
        log.refuse(inner, "a Pictory job, or its transcript", shown(payload.outline))
    place = inner if path == "$" and isinstance(payload.outline, list) else f"{inner}.transcript"
    return transcript_of(
        data,
        taken(data.transcript) if segments is None else segments,
        place,
        log,
        provider=name,
        job_id=job_id(answer, data),
        language=language,
    )


def _answer(payload: Payload, log: RepairLog) -> tuple[Answer, Iterator[Segment] | None, str]:
    """The one answer to read, where it stands, and its segments where those are yet to be decoded."""
    match payload.outline:
        case [{"words": _}] | []:
            segments, log.repairs = payload.decode(list[Segment], strict=log.strict)
            return Answer(transcript=segments), None, "$"
        case list():
            answers, log.repairs = payload.decode(list[Answer], strict=log.strict)
            path = "$"
        case {"items": list()}:
            page, log.repairs = payload.decode(Page, strict=log.strict)
            answers, path = page.items, "$.items"
        case {"data": {"transcript": list()}}:
            return *payload.decode_apart(Answer, "data.transcript", Segment, log), "$"
        case {"transcript": list()}:
            return *payload.decode_apart(Answer, "transcript", Segment, log), "$"
        case _:
            answer, log.repairs = payload.decode(Answer, strict=log.strict)
            return answer, None, "$"
    index = _only_one(answers, path, log)
    return answers[index], None, f"{path}[{index}]"


def _only_one(answers: list[Answer], path: str, log: RepairLog) -> int:
    """Which answer to read: the only one there is, or the only one that is done."""
    if len(answers) == 1:
        return 0
    done = [
        i
        for i, answer in enumerate(answers)
        if is_done(answer, answer.data or Data(transcript=answer.transcript))
    ]
    if len(done) != 1:
        found = (
            f"{len(answers)} jobs, {len(done)} of them finished; save the one you want to a file of its own"
        )
        log.refuse(path, "one finished job", found)
    return done[0]
