"""The price of a cue, in one sum and in terms, against the naive search."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given, settings
from search_oracle import INFINITE, House, naive_cost, naive_cue, problems

from subkit.captioning.prices import cue_terms, line_terms, price, price_with
from subkit.captioning.search import NEVER, best_cuts

if TYPE_CHECKING:
    from subkit.captioning.columns import Columns


def spans(columns: Columns) -> list[tuple[int, int]]:
    """All cues that cross no boundary where one must end."""
    found = combinations(range(len(columns.left)), 2)
    return [(begin, end) for begin, end in found if not any(begin < at < end for at in columns.forced)]


@settings(max_examples=100)
@given(problems())
def test_a_cue_costs_what_it_costs_naively(problem: tuple[Columns, House]) -> None:
    columns, house = problem
    for begin, end in spans(columns):
        naive = naive_cue(begin, end, columns, house)
        cost, breaks = price(begin, end, columns, house.limits)
        assert (NEVER if naive == INFINITE else naive) == cost
        if cost < NEVER:
            assert naive == naive_cost(begin, end, tuple(breaks), columns, house)


@settings(max_examples=100)
@given(problems(lines=(2, 3)))
def test_a_cue_with_a_break_where_it_is_asked_for_is_the_cheapest_such_one(
    problem: tuple[Columns, House],
) -> None:
    columns, house = problem
    before = list(columns.line_cost)
    for begin, end in spans(columns):
        if price(begin, end, columns, house.limits)[0] == NEVER:
            continue
        lines = len(price(begin, end, columns, house.limits)[1])
        ways = [
            (naive_cost(begin, end, breaks, columns, house), breaks)
            for breaks in combinations(range(begin + 1, end), lines)
        ]
        for at in range(begin + 1, end):
            for broken in (True, False):
                best = min((cost for cost, breaks in ways if (at in breaks) is broken), default=INFINITE)
                cost, breaks = price_with(begin, end, at, broken, columns, house.limits)
                assert (NEVER if best == INFINITE else best) == cost
                assert cost == NEVER or (at in breaks) is broken
    assert before == list(columns.line_cost)


@settings(max_examples=100)
@given(problems())
def test_the_terms_of_a_cue_add_up_to_its_price(problem: tuple[Columns, House]) -> None:
    columns, house = problem
    for cut in best_cuts(columns, house.limits):
        terms = [
            *cue_terms(cut.begin, cut.end, columns, house.limits),
            *(
                term
                for shape in line_terms(cut.begin, cut.end, cut.breaks, columns, house.limits)
                for term in shape
            ),
        ]
        places = sum(columns.line_cost[at] for at in cut.breaks) + columns.cue_cost[cut.end]
        paid = price(cut.begin, cut.end, columns, house.limits)[0]
        assert paid == sum(term.amount for term in terms) + places
