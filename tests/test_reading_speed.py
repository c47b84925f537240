"""How many characters can be read in how much time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.errors import ProfileError
from subkit.profile import Profile
from subkit.reading_speed import ReadingTable, words

FRENCH = ReadingTable(steps=((12, 1000), (20, 2000), (36, 3000), (60, 4000)), tolerance=0.2)


@pytest.mark.parametrize(
    ("duration", "characters"),
    [(0, 0), (500, 6), (1000, 12), (1500, 16), (2000, 20), (2500, 28), (3000, 36), (4000, 60), (6000, 90)],
)
def test_a_table_goes_on_in_proportion(duration: int, characters: float) -> None:
    assert characters * 1.2 == pytest.approx(FRENCH.characters(duration))


@given(st.integers(1, 200))
def test_the_time_that_characters_need_is_the_least_that_allows_them(characters: int) -> None:
    needed = FRENCH.duration(characters)
    assert FRENCH.characters(needed - 1) < characters <= FRENCH.characters(needed)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_more_time_never_allows_less(one: int, other: int) -> None:
    less, more = sorted((one, other))
    assert FRENCH.characters(less) <= FRENCH.characters(more)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (ReadingTable(steps=()), "reading_table has no steps"),
        (ReadingTable(steps=((0, 1000),)), "does not ascend at 0 characters in 1000 ms"),
        (ReadingTable(steps=((12, 1000), (12, 2000))), "does not ascend at 12 characters in 2000 ms"),
        (ReadingTable(steps=((12, 1000), (20, 900))), "does not ascend at 20 characters in 900 ms"),
        (ReadingTable(steps=((12, 1000),), tolerance=-0.1), "tolerance is -0.1"),
        (ReadingTable(steps=((12, 1000),), tolerance=float("nan")), "tolerance is nan"),
    ],
)
def test_what_is_no_table_is_refused(table: ReadingTable, reason: str) -> None:
    with pytest.raises(ProfileError, match=reason):
        Profile(name="own", reading_table=table)


def test_labels_and_sounds_count_as_words() -> None:
    assert 5 == words(("[LAUGHTER]", "ANN: so it goes"))
