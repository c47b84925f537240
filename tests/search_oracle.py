"""The search done naively: texts under any limits, and what their cues cost by the search's own words."""

from __future__ import annotations

from itertools import accumulate, combinations, count, pairwise
from typing import TYPE_CHECKING, NamedTuple

from columns import ints
from hypothesis import strategies as st

from subkit.captioning.columns import Columns, Cut
from subkit.captioning.limits import Limits, prepare
from subkit.reading_speed import ReadingTable
from subkit.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable

INFINITE = 10**15
FREE = Weights(
    cue=1000,
    line=400,
    imbalance=0,
    lopsided=0,
    top_heavy=0,
    short=0,
    too_fast=0,
    too_brief=0,
    speed=0,
    speed_most=0,
    brief=0,
)


TABLES = [
    None,
    ReadingTable(steps=((4, 300), (7, 1000), (20, 1500)), tolerance=0.2),
    ReadingTable(steps=((9, 1000),)),
]


class House(NamedTuple):
    """The limits of a house as it gives them: what `prepare` is asked for."""

    line: int
    lines: int
    cells: int
    longest: int
    shortest: int
    gap: int
    cps: float | None
    weights: Weights
    widest: int | None = None
    one_line: int | None = None
    table: ReadingTable | None = None
    word_time: float = 0
    ratio: float | None = None

    @property
    def limits(self) -> Limits:
        return prepare(**self._asdict())


