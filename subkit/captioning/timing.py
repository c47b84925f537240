"""When each cue is shown: in on its first word, out by closed form, never over the next."""

from __future__ import annotations

from itertools import repeat
from operator import sub
from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.profile import GapPolicy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.profile import Profile

NOTHING_MORE = 1 << 50
"""The in-time of what comes after the last word: later than any, in ms."""


class Figures(Struct, frozen=True, kw_only=True, gc=False):
    """What timing asks of a profile, where the clock is not that of milliseconds; named as in `Profile`."""

    min_gap: int
    forbidden_gap: tuple[int, int] | None
    min_duration: int
    max_duration: int
    linger: int
    early: int
    gap_policy: GapPolicy
    max_trim: int


def out_times(ends: list[int], nexts: list[int], profile: Profile | Figures) -> list[int]:
    """Until when a cue is shown that ends with a word, by the profile's linger and gaps.

    A cue lingers after its last word up to ``linger``. What is left before the next word must be no gap that the
    profile forbids: such a gap is closed, or opened where lingering cannot close it; a silence that is itself such a gap
    is closed even past ``linger``. Where speech leaves less than ``min_gap``, the policy decides: ``cover`` shows the
    word to its end, ``trim`` takes up to ``max_trim`` from it.

    Args:
        ends: the out-times of the words, in ms.
        nexts: for each, the in-time of the word after it.
        profile: the house style.
    """
    gap, linger = profile.min_gap, profile.linger
    trim = profile.max_trim if profile.gap_policy == "trim" else 0
    widest = max(gap, profile.forbidden_gap[1]) if profile.forbidden_gap else gap
    far, near, tight = linger + widest, max(linger + gap + 1, widest), gap - trim
    spaces = map(sub, nexts, ends)
    return [
        end + linger
        if space >= far
        else following - widest
        if space >= near
        else following - gap
        if space >= tight
        else end - trim
        for end, following, space in zip(ends, nexts, spaces, strict=True)
    ]


def rooms(ends: list[int], nexts: list[int], profile: Profile | Figures) -> list[int]:
    """Until when such a cue could be shown at most, for the sake of its minimum duration."""
    gap = profile.min_gap
    return [max(end, following - gap) for end, following in zip(ends, nexts, strict=True)]


def cue_times(  # noqa: PLR0917 - columns of one entry a cue
    firsts: list[int],
    ends: list[int],
    shown: list[int],
    room: list[int],
    profile: Profile | Figures,
    longest: Iterable[int] | None = None,
) -> list[tuple[int, int]]:
    """In- and out-times of cues.

    The in-time is the first word's. A cue shorter than the minimum stays until it has it, as long as there is room
    before the next, and then begins up to ``early`` sooner; a gap that the profile forbids and that this leaves is closed.
    No cue outstays the maximum, unless its words do; a gap that this leaves is opened if it can be, and not lingered into
    if not. Every cue lasts at least 1 ms, if its words do.

    Args:
        firsts: the in-times of the cues' first words, in ms.
        ends: the out-times of their last words.
        shown: what `out_times` gives for them.
        room: what `rooms` gives for them.
        profile: the house style.
        longest: the longest that each may be shown; by default the profile's ``max_duration``.
    """
    shortest, most = profile.min_duration, longest or repeat(profile.max_duration)
    low, high = _forbidden(profile)
    times: list[tuple[int, int]] = []
    free = 0
    for first, last, out, limit, length in zip(firsts, ends, shown, room, most, strict=False):
        start, end = first, max(out, min(first + 1, last))
        if end - start < shortest:
            end = max(end, min(start + shortest, limit))
            if low <= limit - end < high and limit - start <= length:
                end = limit
            if end - start < shortest:
                start = _early(first, end, free, profile)
        if end - start > length:
            end = min(end, max(last, start + length))
            if low <= limit - end < high:
                soonest = max(last, start + shortest)
                end = (
                    limit - high if soonest <= limit - high else min(end, max(soonest, last + profile.linger))
                )
        times.append((start, end))
        free = end
    return times


def _forbidden(profile: Profile | Figures) -> tuple[int, int]:
    """From and up to which distance to the latest out-time a cue leaves a gap that the profile forbids."""
    low, high = profile.forbidden_gap or (0, 0)
    return max(low - profile.min_gap, 1), high - profile.min_gap


def _early(first: int, end: int, free: int, profile: Profile | Figures) -> int:
    """How early a cue that is too short may begin: it keeps the gap to the one before, which ends at ``free``."""
    soonest = free + profile.min_gap if free else 0
    if profile.forbidden_gap and first - free >= profile.forbidden_gap[1]:
        soonest = max(soonest, free + profile.forbidden_gap[1] if free else 0)
    return min(first, max(end - profile.min_duration, first - profile.early, soonest))
