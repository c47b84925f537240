"""Times a thousand times too large: milliseconds that stood where seconds were meant."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from subkit.model import LineBreak, Media, Pause, Segment, Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG = 20_000
"""No spoken word lasts longer than this, in ms, and `PER_CHARACTER` for each of its characters (house figure)."""

PER_CHARACTER = 200
"""What a character adds, in ms: a token may be a whole phrase, in scripts without blanks for instance (house figure)."""

FEW = 5
"""Fewer words than this say nothing by themselves: the media's duration must agree, or every word must (house figure)."""

_SOUND_MARKS = "[](){}*♪♫"


def is_sound(text: str) -> bool:
    """Whether a word labels a sound, as ``[MUSIC]`` does, and so may last for minutes."""
    return text[:1] in _SOUND_MARKS or text[-1:] in _SOUND_MARKS


def is_endless(text: str, duration: int) -> bool:
    """Whether a word lasts longer than a spoken word can."""
    return duration > LONG and duration > LONG + PER_CHARACTER * len(text) and not is_sound(text)


def wrong_unit(
    texts: Sequence[str], starts: Sequence[int | None], ends: Sequence[int | None], media: Media | None
) -> bool:
    """Whether the times of a whole document are a thousand times too large.

    They are if most words last longer than words can, and would last as words do in the other unit. Of a few words it
    takes all, and that they end after the media does and would not in the other unit, where its duration is known.
    Where no word has both times, the distance from start to start is taken instead.
    """
    lengths = [
        0 if start is None or end is None else end - start for start, end in zip(starts, ends, strict=True)
    ]
    if max(lengths) <= 0:
        known = [(text, start) for text, start in zip(texts, starts, strict=True) if start is not None]
        texts = [text for text, _ in known]
        lengths = [after - start for (_, start), (_, after) in pairwise(known)]
    if max(lengths, default=0) <= LONG:
        return False
    spans = [
        (text, length)
        for text, length in zip(texts, lengths, strict=False)
        if length > 0 and not is_sound(text)
    ]
    endless = sorted([length for text, length in spans if is_endless(text, length)])
    if 2 * len(endless) <= len(spans) or endless[len(endless) // 2] >= LONG * 1000:
        return False
    if len(spans) >= FEW:
        return True
    latest = max(time for time in (*starts, *ends) if time is not None)
    duration = media.duration if media else None
    if duration:
        return latest > duration and latest // 1000 <= duration
    return len(endless) == len(spans)


def rescaled(transcript: Transcript) -> Transcript:
    """The transcript with all times of words and pauses divided by a thousand.

    The times of segments and the media's duration are divided too where they are as large as the words': a provider that
    mistakes the unit need not do it everywhere.
    """
    latest = max((word.end or word.start or 0 for word in transcript.words), default=0)
    edges = [
        time for segment in transcript.segments for time in (segment.start, segment.end) if time is not None
    ]
    wide = bool(edges) and 2 * max(edges) >= latest
    media = transcript.media
    if media and media.duration is not None and media.duration >= latest:
        media = Media(_scaled(media.duration), media.width, media.height, media.aspect_ratio)
    segments = tuple([_rescaled_segment(segment, wide) for segment in transcript.segments])
    return Transcript(
        segments,
        transcript.speakers,
        transcript.language,
        media,
        transcript.provider,
        transcript.job_id,
        transcript.kind,
        transcript.repairs,
    )


def _scaled(time: int | None) -> int | None:
    return None if time is None else time // 1000


def _rescaled_segment(segment: Segment, edges: bool) -> Segment:
    tokens = tuple([_rescaled_token(token) for token in segment.tokens])
    start, end = (_scaled(segment.start), _scaled(segment.end)) if edges else (segment.start, segment.end)
    return Segment(tokens, segment.speaker, start, end, segment.id)


def _rescaled_token(token: Word | Pause | LineBreak) -> Word | Pause | LineBreak:
    if isinstance(token, Word):
        start, end = _scaled(token.start), _scaled(token.end)
        return Word(token.text, start, end, token.confidence, token.speaker, token.glued, token.highlight)
    if isinstance(token, Pause):
        return Pause(_scaled(token.start), _scaled(token.end), token.size, token.source)
    return token
