"""Times on frames: the promises of the module, as laws, at every rate."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import pytest
from columns import ints
from hypothesis import given
from hypothesis import strategies as st
from strategies import profiles, spoken_transcripts

from subkit.captioning import caption, snapping
from subkit.frames import frame_rate
from subkit.model import Segment, Transcript, Word
from subkit.profile import Profile
from subkit.timecode import frame_after, frame_at, nearest_frame, of_frame

if TYPE_CHECKING:
    from collections.abc import Callable


RATES = ["23.976", "24", "25", "29.97", "30", "50", "59.94", "60"]
NETFLIX = Profile.load("netflix-en")
STYLES = st.one_of(
    st.sampled_from(
        [NETFLIX, NETFLIX.adjusted(gap_policy="trim"), Profile.load("default"), Profile.load("bbc")]
    ),
    profiles(),
)
FRAME = 42
"""No frame of any rate is longer, in ms."""


@st.composite
def speech(draw: Callable[..., object], shortest: int = 1) -> list[tuple[int, int]]:
    """When the words of some cues begin and end, in order and without overlap."""
    gaps = st.one_of(st.just(0), st.integers(0, 200), st.integers(0, 3000))
    lengths = st.one_of(st.integers(shortest, shortest + 100), st.integers(100, 9000))
    pairs = draw(st.lists(st.tuples(gaps, lengths), min_size=1, max_size=8))
    ends = list(accumulate(gap + length for gap, length in pairs))
    return [(end - length, end) for end, (_, length) in zip(ends, pairs, strict=True)]


def framed(said: list[tuple[int, int]], profile: Profile, rate: str) -> list[tuple[int, int]]:
    firsts, ends = ints(first for first, _ in said), ints(end for _, end in said)
    exact = frame_rate(rate)
    times = snapping.cue_times(firsts, ends, profile, exact)
    return [(nearest_frame(start, exact), nearest_frame(end, exact)) for start, end in times]


def is_forbidden(gap: int, band: tuple[int, int] | None) -> bool:
    return band is not None and band[0] <= gap < band[1]


@given(speech(), STYLES, st.sampled_from(RATES))
def test_cues_have_a_frame_each_and_never_overlap(
    said: list[tuple[int, int]], profile: Profile, rate: str
) -> None:
    times = framed(said, profile, rate)
    assert all(start < end for start, end in times)
    assert all(end <= start for (_, end), (start, _) in pairwise(times))


@given(speech(shortest=FRAME), STYLES, st.sampled_from(RATES))
def test_a_cue_begins_with_the_frame_of_its_first_word_or_the_next(
    said: list[tuple[int, int]], profile: Profile, rate: str
) -> None:
    exact = frame_rate(rate)
    early = frame_at(profile.early, exact)
    for (first, last), (start, _) in zip(said, framed(said, profile, rate), strict=True):
        begin = frame_at(first, exact)
        waits = frame_after(last, exact) - begin > frame_at(profile.max_duration, exact)
        assert begin - early <= start <= begin + 1 or waits
        assert start <= begin or of_frame(start, exact) - first <= profile.late


@given(speech(shortest=FRAME), STYLES, st.sampled_from(RATES))
def test_a_cue_covers_its_words_but_for_what_the_policy_trims_and_a_frame_that_two_share(
    said: list[tuple[int, int]], profile: Profile, rate: str
) -> None:
    exact = frame_rate(rate)
    most = frame_at(profile.max_trim, exact) if profile.gap_policy == "trim" else 0
    following = [first for first, _ in said[1:]] + [1 << 40]
    for (_, last), (_, end), after in zip(said, framed(said, profile, rate), following, strict=True):
        stop = frame_after(last, exact)
        shared = frame_at(after, exact) < stop
        assert stop - end <= max(most, shared)
        if profile.gap_policy == "cover" and profile.late >= FRAME:
            assert of_frame(end, exact) >= last


@given(speech(shortest=FRAME), STYLES, st.sampled_from(RATES))
def test_a_gap_is_the_minimum_and_allowed_wherever_the_speech_leaves_room(
    said: list[tuple[int, int]], profile: Profile, rate: str
) -> None:
    exact = frame_rate(rate)
    counted = snapping.figures(profile, exact)
    times = framed(said, profile, rate)
    for (one, other), ((start, end), (after, _)) in zip(pairwise(said), pairwise(times), strict=True):
        stop, begin = frame_after(one[1], exact), frame_at(other[0], exact)
        gap = after - end
        assert gap >= counted.min_gap or begin - stop < counted.min_gap
        if begin - stop >= counted.min_gap and stop - start + 1 < counted.max_duration:
            long_enough = after - counted.min_gap - start <= counted.max_duration
            assert not is_forbidden(gap, counted.forbidden_gap) or not long_enough


@given(spoken_transcripts(), STYLES, st.sampled_from(RATES))
def test_captions_on_frames_hold_the_same_words_and_lines(
    transcript: Transcript, profile: Profile, rate: str
) -> None:
    captions, framed = caption(transcript, profile), caption(transcript, profile.adjusted(frame_rate=rate))
    exact = frame_rate(rate)
    for cue in framed.cues:
        for time in (cue.start, cue.end):
            assert time == of_frame(nearest_frame(time, exact), exact)
    assert [cue.words for cue in captions] == [cue.words for cue in framed] or profile.in_frames


@given(speech(), STYLES, st.sampled_from(RATES))
def test_moving_times_to_frames_twice_is_moving_them_once(
    times: list[tuple[int, int]], profile: Profile, rate: str
) -> None:
    exact = frame_rate(rate)
    once = snapping.snapped(times, profile, exact)
    assert once == snapping.snapped(once, profile, exact)


@given(speech(shortest=3 * FRAME), STYLES, st.sampled_from(RATES))
def test_moved_times_stay_near_in_order_apart_and_keep_their_gaps(
    times: list[tuple[int, int]], profile: Profile, rate: str
) -> None:
    exact = frame_rate(rate)
    counted = snapping.figures(profile, exact)
    moved = snapping.snapped(times, profile, exact)
    assert all(abs(old[0] - new[0]) <= FRAME // 2 + 1 for old, new in zip(times, moved, strict=True))
    assert all(abs(old[1] - new[1]) <= 2 * FRAME for old, new in zip(times, moved, strict=True))
    assert all(start < end for start, end in moved)
    for (old, after), (new, following) in zip(pairwise(times), pairwise(moved), strict=True):
        silence = after[0] - old[1]
        gap = nearest_frame(following[0], exact) - nearest_frame(new[1], exact)
        assert gap >= (counted.min_gap if silence >= profile.min_gap else 0)
        assert not is_forbidden(gap, counted.forbidden_gap) or is_forbidden(silence, profile.forbidden_gap)


@pytest.mark.parametrize("rate", RATES)
def test_nothing_to_move_is_nothing(rate: str) -> None:
    assert [] == snapping.snapped([], NETFLIX, frame_rate(rate))


@given(st.sampled_from(RATES), st.integers(3000, 3999))
def test_cues_that_meet_within_a_frame_keep_their_gap_where_the_profile_trims(
    rate: str, meeting: int
) -> None:
    profile = NETFLIX.adjusted(gap_policy="trim", frame_rate=rate)
    exact = frame_rate(rate)
    (start, end), (after, _) = framed([(1000, meeting), (meeting, 6000)], profile, rate)
    assert (frame_at(1000, exact), 2) == (start, after - end)
    assert of_frame(after, exact) - meeting <= profile.late
    assert meeting - of_frame(end, exact) <= profile.max_trim + 1  # two frames, whatever they are rounded to


@given(st.sampled_from(RATES), st.integers(1000, 1999))
def test_words_that_touch_a_frame_too_many_still_keep_the_maximum(rate: str, first: int) -> None:
    profile = NETFLIX.adjusted(frame_rate=rate)
    exact = frame_rate(rate)
    ((start, end),) = framed([(first, first + 6990)], profile, rate)
    assert of_frame(end - start, exact) <= 7000
    assert of_frame(start, exact) - first <= profile.late
    assert of_frame(end, exact) >= first + 6990


def test_a_cue_of_one_line_keeps_its_own_maximum_on_frames() -> None:
    profile = Profile(name="short", max_duration_one_line=1500, linger=2000).adjusted(frame_rate=25)
    transcript = Transcript((Segment((Word("Hello.", 1000, 2000),)),))
    assert [(1000, 2480)] == [(cue.start, cue.end) for cue in caption(transcript, profile)]
