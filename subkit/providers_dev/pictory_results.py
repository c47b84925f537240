"""The jobs that the stand-in for Pictory makes up, and what it answers of them."""

from __future__ import annotations

import math
import re
import uuid
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

_SPOKEN = (
    "Welcome back to the workshop. Today we take the old clock apart, clean every wheel, and put it together again. "
    "Keep the screws in a tray, in the order in which they came out. Now lift the plate; the spring may jump. "
)
_LETTER_SECONDS = 0.06
_PAUSE_SECONDS = 0.4
_HIGHLIGHT_EVERY = 2


@dataclass(frozen=True, kw_only=True)
class Manner:
    """What the stand-in does where Pictory's pages leave it open, or say different things.

    Attributes:
        errors: where an error's code and message stand: in ``data``, in ``error`` (older pages), or at the ``top``.
        missing: the HTTP status of a job that is not there.
        says_completed: whether a finished job says so, beside having a transcript.
        keeps: the seconds after which a finished job is ``cleaned``.
        pace: the fewest seconds between two questions about a job; sooner ones are answered with 429.
    """

    errors: Literal["data", "error", "top"] = "data"
    missing: int = 404
    says_completed: bool = True
    keeps: float = math.inf
    pace: float = 0.0

    def error(self, code: str, message: str, **data: Any) -> dict[str, Any]:
        """The body of an answer that tells an error."""
        told = {"error_code": code, "error_message": message}
        match self.errors:
            case "data":
                return {"success": False, "data": {**data, **told}}
            case "error":
                # A number, as the page that has this form shows it.
                return {"success": False, "error": {**told, "error_code": int(code)}} | (
                    {"data": data} if data else {}
                )
            case _:
                return {"success": False, **told} | ({"data": data} if data else {})


class Work(msgspec.Struct):
    """A job of the stand-in.

    Attributes:
        id: its id.
        began: when it was taken on, by the stand-in's clock, in seconds.
        seconds: how long it takes.
        ending: how it ends: ``completed``, ``failed``, ``cleaned``.
        transcript: what will be heard.
    """

    id: str
    began: float
    seconds: float
    ending: str
    transcript: list[dict[str, Any]]

    @classmethod
    def of_media(cls, address: str, now: float, seconds: float) -> Work:
        """A transcription; the endings in the address's last name decide how it goes."""
        name = address.partition("?")[0].rpartition("/")[2]
        marks = {
            unit: int(number) for number, unit in re.findall(r"~(\d{1,6})([sw])(?![a-z])", name) if number
        }
        ending = next((word for word in ("failed", "cleaned") if f"~{word}" in name), "completed")
        lasts = math.inf if "~never" in name else float(marks.get("s", seconds))
        return cls(str(uuid.uuid4()), now, lasts, ending, spoken(marks.get("w", 40)))

    @classmethod
    def of_highlights(cls, transcript: list[dict[str, Any]], now: float, seconds: float) -> Work:
        """A choice of highlights: every other segment."""
        chosen = [
            segment
            | {
                "words": [
                    word | {"highlight": index % _HIGHLIGHT_EVERY == 0} for word in segment.get("words", [])
                ]
            }
            for index, segment in enumerate(transcript)
            if isinstance(segment, dict)
        ]
        return cls(str(uuid.uuid4()), now, seconds, "completed", chosen)

    def left(self, now: float) -> float:
        """The seconds until it ends."""
        return max(0.0, self.began + self.seconds - now)

    def state(self, now: float, keeps: float = math.inf) -> str:
        """Its ``data.status``."""
        if self.left(now) > 0:
            return "in-progress"
        gone = self.ending == "completed" and now >= self.began + self.seconds + keeps
        return "cleaned" if gone else self.ending


def answer(work: Work, now: float, manner: Manner) -> dict[str, Any]:
    """What ``GET /v1/jobs/{jobid}`` answers."""
    state = work.state(now, manner.keeps)
    if state == "failed":
        told = manner.error("5001", "the stand-in was asked to fail", status=state)
        return {"job_id": work.id, **told}
    if state != "completed":
        return {"job_id": work.id, "success": True, "data": {"status": state}}
    says = {"status": state} if manner.says_completed else {}
    return {"job_id": work.id, "success": True, "data": {**says, **_result(work)}}


def item(work: Work, now: float, manner: Manner) -> dict[str, Any]:
    """What ``GET /v1/jobs`` answers of it: the id stands in ``data``, and nothing tells whose media it was."""
    whole = answer(work, now, manner)
    return {"success": whole["success"], "data": {**whole["data"], "jobId": work.id}}


def spoken(count: int) -> list[dict[str, Any]]:
    """That many words in sentences, with a marked pause after each sentence; the same every time."""
    source = _SPOKEN.split()
    segments: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    clock = 0.0
    for position in range(count):
        text = source[position % len(source)]
        end = clock + _LETTER_SECONDS * (len(text) + 1)
        words.append(_entry(text, clock, end, len(segments)))
        clock = end
        if text.endswith(".") or position == count - 1:
            pause = _entry("", clock, clock + _PAUSE_SECONDS, len(segments))
            words.append(pause | {"is_pause": True, "pause_size": "small"})
            segments.append({"uid": str(uuid.uuid4()), "speakerId": 1, "words": words})
            words, clock = [], clock + _PAUSE_SECONDS
    return segments


def _entry(text: str, start: float, end: float, sentence: int) -> dict[str, Any]:
    times = {"start_time": round(start, 3), "end_time": round(end, 3)}
    return {"uid": str(uuid.uuid4()), "word": text, **times, "speakerId": 1, "sentence_index": sentence}


def _result(work: Work) -> dict[str, Any]:
    said = [word for segment in work.transcript for word in segment.get("words", [])]
    text = " ".join(word["word"] for word in said if word.get("word"))
    end = max((word["end_time"] for word in said), default=0.0)
    clock = _clock(end)
    return {
        "transcript": work.transcript,
        "txt": text,
        "srt": f"1\n00:00:00,000 --> {clock}\n{text}\n" if text else "",
        "vtt": f"WEBVTT\n\n00:00:00.000 --> {clock.replace(',', '.')}\n{text}\n" if text else "WEBVTT\n",
        "mediaInfo": {"duration": end, "width": 1280, "height": 720, "aspectRatio": "16:9"},
    }


def _clock(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02},{whole % 1000:03}"
