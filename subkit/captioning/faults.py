"""What is wrong with word times, word by word; and which of them are taken away before the others are trusted."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from subkit.captioning import spread, units

if TYPE_CHECKING:
    from subkit.model import Word

NOISE = 100
"""How far, in ms, a word may run into the next before strict mode calls it a fault of the payload (house figure)."""

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


def divide_strays(
    words: list[Word], starts: list[int | None], ends: list[int | None], faults: dict[int, str]
) -> None:
    """Divide the times of single words by 1000 where they are endless as they stand and fit their neighbours then."""
    strays = {
        index
        for index, (start, end) in enumerate(zip(starts, ends, strict=True))
        if start is not None and end is not None and units.is_endless(words[index].text, end - start)
    }
    if not strays:
        return
    following = _following(starts, strays)
    before: int | None = None
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if start is None or end is None:
            continue
        if index not in strays:
            before = start
            continue
        limit, scaled = following[index], start // 1000
        fits = before is not None if limit is None else start > limit >= scaled
        if fits and (before is None or before <= scaled) and scaled < end // 1000:
            starts[index], ends[index] = scaled, end // 1000
            faults[index] = "unit"
            before = scaled


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
    words: list[Word],
    starts: list[int | None],
    ends: list[int | None],
    faults: dict[int, str],
    last: int | None,
) -> None:
    """Take away the times that cannot be, and those out of order; give words that only have an end a start."""
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if start is None or end is None or start < 0 or start >= end:
            faults[index] = _fault(start, end)
            starts[index], ends[index] = _salvaged(
                words[index].text, start, end, ends[index - 1] if index else None
            )
        elif end - start > units.LONG and units.is_endless(words[index].text, end - start):
            faults[index] = "too-long"
            ends[index] = None
    if last is not None:
        for index, start in enumerate(starts):
            if start is not None and start > last:
                faults[index] = "out-of-range"
                starts[index] = ends[index] = None
    for index in _out_of_order(starts):
        faults[index] = "unsorted"
        starts[index] = ends[index] = None


def _fault(start: int | None, end: int | None) -> str:
    if (start is not None and start < 0) or (end is not None and end < 0):
        return "negative-time"
    if start is None or end is None:
        return "missing-time"
    return "zero-length" if start == end else "negative-length"


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
    known = [(index, start) for index, start in enumerate(starts) if start is not None]
    if all(start <= following for (_, start), (_, following) in pairwise(known)):
        return []
    tails: list[int] = []
    piles: list[int] = []
    for _, start in known:
        pile = len(tails) if not tails or start >= tails[-1] else bisect_right(tails, start)
        tails[pile : pile + 1] = [start]
        piles.append(pile)
    wanted = len(tails) - 1
    strays = []
    for (index, _), pile in zip(reversed(known), reversed(piles), strict=True):
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
