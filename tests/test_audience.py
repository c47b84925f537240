"""Whose reading speed a profile asks for: by its file, and set anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.profile import Profile, names

if TYPE_CHECKING:
    from subkit.profile import Audience

AUDIENCES: list[Audience] = ["adults", "children", "sdh", "sdh_children"]


@pytest.mark.parametrize(("audience", "speed"), [*zip(AUDIENCES, [17, 13, 20, 17], strict=True)])
def test_each_audience_has_its_speed_with_its_source(audience: Audience, speed: float) -> None:
    profile = Profile.load("netflix-latin").adjusted(audience=audience)
    assert (speed, audience) == (profile.max_cps, profile.audience)
    words = {"adults": "adult", "children": "children", "sdh": "SDH: adult", "sdh_children": "SDH: children"}
    assert words[audience] in profile.sources["max_cps"].clause


@given(st.sampled_from(names()), st.lists(st.sampled_from(AUDIENCES), min_size=1, max_size=4))
def test_the_last_audience_decides(name: str, several: list[Audience]) -> None:
    profile = Profile.load(name)
    for audience in several:
        profile = profile.adjusted(audience=audience)
    once = Profile.load(name).adjusted(audience=several[-1])
    assert (once.max_cps, once.audience) == (profile.max_cps, profile.audience)


@given(st.sampled_from(names()))
def test_an_audience_that_is_the_profiles_own_changes_no_speed(name: str) -> None:
    profile = Profile.load(name)
    assert profile.max_cps == profile.adjusted(audience=profile.audience).max_cps


def test_children_are_asked_for_where_deaf_children_have_no_speed_of_their_own() -> None:
    assert 16.0 == Profile.load("amara").adjusted(audience="sdh_children").max_cps


def test_a_profile_without_speeds_by_audience_keeps_its_own() -> None:
    profile = Profile.load("default").adjusted(audience="children")
    assert (21.0, "children") == (profile.max_cps, profile.audience)


def test_a_speed_set_by_hand_stays() -> None:
    by_hand = Profile.load("netflix-en").adjusted(max_cps=15)
    assert 15 == by_hand.adjusted(audience="children").max_cps
    assert 15 == Profile.load("netflix-en").adjusted(max_cps=15, audience="children").max_cps
