"""What else could have been done, against all that could have been done."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from search_oracle import INFINITE, House, naive_cost, problems

from subkit.captioning.columns import Columns, Cut, Shared
from subkit.captioning.rivals import Rival, Rivals
from subkit.captioning.search import best_cuts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from subkit.captioning.rivals import State


def cues(begin: int, end: int, columns: Columns, house: House) -> list[tuple[int, Cut]]:
    """A cue with all the ways to break it into as few lines as it takes, each with its cost."""
    for lines in range(house.lines):
        found = [
            (naive_cost(begin, end, breaks, columns, house), Cut(begin, end, list(breaks)))
            for breaks in combinations(range(begin + 1, end), lines)
        ]
        found = [(cost, cut) for cost, cut in found if cost < INFINITE]
        if found:
            return found
    return []


def shared(begin: int, end: int, columns: Columns, house: House) -> list[tuple[int, Cut]]:
    """The cues that two speakers may share from one boundary to another, each with its cost."""
    price = house.limits.weights.cue + columns.cue_cost[end]
    return [
        (one.cost + price, Cut(begin, end, [one.seam]))
        for one in columns.shared.get(end, [])
        if one.begin == begin
    ]


def solutions(columns: Columns, house: House) -> Iterator[tuple[int, list[Cut]]]:
    """Every way to cut a text, with its cost."""
    size = len(columns.left) - 1
    known = {
        span: cues(*span, columns, house) + shared(*span, columns, house)
        for span in combinations(range(size + 1), 2)
    }

    def going_on(begin: int) -> Iterator[tuple[int, list[Cut]]]:
        if begin == size:
            yield 0, []
        for end in range(begin + 1, size + 1):
            for cost, cut in known[begin, end]:
                for more, cuts in going_on(end):
                    yield cost + more, [cut, *cuts]

    return going_on(0)


def state(at: int, cuts: list[Cut]) -> State:
    if any(cut.end == at for cut in cuts):
        return "cue"
    return "line" if any(at in cut.breaks for cut in cuts) else "none"


def spliced(rival: Rival, cuts: list[Cut]) -> list[Cut]:
    """The whole solution of a rival."""
    end = rival.cuts[-1].end if rival.cuts else rival.begin
    return [
        *(cut for cut in cuts if cut.end <= rival.begin),
        *rival.cuts,
        *(cut for cut in cuts if cut.begin >= end),
    ]


def weighed(problem: tuple[Columns, House]) -> tuple[list[Cut], Rivals]:
    columns, house = problem
    cuts = best_cuts(columns, house.limits)
    return cuts, Rivals(columns, house.limits, cuts)


def cost_of(cuts: list[Cut], problem: tuple[Columns, House]) -> int:
    columns, house = problem
    assert [0, *(cut.end for cut in cuts)] == [*(cut.begin for cut in cuts), len(columns.left) - 1]
    total = 0
    for cut in cuts:
        both = [cost for cost, one in shared(cut.begin, cut.end, columns, house) if one == cut]
        total += min([naive_cost(cut.begin, cut.end, tuple(cut.breaks), columns, house), *both])
    return total


@st.composite
def dialogues(draw: Callable[..., object]) -> tuple[Columns, House]:
    """Any problem, with cues across some of the boundaries at which other cues must end."""
    columns, house = draw(problems(lines=(2, 3), line=(2, 9)))
    size = len(columns.left) - 1
    found: dict[int, list[Shared]] = {}
    for seam in [at for at in columns.forced if 0 < at < size]:
        for _ in range(draw(st.integers(0, 2))):
            begin, end = draw(st.integers(0, seam - 1)), draw(st.integers(seam + 1, size))
            found.setdefault(end, []).append(Shared(begin, seam, draw(st.integers(-4000, 6000))))
    return replace(columns, shared=found), house


SMALL = problems(lines=(1, 3), line=(2, 9))


@settings(max_examples=100)
@given(SMALL | dialogues())
def test_a_rival_is_the_cheapest_of_all_that_do_the_same_at_a_boundary(
    problem: tuple[Columns, House],
) -> None:
    cuts, rivals = weighed(problem)
    every = list(solutions(*problem))
    assert min(cost for cost, _ in every) == rivals.least == cost_of(cuts, problem)
    for at in range(1, len(problem[0].left) - 1):
        for wanted in ("cue", "line", "none"):
            best = min((cost for cost, other in every if state(at, other) == wanted), default=None)
            rival = rivals.at(at, wanted)
            assert (None if best is None else best - rivals.least) == (rival and rival.extra)
            if rival is not None:
                whole = spliced(rival, cuts)
                assert wanted == state(at, whole)
                assert best == cost_of(whole, problem)


@settings(max_examples=100)
@given(SMALL, st.integers(0, 20))
def test_the_ways_to_show_a_unit_are_the_cheapest_there_are(
    problem: tuple[Columns, House], place: int
) -> None:
    cuts, rivals = weighed(problem)
    unit = place % (len(problem[0].left) - 1)
    best: dict[tuple[int, int], int] = {}
    for cost, other in solutions(*problem):
        (span,) = ((cut.begin, cut.end) for cut in other if cut.begin <= unit < cut.end)
        best[span] = min(cost, best.get(span, INFINITE))
    expected = sorted(cost - rivals.least for cost in best.values())
    found = rivals.showing(unit, 4)
    assert expected[:4] == [rival.extra for rival in found]
    assert [cost + rivals.least for cost in expected[:4]] == [
        cost_of(spliced(rival, cuts), problem) for rival in found
    ]


@given(SMALL | dialogues())
def test_a_rival_is_told_only_where_it_differs(problem: tuple[Columns, House]) -> None:
    cuts, rivals = weighed(problem)
    ends = {cut.end for cut in cuts}
    for at in range(1, len(problem[0].left) - 1):
        rival = rivals.at(at, "none")
        if rival is not None:
            inner = {cut.end for cut in rival.cuts[:-1]}
            spanning = next(cut for cut in rival.cuts if cut.begin < at < cut.end)
            assert not {end for end in inner & ends if end not in (spanning.begin, spanning.end)}
            assert all(one.end == other.begin for one, other in pairwise(rival.cuts))
