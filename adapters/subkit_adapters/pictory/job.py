"""How a Pictory job stands, and what went wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from subkit.adapter import Job, State
from subkit.wording import one_line, said

if TYPE_CHECKING:
    from subkit_adapters.pictory.wire import Answer, Data

_STATES = {
    "completed": State.DONE,
    "in-progress": State.RUNNING,
    "failed": State.FAILED,
    "cleaned": State.GONE,
}


def speaks_of_a_job(answer: Answer) -> bool:
    """Whether there is any word on a job, and not just a transcript."""
    data = answer.data
    return (
        answer.success is not None
        or answer.error is not None
        or (data is not None and data.status is not None)
    )


def is_done(answer: Answer, data: Data) -> bool:
    """Whether the transcript is there to be read.

    The documentation wants "both the in-progress status and the presence of transcript data" looked at; ``success``
    is true while the job still runs.
    """
    return (
        state_of(data.status, success=answer.success) in {State.DONE, State.UNKNOWN}
        and data.transcript is not None
    )


def job_of(answer: Answer, data: Data, name: str) -> Job:
    """The job as the provider tells of it."""
    state, status = state_of(data.status, success=answer.success), one_line(data.status or "", 80)
    return Job(name, job_id(answer, data), state, status, _detail(answer, data, state))


def state_of(status: str | None, *, success: bool | None) -> State:
    """The state that Pictory's word and its ``success`` stand for."""
    plain = re.sub(r"[\s_-]+", "-", (status or "").strip().casefold())
    known = _STATES.get(plain, State.UNKNOWN)
    if success is False and known is not State.GONE:
        return State.FAILED
    return known


def job_id(answer: Answer, data: Data) -> str | None:
    """The job's id, from any of the three places where Pictory puts it."""
    for candidate in (answer.job_id, answer.job_id_camel, data.job_id, data.job_id_camel):
        if candidate is not None and candidate != "":
            return one_line(str(candidate))
    return None


def _detail(answer: Answer, data: Data, state: State) -> str:
    """What Pictory tells, or that a transcript is missing."""
    reason = told(answer, data)
    if reason or state not in {State.DONE, State.UNKNOWN}:
        return reason
    captions = " and ".join(key for key, text in (("srt", data.srt), ("vtt", data.vtt)) if text)
    return (
        f"the answer holds no transcript, only {captions}" if captions else "the answer holds no transcript"
    )


def told(answer: Answer, data: Data) -> str:
    """The error's code and message: in ``data``, in ``error``, or at the top, as Pictory's pages have it by turns."""
    error = answer.error if isinstance(answer.error, dict) else {}
    codes = [data.error_code, error.get("error_code"), answer.error_code, error.get("code"), answer.code]
    texts = [
        data.error_message,
        error.get("error_message"),
        answer.error_message,
        error.get("message"),
        answer.message,
    ]
    if isinstance(answer.error, str):
        texts.append(answer.error)
    return ": ".join(part for part in (_first(codes), _first(texts)) if part)


def _first(candidates: list[Any]) -> str:
    return next((text for text in map(said, candidates) if text), "")
