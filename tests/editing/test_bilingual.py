"""Two tracks in one: at every moment what both show, the first above the second."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from subkit.document import Block, CueSettings
from subkit.editing.bilingual import merged
from subkit.editing.fewer_lines import fewer_lines
from subkit.model import Captions, Cue
from subkit.report import Repair

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn


@st.composite
def tracks(draw: DrawFn) -> Captions:
    """Cues in order and apart, at times from 0 to a few seconds."""
    edges = sorted(draw(st.lists(st.integers(0, 9000), max_size=12, unique=True)))
    spans = zip(edges[::2], edges[1::2], strict=False)
    return Captions(tuple(Cue(start, end, (f"line {start}",)) for start, end in spans))


def shown(captions: Captions, time: int) -> list[str]:
    return [line for cue in captions.cues if cue.start <= time < cue.end for line in cue.lines]


@given(tracks(), tracks())
def test_each_moment_shows_the_lines_of_both_in_order(first: Captions, second: Captions) -> None:
    both = merged(first, second, snap=0)
    moments = {cue.start for cue in (*first.cues, *second.cues)} | {
        cue.end for cue in (*first.cues, *second.cues)
    }
    for time in moments:
        assert shown(first, time) + shown(second, time) == shown(both, time)
    assert () == both.repairs


@given(tracks(), tracks(), st.integers(0, 2000))
def test_cues_are_in_order_and_apart_and_no_line_is_lost(
    first: Captions, second: Captions, snap: int
) -> None:
    both = merged(first, second, snap=snap)
    assert all(one.end <= other.start for one, other in pairwise(both.cues))
    assert all(cue.start < cue.end for cue in both.cues)
    lines = {line for cue in both.cues for line in cue.lines}
    assert lines == {line for cue in (*first.cues, *second.cues) for line in cue.lines}


@given(tracks(), tracks(), st.integers(0, 2000))
def test_edges_are_those_of_the_tracks(first: Captions, second: Captions, snap: int) -> None:
    both = merged(first, second, snap=snap)
    known = {time for cue in (*first.cues, *second.cues) for time in (cue.start, cue.end)}
    assert known >= {time for cue in both.cues for time in (cue.start, cue.end)}


def test_translated_cues_that_begin_and_end_nearly_together_become_one_cue() -> None:
    english = Captions((Cue(1000, 3000, ("Good morning.",)), Cue(3100, 5000, ("How are you?",))))
    german = Captions((Cue(1080, 3300, ("Guten Morgen.",)), Cue(3300, 4800, ("Wie geht's?",))))
    both = merged(english, german)
    assert (
        Cue(1000, 3000, ("Good morning.", "Guten Morgen.")),
        Cue(3100, 5000, ("How are you?", "Wie geht's?")),
    ) == both.cues
    told = "times moved by 500 ms at most, to those of the first track"
    assert (Repair("snapped", "2 cues of the second track", told),) == both.repairs


def test_where_one_track_changes_the_other_goes_on() -> None:
    english = Captions((Cue(0, 4000, ("One long line,", "and its second.")),))
    german = Captions((Cue(0, 2000, ("Erst",)), Cue(2000, 4000, ("dann",))))
    assert (
        Cue(0, 2000, ("One long line,", "and its second.", "Erst")),
        Cue(2000, 4000, ("One long line,", "and its second.", "dann")),
    ) == merged(english, german).cues


def test_apart_the_first_track_stands_at_the_top_and_no_cue_changes() -> None:
    placed = CueSettings(line=4)
    first = Captions((Cue(0, 4000, ("a",)), Cue(5000, 6000, ("b",), settings=placed)))
    second = Captions((Cue(100, 4100, ("c",)),))
    both = merged(first, second, layout="apart")
    assert (
        Cue(0, 4000, ("a",), settings=CueSettings(line=0)),
        *second.cues,
        Cue(5000, 6000, ("b",), settings=placed),
    ) == both.cues


def test_styling_of_one_track_stays_and_the_other_is_escaped() -> None:
    first = Captions((Cue(0, 1000, ("so it is",), markup=("so <i>it</i> is",)),))
    second = Captions((Cue(0, 1000, ("A & B",)),))
    assert ("so <i>it</i> is", "A &amp; B") == merged(first, second)[0].markup


def test_styles_of_both_are_kept_once_and_headers_not() -> None:
    style = Block("style", "::cue {}")
    one = Captions((Cue(0, 1, ("a",)),), blocks=(Block("header", "Language: en"), style))
    assert (style,) == merged(one, one).blocks


def test_who_speaks_stays_where_both_tracks_agree() -> None:
    first = Captions((Cue(0, 1000, ("a",), "Ann"), Cue(1000, 2000, ("b",), "Ann")))
    second = Captions((Cue(0, 1000, ("c",), "Ann"), Cue(1000, 2000, ("d",), "Bob")))
    assert ["Ann", None] == [cue.speaker for cue in merged(first, second)]


@given(tracks(), st.integers(1, 3), st.none() | st.integers(1, 60))
def test_lines_are_joined_without_losing_a_word_and_told_where_they_are_not(
    track: Captions, most: int, longest: int | None
) -> None:
    cues = [
        replace(cue, lines=("one", "two three", "four")[: 1 + place % 3]) for place, cue in enumerate(track)
    ]
    long = replace(track, cues=tuple(cues))
    short = fewer_lines(long, most, longest)
    assert [" ".join(cue.lines) for cue in long] == [" ".join(cue.lines) for cue in short]
    over = [f"cue {number}" for number, cue in enumerate(short, 1) if len(cue.lines) > most]
    assert over == [repair.place for repair in short.repairs]
    assert longest is not None or not over


def test_japanese_lines_are_joined_without_a_blank_and_counted_in_full_width() -> None:
    track = Captions((Cue(0, 1000, ("今すぐ", "行こう"), markup=("<i>今すぐ</i>", "行こう")),), "ja")
    joined = fewer_lines(track, 1, 6)[0]
    assert (("今すぐ行こう",), ("<i>今すぐ</i>行こう",)) == (joined.lines, joined.markup)
    assert track.cues == fewer_lines(track, 1, 5).cues


def test_a_cue_that_lasts_no_time_is_seen_for_a_millisecond() -> None:
    first, second = Captions((Cue(5, 5, ("a",)),)), Captions((Cue(0, 9, ("b",)),))
    assert [(0, 5, "b"), (5, 6, "a\nb"), (6, 9, "b")] == [
        (cue.start, cue.end, cue.text) for cue in merged(first, second, snap=0)
    ]
