"""Conjunctions that are written as one with the word after them, in Hebrew and Arabic: what a break beside them costs."""

from __future__ import annotations

import pytest
from columns import ints

from subkit.captioning import breaks
from subkit.captioning.vocabulary import vocabulary
from subkit.language import Language, shipped
from subkit.weights import Weights

WEIGHTS = Weights()


def cost(first: str, second: str, tag: str) -> int:
    return breaks.costs(vocabulary([first, second]), ints([0, 0]), Language.load(tag), WEIGHTS)[0][0]


@pytest.mark.parametrize(
    ("tag", "word", "bare"),
    [("he", "והוא", "הוא"), ("he", "שלא", "לא"), ("he", "ועל", "על"), ("he", "כשאני", "אני"), ("he", "ושהוא", "הוא"),
     ("ar", "وهو", "هو"), ("ar", "ولا", "لا"), ("ar", "وفي", "في"), ("ar", "فلا", "لا")],
)  # fmt: skip
def test_a_function_word_binds_with_a_conjunction_before_it_as_without(
    tag: str, word: str, bare: str
) -> None:
    noun = {"he": "ספר", "ar": "كتاب"}[tag]
    assert cost(bare, noun, tag) == cost(word, noun, tag) > 0


@pytest.mark.parametrize(("tag", "word"), [("he", "והוא"), ("he", "שלא"), ("ar", "وهو"), ("ar", "ولا")])
def test_a_line_may_begin_with_a_conjunction_that_is_glued(tag: str, word: str) -> None:
    noun = {"he": "ספר", "ar": "كتاب"}[tag]
    assert WEIGHTS.before_conjunction == cost(noun, word, tag)


@pytest.mark.parametrize(
    ("tag", "word"), [("he", "ורד"), ("he", "שמש"), ("ar", "ولد"), ("ar", "وقت"), ("ar", "فيل")]
)
def test_a_word_that_only_begins_with_such_a_letter_is_whole(tag: str, word: str) -> None:
    noun = {"he": "ספר", "ar": "كتاب"}[tag]
    assert (0, 0) == (cost(word, noun, tag), cost(noun, word, tag))


@pytest.mark.parametrize(("word", "before"), [("שלי", "הספר"), ("הזה", "הספר"), ("האלה", "הספרים")])
def test_what_follows_its_noun_stays_with_it(word: str, before: str) -> None:
    assert WEIGHTS.before_postposition == cost(before, word, "he")


def test_only_these_languages_glue() -> None:
    assert ["ar", "he"] == [tag for tag in shipped() if Language.load(tag).prefix]
