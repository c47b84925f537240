"""An editor's text with true word times again: the editor's words and cuts stay, the times are those heard."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import odd_captions, profiles, spoken_transcripts, timed_transcripts

from subkit.captioning import caption
from subkit.editing.retiming import recut, retime
from subkit.errors import InputError, UnknownNameError
from subkit.formats import Writing, parse, render
from subkit.model import Captions, Cue, Media, Pause, Segment, Speaker, Transcript, Word

if TYPE_CHECKING:
    from subkit.profile import Profile

TEXTS = [
    "So",
    "we",
    "walked",
    "down",
    "to",
    "the",
    "harbour,",
    "and",
    "there",
    "it",
    "was.",
    "A",
    "boat",
    "full",
    "of",
    "apples.",
]
WORDS = tuple(Word(text, 1000 + 400 * at, 1380 + 400 * at) for at, text in enumerate(TEXTS))
HEARD = Transcript((Segment(WORDS),), language="en")
CUES = Captions(
    (
        Cue(0, 10, ("So we walked down", "to the harbour,")),
        Cue(20, 30, ("and there it was.",)),
        Cue(40, 50, ("A boat full of apples.",)),
    )
)


def bare(text: str) -> str:
    return "".join(text.split())


def shown(captions: Captions) -> str:
    return bare("".join(cue.text for cue in captions.cues))


def starts(captions: Captions) -> dict[str, int | None]:
    return {word.text: word.start for cue in captions.cues for word in cue.words}


@given(odd_captions(), spoken_transcripts(), profiles())
def test_the_editor_s_cues_and_lines_stay_and_never_overlap(
    edited: Captions, transcript: Transcript, profile: Profile
) -> None:
    kept = [cue for cue in edited.cues if cue.text.strip()]
    if not kept or not any(True for _ in transcript.words):
        return
    found = retime(edited, transcript, profile, least=0).captions
    assert [(cue.lines, cue.speaker) for cue in kept] == [(cue.lines, cue.speaker) for cue in found.cues]
    assert [bare(cue.text) for cue in kept] == [
        bare("".join(word.text for word in cue.words)) for cue in found.cues
    ]
    assert all(one.end <= other.start for one, other in pairwise(found.cues))
    assert all(0 <= cue.start <= cue.end for cue in found.cues)
    times = [time or 0 for cue in found.cues for word in cue.words for time in (word.start, word.end)]
    assert sorted(times) == times


@given(odd_captions(), spoken_transcripts())
def test_captions_cut_anew_lose_no_character(edited: Captions, transcript: Transcript) -> None:
    if not shown(edited) or not any(True for _ in transcript.words):
        return
    # Two labels that stand as text become speakers.
    assume(not any(":" in line for cue in edited for line in cue.lines))
    found = retime(edited, transcript, recut=True, least=0).captions
    assert shown(edited) == shown(found)
    assert all(one.end <= other.start for one, other in pairwise(found.cues))


@given(odd_captions(), profiles())
def test_captions_cut_anew_by_their_own_times_lose_no_character(edited: Captions, profile: Profile) -> None:
    found = recut(edited, profile)
    assert shown(edited) == shown(found)
    assert all(one.end <= other.start for one, other in pairwise(found.cues))
    assert ("interpolated" in {repair.kind for repair in found.repairs}) == bool(found.cues)


@given(st.lists(st.sampled_from([*TEXTS, "Ada:", "–", "字幕", "\n", "apples!"]), max_size=40))
def test_plain_text_loses_no_character(words: list[str]) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    assert bare(text) == shown(retime(text, HEARD, least=0).captions)


@given(timed_transcripts())
def test_captions_that_nobody_edited_come_back_as_they_were(transcript: Transcript) -> None:
    captions = caption(transcript, speakers=False)
    if not captions.cues or not all(word.text.isascii() for word in transcript.words):
        return
    edited = parse(render(captions, "srt", Writing(speakers=False)), "srt")
    found = retime(edited, transcript)
    assert [(cue.start, cue.end, cue.lines) for cue in captions.cues] == [
        (cue.start, cue.end, cue.lines) for cue in found.captions.cues
    ]
    assert (1.0, 0, 0, 0) == (found.aligned_share, found.inserted, found.deleted, found.substituted)
    of_cuts = "pause-disagrees"  # a marker says where to cut; the cuts are the editor's
    assert [repair for repair in captions.repairs if repair.kind != of_cuts] == list(found.captions.repairs)


@given(timed_transcripts())
def test_plain_text_that_nobody_edited_is_cut_as_the_transcript_is(transcript: Transcript) -> None:
    words = list(transcript.words)
    if not words or not all(word.text.isascii() for word in words):
        return
    captions = caption(transcript)
    text = "".join(word.text if word.glued else f" {word.text}" for word in words)
    found = retime(text, transcript, language=captions.language).captions
    assert [(cue.start, cue.end, cue.lines) for cue in captions.cues] == [
        (cue.start, cue.end, cue.lines) for cue in found.cues
    ]


def test_words_go_back_to_when_they_were_heard_and_cues_follow() -> None:
    found = retime(CUES, HEARD, "netflix-en")
    assert [(1000, 3780), (3800, 5380), (5400, 7380)] == [
        (cue.words[0].start, cue.words[-1].end) for cue in found.captions.cues
    ]
    assert [cue.start for cue in found.captions.cues] == [cue.words[0].start for cue in found.captions.cues]
    assert 1.0 == found.aligned_share


def test_edits_are_counted_and_touch_no_other_word() -> None:
    text = "So we walked quickly down to harbor, and there it was. A boat full of apples."
    found = retime(text, HEARD)
    assert (15 / 16, 1, 1, 1) == (found.aligned_share, found.inserted, found.deleted, found.substituted)
    assert 16 == found.words
    expected = {word.text: word.start for word in WORDS if word.text not in {"the", "harbour,"}}
    assert expected == {word: start for word, start in starts(found.captions).items() if word in expected}
    assert 3400 == starts(found.captions)["harbor,"]


def test_captions_are_cut_anew_only_if_asked() -> None:
    long = Captions((Cue(0, 10, (" ".join(TEXTS),)),))
    kept = retime(long, HEARD)
    assert 1 == len(kept.captions.cues)
    assert {("line-length", "cut so by the editor")} <= {
        (fault.rule, fault.reason) for fault in kept.captions.findings
    }
    assert caption(HEARD).cues == retime(long, HEARD, recut=True).captions.cues


def test_a_cue_without_text_is_left_out_and_said() -> None:
    found = retime(Captions((*CUES.cues[:2], Cue(30, 40, ("",)), *CUES.cues[2:])), HEARD).captions
    assert 3 == len(found.cues)
    assert ["empty-cue"] == [repair.kind for repair in found.repairs]
    assert ["cue 3"] == [repair.place for repair in found.repairs]


def test_moved_text_is_timed_in_the_order_shown() -> None:
    moved = retime(Captions((CUES.cues[2], *CUES.cues[:2])), HEARD)
    assert (11 / 16, 5, 5, 0) == (moved.aligned_share, moved.inserted, moved.deleted, moved.substituted)
    assert ["aligned", "interpolated"] == [repair.kind for repair in moved.captions.repairs]
    assert all(one.end <= other.start for one, other in pairwise(moved.captions.cues))


def test_marked_pauses_stay_where_both_their_words_do() -> None:
    heard = Transcript((Segment((*WORDS[:3], Pause(), *WORDS[3:6], Pause(), *WORDS[6:])),), language="en")
    text = " ".join(TEXTS).replace("walked down", "walked\ndown").replace("the harbour,", "the old harbour,")
    made = retime(text, heard).captions.transcript
    assert made is not None
    tokens = [token for segment in made.segments for token in segment.tokens]
    assert [Pause()] == [token for token in tokens if isinstance(token, Pause)]
    assert "down" == getattr(tokens[tokens.index(Pause()) + 1], "text", None)


TWO = Transcript(
    (Segment(WORDS[:7], "1"), Segment(WORDS[7:11], "2"), Segment(WORDS[11:], "1")),
    (Speaker("1", "Ada"), Speaker("2", "Bob")),
    "en",
)


def test_speakers_come_from_the_transcript_where_the_text_names_none() -> None:
    text = "So we walked down to the harbour, and here it was. A boat full of many apples."
    assert ["Ada", "Bob", "Ada"] == [cue.speaker for cue in retime(text, TWO).captions.cues]


@pytest.mark.parametrize("name", ["srt", "txt"])
def test_labels_that_subkit_wrote_are_speakers_again(name: str) -> None:
    captions = caption(TWO)
    text = render(captions, name)
    edited = text if name == "txt" else parse(text, name)
    again = retime(edited, TWO, recut=True)
    assert [(cue.start, cue.end, cue.lines, cue.speaker) for cue in captions.cues] == [
        (cue.start, cue.end, cue.lines, cue.speaker) for cue in again.captions.cues
    ]
    assert 1.0 == again.aligned_share


def test_labels_in_captions_that_are_kept_are_text_and_take_no_time() -> None:
    text = render(caption(TWO), "srt")
    found = retime(parse(text, "srt"), TWO)
    assert text == render(found.captions, "srt")
    assert (16, 16, 0) == (found.words, round(found.words * found.aligned_share), found.inserted)


def test_a_label_the_editor_gave_another_is_that_other_s() -> None:
    text = "Bob: So we walked down to the harbour,\nAda: and there it was.\nBob: A boat full of apples."
    assert ["Bob", "Ada", "Bob"] == [cue.speaker for cue in retime(text, TWO).captions.cues]


@pytest.mark.parametrize("name", ["srt", "txt"])
def test_new_names_for_speakers_take_the_place_of_the_old_ones(name: str) -> None:
    text = render(caption(TWO), name).replace("Ada:", "Dr. Ada Lovelace:").replace("Bob:", ">> Robert:")
    found = retime(text if name == "txt" else parse(text, name), TWO, recut=True)
    assert ["Dr. Ada Lovelace", "Robert", "Dr. Ada Lovelace"] == [cue.speaker for cue in found.captions.cues]
    assert (16, 0, 1.0) == (found.words, found.inserted, found.aligned_share)
    assert bare(" ".join(TEXTS)) == shown(found.captions)


def test_speakers_that_only_the_editor_tells_apart_are_named() -> None:
    text = "Ada: So we walked down to the harbour,\nBob: and there it was.\nA boat full of apples."
    assert ["Ada", "Bob", "Bob"] == [cue.speaker for cue in retime(text, HEARD).captions.cues]


def test_one_label_alone_is_text() -> None:
    text = f"Note: {' '.join(TEXTS)}"
    found = retime(text, TWO).captions
    assert bare(text) == shown(found)
    assert {"Ada", "Bob"} == {cue.speaker for cue in found.cues}


def test_a_label_of_one_who_speaks_alone_is_not_lost() -> None:
    text = f"Ada: {' '.join(TEXTS[:7])}"
    assert bare(text) == shown(retime(text, TWO).captions)


def test_voices_of_webvtt_stay() -> None:
    edited = parse(render(caption(TWO), "vtt"), "vtt")
    renamed = Captions(
        tuple(
            msgspec.structs.replace(cue, speaker="Dr. Ada" if cue.speaker == "Ada" else cue.speaker)
            for cue in edited.cues
        )
    )
    for anew in (False, True):
        found = retime(renamed, TWO, recut=anew).captions
        assert ["Dr. Ada", "Bob", "Dr. Ada"] == [cue.speaker for cue in found.cues]


def test_no_word_begins_after_the_media() -> None:
    heard = msgspec.structs.replace(HEARD, media=Media(duration=8000))
    text = " ".join([*TEXTS, *["and more"] * 6])
    found = retime(text, heard).captions
    assert max(word.start or 0 for cue in found.cues for word in cue.words) <= 8000 + 8000 // 20 + 5000


def test_the_language_is_that_of_the_option_the_captions_the_transcript_or_the_words() -> None:
    silent = msgspec.structs.replace(HEARD, language=None)
    french = msgspec.structs.replace(CUES, language="fr")
    assert [("de", "option"), ("fr", "payload"), ("en", "payload"), ("en", "detected")] == [
        (found.captions.language, found.captions.language_source)
        for found in (
            retime(french, HEARD, language="de"),
            retime(french, HEARD),
            retime(CUES, HEARD),
            retime(CUES, silent),
        )
    ]


def test_a_text_of_another_speech_is_refused_with_the_figure() -> None:
    text = "Nothing of all this was ever said by anybody there"
    with pytest.raises(
        InputError, match=r"talk\.txt: only 0 % of its 10 words stand in the transcript, and 50 %"
    ):
        retime(text, HEARD, source="talk.txt")


@pytest.mark.parametrize("text", ["Bat", "Harbours walk"])
def test_words_that_are_only_like_others_are_no_proof_of_the_same_speech(text: str) -> None:
    with pytest.raises(InputError, match="only 0 % of its"):
        retime(text, HEARD)


@pytest.mark.parametrize("edited", ["", " \n ", Captions(()), Captions((Cue(0, 10, ("",)),))])
def test_a_text_without_words_is_refused(edited: Captions | str) -> None:
    with pytest.raises(InputError, match="edited text: holds no words"):
        retime(edited, HEARD)


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(UnknownNameError):
        retime(CUES, HEARD, "nextflix")


def test_captions_that_have_word_times_are_cut_anew_by_them() -> None:
    captions = caption(HEARD, "default")
    again = recut(Captions(captions.cues, language="en"))
    assert (captions.cues, ()) == (again.cues, again.repairs)
