"""Rev AI's transcripts: docs.rev.ai/api/asynchronous/reference, "Get Transcript By Id" and "Get Job By Id".

Blanks and punctuation are elements of their own, without times; times are seconds. Transcripts of people at Rev have the
same form, with the speakers' names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from subkit.adapter import Job, State
from subkit.patterns import pattern
from subkit.payload import Identifier, Seconds
from subkit.report import RepairLog
from subkit.wording import one_line, parted, said, shown, spread
from subkit_adapters import clocks, heard
from subkit_adapters.heard import Heard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.model import Segment, Transcript
    from subkit.payload import Payload

_STATES = {
    "pending": State.WAITING,
    "in_progress": State.RUNNING,
    "transcribed": State.DONE,
    "completed": State.DONE,
    "failed": State.FAILED,
}
_KEYS = ("ts", "end_ts")
_MARK = "punct"
_RUNS = pattern(r"\s+|\S+")


class _Element(msgspec.Struct, gc=False):
    type: str | None = None
    value: str = ""
    ts: Seconds | None = None
    end_ts: Seconds | None = None
    confidence: float | None = None


class _Speaker(msgspec.Struct, gc=False):
    id: Identifier | None = None
    name: str | None = None
    display_name: str | None = None


class _Monologue(msgspec.Struct):
    elements: list[_Element] = []
    speaker: Identifier | None = None
    speaker_info: _Speaker | None = None


class _Answer(msgspec.Struct):
    """A transcript, a job, or a refusal as RFC 7807 has them."""

    monologues: list[_Monologue] | None = None
    speakers: list[_Speaker] = []
    language: str | None = None
    id: Identifier | None = None
    status: Identifier | None = None
    failure: Any = None
    failure_detail: Any = None
    title: Any = None
    detail: Any = None


class RevAi:
    """Reads ``application/vnd.rev.transcript.v1.0+json`` and jobs; see `subkit.adapter.Adapter`."""

    name = "revai"
    title = "Rev AI"

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like a transcript, a job or a refusal."""
        match payload.outline:
            case {"monologues": [{"elements": list()}] | []}:
                return True
            case {"id": _, "created_on": _, "status": "in_progress" | "transcribed" | "failed" | "completed"}:
                return True
            case {"job": {"id": _, "created_on": _, "status": str()}}:
                return True
            case {"title": str(), "type": str(kind)} if "rev.ai" in kind:
                return True
        return False

    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        """The transcript, or the job where there is none.

        Raises:
            PayloadError: see `subkit.adapter.Adapter`.
        """
        called, repairs = payload.decode(_Call, strict=strict)
        answer = called.job or called
        log = RepairLog(payload.source, strict=strict, repairs=repairs)
        if answer.monologues is None:
            return self._job(answer, payload.outline, log)
        told: list[Segment] = []
        for number, monologue in enumerate(answer.monologues):
            told += heard.segments(_heard(monologue, f"$.monologues[{number}]"), log, _KEYS)
        return heard.transcript(
            self.name,
            tuple(told),
            log,
            language=heard.language_of(answer.language, language),
            labels=_labels(answer),
        )

    def _job(self, answer: _Answer, outline: Any, log: RepairLog) -> Job:
        number, status = heard.name(answer.id), one_line(str(answer.status or ""), 80)
        title = said(answer.title)
        if number is None and not title:
            log.refuse("$", "a transcript or job of Rev AI's", shown(outline))
        state = State.FAILED if title else _STATES.get(status, State.UNKNOWN)
        reasons = [title, said(answer.detail), said(answer.failure), said(answer.failure_detail)]
        detail = ": ".join(reason for reason in reasons if reason)
        if state is State.DONE and not detail:
            detail = "this is the job, not its transcript; get that from /jobs/{id}/transcript"
        return Job(self.name, number, state, status, detail)


class _Call(_Answer):
    """An answer, or what is sent to a callback, which has the job inside."""

    job: _Answer | None = None


def _heard(monologue: _Monologue, path: str) -> list[Heard]:
    """The words and marks of a monologue; what stands between two words says whether they touch.

    Some who write this form leave out all blanks. Then a mark touches what it usually touches.
    """
    voice = heard.name(monologue.speaker)
    pieces = [
        piece
        for number, element in enumerate(monologue.elements)
        for piece in _pieces(element, f"{path}.elements[{number}]", voice)
    ]
    spaced = any(piece.mark and not piece.text.strip() for piece in pieces)
    told = []
    for before, piece, after in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
        opens = piece.mark and heard.opens(piece.text)
        glued = _touch(before, piece) if spaced else piece.mark and not opens
        leads = piece.mark and (_touch(piece, after) if spaced else opens)
        if piece.text.strip():
            told.append(piece._replace(glued=glued, leads=leads))
    return told


def _pieces(element: _Element, path: str, voice: str | None) -> Iterator[Heard]:
    """What an element holds: words, which share its time by their length; or marks, and blanks as marks."""
    if element.type == _MARK:
        for text in _RUNS.findall(element.value):
            yield Heard(text, None, None, path, voice, mark=True)
        return
    start, end = clocks.of_seconds(element.ts), clocks.of_seconds(element.end_ts)
    parts = spread(parted(element.value), start, end) if element.value.strip() else []
    for number, (text, first, last) in enumerate(parts):
        if number:
            yield Heard(" ", None, None, path, voice, mark=True)
        yield Heard(text, first, last, path, voice, heard.sure(element.confidence))


def _touch(before: Heard | None, after: Heard | None) -> bool:
    return before is not None and after is not None and bool(before.text.strip() and after.text.strip())


def _labels(answer: _Answer) -> dict[str, str]:
    """The speakers' names, where somebody gave them."""
    told = [*answer.speakers, *(one.speaker_info for one in answer.monologues or [] if one.speaker_info)]
    names = [(heard.name(one.id), heard.name(one.display_name or one.name)) for one in told]
    return {number: name for number, name in names if number is not None and name is not None}


adapter = RevAi()
