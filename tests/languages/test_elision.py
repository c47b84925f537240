"""Elided words, and marks that stand alone: what a break beside them costs."""

from __future__ import annotations

import pytest
from columns import ints
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning import breaks, caption
from subkit.captioning.lexicon import folded
from subkit.captioning.vocabulary import vocabulary
from subkit.language import Language
from subkit.model import Segment, Transcript, Word
from subkit.profile import Profile
from subkit.weights import Weights

WEIGHTS = Weights()


def cost(first: str, second: str, tag: str = "fr") -> int:
    return breaks.costs(vocabulary([first, second]), ints([0, 0]), Language.load(tag), WEIGHTS)[0][0]


@pytest.mark.parametrize("elided", ["l'", "d'", "qu'", "L’", "j'", "lorsqu’"])
def test_an_elided_word_says_nothing_of_a_break_after_its_noun(elided: str) -> None:
    assert 0 == cost(f"{elided}eau", "fraîche")


@pytest.mark.parametrize("word", ["qu'il", "d'un", "jusqu’à", "s'il", "l'un", "Qu’on"])
def test_an_elided_word_and_a_function_word_bind_like_the_latter(word: str) -> None:
    assert cost(word, "bateau") > WEIGHTS.after_auxiliary


@pytest.mark.parametrize(("word", "like"), [("qu'elle", "que"), ("d’eau", "de"), ("l'eau", "le")])
def test_a_line_may_begin_with_an_elided_word_as_with_the_whole_one(word: str, like: str) -> None:
    assert cost("mange", like) == cost("mange", word) < 0


def test_an_elided_word_on_its_own_binds_to_the_next() -> None:
    assert WEIGHTS.after_article == cost("l'", "eau") == cost("l’", "eau")


@pytest.mark.parametrize(("word", "tag"), [("aujourd'hui", "fr"), ("l'eau", "en"), ("Türkiye'de", "tr")])
def test_another_apostrophe_is_a_letter(word: str, tag: str) -> None:
    assert 0 == cost("mange", word, tag)


def test_the_name_behind_an_elided_word_is_a_name() -> None:
    assert WEIGHTS.within_name == cost("d'Angela", "Merkel")
    assert 0 == cost("L'homme", "Merkel")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ÉTÉ", "été"), ("e\u0301te\u0301", "été"), ("İçin", "için"), ("كَتَبَ", "كتب"), ("Qu’IL", "qu'il")],
)
def test_words_are_looked_up_as_packs_spell_them(text: str, expected: str) -> None:
    assert expected == folded(text)


@pytest.mark.parametrize("tag", ["fr", "en", "tlh"])
@pytest.mark.parametrize("mark", ["?", "!", ":", ";", "»", "%", "...", "?!"])
def test_a_lone_closing_mark_stays_with_the_word_before_it(mark: str, tag: str) -> None:
    assert WEIGHTS.beside_mark == cost("Vraiment", mark, tag)
    assert WEIGHTS.beside_mark == cost("fini.", mark, tag)


@pytest.mark.parametrize("mark", ["«", "¿", "¡", "(", "“"])
def test_a_lone_opening_mark_stays_with_the_word_after_it(mark: str) -> None:
    assert WEIGHTS.beside_mark == cost(mark, "hombre", "es")


@pytest.mark.parametrize("dash", ["-", "–", "—", "♪", '"'])
def test_other_lone_marks_bind_to_neither_side(dash: str) -> None:
    assert cost("mot", dash) < WEIGHTS.beside_mark > cost(dash, "mot")


def test_a_word_after_a_mark_leans_on_nothing() -> None:
    assert cost("लड़का", "के", "hi") > 0 > cost("लड़का,", "के", "hi")


PHRASES = st.lists(
    st.sampled_from(
        ["Vraiment ?", "« oui »", "Alors :", "dit-elle ;", "Non !", "peut-être", "demain,", "le", "chat"]
    ),
    min_size=1,
    max_size=30,
)


@given(PHRASES, st.integers(14, 42))
def test_no_line_begins_with_a_lone_closing_mark_or_ends_on_an_opening_one(
    phrases: list[str], length: int
) -> None:
    texts = " ".join(phrases).split()
    words = tuple(Word(text, at * 300, at * 300 + 280) for at, text in enumerate(texts))
    profile = Profile.load("default").adjusted(max_line_length=length)
    captions = caption(Transcript((Segment(words),), language="fr"), profile)
    lines = [line for cue in captions for line in cue.lines]
    assert texts == " ".join(lines).split()
    assert not [line for line in lines if line[0] in "?»:;!" or line[-1] == "«"]
