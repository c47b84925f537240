"""How a Verbit job stands, in every spelling its pages have, and what went wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from subkit.adapter import Job, State
from subkit.wording import one_line, said
from subkit_adapters.verbit.refusals import advice
from subkit_adapters.verbit.wire import JobInfo

if TYPE_CHECKING:
    from subkit.payload import Payload

_STATES = {
    **dict.fromkeys(("completed", "complete"), State.DONE),
    **dict.fromkeys(("failure", "error", "failed", "media failure"), State.FAILED),
    **dict.fromkeys(("canceled", "cancelled"), State.CANCELLED),
    **dict.fromkeys(("in progress", "in process", "processing", "reviewing"), State.RUNNING),
    **dict.fromkeys(("pending", "authorizing"), State.WAITING),
}


def job_of(payload: Payload, name: str, *, strict: bool) -> Job:
    """The job that job information, a webhook's body or an error speaks of.

    Raises:
        PayloadError: a field has a type that cannot be read.
    """
    info, _ = payload.decode(JobInfo, strict=strict)
    number = None if info.job_id in (None, "") else one_line(str(info.job_id))
    if info.error_type is not None:
        told = ": ".join(one_line(text) for text in (info.error_type, info.error_comment) if text)
        return Job(name, number, State.FAILED, "error", told)
    status = info.job_status or info.status or ""
    state = state_of(status)
    return Job(name, number, state, one_line(status, 80), _detail(info, state))


def state_of(status: str) -> State:
    """The state that a status word of Verbit's means, whatever its case, blanks and dashes.

    >>> state_of("In Progress"), state_of("Complete"), state_of("resting")
    (<State.RUNNING: 'running'>, <State.DONE: 'done'>, <State.UNKNOWN: 'unknown'>)
    """
    return _STATES.get(re.sub(r"[\s_-]+", " ", status).strip().casefold(), State.UNKNOWN)


def _detail(info: JobInfo, state: State) -> str:
    errors = info.errors if isinstance(info.errors, list) else []
    told = "; ".join(text for text in map(_error, errors) if text)
    if told:
        return told
    if state is State.DONE:
        return "this is the job's status, not its transcript; fetch that with caption_format=json"
    if info.draft_ready:
        return "a draft can be fetched"
    return ""


def _error(error: Any) -> str:
    """An item of ``errors``: its code and message, and what can be done."""
    parts = [error.get("code"), error.get("message")] if isinstance(error, dict) else [error]
    told = [text for text in map(said, parts) if text]
    todo = advice(told[0]) if told else ""
    return ": ".join(told) + (f" ({todo})" if todo else "")
