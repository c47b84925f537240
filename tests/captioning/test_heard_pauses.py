"""How far word times tell a speaker's pauses, and what that means for the length of cues."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning import caption, text
from subkit.captioning.heard_pauses import heard
from subkit.captioning.repair import repaired
from subkit.language import Language
from subkit.model import Segment, Transcript, Word
from subkit.profile import Profile

ENGLISH = Language.load("en")
SAYING = "and so we went along the river to the old house, which nobody had seen for years,"


def spoken(words: list[str], pauses: dict[int, int]) -> Transcript:
    """Words of 300 ms each, with pauses after some of them."""
    timed, at = [], 0
    for number, shown in enumerate(words):
        timed.append(Word(shown, at, at + 300))
        at += 300 + pauses.get(number, 0)
    return Transcript((Segment(tuple(timed)),), language="en")


def share(words: list[str], pauses: dict[int, int]) -> int:
    return heard(text.columns(repaired(spoken(words, pauses)), ENGLISH))


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 0), (2, 200), (3, 600), (4, 1000), (20, 1000)])
def test_the_more_pauses_within_sentences_the_more_is_heard(count: int, expected: int) -> None:
    assert expected == share(["word"] * 100, {at * 3: 200 for at in range(count)})


def test_pauses_between_sentences_are_no_news() -> None:
    words = ["this", "is", "said."] * 30
    assert 0 == share(words, dict.fromkeys(range(2, 90, 3), 700))


def test_no_words_and_nothing_but_ends_tell_nothing() -> None:
    assert 0 == share([], {})
    assert 0 == share(["Yes.", "No."], {0: 900})


@given(st.dictionaries(st.integers(0, 60), st.integers(0, 2000)), st.integers(0, 60))
def test_a_pause_more_never_makes_less_be_heard(pauses: dict[int, int], at: int) -> None:
    words = ["one", "two,", "three", "four."] * 16
    assert share(words, pauses) <= share(words, {**pauses, at: 2000})


def test_cues_hold_more_where_pauses_are_heard() -> None:
    said = SAYING.split() * 8
    profile = Profile.load("default").adjusted(max_cps=60)
    even = caption(spoken(said, {}), profile)
    parted = caption(spoken(said, dict.fromkeys(range(4, len(said), 17), 160)), profile)
    assert len(parted) <= len(even)
