"""What a profile writes in frames, at the frame rate of the media."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from subkit.errors import ProfileError
from subkit.profile import Profile
from subkit.shot_rules import ShotRules

if TYPE_CHECKING:
    from pathlib import Path

NETFLIX = Profile.load("netflix-en")


@pytest.mark.parametrize(
    ("rate", "two", "three", "exact"),
    [
        (23.976, 83, 125, "24000/1001"),
        (24, 83, 125, "24"),
        ("25", 80, 120, "25"),
        ("29.97", 67, 100, "30000/1001"),
        (30, 67, 100, "30"),
        (50.0, 40, 60, "50"),
        ("60000/1001", 33, 50, "60000/1001"),
        (Fraction(60), 33, 50, "60"),
    ],
)
def test_another_rate_counts_frames_anew(rate: str | float, two: int, three: int, exact: str) -> None:
    profile = NETFLIX.adjusted(frame_rate=rate)
    assert (two, (three, 500), two, two) == (
        profile.min_gap,
        profile.forbidden_gap,
        profile.early,
        profile.max_trim,
    )
    assert ShotRules(near=500, to_cut=292, out=two) == profile.shot_changes
    assert (exact, True, 833) == (profile.frame_rate, profile.on_frames, profile.min_duration)


def test_what_is_said_in_seconds_is_the_same_at_any_rate() -> None:
    profile = Profile.load("default")
    at_50 = profile.adjusted(frame_rate=50)
    assert (profile.min_gap, profile.forbidden_gap, profile.early) == (
        at_50.min_gap,
        at_50.forbidden_gap,
        at_50.early,
    )


def test_a_figure_set_by_hand_is_not_counted_again(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('frame_rate = 25\nmin_duration = "25 frames"\nmax_duration = "100 frames"\n')
    profile = Profile.load(path).adjusted(min_duration=700).adjusted(frame_rate=50)
    assert (700, 2000) == (profile.min_duration, profile.max_duration)


def test_limits_that_contradict_each_other_at_the_new_rate_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('frame_rate = 25\nmin_duration = "1 s"\nmax_duration = "50 frames"\n')
    with pytest.raises(ProfileError, match="min_duration"):
        Profile.load(path).adjusted(frame_rate=60)


@pytest.mark.parametrize("rate", ["fast", 0, -25, float("nan"), "1/0", 1000])
def test_what_is_no_frame_rate_is_refused(rate: str | float) -> None:
    with pytest.raises(ProfileError, match="frame_rate is"):
        NETFLIX.adjusted(frame_rate=rate)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("on_frames = true", "on_frames needs a frame_rate"),
        ("[shot_changes]\nnear = '0.5 s'\nto_cut = '0.5 s'", "must be less than near"),
        ("[shot_changes]\nnear = '0.5 s'\nto_cut = -1", "negative"),
        ("[shot_changes]\nnear = '12 frames'\nto_cut = 0", "needs a frame_rate"),
        ("[shot_changes]\nnear = 500", "to_cut"),
        ("[shot_changes]\nnear = 500\nto_cut = 0\nfar = 1", "far"),
        ("shot_changes = 5", "shot_changes"),
        ("in_frames = {}", "not for a file to say"),
    ],
)
def test_a_file_that_says_it_wrong_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(content)
    with pytest.raises(ProfileError, match=reason):
        Profile.load(path)


def test_a_profile_made_in_python_has_a_frame_rate_that_is_one() -> None:
    with pytest.raises(ProfileError, match="frame_rate is fast"):
        Profile(name="own", frame_rate="fast")
