"""Kaltura's timed transcript: a list of words and marks in milliseconds."""

from __future__ import annotations

from typing import Any

from subkit.model import Transcript, Word
from subkit.payload import Payload
from subkit.testing import AdapterContract, Sample
from subkit_adapters.kaltura import adapter


def item(number: int, text: str, start: float, end: float, kind: str = "word") -> dict[str, Any]:
    return {"i": number, "w": text, "s": start, "e": end, "t": kind, "a": 88}


HELLO, WORLD = item(0, "Hello", 40, 480), item(2, "world", 800, 1300.0)
COMMA, STOP = item(1, ",", 480, 480, "punc"), item(3, ".", 1300, 1300, "punc")


class TestContract(AdapterContract):
    adapter = adapter
    samples = (
        Sample([HELLO, COMMA, WORLD, STOP], ("Hello,", "world."), ((40, 480), (800, 1300))),
        Sample([{"w": "Hi", "s": 0, "e": 100}], ("Hi",), ((0, 100),)),
    )
    repairable = ([HELLO | {"s": "40"}], [HELLO, None], [HELLO | {"w": "New York"}], [HELLO | {"s": "soon"}])


def words(*items: dict[str, Any]) -> list[Word]:
    made = adapter.parse(Payload(list(items)))
    assert isinstance(made, Transcript)
    return list(made.words)


def test_accuracy_is_a_share_of_a_hundred() -> None:
    assert [0.88, None] == [word.confidence for word in words(HELLO, WORLD | {"a": 170})]


def test_opening_marks_belong_to_the_word_after_them() -> None:
    made = words(HELLO, item(1, "(", 800, 800, "punc"), WORLD, item(3, ")", 1300, 1300, "punc"))
    assert ["Hello", "(world)"] == [word.text for word in made]


def test_a_mark_before_all_words_stands_for_itself() -> None:
    assert ["–", "Hello"] == [word.text for word in words(item(0, "–", 0, 0, "punc"), HELLO)]
