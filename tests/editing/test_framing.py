"""The laws of `fix` where times lie on frames and keep clear of shot changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import spoken_transcripts, wild_captions

from subkit.captioning import caption
from subkit.editing.fixing import fix
from subkit.model import Captions, Cue, Transcript
from subkit.profile import Profile
from subkit.timecode import nearest_frame, of_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

RATES = st.sampled_from(["23.976", "24", "25", "29.97", "30", "50", "59.94", "60"])
STYLES = st.sampled_from(["default", "netflix-en", "bbc", "csa-fr", "arte"]).map(Profile.load)
CUTS = st.lists(st.integers(0, 30_000), max_size=6)


def words(cues: Sequence[Cue]) -> str:
    return "".join("".join(line.split()) for cue in cues for line in cue.lines)


def assert_on_frames(cues: Sequence[Cue], profile: Profile) -> None:
    assert profile.rate is not None
    for time in [edge for cue in cues for edge in (cue.start, cue.end)]:
        assert time == of_frame(nearest_frame(time, profile.rate), profile.rate)


@settings(max_examples=40)
@given(wild_captions(), STYLES, RATES, CUTS)
def test_times_go_to_frames_once_and_no_word_is_lost(
    captions: Captions, style: Profile, rate: str, shots: list[int]
) -> None:
    profile = style.adjusted(frame_rate=rate)
    fixed = fix(captions, profile, shots=shots)
    assert_on_frames(fixed.captions.cues, profile)
    assert () == fix(fixed.captions, profile, shots=shots).changes
    ordered = sorted(captions.cues, key=lambda cue: cue.start)
    assert words(fixed.captions.cues) in {words(captions.cues), words(ordered)}


@settings(max_examples=40)
@given(wild_captions(), STYLES, CUTS)
def test_nothing_is_made_worse_for_the_sake_of_a_shot_change(
    captions: Captions, profile: Profile, shots: list[int]
) -> None:
    fixed = fix(captions, profile, shots=shots)
    before = [one.rule for one in fixed.findings_before]
    after = [one.rule for one in fixed.findings_after]
    assert all(after.count(rule) <= before.count(rule) for rule in after)
    assert () == fix(fixed.captions, profile, shots=shots).changes


@settings(max_examples=15)
@given(spoken_transcripts(speakers=False), RATES)
def test_captions_that_were_made_on_frames_stay_as_they_are_where_nothing_is_broken(
    transcript: Transcript, rate: str
) -> None:
    profile = Profile.load("netflix-en").adjusted(frame_rate=rate)
    captions = caption(transcript, profile)
    fixed = fix(captions, profile)
    assert_on_frames(fixed.captions.cues, profile)
    if not fixed.findings_before:
        assert captions.cues == fixed.captions.cues


def test_without_time_among_the_means_times_stay_off_frames() -> None:
    captions = Captions((Cue(13, 1513, ("Good morning.",)),), "en")
    profile = Profile.load("default").adjusted(frame_rate="25")
    assert captions.cues == fix(captions, profile, means=["lines", "split"]).captions.cues
    assert (Cue(0, 1520, ("Good morning.",)),) == fix(captions, profile).captions.cues


@pytest.mark.parametrize(
    ("cues", "wanted"),
    [
        ((Cue(2880, 5000, ("No.",)),), [(3000, 5000)]),
        ((Cue(2600, 5000, ("No.",)),), [(2500, 5000)]),
        ((Cue(3100, 5000, ("No.",)),), [(3000, 5000)]),
        ((Cue(1000, 3300, ("No.",)),), [(1000, 2917)]),
        ((Cue(1000, 2700, ("No.",)), Cue(2900, 4000, ("Yes.",))), [(1000, 2917), (3000, 4000)]),
    ],
)
def test_times_near_a_cut_go_where_netflix_wants_them(
    cues: tuple[Cue, ...], wanted: list[tuple[int, int]]
) -> None:
    fixed = fix(Captions(cues, "en"), "netflix-en", shots=[3000])
    assert wanted == [(cue.start, cue.end) for cue in fixed.captions.cues]


def test_a_cue_that_stands_behind_a_later_one_is_not_cut_around_it() -> None:
    late = Cue(499, 699, ("Hello there,",))
    first = Cue(0, 1500, ("Hello there,", "مرحبا بكم في العالم", "Hello there,"))
    fixed = fix(Captions((late, first)), Profile.load("default").adjusted(frame_rate="23.976"))
    shown = words(fixed.captions.cues)
    assert shown in {words([late, first]), words([first, late])}
