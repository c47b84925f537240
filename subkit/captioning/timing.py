"""When each cue is shown: in on its first word, out by closed form, never over the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from subkit.captioning.figures import Figures
    from subkit.profile import Profile

NOTHING_MORE: Final = 1 << 50
"""The in-time of what comes after the last word: later than any, in ms."""


def nexts(firsts: vec[i64]) -> vec[i64]:
    """For each of the in-times, the one after it; `NOTHING_MORE` after the last.

    >>> list(nexts(vec[i64]([0, 1500]))) == [1500, NOTHING_MORE]
    True
    """
    return vec[i64](list(firsts)[1:] + [NOTHING_MORE] * min(len(firsts), 1))


def out_times(ends: vec[i64], nexts: vec[i64], profile: Profile | Figures) -> vec[i64]:
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
    gap: i64 = profile.min_gap
    linger: i64 = profile.linger
    trim: i64 = profile.max_trim if profile.gap_policy == "trim" else 0
    band = profile.forbidden_gap or (0, 0)
    widest: i64 = max(profile.min_gap, band[1])
    far, tight = linger + widest, gap - trim
    near: i64 = max(profile.linger + max(profile.min_gap + 1, band[0]), band[1])
    close: i64 = max(profile.linger + profile.min_gap + 1, band[1])
    return vec[i64](
        [
            end + linger
            if (space := following - end) >= far
            else following - widest
            if space >= near
            else end + linger
            if space >= close
            else following - gap
            if space >= tight
            else end - trim
            for end, following in zip(ends, nexts)
        ]
    )


def rooms(ends: vec[i64], nexts: vec[i64], profile: Profile | Figures) -> vec[i64]:
    """Until when such a cue could be shown at most, for the sake of its minimum duration."""
    gap: i64 = profile.min_gap
    return vec[i64](
        [following - gap if following - end > gap else end for end, following in zip(ends, nexts)]
    )


def soonest(ends: vec[i64], firsts: vec[i64], profile: Profile | Figures) -> vec[i64]:
    """How early a cue could come in that begins with a word: up to ``early`` before it, as the gap after the word before allows.

    It never does so before that word ends.

    Args:
        ends: for each boundary the out-time of the word before it, in ms; none of interest before the first.
        firsts: for each the in-time of the word after it.
        profile: the house style.
    """
    early: i64 = profile.early
    least: i64 = max(0, profile.min_gap - (profile.max_trim if profile.gap_policy == "trim" else 0))
    far = least + early
    found = firsts[:]
    found[0] = max(0, firsts[0] - early)
    for at in range(1, len(firsts)):
        silence = firsts[at] - ends[at]
        if silence >= far:
            found[at] = firsts[at] - early
        elif silence > least:
            found[at] = ends[at] + least
    return found


def least_out_times(ends: vec[i64], nexts: vec[i64], profile: Profile | Figures) -> vec[i64]:
    """Until when a cue is shown at least that ends with a word: to its end, or so long that the gap to the next is allowed.

    Args:
        ends: the out-times of the words, in ms.
        nexts: for each, how early the next cue could come in.
        profile: the house style.
    """
    if not profile.forbidden_gap:
        return ends
    most: i64 = max(profile.min_gap, profile.forbidden_gap[0] - 1)
    high: i64 = profile.forbidden_gap[1]
    return vec[i64](
        [following - most if most < following - end < high else end for end, following in zip(ends, nexts)]
    )


def cue_times(  # noqa: PLR0917 - columns of one entry a cue
    firsts: vec[i64],
    ends: vec[i64],
    shown: vec[i64],
    room: vec[i64],
    profile: Profile | Figures,
    longest: vec[i64],
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
        longest: the longest that each may be shown.
    """
    shortest: i64 = profile.min_duration
    linger: i64 = profile.linger
    band = profile.forbidden_gap or (0, 0)
    # From and up to which distance to the latest out-time a cue leaves a gap that the profile forbids.
    low: i64 = max(band[0] - profile.min_gap, 1)
    high: i64 = band[1] - profile.min_gap
    times: list[tuple[int, int]] = []
    for at in range(len(firsts)):
        start, last, limit, length = firsts[at], ends[at], room[at], longest[at]
        end = shown[at]
        if end <= start:
            end = max(end, min(start + 1, last))
        if end - start < shortest:
            end = max(end, min(start + shortest, limit))
            if low <= limit - end < high and limit - start <= length:
                end = limit
        if end - start > length:
            end = min(end, max(last, start + length))
            if low <= limit - end < high:
                early = max(last, start + shortest)
                end = limit - high if early <= limit - high else min(end, max(early, last + linger))
        times.append((start, end))
    return times
