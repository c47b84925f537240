"""Times near shot changes: the rules of Netflix case by case, and what they never cost, as laws."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import profiles, spoken_transcripts

from subkit.captioning import caption, shot_findings
from subkit.captioning.shot_timing import Shots, shots_of
from subkit.model import Captions, Cue, Segment, Transcript, Word
from subkit.profile import Profile
from subkit.shot_rules import ShotRules
from subkit.timecode import nearest_frame, of_frame

NETFLIX = Profile.load("netflix-en").adjusted(frame_rate=24, max_lines=1)
PUNCTUAL = replace(NETFLIX, early=0)
"""It comes in no sooner for those who read."""
BBC = Profile.load("bbc")
STYLES = st.one_of(
    st.sampled_from(
        [
            NETFLIX,
            NETFLIX.adjusted(gap_policy="trim"),
            Profile.load("netflix-en"),
            BBC,
            Profile.load("default"),
        ]
    ),
    profiles(),
)
CUTS = st.lists(st.integers(0, 20_000), max_size=8, unique=True).map(sorted)


def said(*frames: tuple[int, int]) -> Transcript:
    """Words as long as a line, each said between the given frames, 24 a second."""
    rate = NETFLIX.rate
    assert rate
    return Transcript(
        tuple(Segment((Word("x" * 40, of_frame(start, rate), of_frame(end, rate)),)) for start, end in frames)
    )


def framed(captions: Captions) -> list[tuple[int, int]]:
    rate = NETFLIX.rate
    assert rate
    return [(nearest_frame(cue.start, rate), nearest_frame(cue.end, rate)) for cue in captions]


def shown(
    *frames: tuple[int, int], cuts: tuple[int, ...], profile: Profile = NETFLIX
) -> list[tuple[int, int]]:
    rate = NETFLIX.rate
    assert rate
    return framed(caption(said(*frames), profile, shots=[of_frame(cut, rate) for cut in cuts]))


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        *((100 + late, 100) for late in range(12)),
        (112, 112),
        (130, 130),
        *((100 - early, 100) for early in range(1, 8)),
        *((100 - early, 88) for early in range(8, 13)),
        (87, 87),
    ],
)
def test_an_in_time_near_a_cut_goes_to_it_or_half_a_second_before(first: int, expected: int) -> None:
    assert expected == shown((first, first + 48), cuts=(100,))[0][0]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (75, 87),  # half a second after the last word, and 13 frames before the cut
        (76, 88),  # 12 frames before it
        *((last, 98) for last in range(77, 99)),
        (99, 112),  # the word ends after 2 frames before the cut: away from it then
        (100, 112),
        (101, 113),
    ],
)
def test_an_out_time_near_a_cut_goes_to_two_frames_before_it(last: int, expected: int) -> None:
    assert expected == shown((30, last), cuts=(100,))[0][1]


@pytest.mark.parametrize(
    ("rate", "half", "to_cut"),
    [
        ("23.976", 12, 7),
        ("24", 12, 7),
        ("25", 13, 7),
        ("29.97", 15, 8),
        ("30", 15, 8),
        ("50", 25, 14),
        ("59.94", 30, 17),
        ("60", 30, 17),
    ],
)
def test_frames_scale_with_the_half_second(rate: str, half: int, to_cut: int) -> None:
    profile = Profile.load("netflix-en").adjusted(frame_rate=rate)
    assert ShotRules(near=half, to_cut=to_cut, out=2) == shots_of([], profile, profile.rate).rules


def test_two_cues_meet_at_a_cut_with_the_gap_between_them() -> None:
    assert [(24, 98), (100, 160)] == shown((24, 90), (104, 148), cuts=(100,))
    assert [(24, 98), (100, 160)] == shown((24, 90), (94, 148), cuts=(100,))


def test_words_are_not_cut_off_for_a_cut() -> None:
    captions = [(24, 103), (105, 160)]
    assert captions == shown((24, 103), (105, 148), cuts=(100,))
    rate = NETFLIX.rate
    assert rate
    found = caption(said((24, 103), (105, 148)), NETFLIX, shots=[of_frame(100, rate)]).findings
    assert [("shot-change", 1, 125, 500), ("shot-change", 2, 208, 500)] == [
        (one.rule, one.cue, one.value, one.limit) for one in found
    ]
    assert [
        "its out-time is that near after a shot change",
        "its in-time is that near after a shot change",
    ] == [one.reason for one in found]


def test_a_trimming_profile_gives_two_frames_for_a_cut() -> None:
    assert [(24, 98), (100, 160)] == shown(
        (24, 100), (105, 148), cuts=(100,), profile=NETFLIX.adjusted(gap_policy="trim")
    )


def test_a_short_cue_that_comes_in_later_stays_on_for_its_minimum() -> None:
    assert [(100, 120)] == shown((94, 102), cuts=(100,), profile=PUNCTUAL)


def test_no_cue_waits_for_a_cut_until_its_words_are_over() -> None:
    assert (95, 115) == shown((95, 99), cuts=(100,))[0]


def test_among_many_cuts_an_in_time_goes_to_the_nearest() -> None:
    assert (100, 150) == shown((101, 138), cuts=(92, 96, 100, 104, 108))[0]
    assert (104, 150) == shown((103, 138), cuts=(92, 96, 100, 104, 108), profile=PUNCTUAL)[0]


def test_no_cue_comes_in_earlier_than_its_maximum_allows() -> None:
    assert (104, 272) == shown((104, 272), cuts=(100,))[0]
    assert (100, 268) == shown((104, 268), cuts=(100,))[0]


def test_a_short_cue_that_comes_in_earlier_does_not_linger() -> None:
    captions = caption(Transcript((Segment((Word("I", 188, 189),)),)), "netflix-en", shots=[500])
    assert [(0, 1021)] == [(cue.start, cue.end) for cue in captions]
    assert () == captions.findings


def test_without_a_frame_rate_the_rules_hold_in_milliseconds() -> None:
    words = Transcript((Segment((Word("Hello.", 1300, 2700),)),))
    profile = Profile.load("netflix-en")
    (cue,) = caption(words, profile, shots=[1000, 3000]).cues
    assert (1000, 2917) == (cue.start, cue.end)


def test_a_profile_that_says_nothing_goes_by_the_house_and_finds_nothing() -> None:
    profile = Profile.load("default")
    assert profile.shot_changes is None
    captions = caption(Transcript((Segment((Word("Hello.", 1300, 2700),)),)), profile, shots=[1000, 3000])
    assert [(1000, 3000)] == [(cue.start, cue.end) for cue in captions]
    assert [] == list(shot_findings.findings([Cue(990, 3100, ("a",))], profile, [1000, 3000]))


def test_a_cue_that_runs_over_a_cut_is_found_where_the_house_wants_none() -> None:
    cue = Cue(1000, 4000, ("a",))
    assert [("shot-change", 1, 1000, 0)] == [
        (one.rule, one.cue, one.value, one.limit) for one in shot_findings.findings([cue], BBC, [2000])
    ]
    assert [] == list(shot_findings.findings([cue], NETFLIX, [2500]))
    assert [] == list(shot_findings.findings([cue], BBC, [1000, 4000]))


def test_other_programs_may_round_otherwise() -> None:
    profile = Profile.load("netflix-en")
    assert [] == list(shot_findings.findings([Cue(1004, 2910, ("a",))], profile, [1000, 3000]))
    assert 2 == len(list(shot_findings.findings([Cue(1011, 2900, ("a",))], profile, [1000, 3000])))


@given(
    CUTS,
    st.integers(-1000, 21_000),
    st.sampled_from([ShotRules(near=500, to_cut=292, out=83), ShotRules(near=12, to_cut=7)]),
)
def test_a_place_that_is_offered_suits(cuts: list[int], time: int, rules: ShotRules) -> None:
    shots = Shots(cuts, rules)
    assert all(shots.suits_in(place) for place in shots.in_times(time))
    assert all(abs(place - time) < rules.near for place in shots.in_times(time))
    assert all(shots.suits_out(place) for place in shots.out_times(time))
    assert bool(shots.in_times(time)) <= (not shots.suits_in(time))


@settings(max_examples=100)
@given(spoken_transcripts(), STYLES, CUTS)
def test_cuts_cost_no_word_no_order_and_no_limit(
    transcript: Transcript, profile: Profile, cuts: list[int]
) -> None:
    plain, moved = caption(transcript, profile), caption(transcript, profile, shots=cuts)
    assert [(cue.lines, cue.words) for cue in plain] == [(cue.lines, cue.words) for cue in moved]
    assert all(0 <= cue.start < cue.end for cue in moved)
    assert all(cue.end <= after.start for cue, after in pairwise(moved))
    for old, new in zip(plain, moved, strict=True):
        assert new.end >= min(
            old.end, old.words[-1].end - (profile.max_trim if profile.gap_policy == "trim" else 0)
        )
        assert abs(new.start - old.start) <= 500 + 1
    worse = Counter(one.rule for one in moved.findings) - Counter(one.rule for one in plain.findings)
    assert set() == set(worse) - {"shot-change", "reading-speed", "words-per-minute", "time-per-word", "trim"}


@given(spoken_transcripts(), st.sampled_from([NETFLIX, BBC, NETFLIX.adjusted(gap_policy="trim")]), CUTS)
def test_moving_leaves_less_to_find_than_not_moving(
    transcript: Transcript, profile: Profile, cuts: list[int]
) -> None:
    plain, moved = caption(transcript, profile), caption(transcript, profile, shots=cuts)
    left = sum(one.rule == "shot-change" for one in moved.findings)
    style = profile
    assert left <= len(list(shot_findings.findings(plain.cues, style, cuts)))


@given(spoken_transcripts(), STYLES, CUTS)
def test_cuts_far_from_all_cues_change_nothing(
    transcript: Transcript, profile: Profile, cuts: list[int]
) -> None:
    plain = caption(transcript, profile)
    last = max((cue.end for cue in plain), default=0)
    assert plain == caption(transcript, profile, shots=[last + 10_000 + cut for cut in cuts])
