"""Words that belong together are one unit, as long as lines and cues can still be filled."""

from __future__ import annotations

from itertools import pairwise

from columns import ints
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning import caption
from subkit.captioning.binding import bound
from subkit.captioning.columns import Extent
from subkit.model import Segment, Transcript, Word

LIMIT = 700


def extents(lengths: list[int], most: int = 1000) -> Extent:
    ends = [sum(lengths[: at + 1]) for at in range(len(lengths))]
    return Extent(ints(end - length for end, length in zip(ends, lengths, strict=True)), ints(ends), most)


def units(costs: list[int], forced: list[int], width: Extent, time: Extent) -> list[int]:
    """The words at which units begin, and the number of words."""
    edges = ints(range(len(costs) + 1))
    return list(bound(edges, forced, ints(costs), LIMIT, width=width, time=time))


def test_words_are_bound_where_a_break_costs_too_much() -> None:
    lengths = [2, 3, 5, 4]
    assert [0, 2, 3, 4] == units([4000, 0, 699, 0], [0], extents(lengths), extents(lengths))


def test_a_cue_begins_where_it_must_whatever_it_costs() -> None:
    lengths = [2, 3, 5]
    assert [0, 1, 2, 3] == units([4000, 4000, 0], [0, 1, 2], extents(lengths), extents(lengths))


def test_words_that_are_too_wide_together_stay_apart() -> None:
    assert [0, 1, 2, 3] == units([4000, 4000, 0], [0], extents([2, 3, 5], most=9), extents([1, 1, 1]))


def test_words_that_last_too_long_together_stay_apart() -> None:
    assert [0, 1, 2, 3] == units([4000, 4000, 0], [0], extents([1, 1, 1]), extents([2, 3, 5], most=9))


def test_a_drawn_out_word_is_not_bound_to_break_the_longest_time() -> None:
    words = (Word("and", 0, 6500), Word("you.", 6500, 7200))
    captions = caption(Transcript((Segment(words),), language="en"))
    assert [("and",), ("you.",)] == [cue.lines for cue in captions]


@given(st.lists(st.tuples(st.integers(-1000, 5000), st.integers(1, 9), st.integers(1, 900)), min_size=1))
def test_units_are_some_of_the_words_and_no_bound_one_is_too_much(words: list[tuple[int, int, int]]) -> None:
    costs, cells, times = map(list, zip(*words, strict=True))
    width, time = extents(cells, most=12), extents(times, most=1500)
    edges = units(costs, [0], width, time)
    assert sorted(set(edges)) == edges
    assert (0, len(words)) == (edges[0], edges[-1])
    for begin, end in pairwise(edges):
        if end - begin > 1:
            assert width.ends[end - 1] - width.begins[begin] <= width.most
            assert time.ends[end - 1] - time.begins[begin] <= time.most
            assert all(cost >= LIMIT for cost in costs[begin : end - 1])
