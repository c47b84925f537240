"""The times of words written into cue text: time stamps that are within the cue and increase, and spans for players to style."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from subkit.formats.vtt.cue_text import Span
from subkit.formats.vtt.runs import Run, split
from subkit.formats.word_times import timed_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from subkit.formats.vtt.runs import Line
    from subkit.formats.word_times import TimedWord
    from subkit.model import Cue


class _Stretch(NamedTuple):
    """Words of a line under one time stamp: the time, ``None`` if it stands in a line before, and the characters they take."""

    time: int | None
    begin: int
    end: int


def sung(cue: Cue, lines: Sequence[Line]) -> list[Line]:
    """The lines of a cue with a time stamp and a span for each word whose time is known.

    A word without a time belongs to the span of the one before it; those that begin with the cue need no stamp.

    Args:
        cue: the cue.
        lines: the runs of the lines that `subkit.formats.portable.plain` makes of its.
    """
    found: list[Line] = []
    latest: int | None = None
    for line, row in zip(lines, timed_words(cue), strict=True):
        stretches, latest = _stretches(row, cue, latest)
        found.append(_marked(line, stretches))
    return found


def _stretches(row: Iterable[TimedWord], cue: Cue, latest: int | None) -> tuple[list[_Stretch], int | None]:
    found: list[_Stretch] = []
    place = 0
    for word in row:
        begin = place + len(word.before)
        place = begin + len(word.text)
        time = _begin(word, cue.start if latest is None else latest, cue.end)
        if time is not None:
            latest = time
            found.append(_Stretch(latest, begin, place))
        elif found:
            found[-1] = found[-1]._replace(end=place)
        elif latest is not None:
            found.append(_Stretch(None, begin, place))
    return found, latest


def _begin(word: TimedWord, after: int, before: int) -> int | None:
    """When a word begins, by its own time or else the one it was given between its neighbours; nothing if not in between."""
    own = word.word.start if word.word else None
    if own is None:
        return None
    return next((time for time in (own, word.start) if after < time < before), None)


def _marked(line: Line, stretches: Sequence[_Stretch]) -> Line:
    edges = [edge for stretch in stretches for edge in (stretch.begin, stretch.end)]
    outside, *parts = split(line, edges)
    found = list(outside)
    for stretch, inside, after in zip(stretches, parts[::2], parts[1::2], strict=True):
        if stretch.time is not None and inside:
            found.append(Run(inside[0].span, "", stretch.time))
        spans: dict[Span, Span] = {}
        found += [run._replace(span=spans.setdefault(run.span, Span("c", parent=run.span))) for run in inside]
        found += after
    return found
