"""Captions on another time line: what moves, what is cut off, and that nothing else changes."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import full_captions, timed_transcripts

from subkit.captioning import caption
from subkit.document import Block, CueSettings
from subkit.editing.timeline import cut, scaled, shifted
from subkit.errors import InputError
from subkit.model import Captions, Cue, Media, Pause, Segment, Transcript, Word
from subkit.timecode import LATEST

if TYPE_CHECKING:
    from collections.abc import Iterator

FACTORS = st.one_of(
    st.sampled_from([Fraction(25 * 1001, 24000), Fraction(24, 25), Fraction(1001, 1000)]),
    st.fractions(Fraction(1, 50), 50),
)
MADE = timed_transcripts().map(caption)


def times_of(captions: Captions) -> Iterator[int]:
    """Every time that captions hold."""
    for cue in captions.cues:
        yield from (cue.start, cue.end)
        yield from words_times(cue.words)
    for segment in captions.transcript.segments if captions.transcript else ():
        yield from (time for time in (segment.start, segment.end) if time is not None)
        yield from words_times([token for token in segment.tokens if isinstance(token, Word | Pause)])


def words_times(words: object) -> Iterator[int]:
    for word in words:  # type: ignore[attr-defined]  # words and pauses alike
        yield from (time for time in (word.start, word.end) if time is not None)


def cue(start: int, end: int, text: str = "Hello.", **more: object) -> Cue:
    return replace(Cue(start, end, (text,)), **more)


@settings(max_examples=50)
@given(full_captions(), st.integers(0, 10**9))
def test_what_is_moved_on_and_back_is_as_it_was(captions: Captions, by: int) -> None:
    start = shifted(captions, 10**12)
    back = shifted(shifted(start, by), -by)
    assert start == back
    assert [time + by for time in times_of(start)] == [*times_of(shifted(start, by))]


@given(MADE, FACTORS)
def test_what_is_scaled_and_back_is_as_it_was_within_rounding(made: Captions, factor: Fraction) -> None:
    captions = shifted(made, 0)  # markers of pauses may be anywhere, before zero, too
    there = scaled(captions, factor)
    back = scaled(there, 1 / factor)
    allowed = Fraction(1, 2) + Fraction(1, 2) / factor
    assert all(
        abs(one - other) <= allowed for one, other in zip(times_of(captions), times_of(back), strict=True)
    )
    assert all(
        abs(one * factor - other) <= Fraction(1, 2)
        for one, other in zip(times_of(captions), times_of(there), strict=True)
    )


@given(MADE, FACTORS, st.integers(-9000, 9000))
def test_order_is_kept_and_nothing_is_before_zero_or_without_a_repair(
    captions: Captions, factor: Fraction, by: int
) -> None:
    there = shifted(scaled(captions, factor), by)
    edges = [time for shown in there.cues for time in (shown.start, shown.end)]
    assert sorted(edges) == edges
    assert all(time >= 0 for time in times_of(there))
    assert len(captions) - len(there) == sum(repair.kind == "before-zero" for repair in there.repairs)
    assert all(
        shown.words == tuple(sorted(shown.words, key=lambda word: word.start or 0)) for shown in there.cues
    )


@settings(max_examples=50)
@given(full_captions(), st.integers(-(10**9), 10**9), FACTORS)
def test_nothing_negative_is_ever_made(captions: Captions, by: int, factor: Fraction) -> None:
    assert all(time >= 0 for time in times_of(shifted(scaled(captions, factor), by)))


@given(MADE, st.integers(0, 20_000), st.integers(0, 20_000))
def test_two_halves_of_a_cut_hold_every_word_once_but_those_of_a_cue_in_both(
    captions: Captions, at: int, rest: int
) -> None:
    whole = cut(captions, 0, at + rest, keep_times=True)
    first, second = cut(whole, 0, at, keep_times=True), cut(whole, at, keep_times=True)
    across = [shown for shown in whole.cues if shown.start < at < shown.end]
    assert len(whole) + len(across) == len(first) + len(second)
    assert [shown.lines for shown in whole.cues] == [
        shown.lines for shown in (*first.cues, *second.cues[len(across) :])
    ]
    assert all(time <= at for shown in first.cues for time in (shown.end, *words_times(shown.words)))
    assert all(time >= at for shown in second.cues for time in (shown.start, *words_times(shown.words)))


@given(MADE, st.integers(0, 20_000), st.integers(0, 20_000))
def test_a_cut_part_keeps_its_transcript_to_the_words_it_shows(
    captions: Captions, first: int, length: int
) -> None:
    part = cut(captions, first, first + length)
    heard = part.transcript
    assert heard is not None
    assert [word for shown in part.cues for word in shown.words] == [*heard.words]


@given(MADE)
def test_a_cut_around_everything_changes_nothing(captions: Captions) -> None:
    assert captions == cut(captions, 0) == cut(captions, 0, LATEST)
    assert captions.cues == shifted(captions, 0).cues


def test_a_cue_across_a_border_is_trimmed_with_its_words_and_told() -> None:
    words = (Word("One", 900, 1200), Word("two.", 1300, 1900))
    part = cut(Captions((cue(900, 2000, "One two.", words=words),)), 1000, 1500)
    assert (cue(0, 500, "One two.", words=(Word("One", 0, 200), Word("two.", 300, 500))),) == part.cues
    told = ["cue 1: reaches across 00:00:01.000 and 00:00:01.500; trimmed to it [trimmed]"]
    assert told == [str(repair) for repair in part.repairs]


def test_pauses_segments_and_the_length_of_the_media_move_along() -> None:
    heard = Transcript(
        (Segment((Word("One", 100, 200), Pause(200, 900), Word("two", 900, 950)), None, 50, 990),),
        media=Media(1000),
    )
    moved = shifted(Captions((), transcript=heard), 1000).transcript
    assert moved == Transcript(
        (Segment((Word("One", 1100, 1200), Pause(1200, 1900), Word("two", 1900, 1950)), None, 1050, 1990),),
        media=Media(2000),
    )


def test_a_pause_among_words_that_are_gone_is_gone_with_them() -> None:
    captions = caption(
        Transcript((Segment((Word("One.", 0, 900), Pause(900, 5000), Word("Two.", 5000, 6000), Pause())),))
    )
    assert 2 == len(captions)
    first, second = cut(captions, 0, 4000).transcript, cut(captions, 4000).transcript
    assert first is not None
    assert second is not None
    assert [(Word("One.", 0, 900),), (Word("Two.", 1000, 2000), Pause())] == [
        found.segments[0].tokens for found in (first, second)
    ]


def test_times_inside_the_text_move_along_and_those_outside_their_cue_go() -> None:
    karaoke = cue(1000, 3000, "a b c", markup=("<i>a <00:01.500>b <00:00:02.500>c</i>",))
    assert ("<i>a <00:00:02.500>b <00:00:03.500>c</i>",) == shifted(Captions((karaoke,)), 1000)[0].markup
    assert ("<i>a <00:00:00.500>b c</i>",) == cut(Captions((karaoke,)), 1000, 2000)[0].markup


def test_notes_move_with_their_cues_and_what_holds_for_all_stays() -> None:
    blocks = tuple(
        Block(kind, text, before)
        for kind, text, before in (
            ("header", "X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000", 0),
            ("style", "::cue {}", 0),
            ("note", "of one", 0),
            ("note", "of two", 1),
            ("note", "of three", 2),
            ("note", "the end", 3),
        )
    )
    three = Captions((cue(0, 500), cue(1000, 1500), cue(2000, 2500)), blocks=blocks)
    assert blocks == shifted(three, 5).blocks
    middle = cut(three, 900, 1800)
    assert [*blocks[:2], Block("note", "of two", 0)] == [*middle.blocks]
    assert [("note", "of three", 0), ("note", "the end", 1)] == [
        (block.kind, block.text, block.before) for block in cut(three, 1800).blocks[2:]
    ]


def test_a_broadcast_file_that_begins_at_ten_is_brought_to_zero() -> None:
    ten = 36_000_000
    settings = CueSettings(line=0)
    slate = cue(ten - 3000, ten - 1000, "Slate")
    lead = cue(ten - 500, ten + 500, "Lead")
    talk = cue(ten + 1000, ten + 2000, id="a", settings=settings)
    found = shifted(Captions((slate, lead, talk)), -ten)
    assert (cue(0, 500, "Lead"), cue(1000, 2000, id="a", settings=settings)) == found.cues
    assert [("trimmed", "cue 2"), ("before-zero", "cue 1")] == [
        (one.kind, one.place) for one in found.repairs
    ]
    with pytest.raises(InputError, match="cue 1 would begin before zero"):
        shifted(Captions((slate, lead, talk)), -ten, strict=True)


def test_a_film_for_25_frames_shown_with_23_976_lasts_longer() -> None:
    hour = Captions((cue(0, 3_600_000),))
    assert 3_753_750 == scaled(hour, Fraction(25) / Fraction(24000, 1001))[0].end


def test_what_has_no_order_or_no_clock_is_refused() -> None:
    one = Captions((cue(0, 1000),))
    with pytest.raises(ValueError, match="above zero"):
        scaled(one, Fraction(0))
    with pytest.raises(ValueError, match="ends after that"):
        cut(one, 5, 4)
    with pytest.raises(InputError, match="later than clocks can show"):
        shifted(one, LATEST)
    with pytest.raises(InputError, match="later than clocks can show"):
        scaled(one, Fraction(10**13))


def test_findings_go_where_lengths_change() -> None:
    words = tuple(Word("extraordinarily", at * 100, at * 100 + 90) for at in range(30))
    found = caption(Transcript((Segment(words),)))
    assert found.findings
    assert found.findings == shifted(found, 1000).findings
    assert () == scaled(found, Fraction(2)).findings == cut(found, 0, 1000).findings


def test_cues_that_touch_still_do() -> None:
    captions = Captions(tuple(cue(at * 333, at * 333 + 333) for at in range(20)))
    for factor in (Fraction(1, 7), Fraction(25025, 24000)):
        assert all(one.end == other.start for one, other in pairwise(scaled(captions, factor).cues))
