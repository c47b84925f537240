"""Who speaks, and the labels that tell them apart."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from strategies import spoken_transcripts

from subkit.captioning import caption, speakers
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


@given(spoken_transcripts())
def test_a_cue_has_the_label_of_all_its_words(transcript: Transcript) -> None:
    captions = caption(transcript)
    labels = labels_of(captions.transcript)
    ids = iter(speakers.ids(captions.transcript))
    for cue in captions.cues:
        (who,) = [who for who, _ in groupby([next(ids) for _ in cue.words])]
        assert labels.get(who) == cue.speaker
