"""Which of Verbit's forms a document has, by its outline."""

from __future__ import annotations

from enum import Enum, auto
from typing import Any


class Form(Enum):
    """What Verbit sends."""

    DOCUMENT = auto()
    STREAM = auto()
    JOB = auto()


def form_of(outline: Any) -> Form | None:
    """The form, or ``None`` if it is none of Verbit's."""
    if isinstance(outline, list):
        return Form.STREAM if outline and _is_response(outline[0]) else None
    match outline:
        case {"segments": [{"tokens": [{"text": _, "kind": _}]}]}:
            return Form.DOCUMENT
        case {"segments": list(), "version": _, "kind": "transcript" | "captions"}:
            return Form.DOCUMENT
        case {"job_status": _} | {"ErrorType": _} | {"job_id": _, "draft_ready": _}:
            return Form.JOB
        case {"job_id": _, "status": str(), "external_id": _} | {"job_id": int(), "status": str()}:
            return Form.JOB if "data" not in outline and "success" not in outline else None
    return Form.STREAM if _is_response(outline) else None


def _is_response(outline: Any) -> bool:
    match outline:
        case {"response": dict() as response}:
            return _is_response(response)
        case {"alternatives": list(), "is_final": _} | {"alternatives": [{"items": _}], "type": _}:
            return True
    return False
