"""A provider's own captions kept: its cues, its lines, its times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning import spacing
from subkit.errors import InputError
from subkit.model import Cue, LineBreak, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.captioning.text import Text
    from subkit.model import Segment, Transcript
    from subkit.report import Finding


def kept(transcript: Transcript, text: Text) -> tuple[Cue, ...]:
    """The cues of a transcript of kind ``captions``, one a segment, with the line breaks it has.

    A cue is shown when its segment says, but never later than its first word, earlier off than its last, or over the
    next cue.

    Args:
        transcript: one whose words are timed.
        text: its columns.

    Raises:
        InputError: the transcript is none of kind ``captions``: it has no cues to keep.
    """
    if transcript.kind != "captions":
        source = transcript.provider or "transcript"
        raise InputError(source, "a transcript without cues of its own; convert it without --keep-cues")
    spans: list[tuple[Segment, int, list[int]]] = []
    at = 0
    for segment in transcript.segments:
        lines = _line_starts(segment, at)
        if lines:
            spans.append((segment, at, lines))
        at += sum(1 for _ in segment.words)
    if not spans:
        return ()
    times = _times(spans, text, at)
    return tuple(
        Cue(
            start,
            end,
            tuple(
                spacing.joined(text.texts, text.blank, a, b)
                for a, b in zip(lines, [*lines[1:], stop], strict=True)
            ),
            text.labels.get(text.speakers[begin] or ""),
            tuple(text.words[begin:stop]),
        )
        for (_, begin, lines), stop, (start, end) in zip(spans, _stops(spans, at), times, strict=True)
    )


def as_kept(findings: Iterable[Finding]) -> list[Finding]:
    """What a check found in cues that were kept: nothing was weighed or tried, so no reason but that they are kept."""
    return [replace(finding, reason="kept as the provider has it") for finding in findings]


def _line_starts(segment: Segment, at: int) -> list[int]:
    """The words with which the segment's lines begin; ``at`` is the first word's number."""
    starts: list[int] = []
    fresh = True
    for token in segment.tokens:
        if isinstance(token, Word):
            if fresh:
                starts.append(at)
            fresh = False
            at += 1
        elif isinstance(token, LineBreak):
            fresh = True
    return starts


def _stops(spans: list[tuple[Segment, int, list[int]]], size: int) -> list[int]:
    return [*(begin for _, begin, _ in spans[1:]), size]


def _times(spans: list[tuple[Segment, int, list[int]]], text: Text, size: int) -> list[tuple[int, int]]:
    starts: list[int] = []
    ends: list[int] = []
    for (segment, begin, _), stop in zip(spans, _stops(spans, size), strict=True):
        first, last = text.starts[begin], text.ends[stop - 1]
        start = first if segment.start is None else min(segment.start, first)
        starts.append(max(start, text.ends[begin - 1] if begin else 0))
        ends.append(last if segment.end is None else max(segment.end, last))
    return [
        (start, min(end, following))
        for start, end, following in zip(starts, ends, [*starts[1:], 1 << 50], strict=True)
    ]
