"""Captions laid beside what was heard: true times for the words they share, sane ones for the others."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import odd_captions, spoken_transcripts, timed_transcripts

from subkit.captioning import caption
from subkit.captioning.repair import repaired
from subkit.editing.alignment import placed
from subkit.errors import InputError
from subkit.model import Captions, Cue, Segment, Transcript, Word
from subkit.report import Repair

WORDS = [Word(f"word{at}", 1000 * at + 1000, 1000 * at + 1600) for at in range(20)]
HEARD = Transcript((Segment(tuple(WORDS)),))


def bare(text: str) -> str:
    return "".join(text.split())


def said(*words: tuple[str, int, int]) -> Transcript:
    return Transcript((Segment(tuple([Word(*word) for word in words])),))


def times(
    transcript: Transcript, *lines: str, least: float = 0.0
) -> list[tuple[str, int | None, int | None]]:
    """The words of captions of one line each, shown far away in time, as `placed` times them."""
    cues = tuple(Cue(10**9 + at, 10**9 + at + 1, (line,)) for at, line in enumerate(lines))
    return [
        (word.text, word.start, word.end)
        for cue in placed(Captions(cues), transcript, least=least).cues
        for word in cue.words
    ]


@given(odd_captions(), spoken_transcripts())
def test_text_cues_and_lines_stay_and_times_are_in_order(captions: Captions, transcript: Transcript) -> None:
    if not any(True for _ in transcript.words):
        return
    found = placed(captions, transcript, least=0)
    assert [(cue.start, cue.end, cue.lines) for cue in captions.cues] == [
        (cue.start, cue.end, cue.lines) for cue in found.cues
    ]
    assert [bare(cue.text) for cue in captions.cues] == [
        bare("".join(word.text for word in cue.words)) for cue in found.cues
    ]
    edges = [time or 0 for cue in found.cues for word in cue.words for time in (word.start, word.end)]
    assert sorted(edges) == edges


@given(timed_transcripts())
def test_captions_of_a_transcript_get_its_times_back(transcript: Transcript) -> None:
    captions = caption(transcript)
    if not captions.cues or not all(word.text.isascii() for word in transcript.words):
        return
    if not all(any(map(str.isalnum, cue.text)) for cue in captions.cues):
        return  # a mark in a cue of its own is timed as it was shown
    without = Captions(tuple(Cue(cue.start, cue.end, cue.lines) for cue in captions.cues))
    expected = [(word.text, word.start, word.end) for cue in captions.cues for word in cue.words]
    found = placed(without, transcript)
    assert expected == [(word.text, word.start, word.end) for cue in found.cues for word in cue.words]
    assert () == found.repairs


@given(st.sets(st.sampled_from(range(20)), max_size=10))
def test_a_word_left_out_changes_no_other_word_s_times(gone: set[int]) -> None:
    kept = [word for at, word in enumerate(WORDS) if at not in gone]
    line = " ".join(word.text for word in kept)
    assert [(word.text, word.start, word.end) for word in kept] == times(HEARD, line)


@given(st.integers(0, 20), st.integers(1, 4))
def test_words_put_in_change_only_the_word_before_them(at: int, count: int) -> None:
    texts = [word.text for word in WORDS]
    texts[at:at] = ["new"] * count
    found = times(HEARD, " ".join(texts))
    old = [word for word in found if word[0] != "new"]
    untouched = [(word.text, word.start, word.end) for place, word in enumerate(WORDS) if place != at - 1]
    assert untouched == [word for place, word in enumerate(old) if place != at - 1]
    assert count == sum(
        start is not None and end is not None and end - start >= 20
        for text, start, end in found
        if text == "new"
    )


def test_a_word_respelt_or_replaced_has_the_time_of_the_old_one() -> None:
    heard = said(("The", 0, 300), ("colour", 300, 800), ("is", 900, 1000), ("ten", 1000, 1400))
    assert times(heard, "The color is 10") == [
        ("The", 0, 300),
        ("color", 300, 800),
        ("is", 900, 1000),
        ("10", 1000, 1400),
    ]


def test_words_in_the_place_of_others_share_their_time_and_keep_off_their_pauses() -> None:
    heard = said(("I'm", 0, 300), ("gonna", 300, 800), ("uh", 2000, 2400), ("leave", 2500, 3000))
    assert times(heard, "I'm just about leave") == [
        ("I'm", 0, 300),
        ("just", 300, 611),
        ("about", 2000, 2400),
        ("leave", 2500, 3000),
    ]


def test_marks_that_stand_alone_take_no_time_from_words() -> None:
    heard = said(("Mais", 100, 500), ("quoi", 500, 900), ("Rien", 2000, 2600))
    assert times(heard, "- Mais « quoi » ?", "- Rien !") == [
        ("-", 100, 101),
        ("Mais", 101, 500),
        ("«", 500, 501),
        ("quoi", 501, 898),
        ("»", 898, 899),
        ("?", 899, 900),
        ("-", 2000, 2001),
        ("Rien", 2001, 2599),
        ("!", 2599, 2600),
    ]


def test_a_mark_on_the_other_side_of_a_word_does_not_take_its_time() -> None:
    heard = said(("Oui", 1000, 1400), ("!", 2000, 2100), ("Non", 3000, 3400))
    assert times(heard, "! Oui", "! Non") == [
        ("!", 1000, 1001),
        ("Oui", 1001, 1400),
        ("!", 3000, 3001),
        ("Non", 3001, 3400),
    ]


def test_marks_beside_a_word_of_a_moment_share_it() -> None:
    assert [("-", 5, 6), ("Oui", 6, 7), ("!", 7, 8)] == times(said(("Oui", 5, 8)), "- Oui !")


def test_a_label_takes_no_time_from_words() -> None:
    heard = said(("Hello", 100, 500), ("there", 500, 900))
    assert times(heard, "Dr. Ada: Hello there") == [
        ("Dr.", 100, 101),
        ("Ada:", 101, 102),
        ("Hello", 102, 500),
        ("there", 500, 900),
    ]


def test_a_label_that_is_spoken_keeps_its_time() -> None:
    heard = said(("Note:", 100, 500), ("this", 500, 900))
    assert [("Note:", 100, 500), ("this", 500, 900)] == times(heard, "Note: this")


def test_new_words_before_the_very_first_take_a_little_of_its_time() -> None:
    heard = said(("One", 0, 300), ("two", 300, 600))
    assert [("So", 0, 10), ("One", 10, 300), ("two", 300, 600)] == times(heard, "So One two")


def test_characters_are_found_in_words_of_scripts_without_blanks() -> None:
    heard = said(("字幕は", 0, 600), ("大切", 700, 1100))
    assert times(heard, "字幕が大切") == [
        ("字", 0, 200),
        ("幕", 200, 400),
        ("が", 400, 600),
        ("大", 700, 900),
        ("切", 900, 1100),
    ]


def test_a_sound_the_editor_added_is_when_it_was_shown() -> None:
    heard = said(("One", 1000, 1500), ("two", 9000, 9500))
    cues = (Cue(1000, 1500, ("One",)), Cue(3000, 5000, ("[music]",)), Cue(9000, 9500, ("two",)))
    found = placed(Captions(cues), heard)
    assert (Word("[music]", 3000, 5000),) == found.cues[1].words


def test_new_words_keep_to_their_sentence_in_a_long_pause() -> None:
    heard = said(("Done.", 0, 500), ("We", 20_000, 20_300), ("left.", 20_300, 21_000))
    found = times(heard, "Done. And so We left.")
    assert all(start is not None and start > 17_000 for text, start, _ in found if text in {"And", "so"})
    found = times(heard, "Done. Thanks, all. We left.")
    assert found[1][1:] == (500, 1864)


def test_repairs_say_what_was_guessed_and_what_is_squeezed() -> None:
    heard = said(("One", 0, 300), ("two", 300, 600), ("three", 3000, 3300))
    line = "One so much is said here two now three"
    found = placed(Captions((Cue(0, 9, (line,)),)), heard, least=0.3)
    assert found.repairs == (
        Repair("aligned", "all words", "33.3 % of 9 words stand in the transcript"),
        Repair(
            "squeezed", "cue 1 'so much is said here'", "not in the transcript; 253 ms are left to say it in"
        ),
        Repair("interpolated", "cue 1 'now'", "not in the transcript; timed between its neighbours"),
    )


def test_another_speech_is_refused_with_the_figure() -> None:
    cues = Captions((Cue(0, 900, ("Nothing of this was said",)), Cue(900, 1000, ("word3",))))
    with pytest.raises(
        InputError, match=r"captions: only 0 % of its 6 words stand in the transcript, and 50 %"
    ):
        placed(cues, HEARD)


def test_a_transcript_without_words_is_refused() -> None:
    with pytest.raises(InputError, match="transcript: holds no words"):
        placed(Captions((Cue(0, 900, ("Hello.",)),)), Transcript(()))


@given(st.permutations([f"word{at}" for at in range(20)]))
def test_words_in_another_order_are_timed_in_the_order_shown(texts: list[str]) -> None:
    found = times(HEARD, " ".join(texts))
    assert texts == [text for text, _, _ in found]
    assert all((one[2] or 0) <= (other[1] or 0) for one, other in pairwise(found))


@given(spoken_transcripts())
def test_the_times_are_those_of_the_repaired_transcript(transcript: Transcript) -> None:
    words = list(repaired(transcript).words)
    if not words or not all(word.text.isascii() for word in words):
        return
    cues = Captions((Cue(0, 1, (" ".join(word.text for word in words),)),))
    assert [(word.start, word.end) for word in words] == [
        (word.start, word.end) for word in placed(cues, transcript).cues[0].words
    ]
