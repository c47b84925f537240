"""Cues that come in before their first word: never without need, and never at the cost of another."""

from __future__ import annotations

import random
from itertools import accumulate, pairwise, product
from typing import TYPE_CHECKING, Any

import pytest
from columns import ints
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import profiles

from subkit.captioning import caption
from subkit.captioning.earlier import begun
from subkit.captioning.timing import cue_times, nexts, out_times, rooms
from subkit.model import Segment, Transcript, Word
from subkit.profile import Profile
from subkit.reading_speed import ReadingTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DEFAULT = Profile.load("default")
NETFLIX = Profile.load("netflix-en")
TRIMMING = NETFLIX.adjusted(gap_policy="trim")
Times = list[tuple[int, int]]


@st.composite
def needy(draw: Callable[..., object]) -> tuple[Times, list[int]]:
    """When the words of some cues are said, and how long each cue takes to read."""
    gaps = st.one_of(st.just(0), st.integers(0, 200), st.integers(0, 3000))
    lengths = st.one_of(st.integers(1, 100), st.integers(100, 9000))
    pairs = draw(st.lists(st.tuples(gaps, lengths), min_size=1, max_size=6))
    ends = list(accumulate(gap + length for gap, length in pairs))
    needed = [max(0, length + draw(st.integers(-500, 1500))) for _, length in pairs]
    return [(end - length, end) for end, (_, length) in zip(ends, pairs, strict=True)], needed


def punctual(speech: Times, profile: Profile) -> Times:
    return begun_at([first for first, _ in speech], [end for _, end in speech], profile)


def begun_at(starts: Iterable[int], stops: Iterable[int], profile: Profile) -> Times:
    """The times of cues that come in at some times, and whose words end at others."""
    firsts, ends = ints(starts), ints(stops)
    following, longest = nexts(firsts), ints([profile.max_duration] * len(firsts))
    shown, room = out_times(ends, following, profile), rooms(ends, following, profile)
    return cue_times(firsts, ends, shown, room, profile, longest)


def timed(speech: Times, needed: list[int], profile: Profile) -> Times:
    least = ints(max(profile.min_duration, need) for need in needed)
    longest = ints([profile.max_duration] * len(speech))
    return begun(punctual(speech, profile), ints(end for _, end in speech), least, longest, profile)


def forbidden(gap: int, profile: Profile) -> bool:
    low, high = profile.forbidden_gap or (0, 0)
    return gap < profile.min_gap or low <= gap < high


def faults(times: Times, needed: list[int], profile: Profile) -> tuple[int, int, int]:
    """How often cues break a hard limit, how many are too fast to read, and the time that these lack."""
    spans = [end - start for start, end in times]
    gaps = [after - end for (_, end), (after, _) in pairwise(times)]
    hard = [span < profile.min_duration for span in spans] + [span > profile.max_duration for span in spans]
    hard += [forbidden(gap, profile) for gap in gaps]
    lacking = [
        max(0, need - span, profile.min_duration - span) for need, span in zip(needed, spans, strict=True)
    ]
    return sum(hard), sum(map(bool, lacking)), sum(lacking)


@given(needy(), profiles())
def test_a_cue_comes_in_on_its_first_word_or_up_to_early_before_it(
    said: tuple[Times, list[int]], profile: Profile
) -> None:
    for (first, _), (start, end) in zip(said[0], timed(*said, profile), strict=True):
        assert 0 <= first - start <= profile.early
        assert start < end


@given(needy(), profiles())
def test_no_gap_is_worse_for_it_and_no_cue_overlaps(said: tuple[Times, list[int]], profile: Profile) -> None:
    for (before, after), (left, right) in zip(
        pairwise(punctual(said[0], profile)), pairwise(timed(*said, profile)), strict=True
    ):
        assert right[0] - left[1] >= min(profile.min_gap, after[0] - before[1])


@given(needy(), profiles())
def test_every_word_is_shown_to_its_end_but_for_what_the_policy_trims(
    said: tuple[Times, list[int]], profile: Profile
) -> None:
    trim = profile.max_trim if profile.gap_policy == "trim" else 0
    for (_, last), (_, end) in zip(said[0], timed(*said, profile), strict=True):
        assert end >= last - trim


@settings(max_examples=100)
@given(needy(), profiles())
def test_no_more_is_wrong_than_without(said: tuple[Times, list[int]], profile: Profile) -> None:
    speech, needed = said
    assert faults(timed(speech, needed, profile), needed, profile) <= faults(
        punctual(speech, profile), needed, profile
    )


@given(needy(), profiles())
def test_cues_that_lack_nothing_come_in_on_their_words(
    said: tuple[Times, list[int]], profile: Profile
) -> None:
    times = punctual(said[0], profile)
    if not any(faults(times, said[1], profile)):
        assert times == timed(*said, profile)


def rows(chance: random.Random) -> tuple[Times, list[int], Profile]:
    """A few cues of so few ms that every way to begin them can be tried."""
    pairs = [(chance.randint(0, 9), chance.randint(1, 9)) for _ in range(chance.randint(2, 3))]
    ends = list(accumulate(gap + length for gap, length in pairs))
    speech = [(end - length, end) for end, (_, length) in zip(ends, pairs, strict=True)]
    shortest = chance.randint(0, 5)
    profile = Profile(
        name="small",
        min_duration=shortest,
        max_duration=chance.randint(max(shortest, 4), 14),
        min_gap=chance.choice([0, 0, 1]),
        forbidden_gap=chance.choice([None, (2, 5)]),
        linger=chance.randint(0, 4),
        early=chance.randint(0, 4),
        gap_policy=chance.choice(["cover", "trim"]),
        max_trim=chance.randint(0, 1),
    )
    return speech, [length + chance.randint(0, 5) for _, length in pairs], profile


