"""From Verbit's Transcript JSON to the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit import model
from subkit.mending import refuse_bad_times
from subkit.payload import taken
from subkit.report import RepairLog
from subkit.timecode import all_from_seconds
from subkit.wording import one_line, shown
from subkit_adapters.verbit.tokens import joined
from subkit_adapters.verbit.wire import Document, Kind, Segment, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.payload import Payload

_KINDS = ("transcript", "captions")


def transcript_of(payload: Payload, name: str, *, strict: bool, language: str | None) -> model.Transcript:
    """The transcript of a document; the document does not say its language.

    Raises:
        PayloadError: it is no such document, or the payload breaks the contract (see `subkit.adapter.Adapter.parse`).
    """
    document, repairs = payload.decode(Document, strict=strict)
    log = RepairLog(payload.source, strict=strict, repairs=repairs)
    if document.segments is None:
        log.refuse("$", "a Verbit transcript, stream or job", shown(payload.outline))
    if document.version not in (1, "1"):
        log.note("version", "$.version", "1", shown(document.version), "read it as version 1")
    if document.kind not in _KINDS:
        log.note("kind", "$.kind", "transcript or captions", shown(document.kind), "read it as a transcript")
    if log.strict:
        _refuse_bad_tokens(document.segments, log)
    spelt: dict[str, str] = {}
    segments = tuple(
        [
            _segment(segment, f"$.segments[{i}]", log, spelt)
            for i, segment in enumerate(taken(document.segments))
        ]
    )
    return model.Transcript(
        segments,
        speakers=speakers_of(segments, document.speakers),
        language=language,
        provider=name,
        kind="captions" if document.kind == "captions" else "transcript",
        repairs=tuple(log.repairs),
    )


def _segment(segment: Segment, path: str, log: RepairLog, spelt: dict[str, str]) -> model.Segment:
    start, end = all_from_seconds([segment.start_time, segment.end_time])
    tokens = joined(segment.tokens, segment.speaker_id, f"{path}.tokens", log, spelt)
    return model.Segment(tuple(tokens), speaker_id(segment.speaker_id), start, end)


def speaker_id(number: str | int | None) -> str | None:
    """A speaker's id as text."""
    return None if number is None or number == "" else one_line(str(number))


def speakers_of(segments: Iterable[model.Segment], listed: list[Speaker]) -> tuple[model.Speaker, ...]:
    """Those who speak, in order of appearance, with their labels; then those who are listed and silent."""
    voices: dict[str | None, None] = {}
    for segment in segments:
        named = dict.fromkeys([token.speaker for token in segment.tokens if type(token) is model.Word])
        voices |= {name or segment.speaker: None for name in named}
    labels: dict[str | None, str | None] = {}
    for speaker in listed:
        label = one_line(speaker.text or speaker.label or "") or None
        number = speaker_id(speaker.id)
        labels[number] = labels.get(number) or label
    return tuple(model.Speaker(voice, labels.get(voice)) for voice in voices | labels if voice is not None)


def _refuse_bad_tokens(segments: list[Segment], log: RepairLog) -> None:
    """Refuse tokens without a kind, and words without times or with times that cannot be."""
    tokens = [
        (f"$.segments[{i}].tokens[{k}]", token)
        for i, segment in enumerate(segments)
        for k, token in enumerate(segment.tokens)
    ]
    for path, token in tokens:
        if token.kind is Kind.MISSING:
            log.refuse(f"{path}.kind", "word, space, punctuation or line_break", "nothing")
    places = ((path, token.start_time, token.end_time) for path, token in tokens if token.kind is Kind.WORD)
    refuse_bad_times(places, ("start_time", "end_time"), log)
