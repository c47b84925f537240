"""What a break scorer moves: where text is cut, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import profiles, spoken_transcripts

from subkit.captioning import caption
from subkit.captioning.explain import explain
from subkit.errors import ScoringError
from subkit.model import Segment, Transcript, Word
from subkit.profile import Profile
from subkit.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Sequence

# What a scorer says weighs enough to settle it, whatever the usual weight is.
KEEN = replace(Profile.load("default"), weights=Weights(scorer=4000))
TEXT = "stone river candle meadow window garden letter summer island bridge copper winter"


class At:
    """A scorer that calls the breaks after some words good, and all others so so, or bad."""

    def __init__(self, *words: str, others: float = 0.0) -> None:
        self.words = words
        self.others = others

    def scores(self, words: Sequence[str], language: str | None) -> list[float]:  # noqa: ARG002 - the protocol's
        return [1.0 if word in self.words else self.others for word in words[:-1]]


class Drawn:
    """A scorer whose figures a test has drawn."""

    def __init__(self, figures: list[float]) -> None:
        self.figures = figures

    def scores(self, words: Sequence[str], language: str | None) -> list[float]:  # noqa: ARG002 - the protocol's
        return [self.figures[at % len(self.figures)] for at in range(len(words) - 1)]


def spoken(text: str) -> Transcript:
    words = tuple(Word(word, 500 * at, 500 * at + 500) for at, word in enumerate(text.split()))
    return Transcript((Segment(words),), language="en")


FIGURES = st.lists(st.floats(-1, 1), min_size=1, max_size=9)


@given(spoken_transcripts(), profiles(), FIGURES)
def test_no_scorer_touches_a_word_or_its_time(
    transcript: Transcript, profile: Profile, figures: list[float]
) -> None:
    plain = caption(transcript, profile)
    scored = caption(transcript, profile, scorer=Drawn(figures))
    assert [word for cue in plain for word in cue.words] == [word for cue in scored for word in cue.words]


@given(spoken_transcripts(), profiles())
def test_a_scorer_without_an_opinion_moves_nothing(transcript: Transcript, profile: Profile) -> None:
    assert caption(transcript, profile) == caption(transcript, profile, scorer=Drawn([0.0]))


@given(spoken_transcripts(), profiles(), FIGURES)
def test_a_weight_of_nothing_silences_a_scorer(
    transcript: Transcript, profile: Profile, figures: list[float]
) -> None:
    deaf = replace(profile, weights=replace(profile.weights, scorer=0))
    assert caption(transcript, deaf) == caption(transcript, deaf, scorer=Drawn(figures))


@pytest.mark.parametrize("word", ["meadow", "window", "garden", "summer"])
def test_cues_end_where_a_scorer_wants_them_to(word: str) -> None:
    line = KEEN.adjusted(max_lines=1)
    transcript = spoken(TEXT)
    ends = [cue.words[-1].text for cue in caption(transcript, line, scorer=At(word))]
    assert word in ends


@pytest.mark.parametrize("word", ["window", "garden", "letter"])
def test_lines_break_where_a_scorer_wants_them_to(word: str) -> None:
    (cue,) = caption(spoken(" ".join(TEXT.split()[1:11])), KEEN, scorer=At(word, others=-1.0)).cues
    assert word == cue.lines[0].split()[-1]


def test_a_good_score_frees_what_grammar_binds() -> None:
    text = "it is what they were thinking of when the two came home from there yesterday"
    narrow = KEEN.adjusted(max_lines=1, max_line_length=40)
    before, after = (
        [cue.text for cue in caption(spoken(text), narrow, scorer=who)] for who in (None, At("of"))
    )
    assert not any(text.endswith(" of") for text in before)
    assert any(text.endswith(" of") for text in after)


def test_a_bad_score_binds_nothing() -> None:
    bound = [part for cue in explain(spoken(TEXT), KEEN, scorer=At(others=-1.0)) for part in cue.bound]
    assert [] == bound


def test_a_scorer_that_fails_gives_no_captions() -> None:
    with pytest.raises(ScoringError, match="scorer Drawn failed: ZeroDivisionError"):
        caption(spoken("one two"), scorer=Drawn([]))


@pytest.mark.parametrize("transcript", [Transcript(()), spoken("alone")])
def test_where_there_is_nothing_to_break_a_scorer_has_nothing_to_say(transcript: Transcript) -> None:
    assert caption(transcript) == caption(transcript, scorer=Drawn([0.5]))
