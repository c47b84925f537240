"""What bounds the times of words that have none: timed pauses, segment edges, the end of the media."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from subkit.model import Pause, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.model import Media, Transcript


def last_start(media: Media | None) -> int | None:
    """After this, in ms, no word can begin: the media's duration with some grace; ``None`` if it is not known.

    The grace is a twentieth and 5 s (house figures): durations may be rounded, or be those of the picture alone.
    """
    duration = media.duration if media else None
    return duration + duration // 20 + 5000 if duration and duration > 0 else None


def fences(
    transcript: Transcript, firsts: Sequence[int], untimed: Sequence[int], last: int | None
) -> dict[int, tuple[int, int]]:
    """Where the room of words ends and begins again.

    Args:
        transcript: one whose pauses and segments may have times; those that cannot be are left out.
        firsts: the index of each segment's first word, and at the end the number of all words.
        untimed: the indices of the words that are to be placed; only what is near them is looked at.
        last: the last possible start of a word, in ms; ``None`` if it is not known.

    Returns:
        By the index of the word that follows (one past the last: after all words), when the words before must have
        ended and when the following may begin, in ms.
    """
    closes: dict[int, list[int]] = {}
    opens: dict[int, list[int]] = {}
    for segment, (first, beyond) in zip(transcript.segments, pairwise(firsts), strict=True):
        if bisect_left(untimed, first - 1) == bisect_left(untimed, beyond + 1):
            continue
        index = first
        opens.setdefault(index, []).extend(_possible(segment.start, last))
        for token in segment.tokens:
            if type(token) is Word:
                index += 1
            elif type(token) is Pause and _is_timed(token):
                closes.setdefault(index, []).extend(_possible(token.start, last))
                opens.setdefault(index, []).extend(_possible(token.end, last))
        closes.setdefault(index, []).extend(_possible(segment.end, last))
    if not closes.get(firsts[-1]) and transcript.media:
        closes.setdefault(firsts[-1], []).extend(_possible(transcript.media.duration, last))
    return {
        place: (min(ends + starts), max(starts or ends))
        for place in closes.keys() | opens.keys()
        if (ends := closes.get(place, [])) + (starts := opens.get(place, []))
    }


def _possible(time: int | None, last: int | None) -> list[int]:
    return [time] if time is not None and time >= 0 and (last is None or time <= last) else []


def _is_timed(pause: Pause) -> bool:
    return pause.start is not None and pause.end is not None and pause.start <= pause.end
