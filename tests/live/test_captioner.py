"""Live captions are those of the whole, come as soon as they can, and never change."""

from __future__ import annotations

from itertools import islice, pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

import subkit
from subkit.live import Captioner, settled, tokens_of
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
@settings(max_examples=25, deadline=None)
def test_a_stream_that_may_wait_has_the_captions_of_the_whole(talk: Transcript, name: str) -> None:
    profile = settled(Profile.load(name), like=talk)

    assert list(subkit.caption(talk, Profile.load(name)).cues) == _live(talk, profile)


@given(talk=_talks(), name=st.sampled_from(_PROFILES), by=st.integers(2, 50), bounded=st.booleans())
@settings(max_examples=10, deadline=None)
def test_however_a_stream_is_divided_the_cues_are_the_same(
    talk: Transcript, name: str, by: int, bounded: bool
) -> None:
    profile = Profile.load(name)

    assert _live(talk, profile, bounded=bounded) == _live(talk, profile, bounded=bounded, by=by)


@given(talk=_talks(), name=st.sampled_from(_PROFILES))
@settings(max_examples=20, deadline=None)
def test_cues_that_may_not_wait_hold_every_word_once_and_keep_apart(talk: Transcript, name: str) -> None:
    cues = _live(talk, Profile.load(name), bounded=True)

    assert list(talk.words) == [word for cue in cues for word in cue.words]
    assert all(cue.start < cue.end for cue in cues)
    assert all(before.end <= after.start for before, after in pairwise(cues))
