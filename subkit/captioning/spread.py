"""Missing word times interpolated: between neighbours, pauses and segment edges, in proportion to the words' length."""

from __future__ import annotations

from itertools import islice
from sys import maxsize
from typing import cast

from msgspec import Struct

PER_CHARACTER = 65
"""How long a character of speech is taken to last, in ms, where nothing else is known (house figure: 150 words a minute)."""

SHORTEST, LONGEST = 100, 2000
"""The least and the most, in ms, that a word is taken to last where nothing else is known (house figures)."""

LEAST = 20
"""The least room for a word without times, in ms, before it shares the time of the word before (house figure)."""

PINNED, PINNED_TOGETHER = 10, 50
"""The most, in ms, that a word gets that starts where the next one does, and that all such words get together: the next
one must not move from where it is heard (house figures)."""

STRETCH = 3
"""How many times longer than estimated a word may be made to fill the room there is (house figure)."""


def estimate(text: str) -> int:
    """How long a word lasts, in ms, judged by its length alone.

    >>> estimate("I"), estimate("caption"), estimate("x" * 1000)
    (100, 455, 2000)
    """
    return min(max(SHORTEST, PER_CHARACTER * len(text)), LONGEST)


class Columns(Struct):
    """Words as columns, with what bounds the room of those that have no times.

    Attributes:
        texts: the words.
        starts: when they begin, in ms; those that are known never go back.
        ends: when they end, in ms; known only where the start is, and then after it.
        fences: before a word (by index; one past the last is after all): when the room of the words in front ends, and
            when the room of this and the following words begins.
        seams: the indices of the words that begin a segment.
        last: no word may begin after this time, in ms; ``None`` if there is no such limit.
    """

    texts: list[str]
    starts: list[int | None]
    ends: list[int | None]
    fences: dict[int, tuple[int, int]]
    seams: set[int]
    last: int | None = None


def placed(columns: Columns) -> dict[int, tuple[int, int]]:
    """Start and end, in ms, of the words that have no times or cannot keep them, by index; there is at least one word.

    Together with the others they are in order, without overlap, and at least 1 ms long. A word with a start keeps it, and
    its end up to the next known start. The others share the room between their neighbours in proportion to their
    estimated length; where that leaves less than `LEAST` a word, they share the time of the word before too. Words after
    them move only where there is not even a millisecond a word.
    """
    _open_head(columns)
    starts, size = columns.starts, len(columns.texts)
    spans: dict[int, tuple[int, int]] = {}
    for first, beyond in _blocks(columns):
        limit = starts[beyond] if beyond < size else None
        if beyond - first == 1:
            spans[first] = _alone(columns, first, limit)
        else:
            spans.update(enumerate(_together(columns, first, beyond, limit), first))
    return spans


def _open_head(columns: Columns) -> None:
    """Give the first word a start if it has none, so that every block of words begins with a known start."""
    starts = columns.starts
    if starts[0] is not None:
        return
    opening = columns.fences.get(0)
    anchor = next((index for index, start in enumerate(starts) if start is not None), None)
    if anchor is None:
        starts[0] = opening[1] if opening else 0
        return
    limit = cast("int", starts[anchor])
    need = sum(map(estimate, columns.texts[:anchor]))
    begin = max(opening[1], limit - STRETCH * need) if opening else max(0, limit - need)
    starts[0] = begin if begin + LEAST * anchor <= limit else max(0, min(limit, limit - LEAST * anchor))


def _blocks(columns: Columns) -> list[tuple[int, int]]:
    """First word and word beyond of the blocks that need new times: each has a known start, and room enough."""
    starts, size = columns.starts, len(columns.starts)
    following = [*islice(starts, 1, None), maxsize]
    troubled = [
        index
        for index, (start, end, after) in enumerate(zip(starts, columns.ends, following, strict=True))
        if start is None or end is None or after is None or end > after
    ]
    blocks: list[tuple[int, int]] = []
    beyond = 0
    for first in troubled:
        if first < beyond:
            continue
        begin = cast("int", starts[first])
        beyond = first + 1
        if (after := following[first]) is None or after <= begin:
            while beyond < size and ((start := starts[beyond]) is None or start - begin < beyond - first):
                beyond += 1
        blocks.append((first, beyond))
    _make_room_at_end(columns, blocks)
    return blocks


def _make_room_at_end(columns: Columns, blocks: list[tuple[int, int]]) -> None:
    """Let the last block take in words before it until no word need begin after the last possible start."""
    last, starts, size = columns.last, columns.starts, len(columns.starts)
    if last is None or not blocks or blocks[-1] == (size - 1, size) or blocks[-1][1] < size:
        return
    first, _ = blocks.pop()
    while last - cast("int", starts[first]) < LEAST * (size - first):
        if first == 0:
            starts[0] = max(0, last - LEAST * size)
            break
        first -= 1
        if blocks and first < blocks[-1][1]:
            first, _ = blocks.pop()
    blocks.append((first, size))


