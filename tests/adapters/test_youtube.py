"""YouTube's timed text as json3: automatic captions word by word, and those of people."""

from __future__ import annotations

from typing import Any

from subkit.model import Transcript, Word
from subkit.payload import Payload
from subkit.testing import AdapterContract, Sample
from subkit_adapters.youtube import adapter

WINDOW = {"tStartMs": 0, "dDurationMs": 9000, "id": 1, "wpWinPosId": 1, "wsWinStyleId": 1}
FIRST = {
    "tStartMs": 40,
    "dDurationMs": 4000,
    "wWinId": 1,
    "segs": [{"utf8": "hello", "acAsrConf": 204}, {"utf8": " there", "tOffsetMs": 400}],
}
BREAK = {"tStartMs": 1990, "dDurationMs": 2050, "wWinId": 1, "aAppend": 1, "segs": [{"utf8": "\n"}]}
SECOND = {"tStartMs": 2000, "dDurationMs": 1500, "wWinId": 1, "segs": [{"utf8": "bye"}]}


def track(*events: Any) -> dict[str, Any]:
    return {
        "wireMagic": "pb3",
        "pens": [{}],
        "wsWinStyles": [{}],
        "wpWinPositions": [{}],
        "events": list(events),
    }


class TestContract(AdapterContract):
    adapter = adapter
    samples = (
        Sample(
            track(WINDOW, FIRST, BREAK, SECOND),
            ("hello", "there", "bye"),
            ((40, 440), (440, 2000), (2000, 3500)),
        ),
        Sample(track(SECOND), ("bye",), ((2000, 3500),)),
    )
    repairable = (
        track(SECOND | {"segs": [{"utf8": "two words"}]}),
        track(SECOND | {"tStartMs": "soon"}),
        track(SECOND, None),
    )


def words(*events: Any) -> list[Word]:
    made = adapter.parse(Payload(track(*events)))
    assert isinstance(made, Transcript)
    return list(made.words)


def test_the_text_of_people_is_spread_over_its_event() -> None:
    made = words({"tStartMs": 1000, "dDurationMs": 1100, "segs": [{"utf8": "Hi there,\nAnn"}]})
    assert [("Hi", 1000), ("there,", 1200), ("Ann", 1800)] == [(word.text, word.start) for word in made]
    assert made[-1].end == 2100


def test_confidence_is_a_share_of_a_byte_and_none_is_none() -> None:
    assert [0.8, None] == [word.confidence for word in words(FIRST)]


def test_pieces_without_a_blank_between_them_touch() -> None:
    made = words(
        {"tStartMs": 0, "dDurationMs": 900, "segs": [{"utf8": "rock"}, {"utf8": "'n'", "tOffsetMs": 300}]}
    )
    assert [("rock", False), ("'n'", True)] == [(word.text, word.glued) for word in made]
