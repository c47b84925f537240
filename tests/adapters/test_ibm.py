"""Watson's results: word times in lists, speakers by time, hesitations, streams, jobs."""

from __future__ import annotations

from typing import Any

import pytest

from subkit.adapter import Job, State
from subkit.errors import PayloadError
from subkit.model import Transcript
from subkit.payload import Payload
from subkit.testing import AdapterContract, Sample
from subkit_adapters.ibm import adapter

HELLO, WORLD = ["hello", 0.04, 0.48], ["world", 0.8, 1.2996]


def result(*timestamps: list[Any], transcript: str = "hello world ", final: bool = True) -> dict[str, Any]:
    sure = [[word, 0.9] for word, *_ in timestamps]
    heard = {
        "transcript": transcript,
        "confidence": 0.9,
        "timestamps": list(timestamps),
        "word_confidence": sure,
    }
    return {"final": final, "alternatives": [heard, {"transcript": "yellow world "}]}


def response(*results: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"result_index": 0, "results": list(results), **more}


PLAIN = response(result(HELLO, WORLD))
LABELS = [
    {"from": 0.04, "to": 0.48, "speaker": 0, "confidence": 0.6, "final": False},
    {"from": 0.8, "to": 1.2996, "speaker": 1, "confidence": 0.6, "final": True},
]
WORDS, TIMES = ("hello", "world"), ((40, 480), (800, 1300))
JOB = {"id": "4bd734c0", "created": "2016-08-17T19:11:04.298Z", "updated": "2016-08-17T19:11:16.003Z"}
CALLED = {"id": "4bd734c0", "user_token": "job25"}


class TestContract(AdapterContract):
    adapter = adapter
    samples = (
        Sample(PLAIN, WORDS, TIMES),
        Sample({"results": [result(HELLO, WORLD)], "speaker_labels": LABELS}, WORDS, TIMES),
        Sample({**JOB, "status": "completed", "results": [PLAIN]}, WORDS, TIMES),
        Sample([response(result(HELLO, final=False)), PLAIN, {"speaker_labels": LABELS}], WORDS, TIMES),
        Sample(response(), (), ()),
        Sample({**CALLED, "event": "recognitions.completed_with_results", "results": [PLAIN]}, WORDS, TIMES),
    )
    jobs = (
        ({**JOB, "status": "processing"}, State.RUNNING),
        ({**JOB, "status": "waiting", "url": "https://api.example/v1/recognitions/4bd734c0"}, State.WAITING),
        ({**JOB, "status": "failed", "details": ["no speech"]}, State.FAILED),
        ({**JOB, "status": "completed", "url": "https://api.example/v1/recognitions/4bd734c0"}, State.DONE),
        ({**CALLED, "event": "recognitions.started"}, State.RUNNING),
        ({**CALLED, "event": "recognitions.completed"}, State.DONE),
        ({**CALLED, "event": "recognitions.failed"}, State.FAILED),
        ({"error": "No audio", "code": 400, "code_description": "Bad Request"}, State.FAILED),
    )
    repairable = (
        response(result(["hello", "0.04", "soon"], WORLD)),
        response(result(HELLO, ["world", 0.8])),
        response({"final": True, "alternatives": [{"transcript": "a text alone "}]}),
    )


def parsed(content: Any, **options: Any) -> Transcript:
    made = adapter.parse(Payload(content), **options)
    assert isinstance(made, Transcript)
    return made


def test_speakers_are_found_by_the_times_of_words() -> None:
    stream = [PLAIN, {"speaker_labels": LABELS}]
    for content in ({"results": [result(HELLO, WORLD)], "speaker_labels": LABELS}, stream):
        made = parsed(content)
        assert [("0", "hello"), ("1", "world")] == [(s.speaker, next(s.words).text) for s in made.segments]


def test_hesitations_are_left_out_and_confidences_stay_with_their_words() -> None:
    made = parsed(
        response(result(HELLO, ["%HESITATION", 0.5, 0.7], WORLD, transcript="hello %HESITATION world ")),
        strict=True,
    )
    assert [("hello", 0.9), ("world", 0.9)] == [(word.text, word.confidence) for word in made.words]


def test_the_texts_capitals_and_punctuation_are_put_on_the_words() -> None:
    made = parsed(response(result(HELLO, WORLD, transcript="Hello, world.")))
    assert (("Hello,", "world."), TIMES) == (
        tuple(word.text for word in made.words),
        tuple((word.start, word.end) for word in made.words),
    )


def test_guesses_of_a_stream_are_left_out() -> None:
    assert WORDS == tuple(w.text for w in parsed([response(result(HELLO, final=False)), PLAIN]).words)


def test_what_is_no_triple_is_left_out_and_reported() -> None:
    made = parsed(response(result(HELLO, WORLD)) | {"results": [{"alternatives": [
        {"transcript": "", "timestamps": [HELLO, "world", ["end"]], "word_confidence": [1.0]}]}]})  # fmt: skip
    assert ["hello"] == [word.text for word in made.words]
    assert ["wrong-type", "wrong-type"] == [repair.kind for repair in made.repairs]


def test_a_job_is_told_with_what_went_wrong() -> None:
    made = adapter.parse(Payload({**JOB, "status": "failed", "details": ["no speech"]}))
    assert Job("ibm", "4bd734c0", State.FAILED, "failed", "no speech") == made


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(PayloadError, match="a recognition or job of Watson's"):
        adapter.parse(Payload({"hello": 1}))
