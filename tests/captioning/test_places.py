"""What a break costs for where it stands: scraps beside marks, and cue ends without a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from columns import ints
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning import text
from subkit.captioning.places import places
from subkit.captioning.repair import repaired
from subkit.captioning.units import reaches
from subkit.language import Language
from subkit.model import Segment, Transcript, Word
from subkit.profile import Profile
from subkit.weights import Weights

if TYPE_CHECKING:
    from subkit.captioning.columns import Places

ENGLISH = Language.load("en")
_SCRAPS = Weights(scrap_length=10, scrap_before=1, scrap_after=100, tight=0)


def found(
    words: list[str],
    weights: Weights = _SCRAPS,
    *,
    sounded: tuple[int, ...] = (),
) -> Places:
    """The places of words that are spoken for 300 ms each, without a gap."""
    timed = tuple(Word(one, at * 300, at * 300 + 300) for at, one in enumerate(words))
    columns = text.columns(repaired(Transcript((Segment(timed),), language="en")), ENGLISH)
    left, right = reaches(columns.widths, columns.blank)
    profile = Profile(name="own", weights=weights)
    return places(columns, left, right, profile, ENGLISH, profile.max_line_length, sounded)


def test_a_break_soon_after_a_mark_costs_by_the_character_that_the_scrap_lacks() -> None:
    costs = found(["red,", "one", "two", "three", "and", "very", "many", "more"])
    # "one" lacks 7 of 10 characters, "one two" 3, "one two three" none; the beginning is as good as a mark.
    assert [0, 700, 300, 0, 0, 0, 0, 0] == list(costs.scraps)


def test_a_break_soon_before_a_mark_costs_likewise() -> None:
    costs = found(["very", "many", "other", "words", "stand", "here", "red."])
    assert {5: 6, 4: 1} == {at: cost for at, cost in enumerate(costs.scraps) if 0 < cost < 100}


def test_a_break_at_a_mark_leaves_no_scrap() -> None:
    costs = found(["red,", "one", "two,", "three"]).scraps
    assert [0, 0] == [costs[0], costs[2]]


def test_a_break_beside_a_sound_leaves_no_scrap() -> None:
    words = ["red,", "one", "two", "three", "and", "more"]
    assert found(words).scraps[1] > 0
    assert 0 == found(words, sounded=(1,)).scraps[1]


@pytest.mark.parametrize(
    ("silences", "tight"),
    [({}, 0), ({4: 82}, 0), ({4: 83}, 50), ({4: 83, 9: 900}, 100), (dict.fromkeys(range(9), 400), 100)],
)
def test_a_cue_end_without_a_gap_costs_as_far_as_speech_has_gaps(
    silences: dict[int, int], tight: int
) -> None:
    timed, clock = [], 0
    for at in range(21):
        timed.append(Word("word", clock, clock + 300))
        clock += 300 + silences.get(at, 0)
    columns = text.columns(repaired(Transcript((Segment(tuple(timed)),), language="en")), ENGLISH)
    left, right = ints(range(0, 105, 5)), ints(range(4, 109, 5))
    profile = Profile(name="own", weights=Weights(tight=100), min_gap=83)
    found_here = places(columns, left, right, profile, ENGLISH, 42, ()).tight
    closed = {at for at in range(20) if silences.get(at, 0) < 83}
    assert (dict.fromkeys(closed, tight) if tight else {}) == found_here


def test_nothing_of_half_a_line_is_a_scrap() -> None:
    words = ["red,", "one", "two", "three", "four", "five", "more", "than", "this"]
    wide, half = (Weights(scrap_length=length, scrap_before=0, scrap_after=1) for length in (80, 21))
    assert list(found(words, half).scraps) == list(found(words, wide).scraps)


@given(
    st.lists(
        st.sampled_from(["a", "word", "several,", "end.", "—", "longerword", "…"]), min_size=1, max_size=25
    ),
    st.integers(0, 20),
)
def test_every_scrap_is_as_dear_as_the_text_between_it_and_its_marks_is_short(
    words: list[str], length: int
) -> None:
    costs = found(words, Weights(scrap_length=length, scrap_before=3, scrap_after=5)).scraps
    marks = [at for at, word in enumerate(words) if not word[-1].isalpha()]
    for at in range(len(words) - 1):
        after = max([mark for mark in marks if mark <= at], default=-1)
        before = min([mark for mark in marks if mark >= at], default=None)
        naive = 0
        if at not in marks:
            naive += 5 * max(0, length - len(" ".join(words[after + 1 : at + 1])))
            if before is not None:
                naive += 3 * max(0, length - len(" ".join(words[at + 1 : before + 1])))
        assert naive == (costs[at] if len(costs) else 0), at