def all_ways(speech: Times, profile: Profile) -> Iterator[Times]:
    """Every way to begin cues up to ``early`` sooner that keeps them apart and their gaps no smaller than they must be."""
    ends = [end for _, end in speech]
    least = [
        min(profile.min_gap, after - end) for (_, end), (after, _) in pairwise(punctual(speech, profile))
    ]
    for starts in product(*(range(max(0, first - profile.early), first + 1) for first, _ in speech)):
        times = begun_at(starts, ends, profile)
        gaps = [after - end for (_, end), (after, _) in pairwise(times)]
        if all(gap >= fewest for gap, fewest in zip(gaps, least, strict=True)):
            yield times


def test_all_in_times_tried_hardly_ever_find_fewer_faults() -> None:
    # What escapes needs three things at once, such as two gaps closed in a row for a third cue's sake.
    chance = random.Random(1)  # noqa: S311 - the same rows at every run
    missed = 0
    for _ in range(2000):
        speech, needed, profile = rows(chance)
        best = min(faults(times, needed, profile)[:2] for times in all_ways(speech, profile))
        found = faults(timed(speech, needed, profile), needed, profile)[:2]
        assert best <= found
        missed += best < found
    assert missed <= 10


class TestWhatBeginsSooner:
    """The default lets cues in 80 ms sooner, closes gaps up to 500 ms and ends cues at 7 s; Netflix 83 ms, with gaps of 83 ms."""

    def test_a_cue_that_is_too_fast_to_read_begins_sooner_by_no_more_than_it_must(self) -> None:
        assert [(0, 1000), (1940, 3700)] == timed([(0, 500), (2000, 3200)], [0, 1760], DEFAULT)

    def test_the_cue_before_gives_way_as_far_as_it_lasts_long_enough(self) -> None:
        assert [(0, 1950), (1950, 3500)] == timed([(0, 1800), (2000, 3000)], [1900, 1550], DEFAULT)
        assert [(0, 1990), (1990, 3500)] == timed([(0, 1800), (2000, 3000)], [1990, 1510], DEFAULT)

    def test_the_cue_before_begins_sooner_in_turn(self) -> None:
        speech = [(0, 1000), (3000, 3800), (4000, 5000)]
        assert [(2950, 3950), (3950, 5500)] == timed(speech, [0, 1000, 1550], DEFAULT)[1:]

    def test_a_cue_that_lacks_time_all_the_same_begins_as_soon_as_it_can(self) -> None:
        assert (1920, 3500) == timed([(0, 500), (2000, 3000)], [0, 5000], DEFAULT)[1]

    def test_a_gap_that_the_maximum_leaves_is_closed_by_the_next_cue(self) -> None:
        assert [(0, 7000), (7000, 9500)] == timed([(0, 6900), (7073, 9000)], [0, 0], DEFAULT)

    def test_a_cue_that_could_not_linger_because_of_the_gap_after_it_is_let(self) -> None:
        speech, needed = [(0, 1000), (1520, 3000)], [1480, 0]
        assert [(0, 1020), (1520, 3500)] == punctual(speech, DEFAULT)
        assert [(0, 1500), (1500, 3500)] == timed(speech, needed, DEFAULT)

    def test_a_short_cue_begins_sooner_before_it_takes_from_the_gap(self) -> None:
        speech, needed = [(0, 2000), (3500, 4300), (4300, 6000)], [0, 0, 0]
        assert (3500, 4300) == punctual(speech, TRIMMING)[1]
        assert (3417, 4250) == timed([(0, 2000), (3500, 4290), (4333, 6000)], needed, TRIMMING)[1]
        assert 4300 - 83 == timed(speech, needed, TRIMMING.adjusted(min_duration=800))[1][1]

    def test_a_short_cue_without_room_begins_early(self) -> None:
        assert (3417, 4100) == timed([(0, 2000), (3500, 4100), (4100, 5000)], [0, 0, 0], NETFLIX)[1]

    def test_no_cue_begins_so_early_that_a_forbidden_gap_is_left(self) -> None:
        speech = [(0, 2000), (3000, 3600), (3600, 5000)]
        assert [(0, 2417), (2917, 3600)] == timed(speech, [0, 0, 0], NETFLIX)[:2]


@pytest.mark.parametrize(
    ("start", "limits"),
    [
        (1923, {"max_cps": 26.0}),
        (1960, {"max_cps": None, "time_per_word": 220}),
        (1940, {"max_cps": None, "reading_table": ReadingTable(steps=((41, 1560),))}),
        (2000, {"max_cps": None}),
    ],
)
def test_a_cue_comes_in_sooner_by_whatever_limit_of_reading_a_house_has(
    start: int, limits: dict[str, Any]
) -> None:
    spoken = Word("word.", 0, 400), Word("Ein zweites Wort, das schnell gesagt ist.", 2000, 3000)
    made = caption(Transcript((Segment(spoken),)), replace(DEFAULT, **limits))
    assert start == made.cues[1].start


def test_a_cue_on_frames_comes_in_sooner_by_whole_frames() -> None:
    spoken = Word("word.", 0, 400), Word("Ein zweites Wort, das schnell gesagt ist.", 2000, 3000)
    made = caption(Transcript((Segment(spoken),)), replace(DEFAULT, max_cps=26.0).adjusted(frame_rate=25))
    assert 1920 == made.cues[1].start
