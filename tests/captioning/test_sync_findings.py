"""Where cues stand off their words: each limit at its edge, in ms and on frames, and what keeps another rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import profiles, spoken_transcripts

from subkit.captioning import caption
from subkit.captioning.sync_findings import findings
from subkit.model import Cue, Transcript, Word
from subkit.profile import Profile

STRICT = Profile(
    name="strict", early=80, late=100, linger=500, min_duration=1000, min_gap=80, forbidden_gap=(120, 500)
)
NETFLIX = Profile.load("netflix-en").adjusted(frame_rate=24)


def cue(start: int, end: int, *words: tuple[int | None, int | None]) -> Cue:
    return Cue(start, end, ("a",), words=tuple(Word("a", *times) for times in words))


def found(
    *cues: Cue, profile: Profile = STRICT, shots: tuple[int, ...] = ()
) -> list[tuple[str, int, float, float]]:
    return [(one.rule, one.cue, one.value, one.limit) for one in findings(cues, profile, shots)]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (cue(1000, 2500, (1000, 2000)), []),
        (cue(920, 2500, (1000, 2000)), []),
        (cue(919, 2500, (1000, 2000)), [("early", 1, 81, 80)]),
        (cue(1100, 2500, (1000, 2000)), []),
        (cue(1101, 2500, (1000, 2000)), [("late", 1, 101, 100)]),
        (cue(1000, 2501, (1000, 2000)), [("linger", 1, 501, 500)]),
        (cue(0, 9000, (1000, 2000)), [("early", 1, 1000, 80), ("linger", 1, 7000, 500)]),
        (cue(1000, 2000, (1000, 1200)), []),
        (cue(1000, 2001, (1000, 1200)), [("linger", 1, 801, 500)]),
        (cue(0, 9000, (None, None)), []),
        (cue(0, 9000), []),
    ],
)
def test_a_cue_is_shown_when_it_is_said(one: Cue, expected: list[tuple[str, int, float, float]]) -> None:
    assert expected == found(one)


def test_a_cue_that_stays_to_close_a_forbidden_gap_does_not_linger() -> None:
    profile = STRICT.adjusted(min_duration=100)
    first = cue(0, 1520, (0, 1000))
    assert [] == found(
        first,
        cue(1600, 3000, (1600, 3000)),
        profile=Profile(name="wide", early=80, late=100, linger=500, min_gap=80, forbidden_gap=(120, 1000)),
    )
    assert [("linger", 1, 520, 500)] == found(first, cue(1600, 3000, (1600, 3000)), profile=profile)
    assert [("linger", 1, 520, 500)] == found(first, cue(1700, 3000, (1700, 3000)))


def test_on_frames_frames_are_counted() -> None:
    # 2 frames at 24 are 83 ms; the word begins within frame 24, which begins at 1000 ms.
    assert [] == found(cue(917, 2000, (1030, 2000)), profile=NETFLIX)
    assert [("early", 1, 155, 83)] == found(cue(875, 2000, (1030, 2000)), profile=NETFLIX)
    assert [] == found(cue(1083, 2000, (1000, 2000)), profile=NETFLIX)
    assert [("late", 1, 125, 83)] == found(cue(1125, 2000, (1000, 2000)), profile=NETFLIX)
    # The word ends within frame 48, so that half a second after frame 49 is allowed: 2542 ms.
    assert [] == found(cue(1000, 2542, (1000, 2010)), profile=NETFLIX)
    assert [("linger", 1, 573, 500)] == found(cue(1000, 2583, (1000, 2010)), profile=NETFLIX)


def test_what_a_shot_change_asks_for_is_neither_early_nor_late_nor_lingering() -> None:
    assert [("early", 1, 400, 83)] == found(cue(1000, 2500, (1400, 2500)), profile=NETFLIX)
    assert [] == found(cue(1000, 2500, (1400, 2500)), profile=NETFLIX, shots=(1000,))
    assert [("early", 1, 542, 83)] == found(cue(1000, 2500, (1542, 2500)), profile=NETFLIX, shots=(1000,))
    assert [] == found(cue(1000, 2500, (1167, 2500)), profile=NETFLIX, shots=(1500,))
    assert [] == found(cue(1000, 2500, (709, 2500)), profile=NETFLIX, shots=(1000,))
    assert [("late", 1, 375, 83)] == found(cue(1000, 2500, (625, 2500)), profile=NETFLIX, shots=(1000,))
    assert [] == found(cue(0, 2917, (0, 2000)), profile=NETFLIX, shots=(3000,))
    assert [("linger", 1, 917, 500)] == found(cue(0, 2917, (0, 2000)), profile=NETFLIX, shots=(9000,))


def test_early_and_late_are_hard() -> None:
    assert [True, False] == [one.hard for one in findings([cue(0, 9000, (1000, 2000))], STRICT)]


@given(
    spoken_transcripts(),
    st.one_of(profiles(), st.sampled_from([Profile.load("netflix-en"), Profile.load("bbc")])),
)
def test_captions_of_a_transcript_stand_by_their_words(transcript: Transcript, profile: Profile) -> None:
    assert not {"early", "late", "linger"} & {one.rule for one in caption(transcript, profile).findings}
