"""Repairs of word times reported, a run of words at a time; or, in strict mode, the first fault refused."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from subkit.captioning.faults import FAULTS, is_noise
from subkit.errors import PayloadError
from subkit.model import Word
from subkit.report import Repair
from subkit.timecode import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.model import Transcript


def refuse(transcript: Transcript, words: list[Word], faults: dict[int, str]) -> None:
    """Raise for the first word whose fault is more than noise, if there is one."""
    for index in sorted(faults):
        fault, word = faults[index], words[index]
        if not is_noise(words, index, fault):
            field, time = ("end", word.end) if _is_at_end(word, fault) else ("start", word.start)
            found = "nothing" if time is None else f"{time} ms"
            raise PayloadError(path_of(transcript, index, field), FAULTS[fault][1], found)


def _is_at_end(word: Word, fault: str) -> bool:
    """Whether a fault shows in the word's end rather than its start."""
    if word.start is None:
        return word.end is not None and fault != "missing-time"
    return fault in {"missing-time", "negative-length", "overlap"} or (
        fault == "negative-time" and word.start >= 0
    )


def path_of(transcript: Transcript, index: int, field: str) -> str:
    """The path of a word's time within the transcript."""
    paths = (
        f"segments[{number}].tokens[{place}].{field}"
        for number, segment in enumerate(transcript.segments)
        for place, token in enumerate(segment.tokens)
        if type(token) is Word
    )
    return next(islice(paths, index, None))


def reported(
    firsts: list[int], words: list[Word], times: dict[int, tuple[int, int]], faults: dict[int, str]
) -> Iterator[Repair]:
    """One repair for each run of adjoining words with the same fault."""

    def named(index: int) -> str:
        return f"word {index + 1} {words[index].text[:40]!r} (segment {bisect_right(firsts, index)})"

    for first, last in _runs(faults):
        kind, found = faults[first], FAULTS[faults[first]][0]
        now = f"now {clock(times[first][0])} to {clock(times[last][1])}"
        if first == last:
            yield Repair(kind, named(first), f"{found}; {now}")
        else:
            yield Repair(kind, f"{named(first)} to {named(last)}", f"{last - first + 1} words {found}; {now}")


def _runs(faults: dict[int, str]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of adjoining words with the same fault."""
    indices = sorted(faults)
    first = last = indices[0]
    for index in islice(indices, 1, None):
        if index != last + 1 or faults[index] != faults[first]:
            yield first, last
            first = index
        last = index
    yield first, last
