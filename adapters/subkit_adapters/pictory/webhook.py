"""Reads what Pictory posts to a webhook: that a job has ended, and which."""

from __future__ import annotations

import msgspec

from subkit.adapter import Notice
from subkit.wording import one_line
from subkit_adapters.pictory.brief import Brief

LIMIT = 16 * 2**20
"""Bytes of a call: the documentation says that it holds the whole transcript, and captions."""

ANSWER = b"OK"
"""What we answer; the documentation does not say what Pictory wants."""

_decode = msgspec.json.Decoder(Brief).decode


def notice(content_type: str, body: bytes) -> Notice | None:
    """What the call says of which job; ``None`` if it is not JSON, or names no job."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind and kind != "application/json" and not kind.endswith("+json"):
        return None
    try:
        call = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not call.id:
        return None
    return Notice(call.id, state=call.state, status=one_line(call.data.status or "", 80))
