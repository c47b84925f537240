"""The distinct words of a text: nothing is lost, and what is known of a word is known wherever it is said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning.vocabulary import said, spread, vocabulary

_TEXTS = st.lists(st.sampled_from(["to", "be", "or", "not", "To", "be,", "你", ""]), max_size=15)


@given(_TEXTS)
def test_forms_are_distinct_in_order_of_appearance_and_their_numbers_give_the_text(texts: list[str]) -> None:
    words = vocabulary(texts)
    assert list(dict.fromkeys(texts)) == words.forms
    assert texts == [words.forms[number] for number in words.numbers]


@given(_TEXTS, st.data())
def test_what_is_known_of_a_form_is_known_of_each_word(texts: list[str], data: st.DataObject) -> None:
    numbers = st.integers(-(10**12), 10**12)
    known = data.draw(st.fixed_dictionaries(dict.fromkeys(texts, numbers)))
    words = vocabulary(texts)
    assert [known[text] for text in texts] == list(spread([known[form] for form in words.forms], words))


@given(_TEXTS, st.sets(st.sampled_from(["to", "be", "be,", "你", "", "never"])))
def test_the_words_said_are_all_those_of_a_chosen_form(texts: list[str], chosen: set[str]) -> None:
    words = vocabulary(texts)
    numbers = {number for number, form in enumerate(words.forms) if form in chosen}
    assert [at for at, text in enumerate(texts) if text in chosen] == said(numbers, words)


@given(_TEXTS)
def test_of_no_form_nothing_is_said_and_of_all_of_them_the_whole_text(texts: list[str]) -> None:
    words = vocabulary(texts)
    assert [] == said(set(), words)
    assert [*range(len(texts))] == said(set(range(len(words.forms))), words)
