"""From a finished job of Pictory's to the model."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from subkit.mending import refuse_bad_times
from subkit.model import Media, Speaker, Transcript
from subkit.timecode import from_seconds, is_time
from subkit.wording import one_line
from subkit_adapters.pictory.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.report import RepairLog
    from subkit_adapters.pictory.wire import Data, Segment


def transcript_of(
    data: Data,
    segments: Iterable[Segment],
    path: str,
    log: RepairLog,
    *,
    provider: str,
    job_id: str | None,
    language: str | None,
) -> Transcript:
    """The transcript of a finished job.

    Args:
        data: what there is besides the segments.
        segments: walked once.
        path: where the segments stand in the payload.
        log: takes the repairs.
        provider: the adapter's name.
        job_id: Pictory's id of the job.
        language: as the caller knows it; Pictory does not say.
    """
    reader = Segments(path, log)
    if log.strict:
        segments = list(segments)
    read = tuple(reader.read(segments))
    if log.strict:
        _refuse_bad_entries(segments, path, log)
    captions = [
        key for key in ("srt", "vtt") if isinstance(getattr(data, key), str) and getattr(data, key).strip()
    ]
    if captions and not any(True for segment in read for _ in segment.words):
        found = f"none, though there are captions in {' and '.join(captions)}"
        log.note("no-words", path, "words", found, "left the captions alone: they have no word times")
    return Transcript(
        read,
        speakers=tuple([Speaker(voice) for voice in reader.voices if voice is not None]),
        language=language,
        media=_media(data.media),
        provider=provider,
        job_id=job_id,
        repairs=tuple(log.repairs),
    )


def _refuse_bad_entries(segments: Iterable[Segment], path: str, log: RepairLog) -> None:
    """Refuse words without times, or with times that cannot be."""
    places = (
        (f"{path}[{i}].words[{k}]", entry.start_time, entry.end_time)
        for i, segment in enumerate(segments)
        for k, entry in enumerate(segment.words)
        if not entry.is_pause
    )
    refuse_bad_times(places, ("start_time", "end_time"), log)


def _media(facts: Any) -> Media | None:
    """What ``mediaInfo`` says; its keys are not documented, so each is taken where it makes sense."""
    if not isinstance(facts, dict):
        return None
    dimensions = facts.get("dimensions")
    size = dimensions if isinstance(dimensions, dict) else facts
    duration, ratio = _number(facts.get("duration")), facts.get("aspectRatio", facts.get("aspect_ratio"))
    media = Media(
        duration=None if duration is None else from_seconds(duration),
        width=_pixels(size.get("width")),
        height=_pixels(size.get("height")),
        aspect_ratio=one_line(ratio, 20) if isinstance(ratio, str) else None,
    )
    return None if media == Media() else media


def _number(value: Any) -> float | None:
    try:
        number = (
            float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else math.nan
        )
    except (ValueError, OverflowError):
        return None
    return number if is_time(number) and number > 0 else None


def _pixels(value: Any) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number.is_integer() else None
