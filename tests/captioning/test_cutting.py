"""Where English is cut: what a professional would never do, and what the limits ask for."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning import caption
from subkit.model import Pause, Segment, Speaker, Transcript, Word
from subkit.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from subkit.model import Captions, Token

NETFLIX = Profile.load("netflix-en")

LONG = (
    "when we came back to the village in the evening the people who had left their houses in the morning were "
    "standing in front of the church with all the things they had been able to carry and none of them knew "
    "whether the soldiers had crossed the river or had gone back to the mountains"
)
NAMES = (
    "In the spring of 1921 Albert Einstein visited the United States for the first time, and Dr. Smith of the "
    "U.S. Geological Survey met him at the harbour in New York. He had brought 3.5 million. Nobody had counted it."
)
NUMBERS = (
    "The bridge is about 40 miles long and it has cost them nearly 300 million dollars so far, which is more than "
    "60 percent of what the whole county spends on roads in 20 years of the usual work on its streets."
)
TALK = (
    "I have been thinking about this for a very long time. It is not easy to say what I mean, but I will try. "
    "Most of us believe that we would help a stranger; few of us ever do! Why is that? Perhaps because we wait for "
    "somebody else to begin, and because everybody else is waiting for us."
)


def spoken(text: str, pauses: dict[int, int] | None = None, speed: int = 70) -> list[Word]:
    """A text's words at a common pace, with pauses in ms after some of them."""
    clock, words = 0, []
    for at, word in enumerate(text.split()):
        end = clock + speed * len(word) + 60
        words.append(Word(word, clock, end))
        clock = end + (pauses or {}).get(at, 0)
    return words


def captioned(words: list[Token], profile: Profile | str = "default") -> Captions:
    return caption(Transcript((Segment(tuple(words)),), language="en"), profile)


def ends(captions: Captions) -> Iterator[tuple[str, str]]:
    """Each word that a line ends on, with the word the next line begins with."""
    lines = [line.split() for cue in captions.cues for line in cue.lines]
    for line, following in pairwise(lines):
        yield line[-1], following[0]


@pytest.mark.parametrize("profile", ["default", "netflix-en"])
@pytest.mark.parametrize("text", [LONG, NAMES, NUMBERS, TALK])
def test_no_line_ends_on_a_word_that_leans_on_the_next(text: str, profile: str) -> None:
    leaning = {
        "a",
        "an",
        "the",
        "of",
        "in",
        "to",
        "for",
        "with",
        "and",
        "or",
        "but",
        "who",
        "whether",
        "their",
        "my",
    }
    assert not [pair for pair in ends(captioned(spoken(text), profile)) if pair[0].lower() in leaning]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            NAMES,
            ["Albert Einstein", "United States", "Dr. Smith", "U.S. Geological", "New York.", "3.5 million."],
        ),
        (NUMBERS, ["40 miles", "300 million", "million dollars", "60 percent", "20 years"]),
    ],
)
def test_names_titles_and_numbers_stay_whole(text: str, whole: list[str]) -> None:
    for profile in ("default", "netflix-en"):
        captions = captioned(spoken(text), profile)
        lines = [line for cue in captions.cues for line in cue.lines]
        assert [] == [part for part in whole if not any(part in line for line in lines)]


@given(st.sets(st.integers(0, 60), max_size=3).map(lambda places: dict.fromkeys(places, 300)))
def test_short_sentences_end_where_a_cue_or_line_does(pauses: dict[int, int]) -> None:
    words = spoken(
        "Yes, I saw the boat leave the harbour. Nobody was on it. We called, and then we ran after it.",
        pauses,
    )
    within = [line for cue in captioned(words).cues for line in cue.lines if ". " in line]
    assert not within


def test_a_long_sentence_without_a_comma_is_cut_into_cues_of_a_fair_size() -> None:
    cues = captioned(spoken(LONG)).cues
    assert all(15 <= len(cue.text) <= 85 for cue in cues)
    assert len(LONG) / 85 < len(cues) < len(LONG) / 25


def test_where_nobody_sets_punctuation_a_pause_ends_a_sentence() -> None:
    before, after = LONG.split().index("morning"), LONG.split().index("knew")
    captions = captioned(spoken(LONG, {before: 700, after: 900}))
    last = [cue.lines[-1].split()[-1] for cue in captions.cues]
    assert {"morning", "knew"} <= set(last)


@pytest.mark.parametrize("silence", [1000, 10_000])
def test_no_cue_stands_through_a_silence(silence: int) -> None:
    words = spoken("I was looking for you everywhere.", {3: silence})
    cues = captioned(words).cues
    assert ["I was looking for", "you everywhere."] == [cue.text for cue in cues]
    assert cues[0].end <= words[3].end + 500 or silence < 1500


@pytest.mark.parametrize("place", [3, 4, 5])
def test_a_marker_without_times_strengthens_the_boundary_where_it_stands(place: int) -> None:
    words: list[Token] = list(spoken("stone river candle meadow window garden letter summer"))
    marked = [*words[:place], Pause(size="medium"), *words[place:]]
    line = Profile.load("default").adjusted(max_lines=1)
    assert [place, 8 - place] == [len(cue.words) for cue in captioned(marked, line).cues]


def test_a_url_longer_than_a_line_is_alone_and_reported() -> None:
    url = "https://example.org/" + "path/" * 11
    captions = captioned(spoken(f"Read all of it at {url} and then call us."), NETFLIX)
    (alone,) = [number for number, cue in enumerate(captions.cues, 1) if url in cue.text]
    assert (url,) == captions.cues[alone - 1].lines
    hard = [
        (found.rule, found.cue, found.value, found.limit)
        for found in captions.findings
        if found.rule in {"line-length", "lines"}
    ]
    assert [("line-length", alone, 75, 42)] == hard


def test_a_dialogue_has_one_speaker_a_cue_and_says_who() -> None:
    one, two = spoken("Where have you been all this time?"), spoken("At the station, and you?")
    shifted = [Word(word.text, word.start + one[-1].end, word.end + one[-1].end) for word in two]
    transcript = Transcript(
        (Segment(tuple(one), "a"), Segment(tuple(shifted), "b")),
        (Speaker("a", "Ann"), Speaker("b", "Bob")),
        "en",
    )
    cues = caption(transcript, NETFLIX).cues
    assert [("Ann", one[0].start), ("Bob", one[-1].end)] == [(cue.speaker, cue.start) for cue in cues]


def test_what_fits_one_cue_is_one_cue() -> None:
    assert [("This fits.",)] == [cue.lines for cue in captioned(spoken("This fits.")).cues]


@given(st.integers(1, 3), st.integers(12, 42))
def test_more_room_never_means_more_cues_than_words_need(lines: int, length: int) -> None:
    captions = captioned(
        spoken(LONG), Profile.load("default").adjusted(max_lines=lines, max_line_length=length)
    )
    assert all(len(line) <= length for cue in captions.cues for line in cue.lines)
    assert all(len(cue.lines) <= lines for cue in captions.cues)
    assert LONG.split() == [word.text for cue in captions.cues for word in cue.words]
