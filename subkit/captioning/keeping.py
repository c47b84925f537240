"""A provider's own captions kept: its cues, its lines, its times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.captioning import cues, cutting, snapping, timing
from subkit.captioning.columns import Piece
from subkit.captioning.label_findings import LABEL_TOO_LONG
from subkit.errors import InputError
from subkit.model import LineBreak, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.captioning.text import Text
    from subkit.model import Cue, Segment, Transcript
    from subkit.profile import Profile
    from subkit.report import Finding


def kept(transcript: Transcript, text: Text, profile: Profile) -> tuple[Cue, ...]:
    """The cues of a transcript of kind ``captions``, one a segment, with the line breaks it has.

    A cue is shown when its segment says, but never later than its first word, earlier off than its last, or over the
    next cue. Where the profile has its times on frames, they go to the nearest.

    Args:
        transcript: one whose words are timed.
        text: its columns.
        profile: the house style.

    Raises:
        InputError: the transcript is none of kind ``captions``: it has no cues to keep.
    """
    if transcript.kind != "captions":
        source = transcript.provider or "transcript"
        raise InputError(source, "a transcript without cues of its own; convert it without --keep-cues")
    pieces: list[Piece] = []
    shown: list[Segment] = []
    at = 0
    for segment in transcript.segments:
        lines, end = _lines(segment, at)
        if lines:
            pieces.append(Piece(at, end, lines))
            shown.append(segment)
        at = end
    times = _times(shown, pieces, text)
    rate = profile.rate
    times = times if rate is None else snapping.snapped(times, profile, rate)
    return cues.made(text, pieces, cutting.lines(text, pieces), times)


def as_kept(findings: Iterable[Finding]) -> list[Finding]:
    """What a check found in cues that were kept: nothing was weighed or tried, so no reason but that, or a long label."""
    return [
        finding
        if finding.reason == LABEL_TOO_LONG
        else replace(finding, reason="kept as the provider has it")
        for finding in findings
    ]


def _lines(segment: Segment, at: int) -> tuple[list[int], int]:
    """The words with which the segment's lines begin, and the word after its last; ``at`` is the first word's number."""
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
    return starts, at


def _times(segments: list[Segment], pieces: list[Piece], text: Text) -> list[tuple[int, int]]:
    starts: list[int] = []
    ends: list[int] = []
    for segment, piece in zip(segments, pieces, strict=True):
        first, last = text.starts[piece.begin], text.ends[piece.end - 1]
        start = first if segment.start is None else min(segment.start, first)
        starts.append(max(start, text.ends[piece.begin - 1] if piece.begin else 0))
        ends.append(last if segment.end is None else max(segment.end, last))
    nexts = [*starts[1:], timing.NOTHING_MORE]
    return [(start, min(end, following)) for start, end, following in zip(starts, ends, nexts, strict=False)]
