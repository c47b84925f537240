"""cielo24's element list: cielo24.readthedocs.io, "ElementList Format" (``GET /api/job/get_elementlist``).

Segments hold sequences, which no blank divides, and those hold tokens; times are milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from subkit.adapter import Job, State
from subkit.payload import Identifier
from subkit.report import RepairLog
from subkit.wording import one_line, shown
from subkit_adapters import clocks, heard
from subkit_adapters.clocks import Milliseconds

if TYPE_CHECKING:
    from subkit import model
    from subkit.model import Transcript
    from subkit.payload import Payload

_STATES = {
    "Authorizing": State.WAITING,
    "Pending": State.WAITING,
    "In Process": State.RUNNING,
    "Reviewing": State.RUNNING,
    "Complete": State.DONE,
    "Media Failure": State.FAILED,
}
_KEYS = ("start_time", "end_time")
_NO_SOUND = frozenset({"ENDS_SENTENCE", "BLANK_AUDIO", "UNKNOWN"})


class _Token(msgspec.Struct):
    """A word, punctuation or a sound; it is shown as ``display_as`` says."""

    type: str | None = None
    value: str = ""
    display_as: str | None = None
    start_time: Milliseconds | None = None
    end_time: Milliseconds | None = None
    tags: list[str] = []


class _Sequence(msgspec.Struct):
    tokens: list[_Token] = []


class _Segment(msgspec.Struct):
    sequences: list[_Sequence] = []
    speaker_id: Identifier | None = None
    start_time: Milliseconds | None = None
    end_time: Milliseconds | None = None


class _Speaker(msgspec.Struct, gc=False):
    id: Identifier | None = None
    name: str | None = None


class _Answer(msgspec.Struct):
    """An element list, job information, or an error."""

    segments: list[_Segment] | None = None
    speakers: list[_Speaker] = []
    language: str | None = None
    end_time: Milliseconds | None = None
    job_id: Identifier | None = msgspec.field(default=None, name="JobId")
    job_status: str | None = msgspec.field(default=None, name="JobStatus")
    error_type: str | None = msgspec.field(default=None, name="ErrorType")
    error_comment: str | None = msgspec.field(default=None, name="ErrorComment")


class Cielo24:
    """Reads element lists; see `subkit.adapter.Adapter`."""

    name = "cielo24"
    title = "cielo24"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like an element list or job information; errors look like Verbit's."""
        match payload.outline:
            case {"segments": [{"sequences": list()}]}:
                return True
            case {"JobId": _, "JobStatus": _}:
                return True
        return False

    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        """The transcript, or the job where there is none.

        Raises:
            PayloadError: see `subkit.adapter.Adapter`.
        """
        answer, repairs = payload.decode(_Answer, strict=strict)
        log = RepairLog(payload.source, strict=strict, repairs=repairs)
        if answer.segments is None:
            if answer.job_status is None and answer.error_type is None:
                log.refuse("$", "an element list or job of cielo24's", shown(payload.outline))
            return _job(answer, self.name)
        told = tuple(
            part
            for number, segment in enumerate(answer.segments)
            for part in _segments(segment, f"$.segments[{number}]", log)
        )
        labels = {
            number: one_line(speaker.name or "")
            for speaker in answer.speakers
            if (number := heard.name(speaker.id)) is not None
        }
        return heard.transcript(
            self.name,
            told,
            log,
            language=heard.language_of(answer.language, language),
            duration=clocks.of_milliseconds(answer.end_time),
            labels=labels,
        )


def _job(answer: _Answer, name: str) -> Job:
    status = one_line(answer.job_status or "", 80)
    if answer.error_type is not None:
        told = [one_line(text) for text in (answer.error_type, answer.error_comment) if text]
        return Job(name, heard.name(answer.job_id), State.FAILED, "error", ": ".join(told))
    state = _STATES.get(status, State.UNKNOWN)
    detail = "this is the job, not its words; fetch them with get_elementlist" if state is State.DONE else ""
    return Job(name, heard.name(answer.job_id), state, status, detail)


def _segments(segment: _Segment, path: str, log: RepairLog) -> tuple[model.Segment, ...]:
    voice = heard.name(segment.speaker_id)
    words = [
        word
        for number, sequence in enumerate(segment.sequences)
        for word in _words(sequence, f"{path}.sequences[{number}]", voice)
    ]
    return heard.segments(words, log, _KEYS)


def _words(sequence: _Sequence, path: str, voice: str | None) -> list[heard.Heard]:
    told: list[heard.Heard] = []
    for number, token in enumerate(sequence.tokens):
        is_sound = token.type == "sound"
        text = token.display_as or token.value or (_sound(token.tags) if is_sound else "")
        if is_sound and not text:
            continue  # it says that nothing is heard
        is_mark = token.type == "punctuation"
        one = heard.Heard(
            text,
            clocks.of_milliseconds(token.start_time),
            clocks.of_milliseconds(token.end_time),
            f"{path}.tokens[{number}]",
            voice,
            mark=is_mark,
            glued=bool(told),
            leads=is_mark and not told and len(sequence.tokens) > 1,
        )
        told += heard.parts(one) if is_sound else [one]
    return told


def _sound(tags: list[str]) -> str:
    """A sound that has a tag alone, as captions show it: ``[laugh]``."""
    names = [tag for tag in tags if tag not in _NO_SOUND]
    return f"[{names[0].replace('_', ' ').lower()}]" if names else ""


adapter = Cielo24()
