"""What is wrong with word times, word by word, and which of them are discarded before the others are trusted."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from operator import le
from typing import TYPE_CHECKING

from subkit.captioning import spread, time_unit
from subkit.mending import NOISE
from subkit.timecode import LATEST

if TYPE_CHECKING:
    from subkit.model import Word

FAULTS = {
    "missing-time": ("had no times", "a time in ms"),
    "negative-time": ("had times before zero", "a time not before 0"),
    "out-of-range": ("began after the end of the media", "a time before the end of the media"),
    "negative-length": ("ended before it began", "a time after the start"),
    "zero-length": ("had no length", "a time after the start"),
    "too-long": ("lasted longer than a word can", "the length of a spoken word"),
    "unit": ("had times in the wrong unit", "a time in the unit of the other words"),
    "unsorted": ("had times out of order", "a time not before that of the word in front"),
    "duplicate-time": ("had the same times as a neighbour", "times of its own"),
    "overlap": ("ran into the next word", "a time not after the start of the next word"),
    "no-room": ("had to make room for a neighbour", "room for every word"),
}
"""The kinds of repairs of words: what was found, and what should have been."""


def suspects(starts: list[int | None], ends: list[int | None]) -> list[int]:
    """The words with times that cannot be, or that may be too long, judged one by one."""
    return [
        index
        for index, (start, end) in enumerate(zip(starts, ends, strict=True))
        if start is None or end is None or not 0 <= start < end or end - start > time_unit.LONG
    ]


def divide_strays(
    texts: list[str], starts: list[int | None], ends: list[int | None], suspected: list[int]
) -> dict[int, str]:
    """Divide the times of single words by 1000 where they are endless as they stand and fit their neighbours then.

    Returns:
        The fault of each word that was changed, by index.
    """
    strays = {index for index in suspected if _is_endless(texts[index], starts[index], ends[index])}
    faults: dict[int, str] = {}
    if not strays:
        return faults
    following = _following(starts, strays)
    before: int | None = None
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if start is None or end is None:
            continue
        if index not in strays:
            before = end
            continue
        limit, scaled = following[index], start // 1000
        fits = before is not None if limit is None else start > limit >= scaled
        if fits and (before is None or before <= scaled + NOISE) and scaled < end // 1000:
            before = end // 1000
            starts[index], ends[index] = scaled, before
            faults[index] = "unit"
    return faults


def _is_endless(text: str, start: int | None, end: int | None) -> bool:
    return start is not None and end is not None and time_unit.is_endless(text, end - start)


def _following(starts: list[int | None], strays: set[int]) -> dict[int, int | None]:
    """The next usable start after each stray word."""
    following: dict[int, int | None] = {}
    latest: int | None = None
    for index in range(len(starts) - 1, -1, -1):
        start = starts[index]
        if index in strays:
            following[index] = latest
        elif start is not None and start >= 0:
            latest = start
    return following


def take_away(
    texts: list[str], starts: list[int | None], ends: list[int | None], suspected: list[int], last: int | None
) -> dict[int, str]:
    """Take away the times that cannot be, and those out of order; give words that only have an end a start.

    Returns:
        The fault of each word that was changed, by index.
    """
    faults: dict[int, str] = {}
    for index in suspected:
        start, end = starts[index], ends[index]
        if start is None or end is None or not 0 <= start < end:
            faults[index] = _fault(start, end)
            if _fits_turned(texts, starts, ends, index):
                starts[index], ends[index] = end, start
                continue
            before = ends[index - 1] if index else None
            starts[index], ends[index] = _salvaged(texts[index], start, end, before)
        elif time_unit.is_endless(texts[index], end - start):
            faults[index] = "too-long"
            ends[index] = None
    latest = LATEST if last is None else min(last, LATEST)
    beyond = [
        i
        for i, (start, end) in enumerate(zip(starts, ends, strict=True))
        if (start is not None and start > latest) or (end is not None and end > LATEST)
    ]
    faults |= dict.fromkeys(beyond, "out-of-range")
    for index in beyond:
        starts[index] = ends[index] = None
    for index in _out_of_order(starts):
        faults[index] = "unsorted"
        starts[index] = ends[index] = None
    return faults


def _fault(start: int | None, end: int | None) -> str:
    if (start is not None and start < 0) or (end is not None and end < 0):
        return "negative-time"
    if start is None or end is None:
        return "missing-time"
    return "zero-length" if start == end else "negative-length"


def _fits_turned(texts: list[str], starts: list[int | None], ends: list[int | None], index: int) -> bool:
    """Whether a word's start and end, the one taken for the other, lie between the times of its two neighbours."""
    start, end = starts[index], ends[index]
    if (
        start is None
        or end is None
        or not 0 <= end < start
        or time_unit.is_endless(texts[index], start - end)
    ):
        return False
    front, behind = slice(max(index - 1, 0), index), slice(index + 1, index + 2)
    earlier = [time for time in starts[front] + ends[front] if time is not None]
    later = [time for time in starts[behind] + ends[behind] if time is not None]
    return max(earlier, default=end) <= end + NOISE and start <= min(later, default=start) + NOISE


def _salvaged(
    text: str, start: int | None, end: int | None, before: int | None
) -> tuple[int | None, int | None]:
    """What can be kept of a word's times: its start, or from its end one that does not run into the word before."""
    if start is not None and start >= 0:
        return start, None if end is None or end <= start else end
    if end is None or end <= 0:
        return None, None
    likely = max(0, end - spread.estimate(text))
    return before if before is not None and likely < before < end else likely, end


def _out_of_order(starts: list[int | None]) -> list[int]:
    """The fewest words without which the known starts never go back (patience sorting)."""
    known = [start for start in starts if start is not None]
    if all(map(le, known, islice(known, 1, None))):
        return []
    tails: list[int] = []
    piles: list[int] = []
    for start in known:
        pile = len(tails) if not tails or start >= tails[-1] else bisect_right(tails, start)
        tails[pile : pile + 1] = [start]
        piles.append(pile)
    wanted = len(tails) - 1
    strays = []
    indices = [index for index, start in enumerate(starts) if start is not None]
    for index, pile in zip(reversed(indices), reversed(piles), strict=True):
        if pile == wanted:
            wanted -= 1
        else:
            strays.append(index)
    return strays


def collision(words: list[Word], index: int) -> str:
    """Why a word that is sound in itself could not keep its times."""
    word = words[index]
    neighbours = words[max(index - 1, 0) : index] + words[index + 1 : index + 2]
    if any((word.start, word.end) == (other.start, other.end) for other in neighbours):
        return "duplicate-time"
    return "overlap" if _overrun(words, index) > 0 else "no-room"


def is_noise(words: list[Word], index: int, fault: str) -> bool:
    """Whether a fault is what speech recognisers do every day, and no reason to refuse a payload."""
    if fault in {"overlap", "duplicate-time"}:
        return _overrun(words, index) <= NOISE
    return fault in {"zero-length", "too-long", "no-room"}


def _overrun(words: list[Word], index: int) -> int:
    """How far a word runs into the next, in ms, as far as their times are known."""
    end = words[index].end
    following = words[index + 1].start if index + 1 < len(words) else None
    return 0 if end is None or following is None else end - following
