"""Which cues may break a limit, told quickly of all at once: only they are asked what it is that they break."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from subkit.captioning import house_limits
from subkit.captioning.width import cells_per_character, is_as_wide_as_long

if TYPE_CHECKING:
    from collections.abc import Sequence

    from subkit.language import Language
    from subkit.model import Cue
    from subkit.profile import Profile

    Said = tuple[list[int], list[int]]


def doubtful(
    cues: Sequence[Cue], profile: Profile, language: Language, said: Said | None = None
) -> Sequence[int]:
    """The places of the cues that may break a limit of text, time or sync, ascending; no other cue does.

    On frames, in a house with limits that only some have, and where text must be measured letter by letter, all are
    doubtful. Of shot changes nothing is told.

    Args:
        cues: the captions.
        profile: the house style.
        language: how it counts.
        said: when the words of each cue begin, and when they end, in ms, where the caller knows; else the words are asked.
    """
    if not cues or profile.rate is not None or house_limits.has_any(profile):
        return range(len(cues))
    lines = [cue.lines for cue in cues]
    texts = list(map("".join, lines))
    if not is_as_wide_as_long("".join(texts)):
        return range(len(cues))
    cells, most = cells_per_character(language.counting), profile.max_lines
    longest = profile.max_line_length * cells
    found = _ill_timed(cues, list(map(len, texts)), said, profile, cells)
    if max(map(len, chain.from_iterable(lines)), default=0) <= longest and max(map(len, lines)) <= most:
        return found
    crowded = [
        at for at, one in enumerate(lines) if len(one) > most or max(map(len, one), default=0) > longest
    ]
    return sorted({*found, *crowded})


def _ill_timed(
    cues: Sequence[Cue], widths: list[int], said: Said | None, profile: Profile, cells: int
) -> list[int]:
    """The places of the cues that may be shown at a wrong time for their words, their width, or the next cue."""
    starts, ends = [cue.start for cue in cues], [cue.end for cue in cues]
    firsts, lasts = said or _said(cues, starts, ends)
    needed = _needed(max(widths), profile, cells)
    longest, linger, early, late = profile.max_duration, profile.linger, profile.early, profile.late
    least, (low, high) = profile.min_gap, profile.forbidden_gap or (0, 0)
    nexts = [*starts[1:], ends[-1] + max(least, high)]
    return [
        at
        for at, (start, end, first, last, following, width) in enumerate(
            zip(starts, ends, firsts, lasts, nexts, widths)
        )
        if not (
            needed[width] <= end - start <= longest
            and 0 <= end - last <= linger
            and -early <= start - first <= late
            and (gap := following - end) >= least
            and not low <= gap < high
        )
    ]


def _needed(widest: int, profile: Profile, cells: int) -> list[int]:
    """For each width, how long a cue must be shown so that its minimum and the reading speed are beyond doubt, in ms."""
    shortest = profile.min_duration
    if not profile.max_cps:
        return [shortest] * (widest + 1)
    slowest = profile.max_cps * cells / 1000
    return [max(shortest, int(width / slowest) + 1) for width in range(widest + 1)]


def _said(cues: Sequence[Cue], starts: list[int], ends: list[int]) -> Said:
    """When the words of each cue begin and end; as the cue does where they do not say."""
    words = [cue.words for cue in cues]
    if not any(words):
        return starts, ends
    return (
        [
            start if not said or (first := said[0].start) is None else first
            for said, start in zip(words, starts)
        ],
        [end if not said or (last := said[-1].end) is None else last for said, end in zip(words, ends)],
    )
