"""Scribe's results: blanks as items, sounds, channels, webhooks, errors."""

from __future__ import annotations

import math
from typing import Any

import pytest

from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import Media, Transcript
from subkit.payload import Payload
from subkit.testing import AdapterContract, Sample
from subkit_adapters.elevenlabs import adapter


def item(
    text: str, start: float | None, end: float | None, kind: str = "word", **more: Any
) -> dict[str, Any]:
    return {
        "text": text,
        "start": start,
        "end": end,
        "type": kind,
        "speaker_id": "speaker_0",
        "logprob": 0.0,
        **more,
    }


def blank(at: float, text: str = " ") -> dict[str, Any]:
    return item(text, at, at, "spacing")


def transcript(*words: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "language_code": "eng",
        "language_probability": 0.98,
        "text": "Hello, world.",
        "words": list(words),
        **more,
    }


HELLO, WORLD = item("Hello,", 0.04, 0.48), item("world.", 0.8, 1.2996)
PLAIN = transcript(HELLO, blank(0.5), WORLD)
LATE = transcript(item("Yes.", 2.0, 2.4), channel_index=1)
WORDS, TIMES = ("Hello,", "world."), ((40, 480), (800, 1300))


class TestContract(AdapterContract):
    adapter = adapter
    samples = (
        Sample(PLAIN, WORDS, TIMES),
        Sample(transcript(HELLO, WORLD), WORDS, TIMES),
        Sample(
            {"transcripts": [PLAIN | {"channel_index": 0}, LATE]}, (*WORDS, "Yes."), (*TIMES, (2000, 2400))
        ),
        Sample(
            {"type": "speech_to_text_transcription", "data": {"request_id": "r1", "transcription": PLAIN}},
            WORDS,
            TIMES,
        ),
        Sample(transcript(text=""), (), ()),
    )
    jobs = (
        ({"detail": {"status": "invalid_api_key", "message": "Invalid API key"}}, State.FAILED),
        ({"message": "Request processed", "request_id": "r1", "transcription_id": "t1"}, State.RUNNING),
    )
    repairable = (
        transcript(HELLO | {"start": "0.04"}),
        transcript(item("New York", 0.0, 0.5)),
        transcript(text="A text alone"),
    )


def parsed(content: Any, **options: Any) -> Transcript:
    made = adapter.parse(Payload(content), **options)
    assert isinstance(made, Transcript)
    return made


def test_words_are_glued_where_no_spacing_stands_between() -> None:
    made = parsed(
        transcript(item("twenty", 0.0, 0.4), item("-one", 0.4, 0.6), blank(0.6), item("so", 0.7, 0.9))
    )
    assert [False, True, False] == [word.glued for word in made.words]
    assert [False, False] == [word.glued for word in parsed(transcript(HELLO, WORLD)).words]
    chinese = parsed(transcript(item("你", 0.0, 0.4), item("好", 0.4, 0.6), language_code="cmn"))
    assert ([False, True], "zh") == ([word.glued for word in chinese.words], chinese.language)


def test_a_spacing_that_is_none_is_a_mark() -> None:
    made = parsed(
        transcript(item("Hello", 0.0, 0.4), item("!", None, None, "spacing"), blank(0.5), WORLD), strict=True
    )
    assert ["Hello!", "world."] == [word.text for word in made.words]


def test_the_duration_is_the_longest_channels() -> None:
    channels = [PLAIN | {"audio_duration_secs": 3.2}, LATE | {"audio_duration_secs": 3.0}]
    assert Media(3200) == parsed({"transcripts": channels}).media
    assert parsed(PLAIN).media is None


def test_sounds_stay_among_the_words_with_their_time_shared() -> None:
    made = parsed(transcript(HELLO, blank(0.5), item("(door slams)", 1.0, 2.1, "audio_event")), strict=True)
    assert [("(door", 1000, 1500), ("slams)", 1500, 2100)] == [(w.text, w.start, w.end) for w in made.words][
        1:
    ]


def test_confidence_is_the_probability() -> None:
    made = parsed(transcript(HELLO | {"logprob": math.log(0.5)}, blank(0.5), WORLD | {"logprob": None}))
    assert [0.5, None] == [word.confidence and round(word.confidence, 6) for word in made.words]


def test_channels_have_speakers_of_their_own() -> None:
    made = parsed({"transcripts": [PLAIN | {"channel_index": 0}, LATE]})
    assert ["0-speaker_0", "1-speaker_0"] == [segment.speaker for segment in made.segments]
    assert "en" == made.language


def test_an_error_tells_why() -> None:
    made = adapter.parse(Payload({"detail": {"status": "invalid_api_key", "message": "Invalid API key"}}))
    assert Job("elevenlabs", None, State.FAILED, "error", "invalid_api_key: Invalid API key") == made


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(PayloadError, match="a transcript of ElevenLabs"):
        adapter.parse(Payload({"hello": 1}))
