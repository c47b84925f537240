"""A provider's own captions, kept: its cues, rows and times."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from strategies import messy_transcripts, spoken_transcripts

from subkit.captioning import caption
from subkit.errors import InputError
from subkit.model import LineBreak, Pause, Segment, Speaker, Transcript, Word

ONE, TWO, THREE = Word("one", 1000, 1300), Word("two", 1300, 1600), Word("three", 2000, 2400)


def captions_of(*segments: Segment) -> Transcript:
    return Transcript(segments, provider="verbit", kind="captions")


def shown(transcript: Transcript) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(cue.start, cue.end, cue.lines) for cue in caption(transcript, keep_cues=True).cues]


def test_cues_rows_and_times_are_kept() -> None:
    transcript = captions_of(
        Segment((ONE, LineBreak(), TWO), start=900, end=1900), Segment((THREE,), start=1950, end=3000)
    )
    assert [(900, 1900, ("one", "two")), (1950, 3000, ("three",))] == shown(transcript)


def test_a_row_without_words_is_none() -> None:
    transcript = captions_of(Segment((LineBreak(), ONE, LineBreak(), LineBreak(), Pause(), TWO, LineBreak())))
    assert [(1000, 1600, ("one", "two"))] == shown(transcript)


def test_a_segment_without_words_is_no_cue() -> None:
    transcript = captions_of(
        Segment((Pause(),), start=0, end=900), Segment((ONE,)), Segment(()), Segment((TWO,))
    )
    assert [(1000, 1300, ("one",)), (1300, 1600, ("two",))] == shown(transcript)


def test_captions_without_a_word_have_no_cues() -> None:
    assert [] == shown(captions_of()) == shown(captions_of(Segment((Pause(), LineBreak()), start=0, end=900)))


def test_what_kept_cues_do_not_meet_is_found_without_the_search_s_reasons() -> None:
    long = [Word("word", start, start + 40) for start in range(0, 800, 40)]
    found = caption(captions_of(Segment(tuple(long))), keep_cues=True).findings
    assert {"line-length", "reading-speed", "min-duration"} == {one.rule for one in found}
    assert {"kept as the provider has it"} == {one.reason for one in found}


def test_cues_that_overlap_are_cut_where_the_next_begins_but_never_in_a_word() -> None:
    transcript = captions_of(
        Segment((ONE, TWO), start=1000, end=2600), Segment((THREE,), start=1500, end=2500)
    )
    assert [(1000, 1600, ("one two",)), (1600, 2500, ("three",))] == shown(transcript)


def test_a_cue_is_shown_at_least_while_its_words_are_spoken() -> None:
    transcript = captions_of(Segment((ONE, TWO), start=1200, end=1400))
    assert [(1000, 1600, ("one two",))] == shown(transcript)


def test_long_lines_are_kept_and_reported() -> None:
    words = tuple(Word("word", 300 * at, 300 * at + 300) for at in range(20))
    captions = caption(captions_of(Segment(words)), keep_cues=True)
    assert 1 == len(captions.cues)
    assert [("line-length", 99.0)] == [(found.rule, found.value) for found in captions.findings if found.hard]


def test_the_label_is_the_first_words() -> None:
    transcript = msgspec.structs.replace(
        captions_of(Segment((ONE,), "1"), Segment((TWO,), "2")),
        speakers=(Speaker("1", "Ann"), Speaker("2", "Bob")),
    )
    assert ["Ann", "Bob"] == [cue.speaker for cue in caption(transcript, keep_cues=True).cues]


def test_a_transcript_has_no_cues_to_keep() -> None:
    with pytest.raises(
        InputError, match=r"pictory: a transcript without cues of its own; .*without --keep-cues"
    ):
        caption(Transcript((Segment((ONE,)),), provider="pictory"), keep_cues=True)


@given(messy_transcripts() | spoken_transcripts())
def test_every_segment_with_words_is_a_cue_and_none_overlaps(transcript: Transcript) -> None:
    captions = caption(msgspec.structs.replace(transcript, kind="captions"), keep_cues=True)
    counts = [count for segment in captions.transcript.segments if (count := len(list(segment.words)))]
    assert counts == [len(cue.words) for cue in captions.cues]
    assert list(captions.transcript.words) == [word for cue in captions.cues for word in cue.words]
    assert all(end.end <= start.start for end, start in pairwise(captions.cues))
    for cue in captions.cues:
        assert cue.start <= cue.words[0].start < cue.words[-1].end <= cue.end
