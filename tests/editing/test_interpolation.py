"""Words and times for captions without words: by characters inside each cue, and said so."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from strategies import odd_captions, spoken_transcripts

from subkit.captioning import caption
from subkit.editing import interpolation
from subkit.model import Captions, Cue, LineBreak, Speaker, Transcript, Word


def bare(text: str) -> str:
    return "".join(text.split())


def cue(start: int, end: int, *lines: str, words: tuple[Word, ...] = ()) -> Cue:
    return Cue(start, end, lines, words=words)


GOOD, MORNING = Word("Good", 1100, 1300), Word("morning.", 1300, 1900)


@given(odd_captions())
def test_no_character_is_lost_added_or_moved(captions: Captions) -> None:
    shown = "".join(bare(cue.text) for cue in captions.cues)
    assert shown == bare("".join(word.text for word in interpolation.transcript(captions).words))
    filled = interpolation.with_words(captions)
    assert shown == bare("".join(word.text for cue in filled.cues for word in cue.words))


@given(odd_captions())
def test_times_never_go_back_inside_a_cue_and_fill_it(captions: Captions) -> None:
    for shown in interpolation.with_words(captions).cues:
        times = [time for word in shown.words for time in (word.start, word.end)]
        assert sorted(times) == times
        assert not times or (shown.start, shown.end) == (times[0], times[-1])
        assert all(one.end == other.start for one, other in pairwise(shown.words))


@given(odd_captions())
def test_cues_lines_and_times_stay_as_they_are(captions: Captions) -> None:
    filled = interpolation.with_words(captions)
    assert [(one.start, one.end, one.lines, one.speaker) for one in captions.cues] == [
        (one.start, one.end, one.lines, one.speaker) for one in filled.cues
    ]


@given(spoken_transcripts())
def test_captions_that_hold_their_words_keep_them(transcript: Transcript) -> None:
    captions = caption(transcript)
    assert captions == interpolation.with_words(captions)
    read = interpolation.transcript(captions)
    assert list(captions.transcript.words) == list(read.words)
    assert captions.repairs == read.repairs


def test_a_cue_is_shared_by_its_characters_and_keeps_its_lines() -> None:
    read = interpolation.transcript(Captions((cue(1000, 2000, "I see", "nobody"),)))
    assert read.segments[0].tokens == (
        Word("I", 1000, 1100),
        Word("see", 1100, 1400),
        LineBreak(),
        Word("nobody", 1400, 2000),
    )
    assert "captions" == read.kind


def test_chinese_and_japanese_are_shared_character_by_character() -> None:
    words = interpolation.transcript(Captions((cue(0, 400, "字幕", "です"),))).words
    assert [Word("字", 0, 100), Word("幕", 100, 200, glued=True)] == list(words)[:2]
    assert [False, True, True, True] == [
        word.glued for word in interpolation.transcript(Captions((cue(0, 400, "字幕", "です"),))).words
    ]


def test_the_repair_names_each_run_of_cues() -> None:
    held = cue(1000, 2000, "Good morning.", words=(GOOD, MORNING))
    plain = cue(2000, 3000, "Hello.")
    said = interpolation.transcript(Captions((plain, plain, held, cue(0, 1, ""), plain))).repairs
    assert [("interpolated", "cues 1 to 2"), ("interpolated", "cue 5")] == [
        (repair.kind, repair.place) for repair in said
    ]


@pytest.mark.parametrize(
    "words",
    [
        (GOOD,),
        (GOOD, MORNING, MORNING),
        (GOOD, Word("evening.", 1300, 1900)),
        (GOOD, Word("morning.", 1300)),
        (Word("Goodmor", 1100, 1300), Word("ning.", 1300, 1900)),
    ],
)
def test_words_that_are_not_the_lines_or_have_no_times_are_made_anew(words: tuple[Word, ...]) -> None:
    filled = interpolation.with_words(Captions((cue(1000, 2200, "Good", "morning.", words=words),)))
    assert (Word("Good", 1000, 1400), Word("morning.", 1400, 2200)) == filled.cues[0].words


def test_a_cue_without_text_is_no_segment() -> None:
    assert () == interpolation.transcript(Captions((cue(0, 900), cue(900, 1000, " ")))).segments


def test_speakers_keep_their_names() -> None:
    spoken = [msgspec.structs.replace(cue(0, 900, "Hi."), speaker=name) for name in ("Ann", None, "Bob")]
    read = interpolation.transcript(Captions(tuple(spoken)))
    assert (Speaker("Ann", "Ann"), Speaker("Bob", "Bob")) == read.speakers
    assert ["Ann", None, "Bob"] == [segment.speaker for segment in read.segments]
    cut = Captions(tuple(spoken), transcript=Transcript((), (Speaker("1", "Bob"),)))
    assert ["Ann", None, "1"] == [segment.speaker for segment in interpolation.transcript(cut).segments]


def test_captions_without_words_can_be_cut_anew() -> None:
    long = "This is a line that no caption should ever have, because nobody would read to its end in time."
    again = caption(interpolation.transcript(Captions((cue(0, 8000, long), cue(8100, 9000, "The end.")))))
    assert max(len(line) for one in again.cues for line in one.lines) <= 42
    assert f"{long} The end." == " ".join(" ".join(one.lines) for one in again.cues)
    assert ["interpolated"] == [repair.kind for repair in again.repairs]
