"""Which cues may break a limit, told quickly of all at once: only they are asked what it is that they break."""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING

from subkit.captioning import house_limits
from subkit.captioning.width import cells_per_character, is_as_wide_as_long, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.language import Counting, Language
    from subkit.model import Cue
    from subkit.profile import Profile

    Said = tuple[list[int], list[int]]


def doubtful(
    cues: Sequence[Cue], profile: Profile, language: Language, said: Said | None = None
) -> Sequence[int]:
    """The places of the cues that may break a limit of text, time or sync, ascending; no other cue does.

    On frames, and in a house with limits that only some have, all are doubtful. Of shot changes nothing is told.

    Args:
        cues: the captions.
        profile: the house style.
        language: how it counts.
        said: when the words of each cue begin, and when they end, in ms, where the caller knows; else the words are asked.
    """
    if not cues or profile.rate is not None or house_limits.has_any(profile):
        return range(len(cues))
    lines = [cue.lines for cue in cues]
    cells = cells_per_character(language.counting)
    longest = profile.max_line_length * cells
    widths, widest = _widths(lines, language.counting)
    found = _ill_timed(cues, widths, said, profile, cells)
    if widest <= longest and max(map(len, lines)) <= profile.max_lines:
        return found
    crowded = [
        at
        for at, one in enumerate(lines)
        if len(one) > profile.max_lines or any(measure(line, language.counting) > longest for line in one)
    ]
    return sorted({*found, *crowded})


def _widths(lines: list[tuple[str, ...]], counting: Counting) -> tuple[list[int], int]:
    """The cells of each cue's lines together, and those of the widest line of all."""
    texts = list(map("".join, lines))
    together = "".join(texts)
    if is_as_wide_as_long(together):
        return list(map(len, texts)), max(map(len, chain.from_iterable(lines)), default=0)
    widths = [[measure(line, counting) for line in one] for one in lines]
    return list(map(sum, widths)), max(chain.from_iterable(widths), default=0)


def _ill_timed(
    cues: Sequence[Cue], widths: list[int], said: Said | None, profile: Profile, cells: int
) -> list[int]:
    """The places of the cues that may be shown at a wrong time for their words, their width, or the next cue."""
    starts, ends = [cue.start for cue in cues], [cue.end for cue in cues]
    firsts, lasts = said or _said(cues, starts, ends)
    shortest, longest, least = profile.min_duration, profile.max_duration, profile.min_gap
    slowest = profile.max_cps * cells / 1000 if profile.max_cps else math.inf
    linger, early, late = profile.linger, profile.early, profile.late
    low, high = profile.forbidden_gap or (0, 0)
    nexts = [*starts[1:], ends[-1] + max(least, high)]
    columns = zip(starts, ends, firsts, lasts, nexts, widths, strict=True)
    return [
        at
        for at, (start, end, first, last, following, width) in enumerate(columns)
        if not (
            width <= slowest * (end - start)
            and shortest <= end - start <= longest
            and (gap := following - end) >= least
            and not low <= gap < high
            and last <= end <= last + linger
            and first - early <= start <= first + late
        )
    ]


def _said(cues: Sequence[Cue], starts: list[int], ends: list[int]) -> Said:
    """When the words of each cue begin and end; as the cue does where they do not say."""
    words = [cue.words for cue in cues]
    if not any(words):
        return starts, ends
    return (
        [
            start if not said or (first := said[0].start) is None else first
            for said, start in zip(words, starts, strict=True)
        ],
        [
            end if not said or (last := said[-1].end) is None else last
            for said, end in zip(words, ends, strict=True)
        ],
    )
