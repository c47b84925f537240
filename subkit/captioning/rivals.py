"""What else could have been done: at each boundary, the best solution of the whole text that does something else there.

``ahead[b]`` is the least cost of all cues up to boundary ``b``, ``behind[b]`` that of all after it. The best solution with a
certain cue costs what is best before it, the cue, and what is best after it: so every rival is found exactly, in a time
that grows with the cues that span a boundary and not with the text.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from subkit.captioning.columns import Columns, Cut
from subkit.captioning.prices import price, price_with
from subkit.captioning.search import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.captioning.limits import Limits

State = Literal["cue", "line", "none"]
"""What stands at a boundary: the end of a cue, the end of a line within one, or nothing."""


class Rival(Struct, frozen=True, gc=False):
    """The best solution with something of its own, told where it differs from the one that was chosen.

    Attributes:
        extra: how much more it costs, in hundredths; never below 0.
        begin: the boundary at which it begins to differ.
        cuts: its cues from there to where it is the same again.
    """

    extra: int
    begin: int
    cuts: list[Cut]


class Rivals:
    """All solutions of one search, weighed against the one that was chosen.

    Args:
        columns: the text.
        limits: the profile's limits and prices.
        cuts: the chosen cues, one of the solutions of least cost.
    """

    def __init__(self, columns: Columns, limits: Limits, cuts: list[Cut]) -> None:
        self._columns, self._limits = columns, limits
        self.chosen = {cut.end for cut in cuts} | {0}
        size = len(columns.left)
        self.ahead, self._before = [NEVER] * size, [Cut(0, 0, [])] * size
        self.behind, self._after = [NEVER] * size, [Cut(0, 0, [])] * size
        self._prices: list[dict[int, int]] = [{} for _ in range(size)]
        self._shared: dict[int, list[tuple[int, Cut]]] = {}
        self._share()
        self._look_ahead()
        self._look_behind()

    @property
    def least(self) -> int:
        """What the whole text costs at its best."""
        return self.ahead[-1]

    def _share(self) -> None:
        """Note the cues that two speakers share, with their prices, by the units they hold."""
        columns = self._columns
        for end, found in columns.shared.items():
            for one in found:
                cost = one.cost + self._limits.weights.cue + columns.cue_cost[end]
                for unit in range(one.begin, end):
                    self._shared.setdefault(unit, []).append((cost, Cut(one.begin, end, [one.seam])))

    def _look_ahead(self) -> None:
        columns, ahead, prices = self._columns, self.ahead, self._prices
        origin = ahead[0] = 0
        for stop in columns.forced:
            for end in range(origin + 1, stop + 1):
                for begin in self._begins(origin, end):
                    cost, breaks = price(begin, end, columns, self._limits)
                    if cost < NEVER:
                        prices[end][begin] = cost
                        if ahead[begin] + cost < ahead[end]:
                            ahead[end], self._before[end] = ahead[begin] + cost, Cut(begin, end, breaks)
                for cost, cut in self._shared.get(end - 1, []):
                    if cut.end == end and ahead[cut.begin] + cost < ahead[end]:
                        ahead[end], self._before[end] = ahead[cut.begin] + cost, cut
            origin = stop

    def _look_behind(self) -> None:
        behind, prices = self.behind, self._prices
        behind[-1] = 0
        for end in range(len(behind) - 1, 0, -1):
            for begin, cost in prices[end].items():
                if behind[end] + cost < behind[begin]:
                    behind[begin], self._after[begin] = behind[end] + cost, Cut(begin, end, [])
            for cost, cut in self._shared.get(end - 1, []):
                if cut.end == end and behind[end] + cost < behind[cut.begin]:
                    behind[cut.begin], self._after[cut.begin] = behind[end] + cost, cut

    def _begins(self, origin: int, end: int) -> Iterator[int]:
        """Where a cue could begin that ends at a boundary, the latest first."""
        left, start, limits = self._columns.left, self._columns.start, self._limits
        leftmost = self._columns.right[end] - len(limits.shape_cost) + 1
        earliest = self._columns.end[end] - limits.longest
        yield end - 1
        for begin in range(end - 2, origin - 1, -1):
            if left[begin] < leftmost or start[begin] < earliest:
                return
            yield begin

    def ending(self, at: int) -> Rival:
        """The best solution in which a cue ends at a boundary."""
        extra = self.ahead[at] + self.behind[at] - self.least
        return Rival(extra, *self._differing(at, []))

    def at(self, at: int, state: State) -> Rival | None:
        """The best solution in which this stands at a boundary; ``None`` if there is no such solution."""
        if state == "cue":
            return self.ending(at)
        found = [
            (self.ahead[begin] + cost + self.behind[end], begin, end)
            for end in self._ends(at - 1, at + 1)
            for begin, cost in self._prices[end].items()
            if begin < at
        ]
        least, winner = NEVER, None
        for total, begin, end in sorted(found):
            if total >= least:
                break
            cost, breaks = price_with(begin, end, at, state == "line", self._columns, self._limits)
            exact = self.ahead[begin] + cost + self.behind[end]
            if cost < NEVER and exact < least:
                least, winner = exact, Cut(begin, end, breaks)
        for cost, cut in self._shared.get(at, []):
            exact = self.ahead[cut.begin] + cost + self.behind[cut.end]
            if cut.begin < at and (at in cut.breaks) is (state == "line") and exact < least:
                least, winner = exact, cut
        if winner is None:
            return None
        return Rival(least - self.least, *self._differing(winner.begin, [winner]))

    def _ends(self, unit: int, first: int) -> Iterator[int]:
        """Where a cue could end, from a boundary on, that holds a unit."""
        left, start, limits = self._columns.left, self._columns.start, self._limits
        right, end = self._columns.right, self._columns.end
        forced = self._columns.forced
        for at in range(first, forced[bisect_left(forced, unit + 1)] + 1):
            too_wide = right[at] - left[unit] >= len(limits.shape_cost)
            if at > unit + 1 and (too_wide or end[at] - start[unit] > limits.longest):
                return
            yield at

    def showing(self, unit: int, count: int) -> list[Rival]:
        """The best solutions that show a unit in cues of different words, the cheapest first."""
        own = [
            (cost, Cut(begin, end, []))
            for end in self._ends(unit, unit + 1)
            for begin, cost in self._prices[end].items()
            if begin <= unit
        ]
        found = sorted(
            (
                (self.ahead[cut.begin] + cost + self.behind[cut.end], cut)
                for cost, cut in own + self._shared.get(unit, [])
            ),
            key=lambda way: (way[0], way[1].begin, way[1].end),
        )
        return [
            Rival(total - self.least, *self._differing(cut.begin, [self._broken(cut)]))
            for total, cut in found[:count]
        ]

    def _differing(self, begin: int, cuts: list[Cut]) -> tuple[int, list[Cut]]:
        """The cues around some until they are those that were chosen; with none, around a cue's end."""
        before: list[Cut] = []
        end = cuts[-1].end if cuts else begin
        while begin not in self.chosen:
            before.append(self._before[begin])
            begin = self._before[begin].begin
        after: list[Cut] = []
        while end not in self.chosen:
            after.append(self._broken(self._after[end]))
            end = self._after[end].end
        return begin, [*reversed(before), *cuts, *after]

    def _broken(self, cut: Cut) -> Cut:
        """A cue with its lines at their best; one that two share has them where they must be."""
        if cut.breaks:
            return cut
        return Cut(cut.begin, cut.end, price(cut.begin, cut.end, self._columns, self._limits)[1])
