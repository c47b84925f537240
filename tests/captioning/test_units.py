"""Columns of words made into those of boundaries, against the plainest way to say what they hold."""

from __future__ import annotations

from itertools import accumulate

from columns import ints
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning.units import after_gaps, closing, opening, reaches, running

_NUMBERS = st.lists(st.integers(-(10**12), 10**12), max_size=12)


@st.composite
def cut(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """A column of one entry a word, and the words at which units begin, with the number of words after them."""
    column = draw(_NUMBERS)
    within = draw(st.sets(st.integers(1, len(column) - 1))) if len(column) > 1 else set[int]()
    return column, sorted({0, *within, len(column)})


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=12))
def test_words_stand_where_the_text_written_out_has_them(words: list[tuple[int, bool]]) -> None:
    texts = [f"{' ' * spaced}{'x' * cells}" for cells, spaced in words]
    right = list(accumulate(map(len, texts)))
    left, found = reaches(ints(cells for cells, _ in words), [spaced for _, spaced in words])
    assert right == list(found)
    assert [end - cells for end, (cells, _) in zip(right, words, strict=True)] == list(left)


@given(_NUMBERS)
def test_a_running_sum_is_that_of_all_up_to_each(counts: list[int]) -> None:
    assert list(accumulate(counts)) == list(running(ints(counts)))


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=12),
    st.one_of(st.integers(-100, 500), st.just(0)),
)
def test_a_gap_is_told_of_the_word_after_it_from_its_length_on(
    words: list[tuple[int, int]], longest: int
) -> None:
    clock = [0, *accumulate(time for pair in words for time in pair)]
    starts, ends = clock[1::2], clock[2::2]
    expected = [at for at, (gap, _) in enumerate(words) if at and gap >= longest]
    assert expected == after_gaps(ints(starts), ints(ends), longest)


def test_a_gap_just_as_long_is_told() -> None:
    starts, ends = ints([500, 1000, 1400]), ints([700, 1200, 1500])
    assert [1] == after_gaps(starts, ends, 300)
    assert [] == after_gaps(starts, ends, 301)


@given(cut(), st.integers(-(10**12), 10**12))
def test_a_boundary_opens_with_the_word_after_it_and_the_last_with_what_is_given(
    text: tuple[list[int], list[int]], last: int
) -> None:
    column, edges = text
    assert [*(column[edge] for edge in edges[:-1]), last] == list(opening(ints(column), ints(edges), last))


@given(cut())
def test_a_boundary_closes_with_the_word_before_it_and_the_first_with_nothing(
    text: tuple[list[int], list[int]],
) -> None:
    column, edges = text
    assert [0, *(column[edge - 1] for edge in edges[1:])] == list(closing(ints(column), ints(edges)))


@given(cut())
def test_what_closes_a_unit_of_one_word_is_what_opens_it(text: tuple[list[int], list[int]]) -> None:
    column, _ = text
    edges = ints(range(len(column) + 1))
    assert [0, *column] == list(closing(ints(column), edges))
    assert [*column, 0] == list(opening(ints(column), edges, 0))


@given(cut(), st.integers(0, 10**6))
def test_no_column_is_changed(text: tuple[list[int], list[int]], number: int) -> None:
    column, edges = ints(text[0]), ints(text[1])
    blank = [at % 2 > 0 for at in range(len(column))]
    for made in (opening(column, edges, number), closing(column, edges), running(column)):
        made[:]
    reaches(column, blank)
    after_gaps(column, column, number)
    assert (text[0], text[1]) == (list(column), list(edges))
