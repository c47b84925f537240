"""The laws of times that a target can show."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.errors import ConfigError
from subkit.frames import frame_rate
from subkit.model import Captions, Cue, Word
from subkit.targeting import names, target
from subkit.targeting.fitting import fit
from subkit.timecode import frame_at, nearest_frame, of_frame

RATES = st.sampled_from(["23.976", "24", "25", "29.97", "30", "50", "59.94"])


@st.composite
def tangled(draw: st.DrawFn) -> Captions:
    """Cues in any order, over each other, and empty."""
    spans = draw(st.lists(st.tuples(st.integers(0, 4000), st.integers(-100, 1500)), max_size=8))
    return Captions(
        tuple(
            Cue(start, start + length, (f"cue {number}",), words=(Word(f"w{number}", start, start + 1),))
            for number, (start, length) in enumerate(spans)
        )
    )


@given(tangled(), st.sampled_from(names()), st.none() | RATES)
def test_no_cue_is_lost_and_none_is_empty_or_out_of_order(
    captions: Captions, name: str, rate: str | None
) -> None:
    found = fit(captions, target(name), rate)
    assert sorted(cue.lines for cue in captions) == sorted(cue.lines for cue in found)
    assert all(cue.start < cue.end for cue in found)
    assert all(cue.start <= after.start for cue, after in pairwise(found))
    assert found.cues == captions.cues or len(found.repairs) > len(captions.repairs)


@given(tangled(), RATES)
def test_an_editor_gets_times_on_frames_with_one_cue_at_a_time(captions: Captions, rate: str) -> None:
    resolve = target("resolve")
    exact = frame_rate(rate)
    times = [(cue.start - resolve.start, cue.end - resolve.start) for cue in fit(captions, resolve, rate)]
    assert all(time == of_frame(nearest_frame(time, exact), exact) for span in times for time in span)
    frames = [(frame_at(start, exact), frame_at(end, exact)) for start, end in times]
    assert all(end - start >= resolve.min_duration for start, end in frames)
    assert all(end + resolve.min_gap <= after for (_, end), (after, _) in pairwise(frames))


@given(tangled(), st.sampled_from(["premiere", "web", "youtube"]), st.none() | RATES)
def test_what_fits_already_stays_as_it_is(captions: Captions, name: str, rate: str | None) -> None:
    once = fit(captions, target(name), rate)
    assert once is fit(once, target(name), rate)


def test_times_that_fit_are_not_touched_but_for_the_clock() -> None:
    captions = Captions(
        (Cue(1000, 2000, ("One",), words=(Word("One", 1100, 1900),)), Cue(2520, 3000, ("Two",)))
    )
    assert captions is fit(captions, target("youtube"))
    found = fit(captions, target("resolve"), 25)
    assert captions.shifted(3_600_000).cues == found.cues
    assert ["start"] == [repair.kind for repair in found.repairs]


def test_time_stamps_go_with_the_clock_and_stay_within_their_cue() -> None:
    cue = Cue(1000, 3000, ("One two",), markup=("<00:00:01.500>One <00:00:02.500>two",))
    found = fit(Captions((cue, Cue(2000, 4000, ("Three",)))), target("resolve"), 25)
    assert (3_601_000, 3_601_960) == (found[0].start, found[0].end)
    assert ("<01:00:01.500>One two",) == found[0].markup


def test_of_two_cues_that_begin_at_once_both_are_seen() -> None:
    captions = Captions((Cue(1000, 3000, ("One",)), Cue(1000, 3000, ("Two",))))
    found = fit(captions, target("premiere"), 25)
    assert [(1000, 2000), (2000, 3000)] == [(cue.start, cue.end) for cue in found]
    assert ["overlap"] == [repair.kind for repair in found.repairs if repair.kind != "frames"]
    assert captions is fit(captions, target("web"))


def test_what_was_changed_is_told_by_kind() -> None:
    captions = Captions((Cue(2010, 3000, ("One",)), Cue(500, 500, ("Two",))))
    assert {"order", "no-duration", "frames", "start"} == {
        repair.kind for repair in fit(captions, target("resolve"), "25").repairs
    }


def test_what_is_no_frame_rate_is_refused() -> None:
    with pytest.raises(ConfigError, match="frame_rate"):
        fit(Captions(()), target("resolve"), "soon")
