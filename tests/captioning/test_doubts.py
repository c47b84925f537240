"""Which cues are asked what they break: all that break anything, and few of those that break nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import profiles, spoken_transcripts, wild_captions

from subkit import caption
from subkit.captioning import check
from subkit.captioning.doubts import doubtful
from subkit.language import Language
from subkit.model import Captions, Cue, Transcript, Word
from subkit.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Callable

ENGLISH = Language.load("en")
CLEAN = Cue(1000, 3000, ("one two", "three"), words=(Word("one", 1000, 1400), Word("two three", 1500, 2800)))
STYLE = Profile(
    name="s", max_line_length=10, max_cps=10.0, min_duration=900, min_gap=80, forbidden_gap=(120, 500)
)


def asking_all(profile: Profile) -> Profile:
    """The profile with a limit that only some houses have, and that no cue here comes near."""
    return replace(profile, max_cue_length=1_000_000)


@st.composite
def with_words(draw: Callable[..., object]) -> Captions:
    """Captions of any times, whose words begin and end near those, or at no known time."""
    near = st.sampled_from([None, 0, 0, 1, -1, 83, -83, 100, 101, 500, 501, 1500, -1500])
    captions = draw(wild_captions())
    cues = []
    for cue in captions.cues:
        first, last = draw(near), draw(near)
        start = None if first is None else max(0, cue.start + first)
        end = None if last is None else max(0, cue.end + last)
        words = (Word("one", start, start), Word("two", end, end)) if draw(st.booleans()) else ()
        cues.append(replace(cue, words=words, lines=cue.lines or ("hm",)))
    return replace(captions, cues=tuple(cues))


@given(with_words(), profiles())
def test_asking_every_cue_finds_no_more(captions: Captions, profile: Profile) -> None:
    language = Language.load(captions.language)
    expected = check.findings(captions.cues, asking_all(profile), language)
    assert expected == check.findings(captions.cues, profile, language)


@settings(max_examples=15)
@given(spoken_transcripts(), profiles())
def test_what_captioning_knows_of_the_words_says_as_much_as_the_words(
    transcript: Transcript, profile: Profile
) -> None:
    made = caption(transcript, profile, speakers=False)
    style, language = profile.for_language(Language.load(made.language)), Language.load(made.language)
    assert check.findings(made.cues, asking_all(style), language) == list(made.findings)


def test_a_cue_that_breaks_nothing_is_asked_nothing() -> None:
    assert [] == list(doubtful([CLEAN], STYLE, ENGLISH))


@pytest.mark.parametrize(
    "cue",
    [
        replace(CLEAN, lines=("one two", "three, four")),
        replace(CLEAN, lines=("one", "two", "three")),
        replace(CLEAN, lines=("one two", "thrée, four")),
        replace(CLEAN, start=2250),
        replace(CLEAN, end=2799),
        replace(CLEAN, end=9000),
        replace(CLEAN, end=3301),
    ],
)
def test_a_cue_that_may_break_a_limit_is_asked(cue: Cue) -> None:
    assert [0] == list(doubtful([cue], STYLE, ENGLISH))


@pytest.mark.parametrize(
    ("gap", "places"), [(79, [0]), (80, []), (119, []), (120, [0]), (499, [0]), (500, [])]
)
def test_a_cue_is_asked_for_the_gap_after_it(gap: int, places: list[int]) -> None:
    following = Cue(CLEAN.end + gap, CLEAN.end + gap + 2000, ("four",))
    assert places == list(doubtful([CLEAN, following], STYLE, ENGLISH))


@pytest.mark.parametrize(
    "profile",
    [asking_all(STYLE), replace(STYLE, frame_rate="25", on_frames=True), replace(STYLE, max_wpm=180.0)],
)
def test_all_are_asked_on_frames_and_in_houses_with_further_limits(profile: Profile) -> None:
    assert [0, 1] == list(doubtful([CLEAN, CLEAN], profile, ENGLISH))


def test_of_no_cues_none_is_asked() -> None:
    assert [] == list(doubtful([], STYLE, ENGLISH))
