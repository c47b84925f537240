"""Which words of two texts are the same ones: most of them, in order, at the cleanest cut, and none by chance."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subkit.editing.likeness import respelt
from subkit.editing.matching import Hints, form, pairs

_TEXTS = st.lists(
    st.sampled_from(["I", "the", "the,", "house", "House.", "–", "no", "10", "字", "a b"]), max_size=30
)


def longest(a: list[str], b: list[str]) -> int:
    """The most words that two texts have in common in order, the plain way."""
    row = [0] * (len(b) + 1)
    for one in map(form, a):
        before = row
        row = [0]
        for at, other in enumerate(map(form, b)):
            row.append(before[at] + 1 if one == other else max(row[at], before[at + 1]))
    return row[-1]


@given(_TEXTS, _TEXTS)
def test_pairs_ascend_and_are_the_same_words(a: list[str], b: list[str]) -> None:
    found = pairs(a, b)
    assert [form(a[at]) for at, _ in found] == [form(b[to]) for _, to in found]
    assert sorted({at for at, _ in found}) == [at for at, _ in found]
    assert sorted({to for _, to in found}) == [to for _, to in found]


@given(_TEXTS)
def test_every_word_of_a_text_is_its_own_pair(words: list[str]) -> None:
    assert [(at, at) for at in range(len(words))] == pairs(words, words)


@given(_TEXTS, st.data())
def test_what_is_left_of_a_text_is_found_again_whatever_was_left_out(
    words: list[str], data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.sampled_from(range(len(words))), unique=True).map(sorted)) if words else []
    assert len(kept) == len(pairs([words[at] for at in kept], words))
    assert len(kept) == len(pairs(words, [words[at] for at in kept]))


@given(st.lists(st.sampled_from("abcdefgh"), max_size=12), st.lists(st.sampled_from("abcdefgh"), max_size=12))
def test_no_other_choice_pairs_more_words_but_those_that_match_by_chance(a: list[str], b: list[str]) -> None:
    found = len(pairs(a, b))
    assert found <= longest(a, b)
    # Up to a dozen words leave room for two matches by chance, with four others between on either side.
    assert found >= longest(a, b) - 2


@given(_TEXTS, _TEXTS)
def test_hints_never_cost_a_pair(a: list[str], b: list[str]) -> None:
    hints = Hints([300 * (at % 3) for at in range(len(b))], range(len(a)), range(5, len(b) + 5))
    assert len(pairs(a, b)) == len(pairs(a, b, hints))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don’t", "don't"),
        ("ＯＫ", "ok,"),
        ("“Hi!”", "HI"),
        ("e-mail", "email"),
        ("Straße", "STRASSE"),
        ("café", "cafe\u0301"),
    ],
)
def test_case_marks_and_compatibility_forms_make_no_other_word(one: str, other: str) -> None:
    assert form(one) == form(other)


def test_vowel_signs_are_letters() -> None:
    assert form("कि") != form("का")


def test_a_mark_alone_is_itself() -> None:
    assert "–" == form("–") != form("?")


def test_a_word_is_left_out_rather_than_two_replaced() -> None:
    assert [(2, 0), (3, 1), (4, 3)] == pairs(["Well,", "I", "I", "saw", "it."], ["I", "saw,", "um,", "it?"])


def test_of_a_word_said_twice_the_one_at_the_pause_goes() -> None:
    heard = ["we", "saw", "the", "the", "house"]
    assert [0, 1, 3, 4] == [
        to for _, to in pairs(["we", "saw", "the", "house"], heard, Hints([0, 0, 900, 0, 0]))
    ]
    assert [0, 1, 2, 4] == [
        to for _, to in pairs(["we", "saw", "the", "house"], heard, Hints([0, 0, 0, 0, 900]))
    ]


def test_of_a_sentence_said_twice_the_one_at_the_time_stays() -> None:
    heard = ["Yes", "we", "can.", "Yes", "we", "can.", "Yes", "we", "can."]
    times = [1000 * at for at in range(9)]
    for first in (0, 6):
        found = pairs(heard[:3], heard, Hints((), times[first : first + 3], times))
        assert [first, first + 1, first + 2] == [to for _, to in found]


def test_little_words_far_from_all_others_are_chance() -> None:
    a = ["here", "we", "said", "of", "things", "that", "nobody", "has", "ever", "heard", "the", "like"]
    b = [f"x{at}" for at in range(100)]
    b[30], b[60] = "of", "the"
    assert [] == pairs(a, b)


def test_a_short_sentence_kept_of_a_long_speech_is_no_chance() -> None:
    b = [f"x{at}" for at in range(1000)]
    assert [(0, 500), (1, 501)] == pairs(b[500:502], b)


def test_a_hundred_thousand_words_with_a_tenth_edited_are_matched() -> None:
    rng = random.Random(1)  # noqa: S311 - no secret
    heard = [f"w{int(rng.paretovariate(0.7)) % 9000}" for _ in range(100_000)]
    edited = [f"n{at}" if at % 10 == 0 else word for at, word in enumerate(heard)]
    assert [(at, at) for at in range(100_000) if at % 10] == pairs(edited, heard)


def test_long_texts_without_a_long_match_are_matched_by_the_fewest_edits() -> None:
    heard = [f"w{at}" for at in range(12_000)]
    edited = [f"n{at}" if at % 5 == 0 else word for at, word in enumerate(heard)]
    assert [(at, at) for at in range(12_000) if at % 5] == pairs(edited, heard)


@given(
    st.lists(st.text("abc", min_size=1, max_size=5), max_size=8),
    st.lists(st.text("abc", min_size=1, max_size=5), max_size=8),
)
def test_respelt_words_ascend(a: list[str], b: list[str]) -> None:
    found = respelt(a, b)
    assert sorted({at for at, _ in found}) == [at for at, _ in found]
    assert sorted({to for _, to in found}) == [to for _, to in found]


def test_words_that_are_not_alike_are_not_respelt() -> None:
    assert [] == respelt(["ten", "yes"], ["house", "no"])
    assert [(0, 1)] == respelt(["recieved"], ["we", "received"])
