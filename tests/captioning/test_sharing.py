"""Cues that two speakers share: only where they may, only where it pays, and still the best of all."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from search_oracle import INFINITE, House, naive_cost, naive_cue, problems
from strategies import profiles, spoken_transcripts

from subkit import render
from subkit.captioning import caption
from subkit.captioning.columns import Columns, Cut, Shared
from subkit.captioning.search import best_cuts
from subkit.captioning.width import cells_per_character, measure
from subkit.labels import undashed
from subkit.language import Language
from subkit.model import Captions, Segment, Speaker, Transcript, Word
from subkit.profile import Profile
from subkit.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable

NETFLIX = Profile.load("netflix-en")
SPEAKERS = (Speaker("1", "Ann"), Speaker("2", "Bob"))


@st.composite
def shared_problems(draw: Callable[..., object]) -> tuple[Columns, House]:
    """Any problem, with cues across some of the boundaries at which other cues must end."""
    columns, house = draw(problems(lines=(2, 3)))
    size = len(columns.left) - 1
    found: dict[int, list[Shared]] = {}
    for seam in [at for at in columns.forced if 0 < at < size]:
        for _ in range(draw(st.integers(0, 3))):
            begin, end = draw(st.integers(0, seam - 1)), draw(st.integers(seam + 1, size))
            found.setdefault(end, []).append(Shared(begin, seam, draw(st.integers(-4000, 6000))))
    return replace(columns, shared=found), house


def naive_total(columns: Columns, house: House) -> int:
    """The least total, over all starts of all cues and all those that may be shared."""
    best = [0]
    price = house.limits.weights.cue
    for end in range(1, len(columns.left)):
        alone = [best[begin] + naive_cue(begin, end, columns, house) for begin in range(end)]
        both = [
            best[one.begin] + one.cost + price + columns.cue_cost[end] for one in columns.shared.get(end, [])
        ]
        best.append(min(alone + both))
    return best[-1]


def cost(cut: Cut, columns: Columns, house: House) -> int:
    alone = naive_cost(cut.begin, cut.end, tuple(cut.breaks), columns, house)
    both = [
        one.cost + house.limits.weights.cue + columns.cue_cost[cut.end]
        for one in columns.shared.get(cut.end, [])
        if (one.begin, [one.seam]) == (cut.begin, cut.breaks)
    ]
    return min([alone, *both])


@settings(max_examples=100)
@given(shared_problems())
def test_no_other_cues_shared_or_not_cost_less(problem: tuple[Columns, House]) -> None:
    columns, house = problem
    found = sum(cost(cut, columns, house) for cut in best_cuts(columns, house.limits))
    assert found < INFINITE
    assert naive_total(columns, house) == found


def talk(*turns: tuple[str, str], silence: int = 0, language: str = "en", pace: int = 200) -> Transcript:
    """Turns of a speaker and a text each, with the silence between two, in ms."""
    clock, segments = 0, []
    for speaker, text in turns:
        words = []
        for word in text.split():
            words.append(Word(word, clock, clock + pace))
            clock += pace
        segments.append(Segment(tuple(words), speaker))
        clock += silence
    return Transcript(tuple(segments), SPEAKERS, language)


QUICK = (("1", "Ready?"), ("2", "Yes."), ("1", "Then we go home now."))


def shown(captions: Captions) -> list[str]:
    return [cue.text for cue in captions]


def test_a_quick_exchange_shares_a_cue_with_a_dash_before_either() -> None:
    captions = caption(talk(*QUICK), NETFLIX, speakers=False)
    assert ["-Ready?\n-Yes.", "Then we go home now."] == shown(captions)
    first, second = captions
    assert (None, ("Ann", "Bob"), "Ann", ()) == (
        first.speaker,
        first.speakers,
        second.speaker,
        second.speakers,
    )
    assert ["Ready?", "Yes."] == [word.text for word in first.words]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "-Ready?\n-Yes."), ("es", "- Ready?\n- Yes."), ("nl", "Ready?\n-Yes."), ("xx", "-Ready?\n-Yes.")],
)
def test_the_dashes_are_those_of_the_language(language: str, expected: str) -> None:
    assert expected == shown(caption(talk(*QUICK, language=language), NETFLIX, speakers=False))[0]


def test_a_speaker_who_changes_within_the_last_sound_parts_nothing() -> None:
    captions = caption(talk(("1", "Ready? [door"), ("2", "slams]")), NETFLIX, speakers=False)
    assert ["Ready? [door slams]"] == shown(captions)


def test_formats_name_both_where_names_are_wanted() -> None:
    captions = caption(talk(*QUICK), NETFLIX)
    assert "-Ann: Ready?\n-Bob: Yes." in render(captions, "srt")
    assert "<v Ann>-Ready?</v>\n<v Bob>-Yes.</v>" in render(captions, "vtt")
    assert "Ann: Ready?\n\nBob: Yes.\n\nAnn: Then we go home now.\n" == render(captions, "txt")


@pytest.mark.parametrize(
    "profile",
    ["default", "bbc", replace(NETFLIX, max_lines=1, dual_speakers=True)],
    ids=["default", "bbc", "one line"],
)
def test_no_cue_is_shared_where_the_house_does_not_allow_it(profile: Profile | str) -> None:
    assert not any(cue.speakers for cue in caption(talk(*QUICK), profile))


@pytest.mark.parametrize(
    "transcript",
    [
        talk(*QUICK, silence=501),
        talk(
            ("1", "That is what they always told us about it."),
            ("2", "And so they did until the very end."),
            pace=300,
        ),
        talk(("1", "Ready?"), ("1", "Yes."), ("1", "Go.")),
        talk(("1", "x" * 45), ("2", "Yes.")),
        talk(("1", "Ready?"), ("2", "Yes."), pace=4000),
        talk(("1", "Ready?"), ("2", "[thud]")),
    ],
    ids=[
        "silence between",
        "two long turns",
        "one speaker",
        "a word wider than a line",
        "too long together",
        "a sound",
    ],
)
def test_a_cue_is_not_shared_where_two_read_as_well_or_one_cannot_be(transcript: Transcript) -> None:
    assert not any(cue.speakers for cue in caption(transcript, NETFLIX))


def test_only_whole_sentences_share_a_cue() -> None:
    dear = Weights(
        cue=1000, short=400, short_length=25, cue_after_sentence=-600, line_after_sentence=-600, tight=0
    )
    house = replace(NETFLIX, weights=dear)
    captions = caption(
        talk(("1", "I said so many times in all those years. Will you?"), ("2", "No. Not me.")),
        house,
        speakers=False,
    )
    assert ["I said so many times in all those years.", "-Will you?\n-No. Not me."] == shown(captions)


def test_a_cue_is_shared_by_two_who_are_known_only() -> None:
    transcript = talk(("1", "Hm."), ("2", "Yes."), ("1", "Ready?"))
    unknown = replace(
        transcript, segments=(*transcript.segments[:2], replace(transcript.segments[2], speaker=None))
    )
    captions = caption(unknown, NETFLIX)
    assert ["-Hm.\n-Yes.", "Ready?"] == shown(captions)


@settings(max_examples=60)
@given(spoken_transcripts(), profiles(), st.booleans())
def test_a_shared_cue_keeps_to_every_limit_and_loses_no_word(
    transcript: Transcript, profile: Profile, speakers: bool
) -> None:
    house = replace(profile, dual_speakers=True)
    captions = caption(transcript, house, speakers=speakers)
    assert captions.transcript is not None
    assert list(captions.transcript.words) == [word for cue in captions for word in cue.words]
    counting = Language.load(captions.language).counting
    for before, cue in pairwise([None, *captions]):
        assert before is None or before.end <= cue.start
        if cue.speakers:
            assert len(set(cue.speakers)) == len(cue.lines) == 2
            assert cue.speaker is None
            widest = max(measure(line, counting) for line in cue.lines)
            assert widest <= house.max_line_length * cells_per_character(counting)
            spoken = "".join("".join(undashed(line).split()) for line in cue.lines)
            assert "".join("".join(word.text.split()) for word in cue.words).endswith(spoken[-1:])
            assert (cue.words[-1].end or 0) - (cue.words[0].start or 0) <= house.max_duration
