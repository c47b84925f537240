"""The terms of a break: they add up to what the search paid, and their names say why."""

from __future__ import annotations

import pytest
from columns import ints
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning.breaks import UNPUNCTUATED, costs
from subkit.captioning.terms import BreakTerms
from subkit.captioning.vocabulary import vocabulary
from subkit.language import Language
from subkit.weights import Weights

_WORDS = {
    "en": [
        "the",
        "of",
        "I",
        "not",
        "very",
        "and",
        "is",
        "house",
        "house,",
        "house.",
        "house;",
        "Ann",
        "Dr.",
        "5",
    ],
    "fr": ["le", "qu'il", "de", "et", "l’homme", "est", "maison", "maison,", "!", "«", "5", "c’", "très"],
    "ja": ["は", "これ", "、", "です", "。", "テスト", "が", "3"],
    "xx": ["word", "Other", "word.", "–"],
}
_ANY_WEIGHTS = st.builds(
    Weights,
    after_article=st.integers(-100, 5000),
    after_preposition=st.sampled_from([0, 2600, 4000]),
    after_pronoun=st.integers(0, 5000),
    before_conjunction=st.integers(-900, 900),
    before_pronoun=st.integers(-900, 900),
    before_postposition=st.integers(-2600, 2600),
    within_name=st.integers(0, 3000),
    line_share=st.integers(0, 120),
    pause=st.integers(-2000, 2000),
    line_pause=st.integers(-2000, 2000),
    cue_after_sentence=st.integers(-3000, 0),
)


W = Weights()


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[str], list[int], Language]:
    tag = draw(st.sampled_from(list(_WORDS)))
    words = draw(st.lists(st.sampled_from(_WORDS[tag]), min_size=1, max_size=12))
    if draw(st.booleans()):
        words += [_WORDS[tag][0]] * UNPUNCTUATED + draw(st.lists(st.sampled_from(_WORDS[tag]), max_size=5))
    pauses = [draw(st.sampled_from([0, 0, 1, 420, 600, 999, 1000, 5000])) for _ in words]
    return words, pauses, Language.load(None if tag == "xx" else tag)


@given(texts(), st.just(Weights()) | _ANY_WEIGHTS)
def test_the_terms_of_a_break_add_up_to_its_cost(
    text: tuple[list[str], list[int], Language], weights: Weights
) -> None:
    words, pauses, language = text
    terms = BreakTerms(words, ints(pauses), language, weights)
    cue_costs, line_costs = costs(vocabulary(words), ints(pauses), language, weights)
    for line, paid in ((False, cue_costs), (True, line_costs)):
        told = [sum(term.amount for term in terms.at(at, line=line)) for at in range(len(words))]
        assert list(paid) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("saw the house", {"after an article": W.after_article}),
        ("went to Rome", {"after a preposition": W.after_preposition}),
        ("ask Dr. Smith", {"between a title and its name": W.after_title}),
        ("some 5 miles", {"between a number and what it counts": W.within_number}),
        ("ask Ann Miller", {"within a name": W.within_name}),
        ("red house, and", {"before a conjunction": W.before_conjunction, "comma": W.cue_after_comma}),
        ("red house; he", {"before a pronoun": W.before_pronoun, "end of a clause": W.cue_after_clause}),
        ("red house. And", {"end of a sentence": W.cue_after_sentence}),
        (
            "red and in",
            {"after a conjunction": W.after_conjunction, "before a preposition": W.before_preposition},
        ),
        ("red house falls", {}),
    ],
)
def test_the_terms_have_the_names_of_the_trade(text: str, told: dict[str, int]) -> None:
    terms = BreakTerms(text.split(), ints([0, 0, 0]), Language.load("en"), W)
    assert told == {term.name: term.amount for term in terms.at(1, line=False)}


def test_a_line_pays_its_share_of_what_the_words_cost() -> None:
    terms = BreakTerms(["saw", "the", "house"], ints([0, 0, 0]), Language.load("en"), Weights(line_share=80))
    assert [("after an article", 4000), ("80 % of that within a cue", -800)] == [
        (term.name, term.amount) for term in terms.at(1, line=True)
    ]


def test_a_pause_is_told_as_it_is_and_paid_up_to_a_second() -> None:
    terms = BreakTerms(["red", "house"], ints([2500, 0]), Language.load("en"), W)
    assert [("a pause of 2500 ms", W.pause)] == [(term.name, term.amount) for term in terms.at(0, line=False)]


def test_a_long_pause_in_a_text_without_marks_is_told_to_end_a_sentence() -> None:
    words = ["red"] * (UNPUNCTUATED + 1)
    terms = BreakTerms(words, ints([700] * len(words)), Language.load("en"), Weights())
    assert "such a pause ends a sentence where no marks do" in [term.name for term in terms.at(3, line=False)]
