"""Gladia's results in all their envelopes."""

from __future__ import annotations

from typing import Any

import pytest

from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import Media, Transcript
from subkit.payload import Payload
from subkit.testing import AdapterContract, Sample
from subkit_adapters.gladia import adapter


def word(text: str, start: float, end: float) -> dict[str, Any]:
    return {"word": text, "start": start, "end": end, "confidence": 0.9}


def utterance(*words: dict[str, Any], text: str = "Hello, world.", **more: Any) -> dict[str, Any]:
    about = {"start": 0.04, "end": 1.3, "confidence": 0.9, "channel": 0, "language": "en", "text": text}
    return {**about, "words": list(words), **more}


HELLO, WORLD = word("Hello,", 0.04, 0.48), word(" world.", 0.8, 1.2996)
SAID = {"full_transcript": "Hello, world.", "languages": ["en"], "utterances": [utterance(HELLO, WORLD)]}
RESULT = {"metadata": {"audio_duration": 3.2, "number_of_distinct_channels": 1}, "transcription": SAID}
JOB = {"id": "45463597", "request_id": "G-45463597", "version": 2, "kind": "pre-recorded"}
WORDS, TIMES = ("Hello,", "world."), ((40, 480), (800, 1300))


class TestContract(AdapterContract):
    adapter = adapter
    samples = (
        Sample({**JOB, "status": "done", "result": RESULT}, WORDS, TIMES),
        Sample({"id": "45463597", "event": "transcription.success", "payload": RESULT}, WORDS, TIMES),
        Sample(RESULT, WORDS, TIMES),
        Sample(SAID, WORDS, TIMES),
        Sample({"utterances": [utterance(HELLO, WORLD)]}, WORDS, TIMES),
        Sample({"full_transcript": "", "languages": [], "utterances": []}, (), ()),
    )
    jobs = (
        ({**JOB, "status": "queued"}, State.WAITING),
        ({**JOB, "status": "processing"}, State.RUNNING),
        ({**JOB, "status": "error", "error_code": 500}, State.FAILED),
        ({"id": "45463597", "event": "transcription.error", "error": {"code": 400, "message": "no audio"}},
         State.FAILED),
    )  # fmt: skip
    repairable = (
        SAID | {"utterances": [utterance(word("Hello,", 0.04, 0.48) | {"start": "soon"})]},
        SAID | {"utterances": [utterance(text="A text alone")]},
        SAID | {"utterances": []},
    )


def parsed(content: Any, **options: Any) -> Transcript:
    made = adapter.parse(Payload(content), **options)
    assert isinstance(made, Transcript)
    return made


def test_blanks_are_those_of_the_utterance() -> None:
    words = [word("It", 0.0, 0.2), word("'s", 0.2, 0.3), word("on", 0.4, 0.5)]
    made = parsed(SAID | {"utterances": [utterance(*words, text="It's on")]})
    assert [False, True, False] == [one.glued for one in made.words]


def test_an_utterance_without_words_shares_its_time() -> None:
    made = parsed(SAID | {"utterances": [utterance(text="A text")]})
    assert [("A", 40, 292), ("text", 292, 1300)] == [(one.text, one.start, one.end) for one in made.words]


def test_channels_and_speakers_are_told_apart() -> None:
    late = utterance(word("Yes.", 2.0, 2.4), text="Yes.", channel=1, speaker=0)
    made = parsed(SAID | {"utterances": [utterance(HELLO, WORLD, speaker=0), late]})
    assert ["0-0", "1-0"] == [segment.speaker for segment in made.segments]


def test_language_duration_and_job_are_told() -> None:
    made = parsed({**JOB, "status": "done", "result": RESULT})
    assert ("en", Media(3200), "45463597") == (made.language, made.media, made.job_id)


def test_an_error_tells_why() -> None:
    content = {
        "id": "45463597",
        "event": "transcription.error",
        "error": {"code": 400, "message": "no audio"},
    }
    made = adapter.parse(Payload(content))
    assert Job("gladia", "45463597", State.FAILED, "transcription.error", "400: no audio") == made


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(PayloadError, match="a result or job of Gladia's"):
        adapter.parse(Payload({"hello": 1}))
