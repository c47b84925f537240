"""Whether a stretch of words can be cut and timed so that a rule holds: a proof, for every cut is tried with all its times.

For each boundary the in-times that the cue beginning there can have are kept as spans of whole milliseconds, apart for
each number of rules broken so far. A cue carries spans of in-times over into spans of out-times, and the gap after it
carries those over into spans of the next in-times. So no time is left out, and nothing is guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from subkit.checking.needs import FOREVER, Limits, Way, all_ways, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.checking.stretch import Stretch
    from subkit.profile import Profile

Spans = list[tuple[int, int]]


class Demand(Struct, frozen=True):
    """What is asked of a cut.

    Attributes:
        rule: the rule that is to hold.
        guarded: the units, up to not including the second, no cue of which may break it.
        own: how many other cues may break it.
        hard: how often other hard rules may be broken, together.
        cuts: the units before which the cues end as they stand, to try other times alone; ``None`` to cut anew.
    """

    rule: str
    guarded: tuple[int, int]
    own: int
    hard: int
    cuts: frozenset[int] | None = None


def feasible(stretch: Stretch, bounds: Limits, demand: Demand) -> bool:
    """Whether there is a cut of the stretch, with times, that meets the demand.

    Cues keep together what the stretch does, and apart what it forces apart. They begin on their first word, or up to
    ``early`` before it, and end on their last word or after, up to ``linger``, their minimum duration, or a silence too
    short to be a gap; where the policy is to trim, also up to ``max_trim`` before. They never overlap.

    Args:
        stretch: the words.
        bounds: the limits of the house style for the demand's rule; one that it leaves unchecked may be broken.
        demand: what is asked.
    """
    size = len(stretch.start)
    reached: list[dict[tuple[int, int], Spans]] = [{} for _ in range(size + 1)]
    gaps = _Gaps(stretch, bounds.profile, demand)
    gaps.cross(reached[0], 0, (0, 0), [(gaps.opening, gaps.opening)])
    forced = sorted({*stretch.forced, *(demand.cuts or ()), size})
    for begin in range(size):
        states = list(reached[begin].items())
        stop = next(at for at in forced if at > begin)
        for end in range(begin + 1, stop + 1) if states else ():
            if demand.cuts is not None and end < stop:
                continue
            layout = shown(stretch, begin, end, bounds)
            if layout is None:
                break
            guarded = demand.rule != "gap" and begin < demand.guarded[1] and end > demand.guarded[0]
            most = 0 if guarded else demand.own
            possible = [
                way
                for way in all_ways(layout, sum(stretch.words[begin:end]), bounds)
                if way.hard <= demand.hard and way.own <= most
            ]
            for (own, hard), spans in states:
                for way in possible:
                    outs = list(gaps.outs(spans, way, end))
                    gaps.cross(reached[end], end, (own + way.own, hard + way.hard), outs)
    return bool(reached[size])


class _Gaps:
    """The boundaries of a stretch: when cues may end there, and when the next may begin.

    Attributes:
        opening: the out-time of the cue before the stretch, in ms.
    """

    def __init__(self, stretch: Stretch, profile: Profile, demand: Demand) -> None:
        off = profile.unchecked
        self._profile = profile
        self._demand = demand
        self._ends = stretch.end
        after = FOREVER if stretch.after is None else max(stretch.after, stretch.end[-1])
        self._windows = [
            *((max(0, start - profile.early), start) for start in stretch.start),
            (after, after),
        ]
        self._least = 0 if "min_gap" in off else profile.min_gap
        low, high = profile.forbidden_gap or (0, 0)
        self._band = (low, high) if high > self._least and "forbidden_gap" not in off else None
        self._trim = profile.max_trim if profile.gap_policy == "trim" else 0
        self.opening = -FOREVER if stretch.before is None else min(stretch.before, stretch.start[0])

    def outs(self, spans: Spans, way: Way, end: int) -> Iterator[tuple[int, int]]:
        """The out-times, as spans, of cues that begin within spans and end before a unit."""
        profile, last, following = self._profile, self._ends[end - 1], self._windows[end][1]
        latest = last + profile.linger
        widest = max(self._least, self._band[1] if self._band else 0)
        if following - last < max(profile.linger + profile.min_gap + 1, widest):
            latest = max(latest, following - profile.min_gap)
        soonest, shortest = last - self._trim, profile.min_duration
        for first, final in spans:
            low, high = max(first + way.shortest, soonest), min(final + way.longest, latest)
            if low <= high:
                yield low, high
            if way.shortest <= shortest <= way.longest:
                low, high = max(first + shortest, soonest, latest + 1), final + shortest
                if low <= high:
                    yield low, high

    def cross(
        self, reached: dict[tuple[int, int], Spans], end: int, faults: tuple[int, int], outs: Spans
    ) -> None:
        """Enter the in-times that are possible at a unit after cues with these out-times."""
        own, hard = faults
        if not outs or own > self._demand.own or hard > self._demand.hard:
            return
        earliest, latest = self._windows[end]
        kept = [
            (max(low, earliest), min(high, latest))
            for low, high in self._ahead(outs)
            if low <= latest and high >= earliest
        ]
        _add(reached, (own, hard), kept)
        if self._least or self._band:
            is_own = self._demand.rule == "gap"
            own, hard = (own + 1, hard) if is_own else (own, hard + 1)
            guarded = is_own and self._demand.guarded[0] < end <= self._demand.guarded[1]
            if own <= self._demand.own and hard <= self._demand.hard and not guarded:
                broken = [(max(low, earliest), latest) for low, _ in outs if low <= latest]
                _add(reached, (own, hard), broken)

    def _ahead(self, outs: Spans) -> Iterator[tuple[int, int]]:
        """The in-times that leave an allowed gap after out-times."""
        for low, high in outs:
            if self._band is None:
                yield low + self._least, FOREVER
            else:
                if self._band[0] > self._least:
                    yield low + self._least, high + self._band[0] - 1
                yield low + self._band[1], FOREVER


def _add(reached: dict[tuple[int, int], Spans], faults: tuple[int, int], spans: Spans) -> None:
    """Enter spans, joined with those that are there."""
    if not spans:
        return
    joined: Spans = []
    for low, high in sorted([*reached.get(faults, ()), *spans]):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    reached[faults] = joined
