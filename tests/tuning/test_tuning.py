"""Learning a house's style: what is learnt is the house's, is better on what was not seen, and is a profile."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subkit.captioning import caption
from subkit.errors import InputError
from subkit.model import Captions, Cue, Segment, Transcript, Word
from subkit.profile import Profile
from subkit.tuning import Example, tune
from subkit.tuning.examples import example
from subkit.tuning.house import toml
from subkit.tuning.steps import STEPS, changed, distance, moved
from subkit.tuning.tuner import agreements
from subkit.weights import Weights

if TYPE_CHECKING:
    from pathlib import Path

_CLAUSES = (
    "when the rain stopped, we walked along the river, and nobody said a word about the house.",
    "he told me, after some time, that the garden was old, and that it belonged to his mother.",
    "if you look at the map, you will see the road, which goes from the village to the sea.",
    "my sister, who lives in the city, has never liked the noise, but she stays because of her work.",
)


def _transcript(talk: int) -> Transcript:
    """A talk of forty sentences, spoken steadily, with no silence that tells anything."""
    words: list[Word] = []
    for sentence in range(40):
        for text in _CLAUSES[(sentence + sentence // (talk + 2)) % len(_CLAUSES)].split():
            start = len(words) * 340
            words.append(Word(text, start, start + 330))
    return Transcript((Segment(tuple(words)),), language="en")


def _house(weights: Weights, talks: int = 3) -> list[Example]:
    """Talks as a house cuts them that has these weights."""
    style = Profile(name="house", weights=weights)
    return [
        example(caption(_transcript(talk), style, speakers=False), f"talk{talk}.srt") for talk in range(talks)
    ]


def test_a_house_that_cuts_short_cues_at_commas_is_learnt_from_its_captions() -> None:
    examples = _house(Weights(cue=700, cue_after_comma=-2400))
    start = Profile.load("default")
    found = tune(examples, start, trials=30)
    assert found.unseen is not None
    assert found.unseen.mean > found.before.mean + 0.05
    assert found.after.mean > found.before.mean + 0.05
    assert found.changed


def test_what_brings_nothing_on_unseen_talks_is_not_learnt() -> None:
    start = Profile.load("default")
    found = tune(_house(start.weights), start, trials=5)
    assert found.before.mean == pytest.approx(1, abs=0.02)
    assert found.changed == {}
    assert found.profile == start


def test_one_talk_alone_is_learnt_from_but_proves_nothing() -> None:
    found = tune(_house(Weights(cue=3000), talks=1), Profile.load("default"), trials=20)
    assert found.unseen is None
    assert found.folds == 1


def test_the_same_examples_trials_and_seed_give_the_same_weights() -> None:
    examples = _house(Weights(cue=2500), talks=2)
    start = Profile.load("default")
    assert tune(examples, start, trials=15, seed=7) == tune(examples, start, trials=15, seed=7)


def test_progress_counts_every_trial_of_every_climb() -> None:
    seen: list[tuple[int, int]] = []
    tune(
        _house(Weights(), talks=2),
        Profile.load("default"),
        trials=3,
        progress=lambda *state: seen.append(state),
    )
    assert seen[-1][1] == 9
    assert [done for done, _ in seen] == list(range(1, len(seen) + 1))


def test_what_is_learnt_is_a_profile_with_the_run_that_gave_it(tmp_path: Path) -> None:
    examples = _house(Weights(cue=700, cue_after_comma=-2400), talks=2)
    found = tune(examples, Profile.load("default"), trials=40)
    file = tmp_path / "house.toml"
    file.write_text(toml(found, extends="default", title='The "House"', examples=2, words=99), "utf-8")
    loaded = Profile.load(file)
    assert loaded.weights == found.profile.weights
    assert loaded.title == 'The "House"'
    assert loaded.max_line_length == 42
    name = next(iter(found.changed))
    assert "2 documents (99 words) in 40 trials, seed 1" in loaded.sources[f"weights.{name}"].clause
    assert agreements(examples, loaded) == found.after


def test_the_words_of_a_transcript_give_an_example_its_true_times() -> None:
    heard = _transcript(0)
    shown = caption(heard, "default", speakers=False)
    bare = Captions(tuple(Cue(cue.start, cue.end, cue.lines) for cue in shown), language="en")
    timed = example(bare, "a.srt", transcript=heard)
    assert list(timed.text.starts) == [word.start for word in heard.words]
    assert list(example(bare, "a.srt").text.starts) != list(timed.text.starts)


def test_people_agree_with_themselves() -> None:
    one = _house(Profile.load("default").weights, talks=1)[0]
    both, cue = one.agreement(Profile.load("default"))
    assert (both.f1, cue.f1) == (pytest.approx(1, abs=0.02), pytest.approx(1, abs=0.02))


@pytest.mark.parametrize("cues", [(), (Cue(0, 1000, ("Hello there.",)),)])
def test_captions_with_nothing_to_learn_from_are_refused(cues: tuple[Cue, ...]) -> None:
    with pytest.raises(InputError, match=r"x\.srt.*fewer than two cues"):
        example(Captions(cues, language="en"), "x.srt")


def test_the_transcript_of_another_talk_is_refused() -> None:
    shown = caption(_transcript(0), "default", speakers=False)
    other = Transcript((Segment(tuple(Word(f"w{n}", n * 100, n * 100 + 90) for n in range(200))),))
    with pytest.raises(InputError):
        example(shown, "x.srt", transcript=other)


@given(st.integers(0, 10**9))
@settings(max_examples=50)
def test_moves_stay_among_the_weights_that_a_house_may_set(seed: int) -> None:
    start = Weights()
    weights = moved(start, Random(seed))  # noqa: S311 - as in the search itself
    assert set(changed(weights, start)) <= set(STEPS)
    assert distance(weights, weights) == 0
    assert min(weights.cue, weights.short, weights.imbalance, weights.line) >= 0
