"""What single words mean for a break: marks, classes and shapes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning.lexicon import Lexicon, Mark, Meaning, widths
from subkit.captioning.vocabulary import vocabulary
from subkit.captioning.width import measure
from subkit.language import Language
from subkit.weights import Weights
from subkit.writing import unspaced

ENGLISH = Language.load("en")


def meaning(text: str, language: Language = ENGLISH) -> Meaning:
    lexicon = Lexicon(language, Weights())
    (index,) = lexicon.indices(vocabulary([text]))
    return lexicon.meanings[index]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("house", Mark.NONE),
        ("house.", Mark.SENTENCE),
        ("house?", Mark.SENTENCE),
        ("house.”", Mark.SENTENCE),
        ("house.)", Mark.SENTENCE),
        ("家。", Mark.SENTENCE),
        ("家！」", Mark.SENTENCE),
        ("بيت؟", Mark.SENTENCE),
        ("घर।", Mark.SENTENCE),
        ("house...", Mark.CLAUSE),
        ("house…", Mark.CLAUSE),
        ("house--", Mark.CLAUSE),
        ("—", Mark.CLAUSE),
        ("house;", Mark.CLAUSE),
        ("house,", Mark.COMMA),
        ("“house,”", Mark.COMMA),
        ("家、", Mark.COMMA),
        ("بيت،", Mark.COMMA),
        ("Dr.", Mark.NONE),
        ("(e.g.", Mark.NONE),
        ("U.S.", Mark.NONE),
        ("J.", Mark.NONE),
        ("3.5", Mark.NONE),
        ("well-known", Mark.NONE),
    ],
)
def test_the_mark_is_the_punctuation_a_word_ends_on(text: str, mark: Mark) -> None:
    assert mark == meaning(text).mark


@pytest.mark.parametrize("text", ["the", "The", "THE", "“the", "(of", "don't", "don’t", "and"])
def test_a_closed_class_is_known_however_it_is_written(text: str) -> None:
    assert meaning(text).closed
    assert meaning(text).after > 0


@pytest.mark.parametrize("text", ["house", "other-the", "", "…", "thee"])
def test_other_words_are_open(text: str) -> None:
    assert not meaning(text).closed
    assert 0 == meaning(text).after


def test_shapes_are_seen_through_openers() -> None:
    assert meaning("“Ann").capital
    assert meaning("Élan").capital
    assert not meaning("ann").capital
    assert meaning("3.5").number
    assert meaning("$300").number
    assert not meaning("B52").number or meaning("B52").capital


def test_units_and_titles_are_known_with_their_marks() -> None:
    assert meaning("million.").unit
    assert meaning("p.m.").unit
    assert meaning("Dr.").title
    assert meaning("Chapter").title


def test_an_unknown_language_has_no_classes() -> None:
    bare = meaning("the", Language.load(None))
    assert (False, 0, 0) == (bare.closed, bare.after, bare.before)


@given(st.lists(st.text(max_size=6)))
def test_any_text_has_a_meaning_and_equal_texts_the_same(texts: list[str]) -> None:
    lexicon = Lexicon(ENGLISH, Weights())
    indices = lexicon.indices(vocabulary(texts))
    assert list(indices) == list(lexicon.indices(vocabulary(texts)))
    assert [lexicon.meanings[index] for index in indices] == [meaning(text) for text in texts]


@given(st.lists(st.text(max_size=6)), st.sampled_from(["en", "ja", "ko"]))
def test_widths_are_measured_as_the_language_counts(texts: list[str], tag: str) -> None:
    language = Language.load(tag)
    assert [measure(text, language.counting) for text in texts] == list(widths(vocabulary(texts), language))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("字", True),
        ("ひらがな", True),
        ("ไทย", True),
        ("ខ្មែរ", True),
        ("a字", True),
        ("abc", False),
        ("한국", False),
        ("שלום", False),
    ],
)
def test_scripts_without_blanks_are_known(text: str, expected: bool) -> None:
    assert expected is unspaced(text)