def _alone(columns: Columns, index: int, limit: int | None) -> tuple[int, int]:
    start, end = cast("int", columns.starts[index]), columns.ends[index]
    if end is None:
        end = start + estimate(columns.texts[index])
        fence = columns.fences.get(index + 1)
        if fence and start < fence[0] < end:
            end = fence[0]
    return start, end if limit is None else min(end, limit)


def _together(columns: Columns, first: int, beyond: int, limit: int | None) -> list[tuple[int, int]]:
    """The times of a block: its first word begins it, the others have no start, the same start or one too near."""
    start, end = cast("int", columns.starts[first]), columns.ends[first]
    untimed = columns.starts[first + 1 : beyond].count(None)
    others = beyond - first - 1
    bound = columns.last if limit is None else limit
    if end is not None and untimed == others and (bound is None or bound - end >= LEAST * others):
        return [(start, end), *_shared(columns, first + 1, beyond, (end, limit), first + 1)]
    reach = max([time for time in columns.ends[first:beyond] if time is not None], default=start)
    if bound is not None:
        reach = min(reach, bound)
    if not untimed and reach - start > others:
        return _from_one_start(columns, first, beyond, reach)
    return _shared(columns, first, beyond, (start, limit), first + 1)


def _from_one_start(columns: Columns, first: int, beyond: int, reach: int) -> list[tuple[int, int]]:
    """Times for words that start together, within the longest of them.

    Aligners that cannot hear a word pin it to the start of the next: so the last takes nearly all, if it is the one that
    lasts; otherwise they share by length.
    """
    start, texts = cast("int", columns.starts[first]), columns.texts[first:beyond]
    if any(end is not None and end >= reach for end in columns.ends[first : beyond - 1]):
        return _spread(texts, start, reach)
    pinned = len(texts) - 1
    room = min(PINNED * pinned, max(PINNED_TOGETHER, pinned), reach - start - 1)
    return [*_slots([1] * pinned, start, start + room), (start + room, reach)]


def _shared(
    columns: Columns, first: int, beyond: int, room: tuple[int, int | None], fenced: int
) -> list[tuple[int, int]]:
    """Times for the words from `first` up to `beyond` within a room that may be open at its end.

    Fences from the index `fenced` on cut the room, each where both sides keep `LEAST` a word.
    """
    begin, limit = room
    bound = columns.last if limit is None else limit
    spans: list[tuple[int, int]] = []
    for index in range(fenced, beyond + 1):
        if index not in columns.fences:
            continue
        close, reopen = columns.fences[index]
        if index == first:
            close = max(close, begin)
        fits = begin + LEAST * (index - first) <= close <= reopen
        if fits and (bound is None or reopen + LEAST * (beyond - index) <= bound):
            spans.extend(_spread(columns.texts[first:index], begin, close))
            first, begin = index, reopen
    if first == beyond:
        return spans
    texts = columns.texts[first:beyond]
    if limit is None:
        need = begin + sum(map(estimate, texts))
        return spans + _spread(texts, begin, need if bound is None else min(need, bound))
    seam = _last_seam(columns, max(first, fenced), beyond)
    return spans + _spread(texts, begin, limit, seam - first)


def _last_seam(columns: Columns, first: int, beyond: int) -> int:
    """The index from which words belong to the segment of the word at `beyond`, if they begin it; else `beyond`."""
    if beyond in columns.seams:
        return beyond
    return next((index for index in range(beyond - 1, first - 1, -1) if index in columns.seams), beyond)


def _spread(texts: list[str], begin: int, limit: int, left: int | None = None) -> list[tuple[int, int]]:
    """Times for words between two times that leave at least 1 ms a word, by estimated length.

    Args:
        texts: the words.
        begin: where their room begins, in ms.
        limit: where it ends, in ms.
        left: how many of them stay near the beginning if the room is far too wide; the others stay near its end.
    """
    weights = list(map(estimate, texts))
    need = sum(weights) * STRETCH
    if limit - begin > need:
        near = STRETCH * sum(weights[:left])
        first = _slots(weights[:left], begin, begin + near)
        return first if left is None else first + _slots(weights[left:], limit - (need - near), limit)
    return _slots(weights, begin, limit)


def _slots(weights: list[int], begin: int, limit: int) -> list[tuple[int, int]]:
    """Adjoining spans over the whole room: 1 ms each, and the rest by weight."""
    total = sum(weights)
    spare = limit - begin - len(weights)
    spans = []
    done = 0
    start = begin
    for number, weight in enumerate(weights, 1):
        done += weight
        end = begin + number + spare * done // total
        spans.append((start, end))
        start = end
    return spans
