"""From Verbit's Transcript JSON to the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit import model
from subkit.mending import refuse_bad_times
from subkit.report import RepairLog
from subkit.wording import one_line, shown
from subkit_adapters.verbit.tokens import Segments, speaker_id
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
    log = RepairLog(payload.source, strict=strict)
    document, told = payload.decode_apart(Document, "segments", Segment, log)
    listed = list(told) if strict else told
    if document.segments is None:
        log.refuse("$", "a Verbit transcript, stream or job", shown(payload.outline))
    if document.version not in (1, "1"):
        log.note("version", "$.version", "1", shown(document.version), "read it as version 1")
    if document.kind not in _KINDS:
        log.note("kind", "$.kind", "transcript or captions", shown(document.kind), "read it as a transcript")
    if strict:
        _refuse_bad_tokens(listed, log)
    reader = Segments("$.segments", log)
    segments = tuple(reader.read(listed))
    return model.Transcript(
        segments,
        speakers=speakers_of(reader.voices, document.speakers),
        language=language,
        provider=name,
        kind="captions" if document.kind == "captions" else "transcript",
        repairs=tuple(log.repairs),
    )


def speakers_of(voices: dict[str | None, None], listed: list[Speaker]) -> tuple[model.Speaker, ...]:
    """Those who speak, in order of appearance, with their labels; then those who are listed and silent."""
    labels: dict[str | None, str | None] = {}
    for speaker in listed:
        label = one_line(speaker.text or speaker.label or "") or None
        number = speaker_id(speaker.id)
        labels[number] = labels.get(number) or label
    return tuple(model.Speaker(voice, labels.get(voice)) for voice in voices | labels if voice is not None)


def _refuse_bad_tokens(segments: Iterable[Segment], log: RepairLog) -> None:
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
