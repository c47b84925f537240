"""Whether a document is Pictory's, by its outline."""

from __future__ import annotations

from typing import Any

_OF_A_JOB = {"status", "error_code", "error_message", "jobId", "job_id"}


def recognised(outline: Any) -> bool:
    """Whether it is a job, a page of jobs, a transcript, or the segments of one."""
    match outline:
        case {"items": [item, *_]}:
            return _is_job(item)
        case [{"words": _} as segment]:
            return _is_segment(segment)
        case [item]:
            return _is_job(item)
        case {"transcript": [segment]}:
            return _is_segment(segment)
    return _is_job(outline)


def _is_job(outline: Any) -> bool:
    match outline:
        case {"data": {"transcript": [segment]}}:
            return _is_segment(segment)
        case {"data": {"transcript": []}}:
            return True
        case {"success": bool(), "data": dict(data)} if data.keys() & _OF_A_JOB:
            return True
        case {"success": bool(), "error": {"error_code": _} | {"error_message": _}}:
            return True
        case {"success": bool(), "job_id": str()} | {"success": bool(), "jobId": str()}:
            return True
    return False


def _is_segment(outline: Any) -> bool:
    match outline:
        case {"words": [{"word": _, "start_time": _} | {"is_pause": _}]}:
            return True
        case {"words": [{"word": _, "uid": _} | {"word": _, "speakerId": _} | {"word": _, "end_time": _}]}:
            return True
        case {"words": [] | None, "uid": _} | {"words": [] | None, "speakerId": _}:
            return True
    return False
