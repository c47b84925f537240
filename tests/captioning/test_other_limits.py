"""Limits that only some houses have, as the search and the times keep to them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from strategies import house_styles, spoken_transcripts

from subkit import caption, read
from subkit.captioning.check import findings
from subkit.language import Language
from subkit.model import Segment, Transcript, Word
from subkit.profile import Profile

if TYPE_CHECKING:
    from subkit.model import Captions, Cue

SAMPLES = Path(__file__).parents[2] / "samples"
ENGLISH = Language.load("en")


def spoken(text: str, length: int = 300) -> Transcript:
    """A text whose words are each so long, in ms, and follow each other at once."""
    words = [Word(word, at * length, (at + 1) * length) for at, word in enumerate(text.split())]
    return Transcript((Segment(tuple(words)),), language="en")


def is_one_word(cue: Cue) -> bool:
    return not any(" " in line for line in cue.lines) and len(cue.lines) == 1


def speech(cue: Cue) -> int:
    """How long the words of a cue last, in ms."""
    first, last = cue.words[0].start, cue.words[-1].end
    assert first is not None
    assert last is not None
    return last - first


@given(spoken_transcripts(), house_styles())
def test_every_word_is_shown_once_in_order(transcript: Transcript, profile: Profile) -> None:
    captions = caption(transcript, profile)
    assert captions.transcript
    assert [word.text for word in captions.transcript.words] == [
        word.text for cue in captions.cues for word in cue.words
    ]
    assert all(one.end <= other.start for one, other in pairwise(captions.cues))


@given(spoken_transcripts(), house_styles())
def test_only_a_single_word_makes_a_cue_too_long(transcript: Transcript, profile: Profile) -> None:
    captions = caption(transcript, profile)
    broken = [captions.cues[found.cue - 1] for found in captions.findings if "cue-length" == found.rule]
    assert all(is_one_word(cue) for cue in broken)


@given(spoken_transcripts(), house_styles())
def test_a_line_lasts_no_longer_than_the_house_says_unless_its_words_do(
    transcript: Transcript, profile: Profile
) -> None:
    longest = profile.max_duration_one_line
    for cue in caption(transcript, profile).cues:
        if longest is not None and len(cue.lines) == 1:
            outlasts = speech(cue) > longest  # then it may also come in early, to close the gap before it
            assert cue.duration <= (speech(cue) + profile.early if outlasts else longest)
            assert is_one_word(cue) or speech(cue) <= longest


def test_a_slow_line_is_cut_where_its_time_is_over() -> None:
    house = Profile(name="own", max_duration=6000, max_duration_one_line=3500)
    slow = spoken("we walked along the river", 900)
    assert [5] == [len(cue.words) for cue in caption(slow, Profile(name="own", max_duration=6000)).cues]
    assert max(cue.duration for cue in caption(slow, house).cues) <= 3500


def test_two_lines_may_stand_as_long_as_the_house_lets_any_cue() -> None:
    house = Profile(name="own", max_line_length=20, max_duration=6000, max_duration_one_line=3500)
    captions = caption(spoken("everybody remembers beautiful mountains", 900), house)
    assert [(2, 3600)] == [(len(cue.lines), speech(cue)) for cue in captions.cues]


def test_a_cue_holds_no_more_characters_than_the_house_allows() -> None:
    text = "none of them knew whether the soldiers had crossed the river or had gone back to the mountains"
    captions = caption(spoken(text), Profile(name="own", max_line_length=30, max_cue_length=40))
    assert max(sum(map(len, cue.lines)) for cue in captions.cues) <= 40
    assert max(len(cue.lines) for cue in captions.cues) == 2


def test_a_cue_shorter_than_a_line_bounds_the_line_too() -> None:
    captions = caption(spoken("one two three four five six"), Profile(name="own", max_cue_length=9))
    assert max(len(line) for cue in captions.cues for line in cue.lines) <= 9


@pytest.mark.parametrize(
    ("name", "off"),
    [
        ("dcmp-upper", {"max_wpm": None}),
        ("ofcom", {"max_wpm": None}),
        ("csa-fr", {"reading_table": None}),
        ("karamitroglou", {"max_wpm": None, "max_duration_one_line": None}),
    ],
)
def test_what_a_house_asks_for_is_broken_less_often_for_the_search_knows_it(
    name: str, off: dict[str, Any]
) -> None:
    house = Profile.load(name)
    unaware = msgspec.structs.replace(house, **off)

    def broken(captions: Captions) -> int:
        return len(findings(captions.cues, house, ENGLISH))

    talks = [
        read(SAMPLES / sample)
        for sample in ("pictory/workshop.json", "verbit/lecture.json", "verbit/panel.json")
    ]
    aware = sum(broken(caption(talk, house)) for talk in talks)
    assert aware < sum(broken(caption(talk, unaware)) for talk in talks)
