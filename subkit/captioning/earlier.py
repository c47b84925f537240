"""In-times before the first word, where a cue or the one before it lacks time or leaves a gap that is not allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subkit.captioning import timing
from subkit.vectors import i64, vec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from subkit.captioning.figures import Figures
    from subkit.profile import Profile

# A hard limit outweighs any number of soft ones beside it, these any time that is lacking; what may not be at all, everything.
_HARD, _SOFT, _NEVER = 1 << 48, 1 << 40, 1 << 60
_DEPTH = 2
"""How many cues before a cue may come in earlier for its sake (house figure)."""


def begun(
    times: list[tuple[int, int]],
    ends: vec[i64],
    needed: vec[i64],
    longest: vec[i64],
    profile: Profile | Figures,
) -> list[tuple[int, int]]:
    """The times with some cues begun sooner, by no more than they must, and by ``early`` at most.

    A cue comes in sooner where it is shorter than it must be, or than reading it takes; where it took the time it needs from
    the gap after it, though the policy is to trim; and where the cue before it can close a gap then, or linger. The cue before
    gives way, and may itself come in sooner for that, but no gap gets worse, and of all of them together no more break a limit.

    Args:
        times: what `timing.cue_times` gives for the cues, in ms.
        ends: the out-times of their last words.
        needed: how long each must be shown to be read.
        longest: the longest that each may be shown.
        profile: the house style.
    """
    troubled = _troubled(times, needed, profile) if profile.early else set[int]()
    if not troubled:
        return times
    run = _Run(times, ends, needed, longest, profile, troubled)
    found = times.copy()
    waiting = sorted({*troubled, *[at + 1 for at in troubled if at + 1 < len(times)]})
    while waiting:
        at = waiting.pop()
        after = found[at + 1][0] if at + 1 < len(found) else timing.NOTHING_MORE
        start = run.best(at, after, _DEPTH)[1]
        found[at] = start, run.out_time(at, start, after)
        if start < times[at][0] and at > 0 and waiting[-1:] != [at - 1]:
            waiting.append(at - 1)
    return found


def settled(
    times: list[tuple[int, int]],
    ends: vec[i64],
    needed: vec[i64],
    longest: vec[i64],
    profile: Profile | Figures,
) -> int:
    """How many of the cues `begun` shows alike, whatever the last of them becomes, as long as its first word stays.

    That is up to a cue that wants nothing, and gets all it wants wherever the next one comes in. Its out-time is settled
    too if no in-time of the next would move it.

    Args: as of `begun`.
    """
    if not profile.early:
        return max(0, len(times) - 1)
    troubled = _troubled(times, needed, profile)
    run = _Run(times, ends, needed, longest, profile, troubled)
    for at in range(len(times) - 2, -1, -1):
        after = run.following(at)
        nexts = range(max(0, after - profile.early), after + 1)
        if not {at, at - 1} & troubled and run.is_content(at, nexts):
            outs = {run.out_time(at, times[at][0], time) for time in nexts}
            return at + (len(outs) == 1)
    return 0


def _troubled(times: list[tuple[int, int]], needed: vec[i64], profile: Profile | Figures) -> set[int]:
    """The cues with too little time, or with a gap after them that is not allowed or that they could have kept."""
    low, high = profile.forbidden_gap or (0, 0)
    tight = profile.min_gap if profile.gap_policy == "trim" else -timing.NOTHING_MORE
    nexts = [start for start, _ in times[1:]]
    nexts.append(timing.NOTHING_MORE)
    return {
        at
        for at, ((start, end), least, after) in enumerate(zip(times, needed, nexts))
        if end - start < least or low <= after - end < high or after - end < tight
    }


class _Run:
    """Cues in a row, their words and needs, with what it costs that one comes in sooner."""

    def __init__(  # noqa: PLR0917 - as `begun`
        self,
        times: list[tuple[int, int]],
        ends: vec[i64],
        needed: vec[i64],
        longest: vec[i64],
        profile: Profile | Figures,
        troubled: set[int],
    ) -> None:
        self._times, self._ends, self._needed, self._longest = times, ends, needed, longest
        self._troubled = troubled
        self._outs: dict[tuple[int, int, int], int] = {}
        self._best: dict[tuple[int, int, int], tuple[int, int]] = {}
        self._profile = profile
        self._gap = profile.min_gap
        self._band = profile.forbidden_gap or (0, 0)
        self._trim = profile.max_trim if profile.gap_policy == "trim" else 0

    def following(self, at: int) -> int:
        """The in-time of the first word after a cue."""
        return self._times[at + 1][0] if at + 1 < len(self._times) else timing.NOTHING_MORE

    def faults(self, at: int, start: int, end: int, after: int) -> int:
        """What is wrong with a cue shown like this, and with the gap to the next one's in-time."""
        time, gap, (low, high) = end - start, after - end, self._band
        hard = (time < self._profile.min_duration) + (time > self._longest[at])
        hard += gap < self._gap or low <= gap < high
        lacking = self._needed[at] - time
        return hard * _HARD + (_SOFT + lacking if lacking > 0 else 0)

    def out_time(self, at: int, start: int, after: int) -> int:
        """Until when a cue is shown that comes in at a time, the next one at another."""
        key = at, start, after
        if key not in self._outs:
            starts, ends, nexts = vec[i64]([start]), vec[i64]([self._ends[at]]), vec[i64]([after])
            longest, profile = vec[i64]([self._longest[at]]), self._profile
            shown, room = timing.out_times(ends, nexts, profile), timing.rooms(ends, nexts, profile)
            times = timing.cue_times(starts, ends, shown, room, profile, longest)
            self._outs[key] = times[0][1]
        return self._outs[key]

    def is_content(self, at: int, nexts: Iterable[int]) -> bool:
        """Whether a cue that comes in on its first word has no fault, whichever of some in-times the next one has."""
        start, end = self._times[at]
        gap = min(self._gap, self.following(at) - end)
        return all(
            after - stop >= gap and not self.faults(at, start, stop, after)
            for after in nexts
            for stop in (self.out_time(at, start, after),)
        )

    def best(self, at: int, after: int, depth: int) -> tuple[int, int]:
        """The in-time of a cue at which it and those before it have the fewest faults, the latest of such.

        Args:
            at: the cue.
            after: the in-time of the next.
            depth: how many cues before it may come in sooner for its sake.

        Returns:
            How much more is wrong with them than is in the first place, and the in-time.
        """
        key = at, after, depth
        if key not in self._best:
            self._best[key] = self._tried(at, after, depth)
        return self._best[key]

    def _tried(self, at: int, after: int, depth: int) -> tuple[int, int]:
        first, end = self._times[at]
        before, gap = (
            self.faults(at, first, end, self.following(at)),
            min(self._gap, self.following(at) - end),
        )
        least, winner = 2 * _NEVER, first
        starts = self._candidates(at, after) if depth >= 0 else []
        for start in (first, *starts):
            stop = self.out_time(at, start, after)
            faults = self.faults(at, start, stop, after) if after - stop >= gap else _NEVER
            if faults >= least + before and at - 1 not in self._troubled:
                continue
            more = faults - before + self._given(at - 1, start, depth)
            if more < least:
                least, winner = more, start
                if not faults and at - 1 not in self._troubled:
                    break
        return least, winner

    def _given(self, at: int, after: int, depth: int) -> int:
        """How much more is wrong before a cue that comes in sooner."""
        if at < 0 or (after == self.following(at) and at not in self._troubled):
            return 0
        return self.best(at, after, depth - 1)[0]

    def _candidates(self, at: int, after: int) -> list[int]:
        """The in-times before its first word that are worth a try for a cue, the latest first."""
        first, profile = self._times[at][0], self._profile
        earliest = max(0, first - profile.early)
        if at:
            earliest = max(earliest, self._times[at - 1][0] + 1, self._ends[at - 1] - self._trim + self._gap)
        if earliest >= first:
            return []
        stop = self.out_time(at, first, after)
        wanted = {earliest, stop - self._needed[at], stop - profile.min_duration}
        if self._trim:
            kept = after - self._gap
            wanted |= {kept - self._needed[at], kept - profile.min_duration}
        if at:
            wanted.update(self._before(at - 1))
        return sorted([start for start in wanted if earliest <= start < first], reverse=True)

    def _before(self, at: int) -> Iterator[int]:
        """The in-times after a cue that leave it what it needs, or let it close the gap."""
        profile, first, last = self._profile, self._times[at][0], self._ends[at]
        for time in (profile.min_duration, self._needed[at]):
            yield first + time + self._gap
            yield first - profile.early + time + self._gap
        for latest in (last + profile.linger, max(last, first + self._longest[at])):
            yield latest + self._gap
            yield latest + max(self._gap, self._band[0] - 1)
            yield latest + self._band[1]
