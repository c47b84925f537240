"""What a break costs: dear within what belongs together, cheap where a speaker would breathe."""

from __future__ import annotations

import pytest
from columns import ints
from hypothesis import given
from hypothesis import strategies as st

from subkit.captioning.breaks import SENTENCE_PAUSE, UNPUNCTUATED, costs
from subkit.captioning.vocabulary import vocabulary
from subkit.language import Language
from subkit.weights import Weights

ENGLISH, UNKNOWN, WEIGHTS = Language.load("en"), Language.load(None), Weights()
_TEXTS = st.lists(
    st.sampled_from(
        ["the", "of", "I", "house", "house,", "house.", "Ann", "Dr.", "5", "miles", "—", "…", "你", "'"]
    ),
    min_size=1,
    max_size=20,
)


def break_costs(text: str, pauses: dict[int, int] | None = None, language: Language = ENGLISH) -> list[int]:
    """What ending a cue costs after each word but the last."""
    words = text.split()
    silences = ints((pauses or {}).get(at, 0) for at in range(len(words)))
    return list(costs(vocabulary(words), silences, language, WEIGHTS)[0])[:-1]


@pytest.mark.parametrize(
    ("text", "dear"),
    [
        ("saw the house", 1),
        ("went to Rome", 1),
        ("this and that", 1),
        ("heard you say", 1),
        ("have not seen", 1),
        ("ask Dr. Smith", 1),
        ("ask Ann Miller", 1),
        ("for 5 miles", 1),
        ("some 300 million", 1),
        ("“The house", 0),
        ("seen (the) house", 1),
    ],
)
def test_a_break_within_what_belongs_together_is_dear(text: str, dear: int) -> None:
    neutral = break_costs("red house here")[0]
    assert break_costs(text)[dear] > neutral


@pytest.mark.parametrize(
    "marked", ["house.", "house?", "house!", "house;", "house,", "house:", "house.”", "house…", "house。"]
)
def test_a_mark_makes_a_break_cheap(marked: str) -> None:
    assert break_costs(f"{marked} here")[0] < break_costs("house here")[0]


def test_the_stronger_the_mark_the_cheaper_the_break() -> None:
    sentence, clause, comma, none = (break_costs(f"house{mark} here")[0] for mark in (".", ";", ",", ""))
    assert sentence < clause < comma < none


def test_a_break_before_a_word_that_opens_a_phrase_is_cheaper() -> None:
    plain = break_costs("house falls")[0]
    assert break_costs("house and")[0] < plain
    assert break_costs("house in")[0] < plain


@pytest.mark.parametrize(
    "text", ["ask Dr. Smith", "the U.S. army", "at 5 p.m. sharp", "e.g. this", "J. Smith"]
)
def test_the_full_stop_of_an_abbreviation_ends_no_sentence(text: str) -> None:
    stops = [at for at, word in enumerate(text.split()[:-1]) if word.endswith(".")]
    sentence = break_costs("house. Here")[0]
    assert all(break_costs(text)[at] > sentence for at in stops)


def test_a_pause_makes_a_break_cheaper_up_to_a_second() -> None:
    by_length = [break_costs("house here", {0: pause})[0] for pause in (0, 250, 500, 1000)]
    assert sorted(set(by_length), reverse=True) == by_length
    assert by_length[-1] == break_costs("house here", {0: 90_000})[0]


def test_a_pause_ends_a_sentence_only_where_punctuation_is_missing() -> None:
    bare, marked = "word " * (UNPUNCTUATED + 5), "word " * 10 + "word. " + "word " * 10
    pauses = {5: SENTENCE_PAUSE}
    counted = WEIGHTS.pause * SENTENCE_PAUSE // 1000
    assert break_costs(bare, pauses)[5] == break_costs(bare)[5] + counted + WEIGHTS.cue_after_sentence
    assert break_costs(marked, pauses)[5] == break_costs(marked)[5] + counted
    short = {5: SENTENCE_PAUSE - 1}
    assert break_costs(bare, short)[5] > break_costs(bare, pauses)[5] - WEIGHTS.cue_after_sentence // 2


def test_a_language_without_a_pack_loses_only_the_closed_classes() -> None:
    assert (
        break_costs("saw the house", language=UNKNOWN)[1]
        == break_costs("red house here", language=UNKNOWN)[1]
    )
    assert break_costs("house. here", language=UNKNOWN) == break_costs("house. here")
    assert break_costs("Ann Miller", language=UNKNOWN)[0] > break_costs("red house", language=UNKNOWN)[0]


@given(_TEXTS, st.data())
def test_a_break_depends_on_its_two_words_and_its_pause_alone(texts: list[str], data: st.DataObject) -> None:
    pauses = data.draw(st.lists(st.integers(0, 2000), min_size=len(texts), max_size=len(texts)))
    cue, line = costs(vocabulary(texts), ints(pauses), ENGLISH, WEIGHTS)
    assert len(texts) == len(cue) == len(line)
    for at in range(len(texts) - 1):
        alone = costs(vocabulary(texts[at : at + 2]), ints([pauses[at], 0]), ENGLISH, WEIGHTS)
        assert (alone[0][0], alone[1][0]) == (cue[at], line[at])


@given(_TEXTS)
def test_a_line_break_costs_no_more_than_a_cues_end_where_words_belong_together(texts: list[str]) -> None:
    cue, line = costs(vocabulary(texts), ints([0] * len(texts)), ENGLISH, WEIGHTS)
    assert all(0 <= low <= high for low, high in zip(line, cue, strict=True) if high > 0)
