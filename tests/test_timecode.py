"""Rounding, clock text and spans, as laws."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit import timecode

TIMES = st.integers(0, 10**12)


@given(TIMES)
def test_milliseconds_survive_a_round_through_seconds(time: int) -> None:
    assert time == timecode.from_seconds(timecode.to_seconds(time))


@given(st.floats(-1e9, 1e9))
def test_a_time_is_rounded_by_half_a_millisecond_at_most(seconds: float) -> None:
    assert abs(Fraction(seconds) * 1000 - timecode.from_seconds(seconds)) <= Fraction(501, 1000)


# Halves of a millisecond, which go to the even one, and what lies beside them.
_HALVES = st.integers(-(10**13), 10**13).map(lambda half: half / 2000)
_NEAR = st.builds(math.nextafter, _HALVES, st.sampled_from([-math.inf, math.inf]))
_SECONDS = (st.floats(allow_nan=False) | _HALVES | _NEAR).filter(timecode.is_time)


@given(st.lists(st.none() | _SECONDS))
def test_a_column_is_rounded_as_each_time_is(column: list[float | None]) -> None:
    expected = [None if seconds is None else timecode.from_seconds(seconds) for seconds in column]
    assert expected == timecode.all_from_seconds(column)


@given(TIMES, st.sampled_from(".,"))
def test_clock_text_says_the_time(time: int, mark: str) -> None:
    match = re.fullmatch(rf"(\d{{2,}}):([0-5]\d):([0-5]\d)\{mark}(\d{{3}})", timecode.clock(time, mark))
    hours, minutes, seconds, millis = map(int, match.groups())
    assert time == ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis


@given(st.lists(TIMES), st.sampled_from(".,"))
def test_many_times_are_spelled_as_each_is(times: list[int], mark: str) -> None:
    assert [timecode.clock(time, mark) for time in times] == timecode.clocks(times, mark)


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.lists(st.integers(1, 500), min_size=1))
def test_shares_touch_fill_the_stretch_and_are_as_long_as_asked(
    start: int, length: int, lengths: list[int]
) -> None:
    spans = timecode.shares(start, start + length, lengths)
    assert (start, start + length) == (spans[0][0], spans[-1][1])
    assert all(end == begin for (_, end), (begin, _) in pairwise(spans))
    for (begin, end), part in zip(spans, lengths, strict=True):
        assert abs(end - begin - Fraction(length * part, sum(lengths))) <= 1


@pytest.mark.parametrize(
    ("text", "rate", "expected"),
    [
        ("0.5 s", None, 500),
        ("5/6 s", None, 833),
        ("83 ms", None, 83),
        (" 7s ", None, 7000),
        ("1 frame", Fraction(25), 40),
        ("2 frames", Fraction(24000, 1001), 83),
        ("2.5 ms", None, 2),
    ],
)
def test_a_span_is_a_number_and_its_unit(text: str, rate: Fraction | None, expected: int) -> None:
    assert expected == timecode.span(text, rate)


@pytest.mark.parametrize("text", ["", "5", "s", "-1 s", "1/0.5 s", "five s", "1 h", "1e3 ms", "1 s 2 ms"])
def test_what_is_no_span_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no span of time \(write e\.g\. '0\.5 s'"):
        timecode.span(text)


def test_a_span_divided_by_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="'1/0 s' is no span of time"):
        timecode.span("1/0 s")


def test_frames_need_a_frame_rate() -> None:
    with pytest.raises(ValueError, match="'2 frames' needs a frame_rate"):
        timecode.span("2 frames")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0.0, True),
        (-5.0, True),
        (3.1e9, True),
        (3.3e9, False),
        (10**400, False),
        (math.inf, False),
        (math.nan, False),
    ],
)
def test_a_time_is_finite_and_within_a_century(seconds: float, expected: bool) -> None:
    assert expected is timecode.is_time(seconds)


RATES = [Fraction(text) for text in ("24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60")]
HUNDRED_HOURS = 100 * 3600 * 60


@given(st.sampled_from(RATES), st.integers(0, HUNDRED_HOURS))
def test_a_frame_goes_through_milliseconds_and_back(rate: Fraction, frame: int) -> None:
    time = timecode.of_frame(frame, rate)
    assert abs(time - frame * 1000 / rate) <= Fraction(1, 2)
    assert frame == timecode.nearest_frame(time, rate) == timecode.frame_at(time, rate)
    assert frame == timecode.frame_after(time, rate)


@pytest.mark.parametrize("rate", RATES)
def test_every_frame_of_an_hour_is_its_own(rate: Fraction) -> None:
    frames = range(int(3600 * rate))
    assert list(frames) == [timecode.nearest_frame(timecode.of_frame(frame, rate), rate) for frame in frames]


@given(st.one_of(st.sampled_from(RATES), st.fractions(1, 500)), st.integers(0, 10**9))
def test_a_time_lies_between_the_frame_shown_at_it_and_the_next(rate: Fraction, time: int) -> None:
    shown, after = timecode.frame_at(time, rate), timecode.frame_after(time, rate)
    assert timecode.of_frame(shown, rate) <= time < timecode.of_frame(shown + 1, rate)
    assert timecode.of_frame(after, rate) >= time
    assert after == 0 or timecode.of_frame(after - 1, rate) < time
    assert shown <= timecode.nearest_frame(time, rate) <= shown + 1


@given(TIMES, st.sampled_from(["", "-", "+"]), st.sampled_from([".", ","]))
def test_clock_text_with_a_sign_is_read_as_it_was_spelt(time: int, sign: str, mark: str) -> None:
    assert (-time if sign == "-" else time) == timecode.moment(sign + timecode.clock(time, mark))


@given(st.integers(-(10**9), 10**9))
def test_seconds_are_read_to_the_millisecond(time: int) -> None:
    assert time == timecode.moment(f"{time / 1000:.3f}")


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("seconds", [0, 1, 59, 60, 600, 3600, 36_000])
def test_timecode_counts_the_frames_of_whole_seconds(rate: Fraction, seconds: int) -> None:
    label = timecode.clock(seconds * 1000)[:8]
    frames = math.ceil(rate) * seconds + 12
    assert timecode.of_frame(frames, rate) == timecode.moment(f"{label}:12", rate)


@pytest.mark.parametrize("rate", [Fraction(30000, 1001), Fraction(60000, 1001)])
def test_drop_frame_timecode_names_each_frame_once_and_in_order_and_keeps_to_the_clock(
    rate: Fraction,
) -> None:
    second = math.ceil(rate)
    labels = [
        f"00:{whole // 60:02d}:{whole % 60:02d};{frame:02d}"
        for whole in range(21 * 60)
        for frame in range(second)
        if whole // 60 % 10 == 0 or whole % 60 or frame >= second // 15
    ]
    times = [timecode.moment(label, rate) for label in labels]
    assert [timecode.of_frame(frame, rate) for frame in range(len(times))] == times
    assert 4 >= abs(timecode.moment("01:00:00;00", rate) - 3_600_000)


@pytest.mark.parametrize(
    ("text", "rate", "reason"),
    [
        *[
            (text, None, "is no time")
            for text in ("", "-", "x", "1:", "nan", "1e5", "1:60", "1:60:00", "1:2:3:4")
        ],
        ("9" * 10, None, "is no time"),
        ("01:00:00:00", None, "needs a frame rate"),
        ("00:00:01:25", "25", "no such frame"),
        ("00:00:01;00", "25", "drop-frame"),
        ("00:01:00;01", "30000/1001", "the next is frame 02"),
    ],
)
def test_what_is_no_time_is_refused_with_the_reason(text: str, rate: str | None, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        timecode.moment(text, rate and Fraction(rate))


@given(st.integers(-(10**10), 10**10), st.fractions(Fraction(1, 100), 100))
def test_a_time_stretched_and_back_is_within_what_rounding_may_do(time: int, factor: Fraction) -> None:
    there = timecode.stretched(time, factor)
    assert abs(there - time * factor) <= Fraction(1, 2)
    assert abs(timecode.stretched(there, 1 / factor) - time) <= Fraction(1, 2) + Fraction(1, 2) / factor
