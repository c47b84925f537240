"""Live captions are those of the whole, come as soon as they can, and never change."""

from __future__ import annotations

import pickle
from itertools import islice, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import subkit
from subkit.live import Captioner, settled, tokens_of
from subkit.live.captioner import LANGUAGE_WORDS
from subkit.model import Cue, Pause, Segment, Speaker, Transcript, Word
from subkit.profile import Profile

_VOCABULARY = [
    "the",
    "a",
    "of",
    "and",
    "but",
    "to",
    "in",
    "is",
    "not",
    "I",
    "you",
    "she",
    "Anna",
    "Berlin",
    "Dr.",
    "12",
    "percent",
    "water,",
    "however;",
    "again.",
    "why?",
    "(Applause)",
    "[music",
    "plays]",
    "extraordinarily",
    "♪",
    "la",
    "♪",
    "well",
]
_PROFILES = ("default", "netflix-en", "bbc", "vertical-short", "ofcom", "karamitroglou")
_SPEAKERS = (Speaker("1", "Ada"), Speaker("b"))


@st.composite
def _talks(draw: st.DrawFn, most: int = 160) -> Transcript:
    """Speech with measured pauses, now and then a marker, and two who speak."""
    random = Random(draw(st.integers(0, 10**6)))  # noqa: S311 - no secret; a talk of many draws would take minutes to shrink
    clock, voice, tokens = random.randrange(3000), "1", list[Word | Pause]()
    marks = random.choice([_VOCABULARY, [word.rstrip(".?;,") for word in _VOCABULARY]])
    for _ in range(draw(st.integers(0, most))):
        length = random.choice([60, 150, 240, 300, 420, 700])
        tokens.append(Word(random.choice(marks), clock, clock + length, speaker=voice))
        clock += length + random.choice([0, 0, 0, 0, 20, 90, 180, 350, 650, 900, 1400, 6000])
        if random.random() < 0.03:
            tokens.append(Pause(size="small"))
        if random.random() < 0.03:
            voice = "b" if voice == "1" else "1"
    return Transcript((Segment(tuple(tokens)),), speakers=_SPEAKERS, language="en")


def _announced(talk: Transcript) -> tuple[Speaker, ...]:
    """Those who speak, where it is more than one: a document of one has no labels."""
    spoken = {word.speaker for word in talk.words}
    return talk.speakers if len(spoken) > 1 else ()


def _live(talk: Transcript, profile: Profile, *, bounded: bool = False, by: int = 1) -> list[Cue]:
    captioner = Captioner(profile, language="en", speakers=_announced(talk), bounded=bounded)
    tokens = tokens_of(talk)
    cues: list[Cue] = []
    while part := list(islice(tokens, by)):
        cues += captioner.feed(part)
    return cues + captioner.close()


@given(talk=_talks(), name=st.sampled_from(_PROFILES))
@settings(max_examples=12, deadline=None)
def test_a_stream_that_may_wait_has_the_captions_of_the_whole(talk: Transcript, name: str) -> None:
    profile = settled(Profile.load(name), like=talk)

    assert list(subkit.caption(talk, Profile.load(name)).cues) == _live(talk, profile)


@given(talk=_talks(), name=st.sampled_from(_PROFILES), by=st.integers(2, 50), bounded=st.booleans())
@settings(max_examples=4, deadline=None)
def test_however_a_stream_is_divided_the_cues_are_the_same(
    talk: Transcript, name: str, by: int, bounded: bool
) -> None:
    profile = Profile.load(name)

    assert _live(talk, profile, bounded=bounded) == _live(talk, profile, bounded=bounded, by=by)


@given(talk=_talks(), name=st.sampled_from(_PROFILES))
@settings(max_examples=6, deadline=None)
def test_cues_that_may_not_wait_hold_every_word_once_and_keep_apart(talk: Transcript, name: str) -> None:
    cues = _live(talk, Profile.load(name), bounded=True)

    assert list(talk.words) == [word for cue in cues for word in cue.words]
    assert all(cue.start < cue.end for cue in cues)
    assert all(before.end <= after.start for before, after in pairwise(cues))


def test_a_closer_look_gives_the_same_cues_no_later() -> None:
    given: list[list[tuple[int, Cue]]] = []
    for step in (1, 4, 9):
        captioner = Captioner(language="en", bounded=False, step=step)
        marked = [
            replace(word, text=f"{word.text}.") if at % 7 == 6 else word for at, word in enumerate(_even(60))
        ]
        given.append([(at, cue) for at, word in enumerate(marked) for cue in captioner.feed([word])])

    soon, usual, late = given
    assert [cue for _, cue in usual][: len(late)] == [cue for _, cue in late]
    assert [cue for _, cue in soon][: len(usual)] == [cue for _, cue in usual]
    assert all(first <= second for (first, _), (second, _) in zip(soon, usual, strict=False))


