"""The times of cues: each sentence of the module's promises, as a law."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import pytest
from columns import ints
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import profiles

from subkit.captioning.timing import (
    NOTHING_MORE,
    cue_times,
    least_out_times,
    nexts,
    out_times,
    rooms,
    soonest,
)
from subkit.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Callable

NETFLIX = Profile.load("netflix-en")


@st.composite
def spans(draw: Callable[..., object]) -> list[tuple[int, int]]:
    """When the words of some cues begin and end, in order and without overlap."""
    gaps = st.one_of(st.just(0), st.integers(0, 100), st.integers(0, 3000))
    lengths = st.one_of(st.integers(1, 100), st.integers(100, 9000))
    pairs = draw(st.lists(st.tuples(gaps, lengths), min_size=1, max_size=6))
    ends = list(accumulate(gap + length for gap, length in pairs))
    return [(end - length, end) for end, (_, length) in zip(ends, pairs, strict=True)]


def timed(speech: list[tuple[int, int]], profile: Profile) -> list[tuple[int, int]]:
    firsts, ends = ints(first for first, _ in speech), ints(end for _, end in speech)
    following, longest = nexts(firsts), ints([profile.max_duration] * len(speech))
    shown, room = out_times(ends, following, profile), rooms(ends, following, profile)
    return cue_times(firsts, ends, shown, room, profile, longest)


def is_forbidden(gap: int, profile: Profile) -> bool:
    low, high = profile.forbidden_gap or (0, 0)
    return gap > profile.min_gap and low <= gap < high


@given(spans(), profiles())
def test_cues_last_and_never_overlap(speech: list[tuple[int, int]], profile: Profile) -> None:
    times = timed(speech, profile)
    assert all(start < end for start, end in times)
    assert all(end <= start for (_, end), (start, _) in pairwise(times))


@given(spans(), profiles())
def test_a_cue_covers_its_words_but_for_what_the_policy_trims(
    speech: list[tuple[int, int]], profile: Profile
) -> None:
    most = profile.max_trim if profile.gap_policy == "trim" else 0
    following = [first for first, _ in speech[1:]] + [NOTHING_MORE]
    for (_, last), (_, end), after in zip(speech, timed(speech, profile), following, strict=True):
        assert last - end <= most
        assert end >= last or after - last < profile.min_gap


@given(spans(), profiles())
def test_a_cue_lingers_no_longer_than_allowed_but_for_its_minimum_and_forbidden_gaps(
    speech: list[tuple[int, int]], profile: Profile
) -> None:
    following = [first for first, _ in speech[1:]] + [NOTHING_MORE]
    widest = max(profile.min_gap, (profile.forbidden_gap or (0, 0))[1])
    for (first, last), (_, end), after in zip(speech, timed(speech, profile), following, strict=True):
        if end - last > profile.linger:
            assert end - first <= profile.min_duration or end == after - profile.min_gap
            assert end - first <= profile.min_duration + widest or after - last < widest


@given(spans(), profiles())
def test_no_cue_outstays_the_maximum_unless_its_words_do(
    speech: list[tuple[int, int]], profile: Profile
) -> None:
    for (first, last), (start, end) in zip(speech, timed(speech, profile), strict=True):
        assert start == first
        assert end - start <= max(profile.max_duration, last - first)


@settings(max_examples=100)
@given(spans(), profiles())
def test_where_an_out_time_could_meet_minimum_maximum_and_gaps_the_one_found_does(
    speech: list[tuple[int, int]], profile: Profile
) -> None:
    # What is allowed is made of stretches, and each begins or ends at one of these edges.
    def meets(first: int, end: int, after: int) -> bool:
        gap = after - end
        long_enough = profile.min_duration <= end - first <= profile.max_duration
        return long_enough and gap >= profile.min_gap and not is_forbidden(gap, profile)

    for (first, last), (_, end), after in zip(
        speech, timed(speech, profile), [first for first, _ in speech[1:]] + [NOTHING_MORE], strict=True
    ):
        high = (profile.forbidden_gap or (0, 0))[1]
        edges = (last, first + profile.min_duration, after - profile.min_gap, after - high)
        possible = [out for out in edges if out >= last and meets(first, out, after)]
        assert not possible or meets(first, end, after), (possible[0], end)


@given(spans(), profiles())
def test_the_soonest_in_time_keeps_the_gap_to_the_word_before(
    speech: list[tuple[int, int]], profile: Profile
) -> None:
    firsts, before = [first for first, _ in speech], [0, *(end for _, end in speech[:-1])]
    trim = profile.max_trim if profile.gap_policy == "trim" else 0
    found = list(soonest(ints(before), ints(firsts), profile))
    for at, (first, start) in enumerate(zip(firsts, found, strict=True)):
        assert max(0, first - profile.early) <= start <= first
        if at and start < first:
            assert start >= before[at] - trim + profile.min_gap


@given(spans(), profiles(), st.integers(0, 20_000))
def test_what_stands_before_the_first_word_is_of_no_interest(
    speech: list[tuple[int, int]], profile: Profile, odd: int
) -> None:
    firsts, ends = ints(first for first, _ in speech), [end for _, end in speech[:-1]]
    assert list(soonest(ints([0, *ends]), firsts, profile)) == list(
        soonest(ints([odd, *ends]), firsts, profile)
    )


@given(spans(), profiles())
def test_a_cue_is_shown_no_shorter_than_the_gap_after_it_asks_for(
    speech: list[tuple[int, int]], profile: Profile
) -> None:
    ends, following = ints(end for _, end in speech[:-1]), ints(first for first, _ in speech[1:])
    found = least_out_times(ends, following, profile)
    for end, after, least in zip(ends, following, found, strict=True):
        assert end <= least <= max(end, after)
        high = (profile.forbidden_gap or (0, 0))[1]
        assert not is_forbidden(after - least, profile) or after - end >= high
        assert least == end or is_forbidden(after - least + 1, profile)


class TestNetflix:
    """Its figures in ms: linger 500, gap 83, forbidden 125 up to 500."""

    @pytest.mark.parametrize(
        ("silence", "end"),
        [
            (0, 2000),
            (50, 2000),
            (83, 2000),
            (84, 2001),
            (300, 2217),
            (583, 2500),
            (584, 2500),
            (624, 2500),
            (625, 2125),
            (999, 2499),
            (1000, 2500),
            (60_000, 2500),
        ],
    )
    def test_the_silence_before_the_next_cue_decides_the_out_time(self, silence: int, end: int) -> None:
        assert (0, end) == timed([(0, 2000), (2000 + silence, 9000)], NETFLIX)[0]

    @pytest.mark.parametrize(("silence", "end"), [(0, 1917), (50, 1967), (83, 2000), (300, 2217)])
    def test_the_policy_trim_keeps_the_gap(self, silence: int, end: int) -> None:
        trimming = NETFLIX.adjusted(gap_policy="trim")
        assert (0, end) == timed([(0, 2000), (2000 + silence, 9000)], trimming)[0]

    def test_a_short_cue_stays_until_it_has_its_minimum(self) -> None:
        assert [(500, 1333)] == timed([(500, 600)], NETFLIX)

    def test_a_gap_that_the_minimum_leaves_is_closed(self) -> None:
        assert (0, 917) == timed([(0, 100), (1000, 2000)], NETFLIX.adjusted(min_duration=700))[0]

    def test_a_cue_ends_when_the_maximum_is_reached(self) -> None:
        assert [(0, 7000)] == timed([(0, 6800)], NETFLIX)

    def test_a_gap_that_the_maximum_leaves_is_opened(self) -> None:
        assert (0, 6800) == timed([(0, 6750), (7300, 9000)], NETFLIX)[0]

    def test_a_gap_that_only_the_words_leave_stays(self) -> None:
        assert (0, 7000) == timed([(0, 6900), (7250, 9000)], NETFLIX)[0]
