"""The search against a naive one, and what it must keep to whatever it is given."""

from __future__ import annotations

from itertools import accumulate, combinations, count, pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subkit.captioning.limits import Limits, prepare
from subkit.captioning.search import Columns, Cut, best_cuts
from subkit.reading_speed import ReadingTable
from subkit.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable

INFINITE = 10**15
FREE = Weights(
    cue=1000, line=400, imbalance=0, lopsided=0, top_heavy=0, short=0, speed=0, speed_most=0, brief=0
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
    cost += weights.short * max(0, weights.short_length * house.cells - whole) // house.cells
    for top, bottom in pairwise(widths):
        cost += weights.imbalance * abs(top - bottom) // house.cells
        cost += weights.top_heavy if top > bottom else 0
        ratio = 0.5 if house.ratio is None else house.ratio
        cost += weights.lopsided if min(top, bottom) < ratio * max(top, bottom) else 0
    time = max(
        1,
        columns.shown[end] - columns.start[begin],
        min(house.shortest, columns.start[end] - house.gap - columns.start[begin]),
    )
    words = columns.words[end] - columns.words[begin] if columns.words else 0
    excess = naive_speed(whole, words, time, house)
    cost += min(weights.speed_most, weights.speed * excess // (100 * house.cells))
    if time < house.shortest:
        cost += weights.brief * (house.shortest - time) // house.shortest
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
    columns = Columns(
        left=[*(end - width for end, width in zip(right, widths, strict=True)), right[-1]],
        right=[0, *right],
        start=[*(end - length for end, length in zip(ends, lengths, strict=True)), 10**9],
        end=[0, *ends],
        shown=[0, *(end + draw(st.sampled_from([-83, 0, 500, 1500])) for end in ends)],
        cue_cost=[0, *column(costs)],
        line_cost=[0, *column(costs)],
        forced=sorted(forced),
        words=[0, *accumulate(column(st.sampled_from([1, 1, 0, 2])))] if house.word_time else [],
    )
    return columns, house


@settings(max_examples=400)
@given(problems())
def test_no_other_cues_and_lines_cost_less(problem: tuple[Columns, House]) -> None:
    columns, house = problem
    assert naive_total(columns, house) == total_of(best_cuts(columns, house.limits), columns, house)


@settings(max_examples=200)
@given(problems(lines=(2, 2)))
def test_no_other_cues_of_two_lines_cost_less(problem: tuple[Columns, House]) -> None:
    columns, house = problem
    assert naive_total(columns, house) == total_of(best_cuts(columns, house.limits), columns, house)


@settings(max_examples=300)
@given(problems(lines=(3, 3), line=(2, 5)))
def test_no_other_cues_of_three_short_lines_cost_less(problem: tuple[Columns, House]) -> None:
    columns, house = problem
    assert naive_total(columns, house) == total_of(best_cuts(columns, house.limits), columns, house)


@settings(max_examples=200)
@given(problems())
def test_every_unit_is_in_exactly_one_cue_and_every_limit_holds(problem: tuple[Columns, House]) -> None:
    columns, house = problem
    limits = house.limits
    cuts = best_cuts(columns, limits)
    size = len(columns.left) - 1
    assert [*range(size)] == [unit for cut in cuts for unit in range(cut.begin, cut.end)]
    assert {cut.end for cut in cuts} >= set(columns.forced)
    for cut in cuts:
        edges = [cut.begin, *cut.breaks, cut.end]
        assert sorted(set(edges)) == edges
        assert len(cut.breaks) < limits.lines
        if cut.end - cut.begin > 1:
            assert all(columns.right[b] - columns.left[a] <= limits.line for a, b in pairwise(edges))
            assert columns.end[cut.end] - columns.start[cut.begin] <= limits.longest


@given(problems())
def test_the_same_problem_has_the_same_answer(problem: tuple[Columns, House]) -> None:
    columns, house = problem
    assert best_cuts(columns, house.limits) == best_cuts(columns, house.limits)


def plain(words: list[int], cue_cost: dict[int, int], line_cost: dict[int, int]) -> Columns:
    """Columns of words of these widths, 300 ms each, that have all the time they need."""
    right = list(accumulate(width + 1 for width in words))
    size = len(words)
    starts = [300 * at for at in range(size)]
    return Columns(
        left=[*(end - width for end, width in zip(right, words, strict=True)), right[-1]],
        right=[0, *right],
        start=[*starts, 10**9],
        end=[0, *(start + 300 for start in starts)],
        shown=[0, *(start + 10_000 for start in starts)],
        cue_cost=[0, *(cue_cost.get(at, 0) for at in range(1, size + 1))],
        line_cost=[0, *(line_cost.get(at, 0) for at in range(1, size + 1))],
        forced=[size],
    )


def limits_of(
    line: int, lines: int, longest: int = 100_000, weights: Weights = FREE, **more: float
) -> Limits:
    limits = {"cells": 1, "shortest": 0, "gap": 0, "cps": None, **more}
    return prepare(line=line, lines=lines, longest=longest, weights=weights, **limits)


def test_what_fits_one_line_takes_one_line() -> None:
    assert [Cut(0, 3, [])] == best_cuts(plain([4, 4, 4], {}, {1: -5000}), limits_of(14, 3))


@pytest.mark.parametrize(("lines", "expected"), [(2, [Cut(0, 2, [1])]), (3, [Cut(0, 2, [1])])])
def test_no_more_lines_than_it_takes(lines: int, expected: list[Cut]) -> None:
    assert expected == best_cuts(plain([8, 8], {}, {}), limits_of(10, lines))


def test_the_cheaper_line_break_wins() -> None:
    assert [Cut(0, 4, [3])] == best_cuts(plain([3, 3, 3, 3], {}, {2: 50, 3: -50}), limits_of(11, 2))


def test_a_good_end_of_a_cue_is_worth_a_shorter_cue_before_it() -> None:
    cues = best_cuts(plain([3] * 6, {2: -3000, 5: -10}, {}), limits_of(19, 1))
    assert [(0, 2), (2, 6)] == [(cut.begin, cut.end) for cut in cues]


def test_a_good_break_into_two_lines_that_do_not_fit_hides_no_break_into_three() -> None:
    cues = best_cuts(plain([9, 9, 9], {1: 100, 2: 100}, {1: -50, 2: -50}), limits_of(10, 3))
    assert [Cut(0, 3, [1, 2])] == cues


def test_a_unit_wider_than_a_line_stands_alone() -> None:
    cues = best_cuts(plain([2, 30, 2], {}, {}), limits_of(10, 2))
    assert [Cut(0, 1, []), Cut(1, 2, []), Cut(2, 3, [])] == cues


def test_a_unit_longer_than_the_longest_time_stands_alone() -> None:
    assert [Cut(0, 1, []), Cut(1, 2, [])] == best_cuts(plain([2, 2], {}, {}), limits_of(10, 2, longest=200))


def test_a_cue_ends_where_it_must() -> None:
    columns = plain([1] * 5, {}, {})
    columns.forced[:] = [2, 3, 5]
    cues = best_cuts(columns, limits_of(40, 2))
    assert [(0, 2), (2, 3), (3, 5)] == [(cut.begin, cut.end) for cut in cues]


def test_a_slow_line_ends_where_its_time_does() -> None:
    slow = limits_of(40, 2, one_line=600)
    assert [(0, 2), (2, 4)] == [(cut.begin, cut.end) for cut in best_cuts(plain([4] * 4, {}, {}), slow)]


def test_two_lines_may_last_longer_than_one() -> None:
    slow = limits_of(10, 2, one_line=600)
    assert [Cut(0, 4, [2])] == best_cuts(plain([4] * 4, {}, {}), slow)


def test_many_short_words_take_longer_to_read_than_few_long_ones() -> None:
    columns = plain([1, 1, 1, 1, 8], {4: -1500}, {})
    columns.start[1:5], columns.end[1:6] = [100, 200, 300, 400], [100, 200, 300, 400, 2000]
    columns.shown[:] = columns.end
    columns.words[:] = [0, 1, 2, 3, 4, 5]
    prices = msgspec.structs.replace(FREE, speed=100, speed_most=6000)
    by_characters, by_words = (
        limits_of(60, 1, weights=prices, cps=20.0),
        limits_of(60, 1, weights=prices, word_time=300),
    )
    assert [Cut(0, 4, []), Cut(4, 5, [])] == best_cuts(columns, by_characters)
    assert [Cut(0, 5, [])] == best_cuts(columns, by_words)
