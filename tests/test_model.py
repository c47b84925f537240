"""The model: plain data that compares, pickles, slices and shifts."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import full_captions, spoken_transcripts

from subkit.captioning import caption
from subkit.document import Block
from subkit.model import Captions, Cue, LineBreak, Pause, Segment, Transcript, Word

CUES = (
    Cue(1000, 1500, ("a", "b"), words=(Word("a", 1000, 1200), Word("b"))),
    Cue(1500, 2500, ("c",), "Ann", (Word("c", 1500, None),)),
)


@given(full_captions())
def test_captions_survive_pickling_and_copying(captions: Captions) -> None:
    assert captions == pickle.loads(pickle.dumps(captions)) == copy.deepcopy(captions)  # noqa: S301 - our own pickle


@given(spoken_transcripts())
def test_the_words_of_a_transcript_are_those_of_its_segments(transcript: Transcript) -> None:
    expected = [token for segment in transcript.segments for token in segment.tokens if type(token) is Word]
    assert expected == list(transcript.words)
    assert expected == [word for segment in transcript.segments for word in segment.words]


def test_a_segments_words_are_its_tokens_without_pauses_and_line_breaks() -> None:
    segment = Segment((Pause(), Word("a"), LineBreak(), Word("b")))
    assert ["a", "b"] == [word.text for word in segment.words]


def test_a_cue_knows_its_text_and_duration() -> None:
    assert ("a\nb", 500) == (CUES[0].text, CUES[0].duration)


def test_captions_are_a_sequence_of_cues() -> None:
    captions = Captions(CUES, profile="default")
    assert 2 == len(captions)
    assert list(CUES) == list(captions)
    assert CUES[1] == captions[-1]
    assert Captions(CUES[1:], profile="default") == captions[1:]


def test_a_slice_leaves_out_what_no_longer_fits_its_cues() -> None:
    words = tuple(Word(f"extraordinarily{at}", 100 * at, 100 * at + 100) for at in range(9))
    captions = caption(Transcript((Segment(words),)))
    assert captions.findings
    part = captions[:1]
    assert (None, ()) == (part.transcript, part.findings)


def test_a_slice_keeps_what_holds_for_all_cues_and_the_notes_beside_its_own() -> None:
    style, first, second, last = Block("style", "::cue {}"), *(Block("note", "n", at) for at in range(3))
    captions = Captions(CUES, blocks=(style, first, second, last))
    assert (style, Block("note", "n", 0)) == captions[1:].blocks
    assert (style, first, second) == captions[:].blocks


@given(st.integers(-1000, 10**6))
def test_shifting_moves_cues_and_words_alike_and_back_again(by: int) -> None:
    captions = Captions(CUES)
    shifted = captions.shifted(by)
    assert [1000 + by, 1500 + by] == [cue.start for cue in shifted]
    assert [500, 1000] == [cue.duration for cue in shifted]
    assert [(1000 + by, 1200 + by), (None, None)] == [(word.start, word.end) for word in shifted[0].words]
    assert captions == shifted.shifted(-by)


def test_time_stamps_within_cues_are_shifted_with_them() -> None:
    cue = Cue(1000, 2000, ("one two",), markup=("one <00:00:01.500>two",))
    later = Captions((cue,)).shifted(3_600_000)
    assert ("one <01:00:01.500>two",) == later[0].markup
    assert (cue,) == later.shifted(-3_600_000).cues


def test_nothing_is_shifted_before_zero() -> None:
    with pytest.raises(ValueError, match="shifting by -1001 ms puts the first cue before zero"):
        Captions(CUES).shifted(-1001)
    assert Captions(()) == Captions(()).shifted(-5)