def naive_speed(whole: int, words: int, time: int, house: House) -> int:
    """How many hundredths of a cell a second a cue is faster than it may be, by the limit it exceeds most."""
    excess = [0]
    if house.cps:
        excess.append(whole * 100_000 // time - round(house.cps * house.cells * 100))
    if house.table and whole:
        least = next(ms for ms in count(1) if house.table.characters(ms) >= whole / house.cells)
        excess.append(whole * 100_000 // time - whole * 100_000 // least)
    if house.word_time:
        word = 6 * house.cells * 100_000
        excess.append(words * word // time - int(word / house.word_time))
    return max(excess)


def naive_cost(begin: int, end: int, breaks: tuple[int, ...], columns: Columns, house: House) -> int:
    """What one cue with these lines costs by the module's own words; `INFINITE` if it breaks a limit."""
    weights = house.weights
    edges = [begin, *breaks, end]
    widths = [columns.right[b] - columns.left[a] for a, b in pairwise(edges)]
    whole = columns.right[end] - columns.left[begin]
    if end - begin == 1 and whole > house.line:
        return 100_000 + weights.cue + columns.cue_cost[end]
    longest = house.longest
    if whole <= house.line and house.one_line is not None:
        longest = min(longest, house.one_line)
    lasts_too_long = end - begin > 1 and columns.end[end] - columns.start[begin] > longest
    too_wide = max(widths) > house.line or (house.widest is not None and whole > house.widest)
    if lasts_too_long or too_wide or any(begin < at < end for at in columns.forced):
        return INFINITE
    cost = weights.cue + columns.cue_cost[end] + weights.line * len(breaks)
    cost += sum(columns.line_cost[at] for at in breaks)
    full = min(weights.short_length * house.cells, house.line * house.lines // 3)
    cost += weights.short * max(0, full - whole) // house.cells
    for top, bottom in pairwise(widths):
        cost += weights.imbalance * abs(top - bottom) // house.cells
        cost += weights.top_heavy if top > bottom else 0
        ratio = 0.5 if house.ratio is None else house.ratio
        cost += weights.lopsided if min(top, bottom) < ratio * max(top, bottom) else 0
    time = max(
        1,
        columns.shown[end] - columns.soonest[begin],
        min(house.shortest, columns.start[end] - house.gap - columns.soonest[begin]),
    )
    words = columns.words[end] - columns.words[begin] if len(columns.words) else 0
    excess = naive_speed(whole, words, time, house)
    if excess > 0:
        cost += weights.too_fast + min(weights.speed_most, weights.speed * excess // (100 * house.cells))
    if time < house.shortest:
        cost += weights.too_brief + weights.brief * (house.shortest - time) // house.shortest
    return cost


def naive_cue(begin: int, end: int, columns: Columns, house: House) -> int:
    """The least that a cue costs, over all ways to break it into as few lines as it needs."""
    for lines in range(1, house.lines + 1):
        costs = [
            naive_cost(begin, end, breaks, columns, house)
            for breaks in combinations(range(begin + 1, end), lines - 1)
        ]
        if min(costs, default=INFINITE) < INFINITE:
            return min(costs)
    return INFINITE


def naive_total(columns: Columns, house: House) -> int:
    """The least total, over all starts of all cues."""
    best = [0]
    for end in range(1, len(columns.left)):
        best.append(
            min(best[begin] + naive_cue(begin, end, columns, house) for begin in range(end)),
        )
    return best[-1]


def total_of(cuts: list[Cut], columns: Columns, house: House) -> int:
    return sum(naive_cost(cut.begin, cut.end, tuple(cut.breaks), columns, house) for cut in cuts)


@st.composite
def problems(
    draw: Callable[..., object], lines: tuple[int, int] = (1, 3), line: tuple[int, int] = (1, 14)
) -> tuple[Columns, House]:
    """Any text's columns under any limits; ``lines`` and ``line`` are the least and the most of each."""
    size, most_lines = draw(st.integers(1, 9)), draw(st.integers(*lines))
    cells, length = draw(st.sampled_from([1, 1, 2])), draw(st.integers(*line))

    def column(of: st.SearchStrategy[int]) -> list[int]:
        return draw(st.lists(of, min_size=size, max_size=size))

    widths = column(st.one_of(st.integers(0, 5), st.integers(1, 3), st.integers(0, length + 3)))
    blanks = column(st.sampled_from([1, 1, 0]))
    right = list(accumulate(width + blank for width, blank in zip(widths, blanks, strict=True)))
    gaps = column(st.sampled_from([0, 0, 30, 700]))
    lengths = column(st.sampled_from([1, 100, 300, 900, 5000]))
    ends = list(accumulate(gap + length for gap, length in zip(gaps, lengths, strict=True)))
    costs = st.one_of(st.integers(-2000, 4000), st.just(0))
    forced = {*draw(st.sets(st.integers(1, size), max_size=2)), size}
    weights = Weights(
        cue=draw(st.integers(-500, 2000)),
        line=draw(st.integers(-300, 1000)),
        imbalance=draw(st.integers(0, 200)),
        lopsided=draw(st.integers(0, 1000)),
        top_heavy=draw(st.integers(0, 1000)),
        short=draw(st.integers(0, 300)),
        short_length=draw(st.integers(0, 20)),
        too_fast=draw(st.integers(0, 2000)),
        too_brief=draw(st.integers(0, 2000)),
        speed=draw(st.integers(0, 500)),
        speed_most=draw(st.integers(0, 6000)),
        brief=draw(st.integers(0, 3000)),
    )
    widest = draw(st.sampled_from([None, None, length * most_lines // 2 + 1]))
    house = House(
        line=length if widest is None else min(length, widest),
        lines=most_lines,
        cells=cells,
        longest=draw(st.sampled_from([50, 1000, 4000, 10**6])),
        shortest=draw(st.sampled_from([0, 50, 1000, 5000])),
        gap=draw(st.sampled_from([0, 83])),
        cps=draw(st.sampled_from([None, 0.7, 9.0, 20.0])),
        weights=weights,
        widest=widest,
        one_line=draw(st.sampled_from([None, None, 40, 900, 3000])),
        table=draw(st.sampled_from(TABLES)),
        word_time=draw(st.sampled_from([0, 0, 300, 1000 / 3])),
        ratio=draw(st.sampled_from([None, None, 0.3, 0.7])),
    )
    starts = [*(end - length for end, length in zip(ends, lengths, strict=True)), 10**9]
    columns = Columns(
        left=ints([*(end - width for end, width in zip(right, widths, strict=True)), right[-1]]),
        right=ints([0, *right]),
        start=ints(starts),
        soonest=ints(start - draw(st.sampled_from([0, 0, 80])) for start in starts),
        end=ints([0, *ends]),
        shown=ints([0, *(end + draw(st.sampled_from([-83, 0, 500, 1500])) for end in ends)]),
        cue_cost=ints([0, *column(costs)]),
        line_cost=ints([0, *column(costs)]),
        forced=sorted(forced),
        words=ints([0, *accumulate(column(st.sampled_from([1, 1, 0, 2])))] if house.word_time else []),
    )
    return columns, house
