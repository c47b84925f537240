"""Reads what Verbit posts to a webhook: that a job has ended or has a draft, and which.

Two descriptions differ. One has a form with ``job_id``, ``external_id`` and ``status``; the other knows a call with
``draft_ready`` and does not say how it is encoded. Both are read, as a form and as JSON. Nothing is signed.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import msgspec

from subkit.adapter import Notice, State
from subkit.wording import one_line
from subkit_adapters.verbit.job import state_of

LIMIT = 2**16
"""Bytes of a call, which has three short fields."""

ANSWER = b"OK"
"""What Verbit takes for success, and nothing else: the status does not count. It repeats the call for 48 hours."""

_FIELDS = 50


def notice(content_type: str, body: bytes) -> Notice | None:
    """What the call says of which job; ``None`` if it is neither a form nor JSON, or names no job.

    >>> notice("application/x-www-form-urlencoded", b"job_id=1234567&external_id=e-8&status=Completed")
    Notice(id='1234567', external_id='e-8', state=<State.DONE: 'done'>, status='Completed', draft=False)
    """
    fields = _fields(content_type.partition(";")[0].strip().lower(), body)
    job = _text(fields.get("job_id"))
    if not job:
        return None
    status = _text(fields.get("status")) or _text(fields.get("job_status"))
    draft = _text(fields.get("draft_ready")).casefold() in ("true", "1")
    state = State.RUNNING if draft and not status else state_of(status)
    return Notice(job, _text(fields.get("external_id")), state, status, draft)


def _fields(kind: str, body: bytes) -> dict[str, Any]:
    try:
        if kind == "application/json" or kind.endswith("+json"):
            found = msgspec.json.decode(body)
            return found if isinstance(found, dict) else {}
        if kind in ("", "application/x-www-form-urlencoded"):
            return dict(parse_qsl(body.decode(), max_num_fields=_FIELDS))
    except (msgspec.DecodeError, ValueError, RecursionError):
        pass  # whoever sends this is not Verbit
    return {}


def _text(value: Any) -> str:
    """A field as short, clean text."""
    return one_line(str(value), 200) if isinstance(value, str | int | float) else ""