def _even(seconds: int) -> list[Word]:
    """Words of 300 ms with nothing between them and no mark: nothing ever closes a cue but the limit."""
    return [Word(_VOCABULARY[at % 12], at * 300, at * 300 + 300) for at in range(seconds * 1000 // 300)]


@pytest.mark.parametrize("name", ["default", "netflix-en", "bbc"])
def test_a_cue_waits_no_longer_than_the_longest_cue_lasts(name: str) -> None:
    captioner = Captioner(name, language="en")
    words = _even(120)

    waits = [captioner.heard - (cue.words[-1].end or 0) for word in words for cue in captioner.feed([word])]

    assert waits
    assert max(waits) <= captioner.profile.max_duration


def test_what_is_kept_does_not_grow_with_the_stream() -> None:
    captioner = Captioner(language="en")
    words, kept = _even(900), list[int]()
    for part in range(0, len(words), 1000):
        captioner.feed(words[part : part + 1000])
        kept.append(len(pickle.dumps(captioner)))

    assert 3 == len(kept)
    assert max(kept) < 20_000


def test_where_nobody_says_the_language_the_first_words_are_asked() -> None:
    words = [
        "und",
        "das",
        "ist",
        "nicht",
        "der",
        "Mann,",
        "den",
        "ich",
        "gestern",
        "mit",
        "einer",
        "Frau",
        "in",
        "der",
        "Stadt",
        "gesehen",
        "habe.",
    ] * 4
    captioner = Captioner()
    timed = [Word(text, at * 300, at * 300 + 250) for at, text in enumerate(words)]

    assert [] == captioner.feed(timed[: LANGUAGE_WORDS - 1])
    assert captioner.language is None
    captioner.feed(timed[LANGUAGE_WORDS - 1 :])
    assert captioner.language == "de"


def test_a_language_that_the_stream_names_is_taken_once() -> None:
    captioner = Captioner()
    captioner.feed([Word("Hallo", 0, 300)])

    captioner.understand("de-AT")
    captioner.understand("en")

    assert captioner.language == "de-AT"
    assert [("Hallo",)] == [cue.lines for cue in captioner.close()]


def test_words_may_follow_what_was_flushed() -> None:
    captioner = Captioner(language="en")
    first = captioner.feed([Word("Hello", 0, 400)]) + captioner.flush()
    second = captioner.feed([Word("again.", 500, 900)]) + captioner.close()

    assert [("Hello",), ("again.",)] == [cue.lines for cue in first + second]
    assert first[0].end <= second[0].start
    assert [] == captioner.flush()


def test_a_correction_takes_the_place_of_words_that_are_in_no_cue() -> None:
    captioner = Captioner(language="en")
    captioner.feed([Word("I", 0, 200), Word("scream", 200, 700), Word("is", 700, 800)])

    captioner.take_back(0)
    assert captioner.heard == 0
    captioner.feed([Word("Ice", 0, 300), Word("cream", 300, 700)])
    captioner.take_back(500)
    captioner.feed([Word("melts.", 700, 1100)])

    assert [("Ice cream melts.",)] == [cue.lines for cue in captioner.close()]


def test_labels_begin_with_the_second_speaker_unless_both_were_announced() -> None:
    words = [Word("Hello.", 0, 400, speaker="1"), Word("Hi.", 2000, 2300, speaker="2")]
    unknown = Captioner(language="en")
    announced = Captioner(language="en", speakers=[Speaker("1", "Ada"), Speaker("2")])

    cues = unknown.feed(words[:1]) + unknown.flush() + unknown.feed(words[1:]) + unknown.close()

    assert [None, "Speaker 2"] == [cue.speaker for cue in cues]
    assert ["Ada", "Speaker 2"] == [cue.speaker for cue in announced.feed(words) + announced.close()]


def test_an_earlier_recording_sets_what_its_times_tell() -> None:
    spread = Transcript((Segment(tuple(_even(60))),), language="en")
    profile = Profile.load("netflix-en")

    assert profile.weights.cue == settled(profile, spread).weights.cue
    assert profile.weights.cue + profile.weights.heard == settled(profile).weights.cue
    assert settled(profile) == settled(settled(profile))
