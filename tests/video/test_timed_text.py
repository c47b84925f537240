"""Cues that overlap are shown in turn, and every cue is shown from its in-time to its out-time."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from subkit.model import Cue
from subkit.video.timed_text import in_turn

CUES = st.lists(
    st.builds(
        lambda number, start, length: Cue(start, start + length, (f"text {number}",)),
        st.integers(0, 9),
        st.integers(0, 50),
        st.integers(0, 20),
    ),
    max_size=8,
).map(lambda cues: sorted(cues, key=lambda cue: cue.start))


@given(CUES)
def test_at_each_time_all_lines_are_shown_that_last_then(cues: list[Cue]) -> None:
    shown = in_turn(cues, "none")
    for time in range(80):
        lasting = [line for cue in cues if cue.start <= time < cue.end for line in cue.lines]
        now = [line[0].text for start, end, lines in shown if start <= time < end for line in lines]
        assert lasting == now


@given(CUES)
def test_nothing_is_shown_at_once_with_another(cues: list[Cue]) -> None:
    shown = in_turn(cues, "none")
    assert all(one.end <= other.start for one, other in pairwise(shown))
    assert all(one.start < one.end and one.lines for one in shown)
