"""When each cue is shown: in on its first word, out by closed form, never over the next."""

from __future__ import annotations

from itertools import repeat
from operator import sub
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from subkit.captioning.figures import Figures
    from subkit.profile import Profile

NOTHING_MORE: Final = 1 << 50
"""The in-time of what comes after the last word: later than any, in ms."""


def nexts(firsts: list[int]) -> list[int]:
    """For each of the in-times, the one after it; `NOTHING_MORE` after the last.

    >>> nexts([0, 1500]) == [1500, NOTHING_MORE], nexts([])
    (True, [])
    """
    return [*firsts[1:], NOTHING_MORE] if firsts else []


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
    low, widest = profile.forbidden_gap or (0, 0)
    widest = max(gap, widest)
    far, tight = linger + widest, gap - trim
    near, close = max(linger + max(gap + 1, low), widest), max(linger + gap + 1, widest)
    spaces = map(sub, nexts, ends)
    return [
        end + linger
        if space >= far
        else following - widest
        if space >= near
        else end + linger
        if space >= close
        else following - gap
        if space >= tight
        else end - trim
        for end, following, space in zip(ends, nexts, spaces, strict=True)
    ]


def rooms(ends: list[int], nexts: list[int], profile: Profile | Figures) -> list[int]:
    """Until when such a cue could be shown at most, for the sake of its minimum duration."""
    gap = profile.min_gap
    return [max(end, following - gap) for end, following in zip(ends, nexts, strict=True)]


def soonest(ends: list[int], firsts: list[int], profile: Profile | Figures) -> list[int]:
    """How early a cue could come in that begins with a word: up to ``early`` before it, as the gap after the word before allows.

    It never does so before that word ends.

    Args:
        ends: the out-times of the words before all but the first, in ms.
        firsts: the in-times of the words.
        profile: the house style.
    """
    early = profile.early
    least = max(0, profile.min_gap - (profile.max_trim if profile.gap_policy == "trim" else 0))
    far = least + early
    return [
        max(0, firsts[0] - early),
        *[
            first - early if first - end >= far else end + least if first - end > least else first
            for end, first in zip(ends, firsts[1:], strict=True)
        ],
    ]


def least_out_times(ends: list[int], nexts: list[int], profile: Profile | Figures) -> list[int]:
    """Until when a cue is shown at least that ends with a word: to its end, or so long that the gap to the next is allowed.

    Args:
        ends: the out-times of the words, in ms.
        nexts: for each, how early the next cue could come in.
        profile: the house style.
    """
    if not profile.forbidden_gap:
        return ends
    low, high = profile.forbidden_gap
    most = max(profile.min_gap, low - 1)
    return [
        following - most if most < following - end < high else end
        for end, following in zip(ends, nexts, strict=True)
    ]


def cue_times(  # noqa: PLR0917 - columns of one entry a cue
    firsts: list[int],
    ends: list[int],
    shown: list[int],
    room: list[int],
    profile: Profile | Figures,
    longest: Iterable[int] | None = None,
) -> list[tuple[int, int]]:
    """In- and out-times of cues that come in on their first word (`earlier` lets some of them come in before it).

    A cue shorter than the minimum stays until it has it, as long as there is room before the next; a gap that the profile
    forbids and that this leaves is closed. No cue outstays the maximum, unless its words do; a gap that this leaves is opened
    if it can be, and not lingered into if not. Every cue lasts at least 1 ms, if its words do.

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
    for start, last, out, limit, length in zip(firsts, ends, shown, room, most, strict=False):
        end = max(out, min(start + 1, last))
        if end - start < shortest:
            end = max(end, min(start + shortest, limit))
            if low <= limit - end < high and limit - start <= length:
                end = limit
        if end - start > length:
            end = min(end, max(last, start + length))
            if low <= limit - end < high:
                early = max(last, start + shortest)
                end = limit - high if early <= limit - high else min(end, max(early, last + profile.linger))
        times.append((start, end))
    return times


def _forbidden(profile: Profile | Figures) -> tuple[int, int]:
    """From and up to which distance to the latest out-time a cue leaves a gap that the profile forbids."""
    low, high = profile.forbidden_gap or (0, 0)
    return max(low - profile.min_gap, 1), high - profile.min_gap
