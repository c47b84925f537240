"""The search against a naive one, and what it must keep to whatever it is given."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import msgspec
import pytest
from columns import ints
from hypothesis import given, settings
from search_oracle import FREE, House, naive_total, problems, total_of

from subkit.captioning.columns import Columns, Cut
from subkit.captioning.limits import Limits, prepare
from subkit.captioning.search import best_cuts

if TYPE_CHECKING:
    from subkit.weights import Weights


@settings(max_examples=100)
@given(problems())
def test_no_other_cues_and_lines_cost_less(problem: tuple[Columns, House]) -> None:
    columns, house = problem
    assert naive_total(columns, house) == total_of(best_cuts(columns, house.limits), columns, house)


@settings(max_examples=100)
@given(problems(lines=(2, 2)))
def test_no_other_cues_of_two_lines_cost_less(problem: tuple[Columns, House]) -> None:
    columns, house = problem
    assert naive_total(columns, house) == total_of(best_cuts(columns, house.limits), columns, house)


@settings(max_examples=100)
@given(problems(lines=(3, 3), line=(2, 5)))
def test_no_other_cues_of_three_short_lines_cost_less(problem: tuple[Columns, House]) -> None:
    columns, house = problem
    assert naive_total(columns, house) == total_of(best_cuts(columns, house.limits), columns, house)


@settings(max_examples=100)
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
        left=ints([*(end - width for end, width in zip(right, words, strict=True)), right[-1]]),
        right=ints([0, *right]),
        start=ints([*starts, 10**9]),
        soonest=ints([*starts, 10**9]),
        end=ints([0, *(start + 300 for start in starts)]),
        shown=ints([0, *(start + 10_000 for start in starts)]),
        cue_cost=ints([0, *(cue_cost.get(at, 0) for at in range(1, size + 1))]),
        line_cost=ints([0, *(line_cost.get(at, 0) for at in range(1, size + 1))]),
        forced=[size],
        words=ints([]),
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
    starts, ends = ints([0, 100, 200, 300, 400, 10**9]), ints([0, 100, 200, 300, 400, 2000])
    columns = msgspec.structs.replace(
        plain([1, 1, 1, 1, 8], {4: -1500}, {}),
        start=starts,
        soonest=starts,
        end=ends,
        shown=ends,
        words=ints(range(6)),
    )
    prices = msgspec.structs.replace(FREE, speed=100, speed_most=6000)
    by_characters, by_words = (
        limits_of(60, 1, weights=prices, cps=20.0),
        limits_of(60, 1, weights=prices, word_time=300),
    )
    assert [Cut(0, 4, []), Cut(4, 5, [])] == best_cuts(columns, by_characters)
    assert [Cut(0, 5, [])] == best_cuts(columns, by_words)
