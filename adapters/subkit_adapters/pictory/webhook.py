"""Reads what Pictory posts to a webhook: that a job has ended, and which."""

from __future__ import annotations

from typing import Any

import msgspec

from subkit.adapter import Notice, State
from subkit.wording import one_line
from subkit_adapters.pictory.job import state_of

LIMIT = 16 * 2**20
"""Bytes of a call: the documentation says that it holds the whole transcript, and captions."""

ANSWER = b"OK"
"""What we answer; the documentation does not say what Pictory wants."""

Identifier = int | str


class _Data(msgspec.Struct):
    status: str | None = None
    job_id: Identifier | None = None
    job_id_camel: Identifier | None = msgspec.field(default=None, name="jobId")
    transcript: msgspec.Raw = msgspec.Raw()


class _Call(msgspec.Struct):
    """The body is documented by its content alone, "the complete transcript data": taken to be that of the job's page."""

    success: bool | None = None
    job_id: Identifier | None = None
    job_id_camel: Identifier | None = msgspec.field(default=None, name="jobId")
    data: _Data = msgspec.field(default_factory=_Data)


_decode = msgspec.json.Decoder(_Call).decode


def notice(content_type: str, body: bytes) -> Notice | None:
    """What the call says of which job; ``None`` if it is not JSON, or names no job."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind and kind != "application/json" and not kind.endswith("+json"):
        return None
    try:
        call = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    named: list[Any] = [call.job_id, call.job_id_camel, call.data.job_id, call.data.job_id_camel]
    job = next((one_line(str(name)) for name in named if name is not None and name != ""), "")
    if not job:
        return None
    status = one_line(call.data.status or "", 80)
    return Notice(job, state=_state(call), status=status)


def _state(call: _Call) -> State:
    state = state_of(call.data.status, success=call.success)
    return State.DONE if state is State.UNKNOWN and bytes(call.data.transcript).startswith(b"[") else state
