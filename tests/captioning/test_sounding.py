"""Sounds kept whole, and alone where a pause allows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from subkit import render
from subkit.captioning import caption, sounding, text
from subkit.language import Language
from subkit.model import Captions, Pause, Segment, Speaker, Transcript, Word
from subkit.profile import Profile
from subkit.weights import Weights

PROFILE = Profile.load("default")


def spoken(shown: str, silences: dict[int, int] | None = None, speaker: str | None = None) -> Transcript:
    """Words of 60 ms a letter; the figures are the silence in front of some, in ms."""
    clock, words = 0, []
    for at, word in enumerate(shown.split()):
        clock += (silences or {}).get(at, 0)
        words.append(Word(word, clock, clock + 60 * len(word), speaker=speaker))
        clock = words[-1].end or 0
    return Transcript((Segment(tuple(words)),), language="en")


def lines(captions: Captions) -> list[str]:
    return [line for cue in captions for line in cue.lines]


def test_a_sound_between_pauses_stands_alone() -> None:
    talk = spoken("and that is how we did it [crowd cheering] so we went on from there", {7: 300, 9: 300})
    assert ["and that is how we did it", "[crowd cheering]", "so we went on from there"] == [
        cue.text for cue in caption(talk)
    ]


def test_a_marked_pause_is_one_however_short() -> None:
    talk = spoken("and that is how we did it [crowd cheering loudly] so we went on from there")
    tokens = list(talk.segments[0].tokens)
    paused = Transcript(
        (Segment((*tokens[:7], Pause(), *tokens[7:10], Pause(), *tokens[10:])),), language="en"
    )
    profile = replace(PROFILE, weights=Weights(heard=0))
    assert "[crowd cheering loudly]" in [cue.text for cue in caption(paused, profile)]


def test_a_sound_without_a_pause_stays_among_the_words() -> None:
    talk = spoken("and that is how [crowd cheering] we did it")
    assert ["and that is how [crowd cheering] we did it"] == [cue.text for cue in caption(talk)]


@given(st.integers(0, 12), st.integers(8, 42), st.sampled_from([0, 100, 400]))
def test_a_sound_that_fits_a_line_is_on_one(before: int, width: int, silence: int) -> None:
    sound = "[soft piano music playing]"
    shown = " ".join([*["words"] * before, sound, *["again"] * 12])
    captions = caption(spoken(shown, {before: silence}), PROFILE.adjusted(max_line_length=width))
    assert any(sound in line for line in lines(captions)) == (len(sound) <= width)


def test_a_song_longer_than_a_line_leaves_no_note_alone() -> None:
    song = "♪ row row row your boat gently down the stream merrily merrily merrily life is but a dream ♪"
    shown = lines(caption(spoken(song), PROFILE.adjusted(max_line_length=20)))
    assert len(shown) > 4
    assert all(len(line) > 1 for line in shown)
    assert shown[0].startswith("♪ row")
    assert shown[-1].endswith("dream ♪")


def test_the_label_waits_for_what_is_said() -> None:
    talk = spoken("[door opens] Good evening. Hello.", {2: 990, 4: 900})
    first, second = talk.segments[0].tokens[:4], talk.segments[0].tokens[4:]
    dialogue = Transcript(
        (Segment(first, "1"), Segment(second, "2")), (Speaker("1", "Ann"), Speaker("2", "Bob")), "en"
    )
    shown = render(caption(dialogue), "srt")
    assert "\n[door opens]\n" in shown
    assert "\nAnn: Good evening.\n" in shown
    assert "\nBob: Hello.\n" in shown


@given(st.lists(st.sampled_from(["[a", "b]", "(Ha)", "♪", "so", "yes."]), min_size=1, max_size=20))
def test_no_break_beside_a_sound_costs_more_and_words_stay(texts: list[str]) -> None:
    talk = spoken(" ".join(texts), {1: 300, 3: 300})
    columns = text.columns(talk, Language.load("en"))
    costs = ([500] * len(texts), [-9000] * len(texts))
    for less, less_of_line in sounding.alone(columns, costs, PROFILE.weights).values():
        assert less < 0
        assert less_of_line == 0
    assert texts == [
        word.text for cue in caption(talk, replace(PROFILE, max_line_length=10)) for word in cue.words
    ]


@given(st.sampled_from([0, 300, 700, 2500, 9000]), st.integers(34, 44))
def test_the_label_after_a_sound_that_begins_a_turn_has_room(silence: int, longest: int) -> None:
    first = spoken("So that is all I have to say.", speaker="1").segments[0]
    answer = "[laughs] Well then the river rose over all of the bridges of the old town."
    second = Transcript((spoken(answer, {0: 3000, 1: silence}, speaker="2").segments[0],))
    people = (Speaker("1", "Ada"), Speaker("2", "Doctor Robertson Davies"))
    talk = Transcript((first, *second.segments), language="en", speakers=people)
    captions = caption(talk, PROFILE.adjusted(max_line_length=longest))
    assert longest >= max(map(len, render(captions, "srt").split("\n")))
