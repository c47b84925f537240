"""How the limits of a language and those of a profile make one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import profiles

from subkit.captioning import caption
from subkit.language import Language, shipped
from subkit.model import Segment, Transcript, Word
from subkit.profile import Profile

DEFAULT = Profile.load("default")
NETFLIX = Profile.load("netflix-en")


def figures(profile: Profile) -> tuple[int, float | None, int]:
    return profile.max_line_length, profile.max_cps, profile.min_duration


@pytest.mark.parametrize(
    ("profile", "tag", "expected"),
    [
        (DEFAULT, "zh-Hant", (21, 11.0, 1000)),
        (DEFAULT, "ja", (21, 7.0, 500)),
        (DEFAULT, "ko", (21, 14.0, 1000)),
        (DEFAULT, "th", (35, 20.0, 1000)),
        (NETFLIX, "zh", (16, 9.0, 833)),
        (NETFLIX, "ja-JP", (13, 4.0, 500)),
        (NETFLIX, "ko", (16, 12.0, 833)),
        (NETFLIX, "th", (35, 17.0, 833)),
    ],
)
def test_a_language_of_fewer_characters_lowers_the_figures(
    profile: Profile, tag: str, expected: tuple[int, float, int]
) -> None:
    assert expected == figures(profile.for_language(Language.load(tag)))


@pytest.mark.parametrize("tag", [None, "tlh", *sorted(set(shipped()) - {"zh", "ja", "ko", "th"})])
@pytest.mark.parametrize("profile", [DEFAULT, NETFLIX])
def test_an_alphabet_leaves_a_profile_as_it_is(profile: Profile, tag: str | None) -> None:
    assert profile == profile.for_language(Language.load(tag))


@given(profiles(), st.sampled_from(shipped()))
def test_a_language_raises_no_figure_and_lowers_it_once(profile: Profile, tag: str) -> None:
    language = Language.load(tag)
    lower = profile.for_language(language)
    assert lower.max_line_length <= profile.max_line_length
    assert lower.min_duration <= profile.min_duration
    assert (lower.max_cps is None) == (profile.max_cps is None)
    assert (lower.max_cps or 0) <= (profile.max_cps or 0)
    assert lower == lower.for_language(language)


def test_a_figure_set_by_hand_stays() -> None:
    profile = DEFAULT.adjusted(max_line_length=20).adjusted(max_cps=30)
    assert (20, 30, 500) == figures(profile.for_language(Language.load("ja")))


def test_a_profile_can_refuse() -> None:
    profile = Profile(name="own", max_cps=17.0, language_limits=False)
    assert profile == profile.for_language(Language.load("ja"))


def test_a_lowered_figure_tells_its_own_source() -> None:
    source = NETFLIX.for_language(Language.load("ko")).sources["max_line_length"]
    assert ("first-party", "Korean") == (source.basis, source.clause.split()[0])
    source = DEFAULT.for_language(Language.load("ko")).sources["max_line_length"]
    assert source == DEFAULT.sources["max_wide_line_length"]


def test_a_profile_may_say_how_long_lines_of_wide_characters_are() -> None:
    own = Profile(name="own", max_wide_line_length=18)
    assert [own.for_language(Language.load(tag)).max_line_length for tag in ("ko", "th", "en")] == [
        18,
        35,
        42,
    ]


def test_captions_keep_to_the_lowered_limits() -> None:
    words = tuple(Word("글자를", at * 500, at * 500 + 400) for at in range(60))
    captions = caption(Transcript((Segment(words),), language="ko"))
    assert 20 < max(len(line) for cue in captions for line in cue.lines) <= 24
    assert all(found.limit == 21 for found in captions.findings if found.rule == "line-length")
