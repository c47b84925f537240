"""Who speaks, and the labels that tell them apart."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import assume, given
from strategies import spoken_transcripts

from subkit.captioning import caption, speakers, text
from subkit.errors import UnknownNameError
from subkit.language import Language
from subkit.model import Segment, Speaker, Transcript, Word


def said(*words: tuple[str, str | None], given: tuple[Speaker, ...] = ()) -> Transcript:
    timed = tuple(Word(text, 300 * at, 300 * at + 300, speaker=who) for at, (text, who) in enumerate(words))
    return Transcript((Segment(timed),), given)


def labels_of(transcript: Transcript) -> dict[str, str]:
    return speakers.labels(transcript, speakers.ids(transcript))


def test_a_word_speaks_for_itself_before_its_segment() -> None:
    transcript = Transcript((Segment((Word("a"), Word("b", speaker="2")), "1"), Segment((Word("c"),))))
    assert ["1", "2", None] == speakers.ids(transcript)


def test_labels_are_the_providers_or_the_number_or_the_place() -> None:
    transcript = said(
        ("a", "x"), ("b", "7"), ("c", "z"), ("d", "x"), given=(Speaker("x", "Ann"), Speaker("z"))
    )
    assert {"x": "Ann", "7": "Speaker 7", "z": "Speaker 3"} == labels_of(transcript)


def test_one_speaker_needs_no_label() -> None:
    assert {} == labels_of(said(("a", "1"), ("b", "1"), given=(Speaker("1", "Ann"),)))
    assert {} == labels_of(said(("a", "1"), ("b", None)))


def test_a_dialogue_changes_cue_with_the_speaker() -> None:
    dialogue = said(
        ("Ready?", "1"),
        ("Yes.", "2"),
        ("Go", "1"),
        ("then.", "1"),
        given=(Speaker("1", "Ann"), Speaker("2", "Bob")),
    )
    cues = caption(dialogue).cues
    assert [("Ann", "Ready?"), ("Bob", "Yes."), ("Ann", "Go then.")] == [
        (cue.speaker, cue.text) for cue in cues
    ]


def test_the_label_has_room_in_the_line_it_is_written_in() -> None:
    words = [(f"word{at}", "1") for at in range(5)]
    transcript = said(*words, ("no", "2"), given=(Speaker("1", "Professor Ann Example"), Speaker("2", "Bob")))
    labelled = [f"{cue.speaker}: {cue.lines[0]}" for cue in caption(transcript).cues]
    assert max(map(len, labelled)) <= 42
    bare = caption(transcript, speakers=False).cues[0]
    assert ("word0 word1 word2 word3 word4",) == bare.lines


DIALOGUE = said(
    ("Ready?", "1"), ("Yes.", "2"), ("Go.", "3"), given=(Speaker("1", "Ann"), Speaker("2"), Speaker("3"))
)


def test_speakers_are_renamed_by_id_and_by_the_label_that_is_shown() -> None:
    names = {"1": "Dr. Ada", "Speaker 2": "Bob"}
    cues = caption(DIALOGUE, speaker_names=names).cues
    assert ["Dr. Ada", "Bob", "Speaker 3"] == [cue.speaker for cue in cues]
    assert ["Dr. Ada"] == [cue.speaker for cue in caption(DIALOGUE, speaker_names={"Ann": "Dr. Ada"}).cues][
        :1
    ]


def test_two_speakers_of_one_name_are_one() -> None:
    captions = caption(DIALOGUE, speaker_names={"2": "Bob", "3": "Bob"})
    assert [("Ann", "Ready?"), ("Bob", "Yes. Go.")] == [(cue.speaker, cue.text) for cue in captions]
    assert captions.transcript is not None
    assert (Speaker("1", "Ann"), Speaker("2", "Bob")) == captions.transcript.speakers
    merged = caption(DIALOGUE, speaker_names={"3": "Ann"})
    assert ["Ann", "Speaker 2", "Ann"] == [cue.speaker for cue in merged]


def test_a_segments_own_speaker_is_renamed_with_it() -> None:
    transcript = Transcript(
        (Segment((Word("a.", 0, 300),), "x"), Segment((Word("b.", 300, 600),), "y")),
        (Speaker("x"), Speaker("y")),
    )
    assert ["a. b."] == [cue.text for cue in caption(transcript, speaker_names={"x": "Z", "y": "Z"})]


def test_a_speaker_nobody_knows_is_refused_with_those_who_are_known() -> None:
    with pytest.raises(UnknownNameError) as caught:
        caption(DIALOGUE, speaker_names={"Carol": "C"})
    assert "unknown speaker 'Carol'; there are: 1 (Ann), 2 (Speaker 2), 3 (Speaker 3)" == str(caught.value)


def test_a_sound_that_nobody_makes_ends_no_turn() -> None:
    dialogue = said(("Ready?", "1"), ("[thud]", None), ("Go.", "1"), ("Yes.", "2"))
    assert ["Speaker 1", "Speaker 2"] == [cue.speaker for cue in caption(dialogue).cues]


@given(spoken_transcripts())
def test_a_cue_has_the_label_of_all_its_words(transcript: Transcript) -> None:
    # What stands in brackets is a sound, which is nobody's and is never parted.
    assume(not any(mark in word.text for word in transcript.words for mark in "([（"))
    captions = caption(transcript)
    labels = labels_of(captions.transcript)
    assert captions.transcript is not None
    ids = iter(text.columns(captions.transcript, Language.load(captions.language)).speakers)
    for cue in captions.cues:
        (who,) = [who for who, _ in groupby([next(ids) for _ in cue.words])]
        assert labels.get(who) == cue.speaker


def test_no_two_speakers_get_one_made_up_label() -> None:
    said = [Word("One.", 0, 300, speaker="2"), Word("Two.", 400, 700, speaker="ann")]
    transcript = Transcript((Segment(tuple(said)),), language="en")
    assert {"2": "Speaker 2", "ann": "Speaker 3"} == labels_of(transcript)
