"""From a document of a program around Whisper to the transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from subkit.adapter import Job, State
from subkit.report import RepairLog
from subkit.timecode import LATEST
from subkit.wording import said, shown
from subkit_adapters import clocks, heard
from subkit_adapters.heard import Heard
from subkit_adapters.whisper import apart, kinship, languages
from subkit_adapters.whisper.stretches import Stretch, segments
from subkit_adapters.whisper.wire import Chunk, Document, Segment, Word

if TYPE_CHECKING:
    from subkit.model import Transcript
    from subkit.payload import Payload
    from subkit_adapters.clocks import Clock


class Program:
    """An adapter for one of the programs; see `subkit.adapter.Adapter`."""

    def __init__(self, name: str, title: str) -> None:
        self.name = name
        self.title = title

    def recognises(self, payload: Payload) -> bool:
        """Whether the payload looks like this program's."""
        return kinship.program(payload.outline) == self.name

    def parse(
        self, payload: Payload, *, strict: bool = False, language: str | None = None
    ) -> Transcript | Job:
        """The transcript, or the job where a service gives the reason why there is none.

        Raises:
            PayloadError: see `subkit.adapter.Adapter`.
        """
        document, path, log = _document(payload, strict=strict)
        if document.segments is None and document.words is None and isinstance(document.error, dict):
            return Job(self.name, None, State.FAILED, "error", _told(document.error))
        if document.segments is None and document.words is None and document.text is None:
            log.refuse("$", "segments of Whisper's", shown(payload.outline))
        told = segments(_stretches(document, path), log)
        spoken = document.language or document.detected_language or said(document.facts.get("language"))
        length = clocks.of_text(_duration(document), "$.duration", log)
        return heard.transcript(
            self.name,
            told,
            log,
            language=heard.language_of(languages.tag(spoken), language),
            duration=length,
        )


def _document(payload: Payload, *, strict: bool) -> tuple[Document, str, RepairLog]:
    """The document, where its segments stand, and the log that its decoding began."""
    log = RepairLog(payload.source, strict=strict)
    if isinstance(payload.outline, list):
        if payload.outline and kinship.program(payload.outline) is None:
            log.refuse("$[0]", "a segment of Whisper's", shown(payload.outline[0]))
        rows, log.repairs = payload.decode(list[Segment], strict=strict)
        return Document(segments=rows), "$", log
    document, log.repairs = payload.decode(Document, strict=strict)
    return document, "$.segments", log


def _stretches(document: Document, path: str) -> list[Stretch]:
    rows = document.segments or []
    if document.chunks and not rows:
        return [_chunk(chunk, f"$.chunks[{number}]") for number, chunk in enumerate(document.chunks)]
    if document.words and not any(row.words for row in rows):
        return _of_words_apart(document.words, document.text or "", rows, path)
    if not rows and document.text:
        return [Stretch(document.text, 0, clocks.of_seconds(_number(document.duration)), "$.text", [])]
    return [_stretch(row, f"{path}[{number}]") for number, row in enumerate(rows)]


def _of_words_apart(words: list[Word], text: str, rows: list[Segment], path: str) -> list[Stretch]:
    """The stretches of a document that tells its words beside the segments, without punctuation."""
    told = [_heard(word, f"$.words[{number}]", None) for number, word in enumerate(words)]
    told = [word for word in told if word.text.strip()]
    if not rows:
        return [Stretch("", None, None, "$.words", apart.dressed(text, told) if text.strip() else told)]
    bare = [_stretch(row, f"{path}[{number}]") for number, row in enumerate(rows)]
    return [
        row._replace(
            words=[word._replace(speaker=row.speaker) for word in apart.dressed(row.text, said)],
            text="" if said else row.text,
        )
        if said and row.text.strip()
        else row._replace(words=said)
        for row, said in zip(bare, apart.shared(told, [row.end for row in bare]), strict=True)
    ]


def _stretch(row: Segment, path: str) -> Stretch:
    speaker = heard.name(row.speaker)
    words = [_heard(word, f"{path}.words[{k}]", speaker) for k, word in enumerate(row.words or [])]
    return Stretch(
        row.text or "",
        clocks.of_seconds(row.start),
        clocks.of_seconds(row.end),
        path,
        words,
        speaker,
        heard.name(row.id),
    )


def _chunk(chunk: Chunk, path: str) -> Stretch:
    start, end, *_ = [*(chunk.timestamp or []), None, None]
    return Stretch(chunk.text or "", clocks.of_seconds(start), clocks.of_seconds(end), path, [])


def _heard(word: Word, path: str, speaker: str | None) -> Heard:
    own = heard.name(word.speaker) or speaker
    return Heard(
        word.spelt,
        clocks.of_seconds(word.start),
        clocks.of_seconds(word.end),
        path,
        own,
        heard.sure(word.likely),
    )


def _duration(document: Document) -> Clock | None:
    return document.duration or _number(document.facts.get("duration"))


def _number(value: Any) -> float | None:
    """A number of seconds; ``None`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) < LATEST / 1000 else None


def _told(fault: dict[str, Any]) -> str:
    """The reason that OpenAI's service gives."""
    reasons = (said(fault.get("code")) or said(fault.get("type")), said(fault.get("message")))
    return ": ".join(reason for reason in reasons if reason)
