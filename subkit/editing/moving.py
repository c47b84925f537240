"""Every time that captions hold put through one function: cues, words, the stamps in their markup, the transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from subkit.model import LineBreak
from subkit.stamps import moved_stamps

if TYPE_CHECKING:
    from collections.abc import Callable

    from subkit.model import Captions, Cue, Segment, Token, Transcript, Word

    Move = Callable[[int], int]


def moved(captions: Captions, to: Move) -> Captions:
    """The captions with every time where it is moved to; findings are left out where lengths may have changed with it.

    Args:
        captions: the captions.
        to: the new time of a time, both in ms; it keeps their order.
    """
    cues = tuple([moved_cue(cue, to) for cue in captions.cues])
    heard = captions.transcript and moved_transcript(captions.transcript, to)
    return replace(captions, cues=cues, transcript=heard)


def moved_cue(cue: Cue, to: Move) -> Cue:
    """The cue with its words and stamps where they are moved to; stamps that then stand outside it are left out."""
    start, end = to(cue.start), to(cue.end)
    return replace(
        cue,
        start=start,
        end=end,
        words=tuple([moved_word(word, to) for word in cue.words]),
        markup=moved_stamps(cue.markup, to, start, end) if cue.markup else (),
    )


def moved_word(word: Word, to: Move) -> Word:
    """The word at the times that its own are moved to."""
    return replace(word, start=_moved(word.start, to), end=_moved(word.end, to))


def moved_transcript(transcript: Transcript, to: Move) -> Transcript:
    """The transcript with its words, pauses, segments and the length of its media where they are moved to."""
    media = transcript.media
    if media and media.duration is not None:
        media = replace(media, duration=to(media.duration))
    segments = tuple([_moved_segment(segment, to) for segment in transcript.segments])
    return replace(transcript, segments=segments, media=media)


def _moved_segment(segment: Segment, to: Move) -> Segment:
    return replace(
        segment,
        tokens=tuple([_moved_token(token, to) for token in segment.tokens]),
        start=_moved(segment.start, to),
        end=_moved(segment.end, to),
    )


def _moved_token(token: Token, to: Move) -> Token:
    if isinstance(token, LineBreak):
        return token
    return replace(token, start=_moved(token.start, to), end=_moved(token.end, to))


def _moved(time: int | None, to: Move) -> int | None:
    return None if time is None else to(time)
