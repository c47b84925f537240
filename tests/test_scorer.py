"""A scorer's figures: one a place, clipped, turned into prices; and who fails is named."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.errors import ScoringError
from subkit.scorer import BreakScorer, Remembering, name_of, prices, scores

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = ["one", "two", "three"]


class Fixed:
    """A scorer that says what it was made to say."""

    def __init__(self, said: Any) -> None:
        self.said = said
        self.asked = 0

    def scores(self, words: Sequence[str], language: str | None) -> Any:  # noqa: ARG002 - the protocol's
        self.asked += 1
        return self.said


class Failing:
    name = "acme"

    def scores(self, words: Sequence[str], language: str | None) -> Sequence[float]:
        raise ConnectionError(f"no route\nto the model for {len(words)} words in {language}")


class Vandal:
    """A scorer that tries to write."""

    def scores(self, words: Any, language: str | None) -> Sequence[float]:  # noqa: ARG002 - the protocol's
        words[0] = "other"
        return [0, 0]


@given(st.lists(st.floats(allow_nan=False) | st.integers(), min_size=2, max_size=2))
def test_scores_lie_between_bad_and_good_whatever_was_said(said: list[float]) -> None:
    found = scores(Fixed(said), WORDS, "en")
    assert [max(-1, min(1, score)) for score in said] == found


@given(st.lists(st.floats(-1, 1)), st.integers(0, 5000))
def test_the_better_the_score_the_lower_the_price_and_the_last_word_has_none(
    said: list[float], weight: int
) -> None:
    priced = prices(said, weight)
    assert len(said) + 1 == len(priced)
    assert 0 == priced[-1]
    assert all(abs(price + score * weight) <= 0.5 for price, score in zip(priced, said, strict=False))


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ([0.5], "scorer Fixed gave 1 scores for 3 words; there is one for each word but the last"),
        ([0.5] * 3, "scorer Fixed gave 3 scores for 3 words; there is one for each word but the last"),
        ([0.5, math.nan], "scorer Fixed gave nan after word 2; a score is a number from -1 to 1"),
        ([None, 0], "scorer Fixed gave None after word 1; a score is a number"),
        (["good", 0], "scorer Fixed gave 'good' after word 1; a score is a number"),
        ([10**400, 0], f"scorer Fixed gave 1{'0' * 59}... after word 1; a score is a number"),
        (None, "scorer Fixed failed: TypeError: 'NoneType' object is not iterable"),
    ],
)
def test_what_is_no_score_is_refused_with_its_place(said: Any, complaint: str) -> None:
    with pytest.raises(ScoringError) as caught:
        scores(Fixed(said), WORDS, "en")
    assert complaint == str(caught.value)


def test_a_scorer_that_fails_is_named_in_one_line() -> None:
    with pytest.raises(ScoringError) as caught:
        scores(Failing(), WORDS, "en")
    assert "scorer acme failed: ConnectionError: no route to the model for 3 words in en" == str(caught.value)
    assert isinstance(caught.value.__cause__, ConnectionError)


def test_a_scorer_cannot_write_text() -> None:
    words = WORDS.copy()
    with pytest.raises(ScoringError, match="does not support item assignment"):
        scores(Vandal(), words, None)
    assert WORDS == words


@pytest.mark.parametrize(("words", "said"), [([], []), (["one"], [])])
def test_where_there_is_no_place_there_is_no_score(words: list[str], said: list[float]) -> None:
    assert [] == scores(Fixed(said), words, None)


def test_a_scorer_that_remembers_is_asked_once_about_the_same_words() -> None:
    inner = Fixed([0.25, 1])
    scorer = Remembering(inner)
    assert [0.25, 1] == scores(scorer, WORDS, "en") == scores(scorer, WORDS, "en")
    assert 1 == inner.asked
    scores(scorer, WORDS, "fr")
    assert 2 == inner.asked
    assert "Fixed" == name_of(scorer)


def test_any_object_with_the_method_is_a_scorer() -> None:
    assert isinstance(Fixed([]), BreakScorer)
    assert not isinstance(object(), BreakScorer)
