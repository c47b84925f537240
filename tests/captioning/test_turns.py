"""Noisy speaker labels: only what can be no turn is smoothed, and it is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import spoken_transcripts

from subkit.captioning import caption, speakers
from subkit.captioning.repair import repaired
from subkit.captioning.turns import smoothed
from subkit.model import Pause, Segment, Transcript, Word


def talk(*words: tuple[str, str | None, int]) -> Transcript:
    """Words with their speakers; the figure is the silence in front of each, in ms, and each lasts 200 ms."""
    clock, made = 0, []
    for text, speaker, silence in words:
        made.append(Word(text, clock + silence, clock + silence + 200, speaker=speaker))
        clock += silence + 200
    return Transcript((Segment(tuple(made)),))


NOISY = (("so", "1", 0), ("we", "2", 0), ("went", "1", 0), ("home", "1", 0))


def test_a_short_turn_amid_a_sentence_goes_to_the_speaker_around_it() -> None:
    found = smoothed(talk(*NOISY), 250)
    assert ["1", "1", "1", "1"] == speakers.ids(found)
    (repair,) = found.repairs
    assert ("speaker-smoothed", "word 2 'we'") == (repair.kind, repair.place)
    assert "said by speaker 2 for 200 ms in a sentence of speaker 1; given to that speaker" == repair.message


def test_words_of_nobody_amid_a_sentence_go_to_its_speaker_too() -> None:
    found = smoothed(talk(("so", "1", 0), ("we", None, 0), ("all", None, 0), ("went", "1", 0)), 500)
    assert ["1"] * 4 == speakers.ids(found)
    assert "word 2 'we' to word 3 'all'" == found.repairs[0].place


@pytest.mark.parametrize(
    "words",
    [
        (("so.", "1", 0), ("yes", "2", 0), ("well", "1", 0)),
        (("so", "1", 0), ("yes?", "2", 0), ("well", "1", 0)),
        (("so", "1", 0), ("yes", "2", 250), ("well", "1", 0)),
        (("so", "1", 0), ("yes", "2", 0), ("well", "1", 250)),
        (("so", "1", 0), ("yes", "2", 0), ("well", "3", 0)),
        (("so", None, 0), ("yes", "2", 0), ("well", None, 0)),
        (("so", "1", 0), ("yes", "2", 0), ("sir", "2", 0), ("well", "1", 0)),
        (("so", "1", 0), ("yes", "2", 0)),
    ],
    ids=["mark before", "mark after", "pause before", "pause after", "two others", "nobody around", "long", "at the end"],
)  # fmt: skip
def test_a_turn_that_may_be_one_stays(words: tuple[tuple[str, str | None, int], ...]) -> None:
    transcript = talk(*words)
    assert transcript is smoothed(transcript, 250)


def test_a_marked_pause_is_an_edge_however_short() -> None:
    first, *others = talk(*NOISY).segments[0].tokens
    transcript = Transcript((Segment((first, Pause(), *others)),))
    assert transcript is smoothed(transcript, 250)


def test_nothing_is_smoothed_unless_asked_for() -> None:
    assert 3 == len(caption(talk(*NOISY)))
    (cue,) = caption(talk(*NOISY), min_turn=250)
    assert (("so we went home",), None) == (cue.lines, cue.speaker)


@given(spoken_transcripts(), st.integers(0, 2000))
def test_smoothing_changes_nothing_but_whose_words_they_are(transcript: Transcript, shortest: int) -> None:
    usable = repaired(transcript)
    found = smoothed(usable, shortest)
    assert [(word.text, word.start, word.end) for word in usable.words] == [
        (word.text, word.start, word.end) for word in found.words
    ]
    before, after = speakers.ids(usable), speakers.ids(found)
    assert (before == after) == (usable.repairs == found.repairs)
    assert set(after) <= set(before)
