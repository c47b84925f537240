"""Word times of a stream are made usable as they come."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from strategies import messy_transcripts

from subkit.errors import PayloadError
from subkit.language import Language
from subkit.live import tokens_of
from subkit.live.intake import MOST_HELD, Intake
from subkit.model import LineBreak, Pause, Token, Transcript, Word

ENGLISH = Language.load("en")


def _intake(*, strict: bool = False) -> Intake:
    return Intake(ENGLISH, 42, strict=strict)


def _through(intake: Intake, tokens: list[Token]) -> list[Token]:
    return [free for token in tokens for free in intake.take(token)] + intake.rest()


@given(talk=messy_transcripts())
@settings(max_examples=25, deadline=None)
def test_whatever_times_come_words_go_on_timed_in_order_and_apart(talk: Transcript) -> None:
    words = [token for token in _through(_intake(), list(tokens_of(talk))) if type(token) is Word]

    assert "".join(word.text for word in talk.words) == "".join(word.text for word in words)
    times = [(word.start or 0, word.end or 0) for word in words]
    assert all(0 <= start < end for start, end in times)
    assert all(end <= start for (_, end), (start, _) in pairwise(times))


def test_good_words_stay_as_they_are_and_markers_between_them() -> None:
    tokens: list[Token] = [
        Word("a", 0, 200),
        Pause(size="small"),
        Word("b", 200, 350),
        LineBreak(),
        Word("c", 900, 990),
    ]
    intake = _intake()

    assert [token for token in tokens if type(token) is not LineBreak] == _through(intake, tokens)
    assert [] == intake.repairs


def test_a_word_without_times_waits_for_the_next_and_stands_before_it() -> None:
    intake = _intake()

    assert [] == intake.take(Word("one", 0, 400)) + intake.take(Word("two"))
    one, two = intake.take(Word("three", 1000, 1400))

    assert Word("one", 0, 400) == one
    assert type(two) is Word
    assert two.start is not None
    assert two.end is not None
    assert 400 <= two.start < two.end <= 1000
    assert ["missing-time"] == [repair.kind for repair in intake.repairs]


def test_a_clock_that_goes_back_holds_no_more_words_than_it_must() -> None:
    intake = _intake()
    _through(intake, [Word("late", 60_000, 60_500)])
    back = [Word(f"w{at}", at * 300, at * 300 + 200) for at in range(40)]
    most = 0
    freed: list[Token] = []
    for at, word in enumerate(back, 1):
        freed += intake.take(word)
        most = max(most, at - len(freed))

    assert most <= MOST_HELD
    assert {"unsorted"} <= {repair.kind for repair in intake.repairs}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (Word("x"), "a time in ms"),
        (Word("x", -5, 90), "a time not before 0"),
        (Word("x", 900, 800), "a time after the start"),
        (Word("x", 100, 300), "a time not before that of the word in front"),
    ],
)
def test_strict_refuses_with_the_words_number(word: Word, expected: str) -> None:
    intake = _intake(strict=True)
    good: list[Token] = [Word("one", 0, 400), Word("two", 500, 800)]

    with pytest.raises(PayloadError, match=r"^word 3 'x'") as refused:
        _through(intake, [*good, word])

    assert expected == refused.value.expected
